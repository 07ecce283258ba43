//! What the inspector's panels show, from an inspection and the trace. Every panel is rows of text, so every panel can be
//! read aloud; the wait-for graph is drawn from the same edges its table shows.

use crate::base::ids::LaneId;
use crate::trace::event::{State, Stream, Wait};
use crate::trace::inspection::{FrameView, Inspection, Variable};
use crate::trace::lane::LaneKind;
use crate::trace::{EventId, Moment, Trace};

use super::state::View;
use super::why::{self, Why};

/// Of a very long output, this many pieces before the playhead and as many after it are shown.
pub const OUTPUT_PIECES_AROUND: usize = 1_000;

/// The panels at the playhead's moment of the active run.
impl View {
    pub fn stacks(&self) -> Vec<StackCard> {
        stacks(&self.active_run().trace, self.active_run().now, self.latest_inspection())
    }
    /// The names in sight of the followed lane; none until the engine has told.
    pub fn variables(&self) -> Option<Vec<VariableGroup>> {
        self.latest_inspection().map(|shown| variables(shown, self.active_run().followed))
    }
    pub fn locks(&self) -> Locks {
        locks(&self.active_run().trace, self.active_run().now, self.latest_inspection())
    }
    pub fn output(&self) -> OutputLines {
        output(&self.active_run().trace, self.active_run().now)
    }
}

/// One thread or task in Stacks.
#[derive(Clone, PartialEq, Debug)]
pub struct StackCard {
    pub lane: LaneId,
    /// None before its first state.
    pub why: Option<Why>,
    /// Executes the next instruction.
    pub is_current: bool,
    /// The user's line it is on; 0 for none.
    pub line: u32,
    /// Innermost first; empty when only the trace is known.
    pub frames: Vec<FrameView>,
}

/// The threads and tasks that are there at a moment, in the trace's order; those that are over last.
pub fn stacks(trace: &Trace, now: Moment, inspection: Option<&Inspection>) -> Vec<StackCard> {
    let current = inspection.and_then(|shown| shown.lane).or_else(|| trace.running_at(now));
    let cards = trace.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process).filter_map(|(lane, _)| {
        let why = why::why(trace, lane, now);
        let seen = inspection.and_then(|shown| shown.threads.iter().find(|thread| thread.lane == lane));
        if why.is_none() && seen.is_none() {
            return None;
        }
        let frames = seen.map(|thread| thread.frames.clone()).unwrap_or_default();
        let own_line = frames.iter().find(|frame| !frame.library).map(|frame| frame.line);
        let line = own_line.or_else(|| super::travel::line_at(trace, lane, now)).unwrap_or_default();
        Some(StackCard { lane, why, is_current: current == Some(lane), line, frames })
    });
    let (over, there): (Vec<_>, Vec<_>) =
        cards.partition(|card| card.why.is_some_and(|why| why.state == State::Finished));
    there.into_iter().chain(over).collect()
}

/// A mark in the editor's margin: a lane that is on a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineMark {
    pub line: u32,
    pub lane: LaneId,
    pub state: State,
    pub is_current: bool,
}

/// Where every lane is in the user's program, by line.
pub fn line_marks(cards: &[StackCard]) -> Vec<LineMark> {
    let mut marks: Vec<LineMark> = cards
        .iter()
        .filter(|card| card.line != 0)
        .filter_map(|card| {
            let state = card.why?.state;
            let is_over = state == State::Finished;
            (!is_over).then_some(LineMark { line: card.line, lane: card.lane, state, is_current: card.is_current })
        })
        .collect();
    marks.sort_by_key(|mark| (mark.line, mark.lane));
    marks
}

/// One row of Variables.
#[derive(Clone, PartialEq, Debug)]
pub struct VariableRow {
    pub depth: u32,
    pub name: String,
    pub value: String,
    pub type_name: String,
    /// More than one thread can reach it and it can change.
    pub shared: bool,
    pub changed: bool,
    /// Rows with the same number (not 0) show the same object.
    pub identity: u64,
    pub has_children: bool,
}

/// A group of Variables.
#[derive(Clone, PartialEq, Debug)]
pub struct VariableGroup {
    pub of: Scope,
    pub rows: Vec<VariableRow>,
}

/// Whose names they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Scope {
    /// A function's, of this lane.
    Frame { lane: LaneId, function: String },
    /// The main module's.
    Module,
}

/// The names in sight of `lane` (or of the one that runs): its own frames of the user's program, then the module's.
pub fn variables(inspection: &Inspection, lane: Option<LaneId>) -> Vec<VariableGroup> {
    let lane = lane.or(inspection.lane);
    let thread = inspection.threads.iter().find(|thread| Some(thread.lane) == lane);
    let frames = thread.map_or(&[] as &[FrameView], |thread| thread.frames.as_slice());
    let own = frames.iter().filter(|frame| !frame.library && frame.function != "<module>");
    let mut groups: Vec<VariableGroup> = own
        .filter_map(|frame| {
            let of = Scope::Frame { lane: lane?, function: frame.function.clone() };
            Some(VariableGroup { of, rows: rows(&frame.locals) })
        })
        .collect();
    groups.push(VariableGroup { of: Scope::Module, rows: rows(&inspection.globals) });
    groups
}

/// The names that the step before bound or changed, for the narration and screen readers.
pub fn changed(groups: &[VariableGroup]) -> Vec<&VariableRow> {
    groups.iter().flat_map(|group| &group.rows).filter(|row| row.changed).collect()
}

fn rows(variables: &[Variable]) -> Vec<VariableRow> {
    let mut rows = Vec::new();
    push_rows(variables, 0, &mut rows);
    rows
}

fn push_rows(variables: &[Variable], depth: u32, rows: &mut Vec<VariableRow>) {
    for variable in variables {
        rows.push(VariableRow {
            depth,
            name: variable.name.clone(),
            value: variable.value.clone(),
            type_name: variable.type_name.clone(),
            shared: variable.shared,
            changed: variable.changed,
            identity: variable.identity,
            has_children: !variable.children.is_empty(),
        });
        // The engine sends one level; a message with more cannot make us recurse without end.
        if depth < 8 {
            push_rows(&variable.children, depth + 1, rows);
        }
    }
}

/// One row of the table in Locks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LockRow {
    pub lock: u32,
    pub name: String,
    pub kind: String,
    pub owner: Option<LaneId>,
    pub waiters: Vec<LaneId>,
}

/// `waiter` cannot go on before `owner` does something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WaitEdge {
    pub waiter: LaneId,
    /// The lock between them; none for a join.
    pub lock: Option<u32>,
    pub owner: LaneId,
    /// Part of the cycle.
    pub in_cycle: bool,
}

/// What Locks shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Locks {
    pub rows: Vec<LockRow>,
    pub edges: Vec<WaitEdge>,
    /// Lanes that wait for one another, each for the next and the last for the first.
    pub cycle: Vec<LaneId>,
}

/// Locks and who waits for whom at a moment.
pub fn locks(trace: &Trace, now: Moment, inspection: Option<&Inspection>) -> Locks {
    let rows: Vec<LockRow> = inspection
        .map(|shown| {
            let row = |view: &crate::trace::inspection::LockView| LockRow {
                lock: view.lock,
                name: view.name.clone(),
                kind: view.kind.clone(),
                owner: view.owner,
                waiters: view.waiters.clone(),
            };
            shown.locks.iter().map(row).collect()
        })
        .unwrap_or_default();
    let mut edges: Vec<WaitEdge> =
        trace.lanes().filter_map(|(lane, _)| edge(trace, &rows, lane, trace.slice_at(lane, now)?.state)).collect();
    let cycle = find_cycle(&edges);
    for edge in &mut edges {
        edge.in_cycle = cycle.contains(&edge.waiter) && cycle.contains(&edge.owner);
    }
    Locks { rows, edges, cycle }
}

/// What a blocked lane waits for. The owner may have changed since the wait began; an inspection knows.
fn edge(trace: &Trace, rows: &[LockRow], waiter: LaneId, state: State) -> Option<WaitEdge> {
    let State::Blocked(wait) = state else { return None };
    let (lock, owner) = match wait {
        Wait::Lock { lock, owner } => {
            let known = rows.iter().find(|row| row.lock == lock);
            let owner = known.map_or(owner, |row| row.owner);
            match why::told_state(trace, waiter, State::Blocked(Wait::Lock { lock, owner })) {
                State::Blocked(Wait::Lock { owner, .. }) => (Some(lock), owner?),
                _ => return None,
            }
        }
        Wait::Join(lane) | Wait::Start(lane) => (None, lane),
    };
    Some(WaitEdge { waiter, lock, owner, in_cycle: false })
}

/// The first cycle of a graph in which each lane waits for at most one other.
fn find_cycle(edges: &[WaitEdge]) -> Vec<LaneId> {
    let next = |lane: LaneId| edges.iter().find(|edge| edge.waiter == lane).map(|edge| edge.owner);
    for edge in edges {
        let mut path = vec![edge.waiter];
        while let Some(lane) = path.last().copied().and_then(next) {
            if let Some(start) = path.iter().position(|&known| known == lane) {
                return path.split_off(start);
            }
            path.push(lane);
        }
    }
    Vec::new()
}

/// One line of Output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputLine {
    /// The event that wrote its first piece: clicking the line goes there.
    pub event: EventId,
    pub at: Moment,
    pub lane: LaneId,
    pub stream: Stream,
    /// Without its line break.
    pub text: String,
    /// It was written after the playhead's moment.
    pub is_ahead: bool,
}

/// What Output shows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OutputLines {
    pub lines: Vec<OutputLine>,
    /// Pieces of output before and after these lines that are not shown.
    pub n_before: usize,
    pub n_after: usize,
}

/// What the program wrote around a moment, as lines: pieces of one lane and stream up to a line break are one line.
pub fn output(trace: &Trace, now: Moment) -> OutputLines {
    let n_past = trace.n_output_until(now);
    let shown = n_past.saturating_sub(OUTPUT_PIECES_AROUND)..(n_past + OUTPUT_PIECES_AROUND).min(trace.n_output());
    let mut lines: Vec<OutputLine> = Vec::new();
    let mut is_open = false;
    for (place, piece) in shown.clone().zip(trace.output_pieces(shown.clone())) {
        for part in piece.text.split_inclusive('\n') {
            let text = part.strip_suffix('\n').unwrap_or(part);
            match lines.last_mut().filter(|last| is_open && last.lane == piece.lane && last.stream == piece.stream) {
                Some(last) => last.text.push_str(text),
                None => lines.push(OutputLine {
                    event: piece.event,
                    at: piece.at,
                    lane: piece.lane,
                    stream: piece.stream,
                    text: text.to_owned(),
                    is_ahead: place >= n_past,
                }),
            }
            is_open = !part.ends_with('\n');
        }
    }
    OutputLines { lines, n_before: shown.start, n_after: trace.n_output() - shown.end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Nanos;
    use crate::trace::event::Fact;
    use crate::trace::inspection::{LockView, ThreadView};
    use crate::trace::sample::{FIRST, MAIN, SECOND, Script, two_threads};

    fn at(step: u64, nanos: u64) -> Moment {
        Moment { step, time: Nanos(nanos) }
    }

    fn variable(name: &str, children: Vec<Variable>) -> Variable {
        Variable {
            name: name.to_owned(),
            value: "1".to_owned(),
            type_name: "int".to_owned(),
            identity: 0,
            shared: false,
            changed: name == "counter",
            children,
        }
    }

    #[test]
    fn stacks_can_be_told_from_the_trace_alone() {
        let cards = stacks(&two_threads(), at(700, 7_000), None);
        let told: Vec<_> = cards.iter().map(|card| (card.lane, card.line, card.is_current)).collect();
        assert_eq!(told, [(MAIN, 14, false), (FIRST, 6, false), (SECOND, 3, true)]);
        let marks = line_marks(&cards);
        assert_eq!(
            marks.iter().map(|mark| (mark.line, mark.lane)).collect::<Vec<_>>(),
            [(3, SECOND), (6, FIRST), (14, MAIN)]
        );
    }

    #[test]
    fn lanes_that_are_over_come_last() {
        let cards = stacks(&two_threads(), at(1_250, 15_000), None);
        assert_eq!(cards.iter().map(|card| card.lane).collect::<Vec<_>>(), [MAIN, SECOND, FIRST]);
        assert!(line_marks(&cards).iter().all(|mark| mark.lane != FIRST));
    }

    #[test]
    fn variables_are_rows_with_depth() {
        let frame = |function: &str, library| FrameView {
            function: function.to_owned(),
            file: "main.py".to_owned(),
            line: 3,
            library,
            locals: vec![variable("n", Vec::new())],
        };
        let thread = ThreadView {
            lane: FIRST,
            state: State::Running,
            since: Nanos::ZERO,
            frames: vec![frame("work", false), frame("Thread.run", true), frame("<module>", false)],
        };
        let inspection = Inspection {
            lane: Some(FIRST),
            threads: vec![thread],
            globals: vec![variable("counter", vec![variable("[0]", Vec::new())])],
            ..Inspection::default()
        };
        let groups = variables(&inspection, None);
        assert_eq!(groups[0].of, Scope::Frame { lane: FIRST, function: "work".to_owned() });
        let module: Vec<_> = groups[1].rows.iter().map(|row| (row.depth, row.name.as_str())).collect();
        assert_eq!((groups.len(), module), (2, vec![(0, "counter"), (1, "[0]")]));
        assert_eq!(changed(&groups).len(), 1);
    }

    #[test]
    fn a_deadlock_is_a_cycle_of_waits() {
        let mut script = Script::default();
        let process = script.lane(LaneKind::Process, "MainProcess", None);
        let names = ["MainThread", "Thread-1", "Thread-2"];
        let [main, first, second] = names.map(|name| script.lane(LaneKind::Thread, name, Some(process)));
        script.became(main, 9, State::Blocked(Wait::Join(first)));
        script.became(first, 3, State::Blocked(Wait::Lock { lock: 1, owner: Some(second) }));
        script.became(second, 6, State::Blocked(Wait::Lock { lock: 0, owner: None }));
        script.fact(first, 3, Fact::Deadlocked).fact(second, 6, Fact::Deadlocked);
        let view = |lock, owner, waiter| LockView {
            lock,
            name: format!("lock {lock}"),
            kind: "Lock".to_owned(),
            owner: Some(owner),
            waiters: vec![waiter],
        };
        let inspection =
            Inspection { locks: vec![view(0, first, second), view(1, second, first)], ..Inspection::default() };
        let locks = locks(&script.trace(), at(0, 0), Some(&inspection));
        assert_eq!(locks.cycle, [first, second]);
        let in_cycle: Vec<_> = locks.edges.iter().map(|edge| (edge.waiter, edge.in_cycle)).collect();
        assert_eq!(in_cycle, [(main, false), (first, true), (second, true)]);
    }

    #[test]
    fn pieces_of_output_become_lines() {
        let mut script = Script::default();
        let process = script.lane(LaneKind::Process, "MainProcess", None);
        let main = script.lane(LaneKind::Thread, "MainThread", Some(process));
        let other = script.lane(LaneKind::Thread, "Thread-1", Some(process));
        let [a, b, c] = ["one ", "line\ntwo", "three\n"].map(|text| script.text(text));
        let stream = Stream::Stdout;
        for (step, lane, text) in [(1, main, a), (2, main, b), (3, other, c)] {
            script.at(step, step * 10).fact(lane, 1, Fact::Wrote { stream, text });
        }
        let OutputLines { lines, n_before, n_after } = output(&script.trace(), at(2, 20));
        let told: Vec<_> =
            lines.iter().map(|line| (line.text.as_str(), line.lane, line.at.step, line.is_ahead)).collect();
        assert_eq!(told, [("one line", main, 1, false), ("two", main, 2, false), ("three", other, 3, true)]);
        assert_eq!((n_before, n_after), (0, 0));
    }
}

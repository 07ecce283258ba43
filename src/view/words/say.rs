//! Which phrase says what, and with which arguments.

use crate::base::ids::LaneId;
use crate::trace::event::{End, Io, LimitHit, Release, State, Stream, SwitchPoint, Wait};
use crate::trace::kind::StateKind;
use crate::trace::lane::{Lane, LaneKind};

use super::super::hover::Hover;
use super::super::inspector::{Locks, VariableRow, WaitEdge};
use super::super::narration::{Narration, Next, Said};
use super::super::why::{GivingUp, Why};
use super::phrases::{self as p};
use super::{Arg, Phrase, Sentence, Words};

/// Longest piece of the program's output that is read out.
const MAX_QUOTED_CHARS: usize = 60;

/// The narration: what happens and what comes next.
pub fn narration(words: &Words, narration: &Narration) -> Sentence {
    let said = said(words, &narration.said);
    match narration.next {
        Some(next) => words.join(said, what_next(words, next)),
        None => said,
    }
}

fn said(words: &Words, said: &Said) -> Sentence {
    let lane = |lane: LaneId| ("lane", Arg::Lane(lane));
    let from = |lane: LaneId| ("from", Arg::Lane(lane));
    match *said {
        Said::Nothing => words.fill(p::NOTHING, &[]),
        Said::Opens { lane: it, by: None } => words.fill(p::BEGINS, &[lane(it)]),
        Said::Opens { lane: it, by: Some(by) } => words.fill(p::OPENS, &[lane(it), ("by", Arg::Lane(by))]),
        Said::AsksForGil { lane: it, holder, waited } => {
            words.fill(p::ASKS, &[lane(it), ("holder", Arg::Lane(holder)), ("waited", Arg::Time(waited))])
        }
        Said::HandsOver { from: giver, lane: it, at: Some(at), line } => {
            let place = place(words, at, line);
            words.fill(p::HANDS_OVER, &[from(giver), lane(it), ("place", Arg::Part(place))])
        }
        Said::HandsOver { from: giver, lane: it, at: None, .. } => {
            words.fill(p::HANDS_OVER_SOMEWHERE, &[from(giver), lane(it)])
        }
        Said::TakesOver { from: giver, lane: it, why } => {
            let phrase = match why {
                Release::Requested { .. } => p::HANDS_OVER_SOMEWHERE,
                Release::Blocking => p::TAKES_OVER_FROM_WAITING,
                Release::Native => p::TAKES_OVER_FROM_NATIVE,
                Release::Finished => p::TAKES_OVER_FROM_FINISHED,
            };
            words.fill(phrase, &[from(giver), lane(it)])
        }
        Said::TakesGil { lane: it } => words.fill(p::TAKES_GIL, &[lane(it)]),
        Said::GivesGilUp { lane: it, why } => match why {
            Release::Requested { by } => words.fill(p::GIVES_UP_REQUESTED, &[lane(it), ("by", Arg::Lane(by))]),
            Release::Blocking => words.fill(p::GIVES_UP_WAITING, &[lane(it)]),
            Release::Native => words.fill(p::GIVES_UP_NATIVE, &[lane(it)]),
            Release::Finished => words.fill(p::GIVES_UP_FINISHED, &[lane(it)]),
        },
        Said::Becomes { lane: it, state, .. } => becomes(words, it, state),
        Said::BlocksLoop { lane: it, task, .. } => words.fill(p::BLOCKS_LOOP, &[lane(it), ("task", Arg::Lane(task))]),
        Said::TakesLock { lane: it, lock, waited } => {
            let phrase = if waited.0 == 0 { p::TAKES_LOCK } else { p::GETS_LOCK };
            words.fill(phrase, &[lane(it), ("lock", words.lock(lock)), ("waited", Arg::Time(waited))])
        }
        Said::ReleasesLock { lane: it, lock } => words.fill(p::RELEASES_LOCK, &[lane(it), ("lock", words.lock(lock))]),
        Said::Wakes { lane: it, woken } => words.fill(p::WAKES, &[lane(it), ("woken", Arg::Lane(woken))]),
        Said::Writes { lane: it, stream, text } => {
            let phrase = if stream == Stream::Stdout { p::WRITES } else { p::WRITES_ERROR };
            words.fill(phrase, &[lane(it), ("text", Arg::Code(quoted(words.trace.text(text))))])
        }
        Said::Sends { lane: it, to, bytes } => {
            words.fill(p::SENDS, &[lane(it), ("to", Arg::Lane(to)), ("bytes", Arg::Count(u64::from(bytes)))])
        }
        Said::Dies { lane: it, text } => {
            words.fill(p::DIES, &[lane(it), ("text", Arg::Code(words.trace.text(text).to_owned()))])
        }
        Said::Exits { lane: it, status } => exits(words, it, status),
        Said::Deadlock { ref lanes } => deadlock(words, lanes),
        Said::Runs { lane: it, line, lasted, waiting, gil } => {
            let phrase = match (line, gil) {
                (0, _) => p::EXECUTES_LIBRARY,
                (_, true) => p::EXECUTES_WITH_GIL,
                (_, false) => p::EXECUTES,
            };
            let runs = words.fill(phrase, &[lane(it), ("line", Arg::Line(line)), ("lasted", Arg::Time(lasted))]);
            words.join(runs, who_wants_gil(words, waiting))
        }
        Said::AllWait => words.fill(p::ALL_WAIT, &[]),
        Said::Ends { ref end } => ends(words, end.as_ref()),
    }
}

fn exits(words: &Words, lane: LaneId, status: i32) -> Sentence {
    let (phrase, number) =
        if status < 0 { (p::EXITS_KILLED, status.unsigned_abs()) } else { (p::EXITS, status.unsigned_abs()) };
    words.fill(phrase, &[("lane", Arg::Lane(lane)), ("status", Arg::Code(number.to_string()))])
}

fn deadlock(words: &Words, lanes: &[LaneId]) -> Sentence {
    let phrase = if lanes.len() == 1 { p::DEADLOCK_ALONE } else { p::DEADLOCK };
    words.fill(phrase, &[("lanes", Arg::Lanes(lanes.to_vec()))])
}

fn who_wants_gil(words: &Words, n_waiting: usize) -> Sentence {
    match n_waiting {
        0 => Sentence::new(),
        1 => words.fill(p::ONE_WANTS_GIL, &[]),
        n => words.fill(p::SOME_WANT_GIL, &[("n", Arg::Count(n as u64))]),
    }
}

fn becomes(words: &Words, lane: LaneId, state: State) -> Sentence {
    let mut args = vec![("lane", Arg::Lane(lane))];
    if let Some(phrase) = task_becomes(state)
        && let Some(Lane { kind: LaneKind::Task, parent: Some(thread), .. }) = words.trace.lane(lane)
    {
        args.push(("thread", Arg::Lane(*thread)));
        return words.fill(phrase, &args);
    }
    let phrase = match state {
        State::Running => p::RUNS,
        State::Native => p::WORKS_NATIVELY,
        State::WantsGil => p::WANTS_GIL,
        State::Ready => p::HAS_NO_CORE,
        State::Blocked(Wait::Lock { lock, owner }) => {
            args.push(("lock", words.lock(lock)));
            args.extend(owner.map(|owner| ("owner", Arg::Lane(owner))));
            if owner.is_some() { p::WAITS_FOR_LOCK_OF } else { p::WAITS_FOR_LOCK }
        }
        State::Blocked(Wait::Join(other)) => {
            args.push(("other", Arg::Lane(other)));
            p::JOINS
        }
        State::Blocked(Wait::Start(other)) => {
            args.push(("other", Arg::Lane(other)));
            p::WAITS_FOR_START
        }
        State::Waiting(Io::Sleep { .. }) => p::SLEEPS,
        State::Waiting(Io::Network { .. }) => p::WAITS_FOR_NETWORK,
        State::Waiting(Io::File { .. }) => p::WAITS_FOR_FILE,
        State::Waiting(Io::Pipe) => p::WAITS_FOR_PIPE,
        State::Waiting(Io::Select { .. }) => p::WAITS_IN_SELECT,
        State::Suspended => p::SUSPENDS,
        State::Finished => p::FINISHES,
    };
    words.fill(phrase, &args)
}

/// What is said otherwise of a task: its thread has the GIL and the core, the task has turns.
fn task_becomes(state: State) -> Option<Phrase> {
    match state {
        State::Running => Some(p::TASK_RUNS),
        State::Ready => Some(p::TASK_IS_READY),
        State::Finished => Some(p::TASK_FINISHES),
        _ => None,
    }
}

fn ends(words: &Words, end: Option<&End>) -> Sentence {
    let limit = |phrase, limit| words.fill(phrase, &[("limit", limit)]);
    match end {
        None => words.fill(p::ENDS_HERE, &[]),
        Some(End::Exited(0)) => words.fill(p::ENDS, &[]),
        Some(End::Exited(status)) => words.fill(p::ENDS_WITH_STATUS, &[("status", Arg::Code(status.to_string()))]),
        Some(End::Deadlock(lanes)) => deadlock(words, lanes),
        Some(End::Limit(LimitHit::Steps(n))) => limit(p::ENDS_AT_STEPS, Arg::Count(*n)),
        Some(End::Limit(LimitHit::TraceEvents(n))) => limit(p::ENDS_AT_EVENTS, Arg::Count(*n)),
        Some(End::Limit(LimitHit::OutputBytes(n))) => limit(p::ENDS_AT_OUTPUT, Arg::Count(*n)),
        Some(End::Limit(LimitHit::VirtualTime(time))) => limit(p::ENDS_AT_TIME, Arg::Time(*time)),
        Some(End::Stopped) => words.fill(p::ENDS_STOPPED, &[]),
    }
}

fn what_next(words: &Words, next: Next) -> Sentence {
    match next {
        Next::GivesUp(GivingUp { by, why, at, line, .. }) => {
            let phrase = match (why, at) {
                (Release::Finished, _) => p::NEXT_FINISHED,
                (Release::Blocking | Release::Native, _) | (_, None) => p::NEXT_WAITING,
                (_, Some(SwitchPoint::LoopJump)) => p::NEXT_LOOP_JUMP,
                (_, Some(SwitchPoint::Entry)) => p::NEXT_ENTRY,
                (_, Some(SwitchPoint::Call)) => p::NEXT_CALL,
                (_, Some(SwitchPoint::Other)) => p::NEXT_OTHER,
            };
            words.fill(phrase, &[("by", Arg::Lane(by)), ("line", Arg::Line(line))])
        }
        Next::Takes { lane } => words.fill(p::NEXT_TAKES, &[("lane", Arg::Lane(lane))]),
        Next::Wakes { lane, at } => words.fill(p::NEXT_WAKES, &[("lane", Arg::Lane(lane)), ("at", Arg::Time(at))]),
        Next::Releases { by, .. } => words.fill(p::NEXT_RELEASES, &[("by", Arg::Lane(by))]),
    }
}

/// Where in the program CPython looked at the eval breaker: part of a sentence.
pub fn place(words: &Words, at: SwitchPoint, line: u32) -> Sentence {
    let phrase = match at {
        SwitchPoint::LoopJump => p::AT_LOOP_JUMP,
        SwitchPoint::Entry => p::AT_ENTRY,
        SwitchPoint::Call => p::AT_CALL,
        SwitchPoint::Other => p::AT_OTHER,
    };
    words.fill(phrase, &[("line", Arg::Line(line))])
}

/// What a state is called in legends and tables.
pub const fn state(kind: StateKind) -> Phrase {
    match kind {
        StateKind::Running => p::STATE_RUNNING,
        StateKind::Native => p::STATE_NATIVE,
        StateKind::WantsGil => p::STATE_WANTS_GIL,
        StateKind::Ready => p::STATE_READY,
        StateKind::Blocked => p::STATE_BLOCKED,
        StateKind::Waiting => p::STATE_WAITING,
        StateKind::Suspended => p::STATE_SUSPENDED,
        StateKind::Finished => p::STATE_FINISHED,
    }
}

/// Why a lane is as it is: a few words beside its name.
pub fn why(words: &Words, why: &Why) -> Sentence {
    let mut args = vec![("lasted", Arg::Time(why.lasted))];
    let phrase = match why.state {
        State::Running if why.free_threaded => p::WHY_RUNNING,
        State::Running => p::WHY_RUNNING_GIL,
        State::Native => p::WHY_NATIVE,
        State::WantsGil => {
            args.extend(why.holder.map(|holder| ("holder", Arg::Lane(holder))));
            if why.holder.is_some() { p::WHY_WANTS_GIL_OF } else { p::WHY_WANTS_GIL }
        }
        State::Ready => p::WHY_READY,
        State::Blocked(Wait::Lock { lock, owner }) => {
            args.push(("lock", words.lock(lock)));
            args.extend(owner.map(|owner| ("owner", Arg::Lane(owner))));
            if owner.is_some() { p::WHY_LOCK_OF } else { p::WHY_LOCK }
        }
        State::Blocked(Wait::Join(other)) => {
            args.push(("other", Arg::Lane(other)));
            p::WHY_JOIN
        }
        State::Blocked(Wait::Start(other)) => {
            args.push(("other", Arg::Lane(other)));
            p::WHY_START
        }
        State::Waiting(io) => {
            let (phrase, until) = why_waiting(io);
            args.extend(until.map(|until| ("until", Arg::Time(until))));
            phrase
        }
        State::Suspended => p::WHY_SUSPENDED,
        State::Finished => p::WHY_FINISHED,
    };
    words.fill(phrase, &args)
}

fn why_waiting(io: Io) -> (Phrase, Option<crate::base::time::Nanos>) {
    match io {
        Io::Sleep { until } => (p::WHY_SLEEP, Some(until)),
        Io::Network { until } => (p::WHY_NETWORK, Some(until)),
        Io::File { until } => (p::WHY_FILE, Some(until)),
        Io::Pipe => (p::WHY_PIPE, None),
        Io::Select { until: Some(until) } => (p::WHY_SELECT_UNTIL, Some(until)),
        Io::Select { until: None } => (p::WHY_SELECT, None),
    }
}

/// The tooltip's lines: what, how long, and what more there is to say.
pub fn hover(words: &Words, hover: &Hover) -> Vec<Sentence> {
    let stretch = |start, end: crate::base::time::Nanos| {
        let length = end.saturating_sub(start);
        words.fill(
            p::HOVER_STRETCH,
            &[("start", Arg::Time(start)), ("end", Arg::Time(end)), ("length", Arg::Time(length))],
        )
    };
    match *hover {
        Hover::Slice { why: ref reason, start, end, asked_at, releaser, .. } => {
            let mut lines = vec![why(words, reason), stretch(start, end)];
            lines.extend(asked_at.map(|at| words.fill(p::HOVER_ASKED, &[("at", Arg::Time(at))])));
            let releaser = releaser.map(|lane| words.fill(p::HOVER_RELEASER, &[("releaser", Arg::Lane(lane))]));
            lines.extend(releaser);
            lines
        }
        Hover::Gil { holder, start, end } => {
            let what = match holder {
                Some(holder) => words.fill(p::HOVER_HOLDER, &[("holder", Arg::Lane(holder))]),
                None => words.fill(p::HOVER_FREE, &[]),
            };
            vec![what, stretch(start, end)]
        }
        Hover::Crowd { lane, n_slices, start, end } => {
            let n = Arg::Count(n_slices as u64);
            vec![words.fill(p::HOVER_CROWD, &[("lane", Arg::Lane(lane)), ("n", n)]), stretch(start, end)]
        }
    }
}

/// The wait-for graph in sentences: who waits for whom, and the cycle if there is one.
pub fn waits(words: &Words, locks: &Locks) -> Vec<Sentence> {
    if locks.edges.is_empty() {
        return vec![words.fill(p::NO_EDGES, &[])];
    }
    let edge = |edge: &WaitEdge| {
        let mut args = vec![("waiter", Arg::Lane(edge.waiter)), ("owner", Arg::Lane(edge.owner))];
        args.extend(edge.lock.map(|lock| ("lock", words.lock(lock))));
        words.fill(if edge.lock.is_some() { p::EDGE_LOCK } else { p::EDGE_JOIN }, &args)
    };
    let mut sentences: Vec<Sentence> = locks.edges.iter().map(edge).collect();
    if !locks.cycle.is_empty() {
        sentences.push(words.fill(p::EDGE_CYCLE, &[("lanes", Arg::Lanes(locks.cycle.clone()))]));
    }
    sentences
}

/// What a variable is now: for those that the step before changed.
pub fn change(words: &Words, row: &VariableRow) -> Sentence {
    words.fill(p::CHANGED, &[("name", Arg::Code(row.name.clone())), ("value", Arg::Code(row.value.clone()))])
}

impl Words<'_> {
    /// What the program calls a lock, else its number.
    fn lock(&self, lock: u32) -> Arg {
        match self.trace.lock_name(lock) {
            Some(name) => Arg::Code(name.to_owned()),
            None => Arg::Part(self.fill(p::LOCK, &[("n", Arg::Count(u64::from(lock)))])),
        }
    }
}

/// Output as it is read out: one line, in quotes, cut when long.
fn quoted(text: &str) -> String {
    let line = text.trim_end_matches('\n');
    let mut cut: String = line.chars().take(MAX_QUOTED_CHARS).map(|c| if c == '\n' { '⏎' } else { c }).collect();
    if cut.chars().count() < line.chars().count() {
        cut.push('…');
    }
    format!("“{cut}”")
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;
    use crate::base::language::Language;
    use crate::base::time::Nanos;
    use crate::trace::Moment;
    use crate::trace::sample::{SECOND, two_threads};
    use crate::view::narration::narrate;

    fn told(language: Language, step: u64, nanos: u64) -> String {
        let trace = two_threads();
        let now = Moment { step, time: Nanos(nanos) };
        let words = Words { trace: &trace, language };
        plain(&narration(&words, &narrate(&trace, now, Some(&End::Exited(0)), None)))
    }

    #[test]
    fn the_run_reads_as_a_story() {
        let story: Vec<String> =
            [(0, 0), (540, 5_400), (700, 7_000), (1_250, 12_500), (1_250, 15_000), (1_250, 20_000), (1_350, 21_000)]
                .into_iter()
                .map(|(step, nanos)| told(Language::English, step, nanos))
                .collect();
        assert_eq!(
            story,
            [
                "MainThread begins: the program starts here.",
                "Thread-1 was asked for the GIL and gives it up at its loop jump, line 6; Thread-2 takes it and runs.",
                "Thread-2 executes line 3; it has held the GIL for 1.6 µs. One other thread wants the GIL.",
                "MainThread writes “done”.",
                "Nobody runs: every thread is waiting. Thread-2 goes on at 20 µs.",
                "MainThread waits in join() until Thread-2 ends. Thread-2 takes the GIL and runs.",
                "The program has ended.",
            ]
        );
    }

    #[test]
    fn it_reads_in_chinese_too() {
        assert_eq!(
            told(Language::TraditionalChinese, 540, 5_400),
            "Thread-1 被要求交出 GIL，於迴圈跳轉處（第 6 行）釋放；Thread-2 取得 GIL 並開始執行。"
        );
    }

    #[test]
    fn waits_read_as_sentences() {
        let trace = two_threads();
        let words = Words { trace: &trace, language: Language::English };
        let told = |nanos| {
            let now = Moment { step: u64::MAX, time: Nanos(nanos) };
            let locks = crate::view::inspector::locks(&trace, now, None);
            waits(&words, &locks).iter().map(|sentence| plain(sentence)).collect::<Vec<_>>()
        };
        assert_eq!(told(1_000), ["MainThread waits for Thread-1 to end."]);
        assert_eq!(told(100), ["No thread waits for another."]);
    }

    #[test]
    fn a_wait_names_its_holder() {
        let trace = two_threads();
        let words = Words { trace: &trace, language: Language::English };
        let now = Moment { step: 100, time: Nanos(1_000) };
        let reason = crate::view::why::why(&trace, SECOND, now).expect("Thread-2 is there");
        assert_eq!(plain(&why(&words, &reason)), "wants the GIL, which Thread-1 holds; waiting for 600 ns");
    }
}

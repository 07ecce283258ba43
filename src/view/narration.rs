//! One plain sentence for the current moment, as a code with its arguments: who, what, why; and what comes next.
//!
//! Chooses what is worth saying; the words are rendered from `i18n` in [`super::words`]. Of all that happens at one moment
//! the most telling fact is told: a deadlock before an exception, an exception before the GIL, the GIL before locks.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::event::{End, Event, Fact, Io, Release, State, Stream, SwitchPoint, Wait};
use crate::trace::kind::StateKind;
use crate::trace::lane::LaneKind;
use crate::trace::{EventId, Moment, Trace};

use super::state::View;
use super::why::{self, GivingUp};

/// What is said about a moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Narration {
    pub now: Moment,
    pub said: Said,
    pub next: Option<Next>,
}

/// What happens. Lines are 0 when there is none.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// There is no run yet.
    Nothing,
    /// The lane appears; none started the first.
    Opens {
        lane: LaneId,
        by: Option<LaneId>,
    },
    /// It waited a whole switch interval and asks `holder`.
    AsksForGil {
        lane: LaneId,
        holder: LaneId,
        waited: Nanos,
    },
    /// `from` was asked, gave way at a switch point, and `lane` runs.
    HandsOver {
        from: LaneId,
        lane: LaneId,
        at: Option<SwitchPoint>,
        line: u32,
    },
    /// `from` gave the GIL away for a reason of its own, and `lane` runs.
    TakesOver {
        from: LaneId,
        lane: LaneId,
        why: Release,
    },
    /// It takes a GIL that nobody held.
    TakesGil {
        lane: LaneId,
    },
    /// It gives the GIL away; nobody has taken it yet.
    GivesGilUp {
        lane: LaneId,
        why: Release,
    },
    /// It changes to this state: it sleeps, waits for a lock, suspends, ends…
    Becomes {
        lane: LaneId,
        state: State,
        line: u32,
    },
    /// A task's step called something that blocks the thread: nothing else of the loop can run.
    BlocksLoop {
        lane: LaneId,
        task: LaneId,
        line: u32,
    },
    TakesLock {
        lane: LaneId,
        lock: u32,
        waited: Nanos,
    },
    ReleasesLock {
        lane: LaneId,
        lock: u32,
    },
    Wakes {
        lane: LaneId,
        woken: LaneId,
    },
    Writes {
        lane: LaneId,
        stream: Stream,
        text: u32,
    },
    Sends {
        lane: LaneId,
        to: LaneId,
        bytes: u32,
    },
    Dies {
        lane: LaneId,
        text: u32,
    },
    /// A process is over: its exit status, or the negative number of the signal that killed it.
    Exits {
        lane: LaneId,
        status: i32,
    },
    /// These wait for one another; one alone waits for itself.
    Deadlock {
        lanes: Vec<LaneId>,
    },
    /// Nothing happens but the next instruction; it has run since then.
    Runs {
        lane: LaneId,
        line: u32,
        lasted: Nanos,
        waiting: usize,
        gil: bool,
    },
    /// No lane runs.
    AllWait,
    /// The run is over.
    Ends {
        end: Option<End>,
    },
}

/// What comes next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// The holder will give the GIL up.
    GivesUp(GivingUp),
    /// The lane takes the GIL that was left.
    Takes { lane: LaneId },
    /// The lane goes on by the clock.
    Wakes { lane: LaneId, at: Nanos },
    /// The lane goes on when this one has done its part.
    Releases { lane: LaneId, by: LaneId },
}

/// What to say about `now`. `end` is how the run ended, `current` the lane and line as an inspection tells them.
pub fn narrate(trace: &Trace, now: Moment, end: Option<&End>, current: Option<(LaneId, u32)>) -> Narration {
    let told = if trace.is_empty() {
        (Said::Nothing, None)
    } else if let Some((id, event)) = most_telling(trace, now) {
        let is_over = now == trace.end() && rank(&event.fact) < DEADLY;
        if is_over { (Said::Ends { end: end.cloned() }, None) } else { tell(trace, id, &event) }
    } else if now == trace.end() {
        (Said::Ends { end: end.cloned() }, None)
    } else {
        between(trace, now, current)
    };
    Narration { now, said: told.0, next: told.1 }
}

impl View {
    /// What to say about the playhead's moment of the active run.
    pub fn narration(&self) -> Narration {
        let run = self.active_run();
        let current = self.inspection().and_then(|shown| {
            let thread = shown.threads.iter().find(|thread| Some(thread.lane) == shown.lane)?;
            let own = thread.frames.iter().find(|frame| !frame.library);
            Some((thread.lane, own.map_or(0, |frame| frame.line)))
        });
        narrate(&run.trace, run.now, run.end.as_ref(), current)
    }
}

/// From this rank on, what happens is told even at the end of the run.
const DEADLY: u8 = 90;

/// How telling a fact is; 0 is never told.
pub(super) fn rank(fact: &Fact) -> u8 {
    match fact {
        Fact::Deadlocked => 100,
        Fact::Uncaught { .. } => 95,
        Fact::GilTaken { asked: true, .. } => 80,
        Fact::GilRequested { .. } => 78,
        Fact::Wrote { .. } => 70,
        Fact::Became(State::Blocked(Wait::Lock { .. })) => 65,
        Fact::GilTaken { from: Some(_), .. } => 60,
        Fact::LockTaken { .. } => 58,
        Fact::LockReleased { .. } => 56,
        Fact::Sent { .. } => 54,
        Fact::Became(State::Blocked(_) | State::Waiting(_) | State::Native) => 50,
        Fact::Became(State::Finished) => 45,
        Fact::Woke { .. } => 40,
        Fact::Became(State::Suspended) => 38,
        Fact::Opened { .. } => 35,
        Fact::GilTaken { from: None, .. } => 30,
        Fact::GilReleased { .. } => 25,
        Fact::Became(State::Running | State::WantsGil | State::Ready) => 10,
        Fact::Exited { .. } => 46,
        Fact::LockNamed { .. } => 0,
    }
}

/// The most telling event at exactly this moment; of equals, the last.
fn most_telling(trace: &Trace, now: Moment) -> Option<(EventId, Event)> {
    let last = trace.event_at(now)?;
    let mut best: Option<(EventId, Event)> = None;
    let mut id = last;
    while let Some(event) = trace.event(id).filter(|event| event.step == now.step && event.time == now.time) {
        let is_better = best.is_none_or(|(_, best)| rank(&best.fact) < rank(&event.fact));
        if rank(&event.fact) > 0 && is_better {
            best = Some((id, event));
        }
        let Some(before) = id.0.checked_sub(1) else { break };
        id = EventId(before);
    }
    best
}

fn tell(trace: &Trace, id: EventId, event: &Event) -> (Said, Option<Next>) {
    let (lane, line) = (event.lane, event.line);
    match event.fact {
        Fact::Opened { by } => (Said::Opens { lane, by }, None),
        Fact::GilRequested { holder, waited } => {
            let next = why::giving_up(trace, holder, id).map(Next::GivesUp);
            (Said::AsksForGil { lane, holder, waited }, next)
        }
        Fact::GilTaken { from: Some(from), .. } if from != lane => match taken(trace, id, from, lane) {
            // What it waits for says more than that it waits.
            said @ Said::TakesOver { why: Release::Blocking | Release::Native, .. } => {
                let begun = began(trace, from, event);
                begun.map_or((said, None), |said| (said, Some(Next::Takes { lane })))
            }
            said => (said, None),
        },
        Fact::GilTaken { .. } => (Said::TakesGil { lane }, None),
        Fact::GilReleased { why, .. } => (Said::GivesGilUp { lane, why }, None),
        Fact::Became(State::Waiting(Io::Sleep { .. } | Io::Network { .. } | Io::File { .. }))
            if let Some(task) = stepping(trace, id, lane) =>
        {
            (Said::BlocksLoop { lane, task, line }, None)
        }
        Fact::Became(state) => {
            let state = why::told_state(trace, lane, state);
            (Said::Becomes { lane, state, line }, what_ends(lane, state))
        }
        Fact::LockTaken { lock, waited } => (Said::TakesLock { lane, lock, waited }, None),
        Fact::LockReleased { lock } => (Said::ReleasesLock { lane, lock }, None),
        Fact::Woke { lane: woken } => (Said::Wakes { lane, woken }, None),
        Fact::Wrote { stream, text } => (Said::Writes { lane, stream, text }, None),
        Fact::Uncaught { text } => (Said::Dies { lane, text }, None),
        Fact::Sent { to, bytes } => (Said::Sends { lane, to, bytes }, None),
        Fact::Deadlocked => (Said::Deadlock { lanes: deadlocked(trace) }, None),
        Fact::Exited { status } => (Said::Exits { lane, status }, None),
        Fact::LockNamed { .. } => (Said::Nothing, None),
    }
}

/// The task of the thread's loop whose step is being executed.
fn stepping(trace: &Trace, id: EventId, thread: LaneId) -> Option<LaneId> {
    let at = trace.moment_of(id);
    let runs = |task: &LaneId| trace.slice_at(*task, at).is_some_and(|slice| slice.state.kind() == StateKind::Running);
    let is_task = |task: &LaneId| trace.lane(*task).is_some_and(|lane| lane.kind == LaneKind::Task);
    trace.children(thread).iter().copied().filter(is_task).find(runs)
}

/// Every lane of the deadlock, in the order of the trace.
pub fn deadlocked(trace: &Trace) -> Vec<LaneId> {
    let Some(first) = trace.deadlock() else { return Vec::new() };
    let events = trace.events(first.0 as usize..trace.n_events());
    events.filter(|(_, event)| event.fact == Fact::Deadlocked).map(|(_, event)| event.lane).collect()
}

/// How the GIL came from `from` to `lane`: what `from` said when it last gave it away.
fn taken(trace: &Trace, id: EventId, from: LaneId, lane: LaneId) -> Said {
    let events = trace.events_of(from);
    let earlier = &events[..events.partition_point(|&own| own < id)];
    let release = earlier.iter().rev().filter_map(|&id| trace.event(id)).find_map(|event| match event.fact {
        Fact::GilReleased { why, at } => Some((why, at, event.line)),
        _ => None,
    });
    match release {
        Some((Release::Requested { .. }, at, line)) => Said::HandsOver { from, lane, at, line },
        Some((why, ..)) => Said::TakesOver { from, lane, why },
        None => Said::TakesGil { lane },
    }
}

/// What a lane that left the GIL waits for or does since.
fn began(trace: &Trace, lane: LaneId, event: &Event) -> Option<Said> {
    let slice = trace.slice_at(lane, Moment { step: event.step, time: event.time })?;
    let state = why::told_state(trace, lane, slice.state);
    let is_away = matches!(state, State::Blocked(_) | State::Waiting(_) | State::Native);
    is_away.then_some(Said::Becomes { lane, state, line: slice.line })
}

fn what_ends(lane: LaneId, state: State) -> Option<Next> {
    let by_clock = why::deadline(state).map(|at| Next::Wakes { lane, at });
    by_clock.or(match state {
        State::Blocked(Wait::Lock { owner: Some(by), .. } | Wait::Join(by) | Wait::Start(by)) => {
            Some(Next::Releases { lane, by })
        }
        _ => None,
    })
}

/// A moment at which nothing but the next instruction happens.
fn between(trace: &Trace, now: Moment, current: Option<(LaneId, u32)>) -> (Said, Option<Next>) {
    let line_of = |lane| super::travel::line_at(trace, lane, now).unwrap_or_default();
    match current.or_else(|| trace.running_at(now).map(|lane| (lane, line_of(lane)))) {
        Some((lane, line)) => {
            let lasted = why::why(trace, lane, now).map_or(Nanos::ZERO, |why| why.lasted);
            let gil = trace.process_of(lane).is_some_and(|process| trace.gil(process).is_some());
            (Said::Runs { lane, line, lasted, waiting: n_waiting(trace, now), gil }, None)
        }
        None => (Said::AllWait, first_to_wake(trace, now)),
    }
}

/// How many threads want the GIL.
fn n_waiting(trace: &Trace, now: Moment) -> usize {
    let wants = |lane| trace.slice_at(lane, now).is_some_and(|slice| slice.state.kind() == StateKind::WantsGil);
    trace.lanes().filter(|(id, lane)| lane.kind == LaneKind::Thread && wants(*id)).count()
}

fn first_to_wake(trace: &Trace, now: Moment) -> Option<Next> {
    let due = |lane| Some((why::deadline(trace.slice_at(lane, now)?.state)?, lane));
    trace.lanes().filter_map(|(lane, _)| due(lane)).min().map(|(at, lane)| Next::Wakes { lane, at })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{FIRST, MAIN, SECOND, two_threads};

    fn said(step: u64, nanos: u64) -> Narration {
        narrate(&two_threads(), Moment { step, time: Nanos(nanos) }, Some(&End::Exited(0)), None)
    }

    #[test]
    fn a_hand_over_names_both_and_the_place() {
        let at = Some(SwitchPoint::LoopJump);
        assert_eq!(said(540, 5_400).said, Said::HandsOver { from: FIRST, lane: SECOND, at, line: 6 });
        // Who left the GIL to wait is told with what it waits for.
        let left = said(1_250, 20_000);
        let state = State::Blocked(Wait::Join(SECOND));
        assert_eq!(left.said, Said::Becomes { lane: MAIN, state, line: 15 });
        assert_eq!(left.next, Some(Next::Takes { lane: SECOND }));
    }

    #[test]
    fn output_is_told() {
        assert_eq!(said(1_250, 12_500).said, Said::Writes { lane: MAIN, stream: Stream::Stdout, text: 0 });
    }

    #[test]
    fn between_events_it_says_who_runs_and_who_waits() {
        assert_eq!(
            said(700, 7_000).said,
            Said::Runs { lane: SECOND, line: 3, lasted: Nanos(1_600), waiting: 1, gil: true }
        );
    }

    #[test]
    fn idle_time_says_who_wakes_first() {
        let idle = said(1_250, 15_000);
        assert_eq!(idle.said, Said::AllWait);
        assert_eq!(idle.next, Some(Next::Wakes { lane: SECOND, at: Nanos(20_000) }));
    }

    #[test]
    fn the_end_is_told_as_the_end() {
        assert_eq!(said(1_350, 21_000).said, Said::Ends { end: Some(End::Exited(0)) });
    }

    #[test]
    fn a_request_looks_ahead_to_where_it_is_granted() {
        use crate::trace::sample::Script;
        let mut script = Script::default();
        let process = script.lane(LaneKind::Process, "MainProcess", None);
        let holder = script.lane(LaneKind::Thread, "MainThread", Some(process));
        let waiter = script.lane(LaneKind::Thread, "Thread-1", Some(process));
        script.became(holder, 4, State::Running).became(waiter, 1, State::WantsGil);
        script.at(50, 5_000).fact(waiter, 1, Fact::GilRequested { holder, waited: Nanos(5_000) });
        let (why, at) = (Release::Requested { by: waiter }, Some(SwitchPoint::Entry));
        script.at(52, 5_020).fact(holder, 7, Fact::GilReleased { why, at });
        let trace = script.trace();
        let narration = narrate(&trace, Moment { step: 50, time: Nanos(5_000) }, None, None);
        assert_eq!(narration.said, Said::AsksForGil { lane: waiter, holder, waited: Nanos(5_000) });
        let when = Moment { step: 52, time: Nanos(5_020) };
        assert_eq!(narration.next, Some(Next::GivesUp(GivingUp { by: holder, why, at, line: 7, when })));
    }
}

//! Why a lane is as it is at a moment, with what only the trace as a whole can tell: who holds the GIL, for how long
//! it has lasted, what will end it.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::event::{Fact, Io, Release, State, SwitchPoint, Wait};
use crate::trace::kind::StateKind;
use crate::trace::{EventId, Moment, Slice, Trace};

/// A lane's state with its surroundings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Why {
    pub lane: LaneId,
    pub state: State,
    /// How long it has been so at the moment asked about.
    pub lasted: Nanos,
    /// Who holds the GIL, of a lane that wants it.
    pub holder: Option<LaneId>,
    /// The lane's process has no GIL.
    pub free_threaded: bool,
}

/// A state as it is told. Who waits in a condition waits for a lock that it took itself, to be released by whoever
/// notifies: nobody holds that up, unless nobody can ever release it.
pub fn told_state(trace: &Trace, lane: LaneId, state: State) -> State {
    match state {
        State::Blocked(Wait::Lock { lock, owner: Some(owner) })
            if owner == lane && !super::narration::deadlocked(trace).contains(&lane) =>
        {
            State::Blocked(Wait::Lock { lock, owner: None })
        }
        state => state,
    }
}

/// Why `lane` is as it is at `now`; none before it is there.
pub fn why(trace: &Trace, lane: LaneId, now: Moment) -> Option<Why> {
    trace.slice_at(lane, now).map(|slice| why_slice(trace, &slice, now))
}

/// The same for a slice, seen from `now` (or its end if that is earlier).
pub fn why_slice(trace: &Trace, slice: &Slice, now: Moment) -> Why {
    let process = trace.process_of(slice.lane);
    let seen = now.time.min(slice.end.time).max(slice.start.time);
    let wants = slice.state.kind() == StateKind::WantsGil;
    let at = Moment { step: now.step.clamp(slice.start.step, slice.end.step), time: seen };
    Why {
        lane: slice.lane,
        state: told_state(trace, slice.lane, slice.state),
        lasted: seen.saturating_sub(slice.start.time),
        holder: process.filter(|_| wants).and_then(|process| trace.gil_holder_at(process, at)),
        free_threaded: process.is_some_and(|process| trace.gil(process).is_none()),
    }
}

/// The lane that will let the slice's lane go on, if it is known.
pub fn releaser(trace: &Trace, slice: &Slice) -> Option<LaneId> {
    match told_state(trace, slice.lane, slice.state) {
        State::WantsGil => trace.gil_holder_at(trace.process_of(slice.lane)?, slice.start),
        State::Blocked(Wait::Lock { owner, .. }) => owner,
        State::Blocked(Wait::Join(lane) | Wait::Start(lane)) => Some(lane),
        _ => None,
    }
}

/// When a wait ends by the clock, if it does.
pub fn deadline(state: State) -> Option<Nanos> {
    match state {
        State::Waiting(Io::Sleep { until } | Io::Network { until } | Io::File { until }) => Some(until),
        State::Waiting(Io::Select { until }) => until,
        _ => None,
    }
}

/// A place where the GIL will be given up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GivingUp {
    pub by: LaneId,
    pub why: Release,
    pub at: Option<SwitchPoint>,
    pub line: u32,
    pub when: Moment,
}

/// Where `holder` gives the GIL up next, at or after `event`.
pub fn giving_up(trace: &Trace, holder: LaneId, event: EventId) -> Option<GivingUp> {
    let events = trace.events_of(holder);
    let later = &events[events.partition_point(|&own| own < event)..];
    later.iter().filter_map(|&id| trace.event(id)).find_map(|event| match event.fact {
        Fact::GilReleased { why, at } => {
            let when = Moment { step: event.step, time: event.time };
            Some(GivingUp { by: holder, why, at, line: event.line, when })
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{FIRST, MAIN, SECOND, two_threads};

    fn at(step: u64, nanos: u64) -> Moment {
        Moment { step, time: Nanos(nanos) }
    }

    #[test]
    fn a_lane_that_wants_the_gil_knows_who_has_it() {
        let trace = two_threads();
        let why = why(&trace, SECOND, at(100, 1_000)).expect("Thread-2 is there");
        assert_eq!((why.state, why.holder, why.lasted), (State::WantsGil, Some(FIRST), Nanos(600)));
    }

    #[test]
    fn a_join_is_released_by_the_thread_it_waits_for() {
        let trace = two_threads();
        let slice = trace.slice_at(MAIN, at(100, 1_000)).expect("MainThread is there");
        assert_eq!(releaser(&trace, &slice), Some(FIRST));
    }

    #[test]
    fn the_next_release_is_looked_up() {
        let trace = two_threads();
        let request = trace.gil_requests()[0];
        let next = giving_up(&trace, FIRST, request).expect("Thread-1 gives way");
        assert_eq!((next.at, next.line, next.when), (Some(SwitchPoint::LoopJump), 6, at(540, 5_400)));
    }
}

//! What a trace must answer, told on the two threads of [`super::sample`].

use proptest::prelude::*;

use crate::base::ids::LaneId;
use crate::base::time::Nanos;

use super::event::{Event, Fact, Io, State, Stream, Wait};
use super::kind::StateKind;
use super::sample::{FIRST, MAIN, PROCESS, SECOND, two_threads};
use super::store::{BadPart, Moment, Trace};

fn at(step: u64, nanos: u64) -> Moment {
    Moment { step, time: Nanos(nanos) }
}

#[test]
fn slices_are_the_stretches_between_states() {
    let trace = two_threads();
    let told: Vec<(StateKind, u64, u64)> = trace
        .slices_between(FIRST, Nanos::ZERO, Nanos::MAX)
        .map(|slice| (slice.state.kind(), slice.start.time.0, slice.end.time.0))
        .collect();
    assert_eq!(
        told,
        [
            (StateKind::Running, 400, 5_400),
            (StateKind::WantsGil, 5_400, 10_400),
            (StateKind::Running, 10_400, 12_000),
            (StateKind::Finished, 12_000, 21_000),
        ]
    );
    assert_eq!(trace.slice_at(MAIN, at(600, 6_000)).map(|slice| slice.state), Some(State::Blocked(Wait::Join(FIRST))));
    assert_eq!(trace.slice_at(FIRST, at(0, 0)), None);
}

#[test]
fn the_gil_row_shows_who_holds_it() {
    let trace = two_threads();
    let gil = trace.gil(PROCESS).expect("threads took turns");
    let holders: Vec<(u64, Option<LaneId>)> =
        (0..gil.len()).map(|slice| (gil.start(slice).0, trace.gil_holder(gil, slice))).collect();
    assert_eq!(holders[0], (0, Some(MAIN)));
    assert!(holders.contains(&(400, Some(FIRST))) && holders.contains(&(5_400, Some(SECOND))));
    assert_eq!(holders.last(), Some(&(21_000, None)));
    assert_eq!(trace.gil_holder_at(PROCESS, at(700, 7_000)), Some(SECOND));
    assert_eq!(trace.gil_holder_at(PROCESS, at(1_250, 15_000)), None);
}

#[test]
fn where_nobody_takes_a_gil_there_is_no_row() {
    let mut script = super::sample::Script::default();
    let process = script.lane(super::lane::LaneKind::Process, "MainProcess", None);
    let one = script.lane(super::lane::LaneKind::Thread, "MainThread", Some(process));
    let two = script.lane(super::lane::LaneKind::Thread, "Thread-1", Some(process));
    script.became(one, 1, State::Running).at(5, 50).became(two, 1, State::Running);
    assert!(script.trace().gil(process).is_none());
}

#[test]
fn steps_and_times_are_interpolated_between_events() {
    let trace = two_threads();
    assert_eq!(trace.moment_at_step(290), at(290, 2_900));
    assert_eq!(trace.moment_at_time(Nanos(2_900)), at(290, 2_900));
    // Nobody executes anything from 12,500 to 20,000: the next step is 1,250 all that time.
    assert_eq!(trace.moment_at_time(Nanos(15_000)), at(1_250, 15_000));
    assert_eq!(trace.moment_at_step(1_250), at(1_250, 20_000));
    assert_eq!(trace.moment_at_step(u64::MAX), at(1_350, 21_000));
    assert_eq!(trace.moment_at_time(Nanos::MAX), at(1_350, 21_000));
}

#[test]
fn going_from_switch_to_switch_and_back_meets_the_same_moments() {
    let trace = two_threads();
    let mut forward = Vec::new();
    let mut here = Moment::default();
    while let Some(next) = trace.next_switch(here) {
        forward.push(next);
        here = next;
    }
    assert_eq!(forward, [at(40, 400), at(540, 5_400), at(1_040, 10_400), at(1_200, 12_000), at(1_250, 20_000)]);
    let mut backward = Vec::new();
    here = trace.end();
    while let Some(previous) = trace.previous_switch(here) {
        backward.insert(0, previous);
        here = previous;
    }
    assert_eq!(backward, forward);
}

#[test]
fn a_lane_can_be_followed_event_by_event() {
    let trace = two_threads();
    assert_eq!(trace.next_event_of(MAIN, at(40, 400)), Some(at(1_200, 12_000)));
    assert_eq!(trace.previous_event_of(MAIN, at(1_200, 12_000)), Some(at(40, 400)));
}

#[test]
fn output_carries_its_lane_and_moment() {
    let trace = two_threads();
    let pieces: Vec<_> = trace.output().map(|piece| (piece.lane, piece.at, piece.line, piece.text)).collect();
    assert_eq!(pieces, [(MAIN, at(1_250, 12_500), 15, "done\n")]);
    assert_eq!(trace.output_text(Stream::Stdout), "done\n");
    assert_eq!(trace.output_text(Stream::Stderr), "");
}

#[test]
fn the_report_adds_up_each_lane() {
    let report = two_threads().report();
    assert_eq!((report.makespan_nanos, report.steps, report.switches, report.gil_requests), (21_000, 1_350, 5, 2));
    let second = &report.lanes[2];
    assert_eq!((second.name.as_str(), second.kind), ("Thread-2", "thread"));
    assert_eq!((second.running_nanos, second.wants_gil_nanos, second.waiting_nanos), (6_000, 6_600, 8_000));
}

#[test]
fn the_lane_that_runs_is_the_innermost() {
    let trace = two_threads();
    assert_eq!(trace.running_at(at(10, 100)), Some(MAIN));
    assert_eq!(trace.running_at(at(700, 7_000)), Some(SECOND));
    assert_eq!(trace.running_at(at(1_250, 15_000)), None);
}

#[test]
fn a_bad_part_leaves_the_trace_as_it_was() {
    let mut trace = two_threads();
    let before = trace.clone();
    let event = |step, nanos, lane, fact| Event { step, time: Nanos(nanos), lane, line: 0, fact };
    let running = Fact::Became(State::Running);
    let sleep = Fact::Became(State::Waiting(Io::Sleep { until: Nanos(1) }));
    for (events, error) in [
        (vec![event(2_000, 30_000, LaneId(9), running)], BadPart::UnknownLane(9)),
        (vec![event(2_000, 30_000, MAIN, Fact::Woke { lane: LaneId(7) })], BadPart::UnknownLane(7)),
        (vec![event(2_000, 30_000, MAIN, Fact::Uncaught { text: 5 })], BadPart::UnknownText(5)),
        (
            vec![event(2_000, 30_000, MAIN, running), event(2_001, 29_999, MAIN, sleep)],
            BadPart::OutOfOrder(before.n_events() + 1),
        ),
    ] {
        assert_eq!(trace.append(Vec::new(), Vec::new(), &events), Err(error));
        assert_eq!(trace, before);
    }
}

#[test]
fn parts_may_come_in_any_size() {
    let whole = two_threads();
    let mut grown = Trace::new();
    let lanes = whole.lanes().map(|(_, lane)| lane.clone()).collect();
    grown.append(lanes, vec!["done\n".to_owned()], &[]).expect("lanes alone are a part");
    for (_, event) in whole.events(0..whole.n_events()) {
        grown.append(Vec::new(), Vec::new(), &[event]).expect("one event is a part");
    }
    assert_eq!(grown, whole);
}

proptest! {
    #[test]
    fn steps_and_times_agree_with_their_order(one in 0_u64..1_400, other in 0_u64..1_400, nanos in 0_u64..22_000) {
        let trace = two_threads();
        let (earlier, later) = (trace.moment_at_step(one.min(other)), trace.moment_at_step(one.max(other)));
        prop_assert!(earlier.time <= later.time);
        prop_assert_eq!(earlier.step, one.min(other).min(1_350));
        let moment = trace.moment_at_time(Nanos(nanos));
        prop_assert!(trace.moment_at_step(moment.step).time <= moment.time || trace.running_at(moment).is_none());
    }
}

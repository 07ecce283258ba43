//! Where one step leads, and how fast playing goes.
//!
//! A trace knows every event, not every instruction: a step by instruction counts, a step by switch looks up the index, a
//! step by line has to ask the engine (or, of a run the engine does not keep, goes by the events it has).

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::link::Unit;
use crate::trace::{Moment, Trace};

/// Normal speed, in quarters.
pub const NORMAL_SPEED: u32 = 4;
/// The speeds to choose from, in quarters of normal.
pub const SPEEDS: [u32; 7] = [1, 2, 4, 8, 16, 64, 256];
/// More steps than this in one frame are as good as a seek.
const MAX_STEPS_PER_FRAME: u64 = 100_000;

/// Playing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Playback {
    pub playing: bool,
    /// In quarters of normal speed.
    pub speed_quarters: u32,
    /// The way of the step that the engine was asked for last.
    pub(super) looks_forward: bool,
    /// Time that has passed since the last step.
    rest: Nanos,
}

impl Default for Playback {
    fn default() -> Self {
        Self { playing: false, speed_quarters: NORMAL_SPEED, looks_forward: true, rest: Nanos::ZERO }
    }
}

impl Playback {
    /// How many steps are due after another stretch of time.
    pub fn steps_due(&mut self, elapsed: Nanos, unit: Unit) -> u64 {
        let quarters = u64::from(self.speed_quarters.max(1));
        let per_step = Nanos(normal_pace(unit).0.saturating_mul(u64::from(NORMAL_SPEED)) / quarters);
        let time = self.rest.saturating_add(elapsed);
        let due = (time.0 / per_step.0.max(1)).min(MAX_STEPS_PER_FRAME);
        self.rest = Nanos(time.0 % per_step.0.max(1));
        due
    }
    /// Begins to play, or stops.
    pub fn set_playing(&mut self, playing: bool) {
        (self.playing, self.rest) = (playing, Nanos::ZERO);
    }
}

/// How long one step lasts at normal speed: long enough to read what the narration says.
fn normal_pace(unit: Unit) -> Nanos {
    match unit {
        Unit::Instruction => Nanos::from_millis(125),
        Unit::Line => Nanos::from_millis(500),
        Unit::Switch => Nanos::from_millis(1_200),
    }
}

/// Where one instruction leads. Before going on to the next, time that passed without any is caught up with.
pub fn step_instruction(trace: &Trace, now: Moment, forward: bool) -> Moment {
    let here = trace.moment_at_step(now.step);
    match forward {
        true if here.time > now.time => here,
        true => trace.moment_at_step(now.step.saturating_add(1)),
        false if now.step == 0 => Moment::default(),
        false => trace.moment_at_step(now.step - 1),
    }
}

/// Where one switch leads; the run's start and end count as switches.
pub fn step_switch(trace: &Trace, now: Moment, forward: bool) -> Moment {
    if forward {
        trace.next_switch(now).unwrap_or_else(|| trace.end())
    } else {
        trace.previous_switch(now).unwrap_or_default()
    }
}

/// Where the nearest event with another line leads, on one lane or any: the best there is without an engine.
pub fn step_event_line(trace: &Trace, now: Moment, lane: Option<LaneId>, forward: bool) -> Moment {
    let Some(lane) = lane.or_else(|| trace.running_at(now)) else { return step_switch(trace, now, forward) };
    let next = if forward { trace.next_event_of(lane, now) } else { trace.previous_event_of(lane, now) };
    next.unwrap_or(if forward { trace.end() } else { Moment::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::two_threads;

    fn at(step: u64, nanos: u64) -> Moment {
        Moment { step, time: Nanos(nanos) }
    }

    #[test]
    fn instructions_count_up_and_down() {
        let trace = two_threads();
        assert_eq!(step_instruction(&trace, at(100, 1_000), true), at(101, 1_010));
        assert_eq!(step_instruction(&trace, at(101, 1_010), false), at(100, 1_000));
        assert_eq!(step_instruction(&trace, at(0, 0), false), at(0, 0));
        assert_eq!(step_instruction(&trace, trace.end(), true), trace.end());
    }

    #[test]
    fn a_step_out_of_idle_time_first_reaches_the_next_instruction() {
        let trace = two_threads();
        assert_eq!(step_instruction(&trace, at(1_250, 15_000), true), at(1_250, 20_000));
        assert_eq!(step_instruction(&trace, at(1_250, 20_000), true), at(1_251, 20_010));
    }

    #[test]
    fn switches_end_at_both_ends() {
        let trace = two_threads();
        assert_eq!(step_switch(&trace, at(1_250, 20_000), true), trace.end());
        assert_eq!(step_switch(&trace, at(40, 400), false), Moment::default());
    }

    #[test]
    fn playing_keeps_the_time_it_has_not_used() {
        let mut playback = Playback::default();
        let frame = Nanos::from_millis(100);
        let due: Vec<u64> = (0..5).map(|_| playback.steps_due(frame, Unit::Instruction)).collect();
        assert_eq!(due, [0, 1, 1, 1, 1]);
        playback.speed_quarters = 4 * NORMAL_SPEED;
        playback.set_playing(true);
        assert_eq!(playback.steps_due(Nanos::from_millis(125), Unit::Instruction), 4);
    }
}

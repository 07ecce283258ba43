//! A run with a memory: keyframes along the way, and back to any step from the nearest.
//!
//! Keyframes are whole worlds, cheap because they share unchanged pages. At most [`MAX_KEYFRAMES`] are kept; when there are
//! more, every second one goes and the distance doubles, so that a long run keeps as many as a short one. What a keyframe
//! shares is copied when the program writes it again, so a program with much memory gets them less often.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::process::Program;
use crate::trace::event::End;
use crate::trace::settings::Settings;
use crate::trace::target::Target;

use super::record::{Nowhere, Sink};
use super::world::{Progress, World, WorldError};

/// Keyframes kept at most.
const MAX_KEYFRAMES: usize = 48;
/// Steps between the first keyframes: about a millisecond to go over again.
const FIRST_DISTANCE: u64 = 80_000;
/// Of how many bytes in use a step's time may copy one.
const BYTES_PER_STEP: u64 = 8;

/// A run of a program.
#[derive(Clone, Debug)]
pub struct Simulation {
    world: World,
    keyframes: Vec<World>,
    distance: u64,
    /// The world that was looked at last, for going on from there.
    recent: Option<Box<World>>,
}

impl Simulation {
    /// A run that has not begun.
    pub fn new(program: &Program, settings: &Settings, sink: &mut dyn Sink) -> Result<Self, WorldError> {
        let mut world = World::new(program, settings, sink)?;
        let first = world.snapshot();
        Ok(Self { world, keyframes: vec![first], distance: FIRST_DISTANCE, recent: None })
    }
    pub fn steps(&self) -> u64 {
        self.world.steps()
    }
    pub fn time(&self) -> Nanos {
        self.world.time()
    }
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Goes on for at most so many steps.
    pub fn advance(&mut self, steps: u64, sink: &mut dyn Sink) -> Progress {
        let goal = self.world.steps().saturating_add(steps);
        loop {
            let last = self.keyframes.last().map_or(0, World::steps);
            let next = (last + self.distance()).max(self.world.steps() + 1).min(goal);
            match self.world.run(next, sink) {
                Progress::Paused if self.world.steps() >= last + self.distance() => self.keep(),
                Progress::Paused => {}
                over => return over,
            }
            if self.world.steps() >= goal {
                return Progress::Paused;
            }
        }
    }
    /// Runs to the end.
    pub fn finish(&mut self, sink: &mut dyn Sink) -> End {
        loop {
            if let Progress::Over(end) = self.advance(u64::MAX / 2, sink) {
                return end;
            }
        }
    }

    /// From the last keyframe to the next.
    fn distance(&self) -> u64 {
        self.distance.max(self.world.bytes() / BYTES_PER_STEP)
    }

    fn keep(&mut self) {
        let keyframe = self.world.snapshot();
        self.keyframes.push(keyframe);
        if self.keyframes.len() > MAX_KEYFRAMES {
            let mut at = 0;
            self.keyframes.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            self.distance *= 2;
        }
    }

    /// The world before its step number `step`, or at its end when there is no such step.
    pub fn world_at(&mut self, step: u64) -> World {
        let place = self.keyframes.partition_point(|keyframe| keyframe.steps() <= step).saturating_sub(1);
        let mut world = self.keyframes[place].clone();
        if let Some(recent) = &self.recent
            && recent.steps() <= step
            && recent.steps() > world.steps()
        {
            world = (**recent).clone();
        }
        world.run(step, &mut Nowhere);
        self.recent = Some(Box::new(world.snapshot()));
        world
    }

    /// The step to go to from `step`, and its time. `None` when there is none in that direction.
    pub fn find(&mut self, step: u64, target: Target) -> Option<(u64, Nanos)> {
        let found = match target {
            Target::Instruction { forward: true } => (step < self.steps()).then_some(step + 1)?,
            Target::Instruction { forward: false } => step.checked_sub(1)?,
            Target::Line { forward: true, lane } => self.next_line(step, lane)?,
            Target::Line { forward: false, lane } => self.previous_line(step, lane)?,
            Target::Time(time) => self.step_at(time),
        };
        let time = self.world_at(found).time();
        Some((found, time))
    }

    /// The user's line that is about to be executed, and by whom.
    fn place(world: &World) -> Option<(LaneId, u32)> {
        let thread = world.thread(world.next_thread()?);
        let line = world.process(thread.process).process.line(thread.thread);
        (line > 0).then_some((thread.lane, line))
    }

    fn next_line(&mut self, step: u64, lane: Option<LaneId>) -> Option<u64> {
        let mut world = self.world_at(step);
        let from = Self::place(&world);
        while world.steps() < self.world.steps() {
            world.run(world.steps() + 1, &mut Nowhere);
            let place = Self::place(&world);
            let wanted = place.is_some_and(|(runs, _)| lane.is_none_or(|lane| lane == runs));
            if wanted && place != from {
                return Some(world.steps());
            }
        }
        None
    }

    /// Goes back keyframe by keyframe until a change of line lies between it and `step`.
    fn previous_line(&mut self, step: u64, lane: Option<LaneId>) -> Option<u64> {
        let mut end = step;
        while end > 0 {
            let place = self.keyframes.partition_point(|keyframe| keyframe.steps() < end).checked_sub(1)?;
            let mut world = self.keyframes[place].clone();
            let begin = world.steps();
            let mut last_change = None;
            let mut before = Self::place(&world);
            if begin == 0 && before.is_some() {
                last_change = Some(0);
            }
            while world.steps() + 1 < end {
                world.run(world.steps() + 1, &mut Nowhere);
                let now = Self::place(&world);
                let wanted = now.is_some_and(|(runs, _)| lane.is_none_or(|lane| lane == runs));
                if wanted && now != before && world.steps() < step {
                    last_change = Some(world.steps());
                }
                before = now;
                if world.end().is_some() {
                    break;
                }
            }
            if let Some(found) = last_change.filter(|&found| found < step) {
                return Some(found);
            }
            if begin == 0 {
                return None;
            }
            end = begin;
        }
        None
    }

    /// The first step that starts at `time` or later.
    fn step_at(&mut self, time: Nanos) -> u64 {
        let place = self.keyframes.partition_point(|keyframe| keyframe.time() <= time).saturating_sub(1);
        let mut world = self.keyframes[place].clone();
        while world.time() < time && world.steps() < self.world.steps() {
            world.run(world.steps() + 1, &mut Nowhere);
        }
        world.steps()
    }
}

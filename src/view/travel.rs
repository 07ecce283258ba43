//! Moving the playhead: steps, seeks, playing, gestures, and where it lands when a run is done.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::link::Unit;
use crate::trace::event::{Fact, State};
use crate::trace::lane::LaneKind;
use crate::trace::{EventId, Moment, Trace};
use crate::wire::{Request, Target};

use super::action::{Command, Destination};
use super::engine::Purpose;
use super::picture;
use super::playback;
use super::state::{Landing, Run, View, Which};
use super::timeline::gesture::Outcome;
use super::timeline::{Gesture, Hit, hit};

/// One step by `unit` (or the chosen one). A line is asked of the engine, one at a time.
pub(super) fn step(view: &mut View, unit: Option<Unit>, forward: bool, then: &mut Vec<Command>) {
    let unit = unit.unwrap_or(view.unit);
    let run = view.active_run();
    if run.trace.is_empty() {
        return;
    }
    let (trace, now) = (&run.trace, run.now);
    let to = match unit {
        Unit::Instruction => playback::step_instruction(trace, now, forward),
        Unit::Switch => playback::step_switch(trace, now, forward),
        Unit::Line => match run.request.filter(|_| view.active == Which::Simulated && !run.status.is_busy()) {
            None => playback::step_event_line(trace, now, run.followed, forward),
            Some(request) => {
                let target = Target::Line { forward, lane: run.followed };
                let step = now.step;
                if view.engine.open_for(Purpose::Seek).next().is_none() {
                    let id = view.engine.open(Purpose::Seek);
                    view.playback.looks_forward = forward;
                    then.push(Command::Send(Request::Seek { id, run: request, step, target }));
                }
                return;
            }
        },
    };
    go(view, to);
}

/// The engine found the line that was asked for; when there is none further that way, the run's end or start will do.
pub(super) fn found(view: &mut View, step: Option<u64>, time: Nanos) {
    let to = match step {
        Some(step) => Moment { step, time },
        None if view.playback.looks_forward => view.active_run().trace.end(),
        None => Moment::default(),
    };
    if step.is_none() {
        view.playback.set_playing(false);
    }
    go(view, to);
}

pub(super) fn seek(view: &mut View, destination: Destination) {
    let trace = &view.active_run().trace;
    let to = match destination {
        Destination::Start => Moment::default(),
        Destination::End => trace.end(),
        Destination::Step(step) => trace.moment_at_step(step),
        Destination::Time(time) => trace.moment_at_time(time),
        Destination::Moment(moment) => moment,
        Destination::Event(event) => trace.moment_of(event),
    };
    view.playback.set_playing(false);
    go(view, to);
}

/// Moves the playhead of the active run and keeps it in sight.
fn go(view: &mut View, to: Moment) {
    let which = view.active;
    let run = view.run_mut(which);
    move_to(run, to);
    run.timeline.reveal(run.now.time, &run.trace);
}

/// Moves the playhead; from then on the run lands nowhere else.
fn move_to(run: &mut Run, to: Moment) {
    let end = run.trace.end();
    run.now = Moment { step: to.step.min(end.step), time: to.time.min(end.time) };
    run.landing = None;
}

/// Plays on from here; from the end, from the start.
pub(super) fn toggle_play(view: &mut View) {
    let playing = !view.playback.playing && !view.active_run().trace.is_empty();
    if playing && view.active_run().now == view.active_run().trace.end() {
        go(view, Moment::default());
    }
    view.playback.set_playing(playing);
}

/// Another frame of playing.
pub(super) fn frame(view: &mut View, elapsed: Nanos, then: &mut Vec<Command>) {
    if !view.playback.playing {
        return;
    }
    let due = view.playback.steps_due(elapsed, view.unit);
    if view.unit == Unit::Instruction && due > 0 {
        let run = view.active_run();
        let to = run.trace.moment_at_step(run.now.step.saturating_add(due));
        go(view, to);
    } else {
        // Lines are answered by the engine one at a time, and switches are worth seeing one by one.
        for _ in 0..due.min(if view.unit == Unit::Line { 1 } else { 16 }) {
            step(view, None, true, then);
        }
    }
    if view.active_run().now == view.active_run().trace.end() {
        view.playback.set_playing(false);
    }
}

/// Carries out a gesture on one timeline.
pub(super) fn gesture(view: &mut View, which: Which, gesture: Gesture) {
    let run = view.run_mut(which);
    let looks = run.timeline.clone();
    let Run { trace, timeline, now, .. } = run;
    let under = |point| {
        let layout = picture::layout(trace, &looks);
        hit(&picture::scene(trace, &looks, &layout, Some(*now)), point)
    };
    match timeline.gesture(gesture, trace, now.time, under) {
        Outcome::Nothing => return,
        Outcome::Seek(time) => move_to(run, run.trace.moment_at_time(time)),
        Outcome::Click(hit) => click(run, hit),
    }
    view.playback.set_playing(false);
    view.active = which;
}

fn click(run: &mut Run, hit: Hit) {
    match hit {
        Hit::Slice { lane, slice, time } => {
            run.selected = Some((lane, slice));
            move_to(run, run.trace.moment_at_time(time));
        }
        Hit::Gil { time, .. } | Hit::Ruler(time) | Hit::Empty(time) => {
            run.selected = None;
            move_to(run, run.trace.moment_at_time(time));
        }
        Hit::Name(lane) => run.followed = (run.followed != Some(lane)).then_some(lane),
        Hit::Fold(lane) => {
            let Run { trace, timeline, now, .. } = run;
            timeline.gesture(Gesture::ToggleFold(lane), trace, now.time, |_| hit);
        }
        Hit::Playhead => {}
    }
}

/// Steps by line stay on `lane` from now on; the editor shows where it is.
pub(super) fn follow(view: &mut View, lane: Option<LaneId>, then: &mut Vec<Command>) {
    let which = view.active;
    let run = view.run_mut(which);
    run.followed = lane.filter(|&lane| run.trace.lane(lane).is_some());
    if let Some(line) = run.followed.and_then(|lane| line_at(&run.trace, lane, run.now)) {
        then.push(Command::ShowLine(line));
    }
}

/// The `place`th thread or task; pressed again, none.
pub(super) fn follow_nth(view: &mut View, place: usize, then: &mut Vec<Command>) {
    let run = view.active_run();
    let mut lanes = run.trace.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process).map(|(id, _)| id);
    let lane = lanes.nth(place).filter(|&lane| run.followed != Some(lane));
    drop(lanes);
    follow(view, lane, then);
}

/// The user's line a lane was last seen on.
pub fn line_at(trace: &Trace, lane: LaneId, now: Moment) -> Option<u32> {
    let last = trace.event_at(now)?;
    let events = trace.events_of(lane);
    let seen = &events[..events.partition_point(|&event| event <= last)];
    seen.iter().rev().filter_map(|&event| trace.event(event)).map(|event| event.line).find(|&line| line != 0)
}

/// Puts the playhead of a run that is done where it should land, unless it was moved before.
pub(super) fn land(run: &mut Run) {
    if let Some(landing) = run.landing.take() {
        run.now = landing_moment(&run.trace, landing);
    }
}

fn landing_moment(trace: &Trace, landing: Landing) -> Moment {
    let nth = |events: &[EventId], place: usize| events.get(place).map(|&event| trace.moment_of(event));
    match landing {
        Landing::Start => Moment::default(),
        Landing::End => trace.end(),
        Landing::Step(step) => trace.moment_at_step(step),
        Landing::Switch(place) => nth(trace.switches(), place).unwrap_or_else(|| trace.end()),
        Landing::Request(place) => nth(trace.gil_requests(), place).unwrap_or_else(|| trace.end()),
        Landing::Line(line) => on_line(trace, line).map_or_else(|| telling(trace), |event| trace.moment_of(event)),
        Landing::Telling => telling(trace),
    }
}

/// Where a run is most worth looking at, when nobody knows the program.
fn telling(trace: &Trace) -> Moment {
    let stuck = trace.deadlock().or(trace.uncaught().first().copied());
    let contended = || trace.gil_requests().first().or(trace.switches().first()).copied();
    stuck.or_else(contended).or_else(|| first_wait(trace)).map_or_else(Moment::default, |event| trace.moment_of(event))
}

/// The first time that anything waits, of a program in which nobody contends; else the first time it says something.
fn first_wait(trace: &Trace) -> Option<EventId> {
    let first =
        |of: fn(&Fact) -> bool| trace.events(0..trace.n_events()).find(|(_, event)| of(&event.fact)).map(|(id, _)| id);
    first(is_wait).or_else(|| first(|fact| matches!(fact, Fact::Wrote { .. })))
}

fn is_wait(fact: &Fact) -> bool {
    matches!(fact, Fact::Became(State::Suspended | State::Waiting(_) | State::Blocked(_) | State::Native))
}

/// The first wait on a line, else the most telling event that it brings about.
fn on_line(trace: &Trace, line: u32) -> Option<EventId> {
    let there = || trace.events(0..trace.n_events()).filter(|(_, event)| event.line == line);
    let wait = there().find(|(_, event)| is_wait(&event.fact)).map(|(id, _)| id);
    wait.or_else(|| {
        let ranked = there().map(|(id, event)| (super::narration::rank(&event.fact), std::cmp::Reverse(id)));
        ranked.filter(|(rank, _)| *rank > 0).max().map(|(_, std::cmp::Reverse(id))| id)
    })
}

//! What can be asked of a trace. Nothing here is stored: everything is read off the columns and their indices.

use std::ops::Range;

use crate::base::ids::{Index, LaneId};
use crate::base::time::Nanos;

use super::event::{Event, Fact, State, Stream};
use super::kind::StateKind;
use super::lane::{Lane, LaneKind};
use super::store::{EventId, Moment, Trace};
use super::track::{Sums, Track};

/// A stretch of time in which a lane's state does not change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slice {
    pub lane: LaneId,
    /// Its place among the lane's slices.
    pub index: usize,
    /// The event with which it begins.
    pub event: EventId,
    pub state: State,
    pub start: Moment,
    pub end: Moment,
    /// The user's line on which it began; 0 for none.
    pub line: u32,
}

impl Slice {
    pub fn length(&self) -> Nanos {
        self.end.time.saturating_sub(self.start.time)
    }
}

/// A piece of text the program wrote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Output<'a> {
    pub event: EventId,
    pub at: Moment,
    pub lane: LaneId,
    pub line: u32,
    pub stream: Stream,
    pub text: &'a str,
}

/// Lanes and events.
impl Trace {
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
    pub fn n_events(&self) -> usize {
        self.facts.len()
    }
    pub fn n_lanes(&self) -> usize {
        self.lanes.len()
    }
    pub fn lanes(&self) -> impl DoubleEndedIterator<Item = (LaneId, &Lane)> {
        self.lanes.iter_enumerated()
    }
    pub fn lane(&self, lane: LaneId) -> Option<&Lane> {
        self.lanes.get(lane)
    }
    /// What Python calls the lane; empty when there is no such lane.
    pub fn lane_name(&self, lane: LaneId) -> &str {
        self.lanes.get(lane).map_or("", |lane| lane.name.as_str())
    }
    /// As [`lane_name`](Self::lane_name), with the process where there are several: what tells it from all others.
    pub fn full_name(&self, lane: LaneId) -> String {
        let name = self.lane_name(lane);
        let is_one_of_many = self.index.n_processes > 1;
        match self.process_of(lane).filter(|&process| is_one_of_many && process != lane) {
            Some(process) => format!("{} · {name}", self.lane_name(process)),
            None => name.to_owned(),
        }
    }
    /// The threads of a process (and the processes it started), the tasks of a thread.
    pub fn children(&self, lane: LaneId) -> &[LaneId] {
        self.index.lanes.get(lane).map_or(&[], |index| index.children.as_slice())
    }
    /// The nearest process above the lane, or the lane itself if it is one.
    pub fn process_of(&self, lane: LaneId) -> Option<LaneId> {
        let mut at = lane;
        loop {
            let here = self.lanes.get(at)?;
            if here.kind == LaneKind::Process {
                return Some(at);
            }
            at = here.parent?;
        }
    }
    pub fn text(&self, text: u32) -> &str {
        self.texts.get(text as usize).map_or("", String::as_str)
    }
    /// How the program calls the lock, if the trace says so.
    pub fn lock_name(&self, lock: u32) -> Option<&str> {
        let name = (*self.index.lock_names.get(lock as usize)?)?;
        Some(self.text(name))
    }
    pub fn event(&self, id: EventId) -> Option<Event> {
        let i = id.index();
        Some(Event {
            step: *self.steps.get(i)?,
            time: self.times[i],
            lane: self.event_lanes[i],
            line: self.lines[i],
            fact: self.facts[i],
        })
    }
    pub fn events(&self, range: Range<usize>) -> impl Iterator<Item = (EventId, Event)> {
        let end = range.end.min(self.n_events());
        (range.start.min(end)..end).map(EventId::from_usize).filter_map(|id| self.event(id).map(|event| (id, event)))
    }
    pub fn moment_of(&self, id: EventId) -> Moment {
        self.event(id).map_or_else(|| self.end(), |event| Moment { step: event.step, time: event.time })
    }
    /// All events of one lane, in order.
    pub fn events_of(&self, lane: LaneId) -> &[EventId] {
        self.index.lanes.get(lane).map_or(&[], |index| index.events.as_slice())
    }
}

/// Steps and times.
impl Trace {
    /// Where the run ends (so far).
    pub fn end(&self) -> Moment {
        let last = self.last_moment().unwrap_or_default();
        Moment { step: last.step.max(self.closed.step), time: last.time.max(self.closed.time) }
    }
    pub fn makespan(&self) -> Nanos {
        self.end().time
    }
    /// The last event that has happened at a moment.
    pub fn event_at(&self, at: Moment) -> Option<EventId> {
        let by_step = self.steps.partition_point(|&step| step <= at.step);
        let by_time = self.times.partition_point(|&time| time <= at.time);
        by_step.min(by_time).checked_sub(1).map(EventId::from_usize)
    }
    /// The number of the first event at `time` or later; the number of all events when there is none.
    pub fn first_event_from(&self, time: Nanos) -> usize {
        self.times.partition_point(|&known| known < time)
    }
    /// The moment just before instruction `step` is executed; past the end, the end.
    pub fn moment_at_step(&self, step: u64) -> Moment {
        let end = self.end();
        if step >= end.step {
            return end;
        }
        let after = self.steps.partition_point(|&known| known <= step);
        let (from, to) = self.around(after);
        Moment { step, time: Nanos(interpolate(step, (from.step, to.step), (from.time.0, to.time.0))) }
    }
    /// The moment at a time: the step is the next one to be executed then.
    pub fn moment_at_time(&self, time: Nanos) -> Moment {
        let end = self.end();
        let time = time.min(end.time);
        let after = self.times.partition_point(|&known| known <= time);
        let (from, to) = self.around(after);
        Moment { step: interpolate(time.0, (from.time.0, to.time.0), (from.step, to.step)), time }
    }
    /// The known moments on both sides of the gap before event `after`.
    fn around(&self, after: usize) -> (Moment, Moment) {
        let before = after.checked_sub(1).map_or_else(Moment::default, |i| self.moment_of(EventId::from_usize(i)));
        (before, self.moment_of(EventId::from_usize(after)))
    }
}

/// `x` within `from` carried over to `to`, in whole numbers; `to.0` when `from` has no length.
fn interpolate(x: u64, from: (u64, u64), to: (u64, u64)) -> u64 {
    let (length, height) = (from.1.saturating_sub(from.0), to.1.saturating_sub(to.0));
    if length == 0 {
        return to.0;
    }
    let part = u128::from(x.saturating_sub(from.0).min(length)) * u128::from(height) / u128::from(length);
    to.0.saturating_add(u64::try_from(part).unwrap_or(height))
}

/// Slices.
impl Trace {
    /// The boundaries of a lane, for painting.
    pub fn track(&self, lane: LaneId) -> Option<&Track> {
        self.index.lanes.get(lane).map(|index| &index.track)
    }
    pub fn n_slices(&self, lane: LaneId) -> usize {
        self.track(lane).map_or(0, Track::len)
    }
    pub fn slice(&self, lane: LaneId, index: usize) -> Option<Slice> {
        let track = self.track(lane)?;
        if index >= track.len() {
            return None;
        }
        let event = self.event(track.event(index))?;
        let Fact::Became(state) = event.fact else { return None };
        let end = if index + 1 < track.len() { self.moment_of(track.event(index + 1)) } else { self.end() };
        Some(Slice {
            lane,
            index,
            event: track.event(index),
            state,
            start: Moment { step: event.step, time: event.time },
            end,
            line: event.line,
        })
    }
    /// The slice a lane is in at a moment.
    pub fn slice_at(&self, lane: LaneId, at: Moment) -> Option<Slice> {
        let event = self.event_at(at)?;
        self.slice(lane, self.track(lane)?.slice_after(event)?)
    }
    /// Those slices of a lane that overlap a stretch of time.
    pub fn slices_between(&self, lane: LaneId, from: Nanos, to: Nanos) -> impl Iterator<Item = Slice> {
        let track = self.track(lane);
        let first = track.and_then(|track| track.slice_at(from)).unwrap_or(0);
        let last = track.and_then(|track| track.slice_at(to)).map_or(0, |last| last + 1);
        (first..last).filter_map(move |index| self.slice(lane, index))
    }
    /// Who holds the GIL of a process over time; none when there is no GIL (free-threaded).
    pub fn gil(&self, process: LaneId) -> Option<&Track> {
        self.index.lanes.get(process).map(|index| &index.gil).filter(|gil| !gil.is_empty())
    }
    /// The holder during one slice of a process's GIL row.
    pub fn gil_holder(&self, gil: &Track, slice: usize) -> Option<LaneId> {
        (gil.class(slice) != 0).then(|| self.event_lanes[gil.event(slice).index()])
    }
    pub fn gil_holder_at(&self, process: LaneId, at: Moment) -> Option<LaneId> {
        let gil = self.gil(process)?;
        self.gil_holder(gil, gil.slice_after(self.event_at(at)?)?)
    }
    /// The thread or task that executes the next instruction: the lane that began to run last and still does.
    pub fn running_at(&self, at: Moment) -> Option<LaneId> {
        let now = self.event_at(at)?;
        let begun = |lane: LaneId| {
            let track = self.track(lane)?;
            let slice = track.slice_after(now)?;
            (track.class(slice) == StateKind::Running.class()).then(|| track.event(slice))
        };
        self.lanes.ids().filter_map(|lane| Some((begun(lane)?, lane))).max().map(|(_, lane)| lane)
    }
}

/// Switches, output and other facts worth going to.
impl Trace {
    /// Events at which another thread or task than before begins to run Python.
    pub fn switches(&self) -> &[EventId] {
        &self.index.switches
    }
    /// Drop requests: a lane had waited a whole switch interval.
    pub fn gil_requests(&self) -> &[EventId] {
        &self.index.requests
    }
    pub fn next_switch(&self, after: Moment) -> Option<Moment> {
        self.next_of(&self.index.switches, after)
    }
    pub fn previous_switch(&self, before: Moment) -> Option<Moment> {
        self.previous_of(&self.index.switches, before)
    }
    pub fn next_event_of(&self, lane: LaneId, after: Moment) -> Option<Moment> {
        self.next_of(self.events_of(lane), after)
    }
    pub fn previous_event_of(&self, lane: LaneId, before: Moment) -> Option<Moment> {
        self.previous_of(self.events_of(lane), before)
    }
    fn next_of(&self, events: &[EventId], after: Moment) -> Option<Moment> {
        let is_past = |&event: &EventId| {
            let at = self.moment_of(event);
            at.step <= after.step && at.time <= after.time
        };
        events.get(events.partition_point(is_past)).map(|&event| self.moment_of(event))
    }
    fn previous_of(&self, events: &[EventId], before: Moment) -> Option<Moment> {
        let is_earlier = |&event: &EventId| {
            let at = self.moment_of(event);
            at.step < before.step || at.time < before.time
        };
        let place = events.partition_point(is_earlier).checked_sub(1)?;
        Some(self.moment_of(events[place]))
    }
    /// What the program wrote, in order.
    pub fn output(&self) -> impl DoubleEndedIterator<Item = Output<'_>> {
        self.output_pieces(0..self.n_output())
    }
    /// How many pieces the program wrote.
    pub fn n_output(&self) -> usize {
        self.index.output.len()
    }
    /// How many pieces were written until a moment.
    pub fn n_output_until(&self, now: Moment) -> usize {
        let last = self.event_at(now);
        self.index.output.partition_point(|&event| Some(event) <= last)
    }
    /// Some of the pieces the program wrote.
    pub fn output_pieces(&self, pieces: Range<usize>) -> impl DoubleEndedIterator<Item = Output<'_>> {
        let end = pieces.end.min(self.n_output());
        self.index.output[pieces.start.min(end)..end].iter().filter_map(|&id| {
            let event = self.event(id)?;
            let Fact::Wrote { stream, text } = event.fact else { return None };
            let at = Moment { step: event.step, time: event.time };
            Some(Output { event: id, at, lane: event.lane, line: event.line, stream, text: self.text(text) })
        })
    }
    /// All that went to one stream.
    pub fn output_text(&self, stream: Stream) -> String {
        self.output().filter(|piece| piece.stream == stream).map(|piece| piece.text).collect()
    }
    /// Where the program is found to be stuck.
    pub fn deadlock(&self) -> Option<EventId> {
        self.index.deadlock
    }
    /// Exceptions that ended a lane.
    pub fn uncaught(&self) -> &[EventId] {
        &self.index.uncaught
    }
    /// Time a lane spent in each state, until the end of the run.
    pub fn totals(&self, lane: LaneId) -> Sums {
        self.track(lane).map_or_else(Sums::default, |track| track.spent(Nanos::ZERO, self.makespan()))
    }
}

//! Writes down what really happens, in the trace's format, with a real clock.
//!
//! Events come from several threads. The clock is read inside the recorder's own lock, so that times never fall; steps are
//! what the process had executed when somebody last told. Whoever shows the run takes what was recorded, part by part.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::clock::Clock;
use super::guest::{lane_elsewhere, lane_of_process};
use super::merge::Merge;
use crate::base::ids::{Index, LaneId, ProcessId};
use crate::base::limits::{MAX_OUTPUT_BYTES, MAX_TRACE_EVENTS};
use crate::base::time::Nanos;
use crate::trace::event::{Event, Fact, LimitHit, Renumber, State, Stream};
use crate::trace::lane::Lane;

/// What was recorded since the last time it was asked for, as [`crate::trace::Trace::append`] takes it.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Part {
    pub lanes: Vec<Lane>,
    pub texts: Vec<String>,
    pub events: Vec<Event>,
}

/// The record of one run.
pub struct Recorder {
    clock: Arc<dyn Clock>,
    inner: Mutex<Inner>,
    /// Without it only what the program wrote is kept: for measuring.
    timeline: bool,
}

#[derive(Debug, Default)]
struct Inner {
    part: Part,
    n_lanes: usize,
    /// The numbers that rows have in the trace, where the run calls them otherwise.
    rows: BTreeMap<LaneId, LaneId>,
    /// Where each lane was last seen.
    lines: Vec<u32>,
    /// What each lane blocked on or waited for last.
    waits: Vec<Option<State>>,
    /// How many rows each other process has opened.
    grafted: BTreeMap<ProcessId, u32>,
    merge: Merge,
    n_texts: u32,
    n_events: usize,
    output_bytes: usize,
    steps: u64,
    start: Nanos,
    last: Nanos,
    limit: Option<LimitHit>,
}

impl Recorder {
    /// Time zero is now.
    pub fn new(clock: Arc<dyn Clock>, timeline: bool) -> Self {
        let start = clock.now();
        Self { clock, inner: Mutex::new(Inner { start, ..Inner::default() }), timeline }
    }
    /// A new row, which everybody calls `name` from now on.
    pub fn open(&self, name: LaneId, lane: Lane) {
        self.lock().open(name, lane);
    }
    /// `executed` more instructions.
    pub fn stepped(&self, executed: u64) {
        self.lock().steps += executed;
    }
    pub fn push(&self, lane: LaneId, line: Option<u32>, fact: Fact) {
        if self.timeline {
            let mut inner = self.lock();
            self.write(&mut inner, lane, line, fact);
        }
    }
    /// The lane waits on for what it waited for last.
    pub fn back_to_wait(&self, lane: LaneId) {
        let inner = self.lock();
        let waited_for = inner.waits.get(inner.row(lane).index()).copied().flatten();
        drop(inner);
        if let Some(state) = waited_for {
            self.push(lane, None, Fact::Became(state));
        }
    }
    /// A fact that names a text: `fact` makes it of the text's number.
    pub fn push_text(&self, lane: LaneId, line: Option<u32>, text: &str, fact: impl FnOnce(u32) -> Fact) {
        let mut inner = self.lock();
        let number = inner.n_texts;
        inner.n_texts += 1;
        inner.part.texts.push(text.to_owned());
        self.write(&mut inner, lane, line, fact(number));
    }
    /// What the program wrote; cut off at the limit.
    pub fn wrote(&self, lane: LaneId, line: Option<u32>, stream: Stream, text: &str) {
        let mut inner = self.lock();
        let room = MAX_OUTPUT_BYTES - inner.output_bytes.min(MAX_OUTPUT_BYTES);
        let kept = text.floor_char_boundary(room);
        inner.output_bytes += kept;
        if kept < text.len() {
            inner.limit.get_or_insert(LimitHit::OutputBytes(MAX_OUTPUT_BYTES as u64));
        }
        drop(inner);
        if kept > 0 {
            self.push_text(lane, line, &text[..kept], |text| Fact::Wrote { stream, text });
        }
    }
    /// The limit that the run has met, if any.
    pub fn limit(&self) -> Option<LimitHit> {
        self.lock().limit
    }
    /// What was recorded since the last call, as far as every process has told.
    pub fn take_part(&self) -> Part {
        let inner = &mut *self.lock();
        let events = inner.merge.take(&mut inner.part.events);
        Part { lanes: std::mem::take(&mut inner.part.lanes), texts: std::mem::take(&mut inner.part.texts), events }
    }

    /// Another process begins, with a row of its own.
    pub fn begin(&self, process: ProcessId, lane: Lane) {
        self.open(lane_of_process(process), lane);
        let now = self.elapsed();
        self.lock().merge.begin(process, now);
    }
    /// What another process has recorded, by the run's clock: everything before `until`. Its first row is the process.
    pub fn graft(&self, process: ProcessId, part: Part, until: Nanos) {
        let mut inner = self.lock();
        for lane in part.lanes {
            let n = inner.grafted.entry(process).or_default();
            let name = lane_elsewhere(process, LaneId(*n));
            *n += 1;
            // Its own row is open already.
            if name != lane_of_process(process) {
                let parent = lane.parent.map(|parent| lane_elsewhere(process, parent));
                inner.open(name, Lane { parent, ..lane });
            }
        }
        let first_text = inner.n_texts;
        inner.n_texts += part.texts.len() as u32;
        inner.part.texts.extend(part.texts);
        let (start, renumber) = (inner.start, Elsewhere { inner: &inner, process, first_text });
        let events = part.events.into_iter().map(|event| Event {
            time: event.time.saturating_sub(start),
            lane: renumber.lane(event.lane),
            fact: event.fact.renumbered(&renumber),
            ..event
        });
        let events: Vec<Event> = events.collect();
        inner.n_events += events.len();
        inner.merge.tell(process, events, until.saturating_sub(start));
    }
    /// Another process will tell nothing more.
    pub fn end(&self, process: ProcessId) {
        self.lock().merge.end(process);
    }
    /// No other process will tell anything more.
    pub fn end_all(&self) {
        self.lock().merge.end_all();
    }
    /// When the run began, as its clock tells it.
    pub fn start(&self) -> Nanos {
        self.lock().start
    }
    /// Instructions so far.
    pub fn steps(&self) -> u64 {
        self.lock().steps
    }
    /// Time since the run began.
    pub fn elapsed(&self) -> Nanos {
        self.clock.now().saturating_sub(self.lock().start)
    }

    /// Without a line, it is the lane's last one.
    fn write(&self, inner: &mut Inner, lane: LaneId, line: Option<u32>, fact: Fact) {
        if inner.n_events == MAX_TRACE_EVENTS {
            inner.limit.get_or_insert(LimitHit::TraceEvents(MAX_TRACE_EVENTS as u64));
            return;
        }
        inner.n_events += 1;
        let lane = inner.row(lane);
        inner.last = inner.last.max(self.clock.now().saturating_sub(inner.start));
        let Some(last) = inner.lines.get_mut(lane.index()) else { return };
        let line = line.unwrap_or(*last);
        *last = line;
        if let Fact::Became(state @ (State::Blocked(_) | State::Waiting(_))) = fact {
            inner.waits[lane.index()] = Some(state);
        }
        let fact = if inner.rows.is_empty() { fact } else { fact.renumbered(inner) };
        let event = Event { step: inner.steps, time: inner.last, lane, line, fact };
        inner.part.events.push(event);
    }
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("inner", &*self.lock()).finish_non_exhaustive()
    }
}

impl Inner {
    fn open(&mut self, name: LaneId, lane: Lane) {
        let row = LaneId::from_usize(self.n_lanes);
        self.n_lanes += 1;
        if row != name {
            self.rows.insert(name, row);
        }
        self.lines.push(0);
        self.waits.push(None);
        let parent = lane.parent.map(|parent| self.row(parent));
        self.part.lanes.push(Lane { parent, ..lane });
    }
    fn row(&self, name: LaneId) -> LaneId {
        self.rows.get(&name).copied().unwrap_or(name)
    }
}

impl Renumber for Inner {
    fn lane(&self, lane: LaneId) -> LaneId {
        self.row(lane)
    }
}

/// Numbers of another process, in the whole run.
struct Elsewhere<'a> {
    inner: &'a Inner,
    process: ProcessId,
    first_text: u32,
}

impl Renumber for Elsewhere<'_> {
    fn lane(&self, lane: LaneId) -> LaneId {
        self.inner.row(lane_elsewhere(self.process, lane))
    }
    /// Locks of different processes are different locks.
    fn lock(&self, lock: u32) -> u32 {
        lock.saturating_add(self.process.0 << 16)
    }
    fn text(&self, text: u32) -> u32 {
        self.first_text.saturating_add(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::clock::SystemClock;
    use crate::trace::Trace;
    use crate::trace::lane::LaneKind;

    fn row(name: &str) -> Lane {
        Lane { kind: LaneKind::Process, name: name.to_owned(), parent: None, native_id: 1 }
    }

    fn recorder(timeline: bool) -> (Recorder, LaneId) {
        let recorder = Recorder::new(Arc::new(SystemClock::start()), timeline);
        recorder.open(LaneId(0), row("MainProcess"));
        (recorder, LaneId(0))
    }

    #[test]
    fn what_was_recorded_is_a_trace() {
        let (recorder, lane) = recorder(true);
        recorder.push(lane, None, Fact::Opened { by: None });
        recorder.stepped(12);
        recorder.push(lane, Some(3), Fact::Became(State::Running));
        recorder.wrote(lane, None, Stream::Stdout, "hello\n");
        let part = recorder.take_part();
        assert_eq!(part.events.iter().map(|event| event.step).collect::<Vec<_>>(), [0, 12, 12]);
        assert_eq!(part.texts, ["hello\n"]);
        Trace::new().append(part.lanes, part.texts, &part.events).expect("well formed");
        assert_eq!(recorder.take_part(), Part::default());
    }

    #[test]
    fn rows_have_their_numbers_in_the_order_of_opening_whatever_they_are_called() {
        let (recorder, main) = recorder(true);
        let (child, thread) = (LaneId(900), LaneId(1));
        recorder.open(child, row("Process-1"));
        recorder.open(thread, row("Thread-1"));
        recorder.push(thread, None, Fact::Opened { by: Some(main) });
        recorder.push(child, None, Fact::Woke { lane: thread });
        let events = recorder.take_part().events;
        assert_eq!((events[0].lane, events[0].fact), (LaneId(2), Fact::Opened { by: Some(LaneId(0)) }));
        assert_eq!((events[1].lane, events[1].fact), (LaneId(1), Fact::Woke { lane: LaneId(2) }));
    }

    #[test]
    fn without_a_timeline_only_output_is_kept() {
        let (recorder, lane) = recorder(false);
        recorder.push(lane, None, Fact::Became(State::Running));
        recorder.wrote(lane, Some(1), Stream::Stderr, "x");
        assert_eq!(recorder.take_part().events.len(), 1);
    }

    #[test]
    fn endless_output_is_cut_at_the_limit_between_characters() {
        let (recorder, lane) = recorder(false);
        let text = "線".repeat(MAX_OUTPUT_BYTES / 3);
        recorder.wrote(lane, Some(1), Stream::Stdout, &text);
        recorder.wrote(lane, Some(1), Stream::Stdout, "程");
        let kept: usize = recorder.take_part().texts.iter().map(String::len).sum();
        assert!(kept <= MAX_OUTPUT_BYTES && kept > MAX_OUTPUT_BYTES - 3);
        assert_eq!(recorder.limit(), Some(LimitHit::OutputBytes(MAX_OUTPUT_BYTES as u64)));
    }
}

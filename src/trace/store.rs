//! The trace: columns of events, the lanes and texts they speak of, and the indices that make queries fast.
//!
//! Append-only. Indices are derived from the columns as they grow and never stored in a file. Parts come from outside
//! (an engine's message, a file), so every part is checked before anything of it is kept.

use crate::base::ids::{Index, IndexVec, LaneId};
use crate::base::limits::MAX_TRACE_EVENTS;
use crate::base::time::Nanos;
use crate::index_type;

use super::event::{Event, Fact, State};
use super::kind::StateKind;
use super::lane::{Lane, LaneKind};
use super::track::{N_CLASSES, Track};

index_type!(
    /// An event of one trace, in the order of writing.
    EventId
);

/// A place in a run: how many instructions were executed before it, and when it is.
///
/// Both are needed: time passes without a step while everybody sleeps, and several instructions can share a nanosecond.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Moment {
    pub step: u64,
    pub time: Nanos,
}

/// Why a part was not appended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadPart {
    #[error("an event or lane names lane {0}, which is not there")]
    UnknownLane(u32),
    #[error("an event names text {0}, which is not there")]
    UnknownText(u32),
    #[error("event {0} is earlier than the one before it")]
    OutOfOrder(usize),
    #[error("more than {MAX_TRACE_EVENTS} events")]
    TooManyEvents,
}

/// A run's record. See the module's head for what it keeps.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trace {
    pub(super) lanes: IndexVec<LaneId, Lane>,
    pub(super) texts: Vec<String>,
    pub(super) steps: Vec<u64>,
    pub(super) times: Vec<Nanos>,
    pub(super) event_lanes: Vec<LaneId>,
    pub(super) lines: Vec<u32>,
    pub(super) facts: Vec<Fact>,
    /// Where the run ended, when that is later than its last event.
    pub(super) closed: Moment,
    pub(super) index: TraceIndex,
}

/// What is derived from the columns.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct TraceIndex {
    pub lanes: IndexVec<LaneId, LaneIndex>,
    pub n_processes: u32,
    /// Events at which another thread or task than the one before begins to run Python.
    pub switches: Vec<EventId>,
    pub requests: Vec<EventId>,
    pub output: Vec<EventId>,
    /// The name (a text's number) of each lock, by lock number.
    pub lock_names: Vec<Option<u32>>,
    pub deadlock: Option<EventId>,
    pub uncaught: Vec<EventId>,
}

/// What is derived for one lane.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct LaneIndex {
    pub events: Vec<EventId>,
    pub track: Track,
    /// Threads of a process and tasks of a thread, in order of opening.
    pub children: Vec<LaneId>,
    /// For a process: who holds its GIL; empty when there is none (free-threaded). Class 0 is nobody, the others are the holder's tint.
    pub gil: Track,
    /// For a process and a thread: the child that ran Python last.
    pub last_ran: Option<LaneId>,
    /// For a process: the thread that has the GIL now.
    pub holder: Option<LaneId>,
}

impl Trace {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what a chunk brings. Either all of it is kept or, on an error, nothing.
    pub fn append(&mut self, lanes: Vec<Lane>, texts: Vec<String>, events: &[Event]) -> Result<(), BadPart> {
        self.check(&lanes, texts.len(), events)?;
        for lane in lanes {
            self.open_lane(lane);
        }
        self.texts.extend(texts);
        for event in events {
            self.push(event);
        }
        Ok(())
    }

    /// Says where the run ended, when that is later than its last event.
    pub fn close(&mut self, end: Moment) {
        self.closed = end;
    }

    fn check(&self, lanes: &[Lane], n_texts: usize, events: &[Event]) -> Result<(), BadPart> {
        if self.facts.len() + events.len() > MAX_TRACE_EVENTS {
            return Err(BadPart::TooManyEvents);
        }
        for (i, lane) in lanes.iter().enumerate() {
            if let Some(parent) = lane.parent
                && parent.index() >= self.lanes.len() + i
            {
                return Err(BadPart::UnknownLane(parent.0));
            }
        }
        let (n_lanes, n_texts) = (self.lanes.len() + lanes.len(), self.texts.len() + n_texts);
        let mut last = self.last_moment().unwrap_or_default();
        for (i, event) in events.iter().enumerate() {
            if event.step < last.step || event.time < last.time {
                return Err(BadPart::OutOfOrder(self.facts.len() + i));
            }
            last = Moment { step: event.step, time: event.time };
            if let Some(lane) = named_lanes(event).into_iter().flatten().find(|lane| lane.index() >= n_lanes) {
                return Err(BadPart::UnknownLane(lane.0));
            }
            if let Some(text) = named_text(event.fact)
                && text as usize >= n_texts
            {
                return Err(BadPart::UnknownText(text));
            }
        }
        Ok(())
    }

    fn open_lane(&mut self, lane: Lane) {
        let parent = lane.parent;
        self.index.n_processes += u32::from(lane.kind == LaneKind::Process);
        let id = self.lanes.push(lane);
        self.index.lanes.push(LaneIndex::default());
        if let Some(parent) = parent {
            self.index.lanes[parent].children.push(id);
        }
    }

    fn push(&mut self, event: &Event) {
        let id = EventId::from_usize(self.facts.len());
        self.steps.push(event.step);
        self.times.push(event.time);
        self.event_lanes.push(event.lane);
        self.lines.push(event.line);
        self.facts.push(event.fact);
        self.index.lanes[event.lane].events.push(id);
        match event.fact {
            Fact::Became(state) => self.index_state(id, event, state),
            Fact::GilTaken { .. } => self.index_gil(id, event, true),
            Fact::GilReleased { .. } => self.index_gil(id, event, false),
            Fact::GilRequested { .. } => self.index.requests.push(id),
            Fact::Wrote { .. } => self.index.output.push(id),
            Fact::LockNamed { lock, name } => self.index_lock_name(lock, name),
            Fact::Deadlocked => {
                self.index.deadlock.get_or_insert(id);
            }
            Fact::Uncaught { .. } => self.index.uncaught.push(id),
            _ => {}
        }
    }

    fn index_lock_name(&mut self, lock: u32, name: u32) {
        let place = lock as usize;
        // Lock numbers count from zero, so a number far beyond the events seen is nonsense: it goes without a name.
        if place > self.facts.len() {
            return;
        }
        if place >= self.index.lock_names.len() {
            self.index.lock_names.resize(place + 1, None);
        }
        self.index.lock_names[place].get_or_insert(name);
    }

    fn index_state(&mut self, id: EventId, event: &Event, state: State) {
        let kind = state.kind();
        self.index.lanes[event.lane].track.push(event.time, id, kind.class());
        let lane = &self.lanes[event.lane];
        if let Some(parent) = lane.parent.filter(|_| lane.kind != LaneKind::Process) {
            self.index_switch(id, event.lane, parent, kind);
        }
        if kind == StateKind::Finished {
            self.index_gil(id, event, false);
        }
    }

    /// Keeps the GIL row of the event's process: its lane has just taken the GIL, or no longer has it.
    fn index_gil(&mut self, id: EventId, event: &Event, has: bool) {
        let Some(process) = self.process_of(event.lane) else { return };
        let tint = self.tint(event.lane);
        let process = &mut self.index.lanes[process];
        if has && process.holder.replace(event.lane) != Some(event.lane) {
            process.gil.push(event.time, id, tint);
        } else if !has && process.holder == Some(event.lane) {
            process.holder = None;
            process.gil.push(event.time, id, 0);
        }
    }

    fn index_switch(&mut self, id: EventId, lane: LaneId, parent: LaneId, kind: StateKind) {
        if kind == StateKind::Running {
            let before = self.index.lanes[parent].last_ran.replace(lane);
            if before.is_some_and(|before| before != lane) {
                self.index.switches.push(id);
            }
        }
    }

    /// The class in which the GIL row shows this thread: siblings take turns through all but class 0.
    pub fn tint(&self, thread: LaneId) -> u8 {
        let siblings = self.lanes[thread].parent.map(|process| self.index.lanes[process].children.as_slice());
        let place = siblings.and_then(|siblings| siblings.binary_search(&thread).ok()).unwrap_or_default();
        1 + (place % (N_CLASSES - 1)) as u8
    }

    pub(super) fn last_moment(&self) -> Option<Moment> {
        Some(Moment { step: *self.steps.last()?, time: *self.times.last()? })
    }
}

/// Every lane that an event names.
fn named_lanes(event: &Event) -> [Option<LaneId>; 2] {
    use super::event::{Release, Wait};
    let other = match event.fact {
        Fact::Opened { by } => by,
        Fact::Became(State::Blocked(Wait::Lock { owner, .. })) => owner,
        Fact::Became(State::Blocked(Wait::Join(lane) | Wait::Start(lane))) => Some(lane),
        Fact::GilTaken { from, .. } => from,
        Fact::GilReleased { why: Release::Requested { by }, .. } => Some(by),
        Fact::GilRequested { holder, .. } => Some(holder),
        Fact::Woke { lane } => Some(lane),
        Fact::Sent { to, .. } => Some(to),
        _ => None,
    };
    [Some(event.lane), other]
}

fn named_text(fact: Fact) -> Option<u32> {
    match fact {
        Fact::LockNamed { name, .. } => Some(name),
        Fact::Wrote { text, .. } | Fact::Uncaught { text } => Some(text),
        _ => None,
    }
}

//! Events: the smallest set of facts from which everything the timeline shows can be derived.

use serde::{Deserialize, Serialize};

use crate::base::ids::LaneId;
pub use crate::base::kinds::{Stream, SwitchPoint};
use crate::base::time::Nanos;

/// One fact. Events are ordered by `time`; equal times keep the order of writing. `step` never falls.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// How many instructions the run had executed before this.
    pub step: u64,
    pub time: Nanos,
    pub lane: LaneId,
    /// The user's line the lane was on; 0 when there is none.
    pub line: u32,
    pub fact: Fact,
}

/// What a lane does from an event on, until its next [`Fact::Became`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum State {
    /// Executes Python and holds the GIL (on a free-threaded profile: is attached).
    Running,
    /// Executes native code with the GIL released.
    Native,
    /// Could run but for the GIL, which another lane holds.
    WantsGil,
    /// Could run (and has or needs no GIL) but has no core.
    Ready,
    /// Waits for a lock, condition, queue or another thread or process: `by` says what, see [`Wait`].
    Blocked(Wait),
    /// Waits for the clock or for the outside: sleep, network, file, pipe.
    Waiting(Io),
    /// A task between its steps, at an `await`.
    Suspended,
    /// Over. No event of the lane follows.
    Finished,
}

/// What a blocked lane waits for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Wait {
    /// A lock (number as in [`Fact::LockNamed`]) and the lane that held it when the wait began.
    Lock { lock: u32, owner: Option<LaneId> },
    /// `join()` of a thread or process.
    Join(LaneId),
    /// `Thread.start()` until the new thread says that it runs.
    Start(LaneId),
}

/// What a waiting lane waits for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Io {
    /// Until a time.
    Sleep {
        until: Nanos,
    },
    Network {
        until: Nanos,
    },
    File {
        until: Nanos,
    },
    Pipe,
    /// An event loop's `select`, with the next timer if there is one.
    Select {
        until: Option<Nanos>,
    },
}

/// Why a lane gave the GIL away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Release {
    /// Another lane had asked for it (its switch interval was over).
    Requested { by: LaneId },
    /// It is going to block or to wait: the next [`Fact::Became`] says for what.
    Blocking,
    /// It goes on in native code without the GIL.
    Native,
    /// It is over.
    Finished,
}

/// What happened. Texts are numbers into the trace's text table.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// The lane appears; `by` started it.
    Opened {
        by: Option<LaneId>,
    },
    /// Its state from now on.
    Became(State),
    /// It now has the GIL; `from` held it last. `asked` when it had to ask with a drop request.
    GilTaken {
        from: Option<LaneId>,
        asked: bool,
    },
    GilReleased {
        why: Release,
        at: Option<SwitchPoint>,
    },
    /// It waited a whole switch interval and set the holder's drop request.
    GilRequested {
        holder: LaneId,
        waited: Nanos,
    },
    /// First sight of a lock: how the program calls it (`lock`, `Account.lock`) or `Lock-3`.
    LockNamed {
        lock: u32,
        name: u32,
    },
    LockTaken {
        lock: u32,
        waited: Nanos,
    },
    LockReleased {
        lock: u32,
    },
    /// It made another lane runnable.
    Woke {
        lane: LaneId,
    },
    /// The program wrote text.
    Wrote {
        stream: Stream,
        text: u32,
    },
    /// An exception that nobody caught ended the lane: its last line, `ValueError: boom`.
    Uncaught {
        text: u32,
    },
    /// A message (pipe, queue, task wake-up) went to another lane, `bytes` long.
    Sent {
        to: LaneId,
        bytes: u32,
    },
    /// Nobody can go on: one event for each lane of the cycle (or each blocked lane when there is no cycle).
    Deadlocked,
    /// A process is over: its exit status, or the negative number of the signal that killed it.
    Exited {
        status: i32,
    },
}

/// Other numbers for what facts name.
pub trait Renumber {
    fn lane(&self, lane: LaneId) -> LaneId;
    fn lock(&self, lock: u32) -> u32 {
        lock
    }
    fn text(&self, text: u32) -> u32 {
        text
    }
}

impl Fact {
    /// The same with other numbers in it.
    pub fn renumbered(self, by: &impl Renumber) -> Fact {
        match self {
            Fact::Opened { by: starter } => Fact::Opened { by: starter.map(|lane| by.lane(lane)) },
            Fact::Became(State::Blocked(wait)) => Fact::Became(State::Blocked(match wait {
                Wait::Lock { lock, owner } => {
                    Wait::Lock { lock: by.lock(lock), owner: owner.map(|lane| by.lane(lane)) }
                }
                Wait::Join(lane) => Wait::Join(by.lane(lane)),
                Wait::Start(lane) => Wait::Start(by.lane(lane)),
            })),
            Fact::GilTaken { from, asked } => Fact::GilTaken { from: from.map(|lane| by.lane(lane)), asked },
            Fact::GilReleased { why: Release::Requested { by: lane }, at } => {
                Fact::GilReleased { why: Release::Requested { by: by.lane(lane) }, at }
            }
            Fact::GilRequested { holder, waited } => Fact::GilRequested { holder: by.lane(holder), waited },
            Fact::LockNamed { lock, name } => Fact::LockNamed { lock: by.lock(lock), name: by.text(name) },
            Fact::LockTaken { lock, waited } => Fact::LockTaken { lock: by.lock(lock), waited },
            Fact::LockReleased { lock } => Fact::LockReleased { lock: by.lock(lock) },
            Fact::Woke { lane } => Fact::Woke { lane: by.lane(lane) },
            Fact::Wrote { stream, text } => Fact::Wrote { stream, text: by.text(text) },
            Fact::Uncaught { text } => Fact::Uncaught { text: by.text(text) },
            Fact::Sent { to, bytes } => Fact::Sent { to: by.lane(to), bytes },
            fact => fact,
        }
    }
}

/// How a run ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum End {
    /// The program ended with this exit status.
    Exited(i32),
    /// No thread can ever go on; the lanes of the cycle in order, or all blocked lanes.
    Deadlock(Vec<LaneId>),
    /// A limit cut the run short; everything up to here is kept.
    Limit(LimitHit),
    /// Somebody stopped it.
    Stopped,
}

/// Which limit cut a run.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum LimitHit {
    Steps(u64),
    TraceEvents(u64),
    OutputBytes(u64),
    VirtualTime(Nanos),
}

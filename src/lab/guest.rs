//! What the lab drives: one Python process, whichever way it is made.
//!
//! The lab decides when threads run and supplies clock, output and waiting; the guest knows what they do.

use std::sync::Arc;

use crate::base::ids::{LaneId, ProcessId, ThreadId};
use crate::base::time::Nanos;
use crate::trace::event::{Fact, State, Stream, SwitchPoint};
use crate::vm::machine::Fuel;
use crate::vm::work::{Product, Work};

use super::clock::Clock;

/// One Python process. Every method is called by the thread that holds the GIL.
pub trait Guest: Send + 'static {
    /// Lets `thread` execute. Effects that only need the clock or the guest itself are answered inside.
    fn run(&mut self, thread: ThreadId, fuel: &Fuel, clock: &dyn Clock) -> Ran;
    /// `thread` was woken, or (`due`) the time until which it waited has come. Every turn of a thread begins with this.
    fn resume(&mut self, thread: ThreadId, due: bool, now: Nanos) -> Resumed;
    /// The computing that [`Then::Computes`] told of is done.
    fn computed(&mut self, thread: ThreadId, product: Product);
    /// The user's line that `thread` is on; 0 when there is none.
    fn line(&self, thread: ThreadId) -> u32;
    /// What the program has set as switch interval, if it has.
    fn switch_interval(&self) -> Option<Nanos>;
    /// As Python names it: `MainThread`, `Thread-1 (work)`.
    fn name(&self, thread: ThreadId) -> String;
    /// The threads that wait for each other, in order, or all that wait: nobody can go on.
    fn deadlocked(&self) -> Vec<ThreadId>;
}

/// Whether a thread that was woken can go on.
#[derive(Clone, PartialEq, Debug)]
pub enum Resumed {
    /// With something to write down, if there is.
    GoesOn(Option<Happened>),
    /// Another one was quicker: it waits on, until the same time as before.
    WaitsOn,
}

/// What a stretch of running came to.
#[derive(Clone, Debug)]
pub struct Ran {
    pub steps: u64,
    /// In order.
    pub happened: Vec<Happened>,
    pub then: Then,
}

/// What others must be told.
#[derive(Clone, PartialEq, Debug)]
pub enum Happened {
    Wrote {
        stream: Stream,
        text: String,
    },
    /// A new thread, the next in number.
    Started(ThreadId),
    /// A waiting thread can go on; it has what it waited for.
    Woke(ThreadId),
    /// Something to write down; lanes in it are those of [`lane_of`].
    Fact(Fact),
    /// As `Fact::LockNamed`.
    LockNamed {
        lock: u32,
        name: String,
    },
    /// As `Fact::Uncaught`.
    Uncaught(String),
    /// A process elsewhere was started, or something is on its way: somebody outside may now wake a thread.
    Befriended,
}

/// Why it stopped.
#[derive(Clone, Debug)]
pub enum Then {
    /// The fuel is used up, or something happened on the way.
    GoesOn,
    /// After a switch point, as asked.
    SwitchPoint(SwitchPoint),
    /// It gives the GIL away if anybody wants it.
    Yields,
    /// It waits, at most for so long.
    Waits { state: State, at_most: Option<Nanos> },
    /// It computes without the GIL: hand the product to [`Guest::computed`].
    Computes(Arc<Work>),
    /// The thread is over.
    Ended,
    /// The process is over, with this exit status.
    Exited(i32),
}

/// What the row of a process is called: the first one's is 0; those of others are far from the threads'.
pub fn lane_of_process(process: ProcessId) -> LaneId {
    if process.0 == 0 { LaneId(0) } else { LaneId(u32::MAX - process.0) }
}

/// What a row of another process is called, by its number there: its first is the process.
pub fn lane_elsewhere(process: ProcessId, lane: LaneId) -> LaneId {
    if lane.0 == 0 { lane_of_process(process) } else { LaneId((process.0 << 16).saturating_add(1 << 24) + lane.0) }
}

/// What the row of a thread is called: after the process, in the order of their start.
pub fn lane_of(thread: ThreadId) -> LaneId {
    LaneId(thread.0 + 1)
}

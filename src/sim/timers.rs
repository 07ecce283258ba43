//! What is due when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::world::Runner;
use crate::base::time::Picos;
use crate::process::kernel::FetchId;

/// Something that happens at a time. `stamp` tells whether it is still meant: it must equal the thread's own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Due {
    /// A wait for the GIL has lasted a switch interval.
    GilTimeout { runner: Runner, stamp: u64 },
    /// A thread signalled that the GIL is free arrives to take it.
    GilArrival { runner: Runner, stamp: u64 },
    /// A new thread asks for the GIL, or a woken one: it has what it waited for.
    Ready { runner: Runner, stamp: u64 },
    /// A thread woken for a lock tries it.
    LockRetry { runner: Runner, stamp: u64 },
    /// A thread woken by the kernel looks again.
    KernelRetry { runner: Runner, stamp: u64 },
    /// A sleep, a lock's time-out or a join's is over.
    TimedOut { runner: Runner, stamp: u64 },
    /// A computation without the GIL is done.
    Computed { runner: Runner, stamp: u64 },
    /// A new process's main thread begins to compute for so long: its interpreter starts.
    Boots { runner: Runner, stamp: u64, length: Picos },
    /// What was fetched from afar is there.
    Fetched(FetchId),
    /// A core has been had since `since` for a whole slice.
    SliceOver { runner: Runner, since: Picos },
}

/// A queue of what is due, first the earliest, then the first put in.
#[derive(Clone, Debug, Default)]
pub struct Timers {
    heap: BinaryHeap<Reverse<(Picos, u64, Due)>>,
    n_put: u64,
}

impl Timers {
    pub fn put(&mut self, at: Picos, due: Due) {
        self.heap.push(Reverse((at, self.n_put, due)));
        self.n_put += 1;
    }
    /// When the next thing is due.
    pub fn next_at(&self) -> Option<Picos> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }
    /// Takes the next thing that is due at `now` or earlier.
    pub fn take_due(&mut self, now: Picos) -> Option<(Picos, Due)> {
        let Reverse((at, ..)) = self.heap.peek()?;
        if *at > now {
            return None;
        }
        self.heap.pop().map(|Reverse((at, _, due))| (at, due))
    }
}

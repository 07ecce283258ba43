//! One Python process: its threads, who waits for what, imports, output, exceptions nobody caught, shutdown and exit.
//!
//! The simulator and the lab drive the same process. They decide which thread runs and supply the time; this decides what
//! happens. It knows no clock (the driver hands one in), no GIL and no core. A thread that blocks says for what and how
//! long; the driver calls back when something has come.
//!
//! Sources: `Modules/_threadmodule.c`, `Python/pylifecycle.c`, `Python/lock.c` (PyMutex) of CPython 3.14.

mod ask;
mod copy;
mod host;
mod interrupt;
pub mod kernel;
pub mod library;
mod lock;
mod run;
mod shutdown;
mod start;
#[cfg(test)]
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::ids::{IndexVec, ProcessId, ThreadId};
use crate::base::kinds::{Stream, SwitchPoint};
use crate::base::rng::Rng;
use crate::base::time::{Nanos, Picos};
use crate::trace::settings::Latency;
use crate::vm::machine::Machine;
use crate::vm::value::Obj;
use crate::vm::work::Work;

pub use start::{Program, ProgramError};

/// The time, as the driver tells it, after instructions that cost `spent` since the driver was last asked. What is rounded
/// is the sum, so a time does not depend on where a driver pauses; real clocks have seen it pass already.
pub trait Clock {
    /// Since the start of the run; never falls.
    fn monotonic(&self, spent: Picos) -> Nanos;
    /// Since 1970.
    fn wall(&self, spent: Picos) -> Nanos;
    /// CPU time of the process, or of a thread.
    fn cpu(&self, thread: Option<ThreadId>, spent: Picos) -> Nanos;
}

/// One Python process.
#[derive(Clone, Debug)]
pub struct Process {
    pub machine: Machine,
    /// Which process of its world it is.
    pub id: ProcessId,
    /// `os.cpu_count()`
    pub cpu_count: u32,
    /// How long the simulated internet takes.
    pub latency: Latency,
    threads: IndexVec<ThreadId, PyThread>,
    /// Numbers of locks that were waited for, in order of first sight.
    lock_numbers: BTreeMap<Obj, u32>,
    lock_names: Vec<String>,
    main_module: Obj,
    /// The user's file, whose lines are shown.
    filename: Arc<str>,
    /// Its text, for processes that import it.
    source: Arc<str>,
    /// The main thread: after a fork the one that forked.
    main: ThreadId,
    /// What `input()` still has to read.
    stdin: String,
    entropy: Rng,
    /// What `sys.setswitchinterval()` was last told; none while the program has not called it.
    pub switch_interval: Option<Nanos>,
    /// asyncio tasks that are recorded.
    n_tasks: u32,
    /// The exit status once the main thread is through.
    status: Option<i32>,
    ending: Ending,
    /// What is raised in threads instead of the answers that they wait for.
    interrupts: BTreeMap<ThreadId, Obj>,
}

/// How far the end of a process has come; the main thread goes through these in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Ending {
    /// The program runs.
    Not,
    /// What `threading._register_atexit` was given: pools join their threads.
    Pools,
    /// Waits for threads that are no daemons.
    Threads,
    /// What `atexit` was given.
    Handlers,
    /// `__del__` of what is left.
    Finalizers,
}

/// What the process knows of a thread beyond its frames.
#[derive(Clone, Debug)]
struct PyThread {
    name: String,
    daemon: bool,
    activity: Activity,
}

/// What a thread is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Activity {
    /// Can execute whenever the driver lets it.
    Runnable,
    /// Blocked on a lock since `since`. `woken` when the lock was freed for it and it has yet to try again.
    Lock {
        lock: Obj,
        since: Nanos,
        woken: bool,
    },
    Sleeping,
    Joining(ThreadId),
    /// The main thread, through with its program, waits for the others.
    ShuttingDown(ThreadId),
    /// Blocked in a [`kernel::Kernel`].
    Kernel,
    Ended,
}

/// What a thread waits for, for the record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waiting {
    Lock {
        lock: u32,
        owner: Option<ThreadId>,
    },
    Join(ThreadId),
    /// `Thread.start()`, until the new thread says that it runs.
    Start(ThreadId),
    Sleep,
    /// An answer from the network.
    Network,
    /// A file or a database.
    File,
}

/// What others must be told. `run` returns right after something happened, so that it is told at its time.
#[derive(Clone, PartialEq, Debug)]
pub enum Happened {
    Wrote {
        stream: Stream,
        text: Arc<str>,
    },
    /// A new thread, the next in number; it can run.
    Started(ThreadId),
    /// It got a lock that it had waited for.
    LockTaken {
        lock: u32,
        waited: Nanos,
    },
    /// A lock was freed, and nobody has to be woken for it.
    LockLeft {
        lock: u32,
    },
    /// A lock was freed and this thread, which waits for it, is to try again ([`Process::retry`]).
    LockFreed {
        lock: u32,
        next: ThreadId,
    },
    /// A lock was handed straight to a thread that had waited long: it can run.
    LockHandedOver {
        lock: u32,
        to: ThreadId,
    },
    /// A thread that waited for this one's end can run.
    Woke(ThreadId),
    /// First sight of a lock, with the number it has from now on.
    LockNamed {
        lock: u32,
        name: String,
    },
    /// An exception that nobody caught: its last line.
    Uncaught(String),
    /// A new asyncio task of the loop in this thread: the next in number.
    TaskOpened {
        name: String,
    },
    TaskBecame {
        task: u32,
        state: TaskState,
    },
}

/// Where an asyncio task stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TaskState {
    /// Its next step is in the loop's ready queue.
    Ready,
    /// Its step is being executed.
    Running,
    /// At an `await`.
    Suspended,
    /// At an `asyncio.sleep`.
    Sleeping { until: Nanos },
    /// Returned, raised or cancelled.
    Finished,
}

/// Why a thread stopped.
#[derive(Clone, PartialEq, Debug)]
pub enum Then {
    /// The fuel is used up, or something happened.
    GoesOn,
    /// After a switch point, as asked.
    SwitchPoint(SwitchPoint),
    /// It gives the GIL away if anybody wants it (`time.sleep(0)`).
    Yields,
    /// It waits without the GIL, at most for so long.
    Waits { waiting: Waiting, at_most: Option<Nanos> },
    /// It computes without the GIL: hand the product to [`Process::computed`], then call `run` again.
    Native(Arc<Work>),
    /// It asks for something outside its process: a kernel's answer goes to [`Process::answered`].
    Asks(kernel::Call),
    /// The thread is over.
    Ended,
    /// The process is over.
    Exited(i32),
}

/// A stretch of running.
#[derive(Clone, PartialEq, Debug)]
pub struct Ran {
    pub steps: u64,
    pub cost: Picos,
    pub happened: Vec<Happened>,
    pub then: Then,
}

impl Process {
    /// Threads ever started; 0 is the main thread.
    pub fn thread_ids(&self) -> impl DoubleEndedIterator<Item = ThreadId> + use<> {
        self.threads.ids()
    }
    pub fn activity(&self, thread: ThreadId) -> Activity {
        self.threads[thread].activity
    }
    /// As Python named it when it started.
    pub fn name(&self, thread: ThreadId) -> &str {
        &self.threads[thread].name
    }
    /// How many are not over.
    pub fn n_alive(&self) -> usize {
        self.threads.iter().filter(|thread| thread.activity != Activity::Ended).count()
    }
    /// The main module's namespace belongs to this module object.
    pub fn main_module(&self) -> Obj {
        self.main_module
    }
    pub fn filename(&self) -> &Arc<str> {
        &self.filename
    }
    /// The user's line that a thread is on: that of its innermost frame in the user's file; 0 when there is none.
    pub fn line(&self, thread: ThreadId) -> u32 {
        let Some((code, line)) = self.machine.current_line(thread) else { return 0 };
        if self.machine.codes().get(code).filename == self.filename {
            return line;
        }
        let frames = self.machine.frames(thread);
        frames.iter().rev().find(|frame| frame.filename == self.filename).map_or(0, |frame| frame.line)
    }
    /// Name of a lock by its number.
    pub fn lock_name(&self, lock: u32) -> &str {
        self.lock_names.get(lock as usize).map_or("?", String::as_str)
    }
    /// The number of a lock that was waited for.
    pub fn number_of_lock(&self, lock: Obj) -> Option<u32> {
        self.lock_numbers.get(&lock).copied()
    }
    /// Locks seen so far: number, object.
    pub fn locks(&self) -> impl Iterator<Item = (u32, Obj)> + '_ {
        let mut known: Vec<(u32, Obj)> = self.lock_numbers.iter().map(|(&lock, &number)| (number, lock)).collect();
        known.sort_unstable();
        known.into_iter()
    }
    /// The threads that wait for each other in a cycle, or all that wait when there is none.
    pub fn deadlocked(&self) -> Vec<ThreadId> {
        let waits_for = |thread: ThreadId| match self.threads[thread].activity {
            Activity::Lock { lock, .. } => self.lock_owner(lock),
            Activity::Joining(other) | Activity::ShuttingDown(other) => Some(other),
            _ => None,
        };
        for start in self.threads.ids() {
            let mut path = vec![start];
            let mut at = start;
            while let Some(next) = waits_for(at) {
                if let Some(from) = path.iter().position(|&seen| seen == next) {
                    return path.split_off(from);
                }
                path.push(next);
                at = next;
            }
        }
        self.threads
            .iter_enumerated()
            .filter(|(_, thread)| thread.activity != Activity::Ended)
            .map(|(thread, _)| thread)
            .collect()
    }
}

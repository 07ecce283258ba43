//! What the machine cannot do by itself. A native returns an effect, its thread stops, and whoever drives the machine
//! answers with [`Machine::resume`](super::machine::Machine::resume).
//!
//! Effects are data: they carry values of this machine, kept alive until they are answered.

use std::sync::Arc;

use super::value::{Obj, Value};
use super::work::Work;
use crate::base::ids::ThreadId;
pub use crate::base::kinds::Stream;
use crate::base::time::Nanos;

/// Which clock is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// `time.time()`
    Wall,
    /// `time.monotonic()`
    Monotonic,
    /// `time.perf_counter()`
    PerfCounter,
    /// `time.process_time()`
    Process,
    /// `time.thread_time()`
    Thread,
}

/// A request to the outside. The comment says what the answer is.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Text for a stream. Answer: None.
    Write { stream: Stream, text: Arc<str> },
    /// A line of standard input. Answer: str with its newline, empty at the end.
    ReadLine,
    /// Answer: float seconds, or int nanoseconds when `nanos`.
    Now { clock: Clock, nanos: bool },
    /// Blocks without the GIL. Answer: None.
    Sleep(Nanos),
    /// Gives the GIL away if anyone wants it: `time.sleep(0)`, `os.sched_yield()`. Answer: None.
    Yield,
    /// The lock is taken; block without the GIL until it is free. `timeout: None` waits for ever. The driver, having
    /// decided that the thread gets the lock, calls [`Machine::lock_acquire`](super::machine::Machine::lock_acquire) for it
    /// and answers True; on time-out answers False.
    LockAcquire { lock: Obj, timeout: Option<Nanos> },
    /// The lock was just released and has waiters. Answer: `answer` (None, or an int), after the driver has woken one.
    LockReleased { lock: Obj, answer: Value },
    /// Start a thread that calls `callable(*args, **kwargs)`. `kwargs` is a dict or Null. Answer: int, the thread's ident.
    StartThread { callable: Value, args: Value, kwargs: Value, daemon: bool },
    /// Ends the calling thread quietly (`_thread.exit` raises SystemExit instead). Answer: none.
    /// Import a module that is not in `sys.modules`: the absolute name. Answer: the module object, or an exception.
    Import { name: Arc<str> },
    /// Ends the process at once: `os._exit`. Answer: none.
    ExitProcess { status: i32 },
    /// Pure computation that CPython does without the GIL. Answer: [`Machine::product`](super::machine::Machine::product).
    WithoutGil(Arc<Work>),
    /// Seed for `random` when the program gives none. Answer: int.
    Entropy { n_bytes: u32 },
    /// Compile source at run time (`exec`, `eval`, `compile`). Answer: a code object.
    Compile { source: Arc<str>, filename: Arc<str>, mode: CompileMode },
    /// Something a library module of the process layer defines: its name and arguments. Answer: by that name.
    Host { call: Arc<str>, args: Value },
    /// Read or change the process's bookkeeping of threads. Answer: by kind.
    Thread(ThreadEffect),
}

/// The third argument of `compile()`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileMode {
    Exec,
    Eval,
    Single,
}

/// Bookkeeping of threads.
#[derive(Clone, Debug)]
pub enum ThreadEffect {
    /// Answer: int, how many threads are alive.
    Count,
    /// Has it ended? Answer: bool.
    IsAlive(ThreadId),
    /// Block without the GIL until it ends. Answer: bool, False on time-out.
    Join { thread: ThreadId, timeout: Option<Nanos> },
}

impl Effect {
    /// Calls `visit` for each value it carries.
    pub fn trace(&self, visit: &mut dyn FnMut(Value)) {
        match self {
            Effect::LockAcquire { lock, .. } | Effect::LockReleased { lock, .. } => visit(Value::Obj(*lock)),
            Effect::StartThread { callable, args, kwargs, .. } => {
                visit(*callable);
                visit(*args);
                visit(*kwargs);
            }
            Effect::Host { args, .. } => visit(*args),
            _ => {}
        }
    }
}

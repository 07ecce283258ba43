//! What starting, handing over and sending cost in CPython, in nanoseconds and bytes: medians measured on Linux with two
//! cores, CPython 3.11 to 3.13 without PGO; free-threaded figures 3.13t for starting, 3.14t's documented slow-down.

/// Creating and starting a thread, both ends.
pub const THREAD_START: u64 = 100_000;
/// The same on a free-threaded build.
pub const FREE_THREAD_START: u64 = 206_000;
/// Submitting to a thread pool and taking the result.
pub const THREAD_TASK: u64 = 13_000;
/// The GIL from one thread to another, on request.
pub const GIL_HAND_OVER: u64 = 40_000;
/// How long a thread computes before it is asked for the GIL.
pub const SWITCH_INTERVAL: u64 = 5_000_000;
/// The fork server's own start, once: the default of CPython 3.14 on Linux.
pub const FORK_SERVER_BOOT: u64 = 58_000_000;
/// One process from the fork server.
pub const PROCESS_START: u64 = 11_000_000;
/// Submitting to a process pool and taking the result, without what the data cost.
pub const PROCESS_TASK: u64 = 200_000;
/// Pickling, sending through a pipe and unpickling a byte, in picoseconds.
pub const PICOS_PER_BYTE: u64 = 4_700;
/// `asyncio.run()` of nothing.
pub const LOOP_START: u64 = 160_000;
/// Creating, running and gathering a task.
pub const ASYNC_TASK: u64 = 3_700;
/// Suspending at a wait and waking up again: timer, `select`, a turn of the loop.
pub const ASYNC_WAIT: u64 = 5_000;
/// How much longer Python takes on a free-threaded 3.14, in percent.
pub const FREE_THREADED_PERCENT: u64 = 108;

/// An interpreter with threading and asyncio imported.
pub const INTERPRETER_BYTES: u64 = 22_000_000;
/// A blocked thread's resident memory.
pub const THREAD_BYTES: u64 = 16 << 10;
/// The same on a free-threaded build.
pub const FREE_THREAD_BYTES: u64 = 77 << 10;
/// A worker process, beyond what it shares.
pub const PROCESS_BYTES: u64 = 10_000_000;
/// A sleeping task.
pub const TASK_BYTES: u64 = 1_500;

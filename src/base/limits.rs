//! Every limit of Pylanes, in one place. A run that meets one says which, and keeps what it has shown.

/// Longest source text accepted, in bytes.
pub const MAX_SOURCE_BYTES: usize = 1 << 20;
/// Deepest nesting of syntax the compiler follows.
pub const MAX_SYNTAX_DEPTH: usize = 200;
/// Python frames on one thread before `RecursionError` (`sys.getrecursionlimit()`).
pub const RECURSION_LIMIT: usize = 1_000;
/// The most that `sys.setrecursionlimit` gives.
pub const MAX_RECURSION_LIMIT: u32 = 100_000;
/// Most instructions of one code object.
pub const MAX_CODE_INSTRS: usize = 1 << 21;
/// Bytes of Python objects in one process before `MemoryError`.
pub const MAX_HEAP_BYTES: usize = 256 << 20;
/// Bits of the largest integer that arithmetic makes before `MemoryError`: so that no operation takes many seconds.
pub const MAX_INT_BITS: u64 = 1 << 24;
/// Digits `str(int)` and `int(str)` convert before `ValueError`, as in CPython.
pub const MAX_INT_STR_DIGITS: usize = 4_300;
/// As many as `sys.set_int_max_str_digits` can allow, 0 included: conversion takes time that grows with their square.
pub const MOST_INT_STR_DIGITS: usize = 400_000;
/// Threads alive at once in one process before `RuntimeError: can't start new thread`.
pub const MAX_THREADS: usize = 2_000;
/// Processes alive at once in one world.
pub const MAX_PROCESSES: usize = 128;
/// Bytes in all the files of one world.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// Elements that one call of the module `pylanes` computes, each as often as its loop needs.
pub const MAX_WORK_ITEMS: usize = 2_000_000_000;
/// Processes that a real run has at once beside the first: each is a worker with a memory of its own.
pub const MAX_REAL_PROCESSES: usize = 16;
/// Bytes of output kept from one run.
pub const MAX_OUTPUT_BYTES: usize = 4 << 20;
/// Steps a run makes unless asked for more.
pub const DEFAULT_MAX_STEPS: u64 = 100_000_000;
/// Trace events kept from one run.
pub const MAX_TRACE_EVENTS: usize = 8_000_000;
/// asyncio tasks of a process that have a lane of their own.
pub const MAX_TASK_LANES: u32 = 200;
/// Longest permalink payload that is decoded, in bytes of its text.
pub const MAX_LINK_BYTES: usize = 1 << 20;

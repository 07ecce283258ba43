//! What real runs come to: the figures, of what, and where they were measured.

use serde::{Deserialize, Serialize};

use crate::base::time::Nanos;

/// How work is spread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Model {
    Sequential,
    Threading,
    Multiprocessing,
    Asyncio,
    FreeThreaded,
}

/// A workload to run under every model.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Workload {
    pub tasks: u32,
    pub cpu_per_task: Nanos,
    pub io_per_task: Nanos,
    pub bytes_per_task: u32,
    /// Threads or processes of a pool.
    pub workers: u32,
    /// What waits can be awaited: with asyncio, others run meanwhile.
    pub async_library: bool,
}

/// Where figures were measured.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Environment {
    /// Cores the browser reports.
    pub cores: u32,
    /// Shared memory is available and this is the engine built for it.
    pub threads: bool,
    pub user_agent: String,
    /// Smallest step of the clock seen.
    pub clock_resolution: Nanos,
}

/// Repetitions of one measurement.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Wall time of each repetition, without start-up, in order.
    pub walls: Vec<Nanos>,
    /// Starting threads or processes, before work begins: median.
    pub startup: Nanos,
    /// Of a workload's tasks, all handed in at once, until they were done: median, 95th and 99th percentile.
    pub latencies: Option<[Nanos; 3]>,
    /// Times the GIL changed hands; of a workload, in one repetition on average.
    pub switches: u64,
    /// Bytes that crossed between processes; of a workload, in one repetition on average.
    pub bytes_moved: u64,
    /// Of every WebAssembly instance that took part, at the end: an engine, and one for each further process.
    pub memory_bytes: u64,
    /// Threads took turns in one worker, for want of shared memory.
    pub reduced: bool,
}

//! A workload: many alike tasks that wait and compute, and the computer they run on. And presets named after real jobs.

use crate::base::time::Nanos;

/// Most threads of a pool: more than cores, since they mostly wait.
pub const THREAD_POOL: u32 = 32;

/// Tasks that each wait for `io_per_task`, then compute for `cpu_per_task` in Python.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Workload {
    pub tasks: u32,
    pub cpu_per_task: Nanos,
    pub io_per_task: Nanos,
    /// In and out of a task: what a process has to be sent and sends back.
    pub bytes_per_task: u32,
    pub cores: u32,
    /// Most threads of a thread pool.
    pub threads: u32,
    /// What is waited for can be awaited.
    pub async_library: bool,
}

/// A job with figures of about the right size.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Preset {
    CrawlPages,
    ResizeImages,
    ChatServer,
    DatabaseQueries,
    HashFiles,
    TrainTestSplit,
}

/// What a person can change about a workload.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slider {
    Tasks,
    Cpu,
    Io,
    Bytes,
    Cores,
}

impl Preset {
    pub const ALL: [Preset; 6] = [
        Self::CrawlPages,
        Self::ResizeImages,
        Self::ChatServer,
        Self::DatabaseQueries,
        Self::HashFiles,
        Self::TrainTestSplit,
    ];

    pub const fn workload(self) -> Workload {
        let (tasks, cpu_micros, io_micros, bytes_per_task, async_library) = match self {
            Self::CrawlPages => (200, 400, 120_000, 60_000, true),
            Self::ResizeImages => (64, 90_000, 4_000, 2_000_000, false),
            Self::ChatServer => (2_000, 60, 500_000, 400, true),
            Self::DatabaseQueries => (50, 800, 25_000, 8_000, false),
            Self::HashFiles => (500, 3_000, 1_500, 200, false),
            Self::TrainTestSplit => (8, 2_500_000, 20_000, 5_000_000, false),
        };
        Workload {
            tasks,
            cpu_per_task: Nanos::from_micros(cpu_micros),
            io_per_task: Nanos::from_micros(io_micros),
            bytes_per_task,
            cores: 4,
            threads: THREAD_POOL,
            async_library,
        }
    }
}

impl Default for Workload {
    fn default() -> Self {
        Preset::CrawlPages.workload()
    }
}

impl Slider {
    pub const ALL: [Slider; 5] = [Self::Tasks, Self::Cpu, Self::Io, Self::Bytes, Self::Cores];

    /// Least and greatest value: tasks, nanoseconds, bytes, cores.
    pub const fn range(self) -> (u64, u64) {
        match self {
            Self::Tasks => (1, 10_000),
            Self::Cpu | Self::Io => (0, 10_000_000_000),
            Self::Bytes => (0, 10_000_000),
            Self::Cores => (1, 64),
        }
    }

    pub const fn value(self, of: &Workload) -> u64 {
        match self {
            Self::Tasks => of.tasks as u64,
            Self::Cpu => of.cpu_per_task.0,
            Self::Io => of.io_per_task.0,
            Self::Bytes => of.bytes_per_task as u64,
            Self::Cores => of.cores as u64,
        }
    }

    /// The workload with another value there, kept within the range.
    pub fn set(self, of: &Workload, value: u64) -> Workload {
        let (least, greatest) = self.range();
        let value = value.clamp(least, greatest);
        let small = u32::try_from(value).unwrap_or(u32::MAX);
        match self {
            Self::Tasks => Workload { tasks: small, ..*of },
            Self::Cpu => Workload { cpu_per_task: Nanos(value), ..*of },
            Self::Io => Workload { io_per_task: Nanos(value), ..*of },
            Self::Bytes => Workload { bytes_per_task: small, ..*of },
            Self::Cores => Workload { cores: small, ..*of },
        }
    }
}

//! How long a workload takes under each strategy: a bound from whatever is scarcest, plus starting up.
//!
//! Each strategy is as slow as the slowest of three: the cores (or the GIL) that have to compute everything, the pool's
//! rounds of waiting, and the one thread that has to hand everything out. Known gaps: no variance, no convoy, no memory
//! bandwidth, tasks all alike. Whole nanoseconds, no floats: the same figures everywhere.

use crate::base::time::Nanos;

use super::costs;
use super::workload::Workload;

/// A way of running a workload.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Strategy {
    /// One after the other.
    Sequential,
    /// A pool of threads under the GIL.
    Threading,
    /// One thread, one task each.
    Asyncio,
    /// A pool of processes, one for each core.
    Multiprocessing,
    /// Waits on an event loop, computing in a pool of processes.
    AsyncioAndProcesses,
    /// A pool of threads without a GIL: another build of CPython.
    FreeThreaded,
}

/// What is expected of one strategy.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Prediction {
    pub strategy: Strategy,
    /// From start to the last result, start-up included.
    pub wall: Nanos,
    /// Starting threads, processes or a loop.
    pub startup: Nanos,
    /// Threads or processes of its pool; 1 when it has none.
    pub workers: u32,
    /// Resident memory of all its processes.
    pub memory_bytes: u64,
    /// Bytes that cross between processes.
    pub bytes_moved: u64,
}

impl Strategy {
    /// From the simplest to the one that asks most of its user: what wins when times are alike.
    pub const ALL: [Strategy; 6] = [
        Self::Sequential,
        Self::Threading,
        Self::Asyncio,
        Self::Multiprocessing,
        Self::AsyncioAndProcesses,
        Self::FreeThreaded,
    ];
}

/// The wanted strategy's figures for a workload.
pub fn predict(workload: &Workload, strategy: Strategy) -> Prediction {
    match strategy {
        Strategy::Sequential => sequential(workload),
        Strategy::Threading => threading(workload),
        Strategy::Asyncio => asyncio(workload),
        Strategy::Multiprocessing => multiprocessing(workload),
        Strategy::AsyncioAndProcesses => asyncio_and_processes(workload),
        Strategy::FreeThreaded => free_threaded(workload),
    }
}

/// Every strategy's figures, in the order of [`Strategy::ALL`].
pub fn predict_all(workload: &Workload) -> [Prediction; 6] {
    Strategy::ALL.map(|strategy| predict(workload, strategy))
}

/// The strategy to use on an ordinary build of CPython: the simplest of those within a twentieth of the fastest.
pub fn best(workload: &Workload) -> Strategy {
    let all = Strategy::ALL.into_iter().filter(|strategy| *strategy != Strategy::FreeThreaded);
    let walls: Vec<(Strategy, u64)> = all.map(|strategy| (strategy, predict(workload, strategy).wall.0)).collect();
    let fastest = walls.iter().map(|(_, wall)| *wall).min().unwrap_or(0);
    let enough = fastest.saturating_add(fastest / 20);
    walls.into_iter().find(|(_, wall)| *wall <= enough).map_or(Strategy::Sequential, |(strategy, _)| strategy)
}

fn sequential(load: &Workload) -> Prediction {
    let wall = each(load, load.cpu_per_task.0.saturating_add(load.io_per_task.0));
    prediction(Strategy::Sequential, wall, 0, 1, costs::INTERPRETER_BYTES, 0)
}

fn threading(load: &Workload) -> Prediction {
    let workers = load.threads.clamp(1, load.tasks.max(1));
    let startup = u64::from(workers) * costs::THREAD_START;
    // All bytecode runs under the one GIL; once it is contended, each interval ends with a hand-over.
    let hand_overs = if workers > 1 { load.cpu_per_task.0 / costs::SWITCH_INTERVAL * costs::GIL_HAND_OVER } else { 0 };
    let cpu = load.cpu_per_task.0.saturating_add(costs::THREAD_TASK).saturating_add(hand_overs);
    let computing = each(load, cpu).saturating_add(load.io_per_task.0);
    let rounds = in_rounds(load, workers, cpu.saturating_add(load.io_per_task.0));
    let memory = costs::INTERPRETER_BYTES + u64::from(workers) * costs::THREAD_BYTES;
    prediction(Strategy::Threading, computing.max(rounds), startup, workers, memory, 0)
}

fn free_threaded(load: &Workload) -> Prediction {
    let workers = load.threads.clamp(1, load.tasks.max(1));
    let startup = u64::from(workers) * costs::FREE_THREAD_START;
    let cpu = load.cpu_per_task.0.saturating_mul(costs::FREE_THREADED_PERCENT) / 100 + costs::THREAD_TASK;
    let cores = workers.min(load.cores.max(1));
    let computing = (each(load, cpu) / u64::from(cores)).saturating_add(load.io_per_task.0);
    let rounds = in_rounds(load, workers, cpu.saturating_add(load.io_per_task.0));
    let memory = costs::INTERPRETER_BYTES + u64::from(workers) * costs::FREE_THREAD_BYTES;
    prediction(Strategy::FreeThreaded, computing.max(rounds), startup, workers, memory, 0)
}

fn asyncio(load: &Workload) -> Prediction {
    let cpu = load.cpu_per_task.0.saturating_add(costs::ASYNC_TASK + costs::ASYNC_WAIT);
    // Without an async library every wait blocks the loop.
    let wall = if load.async_library {
        each(load, cpu).saturating_add(load.io_per_task.0)
    } else {
        each(load, cpu.saturating_add(load.io_per_task.0))
    };
    let memory = costs::INTERPRETER_BYTES + u64::from(load.tasks) * costs::TASK_BYTES;
    prediction(Strategy::Asyncio, wall, costs::LOOP_START, 1, memory, 0)
}

fn multiprocessing(load: &Workload) -> Prediction {
    let workers = load.cores.clamp(1, load.tasks.max(1));
    let work = load.cpu_per_task.0.saturating_add(load.io_per_task.0);
    let rounds = in_rounds(load, workers, work);
    let wall = rounds.max(handing_out(load)).saturating_add(first_hand_out(load));
    let memory = costs::INTERPRETER_BYTES + u64::from(workers) * costs::PROCESS_BYTES;
    prediction(Strategy::Multiprocessing, wall, pool_start(workers), workers, memory, moved(load))
}

fn asyncio_and_processes(load: &Workload) -> Prediction {
    let workers = load.cores.clamp(1, load.tasks.max(1));
    let looping = handing_out(load).saturating_add(each(load, costs::ASYNC_TASK + costs::ASYNC_WAIT));
    let computing = in_rounds(load, workers, load.cpu_per_task.0);
    let waits = if load.async_library { load.io_per_task.0 } else { each(load, load.io_per_task.0) };
    let wall = looping.max(computing).saturating_add(waits).saturating_add(first_hand_out(load));
    let startup = pool_start(workers).saturating_add(costs::LOOP_START);
    let memory = costs::INTERPRETER_BYTES
        + u64::from(workers) * costs::PROCESS_BYTES
        + u64::from(load.tasks) * costs::TASK_BYTES;
    prediction(Strategy::AsyncioAndProcesses, wall, startup, workers, memory, moved(load))
}

fn prediction(strategy: Strategy, work: u64, startup: u64, workers: u32, memory_bytes: u64, moved: u64) -> Prediction {
    let wall = Nanos(work.saturating_add(startup));
    Prediction { strategy, wall, startup: Nanos(startup), workers, memory_bytes, bytes_moved: moved }
}

/// Every task after the other.
fn each(load: &Workload, nanos: u64) -> u64 {
    u64::from(load.tasks).saturating_mul(nanos)
}

/// As many tasks at a time as there are workers.
fn in_rounds(load: &Workload, workers: u32, nanos: u64) -> u64 {
    u64::from(load.tasks.div_ceil(workers.max(1))).saturating_mul(nanos)
}

fn pool_start(workers: u32) -> u64 {
    costs::FORK_SERVER_BOOT + u64::from(workers) * costs::PROCESS_START
}

/// What the parent does for all tasks: pickle, send, receive, unpickle.
fn handing_out(load: &Workload) -> u64 {
    each(load, first_hand_out(load))
}

fn first_hand_out(load: &Workload) -> u64 {
    costs::PROCESS_TASK + u64::from(load.bytes_per_task) * costs::PICOS_PER_BYTE / 1_000
}

fn moved(load: &Workload) -> u64 {
    u64::from(load.tasks) * u64::from(load.bytes_per_task)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::workload::Preset;

    const COMPUTING: Workload = Workload {
        tasks: 8,
        cpu_per_task: Nanos::from_millis(500),
        io_per_task: Nanos::ZERO,
        bytes_per_task: 100,
        cores: 4,
        threads: 8,
        async_library: true,
    };
    const WAITING: Workload = Workload {
        tasks: 1_000,
        cpu_per_task: Nanos::from_micros(100),
        io_per_task: Nanos::from_millis(100),
        threads: 32,
        ..COMPUTING
    };

    fn wall(load: &Workload, strategy: Strategy) -> u64 {
        predict(load, strategy).wall.0
    }

    #[test]
    fn threads_do_not_speed_computing_up() {
        let sequential = wall(&COMPUTING, Strategy::Sequential);
        let threads = wall(&COMPUTING, Strategy::Threading);
        assert!(threads > sequential && threads < sequential + sequential / 20);
    }

    #[test]
    fn processes_and_free_threads_compute_on_every_core() {
        let sequential = wall(&COMPUTING, Strategy::Sequential);
        assert!(wall(&COMPUTING, Strategy::Multiprocessing) * 3 < sequential);
        assert!(wall(&COMPUTING, Strategy::FreeThreaded) * 3 < sequential);
        assert_eq!(best(&COMPUTING), Strategy::Multiprocessing);
    }

    #[test]
    fn asyncio_does_nothing_for_computing() {
        assert!(wall(&COMPUTING, Strategy::Asyncio) >= wall(&COMPUTING, Strategy::Sequential));
    }

    #[test]
    fn threads_overlap_waits_as_far_as_the_pool_goes() {
        let sequential = wall(&WAITING, Strategy::Sequential);
        assert!(wall(&WAITING, Strategy::Threading) * 25 < sequential);
        assert!(wall(&WAITING, Strategy::Asyncio) * 10 < wall(&WAITING, Strategy::Threading));
        assert_eq!(best(&WAITING), Strategy::Asyncio);
    }

    #[test]
    fn without_an_async_library_asyncio_waits_one_at_a_time() {
        let load = Workload { async_library: false, ..WAITING };
        assert!(wall(&load, Strategy::Asyncio) >= wall(&load, Strategy::Sequential));
        assert_eq!(best(&load), Strategy::Threading);
    }

    #[test]
    fn short_work_is_not_worth_a_pool() {
        let load = Workload { tasks: 4, cpu_per_task: Nanos::from_micros(200), ..COMPUTING };
        assert_eq!(best(&load), Strategy::Sequential);
    }

    #[test]
    fn much_of_both_takes_a_loop_and_processes() {
        let load = Workload {
            tasks: 400,
            cpu_per_task: Nanos::from_millis(40),
            io_per_task: Nanos::from_millis(300),
            ..COMPUTING
        };
        assert_eq!(best(&load), Strategy::AsyncioAndProcesses);
    }

    #[test]
    fn large_data_eat_the_gain_of_processes() {
        let load =
            Workload { cpu_per_task: Nanos::from_millis(10), tasks: 100, bytes_per_task: 10_000_000, ..COMPUTING };
        assert!(wall(&load, Strategy::Multiprocessing) > wall(&load, Strategy::Sequential));
    }

    #[test]
    fn the_presets_take_what_experience_says() {
        let expected = [
            (Preset::CrawlPages, Strategy::Asyncio),
            (Preset::ResizeImages, Strategy::Multiprocessing),
            (Preset::ChatServer, Strategy::Asyncio),
            (Preset::DatabaseQueries, Strategy::Threading),
            (Preset::TrainTestSplit, Strategy::Multiprocessing),
        ];
        for (preset, strategy) in expected {
            assert_eq!(best(&preset.workload()), strategy, "{preset:?}");
        }
    }

    #[test]
    fn no_workload_overflows() {
        let load = Workload {
            tasks: u32::MAX,
            cpu_per_task: Nanos::MAX,
            io_per_task: Nanos::MAX,
            bytes_per_task: u32::MAX,
            cores: u32::MAX,
            threads: u32::MAX,
            async_library: false,
        };
        predict_all(&load);
        predict_all(&Workload { tasks: 0, cores: 0, threads: 0, ..load });
    }
}

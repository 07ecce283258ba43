//! Workloads as Python programs: each task computes for a while and waits for a while, under each model.
//!
//! They are ordinary programs, run as any other. Each times itself with `time.perf_counter_ns()`: first batches of a few tasks
//! until times are steady, then all tasks, several times; and prints [`Figures`]. All tasks of a batch are handed in at once,
//! and a task's latency is from then until it is done. Pure text: knows nobody who runs it.

use crate::base::time::Nanos;

/// What each task does, in a machine's terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Task {
    /// Turns of the calibrated loop.
    pub loops: u64,
    pub io: Nanos,
    /// What waits is awaited: coroutines let others run meanwhile.
    pub awaitable: bool,
}

/// How many tasks there are and who does them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Batch {
    pub tasks: u32,
    /// Threads or processes of a pool; a few tasks, for the others.
    pub workers: u32,
    /// What a task of another process is sent and sends back.
    pub bytes: u32,
    /// How often all tasks are done, at most: no more once that took [`ENOUGH`].
    pub repeat: u32,
}

/// Threads of a pool at the least: they mostly wait, so many more than cores.
pub const THREAD_POOL: u32 = 32;
/// Most batches before measuring, if times do not get steady earlier.
pub const MAX_WARM_UPS: u32 = 8;
/// After so much measured time nothing is repeated again.
pub const ENOUGH: Nanos = Nanos(4_000_000_000);

/// The loop that stands for computing.
const SPIN: &str = "\
def spin(n):
    x = 0
    for i in range(n):
        x += i & 3
    return x
";

/// Times batches. `sizes()` says how many tasks to do next.
const STOPWATCH: &str = "\
clock = time.perf_counter_ns
first = begin = clock()
done, walls, latencies, total = [], [], [], 0

def started():
    global startup
    startup = clock() - first

def start():
    global begin
    done.clear()
    begin = clock()

def finish():
    done.append(clock() - begin)

def stop():
    global total
    total += len(done)
    walls.append(clock() - begin)

def sizes():
    few = min(TASKS, WORKERS)
    while len(walls) < WARM_UPS and not (len(walls) > 1 and abs(walls[-1] - walls[-2]) * 10 <= max(walls[-2:])):
        yield few
    walls.clear()
    for _ in range(REPEAT):
        yield TASKS
        latencies.extend(done)
        if sum(walls) > ENOUGH:
            break

def tell():
    latencies.sort()
    print(startup, total, *(latencies[len(latencies) * part // 100] if latencies else 0 for part in (50, 95, 99)), *walls)
";

const SEQUENTIAL: &str = "\
started()
for n in sizes():
    start()
    for _ in range(n):
        task()
        finish()
    stop()
tell()
";

const THREADING: &str = "\
import threading
from concurrent.futures import ThreadPoolExecutor, wait

def work():
    task()
    finish()

everyone = threading.Barrier(WORKERS + 1)
with ThreadPoolExecutor(WORKERS) as pool:
    for _ in range(WORKERS):
        pool.submit(everyone.wait)
    everyone.wait()
    started()
    for n in sizes():
        start()
        wait([pool.submit(work) for _ in range(n)])
        stop()
tell()
";

const MULTIPROCESSING: &str = "\
from multiprocessing import Barrier, Pool

def work(data):
    task()
    return data

if __name__ == '__main__':
    everyone = Barrier(WORKERS + 1)
    with Pool(WORKERS, everyone.wait) as pool:
        everyone.wait()
        started()
        data = bytes(BYTES)
        for n in sizes():
            start()
            for _ in pool.imap_unordered(work, [data] * n, max(1, n // (4 * WORKERS))):
                finish()
            stop()
    tell()
";

const ASYNCIO: &str = "\
import asyncio

async def work():
    spin(LOOPS)
    if IO and AWAITABLE:
        await asyncio.sleep(IO)
    elif IO:
        time.sleep(IO)
    finish()

async def main():
    started()
    for n in sizes():
        start()
        await asyncio.gather(*[work() for _ in range(n)])
        stop()

asyncio.run(main())
tell()
";

/// What a program printed of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// Until threads, processes or the loop were ready.
    pub startup: Nanos,
    /// Tasks done in all, those of warming up too.
    pub total: u64,
    /// Latencies of all tasks but those of warming up: median, 95th and 99th percentile.
    pub latencies: [Nanos; 3],
    /// Each repetition.
    pub walls: Vec<Nanos>,
}

impl Figures {
    /// Reads the program's output.
    pub fn read(stdout: &str) -> Option<Figures> {
        let numbers: Result<Vec<u64>, _> = stdout.split_whitespace().map(str::parse).collect();
        let numbers = numbers.ok()?;
        let (&[startup, total, p50, p95, p99], walls) = numbers.split_first_chunk()?;
        let walls = walls.iter().copied().map(Nanos).collect();
        Some(Figures { startup: Nanos(startup), total, latencies: [p50, p95, p99].map(Nanos), walls })
    }
}

/// Turns of the loop for this long, from how long `loops` turns took.
pub fn loops_for(cpu: Nanos, loops: u64, took: Nanos) -> u64 {
    let loops = u128::from(cpu.0) * u128::from(loops) / u128::from(took.0.max(1));
    u64::try_from(loops).unwrap_or(u64::MAX).min(1_000_000_000)
}

/// Runs the loop so many times: the wall is what it took. The first run of it warms up.
pub fn calibration(loops: u64) -> String {
    format!(
        "import time\n{SPIN}spin({loops})\nbegin = time.perf_counter_ns()\nspin({loops})\n\
         print(0, 1, 0, 0, 0, time.perf_counter_ns() - begin)\n"
    )
}

/// One task after the other.
pub fn sequential(task: Task, batch: Batch) -> String {
    program(task, batch, SEQUENTIAL)
}

/// A pool of threads.
pub fn threading(task: Task, batch: Batch) -> String {
    program(task, batch, THREADING)
}

/// A pool of processes.
pub fn multiprocessing(task: Task, batch: Batch) -> String {
    program(task, batch, MULTIPROCESSING)
}

/// A coroutine for each task.
pub fn asyncio(task: Task, batch: Batch) -> String {
    program(task, batch, ASYNCIO)
}

fn program(task: Task, batch: Batch, model: &str) -> String {
    let Task { loops, io, awaitable } = task;
    let Batch { tasks, workers, bytes, repeat } = batch;
    let awaitable = if awaitable { "True" } else { "False" };
    format!(
        "import time\n\nLOOPS, IO, AWAITABLE = {loops}, {}, {awaitable}\n\
         TASKS, WORKERS, BYTES, REPEAT, WARM_UPS = {tasks}, {workers}, {bytes}, {repeat}, {MAX_WARM_UPS}\n\
         ENOUGH = {}\n\n\
         {SPIN}\ndef task():\n    spin(LOOPS)\n    if IO:\n        time.sleep(IO)\n\n{STOPWATCH}\n{model}",
        seconds(io),
        ENOUGH.0,
    )
}

/// `0.050000000` for 50 ms.
fn seconds(time: Nanos) -> String {
    format!("{}.{:09}", time.0 / 1_000_000_000, time.0 % 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_begins_with_its_figures() {
        let task = Task { loops: 1_000, io: Nanos::from_millis(50), awaitable: true };
        let text = asyncio(task, Batch { tasks: 10, workers: 3, bytes: 400, repeat: 2 });
        let figures = "LOOPS, IO, AWAITABLE = 1000, 0.050000000, True\n\
                       TASKS, WORKERS, BYTES, REPEAT, WARM_UPS = 10, 3, 400, 2, 8\n";
        assert!(text.contains(figures), "{text}");
    }

    #[test]
    fn the_loop_is_as_long_as_the_machine_is_fast() {
        assert_eq!(loops_for(Nanos::from_millis(20), 100_000, Nanos::from_millis(5)), 400_000);
        assert_eq!(loops_for(Nanos::from_millis(20), 100_000, Nanos::ZERO), 1_000_000_000);
    }

    #[test]
    fn figures_are_read_from_what_a_program_prints() {
        let figures = Figures::read("120 9 1 2 3 5000 6000\n").expect("figures");
        assert_eq!((figures.startup, figures.total, figures.latencies), (Nanos(120), 9, [1, 2, 3].map(Nanos)));
        assert_eq!(figures.walls, [Nanos(5_000), Nanos(6_000)]);
        assert_eq!(Figures::read("Traceback"), None);
        assert_eq!(Figures::read("1 2 3"), None);
    }
}

//! Workloads as Python programs: each task computes for a while and waits for a while, under each way of spreading them.
//!
//! The programs time themselves with `time.perf_counter_ns()` and print two figures, start-up and wall, in nanoseconds.
//! Computing is a loop whose length is calibrated first. Pure text: knows nobody who runs it.

use std::fmt::Write as _;

use crate::base::time::Nanos;

/// What each task does, in a machine's terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Task {
    /// Turns of the calibrated loop.
    pub loops: u64,
    pub io: Nanos,
}

/// The loop that stands for computing.
const SPIN: &str = "\
def spin(n):
    x = 0
    for i in range(n):
        x += i & 3
    return x
";

/// What a self-timed program printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Figures {
    pub startup: Nanos,
    pub wall: Nanos,
}

impl Figures {
    /// Reads the program's output.
    pub fn read(stdout: &str) -> Option<Figures> {
        let mut numbers = stdout.split_whitespace().map(str::parse);
        let (startup, wall) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some(Figures { startup: Nanos(startup), wall: Nanos(wall) })
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
         print(0, time.perf_counter_ns() - begin)\n"
    )
}

/// One task after the other.
pub fn sequential(task: Task, tasks: u32) -> String {
    format!(
        "import time\n{SPIN}{}\
         begin = time.perf_counter_ns()\nfor i in range({tasks}):\n    task()\n\
         print(0, time.perf_counter_ns() - begin)\n",
        task_function(task)
    )
}

/// Threads of a pool, as the prediction has it: many more than cores, since they mostly wait.
pub const THREAD_POOL: u32 = 32;

/// A pool of threads that take tasks from one list.
pub fn threading(task: Task, tasks: u32, workers: u32) -> String {
    format!(
        "import threading\nimport time\n{SPIN}{}\
         todo = list(range({tasks}))\nlock = threading.Lock()\ngate = threading.Lock()\n\
         def work():\n    with gate:\n        pass\n    while True:\n        with lock:\n            if not todo:\n\
         \x20               return\n            todo.pop()\n        task()\n\
         gate.acquire()\nstarted = time.perf_counter_ns()\n\
         threads = [threading.Thread(target=work) for _ in range({workers})]\n\
         for thread in threads:\n    thread.start()\n\
         begin = time.perf_counter_ns()\ngate.release()\nfor thread in threads:\n    thread.join()\n\
         print(begin - started, time.perf_counter_ns() - begin)\n",
        task_function(task)
    )
}

/// One task of a process of a pool: gets its data as a line, sends it back.
pub fn process(task: Task) -> String {
    format!("import time\n{SPIN}{}data = input()\ntask()\nprint(data)\n", task_function(task))
}

/// Coroutines for an event loop that is not Python's: `step(i)` goes on with task `i` until it awaits, and gives how many
/// nanoseconds it awaits, or -1 when it is over.
pub fn coroutines(task: Task, tasks: u32) -> String {
    format!(
        "{SPIN}class Sleep:\n    def __init__(self, nanos):\n        self.nanos = nanos\n\
         \x20   def __await__(self):\n        yield self.nanos\n\
         async def task():\n    spin({loops})\n{wait}\
         tasks = [task() for _ in range({tasks})]\n\
         def step(i):\n    try:\n        return tasks[i].send(None)\n    except StopIteration:\n        return -1\n",
        loops = task.loops,
        wait = if task.io > Nanos::ZERO { format!("    await Sleep({})\n", task.io.0) } else { String::new() },
    )
}

fn task_function(task: Task) -> String {
    let mut text = format!("def task():\n    spin({})\n", task.loops);
    if task.io > Nanos::ZERO {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    time.sleep({})", seconds(task.io));
    }
    text
}

/// `0.05` for 50 ms.
fn seconds(time: Nanos) -> String {
    format!("{}.{:09}", time.0 / 1_000_000_000, time.0 % 1_000_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: Task = Task { loops: 1_000, io: Nanos::from_millis(50) };

    #[test]
    fn a_task_computes_and_then_waits() {
        assert_eq!(task_function(TASK), "def task():\n    spin(1000)\n    time.sleep(0.050000000)\n");
        assert_eq!(task_function(Task { io: Nanos::ZERO, ..TASK }), "def task():\n    spin(1000)\n");
    }

    #[test]
    fn the_loop_is_as_long_as_the_machine_is_fast() {
        assert_eq!(loops_for(Nanos::from_millis(20), 100_000, Nanos::from_millis(5)), 400_000);
        assert_eq!(loops_for(Nanos::from_millis(20), 100_000, Nanos::ZERO), 1_000_000_000);
    }

    #[test]
    fn figures_are_read_from_what_a_program_prints() {
        assert_eq!(Figures::read("120 5000\n"), Some(Figures { startup: Nanos(120), wall: Nanos(5_000) }));
        assert_eq!(Figures::read("Traceback"), None);
    }
}

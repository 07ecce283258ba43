//! Many threads, tasks and processes: how long simulating them takes, and that an event costs no more with more waiters.
//!
//! `cargo bench --bench scale`. Targets: a thousand threads of a hundred sleeps in 2 s; ten thousand tasks of a hundred awaits
//! in 3 s. A program whose library modules are missing is named and left out.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

use std::time::Instant;

use pylanes::process::Program;
use pylanes::sim::record::Pending;
use pylanes::sim::world::{Progress, World};
use pylanes::trace::event::End;
use pylanes::trace::settings::Settings;

struct Outcome {
    seconds: f64,
    n_events: usize,
    steps: u64,
}

/// Runs a program and writes its whole trace, as the command line does; `None` when it cannot be run.
fn run(text: &str) -> Option<Outcome> {
    let program = Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: 7 };
    let settings = Settings { cores: 4, max_steps: 1_000_000_000, ..Settings::default() };
    let mut pending = Pending::default();
    let start = Instant::now();
    let mut world = World::new(&program, &settings, &mut pending).ok()?;
    let mut n_events = 0;
    loop {
        let progress = world.run(world.steps() + 100_000, &mut pending);
        n_events += std::mem::take(&mut pending).events.len();
        match progress {
            Progress::Paused => {}
            Progress::Over(End::Exited(0)) => break,
            Progress::Over(end) => {
                println!("   ended with {end:?} after {n_events} events");
                return None;
            }
        }
    }
    Some(Outcome { seconds: start.elapsed().as_secs_f64(), n_events, steps: world.steps() })
}

fn report(what: &str, text: &str) {
    match run(text) {
        Some(Outcome { seconds, n_events, steps }) => {
            let each = seconds * 1e9 / n_events.max(1) as f64;
            println!("{what:44} {seconds:8.3} s  {n_events:9} events  {steps:10} instructions  {each:7.0} ns an event");
        }
        None => println!("{what:44} cannot be run"),
    }
}

fn sleepers(threads: u32, sleeps: u32) -> String {
    format!(
        "import threading, time\ndef nap():\n    for _ in range({sleeps}): time.sleep(0.01)\n\
         threads = [threading.Thread(target=nap) for _ in range({threads})]\n\
         for t in threads: t.start()\nfor t in threads: t.join()\n"
    )
}

/// So many threads that all want the GIL while one computes.
fn waiters(threads: u32) -> String {
    format!(
        "import threading, time\ndef work():\n    for _ in range({}):\n        for _ in range(200): pass\n        time.sleep(0)\n\
         threads = [threading.Thread(target=work) for _ in range({threads})]\n\
         for t in threads: t.start()\nfor t in threads: t.join()\n",
        20_000 / threads
    )
}

fn lockers(threads: u32) -> String {
    format!(
        "import threading\nlock = threading.Lock()\ndef work():\n    for _ in range({}):\n        with lock:\n            for _ in range(100): pass\n\
         threads = [threading.Thread(target=work) for _ in range({threads})]\n\
         for t in threads: t.start()\nfor t in threads: t.join()\n",
        20_000 / threads
    )
}

fn processes(n: u32) -> String {
    format!(
        "import _kernel, sys\npids = []\nfor i in range({n}):\n    pid = _kernel.fork(f'Process-{{i + 1}}')\n    if pid == 0:\n        \
         for _ in range(20_000): pass\n        sys.exit()\n    pids.append(pid)\nfor pid in pids: _kernel.waitpid(pid)\n"
    )
}

fn main() {
    report("1,000 threads of 100 sleeps (target 2 s)", &sleepers(1_000, 100));
    let tasks = "import asyncio\nasync def work():\n    for _ in range(100): await asyncio.sleep(0)\n\
                 async def main(): await asyncio.gather(*(work() for _ in range(10_000)))\nasyncio.run(main())\n";
    report("10,000 tasks of 100 awaits (target 3 s)", tasks);
    report("64 processes", &processes(64));
    for threads in [10, 100, 1_000] {
        report(&format!("20,000 sleep(0) by {threads} threads"), &waiters(threads));
    }
    for threads in [10, 100, 1_000] {
        report(&format!("20,000 locked sections by {threads} threads"), &lockers(threads));
    }
}

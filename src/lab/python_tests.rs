//! Python programs on real threads.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::clock::{Clock, SystemClock};
use super::pool::SystemThreads;
use super::python::Python;
use super::run::{Advanced, Run};
use super::site::Site;
use crate::base::time::Nanos;
use crate::trace::Trace;
use crate::trace::event::{End, Fact, State, Stream};
use crate::trace::settings::Settings;

/// How a program ended, what it printed, how often the GIL changed hands, and its record.
struct Outcome {
    end: End,
    stdout: String,
    stderr: String,
    hand_overs: u64,
    trace: Trace,
}

fn start(source: &str) -> Arc<Run<Python>> {
    let clock = Arc::new(SystemClock::start());
    let site = Arc::new(Site::new(clock.clone(), || {}));
    let python = Python::new(source, &Settings::default(), site).expect("it compiles");
    Arc::new(Run::new(python, Nanos::from_millis(1), clock, true))
}

fn outcome(run: &Run<Python>, end: End) -> Outcome {
    let (part, mut trace) = (run.take_part(), Trace::new());
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for event in &part.events {
        if let Fact::Wrote { stream, text } = event.fact {
            let to = if stream == Stream::Stdout { &mut stdout } else { &mut stderr };
            to.push_str(&part.texts[text as usize]);
        }
    }
    trace.append(part.lanes, part.texts, &part.events).expect("a well-formed trace");
    Outcome { end, stdout, stderr, hand_overs: run.hand_overs(), trace }
}

/// On workers of their own.
fn on_threads(source: &str, workers: usize) -> Outcome {
    let run = start(source);
    run.start(&SystemThreads { size: workers });
    let end = loop {
        if let Some(end) = run.end() {
            break end;
        }
        std::thread::park_timeout(std::time::Duration::from_micros(500));
    };
    outcome(&run, end)
}

/// In turns, from here.
fn in_turns(source: &str) -> Outcome {
    let run = start(source);
    let clock = SystemClock::start();
    let far = Nanos::from_millis(10_000);
    loop {
        match run.advance(clock.now().saturating_add(far)) {
            Advanced::Over => break,
            Advanced::Busy | Advanced::Until(_) | Advanced::Waits => {
                std::thread::park_timeout(std::time::Duration::from_micros(300))
            }
        }
    }
    let end = run.end().expect("it is over");
    outcome(&run, end)
}

/// The main thread here, the others on workers of their own; and how often home was rung.
fn at_home(source: &str, workers: usize) -> (Outcome, usize) {
    let run = start(source);
    let (rung, here) = (Arc::new(AtomicUsize::new(0)), std::thread::current());
    let bell = Arc::clone(&rung);
    run.settle_main(move || {
        bell.fetch_add(1, Ordering::Relaxed);
        here.unpark();
    });
    run.start(&SystemThreads { size: workers });
    let clock = SystemClock::start();
    let end = loop {
        run.advance_home(clock.now().saturating_add(Nanos::from_millis(5)));
        if let Some(end) = run.end() {
            break end;
        }
        std::thread::park_timeout(std::time::Duration::from_micros(300));
    };
    (outcome(&run, end), rung.load(Ordering::Relaxed))
}

const LOOP: &str = "\
import asyncio, threading, time
async def main():
    here = threading.current_thread()
    waits = [asyncio.sleep(0.02) for _ in range(200)]
    calls = [asyncio.to_thread(lambda: threading.current_thread() is not here) for _ in range(4)]
    begun = time.perf_counter()
    results = await asyncio.gather(*calls, *waits)
    print(results[:4], time.perf_counter() - begun < 2)
asyncio.run(main())
";

#[test]
fn an_event_loop_turns_at_home_while_threads_run_on_the_pool() {
    let (outcome, rung) = at_home(LOOP, 4);
    assert_eq!((outcome.end, outcome.stderr.as_str()), (End::Exited(0), ""));
    assert_eq!(outcome.stdout, "[True, True, True, True] True\n");
    assert!(rung > 0, "threads of the pool wake the loop");
    let spinning = at_home("import threading\nthreading.Thread(target=lambda: sum(range(300_000))).start()\nx = 0\nfor i in range(300_000): x += 1\nprint(x)\n", 2).0;
    assert_eq!((spinning.end, spinning.stdout.as_str()), (End::Exited(0), "300000\n"));
}

const COUNTING: &str = "\
import threading
total = 0
lock = threading.Lock()
def work(n):
    global total
    for i in range(n):
        with lock:
            total += 1
threads = [threading.Thread(target=work, args=(20_000,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
";

#[test]
fn four_threads_with_a_lock_count_exactly() {
    for outcome in [on_threads(COUNTING, 5), on_threads(COUNTING, 2), in_turns(COUNTING)] {
        assert_eq!((outcome.end, outcome.stdout.as_str(), outcome.stderr.as_str()), (End::Exited(0), "80000\n", ""));
        assert!(outcome.hand_overs > 4, "{} hand-overs", outcome.hand_overs);
        assert_eq!(outcome.trace.lanes().count(), 6);
    }
}

#[test]
fn the_program_says_how_long_a_thread_may_keep_the_gil() {
    let source = "\
import sys, threading
sys.setswitchinterval(1000)
def work():
    for i in range(300_000): pass
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(sys.getswitchinterval())
";
    for outcome in [on_threads(source, 3), in_turns(source)] {
        assert_eq!((outcome.end, outcome.stdout.as_str()), (End::Exited(0), "1000.0\n"));
        assert!(!outcome.trace.events(0..usize::MAX).any(|(_, event)| matches!(event.fact, Fact::GilRequested { .. })));
    }
}

#[test]
fn a_program_that_fails_ends_as_python_does() {
    let outcome = on_threads("print('on')\nraise ValueError('boom')\n", 2);
    assert_eq!((outcome.end, outcome.stdout.as_str()), (End::Exited(1), "on\n"));
    assert!(outcome.stderr.ends_with("ValueError: boom\n"), "{}", outcome.stderr);
}

#[test]
fn two_locks_in_two_orders_deadlock() {
    let source = "\
import threading, time
a, b = threading.Lock(), threading.Lock()
def one():
    with a:
        time.sleep(0.02)
        with b: pass
def two():
    with b:
        time.sleep(0.02)
        with a: pass
threads = [threading.Thread(target=one), threading.Thread(target=two)]
for thread in threads: thread.start()
for thread in threads: thread.join()
";
    assert!(matches!(on_threads(source, 3).end, End::Deadlock(lanes) if lanes.len() == 2));
    assert!(matches!(in_turns(source).end, End::Deadlock(lanes) if lanes.len() == 2));
}

#[test]
fn an_endless_loop_is_stopped() {
    let run = start("import threading\nthreading.Thread(target=input).start()\nwhile True: pass\n");
    run.start(&SystemThreads { size: 2 });
    while run.steps() < 10_000 && run.end().is_none() {
        std::thread::yield_now();
    }
    run.stop();
    while run.end().is_none() {
        std::thread::yield_now();
    }
    assert_eq!(run.end(), Some(End::Stopped));
}

const FRACTAL: &str = "\
import pylanes, threading
parts = {}
def rows(first, last):
    parts[first] = pylanes.mandelbrot(200, 200, first, last, 2000)
threads = [threading.Thread(target=rows, args=(n, n + 100)) for n in (0, 100)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(parts[0] + parts[100] == pylanes.mandelbrot(200, 200, 0, 200, 2000))
";

#[test]
fn what_natives_compute_without_the_gil_is_computed_side_by_side() {
    let outcome = on_threads(FRACTAL, 3);
    assert_eq!((outcome.end, outcome.stdout.as_str(), outcome.stderr.as_str()), (End::Exited(0), "True\n", ""));
    let (mut computing, mut most) = (BTreeSet::new(), 0);
    for (_, event) in outcome.trace.events(0..outcome.trace.n_events()) {
        if let Fact::Became(state) = event.fact {
            let is_computing = state == State::Native;
            let _ = if is_computing { computing.insert(event.lane) } else { computing.remove(&event.lane) };
        }
        most = most.max(computing.len());
    }
    assert_eq!(most, 2, "both threads computed at once");
    assert_eq!(in_turns(FRACTAL).stdout, "True\n");
}

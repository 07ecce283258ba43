//! Programs in virtual time: what they print, how they end, and that every run of one is the same.

use crate::base::time::Nanos;
use crate::process::Program;
use crate::trace::event::{End, Event, Fact, State, Stream};
use crate::trace::settings::Settings;

use super::record::{Nowhere, Pending};
use super::simulation::Simulation;

pub(super) struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub end: End,
    pub pending: Pending,
    pub makespan: Nanos,
}

pub(super) fn program(text: &str) -> Program {
    Program { filename: "prog.py".into(), text: text.into(), stdin: String::new(), seed: 7 }
}

pub(super) fn run_with(text: &str, settings: &Settings) -> Outcome {
    let mut pending = Pending::default();
    let mut simulation = Simulation::new(&program(text), settings, &mut pending).expect("starts");
    let end = simulation.finish(&mut pending);
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for event in &pending.events {
        if let Fact::Wrote { stream, text } = event.fact {
            let target = if stream == Stream::Stdout { &mut stdout } else { &mut stderr };
            target.push_str(&pending.texts[text as usize]);
        }
    }
    Outcome { stdout, stderr, end, pending, makespan: simulation.time() }
}

pub(super) fn run(text: &str) -> Outcome {
    run_with(text, &Settings { max_steps: 6_000_000, ..Settings::default() })
}

pub(super) fn count(outcome: &Outcome, wanted: impl Fn(&Event) -> bool) -> usize {
    outcome.pending.events.iter().filter(|event| wanted(event)).count()
}

const TWO_COUNTERS: &str = "
import threading
def work(n):
    total = 0
    for i in range(n):
        total += i
    return total
threads = [threading.Thread(target=work, args=(300_000,)) for _ in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print('done')
";

#[test]
fn a_program_prints_and_exits() {
    let outcome = run("print('hello', 6 * 7)\n");
    assert_eq!((outcome.stdout.as_str(), outcome.stderr.as_str(), outcome.end), ("hello 42\n", "", End::Exited(0)));
}

#[test]
fn an_uncaught_exception_is_a_traceback_and_status_1() {
    let outcome = run("def f():\n    return 1 / 0\nf()\n");
    assert_eq!(outcome.end, End::Exited(1));
    assert!(
        outcome.stderr.starts_with("Traceback (most recent call last):\n  File \"prog.py\", line 3, in <module>\n"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.ends_with("ZeroDivisionError: division by zero\n"), "{}", outcome.stderr);
}

#[test]
fn two_threads_take_turns_of_one_switch_interval() {
    let outcome = run(TWO_COUNTERS);
    assert_eq!((outcome.stdout.as_str(), outcome.end.clone()), ("done\n", End::Exited(0)));
    assert!(count(&outcome, |event| matches!(event.fact, Fact::GilRequested { .. })) >= 2);
    let slices: Vec<u64> = slices_of(&outcome, 2);
    assert!(slices.len() >= 2, "{slices:?}");
    assert!(slices[1..slices.len() - 1].iter().all(|nanos| (5_000_000..6_000_000).contains(nanos)), "{slices:?}");
}

/// How long a lane held the GIL each time.
pub(super) fn slices_of(outcome: &Outcome, lane: u32) -> Vec<u64> {
    let mut slices = Vec::new();
    let mut since = None;
    for event in outcome.pending.events.iter().filter(|event| event.lane.0 == lane) {
        match event.fact {
            Fact::Became(State::Running) => since = Some(event.time.0),
            Fact::Became(_) => slices.extend(since.take().map(|since| event.time.0 - since)),
            _ => {}
        }
    }
    slices
}

#[test]
fn sleeping_threads_wait_at_the_same_time() {
    let outcome = run("
import threading, time
def wait(): time.sleep(0.1)
threads = [threading.Thread(target=wait) for _ in range(10)]
for t in threads: t.start()
for t in threads: t.join()
");
    assert_eq!(outcome.end, End::Exited(0));
    assert!((Nanos::from_millis(100)..Nanos::from_millis(110)).contains(&outcome.makespan), "{:?}", outcome.makespan);
}

#[test]
fn two_locks_in_opposite_order_are_a_deadlock_with_its_cycle() {
    let outcome = run("
import threading, time
a, b = threading.Lock(), threading.Lock()
def one():
    with a:
        time.sleep(0.01)
        with b: pass
def two():
    with b:
        time.sleep(0.01)
        with a: pass
x, y = threading.Thread(target=one), threading.Thread(target=two)
x.start(); y.start(); x.join(); y.join()
");
    let End::Deadlock(lanes) = outcome.end.clone() else { panic!("{:?}", outcome.end) };
    let mut numbers: Vec<u32> = lanes.iter().map(|lane| lane.0).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3]);
    assert!(outcome.pending.texts.contains(&"b".to_owned()), "the lock is called as the program calls it");
    for lane in lanes {
        let blocked =
            outcome.pending.events.iter().rfind(|event| event.lane == lane && matches!(event.fact, Fact::Became(_)));
        assert!(blocked.unwrap().time < outcome.makespan, "the last wait can be seen");
    }
}

#[test]
fn the_same_program_makes_the_same_run() {
    let (a, b) = (run(TWO_COUNTERS), run(TWO_COUNTERS));
    assert!(a.pending == b.pending);
    let other = run_with(TWO_COUNTERS, &Settings { seed: 8, ..Settings::default() });
    assert!(a.pending != other.pending, "another seed makes another run");
}

#[test]
fn any_step_can_be_gone_back_to() {
    let settings = Settings::default();
    let mut pending = Pending::default();
    let mut simulation = Simulation::new(&program(TWO_COUNTERS), &settings, &mut pending).expect("starts");
    simulation.finish(&mut pending);
    let steps = simulation.steps();
    for step in [0, 1, 999, steps / 3, steps / 2 + 17, steps - 1] {
        let mut direct = Simulation::new(&program(TWO_COUNTERS), &settings, &mut Nowhere).expect("starts");
        direct.advance(step, &mut Nowhere);
        let mut there = simulation.world_at(step);
        assert_eq!(there.steps(), step);
        assert_eq!(there.time(), direct.world().time(), "step {step}");
        let mut expected = direct.world().clone();
        assert_eq!(
            super::inspect::inspect(&mut there, None),
            super::inspect::inspect(&mut expected, None),
            "step {step}"
        );
    }
}

#[test]
fn a_run_stopped_by_a_limit_keeps_what_it_did() {
    let outcome = run_with("i = 0\nwhile True:\n    i += 1\n", &Settings { max_steps: 10_000, ..Settings::default() });
    assert!(matches!(outcome.end, End::Limit(_)), "{:?}", outcome.end);
    let outcome = run(
        "import threading\nimport time\nfor i in range(5000):\n    threading.Thread(target=time.sleep, args=(9,)).start()\n",
    );
    assert!(outcome.stderr.ends_with("RuntimeError: can't start new thread\n"), "{}", outcome.stderr);
}

#[test]
fn an_unknown_module_is_named_at_its_place() {
    let error =
        Simulation::new(&program("import numpy\n"), &Settings::default(), &mut Nowhere).expect_err("is refused");
    let super::world::WorldError::Program(crate::process::ProgramError::Problems(problems)) = error else {
        panic!("{error}")
    };
    assert_eq!(problems[0].message, "module 'numpy' is not available here");
    assert_eq!(problems[0].location.start.line, 1);
}

#[test]
fn endless_recursion_is_an_exception() {
    let outcome = run("def f(n):\n    return f(n + 1)\nf(0)\n");
    assert_eq!(outcome.end, End::Exited(1));
    assert!(outcome.stderr.ends_with("RecursionError: maximum recursion depth exceeded\n"), "{}", outcome.stderr);
}

#[test]
fn endless_printing_is_cut_and_kept() {
    let outcome = run("while True:\n    print('x' * 10_000)\n");
    assert!(matches!(outcome.end, End::Limit(crate::trace::event::LimitHit::OutputBytes(_))), "{:?}", outcome.end);
    assert!(outcome.stdout.starts_with("xxx"));
}

#[test]
fn allocating_for_ever_is_a_memory_error() {
    let outcome = run("items = []\nwhile True:\n    items.append('x' * 1_000_000 + str(len(items)))\n");
    assert_eq!(outcome.end, End::Exited(1), "{}", outcome.stderr);
    assert!(outcome.stderr.ends_with("MemoryError\n"), "{}", outcome.stderr);
}

#[test]
fn garbage_for_ever_is_collected() {
    let outcome = run("for i in range(200_000):\n    x = [i, str(i), {'a': i}]\nprint(x)\n");
    assert_eq!((outcome.stdout.as_str(), outcome.end), ("[199999, '199999', {'a': 199999}]\n", End::Exited(0)));
}

#[test]
fn a_program_of_five_megabytes_is_refused() {
    let text = "x = 1\n".repeat(900_000);
    let error = Simulation::new(&program(&text), &Settings::default(), &mut Nowhere).expect_err("is refused");
    let super::world::WorldError::Program(crate::process::ProgramError::Problems(problems)) = error else {
        panic!("{error}")
    };
    assert_eq!(problems[0].kind, crate::base::diagnostic::DiagnosticKind::TooLarge);
}

#[test]
fn the_slices_in_which_it_is_run_do_not_show() {
    let clocks = "import time\nt = [(time.monotonic_ns(), time.thread_time_ns(), time.time_ns()) for _ in range(5000)]\nprint(t)\n";
    for (code, slices) in [(TWO_COUNTERS, [997, 50_000]), (clocks, [7, 997])] {
        let whole = run(code).pending;
        for slice in slices {
            let settings = Settings { max_steps: 6_000_000, ..Settings::default() };
            let mut pending = Pending::default();
            let mut simulation = Simulation::new(&program(code), &settings, &mut pending).expect("starts");
            while simulation.world().end().is_none() {
                simulation.advance(slice, &mut pending);
            }
            assert!(pending == whole, "slices of {slice}");
        }
    }
}

#[test]
fn importing_the_library_takes_neither_steps_nor_time() {
    let alone = run("pass\n").makespan;
    let with_import = run("import threading\n").makespan;
    assert!(with_import < alone.saturating_add(Nanos::from_micros(2)), "{with_import:?}");
}

#[test]
fn an_rlock_comes_back_from_a_wait_as_deep_as_it_was() {
    let outcome = run("
import threading, time
lock = threading.RLock()
cond = threading.Condition(lock)
depths = []
def waiter():
    with lock, lock, cond:
        cond.wait()
        depths.append(lock._recursion_count())
def other():
    with cond:
        time.sleep(0.02)
        cond.notify()
        time.sleep(0.02)
def third():
    with lock: time.sleep(0.01)
threads = [threading.Thread(target=f) for f in (waiter, other, third)]
for t in threads: t.start()
for t in threads: t.join()
print(depths, lock._recursion_count())
");
    assert_eq!((outcome.stdout.as_str(), outcome.end), ("[3] 0\n", End::Exited(0)), "{}", outcome.stderr);
}

#[test]
fn a_lock_that_nobody_waits_for_is_told_of_too() {
    let outcome = run("
import threading
lock = threading.Lock()
for i in range(3):
    with lock: pass
");
    assert_eq!(count(&outcome, |event| matches!(event.fact, Fact::LockTaken { waited: Nanos::ZERO, .. })), 3);
    assert_eq!(count(&outcome, |event| matches!(event.fact, Fact::LockReleased { .. })), 3);
    assert!(outcome.pending.texts.contains(&"lock".to_owned()));
}

#[test]
fn programs_can_disassemble_themselves() {
    let outcome = run("
import dis
counter = 0
def work():
    global counter
    counter += 1
dis.dis(work)
print([step.opname for step in dis.get_instructions(work)])
");
    let expected = "  4           RESUME                   0

  6           LOAD_GLOBAL              0 (counter)
              LOAD_SMALL_INT           1
              BINARY_OP               13 (+=)
              STORE_GLOBAL             0 (counter)
              LOAD_CONST               0 (None)
              RETURN_VALUE
['RESUME', 'LOAD_GLOBAL', 'LOAD_SMALL_INT', 'BINARY_OP', 'STORE_GLOBAL', 'LOAD_CONST', 'RETURN_VALUE']
";
    assert_eq!((outcome.stdout.as_str(), outcome.end), (expected, End::Exited(0)), "{}", outcome.stderr);
}

//! Several processes in virtual time: isolation, pipes, semaphores, killing, cores.

use super::record::{Nowhere, Pending};
use super::simulation::Simulation;
use super::tests::{Outcome, count, program, run, run_with};
use crate::base::time::Nanos;
use crate::trace::event::{End, Fact};
use crate::trace::lane::LaneKind;
use crate::trace::settings::Settings;

/// Forks children that call `work(i)`, and waits for them.
fn forking(n: usize, work: &str, after: &str) -> String {
    format!(
        "import _kernel, sys
{work}
pids = []
for i in range({n}):
    pid = _kernel.fork(f'Process-{{i + 1}}')
    if pid == 0:
        work(i)
        sys.exit(i)
    pids.append(pid)
{after}
print([_kernel.waitpid(pid) for pid in pids])
"
    )
}

fn millis(outcome: &Outcome) -> u64 {
    outcome.makespan.0 / 1_000_000
}

#[test]
fn a_forked_child_has_memory_of_its_own() {
    let outcome =
        run(&forking(2, "x = 0\ndef work(i):\n    global x\n    x += 1 + i\n    print('child', x)", "print(x)"));
    assert_eq!(outcome.end, End::Exited(0), "{}", outcome.stderr);
    let mut lines: Vec<&str> = outcome.stdout.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["0", "[0, 1]", "child 1", "child 2"]);
    let processes = outcome.pending.lanes.iter().filter(|lane| lane.kind == LaneKind::Process);
    assert_eq!(processes.map(|lane| lane.name.as_str()).collect::<Vec<_>>(), ["MainProcess", "Process-1", "Process-2"]);
    assert_eq!(count(&outcome, |event| matches!(event.fact, Fact::Exited { .. })), 2);
}

const BUSY: &str = "def work(i):\n    for _ in range(2_000_000): pass";

#[test]
fn two_processes_compute_at_once_on_two_cores_and_in_turns_on_one() {
    let settings = |cores| Settings { cores, max_steps: 50_000_000, ..Settings::default() };
    let alone = millis(&run_with(&forking(1, BUSY, ""), &settings(2)));
    let two = millis(&run_with(&forking(2, BUSY, ""), &settings(2)));
    let packed = run_with(&forking(2, BUSY, ""), &settings(1));
    assert!(two < alone + 5, "{two} {alone}");
    assert!(millis(&packed) + 5 > 2 * alone, "{} {alone}", millis(&packed));
    let slices = super::tests::slices_of(&packed, 3);
    assert!(slices.len() > 2 && slices[1..slices.len() - 1].iter().all(|&nanos| nanos < 3_100_000), "{slices:?}");
}

#[test]
fn a_message_wakes_its_reader() {
    let outcome = run("
import _kernel, sys, time
r, w = _kernel.pipe()
if _kernel.fork('child') == 0:
    time.sleep(0.01)
    _kernel.write(w, b'hello')
    sys.exit()
_kernel.close(w)
print(_kernel.read(r, 100), _kernel.read(r, 100))
");
    assert_eq!(outcome.stdout, "b'hello' b''\n", "{}", outcome.stderr);
    assert_eq!(count(&outcome, |event| matches!(event.fact, Fact::Sent { bytes: 5, .. })), 1);
    assert!(outcome.makespan > Nanos::from_millis(10));
}

#[test]
fn a_lock_between_processes_excludes() {
    let work = "sem = _kernel.sem_new(1, 1, 'lock')
shm = _kernel.shm_new(8)
def work(i):
    for _ in range(100):
        _kernel.sem_acquire(sem)
        n = int.from_bytes(_kernel.shm_read(shm, 0, 8), 'little')
        for _ in range(3000): pass
        _kernel.shm_write(shm, 0, (n + 1).to_bytes(8, 'little'))
        _kernel.sem_release(sem)";
    let after = "import time; time.sleep(0.1)\nprint(int.from_bytes(_kernel.shm_read(shm, 0, 8), 'little'))";
    let outcome = run(&forking(3, work, after));
    assert_eq!(outcome.stdout, "300\n[0, 1, 2]\n", "{}", outcome.stderr);
    let unlocked = work.replace("_kernel.sem_acquire(sem)", "pass").replace("_kernel.sem_release(sem)", "pass");
    let outcome = run(&forking(3, &unlocked, after));
    assert!(
        outcome.stdout.lines().next().is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n < 300)),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_killed_child_leaves_the_others_alive() {
    let outcome = run("
import _kernel, time
pid = _kernel.fork('victim')
if pid == 0:
    while True: time.sleep(1)
time.sleep(0.05)
_kernel.kill(pid, 9)
print(_kernel.waitpid(pid, 1))
try: _kernel.kill(1, 9)
except ProcessLookupError as e: print(e)
try: _kernel.waitpid(1)
except ChildProcessError as e: print(e)
");
    assert_eq!(outcome.stdout, "-9\n[Errno 3] No such process\n[Errno 10] No child processes\n", "{}", outcome.stderr);
}

#[test]
fn a_deadlock_across_processes_is_found_with_its_cycle() {
    let outcome = run("
import _kernel, sys
sem = _kernel.sem_new(1, 1, 'lock')
_kernel.sem_acquire(sem)
pid = _kernel.fork('child')
if pid == 0:
    _kernel.sem_acquire(sem)
    sys.exit()
_kernel.waitpid(pid)
");
    let End::Deadlock(lanes) = outcome.end else { panic!("{:?} {}", outcome.end, outcome.stderr) };
    assert_eq!(lanes.iter().map(|lane| lane.0).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn a_server_accepts_who_connects() {
    let outcome = run("
import _kernel, threading
server = _kernel.listen('127.0.0.1', 0)
port = _kernel.sockname(server)[1]
def serve():
    for _ in range(3):
        fd, address = _kernel.accept(server)
        _kernel.write(fd, _kernel.read(fd, 100).upper())
        _kernel.close(fd)
t = threading.Thread(target=serve); t.start()
for text in (b'a', b'bc', b'def'):
    fd = _kernel.connect('localhost', port)
    _kernel.write(fd, text)
    print(_kernel.read(fd, 100), _kernel.poll([fd], [], 1.0))
    _kernel.close(fd)
t.join()
try: _kernel.connect('localhost', 9)
except ConnectionRefusedError as e: print(e)
");
    assert_eq!(
        outcome.stdout,
        "b'A' ([3], [])\nb'BC' ([3], [])\nb'DEF' ([3], [])\n[Errno 111] Connection refused\n".replace("[3]", "[4]"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn polling_ends_after_its_timeout() {
    let outcome = run("
import _kernel, time
r, w = _kernel.pipe()
t = time.monotonic()
print(_kernel.poll([r], [], 0.02), _kernel.poll([r], [w], None), _kernel.poll([r], [], 0))
print(0.02 <= time.monotonic() - t < 0.021)
");
    assert_eq!(outcome.stdout, "([], []) ([], [4]) ([], [])\nTrue\n", "{}", outcome.stderr);
}

#[test]
fn processes_make_the_same_run_in_any_slices_and_any_step_can_be_gone_back_to() {
    let work = "r, w = _kernel.pipe()\ndef work(i):\n    for k in range(50):\n        for _ in range(300 + 100 * i): pass\n        _kernel.write(w, b'x' * k)";
    let text = forking(2, work, "n = 0\nwhile n < 2450: n += len(_kernel.read(r, 999))\nprint(n)");
    let whole = run(&text);
    assert_eq!(whole.stdout, "2450\n[0, 1]\n", "{}", whole.stderr);
    let settings = Settings { max_steps: 6_000_000, ..Settings::default() };
    for slice in [1, 97, 5_000] {
        let mut pending = Pending::default();
        let mut simulation = Simulation::new(&program(&text), &settings, &mut pending).expect("starts");
        while simulation.world().end().is_none() {
            simulation.advance(slice, &mut pending);
        }
        assert!(pending == whole.pending, "slices of {slice}");
        let steps = simulation.steps();
        for step in [steps / 4, steps / 2, steps - 10] {
            let mut direct = Simulation::new(&program(&text), &settings, &mut Nowhere).expect("starts");
            direct.advance(step, &mut Nowhere);
            let mut there = simulation.world_at(step);
            let (a, b) =
                (super::inspect::inspect(&mut there, None), super::inspect::inspect(&mut direct.world().clone(), None));
            assert_eq!(a, b, "step {step}");
        }
    }
}

#[test]
fn a_message_larger_than_a_pipe_goes_through_in_parts() {
    let outcome = run("
import _kernel, sys
r, w = _kernel.pipe()
if _kernel.fork('child') == 0:
    _kernel.write(w, b'x' * 1_000_000)
    sys.exit()
_kernel.close(w)
n = 0
while data := _kernel.read(r, 1_000_000): n += len(data)
print(n)
");
    assert_eq!((outcome.stdout.as_str(), outcome.end), ("1000000\n", End::Exited(0)), "{}", outcome.stderr);
}

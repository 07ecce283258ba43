//! The lab's own rules, with threads that follow a script instead of running Python.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::clock::{Clock, SystemClock};
use super::guest::{Guest, Happened, Ran, Resumed, Then};
use super::pool::SystemThreads;
use super::recorder::Part;
use super::run::{Advanced, Run};
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::trace::Trace;
use crate::trace::event::{End, Fact, Io, State, Stream, SwitchPoint};
use crate::vm::machine::Fuel;
use crate::vm::work::Product;

/// What a scripted thread does next.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Adds one to the counter, so many times; each is an instruction, and a switch point.
    Count(u64),
    Start(usize),
    Say(&'static str),
    Sleep(Nanos),
    /// Waits for ever.
    Hang,
    WaitFor(usize),
    Forever,
    Exit(i32),
}

/// A process of scripted threads.
struct Script {
    acts: Vec<Vec<Act>>,
    at: Vec<usize>,
    counter: u64,
    over: Vec<bool>,
    /// Thread i waits for the end of that thread.
    waits: Vec<Option<usize>>,
}

impl Script {
    fn new(acts: Vec<Vec<Act>>) -> Self {
        let n = acts.len();
        Self { acts, at: vec![0; n], counter: 0, over: vec![false; n], waits: vec![None; n] }
    }
    fn count(&mut self, thread: usize, left: u64, fuel: &Fuel) -> Ran {
        let n = left.min(fuel.max_steps).min(if fuel.stop_at_switch_point { 1 } else { u64::MAX });
        // The work of n instructions, so that a batch takes a while.
        for _ in 0..n {
            self.counter = std::hint::black_box(self.counter + 1);
        }
        if n < left {
            self.acts[thread].insert(self.at[thread], Act::Count(left - n));
        }
        let then = if fuel.stop_at_switch_point { Then::SwitchPoint(SwitchPoint::LoopJump) } else { Then::GoesOn };
        Ran { steps: n, happened: Vec::new(), then }
    }
    fn end(&mut self, thread: usize) -> Ran {
        self.over[thread] = true;
        let woken = (0..self.waits.len()).filter(|other| self.waits[*other] == Some(thread)).collect::<Vec<_>>();
        let mut happened = Vec::new();
        for other in woken {
            self.waits[other] = None;
            happened.push(Happened::Woke(id(other)));
        }
        Ran { steps: 1, happened, then: Then::Ended }
    }
}

fn id(thread: usize) -> ThreadId {
    ThreadId(u32::try_from(thread).expect("few threads"))
}

impl Guest for Script {
    fn run(&mut self, thread: ThreadId, fuel: &Fuel, _clock: &dyn Clock) -> Ran {
        let thread = thread.0 as usize;
        let act = self.acts[thread].get(self.at[thread]).copied();
        self.at[thread] += 1;
        let then = |then| Ran { steps: 1, happened: Vec::new(), then };
        let happened = |happened| Ran { steps: 1, happened: vec![happened], then: Then::GoesOn };
        match act {
            None => self.end(thread),
            Some(Act::Count(n)) => self.count(thread, n, fuel),
            Some(Act::Start(other)) => happened(Happened::Started(id(other))),
            Some(Act::Say(text)) => happened(Happened::Wrote { stream: Stream::Stdout, text: text.to_owned() }),
            Some(Act::Sleep(time)) => {
                then(Then::Waits { state: State::Waiting(Io::Sleep { until: Nanos::ZERO }), at_most: Some(time) })
            }
            Some(Act::Hang) => then(Then::Waits { state: State::Suspended, at_most: None }),
            Some(Act::WaitFor(other)) if self.over[other] => then(Then::GoesOn),
            Some(Act::WaitFor(other)) => {
                self.waits[thread] = Some(other);
                then(Then::Waits { state: State::Suspended, at_most: None })
            }
            Some(Act::Forever) => {
                self.at[thread] -= 1;
                self.count(thread, fuel.max_steps, fuel)
            }
            Some(Act::Exit(status)) => then(Then::Exited(status)),
        }
    }
    fn resume(&mut self, _thread: ThreadId, _due: bool, _now: Nanos) -> Resumed {
        Resumed::GoesOn(None)
    }
    fn computed(&mut self, _thread: ThreadId, _product: Product) {}
    fn line(&self, thread: ThreadId) -> u32 {
        thread.0 + 1
    }
    fn switch_interval(&self) -> Option<Nanos> {
        None
    }
    fn name(&self, thread: ThreadId) -> String {
        format!("Thread-{}", thread.0)
    }
    fn deadlocked(&self) -> Vec<ThreadId> {
        (0..self.acts.len()).filter(|thread| !self.over[*thread]).map(id).collect()
    }
}

const INTERVAL: Nanos = Nanos(500_000);

fn start(acts: Vec<Vec<Act>>, workers: usize) -> Arc<Run<Script>> {
    let run = Arc::new(Run::new(Script::new(acts), INTERVAL, Arc::new(SystemClock::start()), true));
    run.start(&SystemThreads { size: workers });
    run
}

/// Waits for the end without burning the core that the run needs.
fn wait(run: &Run<Script>) -> End {
    loop {
        if let Some(end) = run.end() {
            return end;
        }
        std::thread::park_timeout(std::time::Duration::from_micros(200));
    }
}

fn output(part: &Part) -> String {
    part.texts.concat()
}

#[test]
fn threads_on_workers_of_their_own_lose_no_count_and_take_turns() {
    let count = vec![Act::Count(3_000_000)];
    let main = vec![Act::Start(1), Act::Start(2), Act::WaitFor(1), Act::WaitFor(2), Act::Say("done"), Act::Exit(0)];
    let run = start(vec![main, count.clone(), count], 4);
    assert_eq!(wait(&run), End::Exited(0));
    let part = run.take_part();
    assert_eq!(output(&part), "done");
    assert!(run.hand_overs() >= 3, "{} hand-overs", run.hand_overs());
    let mut trace = Trace::new();
    trace.append(part.lanes, part.texts, &part.events).expect("a well-formed trace");
    let run = Arc::into_inner(run).expect("the workers have gone home");
    assert_eq!(run.into_guest().counter, 6_000_000);
}

#[test]
fn more_threads_than_workers_still_all_run() {
    let mut acts = vec![Vec::new()];
    for n in 1..=40 {
        acts[0].push(Act::Start(n));
        acts.push(vec![Act::Sleep(Nanos(100_000)), Act::Count(1_000)]);
    }
    acts[0].extend((1..=40).map(Act::WaitFor));
    acts[0].push(Act::Exit(0));
    let run = start(acts, 2);
    assert_eq!(wait(&run), End::Exited(0));
}

#[test]
fn waits_run_side_by_side() {
    let sleep = vec![Act::Sleep(Nanos::from_millis(30))];
    let main = vec![Act::Start(1), Act::Start(2), Act::WaitFor(1), Act::WaitFor(2), Act::Exit(3)];
    let run = start(vec![main, sleep.clone(), sleep], 3);
    assert_eq!(wait(&run), End::Exited(3));
    let part = run.take_part();
    let slept = |lane: u32| {
        let at = |state: fn(&Fact) -> bool| {
            part.events.iter().find(|event| event.lane.0 == lane && state(&event.fact)).map(|event| event.time)
        };
        (
            at(|fact| matches!(fact, Fact::Became(State::Waiting(_)))).expect("it slept"),
            at(|fact| matches!(fact, Fact::Became(State::Finished))).expect("it ended"),
        )
    };
    assert!(slept(3).0 < slept(2).1, "the second began to wait before the first was over");
}

#[test]
fn a_run_in_which_nobody_can_go_on_is_a_deadlock() {
    let run = start(vec![vec![Act::Start(1), Act::WaitFor(1)], vec![Act::Hang]], 2);
    let End::Deadlock(lanes) = wait(&run) else { panic!("a deadlock") };
    assert_eq!(lanes.len(), 2);
    assert_eq!(run.take_part().events.iter().filter(|event| event.fact == Fact::Deadlocked).count(), 2);
}

#[test]
fn stopping_ends_loops_and_waits() {
    let run = start(vec![vec![Act::Start(1), Act::Start(2), Act::Forever], vec![Act::Hang], vec![Act::Forever]], 3);
    while run.hand_overs() < 2 {
        std::thread::yield_now();
    }
    run.stop();
    assert_eq!(wait(&run), End::Stopped);
}

#[test]
fn endless_printing_meets_the_limit() {
    let text: &'static str = Box::leak("x".repeat(1 << 20).into_boxed_str());
    let run = start(vec![vec![Act::Say(text); 8]], 1);
    assert!(matches!(wait(&run), End::Limit(_)));
}

/// A clock that goes on by 50 µs whenever it is looked at.
#[derive(Default)]
struct LookedAtClock(AtomicU64);

impl Clock for LookedAtClock {
    fn now(&self) -> Nanos {
        Nanos(self.0.fetch_add(50_000, Ordering::Relaxed))
    }
    fn unix_nanos(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn without_workers_threads_take_turns() {
    let count = vec![Act::Count(3_000_000)];
    let main = vec![Act::Start(1), Act::Start(2), Act::WaitFor(1), Act::WaitFor(2), Act::Exit(0)];
    let clock: Arc<dyn Clock> = Arc::new(LookedAtClock::default());
    let run = Run::new(Script::new(vec![main, count.clone(), count]), INTERVAL, Arc::clone(&clock), true);
    let mut turns = 0;
    while run.advance(clock.now().saturating_add(Nanos::from_millis(1))) != Advanced::Over {
        turns += 1;
    }
    assert_eq!(run.end(), Some(End::Exited(0)));
    assert!(turns > 1, "it came back between slices");
    assert!(run.hand_overs() > 3, "{} hand-overs", run.hand_overs());
}

#[test]
fn without_workers_a_sleep_says_when_to_come_back() {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::start());
    let script = Script::new(vec![vec![Act::Sleep(Nanos::from_millis(5)), Act::Exit(0)]]);
    let run = Run::new(script, INTERVAL, Arc::clone(&clock), true);
    let far = clock.now().saturating_add(Nanos::from_millis(1_000));
    let Advanced::Until(due) = run.advance(far) else { panic!("it sleeps") };
    while clock.now() < due {
        std::thread::yield_now();
    }
    assert_eq!(run.advance(far), Advanced::Over);
    assert_eq!(run.end(), Some(End::Exited(0)));
}

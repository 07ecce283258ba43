//! What the processes of one real run share: the kernel, and what is on its way between it and processes that live elsewhere.
//!
//! The first process is *at home*: its threads reach the kernel directly, under the site's lock. Every other process lives in
//! a place of its own (a browser's worker with a memory of its own), and its questions arrive as messages. Answers to those,
//! processes to start and to end are *orders* for whoever carries messages; `notify` tells it that there are some.
//!
//! Knows no browser and no machine. The kernel is the simulator's (`process/kernel/`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clock::Clock;
use crate::base::ids::{ProcessId, ThreadId};
use crate::base::limits::MAX_REAL_PROCESSES;
use crate::base::time::Nanos;
use crate::process::kernel::{Answer, Call, Errno, Fetch, FetchId, Kernel, NewProcess, Reply, Who, Why, pid_of};

/// The process that is at home.
pub const HOME: ProcessId = ProcessId(0);

/// For whoever carries messages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Order {
    /// A new interpreter for this payload, in a place of its own.
    Start { process: ProcessId, name: Arc<str>, payload: Arc<[u8]> },
    /// An answer to a process elsewhere.
    Tell { process: ProcessId, thread: ThreadId, reply: Reply },
    /// Fetches so many bytes, which is to take that long; [`Site::fetched`] hears when they are there.
    Fetch(Fetch),
    /// A process is over, with this exit status: ends its place at once.
    End { process: ProcessId, status: i32 },
}

/// What a question of a thread at home came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    Answered(Reply),
    Blocks {
        why: Why,
        at_most: Option<Nanos>,
    },
    /// The home process has killed itself by this signal.
    Killed(i32),
}

/// See the head of this file.
pub struct Site {
    clock: Arc<dyn Clock>,
    notify: Box<dyn Fn() + Send + Sync>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    kernel: Kernel,
    orders: Vec<Order>,
    /// Threads at home that are to look again.
    woken: Vec<ThreadId>,
    /// Processes elsewhere that are not over.
    away: BTreeSet<ProcessId>,
    /// Fetches that are not there yet.
    n_fetching: usize,
    /// Bytes that went from one process to another.
    bytes_moved: u64,
    /// Until when threads elsewhere wait.
    timers: BTreeSet<(Nanos, Who)>,
    dues: BTreeMap<Who, Nanos>,
}

impl Site {
    /// `notify` is called, from any thread, when there are orders.
    pub fn new(clock: Arc<dyn Clock>, notify: impl Fn() + Send + Sync + 'static) -> Self {
        let inner = Inner { kernel: Kernel::new(), ..Inner::default() };
        Self { clock, notify: Box::new(notify), inner: Mutex::new(inner) }
    }

    /// A thread at home asks.
    pub fn ask(&self, thread: ThreadId, call: Call) -> Asked {
        let who = Who { process: HOME, thread };
        self.change(|inner| match inner.kernel.ask(who, call) {
            Answer::Done(reply) => Asked::Answered(reply),
            Answer::Blocks { why, at_most } => Asked::Blocks { why, at_most },
            Answer::Starts(new) => Asked::Answered(inner.start(HOME, new)),
            Answer::Kills { process: HOME, signal } => Asked::Killed(signal),
            Answer::Kills { process, signal } => {
                inner.end(process, -signal);
                Asked::Answered(Reply::None)
            }
        })
    }
    /// A thread at home was woken, or (`due`) its time is over: the answer, or nothing when it waits on.
    pub fn again(&self, thread: ThreadId, due: bool) -> Option<Reply> {
        let who = Who { process: HOME, thread };
        self.change(|inner| if due { inner.kernel.timed_out(who) } else { inner.kernel.retry(who) })
    }

    /// A thread elsewhere asks; an [`Order::Tell`] answers.
    pub fn ask_from(&self, process: ProcessId, thread: ThreadId, call: Call) {
        let who = Who { process, thread };
        let now = self.clock.now();
        self.change(|inner| {
            if !inner.away.contains(&process) {
                return;
            }
            match inner.kernel.ask(who, call) {
                Answer::Done(reply) => inner.tell(who, reply),
                Answer::Blocks { at_most, .. } => inner.wait(who, at_most.map(|at_most| now.saturating_add(at_most))),
                Answer::Starts(new) => {
                    let reply = inner.start(process, new);
                    inner.tell(who, reply);
                }
                Answer::Kills { process, signal } => {
                    inner.end(process, -signal);
                    inner.tell(who, Reply::None);
                }
            }
        });
    }
    /// A process elsewhere is over.
    pub fn ended(&self, process: ProcessId, status: i32) {
        self.change(|inner| inner.end(process, status));
    }
    /// Answers threads elsewhere whose time is over; when the next one's will be.
    pub fn tick(&self) -> Option<Nanos> {
        let now = self.clock.now();
        self.change(|inner| {
            while let Some(&(at, who)) = inner.timers.first()
                && at <= now
            {
                inner.timers.pop_first();
                inner.dues.remove(&who);
                if let Some(reply) = inner.kernel.timed_out(who) {
                    inner.tell(who, reply);
                }
            }
            inner.timers.first().map(|(at, _)| *at)
        })
    }
    /// What was ordered is there.
    pub fn fetched(&self, id: FetchId) {
        self.change(|inner| {
            inner.n_fetching = inner.n_fetching.saturating_sub(1);
            inner.kernel.fetched(id);
        });
    }
    /// What there is to do, in order.
    pub fn take_orders(&self) -> Vec<Order> {
        std::mem::take(&mut self.lock().orders)
    }
    /// Threads at home that are to look again.
    pub fn take_woken(&self) -> Vec<ThreadId> {
        std::mem::take(&mut self.lock().woken)
    }
    /// Bytes that went from one process to another so far.
    pub fn bytes_moved(&self) -> u64 {
        self.lock().bytes_moved
    }
    /// Tells whether somebody may still wake a thread at home. Nobody starts a process or wakes one meanwhile.
    pub fn tell_hope(&self, tell: impl FnOnce(bool)) {
        let inner = self.lock();
        tell(!inner.away.is_empty() || !inner.woken.is_empty() || inner.n_fetching > 0);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.lock();
        let before = inner.orders.len() + inner.woken.len();
        let result = change(&mut inner);
        inner.pass_on();
        let more = inner.orders.len() + inner.woken.len() > before;
        drop(inner);
        if more {
            (self.notify)();
        }
        result
    }
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Whoever the kernel has woken looks again.
    fn pass_on(&mut self) {
        loop {
            let woken = self.kernel.take_woken();
            if woken.is_empty() {
                break;
            }
            for who in woken {
                if who.process == HOME {
                    self.woken.push(who.thread);
                } else if let Some(reply) = self.kernel.retry(who) {
                    self.stop_waiting(who);
                    self.tell(who, reply);
                }
            }
        }
        let sent = self.kernel.take_sent().into_iter().filter(|sent| sent.from.process != sent.to.process);
        self.bytes_moved += sent.map(|sent| sent.bytes as u64).sum::<u64>();
        for fetch in self.kernel.take_fetches() {
            self.n_fetching += 1;
            self.orders.push(Order::Fetch(fetch));
        }
    }
    fn wait(&mut self, who: Who, until: Option<Nanos>) {
        if let Some(until) = until {
            self.dues.insert(who, until);
            self.timers.insert((until, who));
        }
    }
    fn stop_waiting(&mut self, who: Who) {
        if let Some(due) = self.dues.remove(&who) {
            self.timers.remove(&(due, who));
        }
    }
    fn tell(&mut self, who: Who, reply: Reply) {
        self.orders.push(Order::Tell { process: who.process, thread: who.thread, reply });
    }
    fn start(&mut self, parent: ProcessId, new: NewProcess) -> Reply {
        let NewProcess::Fresh { name, payload, fds, .. } = new else { return Reply::Error(Errno::NoFork) };
        if self.away.len() >= MAX_REAL_PROCESSES {
            return Reply::Error(Errno::TooManyProcesses);
        }
        let process = self.kernel.start(parent, Some(&fds));
        self.away.insert(process);
        self.orders.push(Order::Start { process, name, payload });
        Reply::Int(pid_of(process))
    }
    fn end(&mut self, process: ProcessId, status: i32) {
        if !self.away.remove(&process) {
            return;
        }
        let of_it: Vec<Who> = self.dues.keys().filter(|who| who.process == process).copied().collect();
        of_it.into_iter().for_each(|who| self.stop_waiting(who));
        self.kernel.end(process, status);
        self.orders.push(Order::End { process, status });
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::clock::SystemClock;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const MAIN: ThreadId = ThreadId(0);

    fn site() -> (Site, Arc<AtomicUsize>) {
        let told = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&told);
        let notify = move || {
            count.fetch_add(1, Ordering::Relaxed);
        };
        (Site::new(Arc::new(SystemClock::start()), notify), told)
    }

    fn spawn(fds: Vec<i64>) -> Call {
        Call::Spawn { name: "Process-1".into(), method: "spawn".into(), payload: Arc::new([]), fds }
    }

    fn int(asked: &Asked) -> i64 {
        match asked {
            Asked::Answered(Reply::Int(int)) => *int,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn bytes_cross_from_a_process_elsewhere_to_one_at_home() {
        let (site, told) = site();
        let Asked::Answered(Reply::Pair(from, to)) = site.ask(MAIN, Call::Pipe) else { panic!("no pipe") };
        site.ask(MAIN, spawn(vec![to]));
        let child = ProcessId(1);
        assert!(matches!(&site.take_orders()[..], [Order::Start { process, .. }] if *process == child));
        let read = Call::Read { fd: from, n: 10, blocking: true };
        assert!(matches!(site.ask(MAIN, read), Asked::Blocks { why: Why::Pipe, .. }));
        site.ask_from(child, MAIN, Call::Write { fd: to, data: Arc::new(*b"hello"), written: 0, blocking: true });
        assert_eq!(site.take_orders(), [Order::Tell { process: child, thread: MAIN, reply: Reply::Int(5) }]);
        assert_eq!(site.take_woken(), [MAIN]);
        assert_eq!(site.again(MAIN, false), Some(Reply::Bytes(Arc::new(*b"hello"))));
        assert!(told.load(Ordering::Relaxed) >= 2);
    }

    #[test]
    fn a_child_that_is_over_wakes_who_waits_for_it_and_closes_its_pipes() {
        let (site, _) = site();
        let pid = int(&site.ask(MAIN, spawn(vec![])));
        site.tell_hope(|hope| assert!(hope));
        assert!(matches!(site.ask(MAIN, Call::WaitPid { pid, timeout: None }), Asked::Blocks { .. }));
        site.take_orders();
        site.ended(ProcessId(1), 3);
        assert_eq!(
            (site.take_orders(), site.take_woken()),
            (vec![Order::End { process: ProcessId(1), status: 3 }], vec![MAIN])
        );
        assert_eq!(site.again(MAIN, false), Some(Reply::Int(3)));
        site.tell_hope(|hope| assert!(!hope));
    }

    #[test]
    fn a_killed_child_is_ended_and_has_its_signal_as_status() {
        let (site, _) = site();
        let pid = int(&site.ask(MAIN, spawn(vec![])));
        site.ask(MAIN, Call::Kill { pid, signal: 15 });
        assert_eq!(site.ask(MAIN, Call::WaitPid { pid, timeout: None }), Asked::Answered(Reply::Int(-15)));
        assert_eq!(site.take_orders().last(), Some(&Order::End { process: ProcessId(1), status: -15 }));
    }

    #[test]
    fn a_wait_elsewhere_that_is_over_is_answered_by_the_clock() {
        let (site, _) = site();
        site.ask(MAIN, spawn(vec![]));
        let id = int(&site.ask(MAIN, Call::SemNew { value: 0, max: 1, kind: crate::process::kernel::SemKind::Lock }));
        site.take_orders();
        site.ask_from(ProcessId(1), MAIN, Call::SemAcquire { id, timeout: Some(Nanos(1)) });
        while site.tick().is_some() {}
        assert_eq!(
            site.take_orders(),
            [Order::Tell { process: ProcessId(1), thread: MAIN, reply: Reply::Bool(false) }]
        );
    }

    #[test]
    fn a_fork_is_refused() {
        let (site, _) = site();
        let asked = site.ask(MAIN, Call::Fork { name: "Process-1".into() });
        assert_eq!(asked, Asked::Answered(Reply::Error(Errno::NoFork)));
    }
}

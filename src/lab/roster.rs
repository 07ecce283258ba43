//! Which Python threads could go on, which wait, and until when: what the pool's workers take their work from.
//!
//! A worker takes a thread in hand, runs it behind the GIL until it blocks or ends, and comes back for another. So every
//! thread has a worker of its own as long as there are enough of them; when there are not, those that could go on wait here
//! in the order in which they came, and a thread that blocks gives its worker to the next.
//!
//! One thread may live *at home*: whoever drives the run without blocking takes it in hand, and no worker of the pool. So a
//! program's event loop turns inside another event loop.
//!
//! Knows no GIL and no machine. [`Roster::park`] and [`Roster::wake`] are called by whoever holds the GIL, so that a wake-up
//! cannot overtake the wait it is meant for. A timer that runs out and a wake-up may meet: the thread comes back once, and
//! the process, asked under the GIL, tells which of the two it was.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use super::clock::Clock;
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;

/// All threads of one run that are not over.
#[derive(Debug, Default)]
pub struct Roster {
    inner: Mutex<Inner>,
    changed: Condvar,
    home: OnceLock<Home>,
}

/// The thread that lives at home, and how home is told that it can go on.
struct Home {
    thread: ThreadId,
    ring: Box<dyn Fn() + Send + Sync>,
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Home").field(&self.thread).finish()
    }
}

/// Whose threads are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Whose {
    Anybodys,
    /// All but this one.
    Pools(ThreadId),
    Homes(ThreadId),
}

impl Whose {
    fn has(self, thread: ThreadId) -> bool {
        match self {
            Whose::Anybodys => true,
            Whose::Pools(home) => thread != home,
            Whose::Homes(home) => thread == home,
        }
    }
}

#[derive(Debug, Default)]
struct Inner {
    ready: VecDeque<ThreadId>,
    /// Threads that wait.
    parked: BTreeSet<ThreadId>,
    /// Until when each thread waits or waited last.
    dues: BTreeMap<ThreadId, Nanos>,
    /// The times of those that wait, in order.
    timers: BTreeSet<(Nanos, ThreadId)>,
    /// Threads that workers have in hand.
    in_hand: usize,
    /// Threads woken from outside before they had parked.
    early: BTreeSet<ThreadId>,
    /// Somebody outside may still wake a thread.
    hopes: bool,
    over: bool,
}

/// What a worker does next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Go on with this thread: it was woken or is new.
    Run(ThreadId),
    /// Go on with this thread: the time until which it waited has come.
    Due(ThreadId),
    /// Nobody can ever go on: every thread waits for another one.
    Stalled,
    /// The run is over.
    Over,
}

/// What is to be done now, for those that must not block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Poll {
    Now(Next),
    /// Nothing before this time.
    At(Nanos),
    /// Nothing until a thread that is in hand does something.
    Later,
}

impl Roster {
    /// From now on this thread lives at home; `ring` is called, from any thread, when it can go on. Only the first call counts.
    pub fn settle(&self, thread: ThreadId, ring: impl Fn() + Send + Sync + 'static) {
        drop(self.home.set(Home { thread, ring: Box::new(ring) }));
    }
    /// A new thread, which can go on at once.
    pub fn add(&self, thread: ThreadId) {
        self.lock().ready.push_back(thread);
        self.tell(thread);
    }
    /// The thread in the caller's hand waits, at most until `due`.
    pub fn park(&self, thread: ThreadId, due: Option<Nanos>) {
        let mut inner = self.lock();
        match due {
            Some(due) => inner.dues.insert(thread, due),
            None => inner.dues.remove(&thread),
        };
        inner.park(thread);
        drop(inner);
        // Another worker may be waiting for a later timer than this one.
        self.changed.notify_one();
    }
    /// The thread in the caller's hand was woken in vain: it waits until the same time as before.
    pub fn park_again(&self, thread: ThreadId) {
        self.lock().park(thread);
        self.changed.notify_one();
    }
    /// A waiting thread can go on. Nothing happens when it does not wait (any more).
    pub fn wake(&self, thread: ThreadId) {
        if self.lock().unpark(thread) {
            self.tell(thread);
        }
    }
    /// As [`wake`](Self::wake), by somebody who does not hold the GIL: the thread may not have parked yet. It is to see for
    /// itself whether it has what it waits for.
    pub fn wake_from_outside(&self, thread: ThreadId) {
        let mut inner = self.lock();
        if !inner.unpark(thread) {
            inner.early.insert(thread);
        }
        drop(inner);
        self.tell(thread);
    }
    /// The thread in the caller's hand goes to the end of those who could go on, if others have no worker; else the caller
    /// keeps it.
    pub fn give_way(&self, thread: ThreadId) -> bool {
        let pools = self.pools();
        let mut inner = self.lock();
        if !pools.has(thread) || !inner.ready.iter().any(|ready| pools.has(*ready)) {
            return false;
        }
        inner.in_hand -= 1;
        inner.ready.push_back(thread);
        true
    }
    /// The thread in the caller's hand goes on next: its worker has something else to do.
    pub fn pause(&self, thread: ThreadId) {
        let mut inner = self.lock();
        inner.in_hand -= 1;
        inner.ready.push_front(thread);
    }
    /// Who could go on first of those that have no worker.
    pub fn next_up(&self, now: Nanos) -> Option<ThreadId> {
        let inner = self.lock();
        let due = inner.timers.first().filter(|(due, _)| *due <= now);
        due.map(|(_, thread)| *thread).or_else(|| inner.ready.front().copied())
    }
    /// The thread in the caller's hand has ended.
    pub fn finish(&self) {
        self.lock().in_hand -= 1;
        self.changed.notify_all();
    }
    /// Whether somebody outside may still wake a thread: then it is no deadlock when all of them wait.
    pub fn hope(&self, hopes: bool) {
        let mut inner = self.lock();
        let changes = inner.hopes != hopes;
        inner.hopes = hopes;
        drop(inner);
        if changes {
            self.changed.notify_all();
        }
    }
    /// Ends the run: every worker is told so.
    pub fn end(&self) {
        self.lock().over = true;
        self.changed.notify_all();
        if let Some(home) = self.home.get() {
            (home.ring)();
        }
    }

    /// Waits for something to do. [`Next::Stalled`] is said once, and the run is over then.
    pub fn next(&self, clock: &dyn Clock) -> Next {
        let mut inner = self.lock();
        loop {
            match inner.poll(clock.now(), self.pools()) {
                Poll::Now(next) => {
                    if matches!(next, Next::Stalled) {
                        self.changed.notify_all();
                    }
                    return next;
                }
                Poll::At(due) => {
                    let wait = Duration::from_nanos(due.saturating_sub(clock.now()).0.max(1));
                    inner = self.changed.wait_timeout(inner, wait).unwrap_or_else(PoisonError::into_inner).0;
                }
                Poll::Later => inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
    /// As [`next`](Self::next), for all threads and without waiting.
    pub fn poll(&self, now: Nanos) -> Poll {
        self.lock().poll(now, Whose::Anybodys)
    }
    /// As [`poll`](Self::poll), for the thread that lives at home.
    pub fn poll_home(&self, now: Nanos) -> Poll {
        match self.home.get() {
            Some(home) => self.lock().poll(now, Whose::Homes(home.thread)),
            None => Poll::Later,
        }
    }

    fn pools(&self) -> Whose {
        self.home.get().map_or(Whose::Anybodys, |home| Whose::Pools(home.thread))
    }
    /// A thread can go on: whoever is to take it in hand hears so.
    fn tell(&self, thread: ThreadId) {
        match self.home.get() {
            Some(home) if home.thread == thread => (home.ring)(),
            _ => self.changed.notify_one(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn poll(&mut self, now: Nanos, whose: Whose) -> Poll {
        if self.over {
            return Poll::Now(Next::Over);
        }
        let due = self.first_due(whose);
        if let Some((at, thread)) = due
            && at <= now
        {
            self.timers.remove(&(at, thread));
            self.parked.remove(&thread);
            self.in_hand += 1;
            return Poll::Now(Next::Due(thread));
        }
        let next = self.ready.iter().position(|thread| whose.has(*thread));
        if let Some(thread) = next.and_then(|at| self.ready.remove(at)) {
            self.in_hand += 1;
            return Poll::Now(Next::Run(thread));
        }
        match due {
            Some((at, _)) => Poll::At(at),
            None if self.in_hand == 0 && !self.hopes && self.timers.is_empty() && self.ready.is_empty() => {
                self.over = true;
                Poll::Now(Next::Stalled)
            }
            None => Poll::Later,
        }
    }
    fn first_due(&self, whose: Whose) -> Option<(Nanos, ThreadId)> {
        match whose {
            Whose::Homes(home) => {
                let due = self.dues.get(&home).filter(|_| self.parked.contains(&home));
                due.map(|due| (*due, home))
            }
            _ => self.timers.iter().find(|(_, thread)| whose.has(*thread)).copied(),
        }
    }
    fn park(&mut self, thread: ThreadId) {
        self.in_hand -= 1;
        if self.early.remove(&thread) {
            self.ready.push_back(thread);
            return;
        }
        self.parked.insert(thread);
        if let Some(due) = self.dues.get(&thread) {
            self.timers.insert((*due, thread));
        }
    }
    fn unpark(&mut self, thread: ThreadId) -> bool {
        if !self.parked.remove(&thread) {
            return false;
        }
        if let Some(due) = self.dues.get(&thread) {
            self.timers.remove(&(*due, thread));
        }
        self.ready.push_back(thread);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    impl Roster {
        fn poll_pool(&self, now: Nanos) -> Poll {
            self.lock().poll(now, self.pools())
        }
    }

    const A: ThreadId = ThreadId(0);
    const B: ThreadId = ThreadId(1);

    #[test]
    fn threads_come_in_the_order_in_which_they_can_go_on() {
        let roster = Roster::default();
        roster.add(A);
        roster.add(B);
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Run(A)));
        assert!(roster.give_way(A));
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Run(B)));
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Run(A)));
        assert!(!roster.give_way(A), "nobody to give way to");
        assert_eq!(roster.poll(Nanos(0)), Poll::Later);
    }

    #[test]
    fn a_waiting_thread_comes_back_once_when_woken_or_when_its_time_has_come() {
        let roster = Roster::default();
        roster.add(A);
        roster.poll(Nanos(0));
        roster.park(A, Some(Nanos(50)));
        assert_eq!(roster.poll(Nanos(10)), Poll::At(Nanos(50)));
        roster.wake(A);
        assert_eq!(roster.poll(Nanos(60)), Poll::Now(Next::Run(A)));
        roster.wake(A);
        assert_eq!(roster.poll(Nanos(60)), Poll::Later);
        roster.park(A, Some(Nanos(70)));
        assert_eq!(roster.poll(Nanos(70)), Poll::Now(Next::Due(A)));
    }

    #[test]
    fn a_wake_up_from_outside_is_not_lost_when_it_comes_before_the_wait() {
        let roster = Roster::default();
        roster.add(A);
        roster.poll(Nanos(0));
        roster.wake_from_outside(A);
        roster.park(A, Some(Nanos(50)));
        assert_eq!(roster.poll(Nanos(10)), Poll::Now(Next::Run(A)));
        roster.park_again(A);
        assert_eq!(roster.poll(Nanos(10)), Poll::At(Nanos(50)), "in vain: it waits on");
    }

    #[test]
    fn while_somebody_outside_may_wake_them_waiting_is_no_deadlock() {
        let roster = Roster::default();
        roster.hope(true);
        roster.add(A);
        roster.poll(Nanos(0));
        roster.park(A, None);
        assert_eq!(roster.poll(Nanos(0)), Poll::Later);
        roster.hope(false);
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Stalled));
    }

    #[test]
    fn when_all_wait_for_each_other_the_run_is_over() {
        let roster = Roster::default();
        roster.add(A);
        roster.add(B);
        roster.poll(Nanos(0));
        roster.poll(Nanos(0));
        roster.park(A, None);
        assert_eq!(roster.poll(Nanos(0)), Poll::Later);
        roster.park(B, None);
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Stalled));
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Over));
    }

    #[test]
    fn a_thread_that_lives_at_home_is_taken_in_hand_there_only() {
        let (rung, roster) = (Arc::new(AtomicUsize::new(0)), Roster::default());
        let bell = Arc::clone(&rung);
        roster.settle(A, move || {
            bell.fetch_add(1, Ordering::Relaxed);
        });
        roster.add(A);
        assert_eq!((rung.load(Ordering::Relaxed), roster.poll_pool(Nanos(0))), (1, Poll::Later));
        roster.add(B);
        assert_eq!(roster.poll_home(Nanos(0)), Poll::Now(Next::Run(A)));
        assert!(!roster.give_way(A), "nobody else comes here");
        assert_eq!(roster.poll_home(Nanos(0)), Poll::Later);
        roster.park(A, Some(Nanos(5)));
        assert_eq!(roster.poll_pool(Nanos(9)), Poll::Now(Next::Run(B)));
        roster.park(B, None);
        assert_eq!(roster.poll_pool(Nanos(9)), Poll::Later);
        assert_eq!(roster.poll_home(Nanos(9)), Poll::Now(Next::Due(A)));
        roster.park(A, None);
        assert_eq!(roster.poll_home(Nanos(9)), Poll::Now(Next::Stalled));
    }

    #[test]
    fn ending_the_run_sends_workers_home() {
        let roster = Roster::default();
        roster.add(A);
        roster.end();
        assert_eq!(roster.poll(Nanos(0)), Poll::Now(Next::Over));
    }
}

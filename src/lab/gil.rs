//! A real global interpreter lock: who holds it, who asks for it, and how it changes hands.
//!
//! Source of the rules: CPython's `Python/ceval_gil.c` (`take_gil`, `drop_gil`, forced switching). A thread that wants the
//! lock waits on a condition, at most one switch interval at a time; when it waited that long and nobody else got the lock
//! meanwhile, it sets the drop request. The holder looks at the request at its switch points. Whoever releases while a
//! request is set waits until another thread has the lock, so that it can never take it again first.
//! A thread that comes when the lock is free takes it, even if another was woken for it.
//!
//! Mutex and conditions are the standard library's: atomic wait and notify in a browser's shared memory.
//! Gap: CPython has a request for each thread and we one for the lock; taking the lock clears it in both.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::base::ids::ThreadId;
use crate::base::time::Nanos;

/// The lock. Dropping the [`Held`] releases it.
#[derive(Debug)]
pub struct Gil {
    state: Mutex<State>,
    /// The lock was released.
    freed: Condvar,
    /// Another thread than the last holder took the lock.
    switched: Condvar,
    drop_request: AtomicBool,
    stopped: AtomicBool,
    interval_nanos: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    locked: bool,
    last_holder: Option<ThreadId>,
    /// Counts the times that the lock went to another thread than before.
    switches: u64,
    /// Who set the drop request.
    asked_by: Option<ThreadId>,
}

/// Proof that a thread holds the lock.
#[derive(Debug)]
pub struct Held<'a> {
    gil: &'a Gil,
    pub thread: ThreadId,
    /// Who held it before, if that was another thread.
    pub from: Option<ThreadId>,
    /// It had to ask with a drop request.
    pub asked: bool,
}

/// The run was stopped while a thread waited for the lock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stopped;

impl Gil {
    pub fn new(switch_interval: Nanos) -> Self {
        let gil = Self {
            state: Mutex::new(State::default()),
            freed: Condvar::new(),
            switched: Condvar::new(),
            drop_request: AtomicBool::new(false),
            stopped: AtomicBool::new(false),
            interval_nanos: AtomicU64::default(),
        };
        gil.set_interval(switch_interval);
        gil
    }

    /// As `sys.setswitchinterval()`: from the next wait on. At least a microsecond.
    pub fn set_interval(&self, interval: Nanos) {
        self.interval_nanos.store(interval.0.max(1_000), Ordering::Relaxed);
    }
    pub fn interval(&self) -> Nanos {
        Nanos(self.interval_nanos.load(Ordering::Relaxed))
    }

    /// Waits until `thread` has the lock. `on_request(holder)` is called when it sets the drop request.
    pub fn take(&self, thread: ThreadId, mut on_request: impl FnMut(ThreadId)) -> Result<Held<'_>, Stopped> {
        let mut state = self.lock();
        let mut asked = false;
        while state.locked {
            if self.is_stopped() {
                return Err(Stopped);
            }
            let seen = state.switches;
            let (after, wait) = self
                .freed
                .wait_timeout(state, Duration::from_nanos(self.interval().0))
                .unwrap_or_else(PoisonError::into_inner);
            state = after;
            if wait.timed_out() && state.locked && state.switches == seen {
                state.asked_by = Some(thread);
                if !self.drop_request.swap(true, Ordering::Relaxed) {
                    asked = true;
                    if let Some(holder) = state.last_holder {
                        on_request(holder);
                    }
                }
            }
        }
        if self.is_stopped() { Err(Stopped) } else { Ok(self.taken(&mut state, thread, asked)) }
    }

    /// The lock, if it is free.
    pub fn try_take(&self, thread: ThreadId) -> Option<Held<'_>> {
        let mut state = self.lock();
        (!state.locked && !self.is_stopped()).then(|| self.taken(&mut state, thread, false))
    }

    fn taken(&self, state: &mut State, thread: ThreadId, asked: bool) -> Held<'_> {
        state.locked = true;
        let from = state.last_holder.filter(|last| *last != thread);
        if state.last_holder != Some(thread) {
            state.last_holder = Some(thread);
            state.switches += 1;
        }
        state.asked_by = None;
        self.drop_request.store(false, Ordering::Relaxed);
        self.switched.notify_all();
        Held { gil: self, thread, from, asked }
    }

    /// A waiter has asked the holder to let go.
    #[inline]
    pub fn drop_requested(&self) -> bool {
        self.drop_request.load(Ordering::Relaxed)
    }

    /// Who set the drop request.
    pub fn asked_by(&self) -> Option<ThreadId> {
        self.lock().asked_by
    }

    /// How often the lock went from one thread to another.
    pub fn hand_overs(&self) -> u64 {
        self.lock().switches.saturating_sub(1)
    }

    /// Nobody gets the lock any more, and whoever waits for it is told so.
    pub fn stop(&self) {
        let state = self.lock();
        self.stopped.store(true, Ordering::Relaxed);
        drop(state);
        self.freed.notify_all();
        self.switched.notify_all();
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn release(&self, thread: ThreadId) {
        let mut state = self.lock();
        state.locked = false;
        self.freed.notify_one();
        if !self.drop_requested() {
            return;
        }
        while state.last_holder == Some(thread) && self.drop_requested() && !self.is_stopped() {
            state = self.switched.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A panic while the lock's own state was held cannot leave it half-written: every change is one assignment.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.gil.release(self.thread);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicU64;

    #[expect(clippy::disallowed_methods, reason = "a test of real threads")]
    fn start(job: impl FnOnce() + Send + 'static) -> std::thread::JoinHandle<()> {
        std::thread::spawn(job)
    }

    #[test]
    fn only_one_thread_is_inside() {
        let gil = Arc::new(Gil::new(Nanos(50_000)));
        let inside = Arc::new(AtomicU64::new(0));
        let threads: Vec<_> = (0..4)
            .map(|n| {
                let (gil, inside) = (Arc::clone(&gil), Arc::clone(&inside));
                start(move || {
                    for _ in 0..500 {
                        let held = gil.take(ThreadId(n), |_| {}).expect("not stopped");
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(held);
                    }
                })
            })
            .collect();
        threads.into_iter().for_each(|thread| thread.join().expect("no panic"));
        assert!(gil.hand_overs() >= 3);
    }

    #[test]
    fn after_a_requested_release_another_thread_is_next() {
        let gil = Arc::new(Gil::new(Nanos(200_000)));
        let held = gil.take(ThreadId(0), |_| {}).expect("free");
        let other = Arc::clone(&gil);
        let waiter = start(move || {
            let mut asked_of = None;
            let held = other.take(ThreadId(1), |holder| asked_of = Some(holder)).expect("not stopped");
            assert_eq!((held.from, held.asked, asked_of), (Some(ThreadId(0)), true, Some(ThreadId(0))));
        });
        while !gil.drop_requested() {
            std::thread::yield_now();
        }
        assert_eq!(gil.asked_by(), Some(ThreadId(1)));
        drop(held);
        let again = gil.take(ThreadId(0), |_| {}).expect("not stopped");
        assert_eq!(again.from, Some(ThreadId(1)));
        assert_eq!(gil.hand_overs(), 2);
        waiter.join().expect("no panic");
    }

    #[test]
    fn stopping_ends_every_wait() {
        let gil = Arc::new(Gil::new(Nanos::from_millis(5)));
        let held = gil.take(ThreadId(0), |_| {}).expect("free");
        let other = Arc::clone(&gil);
        let waiter = start(move || assert_eq!(other.take(ThreadId(1), |_| {}).err(), Some(Stopped)));
        gil.stop();
        waiter.join().expect("no panic");
        drop(held);
        assert!(gil.take(ThreadId(0), |_| {}).is_err());
    }
}

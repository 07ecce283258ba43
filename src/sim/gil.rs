//! The GIL's state. What happens to it, and when, is in `world.rs`.
//!
//! Source: `Python/ceval_gil.c` of CPython 3.9 to 3.15 (`take_gil`, `drop_gil`): `locked` and `last_holder` there are `holder`
//! and `last_holder` here, `switch_number` counts changes of holder. A waiter waits one switch interval at a time; if in one
//! the holder did not change, it sets the drop request. Releasing signals one waiter, which then has to win the GIL like
//! anybody who comes by. After a requested release the releaser waits until somebody else has had it (forced switching).
//!
//! Gap: the waiter that a release signals is the one that has waited longest, but for a chance of another.

use crate::base::ids::ThreadId;
use crate::base::time::Picos;

/// One process's GIL.
#[derive(Clone, Debug, Default)]
pub struct Gil {
    pub holder: Option<ThreadId>,
    pub last_holder: Option<ThreadId>,
    /// Times it went from one thread to another.
    pub switch_number: u64,
    /// Threads that wait for it, the longest first.
    pub waiters: Vec<Waiter>,
    /// Set: the holder is to give it away at its next switch point. By whom.
    pub drop_request: Option<ThreadId>,
}

/// A thread that waits for the GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiter {
    pub thread: ThreadId,
    /// Since when, over all its intervals.
    pub since: Picos,
    /// `switch_number` when its present interval began.
    pub switch_number: u64,
    /// It set a drop request at some time.
    pub asked: bool,
    /// Signalled, and on its way.
    pub signalled: bool,
    /// May not take the GIL before somebody else has had it.
    pub forced_after: Option<u64>,
}

impl Gil {
    pub fn waiter(&mut self, thread: ThreadId) -> Option<&mut Waiter> {
        self.waiters.iter_mut().find(|waiter| waiter.thread == thread)
    }
    /// Makes a thread the holder; answers who held it last, if that was another.
    pub fn take(&mut self, thread: ThreadId) -> Option<ThreadId> {
        self.waiters.retain(|waiter| waiter.thread != thread);
        self.holder = Some(thread);
        self.drop_request = None;
        let last = self.last_holder.filter(|&last| last != thread);
        if self.last_holder != Some(thread) {
            self.switch_number += 1;
            self.last_holder = Some(thread);
        }
        last
    }
    /// Frees it. Answers who had asked for it.
    pub fn release(&mut self) -> Option<ThreadId> {
        self.holder = None;
        self.drop_request.take()
    }
    /// Places of waiters that a release may signal.
    pub fn signallable(&self) -> Vec<usize> {
        let fit =
            |waiter: &Waiter| !waiter.signalled && waiter.forced_after.is_none_or(|number| self.switch_number > number);
        self.waiters.iter().enumerate().filter(|(_, waiter)| fit(waiter)).map(|(at, _)| at).collect()
    }
}

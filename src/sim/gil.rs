//! A GIL's state. What happens to it, and when, is in `gil_rules.rs`.
//!
//! Source: `Python/ceval_gil.c` of CPython 3.9 to 3.15 (`take_gil`, `drop_gil`): `locked` and `last_holder` there are `holder`
//! and `last_holder` here, `switch_number` counts changes of holder. A waiter waits one switch interval at a time; if in one
//! the holder did not change, it sets the drop request. Releasing signals one waiter, which then has to win the GIL like
//! anybody who comes by. After a requested release the releaser waits until somebody else has had it (forced switching).
//!
//! Gap: the waiter that a release signals is the one that has waited longest, but for a chance of another.

use std::collections::BTreeMap;

use super::world::Runner;
use crate::base::time::Picos;

/// One process's GIL.
#[derive(Clone, Debug, Default)]
pub struct Gil {
    pub holder: Option<Runner>,
    pub last_holder: Option<Runner>,
    /// Times it went from one thread to another.
    pub switch_number: u64,
    /// Threads that wait for it, in the order of coming.
    waiters: BTreeMap<u64, Waiter>,
    places: BTreeMap<Runner, u64>,
    n_came: u64,
    /// Waiters that may not take it before somebody else has had it.
    forced: Vec<Runner>,
    /// Set: the holder is to give it away at its next switch point. By whom.
    pub drop_request: Option<Runner>,
}

/// A thread that waits for the GIL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiter {
    pub runner: Runner,
    /// Since when, over all its intervals.
    pub since: Picos,
    /// `switch_number` when its present interval began.
    pub switch_number: u64,
    /// It set a drop request at some time.
    pub asked: bool,
    /// Signalled, and on its way.
    pub signalled: bool,
    /// May not take the GIL before `switch_number` has passed this.
    pub forced_after: Option<u64>,
}

/// Waiters among which a release chooses at most.
const MAX_FIT: usize = 8;

impl Gil {
    /// Enters a thread among those that wait. `forced`: it gave the GIL away on request, and another must have it first.
    pub fn wait(&mut self, runner: Runner, since: Picos, forced: bool) {
        let switch_number = self.switch_number;
        let forced_after = forced.then_some(switch_number);
        let waiter = Waiter { runner, since, switch_number, asked: false, signalled: false, forced_after };
        self.waiters.insert(self.n_came, waiter);
        self.places.insert(runner, self.n_came);
        self.n_came += 1;
        if forced {
            self.forced.push(runner);
        }
    }
    /// A thread waits no more.
    pub fn forget(&mut self, runner: Runner) -> Option<Waiter> {
        let place = self.places.remove(&runner)?;
        self.forced.retain(|&forced| forced != runner);
        self.waiters.remove(&place)
    }
    pub fn has_waiters(&self) -> bool {
        !self.waiters.is_empty()
    }
    pub fn waiter(&mut self, runner: Runner) -> Option<&mut Waiter> {
        self.waiters.get_mut(self.places.get(&runner)?)
    }
    /// The thread holds it and somebody has asked for it.
    pub fn is_to_give_way(&self, runner: Runner) -> bool {
        self.holder == Some(runner) && self.drop_request.is_some()
    }
    /// Makes a thread the holder; answers who held it last, if that was another, and whether the taker had to ask.
    pub fn take(&mut self, runner: Runner) -> (Option<Runner>, bool) {
        let asked = self.forget(runner).is_some_and(|waiter| waiter.asked);
        self.holder = Some(runner);
        self.drop_request = None;
        let last = self.last_holder.filter(|&last| last != runner);
        if self.last_holder != Some(runner) {
            self.switch_number += 1;
            self.last_holder = Some(runner);
        }
        (last, asked)
    }
    /// Frees it. Answers who had asked for it.
    pub fn release(&mut self) -> Option<Runner> {
        self.holder = None;
        self.drop_request.take()
    }
    /// Waiters that a release may signal: the first few.
    pub fn signallable(&self) -> Vec<Runner> {
        let fit = |waiter: &&Waiter| {
            !waiter.signalled && waiter.forced_after.is_none_or(|number| self.switch_number > number)
        };
        self.waiters.values().filter(fit).take(MAX_FIT).map(|waiter| waiter.runner).collect()
    }
    /// Waiters that were held back until the GIL changed hands, which it has.
    pub fn take_freed(&mut self) -> Vec<Runner> {
        let number = self.switch_number;
        let forced = std::mem::take(&mut self.forced);
        let mut freed = Vec::new();
        for runner in forced {
            let Some(waiter) = self.waiter(runner) else { continue };
            if waiter.forced_after.is_some_and(|after| number > after) {
                waiter.forced_after = None;
                waiter.switch_number = number;
                freed.push(runner);
            } else {
                self.forced.push(runner);
            }
        }
        freed
    }
}

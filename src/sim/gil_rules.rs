//! How threads come by their process's GIL and lose it.
//!
//! Source: `Python/ceval_gil.c` (see `gil.rs`). Without a GIL a thread that has a core executes.

use crate::base::time::{Nanos, Picos};
use crate::trace::event::{Fact, Release, State, SwitchPoint};

use super::record::Sink;
use super::timers::Due;
use super::world::{Purpose, Runner, World};

impl World {
    /// A thread that has a core asks for the GIL.
    pub(super) fn want_gil(&mut self, sink: &mut dyn Sink, runner: Runner) {
        if !self.has_gil {
            self.become_(sink, runner, State::Running);
            let now = self.now;
            return self.begin_to_execute(runner, now);
        }
        if self.gil_of(runner).holder.is_none() {
            return self.take_gil(sink, runner);
        }
        self.become_(sink, runner, State::WantsGil);
        let now = self.now;
        self.gil_of(runner).wait(runner, now, false);
        self.await_interval(runner);
    }

    /// Begins a wait of one switch interval.
    fn await_interval(&mut self, runner: Runner) {
        let slack = self.oracle.latency(self.costs.timer_slack.low, self.costs.timer_slack.high);
        let interval = self.process_of(runner).switch_interval.unwrap_or(self.settings.switch_interval);
        let interval = Picos::from_nanos(interval.max(Nanos::from_micros(1)));
        self.threads[runner].stamp += 1;
        let stamp = self.threads[runner].stamp;
        let at = self.now.saturating_add(interval).saturating_add(slack);
        self.timers.put(at, Due::GilTimeout { runner, stamp });
    }

    fn take_gil(&mut self, sink: &mut dyn Sink, runner: Runner) {
        let (from, asked) = self.gil_of(runner).take(runner);
        let from = from.map(|from| self.threads[from].lane);
        self.note_of(sink, runner, Fact::GilTaken { from, asked });
        self.become_(sink, runner, State::Running);
        let now = self.now;
        self.begin_to_execute(runner, now);
        let freed = self.gil_of(runner).take_freed();
        freed.into_iter().for_each(|runner| self.await_interval(runner));
    }

    /// A thread executes no more: it releases the GIL if it holds it, and signals a waiter.
    pub(super) fn release(&mut self, runner: Runner, why: Release, at: Option<SwitchPoint>, sink: &mut dyn Sink) {
        self.stop_executing(runner);
        if !self.has_gil || self.gil_of(runner).holder != Some(runner) {
            return;
        }
        self.note_of(sink, runner, Fact::GilReleased { why, at });
        self.gil_of(runner).release();
        self.signal(runner);
    }

    /// Wakes one waiter of the thread's GIL: mostly the one that has waited longest.
    fn signal(&mut self, releaser: Runner) {
        let fit = self.gil_of(releaser).signallable();
        if fit.is_empty() {
            return;
        }
        let place = if fit.len() > 1 && self.oracle.pick(8) == 7 { self.oracle.pick(fit.len()) } else { 0 };
        let runner = fit[place];
        let latency = self.wake_up(runner);
        if let Some(waiter) = self.gil_of(runner).waiter(runner) {
            waiter.signalled = true;
        }
        self.threads[runner].stamp += 1;
        let stamp = self.threads[runner].stamp;
        self.timers.put(self.now.saturating_add(latency), Due::GilArrival { runner, stamp });
    }

    /// A requested release at a switch point: somebody else must have the GIL before this thread may again.
    pub(super) fn give_way(&mut self, runner: Runner, at: SwitchPoint, sink: &mut dyn Sink) {
        let Some(by) = self.gil_of(runner).drop_request else { return };
        let by = self.threads[by].lane;
        self.stop_executing(runner);
        self.leave_core(runner);
        self.note_of(sink, runner, Fact::GilReleased { why: Release::Requested { by }, at: Some(at) });
        self.gil_of(runner).release();
        self.become_(sink, runner, State::WantsGil);
        self.signal(runner);
        let now = self.now;
        self.gil_of(runner).wait(runner, now, true);
    }

    /// `take_gil` after a timed wait: asks, if nobody else has had the GIL meanwhile; then waits again.
    pub(super) fn interval_over(&mut self, runner: Runner, sink: &mut dyn Sink) {
        let now = self.now;
        let gil = self.gil_of(runner);
        let Some(holder) = gil.holder else { return self.runnable(sink, runner, Purpose::Arrive) };
        let number = gil.switch_number;
        let Some(waiter) = gil.waiter(runner) else { return };
        let unchanged = waiter.switch_number == number;
        let waited = now.saturating_sub(waiter.since).nanos();
        waiter.switch_number = number;
        if unchanged {
            waiter.asked = true;
            if gil.drop_request.is_none() {
                gil.drop_request = Some(runner);
                let holder = self.threads[holder].lane;
                self.note_of(sink, runner, Fact::GilRequested { holder, waited });
            }
        }
        self.await_interval(runner);
    }

    /// A waiter that was signalled looks whether the GIL is still free.
    pub(super) fn arrive(&mut self, sink: &mut dyn Sink, runner: Runner) {
        let gil = self.gil_of(runner);
        if gil.holder.is_some() {
            let number = gil.switch_number;
            if let Some(waiter) = gil.waiter(runner) {
                waiter.signalled = false;
                waiter.switch_number = number;
                self.await_interval(runner);
            }
            return;
        }
        self.take_gil(sink, runner);
    }
}

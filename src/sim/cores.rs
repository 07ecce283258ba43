//! Who has a core.
//!
//! A thread needs a core whenever it executes, with the GIL or without; waiting for anything needs none. When more threads
//! could run than there are cores they queue, first come, first served, and each gives its core back after a time slice.
//!
//! Source: `kernel/sched/fair.c` of Linux 6.6 and later (EEVDF) with its base slice of 3 ms, all threads alike in weight: then
//! EEVDF comes down to turns of one slice. Gaps: waking never pre-empts; no groups, no migration costs, no other programs.

use crate::base::time::Picos;
use crate::trace::event::State;

use super::record::Sink;
use super::timers::Due;
use super::world::{Purpose, Runner, World};

impl World {
    /// A thread can run: it does at once if a core is free, else it queues.
    pub(super) fn runnable(&mut self, sink: &mut dyn Sink, runner: Runner, purpose: Purpose) {
        if self.threads[runner].purpose.is_some() {
            // It queues already; what it wants may have changed (its time-out came meanwhile).
            self.threads[runner].purpose = Some(purpose);
            return;
        }
        if self.on_core.len() < self.settings.cores.max(1) as usize && self.queue.is_empty() {
            return self.start_on_core(sink, runner, purpose);
        }
        if matches!(purpose, Purpose::Gil | Purpose::Native(_) | Purpose::Execute(_)) {
            self.become_(sink, runner, State::Ready);
        }
        self.threads[runner].purpose = Some(purpose);
        self.queue.push_back(runner);
        self.arm_slices();
    }

    /// Gives free cores to those who queue.
    pub(super) fn serve_queue(&mut self, sink: &mut dyn Sink) {
        while self.on_core.len() < self.settings.cores.max(1) as usize {
            let Some(runner) = self.queue.pop_front() else { return };
            if let Some(purpose) = self.threads[runner].purpose.take() {
                self.start_on_core(sink, runner, purpose);
            }
        }
    }

    fn start_on_core(&mut self, sink: &mut dyn Sink, runner: Runner, purpose: Purpose) {
        let now = self.now;
        let data = &mut self.threads[runner];
        data.core = Some(now);
        data.slice_armed = false;
        self.on_core.insert(runner);
        self.go(sink, runner, purpose);
        let data = &self.threads[runner];
        if data.core.is_some() && !data.executing && data.state != State::Native {
            self.leave_core(runner);
        }
        if !self.queue.is_empty() {
            self.arm_slices();
        }
    }

    /// A thread has a core and does what it wanted one for.
    fn go(&mut self, sink: &mut dyn Sink, runner: Runner, purpose: Purpose) {
        match purpose {
            Purpose::Gil => self.want_gil(sink, runner),
            Purpose::Arrive => self.arrive(sink, runner),
            Purpose::Lock => self.retry_lock(sink, runner),
            Purpose::Kernel => self.retry_kernel(sink, runner),
            Purpose::Native(rest) => {
                self.become_(sink, runner, State::Native);
                self.compute(runner, rest);
            }
            Purpose::Execute(ahead) => {
                self.become_(sink, runner, State::Running);
                let at = self.now.saturating_add(ahead);
                self.begin_to_execute(runner, at);
            }
        }
    }

    /// Computes without the GIL for so long, on the core that it has.
    pub(super) fn compute(&mut self, runner: Runner, length: Picos) {
        let until = self.now.saturating_add(length);
        let data = &mut self.threads[runner];
        data.stamp += 1;
        data.native_until = until;
        let stamp = data.stamp;
        self.timers.put(until, Due::Computed { runner, stamp });
    }

    pub(super) fn begin_to_execute(&mut self, runner: Runner, at: Picos) {
        let data = &mut self.threads[runner];
        data.executing = true;
        data.at = at;
        self.executing.insert((at, runner));
    }
    pub(super) fn stop_executing(&mut self, runner: Runner) {
        let data = &mut self.threads[runner];
        if std::mem::take(&mut data.executing) {
            let at = data.at;
            self.executing.remove(&(at, runner));
        }
    }

    /// The thread needs its core no more. Whoever queues gets it in the next turn.
    pub(super) fn leave_core(&mut self, runner: Runner) {
        self.threads[runner].core = None;
        self.on_core.remove(&runner);
    }

    /// Somebody queues: each thread that has a core has it until its slice is over.
    fn arm_slices(&mut self) {
        let slice = Picos::from_nanos(self.costs.time_slice);
        for &runner in &self.on_core {
            let data = &mut self.threads[runner];
            let Some(since) = data.core.filter(|_| !data.slice_armed) else { continue };
            data.slice_armed = true;
            let at = self.now.max(since.saturating_add(slice));
            self.timers.put(at, Due::SliceOver { runner, since });
        }
    }

    /// A slice is over: if somebody queues, it is their turn.
    pub(super) fn slice_over(&mut self, sink: &mut dyn Sink, runner: Runner, since: Picos) {
        if self.threads[runner].core != Some(since) {
            return;
        }
        self.threads[runner].slice_armed = false;
        if self.queue.is_empty() {
            return;
        }
        let now = self.now;
        let data = &self.threads[runner];
        let purpose = match data.state {
            State::Native => Purpose::Native(data.native_until.saturating_sub(now)),
            _ if data.executing => Purpose::Execute(data.at.saturating_sub(now)),
            _ => return,
        };
        self.stop_executing(runner);
        self.leave_core(runner);
        self.become_(sink, runner, State::Ready);
        self.threads[runner].purpose = Some(purpose);
        self.queue.push_back(runner);
    }
}

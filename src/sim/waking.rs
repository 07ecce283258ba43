//! Why threads stop, for how long, and what happens when something is due.

use crate::base::time::{Nanos, Picos};
use crate::process::kernel::{Call, Reply};
use crate::process::{Activity, Then, Waiting};
use crate::trace::event::{Fact, Io, Release, State, Wait};
use crate::vm::work::Done;

use super::record::Sink;
use super::timers::Due;
use super::world::{Purpose, Runner, World};

/// A read that was waited for copies what has come before its thread asks for the GIL. From this length on that is shown.
const COPYING_SEEN: Picos = Picos(5_000_000);

impl World {
    /// Why the thread stopped, and what that means for the GIL.
    pub(super) fn after(&mut self, runner: Runner, then: Then, sink: &mut dyn Sink) {
        match then {
            Then::GoesOn => {}
            Then::SwitchPoint(at) => self.give_way(runner, at, sink),
            Then::Yields => self.wait(runner, Waiting::Sleep, Some(Nanos::ZERO), sink),
            Then::Waits { waiting, at_most } => self.wait(runner, waiting, at_most, sink),
            Then::Native(work) => {
                let Done { product, cost } = work.run(&mut || true);
                let (process, thread) = (self.threads[runner].process, self.threads[runner].thread);
                self.process_mut(process).computed(thread, product);
                self.without_gil(runner, cost, sink);
            }
            Then::Asks(call) => self.ask(runner, call, sink),
            Then::Ended => {
                self.release(runner, Release::Finished, None, sink);
                self.leave_core(runner);
                self.become_(sink, runner, State::Finished);
            }
            Then::Exited(status) => {
                self.release(runner, Release::Finished, None, sink);
                let process = self.threads[runner].process;
                self.end_process(process, status, sink);
            }
        }
    }

    /// Computes for so long without the GIL, then asks for it again. The thread keeps its core.
    pub(super) fn without_gil(&mut self, runner: Runner, cost: Picos, sink: &mut dyn Sink) {
        self.release(runner, Release::Native, None, sink);
        self.become_(sink, runner, State::Native);
        let process = self.threads[runner].process;
        self.threads[runner].cpu = self.threads[runner].cpu.saturating_add(cost);
        self.processes[process].cpu = self.processes[process].cpu.saturating_add(cost);
        self.compute(runner, cost);
    }

    /// A thread waits for something inside its process, or for the clock.
    fn wait(&mut self, runner: Runner, waiting: Waiting, at_most: Option<Nanos>, sink: &mut dyn Sink) {
        self.release(runner, Release::Blocking, None, sink);
        self.leave_core(runner);
        let overshoot = match (waiting, at_most) {
            (Waiting::Sleep, Some(Nanos::ZERO)) => Some(self.costs.sleep_zero),
            (_, Some(_)) => Some(self.costs.sleep_overshoot),
            _ => None,
        };
        let until = at_most.zip(overshoot).map(|(at_most, overshoot)| {
            let late = self.oracle.latency(overshoot.low, overshoot.high);
            self.now.saturating_add(Picos::from_nanos(at_most)).saturating_add(late)
        });
        let process = self.threads[runner].process;
        let state = match waiting {
            Waiting::Sleep => State::Waiting(Io::Sleep { until: until.map_or(Nanos::MAX, Picos::nanos) }),
            Waiting::Network => State::Waiting(Io::Network { until: until.map_or(Nanos::MAX, Picos::nanos) }),
            Waiting::File => State::Waiting(Io::File { until: until.map_or(Nanos::MAX, Picos::nanos) }),
            Waiting::Lock { lock, owner } => {
                let lock = self.lock_number(sink, runner, lock);
                State::Blocked(Wait::Lock { lock, owner: owner.map(|owner| self.lane_of(process, owner)) })
            }
            Waiting::Join(other) => State::Blocked(Wait::Join(self.lane_of(process, other))),
            Waiting::Start(other) => State::Blocked(Wait::Start(self.lane_of(process, other))),
        };
        self.become_(sink, runner, state);
        if matches!(waiting, Waiting::Lock { .. } | Waiting::Join(_) | Waiting::Start(_)) {
            self.hear_of_news_meanwhile(runner);
        }
        let Some(until) = until else { return };
        let stamp = self.threads[runner].stamp;
        if waiting == Waiting::Sleep && at_most == Some(Nanos::ZERO) && !self.is_sleeping(runner) {
            // time.sleep(0) has been answered already: it is only away from the GIL for a moment.
            self.timers.put(until, Due::Ready { runner, stamp });
        } else {
            self.timers.put(until, Due::TimedOut { runner, stamp });
        }
    }
    /// Without a GIL another thread may have freed the lock, or ended, since this one's last instruction began: then whatever
    /// was to wake it was too early for it.
    fn hear_of_news_meanwhile(&mut self, runner: Runner) {
        if self.has_gil {
            return;
        }
        let (thread, stamp) = (self.threads[runner].thread, self.threads[runner].stamp);
        let due = match self.process_of(runner).activity(thread) {
            Activity::Lock { woken: true, .. } => Due::LockRetry { runner, stamp },
            Activity::Runnable => Due::Ready { runner, stamp },
            _ => return,
        };
        let latency = self.wake_up(runner);
        self.timers.put(self.now.saturating_add(latency), due);
    }
    fn is_sleeping(&mut self, runner: Runner) -> bool {
        let thread = self.threads[runner].thread;
        self.process_of(runner).activity(thread) == Activity::Sleeping
    }

    /// Something is due, unless the thread has gone on meanwhile.
    pub(super) fn happen(&mut self, due: Due, sink: &mut dyn Sink) {
        let (runner, stamp) = match due {
            Due::SliceOver { runner, since } => return self.slice_over(sink, runner, since),
            Due::Fetched(id) => {
                self.kernel.fetched(id);
                return self.pass_on_news(None, sink);
            }
            Due::GilTimeout { runner, stamp }
            | Due::GilArrival { runner, stamp }
            | Due::Ready { runner, stamp }
            | Due::LockRetry { runner, stamp }
            | Due::KernelRetry { runner, stamp }
            | Due::Computed { runner, stamp }
            | Due::Boots { runner, stamp, .. }
            | Due::TimedOut { runner, stamp } => (runner, stamp),
        };
        if self.threads[runner].stamp != stamp {
            return;
        }
        match due {
            Due::GilTimeout { .. } => self.interval_over(runner, sink),
            Due::GilArrival { .. } => self.runnable(sink, runner, Purpose::Arrive),
            Due::Ready { .. } => self.runnable(sink, runner, Purpose::Gil),
            Due::LockRetry { .. } => self.runnable(sink, runner, Purpose::Lock),
            Due::KernelRetry { .. } => self.runnable(sink, runner, Purpose::Kernel),
            Due::Boots { length, .. } => self.runnable(sink, runner, Purpose::Native(length)),
            Due::Computed { .. } => {
                // It has its core still.
                self.want_gil(sink, runner);
                if !self.threads[runner].executing {
                    self.leave_core(runner);
                }
            }
            Due::TimedOut { .. } => self.timed_out(runner, sink),
            Due::SliceOver { .. } | Due::Fetched(_) => {}
        }
    }

    fn timed_out(&mut self, runner: Runner, sink: &mut dyn Sink) {
        if !self.take_from_kernel(runner, sink) {
            let thread = self.threads[runner].thread;
            self.process_of(runner).timed_out(thread);
        }
        self.runnable(sink, runner, Purpose::Gil);
    }
    /// A thread that blocks in the kernel waits there no longer. False if it does not.
    pub(super) fn take_from_kernel(&mut self, runner: Runner, sink: &mut dyn Sink) -> bool {
        let thread = self.threads[runner].thread;
        if self.process_of(runner).activity(thread) != Activity::Kernel {
            return false;
        }
        let who = self.who(runner);
        if let Some(reply) = self.kernel.timed_out(who) {
            self.process_of(runner).answered(thread, reply);
        }
        self.pass_on_news(Some(runner), sink);
        true
    }

    /// A thread woken for a lock tries it.
    pub(super) fn retry_lock(&mut self, sink: &mut dyn Sink, runner: Runner) {
        let thread = self.threads[runner].thread;
        let Activity::Lock { lock, .. } = self.process_of(runner).activity(thread) else { return };
        if !self.process_of(runner).retry(thread) {
            return;
        }
        if let Some(number) = self.process_of(runner).number_of_lock(lock) {
            let number = self.lock_number(sink, runner, number);
            self.got_lock(sink, runner, number);
        }
        self.want_gil(sink, runner);
    }

    /// A thread woken by the kernel looks again.
    pub(super) fn retry_kernel(&mut self, sink: &mut dyn Sink, runner: Runner) {
        let who = self.who(runner);
        let (semaphore, room) = match self.kernel.blocked_on(who) {
            Some(Call::SemAcquire { id, .. }) => (Some(*id), 0),
            Some(call) => (None, call.room()),
            None => (None, 0),
        };
        let Some(reply) = self.kernel.retry(who) else {
            // A writer may have got rid of a part, which wakes readers.
            return self.pass_on_news(Some(runner), sink);
        };
        let copying = match &reply {
            Reply::Bytes(bytes) => self.costs.reading(room, bytes.len()),
            _ => Picos::ZERO,
        };
        self.process_of(runner).answered(who.thread, reply);
        if let Some(lock) = semaphore.and_then(|id| self.sem_locks.get(&id).copied()) {
            self.got_lock(sink, runner, lock);
        }
        self.pass_on_news(Some(runner), sink);
        if copying >= COPYING_SEEN {
            self.become_(sink, runner, State::Native);
            return self.compute(runner, copying);
        }
        self.want_gil(sink, runner);
    }

    /// Tells what the kernel has passed on and whom it has woken; `by` made it do so.
    pub(super) fn pass_on_news(&mut self, by: Option<Runner>, sink: &mut dyn Sink) {
        for fetch in self.kernel.take_fetches() {
            let at = self.now.saturating_add(Picos::from_nanos(fetch.takes));
            self.timers.put(at, Due::Fetched(fetch.id));
        }
        for sent in self.kernel.take_sent() {
            let from = self.lane_of(sent.from.process, sent.from.thread);
            let to = self.lane_of(sent.to.process, sent.to.thread);
            let bytes = u32::try_from(sent.bytes).unwrap_or(u32::MAX);
            self.note(sink, from, 0, Fact::Sent { to, bytes });
        }
        for who in self.kernel.take_woken() {
            let Some(runner) = self.runner_of(who.process, who.thread) else { continue };
            let lane = self.threads[runner].lane;
            if let Some(by) = by.filter(|by| self.threads[*by].state != State::Finished) {
                self.note_of(sink, by, Fact::Woke { lane });
            }
            let latency = self.wake_up(runner);
            let stamp = self.threads[runner].stamp;
            self.timers.put(self.now.saturating_add(latency), Due::KernelRetry { runner, stamp });
        }
    }
}

//! What threads ask of the kernel; starting and ending processes; nobody can go on.
//!
//! Sources: `Lib/multiprocessing/popen_fork.py`, `popen_spawn_posix.py`, `forkserver.py` of CPython 3.14 for who pays for
//! what: a fork copies the parent's tables while the parent waits; a spawned interpreter boots on its own; the fork server
//! boots once and then forks itself.

use crate::base::ids::{LaneId, ProcessId, ThreadId};
use crate::base::limits::MAX_PROCESSES;
use crate::base::time::{Nanos, Picos};
use crate::process::kernel::{Answer, Call, NewProcess, Reply, Why, pid_of};
use crate::process::{Activity, Process};
use crate::trace::event::{End, Fact, Io, Release, State, Wait};

use super::record::Sink;
use super::timers::Due;
use super::world::{Runner, World};

/// After a deadlock the run lasts this share of its length longer.
const HANG_SHARE: u64 = 16;

/// `SIGINT`
const INTERRUPT: i32 = 2;

impl World {
    /// A thread asks for something outside its process.
    pub(super) fn ask(&mut self, runner: Runner, call: Call, sink: &mut dyn Sink) {
        let who = self.who(runner);
        let cost = self.costs.kernel_call(&call);
        let (lets_go, room) = (call.lets_go(), call.room());
        match self.kernel.ask(who, call) {
            Answer::Done(reply) => {
                let cost = match &reply {
                    Reply::Bytes(bytes) if lets_go => self.costs.reading(room, bytes.len()),
                    _ => cost,
                };
                self.process_of(runner).answered(who.thread, reply);
                self.pass_on_news(Some(runner), sink);
                self.pay(runner, cost, lets_go, sink);
            }
            Answer::Blocks { why, at_most } => {
                self.process_of(runner).blocks_on_kernel(who.thread);
                self.block(runner, why, at_most, sink);
                self.pass_on_news(Some(runner), sink);
            }
            Answer::Starts(new) => self.start_process(runner, &new, sink),
            Answer::Kills { process, signal: INTERRUPT } => {
                self.process_of(runner).answered(who.thread, Reply::None);
                self.interrupt(process, sink);
                self.pay(runner, cost, false, sink);
            }
            Answer::Kills { process, signal } => {
                self.process_of(runner).answered(who.thread, Reply::None);
                self.end_process(process, -signal, sink);
                if self.threads[runner].state != State::Finished {
                    self.pay(runner, cost, false, sink);
                }
            }
        }
    }

    /// Raises KeyboardInterrupt in a process's main thread.
    fn interrupt(&mut self, process: ProcessId, sink: &mut dyn Sink) {
        let mut happened = Vec::new();
        let main = self.processes[process].process.keyboard_interrupt(&mut happened);
        let Some(main) = self.runner_of(process, main) else { return };
        for news in &happened {
            self.tell_one(main, news, sink);
        }
    }

    /// A system call that is answered at once takes its time, without the GIL if somebody wants it meanwhile.
    fn pay(&mut self, runner: Runner, cost: Picos, lets_go: bool, sink: &mut dyn Sink) {
        if lets_go && self.has_gil && self.gil_of(runner).has_waiters() {
            return self.without_gil(runner, cost, sink);
        }
        self.spend(runner, cost);
    }

    fn block(&mut self, runner: Runner, why: Why, at_most: Option<Nanos>, sink: &mut dyn Sink) {
        let until = at_most.map(|at_most| {
            let late = self.oracle.latency(self.costs.sleep_overshoot.low, self.costs.sleep_overshoot.high);
            self.now.saturating_add(Picos::from_nanos(at_most)).saturating_add(late)
        });
        let state = match why {
            Why::Pipe => State::Waiting(Io::Pipe),
            Why::Select => State::Waiting(Io::Select { until: until.map(Picos::nanos) }),
            Why::Network => State::Waiting(Io::Network { until: until.map_or(Nanos::MAX, Picos::nanos) }),
            Why::Process(process) => State::Blocked(Wait::Join(self.processes[process].lane)),
            Why::Semaphore(id) => {
                let lock = self.sem_number(sink, runner, id);
                let owner = self.kernel.sem_holder(id).map(|who| self.lane_of(who.process, who.thread));
                State::Blocked(Wait::Lock { lock, owner })
            }
        };
        self.release(runner, Release::Blocking, None, sink);
        self.leave_core(runner);
        self.become_(sink, runner, state);
        if let Some(until) = until {
            let stamp = self.threads[runner].stamp;
            self.timers.put(until, Due::TimedOut { runner, stamp });
        }
    }

    fn sem_number(&mut self, sink: &mut dyn Sink, runner: Runner, id: i64) -> u32 {
        if let Some(&number) = self.sem_locks.get(&id) {
            return number;
        }
        let number = self.new_lock(sink, runner, format!("semaphore-{}", id + 1));
        self.sem_locks.insert(id, number);
        number
    }

    // ---- processes ----

    fn start_process(&mut self, runner: Runner, new: &NewProcess, sink: &mut dyn Sink) {
        let who = self.who(runner);
        let n_alive = self.processes.iter().filter(|process| process.status.is_none()).count();
        if n_alive >= MAX_PROCESSES {
            let refused = self.process_of(runner).refused_process();
            return self.process_of(runner).raised(who.thread, refused);
        }
        let id = self.processes.next_id();
        let (child, thread, parent_pays, boot) = match new {
            NewProcess::Fork { .. } => {
                let child = self.process_of(runner).forked(who.thread, id);
                (Some(child), who.thread, self.costs.fork, (self.costs.forked, Picos::ZERO))
            }
            NewProcess::Fresh { method, payload, .. } => {
                let child = self.process_of(runner).fresh(payload, id);
                let boot = self.boot_time(method);
                (child, ThreadId(0), self.costs.spawn_request, boot)
            }
        };
        let Some(child) = child else {
            let refused = self.process_of(runner).refused_process();
            return self.process_of(runner).raised(who.thread, refused);
        };
        let fds = match new {
            NewProcess::Fork { .. } => None,
            NewProcess::Fresh { fds, .. } => Some(fds.as_slice()),
        };
        self.kernel.start(who.process, fds);
        let process = self.open_process(sink, child, new.name(), Some(runner));
        let main = self.open_thread(sink, process, thread, None);
        if matches!(new, NewProcess::Fork { .. }) {
            self.process_mut(process).answered_pid(thread, 0);
        }
        self.process_of(runner).answered_pid(who.thread, pid_of(process));
        self.pay(runner, parent_pays, false, sink);
        let ((latency, length), now) = (boot, self.threads[runner].at);
        self.threads[main].stamp += 1;
        let stamp = self.threads[main].stamp;
        let due = if length == Picos::ZERO {
            Due::Ready { runner: main, stamp }
        } else {
            Due::Boots { runner: main, stamp, length }
        };
        self.timers.put(now.saturating_add(latency), due);
    }

    /// After how long a new interpreter begins, and how long it computes before the first line of the program.
    fn boot_time(&mut self, method: &str) -> (Picos, Picos) {
        if method != "forkserver" {
            return (self.costs.forked, self.costs.spawn);
        }
        let up = *self.forkserver_at.get_or_insert(self.now.saturating_add(self.costs.forkserver_boot));
        (up.saturating_sub(self.now).saturating_add(self.costs.forked), self.costs.forkserver)
    }

    /// A process is over: by itself or killed (`status` is negative).
    pub(super) fn end_process(&mut self, process: ProcessId, status: i32, sink: &mut dyn Sink) {
        if self.processes[process].status.is_some() {
            return;
        }
        self.processes[process].status = Some(status);
        let runners: Vec<Runner> = self.processes[process].runners.values().copied().collect();
        let mut last = None;
        for runner in runners {
            self.processes[process].gil.forget(runner);
            self.stop_executing(runner);
            self.leave_core(runner);
            self.threads[runner].pending = None;
            if self.threads[runner].purpose.take().is_some() {
                self.queue.retain(|&queued| queued != runner);
            }
            if self.threads[runner].state != State::Finished {
                self.become_(sink, runner, State::Finished);
            }
            last = Some(runner);
        }
        let lane = self.processes[process].lane;
        if process != ProcessId(0) {
            self.note(sink, lane, 0, Fact::Exited { status });
        }
        self.note(sink, lane, 0, Fact::Became(State::Finished));
        self.kernel.end(process, status);
        if last.is_some() {
            self.pass_on_news(last, sink);
        }
        if self.processes.iter().all(|process| process.status.is_some()) {
            self.finish(End::Exited(self.main_status()));
        }
    }
    fn main_status(&self) -> i32 {
        let status = self.processes[ProcessId(0)].status.unwrap_or(0);
        if status < 0 { 128 - status } else { status }
    }

    // ---- nobody can go on ----

    pub(super) fn nobody_can_go_on(&mut self, sink: &mut dyn Sink) {
        if self.processes[ProcessId(0)].status.is_some() {
            // What is left of the program waits for something that cannot come; nobody waits for it.
            return self.finish(End::Exited(self.main_status()));
        }
        // CPython would hang from here on. The run lasts a little longer, so that the last waits can be seen as waits.
        self.now = self.now.saturating_add(Picos(self.now.0 / HANG_SHARE));
        let stuck = self.stuck();
        for &runner in &stuck {
            self.note_of(sink, runner, Fact::Deadlocked);
        }
        let lanes: Vec<LaneId> = stuck.into_iter().map(|runner| self.threads[runner].lane).collect();
        self.finish(End::Deadlock(lanes));
    }

    /// The threads that wait for each other in a cycle, or all that wait when there is none.
    fn stuck(&self) -> Vec<Runner> {
        for start in self.threads.ids() {
            let mut path = vec![start];
            let mut at = start;
            while let Some(next) = self.waits_for(at) {
                if let Some(from) = path.iter().position(|&seen| seen == next) {
                    return path.split_off(from);
                }
                path.push(next);
                at = next;
            }
        }
        self.threads.ids().filter(|&runner| self.threads[runner].state != State::Finished).collect()
    }

    fn waits_for(&self, runner: Runner) -> Option<Runner> {
        let data = &self.threads[runner];
        let process: &Process = &self.processes[data.process].process;
        if self.processes[data.process].status.is_some() {
            return None;
        }
        match process.activity(data.thread) {
            Activity::Lock { lock, .. } => self.runner_of(data.process, process.lock_owner(lock)?),
            Activity::Joining(other) | Activity::ShuttingDown(other) => self.runner_of(data.process, other),
            Activity::Kernel => match self.kernel.blocked_on(self.who(runner))? {
                Call::SemAcquire { id, .. } => {
                    let holder = self.kernel.sem_holder(*id)?;
                    self.runner_of(holder.process, holder.thread)
                }
                Call::WaitPid { pid, .. } => {
                    let child = self.processes.ids().find(|&child| pid_of(child) == *pid)?;
                    self.processes[child].runners.values().next().copied()
                }
                _ => None,
            },
            _ => None,
        }
    }
}

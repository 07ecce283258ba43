//! Writing down what threads do, and what that does to others: new threads, locks, wake-ups.

use crate::base::ids::{LaneId, ProcessId, ThreadId};
use crate::base::time::Picos;
use crate::process::kernel::pid_of;
use crate::process::{Happened, Process, Ran, TaskState};
use crate::trace::event::{Fact, Io, State};
use crate::trace::lane::{Lane, LaneKind};

use super::gil::Gil;
use super::record::Sink;
use super::sharing::Sharing;
use super::timers::Due;
use super::world::{Runner, SimProcess, SimThread, World};

impl World {
    pub(super) fn note(&mut self, sink: &mut dyn Sink, lane: LaneId, line: u32, fact: Fact) {
        let (steps, now) = (self.steps, self.now.nanos());
        self.written.event(sink, steps, now, lane, line, fact);
    }
    pub(super) fn note_of(&mut self, sink: &mut dyn Sink, runner: Runner, fact: Fact) {
        let data = &self.threads[runner];
        let line = self.processes[data.process].process.line(data.thread);
        self.note(sink, data.lane, line, fact);
    }
    pub(super) fn become_(&mut self, sink: &mut dyn Sink, runner: Runner, state: State) {
        let now = self.now.nanos();
        let data = &mut self.threads[runner];
        if data.state != state {
            data.since = now;
        }
        data.state = state;
        data.stamp += 1;
        self.note_of(sink, runner, Fact::Became(state));
    }

    fn new_lane(&mut self, sink: &mut dyn Sink, lane: Lane) -> LaneId {
        sink.lane(lane);
        self.n_lanes += 1;
        LaneId(self.n_lanes - 1)
    }

    /// Enters a process; `by` started it.
    pub(super) fn open_process(
        &mut self,
        sink: &mut dyn Sink,
        process: Process,
        name: &str,
        by: Option<Runner>,
    ) -> ProcessId {
        let parent = by.map(|by| self.processes[self.threads[by].process].lane);
        let id = self.processes.next_id();
        let native_id = if id == ProcessId(0) { 1 } else { pid_of(id).unsigned_abs() };
        let lane = self.new_lane(sink, Lane { kind: LaneKind::Process, name: name.to_owned(), parent, native_id });
        self.processes.push(SimProcess {
            process,
            gil: Gil::default(),
            lane,
            name: name.to_owned(),
            runners: Default::default(),
            locks: Default::default(),
            tasks: Vec::new(),
            cpu: Picos::ZERO,
            sharing: Sharing::default(),
            status: None,
        });
        let by_lane = by.map(|by| self.threads[by].lane);
        let line = by.map_or(0, |by| {
            let data = &self.threads[by];
            self.processes[data.process].process.line(data.thread)
        });
        self.note(sink, lane, line, Fact::Opened { by: by_lane });
        id
    }

    /// Enters a thread of a process; `by` started it.
    pub(super) fn open_thread(
        &mut self,
        sink: &mut dyn Sink,
        process: ProcessId,
        thread: ThreadId,
        by: Option<Runner>,
    ) -> Runner {
        let native_id = crate::vm::builtins::thread::native_id(thread.0).unsigned_abs();
        let (name, parent) = {
            let sim = &self.processes[process];
            (sim.process.name(thread).to_owned(), Some(sim.lane))
        };
        let lane = self.new_lane(sink, Lane { kind: LaneKind::Thread, name, parent, native_id });
        let now = self.now;
        let runner = self.threads.push(SimThread {
            process,
            thread,
            lane,
            state: State::Ready,
            since: now.nanos(),
            at: now,
            cpu: Picos::ZERO,
            stamp: 0,
            executing: false,
            core: None,
            slice_armed: false,
            purpose: None,
            pending: None,
            native_until: Picos::ZERO,
        });
        self.processes[process].runners.insert(thread, runner);
        let line = by.map_or(0, |by| {
            let data = &self.threads[by];
            self.processes[data.process].process.line(data.thread)
        });
        let by = by.map(|by| self.threads[by].lane);
        self.note(sink, lane, line, Fact::Opened { by });
        runner
    }

    /// The number of a process's lock in the record, which names it when it is new.
    pub(super) fn lock_number(&mut self, sink: &mut dyn Sink, runner: Runner, lock: u32) -> u32 {
        let process = self.threads[runner].process;
        if let Some(&number) = self.processes[process].locks.get(&lock) {
            return number;
        }
        let name = self.processes[process].process.lock_name(lock).to_owned();
        let number = self.new_lock(sink, runner, name);
        self.processes[process].locks.insert(lock, number);
        number
    }
    pub(super) fn new_lock(&mut self, sink: &mut dyn Sink, runner: Runner, name: String) -> u32 {
        let number = self.n_locks;
        self.n_locks += 1;
        let name = self.written.text(sink, name);
        self.note_of(sink, runner, Fact::LockNamed { lock: number, name });
        number
    }

    pub(super) fn tell(&mut self, runner: Runner, ran: &Ran, sink: &mut dyn Sink) {
        for happened in &ran.happened {
            self.tell_one(runner, happened, sink);
        }
    }

    pub(super) fn tell_one(&mut self, runner: Runner, happened: &Happened, sink: &mut dyn Sink) {
        let process = self.threads[runner].process;
        match happened {
            Happened::Wrote { stream, text } => {
                self.written.output_bytes += text.len() as u64;
                let number = self.written.text(sink, text.to_string());
                self.note_of(sink, runner, Fact::Wrote { stream: *stream, text: number });
            }
            Happened::Started(new) => {
                let new = self.open_thread(sink, process, *new, Some(runner));
                let latency = self.oracle.latency(self.costs.thread_start.low, self.costs.thread_start.high);
                self.ready_after(new, latency);
            }
            Happened::LockNamed { lock, .. } => {
                self.lock_number(sink, runner, *lock);
            }
            Happened::LockTaken { lock, waited } => {
                let lock = self.lock_number(sink, runner, *lock);
                self.note_of(sink, runner, Fact::LockTaken { lock, waited: *waited });
            }
            Happened::LockFreed { lock, next } => {
                let lock = self.lock_number(sink, runner, *lock);
                self.note_of(sink, runner, Fact::LockReleased { lock });
                self.spend(runner, self.costs.wake);
                let Some(next) = self.runner_of(process, *next).filter(|&next| self.has_begun_to_wait(next)) else {
                    return;
                };
                let latency = self.wake_up(next);
                let stamp = self.threads[next].stamp;
                self.timers.put(self.now.saturating_add(latency), Due::LockRetry { runner: next, stamp });
            }
            Happened::LockLeft { lock } => {
                let lock = self.lock_number(sink, runner, *lock);
                self.note_of(sink, runner, Fact::LockReleased { lock });
            }
            Happened::LockHandedOver { lock, to } => {
                let lock = self.lock_number(sink, runner, *lock);
                self.note_of(sink, runner, Fact::LockReleased { lock });
                let Some(to) = self.runner_of(process, *to) else { return };
                let lane = self.threads[to].lane;
                self.note_of(sink, runner, Fact::Woke { lane });
                self.got_lock(sink, to, lock);
                self.spend(runner, self.costs.wake);
                if self.has_begun_to_wait(to) {
                    let latency = self.wake_up(to);
                    self.ready_after(to, latency);
                }
            }
            Happened::Woke(other) => {
                let Some(other) = self.runner_of(process, *other) else { return };
                self.take_from_kernel(other, sink);
                let lane = self.threads[other].lane;
                self.note_of(sink, runner, Fact::Woke { lane });
                if self.has_begun_to_wait(other) {
                    let latency = self.wake_up(other);
                    self.ready_after(other, latency);
                }
            }
            Happened::TaskOpened { name } => self.open_task(sink, runner, name),
            Happened::TaskBecame { task, state } => {
                let Some(&(lane, _)) = self.processes[process].tasks.get(*task as usize) else { return };
                let line = self.processes[process].process.line(self.threads[runner].thread);
                self.note(sink, lane, line, Fact::Became(state_of_task(*state)));
            }
            Happened::Uncaught(text) => {
                let text = self.written.text(sink, text.clone());
                self.note_of(sink, runner, Fact::Uncaught { text });
            }
        }
    }

    fn open_task(&mut self, sink: &mut dyn Sink, runner: Runner, name: &str) {
        let SimThread { process, thread, lane: parent, .. } = self.threads[runner];
        let lane = Lane { kind: LaneKind::Task, name: name.to_owned(), parent: Some(parent), native_id: 0 };
        let lane = self.new_lane(sink, lane);
        self.processes[process].tasks.push((lane, name.to_owned()));
        let line = self.processes[process].process.line(thread);
        self.note(sink, lane, line, Fact::Opened { by: Some(parent) });
        self.note(sink, lane, line, Fact::Became(State::Ready));
    }

    /// False for a thread whose last instruction lasts still: it hears of the news when it begins to wait.
    fn has_begun_to_wait(&self, runner: Runner) -> bool {
        self.threads[runner].pending.is_none()
    }

    /// Something outside the machine takes so much of the thread's time.
    pub(super) fn spend(&mut self, runner: Runner, cost: Picos) {
        let process = self.threads[runner].process;
        let at = self.threads[runner].at.saturating_add(cost);
        self.set_at(runner, at);
        self.threads[runner].cpu = self.threads[runner].cpu.saturating_add(cost);
        self.processes[process].cpu = self.processes[process].cpu.saturating_add(cost);
    }

    /// From waking a thread to its first instruction: short when it has slept so shortly that its core still polls.
    pub(super) fn wake_up(&mut self, sleeper: Runner) -> Picos {
        let slept = self.now.nanos().saturating_sub(self.threads[sleeper].since);
        let range = if slept < self.costs.polling { self.costs.wake_up_soon } else { self.costs.wake_up };
        self.oracle.latency(range.low, range.high)
    }
    pub(super) fn ready_after(&mut self, runner: Runner, latency: Picos) {
        self.threads[runner].stamp += 1;
        let stamp = self.threads[runner].stamp;
        self.timers.put(self.now.saturating_add(latency), Due::Ready { runner, stamp });
    }
    pub(super) fn got_lock(&mut self, sink: &mut dyn Sink, runner: Runner, lock: u32) {
        let waited = self.now.nanos().saturating_sub(self.threads[runner].since);
        self.note_of(sink, runner, Fact::LockTaken { lock, waited });
    }
}

fn state_of_task(state: TaskState) -> State {
    match state {
        TaskState::Ready => State::Ready,
        TaskState::Running => State::Running,
        TaskState::Suspended => State::Suspended,
        TaskState::Sleeping { until } => State::Waiting(Io::Sleep { until }),
        TaskState::Finished => State::Finished,
    }
}

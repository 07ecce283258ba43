//! One process in virtual time: who holds the GIL, who waits, what happens next.
//!
//! Sources: `Python/ceval_gil.c` (see `gil.rs`), `Lib/threading.py` for what starting a thread waits for. Threads that hold
//! the GIL, and in a free-threaded version all that can run, execute on cores; each has its own time `at` at which its next
//! instruction starts, and the one that is furthest behind goes next, up to the next thing that is due or to the next
//! thread's time.

use crate::base::ids::{IndexVec, LaneId, ThreadId};
use crate::base::limits::{MAX_OUTPUT_BYTES, MAX_TRACE_EVENTS};
use crate::base::time::{Nanos, Picos};
use crate::process::{Activity, Clock, Happened, Process, Program, ProgramError, Ran, Then, Waiting};
use crate::trace::event::{End, Fact, Io, LimitHit, Release, State, SwitchPoint, Wait};
use crate::trace::lane::{Lane, LaneKind};
use crate::trace::settings::Settings;
use crate::vm::machine::Fuel;

use super::costs::{self, Costs};
use super::gil::{Gil, Waiter};
use super::oracle::{BadSchedule, Oracle};
use super::record::{Sink, Written};
use super::timers::{Due, Timers};

/// Everything simulated. A value: clone it, and both go on alike.
#[derive(Clone, Debug)]
pub struct World {
    pub process: Process,
    pub settings: Settings,
    costs: Costs,
    has_gil: bool,
    now: Picos,
    steps: u64,
    threads: IndexVec<ThreadId, SimThread>,
    gil: Gil,
    timers: Timers,
    oracle: Oracle,
    written: Written,
    end: Option<End>,
}

/// A thread in virtual time.
#[derive(Clone, Debug)]
pub struct SimThread {
    pub state: State,
    /// Since when it is in that state.
    pub since: Nanos,
    /// When its next instruction starts, while it executes.
    at: Picos,
    /// CPU time used.
    cpu: Picos,
    /// Changes with every state, so that timers of an earlier one are void.
    stamp: u64,
    /// It has a core.
    executing: bool,
    /// Free-threaded: waits for a core since it became able to run.
    queued: bool,
}

/// Why a world cannot be made.
#[derive(Clone, Debug, thiserror::Error)]
pub enum WorldError {
    #[error(transparent)]
    Program(#[from] ProgramError),
    #[error(transparent)]
    Schedule(#[from] BadSchedule),
}

/// How far [`World::run`] got.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Progress {
    /// The step asked for was reached.
    Paused,
    Over(End),
}

/// The lane of a thread; lane 0 is the process.
pub fn lane_of(thread: ThreadId) -> LaneId {
    LaneId(thread.0 + 1)
}

struct Now {
    at: Picos,
    process_cpu: Picos,
    thread_cpu: Picos,
}

/// 2026-01-01 00:00:00 UTC: when every simulated program starts.
const EPOCH: Nanos = Nanos(1_767_225_600_000_000_000);

impl Clock for Now {
    fn monotonic(&self) -> Nanos {
        self.at.nanos()
    }
    fn wall(&self) -> Nanos {
        EPOCH.saturating_add(self.at.nanos())
    }
    fn cpu(&self, thread: Option<ThreadId>) -> Nanos {
        thread.map_or(self.process_cpu, |_| self.thread_cpu).nanos()
    }
}

impl World {
    /// A world in which the program is about to start.
    pub fn new(program: &Program, settings: &Settings, sink: &mut dyn Sink) -> Result<World, WorldError> {
        let oracle = Oracle::new(settings.seed, &settings.schedule)?;
        let process = Process::start(program, costs::machine_profile(settings))?;
        let mut world = World {
            process,
            settings: settings.clone(),
            costs: Costs::LINUX,
            has_gil: costs::has_gil(settings.python),
            now: Picos::ZERO,
            steps: 0,
            threads: IndexVec::new(),
            gil: Gil::default(),
            timers: Timers::default(),
            oracle,
            written: Written::default(),
            end: None,
        };
        let process_lane = Lane { kind: LaneKind::Process, name: "MainProcess".to_owned(), parent: None, native_id: 1 };
        sink.lane(process_lane);
        world.note(sink, LaneId(0), 0, Fact::Opened { by: None });
        world.open_thread(sink, ThreadId(0), None);
        world.want_gil(sink, ThreadId(0));
        Ok(world)
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }
    pub fn time(&self) -> Nanos {
        self.now.nanos()
    }
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }
    pub fn thread(&self, thread: ThreadId) -> &SimThread {
        &self.threads[thread]
    }
    pub fn gil(&self) -> &Gil {
        &self.gil
    }
    /// The thread that executes the next instruction, as far as is known before what is due.
    pub fn next_thread(&self) -> Option<ThreadId> {
        self.threads
            .iter_enumerated()
            .filter(|(_, thread)| thread.executing)
            .min_by_key(|(id, thread)| (thread.at, *id))
            .map(|(id, _)| id)
    }
    /// A copy that shares all unchanged objects with this one.
    pub fn snapshot(&mut self) -> World {
        self.process.machine.freeze();
        self.clone()
    }

    /// Goes on until `steps` instructions have been executed in all, or the program ends.
    pub fn run(&mut self, steps: u64, sink: &mut dyn Sink) -> Progress {
        loop {
            if let Some(end) = &self.end {
                return Progress::Over(end.clone());
            }
            if self.steps >= steps {
                return Progress::Paused;
            }
            self.turn(steps, sink);
        }
    }

    /// One thing that is due, or one stretch of one thread.
    fn turn(&mut self, steps: u64, sink: &mut dyn Sink) {
        let runner = self.next_thread();
        let frontier = runner.map(|thread| self.threads[thread].at);
        let due_at = self.timers.next_at();
        let due_first = due_at.filter(|&due| frontier.is_none_or(|frontier| due <= frontier));
        if let Some(at) = due_first {
            if let Some((at, due)) = self.timers.take_due(at) {
                self.now = self.now.max(at);
                self.happen(due, sink);
            }
            if self.now > costs::MAX_VIRTUAL_TIME {
                self.finish(sink, End::Limit(LimitHit::VirtualTime(self.now.nanos())));
            }
            return;
        }
        match runner {
            Some(thread) => self.execute(thread, steps, due_at, sink),
            None => self.deadlock(sink),
        }
    }

    /// Lets a thread execute up to the next thing that is due, or until another executing thread is behind.
    fn execute(&mut self, thread: ThreadId, steps: u64, due_at: Option<Picos>, sink: &mut dyn Sink) {
        let at = self.threads[thread].at;
        let others = self.threads.iter_enumerated().filter(|(id, other)| *id != thread && other.executing);
        let next_other = others.map(|(_, other)| other.at).min();
        let horizon = [due_at, next_other].into_iter().flatten().min();
        let budget = horizon.map_or(Picos::MAX, |horizon| horizon.saturating_sub(at));
        let max_steps = if budget == Picos::ZERO { 1 } else { steps - self.steps };
        let fuel = Fuel {
            max_steps,
            budget: budget.max(Picos(1)),
            stop_at_switch_point: self.gil.drop_request.is_some() && self.gil.holder == Some(thread),
        };
        let process_cpu = Picos(self.threads.iter().map(|thread| thread.cpu.0).sum());
        let clock = Now { at, process_cpu, thread_cpu: self.threads[thread].cpu };
        let ran = self.process.run(thread, &fuel, &clock);
        self.steps += ran.steps;
        let data = &mut self.threads[thread];
        data.at = at.saturating_add(ran.cost);
        data.cpu = data.cpu.saturating_add(ran.cost);
        self.now = self.now.max(data.at);
        self.tell(thread, &ran, sink);
        self.after(thread, ran.then, sink);
        self.check_limits(sink);
    }

    fn check_limits(&mut self, sink: &mut dyn Sink) {
        if self.end.is_some() {
            return;
        }
        let limit = if self.steps >= self.settings.max_steps {
            LimitHit::Steps(self.steps)
        } else if self.written.events >= MAX_TRACE_EVENTS as u64 {
            LimitHit::TraceEvents(self.written.events)
        } else if self.written.output_bytes >= MAX_OUTPUT_BYTES as u64 {
            LimitHit::OutputBytes(self.written.output_bytes)
        } else {
            return;
        };
        self.finish(sink, End::Limit(limit));
    }

    // ---- writing down ----

    fn note(&mut self, sink: &mut dyn Sink, lane: LaneId, line: u32, fact: Fact) {
        let (steps, now) = (self.steps, self.now.nanos());
        self.written.event(sink, steps, now, lane, line, fact);
    }
    fn note_of(&mut self, sink: &mut dyn Sink, thread: ThreadId, fact: Fact) {
        let line = self.process.line(thread);
        self.note(sink, lane_of(thread), line, fact);
    }
    fn become_(&mut self, sink: &mut dyn Sink, thread: ThreadId, state: State) {
        let now = self.now.nanos();
        let data = &mut self.threads[thread];
        if data.state != state {
            data.since = now;
        }
        data.state = state;
        data.stamp += 1;
        data.executing = false;
        self.note_of(sink, thread, Fact::Became(state));
    }
    fn open_thread(&mut self, sink: &mut dyn Sink, thread: ThreadId, by: Option<ThreadId>) {
        let now = self.now;
        self.threads.push(SimThread {
            state: State::Ready,
            since: now.nanos(),
            at: now,
            cpu: Picos::ZERO,
            stamp: 0,
            executing: false,
            queued: false,
        });
        let native_id = crate::vm::builtins::thread::native_id(thread.0).unsigned_abs();
        let name = self.process.name(thread).to_owned();
        sink.lane(Lane { kind: LaneKind::Thread, name, parent: Some(LaneId(0)), native_id });
        let line = by.map_or(0, |by| self.process.line(by));
        self.note(sink, lane_of(thread), line, Fact::Opened { by: by.map(lane_of) });
    }

    // ---- what a thread did ----

    fn tell(&mut self, thread: ThreadId, ran: &Ran, sink: &mut dyn Sink) {
        for happened in &ran.happened {
            match happened {
                Happened::Wrote { stream, text } => {
                    self.written.output_bytes += text.len() as u64;
                    let number = self.written.text(sink, text.to_string());
                    self.note_of(sink, thread, Fact::Wrote { stream: *stream, text: number });
                }
                Happened::Started(new) => {
                    self.open_thread(sink, *new, Some(thread));
                    let latency = self.oracle.latency(self.costs.thread_start.low, self.costs.thread_start.high);
                    self.ready_after(*new, latency);
                }
                Happened::LockNamed { lock, name } => {
                    let name = self.written.text(sink, name.clone());
                    self.note_of(sink, thread, Fact::LockNamed { lock: *lock, name });
                }
                Happened::LockTaken { lock, waited } => {
                    self.note_of(sink, thread, Fact::LockTaken { lock: *lock, waited: *waited });
                }
                Happened::LockFreed { lock, next } => {
                    self.note_of(sink, thread, Fact::LockReleased { lock: *lock });
                    let latency = self.wake_up();
                    let stamp = self.threads[*next].stamp;
                    self.timers.put(self.now.saturating_add(latency), Due::LockRetry { thread: *next, stamp });
                }
                Happened::LockHandedOver { lock, to } => {
                    self.note_of(sink, thread, Fact::LockReleased { lock: *lock });
                    self.note_of(sink, thread, Fact::Woke { lane: lane_of(*to) });
                    self.got_lock(sink, *to, *lock);
                    let latency = self.wake_up();
                    self.ready_after(*to, latency);
                }
                Happened::Woke(other) => {
                    self.note_of(sink, thread, Fact::Woke { lane: lane_of(*other) });
                    let latency = self.wake_up();
                    self.ready_after(*other, latency);
                }
                Happened::Uncaught(text) => {
                    let text = self.written.text(sink, text.clone());
                    self.note_of(sink, thread, Fact::Uncaught { text });
                }
            }
        }
    }

    fn wake_up(&mut self) -> Picos {
        self.oracle.latency(self.costs.wake_up.low, self.costs.wake_up.high)
    }
    fn ready_after(&mut self, thread: ThreadId, latency: Picos) {
        self.threads[thread].stamp += 1;
        let stamp = self.threads[thread].stamp;
        self.timers.put(self.now.saturating_add(latency), Due::Ready { thread, stamp });
    }
    fn got_lock(&mut self, sink: &mut dyn Sink, thread: ThreadId, lock: u32) {
        let waited = self.now.nanos().saturating_sub(self.threads[thread].since);
        self.note_of(sink, thread, Fact::LockTaken { lock, waited });
    }

    /// Why the thread stopped, and what that means for the GIL.
    fn after(&mut self, thread: ThreadId, then: Then, sink: &mut dyn Sink) {
        match then {
            Then::GoesOn => {}
            Then::SwitchPoint(at) => self.give_way(thread, at, sink),
            Then::Yields => self.wait(thread, Waiting::Sleep, Some(Nanos::ZERO), sink),
            Then::Waits { waiting, at_most } => self.wait(thread, waiting, at_most, sink),
            Then::Native(cost) => {
                self.release(thread, Release::Native, None, sink);
                self.become_(sink, thread, State::Native);
                let data = &mut self.threads[thread];
                data.cpu = data.cpu.saturating_add(cost);
                self.ready_after(thread, cost);
            }
            Then::Ended => {
                self.release(thread, Release::Finished, None, sink);
                self.become_(sink, thread, State::Finished);
            }
            Then::Exited(status) => self.exit(thread, status, sink),
        }
    }

    fn exit(&mut self, thread: ThreadId, status: i32, sink: &mut dyn Sink) {
        self.release(thread, Release::Finished, None, sink);
        for other in self.threads.ids() {
            if self.threads[other].state != State::Finished {
                self.become_(sink, other, State::Finished);
            }
        }
        self.finish(sink, End::Exited(status));
    }

    fn finish(&mut self, sink: &mut dyn Sink, end: End) {
        if matches!(end, End::Exited(_)) {
            self.note(sink, LaneId(0), 0, Fact::Became(State::Finished));
        }
        self.end = Some(end);
    }

    fn wait(&mut self, thread: ThreadId, waiting: Waiting, at_most: Option<Nanos>, sink: &mut dyn Sink) {
        self.release(thread, Release::Blocking, None, sink);
        let overshoot = match (waiting, at_most) {
            (Waiting::Sleep, Some(Nanos::ZERO)) => Some(self.costs.sleep_zero),
            (_, Some(_)) => Some(self.costs.sleep_overshoot),
            _ => None,
        };
        let until = at_most.zip(overshoot).map(|(at_most, overshoot)| {
            let late = self.oracle.latency(overshoot.low, overshoot.high);
            self.now.saturating_add(Picos::from_nanos(at_most)).saturating_add(late)
        });
        let due = |until: Option<Picos>| until.map_or(Nanos::MAX, Picos::nanos);
        let state = match waiting {
            Waiting::Sleep => State::Waiting(Io::Sleep { until: due(until) }),
            Waiting::Lock { lock, owner } => State::Blocked(Wait::Lock { lock, owner: owner.map(lane_of) }),
            Waiting::Join(other) => State::Blocked(Wait::Join(lane_of(other))),
            Waiting::Start(other) => State::Blocked(Wait::Start(lane_of(other))),
        };
        self.become_(sink, thread, state);
        if let Some(until) = until {
            if waiting == Waiting::Sleep && at_most == Some(Nanos::ZERO) && !self.is_sleeping(thread) {
                // time.sleep(0) has been answered already: it is only away from the GIL for a moment.
                let stamp = self.threads[thread].stamp;
                self.timers.put(until, Due::Ready { thread, stamp });
                return;
            }
            let stamp = self.threads[thread].stamp;
            self.timers.put(until, Due::TimedOut { thread, stamp });
        }
    }
    fn is_sleeping(&self, thread: ThreadId) -> bool {
        self.process.activity(thread) == Activity::Sleeping
    }

    // ---- the GIL ----

    /// A thread that can run asks for the GIL (or, without one, for a core).
    fn want_gil(&mut self, sink: &mut dyn Sink, thread: ThreadId) {
        if !self.has_gil {
            return self.want_core(sink, thread);
        }
        if self.gil.holder.is_none() {
            return self.take_gil(sink, thread, false);
        }
        self.become_(sink, thread, State::WantsGil);
        let switch_number = self.gil.switch_number;
        let waiter =
            Waiter { thread, since: self.now, switch_number, asked: false, signalled: false, forced_after: None };
        self.gil.waiters.push(waiter);
        self.await_interval(thread);
    }

    /// Begins a wait of one switch interval.
    fn await_interval(&mut self, thread: ThreadId) {
        let slack = self.oracle.latency(self.costs.timer_slack.low, self.costs.timer_slack.high);
        let interval = self.process.switch_interval.unwrap_or(self.settings.switch_interval);
        let interval = Picos::from_nanos(interval.max(Nanos::from_micros(1)));
        self.threads[thread].stamp += 1;
        let stamp = self.threads[thread].stamp;
        let at = self.now.saturating_add(interval).saturating_add(slack);
        self.timers.put(at, Due::GilTimeout { thread, stamp });
    }

    fn take_gil(&mut self, sink: &mut dyn Sink, thread: ThreadId, asked: bool) {
        let from = self.gil.take(thread).map(lane_of);
        self.note_of(sink, thread, Fact::GilTaken { from, asked });
        self.become_(sink, thread, State::Running);
        let now = self.now;
        let data = &mut self.threads[thread];
        data.executing = true;
        data.at = now;
    }

    /// Releases the GIL if the thread holds it, and signals a waiter.
    fn release(&mut self, thread: ThreadId, why: Release, at: Option<SwitchPoint>, sink: &mut dyn Sink) {
        self.threads[thread].executing = false;
        if !self.has_gil {
            return self.next_on_core(sink);
        }
        if self.gil.holder != Some(thread) {
            return;
        }
        self.note_of(sink, thread, Fact::GilReleased { why, at });
        self.gil.release();
        self.signal();
    }

    /// Wakes one waiter: mostly the one that has waited longest.
    fn signal(&mut self) {
        let fit = self.gil.signallable();
        if fit.is_empty() {
            return;
        }
        let place = if fit.len() > 1 && self.oracle.pick(8) == 7 { self.oracle.pick(fit.len()) } else { 0 };
        let latency = self.wake_up();
        let waiter = &mut self.gil.waiters[fit[place]];
        waiter.signalled = true;
        let thread = waiter.thread;
        self.threads[thread].stamp += 1;
        let stamp = self.threads[thread].stamp;
        self.timers.put(self.now.saturating_add(latency), Due::GilArrival { thread, stamp });
    }

    /// A requested release at a switch point: somebody else must have the GIL before this thread may again.
    fn give_way(&mut self, thread: ThreadId, at: SwitchPoint, sink: &mut dyn Sink) {
        let Some(by) = self.gil.drop_request else { return };
        self.note_of(sink, thread, Fact::GilReleased { why: Release::Requested { by: lane_of(by) }, at: Some(at) });
        self.gil.release();
        self.become_(sink, thread, State::WantsGil);
        self.signal();
        let switch_number = self.gil.switch_number;
        self.gil.waiters.push(Waiter {
            thread,
            since: self.now,
            switch_number,
            asked: false,
            signalled: false,
            forced_after: Some(switch_number),
        });
    }

    /// Waiters held back until the GIL has changed hands begin to wait in earnest.
    fn after_switch(&mut self) {
        let number = self.gil.switch_number;
        let freed: Vec<ThreadId> = self
            .gil
            .waiters
            .iter_mut()
            .filter(|waiter| waiter.forced_after.is_some_and(|after| number > after))
            .map(|waiter| {
                waiter.forced_after = None;
                waiter.switch_number = number;
                waiter.thread
            })
            .collect();
        freed.into_iter().for_each(|thread| self.await_interval(thread));
    }

    // ---- what is due ----

    fn happen(&mut self, due: Due, sink: &mut dyn Sink) {
        let (thread, stamp) = match due {
            Due::GilTimeout { thread, stamp }
            | Due::GilArrival { thread, stamp }
            | Due::Ready { thread, stamp }
            | Due::LockRetry { thread, stamp }
            | Due::TimedOut { thread, stamp } => (thread, stamp),
        };
        if self.threads[thread].stamp != stamp {
            return;
        }
        match due {
            Due::GilTimeout { .. } => self.interval_over(thread, sink),
            Due::GilArrival { .. } => self.arrive(thread, sink),
            Due::Ready { .. } => self.want_gil(sink, thread),
            Due::LockRetry { .. } => {
                let Activity::Lock { lock, .. } = self.process.activity(thread) else { return };
                if self.process.retry(thread) {
                    let number = self.process.locks().find(|(_, known)| *known == lock).map_or(0, |(number, _)| number);
                    self.got_lock(sink, thread, number);
                    self.want_gil(sink, thread);
                }
            }
            Due::TimedOut { .. } => {
                self.process.timed_out(thread);
                self.want_gil(sink, thread);
            }
        }
    }

    /// `take_gil` after a timed wait: asks, if nobody else has had the GIL meanwhile; then waits again.
    fn interval_over(&mut self, thread: ThreadId, sink: &mut dyn Sink) {
        let Some(holder) = self.gil.holder else { return self.arrive(thread, sink) };
        let number = self.gil.switch_number;
        let now = self.now;
        let Some(waiter) = self.gil.waiter(thread) else { return };
        let unchanged = waiter.switch_number == number;
        let waited = now.saturating_sub(waiter.since).nanos();
        waiter.switch_number = number;
        if unchanged {
            waiter.asked = true;
            if self.gil.drop_request.is_none() {
                self.gil.drop_request = Some(thread);
                self.note_of(sink, thread, Fact::GilRequested { holder: lane_of(holder), waited });
            }
        }
        self.await_interval(thread);
    }

    /// A waiter that was signalled looks whether the GIL is still free.
    fn arrive(&mut self, thread: ThreadId, sink: &mut dyn Sink) {
        if self.gil.holder.is_some() {
            let number = self.gil.switch_number;
            if let Some(waiter) = self.gil.waiter(thread) {
                waiter.signalled = false;
                waiter.switch_number = number;
                self.await_interval(thread);
            }
            return;
        }
        let asked = self.gil.waiter(thread).is_some_and(|waiter| waiter.asked);
        self.take_gil(sink, thread, asked);
        self.after_switch();
    }

    fn deadlock(&mut self, sink: &mut dyn Sink) {
        let stuck: Vec<LaneId> = self.process.deadlocked().into_iter().map(lane_of).collect();
        for &lane in &stuck {
            let line = self.process.line(ThreadId(lane.0 - 1));
            self.note(sink, lane, line, Fact::Deadlocked);
        }
        self.end = Some(End::Deadlock(stuck));
    }

    // ---- cores, without a GIL ----

    fn want_core(&mut self, sink: &mut dyn Sink, thread: ThreadId) {
        let busy = self.threads.iter().filter(|thread| thread.executing).count();
        if busy >= self.settings.cores.max(1) as usize {
            self.become_(sink, thread, State::Ready);
            self.threads[thread].queued = true;
            return;
        }
        self.become_(sink, thread, State::Running);
        let now = self.now;
        let data = &mut self.threads[thread];
        (data.executing, data.queued, data.at) = (true, false, now);
    }

    fn next_on_core(&mut self, sink: &mut dyn Sink) {
        let waiting = self.threads.iter_enumerated().filter(|(_, thread)| thread.queued);
        if let Some(thread) = waiting.min_by_key(|(id, thread)| (thread.since, *id)).map(|(id, _)| id) {
            self.want_core(sink, thread);
        }
    }
}

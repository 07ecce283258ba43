//! Everything simulated: processes, their threads, cores, what is due next.
//!
//! Threads that execute Python each have their own time `at`, at which their next instruction starts; the one that is
//! furthest behind goes next, up to what is due. Threads of one process look at the same memory and never overtake each
//! other; a process may run ahead of another by [`LOOKAHEAD`], since they share nothing, but what it does to the outside is
//! done when everybody has come that far. So the order of events is that of time, exactly.
//!
//! The rules are in the files beside: `cores.rs` (who has a core), `gil_rules.rs` (who has a GIL), `waking.rs` (what is due),
//! `telling.rs` (the record), `outside.rs` (kernel, new processes, their end).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::ids::{IndexVec, LaneId, ProcessId, ThreadId};
use crate::base::limits::{MAX_OUTPUT_BYTES, MAX_TRACE_EVENTS};
use crate::base::time::{Nanos, Picos};
use crate::index_type;
use crate::process::kernel::{Kernel, Who};
use crate::process::{Clock, Process, Program, ProgramError, Ran, Then};
use crate::trace::event::{End, LimitHit, State};
use crate::trace::settings::Settings;
use crate::vm::machine::Fuel;

use super::costs::{self, Costs};
use super::gil::Gil;
use super::measured::Measured;
use super::oracle::{BadSchedule, Oracle};
use super::record::{Sink, Written};
use super::sharing::Sharing;
use super::timers::Timers;

index_type!(
    /// A thread of the world, over all processes.
    Runner
);

/// Uncontended locks of which the record tells; a program that takes more is about something else.
const LOCKS_TO_TELL: u32 = 2_000;
/// How far a process may run ahead of another.
const LOOKAHEAD: Picos = Picos::from_nanos(Nanos::from_micros(50));

/// Everything simulated. A value: clone it, and both go on alike.
#[derive(Clone, Debug)]
pub struct World {
    pub settings: Settings,
    pub(super) processes: IndexVec<ProcessId, SimProcess>,
    pub(super) threads: IndexVec<Runner, SimThread>,
    pub(super) kernel: Kernel,
    pub(super) costs: Costs,
    pub(super) has_gil: bool,
    pub(super) now: Picos,
    pub(super) steps: u64,
    pub(super) n_lanes: u32,
    /// Threads that execute Python, by when their next instruction starts.
    pub(super) executing: BTreeSet<(Picos, Runner)>,
    /// Threads that could run but for a core, first come, first served.
    pub(super) queue: VecDeque<Runner>,
    pub(super) on_core: BTreeSet<Runner>,
    pub(super) timers: Timers,
    pub(super) oracle: Oracle,
    pub(super) written: Written,
    pub(super) n_locks: u32,
    /// Numbers of semaphores in the record.
    pub(super) sem_locks: BTreeMap<i64, u32>,
    /// When the fork server is up.
    pub(super) forkserver_at: Option<Picos>,
    /// A stretch that was cut by the number of steps asked for, to be gone on with.
    stretch: Option<Stretch>,
    pub(super) end: Option<End>,
}

/// A process in virtual time.
#[derive(Clone, Debug)]
pub struct SimProcess {
    pub process: Process,
    pub gil: Gil,
    pub lane: LaneId,
    pub name: String,
    pub(super) runners: BTreeMap<ThreadId, Runner>,
    /// Numbers of its locks in the record.
    pub(super) locks: BTreeMap<u32, u32>,
    /// Lanes of its asyncio tasks, with their names.
    pub(super) tasks: Vec<(LaneId, String)>,
    /// CPU time used.
    pub(super) cpu: Picos,
    /// Without a GIL: who changed which object last.
    pub(super) sharing: Sharing,
    /// How it ended.
    pub status: Option<i32>,
}

const _: () = {
    const fn shared_among_threads<T: Clone + Send + Sync>() {}
    shared_among_threads::<World>();
};

/// A thread in virtual time.
#[derive(Clone, Debug)]
pub struct SimThread {
    pub process: ProcessId,
    pub thread: ThreadId,
    pub lane: LaneId,
    pub state: State,
    /// Since when it is in that state.
    pub since: Nanos,
    /// When its next instruction starts, while it executes.
    pub(super) at: Picos,
    pub(super) cpu: Picos,
    /// Changes with every state, so that timers of an earlier one are void.
    pub(super) stamp: u64,
    pub(super) executing: bool,
    /// Since when it has a core.
    pub(super) core: Option<Picos>,
    /// The end of its time slice is among the timers.
    pub(super) slice_armed: bool,
    /// What it does with a core once it has one; `None` when it does not queue for one.
    pub(super) purpose: Option<Purpose>,
    /// What it has executed that is yet to be told, at its time `at`.
    pub(super) pending: Option<Ran>,
    /// When what it computes without the GIL is done.
    pub(super) native_until: Picos,
}

/// What a thread wants a core for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To ask for the GIL, as after a wait.
    Gil,
    /// To take the GIL, having been signalled that it is free.
    Arrive,
    /// To try for a lock again.
    Lock,
    /// To look again what the kernel has.
    Kernel,
    /// To go on computing without the GIL for so long.
    Native(Picos),
    /// To go on executing Python; it has run ahead by so much.
    Execute(Picos),
}

#[derive(Clone, Copy, Debug)]
struct Stretch {
    runner: Runner,
    horizon: Picos,
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

impl SimProcess {
    /// The number in the record of a lock of the process.
    pub fn number_of_lock(&self, lock: u32) -> Option<u32> {
        self.locks.get(&lock).copied()
    }
}

struct Now {
    at: Picos,
    process_cpu: Picos,
    thread_cpu: Picos,
}

/// 2026-01-01 00:00:00 UTC: when every simulated program starts.
const EPOCH: Nanos = Nanos(1_767_225_600_000_000_000);

impl Clock for Now {
    fn monotonic(&self, spent: Picos) -> Nanos {
        self.at.saturating_add(spent).nanos()
    }
    fn wall(&self, spent: Picos) -> Nanos {
        EPOCH.saturating_add(self.monotonic(spent))
    }
    fn cpu(&self, thread: Option<ThreadId>, spent: Picos) -> Nanos {
        thread.map_or(self.process_cpu, |_| self.thread_cpu).saturating_add(spent).nanos()
    }
}

impl World {
    /// A world in which the program is about to start.
    pub fn new(program: &Program, settings: &Settings, sink: &mut dyn Sink) -> Result<World, WorldError> {
        Self::with_costs(program, settings, &Measured::of(settings.python), sink)
    }
    /// The same with somebody's own figures.
    pub fn with_costs(
        program: &Program,
        settings: &Settings,
        measured: &Measured,
        sink: &mut dyn Sink,
    ) -> Result<World, WorldError> {
        let oracle = Oracle::new(settings.seed, &settings.schedule)?;
        let mut process = Process::start(program, costs::machine_profile(settings, measured))?;
        (process.cpu_count, process.latency) = (settings.cores.max(1), settings.latency);
        process.machine.core.locks_to_tell = LOCKS_TO_TELL;
        let mut world = World {
            settings: settings.clone(),
            processes: IndexVec::new(),
            threads: IndexVec::new(),
            kernel: Kernel::new(),
            costs: Costs::of(measured),
            has_gil: costs::has_gil(settings.python),
            now: Picos::ZERO,
            steps: 0,
            n_lanes: 0,
            executing: BTreeSet::new(),
            queue: VecDeque::new(),
            on_core: BTreeSet::new(),
            timers: Timers::default(),
            oracle,
            written: Written::default(),
            n_locks: 0,
            sem_locks: BTreeMap::new(),
            forkserver_at: None,
            stretch: None,
            end: None,
        };
        world.open_process(sink, process, "MainProcess", None);
        let main = world.open_thread(sink, ProcessId(0), ThreadId(0), None);
        world.runnable(sink, main, Purpose::Gil);
        Ok(world)
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }
    pub fn time(&self) -> Nanos {
        let frontier = self.executing.first().map_or(Picos::ZERO, |(at, _)| *at);
        self.now.max(frontier).nanos()
    }
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }
    /// The process with which everything began.
    pub fn main(&self) -> &Process {
        &self.processes[ProcessId(0)].process
    }
    pub fn main_mut(&mut self) -> &mut Process {
        &mut self.processes[ProcessId(0)].process
    }
    pub fn process(&self, process: ProcessId) -> &SimProcess {
        &self.processes[process]
    }
    /// Bytes of Python objects, of all processes that have not ended.
    pub(super) fn bytes(&self) -> u64 {
        let running = self.processes.iter().filter(|process| process.status.is_none());
        running.map(|process| process.process.machine.core.heap.bytes() as u64).sum()
    }
    pub fn process_mut(&mut self, process: ProcessId) -> &mut Process {
        &mut self.processes[process].process
    }
    pub fn process_ids(&self) -> impl DoubleEndedIterator<Item = ProcessId> + use<> {
        self.processes.ids()
    }
    /// Threads of all processes, in order of starting.
    pub fn runners(&self) -> impl DoubleEndedIterator<Item = Runner> + use<> {
        self.threads.ids()
    }
    pub fn thread(&self, runner: Runner) -> &SimThread {
        &self.threads[runner]
    }
    /// The lane of a thread of a process.
    pub fn lane_of(&self, process: ProcessId, thread: ThreadId) -> LaneId {
        let runner = self.processes[process].runners.get(&thread);
        runner.map_or(self.processes[process].lane, |&runner| self.threads[runner].lane)
    }
    /// What a lane is called.
    pub fn lane_name(&self, lane: LaneId) -> &str {
        let thread = self.threads.iter().find(|thread| thread.lane == lane);
        match thread {
            Some(thread) => self.processes[thread.process].process.name(thread.thread),
            None => {
                let task = self.processes.iter().flat_map(|process| &process.tasks).find(|(task, _)| *task == lane);
                let process = || self.processes.iter().find(|process| process.lane == lane);
                task.map(|(_, name)| name).or_else(|| process().map(|process| &process.name)).map_or("", String::as_str)
            }
        }
    }
    /// The thread that executes the next instruction, as far as is known before what is due.
    pub fn next_thread(&self) -> Option<Runner> {
        let going_on = self.stretch.map(|stretch| stretch.runner);
        going_on.or_else(|| self.executing.first().map(|(_, runner)| *runner))
    }
    /// A copy that shares all unchanged objects with this one.
    pub fn snapshot(&mut self) -> World {
        for id in self.processes.ids() {
            if self.processes[id].status.is_none() {
                self.processes[id].process.machine.freeze();
            }
        }
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
        if let Some(stretch) = self.stretch.take() {
            return self.execute(stretch, steps, sink);
        }
        self.serve_queue(sink);
        let runner = self.executing.first().copied();
        let due_at = self.timers.next_at();
        let due_first = due_at.filter(|&due| runner.is_none_or(|(frontier, _)| due <= frontier));
        if let Some(at) = due_first {
            if let Some((at, due)) = self.timers.take_due(at) {
                self.now = self.now.max(at);
                self.happen(due, sink);
            }
            if self.now > costs::MAX_VIRTUAL_TIME {
                self.finish(End::Limit(LimitHit::VirtualTime(self.now.nanos())));
            }
            return;
        }
        let Some((_, runner)) = runner else { return self.nobody_can_go_on(sink) };
        if let Some(ran) = self.threads[runner].pending.take() {
            return self.commit(runner, ran, sink);
        }
        let horizon = self.horizon(runner, due_at);
        self.execute(Stretch { runner, horizon }, steps, sink);
    }

    /// Up to when a thread may execute without looking at anything else.
    fn horizon(&self, runner: Runner, due_at: Option<Picos>) -> Picos {
        let process = self.threads[runner].process;
        let mut horizon = due_at.unwrap_or(Picos::MAX);
        for &(other_at, other) in self.executing.iter().filter(|(_, other)| *other != runner) {
            if other_at >= horizon {
                break;
            }
            let ahead = if self.threads[other].process == process { Picos::ZERO } else { LOOKAHEAD };
            horizon = horizon.min(other_at.saturating_add(ahead));
        }
        horizon
    }

    /// Lets a thread execute. What came of it is told at once if nobody is behind, else when its time has come.
    fn execute(&mut self, stretch: Stretch, steps: u64, sink: &mut dyn Sink) {
        let runner = stretch.runner;
        let SimThread { process, thread, at, cpu, .. } = self.threads[runner];
        let budget = stretch.horizon.saturating_sub(at);
        let left = steps - self.steps;
        let side_by_side = self.is_side_by_side(runner);
        let fuel = Fuel {
            max_steps: if budget == Picos::ZERO || side_by_side { 1 } else { left },
            budget: budget.max(Picos(1)),
            stop_at_switch_point: self.has_gil && self.processes[process].gil.is_to_give_way(runner),
        };
        let sim = &mut self.processes[process];
        let clock = Now { at, process_cpu: sim.cpu, thread_cpu: cpu };
        if side_by_side {
            sim.process.machine.take_changed();
        }
        let mut ran = sim.process.run(thread, &fuel, &clock);
        if side_by_side {
            let late = self.late_by_sharing(runner, at, at.saturating_add(ran.cost));
            ran.cost = ran.cost.saturating_add(late);
        }
        let sim = &mut self.processes[process];
        sim.cpu = sim.cpu.saturating_add(ran.cost);
        self.steps += ran.steps;
        self.threads[runner].cpu = cpu.saturating_add(ran.cost);
        let at = at.saturating_add(ran.cost);
        self.set_at(runner, at);
        if matches!(ran.then, Then::GoesOn) && ran.happened.is_empty() {
            if self.steps >= steps && at < stretch.horizon {
                self.stretch = Some(stretch);
            }
            self.check_limits();
            return;
        }
        let behind = self.executing.first().is_some_and(|&first| first < (at, runner));
        if behind || self.timers.next_at().is_some_and(|due| due < at) {
            self.threads[runner].pending = Some(ran);
        } else {
            self.commit(runner, ran, sink);
        }
        self.check_limits();
    }

    /// Tells what a thread did, at its time.
    fn commit(&mut self, runner: Runner, ran: Ran, sink: &mut dyn Sink) {
        self.now = self.now.max(self.threads[runner].at);
        self.tell(runner, &ran, sink);
        self.after(runner, ran.then, sink);
        self.check_limits();
    }

    pub(super) fn set_at(&mut self, runner: Runner, at: Picos) {
        let old = self.threads[runner].at;
        if self.threads[runner].executing {
            self.executing.remove(&(old, runner));
            self.executing.insert((at, runner));
        }
        self.threads[runner].at = at;
    }

    fn check_limits(&mut self) {
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
        self.finish(End::Limit(limit));
    }
    pub(super) fn finish(&mut self, end: End) {
        self.end = Some(end);
    }

    pub(super) fn who(&self, runner: Runner) -> Who {
        Who { process: self.threads[runner].process, thread: self.threads[runner].thread }
    }
    pub(super) fn runner_of(&self, process: ProcessId, thread: ThreadId) -> Option<Runner> {
        self.processes.get(process)?.runners.get(&thread).copied()
    }
    pub(super) fn process_of(&mut self, runner: Runner) -> &mut Process {
        let process = self.threads[runner].process;
        &mut self.processes[process].process
    }
    pub(super) fn gil_of(&mut self, runner: Runner) -> &mut Gil {
        let process = self.threads[runner].process;
        &mut self.processes[process].gil
    }
}

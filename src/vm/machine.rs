//! One Python process's memory and interpreter state, and the ways to drive it.
//!
//! A driver spawns threads, lets one run for some fuel, answers effects, and asks what frames look like. It decides who runs
//! and when; the machine knows no clock, no scheduler and no core.

use std::sync::Arc;

use super::core::Core;
use super::effect::Effect;
use super::shape::FixedState;
use super::thread::PyThread;
use super::value::{Obj, Value};
use crate::base::ids::{CodeId, IndexVec, ThreadId};
use crate::base::time::Picos;
use crate::lang::code::CodeStore;

/// A machine: a value, `Clone + Send + Sync`. Take copies by [`snapshot`](Self::snapshot), which makes the next ones cheap.
#[derive(Clone, Debug)]
pub struct Machine {
    pub core: Core,
    pub(super) threads: IndexVec<ThreadId, PyThread>,
    pub(super) codes: super::code_table::CodeTable,
}

/// How far [`Machine::run`] may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fuel {
    /// At most this many instructions.
    pub max_steps: u64,
    /// No instruction starts when this much has been spent.
    pub budget: Picos,
    /// Stop after the first instruction that is a switch point: a drop request is due.
    pub stop_at_switch_point: bool,
}

impl Fuel {
    /// Only an effect, an end or a switch point (when asked for) stops it.
    pub const UNLIMITED: Fuel = Fuel { max_steps: u64::MAX, budget: Picos::MAX, stop_at_switch_point: false };
    pub const ONE_STEP: Fuel = Fuel { max_steps: 1, ..Fuel::UNLIMITED };
    pub const fn steps(max_steps: u64) -> Fuel {
        Fuel { max_steps, ..Fuel::UNLIMITED }
    }
}

/// What a stretch of running came to.
#[derive(Clone, Debug)]
pub struct RunOutcome {
    /// Instructions executed.
    pub steps: u64,
    /// What they cost.
    pub cost: Picos,
    pub stop: Stop,
    /// The last instruction was a switch point: CPython looked at its eval breaker right after it.
    pub switch_point: bool,
}

/// Why running stopped.
#[derive(Clone, Debug)]
pub enum Stop {
    /// `max_steps` done.
    Steps,
    /// `budget` spent.
    Budget,
    /// After a switch point, as asked.
    SwitchPoint,
    /// The thread waits for this to be answered by [`Machine::resume`].
    Effect(Effect),
    /// The thread's outermost frame returned.
    Returned(Value),
    /// The exception left the thread's outermost frame.
    Raised(Obj),
    /// There was nothing to run: the thread has ended or waits for an answer.
    NotRunnable,
}

/// What one instruction did.
pub type StepOutcome = RunOutcome;

/// A frame as inspectors show it.
#[derive(Clone, Debug)]
pub struct FrameView {
    pub code: CodeId,
    pub function: Arc<str>,
    pub filename: Arc<str>,
    pub line: u32,
    /// Index of the instruction it is at: the next one for the top frame, the calling one for others.
    pub at: u32,
    /// Prelude code: not to be shown.
    pub hidden: bool,
    /// Namespace of a module or class body, else none.
    pub namespace: Option<Value>,
    /// Bound local variables, cells looked through.
    pub locals: Vec<(Arc<str>, Value)>,
    /// The operand stack.
    pub operands: Vec<Value>,
}

/// Maps keyed by handles.
pub(super) type ObjMap<V> = hashbrown::HashMap<Obj, V, FixedState>;

impl Machine {
    /// A copy that shares all objects until one of the two changes them.
    pub fn snapshot(&mut self) -> Machine {
        self.core.heap.freeze();
        self.clone()
    }
    /// The code objects, for inspectors and `dis`.
    pub fn codes(&self) -> &CodeStore {
        self.codes.store()
    }
    /// All threads ever spawned.
    pub fn thread_ids(&self) -> impl Iterator<Item = ThreadId> + use<> {
        self.threads.ids()
    }
    /// The thread waits for an effect's answer.
    pub fn is_waiting(&self, thread: ThreadId) -> bool {
        self.threads[thread].waiting.is_some()
    }
    /// The thread has ended.
    pub fn is_done(&self, thread: ThreadId) -> bool {
        self.threads[thread].end.is_some()
    }
    /// Executes exactly one instruction.
    pub fn step(&mut self, thread: ThreadId) -> StepOutcome {
        self.run(thread, &Fuel::ONE_STEP)
    }
    /// Runs until the fuel says, an effect is wanted, or the thread ends: the same as that many single steps.
    pub fn run(&mut self, thread: ThreadId, fuel: &Fuel) -> RunOutcome {
        super::dispatch::run(self, thread, fuel)
    }
}

//! The state of a run at one step, as the inspector shows it: text, no live objects.

use serde::{Deserialize, Serialize};

use crate::base::ids::LaneId;
use crate::base::time::Nanos;

use super::event::State;

/// Everything there is to see before the step is taken.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Inspection {
    pub step: u64,
    pub time: Nanos,
    /// The lane that executes the next instruction, if one does.
    pub lane: Option<LaneId>,
    pub threads: Vec<ThreadView>,
    /// Module-level names of the main module of each process, in order of first binding.
    pub globals: Vec<Variable>,
    pub locks: Vec<LockView>,
    pub loops: Vec<LoopView>,
    /// The code of the innermost frame of `lane`.
    pub bytecode: Option<BytecodeView>,
}

/// One thread (or task) and where it is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ThreadView {
    pub lane: LaneId,
    pub state: State,
    /// Since when it is in that state.
    pub since: Nanos,
    /// Innermost first; prelude frames are left out.
    pub frames: Vec<FrameView>,
}

/// One call.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FrameView {
    /// `count_primes`, `Thread.run`, `<module>`
    pub function: String,
    pub file: String,
    pub line: u32,
    /// Belongs to the library, not to the user's program.
    pub library: bool,
    pub locals: Vec<Variable>,
}

/// A name and what it is bound to.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Variable {
    pub name: String,
    /// Short `repr`, cut with `…` at 120 characters.
    pub value: String,
    /// `int`, `list`, `Account`
    pub type_name: String,
    /// Equal numbers are the same object; 0 for values without identity worth showing.
    pub identity: u64,
    /// More than one thread can reach it and it can change.
    pub shared: bool,
    /// Bound or changed by the step before.
    pub changed: bool,
    /// Items or attributes, one level, at most 50.
    pub children: Vec<Variable>,
}

/// One lock.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LockView {
    pub lock: u32,
    pub name: String,
    /// `Lock`, `RLock`, `Condition`…
    pub kind: String,
    pub owner: Option<LaneId>,
    pub waiters: Vec<LaneId>,
}

/// One event loop.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LoopView {
    /// The thread that runs it.
    pub lane: LaneId,
    pub iteration: u64,
    pub ready: Vec<String>,
    /// Due time and what it will do.
    pub timers: Vec<(Nanos, String)>,
    /// Suspended tasks and what each awaits.
    pub suspended: Vec<(LaneId, String)>,
}

/// A function's bytecode.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BytecodeView {
    pub function: String,
    pub rows: Vec<BytecodeRow>,
    /// Index into `rows` of the next instruction.
    pub next: u32,
}

/// One instruction.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BytecodeRow {
    pub offset: u32,
    pub line: u32,
    pub name: String,
    /// As `dis` prints it; empty when the instruction takes none.
    pub argument: String,
    /// CPython may give the GIL away here.
    pub switch_point: bool,
    pub cost: Nanos,
}

//! Python threads as the machine sees them: frames and a stack. When they run is not known here.

use super::effect::Effect;
use super::frame::{Frame, OnReturn};
use super::value::Value;

/// A thread of the machine.
#[derive(Clone, Debug, Default)]
pub struct PyThread {
    /// The outermost first. Empty once it has ended.
    pub frames: Vec<Frame>,
    /// Locals and operands of all frames, end to end; what lies above the top frame's `sp` is stale.
    pub(super) stack: Vec<Value>,
    /// The exception being handled (`sys.exception()`): `None` when there is none.
    pub(super) handled: Value,
    /// Set while an effect waits for its answer.
    pub(super) waiting: Option<Waiting>,
    /// Python frames that count for the recursion limit.
    pub(super) depth: u32,
    /// How it ended.
    pub(super) end: Option<End>,
}

/// What a thread wants, and what becomes of the answer.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub effect: Effect,
    pub on_return: OnReturn,
}

/// How a thread ended.
#[derive(Clone, Copy, Debug)]
pub enum End {
    Returned(Value),
    /// The exception object.
    Raised(super::value::Obj),
}

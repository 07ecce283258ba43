//! Generators and coroutines: a frame and its part of the stack, put aside in the heap.
//!
//! Sources: `Objects/genobject.c`, `Python/bytecodes.c` (`RETURN_GENERATOR`, `YIELD_VALUE`, `SEND`).

use super::frame::Frame;
use super::value::Value;
use crate::lang::code::Kind;

/// A generator, coroutine or async generator object.
#[derive(Clone, Debug)]
pub struct GeneratorData {
    pub kind: Kind,
    pub name: Value,
    pub qualname: Value,
    pub state: GenState,
    /// The suspended frame; only while `Created` or `Suspended`.
    pub frame: Option<Frame>,
    /// Locals and operands of the suspended frame.
    pub stack: Vec<Value>,
    /// The exception it was handling when it yielded; `None` mostly.
    pub handled: Value,
    /// Async generators: `aclose()` was called or it ended.
    pub closed: bool,
}

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenState {
    /// Not started: only `None` may be sent.
    Created,
    Suspended,
    /// Its frame is on a thread.
    Running,
    /// Returned or raised.
    Done,
}

impl GeneratorData {
    /// Bytes outside the slot.
    pub fn size(&self) -> usize {
        size_of::<Self>() + self.stack.capacity() * 16
    }
}

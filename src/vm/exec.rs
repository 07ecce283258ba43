//! One thread of a machine while it is being run: the pieces that instructions work on, and moving between frames.

use super::code_table::CodeTable;
use super::core::Core;
use super::effect::Effect;
use super::frame::{Frame, OnReturn};
use super::native::Break;
use super::thread::{PyThread, Waiting};
use super::types;
use super::value::{Obj, Value};

/// The machine's parts while one thread runs. Frames' `ip` and `sp` are up to date whenever a method of this is called.
pub(super) struct Exec<'a> {
    pub core: &'a mut Core,
    pub th: &'a mut PyThread,
    pub codes: &'a CodeTable,
    /// The instruction called a native that looks at the eval breaker afterwards.
    pub native_check: bool,
}

/// What an instruction's slow path came to, when it did not raise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// Go on with the top frame.
    Go,
    /// The thread waits for an effect or has ended.
    Stop,
}

/// `Err` is the exception to raise.
pub(super) type Slow = Result<Flow, Obj>;

impl Exec<'_> {
    #[inline]
    pub fn frame(&mut self) -> &mut Frame {
        // A running thread has a frame; the sentinel is never reached.
        let last = self.th.frames.len() - 1;
        &mut self.th.frames[last]
    }
    #[inline]
    pub fn push(&mut self, value: Value) {
        let last = self.th.frames.len() - 1;
        let frame = &mut self.th.frames[last];
        let sp = frame.sp as usize;
        frame.sp += 1;
        if sp >= self.th.stack.len() {
            self.th.stack.resize(sp + 16, Value::Null);
        }
        self.th.stack[sp] = value;
    }
    #[inline]
    pub fn pop(&mut self) -> Value {
        let last = self.th.frames.len() - 1;
        let frame = &mut self.th.frames[last];
        frame.sp -= 1;
        self.th.stack[frame.sp as usize]
    }
    /// The value `n` below the top, 0 is the top.
    #[inline]
    pub fn peek(&self, n: usize) -> Value {
        let last = self.th.frames.len() - 1;
        self.th.stack[self.th.frames[last].sp as usize - 1 - n]
    }
    pub fn drop_n(&mut self, n: usize) {
        self.frame().sp -= n as u32;
    }
    pub fn sp(&self) -> usize {
        self.th.frames.last().map_or(0, |frame| frame.sp as usize)
    }
    /// Room for `n` values from `base` on.
    #[inline]
    pub fn ensure(&mut self, base: usize, n: usize) {
        if self.th.stack.len() < base + n {
            self.th.stack.resize((base + n).max(self.th.stack.len() * 2).max(256), Value::Null);
        }
    }
    /// RecursionError, when one more frame would be too many.
    #[inline]
    pub fn check_depth(&mut self, hidden: bool) -> Result<(), Obj> {
        if !hidden {
            self.th.depth += 1;
        }
        // The prelude's frames do not count as Python's, but must end as well.
        if self.th.depth > self.core.recursion_limit || self.th.frames.len() > 4 * self.core.recursion_limit as usize {
            return Err(self.too_deep(hidden));
        }
        Ok(())
    }
    #[cold]
    fn too_deep(&mut self, hidden: bool) -> Obj {
        if !hidden {
            self.th.depth -= 1;
        }
        let text = self.core.heap.str("maximum recursion depth exceeded");
        self.core.new_exception(types::RECURSION_ERROR, &[text])
    }
    /// Waits for the answer to an effect.
    pub fn want(&mut self, effect: Effect, on_return: OnReturn) -> Slow {
        self.th.waiting = Some(Waiting { effect, on_return });
        Ok(Flow::Stop)
    }
    /// The exception behind a break that can only be a raise; anything else is an internal error shown as SystemError.
    pub fn exception_of(&mut self, stop: Break) -> Obj {
        match stop {
            Break::Raise(exc) => exc,
            other => {
                let text = self.core.heap.str(format!("a builtin wanted {other:?} where it cannot be had"));
                self.core.new_exception(types::SYSTEM_ERROR, &[text])
            }
        }
    }
}

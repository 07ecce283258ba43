//! Frames: a Python function being run. There is one kind; natives have none.

use super::value::{MaybeObj, Obj};
use crate::base::ids::CodeId;
use crate::lang::code::{BinaryOp, CmpOp};

/// An activation of a code object. Its locals and operands are on the thread's stack from `base` on.
#[derive(Clone, Debug)]
pub struct Frame {
    pub code: CodeId,
    /// The next instruction.
    pub ip: u32,
    /// Where locals begin on the thread's stack.
    pub base: u32,
    /// Where the stack ends for this frame; up to date while it is not on top or its thread is not running.
    pub sp: u32,
    pub globals: Obj,
    /// The function's tuple of cells.
    pub closure: MaybeObj,
    /// The namespace of a module or class body; none in functions.
    pub locals: MaybeObj,
    /// The generator this frame belongs to.
    pub generator: MaybeObj,
    /// Of a generator's frame: the exception that the thread was handling when it was resumed.
    pub saved_handled: MaybeObj,
    /// What happens with the value it returns.
    pub on_return: OnReturn,
    /// Prelude code: see `Code::hidden`.
    pub hidden: bool,
}

/// What the instruction that started a call wants of its result. Whoever completes the call (a returning frame, a native, an
/// answered effect) applies it to the frame then on top.
#[derive(Clone, Copy, Debug)]
pub enum OnReturn {
    /// Push the result.
    Push,
    /// Drop it: `__setattr__`, `__setitem__`, `__delitem__`.
    Discard,
    /// End of the thread: the result is the thread's.
    Finish,
    /// `__next__` for FOR_ITER: push; a StopIteration pops the iterator and jumps to `exit` instead.
    ForIter { exit: u32 },
    /// SEND: push; a StopIteration replaces it by its value and jumps to `exit`.
    Send { exit: u32 },
    /// `__init__`: must be None; push the new object.
    Init { object: Obj },
    /// `__new__` called by `type.__call__`: go on with `__init__`; the arguments are kept in a heap tuple
    /// `(class, args, kwargs)`.
    New { call: Obj },
    /// A binary operator's method: NotImplemented goes on to the next candidate. Both operands are still on the stack.
    Binary { op: BinaryOp, stage: u8 },
    /// As `Binary`, for a comparison. `to_bool` as CMP_TO_BOOL.
    Compare { op: CmpOp, stage: u8, to_bool: bool },
    /// The result's truth: `negate` for NOT IN and `!=` by `__eq__`.
    Truth { negate: bool },
    /// `__bool__`: must be a bool.
    Bool { negate: bool },
    /// `__len__` asked for truth: must be an int.
    LenBool { negate: bool },
    /// `__iter__`: must be an iterator.
    Iter,
    /// An attribute by Python code: push it, and NULL when `method`; AttributeError asks the owner's `__getattr__`.
    GetAttr { owner: Obj, name: Obj, method: bool },

    /// LOAD_ATTR with its NULL bit: push the result, then NULL.
    PushNull,
    /// A tuple of two: push both, the first lower.
    Pair,
}

const _: () = assert!(size_of::<Frame>() <= 52, "calls write one");

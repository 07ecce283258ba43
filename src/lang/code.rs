//! Code objects: what the compiler makes and the machine runs. Modelled on CPython 3.14.
//!
//! Source: `Python/bytecodes.c`, `Include/internal/pycore_opcode_metadata.h` and `Doc/library/dis.rst` of CPython 3.14:
//! same instruction names, same granularity, same stack effects, same places of switch points. What differs:
//! - an argument is 32 bits wide, so there is no `EXTENDED_ARG`; caches live beside the code, so there is no `CACHE`;
//! - a jump's argument is the absolute index of the instruction it goes to;
//! - comparisons carry [`CmpOp`] plain in the argument, with [`CMP_TO_BOOL`] or-ed in where 3.14 sets its bit;
//! - `FOR_ITER` jumps, when the iterator is spent, straight past `END_FOR` and `POP_ITER` having popped the iterator
//!   (as CPython's specialised forms do), so the compiler writes neither;
//! - there is no `NOT_TAKEN` after conditional jumps: CPython's own jumps step over it.

use std::sync::Arc;

use num_bigint::BigInt;

use crate::base::ids::{CodeId, IndexVec};
use crate::base::span::Location;

/// One instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instr {
    pub op: Op,
    pub arg: u32,
}

macro_rules! ops {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What an instruction does. Stack effects are written `before -- after`, top of the stack to the right.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[repr(u8)]
        pub enum Op { $($(#[$doc])* $name,)* }
        impl Op {
            pub const ALL: &'static [Op] = &[$(Op::$name,)*];
            /// The name as `dis` shows it.
            pub const fn name(self) -> &'static str {
                match self { $(Op::$name => $text,)* }
            }
        }
    };
}

ops! {
    /// Start of a function (arg 0), after `yield` (1), after `yield from` (2), after `await` (3). Switch point for 0 and 1.
    Resume = "RESUME",
    Nop = "NOP",
    /// Marks the fall-through side of a conditional jump; does nothing.
    NotTaken = "NOT_TAKEN",
    /// `a --`
    PopTop = "POP_TOP",
    /// `-- NULL`
    PushNull = "PUSH_NULL",
    /// `[arg'th from top, 1 is the top] -- … copy of it`
    Copy = "COPY",
    /// Swaps the top with the arg'th from the top (1 is the top).
    Swap = "SWAP",

    /// `-- consts[arg]`
    LoadConst = "LOAD_CONST",
    /// `-- int(arg)`, 0 to 255
    LoadSmallInt = "LOAD_SMALL_INT",
    /// `-- AssertionError | NotImplementedError | tuple | all | any` for arg 0 to 4
    LoadCommonConstant = "LOAD_COMMON_CONSTANT",

    /// `-- locals[arg]`; the compiler knows it is bound
    LoadFast = "LOAD_FAST",
    /// As `LOAD_FAST`, kept apart for `dis`.
    LoadFastBorrow = "LOAD_FAST_BORROW",
    /// `-- locals[arg]`, or UnboundLocalError
    LoadFastCheck = "LOAD_FAST_CHECK",
    /// `-- locals[arg]` (or NULL), and unbinds it: saves a name that a comprehension shadows
    LoadFastAndClear = "LOAD_FAST_AND_CLEAR",
    /// `-- locals[arg >> 4] locals[arg & 15]`
    LoadFastLoadFast = "LOAD_FAST_LOAD_FAST",
    LoadFastBorrowLoadFastBorrow = "LOAD_FAST_BORROW_LOAD_FAST_BORROW",
    /// `a --` into `locals[arg]`; NULL unbinds (the other half of LOAD_FAST_AND_CLEAR)
    StoreFast = "STORE_FAST",
    /// `a -- locals[arg & 15]` after storing a in `locals[arg >> 4]`
    StoreFastLoadFast = "STORE_FAST_LOAD_FAST",
    /// `b a --` a into `locals[arg >> 4]`, b into `locals[arg & 15]`
    StoreFastStoreFast = "STORE_FAST_STORE_FAST",
    /// UnboundLocalError when it is unbound
    DeleteFast = "DELETE_FAST",

    /// Makes `locals[arg]` a cell that holds what it held. First instructions of a function, before RESUME.
    MakeCell = "MAKE_CELL",
    /// Copies the function's arg closure cells into the last arg places of locals. First instruction, before RESUME.
    CopyFreeVars = "COPY_FREE_VARS",
    /// `-- contents of cell locals[arg]`, or NameError / UnboundLocalError
    LoadDeref = "LOAD_DEREF",
    StoreDeref = "STORE_DEREF",
    DeleteDeref = "DELETE_DEREF",
    /// `mapping -- value`: looks `name of cell arg` up in the mapping, else in the cell (class bodies)
    LoadFromDictOrDeref = "LOAD_FROM_DICT_OR_DEREF",

    /// `-- value [NULL]`: names[arg >> 1] from globals, then builtins; pushes NULL after it when arg & 1
    LoadGlobal = "LOAD_GLOBAL",
    StoreGlobal = "STORE_GLOBAL",
    DeleteGlobal = "DELETE_GLOBAL",
    /// `-- value`: names[arg] from the frame's locals mapping, globals, builtins (module and class bodies)
    LoadName = "LOAD_NAME",
    StoreName = "STORE_NAME",
    DeleteName = "DELETE_NAME",
    /// `-- locals mapping` of a module or class body
    LoadLocals = "LOAD_LOCALS",
    /// `mapping -- value`: names[arg] from the mapping, then globals, builtins
    LoadFromDictOrGlobals = "LOAD_FROM_DICT_OR_GLOBALS",

    /// `owner -- attr`, or with arg & 1 `owner -- method self` / `owner -- attr NULL`; the name is names[arg >> 1]
    LoadAttr = "LOAD_ATTR",
    /// `super class self -- attr [self|NULL]`: names[arg >> 2]; arg & 1 as LOAD_ATTR, arg & 2 when two arguments were written
    LoadSuperAttr = "LOAD_SUPER_ATTR",
    /// `value owner --`: owner.names[arg] = value
    StoreAttr = "STORE_ATTR",
    /// `owner --`
    DeleteAttr = "DELETE_ATTR",
    /// `owner -- attr self_or_null`: looks a special method up on the type: arg is a [`Special`]
    LoadSpecial = "LOAD_SPECIAL",

    /// `a b -- a ⊕ b`; arg is a [`BinaryOp`], which includes subscription
    BinaryOp = "BINARY_OP",
    /// `container start stop -- container[start:stop]`
    BinarySlice = "BINARY_SLICE",
    /// `value container start stop --`
    StoreSlice = "STORE_SLICE",
    /// `value container key --`
    StoreSubscr = "STORE_SUBSCR",
    /// `container key --`
    DeleteSubscr = "DELETE_SUBSCR",
    UnaryNegative = "UNARY_NEGATIVE",
    UnaryInvert = "UNARY_INVERT",
    /// `bool -- bool`
    UnaryNot = "UNARY_NOT",
    /// `a -- bool`
    ToBool = "TO_BOOL",
    /// `a b -- a < b`; arg is a [`CmpOp`], with [`CMP_TO_BOOL`] when the result must be a bool
    CompareOp = "COMPARE_OP",
    /// `a b -- a is b`, negated when arg is 1
    IsOp = "IS_OP",
    /// `a b -- a in b`, negated when arg is 1
    ContainsOp = "CONTAINS_OP",

    /// `items[arg] -- tuple`
    BuildTuple = "BUILD_TUPLE",
    BuildList = "BUILD_LIST",
    BuildSet = "BUILD_SET",
    /// `(key value)[arg] -- dict`
    BuildMap = "BUILD_MAP",
    /// `strs[arg] -- str`
    BuildString = "BUILD_STRING",
    /// `start stop [step when arg is 3] -- slice`
    BuildSlice = "BUILD_SLICE",
    /// `list … v -- list …`: appends to the list arg below the top (after the pop)
    ListAppend = "LIST_APPEND",
    SetAdd = "SET_ADD",
    /// `dict … key value -- dict …`
    MapAdd = "MAP_ADD",
    /// `list … iterable -- list …`
    ListExtend = "LIST_EXTEND",
    SetUpdate = "SET_UPDATE",
    /// `dict … mapping -- dict …`
    DictUpdate = "DICT_UPDATE",
    /// As DICT_UPDATE for `f(**m)`: a key that is there already is a TypeError; the callable lies arg + 2 below the dict
    DictMerge = "DICT_MERGE",
    /// `seq -- items[arg]`, the first item on top
    UnpackSequence = "UNPACK_SEQUENCE",
    /// `seq -- before … star-list … after`: arg & 255 before, arg >> 8 after; the first on top
    UnpackEx = "UNPACK_EX",
    /// `value -- str|repr|ascii(value)` for arg 1, 2, 3
    ConvertValue = "CONVERT_VALUE",
    /// `value -- str`
    FormatSimple = "FORMAT_SIMPLE",
    /// `value spec -- str`
    FormatWithSpec = "FORMAT_WITH_SPEC",

    /// Absolute jumps. JUMP_BACKWARD is a switch point, JUMP_BACKWARD_NO_INTERRUPT is not.
    JumpForward = "JUMP_FORWARD",
    JumpBackward = "JUMP_BACKWARD",
    JumpBackwardNoInterrupt = "JUMP_BACKWARD_NO_INTERRUPT",
    /// `bool --`; the operand is exactly True or False
    PopJumpIfTrue = "POP_JUMP_IF_TRUE",
    PopJumpIfFalse = "POP_JUMP_IF_FALSE",
    PopJumpIfNone = "POP_JUMP_IF_NONE",
    PopJumpIfNotNone = "POP_JUMP_IF_NOT_NONE",

    /// `iterable -- iterator`
    GetIter = "GET_ITER",
    /// `iterable -- iterator`, leaves coroutines and generators alone
    GetYieldFromIter = "GET_YIELD_FROM_ITER",
    /// `iter -- iter next`, or when spent `iter --` and jumps to arg
    ForIter = "FOR_ITER",
    /// Never reached by a spent iterator here; there for `dis`.
    EndFor = "END_FOR",
    PopIter = "POP_ITER",

    /// `code -- function`
    MakeFunction = "MAKE_FUNCTION",
    /// `value function -- function`: arg 1 defaults tuple, 2 keyword defaults dict, 4 annotations dict, 8 closure tuple, 16 annotate function
    SetFunctionAttribute = "SET_FUNCTION_ATTRIBUTE",
    /// `callable self_or_null args[arg] -- result`. Switch point after a native callee, by the profile's rules
    Call = "CALL",
    /// `callable self_or_null args[arg] kwnames -- result`: the last `len(kwnames)` args are by keyword
    CallKw = "CALL_KW",
    /// `callable NULL args_tuple kwargs_dict_or_null -- result`
    CallFunctionEx = "CALL_FUNCTION_EX",
    /// `a -- result`; arg is an [`Intrinsic1`]
    CallIntrinsic1 = "CALL_INTRINSIC_1",
    /// `a b -- result`; arg is an [`Intrinsic2`]
    CallIntrinsic2 = "CALL_INTRINSIC_2",
    /// `value --` leaves the frame
    ReturnValue = "RETURN_VALUE",
    /// `-- __build_class__`
    LoadBuildClass = "LOAD_BUILD_CLASS",

    /// Makes the generator / coroutine object of this frame and returns it to the caller; the frame continues after it when
    /// first resumed, with the sent value (None) on the stack, popped by the POP_TOP that follows.
    ReturnGenerator = "RETURN_GENERATOR",
    /// `value -- sent`: leaves the frame with the value; arg 1 inside `yield from`/`await`
    YieldValue = "YIELD_VALUE",
    /// `receiver v -- receiver yielded`, or when the receiver returned: `receiver v -- receiver result` and jumps to arg
    Send = "SEND",
    /// `receiver value -- value`
    EndSend = "END_SEND",
    /// `receiver last_sent exc -- none value`: StopIteration inside `yield from` becomes its value, anything else goes on
    CleanupThrow = "CLEANUP_THROW",
    /// `obj -- awaitable iterator`; arg 1 in `async with` enter, 2 in its exit
    GetAwaitable = "GET_AWAITABLE",
    GetAiter = "GET_AITER",
    /// `aiter -- aiter awaitable`
    GetAnext = "GET_ANEXT",
    /// `aiter exc --`: StopAsyncIteration ends the loop, anything else goes on
    EndAsyncFor = "END_ASYNC_FOR",

    /// `[exc [cause]] --`: arg 0 re-raises the handled one, 1 raises, 2 raises from
    RaiseVarargs = "RAISE_VARARGS",
    /// `exc --`: goes on raising; with arg > 0 the instruction index that raised lies arg below the top
    Reraise = "RERAISE",
    /// `exc -- previous exc`: exc becomes the handled one
    PushExcInfo = "PUSH_EXC_INFO",
    /// `previous --`: it becomes the handled one again
    PopExcept = "POP_EXCEPT",
    /// `exc type -- exc bool`
    CheckExcMatch = "CHECK_EXC_MATCH",
    /// `exc type -- rest match`
    CheckEgMatch = "CHECK_EG_MATCH",
    /// `exit self lasti unused exc -- exit self lasti unused exc result`: calls exit(type, exc, tb)
    WithExceptStart = "WITH_EXCEPT_START",

    /// `level fromlist -- module`: names[arg]
    ImportName = "IMPORT_NAME",
    /// `module -- module attr`: names[arg]
    ImportFrom = "IMPORT_FROM",

    /// `subject -- subject len`
    GetLen = "GET_LEN",
    MatchMapping = "MATCH_MAPPING",
    MatchSequence = "MATCH_SEQUENCE",
    /// `subject keys -- subject keys values_or_none`
    MatchKeys = "MATCH_KEYS",
    /// `subject type names -- attrs_or_none`: arg positional patterns
    MatchClass = "MATCH_CLASS",
    SetupAnnotations = "SETUP_ANNOTATIONS",
}

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];
            /// The variant of number `arg`, if there is one.
            #[inline]
            pub fn from_arg(arg: u32) -> Option<Self> {
                Self::ALL.get(arg as usize).copied()
            }
        }
    };
}

numbered!(
    /// Argument of `BINARY_OP`, in CPython's order (`NB_ADD` …); the second half is in place.
    BinaryOp {
        Add, And, FloorDivide, Lshift, MatrixMultiply, Multiply, Remainder, Or, Power, Rshift, Subtract, TrueDivide, Xor,
        InplaceAdd, InplaceAnd, InplaceFloorDivide, InplaceLshift, InplaceMatrixMultiply, InplaceMultiply, InplaceRemainder,
        InplaceOr, InplacePower, InplaceRshift, InplaceSubtract, InplaceTrueDivide, InplaceXor,
        /// `a[b]`
        Subscr,
    }
);

numbered!(
    /// Argument of `COMPARE_OP`.
    CmpOp { Lt, Le, Eq, Ne, Gt, Ge, }
);

/// Or-ed into a `COMPARE_OP` argument when the result goes straight to a conditional jump.
pub const CMP_TO_BOOL: u32 = 16;

numbered!(
    /// Argument of `LOAD_SPECIAL`.
    Special { Enter, Exit, Aenter, Aexit, }
);

numbered!(
    /// Argument of `CALL_INTRINSIC_1`.
    Intrinsic1 {
        Invalid,
        Print,
        /// `from m import *`
        ImportStar,
        /// StopIteration that leaves a generator becomes RuntimeError
        StopIterationError,
        AsyncGenWrap,
        UnaryPositive,
        /// `list -- tuple`
        ListToTuple,
        Typevar, ParamSpec, TypevarTuple, SubscriptGeneric, TypeAlias,
        /// `parts -- template`: strings and, between them, tuples of value, text, conversion and format (no instruction of its own
        /// as in CPython, where BUILD_TEMPLATE and BUILD_INTERPOLATION are)
        Template,
    }
);

numbered!(
    /// Argument of `CALL_INTRINSIC_2`.
    Intrinsic2 {
        Invalid,
        /// `original excs -- exc`: what an `except*` block raises in the end
        PrepReraiseStar,
        TypevarWithBound, TypevarWithConstraints, SetFunctionTypeParams, SetTypeparamDefault,
    }
);

/// A constant of a code object.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    None,
    Ellipsis,
    Bool(bool),
    /// Fits 64 bits.
    Int(i64),
    /// Does not fit 64 bits.
    BigInt(BigInt),
    Float(f64),
    Complex {
        real: f64,
        imag: f64,
    },
    Str(Arc<str>),
    Bytes(Arc<[u8]>),
    Tuple(Arc<[Const]>),
    /// Only as the right side of `in`, as CPython folds it.
    FrozenSet(Arc<[Const]>),
    /// The code of a nested function, class body or comprehension.
    Code(CodeId),
}

/// One row of the exception table: while the instruction index is in `start..end`, an exception cuts the operand stack to
/// `depth`, pushes the raising instruction's index when `push_lasti`, pushes the exception and goes to `target`.
/// Rows do not overlap and are sorted; the innermost handler is the only one listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub depth: u32,
    pub push_lasti: bool,
}

/// What kind of block a code object is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Module,
    Class,
    Function,
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// A code object. Immutable once made; `co_*` names in the comments are CPython's.
#[derive(Clone, Debug)]
pub struct Code {
    /// `co_name`
    pub name: Arc<str>,
    /// `co_qualname`
    pub qualname: Arc<str>,
    /// `co_filename`
    pub filename: Arc<str>,
    pub kind: Kind,
    /// `co_firstlineno`
    pub first_line: u32,
    /// Positional-only parameters (also counted in `n_args`).
    pub n_posonly: u32,
    /// `co_argcount`: positional parameters without `*args`.
    pub n_args: u32,
    /// `co_kwonlyargcount`
    pub n_kwonly: u32,
    pub has_varargs: bool,
    pub has_varkw: bool,
    /// `co_localsplusnames`: parameters, other locals, cells that are not parameters, then free variables.
    pub locals: Arc<[Arc<str>]>,
    /// How many of `locals`, at its end, are free variables.
    pub n_free: u32,
    /// `co_stacksize`: the most operands on the stack at once.
    pub max_stack: u32,
    /// Names of globals and attributes.
    pub names: Arc<[Arc<str>]>,
    pub consts: Arc<[Const]>,
    pub instrs: Arc<[Instr]>,
    /// `co_positions`: one for each instruction; line 0 when it belongs to no line.
    pub locations: Arc<[Location]>,
    pub handlers: Arc<[Handler]>,
    /// First statement of the body when it is a string.
    pub doc: Option<Arc<str>>,
    /// Belongs to the prelude: no switch points, no frame in tracebacks or panels (see `vm/prelude`).
    pub hidden: bool,
}

impl Code {
    /// The handler that covers instruction `at`.
    pub fn handler_at(&self, at: u32) -> Option<&Handler> {
        let after = self.handlers.partition_point(|handler| handler.start <= at);
        self.handlers[..after].last().filter(|handler| at < handler.end)
    }
    /// The line of instruction `at`, 0 when there is none.
    pub fn line_at(&self, at: u32) -> u32 {
        self.locations.get(at as usize).map_or(0, |location| location.start.line)
    }
}

/// All code of a program: its own modules, the library's, the prelude's. Grows as modules are imported; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct CodeStore {
    codes: IndexVec<CodeId, Arc<Code>>,
}

impl CodeStore {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn add(&mut self, code: Code) -> CodeId {
        self.codes.push(Arc::new(code))
    }
    /// Panics when the id is not of this store.
    #[inline]
    pub fn get(&self, id: CodeId) -> &Arc<Code> {
        &self.codes[id]
    }
    pub fn len(&self) -> usize {
        self.codes.len()
    }
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }
    pub fn iter(&self) -> impl Iterator<Item = (CodeId, &Arc<Code>)> {
        self.codes.iter_enumerated()
    }
}

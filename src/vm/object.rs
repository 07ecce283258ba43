//! What lives in the heap: one enum, a variant for each layout that the machine treats natively.
//!
//! A class written in Python makes `Instance`s; a subclass of a builtin type is an `Instance` whose payload is the builtin
//! storage. Everything a library module needs beyond these is an [`Opaque`] state.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use num_bigint::BigInt;

use super::class::ClassData;
use super::cow::Cow;
use super::dict::Dict;
use super::exc::ExcData;
use super::footprint;
use super::generator::GeneratorData;
use super::iter::Iter;
use super::set::Set;
use super::shape::ShapeId;
use super::string::PyStr;
use super::value::{Obj, Value};
use crate::base::ids::{CodeId, ThreadId};

/// A heap slot's content.
#[derive(Clone, Debug, Default)]
pub enum Object {
    /// No object: the slot is free.
    #[default]
    Free,
    Str(PyStr),
    /// Never one that fits an i64.
    BigInt(Arc<BigInt>),
    Complex(f64, f64),
    Bytes(Arc<[u8]>),
    ByteArray(Cow<Vec<u8>>),
    Tuple(Arc<[Value]>),
    List(Cow<Vec<Value>>),
    Dict(Cow<Box<Dict>>),
    Set(Cow<Box<Set>>),
    FrozenSet(Arc<Set>),
    Range {
        start: i64,
        stop: i64,
        step: i64,
    },
    Slice(Box<[Value; 3]>),
    /// An object of a class made by a `class` statement (or of a class with attributes of its own, such as `object()`).
    Instance(Instance),
    Exception(Box<ExcData>),
    Class(Cow<Box<ClassData>>),
    Function(Box<Function>),
    BoundMethod {
        func: Value,
        receiver: Value,
    },
    /// A closure cell; `Null` when it is empty.
    Cell(Value),
    /// Storage of a subclass of `int`, `float` or `bool`: only ever a payload.
    Boxed(Value),
    Iter(Iter),
    Generator(Box<GeneratorData>),
    Module {
        name: Obj,
        dict: Obj,
    },
    Property(Box<[Value; 4]>),
    StaticMethod(Value),
    ClassMethod(Value),
    /// A name of `__slots__`, as found in the class's namespace.
    SlotDescriptor {
        class: Obj,
        name: Obj,
    },
    Super {
        class: Obj,
        receiver: Value,
        receiver_class: Obj,
    },
    MappingProxy(Obj),
    /// `dict.keys()`, `.values()`, `.items()`
    DictView {
        dict: Obj,
        kind: ViewKind,
    },
    Code(CodeId),
    /// A traceback: the innermost `len` entries of an exception's. Going further out the exception gets more, this does not.
    Traceback {
        exc: Obj,
        len: u32,
    },
    Lock(Box<LockData>),
    /// `typing`-like generic alias `list[int]`: origin and arguments.
    GenericAlias {
        origin: Obj,
        args: Obj,
    },
    /// `int | str`: the tuple of alternatives.
    Union(Obj),
    Opaque {
        class: Obj,
        state: Box<dyn Opaque>,
    },
}

/// Which part of a dictionary a view or an iterator shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

/// An object with attributes: a hidden class says which attribute is where (see `shape.rs`).
#[derive(Clone, Debug)]
pub struct Instance {
    pub class: Obj,
    pub shape: ShapeId,
    /// The builtin storage, for a subclass of a builtin type.
    pub payload: Option<Obj>,
    /// One value per name of the shape; when the shape is `ShapeId::DICT`, one value: the dict that holds the attributes.
    pub values: Vec<Value>,
}

/// A function made by `def` or `lambda`.
#[derive(Clone, Debug)]
pub struct Function {
    pub code: CodeId,
    pub globals: Obj,
    /// `__defaults__`: `None` or a tuple.
    pub defaults: Value,
    /// `__kwdefaults__`: `None` or a dict.
    pub kwdefaults: Value,
    /// `None` or a tuple of cells.
    pub closure: Value,
    pub name: Value,
    pub qualname: Value,
    pub module: Value,
    pub doc: Value,
    /// `Null`, or the dict, or the function that computes it.
    pub annotations: Value,
    /// The function that computes the annotations; True in such a function that the compiler made.
    pub annotate: Value,
    /// `Null` until an attribute is set on the function.
    pub dict: Value,
    /// Positional parameters alone and no defaults needed to call it with `n_args`: binding is a copy.
    pub simple: bool,
}

/// `threading.Lock` and `threading.RLock`. The machine takes and releases an uncontended one by itself; waiting and waking
/// are effects.
#[derive(Clone, Debug, Default)]
pub struct LockData {
    pub reentrant: bool,
    pub locked: bool,
    /// Who took it last; decides nothing for a plain lock.
    pub owner: Option<ThreadId>,
    /// How often an RLock's owner holds it.
    pub depth: u32,
    /// Depths at which threads that wait are to have it back (`Condition.wait`).
    pub restore: Vec<(ThreadId, u32)>,
    /// Threads blocked on it, the first come first; kept by the process layer.
    pub waiters: Vec<ThreadId>,
}

/// State of a library object that the machine does not know: a random generator, a hash, a compiled pattern.
/// Values inside are kept alive through `trace`.
pub trait Opaque: Any + Send + Sync + fmt::Debug {
    fn clone_box(&self) -> Box<dyn Opaque>;
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
    /// Calls `visit` for every value it holds.
    fn trace(&self, _visit: &mut dyn FnMut(Value)) {}
    /// Bytes it occupies outside its slot, the same on every platform.
    fn size(&self) -> usize {
        footprint::OPAQUE
    }
}

impl Clone for Box<dyn Opaque> {
    fn clone(&self) -> Self {
        (**self).clone_box()
    }
}

const _: () = assert!(size_of::<Object>() <= 40);

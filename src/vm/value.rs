//! Values: what a variable, a list place or a stack place holds. Sixteen bytes, `Copy`, no reference counts.
//!
//! Small immutable things are in the value itself; everything else is a handle into the [`heap`](super::heap).

use crate::index_type;

index_type!(
    /// A handle of a heap object. Handles are reused after collection, so hold one only where the collector sees it.
    Obj
);

index_type!(
    /// A builtin function: its place in the table of [`natives`](super::native::natives).
    NativeId
);

/// A handle or none, in the four bytes of a handle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MaybeObj(u32);

impl MaybeObj {
    /// No heap has so many slots.
    pub const NONE: Self = Self(u32::MAX);

    #[inline]
    pub fn get(self) -> Option<Obj> {
        (self != Self::NONE).then_some(Obj(self.0))
    }
    /// The object, or another value for none.
    #[inline]
    pub fn value_or(self, none: Value) -> Value {
        self.get().map_or(none, Value::Obj)
    }
}

impl From<Obj> for MaybeObj {
    #[inline]
    fn from(obj: Obj) -> Self {
        Self(obj.0)
    }
}
impl From<Value> for MaybeObj {
    /// None for what is no heap object.
    #[inline]
    fn from(value: Value) -> Self {
        value.obj().map_or(Self::NONE, Self::from)
    }
}

/// A Python value, or the absence of one.
///
/// Every payload is at the same place, in a word of its own: were a bool or a handle beside the tag, copies would be made of
/// parts that overlap what was just written, and each would wait for the store.
#[derive(Clone, Copy, Debug, Default)]
#[repr(u64)]
pub enum Value {
    /// Not a Python value: an unbound local, an empty cell, a missing argument, NULL on the operand stack.
    #[default]
    Null,
    None,
    Ellipsis,
    NotImplemented,
    Bool(bool),
    /// Every integer that fits; larger ones are `Object::BigInt`, never otherwise.
    Int(i64),
    Float(f64),
    /// A builtin function or an unbound builtin method; needs no heap object.
    Native(NativeId),
    Obj(Obj),
}

impl Value {
    /// `is`: the same object. Floats compare by bits, as two equal floats made apart may well be one object.
    #[inline]
    pub fn is(self, other: Value) -> bool {
        match (self, other) {
            (Value::Obj(a), Value::Obj(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Native(a), Value::Native(b)) => a == b,
            (Value::None, Value::None)
            | (Value::Null, Value::Null)
            | (Value::Ellipsis, Value::Ellipsis)
            | (Value::NotImplemented, Value::NotImplemented) => true,
            _ => false,
        }
    }
    #[inline]
    pub fn is_null(self) -> bool {
        matches!(self, Value::Null)
    }
    #[inline]
    pub fn is_none(self) -> bool {
        matches!(self, Value::None)
    }
    /// The handle, when it is a heap object.
    #[inline]
    pub fn obj(self) -> Option<Obj> {
        match self {
            Value::Obj(obj) => Some(obj),
            _ => None,
        }
    }
    /// `self`, or `default` for a missing argument.
    #[inline]
    pub fn or(self, default: Value) -> Value {
        if self.is_null() { default } else { self }
    }
}

impl From<Obj> for Value {
    #[inline]
    fn from(obj: Obj) -> Value {
        Value::Obj(obj)
    }
}
impl From<bool> for Value {
    #[inline]
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}
impl From<i64> for Value {
    #[inline]
    fn from(i: i64) -> Value {
        Value::Int(i)
    }
}
impl From<f64> for Value {
    #[inline]
    fn from(x: f64) -> Value {
        Value::Float(x)
    }
}

const _: () = assert!(size_of::<Value>() == 16);

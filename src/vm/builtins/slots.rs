//! The special methods of builtin classes as attributes: `int.__add__`, `list.__getitem__`, `super().__eq__(other)`.
//! Each asks the operation that instructions use; NotImplemented where that has no answer.
//!
//! Source: `Objects/typeobject.c` (`slotdefs` and their wrappers).

use crate::lang::code::{BinaryOp, CmpOp};
use crate::vm::core::{Core, NeedsPython};
use crate::vm::iter::{GetIter, Next};
use crate::vm::native::{Break, NativeDef, NativeResult, Resume, TypeDef};
use crate::vm::object::Object;
use crate::vm::ops::Number;
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::Value;

fn binary(core: &mut Core, op: BinaryOp, a: Value, b: Value) -> NativeResult {
    let (a, b) = (core.heap.plain(a), core.heap.plain(b));
    Ok(core.binary(op, a, b)?.unwrap_or(Value::NotImplemented))
}

macro_rules! operators {
    ($($name:literal, $reflected:literal, $op:ident;)*) => {
        [$(
            NativeDef::method($name, "self, value, /", |core, args| own_binary(core, BinaryOp::$op, args, false)).nanos(20),
            NativeDef::method($reflected, "self, value, /", |core, args| own_binary(core, BinaryOp::$op, args, true)).nanos(20),
        )*]
    };
}

/// An operator as a method of `args[0]`: an int does not know what to do with a float, which knows it for both.
fn own_binary(core: &mut Core, op: BinaryOp, args: &[Value], reflected: bool) -> NativeResult {
    let rank = |number: Number| match number {
        Number::Int(_) | Number::Big(_) => 0,
        Number::Float(_) => 1,
        Number::Complex(..) => 2,
    };
    if let (Some(own), Some(other)) = (core.number(args[0]), core.number(args[1]))
        && rank(own) < rank(other)
    {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = if reflected { (args[1], args[0]) } else { (args[0], args[1]) };
    binary(core, op, a, b)
}

macro_rules! sequence_operators {
    ($(($name:literal, $op:ident, $a:literal, $b:literal),)*) => {
        [$(NativeDef::method($name, "self, value, /", |core, args| binary(core, BinaryOp::$op, args[$a], args[$b])).nanos(20),)*]
    };
}

macro_rules! comparisons {
    ($($name:literal, $op:ident;)*) => {
        [$(NativeDef::method($name, "self, value, /", |core, args| compare(core, CmpOp::$op, args)).nanos(20),)*]
    };
}

const NUMBER: &[NativeDef] = &operators! {
    "__add__", "__radd__", Add;
    "__sub__", "__rsub__", Subtract;
    "__mul__", "__rmul__", Multiply;
    "__truediv__", "__rtruediv__", TrueDivide;
    "__floordiv__", "__rfloordiv__", FloorDivide;
    "__mod__", "__rmod__", Remainder;
};
const BITS: &[NativeDef] = &operators! {
    "__and__", "__rand__", And;
    "__or__", "__ror__", Or;
    "__xor__", "__rxor__", Xor;
    "__lshift__", "__rlshift__", Lshift;
    "__rshift__", "__rrshift__", Rshift;
};
const SET_OPERATORS: &[NativeDef] = &operators! {
    "__and__", "__rand__", And;
    "__or__", "__ror__", Or;
    "__xor__", "__rxor__", Xor;
    "__sub__", "__rsub__", Subtract;
};
const DICT_OPERATORS: &[NativeDef] = &operators! { "__or__", "__ror__", Or; };
const SEQUENCE_OPERATORS: &[NativeDef] = &sequence_operators! {
    ("__add__", Add, 0, 1),
    ("__mul__", Multiply, 0, 1),
    ("__rmul__", Multiply, 1, 0),
};
/// `__iadd__` and its kind of what can be changed: what the prelude's `inplace` is asked for.
macro_rules! in_place {
    ($($name:literal, $kind:literal;)*) => {
        [$(NativeDef::method($name, "self, value, /", |_, args| {
            Err(Break::Prelude(prelude::INPLACE, vec![Value::Int($kind), args[0], args[1]]))
        })
        .nanos(20),)*]
    };
}

const LIST_INPLACE: &[NativeDef] = &in_place! { "__iadd__", 0; "__imul__", 1; };
const BYTES_INPLACE: &[NativeDef] = &in_place! { "__iadd__", 2; };
const DICT_INPLACE: &[NativeDef] = &in_place! { "__ior__", 3; };
const SET_INPLACE: &[NativeDef] = &in_place! { "__ior__", 4; "__iand__", 5; "__isub__", 6; "__ixor__", 7; };
const UNARY: &[NativeDef] = &[
    NativeDef::method("__pow__", "self, value, mod=, /", |core, args| match args[2].or(Value::None) {
        Value::None => own_binary(core, BinaryOp::Power, args, false),
        _ => super::functions::pow(core, args),
    })
    .nanos(20),
    NativeDef::method("__rpow__", "self, value, mod=, /", |core, args| own_binary(core, BinaryOp::Power, args, true))
        .nanos(20),
    NativeDef::method("__neg__", "self, /", |core, args| Ok(core.negative(args[0]).unwrap_or(Value::NotImplemented))),
    NativeDef::method("__pos__", "self, /", |core, args| {
        Ok(core.number(args[0]).map_or(Value::NotImplemented, |number| core.number_value(number)))
    }),
    NativeDef::method("__abs__", "self, /", super::functions::abs),
    NativeDef::method("__bool__", "self, /", truth),
    NativeDef::method("__divmod__", "self, value, /", |core, args| own_divmod(core, [args[0], args[1]], args[1])),
    NativeDef::method("__rdivmod__", "self, value, /", |core, args| own_divmod(core, [args[1], args[0]], args[1])),
];
const INVERT: &[NativeDef] = &[NativeDef::method("__invert__", "self, /", |core, args| {
    Ok(core.invert(args[0]).unwrap_or(Value::NotImplemented))
})];
const EQUALITY: &[NativeDef] = &comparisons! { "__eq__", Eq; "__ne__", Ne; };
const ORDER: &[NativeDef] = &comparisons! { "__lt__", Lt; "__le__", Le; "__gt__", Gt; "__ge__", Ge; };
const TEXT: &[NativeDef] =
    &[NativeDef::method("__repr__", "self, /", repr), NativeDef::method("__hash__", "self, /", hash)];
const REPR: &[NativeDef] = &[NativeDef::method("__repr__", "self, /", repr)];
const CONTAINER: &[NativeDef] = &[
    NativeDef::method("__len__", "self, /", len),
    NativeDef::method("__iter__", "self, /", iter),
    NativeDef::method("__contains__", "self, key, /", contains),
];
const GETITEM: &[NativeDef] = &[NativeDef::method("__getitem__", "self, key, /", getitem)];
const SETITEM: &[NativeDef] = &[
    NativeDef::method("__setitem__", "self, key, value, /", setitem),
    NativeDef::method("__delitem__", "self, key, /", delitem),
];
const ITERATOR: &[NativeDef] =
    &[NativeDef::method("__iter__", "self, /", |_, args| Ok(args[0])), NativeDef::method("__next__", "self, /", next)];

macro_rules! tables {
    ($($class:ident: $($table:ident)*;)*) => {
        /// All of it.
        pub static SLOTS: &[&TypeDef] = &[$($(&TypeDef::new(types::$class, $table),)*)*];
    };
}

tables! {
    INT: NUMBER BITS UNARY INVERT EQUALITY ORDER TEXT;
    FLOAT: NUMBER UNARY EQUALITY ORDER TEXT;
    COMPLEX: NUMBER UNARY EQUALITY TEXT;
    STR: SEQUENCE_OPERATORS EQUALITY ORDER TEXT CONTAINER GETITEM;
    BYTES: SEQUENCE_OPERATORS EQUALITY ORDER TEXT CONTAINER GETITEM;
    BYTEARRAY: SEQUENCE_OPERATORS BYTES_INPLACE EQUALITY ORDER REPR CONTAINER GETITEM SETITEM;
    TUPLE: SEQUENCE_OPERATORS EQUALITY ORDER TEXT CONTAINER GETITEM;
    LIST: SEQUENCE_OPERATORS LIST_INPLACE EQUALITY ORDER REPR CONTAINER GETITEM SETITEM;
    DICT: DICT_OPERATORS DICT_INPLACE EQUALITY REPR CONTAINER GETITEM SETITEM;
    SET: SET_OPERATORS SET_INPLACE EQUALITY ORDER REPR CONTAINER;
    FROZENSET: SET_OPERATORS EQUALITY ORDER TEXT CONTAINER;
    RANGE: EQUALITY TEXT CONTAINER GETITEM;
    SLICE: EQUALITY TEXT;
    MAPPINGPROXY: EQUALITY REPR CONTAINER GETITEM;
    DICT_KEYS: SET_OPERATORS EQUALITY ORDER REPR CONTAINER;
    DICT_ITEMS: SET_OPERATORS EQUALITY ORDER REPR CONTAINER;
    DICT_VALUES: REPR CONTAINER;
    LIST_ITERATOR: ITERATOR;
    LIST_REVERSEITERATOR: ITERATOR;
    TUPLE_ITERATOR: ITERATOR;
    STR_ITERATOR: ITERATOR;
    BYTES_ITERATOR: ITERATOR;
    BYTEARRAY_ITERATOR: ITERATOR;
    RANGE_ITERATOR: ITERATOR;
    DICT_KEYITERATOR: ITERATOR;
    DICT_VALUEITERATOR: ITERATOR;
    DICT_ITEMITERATOR: ITERATOR;
    SET_ITERATOR: ITERATOR;
    DEQUE_ITERATOR: ITERATOR;
    ENUMERATE: ITERATOR;
    ZIP: ITERATOR;
    MAP: ITERATOR;
    FILTER: ITERATOR;
    REVERSED: ITERATOR;
    SEQUENCE_ITERATOR: ITERATOR;
    CALLABLE_ITERATOR: ITERATOR;
    GENERATOR: ITERATOR;
    METHOD: EQUALITY TEXT;
    GENERIC_ALIAS: EQUALITY TEXT;
    UNION: EQUALITY TEXT;
}

fn own_divmod(core: &mut Core, args: [Value; 2], other: Value) -> NativeResult {
    if matches!(core.number(other), None | Some(Number::Complex(..))) {
        return Ok(Value::NotImplemented);
    }
    let args = args.map(|value| core.heap.plain(value));
    match super::functions::divmod(core, &args) {
        Err(Break::Prelude(..)) => Ok(Value::NotImplemented),
        other => other,
    }
}

fn compare(core: &mut Core, op: CmpOp, args: &[Value]) -> NativeResult {
    let (a, b) = (core.heap.plain(args[0]), core.heap.plain(args[1]));
    if let Some(result) = core.compare(op, a, b) {
        // Values of different kinds are unequal only after the other side was asked.
        let same_kind = core.class_of(a) == core.class_of(b) || core.number(a).is_some() && core.number(b).is_some();
        let decided = same_kind || result == (op == CmpOp::Eq) || !matches!(op, CmpOp::Eq | CmpOp::Ne);
        return Ok(if decided { Value::Bool(result) } else { Value::NotImplemented });
    }
    let both = |core: &Core, is: fn(&Object) -> bool| {
        [a, b].iter().all(|value| value.obj().is_some_and(|obj| is(core.heap.get(obj))))
    };
    let is_list = |object: &Object| matches!(object, Object::List(_));
    let is_tuple = |object: &Object| matches!(object, Object::Tuple(_));
    if both(core, is_list) || both(core, is_tuple) {
        return match op {
            CmpOp::Eq => Err(Break::Prelude(prelude::ITEMS_EQ, vec![a, b])),
            CmpOp::Ne => Ok(Value::NotImplemented),
            _ => Err(Break::Prelude(prelude::ITEMS_ORDER, vec![a, b, Value::Int(op as i64)])),
        };
    }
    if op == CmpOp::Eq && both(core, |object| matches!(object, Object::Dict(_))) {
        return Err(Break::Prelude(prelude::DICT_EQ, vec![a, b]));
    }
    if op == CmpOp::Eq && both(core, |object| matches!(object, Object::Set(_) | Object::FrozenSet(_))) {
        return Err(Break::Prelude(prelude::SET_EQ, vec![a, b]));
    }
    let set_like = |object: &Object| matches!(object, Object::DictView { .. } | Object::Set(_) | Object::FrozenSet(_));
    if op == CmpOp::Eq && both(core, set_like) {
        return Err(Break::Prelude(prelude::VIEWS_EQ, vec![a, b]));
    }
    Ok(Value::NotImplemented)
}

fn truth(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    Ok(Value::Bool(core.truth(plain).unwrap_or(true)))
}

fn repr(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    match super::repr::repr_text(core, plain) {
        Some(text) => Ok(core.str(&text)),
        None => match core.heap.as_bigint(plain) {
            // Too long: the error that says so.
            Some(n) => super::int::decimal(core, &n).map(|text| core.str(&text)),
            None => Err(Break::Prelude(prelude::CONTAINER_REPR, vec![plain])),
        },
    }
}

fn hash(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    super::functions::hash_value(core, plain)
}

fn len(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(core.len_of(args[0]).unwrap_or(0) as i64))
}

fn iter(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    match core.get_iter(plain)? {
        GetIter::Iter(iter) => Ok(iter),
        GetIter::Call(_) => Err(core.not_iterable(plain)),
    }
}

fn contains(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    match core.contains(plain, args[1])? {
        Some(found) => Ok(Value::Bool(found)),
        None => Err(Break::Prelude(prelude::CONTAINS, vec![plain, args[1]])),
    }
}

fn getitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    // A subclass of dict may have __missing__.
    if !plain.is(args[0]) && core.heap.as_dict(plain).is_some() {
        match core.dict_get(plain, args[1]) {
            Ok(Some(value)) => return Ok(value),
            Ok(None) => {
                let class = core.class_of(args[0]);
                return match core.lookup(class, crate::vm::names::MISSING) {
                    Some(missing) => Err(Break::Call(Box::new(crate::vm::native::CallSpec {
                        callable: missing,
                        args: vec![args[0], args[1]],
                        kwargs: Vec::new(),
                    }))),
                    None => Err(core.key_error(args[1])),
                };
            }
            Err(NeedsPython::Ask) => return Err(Break::Prelude(prelude::DICT_GETITEM, vec![args[0], args[1]])),
            Err(NeedsPython::Unhashable(class)) => return Err(core.unhashable(class, args[1], "dict key")),
        }
    }
    match core.get_item(plain, args[1])? {
        Some(value) => Ok(value),
        None => {
            let text = format!("'{}' object is not subscriptable", core.type_name(plain));
            Err(core.type_error(text))
        }
    }
}

fn setitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    core.set_item(plain, args[1], args[2])?;
    Ok(Value::None)
}

fn delitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    core.del_item(plain, args[1])?;
    Ok(Value::None)
}

/// `iterator.__next__()`, also `next(iterator)`.
pub(super) fn next(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.iter_next(args[0])? {
        Next::Item(item) => Ok(item),
        Next::Done => Err(core.raise_bare(types::STOP_ITERATION)),
        Next::Python => match args[0].obj().map(|obj| (obj, core.heap.get(obj))) {
            Some((generator, Object::Generator(_))) => {
                Err(Break::Resume { generator, with: Resume::Send(Value::None) })
            }
            _ => Err(Break::Prelude(prelude::NEXT_OF, vec![args[0]])),
        },
    }
}

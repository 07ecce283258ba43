//! What the fast loop computes: results on built-in values that need no call, and `None` where they would.
//!
//! All of it is inlined there: see the head of `fast.rs`.

use super::cow::Cow;
use super::heap::Heap;
use super::native::FastNative;
use super::object::{Function, Object};
use super::types;
use super::value::{Obj, Value};
use crate::lang::code::{BinaryOp, CmpOp};

/// What the native returns, where it is told without a call.
#[inline(always)]
pub(super) fn call_native(which: FastNative, heap: &mut Heap, args: &[Value]) -> Option<Value> {
    match (which, args) {
        (FastNative::Len, [Value::Obj(obj)]) => Some(Value::Int(match heap.get(*obj) {
            Object::List(items) => items.len(),
            Object::Tuple(items) => items.len(),
            Object::Str(text) => text.n_chars(),
            Object::Dict(dict) => dict.len(),
            _ => return None,
        } as i64)),
        (FastNative::IsInstance, [value, Value::Obj(class)]) => {
            if let Value::Obj(obj) = value
                && let Object::Instance(instance) = heap.get(*obj)
            {
                return (instance.class == *class).then_some(Value::Bool(true));
            }
            // Among the commonest builtin types, none derives from another, but bool from int.
            const COMMON: [Obj; 7] =
                [types::STR, types::LIST, types::TUPLE, types::DICT, types::INT, types::FLOAT, types::BOOL];
            if let Value::Bool(_) = value {
                return COMMON.contains(class).then_some(Value::Bool(matches!(*class, types::BOOL | types::INT)));
            }
            let own = types::common_class(heap, value)?;
            (own == *class || COMMON.contains(class)).then_some(Value::Bool(own == *class))
        }
        (FastNative::ListAppend, [Value::Obj(list), item]) => {
            let Object::List(Cow::Owned(items)) = heap.change_owned(*list)? else { return None };
            if items.len() >= items.capacity() {
                return None;
            }
            items.push(*item);
            heap.grew(16);
            Some(Value::None)
        }
        (FastNative::DictGet, [Value::Obj(dict), key, rest @ ..]) => {
            let default = match rest {
                [] => Value::None,
                [default] => *default,
                _ => return None,
            };
            Some(match (place_of_key(heap, *dict, key)?, heap.get(*dict)) {
                (Some(place), Object::Dict(dict)) => dict.value_at(place),
                _ => default,
            })
        }
        (FastNative::ListPop, [Value::Obj(list)]) => {
            let Object::List(Cow::Owned(items)) = heap.change_owned(*list)? else { return None };
            items.pop()
        }
        _ => None,
    }
}

/// The defaults that follow `n_pos` positional arguments; `None` when the call does not fit.
#[inline(always)]
pub(super) fn defaults_for<'h>(
    heap: &'h Heap,
    function: &Function,
    n_pos: usize,
    n_args: usize,
) -> Option<&'h [Value]> {
    if n_pos == n_args {
        return Some(&[]);
    }
    let Value::Obj(defaults) = function.defaults else { return None };
    let Object::Tuple(defaults) = heap.get(defaults) else { return None };
    defaults.get((defaults.len() + n_pos).checked_sub(n_args)?..).filter(|rest| n_pos + rest.len() == n_args)
}

/// What `a op b` is, for numbers and where nothing can go wrong.
#[inline(always)]
pub(super) fn arithmetic(op: u8, a: &Value, b: &Value) -> Option<Value> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => int_op(op, *a, *b),
        (Value::Float(a), Value::Float(b)) => float_op(op, *a, *b),
        (Value::Float(a), Value::Int(b)) => float_op(op, *a, *b as f64),
        (Value::Int(a), Value::Float(b)) => float_op(op, *a as f64, *b),
        _ => None,
    }
}

#[inline(always)]
fn int_op(op: u8, a: i64, b: i64) -> Option<Value> {
    const ADD: u8 = BinaryOp::Add as u8;
    const INPLACE_ADD: u8 = BinaryOp::InplaceAdd as u8;
    const SUBTRACT: u8 = BinaryOp::Subtract as u8;
    const INPLACE_SUBTRACT: u8 = BinaryOp::InplaceSubtract as u8;
    const MULTIPLY: u8 = BinaryOp::Multiply as u8;
    const INPLACE_MULTIPLY: u8 = BinaryOp::InplaceMultiply as u8;
    const REMAINDER: u8 = BinaryOp::Remainder as u8;
    const FLOOR_DIVIDE: u8 = BinaryOp::FloorDivide as u8;
    const AND: u8 = BinaryOp::And as u8;
    const OR: u8 = BinaryOp::Or as u8;
    const XOR: u8 = BinaryOp::Xor as u8;
    const RSHIFT: u8 = BinaryOp::Rshift as u8;
    const TRUE_DIVIDE: u8 = BinaryOp::TrueDivide as u8;
    // Machines without a product of 64 by 64 bits call for one.
    let is_small = |i: i64| i64::from(i as i32) == i;
    Some(Value::Int(match op {
        ADD | INPLACE_ADD => a.checked_add(b)?,
        SUBTRACT | INPLACE_SUBTRACT => a.checked_sub(b)?,
        MULTIPLY | INPLACE_MULTIPLY if is_small(a) && is_small(b) => a * b,
        REMAINDER if b > 0 => a.rem_euclid(b),
        FLOOR_DIVIDE if b > 0 => a.div_euclid(b),
        AND => a & b,
        OR => a | b,
        XOR => a ^ b,
        RSHIFT if (0..64).contains(&b) => a >> b,
        TRUE_DIVIDE if b != 0 && is_small(a) && is_small(b) => return Some(Value::Float(a as f64 / b as f64)),
        _ => return None,
    }))
}

#[inline(always)]
fn float_op(op: u8, a: f64, b: f64) -> Option<Value> {
    const ADD: u8 = BinaryOp::Add as u8;
    const INPLACE_ADD: u8 = BinaryOp::InplaceAdd as u8;
    const SUBTRACT: u8 = BinaryOp::Subtract as u8;
    const INPLACE_SUBTRACT: u8 = BinaryOp::InplaceSubtract as u8;
    const MULTIPLY: u8 = BinaryOp::Multiply as u8;
    const INPLACE_MULTIPLY: u8 = BinaryOp::InplaceMultiply as u8;
    const TRUE_DIVIDE: u8 = BinaryOp::TrueDivide as u8;
    Some(Value::Float(match op {
        ADD | INPLACE_ADD => a + b,
        SUBTRACT | INPLACE_SUBTRACT => a - b,
        MULTIPLY | INPLACE_MULTIPLY => a * b,
        TRUE_DIVIDE if b != 0.0 => a / b,
        _ => return None,
    }))
}

#[inline(always)]
pub(super) fn comparison(op: u8, a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => compare(op, a, b),
        (Value::Float(a), Value::Float(b)) => compare(op, a, b),
        _ => None,
    }
}

#[inline(always)]
fn compare<T: PartialOrd>(op: u8, a: &T, b: &T) -> Option<bool> {
    const LT: u8 = CmpOp::Lt as u8;
    const LE: u8 = CmpOp::Le as u8;
    const EQ: u8 = CmpOp::Eq as u8;
    const NE: u8 = CmpOp::Ne as u8;
    const GT: u8 = CmpOp::Gt as u8;
    const GE: u8 = CmpOp::Ge as u8;
    Some(match op {
        LT => a < b,
        LE => a <= b,
        EQ => a == b,
        NE => a != b,
        GT => a > b,
        GE => a >= b,
        _ => return None,
    })
}

/// `==` and `!=` of two strings, when that can be told without comparing their bytes.
#[inline(always)]
pub(super) fn same_text(heap: &Heap, op: u8, a: Obj, b: Obj) -> Option<bool> {
    let (Object::Str(x), Object::Str(y)) = (heap.get(a), heap.get(b)) else { return None };
    let same = match a == b {
        true => true,
        false if x.hash() != y.hash() => false,
        false => return None,
    };
    match op {
        op if op == CmpOp::Eq as u8 => Some(same),
        op if op == CmpOp::Ne as u8 => Some(!same),
        _ => None,
    }
}

#[inline(always)]
pub(super) fn truth(heap: &Heap, value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        Value::None => Some(false),
        Value::Int(i) => Some(*i != 0),
        Value::Obj(obj) => match heap.get(*obj) {
            Object::List(items) => Some(!items.is_empty()),
            Object::Tuple(items) => Some(!items.is_empty()),
            Object::Str(text) => Some(text.n_chars() != 0),
            Object::Dict(dict) => Some(!dict.is_empty()),
            _ => None,
        },
        _ => None,
    }
}

/// `container[key]`, of a list, a tuple or a dictionary, when it is there.
#[inline(always)]
pub(super) fn item_of(heap: &Heap, container: &Value, key: &Value) -> Option<Value> {
    let Value::Obj(container) = *container else { return None };
    if let Value::Int(index) = key
        && let Some(item) = heap.item_at(container, *index)
    {
        return Some(item);
    }
    let place = place_of_key(heap, container, key)??;
    match heap.get(container) {
        Object::Dict(dict) => Some(dict.value_at(place)),
        _ => None,
    }
}

/// Where a dictionary has a key that is a string or a small integer, if it has it; `None` when that cannot be told.
#[inline(always)]
pub(super) fn place_of_key(heap: &Heap, dict: Obj, key: &Value) -> Option<Option<usize>> {
    let Object::Dict(dict) = heap.get(dict) else { return None };
    let (hash, text) = match key {
        // An integer is its own hash up to a modulus.
        Value::Int(i) if (0..1 << 60).contains(i) => (*i as u64, None),
        Value::Obj(obj) => match heap.get(*obj) {
            Object::Str(text) => (text.hash(), Some(text)),
            _ => return None,
        },
        _ => return None,
    };
    let mut told = true;
    let place = dict.find(hash, |found| match (found, key) {
        (Value::Int(found), Value::Int(key)) => found == *key,
        (Value::Obj(found), Value::Obj(key)) if found == *key => true,
        _ => {
            let same = match (found, text) {
                (Value::Obj(found), Some(text)) => match heap.get(found) {
                    Object::Str(found) => same_bytes(found.as_str().as_bytes(), text.as_str().as_bytes()),
                    _ => None,
                },
                _ => None,
            };
            told &= same.is_some();
            same.unwrap_or(true)
        }
    });
    told.then_some(place)
}

/// Whether two texts are the same, when they are short enough to tell without a call.
#[inline(always)]
fn same_bytes(a: &[u8], b: &[u8]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    (a.len() <= 32).then(|| a.iter().zip(b).all(|(a, b)| a == b))
}

/// Whether `except kind` catches the exception, where `kind` is one class of exceptions.
#[inline(always)]
pub(super) fn is_caught(heap: &Heap, exc: Obj, kind: Obj) -> Option<bool> {
    let (Object::Exception(exc), Object::Class(kinds)) = (heap.get(exc), heap.get(kind)) else { return None };
    let Object::Class(class) = heap.get(exc.class) else { return None };
    kinds.mro.contains(&types::BASE_EXCEPTION).then(|| class.mro.contains(&kind))
}

/// The value, copied by the words it was written in: one load of both would wait for two stores to reach the cache.
/// WebAssembly has no such loads.
#[inline]
pub(super) fn in_words(value: &Value) -> Value {
    match value {
        Value::Int(i) if cfg!(not(target_arch = "wasm32")) => Value::Int(*i),
        Value::Float(x) if cfg!(not(target_arch = "wasm32")) => Value::Float(*x),
        other => *other,
    }
}

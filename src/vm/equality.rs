//! Comparing builtin values: numbers of different kinds exactly, containers item by item.
//!
//! Sources: `Objects/floatobject.c` (`float_richcompare`), `Objects/dictobject.c` (`dict_equal`).

use num_bigint::BigInt;
use num_traits::Signed;

use super::core::Core;
use super::dict::Dict;
use super::object::{Object, ViewKind};
use super::ops::Number;
use super::value::{Obj, Value};

/// `None`: not comparable (complex); `Some(None)`: unordered.
#[allow(clippy::option_option)]
pub(super) fn compare_numbers(a: &Number, b: &Number) -> Option<Option<std::cmp::Ordering>> {
    use Number::{Big, Complex, Float, Int};
    Some(match (a, b) {
        (Complex(..), _) | (_, Complex(..)) => return None,
        (Int(a), Int(b)) => Some(a.cmp(b)),
        (Float(a), Float(b)) => a.partial_cmp(b),
        (Big(a), Big(b)) => Some(a.cmp(b)),
        (Int(_), Big(b)) => Some(if b.is_negative() { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Less }),
        (Big(a), Int(_)) => Some(if a.is_negative() { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater }),
        (Int(a), Float(b)) => compare_big_float(&BigInt::from(*a), *b),
        (Float(a), Int(b)) => compare_big_float(&BigInt::from(*b), *a).map(std::cmp::Ordering::reverse),
        (Big(a), Float(b)) => compare_big_float(a, *b),
        (Float(a), Big(b)) => compare_big_float(b, *a).map(std::cmp::Ordering::reverse),
    })
}

fn compare_big_float(a: &BigInt, b: f64) -> Option<std::cmp::Ordering> {
    use std::cmp::Ordering;
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = big_from_f64(b.trunc());
    Some(a.cmp(&whole).then_with(|| {
        if b.fract() > 0.0 {
            Ordering::Less
        } else if b.fract() < 0.0 {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }))
}

/// The integer a whole float is.
pub fn big_from_f64(x: f64) -> BigInt {
    num_traits::FromPrimitive::from_f64(x).unwrap_or_default()
}

/// `a == b` of values of different kinds.
pub fn eq_mixed(core: &Core, a: Value, b: Value) -> Option<bool> {
    match (a, b) {
        (Value::Bool(a), b @ (Value::Int(_) | Value::Float(_) | Value::Bool(_))) => {
            let a = i64::from(a);
            Some(match b {
                Value::Int(b) => a == b,
                Value::Bool(b) => a == i64::from(b),
                Value::Float(b) => a as f64 == b,
                _ => false,
            })
        }
        (Value::Int(a), Value::Bool(b)) => Some(a == i64::from(b)),
        (Value::Float(a), Value::Bool(b)) => Some(a == f64::from(u8::from(b))),
        (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => Some(int_eq_float(a, b)),
        (Value::Obj(obj), other) | (other, Value::Obj(obj)) => eq_with_object(core, obj, other),
        _ => Some(a.is(b)),
    }
}

fn eq_with_object(core: &Core, obj: Obj, other: Value) -> Option<bool> {
    match core.heap.get(obj) {
        Object::Instance(instance) => {
            let quirks = core.heap.class(instance.class)?.quirks;
            if !quirks.eq {
                return Some(false);
            }
            let plain = core.heap.plain(Value::Obj(obj));
            if instance.payload.is_none() || has_python_eq(core, instance.class) {
                return None;
            }
            core.eq(plain, other)
        }
        Object::Exception(exc) => {
            if core.heap.class(exc.class)?.quirks.eq {
                None
            } else {
                Some(false)
            }
        }
        Object::BigInt(n) => match other {
            Value::Float(x) => Some(compare_big_float(n, x) == Some(std::cmp::Ordering::Equal)),
            _ => Some(false),
        },
        Object::Complex(re, im) => Some(*im == 0.0 && core.eq(Value::Float(*re), other)?),
        Object::Opaque { .. } => None,
        Object::Class(class) if class.metaclass != super::types::TYPE => {
            if core.heap.class(class.metaclass)?.quirks.eq { None } else { Some(false) }
        }
        _ => Some(false),
    }
}

fn has_python_eq(core: &Core, class: Obj) -> bool {
    !matches!(core.lookup_uncached(class, super::names::EQ), Some(Value::Native(_)) | None)
}

fn int_eq_float(a: i64, b: f64) -> bool {
    // Exact: above 2^53 the conversion of the int may round.
    b == b.trunc() && (-9.3e18..9.3e18).contains(&b) && b as i128 == i128::from(a)
}

/// `a == b` of two heap objects that are not both strings, lists or tuples.
pub fn eq_objects(core: &Core, a: Obj, b: Obj, depth: u32) -> Option<bool> {
    if a == b {
        return match core.heap.get(a) {
            Object::Instance(_) | Object::Exception(_) | Object::Opaque { .. } => {
                let class = core.class_of(Value::Obj(a));
                if core.heap.class(class)?.quirks.eq { None } else { Some(true) }
            }
            _ => Some(true),
        };
    }
    match (core.heap.get(a), core.heap.get(b)) {
        (Object::BigInt(a), Object::BigInt(b)) => Some(a == b),
        (Object::Dict(x), Object::Dict(y)) => eq_dicts(core, x, y, depth),
        (Object::Set(_) | Object::FrozenSet(_), Object::Set(_) | Object::FrozenSet(_)) => {
            let (x, y) = (core.heap.as_set(Value::Obj(a))?, core.heap.as_set(Value::Obj(b))?);
            if x.len() != y.len() {
                return Some(false);
            }
            for entry in x.iter() {
                if core.set_find(y, entry.hash, entry.key).ok()?.is_none() {
                    return Some(false);
                }
            }
            Some(true)
        }
        (Object::Bytes(_) | Object::ByteArray(_), Object::Bytes(_) | Object::ByteArray(_)) => {
            Some(core.heap.as_bytes(Value::Obj(a)) == core.heap.as_bytes(Value::Obj(b)))
        }
        (Object::Complex(a, b), Object::Complex(c, d)) => Some(a == c && b == d),
        (Object::Range { start: a, stop: b, step: c }, Object::Range { start: x, stop: y, step: z }) => {
            let (n, m) = (super::iter::range_len(*a, *b, *c), super::iter::range_len(*x, *y, *z));
            Some(n == m && (n == 0 || (a == x && (n == 1 || c == z))))
        }
        (Object::Slice(x), Object::Slice(y)) => core.eq_items(&x[..], &y[..], depth),
        (Object::BoundMethod { func: f, receiver: r }, Object::BoundMethod { func: g, receiver: s }) => {
            Some(f.is(*g) && r.is(*s))
        }
        (Object::GenericAlias { origin: o, args: x }, Object::GenericAlias { origin: p, args: y }) => {
            Some(o == p && core.eq_at_depth(Value::Obj(*x), Value::Obj(*y), depth + 1)?)
        }
        (Object::Union(x), Object::Union(y)) => {
            let (x, y) = (core.heap.as_tuple(Value::Obj(*x))?, core.heap.as_tuple(Value::Obj(*y))?);
            let has = |&item: &Value| y.iter().any(|&other| core.eq_at_depth(item, other, depth + 1) == Some(true));
            Some(x.len() == y.len() && x.iter().all(has))
        }
        (Object::DictView { kind, .. }, Object::DictView { kind: other, .. }) => {
            if *kind == ViewKind::Values || *other == ViewKind::Values { Some(false) } else { None }
        }
        (Object::DictView { kind: ViewKind::Keys | ViewKind::Items, .. }, Object::Set(_) | Object::FrozenSet(_))
        | (Object::Set(_) | Object::FrozenSet(_), Object::DictView { kind: ViewKind::Keys | ViewKind::Items, .. }) => {
            None
        }
        (Object::MappingProxy(x), _) => eq_proxy(core, *x, b, depth),
        (_, Object::MappingProxy(x)) => eq_proxy(core, *x, a, depth),
        (Object::Opaque { .. } | Object::Instance(_) | Object::Exception(_), _) => eq_instance(core, a, b, depth),
        (_, Object::Opaque { .. } | Object::Instance(_) | Object::Exception(_)) => eq_instance(core, b, a, depth),
        (Object::Class(x), Object::Class(_)) if x.metaclass != super::types::TYPE => {
            if core.heap.class(x.metaclass)?.quirks.eq { None } else { Some(false) }
        }
        _ => Some(false),
    }
}

fn eq_dicts(core: &Core, x: &Dict, y: &Dict, depth: u32) -> Option<bool> {
    if x.len() != y.len() {
        return Some(false);
    }
    for entry in x.iter() {
        let Some(place) = core.dict_find(y, entry.hash, entry.key).ok()? else { return Some(false) };
        let other = y.value_at(place);
        if !entry.value.is(other) && !core.eq_at_depth(entry.value, other, depth + 1)? {
            return Some(false);
        }
    }
    Some(true)
}

fn eq_proxy(core: &Core, inner: Obj, other: Obj, depth: u32) -> Option<bool> {
    if matches!(core.heap.get(inner), Object::Class(_)) {
        Some(inner == other)
    } else {
        core.eq_at_depth(Value::Obj(inner), Value::Obj(other), depth + 1)
    }
}

fn eq_instance(core: &Core, a: Obj, b: Obj, depth: u32) -> Option<bool> {
    for obj in [a, b] {
        match core.heap.get(obj) {
            Object::Instance(instance)
                if core.heap.class(instance.class)?.quirks.eq
                    && (instance.payload.is_none() || has_python_eq(core, instance.class)) =>
            {
                return None;
            }
            Object::Exception(exc) if core.heap.class(exc.class)?.quirks.eq => return None,
            Object::Opaque { .. } => return None,
            _ => {}
        }
    }
    let (x, y) = (core.heap.plain(Value::Obj(a)), core.heap.plain(Value::Obj(b)));
    if x.is(Value::Obj(a)) && y.is(Value::Obj(b)) { Some(a == b) } else { core.eq_at_depth(x, y, depth + 1) }
}

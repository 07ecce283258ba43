//! Sorting and the order of builtin values.
//!
//! Source: `Objects/listobject.c` (`list_sort_impl`) for what it guarantees: stable, uses `<` alone, `reverse` keeps equal
//! items in their order. The algorithm is a plain merge sort, which survives orders that are none (NaN).

use std::cmp::Ordering;

use crate::vm::core::Core;
use crate::vm::object::Object;
use crate::vm::value::Value;

/// `a < b` of builtin values, `None` when Python code or a TypeError must decide.
pub(in crate::vm) fn less(core: &Core, a: Value, b: Value) -> Option<bool> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a < b),
        (Value::Float(a), Value::Float(b)) => Some(a < b),
        _ => order(core, a, b, 0).map(|order| order == Some(Ordering::Less)),
    }
}

/// The order of two builtin values: outer `None` when Python code or a TypeError must decide, inner `None` for NaN.
pub(in crate::vm) fn order(core: &Core, a: Value, b: Value, depth: u32) -> Option<Option<Ordering>> {
    if let (Some(a), Some(b)) = (number(core, a), number(core, b)) {
        return Some(order_numbers(&a, &b));
    }
    let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return None };
    match (core.heap.get(x), core.heap.get(y)) {
        (Object::Str(x), Object::Str(y)) => Some(Some(x.as_str().cmp(y.as_str()))),
        (Object::Tuple(x), Object::Tuple(y)) => order_items(core, x, y, depth),
        (Object::List(x), Object::List(y)) => order_items(core, x, y, depth),
        (Object::Bytes(x), Object::Bytes(y)) => Some(Some(x.cmp(y))),
        (Object::Bytes(x), Object::ByteArray(y)) => Some(Some(x[..].cmp(&y[..]))),
        (Object::ByteArray(x), Object::Bytes(y)) => Some(Some(x[..].cmp(&y[..]))),
        (Object::ByteArray(x), Object::ByteArray(y)) => Some(Some(x[..].cmp(&y[..]))),
        _ => None,
    }
}

fn order_items(core: &Core, a: &[Value], b: &[Value], depth: u32) -> Option<Option<Ordering>> {
    if depth > 100 {
        return None;
    }
    for (&x, &y) in a.iter().zip(b) {
        if !core.eq_key(x, y)? {
            return order(core, x, y, depth + 1);
        }
    }
    Some(Some(a.len().cmp(&b.len())))
}

enum Number<'a> {
    Int(i64),
    Big(&'a num_bigint::BigInt),
    Float(f64),
}

fn number(core: &Core, value: Value) -> Option<Number<'_>> {
    match value {
        Value::Int(i) => Some(Number::Int(i)),
        Value::Bool(b) => Some(Number::Int(i64::from(b))),
        Value::Float(x) => Some(Number::Float(x)),
        Value::Obj(obj) => match core.heap.get(obj) {
            Object::BigInt(n) => Some(Number::Big(n)),
            _ => None,
        },
        _ => None,
    }
}

fn order_numbers(a: &Number, b: &Number) -> Option<Ordering> {
    use Number::{Big, Float, Int};
    match (a, b) {
        (Int(a), Int(b)) => Some(a.cmp(b)),
        (Float(a), Float(b)) => a.partial_cmp(b),
        (Big(a), Big(b)) => Some(a.cmp(b)),
        (Int(_), Big(b)) => Some(if b.sign() == num_bigint::Sign::Minus { Ordering::Greater } else { Ordering::Less }),
        (Big(_), Int(_)) => order_numbers(b, a).map(Ordering::reverse),
        (Int(a), Float(b)) => order_int_float(&num_bigint::BigInt::from(*a), *b),
        (Big(a), Float(b)) => order_int_float(a, *b),
        (Float(_), _) => order_numbers(b, a).map(Ordering::reverse),
    }
}

/// Exact: the float is compared as the integer and fraction that it is.
fn order_int_float(a: &num_bigint::BigInt, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = <num_bigint::BigInt as num_traits::FromPrimitive>::from_f64(b.trunc())?;
    Some(a.cmp(&whole).then_with(|| 0.0f64.partial_cmp(&b.fract()).unwrap_or(Ordering::Equal)))
}

/// Sorts `places` stably by `keys[place]`; `None` when some comparison needs Python code.
pub(in crate::vm) fn sort_places(core: &Core, keys: &[Value], reverse: bool) -> Option<Vec<u32>> {
    let mut places: Vec<u32> = (0..keys.len() as u32).collect();
    let all_ints = keys.iter().all(|key| matches!(key, Value::Int(_)));
    if all_ints {
        let key = |&place: &u32| if let Value::Int(i) = keys[place as usize] { i } else { 0 };
        if reverse {
            places.sort_by_key(|place| std::cmp::Reverse(key(place)))
        } else {
            places.sort_by_key(key)
        }
        return Some(places);
    }
    let mut unknown = false;
    let before = |a: u32, b: u32| {
        let (a, b) = if reverse { (b, a) } else { (a, b) };
        less(core, keys[a as usize], keys[b as usize]).unwrap_or_else(|| {
            unknown = true;
            false
        })
    };
    merge_sort(&mut places, before);
    (!unknown).then_some(places)
}

/// Stable; `before(later, earlier)` says whether the later item must come first.
fn merge_sort(items: &mut [u32], mut before: impl FnMut(u32, u32) -> bool) {
    const RUN: usize = 16;
    for run in items.chunks_mut(RUN) {
        for i in 1..run.len() {
            let mut at = i;
            while at > 0 && before(run[at], run[at - 1]) {
                run.swap(at, at - 1);
                at -= 1;
            }
        }
    }
    let mut merged = Vec::with_capacity(items.len());
    let mut width = RUN;
    while width < items.len() {
        for pair in items.chunks_mut(2 * width) {
            if pair.len() <= width || !before(pair[width], pair[width - 1]) {
                continue;
            }
            merged.clear();
            let (left, right) = pair.split_at(width);
            let (mut i, mut j) = (0, 0);
            while i < left.len() && j < right.len() {
                if before(right[j], left[i]) {
                    merged.push(right[j]);
                    j += 1;
                } else {
                    merged.push(left[i]);
                    i += 1;
                }
            }
            merged.extend_from_slice(&left[i..]);
            merged.extend_from_slice(&right[j..]);
            pair.copy_from_slice(&merged);
        }
        width *= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merge_sort_is_stable_and_survives_nonsense() {
        let keys: Vec<u32> = (0..500).map(|i| (i * 7919) % 13).collect();
        let mut places: Vec<u32> = (0..500).collect();
        merge_sort(&mut places, |a, b| keys[a as usize] < keys[b as usize]);
        let mut expected: Vec<u32> = (0..500).collect();
        expected.sort_by_key(|&place| keys[place as usize]);
        assert_eq!(places, expected);
        merge_sort(&mut places, |_, _| true);
        places.sort_unstable();
        assert_eq!(places, (0..500).collect::<Vec<u32>>());
    }
}

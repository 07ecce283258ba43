//! Operators on builtin values: arithmetic, comparison, equality. User classes are `dispatch`'s and the prelude's.
//!
//! Sources: `Objects/longobject.c`, `floatobject.c`, `abstract.c`.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::core::Core;
use super::object::Object;
use super::value::{Obj, Value};

/// The nearest float, infinite when there is none.
pub fn big_to_f64(n: &BigInt) -> f64 {
    n.to_f64().unwrap_or(f64::INFINITY)
}

/// `a == b` of values of different kinds.
pub fn eq_mixed(core: &Core, a: Value, b: Value) -> Option<bool> {
    let _ = core;
    Some(match (a, b) {
        (Value::Bool(a), b @ (Value::Int(_) | Value::Float(_) | Value::Bool(_))) => {
            return eq_mixed(core, Value::Int(i64::from(a)), b);
        }
        (Value::Int(a), Value::Bool(b)) => a == i64::from(b),
        (Value::Float(a), Value::Bool(b)) => a == f64::from(u8::from(b)),
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Int(a), Value::Float(b)) | (Value::Float(b), Value::Int(a)) => int_eq_float(a, b),
        _ => a.is(b),
    })
}

fn int_eq_float(a: i64, b: f64) -> bool {
    // Exact: above 2^53 the conversion of the int may round.
    b == b.trunc() && (-9.3e18..9.3e18).contains(&b) && b as i128 == i128::from(a)
}

/// `a == b` of two heap objects that are not both strings, lists or tuples.
pub fn eq_objects(core: &Core, a: Obj, b: Obj, depth: u32) -> Option<bool> {
    let _ = depth;
    Some(match (core.heap.get(a), core.heap.get(b)) {
        (Object::BigInt(a), Object::BigInt(b)) => a == b,
        _ => a == b,
    })
}

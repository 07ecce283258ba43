//! `sys.getsizeof`: what CPython 3.14 says on a 64-bit machine.
//!
//! Sources: the structures of `Include/cpython/`, `dictresize` and `set_table_resize` for how tables grow when one entry comes
//! after the other. Known gap: lists have no room to spare here, so those that grew by `append` are told too small.

use crate::vm::core::Core;
use crate::vm::dict::Dict;
use crate::vm::heap::payload_estimate;
use crate::vm::object::Object;
use crate::vm::value::{Obj, Value};

/// Bytes of a value.
pub fn size_of(core: &Core, value: Value) -> i64 {
    match value {
        Value::Obj(obj) => of_object(core, obj),
        Value::Int(i) => 24 + 4 * (1 + i64::from(64 - i.unsigned_abs().leading_zeros()).saturating_sub(1) / 30),
        Value::Float(_) => 24,
        Value::Bool(_) => 28,
        Value::Native(_) => 72,
        _ => 16,
    }
}

fn of_object(core: &Core, obj: Obj) -> i64 {
    match core.heap.get(obj) {
        Object::Str(text) => of_text(text.as_str()),
        Object::List(items) => {
            let n = items.len() as i64;
            56 + 8 * if n > 2 { n + n % 2 } else { n }
        }
        Object::Tuple(items) => 48 + 8 * items.len() as i64,
        Object::Bytes(bytes) => 33 + bytes.len() as i64,
        Object::ByteArray(bytes) => 56 + bytes.len() as i64 + i64::from(!bytes.is_empty()),
        Object::BigInt(n) => 24 + 4 * (n.bits() as i64).div_euclid(30) + 4,
        Object::Complex(..) => 32,
        Object::Dict(dict) => of_dict(core, dict),
        Object::Set(set) => of_set(set.len()),
        Object::FrozenSet(set) => of_set(set.len()),
        Object::Range { .. } => 48,
        Object::Slice(_) => 56,
        Object::Function(_) => 160,
        Object::BoundMethod { .. } => 64,
        Object::Module { .. } => 72,
        Object::Cell(_) => 40,
        Object::Instance(instance) => match core.heap.class(instance.class) {
            Some(class) if class.no_dict => 32 + 8 * class.slots.len() as i64,
            _ => 48,
        },
        object => 48 + payload_estimate(object) as i64,
    }
}

/// One byte a character up to U+00FF, else two or four, and one more character at the end.
fn of_text(text: &str) -> i64 {
    let n = text.chars().count() as i64 + 1;
    match text.chars().max().unwrap_or('a') {
        '\0'..='\x7f' => 40 + n,
        '\u{80}'..='\u{ff}' => 56 + n,
        '\u{100}'..='\u{ffff}' => 56 + 2 * n,
        _ => 56 + 4 * n,
    }
}

fn of_dict(core: &Core, dict: &Dict) -> i64 {
    let n = dict.len() as i64;
    if n == 0 {
        return 64;
    }
    let mut slots = 8;
    while slots * 2 / 3 < n {
        slots *= 2;
    }
    let index = if slots > 128 { 2 } else { 1 };
    let plain = dict.iter().all(|entry| core.heap.as_str(entry.key).is_some());
    64 + 32 + slots * index + slots * 2 / 3 * if plain { 16 } else { 24 }
}

/// Eight places are in the object itself; a table three fifths full gets four times what it holds.
fn of_set(n: usize) -> i64 {
    let mut slots = 8;
    while n * 5 >= (slots - 1) * 3 {
        let held = ((slots - 1) * 3).div_ceil(5);
        let wanted = held * if held > 50_000 { 2 } else { 4 };
        while slots <= wanted {
            slots *= 2;
        }
    }
    216 + if slots > 8 { 16 * slots as i64 } else { 0 }
}

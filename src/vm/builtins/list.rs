//! Methods of `list`. Source: `Objects/listobject.c`.
//!
//! Also the worked example of how natives are written: `append` is plain, `extend` takes any iterable, `pop` raises.

use crate::vm::core::Core;
use crate::vm::native::{Break, FastNative, NativeDef, NativeResult, TypeDef};
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::Value;

/// The class `list`.
pub static LIST: TypeDef = TypeDef::new(
    types::LIST,
    &[
        NativeDef::method("append", "self, object, /", append).nanos(8).unchecked().fast(FastNative::ListAppend),
        NativeDef::method("clear", "self, /", clear),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("count", "self, value, /", count),
        NativeDef::method("extend", "self, iterable, /", extend),
        NativeDef::method("index", "self, value, start=, stop=, /", index),
        NativeDef::method("insert", "self, index, object, /", insert),
        NativeDef::method("pop", "self, index=, /", pop).fast(FastNative::ListPop),
        NativeDef::method("remove", "self, value, /", remove),
        NativeDef::method("reverse", "self, /", reverse),
        NativeDef::method("sort", "self, /, *, key=, reverse=", sort),
        NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
    ],
);

// `self` is known to be a list (or an instance of a subclass): the call machinery has checked it.
fn append(core: &mut Core, args: &[Value]) -> NativeResult {
    let item = args[1];
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        items.push(item);
        core.heap.grew(16);
    }
    Ok(Value::None)
}

fn clear(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        *items = Vec::new();
    }
    Ok(Value::None)
}

fn items_of(core: &Core, args: &[Value]) -> Vec<Value> {
    core.heap.as_list(args[0]).cloned().unwrap_or_default()
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = items_of(core, args);
    core.reserve(items.len() * 16)?;
    core.charge_items(items.len());
    Ok(core.heap.list(items))
}

fn extend(core: &mut Core, args: &[Value]) -> NativeResult {
    // Any iterable: when only Python code can walk it, `?` leaves here and we are called again with a list.
    let more = core.items(args, 1)?;
    core.reserve(more.len() * 16)?;
    core.charge_items(more.len());
    core.heap.grew(16 * more.len());
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        items.extend(more);
    }
    Ok(Value::None)
}

fn insert(core: &mut Core, args: &[Value]) -> NativeResult {
    let index = core.index_arg(args, 1)?;
    let item = args[2];
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        let n = items.len() as i64;
        let at = if index < 0 { (index + n).max(0) } else { index.min(n) };
        items.insert(at as usize, item);
        core.heap.grew(16);
        core.charge_items((n - at) as usize / 16);
    }
    Ok(Value::None)
}

fn pop(core: &mut Core, args: &[Value]) -> NativeResult {
    let index = if args[1].is_null() { -1 } else { core.index_arg(args, 1)? };
    let Some(items) = core.heap.as_list_mut(args[0]) else { return Ok(Value::None) };
    let n = items.len() as i64;
    if n == 0 {
        return Err(core.index_error("pop from empty list"));
    }
    let at = if index < 0 { index + n } else { index };
    if !(0..n).contains(&at) {
        return Err(core.index_error("pop index out of range"));
    }
    let item = items.remove(at as usize);
    core.charge_items((n - at) as usize / 16);
    Ok(item)
}

/// Place of the first item equal to `wanted` in `range`, or Python code must be asked.
fn place_of(core: &Core, items: &[Value], wanted: Value) -> Result<Option<usize>, Break> {
    for (at, &item) in items.iter().enumerate() {
        match core.eq_key(item, wanted) {
            Some(true) => return Ok(Some(at)),
            Some(false) => {}
            None => return Err(Break::Prelude(prelude::CONVERT_ARG, Vec::new())),
        }
    }
    Ok(None)
}

fn remove(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = items_of(core, args);
    core.charge_items(items.len());
    match place_of(core, &items, args[1]) {
        Err(_) => Err(Break::Prelude(prelude::LIST_REMOVE, args.to_vec())),
        Ok(None) => Err(core.value_error("list.remove(x): x not in list")),
        Ok(Some(at)) => {
            if let Some(items) = core.heap.as_list_mut(args[0]) {
                items.remove(at);
            }
            Ok(Value::None)
        }
    }
}

fn count(core: &mut Core, args: &[Value]) -> NativeResult {
    count_in(core, &items_of(core, args), args)
}

/// `sequence.count(value)`
pub(super) fn count_in(core: &mut Core, items: &[Value], args: &[Value]) -> NativeResult {
    core.charge_items(items.len());
    let mut n = 0;
    for &item in items {
        match core.eq_key(item, args[1]) {
            Some(same) => n += i64::from(same),
            None => return Err(Break::Prelude(prelude::SEQUENCE_COUNT, args.to_vec())),
        }
    }
    Ok(Value::Int(n))
}

fn index(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = items_of(core, args);
    match index_in(core, &items, args)? {
        Some(at) => Ok(at),
        None => Err(core.value_error("list.index(x): x not in list")),
    }
}

/// `sequence.index(value, start, stop)`, `None` when it is not there.
pub(super) fn index_in(core: &mut Core, items: &[Value], args: &[Value]) -> Result<Option<Value>, Break> {
    let n = items.len() as i64;
    let clamp = |at: i64| if at < 0 { (at + n).max(0) } else { at.min(n) };
    let start = if args[2].is_null() { 0 } else { clamp(core.index_arg(args, 2)?) };
    let stop = if args[3].is_null() { n } else { clamp(core.index_arg(args, 3)?) };
    if start >= stop {
        return Ok(None);
    }
    core.charge_items((stop - start) as usize);
    match place_of(core, &items[start as usize..stop as usize], args[1]) {
        Ok(found) => Ok(found.map(|at| Value::Int(at as i64 + start))),
        Err(_) => {
            let args = vec![args[0], args[1], Value::Int(start), Value::Int(stop)];
            Err(Break::Prelude(prelude::SEQUENCE_INDEX, args))
        }
    }
}

fn reverse(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        items.reverse();
    }
    Ok(Value::None)
}

fn sort(core: &mut Core, args: &[Value]) -> NativeResult {
    let reverse = !args[2].is_null() && core.truth_arg(args, 2)?;
    if !args[1].is_null() && !args[1].is_none() {
        let args = vec![args[0], args[1], Value::Bool(reverse)];
        return Err(Break::Prelude(prelude::LIST_SORT_KEY, args));
    }
    let items = items_of(core, args);
    let n = items.len();
    core.charge_items(n * (n.checked_ilog2().unwrap_or(0) as usize + 1));
    match super::sort::sort_places(core, &items, reverse) {
        None => Err(Break::Prelude(prelude::LIST_SORT_SLOW, vec![args[0], args[0], Value::Bool(reverse)])),
        Some(places) => {
            let sorted = places.into_iter().map(|place| items[place as usize]).collect();
            if let Some(items) = core.heap.as_list_mut(args[0]) {
                *items = sorted;
            }
            Ok(Value::None)
        }
    }
}

/// `_vm.sort_by_keys(list, keys, reverse)`: reorders the list by keys that need no Python code to compare; False when they do.
pub(super) fn sort_by_keys(core: &mut Core, args: &[Value]) -> NativeResult {
    let keys = core.heap.as_list(args[1]).cloned().unwrap_or_default();
    let items = core.heap.as_list(args[0]).cloned().unwrap_or_default();
    let reverse = matches!(args[2], Value::Bool(true));
    let n = keys.len();
    core.charge_items(n * (n.checked_ilog2().unwrap_or(0) as usize + 1));
    let Some(places) = super::sort::sort_places(core, &keys, reverse) else { return Ok(Value::Bool(false)) };
    let sorted = places.into_iter().filter_map(|place| items.get(place as usize).copied()).collect();
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        *items = sorted;
    }
    Ok(Value::Bool(true))
}

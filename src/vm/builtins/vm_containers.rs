//! Natives of the hidden module `_vm` that the prelude's `containers.py` needs: places in tables, and formatting halves.

use crate::vm::core::Core;
use crate::vm::dict::Dict;
use crate::vm::names;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::Object;
use crate::vm::set::Set;
use crate::vm::value::Value;

pub static VM_CONTAINERS: ModuleDef = ModuleDef {
    name: "_vm",
    natives: &[
        NativeDef::function("dict_candidates", "table, hash, /", dict_candidates),
        NativeDef::function("dict_value_at", "table, place, /", dict_value_at),
        NativeDef::function("dict_set_at", "table, place, value, /", dict_set_at),
        NativeDef::function("dict_insert", "table, hash, key, value, /", dict_insert),
        NativeDef::function("dict_remove_at", "table, place, /", dict_remove_at),
        NativeDef::function("dict_keys", "table, /", dict_keys),
        NativeDef::function("dict_item", "table, key, /", dict_item),
        NativeDef::function("iterates_plainly", "mapping, /", iterates_plainly),
        NativeDef::function("set_candidates", "items, hash, /", set_candidates),
        NativeDef::function("set_insert", "items, hash, key, /", set_insert),
        NativeDef::function("set_remove_at", "items, place, /", set_remove_at),
        NativeDef::function("new_set", "", new_set),
        NativeDef::function("freeze_set", "items, /", freeze_set),
        NativeDef::function("sort_by_keys", "items, keys, reverse, /", super::list::sort_by_keys),
        NativeDef::function("percent_kinds", "template, /", super::format::percent_kinds),
        NativeDef::function("percent_format", "template, values, /", percent_format),
        NativeDef::function("format_pieces", "template, /", super::format::format_pieces),
        NativeDef::function("format_field", "field, /", format_field),
        NativeDef::function("float_repr", "x, /", super::format::float_repr),
    ],
    attributes: no_attributes,
};

fn hash_arg(core: &Core, value: Value) -> u64 {
    core.heap.as_i64(value).unwrap_or(0) as u64
}

fn place_arg(core: &Core, value: Value) -> usize {
    core.heap.as_i64(value).and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX)
}

fn dict_candidates(core: &mut Core, args: &[Value]) -> NativeResult {
    let hash = hash_arg(core, args[1]);
    let entries = core.heap.as_dict(args[0]).map(Dict::entries).unwrap_or_default();
    let found: Vec<(usize, Value)> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.hash == hash && !entry.key.is_null())
        .map(|(place, entry)| (place, entry.key))
        .collect();
    let rows = found.into_iter().map(|(place, key)| core.tuple(&[Value::Int(place as i64), key])).collect();
    Ok(core.heap.list(rows))
}

/// The entry at a place is looked at again, since Python code ran since it was found.
fn dict_value_at(core: &mut Core, args: &[Value]) -> NativeResult {
    let place = place_arg(core, args[1]);
    let entry = core.heap.as_dict(args[0]).and_then(|dict| dict.entries().get(place).copied());
    Ok(entry.filter(|entry| !entry.key.is_null()).map_or(Value::None, |entry| entry.value))
}

fn dict_set_at(core: &mut Core, args: &[Value]) -> NativeResult {
    let place = place_arg(core, args[1]);
    if let Some(dict) = core.heap.as_dict_mut(args[0])
        && dict.entries().get(place).is_some_and(|entry| !entry.key.is_null())
    {
        dict.set_value_at(place, args[2]);
    }
    Ok(Value::None)
}

fn dict_insert(core: &mut Core, args: &[Value]) -> NativeResult {
    let hash = hash_arg(core, args[1]);
    core.heap.grew(48);
    if let Some(dict) = core.heap.as_dict_mut(args[0]) {
        dict.insert_new(hash, args[2], args[3]);
    }
    Ok(Value::None)
}

fn dict_remove_at(core: &mut Core, args: &[Value]) -> NativeResult {
    let place = place_arg(core, args[1]);
    let removed = core.heap.as_dict_mut(args[0]).and_then(|dict| {
        dict.entries().get(place).filter(|entry| !entry.key.is_null())?;
        Some(dict.remove_at(place).value)
    });
    Ok(removed.unwrap_or(Value::None))
}

fn dict_keys(core: &mut Core, args: &[Value]) -> NativeResult {
    let keys = core.heap.as_dict(args[0]).map(|dict| dict.keys().collect()).unwrap_or_default();
    Ok(core.heap.list(keys))
}

/// The value of a key object that is in the dict.
fn dict_item(core: &mut Core, args: &[Value]) -> NativeResult {
    let found = core.heap.as_dict(args[0]).and_then(|dict| dict.iter().find(|entry| entry.key.is(args[1])).copied());
    Ok(found.map_or(Value::None, |entry| entry.value))
}

/// Whether a dict, or an instance of a subclass, iterates and looks up as `dict` does.
fn iterates_plainly(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    let mut native = |name| matches!(core.lookup(class, name), None | Some(Value::Native(_)));
    Ok(Value::Bool(native(names::ITER) && native(names::GETITEM) && native(names::KEYS)))
}

fn set_candidates(core: &mut Core, args: &[Value]) -> NativeResult {
    let hash = hash_arg(core, args[1]);
    let table = core.heap.as_set(args[0]).map(Set::table).unwrap_or_default();
    let found: Vec<(usize, Value)> = table
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.hash == hash && !entry.key.is_null())
        .map(|(place, entry)| (place, entry.key))
        .collect();
    let rows = found.into_iter().map(|(place, key)| core.tuple(&[Value::Int(place as i64), key])).collect();
    Ok(core.heap.list(rows))
}

fn set_insert(core: &mut Core, args: &[Value]) -> NativeResult {
    let hash = hash_arg(core, args[1]);
    core.heap.grew(24);
    if let Some(set) = core.heap.as_set_mut(args[0]) {
        set.insert_new(hash, args[2]);
    }
    Ok(Value::None)
}

fn set_remove_at(core: &mut Core, args: &[Value]) -> NativeResult {
    let place = place_arg(core, args[1]);
    if let Some(set) = core.heap.as_set_mut(args[0])
        && set.table().get(place).is_some_and(|entry| !entry.key.is_null())
    {
        set.remove_at(place);
    }
    Ok(Value::None)
}

fn new_set(core: &mut Core, _args: &[Value]) -> NativeResult {
    Ok(core.heap.set(Set::new()))
}

fn freeze_set(core: &mut Core, args: &[Value]) -> NativeResult {
    let set = core.heap.as_set(args[0]).cloned().unwrap_or_default();
    Ok(Value::Obj(core.heap.alloc(Object::FrozenSet(set.into()))))
}

fn percent_format(core: &mut Core, args: &[Value]) -> NativeResult {
    match super::format::percent_format(core, args[0], args[1]) {
        // The prelude has made every argument ready; one that still is not has a text that is no str.
        Err(Break::Prelude(..)) => Err(core.type_error("__str__ returned non-string")),
        answer => answer,
    }
}

/// `_vm.format_field("0.real[key]")`: the first part (int, str or '') and a list of `(is_attribute, name or index)`.
fn format_field(core: &mut Core, args: &[Value]) -> NativeResult {
    let text = core.str_arg(args, 0, "field")?;
    let number_or_text = |core: &mut Core, part: &str| match part.parse::<i64>() {
        Ok(n) if part.bytes().all(|b| b.is_ascii_digit()) => Value::Int(n),
        _ => core.str(part),
    };
    let first_end = text.find(['.', '[']).unwrap_or(text.len());
    let first = number_or_text(core, &text[..first_end]);
    let mut rest = &text[first_end..];
    let mut rows = Vec::new();
    while !rest.is_empty() {
        let (is_attribute, part, after) = if let Some(tail) = rest.strip_prefix('.') {
            let end = tail.find(['.', '[']).unwrap_or(tail.len());
            (true, &tail[..end], &tail[end..])
        } else if let Some(tail) = rest.strip_prefix('[') {
            let Some(end) = tail.find(']') else { return Err(core.value_error("Missing ']' in format string")) };
            (false, &tail[..end], &tail[end + 1..])
        } else {
            return Err(core.value_error("Only '.' or '[' may follow ']' in format field specifier"));
        };
        if part.is_empty() {
            return Err(core.value_error("Empty attribute in format string"));
        }
        let name = if is_attribute { core.str(part) } else { number_or_text(core, part) };
        rows.push(core.tuple(&[Value::Bool(is_attribute), name]));
        rest = after;
    }
    let rows = core.heap.list(rows);
    Ok(core.tuple(&[first, rows]))
}

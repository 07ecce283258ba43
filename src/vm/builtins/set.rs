//! Methods of `set` and `frozenset`. Source: `Objects/setobject.c`.
//!
//! Elements whose `__hash__` or `__eq__` is Python code go through the prelude's `set_*` functions.

use crate::vm::core::{Core, NeedsPython};
use crate::vm::native::{Break, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::prelude::{self, PreludeFn};
use crate::vm::set::Set;
use crate::vm::types;
use crate::vm::value::Value;

/// The class `set`.
pub static SET: TypeDef = TypeDef::new(
    types::SET,
    &[
        NativeDef::method("add", "self, object, /", add),
        NativeDef::method("clear", "self, /", clear),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("difference", "self, *others", difference),
        NativeDef::method("difference_update", "self, *others", difference_update),
        NativeDef::method("discard", "self, object, /", discard),
        NativeDef::method("intersection", "self, *others", intersection),
        NativeDef::method("intersection_update", "self, *others", intersection_update),
        NativeDef::method("isdisjoint", "self, other, /", isdisjoint),
        NativeDef::method("issubset", "self, other, /", issubset),
        NativeDef::method("issuperset", "self, other, /", issuperset),
        NativeDef::method("pop", "self, /", pop),
        NativeDef::method("remove", "self, object, /", remove),
        NativeDef::method("symmetric_difference", "self, other, /", symmetric_difference),
        NativeDef::method("symmetric_difference_update", "self, other, /", symmetric_difference_update),
        NativeDef::method("union", "self, *others", union),
        NativeDef::method("update", "self, *others", update),
        NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
    ],
);

/// The class `frozenset`.
pub static FROZENSET: TypeDef = TypeDef::new(
    types::FROZENSET,
    &[
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("difference", "self, *others", difference),
        NativeDef::method("intersection", "self, *others", intersection),
        NativeDef::method("isdisjoint", "self, other, /", isdisjoint),
        NativeDef::method("issubset", "self, other, /", issubset),
        NativeDef::method("issuperset", "self, other, /", issuperset),
        NativeDef::method("symmetric_difference", "self, other, /", symmetric_difference),
        NativeDef::method("union", "self, *others", union),
        NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
    ],
);

/// The break for an element that the machine cannot look up.
pub(in crate::vm) fn unanswered(core: &mut Core, why: NeedsPython, function: PreludeFn, args: &[Value]) -> Break {
    match why {
        NeedsPython::Ask => Break::Prelude(function, args.to_vec()),
        NeedsPython::Unhashable(class) => {
            let name = core.class_name(class).to_owned();
            core.type_error(format!("cannot use '{name}' as a set element (unhashable type: '{name}')"))
        }
    }
}

fn add(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.set_add(args[0], args[1]) {
        Ok(()) => Ok(Value::None),
        Err(why) => Err(unanswered(core, why, prelude::SET_ADD, args)),
    }
}

/// Place of an element; `Err` when Python code must be asked.
fn place(core: &mut Core, set: Value, key: Value) -> Result<Option<usize>, NeedsPython> {
    let hash = core.hash(key).map_err(NeedsPython::of_hash)?;
    core.heap.as_set(set).map_or(Ok(None), |set| core.set_find(set, hash, key))
}

fn remove_found(core: &mut Core, args: &[Value], function: PreludeFn) -> Result<bool, Break> {
    match place(core, args[0], args[1]) {
        Ok(Some(at)) => {
            if let Some(set) = core.heap.as_set_mut(args[0]) {
                set.remove_at(at);
            }
            Ok(true)
        }
        Ok(None) => Ok(false),
        Err(why) => Err(unanswered(core, why, function, args)),
    }
}

fn discard(core: &mut Core, args: &[Value]) -> NativeResult {
    remove_found(core, args, prelude::SET_DISCARD)?;
    Ok(Value::None)
}

fn remove(core: &mut Core, args: &[Value]) -> NativeResult {
    if remove_found(core, args, prelude::SET_REMOVE)? { Ok(Value::None) } else { Err(core.key_error(args[1])) }
}

fn pop(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.heap.as_set_mut(args[0]).and_then(Set::pop) {
        Some(key) => Ok(key),
        None => {
            let text = core.heap.str("pop from an empty set");
            Err(core.key_error(text))
        }
    }
}

fn clear(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(set) = core.heap.as_set_mut(args[0]) {
        set.clear();
    }
    Ok(Value::None)
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.class_of(args[0]) == types::FROZENSET {
        return Ok(args[0]);
    }
    let set = set_of(core, args[0]).copied();
    Ok(like(core, args[0], set))
}

fn set_of(core: &Core, value: Value) -> Set {
    core.heap.as_set(value).cloned().unwrap_or_default()
}

/// A set value of the same builtin class as `model`.
fn like(core: &mut Core, model: Value, set: Set) -> Value {
    core.charge_items(set.len());
    let frozen = core.heap.plain_obj(model).is_some_and(|obj| matches!(core.heap.get(obj), Object::FrozenSet(_)));
    if frozen { Value::Obj(core.heap.alloc(Object::FrozenSet(set.into()))) } else { core.heap.set(set) }
}

/// Adds keys to a set that is not in the heap. `Err` when Python code must be asked.
fn add_all(core: &mut Core, set: &mut Set, keys: &[Value]) -> Result<(), NeedsPython> {
    core.charge_items(keys.len());
    for &key in keys {
        let hash = core.hash(key).map_err(NeedsPython::of_hash)?;
        if core.set_find(set, hash, key)?.is_none() {
            set.insert_new(hash, key);
        }
    }
    Ok(())
}

/// What a set is combined with.
enum Other {
    Set(Set),
    /// The items of another iterable; `true` for the keys of a dict, whose number is known before.
    Items(Vec<Value>, bool),
}

fn other(core: &mut Core, args: &[Value], arg: usize) -> Result<Other, Break> {
    if let Some(set) = core.heap.as_set(args[arg]) {
        return Ok(Other::Set(set.clone()));
    }
    let dict = core.class_of(args[arg]) == types::DICT;
    Ok(Other::Items(core.items(args, arg)?, dict))
}

fn made_of(core: &mut Core, other: Other) -> Result<Set, NeedsPython> {
    match other {
        Other::Set(set) => Ok(set),
        Other::Items(keys, _) => {
            let mut set = Set::new();
            add_all(core, &mut set, &keys)?;
            Ok(set)
        }
    }
}

/// The set of an iterable's items, kept as it is when it is a set.
fn as_set(core: &mut Core, args: &[Value], arg: usize) -> Result<Result<Set, NeedsPython>, Break> {
    let other = other(core, args, arg)?;
    Ok(made_of(core, other))
}

/// Keys of `from` that are in `other`.
fn common(core: &Core, from: &Set, other: &Set) -> Result<bool, NeedsPython> {
    for entry in from.iter() {
        if core.set_find(other, entry.hash, entry.key)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What an operation makes of a set and each other iterable in turn; the set is not a copy yet when `fresh`.
type Operation = fn(core: &mut Core, set: Set, other: Other, fresh: bool) -> Result<Set, NeedsPython>;

fn united(core: &mut Core, set: Set, other: Other, fresh: bool) -> Result<Set, NeedsPython> {
    let mut set = if fresh { set.copied() } else { set };
    match other {
        Other::Set(other) => core.set_merge(&mut set, &other)?,
        Other::Items(keys, dict) => {
            if dict {
                set.make_room(keys.len());
            }
            add_all(core, &mut set, &keys)?;
        }
    }
    Ok(set)
}

fn intersected(core: &mut Core, set: Set, other: Other, _fresh: bool) -> Result<Set, NeedsPython> {
    match other {
        Other::Set(other) => core.set_common(&set, &other),
        Other::Items(keys, _) => {
            let mut out = Set::new();
            for key in keys {
                let hash = core.hash(key).map_err(NeedsPython::of_hash)?;
                if core.set_find(&set, hash, key)?.is_some() && core.set_find(&out, hash, key)?.is_none() {
                    out.insert_new(hash, key);
                }
            }
            Ok(out)
        }
    }
}

fn subtracted(core: &mut Core, set: Set, other: Other, fresh: bool) -> Result<Set, NeedsPython> {
    match other {
        Other::Set(other) if fresh => core.set_without(&set, &other),
        Other::Set(other) => {
            let mut set = set;
            core.set_remove_all(&mut set, &other)?;
            Ok(set)
        }
        Other::Items(keys, _) => {
            let mut set = if fresh { set.copied() } else { set };
            for key in keys {
                let hash = core.hash(key).map_err(NeedsPython::of_hash)?;
                if let Some(place) = core.set_find(&set, hash, key)? {
                    set.remove_at(place);
                }
            }
            set.tidy();
            Ok(set)
        }
    }
}

fn differing(core: &mut Core, set: Set, other: Other, fresh: bool) -> Result<Set, NeedsPython> {
    // A new set takes the other's keys, one by one if that is no set.
    let other = match other {
        Other::Set(other) if fresh => other.copied(),
        other => made_of(core, other)?,
    };
    let (mut made, toggled) = if fresh { (other, set) } else { (set, other) };
    core.set_toggle(&mut made, &toggled)?;
    Ok(made)
}

/// Runs an operation over all further arguments; `Break::Prelude` with the operation's name when Python code is needed.
fn combined(core: &mut Core, args: &[Value], name: &str, operation: Operation, in_place: bool) -> Result<Set, Break> {
    let mut set = set_of(core, args[0]);
    let mut fresh = !in_place;
    for arg in 1..args.len() {
        if args[arg].is_null() {
            continue;
        }
        let other = other(core, args, arg)?;
        set = match operation(core, set, other, fresh) {
            Ok(set) => set,
            Err(why) => {
                let name = core.str(name);
                let others = core.tuple(&args[1..]);
                return Err(unanswered(core, why, prelude::SET_OPERATION, &[args[0], name, others]));
            }
        };
        fresh = false;
    }
    Ok(if fresh { set.copied() } else { set })
}

fn made(core: &mut Core, args: &[Value], name: &str, operation: Operation) -> NativeResult {
    let set = combined(core, args, name, operation, false)?;
    Ok(like(core, args[0], set))
}

fn updated(core: &mut Core, args: &[Value], name: &str, operation: Operation) -> NativeResult {
    let set = combined(core, args, name, operation, true)?;
    core.heap.grew(set.size());
    if let Some(target) = core.heap.as_set_mut(args[0]) {
        *target = set;
    }
    Ok(Value::None)
}

fn union(core: &mut Core, args: &[Value]) -> NativeResult {
    made(core, args, "union", united)
}

fn intersection(core: &mut Core, args: &[Value]) -> NativeResult {
    made(core, args, "intersection", intersected)
}

fn difference(core: &mut Core, args: &[Value]) -> NativeResult {
    made(core, args, "difference", subtracted)
}

fn symmetric_difference(core: &mut Core, args: &[Value]) -> NativeResult {
    made(core, args, "symmetric_difference", differing)
}

fn update(core: &mut Core, args: &[Value]) -> NativeResult {
    updated(core, args, "update", united)
}

fn intersection_update(core: &mut Core, args: &[Value]) -> NativeResult {
    updated(core, args, "intersection_update", intersected)
}

fn difference_update(core: &mut Core, args: &[Value]) -> NativeResult {
    updated(core, args, "difference_update", subtracted)
}

fn symmetric_difference_update(core: &mut Core, args: &[Value]) -> NativeResult {
    updated(core, args, "symmetric_difference_update", differing)
}

/// Compares with another iterable taken as a set.
fn tested(
    core: &mut Core,
    args: &[Value],
    name: &str,
    test: fn(&Core, &Set, &Set) -> Result<bool, NeedsPython>,
) -> NativeResult {
    let set = set_of(core, args[0]);
    let outcome = match as_set(core, args, 1)? {
        Ok(other) => test(core, &set, &other),
        Err(why) => Err(why),
    };
    match outcome {
        Ok(answer) => Ok(Value::Bool(answer)),
        Err(why) => {
            let name = core.str(name);
            let others = core.tuple(&args[1..]);
            Err(unanswered(core, why, prelude::SET_OPERATION, &[args[0], name, others]))
        }
    }
}

/// Whether every key of `small` is in `large`.
pub(in crate::vm) fn is_subset(core: &Core, small: &Set, large: &Set) -> Result<bool, NeedsPython> {
    if small.len() > large.len() {
        return Ok(false);
    }
    for entry in small.iter() {
        if core.set_find(large, entry.hash, entry.key)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn isdisjoint(core: &mut Core, args: &[Value]) -> NativeResult {
    tested(core, args, "isdisjoint", |core, set, other| Ok(!common(core, set, other)?))
}

fn issubset(core: &mut Core, args: &[Value]) -> NativeResult {
    tested(core, args, "issubset", is_subset)
}

fn issuperset(core: &mut Core, args: &[Value]) -> NativeResult {
    tested(core, args, "issuperset", |core, set, other| is_subset(core, other, set))
}

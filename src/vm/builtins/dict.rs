//! Methods of `dict` and of its views. Source: `Objects/dictobject.c`.
//!
//! Keys whose `__hash__` or `__eq__` is Python code go through the prelude's `dict_*` functions.

use crate::vm::core::{Core, NeedsPython};
use crate::vm::dict::Dict;
use crate::vm::iter::Iter;
use crate::vm::native::{Break, FastNative, NativeDef, NativeResult, TypeDef};
use crate::vm::object::{Object, ViewKind};
use crate::vm::prelude::{self, PreludeFn};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The class `dict`.
pub static DICT: TypeDef = TypeDef::new(
    types::DICT,
    &[
        NativeDef::method("clear", "self, /", clear),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::class_method("fromkeys", "cls, iterable, value=, /", fromkeys),
        NativeDef::method("get", "self, key, default=, /", get).fast(FastNative::DictGet),
        NativeDef::method("items", "self, /", items),
        NativeDef::method("keys", "self, /", keys),
        NativeDef::method("pop", "self, key, default=, /", pop),
        NativeDef::method("popitem", "self, /", popitem),
        NativeDef::method("setdefault", "self, key, default=, /", setdefault),
        NativeDef::method("update", "self, other=, /, **kwargs", update),
        NativeDef::method("values", "self, /", values),
        NativeDef::method("__reversed__", "self, /", reversed),
        NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
    ],
);

/// The class `mappingproxy`: the reading half of `dict`.
pub static MAPPING_PROXY: TypeDef = TypeDef::new(
    types::MAPPINGPROXY,
    &[
        NativeDef::method("__str__", "self, /", |core, args| match args[0].obj().map(|obj| core.heap.get(obj)) {
            Some(Object::MappingProxy(inner)) => Err(Break::Prelude(prelude::CONTAINER_REPR, vec![Value::Obj(*inner)])),
            _ => Ok(args[0]),
        }),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("get", "self, key, default=, /", get),
        NativeDef::method("items", "self, /", proxy_items),
        NativeDef::method("keys", "self, /", proxy_keys),
        NativeDef::method("values", "self, /", proxy_values),
    ],
);

pub static DICT_KEYS: TypeDef =
    TypeDef::new(types::DICT_KEYS, &[NativeDef::method("isdisjoint", "self, other, /", isdisjoint)]);
pub static DICT_ITEMS: TypeDef =
    TypeDef::new(types::DICT_ITEMS, &[NativeDef::method("isdisjoint", "self, other, /", isdisjoint)]);
pub static DICT_VALUES: TypeDef = TypeDef::new(types::DICT_VALUES, &[]);

/// The break for a key that the machine cannot look up: Python code, or a TypeError.
pub(in crate::vm) fn unanswered(core: &mut Core, why: NeedsPython, function: PreludeFn, args: &[Value]) -> Break {
    match why {
        NeedsPython::Ask => Break::Prelude(function, args.to_vec()),
        NeedsPython::Unhashable(class) => {
            let name = core.class_name(class).to_owned();
            core.type_error(format!("cannot use '{name}' as a dict key (unhashable type: '{name}')"))
        }
    }
}

fn clear(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(dict) = core.heap.as_dict_mut(args[0]) {
        dict.clear();
    }
    Ok(Value::None)
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    let dict = core.heap.as_dict(args[0]).cloned().unwrap_or_default();
    core.reserve(dict.size())?;
    core.charge_items(dict.len());
    Ok(core.heap.dict(dict))
}

fn fromkeys(core: &mut Core, args: &[Value]) -> NativeResult {
    let value = args[2].or(Value::None);
    if !args[0].is(Value::Obj(types::DICT)) {
        return Err(Break::Prelude(prelude::DICT_FROMKEYS, vec![args[0], args[1], value]));
    }
    let keys = core.items(args, 1)?;
    core.charge_items(keys.len());
    let dict = core.heap.dict(Dict::new());
    for key in keys {
        if let Err(why) = core.dict_set(dict, key, value) {
            return Err(unanswered(core, why, prelude::DICT_FROMKEYS, &[args[0], args[1], value]));
        }
    }
    Ok(dict)
}

fn get(core: &mut Core, args: &[Value]) -> NativeResult {
    let default = args[2].or(Value::None);
    match core.dict_get(args[0], args[1]) {
        Ok(found) => Ok(found.unwrap_or(default)),
        Err(why) => Err(unanswered(core, why, prelude::DICT_GET, &[args[0], args[1], default])),
    }
}

fn pop(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.dict_remove(args[0], args[1]) {
        Ok(Some(value)) => Ok(value),
        Ok(None) if args[2].is_null() => Err(core.key_error(args[1])),
        Ok(None) => Ok(args[2]),
        Err(why) => {
            let given = Value::Bool(!args[2].is_null());
            Err(unanswered(core, why, prelude::DICT_POP, &[args[0], args[1], args[2].or(Value::None), given]))
        }
    }
}

fn popitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let removed = core.heap.as_dict_mut(args[0]).and_then(|dict| {
        let place = dict.last_place()?;
        Some(dict.remove_at(place))
    });
    match removed {
        Some(entry) => Ok(core.tuple(&[entry.key, entry.value])),
        None => {
            let text = core.heap.str("popitem(): dictionary is empty");
            Err(core.key_error(text))
        }
    }
}

fn setdefault(core: &mut Core, args: &[Value]) -> NativeResult {
    let default = args[2].or(Value::None);
    let outcome = match core.dict_get(args[0], args[1]) {
        Ok(Some(value)) => return Ok(value),
        Ok(None) => core.dict_set(args[0], args[1], default),
        Err(why) => Err(why),
    };
    match outcome {
        Ok(()) => Ok(default),
        Err(why) => Err(unanswered(core, why, prelude::DICT_SETDEFAULT, &[args[0], args[1], default])),
    }
}

/// `update` of plain dicts with plain keys; everything else is the prelude's.
fn update(core: &mut Core, args: &[Value]) -> NativeResult {
    let slow = |kwargs: Value| {
        let kwargs = if kwargs.is_null() { Value::None } else { kwargs };
        Err(Break::Prelude(prelude::DICT_UPDATE, vec![args[0], args[1].or(Value::None), kwargs]))
    };
    let exact = |core: &Core, value: Value| core.class_of(value) == types::DICT;
    if !args[1].is_null() && !exact(core, args[1]) {
        return slow(args[2]);
    }
    for source in [args[1], args[2]].into_iter().filter(|source| !source.is_null()) {
        let entries: Vec<_> = core.heap.as_dict(source).map(|dict| dict.iter().copied().collect()).unwrap_or_default();
        core.reserve(entries.len() * 48)?;
        core.charge_items(entries.len());
        for entry in entries {
            if core.dict_set_hashed(args[0], entry.hash, entry.key, entry.value).is_err() {
                return slow(args[2]);
            }
        }
    }
    Ok(Value::None)
}

fn view(core: &mut Core, dict: Value, kind: ViewKind) -> NativeResult {
    let dict = core.heap.plain_obj(dict).unwrap_or(Obj(0));
    Ok(Value::Obj(core.heap.alloc(Object::DictView { dict, kind })))
}

fn keys(core: &mut Core, args: &[Value]) -> NativeResult {
    view(core, args[0], ViewKind::Keys)
}

fn values(core: &mut Core, args: &[Value]) -> NativeResult {
    view(core, args[0], ViewKind::Values)
}

fn items(core: &mut Core, args: &[Value]) -> NativeResult {
    view(core, args[0], ViewKind::Items)
}

/// The dict that a proxy shows; a copy when it is a class's namespace, which is no dict object.
fn behind(core: &mut Core, proxy: Value) -> Value {
    if let Value::Obj(obj) = proxy
        && let Object::MappingProxy(inner) = *core.heap.get(obj)
        && matches!(core.heap.get(inner), Object::Dict(_))
    {
        return Value::Obj(inner);
    }
    let copy = core.heap.as_dict(proxy).cloned().unwrap_or_default();
    core.heap.dict(copy)
}

fn proxy_keys(core: &mut Core, args: &[Value]) -> NativeResult {
    let dict = behind(core, args[0]);
    view(core, dict, ViewKind::Keys)
}

fn proxy_values(core: &mut Core, args: &[Value]) -> NativeResult {
    let dict = behind(core, args[0]);
    view(core, dict, ViewKind::Values)
}

fn proxy_items(core: &mut Core, args: &[Value]) -> NativeResult {
    let dict = behind(core, args[0]);
    view(core, dict, ViewKind::Items)
}

fn reversed(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(dict) = core.heap.plain_obj(args[0]) else { return Ok(Value::None) };
    let (at, len) = core.heap.as_dict(args[0]).map_or((0, 0), |dict| (dict.entries().len() as u32, dict.len() as u32));
    let iter = Iter::Dict { dict, at, len, kind: ViewKind::Keys, reverse: true };
    Ok(Value::Obj(core.heap.alloc(Object::Iter(iter))))
}

fn isdisjoint(_core: &mut Core, args: &[Value]) -> NativeResult {
    Err(Break::Prelude(prelude::VIEW_ISDISJOINT, args.to_vec()))
}

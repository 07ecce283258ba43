//! Constructors of the builtin classes: `int(x)`, `list(iterable)`, `zip(...)`, `property(...)`.
//!
//! For a subclass `__new__` makes an instance around the builtin value; the mutable containers are then filled by
//! `__init__`, as in CPython. Sources: each type's `*_new` and `*_init`.

use std::sync::Arc;

use crate::base::count;
use crate::vm::core::{Core, NeedsPython};
use crate::vm::cow::Cow;
use crate::vm::dict::Dict;
use crate::vm::iter::{GetIter, Iter, MapState, range_len};
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, Conversion, NativeDef, NativeResult, TypeDef};
use crate::vm::object::Object;
use crate::vm::ops::Number;
use crate::vm::prelude;
use crate::vm::set::Set;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

macro_rules! constructors {
    ($($class:ident, $signature:literal, $func:expr;)*) => {
        /// `__new__` of each class.
        pub static CONSTRUCTORS: &[&TypeDef] = &[$(&TypeDef::new(
            types::$class,
            &[NativeDef::static_method("__new__", $signature, $func).nanos(30)],
        ),)*];
    };
}

constructors! {
    INT, "cls, x=, /, base=", new_int;
    BOOL, "cls, x=, /", new_bool;
    FLOAT, "cls, x=, /", new_float;
    COMPLEX, "cls, real=, imag=", super::complex::new;
    STR, "cls, object=, encoding=, errors=", new_str;
    BYTES, "cls, source=, encoding=, errors=", new_bytes;
    BYTEARRAY, "cls, source=, encoding=, errors=", new_bytearray;
    TUPLE, "cls, iterable=, /", new_tuple;
    LIST, "cls, iterable=, /, *args, **kwargs", new_list;
    DICT, "cls, /, *args, **kwargs", new_dict;
    SET, "cls, iterable=, /, *args, **kwargs", new_set;
    FROZENSET, "cls, iterable=, /", new_frozenset;
    RANGE, "cls, start, stop=, step=, /", new_range;
    SLICE, "cls, start, stop=, step=, /", new_slice;
    ENUMERATE, "cls, iterable, start=", new_enumerate;
    ZIP, "cls, /, *iterables, strict=", new_zip;
    MAP, "cls, func, /, *iterables, strict=", new_map;
    FILTER, "cls, func, iterable, /", new_filter;
    REVERSED, "cls, sequence, /", new_reversed;
    PROPERTY, "cls, fget=, fset=, fdel=, doc=", new_property;
    STATICMETHOD, "cls, function, /", |core, args| new_wrapper(core, args, false);
    CLASSMETHOD, "cls, function, /", |core, args| new_wrapper(core, args, true);
    SUPER, "cls, type, object=, /", new_super;
    MODULE, "cls, name, doc=", new_module;
    MAPPINGPROXY, "cls, mapping, /", new_proxy;
    METHOD, "cls, function, instance, /", |core, args| Ok(core.bound_method(args[1], args[2]));
    GENERIC_ALIAS, "cls, origin, args, /", |core, args| super::generic_alias(core, &args[1..]);
}

/// `__init__` of the containers that can be changed.
pub static FILLERS: &[&TypeDef] = &[
    &TypeDef::new(types::LIST, &[NativeDef::method("__init__", "self, iterable=, /", init_list)]),
    &TypeDef::new(types::DICT, &[NativeDef::method("__init__", "self, other=, /, **kwargs", init_dict)]),
    &TypeDef::new(types::SET, &[NativeDef::method("__init__", "self, iterable=, /", init_set)]),
    &TypeDef::new(
        types::PROPERTY,
        &[NativeDef::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None))],
    ),
    &TypeDef::new(types::MODULE, &[NativeDef::method("__init__", "self, /, *args, **kwargs", |_, _| Ok(Value::None))]),
];

fn class(args: &[Value]) -> Obj {
    args[0].obj().unwrap_or(types::OBJECT)
}

// ---- numbers ----

fn new_int(core: &mut Core, args: &[Value]) -> NativeResult {
    let value = int_value(core, args)?;
    Ok(core.wrap_new(class(args), types::INT, value))
}

fn int_value(core: &mut Core, args: &[Value]) -> NativeResult {
    let (value, base) = (args[1], args[2]);
    if value.is_null() {
        return if base.is_null() { Ok(Value::Int(0)) } else { Err(core.type_error("int() missing string argument")) };
    }
    if !base.is_null() {
        let base = core.index_arg(args, 2)?;
        let text = match core.heap.as_bytes(value) {
            Some(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            None => core.heap.as_str(value).map(|text| text.as_str().to_owned()),
        };
        let Some(text) = text else {
            return Err(core.type_error("int() can't convert non-string with explicit base"));
        };
        if base != 0 && !(2..=36).contains(&base) {
            return Err(core.value_error("int() base must be >= 2 and <= 36, or 0"));
        }
        return super::int::parse(core, &text, base as u32);
    }
    if let Value::Obj(obj) = value
        && matches!(core.heap.get(obj), Object::Instance(_))
    {
        let class = core.class_of(value);
        let python = [names::INT, names::INDEX, names::TRUNC]
            .iter()
            .any(|&name| matches!(core.lookup(class, name), Some(Value::Obj(_))));
        if python {
            return Err(Break::Prelude(prelude::INT_OF, vec![value]));
        }
    }
    match core.number(value) {
        Some(Number::Float(x)) => return super::float::to_int(core, x),
        Some(number @ (Number::Int(_) | Number::Big(_))) => return Ok(core.number_value(number)),
        _ => {}
    }
    if let Some(text) = core.heap.as_str(value).map(|text| text.text().clone()) {
        return super::int::parse(core, &text, 10);
    }
    if let Some(bytes) = core.heap.as_bytes(value) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return match super::int::parse(core, &text, 10) {
            Err(Break::Raise(_)) => {
                let shown = super::repr::repr_text(core, value).unwrap_or_default();
                Err(core.value_error(format!("invalid literal for int() with base 10: {shown}")))
            }
            other => other,
        };
    }
    Err(Break::Prelude(prelude::INT_OF, vec![value]))
}

fn new_bool(core: &mut Core, args: &[Value]) -> NativeResult {
    if args[1].is_null() {
        return Ok(Value::Bool(false));
    }
    match core.truth(args[1]) {
        Some(truth) => Ok(Value::Bool(truth)),
        None => Err(Break::Prelude(prelude::BOOL_OF, vec![args[1]])),
    }
}

fn new_float(core: &mut Core, args: &[Value]) -> NativeResult {
    let value = args[1];
    let text = match core.heap.as_bytes(value) {
        Some(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        None => core.heap.as_str(value).map(|text| text.as_str().to_owned()),
    };
    let made = if value.is_null() {
        Value::Float(0.0)
    } else if let Some(text) = text {
        match super::float::parse_or_raise(core, &text)? {
            // Each is an object of its own: `float("nan") in [float("nan")]` is false.
            Value::Float(x) if x.is_nan() => {
                core.n_nans = core.n_nans.wrapping_add(1);
                Value::Float(f64::from_bits(f64::NAN.to_bits() | u64::from(core.n_nans)))
            }
            other => other,
        }
    } else {
        let python = matches!(value.obj().map(|obj| core.heap.get(obj)), Some(Object::Instance(_))) && {
            let class = core.class_of(value);
            matches!(core.lookup(class, names::FLOAT), Some(Value::Obj(_)))
        };
        if python {
            return Err(Break::Prelude(prelude::FLOAT_OF, vec![value]));
        }
        match core.float_arg(args, 1) {
            Ok(x) => Value::Float(x),
            Err(Break::Raise(exc)) if core.is_instance(Value::Obj(exc), types::TYPE_ERROR) => {
                let text =
                    format!("float() argument must be a string or a real number, not '{}'", core.type_name(value));
                return Err(core.type_error(text));
            }
            Err(stop) => return Err(stop),
        }
    };
    Ok(core.wrap_new(class(args), types::FLOAT, made))
}

// ---- text and bytes ----

fn new_str(core: &mut Core, args: &[Value]) -> NativeResult {
    let value = args[1];
    let made = if value.is_null() {
        Value::Obj(names::EMPTY)
    } else if !args[2].is_null() || !args[3].is_null() {
        for (arg, what) in [(2, "encoding"), (3, "errors")] {
            if !args[arg].is_null() {
                core.str_arg(args, arg, &format!("str() argument '{what}'"))?;
            }
        }
        if core.heap.as_str(value).is_some() {
            return Err(core.type_error("decoding str is not supported"));
        }
        let Some(bytes) = core.heap.as_bytes(value).map(<[u8]>::to_vec) else {
            let text = format!("decoding to str: need a bytes-like object, {} found", core.type_name(value));
            return Err(core.type_error(text));
        };
        let encoding = if args[2].is_null() { "utf-8".to_owned() } else { core.text(args[2]) };
        let errors = if args[3].is_null() { "strict".to_owned() } else { core.text(args[3]) };
        let text = super::codec::decode(core, &bytes, &encoding, &errors)?;
        core.str(&text)
    } else if matches!(value.obj().map(|obj| core.heap.get(obj)), Some(Object::Str(_))) {
        value
    } else if let Value::Int(i) = value {
        core.str(itoa::Buffer::new().format(i))
    } else {
        match super::repr::str_text(core, value) {
            Some(text) => core.str(&text),
            None if class(args) == types::STR => return Err(Break::Prelude(prelude::STR_OF, vec![value])),
            None => return Err(Break::Convert { arg: 1, to: Conversion::Str }),
        }
    };
    Ok(core.wrap_new(class(args), types::STR, made))
}

fn byte_content(core: &mut Core, args: &[Value]) -> Result<Vec<u8>, Break> {
    let value = args[1];
    if value.is_null() {
        return Ok(Vec::new());
    }
    if let Some(text) = core.heap.as_str(value).map(|text| text.text().clone()) {
        if args[2].is_null() {
            return Err(core.type_error("string argument without an encoding"));
        }
        let encoding = core.text(args[2]);
        let errors = if args[3].is_null() { "strict".to_owned() } else { core.text(args[3]) };
        return super::codec::encode(core, &text, &encoding, &errors);
    }
    if let Some(bytes) = core.heap.as_bytes(value) {
        return Ok(bytes.to_vec());
    }
    if let Some(n) = core.heap.as_i64(value) {
        if n < 0 {
            return Err(core.value_error("negative count"));
        }
        let n = count::saturating(n);
        core.reserve(n)?;
        return Ok(vec![0; n]);
    }
    let items = match core.items(args, 1) {
        Err(Break::Raise(_)) => {
            let text = format!("cannot convert '{}' object to bytes", core.type_name(value));
            return Err(core.type_error(text));
        }
        items => items?,
    };
    let mut bytes = Vec::with_capacity(items.len());
    for item in items {
        let Some(byte) = core.heap.as_i64(item) else {
            let text = format!("'{}' object cannot be interpreted as an integer", core.type_name(item));
            return Err(core.type_error(text));
        };
        match u8::try_from(byte) {
            Ok(byte) => bytes.push(byte),
            Err(_) if class(args) == types::BYTEARRAY => {
                return Err(core.value_error("byte must be in range(0, 256)"));
            }
            Err(_) => return Err(core.value_error("bytes must be in range(0, 256)")),
        }
    }
    Ok(bytes)
}

fn new_bytes(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(Object::Instance(instance)) = args[1].obj().map(|obj| core.heap.get(obj))
        && instance.payload.is_none()
        && let Some(callable) = core.lookup(instance.class, names::BYTES)
        && class(args) == types::BYTES
    {
        return Err(Break::Call(Box::new(CallSpec { callable, args: vec![args[1]], kwargs: Vec::new() })));
    }
    let bytes = byte_content(core, args)?;
    let value = core.heap.bytes_value(bytes);
    Ok(core.wrap_new(class(args), types::BYTES, value))
}

fn new_bytearray(core: &mut Core, args: &[Value]) -> NativeResult {
    let bytes = byte_content(core, args)?;
    let value = Value::Obj(core.heap.alloc(Object::ByteArray(Cow::Owned(bytes))));
    Ok(core.wrap_new(class(args), types::BYTEARRAY, value))
}

// ---- containers ----

fn new_tuple(core: &mut Core, args: &[Value]) -> NativeResult {
    let exact = class(args) == types::TUPLE;
    let value = if args[1].is_null() {
        core.tuple(&[])
    } else if exact && matches!(args[1].obj().map(|obj| core.heap.get(obj)), Some(Object::Tuple(_))) {
        args[1]
    } else {
        let items = core.items(args, 1)?;
        core.charge_items(items.len());
        core.tuple(&items)
    };
    Ok(core.wrap_new(class(args), types::TUPLE, value))
}

fn new_list(core: &mut Core, args: &[Value]) -> NativeResult {
    let exact = class(args) == types::LIST;
    if exact && !args[2].is_null() {
        return Err(core.type_error("list() takes no keyword arguments"));
    }
    if exact && args.len() > 3 {
        let text = format!("list expected at most 1 argument, got {}", args.len() - 2);
        return Err(core.type_error(text));
    }
    let items = if exact && !args[1].is_null() { core.items(args, 1)? } else { Vec::new() };
    core.charge_items(items.len());
    let value = core.heap.list(items);
    Ok(core.wrap_new(class(args), types::LIST, value))
}

fn init_list(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = if args[1].is_null() { Vec::new() } else { core.items(args, 1)? };
    core.heap.grew(16 * items.len());
    if let Some(list) = core.heap.as_list_mut(args[0]) {
        *list = items;
    }
    Ok(Value::None)
}

fn new_dict(core: &mut Core, args: &[Value]) -> NativeResult {
    let value = core.heap.dict(Dict::new());
    if class(args) != types::DICT {
        return Ok(core.wrap_new(class(args), types::DICT, value));
    }
    if args.len() > 3 {
        let text = format!("dict expected at most 1 argument, got {}", args.len() - 2);
        return Err(core.type_error(text));
    }
    let other = args.get(2).copied().unwrap_or(Value::Null);
    fill_dict(core, value, other, args[1])
}

fn init_dict(core: &mut Core, args: &[Value]) -> NativeResult {
    match fill_dict(core, args[0], args[1], args[2]) {
        Err(Break::Prelude(prelude::DICT_FILL, rest)) => Err(Break::Prelude(prelude::DICT_UPDATE, rest)),
        other => other.map(|_| Value::None),
    }
}

/// Fills a dict from a mapping or pairs, and keywords; the dict is the result.
fn fill_dict(core: &mut Core, target: Value, other: Value, kwargs: Value) -> NativeResult {
    let slow = |core: &mut Core| {
        let _ = core;
        Err(Break::Prelude(prelude::DICT_FILL, vec![target, other.or(Value::None), kwargs.or(Value::None)]))
    };
    if let Some(obj) = other.obj() {
        match core.heap.get(obj) {
            Object::Dict(more) => {
                let more = (***more).clone();
                core.charge_items(more.len());
                core.heap.grew(more.len() * 48);
                let empty = core.heap.as_dict(target).is_some_and(Dict::is_empty);
                if empty {
                    if let Some(table) = core.heap.as_dict_mut(target) {
                        *table = more;
                    }
                } else {
                    for entry in more.iter() {
                        if core.dict_set_hashed(target, entry.hash, entry.key, entry.value).is_err() {
                            return slow(core);
                        }
                    }
                }
            }
            Object::List(_) | Object::Tuple(_) | Object::Iter(_) => {
                // A list of pairs, all of them builtin sequences with plain keys.
                let whole =
                    matches!(core.heap.get(obj), Object::List(_) | Object::Tuple(_)) || core.is_native_iter(other);
                if !whole {
                    return slow(core);
                }
                let pairs = core.collect(other)?.unwrap_or_default();
                core.charge_items(pairs.len());
                for (i, &pair) in pairs.iter().enumerate() {
                    let parts = core.heap.as_tuple(pair).or_else(|| core.heap.as_list(pair).map(Vec::as_slice));
                    let Some(&[key, value]) = parts else {
                        let rest = core.heap.list(pairs[i..].to_vec());
                        let rest = vec![target, rest, kwargs.or(Value::None)];
                        return Err(Break::Prelude(prelude::DICT_FILL, rest));
                    };
                    match core.dict_set(target, key, value) {
                        Ok(()) => {}
                        Err(NeedsPython::Unhashable(class)) => return Err(core.unhashable(class, key, "dict key")),
                        Err(NeedsPython::Ask) => {
                            let rest = core.heap.list(pairs[i..].to_vec());
                            let rest = vec![target, rest, kwargs.or(Value::None)];
                            return Err(Break::Prelude(prelude::DICT_FILL, rest));
                        }
                    }
                }
            }
            _ => return slow(core),
        }
    } else if !other.is_null() {
        return Err(core.not_iterable(other));
    }
    if let Some(more) = core.heap.as_dict(kwargs).cloned() {
        for entry in more.iter() {
            let _ = core.dict_set_hashed(target, entry.hash, entry.key, entry.value);
        }
    }
    Ok(target)
}

/// The items as a set; `None` when Python code must hash or compare.
fn set_of(core: &mut Core, items: &[Value], dict: bool) -> Result<Option<Set>, Break> {
    let mut set = Set::new();
    if dict {
        set.make_room(items.len());
    }
    for &item in items {
        let hash = match core.hash(item) {
            Ok(hash) => hash,
            Err(Some(class)) => return Err(core.unhashable(class, item, "set element")),
            Err(None) => return Ok(None),
        };
        match core.set_find(&set, hash, item) {
            Ok(None) => set.insert_new(hash, item),
            Ok(Some(_)) => {}
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(set))
}

fn set_content(core: &mut Core, args: &[Value]) -> Result<Option<Set>, Break> {
    if args[1].is_null() {
        return Ok(Some(Set::new()));
    }
    if let Some(obj) = args[1].obj()
        && let Object::Set(_) | Object::FrozenSet(_) = core.heap.get(obj)
    {
        return Ok(core.heap.as_set(args[1]).map(Set::copied));
    }
    let dict = core.class_of(args[1]) == types::DICT;
    let items = core.items(args, 1)?;
    core.charge_items(items.len() * 4);
    set_of(core, &items, dict)
}

fn new_set(core: &mut Core, args: &[Value]) -> NativeResult {
    let exact = class(args) == types::SET;
    if exact && !args[2].is_null() {
        return Err(core.type_error("set() takes no keyword arguments"));
    }
    if exact && args.len() > 3 {
        let text = format!("set expected at most 1 argument, got {}", args.len() - 2);
        return Err(core.type_error(text));
    }
    let set = if exact { set_content(core, args)? } else { Some(Set::new()) };
    match set {
        Some(set) => {
            let value = core.heap.set(set);
            Ok(core.wrap_new(class(args), types::SET, value))
        }
        None => Err(Break::Prelude(prelude::SET_FROM, vec![args[1]])),
    }
}

fn init_set(core: &mut Core, args: &[Value]) -> NativeResult {
    match set_content(core, args)? {
        Some(made) => {
            if let Some(set) = core.heap.as_set_mut(args[0]) {
                *set = made;
            }
            Ok(Value::None)
        }
        None => Err(Break::Prelude(prelude::SET_EXTEND, vec![args[0], args[1]])),
    }
}

fn new_frozenset(core: &mut Core, args: &[Value]) -> NativeResult {
    let exact = class(args) == types::FROZENSET;
    if exact && matches!(args[1].obj().map(|obj| core.heap.get(obj)), Some(Object::FrozenSet(_))) {
        return Ok(args[1]);
    }
    match set_content(core, args)? {
        Some(set) => {
            let value = Value::Obj(core.heap.alloc(Object::FrozenSet(Arc::new(set))));
            Ok(core.wrap_new(class(args), types::FROZENSET, value))
        }
        None => Err(Break::Prelude(prelude::FROZENSET_FROM, vec![args[1]])),
    }
}

fn new_range(core: &mut Core, args: &[Value]) -> NativeResult {
    let first = core.index_arg(args, 1)?;
    if args[2].is_null() {
        return Ok(Value::Obj(core.heap.alloc(Object::Range { start: 0, stop: first, step: 1 })));
    }
    let stop = core.index_arg(args, 2)?;
    let step = if args[3].is_null() { 1 } else { core.index_arg(args, 3)? };
    if step == 0 {
        return Err(core.value_error("range() arg 3 must not be zero"));
    }
    let _ = range_len(first, stop, step);
    Ok(Value::Obj(core.heap.alloc(Object::Range { start: first, stop, step })))
}

fn new_slice(core: &mut Core, args: &[Value]) -> NativeResult {
    let parts = if args[2].is_null() {
        [Value::None, args[1], Value::None]
    } else {
        [args[1], args[2], args[3].or(Value::None)]
    };
    Ok(Value::Obj(core.heap.alloc(Object::Slice(Box::new(parts)))))
}

// ---- iterators ----

/// An argument as an iterator; Python's `__iter__` is asked first when there is one.
fn iter_arg(core: &mut Core, args: &[Value], arg: usize) -> NativeResult {
    match core.get_iter(args[arg])? {
        GetIter::Iter(iter) => Ok(iter),
        // An iterator's `__iter__` gives itself, so that it would be asked for ever.
        GetIter::Call(_) if core.lookup(core.class_of(args[arg]), names::NEXT).is_some() => Ok(args[arg]),
        GetIter::Call(_) => Err(Break::Convert { arg, to: Conversion::Iter }),
    }
}

fn new_enumerate(core: &mut Core, args: &[Value]) -> NativeResult {
    let iter = iter_arg(core, args, 1)?;
    let count = if args[2].is_null() { 0 } else { core.index_arg(args, 2)? };
    Ok(core.new_iter(Iter::Enumerate { iter, count }))
}

fn new_zip(core: &mut Core, args: &[Value]) -> NativeResult {
    let strict = !args[1].is_null() && core.truth_arg(args, 1)?;
    // Iterators that Python code makes come first, as a conversion calls this again.
    let mut iters = Vec::with_capacity(args.len() - 2);
    for arg in 2..args.len() {
        iters.push(iter_arg(core, args, arg)?);
    }
    Ok(core.new_iter(Iter::Zip { iters: iters.into(), strict }))
}

fn new_map(core: &mut Core, args: &[Value]) -> NativeResult {
    if args.len() < 4 {
        return Err(core.type_error("map() must have at least two arguments."));
    }
    let mut iters = Vec::with_capacity(args.len() - 3);
    for arg in 3..args.len() {
        iters.push(iter_arg(core, args, arg)?);
    }
    Ok(core.new_iter(Iter::Map(Box::new(MapState { func: args[1], iters }))))
}

fn new_filter(core: &mut Core, args: &[Value]) -> NativeResult {
    let iter = iter_arg(core, args, 2)?;
    match core.heap.tuple([args[1], iter].as_slice()) {
        Value::Obj(pair) => Ok(core.new_iter(Iter::Filter { pair })),
        other => Ok(other),
    }
}

fn new_reversed(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = match args[1] {
        Value::Obj(obj) if matches!(core.heap.get(obj), Object::Instance(_)) => {
            return Err(Break::Prelude(prelude::REVERSED_OF, vec![args[1]]));
        }
        other => other,
    };
    let Value::Obj(obj) = plain else {
        let text = format!("'{}' object is not reversible", core.type_name(plain));
        return Err(core.type_error(text));
    };
    let iter = match core.heap.get(obj) {
        Object::List(items) => Iter::Reversed { seq: obj, at: items.len() as u32 },
        Object::Tuple(items) => Iter::Reversed { seq: obj, at: items.len() as u32 },
        Object::Str(text) => Iter::Reversed { seq: obj, at: text.n_chars() as u32 },
        Object::Bytes(bytes) => Iter::Reversed { seq: obj, at: bytes.len() as u32 },
        Object::ByteArray(bytes) => Iter::Reversed { seq: obj, at: bytes.len() as u32 },
        Object::Range { start, stop, step } => {
            let left = range_len(*start, *stop, *step);
            let last = start.wrapping_add(step.wrapping_mul(left as i64 - 1));
            Iter::Range { next: last, step: step.wrapping_neg(), left }
        }
        _ => return Err(Break::Prelude(prelude::REVERSED_OF, vec![args[1]])),
    };
    Ok(core.new_iter(iter))
}

// ---- descriptors and the rest ----

fn new_property(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut doc = args[4].or(Value::None);
    if doc.is_none()
        && let Some(function) = core.heap.as_function(args[1])
    {
        doc = function.doc;
    }
    let parts = [args[1].or(Value::None), args[2].or(Value::None), args[3].or(Value::None), doc];
    let value = Value::Obj(core.heap.alloc(Object::Property(Box::new(parts))));
    Ok(core.wrap_new(class(args), types::PROPERTY, value))
}

fn new_wrapper(core: &mut Core, args: &[Value], class_method: bool) -> NativeResult {
    let (object, of) = if class_method {
        (Object::ClassMethod(args[1]), types::CLASSMETHOD)
    } else {
        (Object::StaticMethod(args[1]), types::STATICMETHOD)
    };
    let value = Value::Obj(core.heap.alloc(object));
    Ok(core.wrap_new(class(args), of, value))
}

fn new_super(core: &mut Core, args: &[Value]) -> NativeResult {
    let (class, receiver_class) = core.check_super(args[1], args[2])?;
    Ok(Value::Obj(core.heap.alloc(Object::Super { class, receiver: args[2], receiver_class })))
}

fn new_module(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = core.text(args[1]);
    let module = core.loose_module(&name);
    if !args[2].is_null() {
        core.module_set(module, "__doc__", args[2]);
    }
    Ok(Value::Obj(module))
}

fn new_proxy(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.heap.plain_obj(args[1]).filter(|_| core.heap.as_dict(args[1]).is_some()) {
        Some(obj) => Ok(Value::Obj(core.heap.alloc(Object::MappingProxy(obj)))),
        None => {
            let text = format!("mappingproxy() argument must be a mapping, not {}", core.type_name(args[1]));
            Err(core.type_error(text))
        }
    }
}

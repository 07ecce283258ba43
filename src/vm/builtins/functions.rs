//! The functions of the module `builtins`. Source: `Python/bltinmodule.c`.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use crate::lang::code::BinaryOp;
use crate::vm::attr::{Attr, SetAttr};
use crate::vm::core::Core;
use crate::vm::effect::{CompileMode, Effect, Stream};
use crate::vm::iter::{GetIter, Iter, Next, range_len};
use crate::vm::names;
use crate::vm::native::{
    Break, CallSpec, Conversion, FastNative, FrameQuery, ModuleDef, NativeDef, NativeResult, no_attributes,
};
use crate::vm::object::Object;
use crate::vm::ops::{Number, big_divmod};
use crate::vm::prelude::{self, PreludeFn};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The module `builtins`.
pub static BUILTINS: ModuleDef = ModuleDef {
    name: "builtins",
    natives: &[
        NativeDef::function("abs", "x, /", abs),
        NativeDef::function("anext", "async_iterator, default=, /", |core, args| {
            if args[1].is_null() {
                return special_call(core, args[0], names::ANEXT);
            }
            Err(Break::Prelude(prelude::ANEXT_DEFAULT, args.to_vec()))
        }),
        NativeDef::function("aiter", "async_iterable, /", |core, args| special_call(core, args[0], names::AITER)),
        NativeDef::function("all", "iterable, /", |core, args| every(core, args, true)),
        NativeDef::function("any", "iterable, /", |core, args| every(core, args, false)),
        NativeDef::function("ascii", "obj, /", ascii),
        NativeDef::function("bin", "number, /", |core, args| radix(core, args, 2)),
        NativeDef::function("callable", "obj, /", callable),
        NativeDef::function("chr", "i, /", chr),
        NativeDef::function("compile", "source, filename, mode, flags=, dont_inherit=, optimize=", compile),
        NativeDef::function("delattr", "obj, name, /", delattr),
        NativeDef::function("dir", "object=, /", dir),
        NativeDef::function("divmod", "x, y, /", divmod),
        NativeDef::function("eval", "source, /, globals=, locals=", |_, args| execute(args, prelude::EVAL_SOURCE)),
        NativeDef::function("exec", "source, /, globals=, locals=", |_, args| execute(args, prelude::EXEC_SOURCE)),
        NativeDef::function("format", "value, format_spec=, /", format),
        NativeDef::function("getattr", "object, name, default=, /", getattr).nanos(30),
        NativeDef::function("globals", "", |_, _| Err(Break::Frame(FrameQuery::Globals))),
        NativeDef::function("hasattr", "obj, name, /", hasattr).nanos(30),
        NativeDef::function("hash", "obj, /", |core, args| hash_value(core, args[0])),
        NativeDef::function("hex", "number, /", |core, args| radix(core, args, 16)),
        NativeDef::function("id", "obj, /", id),
        NativeDef::function("input", "prompt=, /", input),
        NativeDef::function("isinstance", "obj, class_or_tuple, /", isinstance)
            .nanos(10)
            .unchecked()
            .fast(FastNative::IsInstance),
        NativeDef::function("issubclass", "cls, class_or_tuple, /", issubclass).nanos(20),
        NativeDef::function("iter", "object, sentinel=, /", iter),
        NativeDef::function("len", "obj, /", len).nanos(5).unchecked().fast(FastNative::Len),
        NativeDef::function("locals", "", |_, _| Err(Break::Frame(FrameQuery::Locals))),
        NativeDef::function("max", "*args, key=, default=", |core, args| extreme(core, args, true)),
        NativeDef::function("min", "*args, key=, default=", |core, args| extreme(core, args, false)),
        NativeDef::function("next", "iterator, default=, /", next),
        NativeDef::function("oct", "number, /", |core, args| radix(core, args, 8)),
        NativeDef::function("ord", "character, /", ord),
        NativeDef::function("pow", "base, exp, mod=", pow),
        NativeDef::function("print", "*args, sep=, end=, file=, flush=", print).nanos(400),
        NativeDef::function("repr", "obj, /", repr),
        NativeDef::function("round", "number, ndigits=", round),
        NativeDef::function("setattr", "obj, name, value, /", setattr),
        NativeDef::function("sorted", "iterable, /, *, key=, reverse=", sorted),
        NativeDef::function("sum", "iterable, /, start=", sum),
        NativeDef::function("vars", "object=, /", vars),
        NativeDef::function("__import__", "name, globals=, locals=, fromlist=, level=", import),
    ],
    attributes: no_attributes,
};

fn prelude(function: PreludeFn, args: &[Value]) -> NativeResult {
    Err(Break::Prelude(function, args.to_vec()))
}

fn len(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Value::Obj(obj) = args[0]
        && !matches!(core.heap.get(obj), Object::Instance(_))
        && let Some(n) = core.len_of(args[0])
    {
        return Ok(Value::Int(n as i64));
    }
    let class = core.class_of(args[0]);
    match core.lookup(class, names::LEN) {
        Some(Value::Native(id)) => {
            let func = core.natives[id.0 as usize].func;
            func(core, args)
        }
        _ => prelude(prelude::LEN_OF, args),
    }
}

impl Core {
    /// `len(value)` of a builtin container; `None` when it is none.
    pub fn len_of(&self, value: Value) -> Option<usize> {
        Some(match self.heap.get(self.heap.plain_obj(value)?) {
            Object::Str(s) => s.n_chars(),
            Object::List(items) => items.len(),
            Object::Tuple(items) => items.len(),
            Object::Dict(dict) => dict.len(),
            Object::Set(set) => set.len(),
            Object::FrozenSet(set) => set.len(),
            Object::Bytes(bytes) => bytes.len(),
            Object::ByteArray(bytes) => bytes.len(),
            Object::Range { start, stop, step } => crate::vm::iter::range_len(*start, *stop, *step) as usize,
            Object::DictView { dict, .. } => self.heap.as_dict(Value::Obj(*dict))?.len(),
            Object::MappingProxy(inner) => self.heap.as_dict(Value::Obj(*inner))?.len(),
            _ => return None,
        })
    }
}

pub(super) fn abs(core: &mut Core, args: &[Value]) -> NativeResult {
    if has_python(core, args[0], names::ABS) {
        return prelude(prelude::ABS_OF, args);
    }
    match core.number(args[0]) {
        Some(Number::Int(i)) => match i.checked_abs() {
            Some(n) => Ok(Value::Int(n)),
            None => Ok(core.heap.int(BigInt::from(i).abs())),
        },
        Some(Number::Big(n)) => Ok(core.heap.int(n.abs())),
        Some(Number::Float(x)) => Ok(Value::Float(x.abs())),
        Some(Number::Complex(re, im)) => Ok(Value::Float(super::exp::hypot(&[re, im]))),
        None => prelude(prelude::ABS_OF, args),
    }
}

/// Whether the value's class says what to do in Python code.
fn has_python(core: &mut Core, value: Value, name: Obj) -> bool {
    let instance = matches!(value.obj().map(|obj| core.heap.get(obj)), Some(Object::Instance(_) | Object::Class(_)));
    if !instance {
        return false;
    }
    let class = core.class_of(value);
    !matches!(core.lookup(class, name), None | Some(Value::Native(_)))
}

fn execute(args: &[Value], function: PreludeFn) -> NativeResult {
    prelude(function, &args.iter().map(|arg| arg.or(Value::None)).collect::<Vec<_>>())
}

fn special_call(core: &mut Core, value: Value, name: Obj) -> NativeResult {
    let class = core.class_of(value);
    match core.lookup(class, name) {
        Some(callable) => Err(Break::Call(Box::new(CallSpec { callable, args: vec![value], kwargs: Vec::new() }))),
        None => {
            let text = format!("'{}' object is not an async iterable", core.class_name(class));
            Err(core.type_error(text))
        }
    }
}

/// `all` (stops at a false item) and `any` (at a true one).
fn every(core: &mut Core, args: &[Value], all: bool) -> NativeResult {
    let slow = if all { prelude::ALL_SLOW } else { prelude::ANY_SLOW };
    let GetIter::Iter(iter) = core.get_iter(args[0])? else { return prelude(slow, args) };
    if !core.is_native_iter(iter) {
        return prelude(slow, &[iter]);
    }
    while let Next::Item(item) = core.iter_next(iter)? {
        match core.truth(item) {
            Some(truth) if truth != all => return Ok(Value::Bool(!all)),
            Some(_) => {}
            None => {
                // The items seen so far do not decide; this one and the rest are asked in Python.
                let first = core.heap.list(vec![item]);
                return prelude(if all { prelude::ALL_REST } else { prelude::ANY_REST }, &[first, iter]);
            }
        }
    }
    Ok(Value::Bool(all))
}

fn ascii(core: &mut Core, args: &[Value]) -> NativeResult {
    match super::repr::repr_text(core, args[0]) {
        Some(text) => Ok(core.str(&crate::vm::text::string::escape_non_ascii(&text))),
        None => prelude(prelude::ASCII_OF, args),
    }
}

fn repr(core: &mut Core, args: &[Value]) -> NativeResult {
    match super::repr::repr_text(core, args[0]) {
        Some(text) => Ok(core.str(&text)),
        None => prelude(prelude::REPR_OF, args),
    }
}

fn format(core: &mut Core, args: &[Value]) -> NativeResult {
    let spec = args[1].or(Value::Obj(names::EMPTY));
    if core.heap.as_str(spec).is_none() {
        let text = format!("format() argument 2 must be str, not {}", core.type_name(spec));
        return Err(core.type_error(text));
    }
    let text = core.text(spec);
    match super::format::format_value(core, args[0], &text)? {
        Some(value) => Ok(value),
        None => prelude(prelude::FORMAT_WITH, &[args[0], spec]),
    }
}

fn radix(core: &mut Core, args: &[Value], base: u32) -> NativeResult {
    let Some(n) = core.heap.as_bigint(args[0]) else {
        core.index_arg(args, 0)?;
        return Ok(Value::None);
    };
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    let sign = if n.is_negative() { "-" } else { "" };
    Ok(core.str(&format!("{sign}{prefix}{}", n.magnitude().to_str_radix(base))))
}

pub(super) fn callable(core: &mut Core, args: &[Value]) -> NativeResult {
    let is = match args[0] {
        Value::Native(_) => true,
        Value::Obj(obj) => match core.heap.get(obj) {
            Object::Function(_) | Object::BoundMethod { .. } | Object::Class(_) | Object::StaticMethod(_) => true,
            Object::GenericAlias { .. } => true,
            _ => {
                let class = core.class_of(args[0]);
                core.lookup(class, names::CALL).is_some_and(|call| !call.is_none())
            }
        },
        _ => false,
    };
    Ok(Value::Bool(is))
}

fn chr(core: &mut Core, args: &[Value]) -> NativeResult {
    let i = if core.heap.as_bigint(args[0]).is_some_and(|n| n.bits() > 63) { -1 } else { core.index_arg(args, 0)? };
    match u32::try_from(i).ok().filter(|&i| i < 0x11_0000) {
        Some(i) => {
            let c = char::from_u32(i).unwrap_or(char::REPLACEMENT_CHARACTER);
            Ok(core.str_char(c))
        }
        None => Err(core.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(text) = core.heap.as_str(args[0]) {
        if let (1, Some(c)) = (text.n_chars(), text.as_str().chars().next()) {
            return Ok(Value::Int(i64::from(u32::from(c))));
        }
        let text = format!("ord() expected a character, but string of length {} found", text.n_chars());
        return Err(core.type_error(text));
    }
    match core.heap.as_bytes(args[0]) {
        Some(&[byte]) => Ok(Value::Int(i64::from(byte))),
        Some(bytes) => {
            let text = format!("ord() expected a character, but string of length {} found", bytes.len());
            Err(core.type_error(text))
        }
        None => {
            let text = format!("ord() expected string of length 1, but {} found", core.type_name(args[0]));
            Err(core.type_error(text))
        }
    }
}

pub(super) fn compile(core: &mut Core, args: &[Value]) -> NativeResult {
    let source = core.str_arg(args, 0, "compile() arg 1")?;
    let filename = core.str_arg(args, 1, "compile() argument 'filename'")?;
    let mode = match &*core.text(args[2]) {
        "exec" => CompileMode::Exec,
        "eval" => CompileMode::Eval,
        "single" => CompileMode::Single,
        _ => return Err(core.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let (source, filename) = (source.as_str().into(), filename.as_str().into());
    Err(Break::Want(Box::new(Effect::Compile { source, filename, mode })))
}

// ---- attributes ----

/// An attribute's name as an argument.
fn name_arg(core: &mut Core, value: Value) -> Result<Obj, Break> {
    match core.intern_value(value) {
        Some(name) => Ok(name),
        None => {
            let text = format!("attribute name must be string, not '{}'", core.type_name(value));
            Err(core.type_error(text))
        }
    }
}

fn getattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_arg(core, args[1])?;
    let (owner, default) = (args[0], args[2]);
    let found = match core.find_attr(owner, name) {
        Err(Break::Raise(exc)) if !default.is_null() && core.is_instance(Value::Obj(exc), types::ATTRIBUTE_ERROR) => {
            return Ok(default);
        }
        found => found?,
    };
    match found {
        Some(Attr::Value(value)) => Ok(value),
        Some(Attr::Method(func)) => Ok(core.bound_method(func, owner)),
        Some(Attr::Call(callable, args)) if default.is_null() => {
            Err(Break::Call(Box::new(CallSpec { callable, args, kwargs: Vec::new() })))
        }
        Some(Attr::Call(callable, args)) => {
            let args = core.tuple(&args);
            prelude(prelude::GETATTR_DEFAULT, &[callable, args, default])
        }
        Some(Attr::CallOrGetAttr(callable, args)) => {
            let args = core.tuple(&args);
            let given = Value::Bool(!default.is_null());
            let parts = [callable, args, owner, Value::Obj(name), default.or(Value::None), given];
            prelude(prelude::GETATTR_FALLBACK, &parts)
        }
        None if default.is_null() => Err(core.no_attribute(owner, name)),
        None => Ok(default),
    }
}

fn hasattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_arg(core, args[1])?;
    match core.find_attr(args[0], name) {
        Ok(Some(Attr::Call(callable, rest))) => {
            let rest = core.tuple(&rest);
            prelude(prelude::HASATTR_PLAIN, &[callable, rest])
        }
        Ok(Some(Attr::CallOrGetAttr(callable, rest))) => {
            let rest = core.tuple(&rest);
            prelude(prelude::HASATTR_CALL, &[callable, rest, args[0], Value::Obj(name)])
        }
        Ok(found) => Ok(Value::Bool(found.is_some())),
        Err(Break::Raise(exc)) if core.is_instance(Value::Obj(exc), types::ATTRIBUTE_ERROR) => Ok(Value::Bool(false)),
        Err(stop) => Err(stop),
    }
}

/// What is left to do after an attribute was set.
pub(super) fn finish_set(core: &mut Core, done: SetAttr) -> NativeResult {
    match done {
        SetAttr::Done => Ok(Value::None),
        SetAttr::Call(callable, args) => {
            let args = core.tuple(&args);
            prelude(prelude::CALL_DISCARD, &[callable, args])
        }
    }
}

fn setattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_arg(core, args[1])?;
    let done = core.set_attr(args[0], name, args[2])?;
    finish_set(core, done)
}

fn delattr(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = name_arg(core, args[1])?;
    let done = core.set_attr(args[0], name, Value::Null)?;
    finish_set(core, done)
}

fn dir(core: &mut Core, args: &[Value]) -> NativeResult {
    if args[0].is_null() {
        return prelude(prelude::DIR_LOCALS, &[]);
    }
    if has_python(core, args[0], names::DIR) {
        return prelude(prelude::DIR_OF, args);
    }
    let names: Vec<Value> = core.attribute_names(args[0]).iter().map(|name| core.str(name)).collect();
    Ok(core.heap.list(names))
}

fn vars(_core: &mut Core, args: &[Value]) -> NativeResult {
    if args[0].is_null() {
        return Err(Break::Frame(FrameQuery::Locals));
    }
    prelude(prelude::VARS_OF, args)
}

fn id(_core: &mut Core, args: &[Value]) -> NativeResult {
    const BASE: i64 = 0x7f00_0000_0000;
    Ok(Value::Int(match args[0] {
        Value::Obj(obj) => BASE + i64::from(obj.0) * 48,
        Value::Int(i) => 0x0a00_0000 + i.wrapping_mul(32) % (1 << 40),
        Value::Float(x) => BASE + (1 << 36) + (x.to_bits() >> 12) as i64,
        Value::Bool(b) => 0x0b00_0000 + 32 * i64::from(b),
        Value::Native(id) => 0x0c00_0000 + 64 * i64::from(id.0),
        Value::None | Value::Null => 0x0d00_0000,
        Value::Ellipsis => 0x0d00_0040,
        Value::NotImplemented => 0x0d00_0080,
    }))
}

/// `hash(value)`
pub(super) fn hash_value(core: &mut Core, value: Value) -> NativeResult {
    match core.hash(value) {
        Ok(hash) => Ok(Value::Int(hash as i64)),
        Err(None) if core.heap.as_tuple(value).is_some() => prelude(prelude::HASH_TUPLE, &[value]),
        Err(None) => prelude(prelude::HASH_OF, &[value]),
        Err(Some(class)) => {
            let text = format!("unhashable type: '{}'", core.class_name(class));
            Err(core.type_error(text))
        }
    }
}

// ---- classes ----

/// The classes of the second argument, flat; `None` when one of them needs Python code.
fn classes(core: &Core, value: Value, depth: u32, out: &mut Vec<Obj>) -> Option<()> {
    let obj = value.obj().filter(|_| depth < 100)?;
    match core.heap.get(obj) {
        Object::Class(class) if class.metaclass == types::TYPE => out.push(obj),
        Object::Class(class) => {
            let check = core.lookup_uncached(class.metaclass, names::INSTANCECHECK);
            if !matches!(check, Some(Value::Native(_)) | None) {
                return None;
            }
            out.push(obj);
        }
        Object::Tuple(items) => {
            for &item in items.iter() {
                classes(core, item, depth + 1, out)?;
            }
        }
        Object::Union(items) => {
            for &item in core.heap.as_tuple(Value::Obj(*items))? {
                if item.is_none() {
                    out.push(types::NONE_TYPE);
                } else {
                    classes(core, item, depth + 1, out)?;
                }
            }
        }
        _ => return None,
    }
    Some(())
}

fn isinstance(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Value::Obj(class) = args[1]
        && core.class_of(args[0]) == class
    {
        return Ok(Value::Bool(true));
    }
    if let Value::Obj(class) = args[1]
        && core.heap.class(class).is_some_and(|data| data.metaclass == types::TYPE)
    {
        return Ok(Value::Bool(core.is_instance(args[0], class)));
    }
    let mut found = Vec::new();
    if classes(core, args[1], 0, &mut found).is_none() {
        return prelude(prelude::INSTANCE_CHECK, args);
    }
    let class = core.class_of(args[0]);
    Ok(Value::Bool(found.iter().any(|&of| core.is_subclass(class, of))))
}

fn issubclass(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(class) = args[0].obj().filter(|&obj| core.heap.class(obj).is_some()) else {
        return Err(core.type_error("issubclass() arg 1 must be a class"));
    };
    let mut found = Vec::new();
    if classes(core, args[1], 0, &mut found).is_none() {
        return prelude(prelude::SUBCLASS_CHECK, args);
    }
    Ok(Value::Bool(found.iter().any(|&of| core.is_subclass(class, of))))
}

// ---- iteration ----

fn iter(core: &mut Core, args: &[Value]) -> NativeResult {
    if !args[1].is_null() {
        if callable(core, args)?.is(Value::Bool(false)) {
            return Err(core.type_error("iter(v, w): v must be callable"));
        }
        let pair = core.tuple(args);
        return Ok(core.new_iter(Iter::Callable { pair }));
    }
    match core.get_iter(args[0])? {
        GetIter::Iter(iter) => Ok(iter),
        GetIter::Call(_) => prelude(prelude::ITER_OF, &args[..1]),
    }
}

fn next(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    if core.lookup(class, names::NEXT).is_none() {
        let text = format!("'{}' object is not an iterator", core.class_name(class));
        return Err(core.type_error(text));
    }
    if args[1].is_null() {
        return super::slots::next(core, &args[..1]);
    }
    match core.iter_next(args[0])? {
        Next::Item(item) => Ok(item),
        Next::Done => Ok(args[1]),
        Next::Python => prelude(prelude::NEXT_DEFAULT, args),
    }
}

fn sorted(core: &mut Core, args: &[Value]) -> NativeResult {
    let (key, reverse) = (args[1].or(Value::None), args[2]);
    let reversed = if reverse.is_null() { false } else { core.truth_arg(args, 2)? };
    let items = core.items(args, 0)?;
    core.charge_items(items.len() * 8);
    if key.is_none()
        && let Some(places) = super::sort::sort_places(core, &items, reversed)
    {
        let ordered = places.into_iter().map(|place| items[place as usize]).collect();
        return Ok(core.heap.list(ordered));
    }
    let list = core.heap.list(items);
    prelude(prelude::SORTED_SLOW, &[list, key, Value::Bool(reversed)])
}

fn extreme(core: &mut Core, args: &[Value], largest: bool) -> NativeResult {
    let name = if largest { "max" } else { "min" };
    let (key, default, given) = (args[0].or(Value::None), args[1], &args[2..]);
    let items = match given {
        [] => {
            let text = format!("{name} expected at least 1 argument, got 0");
            return Err(core.type_error(text));
        }
        [_] => core.items(args, 2)?,
        several => {
            if !default.is_null() {
                let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
                return Err(core.type_error(text));
            }
            several.to_vec()
        }
    };
    core.charge_items(items.len());
    if key.is_none()
        && let Some((&first, rest)) = items.split_first()
    {
        let mut best = first;
        let mut decided = true;
        for &item in rest {
            let better =
                if largest { super::sort::less(core, best, item) } else { super::sort::less(core, item, best) };
            match better {
                Some(true) => best = item,
                Some(false) => {}
                None => {
                    decided = false;
                    break;
                }
            }
        }
        if decided {
            return Ok(best);
        }
    }
    let list = core.heap.list(items);
    let parts = [list, key, default.or(Value::None), Value::Bool(!default.is_null()), Value::Bool(largest)];
    prelude(prelude::EXTREME, &parts)
}

fn sum(core: &mut Core, args: &[Value]) -> NativeResult {
    let start = args[1].or(Value::Int(0));
    if core.heap.as_str(start).is_some() {
        return Err(core.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if let Some(total) = sum_of_range(core, args[0], start) {
        return Ok(total);
    }
    let items = core.items(args, 0)?;
    core.charge_items(items.len());
    let mut total = start;
    let mut compensation = 0.0;
    let mut place = 0;
    while place < items.len() {
        total = match (total, items[place]) {
            (Value::Int(a), Value::Int(b)) => match a.checked_add(b) {
                Some(sum) => Value::Int(sum),
                None => core.heap.int(BigInt::from(a) + b),
            },
            // Floats are summed with Neumaier's compensation, as CPython does since 3.12.
            (Value::Float(a), Value::Float(b)) => {
                let sum = a + b;
                compensation += if a.abs() >= b.abs() { (a - sum) + b } else { (b - sum) + a };
                Value::Float(sum)
            }
            (Value::Float(a), Value::Int(b)) => Value::Float(a + b as f64),
            (a, b) if [a, b].iter().all(|&value| core.number(value).is_some() && core.heap.plain(value).is(value)) => {
                core.binary(BinaryOp::Add, a, b)?.unwrap_or(Value::None)
            }
            (a, _) => {
                let rest = core.heap.list(items[place..].to_vec());
                let a = compensated(a, compensation);
                return prelude(prelude::SUM_SLOW, &[rest, a]);
            }
        };
        place += 1;
    }
    Ok(compensated(total, compensation))
}

/// The sum of a range without walking it, which would take memory for each number and a time nobody could interrupt.
fn sum_of_range(core: &mut Core, range: Value, total: Value) -> Option<Value> {
    let (Value::Obj(range), Value::Int(total)) = (range, total) else { return None };
    let Object::Range { start, stop, step } = *core.heap.get(range) else { return None };
    let n = range_len(start, stop, step);
    core.charge_items(usize::try_from(n).unwrap_or(usize::MAX));
    let (n, first, step) = (BigInt::from(n), BigInt::from(start), BigInt::from(step));
    let pairs: BigInt = &n * (&n - 1) / 2;
    Some(core.heap.int(n * first + step * pairs + total))
}

fn compensated(total: Value, compensation: f64) -> Value {
    match total {
        Value::Float(x) if compensation != 0.0 && compensation.is_finite() => Value::Float(x + compensation),
        other => other,
    }
}

// ---- numbers ----

pub(super) fn divmod(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.number(args[0]).is_some()
        && core.number(args[1]).is_some()
        && !has_python(core, args[0], names::DIVMOD)
        && !has_python(core, args[1], names::RDIVMOD)
    {
        let zero = match core.number(args[1]) {
            Some(Number::Int(0)) => true,
            Some(Number::Float(x)) => x == 0.0,
            _ => false,
        };
        if zero {
            return Err(core.zero_division("division by zero"));
        }
        if let Some((quotient, remainder)) = big_divmod(core, args[0], args[1]) {
            return Ok(core.heap.tuple([quotient, remainder].as_slice()));
        }
        let quotient = core.binary(BinaryOp::FloorDivide, args[0], args[1])?;
        let remainder = core.binary(BinaryOp::Remainder, args[0], args[1])?;
        if let (Some(quotient), Some(remainder)) = (quotient, remainder) {
            return Ok(core.heap.tuple([quotient, remainder].as_slice()));
        }
    }
    prelude(prelude::DIVMOD_OF, args)
}

pub(super) fn pow(core: &mut Core, args: &[Value]) -> NativeResult {
    let modulus = args[2].or(Value::None);
    if !modulus.is_none()
        && let (Some(base), Some(exponent), Some(modulus)) =
            (core.heap.as_bigint(args[0]), core.heap.as_bigint(args[1]), core.heap.as_bigint(modulus))
    {
        if modulus.is_zero() {
            return Err(core.value_error("pow() 3rd argument cannot be 0"));
        }
        core.charge(modulus.bits() * exponent.bits() * 100);
        if exponent.is_negative() {
            let Some(inverse) = base.modinv(&modulus) else {
                return Err(core.value_error("base is not invertible for the given modulus"));
            };
            return Ok(core.heap.int(inverse.modpow(&-exponent, &modulus)));
        }
        return Ok(core.heap.int(base.modpow(&exponent, &modulus)));
    }
    prelude(prelude::POW_OF, &[args[0], args[1], modulus])
}

fn round(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    if !has_python(core, args[0], names::ROUND) && core.number(plain).is_some() {
        let class = core.class_of(plain);
        let class = if class == types::BOOL { types::INT } else { class };
        if let Some(Value::Native(id)) = core.lookup(class, names::ROUND) {
            let func = core.natives[id.0 as usize].func;
            return match func(core, &[plain, args[1].or(Value::None)]) {
                Err(Break::Convert { .. }) => Err(Break::Convert { arg: 1, to: Conversion::Index }),
                other => other,
            };
        }
    }
    prelude(prelude::ROUND_OF, &[args[0], args[1].or(Value::None)])
}

// ---- input and output ----

fn print(core: &mut Core, args: &[Value]) -> NativeResult {
    let (sep, end, file, flush) = (args[0], args[1], args[2], args[3]);
    let part = |core: &mut Core, value: Value, what: &str, default: &str| {
        if value.is_null() || value.is_none() {
            return Ok(default.to_owned());
        }
        match core.heap.as_str(value) {
            Some(text) => Ok(text.as_str().to_owned()),
            None => {
                let text = format!("{what} must be None or a string, not {}", core.type_name(value));
                Err(core.type_error(text))
            }
        }
    };
    let sep = part(core, sep, "sep", " ")?;
    let end = part(core, end, "end", "\n")?;
    let target = if file.is_null() || file.is_none() { core.current_stream(0) } else { file };
    // Another file than those of CPython's own classes hears of every part.
    let class = core.class_of(target);
    let apart = core.stream_of(target).is_none() && core.heap.class(class).is_some_and(|data| !data.in_c());
    let mut pieces = Vec::new();
    let mut text = String::new();
    for (i, &value) in args[4..].iter().enumerate() {
        if i > 0 {
            text.push_str(&sep);
            cut(core, apart, &mut text, &mut pieces);
        }
        match super::repr::str_text(core, value) {
            Some(part) => text.push_str(&part),
            None => return Err(Break::Convert { arg: 4 + i, to: Conversion::Str }),
        }
        cut(core, apart, &mut text, &mut pieces);
    }
    text.push_str(&end);
    core.charge(text.len() as u64 * 1_000);
    core.reserve(text.len())?;
    match core.stream_of(target) {
        Some(stream) => Err(Break::Want(Box::new(Effect::Write { stream, text: text.into() }))),
        None => {
            cut(core, true, &mut text, &mut pieces);
            let pieces = core.tuple(&pieces);
            let flush = Value::Bool(!flush.is_null() && core.truth(flush).unwrap_or(true));
            prelude(prelude::PRINT_TO, &[target, pieces, flush])
        }
    }
}

/// What `print` writes at once is over.
fn cut(core: &mut Core, apart: bool, text: &mut String, pieces: &mut Vec<Value>) {
    if apart {
        pieces.push(core.str(text));
        text.clear();
    }
}

impl Core {
    /// `sys.stdout`, `sys.stderr` or `sys.stdin` as the program sees it.
    fn current_stream(&mut self, which: usize) -> Value {
        let name = self.intern("sys");
        let Some(Object::Module { dict, .. }) =
            self.dict_get_name(self.modules, name).and_then(Value::obj).map(|sys| self.heap.get(sys))
        else {
            return self.streams[which];
        };
        let dict = Value::Obj(*dict);
        let name = self.intern(["stdout", "stderr", "stdin"][which]);
        self.dict_get_name(dict, name).unwrap_or(self.streams[which])
    }
    /// The stream behind one of the machine's own stream objects.
    fn stream_of(&self, file: Value) -> Option<Stream> {
        if file.is(self.streams[0]) {
            Some(Stream::Stdout)
        } else if file.is(self.streams[1]) {
            Some(Stream::Stderr)
        } else {
            None
        }
    }
}

fn input(core: &mut Core, args: &[Value]) -> NativeResult {
    let (stdin, stdout) = (core.current_stream(2), core.current_stream(0));
    let own =
        |core: &Core, stream: Value, which: usize| if stream.is(core.streams[which]) { Value::None } else { stream };
    let (stdin, stdout) = (own(core, stdin, 2), own(core, stdout, 0));
    prelude(prelude::INPUT_LINE, &[args[0].or(Value::Obj(names::EMPTY)), stdin, stdout])
}

fn import(_core: &mut Core, args: &[Value]) -> NativeResult {
    let parts = [args[0], args[1].or(Value::None), args[3].or(Value::None), args[4].or(Value::Int(0))];
    prelude(prelude::IMPORT_NAME, &parts)
}

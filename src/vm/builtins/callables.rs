//! Functions, methods, descriptors, generators, code and modules: their attributes and methods.
//!
//! Sources: `Objects/funcobject.c`, `classobject.c`, `descrobject.c`, `genobject.c`, `codeobject.c`.

use crate::lang::code::Kind;
use crate::vm::attr::Attr;
use crate::vm::core::Core;
use crate::vm::generator::GenState;
use crate::vm::iter::Iter;
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, NativeDef, NativeResult, Owner, Resume, TypeDef};
use crate::vm::object::{Function, Object};
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

macro_rules! function_field {
    ($name:literal, $field:ident) => {
        NativeDef::attribute(
            $name,
            |core, args| Ok(core.heap.as_function(args[0]).map_or(Value::None, |f| f.$field)),
            |core, args| change(core, args, |f, value| f.$field = value),
        )
    };
}

/// The classes of callables and of what they are made from.
pub static CALLABLES: &[&TypeDef] = &[
    &TypeDef::new(
        types::FUNCTION,
        &[
            function_field!("__name__", name),
            function_field!("__qualname__", qualname),
            function_field!("__module__", module),
            function_field!("__doc__", doc),
            function_field!("__defaults__", defaults),
            function_field!("__kwdefaults__", kwdefaults),
            function_field!("__annotate__", annotate),
            NativeDef::getter("__closure__", |core, args| {
                Ok(core.heap.as_function(args[0]).map_or(Value::None, |f| f.closure))
            }),
            NativeDef::getter("__globals__", |core, args| {
                Ok(core.heap.as_function(args[0]).map_or(Value::None, |f| Value::Obj(f.globals)))
            }),
            NativeDef::getter("__builtins__", |core, _| Ok(core.builtins)),
            NativeDef::getter("__type_params__", |core, _| Ok(core.tuple(&[]))),
            NativeDef::attribute("__code__", code_of, |core, args| {
                let code = match args[1].obj().map(|obj| core.heap.get(obj)) {
                    Some(Object::Code(code)) => *code,
                    _ => return Err(core.type_error("__code__ must be set to a code object")),
                };
                change(core, args, |_, _| {})?;
                if let Some(Object::Function(f)) = args[0].obj().map(|obj| core.heap.get_mut(obj)) {
                    f.code = code;
                }
                Ok(Value::None)
            }),
            NativeDef::attribute("__annotations__", annotations, |core, args| {
                change(core, args, |f, value| f.annotations = value)
            }),
            NativeDef::method("__get__", "self, instance, owner=, /", get),
            NativeDef::method("__call__", "self, /, *args, **kwargs", call),
        ],
    ),
    &TypeDef::new(
        types::METHOD,
        &[
            NativeDef::getter("__func__", |core, args| Ok(parts(core, args[0]).0)),
            NativeDef::getter("__self__", |core, args| Ok(parts(core, args[0]).1)),
            NativeDef::getter("__name__", |core, args| of_function(core, args, names::NAME)),
            NativeDef::getter("__qualname__", |core, args| of_function(core, args, names::QUALNAME)),
            NativeDef::getter("__module__", |core, args| of_function(core, args, names::MODULE)),
            NativeDef::getter("__doc__", |core, args| of_function(core, args, names::DOC)),
            NativeDef::getter("__code__", |core, args| of_function(core, args, names::CODE)),
            NativeDef::getter("__defaults__", |core, args| of_function(core, args, names::DEFAULTS)),
            NativeDef::getter("__annotations__", |core, args| of_function(core, args, names::ANNOTATIONS)),
            NativeDef::method("__getattr__", "self, name, /", |core, args| match core.intern_value(args[1]) {
                Some(name) => of_function(core, args, name),
                None => Ok(Value::None),
            }),
            NativeDef::method("__call__", "self, /, *args, **kwargs", call),
        ],
    ),
    &TypeDef::new(types::BUILTIN_FUNCTION, NATIVE_ATTRIBUTES),
    &TypeDef::new(types::METHOD_DESCRIPTOR, NATIVE_ATTRIBUTES),
    &TypeDef::new(types::GETSET_DESCRIPTOR, NATIVE_ATTRIBUTES),
    &TypeDef::new(
        types::PROPERTY,
        &[
            NativeDef::getter("fget", |core, args| property_part(core, args, 0)),
            NativeDef::getter("fset", |core, args| property_part(core, args, 1)),
            NativeDef::getter("fdel", |core, args| property_part(core, args, 2)),
            NativeDef::attribute("__doc__", |core, args| property_part(core, args, 3), |_, _| Ok(Value::None)),
            NativeDef::method("getter", "self, fget, /", |core, args| with_part(core, args, 0)),
            NativeDef::method("setter", "self, fset, /", |core, args| with_part(core, args, 1)),
            NativeDef::method("deleter", "self, fdel, /", |core, args| with_part(core, args, 2)),
            NativeDef::method("__get__", "self, instance, owner=, /", get),
            NativeDef::method("__set__", "self, instance, value, /", |core, args| property_set(core, args, 1)),
            NativeDef::method("__delete__", "self, instance, /", |core, args| property_set(core, args, 2)),
            NativeDef::getter("__isabstractmethod__", property_abstract),
        ],
    ),
    &TypeDef::new(types::STATICMETHOD, WRAPPER),
    &TypeDef::new(types::CLASSMETHOD, WRAPPER),
    &TypeDef::new(
        types::CODE,
        &[NativeDef::method("__getattr__", "self, name, /", |_, args| {
            Err(Break::Prelude(prelude::CODE_ATTRIBUTE, args.to_vec()))
        })],
    ),
    &TypeDef::new(
        types::CELL,
        &[NativeDef::attribute("cell_contents", cell_contents, |core, args| {
            if let Some(Object::Cell(value)) = args[0].obj().map(|obj| core.heap.get_mut(obj)) {
                *value = args[1];
            }
            Ok(Value::None)
        })],
    ),
    &TypeDef::new(
        types::GENERATOR,
        &[
            NativeDef::method("send", "self, arg, /", send),
            NativeDef::method("throw", "self, type, value=, traceback=, /", throw),
            NativeDef::method("close", "self, /", |_, args| {
                Err(Break::Prelude(prelude::GENERATOR_CLOSE, args.to_vec()))
            }),
            NativeDef::getter("__name__", |core, args| Ok(generator(core, args, |g| g.name))),
            NativeDef::getter("__qualname__", |core, args| Ok(generator(core, args, |g| g.qualname))),
            NativeDef::getter("gi_running", |core, args| {
                Ok(generator(core, args, |g| Value::Bool(g.state == GenState::Running)))
            }),
            NativeDef::getter("gi_frame", generator_frame),
            NativeDef::getter("gi_code", super::event_loop::code),
            NativeDef::getter("gi_suspended", |core, args| {
                Ok(generator(core, args, |g| Value::Bool(g.state == GenState::Suspended)))
            }),
        ],
    ),
    &TypeDef::new(
        types::COROUTINE,
        &[
            NativeDef::method("send", "self, arg, /", send),
            NativeDef::method("throw", "self, type, value=, traceback=, /", throw),
            NativeDef::method("close", "self, /", |_, args| {
                Err(Break::Prelude(prelude::GENERATOR_CLOSE, args.to_vec()))
            }),
            NativeDef::method("__await__", "self, /", coroutine_await),
            NativeDef::method("__next__", "self, /", |core, args| send(core, &[args[0], Value::None])),
            NativeDef::getter("__name__", |core, args| Ok(generator(core, args, |g| g.name))),
            NativeDef::getter("__qualname__", |core, args| Ok(generator(core, args, |g| g.qualname))),
            NativeDef::getter("cr_running", |core, args| {
                Ok(generator(core, args, |g| Value::Bool(g.state == GenState::Running)))
            }),
            NativeDef::getter("cr_suspended", |core, args| {
                Ok(generator(core, args, |g| Value::Bool(g.state == GenState::Suspended)))
            }),
            NativeDef::getter("cr_frame", generator_frame),
            // A coroutine is suspended nowhere but in an `await`: what it waits on is its last operand.
            NativeDef::getter("cr_await", |core, args| {
                Ok(generator(core, args, |g| match g.state {
                    GenState::Suspended => g.stack.last().copied().unwrap_or(Value::None),
                    _ => Value::None,
                }))
            }),
            NativeDef::getter("cr_code", super::event_loop::code),
        ],
    ),
    &TypeDef::new(
        types::ASYNC_GENERATOR,
        &[
            NativeDef::method("__aiter__", "self, /", |_, args| Ok(args[0])),
            NativeDef::method("__anext__", "self, /", |_, args| async_step(args[0], 0, Value::None)),
            NativeDef::method("asend", "self, value, /", |_, args| async_step(args[0], 0, args[1])),
            NativeDef::method("athrow", "self, type, value=, traceback=, /", |_, args| async_step(args[0], 1, args[1])),
            NativeDef::method("aclose", "self, /", |core, args| {
                let exit = core.new_exception(types::GENERATOR_EXIT, &[]);
                async_step(args[0], 2, Value::Obj(exit))
            }),
            NativeDef::getter("__name__", |core, args| Ok(generator(core, args, |g| g.name))),
            NativeDef::getter("__qualname__", |core, args| Ok(generator(core, args, |g| g.qualname))),
            NativeDef::getter("ag_running", |core, args| Ok(generator(core, args, |g| Value::Bool(g.busy)))),
            NativeDef::getter("ag_suspended", |core, args| {
                Ok(generator(core, args, |g| Value::Bool(g.state == GenState::Suspended)))
            }),
            NativeDef::getter("ag_frame", generator_frame),
            NativeDef::getter("ag_code", super::event_loop::code),
        ],
    ),
    &TypeDef::new(
        types::SLICE,
        &[
            NativeDef::getter("start", |core, args| slice_part(core, args, 0)),
            NativeDef::getter("stop", |core, args| slice_part(core, args, 1)),
            NativeDef::getter("step", |core, args| slice_part(core, args, 2)),
            NativeDef::method("indices", "self, length, /", slice_indices),
        ],
    ),
    &TypeDef::new(
        types::RANGE,
        &[
            NativeDef::getter("start", |core, args| range_part(core, args, |(start, _, _)| start)),
            NativeDef::getter("stop", |core, args| range_part(core, args, |(_, stop, _)| stop)),
            NativeDef::getter("step", |core, args| range_part(core, args, |(_, _, step)| step)),
            NativeDef::method("index", "self, value, /", range_index),
            NativeDef::method("count", "self, value, /", |core, args| {
                Ok(Value::Int(i64::from(core.contains(args[0], args[1])? == Some(true))))
            }),
        ],
    ),
    &TypeDef::new(
        types::GENERIC_ALIAS,
        &[
            NativeDef::getter("__origin__", |core, args| Ok(alias(core, args[0]).0)),
            NativeDef::getter("__args__", |core, args| Ok(alias(core, args[0]).1)),
            NativeDef::method("__instancecheck__", "self, instance, /", |core, _| {
                Err(core.type_error("isinstance() argument 2 cannot be a parameterized generic"))
            }),
            NativeDef::method("__subclasscheck__", "self, cls, /", |core, _| {
                Err(core.type_error("issubclass() argument 2 cannot be a parameterized generic"))
            }),
            NativeDef::method("__mro_entries__", "self, bases, /", |core, args| {
                let origin = alias(core, args[0]).0;
                Ok(core.tuple(&[origin]))
            }),
            NativeDef::method("__or__", "self, value, /", |core, args| super::object::union(core, args[0], args[1])),
            NativeDef::method("__ror__", "self, value, /", |core, args| super::object::union(core, args[1], args[0])),
        ],
    ),
    &TypeDef::new(
        types::UNION,
        &[
            NativeDef::method("__instancecheck__", "self, instance, /", |core, _| {
                Err(core.type_error("isinstance() argument 2 cannot be a parameterized generic"))
            }),
            NativeDef::method("__subclasscheck__", "self, cls, /", |core, _| {
                Err(core.type_error("issubclass() argument 2 cannot be a parameterized generic"))
            }),
            NativeDef::getter("__args__", |core, args| match args[0].obj().map(|obj| core.heap.get(obj)) {
                Some(Object::Union(items)) => Ok(Value::Obj(*items)),
                _ => Ok(Value::None),
            }),
            NativeDef::method("__or__", "self, value, /", |core, args| super::object::union(core, args[0], args[1])),
            NativeDef::method("__ror__", "self, value, /", |core, args| super::object::union(core, args[1], args[0])),
        ],
    ),
    &TypeDef::new(
        types::SUPER,
        &[
            NativeDef::getter("__self__", |core, args| match args[0].obj().map(|obj| core.heap.get(obj)) {
                Some(Object::Super { receiver, .. }) => Ok(*receiver),
                _ => Ok(Value::None),
            }),
            NativeDef::getter("__thisclass__", |core, args| match args[0].obj().map(|obj| core.heap.get(obj)) {
                Some(Object::Super { class, .. }) => Ok(Value::Obj(*class)),
                _ => Ok(Value::None),
            }),
        ],
    ),
    &TypeDef::new(
        types::DICT_KEYS,
        &[NativeDef::getter("mapping", view_mapping), NativeDef::method("__reversed__", "self, /", view_reversed)],
    ),
    &TypeDef::new(
        types::DICT_VALUES,
        &[NativeDef::getter("mapping", view_mapping), NativeDef::method("__reversed__", "self, /", view_reversed)],
    ),
    &TypeDef::new(
        types::DICT_ITEMS,
        &[NativeDef::getter("mapping", view_mapping), NativeDef::method("__reversed__", "self, /", view_reversed)],
    ),
];

const NATIVE_ATTRIBUTES: &[NativeDef] = &[
    NativeDef::getter("__name__", |core, args| Ok(native_text(core, args[0], false))),
    NativeDef::getter("__qualname__", |core, args| Ok(native_text(core, args[0], true))),
    NativeDef::getter("__module__", |core, args| match native_owner(core, args[0]) {
        Some(Owner::Module(module)) => Ok(core.str(module)),
        _ => Ok(Value::None),
    }),
    NativeDef::getter("__self__", |core, args| match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::BoundMethod { receiver, .. }) => Ok(*receiver),
        _ => Ok(Value::None),
    }),
    NativeDef::getter("__doc__", |_, _| Ok(Value::None)),
    NativeDef::method("__get__", "self, instance, owner=, /", get),
    NativeDef::method("__call__", "self, /, *args, **kwargs", call),
];

const WRAPPER: &[NativeDef] = &[
    NativeDef::getter("__func__", |core, args| Ok(wrapped(core, args[0]))),
    NativeDef::getter("__wrapped__", |core, args| Ok(wrapped(core, args[0]))),
    NativeDef::getter("__isabstractmethod__", |core, args| {
        let inner = wrapped(core, args[0]);
        Ok(core.own_attr(inner, names::IS_ABSTRACT).unwrap_or(Value::Bool(false)))
    }),
    NativeDef::getter("__name__", |core, args| {
        let inner = wrapped(core, args[0]);
        Ok(core.heap.as_function(inner).map_or(Value::None, |f| f.name))
    }),
    NativeDef::getter("__doc__", |core, args| {
        let inner = wrapped(core, args[0]);
        Ok(core.heap.as_function(inner).map_or(Value::None, |f| f.doc))
    }),
    NativeDef::method("__get__", "self, instance, owner=, /", get),
];

fn change(core: &mut Core, args: &[Value], set: fn(&mut Function, Value)) -> NativeResult {
    let value = args[1].or(Value::None);
    if let Some(Object::Function(function)) = args[0].obj().map(|obj| core.heap.get_mut(obj)) {
        set(function, value);
    }
    Ok(Value::None)
}

fn cell_contents(core: &mut Core, args: &[Value]) -> NativeResult {
    match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::Cell(value)) if !value.is_null() => Ok(*value),
        _ => Err(core.value_error("cell is empty")),
    }
}

fn code_of(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.heap.as_function(args[0]).map(|f| f.code) {
        Some(code) => Ok(Value::Obj(core.heap.alloc(Object::Code(code)))),
        None => Ok(Value::None),
    }
}

fn annotations(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some((kept, annotate)) = core.heap.as_function(args[0]).map(|f| (f.annotations, f.annotate)) else {
        return Ok(Value::None);
    };
    if !kept.is_null() {
        return Ok(kept);
    }
    Err(Break::Prelude(prelude::ANNOTATIONS_OF, vec![args[0], annotate]))
}

fn get(core: &mut Core, args: &[Value]) -> NativeResult {
    let owner = args[1];
    if owner.is_none() && args[2].is_null() {
        return Err(core.type_error("__get__(None, None) is invalid"));
    }
    let class =
        if args[2].is_null() || args[2].is_none() { core.class_of(owner) } else { args[2].obj().unwrap_or_default() };
    if owner.is_none() && !core.is_instance(args[0], types::CLASSMETHOD) {
        return Ok(match args[0].obj().map(|obj| core.heap.get(obj)) {
            Some(Object::StaticMethod(inner)) => *inner,
            _ => args[0],
        });
    }
    match core.bind(args[0], owner, class)? {
        Attr::Value(value) => Ok(value),
        Attr::Method(func) => Ok(core.bound_method(func, owner)),
        Attr::Call(callable, args) | Attr::CallOrGetAttr(callable, args) => {
            Err(Break::Call(Box::new(CallSpec { callable, args, kwargs: Vec::new() })))
        }
    }
}

/// `f.__call__(…)`: args are `[self, kwargs, …]`.
fn call(core: &mut Core, args: &[Value]) -> NativeResult {
    let kwargs = core
        .heap
        .as_dict(args[1])
        .map(|dict| dict.iter().filter_map(|entry| Some((entry.key.obj()?, entry.value))).collect())
        .unwrap_or_default();
    Err(Break::Call(Box::new(CallSpec { callable: args[0], args: args[2..].to_vec(), kwargs })))
}

fn parts(core: &Core, method: Value) -> (Value, Value) {
    match method.obj().map(|obj| core.heap.get(obj)) {
        Some(Object::BoundMethod { func, receiver }) => (*func, *receiver),
        _ => (Value::None, Value::None),
    }
}

/// An attribute of the function behind a method.
fn of_function(core: &mut Core, args: &[Value], name: Obj) -> NativeResult {
    let mut func = parts(core, args[0]).0;
    for _ in 0..100 {
        match func.obj().map(|obj| core.heap.get(obj)) {
            Some(Object::BoundMethod { func: inner, .. }) => func = *inner,
            _ => break,
        }
    }
    if matches!(func.obj().map(|obj| core.heap.get(obj)), Some(Object::BoundMethod { .. })) {
        return Err(core.raise(types::RECURSION_ERROR, "maximum recursion depth exceeded"));
    }
    match core.find_attr(func, name)? {
        Some(Attr::Value(value)) => Ok(value),
        Some(Attr::Call(callable, args)) => Err(Break::Call(Box::new(CallSpec { callable, args, kwargs: Vec::new() }))),
        _ => Err(core.no_attribute(args[0], name)),
    }
}

fn native_owner(core: &Core, value: Value) -> Option<Owner> {
    let id = match value {
        Value::Native(id) => id,
        _ => match parts(core, value).0 {
            Value::Native(id) => id,
            _ => return None,
        },
    };
    core.natives.get(id.0 as usize).map(|native| native.owner)
}

fn native_text(core: &mut Core, value: Value, qualified: bool) -> Value {
    let func = if let Value::Native(_) = value { value } else { parts(core, value).0 };
    let Value::Native(id) = func else { return Value::None };
    let native = &core.natives[id.0 as usize];
    match native.owner {
        Owner::Class(class) if qualified => {
            let text = format!("{}.{}", core.short_name(class), native.def.name);
            core.str(&text)
        }
        _ => core.str(native.def.name),
    }
}

fn wrapped(core: &Core, value: Value) -> Value {
    match core.heap.plain_obj(value).map(|obj| core.heap.get(obj)) {
        Some(Object::StaticMethod(inner) | Object::ClassMethod(inner)) => *inner,
        _ => Value::None,
    }
}

// ---- property ----

fn property_parts(core: &Core, value: Value) -> Option<[Value; 4]> {
    match core.heap.get(core.heap.plain_obj(value)?) {
        Object::Property(parts) => Some(**parts),
        _ => None,
    }
}

fn property_part(core: &mut Core, args: &[Value], part: usize) -> NativeResult {
    Ok(property_parts(core, args[0]).map_or(Value::None, |parts| parts[part]))
}

fn with_part(core: &mut Core, args: &[Value], part: usize) -> NativeResult {
    let Some(mut parts) = property_parts(core, args[0]) else { return Ok(Value::None) };
    parts[part] = args[1];
    if part == 0
        && let Some(function) = core.heap.as_function(args[1])
    {
        parts[3] = function.doc;
    }
    let class = core.class_of(args[0]);
    let property = Value::Obj(core.heap.alloc(Object::Property(Box::new(parts))));
    Ok(core.wrap_new(class, types::PROPERTY, property))
}

fn property_set(core: &mut Core, args: &[Value], part: usize) -> NativeResult {
    let Some(parts) = property_parts(core, args[0]) else { return Ok(Value::None) };
    if parts[part].is_none() {
        let what = if part == 1 { "setter" } else { "deleter" };
        let text = format!("property of '{}' object has no {what}", core.type_name(args[1]));
        return Err(core.raise(types::ATTRIBUTE_ERROR, text));
    }
    Err(Break::Call(Box::new(CallSpec { callable: parts[part], args: args[1..].to_vec(), kwargs: Vec::new() })))
}

fn property_abstract(core: &mut Core, args: &[Value]) -> NativeResult {
    let parts = property_parts(core, args[0]).unwrap_or([Value::None; 4]);
    for &part in &parts[..3] {
        if let Some(flag) = core.own_attr(part, names::IS_ABSTRACT)
            && core.truth(flag) == Some(true)
        {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

// ---- generators ----

fn generator(core: &Core, args: &[Value], get: fn(&crate::vm::generator::GeneratorData) -> Value) -> Value {
    match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::Generator(data)) => get(data),
        _ => Value::None,
    }
}

fn generator_frame(core: &mut Core, args: &[Value]) -> NativeResult {
    // There are no frame objects; what programs ask is whether there is one.
    Ok(generator(core, args, |g| if g.state == GenState::Done { Value::None } else { Value::Bool(true) }))
}

fn send(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(generator) = args[0].obj() else { return Ok(Value::None) };
    let _ = core;
    Err(Break::Resume { generator, with: Resume::Send(args[1]) })
}

fn throw(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(generator) = args[0].obj() else { return Ok(Value::None) };
    if let Some(exc) = args[1].obj().filter(|_| core.heap.as_exception(args[1]).is_some()) {
        return Err(Break::Resume { generator, with: Resume::Throw(exc) });
    }
    let parts = vec![args[0], args[1], args[2].or(Value::None), args[3].or(Value::None)];
    Err(Break::Prelude(prelude::GENERATOR_THROW, parts))
}

/// `coroutine.__await__`: the coroutine itself, from now on also for `yield from`.
fn coroutine_await(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(Object::Generator(data)) = args[0].obj().map(|obj| core.heap.get_mut(obj)) {
        data.closed = true;
    }
    Ok(args[0])
}

fn async_step(generator: Value, mode: i64, value: Value) -> NativeResult {
    Err(Break::Prelude(prelude::ASYNC_GEN_STEP, vec![generator, Value::Int(mode), value]))
}

/// Whether the value is a coroutine object.
pub(super) fn is_coroutine(core: &Core, value: Value) -> bool {
    matches!(value.obj().map(|obj| core.heap.get(obj)), Some(Object::Generator(data)) if data.kind == Kind::Coroutine)
}

// ---- slices, ranges, views ----

fn slice_part(core: &mut Core, args: &[Value], part: usize) -> NativeResult {
    Ok(core.slice_parts(args[0]).map_or(Value::None, |parts| parts[part]))
}

fn slice_indices(core: &mut Core, args: &[Value]) -> NativeResult {
    let len = core.index_arg(args, 1)?;
    let Ok(len) = usize::try_from(len) else { return Err(core.value_error("length should not be negative")) };
    let Some(parts) = core.slice_parts(args[0]) else { return Ok(Value::None) };
    let span = core.span(&parts, len)?;
    let stop = span.start + span.step * span.len as i64;
    let stop = match parts[1] {
        Value::None | Value::Null => {
            if span.step > 0 {
                len as i64
            } else {
                -1
            }
        }
        part => {
            let given = core.heap.as_i64(part).unwrap_or(stop);
            let given = if given < 0 { given + len as i64 } else { given };
            if span.step > 0 { given.clamp(0, len as i64) } else { given.clamp(-1, len as i64 - 1) }
        }
    };
    Ok(core.heap.tuple([Value::Int(span.start), Value::Int(stop), Value::Int(span.step)].as_slice()))
}

fn range_part(core: &mut Core, args: &[Value], get: fn((i64, i64, i64)) -> i64) -> NativeResult {
    match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::Range { start, stop, step }) => Ok(Value::Int(get((*start, *stop, *step)))),
        _ => Ok(Value::None),
    }
}

fn range_index(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.contains(args[0], args[1])? == Some(true)
        && let Some(Object::Range { start, step, .. }) = args[0].obj().map(|obj| core.heap.get(obj))
        && let Some(i) = core.heap.as_i64(args[1])
    {
        return Ok(Value::Int((i - start) / step));
    }
    let whole = core.heap.as_bigint(args[1]).is_some();
    match super::repr::repr_text(core, args[1]).filter(|_| whole) {
        Some(text) => Err(core.value_error(format!("{text} is not in range"))),
        None => Err(core.value_error("sequence.index(x): x not in sequence")),
    }
}

fn alias(core: &Core, value: Value) -> (Value, Value) {
    match value.obj().map(|obj| core.heap.get(obj)) {
        Some(Object::GenericAlias { origin, args }) => (Value::Obj(*origin), Value::Obj(*args)),
        _ => (Value::None, Value::None),
    }
}

fn view_mapping(core: &mut Core, args: &[Value]) -> NativeResult {
    match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::DictView { dict, .. }) => {
            let dict = *dict;
            Ok(Value::Obj(core.heap.alloc(Object::MappingProxy(dict))))
        }
        _ => Ok(Value::None),
    }
}

fn view_reversed(core: &mut Core, args: &[Value]) -> NativeResult {
    let (dict, kind) = match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::DictView { dict, kind }) => (*dict, *kind),
        _ => return Ok(Value::None),
    };
    let (len, at) = core.heap.as_dict(Value::Obj(dict)).map_or((0, 0), |dict| (dict.len(), dict.entries().len()));
    Ok(core.new_iter(Iter::Dict { dict, at: at as u32, len: len as u32, kind, reverse: true }))
}

//! The hidden module `_vm`: what prelude code needs of the machine beyond Python.

use crate::vm::core::{Core, hash_int, hash_tuple};
use crate::vm::dict::Entry;
use crate::vm::effect::{Effect, Stream};
use crate::vm::generator::GenState;
use crate::vm::iter::Iter;
use crate::vm::names;
use crate::vm::native::{Break, CallSpec, FrameQuery, ModuleDef, NativeDef, NativeResult, Resume, no_attributes};
use crate::vm::object::{Object, ViewKind};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The module.
pub static VM: ModuleDef = ModuleDef {
    name: "_vm",
    natives: &[
        NativeDef::function("call_bound", "native, args, /", call_bound),
        NativeDef::function("call_named", "callable, first, args, names, /", call_named),
        NativeDef::function("special", "value, name, /", special),
        NativeDef::function("lookup", "cls, name, /", lookup),
        NativeDef::function("is_native", "value, /", |_, args| Ok(Value::Bool(matches!(args[0], Value::Native(_))))),
        NativeDef::function("type_name", "value, /", |core, args| {
            let name = core.type_name(args[0]).to_owned();
            Ok(core.str(&name))
        }),
        NativeDef::function("list_to_tuple", "items, /", |core, args| {
            let items = core.heap.as_list(args[0]).cloned().unwrap_or_default();
            Ok(core.tuple(&items))
        }),
        NativeDef::function("fold_hash", "n, /", |core, args| {
            let hash = match core.heap.as_i64(args[0]) {
                Some(-1) => hash_int(-1),
                Some(i) => i as u64,
                None => core.hash(args[0]).unwrap_or(0),
            };
            Ok(Value::Int(hash as i64))
        }),
        NativeDef::function("hash_of_hashes", "hashes, /", |core, args| {
            let hashes: Vec<u64> = core
                .heap
                .as_list(args[0])
                .map(|items| items.iter().map(|&item| core.heap.as_i64(item).unwrap_or(0) as u64).collect())
                .unwrap_or_default();
            Ok(Value::Int(hash_tuple(&hashes) as i64))
        }),
        NativeDef::function("map_parts", "iterator, /", map_parts),
        NativeDef::function("filter_parts", "iterator, /", filter_parts),
        NativeDef::function("zip_parts", "iterator, /", zip_parts),
        NativeDef::function("enumerate_inner", "iterator, /", enumerate_inner),
        NativeDef::function("enumerate_count", "iterator, /", enumerate_count),
        NativeDef::function("callable_parts", "iterator, /", callable_parts),
        NativeDef::function("callable_end", "iterator, /", callable_end),
        NativeDef::function("getitem_parts", "iterator, /", getitem_parts),
        NativeDef::function("getitem_advance", "iterator, /", getitem_advance),
        NativeDef::function("is_plain_container", "value, /", |core, args| {
            let instance = matches!(args[0].obj().map(|obj| core.heap.get(obj)), Some(Object::Instance(_)));
            Ok(Value::Bool(!instance))
        }),
        NativeDef::function("Shown", "text, /", |core, args| Ok(Value::Obj(core.heap.alloc(Object::Boxed(args[0]))))),
        NativeDef::function("compile", "source, filename, mode, /", super::functions::compile),
        NativeDef::function("globals", "", |_, _| Err(Break::Frame(FrameQuery::Globals))),
        NativeDef::function("locals", "", |_, _| Err(Break::Frame(FrameQuery::Locals))),
        NativeDef::function("thread", "", |core, _| Ok(Value::Int(i64::from(core.current_thread().0)))),
        NativeDef::function("repr_parts", "value, /", repr_parts),
        NativeDef::function("escape_non_ascii", "text, /", |core, args| {
            let text = core.text(args[0]);
            Ok(core.str(&crate::vm::text::string::escape_non_ascii(&text)))
        }),
        NativeDef::function("best_metaclass", "metaclass, bases, /", |core, args| {
            let bases = core.heap.as_tuple(args[1]).unwrap_or(&[]).to_vec();
            core.best_metaclass(args[0].obj().unwrap_or(types::TYPE), &bases).map(Value::Obj)
        }),
        NativeDef::function("run_class_body", "function, namespace, /", |_, args| {
            Err(Break::Body { code: args[0], namespace: args[1], globals: Value::Null })
        }),
        NativeDef::function("run_body", "code, namespace, globals=, /", |_, args| {
            Err(Break::Body { code: args[0], namespace: args[1], globals: args[2].or(args[1]) })
        }),
        NativeDef::function("new_class", "metaclass, name, bases, namespace, /", new_class),
        NativeDef::function("keep_annotations", "owner, annotations, /", keep_annotations),
        NativeDef::function("annotate_scope", "owner, annotate, /", annotate_scope),
        NativeDef::function("copy_traceback", "source, target, /", copy_traceback),
        NativeDef::function("copy_metadata", "source, target, /", copy_metadata),
        NativeDef::function("same_metadata", "a, b, /", same_metadata),
        NativeDef::function("matches_itself", "cls, /", matches_itself),
        NativeDef::function("find_module", "name, /", find_module),
        NativeDef::function("import_module", "name, /", import_module),
        NativeDef::function("forget_module", "name, /", |core, args| {
            let _ = core.dict_remove(core.modules, args[0]);
            Ok(Value::None)
        }),
        NativeDef::function("loaded_module", "name, module, /", |core, args| {
            Ok(core.dict_get(core.modules, args[0]).ok().flatten().unwrap_or(args[1]))
        }),
        NativeDef::function("code_attributes", "code, /", |core, args| {
            match args[0].obj().map(|obj| core.heap.get(obj)) {
                Some(Object::Code(code)) => Err(Break::Frame(FrameQuery::Code { code: *code })),
                _ => Ok(Value::None),
            }
        }),
        NativeDef::function("is_coroutine", "value, /", |core, args| {
            Ok(Value::Bool(super::callables::is_coroutine(core, args[0])))
        }),
        NativeDef::function("gen_send", "gen, value, /", |_, args| resume(args[0], Resume::Send(args[1]))),
        NativeDef::function("gen_throw", "gen, exc, /", gen_throw),
        NativeDef::function("gen_state", "gen, /", |core, args| {
            Ok(match args[0].obj().map(|obj| core.heap.get(obj)) {
                Some(Object::Generator(data)) => Value::Int(data.state as i64),
                _ => Value::None,
            })
        }),
        NativeDef::function("gen_end", "gen, /", |core, args| {
            if let Some(Object::Generator(data)) = args[0].obj().map(|obj| core.heap.get_mut(obj)) {
                data.state = GenState::Done;
                data.frame = None;
                data.stack = Vec::new();
            }
            Ok(Value::None)
        }),
        NativeDef::function("write", "stream, text, /", write),
        NativeDef::function("read_line", "", |_, _| Err(Break::Want(Box::new(Effect::ReadLine)))),
        NativeDef::function("set_streams", "stdout, stderr, stdin, /", set_streams),
        NativeDef::function("host", "call, /, *args", host),
    ],
    attributes: no_attributes,
};

fn call_bound(core: &mut Core, args: &[Value]) -> NativeResult {
    let values = core.heap.as_list(args[1]).cloned().unwrap_or_default();
    match args[0] {
        Value::Native(id) => Err(Break::Bound(id, values)),
        _ => Ok(Value::None),
    }
}

/// Calls with the last `len(names)` of `args` by keyword.
fn call_named(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut values = core.heap.as_tuple(args[2]).unwrap_or(&[]).to_vec();
    let names: Vec<Obj> = core.heap.as_tuple(args[3]).unwrap_or(&[]).iter().filter_map(|name| name.obj()).collect();
    let keyword = values.split_off(values.len() - names.len().min(values.len()));
    values.insert(0, args[1]);
    let kwargs = names.into_iter().zip(keyword).collect();
    Err(Break::Call(Box::new(CallSpec { callable: args[0], args: values, kwargs })))
}

fn special(core: &mut Core, args: &[Value]) -> NativeResult {
    let class = core.class_of(args[0]);
    let Some(name) = core.intern_value(args[1]) else { return Ok(Value::None) };
    match core.lookup(class, name) {
        Some(Value::None) | None => Ok(Value::None),
        Some(found) => core.bind_special(found, args[0], class),
    }
}

fn lookup(core: &mut Core, args: &[Value]) -> NativeResult {
    let (Some(class), Some(name)) = (args[0].obj(), core.intern_value(args[1])) else { return Ok(Value::None) };
    Ok(match core.lookup(class, name) {
        Some(Value::Obj(obj)) => match core.heap.get(obj) {
            Object::StaticMethod(inner) => *inner,
            _ => Value::Obj(obj),
        },
        found => found.unwrap_or(Value::None),
    })
}

// ---- iterators ----

fn state(core: &Core, value: Value) -> Option<&Iter> {
    match core.heap.get(value.obj()?) {
        Object::Iter(state) => Some(state),
        _ => None,
    }
}

fn map_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(Iter::Map(map)) = state(core, args[0]) else { return Ok(Value::None) };
    let (func, iters) = (map.func, map.iters.clone());
    let iters = core.heap.list(iters);
    Ok(core.tuple(&[func, iters]))
}

fn filter_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    match state(core, args[0]) {
        Some(Iter::Filter { pair }) => Ok(Value::Obj(*pair)),
        _ => Ok(Value::None),
    }
}

fn zip_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(Iter::Zip { iters, strict }) = state(core, args[0]) else { return Ok(Value::None) };
    let (iters, strict) = (iters.to_vec(), *strict);
    let iters = core.heap.list(iters);
    Ok(core.tuple(&[iters, Value::Bool(strict)]))
}

fn enumerate_inner(core: &mut Core, args: &[Value]) -> NativeResult {
    match state(core, args[0]) {
        Some(Iter::Enumerate { iter, .. }) => Ok(*iter),
        _ => Ok(Value::None),
    }
}

fn enumerate_count(core: &mut Core, args: &[Value]) -> NativeResult {
    let (Some(Iter::Enumerate { iter, count }), Some(obj)) = (state(core, args[0]), args[0].obj()) else {
        return Ok(Value::None);
    };
    let (iter, count) = (*iter, *count);
    core.set_iter(obj, Iter::Enumerate { iter, count: count + 1 });
    Ok(Value::Int(count))
}

fn callable_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    match state(core, args[0]) {
        Some(Iter::Callable { pair }) => Ok(pair.or(Value::None)),
        _ => Ok(Value::None),
    }
}

fn callable_end(core: &mut Core, args: &[Value]) -> NativeResult {
    if let Some(obj) = args[0].obj() {
        core.set_iter(obj, Iter::Callable { pair: Value::Null });
    }
    Ok(Value::None)
}

fn getitem_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    match state(core, args[0]) {
        Some(Iter::GetItem { seq, at }) => {
            let (seq, at) = (*seq, *at);
            Ok(core.tuple(&[seq, Value::Int(at)]))
        }
        _ => Ok(Value::None),
    }
}

fn getitem_advance(core: &mut Core, args: &[Value]) -> NativeResult {
    if let (Some(Iter::GetItem { seq, at }), Some(obj)) = (state(core, args[0]), args[0].obj()) {
        let (seq, at) = (*seq, *at);
        core.set_iter(obj, Iter::GetItem { seq, at: at + 1 });
    }
    Ok(Value::None)
}

// ---- text ----

fn pairs(core: &mut Core, entries: &[Entry]) -> Vec<Value> {
    entries.iter().map(|entry| core.tuple(&[entry.key, entry.value])).collect()
}

/// `(kind, head, tail, items)`: kind 1 for pairs to be written `key: value`, 2 for a tuple.
fn repr_parts(core: &mut Core, args: &[Value]) -> NativeResult {
    let plain = core.heap.plain(args[0]);
    let Some(obj) = plain.obj() else { return Ok(Value::None) };
    let class_name = core.type_name(args[0]).to_owned();
    let (kind, head, tail, items) = match core.heap.get(obj) {
        Object::List(items) => (0, "[".to_owned(), "]", items.to_vec()),
        Object::Tuple(items) => (2, "(".to_owned(), ")", items.to_vec()),
        Object::Set(set) => {
            let items: Vec<Value> = set.iter().map(|entry| entry.key).collect();
            if class_name == "set" {
                (0, "{".to_owned(), "}", items)
            } else {
                (0, format!("{class_name}({{"), "})", items)
            }
        }
        Object::FrozenSet(set) => (0, format!("{class_name}({{"), "})", set.iter().map(|entry| entry.key).collect()),
        Object::Dict(dict) => {
            let entries: Vec<_> = dict.iter().copied().collect();
            (1, "{".to_owned(), "}", pairs(core, &entries))
        }
        Object::MappingProxy(inner) => {
            let inner = Value::Obj(*inner);
            let entries: Vec<_> =
                core.heap.as_dict(inner).map(|dict| dict.iter().copied().collect()).unwrap_or_default();
            (1, "mappingproxy({".to_owned(), "})", pairs(core, &entries))
        }
        Object::DictView { dict, kind } => {
            let (dict, kind) = (Value::Obj(*dict), *kind);
            let entries: Vec<_> =
                core.heap.as_dict(dict).map(|dict| dict.iter().copied().collect()).unwrap_or_default();
            let items = entries
                .iter()
                .map(|entry| match kind {
                    ViewKind::Keys => entry.key,
                    ViewKind::Values => entry.value,
                    ViewKind::Items => core.tuple(&[entry.key, entry.value]),
                })
                .collect();
            (0, format!("{class_name}(["), "])", items)
        }
        Object::GenericAlias { origin, args } => {
            let (origin, args) = (*origin, Value::Obj(*args));
            let items = core.heap.as_tuple(args).unwrap_or(&[]).to_vec();
            (3, format!("{}[", super::repr::full_name(core, origin)), "]", items)
        }
        Object::Union(items) => (4, String::new(), "", core.heap.as_tuple(Value::Obj(*items)).unwrap_or(&[]).to_vec()),
        Object::Slice(parts) => (0, "slice(".to_owned(), ")", parts.to_vec()),
        Object::Exception(exc) => {
            let items = core.heap.as_tuple(exc.args).unwrap_or(&[]).to_vec();
            (0, format!("{class_name}("), ")", items)
        }
        Object::BoundMethod { func, receiver } => {
            let (func, receiver) = (*func, *receiver);
            let qualname = core.heap.as_function(func).map_or(Value::None, |f| f.qualname);
            let name = core.text(qualname);
            (0, format!("<bound method {name} of "), ">", vec![receiver])
        }
        _ => {
            let text = format!(
                "<{} object at {}>",
                super::repr::full_name(core, core.class_of(plain)),
                super::repr::address(obj)
            );
            (0, text, "", Vec::new())
        }
    };
    let head = core.str(&head);
    let tail = core.str(tail);
    let items = core.heap.list(items);
    Ok(core.tuple(&[Value::Int(kind), head, tail, items]))
}

// ---- classes ----

fn new_class(core: &mut Core, args: &[Value]) -> NativeResult {
    let bases = core.heap.as_tuple(args[2]).unwrap_or(&[]).to_vec();
    let mut classes = Vec::with_capacity(bases.len());
    for base in bases {
        match base.obj().filter(|&obj| core.heap.class(obj).is_some()) {
            Some(class) if classes.contains(&class) => {
                let text = format!("duplicate base class {}", core.class_name(class));
                return Err(core.type_error(text));
            }
            Some(class) => classes.push(class),
            None => return Err(core.type_error("bases must be types")),
        }
    }
    let metaclass = args[0].obj().unwrap_or(types::TYPE);
    core.new_class(metaclass, args[1], &classes, args[3]).map(Value::Obj)
}

fn keep_annotations(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(owner) = args[0].obj() else { return Ok(Value::None) };
    if core.heap.class(owner).is_some_and(|class| class.heap_type()) {
        core.class_set(owner, names::ANNOTATIONS, args[1]);
    } else if let Object::Function(function) = core.heap.get_mut(owner) {
        function.annotations = args[1];
    }
    Ok(Value::None)
}

/// The namespace for the machine's own `__annotate__` to run in; None for one that the program wrote.
fn annotate_scope(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(annotate) = core.heap.as_function(args[1]) else { return Ok(Value::None) };
    let kept = annotate.annotations;
    if !matches!(annotate.annotate, Value::Bool(true)) {
        return Ok(Value::None);
    }
    let around = args[0].obj().and_then(|owner| core.heap.class(owner)).map(|class| class.dict.clone());
    let names = around.or_else(|| core.heap.as_dict(kept).cloned()).unwrap_or_default();
    Ok(core.heap.dict(names))
}

// ---- exceptions ----

fn copy_traceback(core: &mut Core, args: &[Value]) -> NativeResult {
    let entries = core.heap.as_exception(args[0]).map(|exc| exc.traceback.clone()).unwrap_or_default();
    if let Some(exc) = core.heap.as_exception_mut(args[1]) {
        exc.traceback = entries;
    }
    Ok(Value::None)
}

fn copy_metadata(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(source) = core.heap.as_exception(args[0]).cloned() else { return Ok(Value::None) };
    if let Some(exc) = core.heap.as_exception_mut(args[1]) {
        exc.traceback = source.traceback;
        exc.cause = source.cause;
        exc.context = source.context;
        exc.suppress_context = source.suppress_context;
    }
    Ok(Value::None)
}

fn same_metadata(core: &mut Core, args: &[Value]) -> NativeResult {
    if args[0].is(args[1]) {
        return Ok(Value::Bool(true));
    }
    let (Some(a), Some(b)) = (core.heap.as_exception(args[0]), core.heap.as_exception(args[1])) else {
        return Ok(Value::Bool(false));
    };
    let same = core.is_subclass(a.class, types::BASE_EXCEPTION_GROUP)
        && a.traceback == b.traceback
        && a.cause.is(b.cause)
        && a.context.is(b.context);
    Ok(Value::Bool(same))
}

fn matches_itself(core: &mut Core, args: &[Value]) -> NativeResult {
    const PLAIN: &[Obj] = &[
        types::BOOL,
        types::BYTEARRAY,
        types::BYTES,
        types::DICT,
        types::FLOAT,
        types::FROZENSET,
        types::INT,
        types::LIST,
        types::SET,
        types::STR,
        types::TUPLE,
    ];
    Ok(Value::Bool(args[0].obj().is_some_and(|class| PLAIN.iter().any(|&of| core.is_subclass(class, of)))))
}

// ---- modules ----

fn find_module(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(core.dict_get(core.modules, args[0]).ok().flatten().unwrap_or(Value::None))
}

fn import_module(core: &mut Core, args: &[Value]) -> NativeResult {
    let name = core.text(args[0]);
    Err(Break::Want(Box::new(Effect::Import { name: name.into() })))
}

// ---- generators, streams, host ----

fn resume(generator: Value, with: Resume) -> NativeResult {
    match generator.obj() {
        Some(generator) => Err(Break::Resume { generator, with }),
        None => Ok(Value::None),
    }
}

fn gen_throw(core: &mut Core, args: &[Value]) -> NativeResult {
    let exc = match args[1].obj() {
        Some(obj) if core.heap.as_exception(args[1]).is_some() => obj,
        Some(class) if core.heap.class(class).is_some() => core.new_exception(class, &[]),
        _ => return Err(core.type_error("exceptions must derive from BaseException")),
    };
    resume(args[0], Resume::Throw(exc))
}

pub(super) fn write(core: &mut Core, args: &[Value]) -> NativeResult {
    let stream = if core.heap.as_i64(args[0]) == Some(2) { Stream::Stderr } else { Stream::Stdout };
    let text = core.text(args[1]);
    if text.is_empty() {
        return Ok(Value::None);
    }
    Err(Break::Want(Box::new(Effect::Write { stream, text: text.into() })))
}

fn set_streams(core: &mut Core, args: &[Value]) -> NativeResult {
    core.streams = [args[0], args[1], args[2]];
    let name = core.intern("sys");
    if let Some(sys) = core.dict_get_name(core.modules, name).and_then(Value::obj) {
        for (name, value) in ["stdout", "stderr", "stdin"].into_iter().zip(args) {
            core.module_set(sys, name, *value);
            core.module_set(sys, &format!("__{name}__"), *value);
        }
    }
    Ok(Value::None)
}

/// `_vm.host("name", …)`: something the process layer defines.
pub(super) fn host(core: &mut Core, args: &[Value]) -> NativeResult {
    let call = core.text(args[0]);
    let args = core.tuple(&args[1..]);
    Err(Break::Want(Box::new(Effect::Host { call: call.into(), args })))
}

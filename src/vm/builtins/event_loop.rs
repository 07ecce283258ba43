//! What event loops need of the machine: hooks of async generators, the loss of objects, places of coroutines.
//!
//! Sources: `Objects/genobject.c` (`async_gen_init_hooks`, `_gen_getframe`), `Modules/gcmodule.c`. Where CPython tells of a loss when
//! the last reference goes, a tracing collector has to look: at a dropped coroutine or async generator, and when asked to.

use crate::lang::code::Kind;
use crate::vm::core::Core;
use crate::vm::effect::Effect;
use crate::vm::generator::{GenState, GeneratorData};
use crate::vm::native::{Break, FrameQuery, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::Object;
use crate::vm::prelude;
use crate::vm::value::{Obj, Value};

/// For the library's `asyncio` and `gc`.
pub static LOOP: ModuleDef = ModuleDef {
    name: "_loop",
    natives: &[
        NativeDef::function("collect", "", |core, _| {
            core.heap.ask_for_collection();
            Err(Break::Prelude(prelude::SETTLE, Vec::new()))
        }),
        NativeDef::function("watch", "object, /", watch),
        NativeDef::function("collections", "", |core, _| Ok(Value::Int(core.heap.n_collections as i64))),
        NativeDef::function("get_hooks", "", |core, _| {
            let hooks = hooks(core);
            Ok(core.tuple(&hooks))
        }),
        NativeDef::function("set_hooks", "firstiter, finalizer, /", set_hooks),
        NativeDef::function("live_generators", "", live_generators),
        NativeDef::function("line", "coroutine, /", line),
        NativeDef::function("outside", "kind, seconds, /", |core, args| ask(core, "outside", args)),
        NativeDef::function("task", "name, /", |core, args| {
            core.charge(u64::from(core.profile.costs.task));
            ask(core, "task", args)
        })
        .nanos(0),
        NativeDef::function("task_is", "task, state, until=, /", |core, args| ask(core, "task_is", args)).nanos(0),
    ],
    attributes: no_attributes,
};

/// For the prelude.
pub static VM_LOOP: ModuleDef = ModuleDef {
    name: "_vm",
    natives: &[
        NativeDef::function("take_never_awaited", "", |core, _| {
            let names = std::mem::take(&mut core.never_awaited);
            Ok(core.heap.list(names))
        }),
        NativeDef::function("take_lost", "", |core, _| {
            let lost = std::mem::take(&mut core.lost);
            core.heap.looks.tell = false;
            Ok(core.heap.list(lost.into_iter().map(Value::Obj).collect()))
        }),
        NativeDef::function("is_async_generator", "value, /", |core, args| {
            Ok(Value::Bool(data(core, args[0]).is_some_and(|data| data.kind == Kind::AsyncGenerator)))
        }),
        NativeDef::function("asyncgen_hook", "which, /", |core, args| {
            let which = usize::from(matches!(args[0], Value::Int(1)));
            Ok(hooks(core)[which])
        }),
        NativeDef::function("asyncgen_first", "gen, /", asyncgen_first),
        NativeDef::function("asyncgen_begin", "gen, mode, /", asyncgen_begin),
        NativeDef::function("asyncgen_closed", "gen, /", |core, args| {
            Ok(Value::Bool(data(core, args[0]).is_some_and(|data| data.closed || data.state == GenState::Done)))
        }),
        NativeDef::function("asyncgen_close", "gen, /", |core, args| {
            if let Some(data) = data_mut(core, args[0]) {
                (data.closed, data.busy) = (true, false);
            }
            Ok(Value::None)
        }),
        NativeDef::function("asyncgen_yielded", "gen, /", |core, args| {
            if let Some(data) = data_mut(core, args[0]) {
                data.busy = false;
            }
            Ok(Value::None)
        }),
        NativeDef::function("place", "", |_, _| Err(Break::Frame(FrameQuery::Place { depth: 0 }))),
        NativeDef::function("source_line", "file, line, /", source_line),
    ],
    attributes: no_attributes,
};

fn data(core: &Core, value: Value) -> Option<&GeneratorData> {
    match core.heap.get(value.obj()?) {
        Object::Generator(data) => Some(data),
        _ => None,
    }
}

fn data_mut(core: &mut Core, value: Value) -> Option<&mut GeneratorData> {
    match core.heap.get_mut(value.obj()?) {
        Object::Generator(data) => Some(data),
        _ => None,
    }
}

/// A step of an async generator begins: whether the generator is over already.
fn asyncgen_begin(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(data) = data_mut(core, args[0]) else { return Ok(Value::None) };
    if data.busy {
        let what = match args[1] {
            Value::Int(0) => "anext",
            Value::Int(1) => "athrow",
            _ => "aclose",
        };
        return Err(core.runtime_error(format!("{what}(): asynchronous generator is already running")));
    }
    let over = data.closed || data.state == GenState::Done;
    data.busy = !over;
    Ok(Value::Bool(over))
}

/// The answer to a call of the process's.
fn ask(core: &mut Core, call: &str, args: &[Value]) -> NativeResult {
    let given: Vec<Value> = args.iter().map(|value| if value.is_null() { Value::None } else { *value }).collect();
    let args = core.tuple(&given);
    Err(Break::Want(Box::new(Effect::Host { call: call.into(), args })))
}

/// `cr_code`, `gi_code`
pub(super) fn code(core: &mut Core, args: &[Value]) -> NativeResult {
    let code = data(core, args[0]).map(|data| data.code);
    Ok(code.map_or(Value::None, |code| Value::Obj(core.heap.alloc(Object::Code(code)))))
}

/// The line at which a coroutine stands, None once it is over.
fn line(core: &mut Core, args: &[Value]) -> NativeResult {
    match data(core, args[0]).and_then(|data| data.frame.as_ref()) {
        Some(frame) => Err(Break::Frame(FrameQuery::Line { code: frame.code, at: frame.ip.saturating_sub(1) })),
        None => Ok(Value::None),
    }
}

fn watch(core: &mut Core, args: &[Value]) -> NativeResult {
    core.watched.extend(args[0].obj());
    Ok(Value::None)
}

fn hooks(core: &Core) -> [Value; 2] {
    let found = core.asyncgen_hooks.iter().find(|(thread, _)| *thread == core.current);
    found.map_or([Value::None; 2], |(_, hooks)| *hooks)
}

fn set_hooks(core: &mut Core, args: &[Value]) -> NativeResult {
    let current = core.current;
    core.asyncgen_hooks.retain(|(thread, _)| *thread != current);
    core.asyncgen_hooks.push((current, [args[0], args[1]]));
    Ok(Value::None)
}

/// The hook to call for a generator that is asked for its first value, or None.
fn asyncgen_first(core: &mut Core, args: &[Value]) -> NativeResult {
    let hooks = hooks(core);
    let current = core.current;
    let Some(generator) = args[0].obj() else { return Ok(Value::None) };
    let Object::Generator(data) = core.heap.get_mut(generator) else { return Ok(Value::None) };
    if data.hooked.is_some() || data.state != GenState::Created {
        return Ok(Value::None);
    }
    data.hooked = Some(current);
    if !hooks[1].is_none() {
        core.watched.push(generator);
    }
    Ok(hooks[0])
}

/// Async generators that were begun in this thread and are not over.
fn live_generators(core: &mut Core, _: &[Value]) -> NativeResult {
    let is_live = |obj: &&Obj| {
        matches!(core.heap.get(**obj), Object::Generator(data)
            if data.hooked == Some(core.current) && !data.closed && data.state != GenState::Done)
    };
    let found: Vec<Value> = core.watched.iter().filter(is_live).map(|&obj| Value::Obj(obj)).collect();
    Ok(core.heap.list(found))
}

fn source_line(core: &mut Core, args: &[Value]) -> NativeResult {
    let file = core.text(args[0]);
    let line = core.index_arg(args, 1)?;
    let source = core.sources.iter().rev().find(|(name, _)| **name == *file);
    let text = source.and_then(|(_, text)| text.lines().nth(usize::try_from(line - 1).ok()?));
    let text = text.unwrap_or_default().trim().to_owned();
    Ok(core.str(&text))
}

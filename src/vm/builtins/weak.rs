//! The hidden module `_weak`: slots that hold an object without keeping it, for `_weakref`, which is written in Python.

use crate::vm::core::Core;
use crate::vm::native::{Break, ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::prelude;
use crate::vm::value::{Obj, Value};
use crate::vm::weak::WeakSlot;

/// The module.
pub static WEAK: ModuleDef =
    ModuleDef {
        name: "_weak",
        natives: &[
            NativeDef::function("slot", "target, owner, /", slot),
            NativeDef::function("look", "", look),
            NativeDef::function("target", "slot, /", |core, args| {
                Ok(target(core, args[0]).map_or(Value::None, Value::Obj))
            }),
            NativeDef::function("count", "target, /", count),
            NativeDef::function("finalizable", "", finalizable),
        ],
        attributes: no_attributes,
    };

fn target(core: &Core, slot: Value) -> Option<Obj> {
    core.heap.opaque::<WeakSlot>(slot)?.target
}

/// A slot; `owner._lost()` is called when the target is gone, unless it is None.
fn slot(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.weak_slot(args[0], args[1].obj()) {
        Some(slot) => Ok(slot),
        None => {
            let text = format!("cannot create weak reference to '{}' object", core.type_name(args[0]));
            Err(core.type_error(text))
        }
    }
}

/// Before a read: finds out what is lost, if that is not too much work.
fn look(core: &mut Core, _: &[Value]) -> NativeResult {
    if !core.heap.looks(true) {
        return Ok(Value::None);
    }
    core.heap.ask_for_collection();
    Err(Break::Prelude(prelude::SETTLE, Vec::new()))
}

/// How many slots hold this object.
fn count(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = core.weak.iter().filter(|&&slot| target(core, Value::Obj(slot)) == args[0].obj()).count();
    Ok(Value::Int(n as i64))
}

/// At the end: all objects with `__del__`, which is then theirs to be called.
fn finalizable(core: &mut Core, _: &[Value]) -> NativeResult {
    let watched = std::mem::take(&mut core.watched);
    let (found, others): (Vec<Obj>, Vec<Obj>) = watched.into_iter().partition(|&object| core.has_del(object));
    core.watched = others;
    Ok(core.heap.list(found.into_iter().map(Value::Obj).collect()))
}

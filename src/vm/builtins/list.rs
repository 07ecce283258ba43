//! Methods of `list`. Source: `Objects/listobject.c`.
//!
//! Also the worked example of how natives are written: `append` is plain, `extend` takes any iterable, `pop` raises.

use crate::vm::core::Core;
use crate::vm::native::{NativeDef, NativeResult, TypeDef};
use crate::vm::types;
use crate::vm::value::Value;

/// The class `list`.
pub static LIST: TypeDef = TypeDef::new(
    types::LIST,
    &[
        NativeDef::method("append", "self, object, /", append).nanos(8).unchecked(),
        NativeDef::method("extend", "self, iterable, /", extend),
        NativeDef::method("pop", "self, index=, /", pop),
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

fn extend(core: &mut Core, args: &[Value]) -> NativeResult {
    // Any iterable: when only Python code can walk it, `?` leaves here and we are called again with a list.
    let more = core.items(args, 1)?;
    core.charge_items(more.len());
    core.heap.grew(16 * more.len());
    if let Some(items) = core.heap.as_list_mut(args[0]) {
        items.extend(more);
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
    Ok(items.remove(at as usize))
}

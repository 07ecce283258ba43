//! Methods of `tuple`. Source: `Objects/tupleobject.c`.

use crate::vm::core::Core;
use crate::vm::native::{NativeDef, NativeResult, TypeDef};
use crate::vm::types;
use crate::vm::value::Value;

/// The class `tuple`.
pub static TUPLE: TypeDef = TypeDef::new(
    types::TUPLE,
    &[
        NativeDef::method("count", "self, value, /", count),
        NativeDef::method("index", "self, value, start=, stop=, /", index),
        NativeDef::method("__getnewargs__", "self, /", getnewargs),
        NativeDef::class_method("__class_getitem__", "cls, item, /", super::generic_alias),
    ],
);

fn items_of(core: &Core, args: &[Value]) -> Vec<Value> {
    core.heap.as_tuple(args[0]).map(<[Value]>::to_vec).unwrap_or_default()
}

fn count(core: &mut Core, args: &[Value]) -> NativeResult {
    super::list::count_in(core, &items_of(core, args), args)
}

fn index(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = items_of(core, args);
    match super::list::index_in(core, &items, args)? {
        Some(at) => Ok(at),
        None => Err(core.value_error("tuple.index(x): x not in tuple")),
    }
}

fn getnewargs(core: &mut Core, args: &[Value]) -> NativeResult {
    let items = core.tuple(&items_of(core, args));
    Ok(core.tuple(&[items]))
}

//! The builtin types' methods and the native modules: tables of natives, one file for each type or module.
//!
//! To add a method: write `fn(&mut Core, &[Value]) -> NativeResult`, add a row to its file's table. To add a type or module:
//! add its table here. See `native.rs` for what a native may do, `list.rs` for an example.

mod bytes;
pub(super) mod callables;
mod codec;
mod complex;
mod construct;
pub(super) mod deque;
pub(super) mod dict;
mod docs;
pub(super) mod elementary;
mod event_loop;
pub(super) mod exception_text;
mod exceptions;
pub(super) mod exp;
pub(super) mod float;
pub(super) mod format;
mod functions;
mod gamma;
pub(super) mod hashlib;
pub(super) mod int;
mod kernel;
mod library;
mod list;
mod math;
mod math_sums;
mod object;
mod pickle;
mod pickle_dump;
mod pickle_load;
mod pylanes;
mod random;
mod regex;
pub(super) mod repr;
pub(super) mod set;
mod sizeof;
mod slots;
pub(super) mod sort;
pub(super) mod str_case;
pub(super) mod str_methods;
mod string;
mod sys;
pub mod thread;
mod time;
mod tuple;
mod vm_containers;
mod vm_module;
mod weak;
mod zlib;

use super::core::Core;
use super::native::{ModuleDef, NativeResult, TypeDef};
use super::object::Object;
use super::value::Value;

/// Natives of the builtin classes; a class may have several tables, and a later table's name replaces an earlier one's.
pub fn types() -> impl Iterator<Item = &'static TypeDef> {
    let groups: [&'static [&'static TypeDef]; 7] = [
        slots::SLOTS,
        construct::CONSTRUCTORS,
        construct::FILLERS,
        exceptions::EXCEPTIONS,
        callables::CALLABLES,
        thread::LOCKS,
        TYPES,
    ];
    groups.into_iter().flatten().copied()
}

static TYPES: &[&TypeDef] = &[
    &deque::DEQUE,
    &object::OBJECT,
    &object::TYPE,
    &list::LIST,
    &tuple::TUPLE,
    &dict::DICT,
    &dict::MAPPING_PROXY,
    &dict::DICT_KEYS,
    &dict::DICT_VALUES,
    &dict::DICT_ITEMS,
    &set::SET,
    &set::FROZENSET,
    &string::STR,
    &string::STR_CASE,
    &bytes::BYTES,
    &bytes::BYTEARRAY,
    &string::STR_FORMAT,
    &string::INT_FORMAT,
    &string::FLOAT_FORMAT,
    &int::INT,
    &float::FLOAT,
    &complex::COMPLEX,
    &docs::DOCS,
];

/// Native modules.
pub static MODULES: &[&ModuleDef] = &[
    &deque::COLLECTIONS,
    &functions::BUILTINS,
    &sys::SYS,
    &vm_module::VM,
    &vm_containers::VM_CONTAINERS,
    &hashlib::HASHLIB,
    &event_loop::LOOP,
    &event_loop::VM_LOOP,
    &thread::THREAD,
    &kernel::KERNEL,
    &library::LIBRARY,
    &math::MATH,
    &math::MATH_UNARY,
    &pickle::PICKLE,
    &pylanes::PYLANES,
    &random::RANDOM,
    &regex::REGEX,
    &time::TIME,
    &weak::WEAK,
    &zlib::ZLIB,
];

/// `list[int]`: what `__class_getitem__` of builtin classes makes.
fn generic_alias(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(origin) = args[0].obj() else { return Ok(Value::None) };
    let items = match core.heap.as_tuple(args[1]) {
        Some(_) => args[1],
        None => core.tuple(&[args[1]]),
    };
    match items.obj() {
        Some(args) => Ok(Value::Obj(core.heap.alloc(Object::GenericAlias { origin, args }))),
        None => Ok(Value::None),
    }
}

//! The functions of the module `builtins`. Source: `Python/bltinmodule.c`.

use crate::vm::core::Core;
use crate::vm::native::{ModuleDef, NativeDef, NativeResult, no_attributes};
use crate::vm::object::Object;
use crate::vm::value::Value;

/// The module `builtins`.
pub static BUILTINS: ModuleDef = ModuleDef {
    name: "builtins",
    natives: &[NativeDef::function("len", "obj, /", len).nanos(5).unchecked()],
    attributes: no_attributes,
};

fn len(core: &mut Core, args: &[Value]) -> NativeResult {
    match core.len_of(args[0]) {
        Some(n) => Ok(Value::Int(n as i64)),
        None => {
            let text = format!("object of type '{}' has no len()", core.type_name(args[0]));
            Err(core.type_error(text))
        }
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

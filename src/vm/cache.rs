//! Inline caches: what an attribute or global instruction found last time, and under which conditions it holds again.
//!
//! An attribute instruction that loads has two, since many a place sees objects of two classes in turn.
//! Never visible: not in results, costs or step counts. A copy of a machine starts with none.

use super::core::Core;
use super::object::Object;
use super::shape::ShapeId;
use super::value::{Obj, Value};

/// One instruction's cache.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cache {
    pub kind: CacheKind,
    /// The value's class, or the globals dict.
    pub class: Obj,
    /// The name looked up, where that must be checked.
    pub name: Obj,
    pub shape: ShapeId,
    /// `Core::type_version`, or the dict's `keys_version`.
    pub version: u32,
    /// Place among the instance's values or the dict's entries.
    pub index: u32,
    /// The shape after a store that adds the attribute.
    pub next: ShapeId,
    /// What was found on the class, or the module.
    pub value: Value,
}

impl Cache {
    /// What the native of a [`CacheKind::Getter`] computes for this owner, if this cache knows.
    pub fn computed(&self, core: &mut Core, owner: Value) -> Option<(Value, bool)> {
        let Value::Native(id) = self.value else { return None };
        if self.version != core.type_version || core.class_of(owner) != self.class {
            return None;
        }
        let func = core.natives[id.0 as usize].func;
        func(core, &[owner]).ok().map(|value| (value, false))
    }
    /// What LOAD_ATTR finds for this owner, and whether it is a method of it, if this cache knows.
    #[inline(never)]
    pub fn attr(&self, core: &Core, owner: Value, method: bool) -> Option<(Value, bool)> {
        if self.version != core.type_version {
            return None;
        }
        match self.kind {
            CacheKind::Slot | CacheKind::Method | CacheKind::ClassValue => match owner {
                Value::Obj(obj) => match core.heap.get(obj) {
                    Object::Instance(instance) if instance.class == self.class && instance.shape == self.shape => {
                        match self.kind {
                            CacheKind::Slot => Some((instance.values[self.index as usize], false)),
                            CacheKind::ClassValue => Some((self.value, false)),
                            _ => method.then_some((self.value, true)),
                        }
                    }
                    _ => None,
                },
                _ => None,
            },
            CacheKind::Module => match core.heap.get(self.class) {
                Object::Dict(dict) if owner.is(self.value) => {
                    let entry = dict.entries().get(self.index as usize)?;
                    entry.key.is(Value::Obj(self.name)).then_some((entry.value, false))
                }
                _ => None,
            },
            CacheKind::BuiltinMethod if method && core.class_of(owner) == self.class => Some((self.value, true)),
            _ => None,
        }
    }
}

/// What a cache holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum CacheKind {
    #[default]
    Empty,
    /// The attribute is at `index` of an instance of `class` and `shape`.
    Slot,
    /// A store that takes an instance of `class` and `shape` to `next`.
    Add,
    /// `value` is a function on `class`, not shadowed in `shape`.
    Method,
    /// `value` is on `class` and nothing that binds; not shadowed in `shape`.
    ClassValue,
    /// The owner is the module `value`; `name` is at `index` of its dict `class`.
    Module,
    /// As `Method`, for builtin values, which have no namespace.
    BuiltinMethod,
    /// `value` is a native that computes the attribute of an exception and cannot fail.
    Getter,
    /// The name is at `index` of the globals dict `class`.
    Global,
    /// The globals dict `class` of `version` lacks the name; it is at `index` of the builtins.
    Builtin,
}

/// The caches of a machine, by [`ExecInstr::cache`](super::code_table::ExecInstr::cache).
#[derive(Debug, Default)]
pub(super) struct Caches(pub Vec<Cache>);

impl Clone for Caches {
    fn clone(&self) -> Self {
        Self::default()
    }
}

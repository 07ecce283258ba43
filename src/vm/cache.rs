//! Inline caches: what an attribute or global instruction found last time, and under which conditions it holds again.
//!
//! Never visible: not in results, costs or step counts. A copy of a machine starts with none.

use super::shape::ShapeId;
use super::value::{Obj, Value};

/// One instruction's cache.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cache {
    pub kind: CacheKind,
    /// The value's class, or the globals dict.
    pub class: Obj,
    pub shape: ShapeId,
    /// `Core::type_version`, or the dict's `keys_version`.
    pub version: u32,
    /// Place among the instance's values or the dict's entries.
    pub index: u32,
    /// The shape after a store that adds the attribute.
    pub next: ShapeId,
    /// The function found on the class.
    pub value: Value,
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
    /// As `Method`, for builtin values, which have no namespace.
    BuiltinMethod,
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

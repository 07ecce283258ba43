//! Hidden classes: which attribute of an instance is at which place.
//!
//! After Chambers, Ungar and Lee, "An Efficient Implementation of SELF" (OOPSLA 1989), and CPython's key-sharing dicts
//! (`Objects/dictobject.c`, PEP 412). Instances of one class that got the same attributes in the same order share a shape.
//! An instance whose attributes leave that pattern (a deletion, too many names, `__dict__` looked at) keeps a dict instead.

use std::sync::Arc;

use hashbrown::HashMap;

use super::value::Obj;
use crate::base::ids::IndexVec;
use crate::index_type;

index_type!(
    /// A hidden class.
    ShapeId
);

impl ShapeId {
    /// No attributes.
    pub const EMPTY: ShapeId = ShapeId(0);
    /// The attributes are in a dict: the instance's only value.
    pub const DICT: ShapeId = ShapeId(1);
}

/// More names than this and an instance keeps a dict.
pub const MAX_SHAPE_NAMES: usize = 64;

/// The names of one shape, in the order they were set.
#[derive(Clone, Debug, Default)]
pub struct Shape {
    names: Vec<Obj>,
    next: Vec<(Obj, ShapeId)>,
    index: HashMap<Obj, u32, FixedState>,
}

/// All shapes of a machine; copies of it share them until one makes another shape.
#[derive(Clone, Debug)]
pub struct Shapes {
    shapes: Arc<IndexVec<ShapeId, Shape>>,
}

impl Default for Shapes {
    fn default() -> Self {
        Self { shapes: Arc::new([Shape::default(), Shape::default()].into_iter().collect()) }
    }
}

impl Shapes {
    /// Where `name` is, when the shape has it. `name` is an interned string.
    #[inline]
    pub fn index_of(&self, shape: ShapeId, name: Obj) -> Option<usize> {
        let shape = &self.shapes[shape];
        if shape.names.len() <= 8 {
            return shape.names.iter().position(|&n| n == name);
        }
        shape.index.get(&name).map(|&i| i as usize)
    }
    pub fn names(&self, shape: ShapeId) -> &[Obj] {
        &self.shapes[shape].names
    }
    /// The shape with `name` added; `None` when it would have too many names.
    pub fn with(&mut self, shape: ShapeId, name: Obj) -> Option<ShapeId> {
        if let Some(&(_, next)) = self.shapes[shape].next.iter().find(|(n, _)| *n == name) {
            return Some(next);
        }
        let mut names = self.shapes[shape].names.clone();
        if names.len() >= MAX_SHAPE_NAMES {
            return None;
        }
        names.push(name);
        let index = names.iter().enumerate().map(|(i, &n)| (n, i as u32)).collect();
        let shapes = Arc::make_mut(&mut self.shapes);
        let next = shapes.push(Shape { names, next: Vec::new(), index });
        shapes[shape].next.push((name, next));
        Some(next)
    }
    /// Calls `visit` for every name, so that the collector keeps them.
    pub fn trace(&self, mut visit: impl FnMut(Obj)) {
        self.shapes.iter().flat_map(|shape| &shape.names).for_each(|&name| visit(name));
    }
}

/// A hasher that is the same in every run: for maps keyed by handles, whose order is never looked at.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixedState;

/// Multiply-rotate over the words written.
#[derive(Clone, Copy, Debug, Default)]
pub struct FixedHasher(u64);

impl std::hash::BuildHasher for FixedState {
    type Hasher = FixedHasher;
    fn build_hasher(&self) -> FixedHasher {
        FixedHasher(0)
    }
}

impl std::hash::Hasher for FixedHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(super::string::hash_bytes(bytes));
    }
    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }
}

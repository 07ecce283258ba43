//! Weak references and finalizers: how a tracing collector tells of losses about as soon as counting references would.
//!
//! While objects live whose loss the program sees (they have `__del__`, or a weak reference to them has a callback), the
//! machine looks for losses wherever something was let go of: after `del`, after storing, after a statement's value is
//! dropped. Reading a weak reference looks too. A look is a collection, so there is a budget for them; when it is used up, looks
//! happen only as the heap grows. Sources: `Objects/weakrefobject.c`, `Objects/typeobject.c` (`subtype_dealloc`), PEP 442.
//!
//! Gaps: objects of one look die in the order of their making; local variables that a function stores over are seen late.

use std::any::Any;

use super::core::Core;
use super::heap::Heap;
use super::object::{Object, Opaque};
use super::types;
use super::value::{Obj, Value};

/// Bytes of heap that looks may go through, and as much again for those after `del` and for reads.
const BUDGET: usize = 1 << 30;

/// When to look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    /// Something lives whose loss is to be told at once.
    pub eager: bool,
    /// Something is lost that is to be told of.
    pub tell: bool,
    left: usize,
    left_for_dels: usize,
    /// Bytes in use after the last collection.
    settled: usize,
}

impl Looks {
    pub const fn new() -> Self {
        Self { eager: false, tell: false, left: BUDGET, left_for_dels: BUDGET, settled: 0 }
    }
}

impl Heap {
    /// Whether to look for losses now; `asked` by a `del` or a read. It must then be done.
    pub(super) fn looks(&mut self, asked: bool) -> bool {
        let cost = self.bytes().max(1);
        let looks = &mut self.looks;
        let left = if asked { &mut looks.left_for_dels } else { &mut looks.left };
        if *left >= cost {
            *left -= cost;
            return true;
        }
        cost > looks.settled + looks.settled / 8
    }
    pub(super) fn looked(&mut self, eager: bool) {
        self.looks.eager = eager;
        self.looks.settled = self.bytes();
    }
}

/// What a weak reference written in Python holds: neither field keeps anything alive.
#[derive(Clone, Debug)]
pub struct WeakSlot {
    pub target: Option<Obj>,
    /// The reference whose `_lost()` is called.
    pub owner: Option<Obj>,
}

impl Opaque for WeakSlot {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
}

impl Core {
    /// A weak reference to an object that can have one; `owner` is to hear of the loss.
    pub(super) fn weak_slot(&mut self, target: Value, owner: Option<Obj>) -> Option<Value> {
        let target = target.obj().filter(|&target| self.can_be_weakly_referenced(target))?;
        self.heap.looks.eager |= owner.is_some();
        let state = Box::new(WeakSlot { target: Some(target), owner });
        let slot = self.heap.alloc(Object::Opaque { class: types::OBJECT, state });
        self.weak.push(slot);
        Some(Value::Obj(slot))
    }
    fn can_be_weakly_referenced(&self, target: Obj) -> bool {
        match self.heap.get(target) {
            Object::Instance(instance) => {
                let by_class = self.heap.class(instance.class);
                let named =
                    |slot: &Obj| self.heap.as_str(Value::Obj(*slot)).is_some_and(|s| s.as_str() == "__weakref__");
                by_class.is_some_and(|class| !class.no_dict || class.slots.iter().any(named))
                    && instance.payload.is_none_or(|payload| {
                        !matches!(
                            self.heap.get(payload),
                            Object::Tuple(_) | Object::Boxed(_) | Object::BigInt(_) | Object::Bytes(_)
                        )
                    })
            }
            Object::Set(_)
            | Object::FrozenSet(_)
            | Object::Class(_)
            | Object::Function(_)
            | Object::BoundMethod { .. }
            | Object::Generator(_)
            | Object::Module { .. }
            | Object::Opaque { .. } => true,
            _ => false,
        }
    }
    /// An object was made whose class has `__del__`.
    #[cold]
    pub(super) fn watch_for_del(&mut self, object: Obj) {
        self.watched.push(object);
        self.heap.looks.eager = true;
    }
    /// Whether this has a finalizer of its own.
    pub(super) fn has_del(&self, object: Obj) -> bool {
        match self.heap.get(object) {
            Object::Instance(instance) => self.heap.class(instance.class).is_some_and(|class| class.quirks.del),
            _ => false,
        }
    }
    /// After marking: clears the references to what is lost, and answers the owners that are to hear of it.
    pub(super) fn clear_weak(&mut self, is_marked: &dyn Fn(Obj) -> bool) -> Vec<Obj> {
        let mut told = Vec::new();
        let mut weak = std::mem::take(&mut self.weak);
        weak.retain(|&slot| {
            let value = Value::Obj(slot);
            let Some(state) = self.heap.opaque::<WeakSlot>(value).filter(|_| is_marked(slot)) else { return false };
            if state.target.is_some_and(is_marked) {
                return true;
            }
            told.extend(state.owner.filter(|_| state.target.is_some()));
            if let Some(state) = self.heap.opaque_mut::<WeakSlot>(value) {
                state.target = None;
            }
            false
        });
        self.weak = weak;
        told
    }
    /// Whether anything is left whose loss is to be told at once.
    pub(super) fn is_eager(&self) -> bool {
        let heard = |&slot: &Obj| self.heap.opaque::<WeakSlot>(Value::Obj(slot)).is_some_and(|s| s.owner.is_some());
        self.watched.iter().any(|&object| self.has_del(object)) || self.weak.iter().any(heard)
    }
}

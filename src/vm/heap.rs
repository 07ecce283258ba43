//! The arena: pages of 256 slots, each page either this machine's own or shared with snapshots.
//!
//! Handles are indices; nothing here counts references. `gc.rs` finds what is unreachable and frees it.
//! Accounting: `bytes` is exact after a collection and grows by estimate until the next.

use std::sync::Arc;

use num_bigint::BigInt;
use smol_str::SmolStr;

use super::class::ClassData;
use super::cow::Cow;
use super::dict::Dict;
use super::exc::ExcData;
use super::footprint;
use super::object::{Function, Instance, Object};
use super::set::Set;
use super::string::PyStr;
use super::value::{MaybeObj, Obj, Value};
use super::weak::Looks;

pub const PAGE_SLOTS: usize = 256;
/// Bytes of allocation between collections, at the least.
const MIN_GC_BYTES: usize = 8 << 20;

/// 256 slots.
pub(super) type Slots = [Object; PAGE_SLOTS];

/// A page of slots.
#[derive(Debug)]
pub(super) enum Page {
    /// Written in place.
    Owned(Box<Slots>),
    /// Snapshots may see it: copied before the first write.
    Shared(Arc<Slots>),
}

impl Page {
    fn free() -> Page {
        let slots: Box<[Object]> = (0..PAGE_SLOTS).map(|_| Object::Free).collect();
        match slots.try_into() {
            Ok(slots) => Page::Owned(slots),
            Err(_) => unreachable!("made with PAGE_SLOTS slots"),
        }
    }
    #[inline]
    pub(super) fn slots(&self) -> &Slots {
        match self {
            Page::Owned(slots) => slots,
            Page::Shared(slots) => slots,
        }
    }
    #[inline]
    pub(super) fn slots_mut(&mut self) -> &mut Slots {
        if let Page::Shared(_) = self {
            self.own();
        }
        match self {
            Page::Owned(slots) => slots,
            Page::Shared(_) => unreachable!("owned just now"),
        }
    }
    #[cold]
    #[inline(never)]
    fn own(&mut self) {
        if let Page::Shared(shared) = self {
            let copy: Box<[Object]> = shared.iter().cloned().collect();
            if let Ok(slots) = copy.try_into() {
                *self = Page::Owned(slots);
            }
        }
    }
    fn freeze(&mut self) {
        let Page::Owned(slots) = self else { return };
        for object in slots.iter_mut() {
            match object {
                Object::List(items) => items.freeze(),
                Object::Dict(dict) => dict.freeze(),
                Object::Set(set) => set.freeze(),
                Object::ByteArray(bytes) => bytes.freeze(),
                Object::Class(class) => class.freeze(),
                _ => {}
            }
        }
        let owned = std::mem::replace(self, Page::free_placeholder());
        if let Page::Owned(slots) = owned {
            *self = Page::Shared(Arc::from(slots));
        }
    }
    fn free_placeholder() -> Page {
        thread_local_free_page()
    }
}

/// An empty shared page, to stand in while a page changes hands.
fn thread_local_free_page() -> Page {
    static EMPTY: std::sync::OnceLock<Arc<Slots>> = std::sync::OnceLock::new();
    Page::Shared(Arc::clone(EMPTY.get_or_init(|| Arc::new([const { Object::Free }; PAGE_SLOTS]))))
}

impl Clone for Page {
    fn clone(&self) -> Self {
        match self {
            Page::Owned(slots) => Page::Owned(slots.clone()),
            Page::Shared(slots) => Page::Shared(Arc::clone(slots)),
        }
    }
}

/// All objects of one machine.
#[derive(Clone, Debug)]
pub struct Heap {
    pub(super) pages: Vec<Page>,
    /// Free handles below `next`, taken from the end.
    pub(super) free: Vec<u32>,
    /// The first handle never used.
    pub(super) next: u32,
    pub(super) bytes: usize,
    pub(super) gc_at: usize,
    pub(super) looks: Looks,
    pub(super) limit: usize,
    /// What was written last.
    pub(super) written: MaybeObj,
    /// Collections so far.
    pub(super) n_collections: u32,
}

impl Heap {
    /// `first` handles are reserved for objects put at fixed places.
    pub(super) fn new(first: u32, limit: usize) -> Self {
        let mut heap = Self {
            pages: Vec::new(),
            free: Vec::new(),
            next: first,
            bytes: 0,
            gc_at: MIN_GC_BYTES,
            looks: Looks::new(),
            limit,
            written: MaybeObj::NONE,
            n_collections: 0,
        };
        while heap.pages.len() * PAGE_SLOTS < first as usize {
            heap.pages.push(Page::free());
        }
        heap
    }
    /// The object of a handle; `Free` when the handle is stale.
    #[inline(always)]
    pub fn get(&self, obj: Obj) -> &Object {
        &self.pages[(obj.0 >> 8) as usize].slots()[(obj.0 & 255) as usize]
    }
    #[inline]
    pub fn get_mut(&mut self, obj: Obj) -> &mut Object {
        self.written = obj.into();
        self.place(obj)
    }
    /// For writing what is new or has no lock of its own, which [`written`](Self::written) is not to know of.
    #[inline]
    pub(super) fn place(&mut self, obj: Obj) -> &mut Object {
        &mut self.pages[(obj.0 >> 8) as usize].slots_mut()[(obj.0 & 255) as usize]
    }
    /// As [`get_mut`](Self::get_mut), when no snapshot can see it.
    #[inline(always)]
    pub(super) fn change_owned(&mut self, obj: Obj) -> Option<&mut Object> {
        self.written = obj.into();
        self.get_owned(obj)
    }
    /// As [`place`](Self::place), when no snapshot can see it.
    #[inline(always)]
    pub(super) fn get_owned(&mut self, obj: Obj) -> Option<&mut Object> {
        match &mut self.pages[(obj.0 >> 8) as usize] {
            Page::Owned(slots) => Some(&mut slots[(obj.0 & 255) as usize]),
            Page::Shared(_) => None,
        }
    }
    /// `container[index]`, of a list or a tuple, when there is such an item.
    #[inline(always)]
    pub(super) fn item_at(&self, container: Obj, index: i64) -> Option<Value> {
        let items: &[Value] = match self.get(container) {
            Object::List(items) => items,
            Object::Tuple(items) => items,
            _ => return None,
        };
        let at = if index < 0 { index + items.len() as i64 } else { index };
        usize::try_from(at).ok().and_then(|at| items.get(at)).copied()
    }
    /// Puts an object in the heap. Never fails: the limit is looked at where a collection can run, and by
    /// [`Core::reserve`](super::core::Core::reserve) before something large is made.
    #[inline]
    pub fn alloc(&mut self, object: Object) -> Obj {
        self.bytes += footprint::OBJECT + payload_estimate(&object);
        let handle = match self.free.pop() {
            Some(handle) => handle,
            None => self.fresh_handle(),
        };
        *self.place(Obj(handle)) = object;
        Obj(handle)
    }
    /// Accounts for an object that nobody will see, as if it had been made: its handle is used up. It would have this many bytes
    /// outside its slot.
    pub(super) fn alloc_unseen(&mut self, payload: usize) {
        self.alloc(Object::Cell(Value::Null));
        self.bytes += payload;
    }
    #[cold]
    fn fresh_handle(&mut self) -> u32 {
        let handle = self.next;
        self.next += 1;
        if handle as usize >= self.pages.len() * PAGE_SLOTS {
            self.pages.push(Page::free());
        }
        handle
    }
    /// Tells the accounting of growth outside a slot.
    #[inline]
    pub fn grew(&mut self, bytes: usize) {
        self.bytes += bytes;
    }
    /// Whether a collection should run at the next safe point.
    #[inline]
    pub fn gc_due(&self) -> bool {
        self.bytes >= self.gc_at
    }
    /// Lets the next safe point collect.
    pub fn ask_for_collection(&mut self) {
        self.gc_at = 0;
    }
    /// Whether nothing is expected to refer to this any more once the stack lets go of it: a coroutine that never ran, an
    /// async generator in the middle.
    #[inline]
    pub(super) fn is_left_behind(&self, obj: Obj) -> bool {
        use super::generator::GenState;
        use crate::lang::code::Kind;
        matches!(self.get(obj), Object::Generator(data)
            if data.kind == Kind::Coroutine && data.state == GenState::Created
                || data.kind == Kind::AsyncGenerator && data.state == GenState::Suspended)
    }
    /// Bytes in use, as accounted.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
    /// Bytes of the slots, used or free, that have ever been needed.
    #[cfg(test)]
    pub(super) fn pages_bytes(&self) -> usize {
        self.pages.len() * PAGE_SLOTS * footprint::OBJECT
    }
    pub(super) fn set_gc_threshold(&mut self) {
        self.gc_at =
            (self.bytes * 2).max(self.bytes + MIN_GC_BYTES).min(self.limit.max(self.bytes + (MIN_GC_BYTES >> 3)));
    }
    /// Turns all owned pages into shared ones, so that `clone` copies no object.
    pub(super) fn freeze(&mut self) {
        self.pages.iter_mut().for_each(Page::freeze);
    }

    // ---- making objects ----

    pub fn str(&mut self, text: impl Into<SmolStr>) -> Value {
        Value::Obj(self.alloc(Object::Str(PyStr::new(text))))
    }
    /// An int value, small or big, normalised.
    pub fn int(&mut self, n: BigInt) -> Value {
        match i64::try_from(&n) {
            Ok(small) => Value::Int(small),
            Err(_) => Value::Obj(self.alloc(Object::BigInt(Arc::new(n)))),
        }
    }
    pub fn int_i128(&mut self, n: i128) -> Value {
        match i64::try_from(n) {
            Ok(small) => Value::Int(small),
            Err(_) => self.int(BigInt::from(n)),
        }
    }
    pub fn bytes_value(&mut self, bytes: impl Into<Arc<[u8]>>) -> Value {
        Value::Obj(self.alloc(Object::Bytes(bytes.into())))
    }
    pub fn tuple(&mut self, items: impl Into<Arc<[Value]>>) -> Value {
        Value::Obj(self.alloc(Object::Tuple(items.into())))
    }
    pub fn list(&mut self, items: Vec<Value>) -> Value {
        Value::Obj(self.alloc(Object::List(Cow::Owned(items))))
    }
    pub fn dict(&mut self, dict: Dict) -> Value {
        Value::Obj(self.alloc(Object::Dict(Cow::Owned(Box::new(dict)))))
    }
    pub fn set(&mut self, set: Set) -> Value {
        Value::Obj(self.alloc(Object::Set(Cow::Owned(Box::new(set)))))
    }

    // ---- looking into values; each sees through an instance of a subclass to its builtin payload ----

    /// The builtin storage behind a value: itself, or the payload of an instance of a subclass of a builtin type.
    #[inline]
    pub fn plain(&self, value: Value) -> Value {
        match value {
            Value::Obj(obj) => match self.get(obj) {
                Object::Instance(Instance { payload: Some(payload), .. }) => match self.get(*payload) {
                    Object::Boxed(inner) => *inner,
                    _ => Value::Obj(*payload),
                },
                _ => value,
            },
            _ => value,
        }
    }
    #[inline]
    fn plain_object(&self, value: Value) -> Option<&Object> {
        match value {
            Value::Obj(obj) => match self.get(obj) {
                Object::Instance(Instance { payload: Some(payload), .. }) => Some(self.get(*payload)),
                object => Some(object),
            },
            _ => None,
        }
    }
    /// The handle of the builtin storage behind a value.
    #[inline]
    pub fn plain_obj(&self, value: Value) -> Option<Obj> {
        match value {
            Value::Obj(obj) => match self.get(obj) {
                Object::Instance(Instance { payload: Some(payload), .. }) => Some(*payload),
                _ => Some(obj),
            },
            _ => None,
        }
    }
    pub fn as_str(&self, value: Value) -> Option<&PyStr> {
        match self.plain_object(value)? {
            Object::Str(s) => Some(s),
            _ => None,
        }
    }
    /// An int that fits, or a bool.
    #[inline]
    pub fn as_i64(&self, value: Value) -> Option<i64> {
        match value {
            Value::Int(i) => Some(i),
            Value::Bool(b) => Some(i64::from(b)),
            Value::Obj(_) => match self.plain(value) {
                Value::Int(i) => Some(i),
                Value::Bool(b) => Some(i64::from(b)),
                _ => None,
            },
            _ => None,
        }
    }
    /// Any int or bool, as a big integer.
    pub fn as_bigint(&self, value: Value) -> Option<BigInt> {
        if let Some(i) = self.as_i64(value) {
            return Some(BigInt::from(i));
        }
        match self.plain_object(value)? {
            Object::BigInt(n) => Some((**n).clone()),
            _ => None,
        }
    }
    /// A float proper (not an int).
    pub fn as_f64(&self, value: Value) -> Option<f64> {
        match self.plain(value) {
            Value::Float(x) => Some(x),
            _ => None,
        }
    }
    pub fn as_tuple(&self, value: Value) -> Option<&[Value]> {
        match self.plain_object(value)? {
            Object::Tuple(items) => Some(items),
            _ => None,
        }
    }
    pub fn as_list(&self, value: Value) -> Option<&Vec<Value>> {
        match self.plain_object(value)? {
            Object::List(items) => Some(items),
            _ => None,
        }
    }
    /// For changing the list; tell [`grew`](Self::grew) when it gets longer.
    pub fn as_list_mut(&mut self, value: Value) -> Option<&mut Vec<Value>> {
        match self.get_mut(self.plain_obj(value)?) {
            Object::List(items) => Some(items.to_mut()),
            _ => None,
        }
    }
    pub fn as_dict(&self, value: Value) -> Option<&Dict> {
        match self.plain_object(value)? {
            Object::Dict(dict) => Some(dict),
            Object::MappingProxy(inner) => self.as_dict(Value::Obj(*inner)),
            Object::Class(class) => Some(&class.dict),
            _ => None,
        }
    }
    pub fn as_dict_mut(&mut self, value: Value) -> Option<&mut Dict> {
        match self.get_mut(self.plain_obj(value)?) {
            Object::Dict(dict) => Some(dict.to_mut()),
            _ => None,
        }
    }
    /// A set or frozenset.
    pub fn as_set(&self, value: Value) -> Option<&Set> {
        match self.plain_object(value)? {
            Object::Set(set) => Some(set),
            Object::FrozenSet(set) => Some(set),
            _ => None,
        }
    }
    pub fn as_set_mut(&mut self, value: Value) -> Option<&mut Set> {
        match self.get_mut(self.plain_obj(value)?) {
            Object::Set(set) => Some(set.to_mut()),
            _ => None,
        }
    }
    /// Bytes or bytearray.
    pub fn as_bytes(&self, value: Value) -> Option<&[u8]> {
        match self.plain_object(value)? {
            Object::Bytes(bytes) => Some(bytes),
            Object::ByteArray(bytes) => Some(bytes),
            _ => None,
        }
    }
    pub fn as_class(&self, value: Value) -> Option<&ClassData> {
        match value {
            Value::Obj(obj) => self.class(obj),
            _ => None,
        }
    }
    #[inline]
    pub fn class(&self, obj: Obj) -> Option<&ClassData> {
        match self.get(obj) {
            Object::Class(class) => Some(class),
            _ => None,
        }
    }
    pub fn class_mut(&mut self, obj: Obj) -> Option<&mut ClassData> {
        match self.get_mut(obj) {
            Object::Class(class) => Some(class.to_mut()),
            _ => None,
        }
    }
    pub fn as_function(&self, value: Value) -> Option<&Function> {
        match self.get(value.obj()?) {
            Object::Function(function) => Some(function),
            _ => None,
        }
    }
    pub fn as_exception(&self, value: Value) -> Option<&ExcData> {
        match self.get(value.obj()?) {
            Object::Exception(exc) => Some(exc),
            _ => None,
        }
    }
    pub fn as_exception_mut(&mut self, value: Value) -> Option<&mut ExcData> {
        match self.get_mut(value.obj()?) {
            Object::Exception(exc) => Some(exc),
            _ => None,
        }
    }
    /// A library object's state of type `T`, also behind an instance of a subclass.
    pub fn opaque<T: 'static>(&self, value: Value) -> Option<&T> {
        match self.plain_object(value)? {
            Object::Opaque { state, .. } => state.as_any().downcast_ref(),
            _ => None,
        }
    }
    pub fn opaque_mut<T: 'static>(&mut self, value: Value) -> Option<&mut T> {
        match self.get_mut(self.plain_obj(value)?) {
            Object::Opaque { state, .. } => state.as_any_mut().downcast_mut(),
            _ => None,
        }
    }
}

/// What an object occupies outside its slot, quickly. By length, not capacity, which differs between a machine and its copy.
#[inline]
pub(super) fn payload_estimate(object: &Object) -> usize {
    match object {
        Object::Free
        | Object::Complex(..)
        | Object::Range { .. }
        | Object::Iter(_)
        | Object::Cell(_)
        | Object::BoundMethod { .. } => 0,
        Object::Str(s) => s.as_str().len() + 16,
        Object::BigInt(n) => n.bits() as usize / 8 + 48,
        Object::Bytes(bytes) => bytes.len() + 16,
        Object::ByteArray(bytes) => bytes.len(),
        Object::Tuple(items) => footprint::tuple(items.len()),
        Object::List(items) => items.len() * 16,
        Object::Dict(dict) => dict.size(),
        Object::Set(set) => set.size(),
        Object::FrozenSet(set) => set.size(),
        Object::Instance(instance) => instance.values.len() * 16,
        Object::Exception(_) => footprint::EXCEPTION,
        Object::Class(_) => footprint::CLASS,
        Object::Function(_) => footprint::FUNCTION,
        Object::Slice(_) => footprint::SLICE,
        Object::Generator(generator) => generator.size(),
        Object::Opaque { state, .. } => state.size(),
        _ => 48,
    }
}

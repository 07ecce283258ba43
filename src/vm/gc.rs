//! The collector: marks what the roots reach, frees the rest. Runs between two instructions, when enough was allocated.
//!
//! Mark and sweep with a list of work; deterministic, since both the moment and the order of freed handles follow from
//! what the program did. Objects registered in `Core::watched` (those with `__del__` among them) are kept once more when they are
//! lost, so that their loss can be told; weak references (`weak.rs`) are cleared before.

use super::footprint;
use super::generator::{GenState, GeneratorData};
use super::heap::{PAGE_SLOTS, payload_estimate};
use super::iter::Iter;
use super::machine::Machine;
use super::names::FIRST_FREE;
use super::object::{Function, Object};
use super::thread::{End, PyThread};
use super::value::{MaybeObj, Obj, Value};
use crate::lang::code::Kind;

struct Marker {
    marked: Vec<u64>,
    work: Vec<Obj>,
}

impl Marker {
    fn obj(&mut self, obj: Obj) {
        let (word, bit) = (obj.0 as usize / 64, 1u64 << (obj.0 % 64));
        if let Some(word) = self.marked.get_mut(word)
            && *word & bit == 0
        {
            *word |= bit;
            self.work.push(obj);
        }
    }
    fn value(&mut self, value: Value) {
        if let Value::Obj(obj) = value {
            self.obj(obj);
        }
    }
    fn values(&mut self, values: &[Value]) {
        values.iter().for_each(|&value| self.value(value));
    }
    fn is_marked(&self, handle: usize) -> bool {
        self.marked[handle / 64] >> (handle % 64) & 1 == 1
    }
}

/// Frees every object that cannot be reached.
pub(super) fn collect(machine: &mut Machine) {
    // Caches hold functions without owning them.
    machine.caches.0.iter_mut().for_each(|cache| *cache = super::cache::Cache::default());
    machine.core.method_cache.0.clear();
    let mut marker = Marker { marked: vec![0; machine.core.heap.pages.len() * PAGE_SLOTS / 64], work: Vec::new() };
    mark_roots(machine, &mut marker);
    mark_reachable(machine, &mut marker);
    let told = machine.core.clear_weak(&|obj| marker.is_marked(obj.0 as usize));
    let watched = std::mem::take(&mut machine.core.watched);
    let (kept, lost): (Vec<Obj>, Vec<Obj>) = watched.into_iter().partition(|obj| marker.is_marked(obj.0 as usize));
    machine.core.watched = kept;
    machine.core.heap.looks.tell |= !told.is_empty() || lost.iter().any(|&obj| machine.core.has_del(obj));
    let lost: Vec<Obj> = told.into_iter().chain(lost).collect();
    if !lost.is_empty() {
        lost.iter().for_each(|&obj| marker.obj(obj));
        mark_reachable(machine, &mut marker);
        machine.core.lost.extend(lost);
    }
    sweep(machine, &marker);
    let eager = machine.core.is_eager();
    machine.core.heap.looked(eager);
}

fn mark_reachable(machine: &Machine, marker: &mut Marker) {
    while let Some(obj) = marker.work.pop() {
        mark_children(machine.core.heap.get(obj), marker);
    }
}

fn mark_roots(machine: &Machine, marker: &mut Marker) {
    let core = &machine.core;
    (0..FIRST_FREE).for_each(|handle| marker.obj(Obj(handle)));
    core.interned_objects().for_each(|obj| marker.obj(obj));
    core.prelude.iter().for_each(|&obj| marker.obj(obj));
    marker.values(&[core.modules, core.builtins, core.handled]);
    marker.values(&core.pinned);
    marker.values(&core.streams);
    marker.values(&core.never_awaited);
    core.lost.iter().for_each(|&obj| marker.obj(obj));
    core.asyncgen_hooks.iter().for_each(|(_, hooks)| marker.values(hooks));
    core.shapes.trace(|name| marker.obj(name));
    machine.codes.trace(|value| marker.value(value));
    machine.threads.iter().for_each(|thread| mark_thread(thread, marker));
}

fn mark_thread(thread: &PyThread, marker: &mut Marker) {
    for frame in &thread.frames {
        marker.values(&thread.stack[frame.base as usize..frame.sp as usize]);
        mark_frame(frame, marker);
    }
    marker.value(thread.handled);
    if let Some(waiting) = &thread.waiting {
        waiting.effect.trace(&mut |value| marker.value(value));
        mark_on_return(&waiting.on_return, marker);
    }
    match thread.end {
        Some(End::Returned(value)) => marker.value(value),
        Some(End::Raised(exc)) => marker.obj(exc),
        None => {}
    }
}

fn mark_frame(frame: &super::frame::Frame, marker: &mut Marker) {
    marker.obj(frame.globals);
    let held = [frame.closure, frame.locals, frame.saved_handled, frame.generator];
    held.into_iter().filter_map(MaybeObj::get).for_each(|obj| marker.obj(obj));
    mark_on_return(&frame.on_return, marker);
}

fn mark_on_return(on_return: &super::frame::OnReturn, marker: &mut Marker) {
    use super::frame::OnReturn;
    match on_return {
        OnReturn::Init { object } => marker.obj(*object),
        OnReturn::New { call } => marker.obj(*call),
        OnReturn::GetAttr { owner, name, .. } => {
            marker.obj(*owner);
            marker.obj(*name);
        }
        _ => {}
    }
}

fn mark_function(function: &Function, marker: &mut Marker) {
    marker.obj(function.globals);
    marker.values(&[
        function.defaults,
        function.kwdefaults,
        function.closure,
        function.name,
        function.qualname,
        function.module,
        function.doc,
        function.annotations,
        function.annotate,
        function.dict,
    ]);
}

fn mark_generator(generator: &GeneratorData, marker: &mut Marker) {
    marker.values(&[generator.name, generator.qualname, generator.handled]);
    marker.values(generator.suspended());
    if let Some(frame) = &generator.frame {
        mark_frame(frame, marker);
    }
}

fn mark_iter(iter: &Iter, marker: &mut Marker) {
    match iter {
        Iter::Range { .. } => {}
        Iter::Seq { seq, .. } | Iter::Reversed { seq, .. } => marker.obj(*seq),
        Iter::Dict { dict, .. } => marker.obj(*dict),
        Iter::Set { set, .. } => marker.obj(*set),
        Iter::Enumerate { iter, .. } => marker.value(*iter),
        Iter::Zip { iters, .. } => marker.values(iters),
        Iter::Map(map) => {
            marker.value(map.func);
            marker.values(&map.iters);
        }
        Iter::Filter { pair } => marker.obj(*pair),
        Iter::GetItem { seq, .. } => marker.value(*seq),
        Iter::Callable { pair } => marker.value(*pair),
    }
}

fn mark_children(object: &Object, marker: &mut Marker) {
    match object {
        Object::Free
        | Object::Str(_)
        | Object::BigInt(_)
        | Object::Complex(..)
        | Object::Bytes(_)
        | Object::ByteArray(_)
        | Object::Range { .. }
        | Object::Code(_)
        | Object::Lock(_) => {}
        Object::Tuple(items) => marker.values(items),
        Object::List(items) => marker.values(items),
        Object::Dict(dict) => dict.iter().for_each(|entry| marker.values(&[entry.key, entry.value])),
        Object::Set(set) => set.iter().for_each(|entry| marker.value(entry.key)),
        Object::FrozenSet(set) => set.iter().for_each(|entry| marker.value(entry.key)),
        Object::Slice(parts) => marker.values(&parts[..]),
        Object::Instance(instance) => {
            marker.obj(instance.class);
            marker.values(&instance.values);
            if let Some(payload) = instance.payload {
                marker.obj(payload);
            }
        }
        Object::Exception(exc) => {
            marker.obj(exc.class);
            marker.values(&[exc.args, exc.cause, exc.context, exc.dict, exc.suggestion]);
        }
        Object::Class(class) => {
            marker.values(&[class.name, class.qualname]);
            marker.obj(class.metaclass);
            class.bases.iter().chain(&class.mro).chain(&class.slots).for_each(|&obj| marker.obj(obj));
            // Subclasses keep their bases alive, not the other way round; the list is cleaned in the sweep.
            class.dict.iter().for_each(|entry| marker.values(&[entry.key, entry.value]));
        }
        Object::Function(function) => mark_function(function, marker),
        Object::BoundMethod { func, receiver } => marker.values(&[*func, *receiver]),
        Object::Cell(value) | Object::Boxed(value) | Object::StaticMethod(value) | Object::ClassMethod(value) => {
            marker.value(*value);
        }
        Object::Iter(iter) => mark_iter(iter, marker),
        Object::Generator(generator) => mark_generator(generator, marker),
        Object::Module { name, dict } => {
            marker.obj(*name);
            marker.obj(*dict);
        }
        Object::Property(parts) => marker.values(&parts[..]),
        Object::SlotDescriptor { class, name } => {
            marker.obj(*class);
            marker.obj(*name);
        }
        Object::Super { class, receiver, receiver_class } => {
            marker.obj(*class);
            marker.value(*receiver);
            marker.obj(*receiver_class);
        }
        Object::MappingProxy(inner) | Object::Union(inner) => marker.obj(*inner),
        Object::DictView { dict, .. } => marker.obj(*dict),
        Object::Traceback { exc, .. } => marker.obj(*exc),
        Object::GenericAlias { origin, args } => {
            marker.obj(*origin);
            marker.obj(*args);
        }
        Object::Opaque { class, state } => {
            marker.obj(*class);
            state.trace(&mut |value| marker.value(value));
        }
    }
}

fn sweep(machine: &mut Machine, marker: &Marker) {
    let heap = &mut machine.core.heap;
    let next = heap.next as usize;
    let mut bytes = 0;
    let mut free = Vec::new();
    let mut classes = Vec::new();
    // Their names live on in their code.
    let mut never_awaited = Vec::new();
    for (page_index, page) in heap.pages.iter_mut().enumerate() {
        let first = page_index * PAGE_SLOTS;
        let mut doomed = Vec::new();
        for (i, object) in page.slots().iter().enumerate() {
            let handle = first + i;
            match object {
                Object::Free => {
                    if handle >= FIRST_FREE as usize && handle < next {
                        free.push(handle as u32);
                    }
                }
                _ if marker.is_marked(handle) => {
                    bytes += footprint::OBJECT + payload_estimate(object);
                    if matches!(object, Object::Class(class) if !class.subclasses.is_empty()) {
                        classes.push(Obj(handle as u32));
                    }
                }
                _ => {
                    if let Object::Generator(data) = object
                        && data.kind == Kind::Coroutine
                        && data.state == GenState::Created
                    {
                        never_awaited.push(data.qualname);
                    }
                    doomed.push(i);
                    free.push(handle as u32);
                }
            }
        }
        if !doomed.is_empty() {
            let slots = page.slots_mut();
            doomed.into_iter().for_each(|i| slots[i] = Object::Free);
        }
    }
    machine.core.never_awaited.extend(never_awaited);
    // Low handles are used first.
    free.reverse();
    heap.free = free;
    heap.bytes = bytes;
    heap.n_collections += 1;
    heap.set_gc_threshold();
    for class in classes {
        let stale =
            heap.class(class).is_some_and(|data| data.subclasses.iter().any(|&sub| !marker.is_marked(sub.0 as usize)));
        if stale && let Some(data) = heap.class_mut(class) {
            data.subclasses.retain(|&sub| marker.is_marked(sub.0 as usize));
        }
    }
}

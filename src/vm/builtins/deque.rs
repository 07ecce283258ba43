//! `collections.deque`. Source: `Modules/_collectionsmodule.c` of CPython.

use std::collections::VecDeque;

use crate::base::count;
use crate::vm::core::Core;
use crate::vm::footprint;
use crate::vm::iter::Iter;
use crate::vm::native::{Break, Conversion, ModuleDef, NativeDef, NativeResult, TypeDef};
use crate::vm::object::{Object, Opaque};
use crate::vm::prelude;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// The state of a deque.
#[derive(Clone, Debug, Default)]
struct Deque {
    items: VecDeque<Value>,
    most: Option<usize>,
    /// How often items came or went, by which iterators notice it.
    changes: u32,
}

impl Opaque for Deque {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.items.iter().for_each(|&item| visit(item));
    }
    fn size(&self) -> usize {
        footprint::OPAQUE + self.items.capacity() * 16
    }
}

/// The module that `collections` takes it from.
pub static COLLECTIONS: ModuleDef = ModuleDef {
    name: "_collections",
    natives: &[],
    attributes: |core, module| core.module_set(module, "deque", Value::Obj(types::DEQUE)),
};

/// The class.
pub static DEQUE: TypeDef = TypeDef::new(
    types::DEQUE,
    &[
        NativeDef::static_method("__new__", "cls, iterable=, maxlen=", new).nanos(60),
        NativeDef::method("__init__", "self, iterable=, maxlen=", |_, _| Ok(Value::None)),
        NativeDef::method("append", "self, item, /", append).nanos(10),
        NativeDef::method("appendleft", "self, item, /", appendleft).nanos(10),
        NativeDef::method("clear", "self, /", clear),
        NativeDef::method("copy", "self, /", copy),
        NativeDef::method("__copy__", "self, /", copy),
        NativeDef::method("count", "self, value, /", |_, args| slow(prelude::SEQUENCE_COUNT, args)),
        NativeDef::method("extend", "self, iterable, /", extend),
        NativeDef::method("extendleft", "self, iterable, /", extendleft),
        NativeDef::method("index", "self, value, start=, stop=, /", index),
        NativeDef::method("insert", "self, index, value, /", insert),
        NativeDef::method("pop", "self, /", pop).nanos(10),
        NativeDef::method("popleft", "self, /", popleft).nanos(10),
        NativeDef::method("remove", "self, value, /", remove),
        NativeDef::method("reverse", "self, /", reverse),
        NativeDef::method("rotate", "self, n=, /", rotate),
        NativeDef::getter("maxlen", maxlen),
        NativeDef::method("__len__", "self, /", len).nanos(5),
        NativeDef::method("__getitem__", "self, index, /", getitem),
        NativeDef::method("__setitem__", "self, index, value, /", setitem),
        NativeDef::method("__delitem__", "self, index, /", delitem),
        NativeDef::method("__iter__", "self, /", iter),
        NativeDef::method("__reversed__", "self, /", reversed),
        NativeDef::method("__contains__", "self, value, /", |_, args| slow(prelude::DEQUE_CONTAINS, args)),
        NativeDef::method("__eq__", "self, value, /", |_, args| slow(prelude::DEQUE_EQ, args)),
        NativeDef::method("__add__", "self, value, /", add),
        NativeDef::method("__iadd__", "self, value, /", add_in_place),
        NativeDef::method("__mul__", "self, value, /", multiply),
        NativeDef::method("__rmul__", "self, value, /", multiply),
        NativeDef::method("__lt__", "self, value, /", |core, args| order(core, args, 0)),
        NativeDef::method("__le__", "self, value, /", |core, args| order(core, args, 1)),
        NativeDef::method("__gt__", "self, value, /", |core, args| order(core, args, 4)),
        NativeDef::method("__ge__", "self, value, /", |core, args| order(core, args, 5)),
        NativeDef::method("__repr__", "self, /", |_, args| slow(prelude::DEQUE_REPR, args)),
    ],
);

fn multiply(core: &mut Core, args: &[Value]) -> NativeResult {
    let times = count::saturating(core.index_arg(args, 1)?);
    let (once, most) = (items(core, args[0]), core.heap.opaque::<Deque>(args[0]).and_then(|deque| deque.most));
    core.reserve(once.len().saturating_mul(times).saturating_mul(16))?;
    let mut deque = Deque { items: VecDeque::new(), most, changes: 0 };
    for &item in (0..times).flat_map(|_| &once) {
        deque.push_back(item);
    }
    Ok(made(core, deque))
}

/// Compares in lexical order; `op` as `items_order` of the prelude numbers them.
fn order(core: &mut Core, args: &[Value], op: i64) -> NativeResult {
    if core.heap.opaque::<Deque>(args[1]).is_none() {
        return Ok(Value::NotImplemented);
    }
    Err(Break::Prelude(prelude::ITEMS_ORDER, vec![args[0], args[1], Value::Int(op)]))
}

fn slow(function: prelude::PreludeFn, args: &[Value]) -> NativeResult {
    Err(Break::Prelude(function, args.to_vec()))
}

fn state<'a>(core: &'a mut Core, args: &[Value]) -> Result<&'a mut Deque, Break> {
    if core.heap.opaque::<Deque>(args[0]).is_none() {
        return Err(core.type_error("a deque is required"));
    }
    core.heap.opaque_mut::<Deque>(args[0]).ok_or(Break::Convert { arg: 0, to: Conversion::Index })
}

/// As `state`, for what makes items come or go.
fn changing<'a>(core: &'a mut Core, args: &[Value]) -> Result<&'a mut Deque, Break> {
    let deque = state(core, args)?;
    deque.changes = deque.changes.wrapping_add(1);
    Ok(deque)
}

/// The item at a place and how often the deque has changed, for iterators; `None` for what is no deque.
pub(in crate::vm) fn item_at(core: &Core, value: Value, at: usize) -> Option<(Option<Value>, u32)> {
    core.heap.opaque::<Deque>(value).map(|deque| (deque.items.get(at).copied(), deque.changes))
}

pub(in crate::vm) fn items(core: &Core, value: Value) -> Vec<Value> {
    core.heap.opaque::<Deque>(value).map(|deque| deque.items.iter().copied().collect()).unwrap_or_default()
}

fn made(core: &mut Core, deque: Deque) -> Value {
    core.charge_items(deque.items.len());
    Value::Obj(core.heap.alloc(Object::Opaque { class: types::DEQUE, state: Box::new(deque) }))
}

fn new(core: &mut Core, args: &[Value]) -> NativeResult {
    let most = if args[2].is_null() || args[2].is_none() {
        None
    } else {
        match usize::try_from(core.index_arg(args, 2)?) {
            Ok(most) => Some(most),
            Err(_) => return Err(core.value_error("maxlen must be non-negative")),
        }
    };
    let all = if args[1].is_null() { Vec::new() } else { core.items(args, 1)? };
    let skip = most.map_or(0, |most| all.len().saturating_sub(most));
    let value = made(core, Deque { items: all.into_iter().skip(skip).collect(), most, changes: 0 });
    let class = args[0].obj().unwrap_or(types::DEQUE);
    Ok(core.wrap_new(class, types::DEQUE, value))
}

impl Deque {
    fn push_back(&mut self, item: Value) {
        self.items.push_back(item);
        if self.most.is_some_and(|most| self.items.len() > most) {
            self.items.pop_front();
        }
    }
    fn push_front(&mut self, item: Value) {
        self.items.push_front(item);
        if self.most.is_some_and(|most| self.items.len() > most) {
            self.items.pop_back();
        }
    }
}

fn append(core: &mut Core, args: &[Value]) -> NativeResult {
    core.heap.grew(16);
    changing(core, args)?.push_back(args[1]);
    Ok(Value::None)
}

fn appendleft(core: &mut Core, args: &[Value]) -> NativeResult {
    core.heap.grew(16);
    changing(core, args)?.push_front(args[1]);
    Ok(Value::None)
}

fn clear(core: &mut Core, args: &[Value]) -> NativeResult {
    changing(core, args)?.items.clear();
    Ok(Value::None)
}

fn copy(core: &mut Core, args: &[Value]) -> NativeResult {
    let deque = state(core, args)?.clone();
    Ok(made(core, deque))
}

fn more(core: &mut Core, args: &[Value]) -> Result<Vec<Value>, Break> {
    let more = if core.heap.opaque::<Deque>(args[1]).is_some() { items(core, args[1]) } else { core.items(args, 1)? };
    core.reserve(more.len() * 16)?;
    core.heap.grew(more.len() * 16);
    core.charge_items(more.len());
    Ok(more)
}

fn extend(core: &mut Core, args: &[Value]) -> NativeResult {
    let more = more(core, args)?;
    let deque = changing(core, args)?;
    more.into_iter().for_each(|item| deque.push_back(item));
    Ok(Value::None)
}

fn extendleft(core: &mut Core, args: &[Value]) -> NativeResult {
    let more = more(core, args)?;
    let deque = changing(core, args)?;
    more.into_iter().for_each(|item| deque.push_front(item));
    Ok(Value::None)
}

fn index(core: &mut Core, args: &[Value]) -> NativeResult {
    let n = state(core, args)?.items.len() as i64;
    let clamp = |at: i64| if at < 0 { (at + n).max(0) } else { at.min(n) };
    let start = if args[2].is_null() { 0 } else { clamp(core.index_arg(args, 2)?) };
    let stop = if args[3].is_null() { n } else { clamp(core.index_arg(args, 3)?) };
    slow(prelude::SEQUENCE_INDEX, &[args[0], args[1], Value::Int(start), Value::Int(stop)])
}

fn insert(core: &mut Core, args: &[Value]) -> NativeResult {
    let at = core.index_arg(args, 1)?;
    let deque = changing(core, args)?;
    let n = deque.items.len() as i64;
    if deque.most.is_some_and(|most| deque.items.len() >= most) {
        return Err(core.index_error("deque already at its maximum size"));
    }
    let at = if at < 0 { (at + n).max(0) } else { at.min(n) };
    deque.items.insert(at as usize, args[2]);
    Ok(Value::None)
}

fn taken(core: &mut Core, item: Option<Value>) -> NativeResult {
    match item {
        Some(item) => Ok(item),
        None => Err(core.index_error("pop from an empty deque")),
    }
}

fn pop(core: &mut Core, args: &[Value]) -> NativeResult {
    let item = changing(core, args)?.items.pop_back();
    taken(core, item)
}

fn popleft(core: &mut Core, args: &[Value]) -> NativeResult {
    let item = changing(core, args)?.items.pop_front();
    taken(core, item)
}

fn remove(core: &mut Core, args: &[Value]) -> NativeResult {
    for (at, item) in items(core, args[0]).into_iter().enumerate() {
        match core.eq_key(item, args[1]) {
            Some(true) => {
                changing(core, args)?.items.remove(at);
                return Ok(Value::None);
            }
            Some(false) => {}
            None => break,
        }
    }
    slow(prelude::DEQUE_REMOVE, args)
}

fn reverse(core: &mut Core, args: &[Value]) -> NativeResult {
    changing(core, args)?.items.make_contiguous().reverse();
    Ok(Value::None)
}

fn rotate(core: &mut Core, args: &[Value]) -> NativeResult {
    let by = if args[1].is_null() { 1 } else { core.index_arg(args, 1)? };
    let deque = changing(core, args)?;
    if !deque.items.is_empty() {
        let by = by.rem_euclid(deque.items.len() as i64);
        deque.items.rotate_right(by as usize);
    }
    Ok(Value::None)
}

fn maxlen(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(state(core, args)?.most.map_or(Value::None, |most| Value::Int(most as i64)))
}

fn len(core: &mut Core, args: &[Value]) -> NativeResult {
    Ok(Value::Int(state(core, args)?.items.len() as i64))
}

fn place(core: &mut Core, args: &[Value]) -> Result<usize, Break> {
    let slice = args[1].obj().is_some_and(|obj| matches!(core.heap.get(obj), Object::Slice(_)));
    if slice || core.heap.as_bigint(args[1]).is_none() && !matches!(args[1], Value::Obj(_)) {
        let text = format!("sequence index must be integer, not '{}'", core.type_name(args[1]));
        return Err(core.type_error(text));
    }
    let at = core.index_arg(args, 1)?;
    let n = state(core, args)?.items.len() as i64;
    let at = if at < 0 { at + n } else { at };
    if (0..n).contains(&at) { Ok(at as usize) } else { Err(core.index_error("deque index out of range")) }
}

fn getitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let at = place(core, args)?;
    Ok(state(core, args)?.items[at])
}

fn setitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let at = place(core, args)?;
    state(core, args)?.items[at] = args[2];
    Ok(Value::None)
}

fn delitem(core: &mut Core, args: &[Value]) -> NativeResult {
    let at = place(core, args)?;
    changing(core, args)?.items.remove(at);
    Ok(Value::None)
}

fn list_iter(core: &mut Core, items: Vec<Value>) -> NativeResult {
    let list = core.heap.list(items);
    let seq = list.obj().unwrap_or(Obj(0));
    Ok(Value::Obj(core.heap.alloc(Object::Iter(Iter::Seq { seq, at: 0 }))))
}

fn iter(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some((_, changes)) = item_at(core, args[0], 0) else { return Err(core.type_error("a deque is required")) };
    let iter = Iter::Set { set: args[0].obj().unwrap_or(Obj(0)), at: 0, len: changes };
    Ok(Value::Obj(core.heap.alloc(Object::Iter(iter))))
}

fn reversed(core: &mut Core, args: &[Value]) -> NativeResult {
    let mut items = items(core, args[0]);
    items.reverse();
    list_iter(core, items)
}

fn add(core: &mut Core, args: &[Value]) -> NativeResult {
    if core.heap.opaque::<Deque>(args[1]).is_none() {
        let text = format!("can only concatenate deque (not \"{}\") to deque", core.type_name(args[1]));
        return Err(core.type_error(text));
    }
    let mut deque = state(core, args)?.clone();
    items(core, args[1]).into_iter().for_each(|item| deque.push_back(item));
    Ok(made(core, deque))
}

fn add_in_place(core: &mut Core, args: &[Value]) -> NativeResult {
    extend(core, args)?;
    Ok(args[0])
}

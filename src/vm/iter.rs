//! Builtin iterators and what `for` asks of them.
//!
//! Sources: `Objects/iterobject.c`, `listobject.c`, `rangeobject.c`, `dictobject.c`, `enumobject.c`,
//! `Python/bltinmodule.c` (map, filter, zip).

use std::sync::Arc;

use super::core::Core;
use super::names;
use super::native::Break;
use super::object::{Object, ViewKind};
use super::value::{Obj, Value};
use crate::lang::code::Kind;

/// A builtin iterator's state.
#[derive(Clone, Debug)]
pub enum Iter {
    /// `left` numbers from `next` on.
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    /// Items of a list, tuple, str, bytes or bytearray; `at` is `u32::MAX` once spent.
    Seq {
        seq: Obj,
        at: u32,
    },
    /// As `Seq`, from the end; `at` counts the items still to come.
    Reversed {
        seq: Obj,
        at: u32,
    },
    /// Places of a dict's entries; `len` to notice a change of size. Backwards when `reverse`: `at` counts places to come.
    Dict {
        dict: Obj,
        at: u32,
        len: u32,
        kind: ViewKind,
        reverse: bool,
    },
    /// As `Dict`; also of a deque, where `len` is how often it has changed.
    Set {
        set: Obj,
        at: u32,
        len: u32,
    },
    Enumerate {
        iter: Value,
        count: i64,
    },
    Zip {
        iters: Arc<[Value]>,
        strict: bool,
    },
    Map(Box<MapState>),
    /// `func` is `None` for `filter(None, it)`. Packed as a tuple object `(func, iter)`.
    Filter {
        pair: Obj,
    },
    /// Iteration by `__getitem__` from 0 on.
    GetItem {
        seq: Value,
        at: i64,
    },
    /// `iter(callable, sentinel)`: a tuple object of both, `Null` once spent.
    Callable {
        pair: Value,
    },
}

/// `map(func, *iters)`.
#[derive(Clone, Debug)]
pub struct MapState {
    pub func: Value,
    pub iters: Vec<Value>,
}

const _: () = assert!(size_of::<Iter>() <= 32);

/// What an iterator answered.
#[derive(Clone, Copy, Debug)]
pub enum Next {
    Item(Value),
    /// Spent.
    Done,
    /// Only Python code can tell: go through `__next__`.
    Python,
}

/// How many numbers `range(start, stop, step)` has.
pub fn range_len(start: i64, stop: i64, step: i64) -> u64 {
    if step == 1 {
        return if start < stop { stop.wrapping_sub(start) as u64 } else { 0 };
    }
    if step > 0 && start < stop {
        (stop.wrapping_sub(start) as u64 - 1) / step as u64 + 1
    } else if step < 0 && start > stop {
        (start.wrapping_sub(stop) as u64 - 1) / step.unsigned_abs() + 1
    } else {
        0
    }
}

/// What `iter()` makes of a value without Python code.
#[derive(Clone, Copy, Debug)]
pub enum GetIter {
    Iter(Value),
    /// The class's `__iter__` must be called (found on the class, unbound).
    Call(Value),
}

impl Core {
    pub fn new_iter(&mut self, iter: Iter) -> Value {
        Value::Obj(self.heap.alloc(Object::Iter(iter)))
    }
    /// `iter(value)`
    pub fn get_iter(&mut self, value: Value) -> Result<GetIter, Break> {
        let Value::Obj(obj) = value else { return Err(self.not_iterable(value)) };
        let iter = match self.heap.get(obj) {
            Object::List(_) | Object::Tuple(_) | Object::Str(_) | Object::Bytes(_) | Object::ByteArray(_) => {
                Iter::Seq { seq: obj, at: 0 }
            }
            Object::Range { start, stop, step } => {
                Iter::Range { next: *start, step: *step, left: range_len(*start, *stop, *step) }
            }
            Object::Dict(dict) => {
                Iter::Dict { dict: obj, at: 0, len: dict.len() as u32, kind: ViewKind::Keys, reverse: false }
            }
            Object::DictView { dict, kind } => {
                let len = self.heap.as_dict(Value::Obj(*dict)).map_or(0, |dict| dict.len()) as u32;
                Iter::Dict { dict: *dict, at: 0, len, kind: *kind, reverse: false }
            }
            Object::MappingProxy(inner) => {
                let len = self.heap.as_dict(Value::Obj(*inner)).map_or(0, |dict| dict.len()) as u32;
                Iter::Dict { dict: *inner, at: 0, len, kind: ViewKind::Keys, reverse: false }
            }
            Object::Set(set) => Iter::Set { set: obj, at: 0, len: set.len() as u32 },
            Object::FrozenSet(set) => Iter::Set { set: obj, at: 0, len: set.len() as u32 },
            Object::Iter(_) => return Ok(GetIter::Iter(value)),
            Object::Generator(generator) if generator.kind == Kind::Generator => return Ok(GetIter::Iter(value)),
            _ => return self.get_iter_of_object(value),
        };
        Ok(GetIter::Iter(self.new_iter(iter)))
    }
    fn get_iter_of_object(&mut self, value: Value) -> Result<GetIter, Break> {
        let class = self.class_of(value);
        match self.lookup(class, names::ITER) {
            Some(Value::None) => Err(self.not_iterable(value)),
            Some(Value::Native(id)) => {
                let plain = self.heap.plain(value);
                if plain.is(value) {
                    return Ok(GetIter::Call(Value::Native(id)));
                }
                self.get_iter(plain)
            }
            Some(iter) => Ok(GetIter::Call(iter)),
            None if self.lookup(class, names::GETITEM).is_some() => {
                Ok(GetIter::Iter(self.new_iter(Iter::GetItem { seq: value, at: 0 })))
            }
            None => Err(self.not_iterable(value)),
        }
    }
    #[cold]
    pub fn not_iterable(&mut self, value: Value) -> Break {
        let text = format!("'{}' object is not iterable", self.type_name(value));
        self.type_error(text)
    }
    /// The next item of an iterator, when no Python code has to run for it. `Next::Python` has changed nothing.
    pub fn iter_next(&mut self, iter: Value) -> Result<Next, Break> {
        let Value::Obj(obj) = iter else { return Ok(Next::Python) };
        let Object::Iter(state) = self.heap.get(obj) else { return Ok(Next::Python) };
        match *state {
            Iter::Range { next, step, left } => {
                if left == 0 {
                    return Ok(Next::Done);
                }
                self.set_iter(obj, Iter::Range { next: next.wrapping_add(step), step, left: left - 1 });
                Ok(Next::Item(Value::Int(next)))
            }
            Iter::Seq { seq, at } => Ok(self.seq_next(obj, seq, at)),
            Iter::Reversed { seq, at } => Ok(self.reversed_next(obj, seq, at)),
            Iter::Dict { dict, at, len, kind, reverse } => self.dict_next(obj, dict, at, len, kind, reverse),
            Iter::Set { set, at, len } => self.set_next(obj, set, at, len),
            Iter::Enumerate { iter: inner, .. } if !self.is_native_iter(inner) => Ok(Next::Python),
            Iter::Enumerate { iter: inner, count } => match self.iter_next(inner)? {
                Next::Item(item) => {
                    self.set_iter(obj, Iter::Enumerate { iter: inner, count: count + 1 });
                    Ok(Next::Item(self.heap.tuple([Value::Int(count), item].as_slice())))
                }
                other => Ok(other),
            },
            Iter::Zip { ref iters, strict } => {
                let iters = Arc::clone(iters);
                if strict || iters.iter().any(|&iter| !self.is_native_iter(iter)) {
                    return Ok(Next::Python);
                }
                let mut items = Vec::with_capacity(iters.len());
                for &inner in iters.iter() {
                    match self.iter_next(inner)? {
                        Next::Item(item) => items.push(item),
                        _ => return Ok(Next::Done),
                    }
                }
                if items.is_empty() { Ok(Next::Done) } else { Ok(Next::Item(self.heap.tuple(items))) }
            }
            Iter::Filter { .. } | Iter::Map(_) | Iter::GetItem { .. } | Iter::Callable { .. } => Ok(Next::Python),
        }
    }
    /// As [`iter_next`](Self::iter_next), of an iterator over pairs, without making the tuple; `None` has changed nothing.
    pub(super) fn iter_next_pair(&mut self, iter: Value) -> Option<(Value, Value)> {
        let Value::Obj(obj) = iter else { return None };
        match *self.heap.get(obj) {
            Object::Iter(Iter::Enumerate { iter: Value::Obj(inner), count }) => {
                let Object::Iter(Iter::Seq { seq, at }) = *self.heap.get(inner) else { return None };
                let item = match self.heap.get(seq) {
                    Object::List(items) => *items.get(at as usize)?,
                    Object::Tuple(items) => *items.get(at as usize)?,
                    _ => return None,
                };
                self.set_iter(inner, Iter::Seq { seq, at: at + 1 });
                self.set_iter(obj, Iter::Enumerate { iter: Value::Obj(inner), count: count + 1 });
                Some((Value::Int(count), item))
            }
            Object::Iter(Iter::Dict { dict, at, len, kind: ViewKind::Items, reverse: false }) => {
                let table = self.heap.as_dict(Value::Obj(dict)).filter(|table| table.len() == len as usize)?;
                let entry = *table.entries().get(at as usize).filter(|entry| !entry.key.is_null())?;
                self.set_iter(obj, Iter::Dict { dict, at: at + 1, len, kind: ViewKind::Items, reverse: false });
                Some((entry.key, entry.value))
            }
            _ => None,
        }
    }
    /// Whether walking it to its end runs no Python code.
    pub fn is_native_iter(&self, iter: Value) -> bool {
        self.is_native_iter_at(iter, 0)
    }
    /// Iterators in iterators deeper than this are walked by Python code.
    fn is_native_iter_at(&self, iter: Value, depth: u32) -> bool {
        if depth > 20 {
            return false;
        }
        match iter.obj().map(|obj| self.heap.get(obj)) {
            Some(Object::Iter(state)) => match state {
                Iter::Range { .. }
                | Iter::Seq { .. }
                | Iter::Reversed { .. }
                | Iter::Dict { .. }
                | Iter::Set { .. } => true,
                Iter::Enumerate { iter, .. } => self.is_native_iter_at(*iter, depth + 1),
                Iter::Zip { iters, strict } => {
                    !strict && iters.iter().all(|&iter| self.is_native_iter_at(iter, depth + 1))
                }
                _ => false,
            },
            _ => false,
        }
    }
    #[inline]
    pub(super) fn set_iter(&mut self, obj: Obj, state: Iter) {
        *self.heap.place(obj) = Object::Iter(state);
    }
    fn seq_next(&mut self, obj: Obj, seq: Obj, at: u32) -> Next {
        if at == u32::MAX {
            return Next::Done;
        }
        let i = at as usize;
        let mut step = 1;
        let item = match self.heap.get(seq) {
            Object::List(items) => items.get(i).copied(),
            Object::Tuple(items) => items.get(i).copied(),
            Object::Bytes(bytes) => bytes.get(i).map(|&byte| Value::Int(i64::from(byte))),
            Object::ByteArray(bytes) => bytes.get(i).map(|&byte| Value::Int(i64::from(byte))),
            // For a str `at` counts bytes.
            Object::Str(s) => match s.as_str()[i..].chars().next() {
                Some(c) => {
                    step = c.len_utf8() as u32;
                    Some(self.str_char(c))
                }
                None => None,
            },
            _ => None,
        };
        match item {
            Some(item) => {
                self.set_iter(obj, Iter::Seq { seq, at: at + step });
                Next::Item(item)
            }
            None => {
                self.set_iter(obj, Iter::Seq { seq, at: u32::MAX });
                Next::Done
            }
        }
    }
    fn reversed_next(&mut self, obj: Obj, seq: Obj, at: u32) -> Next {
        if at == 0 {
            return Next::Done;
        }
        let i = at as usize - 1;
        let item = match self.heap.get(seq) {
            Object::List(items) => items.get(i).copied(),
            Object::Tuple(items) => items.get(i).copied(),
            Object::Bytes(bytes) => bytes.get(i).map(|&byte| Value::Int(i64::from(byte))),
            Object::ByteArray(bytes) => bytes.get(i).map(|&byte| Value::Int(i64::from(byte))),
            Object::Str(s) => s.char_at(i).map(|c| self.str_char(c)),
            _ => None,
        };
        self.set_iter(obj, Iter::Reversed { seq, at: if item.is_some() { at - 1 } else { 0 } });
        item.map_or(Next::Done, Next::Item)
    }
    fn dict_next(
        &mut self,
        obj: Obj,
        dict: Obj,
        at: u32,
        len: u32,
        kind: ViewKind,
        reverse: bool,
    ) -> Result<Next, Break> {
        if at == u32::MAX {
            return Ok(Next::Done);
        }
        let Some(table) = self.heap.as_dict(Value::Obj(dict)) else { return Ok(Next::Done) };
        if table.len() != len as usize {
            self.set_iter(obj, Iter::Dict { dict, at: u32::MAX, len, kind, reverse });
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let entries = table.entries();
        // (The next `at`, the place found.)
        let found = if reverse {
            let from = (at as usize).min(entries.len());
            entries[..from].iter().rposition(|entry| !entry.key.is_null()).map(|place| (place, place))
        } else {
            let from = (at as usize).min(entries.len());
            entries[from..].iter().position(|entry| !entry.key.is_null()).map(|skip| (from + skip + 1, from + skip))
        };
        let Some((next, index)) = found else {
            self.set_iter(obj, Iter::Dict { dict, at: u32::MAX, len, kind, reverse });
            return Ok(Next::Done);
        };
        let entry = entries[index];
        self.set_iter(obj, Iter::Dict { dict, at: next as u32, len, kind, reverse });
        Ok(Next::Item(match kind {
            ViewKind::Keys => entry.key,
            ViewKind::Values => entry.value,
            ViewKind::Items => self.heap.tuple([entry.key, entry.value].as_slice()),
        }))
    }
    fn deque_next(&mut self, obj: Obj, deque: Obj, at: u32, changes: u32) -> Result<Next, Break> {
        let found = super::builtins::deque::item_at(self, Value::Obj(deque), at as usize);
        let Some((item, now)) = found else { return Ok(Next::Done) };
        let spent = now != changes || item.is_none();
        self.set_iter(obj, Iter::Set { set: deque, at: if spent { u32::MAX } else { at + 1 }, len: changes });
        if now != changes {
            return Err(self.runtime_error("deque mutated during iteration"));
        }
        Ok(item.map_or(Next::Done, Next::Item))
    }
    fn set_next(&mut self, obj: Obj, set: Obj, at: u32, len: u32) -> Result<Next, Break> {
        if at == u32::MAX {
            return Ok(Next::Done);
        }
        let Some(table) = self.heap.as_set(Value::Obj(set)) else { return self.deque_next(obj, set, at, len) };
        if table.len() != len as usize {
            self.set_iter(obj, Iter::Set { set, at: u32::MAX, len });
            return Err(self.runtime_error("Set changed size during iteration"));
        }
        let found = table.table()[at as usize..].iter().position(|entry| !entry.key.is_null());
        match found {
            Some(skip) => {
                let place = at as usize + skip;
                let key = table.table()[place].key;
                self.set_iter(obj, Iter::Set { set, at: place as u32 + 1, len });
                Ok(Next::Item(key))
            }
            None => {
                self.set_iter(obj, Iter::Set { set, at: u32::MAX, len });
                Ok(Next::Done)
            }
        }
    }
    /// All items of a builtin container or iterator, read without Python code; `None` when Python code must be asked.
    /// An iterator is spent by it.
    pub fn collect(&mut self, iterable: Value) -> Result<Option<Vec<Value>>, Break> {
        let Value::Obj(obj) = iterable else { return Err(self.not_iterable(iterable)) };
        match self.heap.get(obj) {
            Object::List(items) => return Ok(Some(items.to_vec())),
            Object::Tuple(items) => return Ok(Some(items.to_vec())),
            Object::Dict(dict) => return Ok(Some(dict.keys().collect())),
            Object::Set(set) => return Ok(Some(set.iter().map(|entry| entry.key).collect())),
            Object::FrozenSet(set) => return Ok(Some(set.iter().map(|entry| entry.key).collect())),
            Object::Range { start, stop, step } => {
                let (start, stop, step) = (*start, *stop, *step);
                let n = range_len(start, stop, step);
                self.reserve(usize::try_from(n).unwrap_or(usize::MAX).saturating_mul(16))?;
                return Ok(Some((0..n).map(|i| Value::Int(start.wrapping_add(step.wrapping_mul(i as i64)))).collect()));
            }
            _ => {}
        }
        let GetIter::Iter(iter) = self.get_iter(iterable)? else { return Ok(None) };
        if !self.is_native_iter(iter) {
            return Ok(None);
        }
        let mut items = Vec::new();
        while let Next::Item(item) = self.iter_next(iter)? {
            items.push(item);
            if items.len() % 4096 == 0 {
                self.reserve(items.len() * 32)?;
            }
        }
        Ok(Some(items))
    }
}

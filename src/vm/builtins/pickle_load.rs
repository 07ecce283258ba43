//! `_pickle.start` and `_pickle.resume`: the machine that reads pickles of protocols 2 to 5.
//!
//! Source: `Modules/_pickle.c` of CPython 3.14. It runs until the end, or until something must be called: then it returns
//! what as `(kind, a, b)` and is resumed with the answer.

use std::any::Any;
use std::sync::Arc;

use num_bigint::BigInt;

use crate::vm::core::Core;
use crate::vm::cow::Cow;
use crate::vm::dict::Dict;
use crate::vm::footprint;
use crate::vm::native::NativeResult;
use crate::vm::object::{Object, Opaque};
use crate::vm::set::Set;
use crate::vm::types;
use crate::vm::value::Value;

/// What is asked of Python; the numbers are known to `pickle.py`.
#[derive(Clone, Copy)]
enum Ask {
    /// `a` is the object; `b` the number of bytes read.
    Done = 0,
    /// The object of module `a` called `b`.
    Find = 1,
    /// `a(*b)`
    Call = 2,
    /// `a.__new__(a, *b)`
    New = 3,
    /// `a.__new__(a, *b[0], **b[1])`
    NewEx = 4,
    /// Gives object `a` the state `b`; answers nothing.
    Build = 5,
    /// Appends the items `b` to `a`; answers nothing.
    Extend = 6,
    /// Sets the keys and values `b` in `a`; answers nothing.
    SetItems = 7,
    /// Adds the items `b` to the set `a`; answers nothing.
    AddItems = 8,
    /// UnpicklingError with text `a`.
    Fail = 9,
    /// EOFError.
    End = 10,
}

/// Picoseconds for each opcode. Measured on CPython: 29 ms for a million ints in a list.
const PICOS_PER_OP: u64 = 26_000;
const PICOS_PER_BYTE: u64 = 75;

#[derive(Clone, Debug)]
struct Load {
    data: Arc<[u8]>,
    at: usize,
    stack: Vec<Value>,
    marks: Vec<usize>,
    memo: Vec<Value>,
    /// The answer to what was asked is a value.
    awaits: bool,
}

impl Opaque for Load {
    fn clone_box(&self) -> Box<dyn Opaque> {
        Box::new(self.clone())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn trace(&self, visit: &mut dyn FnMut(Value)) {
        self.stack.iter().chain(&self.memo).copied().for_each(visit);
    }
    fn size(&self) -> usize {
        footprint::OPAQUE + self.stack.len() * 16 + self.memo.len() * 16
    }
}

/// `_pickle.start(data)`
pub(super) fn start(core: &mut Core, args: &[Value]) -> NativeResult {
    let data: Arc<[u8]> = match core.heap.as_bytes(args[0]) {
        Some(data) => data.into(),
        None => {
            let text = format!("a bytes-like object is required, not '{}'", core.type_name(args[0]));
            return Err(core.type_error(text));
        }
    };
    core.charge(data.len() as u64 * PICOS_PER_BYTE);
    let load = Load { data, at: 0, stack: Vec::new(), marks: Vec::new(), memo: Vec::new(), awaits: false };
    Ok(Value::Obj(core.heap.alloc(Object::Opaque { class: types::OBJECT, state: Box::new(load) })))
}

/// `_pickle.resume(state, answer)`
pub(super) fn resume(core: &mut Core, args: &[Value]) -> NativeResult {
    let Some(load) = core.heap.opaque_mut::<Load>(args[0]) else {
        return Err(core.type_error("not a pickle being read"));
    };
    let empty = Load { data: Arc::default(), at: 0, stack: vec![], marks: vec![], memo: vec![], awaits: false };
    let mut load = std::mem::replace(load, empty);
    if std::mem::take(&mut load.awaits) {
        load.stack.push(args[1]);
    }
    let mut n_ops = 0;
    let (ask, a, b) = loop {
        n_ops += 1;
        match load.step(core) {
            Ok(None) => {}
            Ok(Some(ask)) => break ask,
            Err(Wrong::End) => break (Ask::End, Value::None, Value::None),
            Err(Wrong::Data(text)) => break (Ask::Fail, core.str(&text), Value::None),
        }
    };
    core.charge(n_ops * PICOS_PER_OP);
    load.awaits = matches!(ask, Ask::Find | Ask::Call | Ask::New | Ask::NewEx);
    if let Some(kept) = core.heap.opaque_mut::<Load>(args[0]) {
        *kept = load;
    }
    Ok(core.tuple(&[Value::Int(ask as i64), a, b]))
}

enum Wrong {
    /// No data are left where an opcode should be.
    End,
    Data(String),
}
type Step<T> = Result<T, Wrong>;
type Asked = Option<(Ask, Value, Value)>;

fn truncated() -> Wrong {
    Wrong::Data("pickle data was truncated".into())
}
fn underflow() -> Wrong {
    Wrong::Data("unpickling stack underflow".into())
}

impl Load {
    fn take(&mut self, n: usize) -> Step<Arc<[u8]>> {
        let end = self.at.checked_add(n).filter(|&end| end <= self.data.len()).ok_or_else(truncated)?;
        let bytes = self.data[self.at..end].into();
        self.at = end;
        Ok(bytes)
    }
    fn number(&mut self, n: usize) -> Step<u64> {
        let end = self.at.checked_add(n).filter(|&end| end <= self.data.len()).ok_or_else(truncated)?;
        let number = self.data[self.at..end].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
        self.at = end;
        Ok(number)
    }
    fn pop(&mut self) -> Step<Value> {
        let fence = self.marks.last().copied().unwrap_or(0);
        if self.stack.len() <= fence {
            return Err(underflow());
        }
        self.stack.pop().ok_or_else(underflow)
    }
    fn top(&self) -> Step<Value> {
        self.stack.last().copied().ok_or_else(underflow)
    }
    fn since_mark(&mut self) -> Step<Vec<Value>> {
        let mark = self.marks.pop().ok_or_else(|| Wrong::Data("could not find MARK".into()))?;
        Ok(self.stack.split_off(mark.min(self.stack.len())))
    }
    fn push(&mut self, value: Value) -> Step<Asked> {
        self.stack.push(value);
        Ok(None)
    }
    fn text(&mut self, core: &mut Core, length: usize) -> Step<Asked> {
        let n = self.number(length)? as usize;
        let bytes = self.take(n)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Wrong::Data("invalid utf-8 in a string".into()))?;
        let value = core.heap.str(text);
        self.push(value)
    }
    fn bytes(&mut self, core: &mut Core, length: usize) -> Step<Asked> {
        let n = self.number(length)? as usize;
        let bytes = self.take(n)?;
        let value = core.heap.bytes_value(bytes);
        self.push(value)
    }
    fn tuple(&mut self, core: &mut Core, n: usize) -> Step<Asked> {
        let from = self.stack.len().checked_sub(n).ok_or_else(underflow)?;
        let items = self.stack.split_off(from);
        let value = core.tuple(&items);
        self.push(value)
    }
    fn remember(&mut self, place: usize) -> Step<Asked> {
        let value = self.top()?;
        if place >= self.memo.len() {
            if place > self.memo.len() + self.data.len() {
                return Err(Wrong::Data("memo index out of range".into()));
            }
            self.memo.resize(place + 1, Value::Null);
        }
        self.memo[place] = value;
        Ok(None)
    }
    fn recall(&mut self, place: u64) -> Step<Asked> {
        match self.memo.get(place as usize) {
            Some(&value) if !value.is_null() => self.push(value),
            _ => Err(Wrong::Data(format!("Memo value not found at index {place}"))),
        }
    }
    /// Two arguments of something to be called.
    fn ask(&mut self, ask: Ask) -> Step<Asked> {
        let b = self.pop()?;
        let a = self.pop()?;
        Ok(Some((ask, a, b)))
    }

    fn step(&mut self, core: &mut Core) -> Step<Asked> {
        let Some(&op) = self.data.get(self.at) else { return Err(Wrong::End) };
        self.at += 1;
        match op {
            0x80 => self.number(1).map(|_| None),
            0x95 => self.number(8).map(|_| None),
            b'.' => {
                let value = self.pop()?;
                Ok(Some((Ask::Done, value, Value::Int(self.at as i64))))
            }
            b'(' => {
                self.marks.push(self.stack.len());
                Ok(None)
            }
            b'0' => self.pop().map(|_| None),
            b'1' => self.since_mark().map(|_| None),
            b'2' => {
                let value = self.top()?;
                self.push(value)
            }
            b'h' => self.number(1).and_then(|place| self.recall(place)),
            b'j' => self.number(4).and_then(|place| self.recall(place)),
            b'q' => self.number(1).and_then(|place| self.remember(place as usize)),
            b'r' => self.number(4).and_then(|place| self.remember(place as usize)),
            0x94 => self.remember(self.memo.len()),
            _ => self.step_data(core, op),
        }
    }

    fn step_data(&mut self, core: &mut Core, op: u8) -> Step<Asked> {
        let value = match op {
            b'N' => Value::None,
            0x88 => Value::Bool(true),
            0x89 => Value::Bool(false),
            b'K' => Value::Int(self.number(1)? as i64),
            b'M' => Value::Int(self.number(2)? as i64),
            b'J' => Value::Int(i64::from(self.number(4)? as u32 as i32)),
            b'G' => Value::Float(f64::from_bits(self.number(8)?.swap_bytes())),
            0x8a | 0x8b => {
                let n = self.number(if op == 0x8a { 1 } else { 4 })? as usize;
                let bytes = self.take(n)?;
                core.heap.int(BigInt::from_signed_bytes_le(&bytes))
            }
            0x8c => return self.text(core, 1),
            b'X' => return self.text(core, 4),
            0x8d => return self.text(core, 8),
            b'C' => return self.bytes(core, 1),
            b'B' => return self.bytes(core, 4),
            0x8e => return self.bytes(core, 8),
            0x96 => {
                let n = self.number(8)? as usize;
                let bytes = self.take(n)?.to_vec();
                Value::Obj(core.heap.alloc(Object::ByteArray(Cow::new(bytes))))
            }
            b')' => core.tuple(&[]),
            0x85..=0x87 => return self.tuple(core, usize::from(op - 0x84)),
            b't' => {
                let items = self.since_mark()?;
                core.tuple(&items)
            }
            b']' => core.heap.list(Vec::new()),
            b'}' => core.heap.dict(Dict::new()),
            0x8f => core.heap.set(Set::new()),
            _ => return self.step_container(core, op),
        };
        self.push(value)
    }

    fn step_container(&mut self, core: &mut Core, op: u8) -> Step<Asked> {
        match op {
            b'a' | b'e' => {
                let items = if op == b'a' { vec![self.pop()?] } else { self.since_mark()? };
                let list = self.top()?;
                if matches!(list.obj().map(|obj| core.heap.get(obj)), Some(Object::List(_)))
                    && let Some(old) = core.heap.as_list_mut(list)
                {
                    old.extend(items.iter().copied());
                    core.heap.grew(16 * items.len());
                    return Ok(None);
                }
                Ok(Some((Ask::Extend, list, core.heap.list(items))))
            }
            b's' | b'u' => {
                let pairs = if op == b's' {
                    let value = self.pop()?;
                    vec![self.pop()?, value]
                } else {
                    self.since_mark()?
                };
                let dict = self.top()?;
                let plain = matches!(dict.obj().map(|obj| core.heap.get(obj)), Some(Object::Dict(_)));
                let mut left = &pairs[..];
                while let ([key, value, rest @ ..], true) = (left, plain) {
                    if core.dict_set(dict, *key, *value).is_err() {
                        break;
                    }
                    left = rest;
                }
                let left = left.to_vec();
                if left.is_empty() { Ok(None) } else { Ok(Some((Ask::SetItems, dict, core.heap.list(left)))) }
            }
            0x90 => {
                let items = self.since_mark()?;
                let set = self.top()?;
                let left: Vec<Value> = items.into_iter().filter(|&item| core.set_add(set, item).is_err()).collect();
                if left.is_empty() { Ok(None) } else { Ok(Some((Ask::AddItems, set, core.heap.list(left)))) }
            }
            0x91 => {
                let items = self.since_mark()?;
                let items = core.heap.list(items);
                Ok(Some((Ask::Call, Value::Obj(types::FROZENSET), core.tuple(&[items]))))
            }
            0x93 => self.ask(Ask::Find),
            b'R' => self.ask(Ask::Call),
            0x81 => self.ask(Ask::New),
            0x92 => {
                let named = self.pop()?;
                let positional = self.pop()?;
                let class = self.pop()?;
                Ok(Some((Ask::NewEx, class, core.tuple(&[positional, named]))))
            }
            b'b' => {
                let state = self.pop()?;
                Ok(Some((Ask::Build, self.top()?, state)))
            }
            _ => {
                let shown: String = std::ascii::escape_default(op).map(char::from).collect();
                Err(Wrong::Data(format!("invalid load key, '{shown}'.")))
            }
        }
    }
}

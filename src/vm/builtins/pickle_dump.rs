//! `_pickle.dump`: objects to the bytes of pickle protocol 4 or 5, as `Modules/_pickle.c` of CPython 3.14 writes them.
//!
//! Plain data is written here. How anything else is taken apart only Python can tell (`pickle.py` in the process's library):
//! a dump that meets such objects returns them in a list and is called again with their reductions. A reduction is a list
//! `[module, qualname]` for what is found by its name, or a tuple as `__reduce_ex__` returns it, its iterators made lists.

use std::collections::BTreeMap;

use num_bigint::BigInt;

use crate::vm::core::Core;
use crate::vm::native::{Break, NativeResult};
use crate::vm::object::Object;
use crate::vm::value::{NativeId, Obj, Value};

/// What an object is known by in the memo.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Object(Obj),
    Native(NativeId),
    Ellipsis,
    NotImplemented,
}

/// Containers in containers, at most.
const MAX_DEPTH: u32 = 600;
/// A frame is closed when it has come to this.
const FRAME: usize = 64 * 1024;
const BATCH: usize = 1000;
const MARK: u8 = b'(';

/// Picoseconds for each object, and for each byte of data. Measured on CPython: 12 ms for a million ints; a byte 410 when the memory
/// for it is new, 25 when it is used again.
const PICOS_PER_OBJECT: u64 = 11_000;
const PICOS_PER_BYTE: u64 = 150;

struct Dump<'a> {
    core: &'a Core,
    protocol: u8,
    reductions: BTreeMap<Key, Value>,
    /// Found by Python to be `copyreg.__newobj__` and `copyreg.__newobj_ex__`.
    newobj: [Value; 2],
    memo: BTreeMap<Key, u32>,
    out: Vec<u8>,
    frame: Vec<u8>,
    unknown: Vec<Value>,
    n_objects: u64,
    depth: u32,
}

/// Containers are nested too deep.
struct TooDeep;

/// `_pickle.dump(obj, protocol, known, reductions, newobj)`
pub(super) fn dump(core: &mut Core, args: &[Value]) -> NativeResult {
    let protocol = core.index_arg(args, 1)?.clamp(2, 5) as u8;
    let list = |at: usize| core.heap.as_list(args[at]).cloned().unwrap_or_default();
    let newobj = core.heap.as_tuple(args[4]).map_or([Value::Null; 2], |pair| [pair[0], pair[1]]);
    let reductions = list(2).into_iter().zip(list(3)).filter_map(|(known, how)| Some((key(known)?, how))).collect();
    let mut dump = Dump {
        core,
        protocol,
        reductions,
        newobj,
        memo: BTreeMap::new(),
        out: vec![0x80, protocol],
        frame: Vec::new(),
        unknown: Vec::new(),
        n_objects: 0,
        depth: 0,
    };
    let saved = dump.save(args[0]);
    dump.frame.push(b'.');
    dump.close_frame();
    let Dump { out, unknown, n_objects, .. } = dump;
    if saved.is_err() {
        let text = "maximum recursion depth exceeded while pickling an object";
        return Err(core.raise(crate::vm::types::RECURSION_ERROR, text));
    }
    if !unknown.is_empty() {
        return Ok(core.heap.list(unknown));
    }
    core.reserve(out.len())?;
    core.charge(n_objects * PICOS_PER_OBJECT + out.len() as u64 * PICOS_PER_BYTE);
    Ok(core.heap.bytes_value(out))
}

fn key(value: Value) -> Option<Key> {
    match value {
        Value::Obj(obj) => Some(Key::Object(obj)),
        Value::Native(native) => Some(Key::Native(native)),
        Value::Ellipsis => Some(Key::Ellipsis),
        Value::NotImplemented => Some(Key::NotImplemented),
        _ => None,
    }
}

impl Dump<'_> {
    fn op(&mut self, op: u8) {
        self.frame.push(op);
    }
    fn close_frame(&mut self) {
        if self.protocol >= 4 && self.frame.len() >= 4 {
            self.out.push(0x95);
            self.out.extend((self.frame.len() as u64).to_le_bytes());
        }
        self.out.append(&mut self.frame);
    }
    fn memoize(&mut self, value: Value) {
        let Some(key) = key(value) else { return };
        let place = self.memo.len() as u32;
        self.memo.insert(key, place);
        self.op(0x94);
    }
    fn get(&mut self, place: u32) {
        match u8::try_from(place) {
            Ok(place) => self.frame.extend([b'h', place]),
            Err(_) => {
                self.op(b'j');
                self.frame.extend(place.to_le_bytes());
            }
        }
    }

    fn save(&mut self, value: Value) -> Result<(), TooDeep> {
        if self.frame.len() >= FRAME {
            self.close_frame();
        }
        self.n_objects += 1;
        match value {
            Value::Null | Value::None => self.op(b'N'),
            Value::Bool(truth) => self.op(if truth { 0x88 } else { 0x89 }),
            Value::Int(int) => self.save_int(int),
            Value::Float(float) => {
                self.op(b'G');
                self.frame.extend(float.to_be_bytes());
            }
            _ => {
                if let Some(&place) = key(value).and_then(|key| self.memo.get(&key)) {
                    self.get(place);
                    return Ok(());
                }
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(TooDeep);
                }
                self.save_object(value)?;
                self.depth -= 1;
            }
        }
        Ok(())
    }

    fn save_int(&mut self, int: i64) {
        match int {
            0..=0xff => self.frame.extend([b'K', int as u8]),
            0x100..=0xffff => {
                self.op(b'M');
                self.frame.extend((int as u16).to_le_bytes());
            }
            _ => match i32::try_from(int) {
                Ok(int) => {
                    self.op(b'J');
                    self.frame.extend(int.to_le_bytes());
                }
                Err(_) => self.save_long(&BigInt::from(int)),
            },
        }
    }
    fn save_long(&mut self, int: &BigInt) {
        let bytes = int.to_signed_bytes_le();
        match u8::try_from(bytes.len()) {
            Ok(n) => self.frame.extend([0x8a, n]),
            Err(_) => {
                self.op(0x8b);
                self.frame.extend((bytes.len() as u32).to_le_bytes());
            }
        }
        self.frame.extend(bytes);
    }
    /// `ops`: for lengths of one, four and eight bytes.
    fn save_bytes(&mut self, ops: [u8; 3], bytes: &[u8]) {
        let n = bytes.len();
        if n >= FRAME {
            self.close_frame();
        }
        if n <= 0xff && ops[0] != 0 {
            self.frame.extend([ops[0], n as u8]);
        } else if let (Ok(n), 1..) = (u32::try_from(n), ops[1]) {
            self.op(ops[1]);
            self.frame.extend(n.to_le_bytes());
        } else {
            self.op(ops[2]);
            self.frame.extend((n as u64).to_le_bytes());
        }
        if n >= FRAME {
            self.out.append(&mut self.frame);
            self.out.extend(bytes);
        } else {
            self.frame.extend(bytes);
        }
    }

    fn save_object(&mut self, value: Value) -> Result<(), TooDeep> {
        let Value::Obj(obj) = value else { return self.save_reduced(value) };
        let core = self.core;
        match core.heap.get(obj) {
            Object::Str(text) => {
                self.save_bytes([0x8c, b'X', 0x8d], text.as_str().as_bytes());
                self.memoize(value);
            }
            Object::Bytes(bytes) => {
                self.save_bytes([b'C', b'B', 0x8e], bytes);
                self.memoize(value);
            }
            Object::ByteArray(bytes) if self.protocol >= 5 => {
                self.save_bytes([0, 0, 0x96], bytes);
                self.memoize(value);
            }
            Object::BigInt(int) => self.save_long(int),
            Object::Tuple(items) => self.save_tuple(value, items)?,
            Object::List(items) => {
                self.op(b']');
                self.memoize(value);
                self.save_items(items, [b'a', b'e'])?;
            }
            Object::Dict(dict) => {
                self.op(b'}');
                self.memoize(value);
                let pairs: Vec<Value> = dict.iter().flat_map(|entry| [entry.key, entry.value]).collect();
                self.save_pairs(&pairs)?;
            }
            Object::Set(set) => {
                self.op(0x8f);
                self.memoize(value);
                let items: Vec<Value> = set.iter().map(|entry| entry.key).collect();
                for batch in items.chunks(BATCH) {
                    self.save_marked(batch, 0x90)?;
                }
            }
            Object::FrozenSet(set) => {
                let items: Vec<Value> = set.iter().map(|entry| entry.key).collect();
                self.save_marked(&items, 0x91)?;
                self.memoize(value);
            }
            _ => self.save_reduced(value)?,
        }
        Ok(())
    }

    fn save_marked(&mut self, items: &[Value], op: u8) -> Result<(), TooDeep> {
        self.op(MARK);
        for &item in items {
            self.save(item)?;
        }
        self.op(op);
        Ok(())
    }
    fn save_items(&mut self, items: &[Value], [one, many]: [u8; 2]) -> Result<(), TooDeep> {
        for batch in items.chunks(BATCH) {
            match batch {
                [item] => {
                    self.save(*item)?;
                    self.op(one);
                }
                _ => self.save_marked(batch, many)?,
            }
        }
        Ok(())
    }
    fn save_pairs(&mut self, pairs: &[Value]) -> Result<(), TooDeep> {
        for batch in pairs.chunks(2 * BATCH) {
            match batch {
                [key, value] => {
                    self.save(*key)?;
                    self.save(*value)?;
                    self.op(b's');
                }
                _ => self.save_marked(batch, b'u')?,
            }
        }
        Ok(())
    }
    fn save_tuple(&mut self, value: Value, items: &[Value]) -> Result<(), TooDeep> {
        if items.is_empty() {
            self.op(b')');
            return Ok(());
        }
        let short = items.len() <= 3;
        if !short {
            self.op(MARK);
        }
        for &item in items {
            self.save(item)?;
        }
        // It holds itself, and is in the memo by now: what was written is dropped again.
        if let Some(&place) = key(value).and_then(|key| self.memo.get(&key)) {
            if short {
                self.frame.extend(std::iter::repeat_n(b'0', items.len()));
            } else {
                self.op(b'1');
            }
            self.get(place);
            return Ok(());
        }
        self.op(if short { 0x84 + items.len() as u8 } else { b't' });
        self.memoize(value);
        Ok(())
    }

    fn save_reduced(&mut self, value: Value) -> Result<(), TooDeep> {
        let Some(&how) = key(value).and_then(|key| self.reductions.get(&key)) else {
            if !self.unknown.iter().any(|unknown| unknown.is(value)) {
                self.unknown.push(value);
            }
            return Ok(());
        };
        let core = self.core;
        if let Some(name) = core.heap.as_list(how) {
            for &part in name {
                self.save(part)?;
            }
            self.op(0x93);
            self.memoize(value);
            return Ok(());
        }
        let Some(parts) = core.heap.as_tuple(how) else { return Ok(()) };
        let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_none());
        let args = part(1).and_then(|args| core.heap.as_tuple(args)).unwrap_or_default();
        let function = parts[0];
        match args {
            [class, rest @ ..] if function.is(self.newobj[0]) => {
                self.save(*class)?;
                self.save_new_tuple(rest)?;
                self.op(0x81);
            }
            [class, positional, named] if function.is(self.newobj[1]) => {
                for &part in [class, positional, named] {
                    self.save(part)?;
                }
                self.op(0x92);
            }
            _ => {
                self.save(function)?;
                self.save(parts[1])?;
                self.op(b'R');
            }
        }
        if let Some(&place) = key(value).and_then(|key| self.memo.get(&key)) {
            self.op(b'0');
            self.get(place);
            return Ok(());
        }
        self.memoize(value);
        if let Some(items) = part(3).and_then(|items| core.heap.as_list(items)) {
            self.save_items(items, [b'a', b'e'])?;
        }
        if let Some(pairs) = part(4).and_then(|pairs| core.heap.as_list(pairs)) {
            self.save_pairs(pairs)?;
        }
        if let Some(state) = part(2) {
            match part(5) {
                None => {
                    self.save(state)?;
                    self.op(b'b');
                }
                Some(setter) => {
                    for part in [setter, value, state] {
                        self.save(part)?;
                    }
                    self.frame.extend([0x86, b'R', b'0']);
                }
            }
        }
        Ok(())
    }
    /// A tuple that is no object of the program's.
    fn save_new_tuple(&mut self, items: &[Value]) -> Result<(), TooDeep> {
        match items.len() {
            0 => self.op(b')'),
            n @ 1..=3 => {
                for &item in items {
                    self.save(item)?;
                }
                self.op(0x84 + n as u8);
            }
            _ => self.save_marked(items, b't')?,
        }
        Ok(())
    }
}

/// `_pickle.kind(obj)`: 0 an instance of a class written in Python, 1 such an instance with a builtin base's storage, 2 an
/// exception, 3 anything else.
pub(super) fn kind(core: &mut Core, args: &[Value]) -> Result<Value, Break> {
    let kind = match args[0].obj().map(|obj| core.heap.get(obj)) {
        Some(Object::Instance(instance)) => i64::from(instance.payload.is_some()),
        Some(Object::Exception(_)) => 2,
        _ => 3,
    };
    Ok(Value::Int(kind))
}

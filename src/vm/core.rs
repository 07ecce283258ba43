//! The machine without its threads: heap, classes, modules, caches. What natives get.
//!
//! Kept apart from the threads so that a native can be given its arguments where they lie on a thread's stack.

use std::sync::Arc;

use hashbrown::{HashMap, HashTable};

use super::dict::Dict;
use super::hash::{hash_bigint, hash_frozenset, hash_handle};
pub use super::hash::{hash_float, hash_int, hash_tuple};
use super::heap::Heap;
use super::names;
use super::native::{self, Break, Native};
use super::object::Object;
use super::profile::Profile;
use super::shape::{FixedState, Shapes};
use super::string::{PyStr, hash_bytes};
use super::types;
use super::value::{Obj, Value};
use crate::base::ids::ThreadId;
use crate::base::limits::{MAX_INT_STR_DIGITS, RECURSION_LIMIT};

/// Deepest nesting of native code that values of the program can cause.
pub(super) const MAX_NESTING: u32 = 200;

/// Everything of a machine but its threads and code. Clone copies no object of a frozen heap.
#[derive(Clone, Debug)]
pub struct Core {
    pub heap: Heap,
    pub shapes: Shapes,
    pub profile: Arc<Profile>,
    /// `sys.modules`: a dict.
    pub modules: Value,
    /// The namespace of `builtins`: a dict.
    pub builtins: Value,
    /// Functions of the prelude, by `PreludeFn`.
    pub(super) prelude: Arc<[Obj]>,
    pub(super) natives: &'static [Native],
    /// `sys.setrecursionlimit`
    pub(super) recursion_limit: u32,
    /// How many NaNs `float()` has made: each has its own payload.
    pub(super) n_nans: u32,
    /// `sys.get_int_max_str_digits()`
    pub(super) max_str_digits: usize,
    /// Picoseconds charged by the native that is running.
    pub(super) extra_cost: u64,
    /// The thread that is running.
    pub(super) current: ThreadId,
    /// What the current instruction's thread is handling, for natives such as `sys.exception()`.
    pub(super) handled: Value,
    pub(super) interned: Interner,
    pub(super) method_cache: MethodCache,
    /// Changes whenever what a name means on some class may have changed.
    pub(super) type_version: u32,
    /// Texts of source files, for tracebacks.
    pub(super) sources: Vec<(Arc<str>, Arc<str>)>,
    /// Values that the host holds on to.
    pub(super) pinned: Vec<Value>,
    /// Objects whose loss is to be told, in order of registering.
    pub(super) watched: Vec<Obj>,
    /// Watched objects that nothing reaches any more, kept until somebody takes them.
    pub(super) lost: Vec<Obj>,
    /// Weak references (`weak.rs`), in order of making; they need not live.
    pub(super) weak: Vec<Obj>,
    /// Names of coroutines that were freed without having run.
    pub(super) never_awaited: Vec<Value>,
    /// `sys.set_asyncgen_hooks` of each thread that has set them: `firstiter`, `finalizer`.
    pub(super) asyncgen_hooks: Vec<(ThreadId, [Value; 2])>,
    /// How deep native code is nested in itself, where the program's values decide how deep it goes.
    pub(super) nesting: u32,
    /// The objects that `sys.stdout`, `sys.stderr` and `sys.stdin` are at first.
    pub(super) streams: [Value; 3],
    /// `sys.argv`, `sys.flags` and other settings the process layer fills in.
    pub argv: Vec<Arc<str>>,
    /// So many more times does the driver want to hear of a lock that is taken or freed without waiting.
    pub locks_to_tell: u32,
}

/// The interned strings: names of attributes and globals, short constants. They live as long as the machine.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    table: Arc<HashTable<(u64, Obj)>>,
}

/// What names mean on classes; `Null` for "nothing". Invisible: a copy of a machine starts with none.
#[derive(Debug, Default)]
pub(super) struct MethodCache(pub HashMap<(Obj, Obj), Value, FixedState>);

impl Clone for MethodCache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Core {
    /// An empty machine part: only fixed handles reserved. Use [`Machine::boot`](super::machine::Machine::boot).
    pub(super) fn empty(profile: Arc<Profile>, limit: usize) -> Self {
        Self {
            heap: Heap::new(names::FIRST_FREE, limit),
            shapes: Shapes::default(),
            profile,
            modules: Value::None,
            builtins: Value::None,
            prelude: Arc::new([]),
            natives: native::natives(),
            recursion_limit: RECURSION_LIMIT as u32,
            n_nans: 0,
            max_str_digits: MAX_INT_STR_DIGITS,
            extra_cost: 0,
            current: ThreadId(0),
            handled: Value::None,
            interned: Interner::default(),
            method_cache: MethodCache::default(),
            type_version: 0,
            sources: Vec::new(),
            pinned: Vec::new(),
            watched: Vec::new(),
            lost: Vec::new(),
            weak: Vec::new(),
            never_awaited: Vec::new(),
            asyncgen_hooks: Vec::new(),
            nesting: 0,
            streams: [Value::None; 3],
            argv: Vec::new(),
            locks_to_tell: 0,
        }
    }

    // ---- strings ----

    /// The one string object with this text, for names. Compare interned names by handle.
    pub fn intern(&mut self, text: &str) -> Obj {
        let hash = hash_bytes(text.as_bytes());
        let heap = &self.heap;
        let same =
            |&(h, obj): &(u64, Obj)| h == hash && heap.as_str(Value::Obj(obj)).is_some_and(|s| s.as_str() == text);
        if let Some(&(_, obj)) = self.interned.table.find(hash, same) {
            return obj;
        }
        let obj = self.heap.alloc(Object::Str(PyStr::new(text)));
        self.intern_at(hash, obj);
        obj
    }
    /// As [`intern`](Self::intern), for a string object that exists.
    pub fn intern_value(&mut self, name: Value) -> Option<Obj> {
        let text = self.heap.as_str(name)?.text().clone();
        Some(self.intern(&text))
    }
    /// The interned string with this text, if some name has it.
    pub fn interned(&self, text: &PyStr) -> Option<Obj> {
        let hash = text.hash();
        let same = |&(h, obj): &(u64, Obj)| {
            h == hash && self.heap.as_str(Value::Obj(obj)).is_some_and(|s| s.as_str() == text.as_str())
        };
        self.interned.table.find(hash, same).map(|&(_, obj)| obj)
    }
    pub(super) fn intern_at(&mut self, hash: u64, obj: Obj) {
        Arc::make_mut(&mut self.interned.table).insert_unique(hash, (hash, obj), |&(h, _)| h);
    }
    pub(super) fn interned_objects(&self) -> impl Iterator<Item = Obj> + '_ {
        self.interned.table.iter().map(|&(_, obj)| obj)
    }
    /// A string value; one-character ASCII strings and the empty one are not made anew.
    pub fn str(&mut self, text: &str) -> Value {
        match text.as_bytes() {
            [] => Value::Obj(names::EMPTY),
            &[byte] if byte < 128 => Value::Obj(names::ascii(byte)),
            _ => self.heap.str(text),
        }
    }
    pub fn str_char(&mut self, c: char) -> Value {
        if c.is_ascii() { Value::Obj(names::ascii(c as u8)) } else { self.heap.str(c.to_string()) }
    }
    /// The empty tuple is one object.
    pub fn tuple(&mut self, items: &[Value]) -> Value {
        if items.is_empty() { Value::Obj(names::EMPTY_TUPLE) } else { self.heap.tuple(items) }
    }

    // ---- hashing and equality that need no Python ----

    /// The hash of a value, as CPython's for numbers; `Err(None)` when Python code must be asked,
    /// `Err(Some(class))` when the class is unhashable.
    pub fn hash(&mut self, value: Value) -> Result<u64, Option<Obj>> {
        self.nesting += 1;
        // Too deep a nesting is left to Python code, which knows recursion.
        let hash = if self.nesting > MAX_NESTING { Err(None) } else { self.hash_nested(value) };
        self.nesting -= 1;
        hash
    }
    fn hash_nested(&mut self, value: Value) -> Result<u64, Option<Obj>> {
        match value {
            Value::Int(i) => Ok(hash_int(i)),
            Value::Bool(b) => Ok(u64::from(b)),
            Value::Float(x) => Ok(hash_float(x)),
            Value::None | Value::Null => Ok(0xfca8_6420),
            Value::Ellipsis => Ok(0x7fff_1234),
            Value::NotImplemented => Ok(0x7fff_4321),
            Value::Native(id) => Ok(u64::from(id.0) * 16 + 7),
            Value::Obj(obj) => self.hash_obj(obj),
        }
    }
    /// The identity's hash, unless the class has a `__hash__` of its own.
    fn hash_by_class(&mut self, obj: Obj, class: Obj) -> Result<u64, Option<Obj>> {
        match self.lookup(class, names::HASH) {
            None | Some(Value::Native(_)) => Ok(hash_handle(obj)),
            Some(Value::None) => Err(Some(class)),
            Some(_) => Err(None),
        }
    }
    fn hash_obj(&mut self, obj: Obj) -> Result<u64, Option<Obj>> {
        match self.heap.get(obj) {
            Object::Str(s) => Ok(s.hash()),
            Object::Tuple(items) => {
                let items = Arc::clone(items);
                let mut hashes = Vec::with_capacity(items.len());
                for &item in items.iter() {
                    hashes.push(self.hash(item)?);
                }
                Ok(hash_tuple(&hashes))
            }
            Object::Instance(instance) => {
                let (class, payload) = (instance.class, instance.payload);
                let (hash, eq) = self.heap.class(class).map_or((false, false), |c| (c.quirks.hash, c.quirks.eq));
                if !hash && !eq {
                    return Ok(hash_handle(obj));
                }
                match self.lookup(class, names::HASH) {
                    Some(Value::None) => Err(Some(class)),
                    Some(Value::Native(_)) => match payload.map(|payload| self.heap.get(payload)) {
                        Some(Object::Boxed(inner)) => {
                            let inner = *inner;
                            self.hash(inner)
                        }
                        Some(_) => self.hash(Value::Obj(payload.unwrap_or(obj))),
                        None => Ok(hash_handle(obj)),
                    },
                    _ => Err(None),
                }
            }
            Object::Class(data) if data.metaclass != types::TYPE => {
                let metaclass = data.metaclass;
                self.hash_by_class(obj, metaclass)
            }
            Object::BigInt(n) => Ok(hash_bigint(n)),
            Object::Bytes(bytes) => Ok(hash_bytes(bytes) ^ 0x5bd1),
            Object::FrozenSet(set) => Ok(hash_frozenset(set.iter().map(|entry| entry.hash), set.len())),
            Object::Complex(re, im) => Ok(hash_float(*re).wrapping_add(hash_float(*im).wrapping_mul(1_000_003))),
            Object::Range { start, stop, step } => {
                Ok(hash_tuple(&[hash_int(*start), hash_int(*stop), hash_int(*step)]))
            }
            Object::List(_) | Object::Dict(_) | Object::Set(_) | Object::ByteArray(_) => {
                Err(Some(self.class_of(Value::Obj(obj))))
            }
            Object::DictView { .. } | Object::MappingProxy(_) => Err(Some(self.class_of(Value::Obj(obj)))),
            Object::Opaque { class: types::DEQUE, .. } => Err(Some(types::DEQUE)),
            Object::BoundMethod { func, receiver } => {
                let (func, receiver) = (*func, *receiver);
                let receiver = match receiver {
                    Value::Obj(obj) => hash_handle(obj),
                    other => self.hash(other)?,
                };
                Ok(hash_tuple(&[self.hash(func)?, receiver]))
            }
            Object::Exception(exc) => {
                let class = exc.class;
                self.hash_by_class(obj, class)
            }
            Object::GenericAlias { origin, args } => {
                let (origin, args) = (*origin, *args);
                Ok(hash_handle(origin) ^ self.hash(Value::Obj(args))?)
            }
            Object::Union(args) => {
                let items = self.heap.as_tuple(Value::Obj(*args)).unwrap_or(&[]).to_vec();
                items.into_iter().try_fold(0, |sum, item| Ok(sum ^ self.hash(item)?))
            }
            _ => Ok(hash_handle(obj)),
        }
    }
    /// As [`hash`](Self::hash), with unhashable as a TypeError and Python code as a conversion of argument `arg`.
    pub fn hash_or_raise(&mut self, value: Value) -> Result<Option<u64>, Break> {
        match self.hash(value) {
            Ok(hash) => Ok(Some(hash)),
            Err(None) => Ok(None),
            Err(Some(class)) => {
                let text = format!("unhashable type: '{}'", self.class_name(class));
                Err(self.type_error(text))
            }
        }
    }
    /// `a is b or a == b` without Python code; `None` when that must be asked.
    #[inline]
    pub fn eq_key(&self, a: Value, b: Value) -> Option<bool> {
        match (a, b) {
            (Value::Obj(a), Value::Obj(b)) if a == b => Some(true),
            (Value::Int(a), Value::Int(b)) => Some(a == b),
            _ if a.is(b) => Some(true),
            _ => self.eq(a, b),
        }
    }
    /// `a == b` without Python code; `None` when that must be asked.
    pub fn eq(&self, a: Value, b: Value) -> Option<bool> {
        match (a, b) {
            (Value::Int(a), Value::Int(b)) => return Some(a == b),
            (Value::Float(a), Value::Float(b)) => return Some(a == b),
            (Value::None, Value::None) => return Some(true),
            (Value::Obj(a), Value::Obj(b)) => return self.eq_obj(a, b, 0),
            _ => {}
        }
        super::ops::eq_mixed(self, a, b)
    }
    fn eq_obj(&self, a: Obj, b: Obj, depth: u32) -> Option<bool> {
        match (self.heap.get(a), self.heap.get(b)) {
            (Object::Str(a), Object::Str(b)) => Some(a.hash() == b.hash() && a.as_str() == b.as_str()),
            (Object::Tuple(x), Object::Tuple(y)) => self.eq_items(x, y, depth),
            (Object::List(x), Object::List(y)) => self.eq_items(x, y, depth),
            _ => super::ops::eq_objects(self, a, b, depth),
        }
    }
    /// `list(a) == list(b)` item by item, identity first; too deep a nesting is left to Python code, which knows recursion.
    pub(super) fn eq_items(&self, a: &[Value], b: &[Value], depth: u32) -> Option<bool> {
        if depth > 200 {
            return None;
        }
        for (&x, &y) in a.iter().zip(b) {
            let same = x.is(y)
                || match (x, y) {
                    (Value::Obj(x), Value::Obj(y)) => self.eq_obj(x, y, depth + 1)?,
                    _ => self.eq(x, y)?,
                };
            if !same {
                return Some(false);
            }
        }
        Some(a.len() == b.len())
    }
    pub(super) fn eq_at_depth(&self, a: Value, b: Value, depth: u32) -> Option<bool> {
        match (a, b) {
            (Value::Obj(a), Value::Obj(b)) => self.eq_obj(a, b, depth),
            _ => self.eq(a, b),
        }
    }
    /// `bool(value)` without Python code; `None` when that must be asked.
    pub fn truth(&mut self, value: Value) -> Option<bool> {
        Some(match value {
            Value::Bool(b) => b,
            Value::None | Value::Null => false,
            Value::Int(i) => i != 0,
            Value::Float(x) => x != 0.0,
            Value::Ellipsis | Value::NotImplemented | Value::Native(_) => true,
            Value::Obj(obj) => match self.heap.get(obj) {
                Object::Str(s) => !s.as_str().is_empty(),
                Object::List(items) => !items.is_empty(),
                Object::Tuple(items) => !items.is_empty(),
                Object::Dict(dict) => !dict.is_empty(),
                Object::Set(set) => !set.is_empty(),
                Object::FrozenSet(set) => !set.is_empty(),
                Object::Bytes(bytes) => !bytes.is_empty(),
                Object::ByteArray(bytes) => !bytes.is_empty(),
                Object::Range { start, stop, step } => super::iter::range_len(*start, *stop, *step) != 0,
                Object::Complex(re, im) => *re != 0.0 || *im != 0.0,
                Object::DictView { dict, .. } => !self.heap.as_dict(Value::Obj(*dict))?.is_empty(),
                Object::MappingProxy(inner) => !self.heap.as_dict(Value::Obj(*inner))?.is_empty(),
                Object::Instance(instance) => return self.truth_of_instance(instance.class, value),
                Object::Opaque { class, .. } => {
                    let class = *class;
                    return self.lookup(class, names::LEN).is_none().then_some(true);
                }
                Object::Class(class) if class.metaclass != types::TYPE => {
                    let metaclass = class.metaclass;
                    let plain =
                        self.lookup(metaclass, names::BOOL).is_none() && self.lookup(metaclass, names::LEN).is_none();
                    return plain.then_some(true);
                }
                Object::Exception(exc) => {
                    let class = exc.class;
                    let plain = self.lookup(class, names::BOOL).is_none() && self.lookup(class, names::LEN).is_none();
                    return plain.then_some(true);
                }
                _ => true,
            },
        })
    }
    fn truth_of_instance(&mut self, class: Obj, value: Value) -> Option<bool> {
        match (self.lookup(class, names::BOOL), self.lookup(class, names::LEN)) {
            (None, None) => Some(true),
            (Some(Value::Native(_)) | None, Some(Value::Native(_)) | None) => {
                let plain = self.heap.plain(value);
                if plain.is(value) { Some(true) } else { self.truth(plain) }
            }
            _ => None,
        }
    }

    // ---- dictionaries ----

    /// `dict.get(key)`: the value, `None` when absent; `Err(Python)` only Python code can tell.
    pub fn dict_get(&mut self, dict: Value, key: Value) -> Result<Option<Value>, NeedsPython> {
        let hash = self.hash(key).map_err(NeedsPython::of_hash)?;
        self.dict_get_hashed(dict, hash, key)
    }
    pub fn dict_get_hashed(&self, dict: Value, hash: u64, key: Value) -> Result<Option<Value>, NeedsPython> {
        let Some(table) = self.heap.as_dict(dict) else { return Ok(None) };
        Ok(self.dict_find(table, hash, key)?.map(|place| table.value_at(place)))
    }
    /// Place of a key.
    pub fn dict_find(&self, table: &Dict, hash: u64, key: Value) -> Result<Option<usize>, NeedsPython> {
        let mut unknown = false;
        let place = table.find(hash, |k| {
            self.eq_key(k, key).unwrap_or_else(|| {
                unknown = true;
                true
            })
        });
        if unknown { Err(NeedsPython::Ask) } else { Ok(place) }
    }
    /// `dict[key] = value`
    pub fn dict_set(&mut self, dict: Value, key: Value, value: Value) -> Result<(), NeedsPython> {
        let hash = self.hash(key).map_err(NeedsPython::of_hash)?;
        self.dict_set_hashed(dict, hash, key, value)
    }
    pub fn dict_set_hashed(&mut self, dict: Value, hash: u64, key: Value, value: Value) -> Result<(), NeedsPython> {
        let Some(table) = self.heap.as_dict(dict) else { return Ok(()) };
        let place = self.dict_find(table, hash, key)?;
        let Some(table) = self.heap.as_dict_mut(dict) else { return Ok(()) };
        match place {
            Some(place) => table.set_value_at(place, value),
            None => {
                table.insert_new(hash, key, value);
                self.heap.grew(48);
            }
        }
        Ok(())
    }
    /// Removes a key: its value, or `None` when it was not there.
    pub fn dict_remove(&mut self, dict: Value, key: Value) -> Result<Option<Value>, NeedsPython> {
        let hash = self.hash(key).map_err(NeedsPython::of_hash)?;
        let Some(table) = self.heap.as_dict(dict) else { return Ok(None) };
        let Some(place) = self.dict_find(table, hash, key)? else { return Ok(None) };
        Ok(self.heap.as_dict_mut(dict).map(|table| table.remove_at(place).value))
    }
    /// By an interned name.
    #[inline]
    pub fn dict_get_name(&self, dict: Value, name: Obj) -> Option<Value> {
        let hash = self.heap.as_str(Value::Obj(name))?.hash();
        self.dict_get_hashed(dict, hash, Value::Obj(name)).ok().flatten()
    }
    pub fn dict_set_name(&mut self, dict: Value, name: Obj, value: Value) {
        let _ = self.dict_set(dict, Value::Obj(name), value);
    }
    /// By text, interning it.
    pub fn dict_set_str(&mut self, dict: Value, name: &str, value: Value) {
        let name = self.intern(name);
        self.dict_set_name(dict, name, value);
    }
    /// Sets a name of a module.
    pub fn module_set(&mut self, module: Obj, name: &str, value: Value) {
        if let Object::Module { dict, .. } = *self.heap.get(module) {
            self.dict_set_str(Value::Obj(dict), name, value);
        }
    }

    // ---- sets ----

    pub fn set_find(&self, set: &super::set::Set, hash: u64, key: Value) -> Result<Option<usize>, NeedsPython> {
        let mut unknown = false;
        let place = set.find(hash, |k| {
            self.eq_key(k, key).unwrap_or_else(|| {
                unknown = true;
                true
            })
        });
        if unknown { Err(NeedsPython::Ask) } else { Ok(place) }
    }
    /// Adds to a set value.
    pub fn set_add(&mut self, set: Value, key: Value) -> Result<(), NeedsPython> {
        let hash = self.hash(key).map_err(NeedsPython::of_hash)?;
        let Some(table) = self.heap.as_set(set) else { return Ok(()) };
        if self.set_find(table, hash, key)?.is_some() {
            return Ok(());
        }
        if let Some(table) = self.heap.as_set_mut(set) {
            table.insert_new(hash, key);
            self.heap.grew(24);
        }
        Ok(())
    }

    // ---- the outside ----

    /// The thread whose instruction is being run.
    pub fn current_thread(&self) -> ThreadId {
        self.current
    }
    /// The exception being handled in the running thread, or `None`.
    pub fn handled_exception(&self) -> Value {
        self.handled
    }
}

/// Why a lookup could not be answered natively.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NeedsPython {
    /// A user's `__hash__` or `__eq__` must be called: go through the prelude.
    Ask,
    /// The key's class is unhashable: a TypeError.
    Unhashable(Obj),
}

impl NeedsPython {
    pub fn of_hash(unhashable: Option<Obj>) -> Self {
        unhashable.map_or(NeedsPython::Ask, NeedsPython::Unhashable)
    }
}

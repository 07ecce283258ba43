//! Instructions that read and write attributes, and what their caches are filled with.
//!
//! Sources: `Python/bytecodes.c`, `Python/specialize.c`.

use super::attr::{Attr, SetAttr};
use super::cache::{Cache, CacheKind};
use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::native::{Break, NativeKind};
use super::object::Object;
use super::prelude;
use super::shape::ShapeId;
use super::types;
use super::value::{Obj, Value};

impl Exec<'_> {
    #[inline(never)]
    pub fn attr_cache(&mut self, owner: Value, name: Obj) -> Cache {
        let class = self.core.class_of(owner);
        let version = self.core.type_version;
        if self.core.heap.class(class).is_none_or(|data| data.quirks.getattribute) {
            return Cache::default();
        }
        let on_class = self.core.lookup(class, name);
        let function = match on_class {
            Some(Value::Native(id)) => matches!(self.core.natives[id.0 as usize].def.kind, NativeKind::Method),
            Some(Value::Obj(obj)) => matches!(self.core.heap.get(obj), Object::Function(_)),
            _ => false,
        };
        let value = on_class.unwrap_or(Value::Null);
        let cache = Cache { class, version, value, ..Cache::default() };
        match owner.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Instance(instance)) => {
                let shape = instance.shape;
                if shape == ShapeId::DICT {
                    return Cache::default();
                }
                let slot = self.slot_name(value);
                match self.core.shapes.index_of(shape, slot.unwrap_or(name)) {
                    Some(index) if slot.is_some() => {
                        Cache { kind: CacheKind::Slot, shape, index: index as u32, ..cache }
                    }
                    Some(index) if function || on_class.is_none() || self.is_plain(value) => {
                        Cache { kind: CacheKind::Slot, shape, index: index as u32, ..cache }
                    }
                    None if function => Cache { kind: CacheKind::Method, shape, ..cache },
                    None if on_class.is_some() && self.is_plain(value) => {
                        Cache { kind: CacheKind::ClassValue, shape, ..cache }
                    }
                    _ => Cache::default(),
                }
            }
            Some(Object::Module { dict, .. }) if on_class.is_none() => {
                let dict = *dict;
                match (self.core.heap.as_dict(Value::Obj(dict)), self.core.heap.as_str(Value::Obj(name))) {
                    (Some(entries), Some(text)) => match entries.find(text.hash(), |key| key.is(Value::Obj(name))) {
                        Some(index) => {
                            let index = index as u32;
                            Cache { kind: CacheKind::Module, class: dict, name, index, value: owner, ..cache }
                        }
                        None => Cache::default(),
                    },
                    _ => Cache::default(),
                }
            }
            Some(Object::Exception(_)) => match on_class {
                Some(Value::Native(id))
                    if matches!(self.core.natives[id.0 as usize].def.kind, NativeKind::Getter { .. })
                        && self.is_of(id, types::BASE_EXCEPTION) =>
                {
                    Cache { kind: CacheKind::Getter, ..cache }
                }
                _ => Cache::default(),
            },
            Some(
                Object::Class(_)
                | Object::Module { .. }
                | Object::Super { .. }
                | Object::Function(_)
                | Object::GenericAlias { .. },
            ) => Cache::default(),
            _ if function => Cache { kind: CacheKind::BuiltinMethod, ..cache },
            _ => Cache::default(),
        }
    }
    /// The name of the attribute that a descriptor of `__slots__` stands for.
    fn slot_name(&self, on_class: Value) -> Option<Obj> {
        match self.core.heap.get(on_class.obj()?) {
            Object::SlotDescriptor { name, .. } => Some(*name),
            _ => None,
        }
    }
    /// A class attribute that is no descriptor: an instance's own attribute hides it.
    fn is_plain(&self, value: Value) -> bool {
        match value {
            Value::Native(_) => false,
            Value::Obj(obj) => matches!(
                self.core.heap.get(obj),
                Object::Str(_)
                    | Object::List(_)
                    | Object::Tuple(_)
                    | Object::Dict(_)
                    | Object::Set(_)
                    | Object::BigInt(_)
            ),
            _ => true,
        }
    }
    #[inline(never)]
    pub fn store_cache(&mut self, owner: Value, name: Obj) -> Cache {
        let Some(Object::Instance(instance)) = owner.obj().map(|obj| self.core.heap.get(obj)) else {
            return Cache::default();
        };
        let (class, shape) = (instance.class, instance.shape);
        let Some(data) = self.core.heap.class(class) else { return Cache::default() };
        if data.quirks.setattr || shape == ShapeId::DICT {
            return Cache::default();
        }
        let (version, no_dict) = (self.core.type_version, data.no_dict);
        let found = self.core.lookup(class, name);
        let is_slot = found.and_then(|found| self.slot_name(found)) == Some(name);
        if no_dict && !is_slot {
            return Cache::default();
        }
        if let Some(found) = found
            && !is_slot
            && !self.is_plain(found)
            && !matches!(found, Value::Obj(obj) if matches!(self.core.heap.get(obj), Object::Function(_)))
        {
            return Cache::default();
        }
        let cache = Cache { class, shape, version, ..Cache::default() };
        if let Some(index) = self.core.shapes.index_of(shape, name) {
            return Cache { kind: CacheKind::Slot, index: index as u32, ..cache };
        }
        match self.core.shapes.with(shape, name) {
            Some(next) => Cache { kind: CacheKind::Add, next, ..cache },
            None => Cache::default(),
        }
    }
    /// LOAD_ATTR: `owner -- attr`, or `owner -- method self` / `owner -- attr NULL`.
    #[inline(never)]
    pub fn load_attr(&mut self, name: Obj, method: bool) -> Slow {
        let owner = self.pop();
        let attr = match self.core.get_attr(owner, name) {
            Ok(attr) => attr,
            Err(stop) => {
                let on_return = if method { OnReturn::PushNull } else { OnReturn::Push };
                return self.do_break(stop, on_return);
            }
        };
        self.push_attr(attr, owner, name, method)
    }
    fn push_attr(&mut self, attr: Attr, owner: Value, name: Obj, method: bool) -> Slow {
        let asks = matches!(attr, Attr::CallOrGetAttr(..));
        match attr {
            Attr::Value(value) => {
                self.push(value);
                if method {
                    self.push(Value::Null);
                }
            }
            Attr::Method(func) if method => {
                self.push(func);
                self.push(owner);
            }
            Attr::Method(func) => {
                let bound = self.core.bound_method(func, owner);
                self.push(bound);
            }
            Attr::Call(callable, args) | Attr::CallOrGetAttr(callable, args) => {
                let on_return = match owner {
                    Value::Obj(owner) if asks => OnReturn::GetAttr { owner, name, method },
                    _ if method => OnReturn::PushNull,
                    _ => OnReturn::Push,
                };
                return self.call_values(callable, &args, on_return);
            }
        }
        Ok(Flow::Go)
    }
    /// STORE_ATTR: `value owner --`.
    #[inline(never)]
    pub fn store_attr(&mut self, name: Obj) -> Slow {
        let owner = self.pop();
        let value = self.pop();
        let done = self.core.set_attr(owner, name, value);
        self.finish_set(done)
    }
    #[inline(never)]
    pub fn delete_attr(&mut self, name: Obj) -> Slow {
        let owner = self.pop();
        let done = self.core.set_attr(owner, name, Value::Null);
        self.finish_set(done)
    }
    fn finish_set(&mut self, done: Result<SetAttr, Break>) -> Slow {
        match done {
            Ok(SetAttr::Done) => Ok(Flow::Go),
            Ok(SetAttr::Call(callable, args)) => self.call_values(callable, &args, OnReturn::Discard),
            Err(stop) => self.do_break(stop, OnReturn::Discard),
        }
    }
    /// LOAD_SUPER_ATTR: `super class self -- attr [self|NULL]`.
    #[inline(never)]
    pub fn load_super_attr(&mut self, arg: u32, name: Obj) -> Slow {
        let receiver = self.pop();
        let class = self.pop();
        let callee = self.pop();
        let method = arg & 1 != 0;
        if !callee.is(Value::Obj(types::SUPER)) {
            let text = self.core.intern_value(Value::Obj(name)).unwrap_or(name);
            let parts = [callee, class, receiver, Value::Obj(text)];
            let on_return = if method { OnReturn::PushNull } else { OnReturn::Push };
            return self.call_prelude(prelude::SUPER_ATTR, &parts, on_return);
        }
        let (class, receiver_class) = match self.core.check_super(class, receiver) {
            Ok(classes) => classes,
            Err(stop) => return Err(self.exception_of(stop)),
        };
        match self.core.super_attr(class, receiver, receiver_class, name) {
            Ok(Some(attr)) => self.push_attr(attr, receiver, name, method),
            Ok(None) => {
                let object = self.core.heap.alloc(Object::Super { class, receiver, receiver_class });
                self.push(Value::Obj(object));
                self.load_attr(name, method)
            }
            Err(stop) => self.do_break(stop, if method { OnReturn::PushNull } else { OnReturn::Push }),
        }
    }
    /// LOAD_SPECIAL: `owner -- attr self_or_null`.
    #[inline(never)]
    pub fn load_special(&mut self, arg: u32) -> Slow {
        let owner = self.pop();
        let class = self.core.class_of(owner);
        let (name, what) = match arg {
            0 => (names::ENTER, "context manager protocol (missed __enter__ method)"),
            1 => (names::EXIT, "context manager protocol (missed __exit__ method)"),
            2 => (names::AENTER, "asynchronous context manager protocol (missed __aenter__ method)"),
            _ => (names::AEXIT, "asynchronous context manager protocol (missed __aexit__ method)"),
        };
        let Some(found) = self.core.lookup(class, name) else {
            let version = self.core.profile.version;
            // Before 3.14, entering is looked up first; before 3.11, the bare name is the message.
            let first = if arg < 2 { names::ENTER } else { names::AENTER };
            let enters = self.core.lookup(class, first).is_some();
            if version < (3, 11, 0) {
                let text = self.core.text(Value::Obj(if enters { name } else { first }));
                return Err(self.new_error(types::ATTRIBUTE_ERROR, &text));
            }
            let what = if version < (3, 14, 0) && !enters { what.split(" (").next().unwrap_or(what) } else { what };
            let other = if arg < 2 { (names::AENTER, names::AEXIT) } else { (names::ENTER, names::EXIT) };
            let both = self.core.lookup(class, other.0).is_some() && self.core.lookup(class, other.1).is_some();
            let hint = match (both && version >= (3, 14, 0), arg < 2) {
                (true, true) => {
                    " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?"
                }
                (true, false) => " but it supports the context manager protocol. Did you mean to use 'with'?",
                _ => "",
            };
            let text = format!("'{}' object does not support the {what}{hint}", self.core.class_name(class));
            return Err(self.new_error(types::TYPE_ERROR, &text));
        };
        match self.core.bind(found, owner, class) {
            Ok(attr) => self.push_attr(attr, owner, name, true),
            Err(stop) => self.do_break(stop, OnReturn::PushNull),
        }
    }
}

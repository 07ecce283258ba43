//! The instructions of subscripts: `a[b]`, `a[b] = c`, `del a[b]`, with classes and Python methods.
//!
//! Source: `Objects/abstract.c` (`PyObject_GetItem`).

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::object::Object;
use super::types;
use super::value::{Obj, Value};

impl Exec<'_> {
    /// BINARY_OP with `[]`, both operands on the stack.
    pub fn subscript(&mut self) -> Slow {
        let key = self.pop();
        let container = self.pop();
        match self.core.get_item(container, key) {
            Ok(Some(value)) => {
                self.push(value);
                return Ok(Flow::Go);
            }
            Ok(None) => {}
            Err(stop) => return self.do_break(stop, OnReturn::Push),
        }
        if let Value::Obj(obj) = container
            && let Object::Class(_) = self.core.heap.get(obj)
        {
            return self.class_subscript(obj, key);
        }
        let class = self.core.class_of(container);
        match self.core.lookup(class, names::GETITEM) {
            Some(found) => self.call_method(found, container, &[key], OnReturn::Push),
            None => {
                let text = format!("'{}' object is not subscriptable", self.core.class_name(class));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    fn class_subscript(&mut self, class: Obj, key: Value) -> Slow {
        let metaclass = self.core.class_of(Value::Obj(class));
        if let Some(found) = self.core.lookup(metaclass, names::GETITEM) {
            return self.call_method(found, Value::Obj(class), &[key], OnReturn::Push);
        }
        if let Some(found) = self.core.lookup(class, names::CLASS_GETITEM) {
            return match self.core.bind_special(found, Value::Obj(class), class) {
                Ok(_) if matches!(found, Value::Obj(obj) if matches!(self.core.heap.get(obj), Object::Function(_))) => {
                    self.call_method(found, Value::Obj(class), &[key], OnReturn::Push)
                }
                Ok(bound) => self.call_values(bound, &[key], OnReturn::Push),
                Err(stop) => Err(self.exception_of(stop)),
            };
        }
        let generic = [
            types::LIST,
            types::DICT,
            types::TUPLE,
            types::SET,
            types::FROZENSET,
            types::TYPE,
            types::DEQUE,
            types::PATTERN,
            types::MATCH,
        ];
        if generic.iter().any(|&of| self.core.is_subclass(class, of)) {
            let args = if self.core.heap.as_tuple(key).is_some() { key } else { self.core.tuple(&[key]) };
            let Value::Obj(args) = args else { return Ok(Flow::Go) };
            let alias = self.core.heap.alloc(Object::GenericAlias { origin: class, args });
            self.push(Value::Obj(alias));
            return Ok(Flow::Go);
        }
        let text = format!("type '{}' is not subscriptable", self.core.class_name(class));
        Err(self.new_error(types::TYPE_ERROR, &text))
    }
    /// STORE_SUBSCR: `value container key --`.
    #[inline(never)]
    pub fn store_subscript(&mut self) -> Slow {
        let key = self.pop();
        let container = self.pop();
        let value = self.pop();
        self.store_item(container, key, value)
    }
    pub fn store_item(&mut self, container: Value, key: Value, value: Value) -> Slow {
        match self.core.set_item(container, key, value) {
            Ok(true) => return Ok(Flow::Go),
            Ok(false) => {}
            Err(stop) => return self.do_break(stop, OnReturn::Discard),
        }
        let class = self.core.class_of(container);
        match self.core.lookup(class, names::SETITEM) {
            Some(found) => self.call_method(found, container, &[key, value], OnReturn::Discard),
            None => {
                let text = format!("'{}' object does not support item assignment", self.core.class_name(class));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    /// DELETE_SUBSCR: `container key --`.
    #[inline(never)]
    pub fn delete_subscript(&mut self) -> Slow {
        let key = self.pop();
        let container = self.pop();
        match self.core.del_item(container, key) {
            Ok(true) => return Ok(Flow::Go),
            Ok(false) => {}
            Err(stop) => return self.do_break(stop, OnReturn::Discard),
        }
        let class = self.core.class_of(container);
        match self.core.lookup(class, names::DELITEM) {
            Some(found) => self.call_method(found, container, &[key], OnReturn::Discard),
            None => {
                // `PySequence_DelItem` has other words than `PyObject_DelItem`.
                let sequence = !matches!(container, Value::None | Value::Int(_) | Value::Float(_) | Value::Bool(_));
                let how = if sequence && self.core.heap.as_bigint(key).is_some() { "doesn't" } else { "does not" };
                let text = format!("'{}' object {how} support item deletion", self.core.class_name(class));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    /// A slice object of these parts.
    pub fn slice(&mut self, parts: [Value; 3]) -> Value {
        Value::Obj(self.core.heap.alloc(Object::Slice(Box::new(parts))))
    }
}

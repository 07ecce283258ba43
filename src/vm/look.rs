//! Looking at objects from outside, without running Python: attributes, short texts. For inspectors and for naming things.

use std::sync::Arc;

use super::builtins::repr;
use super::machine::Machine;
use super::object::{Instance, Object};
use super::shape::ShapeId;
use super::value::Value;

impl Machine {
    /// Turns all pages into shared ones, so that the next clone copies no object.
    pub fn freeze(&mut self) {
        self.core.heap.freeze();
    }
    /// The attributes an instance holds itself, in order of first setting.
    pub fn attributes(&self, owner: Value) -> Vec<(Arc<str>, Value)> {
        let Some(Object::Instance(instance)) = owner.obj().map(|obj| self.core.heap.get(obj)) else {
            return Vec::new();
        };
        self.attributes_of(instance)
    }
    fn attributes_of(&self, instance: &Instance) -> Vec<(Arc<str>, Value)> {
        let text = |name: Value| self.core.heap.as_str(name).map(|name| Arc::from(name.as_str()));
        if instance.shape == ShapeId::DICT {
            let dict = instance.values.first().and_then(|&dict| self.core.heap.as_dict(dict));
            return dict
                .into_iter()
                .flat_map(|dict| dict.iter())
                .filter_map(|e| Some((text(e.key)?, e.value)))
                .collect();
        }
        let names = self.core.shapes.names(instance.shape);
        names
            .iter()
            .zip(&instance.values)
            .filter(|(_, value)| !value.is_null())
            .filter_map(|(&name, &value)| Some((text(Value::Obj(name))?, value)))
            .collect()
    }
    /// What a bound method is bound to.
    pub fn receiver(&self, callable: Value) -> Option<Value> {
        match self.core.heap.get(callable.obj()?) {
            Object::BoundMethod { receiver, .. } => Some(*receiver),
            _ => None,
        }
    }
    /// The `__qualname__` of a function, or of a method's.
    pub fn function_name(&self, callable: Value) -> Option<String> {
        match self.core.heap.get(callable.obj()?) {
            Object::BoundMethod { func, .. } => self.function_name(*func),
            Object::Function(function) => Some(self.core.heap.as_str(function.qualname)?.as_str().to_owned()),
            _ => None,
        }
    }
    /// The items of a `deque`.
    pub fn deque_items(&self, deque: Value) -> Vec<Value> {
        super::builtins::deque::items(&self.core, deque)
    }
    /// `str(value)` as far as no Python code is needed, else `<Class object>`.
    pub fn text_of(&mut self, value: Value) -> String {
        match repr::str_text(&mut self.core, value) {
            Some(text) => text,
            None => format!("<{} object>", self.core.type_name(value)),
        }
    }
    /// `repr(value)` as far as no Python code is needed, else `<Class object>`; cut with `…` after `most` characters.
    pub fn short_repr(&mut self, value: Value, most: usize) -> String {
        let text = match repr::repr_text(&mut self.core, value) {
            Some(text) => text,
            None => format!("<{} object>", self.core.type_name(value)),
        };
        match text.char_indices().nth(most) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    }
}

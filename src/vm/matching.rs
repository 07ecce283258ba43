//! Instructions of the match statement. Source: `Python/ceval.c` (`_PyEval_MatchKeys`, `_PyEval_MatchClass`).

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::object::Object;
use super::prelude;
use super::types;
use super::value::Value;

impl Exec<'_> {
    #[inline(never)]
    pub fn get_len(&mut self) -> Slow {
        let subject = self.peek(0);
        if let Some(n) = self.core.len_of(subject) {
            self.push(Value::Int(n as i64));
            return Ok(Flow::Go);
        }
        let class = self.core.class_of(subject);
        match self.core.lookup(class, names::LEN) {
            Some(found) => self.call_method(found, subject, &[], OnReturn::Push),
            None => {
                let text = format!("object of type '{}' has no len()", self.core.class_name(class));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    #[inline(never)]
    pub fn match_mapping(&mut self) -> Slow {
        let subject = self.peek(0);
        let plain = self.core.heap.plain(subject);
        let is =
            matches!(plain.obj().map(|obj| self.core.heap.get(obj)), Some(Object::Dict(_) | Object::MappingProxy(_)))
                || self.is_abstract(subject, "Mapping");
        self.push(Value::Bool(is));
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn match_sequence(&mut self) -> Slow {
        let subject = self.peek(0);
        let plain = self.core.heap.plain(subject);
        let is = matches!(
            plain.obj().map(|obj| self.core.heap.get(obj)),
            Some(Object::List(_) | Object::Tuple(_) | Object::Range { .. })
        ) || self.core.is_instance(subject, types::DEQUE)
            || self.is_abstract(subject, "Sequence");
        self.push(Value::Bool(is));
        Ok(Flow::Go)
    }
    /// Whether the class is derived from the class of that name in `collections.abc`.
    fn is_abstract(&self, subject: Value, name: &str) -> bool {
        let class = self.core.class_of(subject);
        let Some(data) = self.core.heap.class(class) else { return false };
        data.mro.iter().any(|&base| self.core.class_name(base) == name)
    }
    #[inline(never)]
    pub fn match_keys(&mut self) -> Slow {
        let keys = self.peek(0);
        let subject = self.peek(1);
        self.call_prelude(prelude::MATCH_KEYS, &[subject, keys], OnReturn::Push)
    }
    /// MATCH_CLASS: `subject type names -- attrs_or_none`.
    #[inline(never)]
    pub fn match_class(&mut self, n_positional: u32) -> Slow {
        let names = self.pop();
        let class = self.pop();
        let subject = self.pop();
        let parts = [subject, class, names, Value::Int(i64::from(n_positional))];
        self.call_prelude(prelude::MATCH_CLASS, &parts, OnReturn::Push)
    }
}

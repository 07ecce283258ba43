//! `in` on builtin containers. Source: `Objects/abstract.c` (`PySequence_Contains`).

use super::core::{Core, NeedsPython};
use super::names;
use super::native::Break;
use super::object::{Object, ViewKind};
use super::prelude;
use super::value::Value;

impl Core {
    /// `item in container` on builtin containers; `None` when it is none or Python code must be asked.
    pub fn contains(&mut self, container: Value, item: Value) -> Result<Option<bool>, Break> {
        let plain = match container {
            Value::Obj(obj) if matches!(self.heap.get(obj), Object::Instance(_)) => {
                let class = self.class_of(container);
                match self.lookup(class, names::CONTAINS) {
                    Some(Value::Native(_)) => self.heap.plain(container),
                    _ => return Ok(None),
                }
            }
            _ => container,
        };
        let Value::Obj(obj) = plain else { return Err(self.not_container(container)) };
        Ok(match self.heap.get(obj) {
            Object::Str(text) => {
                let Some(part) = self.heap.as_str(item) else {
                    let text = format!("'in <string>' requires string as left operand, not {}", self.type_name(item));
                    return Err(self.type_error(text));
                };
                Some(text.as_str().contains(part.as_str()))
            }
            Object::List(items) => self.any_equal(items, item),
            Object::Tuple(items) => self.any_equal(items, item),
            Object::Dict(_) => return self.dict_contains(plain, item),
            Object::MappingProxy(inner) => {
                let inner = *inner;
                return self.dict_contains(Value::Obj(inner), item);
            }
            Object::Set(_) | Object::FrozenSet(_) => {
                let hash = match self.hash(item) {
                    Ok(hash) => hash,
                    Err(Some(class)) => return Err(self.unhashable(class, item, "set element")),
                    Err(None) => return Err(Break::Prelude(prelude::SET_CONTAINS, vec![plain, item])),
                };
                let Some(set) = self.heap.as_set(plain) else { return Ok(None) };
                match self.set_find(set, hash, item) {
                    Ok(place) => Some(place.is_some()),
                    Err(_) => return Err(Break::Prelude(prelude::SET_CONTAINS, vec![plain, item])),
                }
            }
            Object::Range { start, stop, step } => match item {
                Value::Int(_) | Value::Bool(_) => {
                    let i = self.heap.as_i64(item).unwrap_or(0);
                    let (start, stop, step) = (*start, *stop, *step);
                    let inside = if step > 0 { start <= i && i < stop } else { stop < i && i <= start };
                    Some(inside && (i128::from(i) - i128::from(start)) % i128::from(step) == 0)
                }
                Value::Float(x) => Some(x == x.trunc() && self.contains(plain, Value::Int(x as i64))? == Some(true)),
                Value::Obj(_) => None,
                _ => Some(false),
            },
            Object::Bytes(_) | Object::ByteArray(_) => Some(self.bytes_contain(plain, item)?),
            Object::DictView { dict, kind } => {
                let (dict, kind) = (Value::Obj(*dict), *kind);
                return self.view_contains(dict, kind, item);
            }
            _ => {
                let class = self.class_of(container);
                let iterable = [names::CONTAINS, names::ITER, names::GETITEM].map(|name| self.lookup(class, name));
                if iterable.iter().all(Option::is_none) {
                    return Err(self.not_container(container));
                }
                None
            }
        })
    }
    fn bytes_contain(&mut self, bytes: Value, item: Value) -> Result<bool, Break> {
        let bytes = self.heap.as_bytes(bytes).unwrap_or(&[]);
        match (self.heap.as_i64(item), self.heap.as_bytes(item)) {
            (Some(byte), _) => match u8::try_from(byte) {
                Ok(byte) => Ok(bytes.contains(&byte)),
                Err(_) => Err(self.value_error("byte must be in range(0, 256)")),
            },
            (None, Some(part)) => Ok(part.is_empty() || bytes.windows(part.len()).any(|window| window == part)),
            _ => {
                let text = format!("a bytes-like object is required, not '{}'", self.type_name(item));
                Err(self.type_error(text))
            }
        }
    }
    fn view_contains(&mut self, dict: Value, kind: ViewKind, item: Value) -> Result<Option<bool>, Break> {
        Ok(match kind {
            ViewKind::Keys => return self.dict_contains(dict, item),
            ViewKind::Items => {
                let Some(&[key, value]) = self.heap.as_tuple(item) else { return Ok(Some(false)) };
                match self.dict_get(dict, key) {
                    Ok(Some(found)) => self.eq_key(found, value),
                    Ok(None) => Some(false),
                    Err(_) => None,
                }
            }
            ViewKind::Values => {
                let dict = self.heap.as_dict(dict);
                let values: Vec<Value> =
                    dict.map(|dict| dict.iter().map(|entry| entry.value).collect()).unwrap_or_default();
                self.any_equal(&values, item)
            }
        })
    }
    #[cold]
    fn not_container(&mut self, container: Value) -> Break {
        let text = format!("argument of type '{}' is not a container or iterable", self.type_name(container));
        self.type_error(text)
    }
    fn any_equal(&self, items: &[Value], item: Value) -> Option<bool> {
        for &candidate in items {
            if self.eq_key(candidate, item)? {
                return Some(true);
            }
        }
        Some(false)
    }
    fn dict_contains(&mut self, dict: Value, key: Value) -> Result<Option<bool>, Break> {
        match self.dict_get(dict, key) {
            Ok(found) => Ok(Some(found.is_some())),
            Err(NeedsPython::Ask) => Err(Break::Prelude(prelude::DICT_CONTAINS, vec![dict, key])),
            Err(NeedsPython::Unhashable(class)) => Err(self.unhashable(class, key, "dict key")),
        }
    }
}

//! `a[b]`, `a[b] = c`, `del a[b]`, `in`, slices.
//!
//! Sources: `Objects/abstract.c` (`PyObject_GetItem`), `Objects/sliceobject.c`, `Objects/listobject.c`.

use std::sync::Arc;

use smol_str::SmolStr;

use super::core::{Core, NeedsPython};
use super::iter::range_len;
use super::names;
use super::native::{Break, COPIED_BYTE_PICOS};
use super::object::Object;
use super::prelude;
use super::value::{Obj, Value};

/// A slice applied to a length: first index, step, how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub start: i64,
    pub step: i64,
    pub len: usize,
    /// Where the slice said to stop, clamped.
    pub stop: i64,
}

impl Span {
    pub fn indices(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.len).map(move |i| (self.start + self.step * i as i64) as usize)
    }
}

/// Where a part of a slice with step 1 is in a sequence of this length, when the part says so by itself.
#[inline]
fn plain_part(part: Value, default: i64, len: i64) -> Option<i64> {
    match part {
        Value::None => Some(default),
        Value::Int(i) if i < 0 => Some(i.saturating_add(len).max(0)),
        Value::Int(i) => Some(i.min(len)),
        _ => None,
    }
}

impl Core {
    /// Applies a slice's parts to a sequence's length. Parts with `__index__` are honoured by prelude code beforehand.
    pub fn span(&mut self, parts: &[Value; 3], len: usize) -> Result<Span, Break> {
        let len = len as i64;
        if let [start, stop, Value::None] = *parts
            && let (Some(start), Some(stop)) = (plain_part(start, 0, len), plain_part(stop, len, len))
        {
            return Ok(Span { start, step: 1, len: range_len(start, stop, 1) as usize, stop });
        }
        let step = match parts[2] {
            Value::None | Value::Null => 1,
            part => self.slice_part(part)?,
        };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
        let place = |core: &mut Core, part: Value, default: i64| -> Result<i64, Break> {
            if part.is_none() || part.is_null() {
                return Ok(default);
            }
            let i = core.slice_part(part)?;
            let i = if i < 0 { i.saturating_add(len) } else { i };
            Ok(i.clamp(low, high))
        };
        let start = place(self, parts[0], if step > 0 { low } else { high })?;
        let stop = place(self, parts[1], if step > 0 { high } else { low })?;
        Ok(Span { start, step, len: range_len(start, stop, step) as usize, stop })
    }
    fn slice_part(&mut self, part: Value) -> Result<i64, Break> {
        if let Some(i) = self.heap.as_i64(part) {
            return Ok(i);
        }
        if let Some(big) = self.heap.as_bigint(part) {
            return Ok(if big.sign() == num_bigint::Sign::Minus { i64::MIN / 2 } else { i64::MAX / 2 });
        }
        Err(self.type_error("slice indices must be integers or None or have an __index__ method"))
    }
    /// The items of a list or tuple that a span picks.
    pub fn pick(items: &[Value], span: Span) -> Vec<Value> {
        if span.step == 1 {
            let start = span.start as usize;
            return items[start..start + span.len].to_vec();
        }
        if span.step == -1 {
            let last = (span.start + 1) as usize;
            return items[last - span.len..last].iter().rev().copied().collect();
        }
        span.indices().map(|i| items[i]).collect()
    }
    /// `container[key]` on builtin containers; `None` when it is none or Python code must be asked.
    pub fn get_item(&mut self, container: Value, key: Value) -> Result<Option<Value>, Break> {
        let Value::Obj(obj) = container else { return Ok(None) };
        match self.heap.get(obj) {
            Object::Dict(_) => return self.dict_item(container, key),
            Object::MappingProxy(inner) => {
                let inner = *inner;
                return self.dict_item(Value::Obj(inner), key);
            }
            _ => {}
        }
        if let Some(parts) = self.slice_parts(key) {
            return self.get_slice(container, obj, &parts);
        }
        let len = match self.heap.get(obj) {
            Object::List(items) => items.len(),
            Object::Tuple(items) => items.len(),
            Object::Str(s) => s.n_chars(),
            Object::Bytes(bytes) => bytes.len(),
            Object::ByteArray(bytes) => bytes.len(),
            Object::Range { start, stop, step } => range_len(*start, *stop, *step) as usize,
            _ => return Ok(None),
        };
        let Some(index) = self.heap.as_i64(key) else { return self.bad_index(container, key) };
        let at = if index < 0 { index + len as i64 } else { index };
        if at < 0 || at >= len as i64 {
            return Err(self.out_of_range(container));
        }
        let at = at as usize;
        Ok(Some(match self.heap.get(obj) {
            Object::List(items) => items[at],
            Object::Tuple(items) => items[at],
            Object::Str(s) => match s.char_at(at) {
                Some(c) => self.str_char(c),
                None => return Ok(None),
            },
            Object::Bytes(bytes) => Value::Int(i64::from(bytes[at])),
            Object::ByteArray(bytes) => Value::Int(i64::from(bytes[at])),
            Object::Range { start, step, .. } => Value::Int(start.wrapping_add(step.wrapping_mul(at as i64))),
            _ => return Ok(None),
        }))
    }
    fn dict_item(&mut self, dict: Value, key: Value) -> Result<Option<Value>, Break> {
        match self.dict_get(dict, key) {
            Ok(Some(value)) => Ok(Some(value)),
            Ok(None) => Err(self.key_error(key)),
            Err(NeedsPython::Ask) => Err(Break::Prelude(prelude::DICT_GETITEM, vec![dict, key])),
            Err(NeedsPython::Unhashable(class)) => Err(self.unhashable(class, key, "dict key")),
        }
    }
    /// The TypeError for an unhashable key.
    #[cold]
    pub fn unhashable(&mut self, class: Obj, key: Value, what: &str) -> Break {
        let (outer, inner) = (self.type_name(key).to_owned(), self.class_name(class).to_owned());
        let reason = format!("unhashable type: '{inner}'");
        self.type_error(format!("cannot use '{outer}' as a {what} ({reason})"))
    }
    /// The parts of a slice object.
    pub fn slice_parts(&self, key: Value) -> Option<[Value; 3]> {
        match self.heap.get(key.obj()?) {
            Object::Slice(parts) => Some(**parts),
            _ => None,
        }
    }
    /// Whether a slice of this is cut here, without a slice object.
    pub(super) fn is_sliced_natively(&self, obj: Obj) -> bool {
        matches!(self.heap.get(obj), Object::List(_) | Object::Tuple(_) | Object::Str(_) | Object::Bytes(_))
    }
    pub(super) fn get_slice(&mut self, container: Value, obj: Obj, parts: &[Value; 3]) -> Result<Option<Value>, Break> {
        let Some(len) = self.len_of(container) else { return Ok(None) };
        if matches!(
            self.heap.get(obj),
            Object::Dict(_) | Object::Set(_) | Object::FrozenSet(_) | Object::DictView { .. }
        ) {
            return Ok(None);
        }
        let is_plain = |part: &Value| matches!(part, Value::Int(_) | Value::None);
        if !parts.iter().all(is_plain) && parts.iter().any(|&part| self.needs_index(part)) {
            let slice = self.heap.alloc(Object::Slice(Box::new(*parts)));
            return Err(Break::Prelude(prelude::GETITEM_SLICE, vec![container, Value::Obj(slice)]));
        }
        let span = self.span(parts, len)?;
        match self.heap.get(obj) {
            Object::Range { .. } => {}
            Object::Str(_) | Object::Bytes(_) | Object::ByteArray(_) if span.step == 1 => {
                self.charge(span.len as u64 * COPIED_BYTE_PICOS);
            }
            _ => self.charge_items(span.len),
        }
        let whole = span.step == 1 && span.len == len;
        let made = match self.heap.get(obj) {
            Object::Tuple(_) | Object::Str(_) | Object::Bytes(_) if whole => return Ok(Some(container)),
            Object::List(items) => Object::List(super::cow::Cow::Owned(Self::pick(items, span))),
            Object::Tuple(items) => {
                let items = Self::pick(items, span);
                return Ok(Some(self.tuple(&items)));
            }
            Object::Str(s) if span.step == 1 => {
                let text = s.slice(span.start as usize, span.start as usize + span.len);
                if text.len() > 1 {
                    let text = SmolStr::new(text);
                    return Ok(Some(self.heap.str(text)));
                }
                return Ok(Some(text.chars().next().map_or(Value::Obj(names::EMPTY), |c| self.str_char(c))));
            }
            Object::Str(s) => {
                let text: String = if s.is_ascii() {
                    let bytes = s.as_str().as_bytes();
                    span.indices().map(|i| bytes[i] as char).collect()
                } else {
                    let chars: Vec<char> = s.as_str().chars().collect();
                    span.indices().map(|i| chars[i]).collect()
                };
                return Ok(Some(self.str(&text)));
            }
            Object::Bytes(bytes) => Object::Bytes(span.indices().map(|i| bytes[i]).collect()),
            Object::ByteArray(bytes) => {
                Object::ByteArray(super::cow::Cow::Owned(span.indices().map(|i| bytes[i]).collect()))
            }
            Object::Range { start, step, .. } => {
                let (start, step) = (*start, *step);
                Object::Range {
                    start: start + span.start * step,
                    stop: start + span.stop * step,
                    step: step * span.step,
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(Value::Obj(self.heap.alloc(made))))
    }
    /// A value that only `__index__` makes an index of.
    pub fn needs_index(&mut self, part: Value) -> bool {
        if matches!(part, Value::None | Value::Null | Value::Int(_)) || self.heap.as_bigint(part).is_some() {
            return false;
        }
        let class = self.class_of(part);
        self.lookup(class, names::INDEX).is_some()
    }
    #[cold]
    fn bad_index(&mut self, container: Value, key: Value) -> Result<Option<Value>, Break> {
        if self.heap.as_bigint(key).is_some() {
            return Err(self.index_error("cannot fit 'int' into an index-sized integer"));
        }
        if self.needs_index(key) {
            return Err(Break::Prelude(prelude::GETITEM_INDEX, vec![container, key]));
        }
        let what = self.index_name(container);
        let text = if what == "str" {
            format!("string indices must be integers, not '{}'", self.type_name(key))
        } else if what == "bytes" {
            format!("byte indices must be integers or slices, not {}", self.type_name(key))
        } else {
            format!("{what} indices must be integers or slices, not {}", self.type_name(key))
        };
        Err(self.type_error(text))
    }
    fn index_name(&self, container: Value) -> &'static str {
        match container.obj().map(|obj| self.heap.get(obj)) {
            Some(Object::List(_)) => "list",
            Some(Object::Tuple(_)) => "tuple",
            Some(Object::Str(_)) => "str",
            Some(Object::Bytes(_)) => "bytes",
            Some(Object::ByteArray(_)) => "bytearray",
            Some(Object::Range { .. }) => "range",
            _ => "sequence",
        }
    }
    #[cold]
    fn out_of_range(&mut self, container: Value) -> Break {
        let text = match self.index_name(container) {
            "str" => "string index out of range".to_owned(),
            "range" => "range object index out of range".to_owned(),
            "bytes" => "index out of range".to_owned(),
            "bytearray" => "bytearray index out of range".to_owned(),
            what => format!("{what} index out of range"),
        };
        self.index_error(text)
    }
    /// `container[key] = value` on builtin containers; `false` when it is none.
    pub fn set_item(&mut self, container: Value, key: Value, value: Value) -> Result<bool, Break> {
        let Value::Obj(obj) = container else { return Ok(false) };
        match self.heap.get(obj) {
            Object::Dict(_) => match self.dict_set(container, key, value) {
                Ok(()) => Ok(true),
                Err(NeedsPython::Ask) => Err(Break::Prelude(prelude::DICT_SETITEM, vec![container, key, value])),
                Err(NeedsPython::Unhashable(class)) => Err(self.unhashable(class, key, "dict key")),
            },
            Object::List(items) => {
                let len = items.len();
                if let Some(parts) = self.slice_parts(key) {
                    return self.set_slice(container, &parts, value).map(|()| true);
                }
                let Some(index) = self.heap.as_i64(key) else { return self.bad_set_index(container, key, value) };
                let at = if index < 0 { index + len as i64 } else { index };
                if at < 0 || at >= len as i64 {
                    return Err(self.index_error("list assignment index out of range"));
                }
                if let Some(items) = self.heap.as_list_mut(container) {
                    items[at as usize] = value;
                }
                Ok(true)
            }
            Object::ByteArray(bytes) => {
                let len = bytes.len();
                if let Some(parts) = self.slice_parts(key) {
                    return self.set_byte_slice(obj, &parts, value).map(|()| true);
                }
                let Some(index) = self.heap.as_i64(key) else { return self.bad_set_index(container, key, value) };
                let at = if index < 0 { index + len as i64 } else { index };
                if at < 0 || at >= len as i64 {
                    return Err(self.index_error("bytearray index out of range"));
                }
                let Some(byte) = self.heap.as_i64(value) else {
                    let text = format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
                    return Err(self.type_error(text));
                };
                let Ok(byte) = u8::try_from(byte) else {
                    return Err(self.value_error("byte must be in range(0, 256)"));
                };
                if let Object::ByteArray(bytes) = self.heap.get_mut(obj) {
                    bytes.to_mut()[at as usize] = byte;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }
    #[cold]
    fn bad_set_index(&mut self, container: Value, key: Value, value: Value) -> Result<bool, Break> {
        if self.needs_index(key) {
            return Err(Break::Prelude(prelude::SETITEM_INDEX, vec![container, key, value]));
        }
        self.bad_index(container, key).map(|_| true)
    }
    /// `list[a:b:c] = iterable`
    pub fn set_slice(&mut self, container: Value, parts: &[Value; 3], value: Value) -> Result<(), Break> {
        if self.copy_over(container, parts, value)? {
            return Ok(());
        }
        let items = match self.collect(value) {
            Ok(Some(items)) => items,
            Ok(None) => {
                let slice = self.heap.alloc(Object::Slice(Box::new(*parts)));
                return Err(Break::Prelude(prelude::SET_SLICE, vec![container, Value::Obj(slice), value]));
            }
            Err(Break::Raise(_)) => {
                return Err(self.type_error("must assign iterable to extended slice"));
            }
            Err(stop) => return Err(stop),
        };
        let len = self.heap.as_list(container).map_or(0, Vec::len);
        let span = self.span(parts, len)?;
        if span.step == 1 {
            let start = span.start as usize;
            self.heap.grew(16 * items.len());
            if let Some(list) = self.heap.as_list_mut(container) {
                list.splice(start..start + span.len, items);
            }
            return Ok(());
        }
        if items.len() != span.len {
            let text =
                format!("attempt to assign sequence of size {} to extended slice of size {}", items.len(), span.len);
            return Err(self.value_error(text));
        }
        if let Some(list) = self.heap.as_list_mut(container) {
            for (at, item) in span.indices().zip(items) {
                list[at] = item;
            }
        }
        Ok(())
    }
    /// A slice replaced by as many items of another list; `false` when it is not that.
    fn copy_over(&mut self, container: Value, parts: &[Value; 3], value: Value) -> Result<bool, Break> {
        let (Value::Obj(to), Value::Obj(from)) = (container, value) else { return Ok(false) };
        let (Object::List(target), Object::List(items)) = (self.heap.get(to), self.heap.get(from)) else {
            return Ok(false);
        };
        let (len, n) = (target.len(), items.len());
        let span = self.span(parts, len)?;
        let Some(target) = self.heap.as_list_mut(container).filter(|_| to != from && span.step == 1 && span.len == n)
        else {
            return Ok(false);
        };
        let mut target = std::mem::take(target);
        if let Object::List(items) = self.heap.get(from) {
            target[span.start as usize..span.start as usize + n].copy_from_slice(items);
        }
        if let Some(list) = self.heap.as_list_mut(container) {
            *list = target;
        }
        self.heap.grew(16 * n);
        Ok(true)
    }
    fn set_byte_slice(&mut self, obj: Obj, parts: &[Value; 3], value: Value) -> Result<(), Break> {
        let bytes: Vec<u8> = match self.heap.as_bytes(value) {
            Some(bytes) => bytes.to_vec(),
            None => {
                let plain = self.heap.as_str(value).is_none();
                let Some(items) = self.collect(value).ok().flatten().filter(|_| plain) else {
                    let text = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
                    return Err(self.type_error(text));
                };
                items.iter().filter_map(|&item| u8::try_from(self.heap.as_i64(item)?).ok()).collect()
            }
        };
        let len = self.len_of(Value::Obj(obj)).unwrap_or(0);
        let span = self.span(parts, len)?;
        if span.step != 1 && bytes.len() != span.len {
            let text =
                format!("attempt to assign bytes of size {} to extended slice of size {}", bytes.len(), span.len);
            return Err(self.value_error(text));
        }
        self.heap.grew(bytes.len());
        if let Object::ByteArray(target) = self.heap.get_mut(obj) {
            let target = target.to_mut();
            if span.step == 1 {
                let start = span.start as usize;
                target.splice(start..start + span.len, bytes);
            } else {
                for (at, byte) in span.indices().zip(bytes) {
                    target[at] = byte;
                }
            }
        }
        Ok(())
    }
    /// `del container[key]` on builtin containers; `false` when it is none.
    pub fn del_item(&mut self, container: Value, key: Value) -> Result<bool, Break> {
        let Value::Obj(obj) = container else { return Ok(false) };
        match self.heap.get(obj) {
            Object::Dict(_) => match self.dict_remove(container, key) {
                Ok(Some(_)) => Ok(true),
                Ok(None) => Err(self.key_error(key)),
                Err(NeedsPython::Ask) => Err(Break::Prelude(prelude::DICT_DELITEM, vec![container, key])),
                Err(NeedsPython::Unhashable(class)) => Err(self.unhashable(class, key, "dict key")),
            },
            Object::List(_) | Object::ByteArray(_) => {
                let len = self.len_of(container).unwrap_or(0);
                let span = match self.slice_parts(key) {
                    Some(parts) => self.span(&parts, len)?,
                    None => {
                        let Some(index) = self.heap.as_i64(key) else {
                            return self.bad_index(container, key).map(|_| true);
                        };
                        let at = if index < 0 { index + len as i64 } else { index };
                        if at < 0 || at >= len as i64 {
                            let what = self.index_name(container);
                            return Err(self.index_error(format!("{what} assignment index out of range")));
                        }
                        Span { start: at, step: 1, len: 1, stop: at + 1 }
                    }
                };
                let mut doomed: Vec<usize> = span.indices().collect();
                doomed.sort_unstable();
                match self.heap.get_mut(obj) {
                    Object::List(items) => remove_all(items.to_mut(), &doomed),
                    Object::ByteArray(bytes) => remove_all(bytes.to_mut(), &doomed),
                    _ => {}
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }
}

fn remove_all<T>(items: &mut Vec<T>, doomed: &[usize]) {
    if let [only] = doomed {
        items.remove(*only);
        return;
    }
    let mut next = doomed.iter().peekable();
    let mut at = 0;
    items.retain(|_| {
        let remove = next.next_if(|&&i| i == at).is_some();
        at += 1;
        !remove
    });
}

/// Kept for callers that hold a tuple's items while changing the heap.
pub(super) fn tuple_items(core: &Core, value: Value) -> Option<Arc<[Value]>> {
    match core.heap.get(core.heap.plain_obj(value)?) {
        Object::Tuple(items) => Some(Arc::clone(items)),
        _ => None,
    }
}

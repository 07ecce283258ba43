//! Making classes, and `super`: the parts of `type` that run no Python code.
//!
//! Source: `Objects/typeobject.c` (`type_new_impl`, `best_base`, `super_init_impl`).

use super::class::{ClassData, Layout, Origin};
use super::core::Core;
use super::cow::Cow;
use super::dict::Dict;
use super::names;
use super::native::Break;
use super::object::Object;
use super::types;
use super::value::{Obj, Value};

impl Core {
    /// A new class. `namespace` is the dict its body made; it is not changed but for `__classcell__`.
    pub fn new_class(&mut self, metaclass: Obj, name: Value, bases: &[Obj], namespace: Value) -> Result<Obj, Break> {
        let bases = if bases.is_empty() { vec![types::OBJECT] } else { bases.to_vec() };
        let layout = self.best_layout(&bases)?;
        let class = self.heap.alloc(Object::Class(Cow::Owned(Box::default())));
        let mro = self.c3(class, &bases)?;
        let mut dict = Dict::new();
        let entries: Vec<_> =
            self.heap.as_dict(namespace).map(|dict| dict.iter().copied().collect()).unwrap_or_default();
        let mut qualname = name;
        let mut slots = Value::Null;
        for entry in entries {
            let Some(key) = self.intern_value(entry.key) else { continue };
            match key {
                names::QUALNAME => qualname = entry.value,
                names::CLASSCELL => {
                    if let Value::Obj(cell) = entry.value {
                        *self.heap.get_mut(cell) = Object::Cell(Value::Obj(class));
                    }
                }
                names::CLASSDICTCELL => {}
                _ => {
                    if key == names::SLOTS {
                        slots = entry.value;
                    }
                    let value = self.implicit_method(key, entry.value);
                    let hash = self.heap.as_str(Value::Obj(key)).map_or(0, |key| key.hash());
                    dict.insert_new(hash, Value::Obj(key), value);
                }
            }
        }
        self.class_defaults(&mut dict);
        let inherited: Vec<&ClassData> = bases.iter().filter_map(|&base| self.heap.class(base)).collect();
        let no_dict = !slots.is_null() && inherited.iter().all(|base| base.no_dict);
        let mut all_slots: Vec<Obj> = inherited.iter().flat_map(|base| base.slots.clone()).collect();
        // Slots of two bases, neither of which has those of the other, cannot lie in one object.
        let most = inherited.iter().map(|base| &base.slots).max_by_key(|slots| slots.len());
        let fits = |slots: &Vec<Obj>| most.is_none_or(|most| slots.iter().all(|slot| most.contains(slot)));
        if !inherited.iter().all(|base| fits(&base.slots)) {
            return Err(self.type_error("multiple bases have instance lay-out conflict"));
        }
        let no_dict = self.add_slots((class, name), slots, no_dict, &mut dict, &mut all_slots)?;
        let data = ClassData {
            name,
            qualname,
            metaclass,
            bases: bases.clone(),
            mro,
            dict,
            layout,
            no_dict,
            slots: all_slots,
            origin: Origin::Program,
            ..ClassData::default()
        };
        *self.heap.get_mut(class) = Object::Class(Cow::Owned(Box::new(data)));
        self.heap.grew(400);
        for base in bases {
            if let Some(base) = self.heap.class_mut(base) {
                base.subclasses.push(class);
            }
        }
        self.update_quirks(class);
        Ok(class)
    }
    /// `__new__` is a static method, `__init_subclass__` and `__class_getitem__` are class methods, whether they say so or not.
    fn implicit_method(&mut self, name: Obj, value: Value) -> Value {
        let Value::Obj(obj) = value else { return value };
        if !matches!(self.heap.get(obj), Object::Function(_)) {
            return value;
        }
        match name {
            names::NEW => Value::Obj(self.heap.alloc(Object::StaticMethod(value))),
            names::INIT_SUBCLASS | names::CLASS_GETITEM => Value::Obj(self.heap.alloc(Object::ClassMethod(value))),
            _ => value,
        }
    }
    fn class_defaults(&mut self, dict: &mut Dict) {
        let has = |core: &Core, dict: &Dict, name: Obj| {
            let hash = core.heap.as_str(Value::Obj(name)).map_or(0, |name| name.hash());
            (dict.find(hash, |key| key.is(Value::Obj(name))).is_some(), hash)
        };
        let (has_doc, hash) = has(self, dict, names::DOC);
        if !has_doc {
            dict.insert_new(hash, Value::Obj(names::DOC), Value::None);
        }
        let (has_eq, _) = has(self, dict, names::EQ);
        let (has_hash, hash) = has(self, dict, names::HASH);
        if has_eq && !has_hash {
            dict.insert_new(hash, Value::Obj(names::HASH), Value::None);
        }
    }
    fn add_slots(
        &mut self,
        (class, class_name): (Obj, Value),
        slots: Value,
        mut no_dict: bool,
        dict: &mut Dict,
        all: &mut Vec<Obj>,
    ) -> Result<bool, Break> {
        if slots.is_null() {
            return Ok(no_dict);
        }
        let names = match self.heap.as_str(slots) {
            Some(_) => vec![slots],
            None => self.collect(slots)?.unwrap_or_default(),
        };
        for name in names {
            let Some(mut name) = self.intern_value(name) else {
                let text = format!("__slots__ items must be strings, not '{}'", self.type_name(name));
                return Err(self.type_error(text));
            };
            let text = self.text(Value::Obj(name));
            if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) || text.contains([' ', '-', '.']) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            if text.starts_with("__") && !text.ends_with("__") {
                let class_name = self.text(class_name);
                name = self.intern(&format!("_{}{text}", class_name.trim_start_matches('_')));
            }
            if name == names::DICT {
                no_dict = false;
                continue;
            }
            if name == names::WEAKREF {
                continue;
            }
            let hash = self.heap.as_str(Value::Obj(name)).map_or(0, |name| name.hash());
            if dict.find(hash, |key| key.is(Value::Obj(name))).is_some() {
                let text = format!("'{}' in __slots__ conflicts with class variable", self.text(Value::Obj(name)));
                return Err(self.value_error(text));
            }
            all.push(name);
            let descriptor = self.heap.alloc(Object::SlotDescriptor { class, name });
            dict.insert_new(hash, Value::Obj(name), Value::Obj(descriptor));
        }
        Ok(no_dict)
    }
    fn best_layout(&mut self, bases: &[Obj]) -> Result<Layout, Break> {
        let mut best = Layout::Object;
        for &base in bases {
            let Some(data) = self.heap.class(base) else { continue };
            match data.layout {
                Layout::Object => {}
                Layout::Sealed => {
                    let text = format!("type '{}' is not an acceptable base type", self.class_name(base));
                    return Err(self.type_error(text));
                }
                layout if best == Layout::Object => best = layout,
                layout if layout == best => {}
                _ => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(best)
    }
    /// The most derived of the metaclasses.
    pub fn best_metaclass(&mut self, metaclass: Obj, bases: &[Value]) -> Result<Obj, Break> {
        let mut best = metaclass;
        for &base in bases {
            let theirs = self.class_of(base);
            if self.is_subclass(best, theirs) {
                continue;
            }
            if !self.is_subclass(theirs, best) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                     metaclasses of all its bases",
                ));
            }
            best = theirs;
        }
        Ok(best)
    }
    /// The two classes of `super(class, receiver)`: the one to look after, and the one whose MRO counts.
    pub fn check_super(&mut self, class: Value, receiver: Value) -> Result<(Obj, Obj), Break> {
        let Some(class_obj) = class.obj().filter(|&obj| self.heap.class(obj).is_some()) else {
            let text = format!("super() argument 1 must be a type, not {}", self.type_name(class));
            return Err(self.type_error(text));
        };
        if let Value::Obj(obj) = receiver
            && self.heap.class(obj).is_some()
            && self.is_subclass(obj, class_obj)
        {
            return Ok((class_obj, obj));
        }
        let receiver_class = self.class_of(receiver);
        if self.is_subclass(receiver_class, class_obj) {
            return Ok((class_obj, receiver_class));
        }
        let as_class = receiver.obj().filter(|&obj| self.heap.class(obj).is_some());
        let what = match as_class {
            Some(class) => format!("type {}", self.class_name(class)),
            None => format!("instance of {}", self.class_name(receiver_class)),
        };
        let text = format!(
            "super(type, obj): obj ({what}) is not an instance or subtype of type ({}).",
            self.class_name(class_obj)
        );
        Err(self.type_error(text))
    }
}

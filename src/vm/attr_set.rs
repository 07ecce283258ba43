//! Setting and deleting attributes: of instances, of classes, by descriptors and by `__setattr__`.
//!
//! Source: `Objects/object.c` (`_PyObject_GenericSetAttrWithDict`), `Objects/typeobject.c` (`type_setattro`).

use super::attr::SetAttr;
use super::core::Core;
use super::dict::Dict;
use super::names;
use super::native::{Break, NativeKind};
use super::object::{Instance, Object};
use super::shape::ShapeId;
use super::types;
use super::value::{Obj, Value};

impl Core {
    /// `owner.name = value`, or deletes it when `value` is `Null`.
    pub fn set_attr(&mut self, owner: Value, name: Obj, value: Value) -> Result<SetAttr, Break> {
        let class = self.class_of(owner);
        let quirks = self.heap.class(class).map(|class| class.quirks).unwrap_or_default();
        if !value.is_null() && quirks.setattr {
            if let Some(setattr) = self.lookup(class, names::SETATTR) {
                return Ok(SetAttr::Call(setattr, vec![owner, Value::Obj(name), value]));
            }
        } else if value.is_null()
            && quirks.delattr
            && let Some(delattr) = self.lookup(class, names::DELATTR)
        {
            return Ok(SetAttr::Call(delattr, vec![owner, Value::Obj(name)]));
        }
        self.set_attr_plain(owner, class, name, value)
    }
    /// `object.__setattr__` and `object.__delattr__`
    pub fn set_attr_plain(&mut self, owner: Value, class: Obj, name: Obj, value: Value) -> Result<SetAttr, Break> {
        if let Some(found) = self.lookup(class, name)
            && self.is_data_descriptor(found)
        {
            return self.set_by_descriptor(found, owner, class, name, value);
        }
        let Value::Obj(obj) = owner else { return Err(self.cannot_set(owner, name)) };
        match self.heap.get(obj) {
            Object::Instance(_) => self.set_instance_attr(obj, name, value)?,
            Object::Class(data) => {
                if data.in_c() {
                    let text = format!(
                        "cannot set '{}' attribute of immutable type '{}'",
                        self.text(Value::Obj(name)),
                        self.class_name(obj)
                    );
                    return Err(self.type_error(text));
                }
                self.set_class_attr(obj, name, value)?;
            }
            Object::Module { dict, .. } => {
                let dict = Value::Obj(*dict);
                self.set_in_dict(owner, dict, name, value)?;
            }
            Object::Function(function) => {
                let mut dict = function.dict;
                if dict.is_null() {
                    dict = self.heap.dict(Dict::new());
                    if let Object::Function(function) = self.heap.get_mut(obj) {
                        function.dict = dict;
                    }
                }
                self.set_in_dict(owner, dict, name, value)?;
            }
            Object::Exception(exc) => {
                if exc.dict.is_null() {
                    self.exception_set(obj, name, value);
                } else {
                    let dict = exc.dict;
                    self.set_in_dict(owner, dict, name, value)?;
                }
            }
            _ => return Err(self.cannot_set(owner, name)),
        }
        Ok(SetAttr::Done)
    }
    fn set_in_dict(&mut self, owner: Value, dict: Value, name: Obj, value: Value) -> Result<(), Break> {
        if value.is_null() {
            match self.dict_remove(dict, Value::Obj(name)) {
                Ok(Some(_)) => Ok(()),
                _ => Err(self.no_attribute(owner, name)),
            }
        } else {
            self.dict_set_name(dict, name, value);
            Ok(())
        }
    }
    fn set_by_descriptor(
        &mut self,
        found: Value,
        owner: Value,
        class: Obj,
        name: Obj,
        value: Value,
    ) -> Result<SetAttr, Break> {
        match found {
            Value::Native(id) => {
                let NativeKind::Getter { setter: Some(setter) } = self.natives[id.0 as usize].def.kind else {
                    let text = format!(
                        "attribute '{}' of '{}' objects is not writable",
                        self.text(Value::Obj(name)),
                        self.class_name(class)
                    );
                    return Err(self.raise(types::ATTRIBUTE_ERROR, text));
                };
                setter(self, &[owner, value])?;
                Ok(SetAttr::Done)
            }
            Value::Obj(obj) => {
                let mut property = obj;
                if let Object::Instance(Instance { payload: Some(payload), .. }) = self.heap.get(obj) {
                    property = *payload;
                }
                match self.heap.get(property) {
                    Object::Property(parts) => {
                        let setter = if value.is_null() { parts[2] } else { parts[1] };
                        if setter.is_none() || setter.is_null() {
                            let what = if value.is_null() { "deleter" } else { "setter" };
                            let property_name = format!("'{}' ", self.text(Value::Obj(name)));
                            let text =
                                format!("property {property_name}of '{}' object has no {what}", self.class_name(class));
                            return Err(self.raise(types::ATTRIBUTE_ERROR, text));
                        }
                        let args = if value.is_null() { vec![owner] } else { vec![owner, value] };
                        Ok(SetAttr::Call(setter, args))
                    }
                    Object::SlotDescriptor { .. } => {
                        self.set_instance_attr(owner.obj().unwrap_or(obj), name, value)?;
                        Ok(SetAttr::Done)
                    }
                    _ => self.set_by_method(found, owner, class, name, value),
                }
            }
            _ => Err(self.cannot_set(owner, name)),
        }
    }
    fn set_by_method(
        &mut self,
        found: Value,
        owner: Value,
        class: Obj,
        name: Obj,
        value: Value,
    ) -> Result<SetAttr, Break> {
        let descriptor_class = self.class_of(found);
        let method = if value.is_null() { names::DELETE } else { names::SET };
        match self.lookup(descriptor_class, method) {
            Some(set) if value.is_null() => Ok(SetAttr::Call(set, vec![found, owner])),
            Some(set) => Ok(SetAttr::Call(set, vec![found, owner, value])),
            None => {
                let _ = class;
                let text = self.text(Value::Obj(if value.is_null() { names::DELETE } else { names::SET }));
                let _ = name;
                Err(self.raise(types::ATTRIBUTE_ERROR, text))
            }
        }
    }
    fn set_class_attr(&mut self, class: Obj, name: Obj, value: Value) -> Result<(), Break> {
        if !value.is_null() {
            self.class_set(class, name, value);
            return Ok(());
        }
        let hash = self.heap.as_str(Value::Obj(name)).map_or(0, |name| name.hash());
        let removed = self.heap.class_mut(class).and_then(|data| {
            let place = data.dict.find(hash, |key| key.is(Value::Obj(name)))?;
            Some(data.dict.remove_at(place))
        });
        if removed.is_none() {
            let text =
                format!("type object '{}' has no attribute '{}'", self.class_name(class), self.text(Value::Obj(name)));
            return Err(self.attribute_error(Value::Obj(class), name, text));
        }
        self.classes_changed();
        self.update_quirks(class);
        Ok(())
    }
    /// Sets (or, with `Null`, deletes) in the instance's own namespace.
    pub fn set_instance_attr(&mut self, obj: Obj, name: Obj, value: Value) -> Result<(), Break> {
        let Object::Instance(instance) = self.heap.get(obj) else { return Ok(()) };
        let (class, shape) = (instance.class, instance.shape);
        if shape == ShapeId::DICT {
            let dict = instance.values[0];
            return self.set_in_dict(Value::Obj(obj), dict, name, value);
        }
        if let Some(index) = self.shapes.index_of(shape, name) {
            if value.is_null() {
                self.instance_dict(obj);
                return self.set_instance_attr(obj, name, value);
            }
            if let Object::Instance(instance) = self.heap.get_mut(obj) {
                instance.values[index] = value;
            }
            return Ok(());
        }
        if value.is_null() {
            return Err(self.no_attribute(Value::Obj(obj), name));
        }
        if let Some(data) = self.heap.class(class)
            && data.no_dict
            && !data.slots.contains(&name)
        {
            return Err(self.cannot_set(Value::Obj(obj), name));
        }
        let Some(next) = self.shapes.with(shape, name) else {
            self.instance_dict(obj);
            return self.set_instance_attr(obj, name, value);
        };
        let n = self.shapes.names(next).len();
        self.heap.grew(16);
        if let Object::Instance(instance) = self.heap.get_mut(obj) {
            instance.shape = next;
            instance.values.push(value);
        }
        if let Some(data) = self.heap.class(class)
            && usize::from(data.n_attrs_hint) < n
            && let Some(data) = self.heap.class_mut(class)
        {
            data.n_attrs_hint = n as u8;
        }
        Ok(())
    }
    /// The instance's `__dict__`, from now on the place its attributes are kept.
    pub fn instance_dict(&mut self, obj: Obj) -> Value {
        let Object::Instance(instance) = self.heap.get(obj) else { return Value::None };
        if instance.shape == ShapeId::DICT {
            return instance.values[0];
        }
        let (shape, values) = (instance.shape, instance.values.clone());
        let mut dict = Dict::with_capacity(values.len());
        for (&name, &value) in self.shapes.names(shape).iter().zip(&values) {
            let hash = self.heap.as_str(Value::Obj(name)).map_or(0, |name| name.hash());
            dict.insert_new(hash, Value::Obj(name), value);
        }
        let dict = self.heap.dict(dict);
        if let Object::Instance(instance) = self.heap.get_mut(obj) {
            instance.shape = ShapeId::DICT;
            instance.values = vec![dict];
        }
        dict
    }
}

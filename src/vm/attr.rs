//! Attribute access: what a name means on an object, and binding what is found.
//!
//! Sources: `Objects/object.c` (`_PyObject_GenericGetAttrWithDict`, `_PyObject_GenericSetAttrWithDict`),
//! `Objects/typeobject.c` (`type_getattro`, `super_getattro`), `Objects/descrobject.c`, `Objects/funcobject.c`.

use super::core::Core;
use super::dict::Dict;
use super::names;
use super::native::{Break, NativeKind};
use super::object::Object;
use super::shape::ShapeId;
use super::suggest;
use super::types;
use super::value::{Obj, Value};

/// What reading an attribute came to.
#[derive(Clone, Debug)]
pub enum Attr {
    Value(Value),
    /// A function found on the class: to be called with the owner as first argument. Binding makes a method object of it.
    Method(Value),
    /// Python code must run: the callable and its arguments. Its result is the attribute.
    Call(Value, Vec<Value>),
    /// As `Call`; should it raise AttributeError, `__getattr__` is asked.
    CallOrGetAttr(Value, Vec<Value>),
}

/// What writing or deleting an attribute came to.
#[derive(Clone, Debug)]
pub enum SetAttr {
    Done,
    /// Python code must run; its result does not matter.
    Call(Value, Vec<Value>),
}

impl Core {
    /// `owner.name`
    pub fn get_attr(&mut self, owner: Value, name: Obj) -> Result<Attr, Break> {
        match self.find_attr(owner, name)? {
            Some(attr) => Ok(attr),
            None => Err(self.no_attribute(owner, name)),
        }
    }
    /// As [`get_attr`](Self::get_attr); `None` when there is no such attribute.
    pub fn find_attr(&mut self, owner: Value, name: Obj) -> Result<Option<Attr>, Break> {
        let class = self.class_of(owner);
        let quirks = self.heap.class(class).map(|class| class.quirks).unwrap_or_default();
        if quirks.getattribute
            && let Some(getattribute) = self.lookup(class, names::GETATTRIBUTE)
        {
            let args = vec![owner, Value::Obj(name)];
            let found =
                if quirks.getattr { Attr::CallOrGetAttr(getattribute, args) } else { Attr::Call(getattribute, args) };
            return Ok(Some(found));
        }
        let found = self.find_attr_plain(owner, class, name)?;
        if !quirks.getattr {
            return Ok(found);
        }
        match found {
            None => match self.lookup(class, names::GETATTR) {
                Some(getattr) => {
                    let bound = self.bind_special(getattr, owner, class)?;
                    Ok(Some(Attr::Call(bound, vec![Value::Obj(name)])))
                }
                None => Ok(None),
            },
            Some(Attr::Call(callable, args)) => Ok(Some(Attr::CallOrGetAttr(callable, args))),
            found => Ok(found),
        }
    }
    /// `object.__getattribute__`
    pub fn find_attr_plain(&mut self, owner: Value, class: Obj, name: Obj) -> Result<Option<Attr>, Break> {
        if let Value::Obj(obj) = owner {
            match self.heap.get(obj) {
                Object::Class(_) => return self.find_class_attr(obj, class, name),
                Object::Super { .. } => return self.find_super_attr(obj, name),
                Object::Module { dict, .. } => {
                    let dict = Value::Obj(*dict);
                    return self.find_module_attr(owner, class, dict, name);
                }
                _ => {}
            }
        }
        let on_class = self.lookup(class, name);
        if let Some(found) = on_class
            && self.is_data_descriptor(found)
        {
            return self.bind(found, owner, class).map(Some);
        }
        if let Some(value) = self.own_attr(owner, name) {
            return Ok(Some(Attr::Value(value)));
        }
        match on_class {
            Some(found) => self.bind(found, owner, class).map(Some),
            None => Ok(None),
        }
    }
    /// An attribute in the object's own namespace.
    #[inline]
    pub fn own_attr(&self, owner: Value, name: Obj) -> Option<Value> {
        match self.heap.get(owner.obj()?) {
            Object::Instance(instance) if instance.shape == ShapeId::DICT => {
                self.dict_get_name(instance.values[0], name)
            }
            Object::Instance(instance) => Some(instance.values[self.shapes.index_of(instance.shape, name)?]),
            Object::Function(function) => self.dict_get_name(function.dict, name),
            Object::Exception(exc) => self.dict_get_name(exc.dict, name),
            _ => None,
        }
    }
    pub(super) fn is_data_descriptor(&mut self, value: Value) -> bool {
        match value {
            Value::Native(id) => matches!(self.natives[id.0 as usize].def.kind, NativeKind::Getter { .. }),
            Value::Obj(obj) => match self.heap.get(obj) {
                Object::Property(_) | Object::SlotDescriptor { .. } => true,
                Object::Instance(instance) => {
                    let class = instance.class;
                    if let Some(payload) = instance.payload
                        && matches!(self.heap.get(payload), Object::Property(_))
                    {
                        return true;
                    }
                    self.lookup(class, names::SET).is_some() || self.lookup(class, names::DELETE).is_some()
                }
                _ => false,
            },
            _ => false,
        }
    }
    /// Binds what was found on a class to an owner: functions to methods, descriptors by `__get__`.
    pub fn bind(&mut self, found: Value, owner: Value, class: Obj) -> Result<Attr, Break> {
        match found {
            Value::Native(id) => {
                let native = &self.natives[id.0 as usize];
                match native.def.kind {
                    NativeKind::Method => Ok(Attr::Method(found)),
                    NativeKind::Getter { .. } => match (native.func)(self, &[owner]) {
                        Ok(value) => Ok(Attr::Value(value)),
                        Err(Break::Call(spec)) => Ok(Attr::Call(spec.callable, spec.args)),
                        Err(Break::Prelude(function, args)) => {
                            Ok(Attr::Call(Value::Obj(self.prelude[function.0 as usize]), args))
                        }
                        Err(other) => Err(other),
                    },
                    NativeKind::ClassMethod => Ok(Attr::Value(self.bound_method(found, Value::Obj(class)))),
                    NativeKind::Function | NativeKind::StaticMethod => Ok(Attr::Value(found)),
                }
            }
            Value::Obj(obj) => match self.heap.get(obj) {
                Object::Function(_) => Ok(Attr::Method(found)),
                Object::Property(parts) => {
                    let getter = parts[0];
                    self.call_getter(getter, owner, class, obj)
                }
                Object::StaticMethod(inner) => Ok(Attr::Value(*inner)),
                Object::ClassMethod(inner) => {
                    let inner = *inner;
                    let bound = self.bind_class_method(inner, class)?;
                    Ok(bound)
                }
                Object::SlotDescriptor { name, .. } => {
                    let name = *name;
                    match self.own_attr(owner, name) {
                        Some(value) => Ok(Attr::Value(value)),
                        None => {
                            let text = self.text(Value::Obj(name));
                            let owner_class = self.class_name(class).to_owned();
                            Err(self.attribute_error(
                                owner,
                                name,
                                format!("'{owner_class}' object has no attribute '{text}'"),
                            ))
                        }
                    }
                }
                Object::Instance(instance) => {
                    let descriptor_class = instance.class;
                    if let Some(payload) = instance.payload
                        && let Object::Property(parts) = self.heap.get(payload)
                    {
                        let getter = parts[0];
                        return self.call_getter(getter, owner, class, payload);
                    }
                    match self.lookup(descriptor_class, names::GET) {
                        Some(get) => Ok(Attr::Call(get, vec![found, owner, Value::Obj(class)])),
                        None => Ok(Attr::Value(found)),
                    }
                }
                _ => Ok(Attr::Value(found)),
            },
            _ => Ok(Attr::Value(found)),
        }
    }
    fn bind_class_method(&mut self, inner: Value, class: Obj) -> Result<Attr, Break> {
        match inner {
            Value::Obj(obj) if !matches!(self.heap.get(obj), Object::Function(_) | Object::BoundMethod { .. }) => {
                let inner_class = self.class_of(inner);
                match self.lookup(inner_class, names::GET) {
                    Some(get) => Ok(Attr::Call(
                        get,
                        vec![inner, Value::Obj(class), Value::Obj(self.class_of(Value::Obj(class)))],
                    )),
                    None => Ok(Attr::Value(self.bound_method(inner, Value::Obj(class)))),
                }
            }
            _ => Ok(Attr::Value(self.bound_method(inner, Value::Obj(class)))),
        }
    }
    fn call_getter(&mut self, getter: Value, owner: Value, class: Obj, property: Obj) -> Result<Attr, Break> {
        if getter.is_none() || getter.is_null() {
            let name = self.property_name(property);
            let text = format!("property {name}of '{}' object has no getter", self.class_name(class));
            return Err(self.raise(types::ATTRIBUTE_ERROR, text));
        }
        Ok(Attr::Call(getter, vec![owner]))
    }
    /// `'name' `, for messages, when the property knows its name.
    pub(super) fn property_name(&self, property: Obj) -> String {
        let (getter, own) = match self.heap.get(property) {
            Object::Property(parts) => (parts[0], parts[3]),
            _ => return String::new(),
        };
        let _ = own;
        match self.heap.as_function(getter).map(|function| function.name) {
            Some(name) => format!("'{}' ", self.text(name)),
            None => self.property_name_on_class(property),
        }
    }
    fn property_name_on_class(&self, _property: Obj) -> String {
        String::new()
    }
    /// A method object.
    pub fn bound_method(&mut self, func: Value, receiver: Value) -> Value {
        Value::Obj(self.heap.alloc(Object::BoundMethod { func, receiver }))
    }
    /// The attribute as a value, when no Python code has to run for it.
    pub fn attr_value(&mut self, attr: Attr, owner: Value) -> Result<Value, (Value, Vec<Value>)> {
        match attr {
            Attr::Value(value) => Ok(value),
            Attr::Method(func) => Ok(self.bound_method(func, owner)),
            Attr::Call(callable, args) | Attr::CallOrGetAttr(callable, args) => Err((callable, args)),
        }
    }
    /// A special method found on the class, bound. Descriptors written in Python that need a call are not bound.
    pub fn bind_special(&mut self, found: Value, owner: Value, class: Obj) -> Result<Value, Break> {
        let attr = self.bind(found, owner, class)?;
        Ok(match self.attr_value(attr, owner) {
            Ok(value) => value,
            Err(_) => self.bound_method(found, owner),
        })
    }

    // ---- classes, super, modules ----

    fn find_class_attr(&mut self, class: Obj, metaclass: Obj, name: Obj) -> Result<Option<Attr>, Break> {
        let on_meta = self.lookup(metaclass, name);
        if let Some(found) = on_meta
            && self.is_data_descriptor(found)
        {
            return self.bind(found, Value::Obj(class), metaclass).map(Some);
        }
        if let Some(found) = self.lookup(class, name) {
            return self.bind_on_class(found, class).map(Some);
        }
        match on_meta {
            Some(found) => self.bind(found, Value::Obj(class), metaclass).map(Some),
            None => Ok(None),
        }
    }
    /// `Class.name`: what `__get__(None, Class)` gives.
    fn bind_on_class(&mut self, found: Value, class: Obj) -> Result<Attr, Break> {
        match found {
            Value::Native(id) => match self.natives[id.0 as usize].def.kind {
                NativeKind::ClassMethod => Ok(Attr::Value(self.bound_method(found, Value::Obj(class)))),
                _ => Ok(Attr::Value(found)),
            },
            Value::Obj(obj) => match self.heap.get(obj) {
                Object::StaticMethod(inner) => Ok(Attr::Value(*inner)),
                Object::ClassMethod(inner) => {
                    let inner = *inner;
                    self.bind_class_method(inner, class)
                }
                Object::Instance(instance) => {
                    let descriptor_class = instance.class;
                    match self.lookup(descriptor_class, names::GET) {
                        Some(Value::Native(_)) | None => Ok(Attr::Value(found)),
                        Some(get) => Ok(Attr::Call(get, vec![found, Value::None, Value::Obj(class)])),
                    }
                }
                _ => Ok(Attr::Value(found)),
            },
            _ => Ok(Attr::Value(found)),
        }
    }
    fn find_super_attr(&mut self, obj: Obj, name: Obj) -> Result<Option<Attr>, Break> {
        let Object::Super { class, receiver, receiver_class } = *self.heap.get(obj) else { return Ok(None) };
        if name != names::CLASS {
            let found = self.super_attr(class, receiver, receiver_class, name)?;
            if let Some(Attr::Method(func)) = found {
                // The owner is the receiver, not the super object.
                return Ok(Some(Attr::Value(self.bound_method(func, receiver))));
            }
            if found.is_some() {
                return Ok(found);
            }
        }
        match self.lookup(types::SUPER, name) {
            Some(found) => self.bind(found, Value::Obj(obj), types::SUPER).map(Some),
            None => Ok(None),
        }
    }
    /// `super(class, receiver).name`; a method is to be called with the receiver.
    pub fn super_attr(
        &mut self,
        class: Obj,
        receiver: Value,
        receiver_class: Obj,
        name: Obj,
    ) -> Result<Option<Attr>, Break> {
        let Some(found) = self.lookup_after(receiver_class, class, name) else { return Ok(None) };
        let on_class = receiver.is(Value::Obj(receiver_class));
        if on_class { self.bind_on_class(found, receiver_class) } else { self.bind(found, receiver, receiver_class) }
            .map(Some)
    }
    fn find_module_attr(&mut self, owner: Value, class: Obj, dict: Value, name: Obj) -> Result<Option<Attr>, Break> {
        if let Some(value) = self.dict_get_name(dict, name) {
            return Ok(Some(Attr::Value(value)));
        }
        if let Some(found) = self.lookup(class, name) {
            return self.bind(found, owner, class).map(Some);
        }
        match self.dict_get_name(dict, names::GETATTR) {
            Some(getattr) => Ok(Some(Attr::Call(getattr, vec![Value::Obj(name)]))),
            None => Ok(None),
        }
    }

    // ---- messages ----

    /// The text of a string value, for messages.
    pub fn text(&self, value: Value) -> String {
        self.heap.as_str(value).map_or_else(|| "?".to_owned(), |s| s.as_str().to_owned())
    }
    #[cold]
    pub(super) fn cannot_set(&mut self, owner: Value, name: Obj) -> Break {
        let class = self.class_of(owner);
        let text = self.text(Value::Obj(name));
        let class_name = self.class_name(class).to_owned();
        let exists = self.lookup(class, name).is_some();
        let message = if exists {
            format!("'{class_name}' object attribute '{text}' is read-only")
        } else {
            format!("'{class_name}' object has no attribute '{text}' and no __dict__ for setting new attributes")
        };
        self.attribute_error(owner, name, message)
    }
    /// The AttributeError for a name that is not there.
    #[cold]
    pub fn no_attribute(&mut self, owner: Value, name: Obj) -> Break {
        let text = self.text(Value::Obj(name));
        let message = match owner.obj().map(|obj| self.heap.get(obj)) {
            Some(Object::Class(_)) => {
                format!("type object '{}' has no attribute '{text}'", self.class_name(owner.obj().unwrap_or_default()))
            }
            Some(Object::Module { name: module, .. }) => {
                format!("module '{}' has no attribute '{text}'", self.text(Value::Obj(*module)))
            }
            _ => format!("'{}' object has no attribute '{text}'", self.type_name(owner)),
        };
        self.attribute_error(owner, name, message)
    }
    /// All attribute names of an object, sorted: `dir()`.
    pub fn attribute_names(&mut self, owner: Value) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut add = |core: &Core, dict: &Dict| {
            names.extend(dict.keys().filter_map(|key| Some(core.heap.as_str(key)?.as_str().to_owned())));
        };
        let mut classes = vec![self.class_of(owner)];
        if let Value::Obj(obj) = owner {
            match self.heap.get(obj) {
                Object::Instance(instance) if instance.shape == ShapeId::DICT => {
                    if let Some(dict) = self.heap.as_dict(instance.values[0]) {
                        add(self, dict);
                    }
                }
                Object::Module { dict, .. } => {
                    classes.clear();
                    if let Some(dict) = self.heap.as_dict(Value::Obj(*dict)) {
                        add(self, dict);
                    }
                }
                Object::Class(_) => classes = vec![obj],
                Object::Function(function) => {
                    if let Some(dict) = self.heap.as_dict(function.dict) {
                        add(self, dict);
                    }
                }
                Object::Exception(exc) => {
                    if let Some(dict) = self.heap.as_dict(exc.dict) {
                        add(self, dict);
                    }
                }
                _ => {}
            }
        }
        for class in classes {
            for base in self.heap.class(class).map(|class| class.mro.clone()).unwrap_or_default() {
                if let Some(data) = self.heap.class(base) {
                    add(self, &data.dict);
                }
            }
        }
        if let Some(Object::Instance(instance)) = owner.obj().map(|obj| self.heap.get(obj))
            && instance.shape != ShapeId::DICT
        {
            names.extend(self.shapes.names(instance.shape).iter().map(|&name| self.text(Value::Obj(name))));
        }
        names.sort();
        names.dedup();
        names
    }
    /// The name that was probably meant, for an uncaught AttributeError.
    pub fn suggest_attribute(&mut self, owner: Value, name: &str) -> Option<String> {
        let names = self.attribute_names(owner);
        suggest::closest(name, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

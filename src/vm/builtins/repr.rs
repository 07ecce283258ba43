//! `str`, `repr` and `ascii` of builtin values, as far as no Python code is needed.
//!
//! Sources: `Objects/object.c`, and the `*_repr` functions of each type's file. A container that holds an object with a
//! `__repr__` of its own is the prelude's (`container_repr`); everything here answers `None` then.

use crate::vm::core::Core;
use crate::vm::names;
use crate::vm::native::Owner;
use crate::vm::object::{Object, ViewKind};
use crate::vm::text::{float, string};
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// Nesting after which Python code takes over, which ends in RecursionError as in CPython.
const MAX_DEPTH: usize = 100;

/// `str(value)`; `None` when Python code must be asked.
pub(in crate::vm) fn str_text(core: &mut Core, value: Value) -> Option<String> {
    if let Value::Obj(obj) = value {
        match core.heap.get(obj) {
            Object::Str(text) => return Some(text.as_str().to_owned()),
            Object::Exception(exc) => {
                let (class, args) = (exc.class, exc.args);
                if matches!(core.lookup(class, names::STR), None | Some(Value::Native(_)))
                    && let Some(text) = super::exception_text::special_text(core, class, value)
                {
                    return Some(text);
                }
                return exception_text(core, class, args);
            }
            Object::MappingProxy(inner) => {
                let inner = Value::Obj(*inner);
                return str_text(core, inner);
            }
            Object::Instance(_) | Object::Class(_) => {
                let class = core.class_of(value);
                if !matches!(core.lookup(class, names::STR), None | Some(Value::Native(_))) {
                    return None;
                }
                let plain = core.heap.plain(value);
                if let Some(text) = core.heap.as_str(plain).filter(|_| !plain.is(value)) {
                    return Some(text.as_str().to_owned());
                }
            }
            _ => {}
        }
    }
    repr_text(core, value)
}

/// `repr(value)`; `None` when Python code must be asked.
pub(in crate::vm) fn repr_text(core: &mut Core, value: Value) -> Option<String> {
    let mut out = String::new();
    Writer { core, out: &mut out, open: Vec::new() }.value(value)?;
    Some(out)
}

/// `str` of an exception whose class does not say otherwise: nothing, the argument, or the tuple of arguments.
fn exception_text(core: &mut Core, class: Obj, args: Value) -> Option<String> {
    if !matches!(core.lookup(class, names::STR), None | Some(Value::Native(_))) {
        return None;
    }
    let items = core.heap.as_tuple(args)?.to_vec();
    let key_error = core.is_subclass(class, types::KEY_ERROR);
    if core.is_subclass(class, types::BASE_EXCEPTION_GROUP)
        || core.is_subclass(class, types::OS_ERROR) && items.len() > 1
    {
        return None;
    }
    match items[..] {
        [] => Some(String::new()),
        [only] if key_error => repr_text(core, only),
        [only] => str_text(core, only),
        _ => repr_text(core, args),
    }
}

struct Writer<'a> {
    core: &'a mut Core,
    out: &'a mut String,
    /// Containers being written, against `[...]` without end.
    open: Vec<Obj>,
}

impl Writer<'_> {
    fn value(&mut self, value: Value) -> Option<()> {
        match value {
            Value::None => self.out.push_str("None"),
            Value::Ellipsis => self.out.push_str("Ellipsis"),
            Value::NotImplemented => self.out.push_str("NotImplemented"),
            Value::Null => self.out.push_str("<NULL>"),
            Value::Bool(b) => self.out.push_str(if b { "True" } else { "False" }),
            Value::Int(i) => self.out.push_str(itoa::Buffer::new().format(i)),
            Value::Float(x) => self.out.push_str(&float::repr(x)),
            Value::Native(id) => {
                let native = &self.core.natives[id.0 as usize];
                let text = match native.owner {
                    Owner::Module(_) => format!("<built-in function {}>", native.name()),
                    Owner::Class(class) => {
                        format!("<method '{}' of '{}' objects>", native.name(), self.core.class_name(class))
                    }
                };
                self.out.push_str(&text);
            }
            Value::Obj(obj) => return self.object(obj),
        }
        Some(())
    }

    fn object(&mut self, obj: Obj) -> Option<()> {
        if self.open.contains(&obj) {
            self.out.push_str(match self.core.heap.get(obj) {
                Object::List(_) => "[...]",
                Object::Dict(_) => "{...}",
                Object::Tuple(_) => "(...)",
                _ => "...",
            });
            return Some(());
        }
        if self.open.len() > MAX_DEPTH {
            return None;
        }
        match self.core.heap.get(obj) {
            Object::Str(text) => {
                let text = string::repr(text.as_str());
                self.out.push_str(&text);
            }
            // Text that the prelude has made of an object for `%r`: see `_vm.Shown`.
            Object::Boxed(inner) => {
                let inner = *inner;
                let text = self.core.text(inner);
                self.out.push_str(&text);
            }
            Object::BigInt(n) => {
                let n = n.clone();
                let text = super::int::decimal(self.core, &n).ok()?;
                self.out.push_str(&text);
            }
            Object::Complex(re, im) => {
                let text = complex(*re, *im);
                self.out.push_str(&text);
            }
            Object::Bytes(bytes) => self.out.push_str(&string::repr_bytes(bytes)),
            Object::ByteArray(bytes) => {
                let text = format!("bytearray({})", string::repr_bytes(bytes));
                self.out.push_str(&text);
            }
            Object::List(_) | Object::Tuple(_) | Object::Dict(_) | Object::Set(_) | Object::FrozenSet(_) => {
                return self.container(obj);
            }
            Object::Range { start, stop, step } => {
                let step = if *step == 1 { String::new() } else { format!(", {step}") };
                let text = format!("range({start}, {stop}{step})");
                self.out.push_str(&text);
            }
            Object::Slice(parts) => {
                let parts = **parts;
                return self.items(obj, "slice(", &parts, ")");
            }
            Object::DictView { dict, kind } => {
                let (dict, kind) = (*dict, *kind);
                return self.view(obj, dict, kind);
            }
            Object::Exception(exc) => {
                let (class, args) = (exc.class, exc.args);
                return self.exception(obj, class, args);
            }
            _ => return self.other(obj),
        }
        Some(())
    }

    fn container(&mut self, obj: Obj) -> Option<()> {
        match self.core.heap.get(obj) {
            Object::List(items) => {
                let items = items.to_vec();
                self.items(obj, "[", &items, "]")
            }
            Object::Tuple(items) => {
                let items = items.to_vec();
                self.items(obj, "(", &items, if items.len() == 1 { ",)" } else { ")" })
            }
            Object::Dict(_) => self.dict(obj),
            Object::Set(set) if set.is_empty() => {
                self.out.push_str("set()");
                Some(())
            }
            Object::FrozenSet(set) if set.is_empty() => {
                self.out.push_str("frozenset()");
                Some(())
            }
            Object::Set(set) => {
                let items: Vec<Value> = set.iter().map(|entry| entry.key).collect();
                self.items(obj, "{", &items, "}")
            }
            Object::FrozenSet(set) => {
                let items: Vec<Value> = set.iter().map(|entry| entry.key).collect();
                self.items(obj, "frozenset({", &items, "})")
            }
            _ => None,
        }
    }
    fn items(&mut self, obj: Obj, open: &str, items: &[Value], close: &str) -> Option<()> {
        self.open.push(obj);
        self.out.push_str(open);
        for (i, &item) in items.iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.value(item)?;
        }
        self.out.push_str(close);
        self.open.pop();
        Some(())
    }

    fn dict(&mut self, obj: Obj) -> Option<()> {
        let entries: Vec<(Value, Value)> =
            self.core.heap.as_dict(Value::Obj(obj))?.iter().map(|entry| (entry.key, entry.value)).collect();
        self.open.push(obj);
        self.out.push('{');
        for (i, (key, value)) in entries.into_iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            self.value(key)?;
            self.out.push_str(": ");
            self.value(value)?;
        }
        self.out.push('}');
        self.open.pop();
        Some(())
    }

    fn view(&mut self, obj: Obj, dict: Obj, kind: ViewKind) -> Option<()> {
        let entries: Vec<(Value, Value)> =
            self.core.heap.as_dict(Value::Obj(dict))?.iter().map(|entry| (entry.key, entry.value)).collect();
        let (name, items): (&str, Vec<Value>) = match kind {
            ViewKind::Keys => ("dict_keys([", entries.iter().map(|entry| entry.0).collect()),
            ViewKind::Values => ("dict_values([", entries.iter().map(|entry| entry.1).collect()),
            ViewKind::Items => {
                ("dict_items([", entries.iter().map(|&(key, value)| self.core.tuple(&[key, value])).collect())
            }
        };
        self.items(obj, name, &items, "])")
    }

    fn exception(&mut self, obj: Obj, class: Obj, args: Value) -> Option<()> {
        if !matches!(self.core.lookup(class, names::REPR), None | Some(Value::Native(_))) {
            return None;
        }
        let items = self.core.heap.as_tuple(args)?.to_vec();
        let open = format!("{}(", self.core.class_name(class));
        self.items(obj, &open, &items, ")")
    }

    /// Objects whose repr is `<…>`, unless their class is written in Python and says otherwise.
    fn other(&mut self, obj: Obj) -> Option<()> {
        let value = Value::Obj(obj);
        let class = self.core.class_of(value);
        let found = self.core.lookup_where(class, names::REPR);
        if found.is_some_and(|(_, found)| !matches!(found, Value::Native(_))) {
            return None;
        }
        // A library type's own native `__repr__` may itself want Python code, so it is called as a method.
        let opaque = matches!(self.core.heap.get(obj), Object::Opaque { .. });
        if opaque && found.is_some_and(|(owner, _)| owner != types::OBJECT) {
            return None;
        }
        let plain = self.core.heap.plain(value);
        if !plain.is(value) {
            return self.value(plain);
        }
        let address = address(obj);
        let name = |core: &Core, value: Value| core.heap.as_str(value).map_or("?", |name| name.as_str()).to_owned();
        let text = match self.core.heap.get(obj) {
            Object::Function(function) => format!("<function {} at {address}>", name(self.core, function.qualname)),
            Object::Class(_) => class_repr(self.core, obj),
            Object::Module { name: module, .. } => format!("<module '{}'>", name(self.core, Value::Obj(*module))),
            Object::BoundMethod { func, receiver } => {
                let (func, receiver) = (*func, *receiver);
                return self.bound_method(func, receiver);
            }
            Object::Generator(generator) => {
                let kind = self.core.class_name(class);
                format!("<{kind} object {} at {address}>", name(self.core, generator.qualname))
            }
            Object::Lock(lock) => {
                let state = if lock.locked { "locked" } else { "unlocked" };
                let kind = if lock.reentrant { "RLock" } else { "lock" };
                if lock.reentrant {
                    let owner = lock.owner.filter(|_| lock.locked).map_or(0, |owner| super::thread::ident(owner.0));
                    format!("<{state} _thread.{kind} object owner={owner} count={} at {address}>", lock.depth)
                } else {
                    format!("<{state} _thread.{kind} object at {address}>")
                }
            }
            Object::MappingProxy(inner) => {
                let inner = *inner;
                if !matches!(self.core.heap.get(inner), Object::Dict(_)) {
                    return None;
                }
                self.out.push_str("mappingproxy(");
                self.dict(inner)?;
                ")".to_owned()
            }
            Object::GenericAlias { origin, args } => {
                let (origin, args) = (*origin, *args);
                return self.alias(origin, args);
            }
            Object::Super { class, receiver_class, .. } => {
                let (class, of) = (*class, *receiver_class);
                format!("<super: <class '{}'>, <{} object>>", self.core.class_name(class), self.core.class_name(of))
            }
            Object::StaticMethod(inner) | Object::ClassMethod(inner) => {
                let (inner, kind) = (*inner, self.core.class_name(class).to_owned());
                self.out.push_str(&format!("<{kind}("));
                self.value(inner)?;
                ")>".to_owned()
            }
            Object::Union(items) => {
                let items = self.core.heap.as_tuple(Value::Obj(*items))?.to_vec();
                return self.type_list(items, " | ");
            }
            _ => format!("<{} object at {address}>", full_name(self.core, class)),
        };
        self.out.push_str(&text);
        Some(())
    }

    fn bound_method(&mut self, func: Value, receiver: Value) -> Option<()> {
        if let Value::Native(id) = func {
            let native = self.core.natives[id.0 as usize].name();
            let owner = self.core.type_name(receiver).to_owned();
            let address = receiver.obj().map_or_else(|| "0x7f0000000000".to_owned(), address);
            self.out.push_str(&format!("<built-in method {native} of {owner} object at {address}>"));
            return Some(());
        }
        let qualname = self.core.heap.as_function(func).map(|function| function.qualname)?;
        let qualname = self.core.heap.as_str(qualname).map_or("?", |name| name.as_str()).to_owned();
        self.out.push_str(&format!("<bound method {qualname} of "));
        self.value(receiver)?;
        self.out.push('>');
        Some(())
    }

    fn alias(&mut self, origin: Obj, args: Obj) -> Option<()> {
        if self.core.heap.class(origin).is_some() {
            let name = full_name(self.core, origin);
            self.out.push_str(&name);
        } else if let Some((_, found)) = self.core.lookup_where(self.core.class_of(Value::Obj(origin)), names::REPR)
            && !matches!(found, Value::Native(_))
        {
            // `type X[T] = …` has a repr of the prelude's, which is its name.
            let name = self.core.own_attr(Value::Obj(origin), names::NAME)?;
            let name = self.core.text(name);
            self.out.push_str(&name);
        }
        let items = self.core.heap.as_tuple(Value::Obj(args))?.to_vec();
        self.out.push('[');
        self.type_list(items, ", ")?;
        self.out.push(']');
        Some(())
    }

    /// Types as annotations show them: classes by their names.
    fn type_list(&mut self, items: Vec<Value>, between: &str) -> Option<()> {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.out.push_str(between);
            }
            match item.obj().filter(|&obj| self.core.heap.class(obj).is_some()) {
                Some(types::NONE_TYPE) if between == " | " => self.out.push_str("None"),
                Some(class) => {
                    let text = full_name(self.core, class);
                    self.out.push_str(&text);
                }
                None if matches!(item, Value::Ellipsis) => self.out.push_str("..."),
                None => self.value(item)?,
            }
        }
        Some(())
    }
}

/// What stands for an address: the handle, spread out to look like one.
pub(in crate::vm) fn address(obj: Obj) -> String {
    format!("0x{:012x}", 0x7f00_0000_0000u64 + u64::from(obj.0) * 64)
}

/// `module.Qualname`, without the module for builtins.
pub(in crate::vm) fn full_name(core: &Core, class: Obj) -> String {
    let Some(data) = core.heap.class(class) else { return "?".to_owned() };
    let qualname = core.heap.as_str(data.qualname).map_or("?", |name| name.as_str());
    let module = core.lookup_where(class, names::MODULE).filter(|(owner, _)| *owner == class);
    match module.and_then(|(_, module)| core.heap.as_str(module)).map(|module| module.as_str()) {
        None | Some("builtins") => qualname.to_owned(),
        Some(module) => format!("{module}.{qualname}"),
    }
}

fn class_repr(core: &Core, class: Obj) -> String {
    format!("<class '{}'>", full_name(core, class))
}

/// `repr` of a complex number.
fn complex(re: f64, im: f64) -> String {
    let im_text = float::repr_part(im);
    if re == 0.0 && !re.is_sign_negative() {
        return format!("{im_text}j");
    }
    let sign = if im_text.starts_with('-') { "" } else { "+" };
    format!("({}{sign}{im_text}j)", float::repr_part(re))
}

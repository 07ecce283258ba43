//! Slow paths of instructions that make and take apart containers, call, raise, import and match.
//!
//! Source: `Python/bytecodes.c` and `Python/ceval.c` of 3.14.

use super::builtins::format as formatting;
use super::builtins::repr as representation;
use super::call::Args;
use super::core::NeedsPython;
use super::dict::Dict;
use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::native::{Break, Owner};
use super::object::{Function, Object};
use super::prelude;
use super::set::Set;
use super::types;
use super::value::Value;
use crate::lang::code::{BinaryOp, Intrinsic1, Kind};

impl Exec<'_> {
    // ---- making containers ----

    #[inline(never)]
    pub fn build_set(&mut self, n: usize) -> Slow {
        let sp = self.sp();
        let items = self.th.stack[sp - n..sp].to_vec();
        self.drop_n(n);
        let set = self.core.heap.set(Set::new());
        for &item in &items {
            match self.core.set_add(set, item) {
                Ok(()) => {}
                Err(NeedsPython::Unhashable(class)) => {
                    let stop = self.core.unhashable(class, item, "set element");
                    return Err(self.exception_of(stop));
                }
                Err(NeedsPython::Ask) => {
                    let list = self.core.heap.list(items);
                    return self.call_prelude(prelude::BUILD_SET, &[list], OnReturn::Push);
                }
            }
        }
        self.push(set);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn build_map(&mut self, n: usize) -> Slow {
        let sp = self.sp();
        let items = self.th.stack[sp - 2 * n..sp].to_vec();
        self.drop_n(2 * n);
        let dict = self.core.heap.dict(Dict::with_capacity(n));
        for pair in items.chunks_exact(2) {
            match self.core.dict_set(dict, pair[0], pair[1]) {
                Ok(()) => {}
                Err(NeedsPython::Unhashable(class)) => {
                    let stop = self.core.unhashable(class, pair[0], "dict key");
                    return Err(self.exception_of(stop));
                }
                Err(NeedsPython::Ask) => {
                    let list = self.core.heap.list(items);
                    return self.call_prelude(prelude::BUILD_MAP, &[list], OnReturn::Push);
                }
            }
        }
        self.push(dict);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn build_string(&mut self, n: usize) -> Slow {
        let sp = self.sp();
        let mut text = String::new();
        for &part in &self.th.stack[sp - n..sp] {
            if let Some(part) = self.core.heap.as_str(part) {
                text.push_str(part.as_str());
            }
        }
        self.drop_n(n);
        let value = self.core.str(&text);
        self.push(value);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn build_slice(&mut self, n: usize) -> Slow {
        let step = if n == 3 { self.pop() } else { Value::None };
        let stop = self.pop();
        let start = self.pop();
        let slice = self.slice([start, stop, step]);
        self.push(slice);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn binary_slice(&mut self) -> Slow {
        let stop = self.pop();
        let start = self.pop();
        let container = self.peek(0);
        if let Value::Obj(obj) = container
            && self.core.is_sliced_natively(obj)
        {
            self.drop_n(1);
            return match self.core.get_slice(container, obj, &[start, stop, Value::None]) {
                Ok(part) => self.complete(part.unwrap_or(Value::None), OnReturn::Push),
                Err(stop) => self.do_break(stop, OnReturn::Push),
            };
        }
        let slice = self.slice([start, stop, Value::None]);
        self.push(slice);
        self.subscript()
    }
    #[inline(never)]
    pub fn store_slice(&mut self) -> Slow {
        let stop = self.pop();
        let start = self.pop();
        let (container, value) = (self.peek(0), self.peek(1));
        if let Value::Obj(obj) = container
            && matches!(self.core.heap.get(obj), Object::List(_))
            && !self.core.needs_index(start)
            && !self.core.needs_index(stop)
        {
            self.drop_n(2);
            return match self.core.set_slice(container, &[start, stop, Value::None], value) {
                Ok(()) => Ok(Flow::Go),
                Err(stop) => self.do_break(stop, OnReturn::Discard),
            };
        }
        let slice = self.slice([start, stop, Value::None]);
        self.push(slice);
        self.store_subscript()
    }
    #[inline(never)]
    pub fn set_add(&mut self, below: usize) -> Slow {
        let item = self.pop();
        let set = self.peek(below - 1);
        match self.core.set_add(set, item) {
            Ok(()) => Ok(Flow::Go),
            Err(NeedsPython::Ask) => self.call_prelude(prelude::SET_ADD, &[set, item], OnReturn::Discard),
            Err(NeedsPython::Unhashable(class)) => {
                let stop = self.core.unhashable(class, item, "set element");
                Err(self.exception_of(stop))
            }
        }
    }
    #[inline(never)]
    pub fn map_add(&mut self, below: usize) -> Slow {
        let value = self.pop();
        let key = self.pop();
        let dict = self.peek(below - 1);
        self.store_item(dict, key, value)
    }
    #[inline(never)]
    pub fn list_extend(&mut self, below: usize) -> Slow {
        let iterable = self.pop();
        let list = self.peek(below - 1);
        match self.core.collect(iterable) {
            Ok(Some(items)) => {
                self.core.heap.grew(16 * items.len());
                self.core.charge_items(items.len());
                if let Some(list) = self.core.heap.as_list_mut(list) {
                    list.extend(items);
                }
                Ok(Flow::Go)
            }
            Ok(None) => self.call_prelude(prelude::LIST_EXTEND, &[list, iterable], OnReturn::Discard),
            Err(Break::Raise(exc)) => {
                if !self.core.is_instance(Value::Obj(exc), types::TYPE_ERROR) {
                    return Err(exc);
                }
                let text = format!("Value after * must be an iterable, not {}", self.core.type_name(iterable));
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
            Err(stop) => self.do_break(stop, OnReturn::Discard),
        }
    }
    #[inline(never)]
    pub fn set_update(&mut self, below: usize) -> Slow {
        let iterable = self.pop();
        let set = self.peek(below - 1);
        if let (Some(own), Some(more)) = (self.core.heap.as_set(set), self.core.heap.as_set(iterable))
            && let Some(made) = self.core.update_set(BinaryOp::Or, own, more)
        {
            if let Some(set) = self.core.heap.as_set_mut(set) {
                *set = made;
            }
            return Ok(Flow::Go);
        }
        if let Ok(Some(items)) = self.core.collect(iterable)
            && items.iter().all(|&item| self.core.hash(item).is_ok())
        {
            let mut plain = true;
            for &item in &items {
                plain &= self.core.set_add(set, item).is_ok();
            }
            if plain {
                return Ok(Flow::Go);
            }
        }
        self.call_prelude(prelude::SET_EXTEND, &[set, iterable], OnReturn::Discard)
    }
    #[inline(never)]
    pub fn dict_update(&mut self, below: usize) -> Slow {
        let mapping = self.pop();
        let dict = self.peek(below - 1);
        if let Value::Obj(obj) = mapping
            && let Object::Dict(more) = self.core.heap.get(obj)
        {
            let more = (***more).clone();
            let mut plain = true;
            for entry in more.iter() {
                plain &= self.core.dict_set_hashed(dict, entry.hash, entry.key, entry.value).is_ok();
            }
            if plain {
                return Ok(Flow::Go);
            }
        }
        let class = self.core.class_of(mapping);
        if self.core.lookup(class, names::KEYS).is_none() {
            let text = format!("'{}' object is not a mapping", self.core.class_name(class));
            return Err(self.new_error(types::TYPE_ERROR, &text));
        }
        self.call_prelude(prelude::DICT_EXTEND, &[dict, mapping], OnReturn::Discard)
    }
    /// DICT_MERGE: as an update, for `f(**mapping)`.
    #[inline(never)]
    pub fn dict_merge(&mut self, below: usize) -> Slow {
        let mapping = self.pop();
        let dict = self.peek(below - 1);
        let callable = self.peek(below - 1 + 3);
        if let Some(more) = match mapping.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Dict(more)) => Some((***more).clone()),
            _ => None,
        } {
            for entry in more.iter() {
                if self.core.heap.as_str(entry.key).is_none() {
                    return Err(self.new_error(types::TYPE_ERROR, "keywords must be strings"));
                }
                if let Ok(Some(_)) = self.core.dict_get_hashed(dict, entry.hash, entry.key) {
                    let text = format!(
                        "{} got multiple values for keyword argument '{}'",
                        self.callable_text(callable),
                        self.core.text(entry.key)
                    );
                    return Err(self.new_error(types::TYPE_ERROR, &text));
                }
                let _ = self.core.dict_set_hashed(dict, entry.hash, entry.key, entry.value);
            }
            return Ok(Flow::Go);
        }
        let class = self.core.class_of(mapping);
        if self.core.lookup(class, names::KEYS).is_none() {
            let text = format!(
                "{} argument after ** must be a mapping, not {}",
                self.callable_text(callable),
                self.core.class_name(class)
            );
            return Err(self.new_error(types::TYPE_ERROR, &text));
        }
        self.call_prelude(prelude::DICT_EXTEND, &[dict, mapping], OnReturn::Discard)
    }
    fn callable_text(&self, callable: Value) -> String {
        if let Value::Native(id) = callable {
            let native = &self.core.natives[id.0 as usize];
            return match native.owner {
                Owner::Class(class) => format!("{}.{}()", self.core.class_name(class), native.name()),
                Owner::Module(_) => format!("{}()", native.name()),
            };
        }
        match callable.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Function(function)) => self.qualified(function.module, function.qualname),
            Some(Object::BoundMethod { func, .. }) => self.callable_text(*func),
            Some(Object::Class(class)) => {
                let module = self.core.lookup_uncached(callable.obj().unwrap_or_default(), names::MODULE);
                self.qualified(module.unwrap_or(Value::None), class.qualname)
            }
            _ => format!("{} object", self.core.type_name(callable)),
        }
    }
    /// As `_PyObject_FunctionStr`: the builtin module is not named.
    fn qualified(&self, module: Value, name: Value) -> String {
        match self.core.heap.as_str(module) {
            Some(module) if module.as_str() != "builtins" => format!("{}.{}()", module.as_str(), self.core.text(name)),
            _ => format!("{}()", self.core.text(name)),
        }
    }

    // ---- taking apart ----

    #[inline(never)]
    pub fn unpack_sequence(&mut self, n: usize) -> Slow {
        let value = self.peek(0);
        let known = matches!(
            value.obj().map(|obj| self.core.heap.get(obj)),
            Some(Object::Tuple(_) | Object::List(_) | Object::Dict(_))
        );
        let items = match self.core.collect(value) {
            Ok(Some(items)) => items,
            Ok(None) => {
                // The prelude makes a tuple of it and the instruction runs again.
                self.drop_n(1);
                self.frame().ip -= 1;
                return self.call_prelude(prelude::UNPACK, &[value, Value::Int(n as i64)], OnReturn::Push);
            }
            Err(stop) => {
                let text = format!("cannot unpack non-iterable {} object", self.core.type_name(value));
                let iterable =
                    !matches!(stop, Break::Raise(exc) if self.core.is_instance(Value::Obj(exc), types::TYPE_ERROR));
                if iterable {
                    return self.do_break(stop, OnReturn::Push);
                }
                return Err(self.new_error(types::TYPE_ERROR, &text));
            }
        };
        if items.len() != n {
            let text = if items.len() < n {
                format!("not enough values to unpack (expected {n}, got {})", items.len())
            } else if known {
                format!("too many values to unpack (expected {n}, got {})", items.len())
            } else {
                format!("too many values to unpack (expected {n})")
            };
            return Err(self.new_error(types::VALUE_ERROR, &text));
        }
        self.drop_n(1);
        items.into_iter().rev().for_each(|item| self.push(item));
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn unpack_ex(&mut self, arg: u32) -> Slow {
        let (before, after) = ((arg & 255) as usize, (arg >> 8) as usize);
        let value = self.peek(0);
        let items = match self.core.collect(value) {
            Ok(Some(items)) => items,
            Ok(None) => {
                self.drop_n(1);
                self.frame().ip -= 1;
                return self.call_prelude(prelude::LIST_OF, &[value], OnReturn::Push);
            }
            Err(_) => {
                let text = format!("cannot unpack non-iterable {} object", self.core.type_name(value));
                return Err(self.new_error(types::TYPE_ERROR, &text));
            }
        };
        if items.len() < before + after {
            let text =
                format!("not enough values to unpack (expected at least {}, got {})", before + after, items.len());
            return Err(self.new_error(types::VALUE_ERROR, &text));
        }
        self.drop_n(1);
        let last = items.len() - after;
        items[last..].iter().rev().for_each(|&item| self.push(item));
        let middle = self.core.heap.list(items[before..last].to_vec());
        self.push(middle);
        items[..before].iter().rev().for_each(|&item| self.push(item));
        Ok(Flow::Go)
    }
    /// CONVERT_VALUE: str, repr, ascii.
    #[inline(never)]
    pub fn convert_value(&mut self, arg: u32) -> Slow {
        let value = self.pop();
        let text = match arg {
            1 => representation::str_text(self.core, value),
            2 => representation::repr_text(self.core, value),
            _ => None,
        };
        match text {
            Some(text) => {
                let text = self.core.str(&text);
                self.push(text);
                Ok(Flow::Go)
            }
            None => self.call_prelude(prelude::CONVERT_VALUE, &[value, Value::Int(i64::from(arg))], OnReturn::Push),
        }
    }
    /// FORMAT_SIMPLE and FORMAT_WITH_SPEC.
    #[inline(never)]
    pub fn format_value(&mut self, with_spec: bool) -> Slow {
        let spec = if with_spec { self.pop() } else { Value::Obj(names::EMPTY) };
        let value = self.pop();
        let spec_text = self.core.text(spec);
        match formatting::format_value(self.core, value, &spec_text) {
            Ok(Some(text)) => {
                self.push(text);
                Ok(Flow::Go)
            }
            Ok(None) => self.call_prelude(prelude::FORMAT_WITH, &[value, spec], OnReturn::Push),
            Err(stop) => self.do_break(stop, OnReturn::Push),
        }
    }

    // ---- functions and calls ----

    #[inline(never)]
    pub fn make_function(&mut self) -> Slow {
        let code = self.pop();
        let Some(Object::Code(id)) = code.obj().map(|obj| self.core.heap.get(obj)) else { return Ok(Flow::Go) };
        let id = *id;
        let exec = self.codes.get(id);
        let frame = &self.th.frames[self.th.frames.len() - 1];
        let globals = frame.globals;
        let module = self.core.dict_get_name(Value::Obj(globals), names::NAME).unwrap_or(Value::None);
        let (name, qualname) = (Value::Obj(exec.name), Value::Obj(exec.qualname));
        let doc = match &exec.code.doc {
            Some(doc) => self.core.heap.str(std::sync::Arc::clone(doc)),
            None => Value::None,
        };
        let is_annotate = exec.code.kind == Kind::Class && &*exec.code.name == "__annotate__";
        let function = Function {
            code: id,
            globals,
            defaults: Value::None,
            kwdefaults: Value::None,
            closure: Value::None,
            name,
            qualname,
            module,
            doc,
            annotations: Value::Null,
            annotate: if is_annotate { Value::Bool(true) } else { Value::None },
            dict: Value::Null,
            simple: exec.simple,
        };
        let function = self.core.heap.alloc(Object::Function(Box::new(function)));
        self.push(Value::Obj(function));
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn set_function_attribute(&mut self, arg: u32) -> Slow {
        let function = self.pop();
        let value = self.pop();
        if arg == 16 {
            self.keep_namespace(value);
        }
        if let Value::Obj(obj) = function
            && let Object::Function(data) = self.core.heap.get_mut(obj)
        {
            match arg {
                1 => data.defaults = value,
                2 => data.kwdefaults = value,
                4 => data.annotations = value,
                8 => data.closure = value,
                _ => data.annotate = value,
            }
        }
        self.push(function);
        Ok(Flow::Go)
    }
    /// What makes a method's annotations looks names up in the namespace of the class body around, which is kept with it.
    fn keep_namespace(&mut self, annotate: Value) {
        let frame = &self.th.frames[self.th.frames.len() - 1];
        let namespace = frame.locals.value_or(Value::Null);
        if self.core.heap.as_dict(namespace).is_some()
            && let Value::Obj(obj) = annotate
            && let Object::Function(data) = self.core.heap.get_mut(obj)
            && !namespace.is(Value::Obj(data.globals))
        {
            data.annotations = namespace;
        }
    }
    /// CALL_KW: `callable self_or_null args[arg] kwnames -- result`.
    #[inline(never)]
    pub fn call_kw(&mut self, argc: usize) -> Slow {
        let kw_names = self.pop();
        let n_kw = self.core.heap.as_tuple(kw_names).map_or(0, <[Value]>::len);
        let sp = self.sp();
        let callee = sp - argc - 2;
        let callable = self.th.stack[callee];
        let (start, n) = if self.th.stack[callee + 1].is_null() { (callee + 2, argc) } else { (callee + 1, argc + 1) };
        self.frame().sp = callee as u32;
        self.call(callable, Args { start, n_pos: n - n_kw, n_kw, kw_names }, OnReturn::Push)
    }
    /// CALL_FUNCTION_EX: `callable NULL args_tuple kwargs_dict_or_null -- result`.
    #[inline(never)]
    pub fn call_function_ex(&mut self) -> Slow {
        let (callable, args, kwargs) = (self.peek(3), self.peek(1), self.peek(0));
        let positional = match super::subscript::tuple_items(self.core, args) {
            Some(items) => items.to_vec(),
            None => match self.core.collect(args) {
                Ok(Some(items)) => items,
                Ok(None) => {
                    self.drop_n(4);
                    let parts = [callable, args, kwargs.or(Value::None)];
                    return self.call_prelude(prelude::CALL_EX, &parts, OnReturn::Push);
                }
                Err(_) => {
                    let text = format!(
                        "{} argument after * must be an iterable, not {}",
                        self.callable_text(callable),
                        self.core.type_name(args)
                    );
                    return Err(self.new_error(types::TYPE_ERROR, &text));
                }
            },
        };
        let keywords: Vec<(Value, Value)> = match self.core.heap.as_dict(kwargs) {
            Some(dict) => dict.iter().map(|entry| (entry.key, entry.value)).collect(),
            None => Vec::new(),
        };
        let names: Vec<Value> = keywords.iter().map(|&(name, _)| name).collect();
        if names.iter().any(|&name| self.core.heap.as_str(name).is_none()) {
            return Err(self.new_error(types::TYPE_ERROR, "keywords must be strings"));
        }
        self.drop_n(4);
        let kw_names = if names.is_empty() { Value::Null } else { self.core.heap.tuple(names) };
        let start = self.sp() + 1;
        let (n_pos, n_kw) = (positional.len(), keywords.len());
        self.ensure(start, n_pos + n_kw + 4);
        self.th.stack[start..start + n_pos].copy_from_slice(&positional);
        for (i, &(_, value)) in keywords.iter().enumerate() {
            self.th.stack[start + n_pos + i] = value;
        }
        self.call(callable, Args { start, n_pos, n_kw, kw_names }, OnReturn::Push)
    }
    #[inline(never)]
    pub fn intrinsic1(&mut self, arg: u32) -> Slow {
        let value = self.pop();
        match Intrinsic1::from_arg(arg) {
            Some(Intrinsic1::ListToTuple) => {
                let items = self.core.heap.as_list(value).cloned().unwrap_or_default();
                let tuple = self.core.tuple(&items);
                self.push(tuple);
                Ok(Flow::Go)
            }
            Some(Intrinsic1::UnaryPositive) => {
                self.push(value);
                self.unary(names::POS)
            }
            Some(Intrinsic1::StopIterationError) => self.stop_iteration_error(value),
            Some(Intrinsic1::ImportStar) => {
                let frame = &self.th.frames[self.th.frames.len() - 1];
                let locals = frame.locals.value_or(Value::Null);
                self.call_prelude(prelude::IMPORT_STAR, &[value, locals], OnReturn::Push)
            }
            Some(Intrinsic1::Typevar) => self.call_prelude(prelude::MAKE_TYPEVAR, &[value], OnReturn::Push),
            Some(Intrinsic1::ParamSpec) => self.call_prelude(prelude::MAKE_PARAMSPEC, &[value], OnReturn::Push),
            Some(Intrinsic1::TypevarTuple) => self.call_prelude(prelude::MAKE_TYPEVARTUPLE, &[value], OnReturn::Push),
            Some(Intrinsic1::SubscriptGeneric) => self.call_prelude(prelude::MAKE_GETITEM, &[value], OnReturn::Push),
            Some(Intrinsic1::TypeAlias) => self.call_prelude(prelude::MAKE_ALIAS, &[value], OnReturn::Push),
            Some(Intrinsic1::Template) => self.call_prelude(prelude::MAKE_TEMPLATE, &[value], OnReturn::Push),
            Some(Intrinsic1::AsyncGenWrap) => self.call_prelude(prelude::ASYNC_GEN_WRAP, &[value], OnReturn::Push),
            _ => {
                self.push(value);
                Ok(Flow::Go)
            }
        }
    }
    /// A StopIteration that leaves a generator becomes a RuntimeError.
    fn stop_iteration_error(&mut self, value: Value) -> Slow {
        let frame = &self.th.frames[self.th.frames.len() - 1];
        let kind = self.codes.get(frame.code).code.kind;
        let Value::Obj(exc) = value else { return Ok(Flow::Go) };
        let what = match kind {
            crate::lang::code::Kind::Coroutine => "coroutine",
            crate::lang::code::Kind::AsyncGenerator => "async generator",
            _ => "generator",
        };
        let which = if self.is_exception(exc, types::STOP_ITERATION) {
            "StopIteration"
        } else if kind == crate::lang::code::Kind::AsyncGenerator && self.is_exception(exc, types::STOP_ASYNC_ITERATION)
        {
            "StopAsyncIteration"
        } else {
            self.push(value);
            return Ok(Flow::Go);
        };
        let error = self.new_error(types::RUNTIME_ERROR, &format!("{what} raised {which}"));
        if let Some(data) = self.core.heap.as_exception_mut(Value::Obj(error)) {
            data.cause = value;
            data.context = value;
            data.suppress_context = true;
        }
        self.push(Value::Obj(error));
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn intrinsic2(&mut self, arg: u32) -> Slow {
        let second = self.pop();
        let first = self.pop();
        if arg == crate::lang::code::Intrinsic2::PrepReraiseStar as u32 {
            return self.call_prelude(prelude::PREP_RERAISE_STAR, &[first, second], OnReturn::Push);
        }
        self.push(first);
        Ok(Flow::Go)
    }
}

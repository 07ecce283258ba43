//! Slow paths of instructions about names, attributes and iteration.
//!
//! Source: `Python/bytecodes.c` and `Python/ceval.c` of 3.14 for what each does and for the texts of errors.

use super::cache::{Cache, CacheKind};
use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::iter::{GetIter, Iter, Next};
use super::names;
use super::native::{Break, Resume};
use super::object::Object;
use super::prelude;
use super::suggest;
use super::types;
use super::value::{Obj, Value};
use crate::lang::code::Kind;

impl Exec<'_> {
    pub(super) fn code(&self) -> &super::code_table::ExecCode {
        self.codes.get(self.th.frames[self.th.frames.len() - 1].code)
    }
    fn base(&self) -> usize {
        self.th.frames[self.th.frames.len() - 1].base as usize
    }
    fn globals(&self) -> Obj {
        self.th.frames[self.th.frames.len() - 1].globals
    }
    fn locals(&self) -> Value {
        self.th.frames[self.th.frames.len() - 1].locals.value_or(Value::Null)
    }

    // ---- names ----

    #[inline(never)]
    pub fn unbound_local(&mut self, local: u32) -> Slow {
        let name = self.code().code.locals[local as usize].clone();
        let text = format!("cannot access local variable '{name}' where it is not associated with a value");
        Err(self.new_error(types::UNBOUND_LOCAL_ERROR, &text))
    }
    #[inline(never)]
    pub fn unbound_cell(&mut self, local: u32) -> Slow {
        let code = &self.code().code;
        let name = code.locals[local as usize].clone();
        let free = local as usize >= code.locals.len() - code.n_free as usize;
        if free {
            let text = format!(
                "cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
            );
            Err(self.new_error(types::NAME_ERROR, &text))
        } else {
            self.unbound_local(local)
        }
    }
    fn cell(&self, local: u32) -> Option<Obj> {
        self.th.stack[self.base() + local as usize].obj()
    }
    fn cell_value(&self, local: u32) -> Value {
        match self.cell(local).map(|cell| self.core.heap.get(cell)) {
            Some(Object::Cell(value)) => *value,
            _ => Value::Null,
        }
    }
    #[inline(never)]
    pub fn delete_deref(&mut self, local: u32) -> Slow {
        if self.cell_value(local).is_null() {
            return self.unbound_cell(local);
        }
        if let Some(cell) = self.cell(local) {
            *self.core.heap.get_mut(cell) = Object::Cell(Value::Null);
        }
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn load_from_dict_or_deref(&mut self, local: u32) -> Slow {
        let mapping = self.pop();
        let name = self.code().local_names[local as usize];
        let value = self.core.dict_get_name(mapping, name).unwrap_or_else(|| self.cell_value(local));
        if value.is_null() {
            return self.unbound_cell(local);
        }
        self.push(value);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn global_cache(&self, globals: Obj, name: Obj) -> Cache {
        let Some(hash) = self.core.heap.as_str(Value::Obj(name)).map(|name| name.hash()) else {
            return Cache::default();
        };
        let Object::Dict(dict) = self.core.heap.get(globals) else { return Cache::default() };
        let is_name = |key: Value| key.is(Value::Obj(name));
        if let Some(place) = dict.find(hash, is_name) {
            return Cache { kind: CacheKind::Global, class: globals, index: place as u32, ..Cache::default() };
        }
        let version = dict.keys_version();
        match self.core.heap.as_dict(self.core.builtins).and_then(|builtins| builtins.find(hash, is_name)) {
            Some(place) => {
                Cache { kind: CacheKind::Builtin, class: globals, version, index: place as u32, ..Cache::default() }
            }
            None => Cache::default(),
        }
    }
    fn global(&self, name: Obj) -> Option<Value> {
        self.core
            .dict_get_name(Value::Obj(self.globals()), name)
            .or_else(|| self.core.dict_get_name(self.core.builtins, name))
    }
    #[inline(never)]
    pub fn load_global(&mut self, name: Obj, null: bool) -> Slow {
        let Some(value) = self.global(name) else { return self.name_error(name) };
        self.push(value);
        if null {
            self.push(Value::Null);
        }
        Ok(Flow::Go)
    }
    /// `NameError`, with what was probably meant.
    fn name_error(&mut self, name: Obj) -> Slow {
        let text = format!("name '{}' is not defined", self.core.text(Value::Obj(name)));
        let exc = self.new_error(types::NAME_ERROR, &text);
        self.core.exception_set(exc, names::NAME_ATTR, Value::Obj(name));
        if let Some(meant) = self.meant(name) {
            let meant = self.core.str(&meant);
            if let Some(data) = self.core.heap.as_exception_mut(Value::Obj(exc)) {
                data.suggestion = meant;
            }
        }
        Err(exc)
    }
    /// The name that was probably meant: locals, globals, builtins. For an uncaught NameError.
    fn meant(&self, name: Obj) -> Option<String> {
        let wanted = self.core.text(Value::Obj(name));
        let locals = self.code().code.locals.iter().map(|name| name.to_string());
        let mut names: Vec<String> = locals.collect();
        for dict in [self.locals(), Value::Obj(self.globals()), self.core.builtins] {
            if let Some(dict) = self.core.heap.as_dict(dict) {
                names.extend(dict.keys().filter_map(|key| Some(self.core.heap.as_str(key)?.as_str().to_owned())));
            }
        }
        suggest::closest(&wanted, names.iter().map(String::as_str)).map(str::to_owned)
    }
    #[inline(never)]
    pub fn delete_global(&mut self, name: Obj) -> Slow {
        let globals = Value::Obj(self.globals());
        match self.core.dict_remove(globals, Value::Obj(name)) {
            Ok(Some(_)) => Ok(Flow::Go),
            _ => self.name_error(name),
        }
    }
    #[inline(never)]
    pub fn load_name(&mut self, name: Obj) -> Slow {
        let found = self.core.dict_get_name(self.locals(), name).or_else(|| self.global(name));
        match found {
            Some(value) => {
                self.push(value);
                Ok(Flow::Go)
            }
            None => self.name_error(name),
        }
    }
    #[inline(never)]
    pub fn load_from_dict_or_globals(&mut self, name: Obj) -> Slow {
        let mapping = self.pop();
        match self.core.dict_get_name(mapping, name).or_else(|| self.global(name)) {
            Some(value) => {
                self.push(value);
                Ok(Flow::Go)
            }
            None => self.name_error(name),
        }
    }
    #[inline(never)]
    pub fn store_name(&mut self, name: Obj) -> Slow {
        let value = self.pop();
        let locals = self.locals();
        if let Value::Obj(obj) = locals
            && matches!(self.core.heap.get(obj), Object::Dict(_))
        {
            self.core.dict_set_name(locals, name, value);
            return Ok(Flow::Go);
        }
        self.store_item(locals, Value::Obj(name), value)
    }
    #[inline(never)]
    pub fn delete_name(&mut self, name: Obj) -> Slow {
        let locals = self.locals();
        match self.core.dict_remove(locals, Value::Obj(name)) {
            Ok(Some(_)) => Ok(Flow::Go),
            _ => self.name_error(name),
        }
    }
    #[inline(never)]
    pub fn setup_annotations(&mut self) -> Slow {
        let locals = self.locals();
        if self.core.dict_get_name(locals, names::ANNOTATIONS).is_none() {
            let dict = self.core.heap.dict(super::dict::Dict::new());
            self.core.dict_set_name(locals, names::ANNOTATIONS, dict);
        }
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn load_common_constant(&mut self, arg: u32) -> Slow {
        let value = match arg {
            0 => Value::Obj(types::ASSERTION_ERROR),
            1 => Value::Obj(types::NOT_IMPLEMENTED_ERROR),
            2 => Value::Obj(types::TUPLE),
            other => {
                let name = self.core.intern(if other == 3 { "all" } else { "any" });
                self.core.dict_get_name(self.core.builtins, name).unwrap_or(Value::None)
            }
        };
        self.push(value);
        Ok(Flow::Go)
    }
    #[inline(never)]
    pub fn load_build_class(&mut self) -> Slow {
        let build = Value::Obj(self.core.prelude[prelude::BUILD_CLASS.0 as usize]);
        self.push(build);
        Ok(Flow::Go)
    }

    // ---- truth and iteration ----

    /// TO_BOOL and UNARY_NOT.
    #[inline(never)]
    pub fn replace_by_truth(&mut self, negate: bool) -> Slow {
        let value = self.pop();
        self.truth_then(value, negate)
    }
    #[inline(never)]
    pub fn get_iter(&mut self) -> Slow {
        let value = self.pop();
        match self.core.get_iter(value) {
            Ok(GetIter::Iter(iter)) => {
                self.push(iter);
                Ok(Flow::Go)
            }
            Ok(GetIter::Call(found)) => self.call_method(found, value, &[], OnReturn::Iter),
            Err(stop) => self.do_break(stop, OnReturn::Iter),
        }
    }
    #[inline(never)]
    pub fn get_yield_from_iter(&mut self) -> Slow {
        let value = self.peek(0);
        if let Value::Obj(obj) = value
            && let Object::Generator(generator) = self.core.heap.get(obj)
        {
            if generator.kind == Kind::Coroutine && !generator.closed && self.code().code.kind != Kind::Coroutine {
                let text = "cannot 'yield from' a coroutine object in a non-coroutine generator";
                return Err(self.new_error(types::TYPE_ERROR, text));
            }
            return Ok(Flow::Go);
        }
        self.get_iter()
    }
    /// FOR_ITER after the fast paths.
    #[inline(never)]
    pub fn for_iter(&mut self, exit: u32) -> Slow {
        let iter = self.peek(0);
        if let Value::Obj(obj) = iter
            && let Object::Generator(_) = self.core.heap.get(obj)
        {
            return self.resume_generator(obj, Resume::Send(Value::None), OnReturn::ForIter { exit });
        }
        self.next_of(iter, OnReturn::ForIter { exit })
    }
    /// Asks an iterator for its next item; `on_return` is `ForIter`, `Send` or `Push` (then the end is a StopIteration).
    pub fn next_of(&mut self, iter: Value, on_return: OnReturn) -> Slow {
        match self.core.iter_next(iter) {
            Ok(Next::Item(item)) => return self.complete(item, on_return),
            Ok(Next::Done) => return self.generator_returned(Value::None, on_return),
            Ok(Next::Python) => {}
            Err(Break::Raise(exc)) => return self.raise_into(exc, on_return),
            Err(stop) => return self.do_break(stop, on_return),
        }
        let Value::Obj(obj) = iter else { return self.not_an_iterator(iter) };
        match self.core.heap.get(obj) {
            Object::Generator(_) => self.resume_generator(obj, Resume::Send(Value::None), on_return),
            Object::Iter(state) => match state {
                Iter::Map(map) => {
                    if let [only] = map.iters[..]
                        && self.core.is_native_iter(only)
                    {
                        let func = map.func;
                        return match self.core.iter_next(only) {
                            Ok(Next::Item(item)) => self.call_values(func, &[item], on_return),
                            Ok(_) => self.generator_returned(Value::None, on_return),
                            Err(Break::Raise(exc)) => self.raise_into(exc, on_return),
                            Err(stop) => self.do_break(stop, on_return),
                        };
                    }
                    self.call_prelude(prelude::MAP_NEXT, &[iter], on_return)
                }
                Iter::Filter { .. } => self.call_prelude(prelude::FILTER_NEXT, &[iter], on_return),
                Iter::Zip { .. } => self.call_prelude(prelude::ZIP_NEXT, &[iter], on_return),
                Iter::Enumerate { .. } => self.call_prelude(prelude::ENUMERATE_NEXT, &[iter], on_return),
                Iter::Callable { .. } => self.call_prelude(prelude::CALLABLE_NEXT, &[iter], on_return),
                _ => self.call_prelude(prelude::GETITEM_NEXT, &[iter], on_return),
            },
            _ => {
                let class = self.core.class_of(iter);
                match self.core.lookup(class, names::NEXT) {
                    Some(found) => self.call_method(found, iter, &[], on_return),
                    None => self.not_an_iterator(iter),
                }
            }
        }
    }
    fn not_an_iterator(&mut self, value: Value) -> Slow {
        let text = format!("'{}' object is not an iterator", self.core.type_name(value));
        Err(self.new_error(types::TYPE_ERROR, &text))
    }
    /// SEND: the receiver is on top (the value was popped).
    #[inline(never)]
    pub fn send(&mut self, value: Value, exit: u32) -> Slow {
        let receiver = self.peek(0);
        let on_return = OnReturn::Send { exit };
        if let Value::Obj(obj) = receiver
            && matches!(self.core.heap.get(obj), Object::Generator(_))
        {
            return self.resume_generator(obj, Resume::Send(value), on_return);
        }
        if value.is_none() {
            return self.next_of(receiver, on_return);
        }
        let class = self.core.class_of(receiver);
        match self.core.lookup(class, names::SEND) {
            Some(found) => self.call_method(found, receiver, &[value], on_return),
            None => {
                let name = names::SEND;
                let stop = self.core.no_attribute(receiver, name);
                Err(self.exception_of(stop))
            }
        }
    }
    /// RETURN_VALUE from a frame that is not a plain call's.
    #[inline(never)]
    pub fn return_value(&mut self, value: Value) -> Slow {
        let Some(frame) = self.th.frames.pop() else { return Ok(Flow::Stop) };
        if !frame.hidden {
            self.th.depth -= 1;
        }
        match frame.generator.get() {
            Some(generator) => {
                self.th.handled = frame.saved_handled.value_or(Value::None);
                self.generator_done(generator);
                self.generator_returned(value, frame.on_return)
            }
            None => self.complete(value, frame.on_return),
        }
    }

    // ---- coroutines ----

    #[inline(never)]
    pub fn get_awaitable(&mut self, arg: u32) -> Slow {
        let value = self.pop();
        if let Value::Obj(obj) = value
            && let Object::Generator(generator) = self.core.heap.get(obj)
            && generator.kind == Kind::Coroutine
        {
            self.push(value);
            return Ok(Flow::Go);
        }
        let class = self.core.class_of(value);
        match self.core.lookup(class, names::AWAIT) {
            Some(found) => self.call_method(found, value, &[], OnReturn::Push),
            None => {
                let name = self.core.class_name(class);
                let text = match arg {
                    1 => format!(
                        "'async with' received an object from __aenter__ that does not implement __await__: {name}"
                    ),
                    2 => format!(
                        "'async with' received an object from __aexit__ that does not implement __await__: {name}"
                    ),
                    _ if self.core.profile.version < (3, 14, 0) => {
                        format!("object {name} can't be used in 'await' expression")
                    }
                    _ => format!("'{name}' object can't be awaited"),
                };
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    #[inline(never)]
    pub fn get_aiter(&mut self) -> Slow {
        let value = self.pop();
        if let Value::Obj(obj) = value
            && let Object::Generator(generator) = self.core.heap.get(obj)
            && generator.kind == Kind::AsyncGenerator
        {
            self.push(value);
            return Ok(Flow::Go);
        }
        let class = self.core.class_of(value);
        match self.core.lookup(class, names::AITER) {
            Some(found) => self.call_method(found, value, &[], OnReturn::Push),
            None => {
                let text = format!(
                    "'async for' requires an object with __aiter__ method, got {}",
                    self.core.class_name(class)
                );
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    /// GET_ANEXT: `aiter -- aiter awaitable`.
    #[inline(never)]
    pub fn get_anext(&mut self) -> Slow {
        let value = self.peek(0);
        let class = self.core.class_of(value);
        match self.core.lookup(class, names::ANEXT) {
            Some(_) => self.call_prelude(prelude::ASYNC_NEXT, &[value], OnReturn::Push),
            None => {
                let text = format!(
                    "'async for' requires an iterator with __anext__ method, got {}",
                    self.core.class_name(class)
                );
                Err(self.new_error(types::TYPE_ERROR, &text))
            }
        }
    }
    /// CLEANUP_THROW: `receiver last_sent exc -- none value`.
    #[inline(never)]
    pub fn cleanup_throw(&mut self) -> Slow {
        let exc = self.pop();
        let Value::Obj(exc) = exc else { return Ok(Flow::Go) };
        if self.is_exception(exc, types::STOP_ITERATION) {
            self.drop_n(2);
            let value = self.core.stop_iteration_value(exc);
            self.push(Value::None);
            self.push(value);
            return Ok(Flow::Go);
        }
        self.push(Value::Obj(exc));
        Ok(self.reraise())
    }
    #[inline(never)]
    pub fn end_async_for(&mut self) -> Flow {
        let exc = self.peek(0);
        let Value::Obj(exc) = exc else { return Flow::Go };
        if self.is_exception(exc, types::STOP_ASYNC_ITERATION) {
            self.drop_n(2);
            return Flow::Go;
        }
        self.reraise()
    }
}

//! Calls: binding arguments to parameters, entering functions, running natives, making instances.
//!
//! Sources: `Python/ceval.c` (`initialize_locals`, `missing_arguments`, `too_many_positional`), `Objects/call.c`,
//! `Objects/typeobject.c` (`type_call`), `Python/getargs.c` for the texts of natives' TypeErrors.

use super::code_table::ExecCode;
use super::core::MAX_NESTING;
use super::dict::Dict;
use super::exec::{Exec, Flow, Slow};
use super::frame::{Frame, OnReturn};
use super::names;
use super::native::{Break, CallSpec, NativeKind, Owner};
use super::object::{Instance, Object};
use super::prelude::{self, PreludeFn};
use super::shape::ShapeId;
use super::types;
use super::value::{NativeId, Obj, Value};
use crate::lang::code::Kind;

/// Where a call's arguments lie on the stack. The place below `start` is free to be overwritten.
#[derive(Clone, Copy, Debug)]
pub(super) struct Args {
    /// First positional argument.
    pub start: usize,
    pub n_pos: usize,
    /// After the positional ones, this many keyword values; their names are the tuple `kw_names`.
    pub n_kw: usize,
    pub kw_names: Value,
}

impl Args {
    pub fn positional(start: usize, n_pos: usize) -> Self {
        Args { start, n_pos, n_kw: 0, kw_names: Value::Null }
    }
    fn end(&self) -> usize {
        self.start + self.n_pos + self.n_kw
    }
    /// One more argument in front, written to the free place.
    fn with_first(self, exec: &mut Exec, first: Value) -> Self {
        exec.th.stack[self.start - 1] = first;
        Args { start: self.start - 1, n_pos: self.n_pos + 1, ..self }
    }
}

impl Exec<'_> {
    /// Calls with arguments that lie on the stack. The top frame's `sp` must be where the result goes already.
    pub fn call(&mut self, callable: Value, args: Args, on_return: OnReturn) -> Slow {
        // A method of a method, an object whose `__call__` is an object: as deep as the program likes.
        self.core.nesting += 1;
        let result = if self.core.nesting > MAX_NESTING {
            Err(self.new_error(types::RECURSION_ERROR, "maximum recursion depth exceeded"))
        } else {
            self.call_nested(callable, args, on_return)
        };
        self.core.nesting -= 1;
        result
    }
    fn call_nested(&mut self, callable: Value, args: Args, on_return: OnReturn) -> Slow {
        match callable {
            Value::Native(id) => self.call_native(id, args, on_return),
            Value::Obj(obj) => match self.core.heap.get(obj) {
                Object::Function(_) => self.call_function(obj, args, on_return),
                Object::BoundMethod { func, receiver } => {
                    let (func, receiver) = (*func, *receiver);
                    self.shift_call(func, receiver, args, on_return)
                }
                Object::Class(_) => self.call_class(obj, args, on_return),
                Object::StaticMethod(inner) => {
                    let inner = *inner;
                    self.call(inner, args, on_return)
                }
                Object::GenericAlias { origin, .. } => {
                    let origin = *origin;
                    self.call(Value::Obj(origin), args, on_return)
                }
                _ => self.call_object(callable, args, on_return),
            },
            _ => self.call_object(callable, args, on_return),
        }
    }
    fn shift_call(&mut self, func: Value, first: Value, args: Args, on_return: OnReturn) -> Slow {
        let args = self.with_room(args);
        let args = args.with_first(self, first);
        // A second shift (a bound method of a bound method, a class's __init__) needs a free place again.
        self.call(func, args, on_return)
    }
    /// Moves the arguments up by one when the place below them is in use.
    fn with_room(&mut self, args: Args) -> Args {
        if args.start > self.sp() {
            return args;
        }
        let (start, end) = (args.start, args.end());
        self.ensure(end, 4);
        self.th.stack.copy_within(start..end, start + 1);
        Args { start: start + 1, ..args }
    }
    fn call_object(&mut self, callable: Value, args: Args, on_return: OnReturn) -> Slow {
        let class = self.core.class_of(callable);
        match self.core.lookup(class, names::CALL) {
            Some(func @ (Value::Native(_) | Value::Obj(_))) => match func {
                Value::Obj(obj) if !matches!(self.core.heap.get(obj), Object::Function(_)) => {
                    match self.core.bind_special(func, callable, class) {
                        Ok(bound) => self.call(bound, args, on_return),
                        Err(stop) => Err(self.exception_of(stop)),
                    }
                }
                _ => self.shift_call(func, callable, args, on_return),
            },
            _ => {
                let text = format!("'{}' object is not callable", self.core.class_name(class));
                let stop = self.core.type_error(text);
                Err(self.exception_of(stop))
            }
        }
    }
    /// Calls with values that are not on the stack yet.
    pub fn call_values(&mut self, callable: Value, values: &[Value], on_return: OnReturn) -> Slow {
        let start = self.sp() + 1;
        self.ensure(start, values.len() + 4);
        self.th.stack[start..start + values.len()].copy_from_slice(values);
        self.call(callable, Args::positional(start, values.len()), on_return)
    }
    pub fn call_spec(&mut self, spec: &CallSpec, on_return: OnReturn) -> Slow {
        let args = self.lay_out(spec);
        self.call(spec.callable, args, on_return)
    }
    /// Puts a call's arguments on the stack.
    fn lay_out(&mut self, spec: &CallSpec) -> Args {
        let start = self.sp() + 1;
        let n_pos = spec.args.len();
        let n_kw = spec.kwargs.len();
        self.ensure(start, n_pos + n_kw + 4);
        self.th.stack[start..start + n_pos].copy_from_slice(&spec.args);
        for (i, &(_, value)) in spec.kwargs.iter().enumerate() {
            self.th.stack[start + n_pos + i] = value;
        }
        let kw_names = if n_kw == 0 {
            Value::Null
        } else {
            let names: Vec<Value> = spec.kwargs.iter().map(|&(name, _)| Value::Obj(name)).collect();
            self.core.heap.tuple(names)
        };
        Args { start, n_pos, n_kw, kw_names }
    }
    pub fn call_prelude(&mut self, function: PreludeFn, values: &[Value], on_return: OnReturn) -> Slow {
        let callable = Value::Obj(self.core.prelude[function.0 as usize]);
        self.call_values(callable, values, on_return)
    }

    // ---- Python functions ----

    #[inline]
    pub fn call_function(&mut self, function: Obj, args: Args, on_return: OnReturn) -> Slow {
        let Object::Function(f) = self.core.heap.get(function) else { return Ok(Flow::Go) };
        let (code_id, globals, closure) = (f.code, f.globals, f.closure);
        let code: &ExecCode = self.codes.get(code_id);
        self.check_depth(code.hidden)?;
        let start = args.start;
        self.ensure(start, code.frame_size as usize);
        if code.simple && args.n_kw == 0 && args.n_pos == code.n_args as usize {
            self.th.stack[start + args.n_pos..start + code.n_locals as usize].fill(Value::Null);
        } else if let Err(stop) = self.bind(function, code, args) {
            if !code.hidden {
                self.th.depth -= 1;
            }
            return Err(self.exception_of(stop));
        }
        if !code.hidden {
            self.core.extra_cost += u64::from(self.core.profile.costs.python_call);
        }
        self.th.frames.push(Frame {
            code: code_id,
            ip: 0,
            base: start as u32,
            sp: start as u32 + code.n_locals,
            globals,
            closure,
            locals: Value::Null,
            generator: None,
            on_return,
            hidden: code.hidden,
            saved_handled: Value::None,
        });
        Ok(Flow::Go)
    }
    /// Puts arguments at their parameters' places, in the general case.
    fn bind(&mut self, function: Obj, code: &ExecCode, args: Args) -> Result<(), Break> {
        let n_args = code.n_args as usize;
        let n_named = n_args + code.code.n_kwonly as usize;
        let mut locals = vec![Value::Null; code.n_locals as usize];
        let given: Vec<Value> = self.th.stack[args.start..args.end()].to_vec();
        let n_direct = args.n_pos.min(n_args);
        locals[..n_direct].copy_from_slice(&given[..n_direct]);
        if code.code.has_varargs {
            locals[n_named] = self.core.tuple(&given[n_direct..args.n_pos]);
        }
        let kw_names = self.core.heap.as_tuple(args.kw_names).unwrap_or(&[]).to_vec();
        if code.code.has_varkw {
            locals[n_named + usize::from(code.code.has_varargs)] = self.core.heap.dict(Dict::new());
        }
        self.bind_keywords(function, code, &mut locals, &kw_names, &given[args.n_pos..])?;
        if args.n_pos > n_args && !code.code.has_varargs {
            return Err(self.too_many_positional(function, code, args.n_pos, &locals));
        }
        self.bind_defaults(function, code, &mut locals, args.n_pos)?;
        self.th.stack[args.start..args.start + locals.len()].copy_from_slice(&locals);
        Ok(())
    }
    fn bind_keywords(
        &mut self,
        function: Obj,
        code: &ExecCode,
        locals: &mut [Value],
        names: &[Value],
        values: &[Value],
    ) -> Result<(), Break> {
        let n_args = code.n_args as usize;
        let n_named = n_args + code.code.n_kwonly as usize;
        let first = code.code.n_posonly as usize;
        for (&name, &value) in names.iter().zip(values) {
            let place = self.named_local(code, first, n_named, name);
            match place {
                Some(place) if !locals[place].is_null() => {
                    let text = format!(
                        "{}() got multiple values for argument '{}'",
                        self.function_name(function),
                        self.text_of(name)
                    );
                    return Err(self.core.type_error(text));
                }
                Some(place) => locals[place] = value,
                None if code.code.has_varkw => {
                    let dict = locals[n_named + usize::from(code.code.has_varargs)];
                    let _ = self.core.dict_set(dict, name, value);
                }
                None => return Err(self.unexpected_keyword(function, code, name)),
            }
        }
        Ok(())
    }
    fn named_local(&self, code: &ExecCode, first: usize, n_named: usize, name: Value) -> Option<usize> {
        let names = &code.local_names[first..n_named];
        if let Some(place) = names.iter().position(|&n| Value::Obj(n).is(name)) {
            return Some(first + place);
        }
        let text = self.core.heap.as_str(name)?;
        let same = |&n: &Obj| self.core.heap.as_str(Value::Obj(n)).is_some_and(|s| s.as_str() == text.as_str());
        names.iter().position(same).map(|place| first + place)
    }
    fn bind_defaults(
        &mut self,
        function: Obj,
        code: &ExecCode,
        locals: &mut [Value],
        n_pos: usize,
    ) -> Result<(), Break> {
        let n_args = code.n_args as usize;
        let (defaults, kwdefaults) = match self.core.heap.get(function) {
            Object::Function(f) => (f.defaults, f.kwdefaults),
            _ => (Value::None, Value::None),
        };
        if n_pos < n_args {
            let defaults = self.core.heap.as_tuple(defaults).unwrap_or(&[]).to_vec();
            let first_default = n_args - defaults.len().min(n_args);
            let missing: Vec<usize> = (0..first_default).filter(|&i| locals[i].is_null()).collect();
            if !missing.is_empty() {
                return Err(self.missing_arguments(function, code, &missing, "positional"));
            }
            for i in first_default..n_args {
                if locals[i].is_null() {
                    locals[i] = defaults[i - first_default];
                }
            }
        }
        let mut missing = Vec::new();
        for (i, local) in locals.iter_mut().enumerate().skip(n_args).take(code.code.n_kwonly as usize) {
            if !local.is_null() {
                continue;
            }
            match self.core.dict_get_name(kwdefaults, code.local_names[i]) {
                Some(default) => *local = default,
                None => missing.push(i),
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(function, code, &missing, "keyword-only")) }
    }
    fn function_name(&self, function: Obj) -> String {
        match self.core.heap.get(function) {
            Object::Function(f) => self.text_of(f.qualname),
            _ => "?".into(),
        }
    }
    fn text_of(&self, name: Value) -> String {
        self.core.heap.as_str(name).map_or_else(|| "?".into(), |s| s.as_str().to_owned())
    }
    fn missing_arguments(&mut self, function: Obj, code: &ExecCode, missing: &[usize], kind: &str) -> Break {
        let names: Vec<String> = missing.iter().map(|&i| format!("'{}'", code.code.locals[i])).collect();
        let listed = match names.as_slice() {
            [one] => one.clone(),
            [first, second] => format!("{first} and {second}"),
            [init @ .., last] => format!("{}, and {last}", init.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let text = format!(
            "{}() missing {} required {kind} argument{plural}: {listed}",
            self.function_name(function),
            names.len()
        );
        self.core.type_error(text)
    }
    fn too_many_positional(&mut self, function: Obj, code: &ExecCode, given: usize, locals: &[Value]) -> Break {
        let n_args = code.n_args as usize;
        let n_defaults = match self.core.heap.get(function) {
            Object::Function(f) => self.core.heap.as_tuple(f.defaults).map_or(0, <[Value]>::len),
            _ => 0,
        };
        let n_kwonly = code.code.n_kwonly as usize;
        let kwonly_given = locals[n_args..n_args + n_kwonly].iter().filter(|value| !value.is_null()).count();
        let (takes, plural) = if n_defaults > 0 {
            (format!("from {} to {n_args}", n_args - n_defaults), true)
        } else {
            (n_args.to_string(), n_args != 1)
        };
        let extra = if kwonly_given > 0 {
            format!(
                " positional argument{} (and {kwonly_given} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if kwonly_given == 1 { "" } else { "s" }
            )
        } else {
            String::new()
        };
        let was = if given == 1 && kwonly_given == 0 { "was" } else { "were" };
        let text = format!(
            "{}() takes {takes} positional argument{} but {given}{extra} {was} given",
            self.function_name(function),
            if plural { "s" } else { "" },
        );
        self.core.type_error(text)
    }
    fn unexpected_keyword(&mut self, function: Obj, code: &ExecCode, name: Value) -> Break {
        let name_text = self.text_of(name);
        let function_name = self.function_name(function);
        let n_posonly = code.code.n_posonly as usize;
        if code.code.locals[..n_posonly].iter().any(|local| **local == *name_text) {
            let text = format!(
                "{function_name}() got some positional-only arguments passed as keyword arguments: '{name_text}'"
            );
            return self.core.type_error(text);
        }
        let n_named = code.n_args as usize + code.code.n_kwonly as usize;
        let candidates = code.code.locals[n_posonly..n_named].iter().map(|name| &**name);
        let hint = match super::suggest::closest(&name_text, candidates) {
            Some(best) => format!(". Did you mean '{best}'?"),
            None => String::new(),
        };
        let text = format!("{function_name}() got an unexpected keyword argument '{name_text}'{hint}");
        self.core.type_error(text)
    }

    // ---- natives ----

    #[inline]
    pub fn call_native(&mut self, id: NativeId, args: Args, on_return: OnReturn) -> Slow {
        let native = &self.core.natives[id.0 as usize];
        let costs = &self.core.profile.costs;
        self.core.extra_cost +=
            u64::from(native.def.cost) * u64::from(costs.native_permille) / 1_000 + u64::from(costs.native_call);
        self.native_check |= native.def.checks;
        let mut n = args.n_pos;
        if args.n_kw != 0 || !native.takes_exactly(args.n_pos) {
            match self.bind_native(id, args) {
                Ok(bound) => n = bound,
                Err(stop) => return Err(self.exception_of(stop)),
            }
        }
        if let (NativeKind::Method, Owner::Class(owner)) = (native.def.kind, native.owner)
            && owner != types::OBJECT
        {
            let class = self.core.class_of(self.th.stack[args.start]);
            if class != owner && !self.core.is_subclass(class, owner) {
                let text = format!(
                    "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                    native.def.name,
                    self.core.class_name(owner),
                    self.core.class_name(class)
                );
                let stop = self.core.type_error(text);
                return Err(self.exception_of(stop));
            }
        }
        let result = (native.func)(self.core, &self.th.stack[args.start..args.start + n]);
        match result {
            Ok(value) => self.complete(value, on_return),
            Err(stop) => self.native_break(id, args.start, n, stop, on_return),
        }
    }
    /// What a native wanted instead of returning.
    fn native_break(&mut self, id: NativeId, start: usize, n: usize, stop: Break, on_return: OnReturn) -> Slow {
        match stop {
            Break::Raise(exc) => self.raise_into(exc, on_return),
            Break::Call(spec) => self.call_spec(&spec, on_return),
            Break::Prelude(function, values) => self.call_prelude(function, &values, on_return),
            Break::Convert { arg, to } => {
                let values = self.th.stack[start..start + n].to_vec();
                let list = self.core.heap.list(values);
                let parts = [Value::Native(id), list, Value::Int(arg as i64), Value::Int(to as i64)];
                self.call_prelude(prelude::CONVERT_ARG, &parts, on_return)
            }
            Break::Want(effect) => self.want(*effect, on_return),
            Break::Resume { generator, with } => self.resume_generator(generator, with, on_return),
            Break::Bound(native, values) => self.call_bound(native, &values, on_return),
            Break::Make(spec) => {
                let Value::Obj(class) = spec.callable else { return Ok(Flow::Go) };
                let args = self.lay_out(&spec);
                self.make_instance(class, args, on_return)
            }
            Break::Body { code, namespace, globals } => self.run_body(code, namespace, globals, on_return),
            Break::Frame(query) => self.frame_query(query, on_return),
        }
    }
    fn run_body(&mut self, code: Value, namespace: Value, globals: Value, on_return: OnReturn) -> Slow {
        let (code, globals, closure) = match code.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Function(f)) => (f.code, f.globals, f.closure),
            Some(Object::Code(code)) => (*code, globals.obj().unwrap_or_default(), Value::None),
            _ => return self.complete(Value::None, on_return),
        };
        let codes = self.codes;
        self.enter_body(codes.get(code), globals, namespace, closure, on_return)
    }
    /// Runs a break that did not come from a native's own call.
    pub fn do_break(&mut self, stop: Break, on_return: OnReturn) -> Slow {
        match stop {
            Break::Convert { .. } => Err(self.exception_of(stop)),
            other => self.native_break(NativeId(0), 0, 0, other, on_return),
        }
    }
    /// Calls a native with arguments that are bound already: `Null`s and all.
    pub fn call_bound(&mut self, id: NativeId, values: &[Value], on_return: OnReturn) -> Slow {
        let start = self.sp() + 1;
        self.ensure(start, values.len() + 4);
        self.th.stack[start..start + values.len()].copy_from_slice(values);
        let func = self.core.natives[id.0 as usize].func;
        match func(self.core, &self.th.stack[start..start + values.len()]) {
            Ok(value) => self.complete(value, on_return),
            Err(stop) => self.native_break(id, start, values.len(), stop, on_return),
        }
    }
    /// Lays a native's arguments out by its signature, in place; returns how many values that makes.
    fn bind_native(&mut self, id: NativeId, args: Args) -> Result<usize, Break> {
        let native = &self.core.natives[id.0 as usize];
        let given: Vec<Value> = self.th.stack[args.start..args.end()].to_vec();
        let n_direct = args.n_pos.min(native.n_positional);
        let mut bound = vec![Value::Null; native.params.len()];
        bound[..n_direct].copy_from_slice(&given[..n_direct]);
        if args.n_pos > native.n_positional && !native.has_varargs {
            return Err(self.native_arity(id, args.n_pos));
        }
        let mut extra = Value::Null;
        if args.n_kw > 0 {
            let names = self.core.heap.as_tuple(args.kw_names).unwrap_or(&[]).to_vec();
            if native.has_varkw {
                extra = self.core.heap.dict(Dict::new());
            }
            for (&name, &value) in names.iter().zip(&given[args.n_pos..]) {
                self.bind_native_keyword(id, &mut bound, extra, name, value)?;
            }
        }
        for (i, value) in bound.iter().enumerate() {
            if value.is_null() && !native.optional[i] {
                return Err(self.native_missing(id, i, args.n_pos));
            }
        }
        if native.has_varkw {
            bound.push(extra);
        }
        bound.extend_from_slice(&given[n_direct..args.n_pos]);
        self.ensure(args.start, bound.len() + 4);
        self.th.stack[args.start..args.start + bound.len()].copy_from_slice(&bound);
        Ok(bound.len())
    }
    fn bind_native_keyword(
        &mut self,
        id: NativeId,
        bound: &mut [Value],
        extra: Value,
        name: Value,
        value: Value,
    ) -> Result<(), Break> {
        let native = &self.core.natives[id.0 as usize];
        let text = self.text_of(name);
        match native.params.iter().position(|param| *param == text) {
            Some(place) if place >= native.n_positional_only && bound[place].is_null() => bound[place] = value,
            Some(place) if place >= native.n_positional_only => {
                let text = format!(
                    "argument for {}() given by name ('{text}') and position ({})",
                    native.def.name,
                    place + 1 - usize::from(native.is_method())
                );
                return Err(self.core.type_error(text));
            }
            _ if !extra.is_null() => {
                let _ = self.core.dict_set(extra, name, value);
            }
            _ if native.n_positional_only == native.params.len() => {
                let text = format!("{}() takes no keyword arguments", self.native_full_name(id));
                return Err(self.core.type_error(text));
            }
            _ => {
                let text = format!("{}() got an unexpected keyword argument '{text}'", native.def.name);
                return Err(self.core.type_error(text));
            }
        }
        Ok(())
    }
    fn native_full_name(&self, id: NativeId) -> String {
        let native = &self.core.natives[id.0 as usize];
        match native.owner {
            Owner::Class(_) if native.def.name == "__new__" => match native.owner {
                Owner::Class(class) => self.core.class_name(class).to_owned(),
                Owner::Module(_) => native.def.name.to_owned(),
            },
            Owner::Class(class) => format!("{}.{}", self.core.class_name(class), native.def.name),
            Owner::Module(module) if module != "builtins" && module != "_vm" => format!("{module}.{}", native.def.name),
            Owner::Module(_) => native.def.name.to_owned(),
        }
    }
    fn native_arity(&mut self, id: NativeId, given: usize) -> Break {
        let native = &self.core.natives[id.0 as usize];
        let bound = usize::from(native.is_method() || native.def.name == "__new__");
        let most = native.n_positional - bound.min(native.n_positional);
        let least = native.n_required - bound.min(native.n_required);
        let given = given - bound.min(given);
        let full = self.native_full_name(id);
        let short = if native.def.name == "__new__" { full.as_str() } else { native.def.name };
        let were = |n: usize| format!("{n} argument{}", if n == 1 { "" } else { "s" });
        let text = if most == 0 && least == 0 {
            format!("{full}() takes no arguments ({given} given)")
        } else if most == 1 && least == 1 && native.n_positional_only == native.params.len() {
            format!("{full}() takes exactly one argument ({given} given)")
        } else if native.n_positional_only < native.n_positional {
            let bound_word = if most == least { "exactly" } else { "at most" };
            format!("{short}() takes {bound_word} {} ({given} given)", were(most))
        } else if most == least {
            format!("{short} expected {}, got {given}", were(most))
        } else {
            format!("{short} expected at most {}, got {given}", were(most))
        };
        self.core.type_error(text)
    }
    fn native_missing(&mut self, id: NativeId, param: usize, given: usize) -> Break {
        let native = &self.core.natives[id.0 as usize];
        let bound = usize::from(native.is_method() || native.def.name == "__new__");
        if given == 0 && bound == 1 {
            let text = match native.owner {
                Owner::Class(class) => {
                    format!("unbound method {}.{}() needs an argument", self.core.class_name(class), native.def.name)
                }
                Owner::Module(_) => "needs an argument".to_owned(),
            };
            return self.core.type_error(text);
        }
        if param < native.n_positional_only {
            let most = native.n_positional - bound.min(native.n_positional);
            let least = native.n_required - bound.min(native.n_required);
            let given = given - bound.min(given);
            let full = self.native_full_name(id);
            let short = if native.def.name == "__new__" { full.as_str() } else { native.def.name };
            let plural = if least == 1 { "" } else { "s" };
            let text = if most == 1 && least == 1 && !native.has_varargs {
                format!("{full}() takes exactly one argument ({given} given)")
            } else if most == least && !native.has_varargs {
                format!("{short} expected {least} argument{plural}, got {given}")
            } else {
                format!("{short} expected at least {least} argument{plural}, got {given}")
            };
            return self.core.type_error(text);
        }
        let position =
            if param < native.n_positional { format!(" (pos {})", param + 1 - bound) } else { String::new() };
        let text = if param < native.n_positional {
            format!("{}() missing required argument '{}'{position}", native.def.name, native.params[param])
        } else {
            format!("{}() missing required keyword-only argument: '{}'", native.def.name, native.params[param])
        };
        self.core.type_error(text)
    }

    // ---- classes ----

    /// `type.__call__`, or a metaclass's own `__call__`.
    pub fn call_class(&mut self, class: Obj, args: Args, on_return: OnReturn) -> Slow {
        let Some(data) = self.core.heap.class(class) else { return Ok(Flow::Go) };
        let metaclass = data.metaclass;
        if metaclass != types::TYPE
            && let Some(call) = self.core.lookup(metaclass, names::CALL)
            && !matches!(call, Value::Native(_))
        {
            return self.shift_call(call, Value::Obj(class), args, on_return);
        }
        self.make_instance(class, args, on_return)
    }
    /// `__new__` and `__init__`.
    pub fn make_instance(&mut self, class: Obj, args: Args, on_return: OnReturn) -> Slow {
        if class == types::TYPE && args.n_pos == 1 && args.n_kw == 0 {
            // type(x): CPython's specialised call does not look at the eval breaker.
            let value = self.th.stack[args.start];
            let class = self.core.class_of(value);
            return self.complete(Value::Obj(class), on_return);
        }
        if class == types::SUPER && args.n_pos == 0 {
            return self.frame_query(super::native::FrameQuery::Super, on_return);
        }
        let new = self.core.lookup(class, names::NEW).unwrap_or(Value::None);
        let init = self.core.lookup(class, names::INIT).unwrap_or(Value::None);
        self.native_check = true;
        match new {
            Value::Native(id) if matches!(self.core.natives[id.0 as usize].owner, Owner::Class(types::OBJECT)) => {
                self.new_plain(class, init, args, on_return)
            }
            Value::Native(id) => self.new_native(class, id, init, args, on_return),
            _ => self.new_python(class, new, args, on_return),
        }
    }
    /// An object without builtin storage.
    fn new_plain(&mut self, class: Obj, init: Value, args: Args, on_return: OnReturn) -> Slow {
        if matches!(init, Value::Native(_)) && args.n_pos + args.n_kw > 0 {
            let text = format!("{}() takes no arguments", self.core.class_name(class));
            let stop = self.core.type_error(text);
            return Err(self.exception_of(stop));
        }
        let object = match self.core.new_instance(class) {
            Ok(object) => object,
            Err(stop) => return Err(self.exception_of(stop)),
        };
        if matches!(init, Value::Native(_)) {
            return self.complete(Value::Obj(object), on_return);
        }
        self.call_init(object, init, args, on_return)
    }
    fn call_init(&mut self, object: Obj, init: Value, args: Args, on_return: OnReturn) -> Slow {
        let pushes = matches!(on_return, OnReturn::Push);
        if pushes {
            self.native_check = false;
            return self.shift_call(init, Value::Obj(object), args, OnReturn::Init { object });
        }
        // Rare: someone other than a call instruction wants the object.
        let values = self.th.stack[args.start..args.end()].to_vec();
        let list = self.core.heap.tuple(values);
        let parts = [Value::Obj(object), init, list, args.kw_names.or(Value::Obj(names::EMPTY_TUPLE))];
        self.call_prelude(prelude::INIT_OBJECT, &parts, on_return)
    }
    fn new_native(&mut self, class: Obj, new: NativeId, init: Value, args: Args, on_return: OnReturn) -> Slow {
        let default_init = match init {
            Value::Native(id) => {
                let heap_type = self.core.heap.class(class).is_some_and(|data| data.heap_type);
                !heap_type || matches!(self.core.natives[id.0 as usize].owner, Owner::Class(types::OBJECT))
            }
            _ => false,
        };
        let values: Vec<Value> = self.th.stack[args.start..args.end()].to_vec();
        let args = self.with_room(args).with_first(self, Value::Obj(class));
        if default_init {
            return self.call_native(new, args, on_return);
        }
        // The arguments are needed twice: __new__ gets a copy above them.
        let (n_pos, n_kw, kw_names) = (args.n_pos - 1, args.n_kw, args.kw_names);
        let positional = self.core.tuple(&values[..n_pos]);
        let keyword = self.core.tuple(&values[n_pos..n_pos + n_kw]);
        let call = self.core.heap.tuple(vec![
            Value::Obj(class),
            positional,
            keyword,
            kw_names.or(Value::Obj(names::EMPTY_TUPLE)),
        ]);
        let Value::Obj(call) = call else { return Ok(Flow::Go) };
        if !matches!(on_return, OnReturn::Push) {
            return self.call_prelude(prelude::NEW_OBJECT, &[Value::Native(new), Value::Obj(call)], on_return);
        }
        self.call_native(new, args, OnReturn::New { call })
    }
    fn new_python(&mut self, class: Obj, new: Value, args: Args, on_return: OnReturn) -> Slow {
        let values: Vec<Value> = self.th.stack[args.start..args.end()].to_vec();
        let new = match new {
            Value::Obj(obj) => match self.core.heap.get(obj) {
                Object::StaticMethod(inner) => *inner,
                _ => new,
            },
            _ => new,
        };
        let positional = self.core.tuple(&values[..args.n_pos]);
        let keyword = self.core.tuple(&values[args.n_pos..]);
        let kw_names = args.kw_names.or(Value::Obj(names::EMPTY_TUPLE));
        let Value::Obj(call) = self.core.heap.tuple(vec![Value::Obj(class), positional, keyword, kw_names]) else {
            return Ok(Flow::Go);
        };
        if !matches!(on_return, OnReturn::Push) {
            return self.call_prelude(prelude::NEW_OBJECT, &[new, Value::Obj(call)], on_return);
        }
        self.shift_call(new, Value::Obj(class), args, OnReturn::New { call })
    }
    /// `__new__` has returned: `__init__` is next when it made an instance of the class.
    pub fn after_new(&mut self, object: Value, call: Obj) -> Slow {
        let Some(&[Value::Obj(class), positional, keyword, kw_names]) = self.core.heap.as_tuple(Value::Obj(call))
        else {
            return self.complete(object, OnReturn::Push);
        };
        let made = self.core.class_of(object);
        let init = self.core.lookup(made, names::INIT).unwrap_or(Value::None);
        let default = matches!(init, Value::Native(id)
            if matches!(self.core.natives[id.0 as usize].owner, Owner::Class(types::OBJECT)));
        if !self.core.is_subclass(made, class) || default {
            return self.complete(object, OnReturn::Push);
        }
        let Value::Obj(object_handle) = object else { return self.complete(object, OnReturn::Push) };
        let positional = self.core.heap.as_tuple(positional).unwrap_or(&[]).to_vec();
        let keyword = self.core.heap.as_tuple(keyword).unwrap_or(&[]).to_vec();
        let start = self.sp() + 2;
        self.ensure(start, positional.len() + keyword.len() + 4);
        self.th.stack[start..start + positional.len()].copy_from_slice(&positional);
        let kw_start = start + positional.len();
        self.th.stack[kw_start..kw_start + keyword.len()].copy_from_slice(&keyword);
        let args = Args { start, n_pos: positional.len(), n_kw: keyword.len(), kw_names };
        self.shift_call(init, object, args, OnReturn::Init { object: object_handle })
    }
    /// Enters a module or class body.
    pub fn enter_body(
        &mut self,
        code: &ExecCode,
        globals: Obj,
        locals: Value,
        closure: Value,
        on_return: OnReturn,
    ) -> Slow {
        self.check_depth(code.hidden)?;
        let start = self.sp() + 1;
        self.ensure(start, code.frame_size as usize);
        self.th.stack[start..start + code.n_locals as usize].fill(Value::Null);
        self.th.frames.push(Frame {
            code: code.id,
            ip: 0,
            base: start as u32,
            sp: start as u32 + code.n_locals,
            globals,
            closure,
            locals,
            generator: None,
            on_return,
            hidden: code.hidden,
            saved_handled: Value::None,
        });
        debug_assert!(matches!(code.code.kind, Kind::Module | Kind::Class | Kind::Function));
        Ok(Flow::Go)
    }
}

impl super::core::Core {
    /// A new object of a class without builtin storage, attributes empty. TypeError for an abstract class.
    pub fn new_instance(&mut self, class: Obj) -> Result<Obj, Break> {
        self.extra_cost += u64::from(self.profile.costs.instance);
        let Some(data) = self.heap.class(class) else { return Ok(class) };
        let hint = data.n_attrs_hint as usize;
        if data.abstract_class {
            return Err(self.abstract_error(class));
        }
        let values = Vec::with_capacity(hint);
        Ok(self.heap.alloc(Object::Instance(Instance { class, shape: ShapeId::EMPTY, payload: None, values })))
    }
    #[cold]
    fn abstract_error(&mut self, class: Obj) -> Break {
        let missing = self.lookup_uncached(class, names::ABSTRACT_METHODS).unwrap_or(Value::None);
        let mut names: Vec<String> = match self.collect(missing) {
            Ok(Some(items)) => {
                items.iter().filter_map(|&item| Some(self.heap.as_str(item)?.as_str().to_owned())).collect()
            }
            _ => Vec::new(),
        };
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let text = format!(
            "Can't instantiate abstract class {} without an implementation for abstract method{plural} {}",
            self.class_name(class),
            quoted.join(", ")
        );
        self.type_error(text)
    }
    /// For a `__new__` of a builtin class: the value itself, or an instance of the subclass `class` around it.
    pub fn wrap_new(&mut self, class: Obj, builtin: Obj, value: Value) -> Value {
        if class == builtin {
            return value;
        }
        let payload = match value {
            Value::Obj(obj) => obj,
            other => self.heap.alloc(Object::Boxed(other)),
        };
        let instance = Instance { class, shape: ShapeId::EMPTY, payload: Some(payload), values: Vec::new() };
        Value::Obj(self.heap.alloc(Object::Instance(instance)))
    }
}

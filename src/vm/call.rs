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
use super::native::{Break, CallSpec};
use super::object::Object;
use super::prelude::PreludeFn;
use super::types;
use super::value::{MaybeObj, Obj, Value};

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
    pub(super) fn end(&self) -> usize {
        self.start + self.n_pos + self.n_kw
    }
    /// One more argument in front, written to the free place.
    pub(super) fn with_first(self, exec: &mut Exec, first: Value) -> Self {
        exec.th.stack[self.start - 1] = first;
        Args { start: self.start - 1, n_pos: self.n_pos + 1, ..self }
    }
}

impl Exec<'_> {
    /// Calls with arguments that lie on the stack. The top frame's `sp` must be where the result goes already.
    #[inline(never)]
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
    pub(super) fn shift_call(&mut self, func: Value, first: Value, args: Args, on_return: OnReturn) -> Slow {
        let args = self.with_room(args);
        let args = args.with_first(self, first);
        // A second shift (a bound method of a bound method, a class's __init__) needs a free place again.
        self.call(func, args, on_return)
    }
    /// Moves the arguments up by one when the place below them is in use.
    pub(super) fn with_room(&mut self, args: Args) -> Args {
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
    pub(super) fn lay_out(&mut self, spec: &CallSpec) -> Args {
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
        let (code_id, globals, closure, defaults) = (f.code, f.globals, f.closure, f.defaults);
        let code: &ExecCode = self.codes.get(code_id);
        self.check_depth(code.hidden)?;
        let start = args.start;
        self.ensure(start, code.frame_size as usize);
        if code.simple && args.n_kw == 0 && args.n_pos == code.n_args as usize {
            self.th.stack[start + args.n_pos..start + code.n_locals as usize].fill(Value::Null);
        } else if code.simple && args.n_kw == 0 && self.fill_defaults(defaults, code, args) {
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
            closure: closure.into(),
            locals: MaybeObj::NONE,
            generator: MaybeObj::NONE,
            on_return,
            hidden: code.hidden,
            saved_handled: MaybeObj::NONE,
        });
        Ok(Flow::Go)
    }
    /// Lets defaults follow positional arguments; `false` when there are not enough of them, or too many arguments.
    fn fill_defaults(&mut self, defaults: Value, code: &ExecCode, args: Args) -> bool {
        let n_args = code.n_args as usize;
        let Some(defaults) = self.core.heap.as_tuple(defaults) else { return false };
        let Some(missing) = n_args.checked_sub(args.n_pos) else { return false };
        let Some(first) = defaults.len().checked_sub(missing) else { return false };
        let (given, end) = (args.start + args.n_pos, args.start + n_args);
        self.th.stack[given..end].copy_from_slice(&defaults[first..]);
        self.th.stack[end..args.start + code.n_locals as usize].fill(Value::Null);
        true
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
                None => return Err(self.unexpected_keyword(function, code, name, names)),
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
    pub(super) fn text_of(&self, name: Value) -> String {
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
    /// `names` are all keywords of the call.
    fn unexpected_keyword(&mut self, function: Obj, code: &ExecCode, name: Value, names: &[Value]) -> Break {
        let name_text = self.text_of(name);
        let function_name = self.function_name(function);
        let n_posonly = code.code.n_posonly as usize;
        let given: Vec<String> = names.iter().map(|&name| self.text_of(name)).collect();
        let positional: Vec<&str> = code.code.locals[..n_posonly]
            .iter()
            .map(|local| &**local)
            .filter(|&local| given.iter().any(|name| name == local))
            .collect();
        if !positional.is_empty() {
            let text = format!(
                "{function_name}() got some positional-only arguments passed as keyword arguments: '{}'",
                positional.join(", ")
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
}

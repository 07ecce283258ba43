//! Calling builtin functions: binding arguments by their signatures, and what a native wants instead of returning.
//!
//! Source: `Python/getargs.c` for the texts of the TypeErrors.

use super::call::Args;
use super::dict::Dict;
use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::native::{Break, Native, NativeKind, Owner};
use super::object::Object;
use super::prelude::{self};
use super::types;
use super::value::{NativeId, Obj, Value};

impl Exec<'_> {
    #[inline(never)]
    pub fn call_native(&mut self, id: NativeId, args: Args, on_return: OnReturn) -> Slow {
        match self.run_native(id, args)? {
            Ok(value) => self.complete(value, on_return),
            Err((n, stop)) => self.native_break(id, args.start, n, stop, on_return),
        }
    }
    /// Binds a native's arguments and calls it. What it wants instead of returning comes with how many values its arguments are.
    #[inline]
    pub(super) fn run_native(&mut self, id: NativeId, args: Args) -> Result<Result<Value, (usize, Break)>, Obj> {
        self.core.extra_cost += self.native_cost(id);
        let native = &self.core.natives[id.0 as usize];
        self.native_check |= native.def.checks || self.core.profile.switch_points.after_specialised_call;
        let mut n = args.n_pos;
        if args.n_kw == 0 && native.takes_exactly(args.n_pos) {
        } else if args.n_kw == 0 && native.takes_some(args.n_pos) {
            n = self.pad_native(native, args);
        } else {
            match self.bind_native(id, args) {
                Ok(bound) => n = bound,
                Err(stop) => return Err(self.exception_of(stop)),
            }
        }
        if let (NativeKind::Method, Owner::Class(owner)) = (native.def.kind, native.owner)
            && owner != types::OBJECT
        {
            let receiver = self.th.stack[args.start];
            let class = types::common_class(&self.core.heap, &receiver).unwrap_or_else(|| self.core.class_of(receiver));
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
        Ok((native.func)(self.core, &self.th.stack[args.start..args.start + n]).map_err(|stop| (n, stop)))
    }
    /// What a call of a native costs at least, in picoseconds.
    #[inline]
    pub(super) fn native_cost(&self, id: NativeId) -> u64 {
        let costs = &self.core.profile.costs;
        let cost = self.core.natives[id.0 as usize].def.cost;
        u64::from(cost) * u64::from(costs.native_permille) / 1_000 + u64::from(costs.native_call)
    }
    /// What a native wanted instead of returning.
    pub(super) fn native_break(
        &mut self,
        id: NativeId,
        start: usize,
        n: usize,
        stop: Break,
        on_return: OnReturn,
    ) -> Slow {
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
    /// Lays positional arguments out, `Null` for what is missing; returns how many values that makes.
    fn pad_native(&mut self, native: &Native, args: Args) -> usize {
        let n_fixed = native.params.len() + usize::from(native.has_varkw);
        let n_direct = args.n_pos.min(native.n_positional);
        let n_rest = args.n_pos - n_direct;
        self.ensure(args.start, n_fixed + n_rest + 4);
        let first = args.start + n_direct;
        if n_rest > 0 {
            self.th.stack.copy_within(first..first + n_rest, args.start + n_fixed);
        }
        self.th.stack[first..args.start + n_fixed].fill(Value::Null);
        n_fixed + n_rest
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
                let name = match native.def.name {
                    "sorted" => "sort".to_owned(),
                    _ => self.native_short_name(id),
                };
                let text = format!("{name}() got an unexpected keyword argument '{text}'");
                return Err(self.core.type_error(text));
            }
        }
        Ok(())
    }
    /// As messages of the argument clinic name it: a class for its `__new__`.
    fn native_short_name(&self, id: NativeId) -> String {
        match self.core.natives[id.0 as usize].def.name {
            "__new__" => self.native_full_name(id),
            // `sorted` leaves its keywords to `list.sort`.
            name => name.to_owned(),
        }
    }
    fn native_full_name(&self, id: NativeId) -> String {
        let native = &self.core.natives[id.0 as usize];
        match native.owner {
            Owner::Class(_) if native.def.name == "__new__" => match native.owner {
                Owner::Class(class) => self.core.short_name(class).to_owned(),
                Owner::Module(_) => native.def.name.to_owned(),
            },
            Owner::Class(class) => format!("{}.{}", self.core.short_name(class), native.def.name),
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
        let text = if most == 0 && native.params.len() > native.n_positional {
            format!("{short}() takes no positional arguments")
        } else if most == 0 && least == 0 {
            format!("{full}() takes no arguments ({given} given)")
        } else if most == 1
            && least == 1
            && native.def.name != "__new__"
            && native.n_positional_only == native.params.len()
        {
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
                    format!("unbound method {}.{}() needs an argument", self.core.short_name(class), native.def.name)
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
            let text = if native.n_positional_only < native.params.len()
                && !native.has_varargs
                && native.def.name != "sorted"
            {
                let bound_word = if least < most { "at least" } else { "exactly" };
                format!("{short}() takes {bound_word} {least} positional argument{plural} ({given} given)")
            } else if native.def.name == "__new__" && native.has_varargs && least == 1 && native.params.len() == 3 {
                format!("{short}() must have at least two arguments.")
            } else if most == 1 && least == 1 && !native.has_varargs && !matches!(native.def.name, "__new__" | "sorted")
            {
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
            format!("{}() missing required argument '{}'{position}", self.native_short_name(id), native.params[param])
        } else {
            format!("{}() missing required keyword-only argument: '{}'", native.def.name, native.params[param])
        };
        self.core.type_error(text)
    }
}

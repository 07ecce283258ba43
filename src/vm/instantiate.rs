//! Making instances: `type.__call__`, `__new__`, `__init__`, and entering class bodies.
//!
//! Sources: `Objects/typeobject.c` (`type_call`, `object_new`).

use super::call::Args;
use super::code_table::ExecCode;
use super::exec::{Exec, Flow, Slow};
use super::frame::{Frame, OnReturn};
use super::names;
use super::native::{Break, Owner};
use super::object::{Instance, Object};
use super::prelude::{self};
use super::shape::ShapeId;
use super::types;
use super::value::{MaybeObj, NativeId, Obj, Value};
use crate::lang::code::Kind;

impl Exec<'_> {
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
            self.native_check |= self.core.profile.switch_points.after_specialised_call;
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
            Value::Native(id) if self.is_of(id, types::OBJECT) => self.new_plain(class, init, args, on_return),
            Value::Native(id) => self.new_native(class, id, init, args, on_return),
            _ => self.new_python(class, new, args, on_return),
        }
    }
    /// Whether a native is a method of this very class.
    pub(super) fn is_of(&self, id: NativeId, class: Obj) -> bool {
        matches!(self.core.natives[id.0 as usize].owner, Owner::Class(owner) if owner == class)
    }
    /// Whether these natives, found on a class, leave nothing to do for `__init__` after `__new__`, without keywords. An
    /// exception's `__init__` sets the arguments that `__new__` has set; what it costs is charged here.
    pub(super) fn makes_alone(&mut self, class: Obj, new: NativeId, init: NativeId) -> bool {
        let heap_type = self.core.heap.class(class).is_some_and(|data| data.heap_type());
        if !heap_type || self.is_of(init, types::OBJECT) {
            return true;
        }
        let is_exception = self.is_of(new, types::BASE_EXCEPTION) && self.is_of(init, types::BASE_EXCEPTION);
        if is_exception {
            self.core.extra_cost += self.native_cost(init);
        }
        is_exception
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
        if let Value::Native(init) = init
            && args.n_kw == 0
            && self.makes_alone(class, new, init)
        {
            let args = self.with_room(args).with_first(self, Value::Obj(class));
            return self.call_native(new, args, on_return);
        }
        let values: Vec<Value> = self.th.stack[args.start..args.end()].to_vec();
        let args = self.with_room(args).with_first(self, Value::Obj(class));
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
            closure: closure.into(),
            locals: locals.into(),
            generator: MaybeObj::NONE,
            on_return,
            hidden: code.hidden,
            saved_handled: MaybeObj::NONE,
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
        let del = data.quirks.del;
        let values = Vec::with_capacity(hint);
        let object =
            self.heap.alloc(Object::Instance(Instance { class, shape: ShapeId::EMPTY, payload: None, values }));
        if del {
            self.watch_for_del(object);
        }
        Ok(object)
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
        let object = self.heap.alloc(Object::Instance(instance));
        if self.has_del(object) {
            self.watch_for_del(object);
        }
        Value::Obj(object)
    }
}

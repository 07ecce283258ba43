//! What builtins ask of the calling Python frame: `globals()`, `locals()`, `super()` without arguments.
//!
//! Sources: `Python/bltinmodule.c`, `Objects/typeobject.c` (`super_init_without_args`).

use std::sync::Arc;

use super::core::Core;
use super::dict::Dict;
use super::exec::{Exec, Slow};
use super::frame::OnReturn;
use super::native::FrameQuery;
use super::object::Object;
use super::types;
use super::value::Value;
use crate::base::ids::CodeId;
use crate::lang::code::{Kind, Op};

impl Exec<'_> {
    pub fn frame_query(&mut self, query: FrameQuery, on_return: OnReturn) -> Slow {
        if let FrameQuery::Code { code } = query {
            let value = self.code_attributes(code);
            return self.complete(value, on_return);
        }
        let Some(place) = self.th.frames.iter().rposition(|frame| !frame.hidden) else {
            return self.complete(Value::None, on_return);
        };
        let frame = &self.th.frames[place];
        let value = match query {
            FrameQuery::Globals => Value::Obj(frame.globals),
            FrameQuery::Locals => match frame.locals.get() {
                Some(locals) => Value::Obj(locals),
                None => self.locals_dict(place),
            },
            FrameQuery::Super => return self.zero_super(place, on_return),
            FrameQuery::Place { depth } => self.place_of(depth),
            FrameQuery::Line { code, at } => Value::Int(i64::from(self.codes.get(code).code.line_at(at))),
            FrameQuery::Code { code } => self.code_attributes(code),
        };
        self.complete(value, on_return)
    }
    fn local(&self, place: usize, local: usize) -> Value {
        let value = self.th.stack[self.th.frames[place].base as usize + local];
        match value.obj().map(|obj| self.core.heap.get(obj)) {
            Some(Object::Cell(inner)) => *inner,
            _ => value,
        }
    }
    fn locals_dict(&mut self, place: usize) -> Value {
        let code = self.codes.get(self.th.frames[place].code);
        let dict = self.core.heap.dict(Dict::new());
        for (i, &name) in code.local_names.iter().enumerate() {
            let value = self.local(place, i);
            if !value.is_null() {
                self.core.dict_set_name(dict, name, value);
            }
        }
        dict
    }
    fn zero_super(&mut self, place: usize, on_return: OnReturn) -> Slow {
        let code = self.codes.get(self.th.frames[place].code);
        let cell = code.code.locals.iter().position(|name| &**name == "__class__");
        let Some(cell) = cell else {
            return Err(self.new_error(types::RUNTIME_ERROR, "super(): __class__ cell not found"));
        };
        if code.n_args == 0 && !code.code.has_varargs {
            return Err(self.new_error(types::RUNTIME_ERROR, "super(): no arguments"));
        }
        let (class, receiver) = (self.local(place, cell), self.local(place, 0));
        match self.core.check_super(class, receiver) {
            Ok((class, receiver_class)) => {
                let object = self.core.heap.alloc(Object::Super { class, receiver, receiver_class });
                self.complete(Value::Obj(object), on_return)
            }
            Err(stop) => Err(self.exception_of(stop)),
        }
    }
    fn code_attributes(&mut self, id: CodeId) -> Value {
        let code = Arc::clone(&self.codes.get(id).code);
        let n_parameters = code.n_args + code.n_kwonly + u32::from(code.has_varargs) + u32::from(code.has_varkw);
        let first_free = code.locals.len() - code.n_free as usize;
        let is_cell = |i: usize| code.instrs.iter().any(|instr| instr.op == Op::MakeCell && instr.arg as usize == i);
        let names = |core: &mut Core, wanted: &dyn Fn(usize) -> bool| {
            let names: Vec<Value> =
                (0..code.locals.len()).filter(|&i| wanted(i)).map(|i| core.str(&code.locals[i])).collect();
            core.tuple(&names)
        };
        let flags = u32::from(code.has_varargs) * 4
            + u32::from(code.has_varkw) * 8
            + match code.kind {
                Kind::Generator => 0x20,
                Kind::Coroutine => 0x80,
                Kind::AsyncGenerator => 0x200,
                _ => 0,
            }
            + 3;
        let varnames = names(self.core, &|i| i < n_parameters as usize || i < first_free && !is_cell(i));
        let cellvars = names(self.core, &|i| i < first_free && is_cell(i));
        let freevars = names(self.core, &|i| i >= first_free);
        let globals: Vec<Value> = code.names.iter().map(|name| self.core.str(name)).collect();
        let consts = self.codes.get(id).consts.to_vec();
        let rows = [
            ("co_name", self.core.str(&code.name)),
            ("co_qualname", self.core.str(&code.qualname)),
            ("co_filename", self.core.str(&code.filename)),
            ("co_firstlineno", Value::Int(i64::from(code.first_line))),
            ("co_argcount", Value::Int(i64::from(code.n_args))),
            ("co_posonlyargcount", Value::Int(i64::from(code.n_posonly))),
            ("co_kwonlyargcount", Value::Int(i64::from(code.n_kwonly))),
            ("co_nlocals", Value::Int(first_free as i64)),
            ("co_stacksize", Value::Int(i64::from(code.max_stack))),
            ("co_flags", Value::Int(i64::from(flags))),
            ("co_varnames", varnames),
            ("co_cellvars", cellvars),
            ("co_freevars", freevars),
            ("co_names", self.core.tuple(&globals)),
            ("co_consts", self.core.tuple(&consts)),
        ];
        let dict = self.core.heap.dict(Dict::new());
        for (name, value) in rows {
            self.core.dict_set_str(dict, name, value);
        }
        dict
    }
    fn place_of(&mut self, depth: u32) -> Value {
        let visible = self.th.frames.iter().rev().filter(|frame| !frame.hidden).nth(depth as usize);
        let Some(frame) = visible else { return Value::None };
        let code = &self.codes.get(frame.code).code;
        let line = code.line_at(frame.ip.saturating_sub(1));
        let globals = Value::Obj(frame.globals);
        let filename = self.core.str(&code.filename.clone());
        let name = self.core.str(&code.name.clone());
        self.core.heap.tuple([filename, Value::Int(i64::from(line)), name, globals].as_slice())
    }
}

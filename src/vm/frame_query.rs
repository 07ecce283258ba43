//! What builtins ask of the calling Python frame: `globals()`, `locals()`, `super()` without arguments.
//!
//! Sources: `Python/bltinmodule.c`, `Objects/typeobject.c` (`super_init_without_args`).

use super::dict::Dict;
use super::exec::{Exec, Slow};
use super::frame::OnReturn;
use super::native::FrameQuery;
use super::object::Object;
use super::types;
use super::value::Value;

impl Exec<'_> {
    pub fn frame_query(&mut self, query: FrameQuery, on_return: OnReturn) -> Slow {
        let Some(place) = self.th.frames.iter().rposition(|frame| !frame.hidden) else {
            return self.complete(Value::None, on_return);
        };
        let frame = &self.th.frames[place];
        let value = match query {
            FrameQuery::Globals => Value::Obj(frame.globals),
            FrameQuery::Locals if !frame.locals.is_null() => frame.locals,
            FrameQuery::Locals => self.locals_dict(place),
            FrameQuery::Super => return self.zero_super(place, on_return),
            FrameQuery::Place { depth } => self.place_of(depth),
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

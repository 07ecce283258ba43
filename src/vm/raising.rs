//! Instructions that raise, re-raise and match exceptions. Source: `Python/ceval.c` (`do_raise`).

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::prelude;
use super::types;
use super::value::{Obj, Value};

impl Exec<'_> {
    #[inline(never)]
    pub fn raise(&mut self, n_args: u32) -> Flow {
        match self.raise_varargs(n_args) {
            Ok((exc, true)) => self.throw(exc),
            Ok((exc, false)) => self.unwind(exc, false),
            Err(call) => {
                let exact = call.class.obj().filter(|&class| self.is_plain_exception_class(class));
                if let Some(class) = exact {
                    let exc = self.core.new_exception(class, &[]);
                    // The instance stands in for the class; the rest is as for `raise instance`.
                    self.push(Value::Obj(exc));
                    if let Some(cause) = call.cause {
                        self.push(cause);
                    }
                    return self.raise(n_args);
                }
                let parts = [call.class, call.cause.unwrap_or(Value::Null)];
                let parts = if call.cause.is_some() { &parts[..] } else { &parts[..1] };
                let function = if call.cause.is_some() { prelude::RAISE_FROM } else { prelude::RAISE_CLASS };
                match self.call_prelude(function, parts, OnReturn::Discard) {
                    Ok(flow) => flow,
                    Err(exc) => self.throw(exc),
                }
            }
        }
    }
    fn is_plain_exception_class(&mut self, class: Obj) -> bool {
        let init = self.core.lookup(class, names::INIT);
        let new = self.core.lookup(class, names::NEW);
        let metaclass = self.core.class_of(Value::Obj(class));
        metaclass == types::TYPE
            && matches!(init, Some(Value::Native(_)) | None)
            && matches!(new, Some(Value::Native(_)) | None)
            && !self.core.is_subclass(class, types::BASE_EXCEPTION_GROUP)
    }
    /// RERAISE: the exception goes on as it was.
    #[inline(never)]
    pub fn reraise(&mut self) -> Flow {
        match self.pop() {
            Value::Obj(exc) => self.unwind(exc, false),
            _ => Flow::Go,
        }
    }
    /// CHECK_EXC_MATCH: `exc type -- exc bool`.
    #[inline(never)]
    pub fn check_exc_match(&mut self) -> Slow {
        let kind = self.pop();
        let exc = self.peek(0);
        let kinds = match self.core.heap.as_tuple(kind) {
            Some(kinds) => kinds.to_vec(),
            None => vec![kind],
        };
        for &kind in &kinds {
            let ok = self.core.heap.as_class(kind).is_some_and(|class| class.mro.contains(&types::BASE_EXCEPTION));
            if !ok {
                let text = "catching classes that do not inherit from BaseException is not allowed";
                return Err(self.new_error(types::TYPE_ERROR, text));
            }
        }
        let matches = kinds.iter().any(|kind| kind.obj().is_some_and(|class| self.core.is_instance(exc, class)));
        self.push(Value::Bool(matches));
        Ok(Flow::Go)
    }
    /// CHECK_EG_MATCH: `exc type -- rest match`.
    #[inline(never)]
    pub fn check_eg_match(&mut self) -> Slow {
        let kind = self.pop();
        let exc = self.pop();
        self.call_prelude(prelude::EG_MATCH, &[exc, kind], OnReturn::Pair)
    }
    /// WITH_EXCEPT_START: `exit self lasti unused exc -- … result`.
    #[inline(never)]
    pub fn with_except_start(&mut self) -> Slow {
        let exc = self.peek(0);
        let receiver = self.peek(3);
        let exit = self.peek(4);
        let class = self.core.class_of(exc);
        let traceback = match exc {
            Value::Obj(exc) => self.core.new_traceback(exc),
            _ => Value::None,
        };
        let args = [Value::Obj(class), exc, traceback];
        if receiver.is_null() {
            self.call_values(exit, &args, OnReturn::Push)
        } else {
            self.call_values(exit, &[receiver, args[0], args[1], args[2]], OnReturn::Push)
        }
    }
}

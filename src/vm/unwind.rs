//! Raising and unwinding: from the instruction that raised to the handler, through frames.
//!
//! Sources: `Python/ceval.c` (`error`, `exception_unwind`, `do_raise`), `Python/errors.c` (`_PyErr_SetObject`).

use super::exc::TracebackEntry;
use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::generator::GenState;
use super::object::Object;
use super::thread::End;
use super::types;
use super::value::{Obj, Value};

/// Entries kept of one exception that is raised again and again.
const MAX_TRACEBACK: usize = 10_000;

impl Exec<'_> {
    /// Raises a new exception: what is being handled becomes its context.
    #[inline(never)]
    pub fn throw(&mut self, exc: Obj) -> Flow {
        self.set_context(exc);
        self.unwind(exc, true)
    }
    fn set_context(&mut self, exc: Obj) {
        let handled = self.th.handled;
        let Value::Obj(context) = handled else { return };
        if context == exc {
            return;
        }
        // A chain that leads back to the exception is cut, so that printing ends.
        let mut at = context;
        for _ in 0..1000 {
            match self.core.heap.as_exception(Value::Obj(at)).map(|data| data.context) {
                Some(Value::Obj(next)) if next == exc => {
                    if let Some(data) = self.core.heap.as_exception_mut(Value::Obj(at)) {
                        data.context = Value::Null;
                    }
                    break;
                }
                Some(Value::Obj(next)) => at = next,
                _ => break,
            }
        }
        if let Some(data) = self.core.heap.as_exception_mut(Value::Obj(exc)) {
            data.context = handled;
        }
    }
    /// Goes to the handler. `add_entry`: the top frame gets a traceback entry (it does not for a re-raise).
    pub fn unwind(&mut self, mut exc: Obj, mut add_entry: bool) -> Flow {
        loop {
            let Some(frame) = self.th.frames.last() else { return Flow::Stop };
            let (code_id, at, hidden) = (frame.code, frame.ip.saturating_sub(1), frame.hidden);
            self.core.extra_cost += u64::from(self.core.profile.costs.raise);
            if add_entry
                && !hidden
                && let Some(data) = self.core.heap.as_exception_mut(Value::Obj(exc))
                && data.traceback.len() < MAX_TRACEBACK
            {
                data.traceback.push(TracebackEntry { code: code_id, at });
            }
            add_entry = true;
            let code = self.codes.get(code_id);
            if let Some(&handler) = code.code.handler_at(at) {
                let base = frame.base + code.n_locals;
                let frame = self.frame();
                frame.sp = base + handler.depth;
                frame.ip = handler.target;
                if handler.push_lasti {
                    self.push(Value::Int(i64::from(at)));
                }
                self.push(Value::Obj(exc));
                return Flow::Go;
            }
            match self.leave(exc) {
                Ok(flow) => return flow,
                Err(next) => exc = next,
            }
        }
    }
    /// Pops the top frame because of an exception; `Err` when it goes on in the frame below.
    fn leave(&mut self, exc: Obj) -> Slow {
        let Some(frame) = self.th.frames.pop() else { return Ok(Flow::Stop) };
        if !frame.hidden {
            self.th.depth -= 1;
        }
        if let Some(generator) = frame.generator.get() {
            self.th.handled = frame.saved_handled.value_or(Value::None);
            self.generator_done(generator);
        }
        if let OnReturn::Finish = frame.on_return {
            self.th.end = Some(End::Raised(exc));
            return Ok(Flow::Stop);
        }
        self.raise_into(exc, frame.on_return)
    }
    pub fn generator_done(&mut self, generator: Obj) {
        if let Object::Generator(data) = self.core.heap.place(generator) {
            data.state = GenState::Done;
            data.frame = None;
            data.stack = Vec::new();
        }
    }
    /// RAISE_VARARGS: the exception to raise, and whether it is raised anew (else it is a bare `raise`).
    pub fn raise_varargs(&mut self, n_args: u32) -> Result<(Obj, bool), RaiseCall> {
        if n_args == 0 {
            return match self.th.handled {
                Value::Obj(exc) => Ok((exc, false)),
                _ => Ok((self.new_error(types::RUNTIME_ERROR, "No active exception to reraise"), true)),
            };
        }
        let cause = if n_args == 2 { Some(self.pop()) } else { None };
        let what = self.pop();
        if let Value::Obj(obj) = what
            && let Some(class) = self.core.heap.class(obj)
            && class.mro.contains(&types::BASE_EXCEPTION)
        {
            // The class is called; the exception that makes is raised by prelude code.
            return Err(RaiseCall { class: what, cause });
        }
        let Some(exc) = what.obj().filter(|_| self.core.heap.as_exception(what).is_some()) else {
            return Ok((self.new_error(types::TYPE_ERROR, "exceptions must derive from BaseException"), true));
        };
        if let Some(cause) = cause {
            match cause {
                Value::None => self.set_cause(exc, Value::Null),
                _ if self.core.heap.as_exception(cause).is_some() => self.set_cause(exc, cause),
                Value::Obj(obj)
                    if self.core.heap.class(obj).is_some_and(|class| class.mro.contains(&types::BASE_EXCEPTION)) =>
                {
                    let cause = self.core.new_exception(obj, &[]);
                    self.set_cause(exc, Value::Obj(cause));
                }
                _ => {
                    let text = "exception causes must derive from BaseException";
                    return Ok((self.new_error(types::TYPE_ERROR, text), true));
                }
            }
        }
        Ok((exc, true))
    }
    fn set_cause(&mut self, exc: Obj, cause: Value) {
        if let Some(data) = self.core.heap.as_exception_mut(Value::Obj(exc)) {
            data.cause = cause;
            data.suppress_context = true;
        }
    }
    pub fn new_error(&mut self, class: Obj, text: &str) -> Obj {
        let text = self.core.heap.str(text);
        self.core.new_exception(class, &[text])
    }
}

/// `raise SomeClass [from cause]`: the class is to be called first.
pub(super) struct RaiseCall {
    pub class: Value,
    pub cause: Option<Value>,
}

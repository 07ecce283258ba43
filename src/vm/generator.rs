//! Generators and coroutines: a frame and its part of the stack, put aside in the heap.
//!
//! Sources: `Objects/genobject.c`, `Python/bytecodes.c` (`RETURN_GENERATOR`, `YIELD_VALUE`, `SEND`).

use super::exec::{Exec, Flow, Slow};
use super::footprint;
use super::frame::{Frame, OnReturn};
use super::names;
use super::native::Resume;
use super::object::Object;
use super::prelude;
use super::types;
use super::value::{Obj, Value};
use crate::base::ids::{CodeId, ThreadId};
use crate::lang::code::{Kind, Op};

/// A generator, coroutine or async generator object.
#[derive(Clone, Debug)]
pub struct GeneratorData {
    pub kind: Kind,
    pub code: CodeId,
    pub name: Value,
    pub qualname: Value,
    pub state: GenState,
    /// The suspended frame, while `Running` what it was; `None` once `Done`.
    pub frame: Option<Frame>,
    /// Locals and operands of the suspended frame; while `Running` what they were, of no meaning but for its length.
    pub stack: Vec<Value>,
    /// The exception it was handling when it yielded; `None` mostly.
    pub handled: Value,
    /// Async generators: `aclose()` was called or it ended. Coroutines: `__await__()` has given it away as an iterator.
    pub closed: bool,
    /// Async generators: a step of it is being awaited.
    pub busy: bool,
    /// Async generators: in which thread the loop's `firstiter` hook was told of it.
    pub hooked: Option<ThreadId>,
}

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GenState {
    /// Not started: only `None` may be sent.
    Created,
    Suspended,
    /// Its frame is on a thread.
    Running,
    /// Returned or raised.
    Done,
}

impl GeneratorData {
    /// Locals and operands, while it is suspended.
    #[inline]
    pub fn suspended(&self) -> &[Value] {
        if self.state == GenState::Running { &[] } else { &self.stack }
    }
    /// Bytes outside the slot.
    pub fn size(&self) -> usize {
        footprint::GENERATOR + self.suspended().len() * 16
    }
}

impl Exec<'_> {
    /// RETURN_GENERATOR: puts the top frame aside and gives its generator to the caller.
    #[inline(never)]
    pub fn return_generator(&mut self) -> Slow {
        let Some(mut frame) = self.th.frames.pop() else { return Ok(Flow::Stop) };
        if !frame.hidden {
            self.th.depth -= 1;
        }
        let code = self.codes.get(frame.code);
        let kind = code.code.kind;
        let (name, qualname) = (Value::Obj(code.name), Value::Obj(code.qualname));
        let stack = self.th.stack[frame.base as usize..frame.sp as usize].to_vec();
        let on_return = frame.on_return;
        frame.on_return = OnReturn::Push;
        let data = GeneratorData {
            kind,
            code: frame.code,
            name,
            qualname,
            state: GenState::Created,
            frame: Some(frame),
            stack,
            handled: Value::None,
            closed: false,
            busy: false,
            hooked: None,
        };
        let generator = self.core.heap.alloc(Object::Generator(Box::new(data)));
        if let Object::Generator(data) = self.core.heap.place(generator)
            && let Some(frame) = &mut data.frame
        {
            frame.generator = generator.into();
        }
        self.complete(Value::Obj(generator), on_return)
    }
    /// POP_TOP, POP_ITER of something whose loss is told: finds out whether it is lost, and tells.
    #[inline(never)]
    pub fn look_for_lost(&mut self) -> Slow {
        self.core.heap.ask_for_collection();
        self.call_prelude(prelude::SETTLE, &[], OnReturn::Discard)
    }
    /// Goes on with a generator; what it yields or returns is for `on_return` of the frame now on top.
    pub fn resume_generator(&mut self, generator: Obj, with: Resume, on_return: OnReturn) -> Slow {
        self.core.extra_cost += u64::from(self.core.profile.costs.resume);
        let Object::Generator(data) = self.core.heap.get(generator) else { return Ok(Flow::Go) };
        match data.state {
            GenState::Running => {
                let text = match data.kind {
                    Kind::Coroutine => "coroutine already executing",
                    _ => "generator already executing",
                };
                return Err(self.new_error(types::VALUE_ERROR, text));
            }
            GenState::Done => return self.resume_done(generator, with, on_return),
            GenState::Created => match with {
                Resume::Send(value) if !value.is_none() => {
                    let what = match data.kind {
                        Kind::Coroutine => "coroutine",
                        Kind::AsyncGenerator => "async generator",
                        _ => "generator",
                    };
                    let text = format!("can't send non-None value to a just-started {what}");
                    return Err(self.new_error(types::TYPE_ERROR, &text));
                }
                _ => {}
            },
            GenState::Suspended => {}
        }
        let Some((hidden, code)) = data.frame.as_ref().map(|frame| (frame.hidden, frame.code)) else {
            return Ok(Flow::Go);
        };
        self.check_depth(hidden)?;
        let start = self.sp() + 1;
        let size = self.codes.get(code).frame_size as usize;
        self.ensure(start, size);
        let saved_handled = self.th.handled.into();
        let Object::Generator(data) = self.core.heap.place(generator) else { return Ok(Flow::Go) };
        let Some(frame) = &data.frame else { return Ok(Flow::Go) };
        let end = start + data.stack.len();
        self.th.stack[start..end].copy_from_slice(&data.stack);
        self.th.frames.push(Frame { base: start as u32, sp: end as u32, on_return, saved_handled, ..frame.clone() });
        data.state = GenState::Running;
        let handled = std::mem::replace(&mut data.handled, Value::None);
        if !handled.is_none() {
            self.th.handled = handled;
        }
        match with {
            Resume::Send(value) => {
                self.push(value);
                Ok(Flow::Go)
            }
            Resume::Throw(exc) => self.throw_into(exc),
        }
    }
    fn resume_done(&mut self, generator: Obj, with: Resume, on_return: OnReturn) -> Slow {
        let Object::Generator(data) = self.core.heap.get(generator) else { return Ok(Flow::Go) };
        if data.kind == Kind::Coroutine {
            return Err(self.new_error(types::RUNTIME_ERROR, "cannot reuse already awaited coroutine"));
        }
        match with {
            Resume::Throw(exc) => Err(exc),
            Resume::Send(_) => self.generator_returned(Value::None, on_return),
        }
    }
    /// The exception is thrown at the top frame's `yield`, or into what it delegates to.
    fn throw_into(&mut self, exc: Obj) -> Slow {
        let frame = self.frame();
        let (code, ip) = (frame.code, frame.ip);
        let instrs = &self.codes.get(code).instrs;
        let delegates = ip >= 2
            && instrs[ip as usize - 1].op == Op::YieldValue
            && instrs[ip as usize - 1].arg == 1
            && instrs[ip as usize - 2].op == Op::Send;
        if delegates && !self.is_exception(exc, types::GENERATOR_EXIT) {
            let exit = instrs[ip as usize - 2].arg;
            let receiver = self.peek(0);
            // What the receiver yields is yielded again; what it returns ends the delegation.
            self.frame().ip = ip - 1;
            return self.throw_at(receiver, exc, OnReturn::Send { exit });
        }
        if delegates
            && let Value::Obj(receiver) = self.peek(0)
            && matches!(self.core.heap.get(receiver), Object::Generator(_))
        {
            let exit = instrs[ip as usize - 2].arg;
            self.frame().ip = ip - 1;
            return self.resume_generator(receiver, Resume::Throw(exc), OnReturn::Send { exit });
        }
        Err(exc)
    }
    fn throw_at(&mut self, receiver: Value, exc: Obj, on_return: OnReturn) -> Slow {
        if let Value::Obj(obj) = receiver
            && matches!(self.core.heap.get(obj), Object::Generator(_))
        {
            return self.resume_generator(obj, Resume::Throw(exc), on_return);
        }
        let class = self.core.class_of(receiver);
        match self.core.lookup(class, names::THROW) {
            Some(throw) => self.call_method(throw, receiver, &[Value::Obj(exc)], on_return),
            None => Err(exc),
        }
    }
    /// YIELD_VALUE: puts the top frame aside; the value goes to whoever resumed it.
    #[inline(never)]
    pub fn yield_value(&mut self) -> Slow {
        let value = self.pop();
        let Some(frame) = self.th.frames.last() else { return Ok(Flow::Stop) };
        let (generator, on_return, saved_handled) = (frame.generator, frame.on_return, frame.saved_handled);
        let (ip, base, sp) = (frame.ip, frame.base as usize, frame.sp as usize);
        if !frame.hidden {
            self.th.depth -= 1;
        }
        let last = self.th.frames.len() - 1;
        self.th.frames.truncate(last);
        let Some(generator) = generator.get() else { return Ok(Flow::Go) };
        let saved_handled = saved_handled.value_or(Value::None);
        let handled = if self.th.handled.is(saved_handled) { Value::None } else { self.th.handled };
        self.th.handled = saved_handled;
        if let Object::Generator(data) = self.core.heap.place(generator) {
            data.state = GenState::Suspended;
            data.handled = handled;
            data.stack.clear();
            data.stack.extend_from_slice(&self.th.stack[base..sp]);
            if let Some(frame) = &mut data.frame {
                frame.ip = ip;
            }
        }
        if let OnReturn::Push | OnReturn::ForIter { .. } | OnReturn::Send { .. } = on_return {
            self.push(value);
            return Ok(Flow::Go);
        }
        self.complete(value, on_return)
    }
    /// A generator's frame returned `value`: the end of iteration for whoever resumed it.
    pub fn generator_returned(&mut self, value: Value, on_return: OnReturn) -> Slow {
        match on_return {
            OnReturn::ForIter { exit } => {
                self.drop_n(1);
                self.frame().ip = exit;
                Ok(Flow::Go)
            }
            OnReturn::Send { exit } => {
                self.push(value);
                self.frame().ip = exit;
                Ok(Flow::Go)
            }
            _ => {
                let args: &[Value] = if value.is_none() { &[] } else { &[value] };
                let exc = self.core.new_exception(types::STOP_ITERATION, args);
                self.raise_into(exc, on_return)
            }
        }
    }
}

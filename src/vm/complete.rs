//! What becomes of a call's result, and of an exception that a call raised: every [`OnReturn`] in one place.

use super::exec::{Exec, Flow, Slow};
use super::frame::OnReturn;
use super::names;
use super::thread::End;
use super::types;
use super::value::{Obj, Value};

impl Exec<'_> {
    /// Applies a result to the frame on top.
    pub fn complete(&mut self, value: Value, on_return: OnReturn) -> Slow {
        match on_return {
            OnReturn::Push | OnReturn::ForIter { .. } | OnReturn::Send { .. } => self.push(value),
            OnReturn::Discard => {}
            OnReturn::Finish => {
                self.th.end = Some(End::Returned(value));
                return Ok(Flow::Stop);
            }
            OnReturn::Init { object } => {
                if !value.is_none() {
                    let text = format!("__init__() should return None, not '{}'", self.core.type_name(value));
                    let stop = self.core.type_error(text);
                    return Err(self.exception_of(stop));
                }
                self.push(Value::Obj(object));
            }
            OnReturn::New { call } => return self.after_new(value, call),
            OnReturn::Binary { op, stage } => {
                if matches!(value, Value::NotImplemented) {
                    return self.binary_stage(op, stage + 1);
                }
                self.drop_n(2);
                self.push(value);
            }
            OnReturn::Compare { op, stage, to_bool } => {
                if matches!(value, Value::NotImplemented) {
                    return self.compare_stage(op, stage % 10 + 1, to_bool);
                }
                self.drop_n(2);
                if stage >= 10 || to_bool {
                    return self.truth_then(value, stage >= 10);
                }
                self.push(value);
            }
            OnReturn::Truth { negate } => return self.truth_then(value, negate),
            OnReturn::Bool { .. } | OnReturn::LenBool { .. } => return self.truth_answer(value, on_return),
            OnReturn::Iter => {
                let class = self.core.class_of(value);
                if self.core.lookup(class, names::NEXT).is_none() {
                    let text = format!("iter() returned non-iterator of type '{}'", self.core.class_name(class));
                    let stop = self.core.type_error(text);
                    return Err(self.exception_of(stop));
                }
                self.push(value);
            }
            OnReturn::GetAttr { method, .. } => {
                self.push(value);
                if method {
                    self.push(Value::Null);
                }
            }
            OnReturn::PushNull => {
                self.push(value);
                self.push(Value::Null);
            }
            OnReturn::Pair => {
                if let Some(&[first, second]) = self.core.heap.as_tuple(value) {
                    self.push(first);
                    self.push(second);
                }
            }
        }
        Ok(Flow::Go)
    }
    /// What `__bool__` or `__len__` returned becomes True or False.
    fn truth_answer(&mut self, value: Value, on_return: OnReturn) -> Slow {
        let answer = match on_return {
            OnReturn::LenBool { negate } => match self.core.heap.as_i64(value) {
                Some(n) if n >= 0 => Ok((n != 0) != negate),
                Some(_) => Err(self.core.value_error("__len__() should return >= 0")),
                None => {
                    let text = format!("'{}' object cannot be interpreted as an integer", self.core.type_name(value));
                    Err(self.core.type_error(text))
                }
            },
            OnReturn::Bool { negate } if matches!(value, Value::Bool(_)) => {
                Ok(matches!(value, Value::Bool(true)) != negate)
            }
            _ => {
                let text = format!("__bool__ should return bool, returned {}", self.core.type_name(value));
                Err(self.core.type_error(text))
            }
        };
        match answer {
            Ok(answer) => {
                self.push(Value::Bool(answer));
                Ok(Flow::Go)
            }
            Err(stop) => Err(self.exception_of(stop)),
        }
    }
    /// An exception left the call that `on_return` is about: some callers know what to do with it.
    pub fn raise_into(&mut self, exc: Obj, on_return: OnReturn) -> Slow {
        match on_return {
            OnReturn::ForIter { exit } if self.is_exception(exc, types::STOP_ITERATION) => {
                self.drop_n(1);
                self.frame().ip = exit;
                Ok(Flow::Go)
            }
            OnReturn::Send { exit } if self.is_exception(exc, types::STOP_ITERATION) => {
                let value = self.core.stop_iteration_value(exc);
                self.push(value);
                self.frame().ip = exit;
                Ok(Flow::Go)
            }
            OnReturn::GetAttr { owner, name, method } if self.is_exception(exc, types::ATTRIBUTE_ERROR) => {
                let owner = Value::Obj(owner);
                let class = self.core.class_of(owner);
                match self.core.lookup(class, names::GETATTR) {
                    Some(getattr) => {
                        let on_return = if method { OnReturn::PushNull } else { OnReturn::Push };
                        self.call_method(getattr, owner, &[Value::Obj(name)], on_return)
                    }
                    None => Err(exc),
                }
            }
            _ => Err(exc),
        }
    }
    pub fn is_exception(&self, exc: Obj, class: Obj) -> bool {
        self.core.is_instance(Value::Obj(exc), class)
    }
    /// Calls a method found on a class with its receiver in front.
    pub fn call_method(&mut self, found: Value, receiver: Value, args: &[Value], on_return: OnReturn) -> Slow {
        let direct = match found {
            Value::Native(_) => true,
            Value::Obj(obj) => matches!(self.core.heap.get(obj), super::object::Object::Function(_)),
            _ => false,
        };
        if direct {
            let start = self.sp() + 2;
            self.ensure(start, args.len() + 4);
            self.th.stack[start - 1] = receiver;
            self.th.stack[start..start + args.len()].copy_from_slice(args);
            return self.call(found, super::call::Args::positional(start - 1, args.len() + 1), on_return);
        }
        let class = self.core.class_of(receiver);
        match self.core.bind_special(found, receiver, class) {
            Ok(bound) => self.call_values(bound, args, on_return),
            Err(stop) => Err(self.exception_of(stop)),
        }
    }
    /// Pushes the truth of a value.
    pub fn truth_then(&mut self, value: Value, negate: bool) -> Slow {
        if let Some(truth) = self.core.truth(value) {
            self.push(Value::Bool(truth != negate));
            return Ok(Flow::Go);
        }
        let class = self.core.class_of(value);
        if let Some(found) = self.core.lookup(class, names::BOOL) {
            return self.call_method(found, value, &[], OnReturn::Bool { negate });
        }
        match self.core.lookup(class, names::LEN) {
            Some(found) => self.call_method(found, value, &[], OnReturn::LenBool { negate }),
            None => {
                self.push(Value::Bool(!negate));
                Ok(Flow::Go)
            }
        }
    }
}

impl super::core::Core {
    /// `StopIteration.value`
    pub fn stop_iteration_value(&self, exc: Obj) -> Value {
        let args = self.heap.as_exception(Value::Obj(exc)).map_or(Value::None, |exc| exc.args);
        self.heap.as_tuple(args).and_then(|args| args.first().copied()).unwrap_or(Value::None)
    }
}

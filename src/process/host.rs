//! What library modules ask of the process by name.

use super::{Happened, Process, TaskState};
use crate::base::limits::MAX_TASK_LANES;
use crate::base::time::Nanos;
use crate::lang::code::Op;
use crate::lang::dis;
use crate::vm::object::Object;
use crate::vm::types;
use crate::vm::value::{Obj, Value};

/// CPython's default switch interval.
const DEFAULT_SWITCH_INTERVAL: Nanos = Nanos::from_millis(5);

impl Process {
    /// Answers a call by its name and its tuple of arguments.
    pub(super) fn host_call(&mut self, call: &str, args: Value, happened: &mut Vec<Happened>) -> Result<Value, Obj> {
        let args = self.machine.core.heap.as_tuple(args).map(<[Value]>::to_vec).unwrap_or_default();
        match (call, &args[..]) {
            ("print_exception", &[prefix, Value::Obj(exc)]) => {
                let prefix = self.machine.core.text(prefix);
                let trace = self.machine.format_exception(exc);
                self.uncaught(prefix + &trace, happened);
                Ok(Value::None)
            }
            ("format_exception", &[Value::Obj(exc)]) => {
                let text = self.machine.format_exception(exc);
                Ok(self.machine.core.str(&text))
            }
            ("format_exception_only", &[Value::Obj(exc)]) => {
                let text = self.machine.exception_only(exc).join("\n") + "\n";
                Ok(self.machine.core.str(&text))
            }
            ("format_tb", &[traceback]) => {
                let text = self.machine.format_traceback(traceback);
                Ok(self.machine.core.str(&text))
            }
            ("traceback_entries", &[traceback]) => Ok(self.machine.traceback_entries(traceback)),
            ("disassemble", &[Value::Obj(code)]) => Ok(self.disassemble(code)),
            ("opnames", &[]) => {
                let core = &mut self.machine.core;
                let names = Op::ALL.iter().map(|op| core.str(op.name())).collect();
                Ok(core.heap.list(names))
            }
            ("instructions", &[Value::Obj(code)]) => Ok(self.instructions(code)),
            ("source_text", &[name]) => {
                let name = self.machine.core.text(name);
                let text = self.machine.source_text(&name);
                Ok(self.machine.core.str(&text))
            }
            ("getswitchinterval", _) => {
                let interval = self.switch_interval.unwrap_or(DEFAULT_SWITCH_INTERVAL);
                Ok(Value::Float(interval.as_secs_f64()))
            }
            ("task", &[name]) => Ok(self.open_task(name, happened)),
            ("task_is", &[task, state, until]) => {
                self.task_is(task, state, until, happened);
                Ok(Value::None)
            }
            ("interrupt", &[ident, Value::Obj(exc)]) => Ok(self.interrupt(ident, exc, happened)),
            ("setswitchinterval", &[seconds]) => self.set_switch_interval(seconds),
            _ => Err(self.error(types::NOT_IMPLEMENTED_ERROR, &format!("this process has no '{call}'"))),
        }
    }

    /// The text of `dis.dis` for one code object.
    fn disassemble(&mut self, code: Obj) -> Value {
        let Object::Code(id) = *self.machine.core.heap.get(code) else { return Value::None };
        let store = self.machine.codes();
        let text = dis::disassemble(store.get(id), store);
        self.machine.core.str(&text)
    }
    /// For each instruction of a code object: name, argument, what that means, line, whether something jumps to it.
    fn instructions(&mut self, code: Obj) -> Value {
        let Object::Code(id) = *self.machine.core.heap.get(code) else { return Value::None };
        let store = self.machine.codes();
        let rows = dis::rows(store.get(id), store);
        let core = &mut self.machine.core;
        let rows: Vec<Value> = rows
            .into_iter()
            .map(|row| {
                let number = row.number.map_or(Value::None, |number| Value::Int(i64::from(number)));
                let line = if row.line == 0 { Value::None } else { Value::Int(i64::from(row.line)) };
                let parts = [core.str(row.name), number, core.str(&row.meaning), line, Value::Bool(row.is_target)];
                core.tuple(&parts)
            })
            .collect();
        core.heap.list(rows)
    }

    /// Answers the number to call the task by, or 0 when there are too many to record each.
    fn open_task(&mut self, name: Value, happened: &mut Vec<Happened>) -> Value {
        if self.n_tasks >= MAX_TASK_LANES {
            return Value::Int(0);
        }
        self.n_tasks += 1;
        happened.push(Happened::TaskOpened { name: self.machine.core.text(name) });
        Value::Int(i64::from(self.n_tasks))
    }

    fn task_is(&mut self, task: Value, state: Value, until: Value, happened: &mut Vec<Happened>) {
        let heap = &self.machine.core.heap;
        let Some(task) = heap.as_i64(task).and_then(|task| u32::try_from(task - 1).ok()) else { return };
        let state = match (heap.as_i64(state), heap.as_f64(until)) {
            (Some(0), _) => TaskState::Ready,
            (Some(1), _) => TaskState::Running,
            (Some(2), Some(until)) => TaskState::Sleeping { until: Nanos((until.max(0.0) * 1e9).ceil() as u64) },
            (Some(2), None) => TaskState::Suspended,
            _ => TaskState::Finished,
        };
        happened.push(Happened::TaskBecame { task, state });
    }

    /// Seconds, cut to whole microseconds. Sources: `Python/sysmodule.c`, `Python/ceval_gil.c`.
    fn set_switch_interval(&mut self, seconds: Value) -> Result<Value, Obj> {
        let heap = &self.machine.core.heap;
        let Some(seconds) = heap.as_f64(seconds).or_else(|| heap.as_i64(seconds).map(|whole| whole as f64)) else {
            let text = format!("must be real number, not {}", self.machine.core.type_name(seconds));
            return Err(self.error(types::TYPE_ERROR, &text));
        };
        if seconds.is_nan() || seconds <= 0.0 {
            return Err(self.error(types::VALUE_ERROR, "switch interval must be strictly positive"));
        }
        self.switch_interval = Some(Nanos::from_micros((seconds * 1e6).min(1e12) as u64));
        Ok(Value::None)
    }

    pub(super) fn error(&mut self, class: Obj, text: &str) -> Obj {
        let text = self.machine.core.str(text);
        self.machine.core.new_exception(class, &[text])
    }
}

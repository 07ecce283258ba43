//! Python coroutines for an event loop that is not Python's: the browser's drives them, one step at a time.
//!
//! The program defines `step(n)`, which goes on with coroutine `n` until it awaits (`lab/workload.rs`). Each step is a call
//! into the machine, so between two steps nothing of Python is on any stack and the event loop is free.

use std::sync::Arc;

use super::clock::Clock;
use super::python::{RealTime, profile};
use crate::base::ids::ThreadId;
use crate::base::time::Nanos;
use crate::process::{Process, Program, Then};
use crate::vm::dict::Dict;
use crate::vm::machine::{Fuel, Stop};
use crate::vm::object::Object;
use crate::vm::value::Value;

/// The coroutines of one program.
#[derive(Debug)]
pub struct Coroutines {
    process: Process,
    /// The program's `step` function.
    step: Value,
}

impl Coroutines {
    /// Runs the program, which makes the coroutines.
    pub fn new(source: &str, clock: &Arc<dyn Clock>) -> Result<Self, String> {
        let program = Program { filename: "prog.py".into(), text: source.into(), stdin: String::new(), seed: 0 };
        let mut process = Process::start(&program, profile()).map_err(|error| error.to_string())?;
        loop {
            match process.run(ThreadId(0), &Fuel::UNLIMITED, &RealTime(&**clock)).then {
                Then::GoesOn | Then::SwitchPoint(_) | Then::Yields => {}
                Then::Exited(0) => break,
                other => return Err(format!("the program ended with {other:?}")),
            }
        }
        let name = process.machine.core.intern("step");
        let dict = match process.machine.core.heap.get(process.main_module()) {
            Object::Module { dict, .. } => *dict,
            _ => return Err("there is no main module".to_owned()),
        };
        let step = process.machine.core.dict_get_name(Value::Obj(dict), name).ok_or("the program has no `step`")?;
        Ok(Self { process, step })
    }

    /// Goes on with coroutine `n`: how long it awaits, or nothing when it is over.
    pub fn step(&mut self, n: u32) -> Result<Option<Nanos>, String> {
        let machine = &mut self.process.machine;
        let no_names = machine.core.heap.dict(Dict::new());
        let thread = machine.spawn_thread(self.step, &[Value::Int(i64::from(n))], no_names);
        loop {
            return match machine.run(thread, &Fuel::UNLIMITED).stop {
                Stop::Steps | Stop::Budget | Stop::SwitchPoint => continue,
                Stop::Returned(Value::Int(wait)) => Ok(u64::try_from(wait).ok().map(Nanos)),
                Stop::Raised(exc) => Err(machine.format_exception(exc)),
                other => Err(format!("a coroutine stopped with {other:?}")),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::clock::SystemClock;
    use crate::lab::workload::{self, Task};

    #[test]
    fn each_coroutine_goes_on_from_where_it_awaited() {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::start());
        let source = workload::coroutines(Task { loops: 10, io: Nanos::from_millis(50) }, 2);
        let mut tasks = Coroutines::new(&source, &clock).expect("a program");
        let wait = Ok(Some(Nanos::from_millis(50)));
        assert_eq!((tasks.step(0), tasks.step(1)), (wait.clone(), wait));
        assert_eq!((tasks.step(1), tasks.step(0)), (Ok(None), Ok(None)));
        assert!(tasks.step(0).is_err(), "it is over");
    }
}

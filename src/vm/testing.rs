//! The smallest driver: runs a program on one thread, answering what needs no process. For tests of the machine.

use super::effect::{Clock, Effect, Stream};
use super::machine::{Fuel, Machine, Stop};
use super::types;
use super::value::{Obj, Value};
use crate::base::ids::ThreadId;
use crate::lang::Source;

/// What a program came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    pub stdout: String,
    pub stderr: String,
    pub exit_status: i32,
    pub steps: u64,
    pub cost_picos: u64,
}

/// Compiles and runs a program on a copy of a booted machine, for at most `max_steps`. `next_fuel` says how far to go each time.
pub fn run_program(machine: &mut Machine, text: &str, mut next_fuel: impl FnMut() -> Fuel, max_steps: u64) -> Outcome {
    let mut outcome = Outcome::default();
    let source = Source { filename: "prog.py".into(), text: text.into(), hidden: false };
    let code = match machine.compile(&source) {
        Ok(code) => code,
        Err(diagnostics) => {
            outcome.stderr = format!("{diagnostics:?}");
            outcome.exit_status = 1;
            return outcome;
        }
    };
    let main = machine.new_module("__main__");
    let thread = machine.spawn_module(main, code);
    let mut clock = 0u64;
    while outcome.steps < max_steps {
        let fuel = next_fuel();
        let fuel = Fuel { max_steps: fuel.max_steps.min(max_steps - outcome.steps), ..fuel };
        let ran = machine.run(thread, &fuel);
        outcome.steps += ran.steps;
        outcome.cost_picos += ran.cost.0;
        match ran.stop {
            Stop::Effect(effect) => answer(machine, thread, effect, &mut outcome, &mut clock),
            Stop::Returned(_) => return outcome,
            Stop::Raised(exc) => {
                uncaught(machine, exc, &mut outcome);
                return outcome;
            }
            Stop::Steps | Stop::Budget | Stop::SwitchPoint => {}
            Stop::NotRunnable => break,
        }
    }
    outcome.stderr.push_str("stopped\n");
    outcome.exit_status = -1;
    outcome
}

fn uncaught(machine: &mut Machine, exc: Obj, outcome: &mut Outcome) {
    if !machine.core.is_instance(Value::Obj(exc), types::SYSTEM_EXIT) {
        outcome.stderr.push_str(&machine.format_exception(exc));
        outcome.exit_status = 1;
        return;
    }
    match machine.core.stop_iteration_value(exc) {
        Value::None => {}
        Value::Int(status) => outcome.exit_status = status as i32,
        Value::Bool(status) => outcome.exit_status = i32::from(status),
        other => {
            outcome.stderr.push_str(&format!("{}\n", machine.core.text(other)));
            outcome.exit_status = 1;
        }
    }
}

fn answer(machine: &mut Machine, thread: ThreadId, effect: Effect, outcome: &mut Outcome, clock: &mut u64) {
    let reply = match effect {
        Effect::Write { stream: Stream::Stdout, text } => {
            outcome.stdout.push_str(&text);
            Ok(Value::None)
        }
        Effect::Write { stream: Stream::Stderr, text } => {
            outcome.stderr.push_str(&text);
            Ok(Value::None)
        }
        Effect::Now {
            clock: Clock::Wall | Clock::Monotonic | Clock::PerfCounter | Clock::Process | Clock::Thread,
            nanos,
        } => {
            *clock += 1_000;
            Ok(if nanos { Value::Int(*clock as i64) } else { Value::Float(*clock as f64 / 1e9) })
        }
        Effect::Sleep(nanos) => {
            *clock += nanos.0;
            Ok(Value::None)
        }
        Effect::Yield => Ok(Value::None),
        Effect::LockReleased { answer, .. } => Ok(answer),
        Effect::WithoutGil(work) => Ok(machine.product(work.run(&mut || true).product)),
        Effect::Entropy { .. } => Ok(Value::Int(42)),
        Effect::ReadLine => Ok(machine.core.str("")),
        Effect::Import { name } => {
            let text = machine.core.str(&format!("No module named '{name}'"));
            Err(machine.core.new_exception(types::MODULE_NOT_FOUND_ERROR, &[text]))
        }
        Effect::Compile { source, filename, mode } => machine.compile_at_run_time(&source, &filename, mode),
        other => {
            let text = machine.core.str(&format!("not in this test: {other:?}"));
            Err(machine.core.new_exception(types::RUNTIME_ERROR, &[text]))
        }
    };
    machine.resume(thread, reply);
}

//! Drives a run of one thread: stretch after stretch of the loop, with what is between them: collections, what the program wants
//! to hear of objects that are lost, and why a run stops.

use super::cache::Cache;
use super::code_table::ExecInstr;
use super::dispatch::{Halt, run_stretch};
use super::exec::Exec;
use super::frame::OnReturn;
use super::gc;
use super::machine::{Fuel, Machine, RunOutcome, Stop};
use super::prelude;
use super::thread::End;
use super::value::Obj;
use crate::base::ids::{CodeId, ThreadId};
use crate::base::time::Picos;
use crate::lang::code::Op;

/// See [`Machine::run`].
pub(super) fn run(machine: &mut Machine, thread: ThreadId, fuel: &Fuel) -> RunOutcome {
    let mut outcome = RunOutcome { steps: 0, cost: Picos::ZERO, stop: Stop::NotRunnable, switch_point: false };
    let th = &machine.threads[thread];
    if let Some(end) = th.end {
        outcome.stop = stop_of(end);
        return outcome;
    }
    if th.waiting.is_some() || th.frames.is_empty() {
        return outcome;
    }
    if machine.caches.0.len() < machine.codes.n_caches() {
        machine.caches.0.resize(machine.codes.n_caches(), Cache::default());
    }
    machine.core.current = thread;
    let step_by_step = fuel.stop_at_switch_point && machine.core.profile.switch_points.are_everywhere();
    loop {
        let mut left = Fuel {
            max_steps: fuel.max_steps - outcome.steps,
            budget: fuel.budget.saturating_sub(outcome.cost),
            ..*fuel
        };
        if step_by_step {
            left.max_steps = left.max_steps.min(1);
        }
        let from = machine.next_instruction(thread);
        let stretch = {
            let mut ex = Exec {
                core: &mut machine.core,
                th: &mut machine.threads[thread],
                codes: &machine.codes,
                native_check: false,
            };
            run_stretch(&mut ex, &mut machine.caches.0, &left)
        };
        outcome.steps += stretch.steps;
        outcome.cost = outcome.cost.saturating_add(Picos(stretch.cost));
        if stretch.steps > 0 {
            outcome.switch_point = stretch.switch_point || (step_by_step && is_by_flow(machine, thread, from));
        }
        let collected = matches!(stretch.halt, Halt::Collect);
        if collected {
            gc::collect(machine);
            if machine.core.heap.bytes() > machine.core.heap.limit {
                raise_memory_error(machine, thread);
            }
            tell_of_losses(machine, thread);
        }
        let th = &machine.threads[thread];
        outcome.stop = if let Some(waiting) = &th.waiting {
            Stop::Effect(waiting.effect.clone())
        } else if let Some(end) = th.end {
            stop_of(end)
        } else if fuel.stop_at_switch_point && outcome.switch_point && outcome.steps > 0 {
            Stop::SwitchPoint
        } else if outcome.steps >= fuel.max_steps {
            Stop::Steps
        } else if outcome.cost >= fuel.budget {
            Stop::Budget
        } else {
            continue;
        };
        return outcome;
    }
}

/// After a collection between two instructions of a thread: calls finalizers and callbacks of what is lost, unless a hidden
/// function is in the middle of something.
fn tell_of_losses(machine: &mut Machine, thread: ThreadId) {
    let th = &machine.threads[thread];
    let busy = th.waiting.is_some() || th.end.is_some() || th.frames.last().is_none_or(|frame| frame.hidden);
    if busy || !machine.core.heap.looks.tell {
        return;
    }
    let mut ex =
        Exec { core: &mut machine.core, th: &mut machine.threads[thread], codes: &machine.codes, native_check: false };
    if let Err(exc) = ex.call_prelude(prelude::SETTLE, &[], OnReturn::Discard) {
        ex.throw(exc);
    }
}

/// Whether the step that began at `from` was a switch point for where it led to.
fn is_by_flow(machine: &Machine, thread: ThreadId, from: Option<(CodeId, u32)>) -> bool {
    let (Some((code, at)), Some((now, ip))) = (from, machine.next_instruction(thread)) else { return false };
    let there = machine.codes.get(now);
    let Some(instr) = machine.codes.get(code).instrs.get(at as usize).filter(|_| !there.hidden) else { return false };
    let leads_to = there.instrs.get(ip as usize).map(|instr| instr.op);
    machine.core.profile.switch_points.is_by_flow(instr.op, at, (now == code).then_some(ip), leads_to)
}

/// Whether the call before `ip` is that of `__enter__` in a `with` statement.
pub(super) fn is_with_enter(instrs: &[ExecInstr], ip: usize) -> bool {
    let special = ip.checked_sub(2).and_then(|at| instrs.get(at));
    special.is_some_and(|instr| instr.op == Op::LoadSpecial)
}

fn stop_of(end: End) -> Stop {
    match end {
        End::Returned(value) => Stop::Returned(value),
        End::Raised(exc) => Stop::Raised(exc),
    }
}

/// Raises an exception in a thread between two instructions.
pub(super) fn raise_in(machine: &mut Machine, thread: ThreadId, exc: Obj) {
    let mut ex =
        Exec { core: &mut machine.core, th: &mut machine.threads[thread], codes: &machine.codes, native_check: false };
    ex.core.handled = ex.th.handled;
    ex.throw(exc);
}

fn raise_memory_error(machine: &mut Machine, thread: ThreadId) {
    let exc = machine.core.new_exception(super::types::MEMORY_ERROR, &[]);
    raise_in(machine, thread, exc);
}

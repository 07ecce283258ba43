//! The loop that executes instructions. Fast paths for builtin values are here; everything else is a method of [`Exec`], never
//! inlined: compilers of WebAssembly keep the state of a small loop in registers, and that of a large one nowhere near.
//!
//! Source: `Python/bytecodes.c` of CPython 3.14, one arm for each instruction.

use super::cache::{Cache, CacheKind};
use super::call::Args;
use super::code_table::{ExecCode, ExecInstr};
use super::exec::{Exec, Flow, Slow};
use super::frame::{Frame, OnReturn};
use super::gc;
use super::iter::Iter;
use super::machine::{Fuel, Machine, RunOutcome, Stop};
use super::object::Object;
use super::ops;
use super::prelude;
use super::thread::End;
use super::value::{MaybeObj, Obj, Value};
use crate::base::ids::{CodeId, ThreadId};
use crate::base::limits::RECURSION_LIMIT;
use crate::base::time::Picos;
use crate::lang::code::{BinaryOp, CMP_TO_BOOL, CmpOp, Op};

/// Why the inner loop came back.
enum Halt {
    Fuel,
    SwitchPoint,
    /// A collection is due; the instruction is done.
    Collect,
    /// The thread waits or has ended.
    Thread,
}

/// What a stretch of the inner loop came to.
struct Stretch {
    steps: u64,
    cost: u64,
    halt: Halt,
    switch_point: bool,
}

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

/// Both halves of a local-pair argument.
#[inline]
fn pair(arg: u32) -> (usize, usize) {
    ((arg >> 4) as usize, (arg & 15) as usize)
}

#[expect(clippy::too_many_lines, reason = "one dispatch match")]
fn run_stretch(ex: &mut Exec<'_>, caches: &mut [Cache], fuel: &Fuel) -> Stretch {
    let profile = std::sync::Arc::clone(&ex.core.profile);
    let codes = ex.codes;
    let costs = &profile.costs.op;
    let points = &profile.switch_points;
    // What is left of both, less one: fuel is out when either is negative.
    let (first_steps, first_cost) = (less_one(fuel.max_steps), less_one(fuel.budget.0));
    let (mut steps_left, mut cost_left) = (first_steps, first_cost);
    let switch_point;
    let mut halt = Halt::Fuel;
    ex.core.extra_cost = 0;

    let mut code: &ExecCode;
    let mut instrs: &[ExecInstr];
    let mut ip: usize;
    let mut sp: usize;
    let mut base: usize;
    let mut stack: &mut [Value];
    macro_rules! reload {
        () => {{
            let frame = &ex.th.frames[ex.th.frames.len() - 1];
            code = codes.get(frame.code);
            instrs = &code.instrs;
            ip = frame.ip as usize;
            sp = frame.sp as usize;
            base = frame.base as usize;
            let size = base + code.frame_size as usize;
            if ex.th.stack.len() < size {
                ex.th.stack.resize(size * 2, Value::Null);
            }
            stack = ex.th.stack.as_mut_slice();
        }};
    }
    macro_rules! save {
        () => {{
            let last = ex.th.frames.len() - 1;
            let frame = &mut ex.th.frames[last];
            frame.ip = ip as u32;
            frame.sp = sp as u32;
        }};
    }
    macro_rules! push {
        ($value:expr) => {{
            let value = $value;
            stack[sp] = value;
            sp += 1;
        }};
    }
    macro_rules! pop {
        () => {{
            sp -= 1;
            stack[sp]
        }};
    }
    if ex.th.frames.is_empty() {
        return Stretch { steps: 0, cost: 0, halt: Halt::Thread, switch_point: false };
    }
    reload!();
    'run: loop {
        if (steps_left | cost_left) < 0 {
            switch_point = steps_left < first_steps && last_was_switch_point(code, ip, points, ex.native_check);
            save!();
            break 'run;
        }
        let instr = instrs[ip];
        steps_left -= 1;
        cost_left -= i64::from(costs[instr.op as usize]);
        ip += 1;
        // After an instruction that is a switch point: stop if asked to; collect if due.
        macro_rules! at_switch_point {
            () => {{
                if fuel.stop_at_switch_point {
                    switch_point = true;
                    halt = Halt::SwitchPoint;
                    save!();
                    if ex.core.heap.gc_due() {
                        halt = Halt::Collect;
                    }
                    break 'run;
                }
            }};
        }
        macro_rules! collect_if_due {
            () => {
                if ex.core.heap.gc_due() {
                    switch_point = points.after[instr.op as usize];
                    halt = Halt::Collect;
                    save!();
                    break 'run;
                }
            };
        }
        // Something was let go of: what the program wants to hear of at once may be lost.
        macro_rules! look_for_losses {
            ($asked:expr) => {
                if ex.core.heap.looks.eager && !code.hidden && ex.core.heap.looks($asked) {
                    switch_point = points.after[instr.op as usize];
                    halt = Halt::Collect;
                    save!();
                    break 'run;
                }
            };
        }
        // Arms that are done with their instruction fall out of the match.
        let result: Slow = 'slow: {
            // The result of two operands, in the place of the first.
            macro_rules! answer {
                ($value:expr) => {{
                    stack[sp - 2] = $value;
                    sp -= 1;
                    continue 'run;
                }};
            }
            // Leaves the fast path: the frame is brought up to date, and what the call came to is looked at below the match.
            macro_rules! slow {
                ($call:expr) => {{
                    save!();
                    break 'slow $call;
                }};
            }
            match instr.op {
                Op::Resume => {
                    let checked = instr.arg & 3 < 2 && points.after[Op::Resume as usize] && !code.hidden;
                    if checked {
                        at_switch_point!();
                    }
                    if ex.core.heap.gc_due() {
                        switch_point = checked;
                        halt = Halt::Collect;
                        save!();
                        break 'run;
                    }
                }
                Op::Nop | Op::NotTaken => {}
                Op::PopTop | Op::PopIter => {
                    sp -= 1;
                    if let Value::Obj(obj) = stack[sp]
                        && ex.core.heap.is_left_behind(obj)
                    {
                        slow!(ex.look_for_lost());
                    }
                    look_for_losses!(false);
                }
                Op::EndFor => sp -= 1,
                Op::PushNull => push!(Value::Null),
                Op::Copy => push!(stack[sp - instr.arg as usize]),
                Op::Swap => stack.swap(sp - 1, sp - instr.arg as usize),
                Op::LoadConst => push!(code.consts[instr.arg as usize]),
                Op::LoadSmallInt => push!(Value::Int(i64::from(instr.arg))),
                Op::LoadFast | Op::LoadFastBorrow => push!(stack[base + instr.arg as usize]),
                Op::LoadFastCheck => {
                    let value = stack[base + instr.arg as usize];
                    if value.is_null() {
                        slow!(ex.unbound_local(instr.arg));
                    } else {
                        push!(value);
                    }
                }
                Op::LoadFastAndClear => {
                    let place = base + instr.arg as usize;
                    push!(stack[place]);
                    stack[place] = Value::Null;
                }
                Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow => {
                    let (first, second) = pair(instr.arg);
                    push!(stack[base + first]);
                    push!(stack[base + second]);
                }
                Op::StoreFast => {
                    sp -= 1;
                    stack[base + instr.arg as usize] = in_words(&stack[sp]);
                }
                Op::StoreFastLoadFast => {
                    let (first, second) = pair(instr.arg);
                    stack[base + first] = in_words(&stack[sp - 1]);
                    stack[sp - 1] = stack[base + second];
                }
                Op::StoreFastStoreFast => {
                    let (first, second) = pair(instr.arg);
                    stack[base + first] = in_words(&stack[sp - 1]);
                    stack[base + second] = in_words(&stack[sp - 2]);
                    sp -= 2;
                }
                Op::DeleteFast => {
                    let place = base + instr.arg as usize;
                    if stack[place].is_null() {
                        slow!(ex.unbound_local(instr.arg));
                    } else {
                        stack[place] = Value::Null;
                        look_for_losses!(true);
                    }
                }
                Op::MakeCell => {
                    let place = base + instr.arg as usize;
                    let cell = ex.core.heap.alloc(Object::Cell(stack[place]));
                    stack[place] = Value::Obj(cell);
                }
                Op::CopyFreeVars => {
                    let closure = ex.th.frames[ex.th.frames.len() - 1].closure;
                    if let Some(closure) = closure.get()
                        && let Object::Tuple(cells) = ex.core.heap.get(closure)
                    {
                        let first = base + code.n_locals as usize - cells.len();
                        stack[first..first + cells.len()].copy_from_slice(cells);
                    }
                }
                Op::LoadDeref => {
                    let value = match stack[base + instr.arg as usize] {
                        Value::Obj(cell) => match ex.core.heap.get(cell) {
                            Object::Cell(value) => *value,
                            _ => Value::Null,
                        },
                        _ => Value::Null,
                    };
                    if value.is_null() {
                        slow!(ex.unbound_cell(instr.arg));
                    } else {
                        push!(value);
                    }
                }
                Op::StoreDeref => {
                    let value = pop!();
                    if let Value::Obj(cell) = stack[base + instr.arg as usize] {
                        *ex.core.heap.get_mut(cell) = Object::Cell(value);
                    }
                }
                Op::DeleteDeref => slow!(ex.delete_deref(instr.arg)),
                Op::LoadFromDictOrDeref => slow!(ex.load_from_dict_or_deref(instr.arg)),
                Op::LoadGlobal => {
                    let globals = ex.th.frames[ex.th.frames.len() - 1].globals;
                    let name = code.names[(instr.arg >> 1) as usize];
                    let cache = &caches[instr.cache as usize];
                    let mut found = Value::Null;
                    if cache.class == globals {
                        match cache.kind {
                            CacheKind::Global => {
                                if let Object::Dict(dict) = ex.core.heap.get(globals)
                                    && let Some(entry) = dict.entries().get(cache.index as usize)
                                    && entry.key.is(Value::Obj(name))
                                {
                                    found = entry.value;
                                }
                            }
                            CacheKind::Builtin => {
                                if let Object::Dict(dict) = ex.core.heap.get(globals)
                                    && dict.keys_version() == cache.version
                                    && let Value::Obj(builtins) = ex.core.builtins
                                    && let Object::Dict(builtins) = ex.core.heap.get(builtins)
                                    && let Some(entry) = builtins.entries().get(cache.index as usize)
                                    && entry.key.is(Value::Obj(name))
                                {
                                    found = entry.value;
                                }
                            }
                            _ => {}
                        }
                    }
                    if found.is_null() {
                        caches[instr.cache as usize] = ex.global_cache(globals, name);

                        slow!(ex.load_global(globals, name, instr.arg & 1 != 0));
                    } else {
                        push!(found);
                        if instr.arg & 1 != 0 {
                            push!(Value::Null);
                        }
                    }
                }
                Op::StoreGlobal => {
                    let value = pop!();
                    let globals = ex.th.frames[ex.th.frames.len() - 1].globals;
                    ex.core.dict_set_name(Value::Obj(globals), code.names[instr.arg as usize], value);
                    look_for_losses!(false);
                }
                Op::DeleteGlobal => slow!(ex.delete_global(code.names[instr.arg as usize])),
                Op::LoadName => slow!(ex.load_name(code.names[instr.arg as usize])),
                Op::StoreName => slow!(ex.store_name(code.names[instr.arg as usize])),
                Op::DeleteName => slow!(ex.delete_name(code.names[instr.arg as usize])),
                Op::LoadLocals => push!(ex.th.frames[ex.th.frames.len() - 1].locals.value_or(Value::Null)),
                Op::LoadFromDictOrGlobals => slow!(ex.load_from_dict_or_globals(code.names[instr.arg as usize])),

                Op::LoadAttr => {
                    let owner = stack[sp - 1];
                    let method = instr.arg & 1 != 0;
                    let at = instr.cache as usize;
                    if let Some(value) = caches[at].slot(ex.core, owner) {
                        stack[sp - 1] = *value;
                        if method {
                            push!(Value::Null);
                        }
                        continue 'run;
                    }
                    let found = caches[at].attr(ex.core, owner, method);
                    match found.or_else(|| caches[at + 1].attr(ex.core, owner, method)) {
                        Some((attr, is_method)) => {
                            stack[sp - 1] = attr;
                            if method {
                                // A method goes with its owner; anything else is called by itself.
                                push!(if is_method { owner } else { Value::Null });
                            }
                        }
                        None => {
                            let name = code.names[(instr.arg >> 1) as usize];
                            caches[at + 1] = caches[at];
                            caches[at] = ex.attr_cache(owner, name);
                            slow!(ex.load_attr(name, method));
                        }
                    }
                }
                Op::StoreAttr => {
                    let owner = stack[sp - 1];
                    let cache = &caches[instr.cache as usize];
                    let mut hit = false;
                    if cache.version == ex.core.type_version
                        && let Value::Obj(obj) = owner
                        && let Object::Instance(instance) = ex.core.heap.get(obj)
                        && instance.class == cache.class
                        && instance.shape == cache.shape
                    {
                        match cache.kind {
                            CacheKind::Slot => {
                                if let Object::Instance(instance) = ex.core.heap.get_mut(obj) {
                                    instance.values[cache.index as usize] = stack[sp - 2];
                                }
                                hit = true;
                            }
                            CacheKind::Add => {
                                ex.core.heap.grew(16);
                                if let Object::Instance(instance) = ex.core.heap.get_mut(obj) {
                                    instance.shape = cache.next;
                                    instance.values.push(stack[sp - 2]);
                                }
                                hit = true;
                            }
                            _ => {}
                        }
                    }
                    if hit {
                        sp -= 2;
                    } else {
                        let name = code.names[instr.arg as usize];
                        caches[instr.cache as usize] = ex.store_cache(owner, name);

                        slow!(ex.store_attr(name));
                    }
                }
                Op::DeleteAttr => slow!(ex.delete_attr(code.names[instr.arg as usize])),
                Op::LoadSuperAttr => slow!(ex.load_super_attr(instr.arg, code.names[(instr.arg >> 2) as usize])),
                Op::LoadSpecial => slow!(ex.load_special(instr.arg)),

                Op::BinaryOp => {
                    const ADD: u32 = BinaryOp::Add as u32;
                    const INPLACE_ADD: u32 = BinaryOp::InplaceAdd as u32;
                    const SUBTRACT: u32 = BinaryOp::Subtract as u32;
                    const INPLACE_SUBTRACT: u32 = BinaryOp::InplaceSubtract as u32;
                    const MULTIPLY: u32 = BinaryOp::Multiply as u32;
                    const INPLACE_MULTIPLY: u32 = BinaryOp::InplaceMultiply as u32;
                    const REMAINDER: u32 = BinaryOp::Remainder as u32;
                    const FLOOR_DIVIDE: u32 = BinaryOp::FloorDivide as u32;
                    const AND: u32 = BinaryOp::And as u32;
                    const SUBSCR: u32 = BinaryOp::Subscr as u32;
                    match (stack[sp - 2], stack[sp - 1]) {
                        (Value::Int(a), Value::Int(b)) => {
                            let quick = match instr.arg {
                                ADD | INPLACE_ADD => a.checked_add(b),
                                SUBTRACT | INPLACE_SUBTRACT => a.checked_sub(b),
                                MULTIPLY | INPLACE_MULTIPLY => a.checked_mul(b),
                                REMAINDER if b != 0 => Some(ops::floor_mod(a, b)),
                                FLOOR_DIVIDE if b > 0 => Some(a.div_euclid(b)),
                                AND => Some(a & b),
                                _ => None,
                            };
                            if let Some(result) = quick {
                                answer!(Value::Int(result));
                            }
                        }
                        (Value::Float(a), Value::Float(b)) => {
                            if let Some(result) = float_op(instr.arg, a, b) {
                                answer!(Value::Float(result));
                            }
                        }
                        (Value::Obj(container), Value::Int(index)) if instr.arg == SUBSCR => {
                            let item = match ex.core.heap.get(container) {
                                Object::List(items) => at_index(items, index),
                                Object::Tuple(items) => at_index(items, index),
                                _ => None,
                            };
                            if let Some(item) = item {
                                answer!(*item);
                            }
                        }
                        (Value::Float(a), Value::Int(b)) => {
                            if let Some(result) = float_op(instr.arg, a, b as f64) {
                                answer!(Value::Float(result));
                            }
                        }
                        (Value::Int(a), Value::Float(b)) => {
                            if let Some(result) = float_op(instr.arg, a as f64, b) {
                                answer!(Value::Float(result));
                            }
                        }
                        _ => {}
                    }
                    let op = BinaryOp::from_arg(instr.arg).unwrap_or(BinaryOp::Add);
                    slow!(ex.binary_op(op));
                }
                Op::BinarySlice => slow!(ex.binary_slice()),
                Op::StoreSlice => slow!(ex.store_slice()),
                Op::StoreSubscr => {
                    let mut hit = false;
                    if let (Value::Obj(container), Value::Int(index)) = (stack[sp - 2], stack[sp - 1])
                        && let Object::List(items) = ex.core.heap.get(container)
                    {
                        let at = if index < 0 { index + items.len() as i64 } else { index };
                        if at >= 0
                            && (at as usize) < items.len()
                            && let Object::List(items) = ex.core.heap.get_mut(container)
                        {
                            items.to_mut()[at as usize] = stack[sp - 3];
                            sp -= 3;
                            hit = true;
                        }
                    }
                    if !hit {
                        slow!(ex.store_subscript());
                    }
                }
                Op::DeleteSubscr => slow!(ex.delete_subscript()),
                Op::UnaryNegative => match stack[sp - 1] {
                    Value::Float(x) => stack[sp - 1] = Value::Float(-x),
                    Value::Int(i) if i != i64::MIN => stack[sp - 1] = Value::Int(-i),
                    _ => slow!(ex.unary(super::names::NEG)),
                },
                Op::UnaryInvert => slow!(ex.unary(super::names::INVERT)),
                Op::UnaryNot => {
                    if let Value::Bool(b) = stack[sp - 1] {
                        stack[sp - 1] = Value::Bool(!b);
                    } else {
                        slow!(ex.replace_by_truth(true));
                    }
                }
                Op::ToBool => match stack[sp - 1] {
                    Value::Bool(_) => {}
                    Value::None => stack[sp - 1] = Value::Bool(false),
                    Value::Int(i) => stack[sp - 1] = Value::Bool(i != 0),
                    _ => slow!(ex.replace_by_truth(false)),
                },
                Op::CompareOp => {
                    let op = instr.arg & 15;
                    let quick = match (stack[sp - 2], stack[sp - 1]) {
                        (Value::Int(a), Value::Int(b)) => compare(op, &a, &b),
                        (Value::Float(a), Value::Float(b)) => compare(op, &a, &b),
                        (Value::Obj(a), Value::Obj(b)) if op == CmpOp::Eq as u32 || op == CmpOp::Ne as u32 => {
                            match (ex.core.heap.get(a), ex.core.heap.get(b)) {
                                (Object::Str(x), Object::Str(y)) => {
                                    let same = a == b || (x.hash() == y.hash() && x.as_str() == y.as_str());
                                    Some(same == (op == CmpOp::Eq as u32))
                                }
                                _ => None,
                            }
                        }
                        _ => None,
                    };
                    if let Some(result) = quick {
                        answer!(Value::Bool(result));
                    }
                    let cmp = CmpOp::from_arg(op).unwrap_or(CmpOp::Eq);
                    slow!(ex.compare_op(cmp, instr.arg & CMP_TO_BOOL != 0));
                }
                Op::IsOp => {
                    sp -= 1;
                    let same = stack[sp - 1].is(stack[sp]);
                    stack[sp - 1] = Value::Bool(same != (instr.arg == 1));
                }
                Op::ContainsOp => slow!(ex.contains(instr.arg == 1)),

                Op::BuildTuple => {
                    let n = instr.arg as usize;
                    let tuple = ex.core.tuple(&stack[sp - n..sp]);
                    sp -= n;
                    push!(tuple);
                }
                Op::BuildList => {
                    let n = instr.arg as usize;
                    let list = ex.core.heap.list(stack[sp - n..sp].to_vec());
                    sp -= n;
                    push!(list);
                }
                Op::BuildSet => slow!(ex.build_set(instr.arg as usize)),
                Op::BuildMap => slow!(ex.build_map(instr.arg as usize)),
                Op::BuildString => slow!(ex.build_string(instr.arg as usize)),
                Op::BuildSlice => slow!(ex.build_slice(instr.arg as usize)),
                Op::ListAppend => {
                    sp -= 1;
                    let value = in_words(&stack[sp]);
                    if let Value::Obj(list) = stack[sp - instr.arg as usize]
                        && let Object::List(items) = ex.core.heap.get_mut(list)
                    {
                        items.to_mut().push(value);
                        ex.core.heap.grew(16);
                    }
                }
                Op::SetAdd => slow!(ex.set_add(instr.arg as usize)),
                Op::MapAdd => slow!(ex.map_add(instr.arg as usize)),
                Op::ListExtend => slow!(ex.list_extend(instr.arg as usize)),
                Op::SetUpdate => slow!(ex.set_update(instr.arg as usize)),
                Op::DictUpdate => slow!(ex.dict_update(instr.arg as usize)),
                Op::DictMerge => slow!(ex.dict_merge(instr.arg as usize)),
                Op::UnpackSequence => {
                    let n = instr.arg as usize;
                    let mut hit = false;
                    if let Value::Obj(obj) = stack[sp - 1] {
                        let items: &[Value] = match ex.core.heap.get(obj) {
                            Object::Tuple(items) => items,
                            Object::List(items) => items,
                            _ => &[],
                        };
                        if n > 0 && items.len() == n {
                            for (i, &item) in items.iter().enumerate() {
                                stack[sp - 1 + n - 1 - i] = item;
                            }
                            sp += n - 1;
                            hit = true;
                        }
                    }
                    if !hit {
                        slow!(ex.unpack_sequence(n));
                    }
                }
                Op::UnpackEx => slow!(ex.unpack_ex(instr.arg)),
                Op::ConvertValue => slow!(ex.convert_value(instr.arg)),
                Op::FormatSimple => {
                    let plain =
                        matches!(stack[sp - 1], Value::Obj(obj) if matches!(ex.core.heap.get(obj), Object::Str(_)));
                    if !plain {
                        slow!(ex.format_value(false));
                    }
                }
                Op::FormatWithSpec => slow!(ex.format_value(true)),

                Op::JumpForward => ip = instr.arg as usize,
                Op::JumpBackwardNoInterrupt => ip = instr.arg as usize,
                Op::JumpBackward => {
                    ip = instr.arg as usize;
                    let checked = points.after[Op::JumpBackward as usize] && !code.hidden;
                    if checked {
                        at_switch_point!();
                    }
                    collect_if_due!();
                    if (steps_left | cost_left) < 0 {
                        switch_point = checked;
                        save!();
                        break 'run;
                    }
                }
                Op::PopJumpIfTrue => {
                    sp -= 1;
                    if let Value::Bool(true) = stack[sp] {
                        ip = instr.arg as usize;
                    }
                }
                Op::PopJumpIfFalse => {
                    sp -= 1;
                    if let Value::Bool(false) = stack[sp] {
                        ip = instr.arg as usize;
                    }
                }
                Op::PopJumpIfNone => {
                    sp -= 1;
                    if stack[sp].is_none() {
                        ip = instr.arg as usize;
                    }
                }
                Op::PopJumpIfNotNone => {
                    sp -= 1;
                    if !stack[sp].is_none() {
                        ip = instr.arg as usize;
                    }
                }

                Op::GetIter => slow!(ex.get_iter()),
                Op::GetYieldFromIter => slow!(ex.get_yield_from_iter()),
                Op::ForIter => {
                    let Value::Obj(obj) = stack[sp - 1] else { slow!(ex.for_iter(instr.arg)) };
                    match ex.core.heap.get(obj) {
                        Object::Iter(Iter::Range { left: 0, .. }) => {
                            sp -= 1;
                            ip = instr.arg as usize;
                        }
                        Object::Iter(Iter::Range { .. }) => {
                            if let Object::Iter(Iter::Range { next, step, left }) = ex.core.heap.get_mut(obj) {
                                push!(Value::Int(*next));
                                *next = next.wrapping_add(*step);
                                *left -= 1;
                            }
                        }
                        Object::Iter(Iter::Seq { seq, at }) => {
                            let (seq, place) = (*seq, *at as usize);
                            let item = match ex.core.heap.get(seq) {
                                Object::List(items) => items.get(place),
                                Object::Tuple(items) => items.get(place),
                                _ => None,
                            };
                            let Some(item) = item else { slow!(ex.for_iter(instr.arg)) };
                            push!(*item);
                            if let Object::Iter(Iter::Seq { at, .. }) = ex.core.heap.get_mut(obj) {
                                *at += 1;
                            }
                        }
                        _ => slow!(ex.for_iter(instr.arg)),
                    }
                }

                Op::MakeFunction => slow!(ex.make_function()),
                Op::SetFunctionAttribute => slow!(ex.set_function_attribute(instr.arg)),
                Op::Call => {
                    let argc = instr.arg as usize;
                    let callee = sp - argc - 2;
                    let callable = stack[callee];
                    let (start, n_pos) =
                        if stack[callee + 1].is_null() { (callee + 2, argc) } else { (callee + 1, argc + 1) };
                    let mut entered = false;
                    if let Value::Obj(obj) = callable
                        && let Object::Function(function) = ex.core.heap.get(obj)
                        && function.simple
                    {
                        let target = codes.get(function.code);
                        if target.n_args as usize == n_pos && !target.hidden && (ex.th.depth as usize) < RECURSION_LIMIT
                        {
                            let (globals, closure, id) = (function.globals, function.closure.into(), function.code);
                            sp = callee;
                            save!();
                            ex.th.depth += 1;
                            cost_left -= i64::from(profile.costs.python_call);
                            ex.th.frames.push(Frame {
                                code: id,
                                ip: 0,
                                base: start as u32,
                                sp: start as u32 + target.n_locals,
                                globals,
                                closure,
                                locals: MaybeObj::NONE,
                                generator: MaybeObj::NONE,
                                on_return: OnReturn::Push,
                                hidden: false,
                                saved_handled: MaybeObj::NONE,
                            });
                            code = target;
                            instrs = &code.instrs;
                            ip = 0;
                            base = start;
                            sp = start + target.n_locals as usize;
                            let size = base + target.frame_size as usize;
                            if ex.th.stack.len() < size {
                                ex.th.stack.resize(size * 2, Value::Null);
                            }
                            stack = ex.th.stack.as_mut_slice();
                            stack[start + n_pos..sp].fill(Value::Null);
                            entered = true;
                        }
                    }
                    if !entered {
                        sp = callee;
                        if let Value::Native(native) = callable {
                            slow!(ex.call_native(native, Args::positional(start, n_pos), OnReturn::Push));
                        }
                        slow!(ex.call(callable, Args::positional(start, n_pos), OnReturn::Push));
                    }
                }
                Op::CallKw => slow!(ex.call_kw(instr.arg as usize)),
                Op::CallFunctionEx => slow!(ex.call_function_ex()),
                Op::CallIntrinsic1 => slow!(ex.intrinsic1(instr.arg)),
                Op::CallIntrinsic2 => slow!(ex.intrinsic2(instr.arg)),
                Op::ReturnValue => {
                    let result = sp - 1;
                    let last = ex.th.frames.len() - 1;
                    let frame = &ex.th.frames[last];
                    if let OnReturn::Push = frame.on_return
                        && frame.generator == MaybeObj::NONE
                    {
                        if !frame.hidden {
                            ex.th.depth -= 1;
                        }
                        ex.th.frames.pop();
                        let frame = &ex.th.frames[last - 1];
                        code = codes.get(frame.code);
                        instrs = &code.instrs;
                        ip = frame.ip as usize;
                        sp = frame.sp as usize;
                        base = frame.base as usize;
                        push!(in_words(&stack[result]));
                    } else {
                        let value = pop!();
                        slow!(ex.return_value(value));
                    }
                }
                Op::LoadBuildClass => slow!(ex.load_build_class()),

                Op::ReturnGenerator => slow!(ex.return_generator()),
                Op::YieldValue => slow!(ex.yield_value()),
                Op::Send => {
                    let value = pop!();
                    slow!(ex.send(value, instr.arg));
                }
                Op::EndSend => {
                    sp -= 1;
                    stack[sp - 1] = stack[sp];
                }
                Op::CleanupThrow => slow!(ex.cleanup_throw()),
                Op::GetAwaitable => slow!(ex.get_awaitable(instr.arg)),
                Op::GetAiter => slow!(ex.get_aiter()),
                Op::GetAnext => slow!(ex.get_anext()),
                Op::EndAsyncFor => slow!(Ok(ex.end_async_for())),
                Op::RaiseVarargs => slow!(Ok(ex.raise(instr.arg))),
                Op::Reraise => slow!(Ok(ex.reraise())),
                Op::PushExcInfo => {
                    let exc = stack[sp - 1];
                    stack[sp - 1] = ex.th.handled;
                    push!(exc);
                    ex.th.handled = exc;
                    ex.core.handled = exc;
                }
                Op::PopExcept => {
                    let previous = pop!();
                    ex.th.handled = previous;
                    ex.core.handled = previous;
                }
                Op::CheckExcMatch => slow!(ex.check_exc_match()),
                Op::CheckEgMatch => slow!(ex.check_eg_match()),
                Op::WithExceptStart => slow!(ex.with_except_start()),
                Op::ImportName => slow!(ex.import_name(code.names[instr.arg as usize])),
                Op::ImportFrom => slow!(ex.import_from(code.names[instr.arg as usize])),
                Op::GetLen => slow!(ex.get_len()),
                Op::MatchMapping => slow!(ex.match_mapping()),
                Op::MatchSequence => slow!(ex.match_sequence()),
                Op::MatchKeys => slow!(ex.match_keys()),
                Op::MatchClass => slow!(ex.match_class(instr.arg)),
                Op::SetupAnnotations => slow!(ex.setup_annotations()),
                Op::LoadCommonConstant => slow!(ex.load_common_constant(instr.arg)),
            }
            continue 'run;
        };
        cost_left = cost_left.saturating_sub_unsigned(std::mem::take(&mut ex.core.extra_cost));
        let flow = match result {
            Ok(flow) => flow,
            Err(exc) => {
                let flow = ex.throw(exc);
                cost_left = cost_left.saturating_sub_unsigned(std::mem::take(&mut ex.core.extra_cost));
                ex.native_check = false;
                flow
            }
        };
        if flow == Flow::Stop {
            switch_point = false;
            halt = Halt::Thread;
            break 'run;
        }
        reload!();
        // Calls of natives look at the eval breaker afterwards; other instructions that call one do not.
        if ex.native_check {
            ex.native_check = false;
            let call = matches!(instr.op, Op::Call | Op::CallKw | Op::CallFunctionEx);
            let entered = !points.after_with_enter && is_with_enter(&code.instrs, ip);
            if call && points.after_native_call && !entered && !code.hidden {
                at_switch_point!();
                if (steps_left | cost_left) < 0 {
                    switch_point = true;
                    save!();
                    break 'run;
                }
            }
        } else if ex.core.heap.looks.eager {
            match instr.op {
                Op::DeleteName | Op::DeleteAttr | Op::DeleteSubscr | Op::DeleteDeref | Op::DeleteGlobal => {
                    look_for_losses!(true);
                }
                Op::StoreName | Op::StoreAttr | Op::StoreSubscr => look_for_losses!(false),
                _ => {}
            }
        }
    }
    let (steps, cost) = (first_steps.abs_diff(steps_left), first_cost.abs_diff(cost_left));
    Stretch { steps, cost, halt, switch_point }
}

/// Of fuel.
fn less_one(fuel: u64) -> i64 {
    i64::try_from(fuel).unwrap_or(i64::MAX) - 1
}

/// Whether the instruction before `ip` was a switch point, for a stop by fuel. Jumps and calls set it where they stop.
fn last_was_switch_point(
    code: &ExecCode,
    ip: usize,
    points: &super::profile::SwitchPoints,
    _native_check: bool,
) -> bool {
    let Some(instr) = ip.checked_sub(1).and_then(|at| code.instrs.get(at)) else { return false };
    match instr.op {
        Op::Resume => instr.arg & 3 < 2 && points.after[Op::Resume as usize] && !code.hidden,
        Op::JumpBackward => false,
        op => points.after[op as usize] && !code.hidden,
    }
}

#[inline]
fn at_index(items: &[Value], index: i64) -> Option<&Value> {
    let at = if index < 0 { index + items.len() as i64 } else { index };
    usize::try_from(at).ok().and_then(|at| items.get(at))
}

#[inline]
fn float_op(op: u32, a: f64, b: f64) -> Option<f64> {
    const ADD: u32 = BinaryOp::Add as u32;
    const INPLACE_ADD: u32 = BinaryOp::InplaceAdd as u32;
    const SUBTRACT: u32 = BinaryOp::Subtract as u32;
    const INPLACE_SUBTRACT: u32 = BinaryOp::InplaceSubtract as u32;
    const MULTIPLY: u32 = BinaryOp::Multiply as u32;
    const INPLACE_MULTIPLY: u32 = BinaryOp::InplaceMultiply as u32;
    const TRUE_DIVIDE: u32 = BinaryOp::TrueDivide as u32;
    match op {
        ADD | INPLACE_ADD => Some(a + b),
        SUBTRACT | INPLACE_SUBTRACT => Some(a - b),
        MULTIPLY | INPLACE_MULTIPLY => Some(a * b),
        TRUE_DIVIDE if b != 0.0 => Some(a / b),
        _ => None,
    }
}

/// The value, copied by the words it was written in: one load of both would wait for two stores to reach the cache.
/// WebAssembly has no such loads.
#[inline]
fn in_words(value: &Value) -> Value {
    match value {
        Value::Int(i) if cfg!(not(target_arch = "wasm32")) => Value::Int(*i),
        Value::Float(x) if cfg!(not(target_arch = "wasm32")) => Value::Float(*x),
        other => *other,
    }
}

#[inline]
fn compare<T: PartialOrd>(op: u32, a: &T, b: &T) -> Option<bool> {
    const LT: u32 = CmpOp::Lt as u32;
    const LE: u32 = CmpOp::Le as u32;
    const EQ: u32 = CmpOp::Eq as u32;
    const NE: u32 = CmpOp::Ne as u32;
    const GT: u32 = CmpOp::Gt as u32;
    const GE: u32 = CmpOp::Ge as u32;
    Some(match op {
        LT => a < b,
        LE => a <= b,
        EQ => a == b,
        NE => a != b,
        GT => a > b,
        GE => a >= b,
        _ => return None,
    })
}

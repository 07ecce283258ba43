//! A world as the inspector shows it.

use crate::base::ids::{LaneId, ProcessId, ThreadId};
use crate::base::time::{Nanos, Picos};
use crate::lang::code::Op;
use crate::lang::dis;
use crate::process::Process;
use crate::trace::inspection::{BytecodeRow, BytecodeView, FrameView, Inspection, LockView, ThreadView, Variable};
use crate::vm::machine::FrameView as MachineFrame;
use crate::vm::object::Object;
use crate::vm::value::Value;

use super::inspect_loop::loops;
use super::world::{Runner, SimThread, World};

/// Longest text of a value.
const MAX_REPR: usize = 120;
/// Items or attributes shown of one object.
const MAX_CHILDREN: usize = 50;

/// Everything there is to see in a world, compared with the one a step before (for what changed).
pub fn inspect(world: &mut World, before: Option<&mut World>) -> Inspection {
    let mut inspection = look(world);
    if let Some(before) = before {
        let old = look(before);
        mark_changes(&mut inspection.globals, &old.globals);
        for thread in &mut inspection.threads {
            let Some(was) = old.threads.iter().find(|was| was.lane == thread.lane) else { continue };
            let n = thread.frames.len().min(was.frames.len());
            // Frames are compared from the outermost, which is last.
            for i in 1..=n {
                let at = thread.frames.len() - i;
                let old_frame = &was.frames[was.frames.len() - i];
                if old_frame.function == thread.frames[at].function {
                    mark_changes(&mut thread.frames[at].locals, &old_frame.locals);
                }
            }
        }
    }
    inspection
}

fn mark_changes(now: &mut [Variable], before: &[Variable]) {
    for variable in now {
        let was = before.iter().find(|was| was.name == variable.name);
        variable.changed = was.is_none_or(|was| was.value != variable.value || was.identity != variable.identity);
    }
}

fn look(world: &mut World) -> Inspection {
    let next = world.next_thread();
    let of = next.map_or(ProcessId(0), |runner| world.thread(runner).process);
    let runners: Vec<Runner> = world.runners().collect();
    let (step, time) = (world.steps(), world.time());
    Inspection {
        step,
        time,
        lane: next.map(|runner| world.thread(runner).lane),
        threads: runners.iter().map(|&runner| thread_view(world, runner)).collect(),
        globals: globals(world.process_mut(of)),
        locks: locks(world),
        loops: world.process_ids().flat_map(|id| loops(world, id)).collect(),
        bytecode: next.and_then(|runner| {
            let thread = world.thread(runner);
            bytecode(&world.process(thread.process).process, thread.thread)
        }),
    }
}

fn thread_view(world: &mut World, runner: Runner) -> ThreadView {
    let SimThread { process, thread, lane, state, since, .. } = *world.thread(runner);
    let process = world.process_mut(process);
    let frames = process.machine.frames(thread);
    let shown: Vec<MachineFrame> = frames.into_iter().rev().filter(|frame| !frame.hidden).collect();
    let frames = shown.into_iter().map(|frame| frame_view(process, &frame)).collect();
    ThreadView { lane, state, since, frames }
}

fn frame_view(process: &mut Process, frame: &MachineFrame) -> FrameView {
    let library = frame.filename != *process.filename();
    let locals = if library { Vec::new() } else { frame.locals.clone() };
    FrameView {
        function: frame.function.to_string(),
        file: frame.filename.to_string(),
        line: frame.line,
        library,
        locals: locals.into_iter().map(|(name, value)| variable(process, &name, value, false, 0)).collect(),
    }
}

fn globals(process: &mut Process) -> Vec<Variable> {
    let heap = &process.machine.core.heap;
    let Object::Module { dict, .. } = *heap.get(process.main_module()) else { return Vec::new() };
    let Some(namespace) = heap.as_dict(Value::Obj(dict)) else { return Vec::new() };
    let named: Vec<(String, Value)> = namespace
        .iter()
        .filter_map(|entry| Some((heap.as_str(entry.key)?.as_str().to_owned(), entry.value)))
        .filter(|(name, value)| !name.starts_with("__") && !is_scenery(process, *value))
        .collect();
    named.into_iter().map(|(name, value)| variable(process, &name, value, true, 0)).collect()
}

/// Modules, functions and classes are not what one looks for among variables.
fn is_scenery(process: &Process, value: Value) -> bool {
    match value {
        Value::Native(_) => true,
        Value::Obj(obj) => {
            matches!(process.machine.core.heap.get(obj), Object::Module { .. } | Object::Function(_) | Object::Class(_))
        }
        _ => false,
    }
}

fn variable(process: &mut Process, name: &str, value: Value, global: bool, depth: u32) -> Variable {
    let machine = &mut process.machine;
    let text = machine.short_repr(value, MAX_REPR);
    let type_name = machine.core.type_name(value).to_owned();
    let mutable = value.obj().is_some_and(|obj| {
        !matches!(machine.core.heap.get(obj), Object::Str(_) | Object::Tuple(_) | Object::BigInt(_) | Object::Bytes(_))
    });
    let identity = value.obj().filter(|_| mutable).map_or(0, |obj| u64::from(obj.0));
    let children = if depth == 0 { children(process, value) } else { Vec::new() };
    Variable {
        name: name.to_owned(),
        value: text,
        type_name,
        identity,
        shared: global && process.n_alive() > 1,
        changed: false,
        children,
    }
}

fn children(process: &mut Process, value: Value) -> Vec<Variable> {
    let machine = &mut process.machine;
    let Some(obj) = value.obj() else { return Vec::new() };
    let mut parts: Vec<(String, Value)> = match machine.core.heap.get(obj) {
        Object::List(items) => items.iter().take(MAX_CHILDREN).enumerate().map(|(i, &v)| (i.to_string(), v)).collect(),
        Object::Tuple(items) => items.iter().take(MAX_CHILDREN).enumerate().map(|(i, &v)| (i.to_string(), v)).collect(),
        Object::Dict(dict) => {
            let entries: Vec<(Value, Value)> = dict.iter().take(MAX_CHILDREN).map(|e| (e.key, e.value)).collect();
            entries.into_iter().map(|(key, v)| (machine.short_repr(key, 40), v)).collect()
        }
        _ => machine.attributes(value).into_iter().map(|(name, v)| (name.to_string(), v)).collect(),
    };
    parts.truncate(MAX_CHILDREN);
    parts.into_iter().map(|(name, v)| variable(process, &name, v, false, 1)).collect()
}

fn locks(world: &World) -> Vec<LockView> {
    let mut views = Vec::new();
    for id in world.process_ids() {
        let sim = world.process(id);
        let heap = &sim.process.machine.core.heap;
        for (number, lock) in sim.process.locks() {
            let (Object::Lock(data), Some(known)) = (heap.get(lock), sim.number_of_lock(number)) else { continue };
            views.push(LockView {
                lock: known,
                name: sim.process.lock_name(number).to_owned(),
                kind: if data.reentrant { "RLock" } else { "Lock" }.to_owned(),
                owner: data.owner.filter(|_| data.locked).map(|owner| world.lane_of(id, owner)),
                waiters: data.waiters.iter().map(|&thread| world.lane_of(id, thread)).collect::<Vec<LaneId>>(),
            });
        }
    }
    views
}

fn bytecode(process: &Process, thread: ThreadId) -> Option<BytecodeView> {
    let machine = &process.machine;
    // The innermost frame that is not hidden: prelude code is no Python of anybody's.
    let frames = machine.frames(thread);
    let frame = frames.iter().rev().find(|frame| !frame.hidden)?;
    let code = machine.codes().get(frame.code);
    let profile = &machine.core.profile;
    let label = |_: u32| None;
    let rows = code.instrs.iter().enumerate().map(|(at, &instr)| {
        let by_rule = profile.switch_points.after[instr.op as usize] && (instr.op != Op::Resume || instr.arg < 2);
        let call =
            matches!(instr.op, Op::Call | Op::CallKw | Op::CallFunctionEx) && profile.switch_points.after_native_call;
        let argument = dis::argument(code, machine.codes(), instr, &label);
        BytecodeRow {
            offset: at as u32,
            line: code.line_at(at as u32),
            name: instr.op.name().to_owned(),
            argument: argument.trim_matches(['(', ')']).to_owned(),
            switch_point: by_rule || call,
            cost: Picos(u64::from(profile.costs.op[instr.op as usize])).nanos().max(Nanos(1)),
        }
    });
    Some(BytecodeView { function: code.qualname.to_string(), rows: rows.collect(), next: frame.at })
}

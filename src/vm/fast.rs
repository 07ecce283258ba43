//! The fast loop: instructions on built-in values as long as nothing special happens. It makes no call.
//!
//! What it cannot do, it leaves before it has done any of it, and the complete loop (`dispatch.rs`) executes that instruction.
//! So it changes nothing but how long a run takes. It runs only with ample fuel, and makes no object, so that neither fuel nor
//! collections need be looked at but where a loop turns or a frame changes.
//!
//! Why no call: compilers of WebAssembly keep nothing in registers across one, and where paths of a loop with calls meet, they
//! move all its state to memory and back, for each instruction. Bounds that fail are calls as well, but ones that do not return.
//! What is called here is therefore `#[inline]`, and what would grow, copy or compare memory is left.

use super::cache::{Cache, CacheKind};
use super::cow::Cow;
use super::dispatch::Place;
use super::exec::Exec;
use super::fast_results::{
    arithmetic, call_native, comparison, defaults_for, in_words, is_caught, item_of, place_of_key, same_text, truth,
};
use super::frame::{Frame, OnReturn};
use super::fuse::Fast;
use super::generator::GenState;
use super::iter::Iter;
use super::left::Left;
use super::object::Object;
use super::profile::Profile;
use super::types;
use super::value::{MaybeObj, Value};
use crate::lang::code::{Kind, Op};

/// Both halves of a local-pair argument.
#[inline]
pub(super) fn pair(arg: u32) -> (usize, usize) {
    ((arg >> 4) as usize, (arg & 15) as usize)
}

/// Runs the top frame, and those it calls and returns to, up to the first instruction that is for the complete loop, where `place`
/// is then; the top frame does not know yet. `left` has been [ended](Left::end) before and after, and is ample for the code.
#[expect(clippy::too_many_lines, reason = "one dispatch match")]
#[inline(never)]
pub(super) fn run<'a>(
    ex: &mut Exec<'a>,
    caches: &[Cache],
    profile: &Profile,
    left: &mut Left,
    stops: bool,
    place: &mut Place<'a>,
) {
    let (codes, core, th) = (ex.codes, &mut *ex.core, &mut *ex.th);
    let heap = &mut core.heap;
    let stack = th.stack.as_mut_slice();
    let Place { mut code, mut ip, mut sp, mut base } = *place;
    let mut fuel = *left;
    fuel.begin(code, ip);
    // See `Exec::check_depth`.
    let most_frames = 4 * core.recursion_limit as usize;
    'run: loop {
        let instr = &code.instrs[ip];
        ip += 1;
        macro_rules! leave {
            () => {{
                ip -= 1;
                break 'run;
            }};
        }
        macro_rules! push {
            ($value:expr) => {{
                stack[sp] = $value;
                sp += 1;
            }};
        }
        // The position is behind the jump, which may be the end of what the instruction stands for.
        macro_rules! jump {
            ($to:expr) => {{
                let to = $to as usize;
                fuel.jump(code, ip, to);
                ip = to;
            }};
        }
        // The result of what began here and, when a STORE_FAST follows, that one too.
        macro_rules! store_or_push {
            ($value:expr) => {{
                let value = $value;
                match instr.store {
                    0 => push!(value),
                    place => {
                        stack[base + place as usize - 1] = value;
                        ip += 1;
                    }
                }
            }};
        }
        macro_rules! jump_if {
            ($result:expr) => {{
                ip += 1;
                if $result == (instr.store == 1) {
                    jump!(instr.target);
                }
            }};
        }
        // Goes on with a suspended generator; the resumer's stack ends at `$top` meanwhile.
        macro_rules! resume {
            ($generator:expr, $top:expr, $on_return:expr, $value:expr) => {{
                let (value, top) = ($value, $top);
                let Some(Object::Generator(data)) = heap.get_owned($generator) else { leave!() };
                let Some(frame) = &data.frame else { leave!() };
                if !(data.state == GenState::Suspended || data.state == GenState::Created && value.is_none()) {
                    leave!();
                }
                let target = codes.get(frame.code);
                let start = top + 1;
                let mut after = fuel;
                after.end(code, ip);
                after.spend(u64::from(profile.costs.resume));
                after.begin(target, frame.ip as usize);
                if frame.hidden
                    || th.depth >= core.recursion_limit
                    || start + target.frame_size as usize > stack.len()
                    || th.frames.len() >= most_frames.min(th.frames.capacity())
                    || !after.is_ample(target)
                {
                    leave!();
                }
                let frame = Frame {
                    base: start as u32,
                    sp: (start + data.stack.len()) as u32,
                    on_return: $on_return,
                    saved_handled: th.handled.into(),
                    ..frame.clone()
                };
                let (resumed_at, resumed_sp) = (frame.ip as usize, frame.sp as usize);
                th.frames.push(frame);
                let last = th.frames.len() - 2;
                let caller = &mut th.frames[last];
                caller.ip = ip as u32;
                caller.sp = top as u32;
                th.depth += 1;
                fuel = after;
                code = target;
                (ip, sp, base) = (resumed_at, resumed_sp, start);
                for (i, &value) in data.stack.iter().enumerate() {
                    stack[start + i] = value;
                }
                data.state = GenState::Running;
                if !data.handled.is_none() {
                    th.handled = data.handled;
                    data.handled = Value::None;
                }
                push!(value);
                continue 'run;
            }};
        }
        match instr.fast {
            Fast::Leave => leave!(),
            Fast::Nop => {}
            Fast::Resume => {
                if heap.gc_due() || stops && profile.switch_points.after[Op::Resume as usize] && !code.hidden {
                    leave!();
                }
            }
            Fast::PopTop => {
                if heap.looks.eager && !code.hidden {
                    leave!();
                }
                if let Value::Obj(obj) = stack[sp - 1]
                    && heap.is_left_behind(obj)
                {
                    leave!();
                }
                sp -= 1;
            }
            Fast::EndFor => sp -= 1,
            Fast::PushNull => push!(Value::Null),
            Fast::Copy => push!(stack[sp - instr.arg as usize]),
            Fast::Swap => stack.swap(sp - 1, sp - instr.arg as usize),
            Fast::LoadConst => push!(code.consts[instr.arg as usize]),
            Fast::LoadSmallInt => push!(Value::Int(i64::from(instr.arg))),
            Fast::LoadFast => push!(stack[base + instr.arg as usize]),
            Fast::LoadFastCheck => {
                let value = stack[base + instr.arg as usize];
                if value.is_null() {
                    leave!();
                }
                push!(value);
            }
            Fast::LoadFastAndClear => {
                let place = base + instr.arg as usize;
                push!(stack[place]);
                stack[place] = Value::Null;
            }
            Fast::LoadFastLoadFast => {
                let (first, second) = pair(instr.arg);
                push!(stack[base + first]);
                push!(stack[base + second]);
            }
            Fast::StoreFast => {
                sp -= 1;
                stack[base + instr.arg as usize] = in_words(&stack[sp]);
            }
            Fast::StoreFastLoadFast => {
                let (first, second) = pair(instr.arg);
                stack[base + first] = in_words(&stack[sp - 1]);
                stack[sp - 1] = stack[base + second];
            }
            Fast::StoreFastStoreFast => {
                let (first, second) = pair(instr.arg);
                stack[base + first] = in_words(&stack[sp - 1]);
                stack[base + second] = in_words(&stack[sp - 2]);
                sp -= 2;
            }
            Fast::CopyFreeVars => {
                let closure = th.frames[th.frames.len() - 1].closure;
                if let Some(closure) = closure.get()
                    && let Object::Tuple(cells) = heap.get(closure)
                {
                    let first = base + code.n_locals as usize - cells.len();
                    for (i, &cell) in cells.iter().enumerate() {
                        stack[first + i] = cell;
                    }
                }
            }
            Fast::LoadDeref => {
                let Value::Obj(cell) = stack[base + instr.arg as usize] else { leave!() };
                match heap.get(cell) {
                    Object::Cell(value) if !value.is_null() => push!(*value),
                    _ => leave!(),
                }
            }
            Fast::StoreDeref => {
                let Value::Obj(cell) = stack[base + instr.arg as usize] else { leave!() };
                let Some(Object::Cell(value)) = heap.get_owned(cell) else { leave!() };
                sp -= 1;
                *value = stack[sp];
            }
            Fast::DeleteFast => {
                let place = base + instr.arg as usize;
                if stack[place].is_null() || heap.looks.eager && !code.hidden {
                    leave!();
                }
                stack[place] = Value::Null;
            }
            Fast::CheckExcMatch => {
                let (Value::Obj(exc), Value::Obj(kind)) = (stack[sp - 2], stack[sp - 1]) else { leave!() };
                let Some(matches) = is_caught(heap, exc, kind) else { leave!() };
                stack[sp - 1] = Value::Bool(matches);
            }
            Fast::PushExcInfo => {
                let exc = stack[sp - 1];
                stack[sp - 1] = th.handled;
                push!(exc);
                th.handled = exc;
                core.handled = exc;
            }
            Fast::PopExcept => {
                sp -= 1;
                th.handled = stack[sp];
                core.handled = stack[sp];
            }
            Fast::LoadGlobal => {
                let cache = &caches[instr.cache as usize];
                if cache.class != th.frames[th.frames.len() - 1].globals {
                    leave!();
                }
                let Object::Dict(globals) = heap.get(cache.class) else { leave!() };
                let dict = match cache.kind {
                    CacheKind::Global => globals,
                    CacheKind::Builtin if globals.keys_version() == cache.version => match core.builtins {
                        Value::Obj(builtins) => match heap.get(builtins) {
                            Object::Dict(builtins) => builtins,
                            _ => leave!(),
                        },
                        _ => leave!(),
                    },
                    _ => leave!(),
                };
                let Some(entry) = dict.entries().get(cache.index as usize) else { leave!() };
                match entry.key {
                    Value::Obj(key) if key == code.names[(instr.arg >> 1) as usize] && !entry.value.is_null() => {
                        push!(entry.value);
                    }
                    _ => leave!(),
                }
                if instr.arg & 1 != 0 {
                    push!(Value::Null);
                }
            }
            Fast::LoadAttr => {
                let Value::Obj(owner) = stack[sp - 1] else { leave!() };
                let method = instr.arg & 1 != 0;
                let object = heap.get(owner);
                let mut at = instr.cache as usize;
                let first = at;
                let found = loop {
                    let cache = &caches[at];
                    if cache.version == core.type_version {
                        match object {
                            Object::Instance(instance)
                                if instance.class == cache.class && instance.shape == cache.shape =>
                            {
                                match cache.kind {
                                    CacheKind::Slot => break instance.values[cache.index as usize],
                                    CacheKind::ClassValue => break cache.value,
                                    CacheKind::Method if method => {
                                        stack[sp - 1] = cache.value;
                                        push!(Value::Obj(owner));
                                        continue 'run;
                                    }
                                    _ => {}
                                }
                            }
                            Object::Module { .. } if cache.kind == CacheKind::Module => {
                                if let Object::Dict(dict) = heap.get(cache.class)
                                    && let Value::Obj(module) = cache.value
                                    && module == owner
                                    && let Some(entry) = dict.entries().get(cache.index as usize)
                                    && let Value::Obj(key) = entry.key
                                    && key == cache.name
                                {
                                    break entry.value;
                                }
                            }
                            _ if method
                                && cache.kind == CacheKind::BuiltinMethod
                                && types::common_class(heap, &Value::Obj(owner)) == Some(cache.class) =>
                            {
                                stack[sp - 1] = cache.value;
                                push!(Value::Obj(owner));
                                continue 'run;
                            }
                            _ => {}
                        }
                    }
                    if at != first {
                        leave!();
                    }
                    at += 1;
                };
                stack[sp - 1] = found;
                if method {
                    push!(Value::Null);
                }
            }
            Fast::StoreAttr => {
                if heap.looks.eager && !code.hidden {
                    leave!();
                }
                let cache = &caches[instr.cache as usize];
                let Value::Obj(owner) = stack[sp - 1] else { leave!() };
                let Some(Object::Instance(instance)) = heap.change_owned(owner) else { leave!() };
                if cache.version != core.type_version || instance.class != cache.class || instance.shape != cache.shape
                {
                    leave!();
                }
                match cache.kind {
                    CacheKind::Slot => instance.values[cache.index as usize] = stack[sp - 2],
                    CacheKind::Add if instance.values.len() < instance.values.capacity() => {
                        instance.shape = cache.next;
                        instance.values.push(stack[sp - 2]);
                        heap.grew(16);
                    }
                    _ => leave!(),
                }
                sp -= 2;
            }
            Fast::Binary => {
                let Some(value) = arithmetic(instr.tail, &stack[sp - 2], &stack[sp - 1]) else { leave!() };
                sp -= 2;
                store_or_push!(value);
            }
            Fast::LocalBinary => {
                let second = stack[base + instr.arg as usize];
                if let Some(value) = arithmetic(instr.tail, &stack[sp - 1], &second) {
                    sp -= 1;
                    ip += 1;
                    store_or_push!(value);
                } else {
                    push!(second);
                }
            }
            Fast::ConstBinary => {
                let second = code.consts[instr.cache as usize];
                if let Some(value) = arithmetic(instr.tail, &stack[sp - 1], &second) {
                    sp -= 1;
                    ip += 1;
                    store_or_push!(value);
                } else {
                    push!(second);
                }
            }
            Fast::LocalsBinary => {
                let (first, second) = pair(instr.arg);
                let (first, second) = (stack[base + first], stack[base + second]);
                if let Some(value) = arithmetic(instr.tail, &first, &second) {
                    ip += 1;
                    store_or_push!(value);
                } else {
                    push!(first);
                    push!(second);
                }
            }
            Fast::LocalConstBinary => {
                let first = stack[base + instr.arg as usize];
                if let Some(value) = arithmetic(instr.tail, &first, &code.consts[instr.cache as usize]) {
                    ip += 2;
                    store_or_push!(value);
                } else {
                    push!(first);
                }
            }
            Fast::Subscript => {
                let Some(item) = item_of(heap, &stack[sp - 2], &stack[sp - 1]) else { leave!() };
                sp -= 2;
                store_or_push!(item);
            }
            Fast::LocalsSubscript => {
                let (first, second) = pair(instr.arg);
                let (first, second) = (stack[base + first], stack[base + second]);
                if let Some(item) = item_of(heap, &first, &second) {
                    ip += 1;
                    store_or_push!(item);
                } else {
                    push!(first);
                    push!(second);
                }
            }
            Fast::StoreSubscript => {
                if heap.looks.eager && !code.hidden {
                    leave!();
                }
                let Value::Obj(container) = stack[sp - 2] else { leave!() };
                match heap.change_owned(container) {
                    Some(Object::List(Cow::Owned(items))) => {
                        let Value::Int(index) = stack[sp - 1] else { leave!() };
                        let at = if index < 0 { index + items.len() as i64 } else { index };
                        let Some(item) = usize::try_from(at).ok().and_then(|at| items.get_mut(at)) else { leave!() };
                        *item = stack[sp - 3];
                    }
                    Some(Object::Dict(Cow::Owned(_))) => {
                        let Some(Some(place)) = place_of_key(heap, container, &stack[sp - 1]) else { leave!() };
                        let Some(Object::Dict(Cow::Owned(dict))) = heap.get_owned(container) else { leave!() };
                        dict.set_value_at(place, stack[sp - 3]);
                    }
                    _ => leave!(),
                }
                sp -= 3;
            }
            Fast::UnaryNegative => match stack[sp - 1] {
                Value::Float(x) => stack[sp - 1] = Value::Float(-x),
                Value::Int(i) if i != i64::MIN => stack[sp - 1] = Value::Int(-i),
                _ => leave!(),
            },
            Fast::UnaryNot => match stack[sp - 1] {
                Value::Bool(b) => stack[sp - 1] = Value::Bool(!b),
                _ => leave!(),
            },
            Fast::ToBool => {
                let Some(truth) = truth(heap, &stack[sp - 1]) else { leave!() };
                stack[sp - 1] = Value::Bool(truth);
            }
            Fast::ToBoolJump => {
                let Some(truth) = truth(heap, &stack[sp - 1]) else { leave!() };
                sp -= 1;
                jump_if!(truth);
            }
            Fast::Compare => {
                let result = match (&stack[sp - 2], &stack[sp - 1]) {
                    (Value::Obj(a), Value::Obj(b)) => same_text(heap, instr.tail, *a, *b),
                    (a, b) => comparison(instr.tail, a, b),
                };
                let Some(result) = result else { leave!() };
                sp -= 1;
                stack[sp - 1] = Value::Bool(result);
            }
            Fast::CompareJump => {
                let result = match (&stack[sp - 2], &stack[sp - 1]) {
                    (Value::Obj(a), Value::Obj(b)) => same_text(heap, instr.tail, *a, *b),
                    (a, b) => comparison(instr.tail, a, b),
                };
                let Some(result) = result else { leave!() };
                sp -= 2;
                jump_if!(result);
            }
            Fast::ConstCompareJump => {
                let second = code.consts[instr.cache as usize];
                if let Some(result) = comparison(instr.tail, &stack[sp - 1], &second) {
                    sp -= 1;
                    ip += 1;
                    jump_if!(result);
                } else {
                    push!(second);
                }
            }
            Fast::LocalsCompareJump => {
                let (first, second) = pair(instr.arg);
                let (first, second) = (stack[base + first], stack[base + second]);
                if let Some(result) = comparison(instr.tail, &first, &second) {
                    ip += 1;
                    jump_if!(result);
                } else {
                    push!(first);
                    push!(second);
                }
            }
            Fast::LocalConstCompareJump => {
                let first = stack[base + instr.arg as usize];
                if let Some(result) = comparison(instr.tail, &first, &code.consts[instr.cache as usize]) {
                    ip += 2;
                    jump_if!(result);
                } else {
                    push!(first);
                }
            }
            Fast::IsOp => {
                let same = stack[sp - 2].is(stack[sp - 1]);
                sp -= 1;
                stack[sp - 1] = Value::Bool(same != (instr.arg == 1));
            }
            Fast::ListAppend => {
                let Value::Obj(list) = stack[sp - 1 - instr.arg as usize] else { leave!() };
                let Some(Object::List(Cow::Owned(items))) = heap.get_owned(list) else { leave!() };
                if items.len() >= items.capacity() {
                    leave!();
                }
                sp -= 1;
                items.push(in_words(&stack[sp]));
                heap.grew(16);
            }
            Fast::UnpackSequence => {
                let Value::Obj(obj) = stack[sp - 1] else { leave!() };
                let items: &[Value] = match heap.get(obj) {
                    Object::Tuple(items) => items,
                    Object::List(items) => items,
                    _ => leave!(),
                };
                if items.is_empty() || items.len() != instr.arg as usize {
                    leave!();
                }
                let last = sp + items.len() - 2;
                for (i, &item) in items.iter().enumerate() {
                    stack[last - i] = item;
                }
                sp = last + 1;
            }
            Fast::JumpForward => jump!(instr.arg),
            Fast::JumpBackward => {
                let mut after = fuel;
                after.jump(code, ip, instr.arg as usize);
                if !after.is_ample(code)
                    || heap.gc_due()
                    || stops && profile.switch_points.after[Op::JumpBackward as usize] && !code.hidden
                {
                    leave!();
                }
                fuel = after;
                ip = instr.arg as usize;
            }
            Fast::JumpBackwardNoInterrupt => {
                let mut after = fuel;
                after.jump(code, ip, instr.arg as usize);
                if !after.is_ample(code) {
                    leave!();
                }
                fuel = after;
                ip = instr.arg as usize;
            }
            Fast::PopJumpIfTrue => {
                sp -= 1;
                if let Value::Bool(true) = stack[sp] {
                    jump!(instr.arg);
                }
            }
            Fast::PopJumpIfFalse => {
                sp -= 1;
                if let Value::Bool(false) = stack[sp] {
                    jump!(instr.arg);
                }
            }
            Fast::PopJumpIfNone => {
                sp -= 1;
                if stack[sp].is_none() {
                    jump!(instr.arg);
                }
            }
            Fast::PopJumpIfNotNone => {
                sp -= 1;
                if !stack[sp].is_none() {
                    jump!(instr.arg);
                }
            }
            Fast::ForIter => {
                let Value::Obj(iter) = stack[sp - 1] else { leave!() };
                let state = match heap.get_owned(iter) {
                    Some(Object::Iter(state)) => state,
                    Some(Object::Generator(_)) => resume!(iter, sp, OnReturn::ForIter { exit: instr.arg }, Value::None),
                    _ => leave!(),
                };
                match state {
                    Iter::Range { left: 0, .. } => {
                        sp -= 1;
                        jump!(instr.arg);
                    }
                    Iter::Range { next, step, left } => {
                        let item = Value::Int(*next);
                        *next = next.wrapping_add(*step);
                        *left -= 1;
                        store_or_push!(item);
                    }
                    Iter::Seq { seq, at } => {
                        let (seq, place) = (*seq, *at);
                        *at = place.wrapping_add(1);
                        let item = match heap.get(seq) {
                            Object::List(items) => items.get(place as usize),
                            Object::Tuple(items) => items.get(place as usize),
                            _ => None,
                        };
                        if let Some(item) = item {
                            store_or_push!(*item);
                        } else {
                            if let Value::Obj(iter) = stack[sp - 1]
                                && let Some(Object::Iter(Iter::Seq { at, .. })) = heap.get_owned(iter)
                            {
                                *at = place;
                            }
                            leave!();
                        }
                    }
                    _ => leave!(),
                }
            }
            Fast::Call => {
                let argc = instr.arg as usize;
                let callee = sp - argc - 2;
                let (start, n_pos) =
                    if stack[callee + 1].is_null() { (callee + 2, argc) } else { (callee + 1, argc + 1) };
                let function = match stack[callee] {
                    Value::Obj(function) => match heap.get(function) {
                        Object::Function(function) => function,
                        _ => leave!(),
                    },
                    Value::Native(id) => {
                        let native = core.natives[id.0 as usize].def;
                        let Some(which) = native.fast else { leave!() };
                        let costs = &profile.costs;
                        let cost = u64::from(native.cost) * u64::from(costs.native_permille) / 1_000;
                        let mut after = fuel;
                        after.spend(cost + u64::from(costs.native_call));
                        if stops && (native.checks || profile.switch_points.after_specialised_call)
                            || !after.is_ample(code)
                        {
                            leave!();
                        }
                        let Some(result) = call_native(which, heap, &stack[start..start + n_pos]) else { leave!() };
                        fuel = after;
                        sp = callee;
                        push!(result);
                        continue 'run;
                    }
                    _ => leave!(),
                };
                let target = codes.get(function.code);
                let defaults = defaults_for(heap, function, n_pos, target.n_args as usize);
                let Some(defaults) = defaults else { leave!() };
                let mut after = fuel;
                after.end(code, ip);
                if !target.hidden {
                    after.spend(u64::from(profile.costs.python_call));
                }
                if !target.simple
                    || !target.hidden && th.depth >= core.recursion_limit
                    || start + target.frame_size as usize > stack.len()
                    || th.frames.len() >= most_frames.min(th.frames.capacity())
                    || !after.is_ample(target)
                {
                    leave!();
                }
                let frame = Frame {
                    code: function.code,
                    ip: 0,
                    base: start as u32,
                    sp: start as u32 + target.n_locals,
                    globals: function.globals,
                    closure: function.closure.into(),
                    locals: MaybeObj::NONE,
                    generator: MaybeObj::NONE,
                    on_return: OnReturn::Push,
                    hidden: target.hidden,
                    saved_handled: MaybeObj::NONE,
                };
                th.frames.push(frame);
                let last = th.frames.len() - 2;
                let caller = &mut th.frames[last];
                caller.ip = ip as u32;
                caller.sp = callee as u32;
                th.depth += u32::from(!target.hidden);
                fuel = after;
                code = target;
                ip = 0;
                base = start;
                sp = start + target.n_locals as usize;
                for (i, &value) in defaults.iter().enumerate() {
                    stack[start + n_pos + i] = value;
                }
                for place in &mut stack[start + n_pos + defaults.len()..sp] {
                    *place = Value::Null;
                }
            }
            Fast::Send => {
                let Value::Obj(receiver) = stack[sp - 2] else { leave!() };
                resume!(receiver, sp - 1, OnReturn::Send { exit: instr.arg }, stack[sp - 1]);
            }
            Fast::EndSend => {
                sp -= 1;
                stack[sp - 1] = stack[sp];
            }
            Fast::GetAwaitable => {
                let Value::Obj(awaitable) = stack[sp - 1] else { leave!() };
                match heap.get(awaitable) {
                    Object::Generator(data) if data.kind == Kind::Coroutine => {}
                    _ => leave!(),
                }
            }
            Fast::YieldValue => {
                let last = th.frames.len() - 1;
                let frame = &th.frames[last];
                let (OnReturn::Push | OnReturn::ForIter { .. } | OnReturn::Send { .. }) = frame.on_return else {
                    leave!()
                };
                let Some(generator) = frame.generator.get().filter(|_| last > 0) else { leave!() };
                let caller = &th.frames[last - 1];
                let to = codes.get(caller.code);
                let mut after = fuel;
                after.end(code, ip);
                after.begin(to, caller.ip as usize);
                let Some(Object::Generator(data)) = heap.get_owned(generator) else { leave!() };
                let Some(suspended) = &mut data.frame else { leave!() };
                let value = in_words(&stack[sp - 1]);
                if data.stack.len() != sp - 1 - base || !after.is_ample(to) {
                    leave!();
                }
                for (i, place) in data.stack.iter_mut().enumerate() {
                    *place = stack[base + i];
                }
                suspended.ip = ip as u32;
                data.state = GenState::Suspended;
                let before = frame.saved_handled.value_or(Value::None);
                data.handled = if th.handled.is(before) { Value::None } else { th.handled };
                th.handled = before;
                fuel = after;
                if !frame.hidden {
                    th.depth -= 1;
                }
                code = to;
                ip = caller.ip as usize;
                sp = caller.sp as usize;
                base = caller.base as usize;
                th.frames.truncate(last);
                push!(value);
            }
            Fast::ReturnValue => {
                let last = th.frames.len() - 1;
                let frame = &th.frames[last];
                let result = match frame.on_return {
                    OnReturn::Push => in_words(&stack[sp - 1]),
                    OnReturn::Init { object } if stack[sp - 1].is_none() => Value::Obj(object),
                    _ => leave!(),
                };
                if frame.generator != MaybeObj::NONE || last == 0 {
                    leave!();
                }
                let caller = &th.frames[last - 1];
                let to = codes.get(caller.code);
                let mut after = fuel;
                after.end(code, ip);
                after.begin(to, caller.ip as usize);
                if !after.is_ample(to) {
                    leave!();
                }
                fuel = after;
                if !frame.hidden {
                    th.depth -= 1;
                }
                code = to;
                ip = caller.ip as usize;
                sp = caller.sp as usize;
                base = caller.base as usize;
                th.frames.truncate(last);
                push!(result);
            }
        }
    }
    fuel.end(code, ip);
    *left = fuel;
    *place = Place { code, ip, sp, base };
}

//! Executes instructions, one arm for each. What happens often, and simply, is the fast loop's (`fast.rs`); what is not done in
//! a line or two here is a method of [`Exec`].
//!
//! Source: `Python/bytecodes.c` of CPython 3.14.

use super::cache::{Cache, CacheKind};
use super::call::Args;
use super::code_table::ExecCode;
use super::drive::is_with_enter;
use super::exec::{Exec, Flow, Slow};
use super::fast::{self, pair};
use super::frame::OnReturn;
use super::fuse::Fast;
use super::left::Left;
use super::machine::Fuel;
use super::object::Object;
use super::profile::{Profile, SwitchPoints};
use super::simple::{self, Simple};
use super::value::Value;
use crate::lang::code::{BinaryOp, CMP_TO_BOOL, CmpOp, Op};

/// Why a stretch ended.
#[derive(Clone, Copy)]
pub(super) enum Halt {
    Fuel,
    SwitchPoint,
    /// A collection is due; the instruction is done.
    Collect,
    /// The thread waits or has ended.
    Thread,
}

/// What a stretch came to.
pub(super) struct Stretch {
    pub steps: u64,
    pub cost: u64,
    pub halt: Halt,
    /// Whether the last instruction was a switch point.
    pub switch_point: bool,
}

/// Where the top frame of a thread is.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub code: &'a ExecCode,
    pub ip: usize,
    pub sp: usize,
    pub base: usize,
}

impl Place<'_> {
    /// Brings the top frame up to date.
    #[inline]
    pub fn save(self, ex: &mut Exec<'_>) {
        let frame = ex.frame();
        frame.ip = self.ip as u32;
        frame.sp = self.sp as u32;
    }
}

/// What became of one instruction.
#[derive(Clone, Copy)]
enum Step {
    Next,
    /// It looked at the eval breaker, or would have under another profile.
    Checked(bool),
    Halt(Halt, bool),
}

/// Runs the thread until fuel is out or something else has to be seen to.
pub(super) fn run_stretch(ex: &mut Exec<'_>, caches: &mut [Cache], fuel: &Fuel) -> Stretch {
    let profile = std::sync::Arc::clone(&ex.core.profile);
    let mut left = Left::of(fuel);
    let mut last = Step::Checked(false);
    ex.core.extra_cost = 0;
    let (halt, switch_point) = loop {
        let Some(frame) = ex.th.frames.last() else { break (Halt::Thread, false) };
        let code = ex.codes.get(frame.code);
        let mut place = Place { code, ip: frame.ip as usize, sp: frame.sp as usize, base: frame.base as usize };
        if left.is_out() {
            let switch_point = match last {
                Step::Checked(switch_point) => switch_point,
                _ => last_was_switch_point(code, place.ip, &profile.switch_points),
            };
            break (Halt::Fuel, switch_point);
        }
        ex.ensure(place.base, code.frame_size as usize);
        last = loop {
            if place.code.instrs[place.ip].fast != Fast::Leave && left.is_ample_at(place.code, place.ip) {
                fast::run(ex, caches, &profile, &mut left, fuel.stop_at_switch_point, &mut place);
            }
            let op = place.code.instrs[place.ip].op;
            match simple::execute(ex, &profile, &mut left, fuel.stop_at_switch_point, &mut place) {
                Simple::Done if left.is_out() => {
                    place.save(ex);
                    break after_call(ex, &profile.switch_points, fuel, op);
                }
                Simple::Done => ex.native_check = false,
                Simple::Called(result) => break after_slow(ex, &profile.switch_points, &mut left, fuel, op, result),
                Simple::Undone => break step(ex, caches, &profile, &mut left, fuel, place),
            }
        };
        if let Step::Halt(halt, switch_point) = last {
            break (halt, switch_point);
        }
    };
    let (steps, cost) = left.spent(fuel);
    Stretch { steps, cost, halt, switch_point }
}

/// After an instruction that looks at the eval breaker when `checked`: stops if asked to; collects if due.
fn after_check(ex: &Exec<'_>, fuel: &Fuel, checked: bool) -> Step {
    match (ex.core.heap.gc_due(), checked && fuel.stop_at_switch_point) {
        (true, _) => Step::Halt(Halt::Collect, checked),
        (false, true) => Step::Halt(Halt::SwitchPoint, true),
        (false, false) => Step::Checked(checked),
    }
}

/// Executes one instruction. The top frame is up to date afterwards.
#[expect(clippy::too_many_lines, reason = "one dispatch match")]
#[inline(never)]
fn step(
    ex: &mut Exec<'_>,
    caches: &mut [Cache],
    profile: &Profile,
    left: &mut Left,
    fuel: &Fuel,
    place: Place<'_>,
) -> Step {
    let points = &profile.switch_points;
    let Place { code, mut ip, mut sp, base } = place;
    let stack = ex.th.stack.as_mut_slice();
    let instr = &code.instrs[ip];
    left.step(u64::from(profile.costs.op[instr.op as usize]));
    ip += 1;
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
    // Something was let go of: what the program wants to hear of at once may be lost.
    macro_rules! look_for_losses {
        ($asked:expr) => {
            if ex.core.heap.looks.eager && !code.hidden && ex.core.heap.looks($asked) {
                save!();
                return Step::Halt(Halt::Collect, points.after[instr.op as usize]);
            }
        };
    }
    // Arms that are done with their instruction fall out of the match.
    let result: Slow = 'slow: {
        // The frame is brought up to date, and what the call came to is looked at below the match.
        macro_rules! slow {
            ($call:expr) => {{
                save!();
                break 'slow $call;
            }};
        }
        match instr.op {
            Op::Resume => {
                let checked = instr.arg & 3 < 2 && points.after[Op::Resume as usize] && !code.hidden;
                save!();
                return after_check(ex, fuel, checked);
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
                stack[base + instr.arg as usize] = stack[sp];
            }
            Op::StoreFastLoadFast => {
                let (first, second) = pair(instr.arg);
                stack[base + first] = stack[sp - 1];
                stack[sp - 1] = stack[base + second];
            }
            Op::StoreFastStoreFast => {
                let (first, second) = pair(instr.arg);
                stack[base + first] = stack[sp - 1];
                stack[base + second] = stack[sp - 2];
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
                caches[instr.cache as usize] = ex.global_cache(globals, name);
                slow!(ex.load_global(name, instr.arg & 1 != 0));
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
                let found = match caches[at] {
                    Cache { kind: CacheKind::Getter, .. } => caches[at].computed(ex.core, owner),
                    _ => caches[at].attr(ex.core, owner, method),
                };
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

            Op::BinaryOp => slow!(ex.binary_op(BinaryOp::from_arg(instr.arg).unwrap_or(BinaryOp::Add))),
            Op::BinarySlice => slow!(ex.binary_slice()),
            Op::StoreSlice => slow!(ex.store_slice()),
            Op::StoreSubscr => slow!(ex.store_subscript()),
            Op::DeleteSubscr => slow!(ex.delete_subscript()),
            Op::UnaryNegative => slow!(ex.unary(super::names::NEG)),
            Op::UnaryInvert => slow!(ex.unary(super::names::INVERT)),
            Op::UnaryNot => slow!(ex.replace_by_truth(true)),
            Op::ToBool => slow!(ex.replace_by_truth(false)),
            Op::CompareOp => {
                let cmp = CmpOp::from_arg(instr.arg & 15).unwrap_or(CmpOp::Eq);
                slow!(ex.compare_op(cmp, instr.arg & CMP_TO_BOOL != 0));
            }
            Op::IsOp => {
                sp -= 1;
                let same = stack[sp - 1].is(stack[sp]);
                stack[sp - 1] = Value::Bool(same != (instr.arg == 1));
            }
            Op::ContainsOp => slow!(ex.contains(instr.arg == 1)),

            // Always simple.
            Op::BuildTuple | Op::BuildList | Op::ListAppend => {}
            Op::BuildSet => slow!(ex.build_set(instr.arg as usize)),
            Op::BuildMap => slow!(ex.build_map(instr.arg as usize)),
            Op::BuildString => slow!(ex.build_string(instr.arg as usize)),
            Op::BuildSlice => slow!(ex.build_slice(instr.arg as usize)),
            Op::SetAdd => slow!(ex.set_add(instr.arg as usize)),
            Op::MapAdd => slow!(ex.map_add(instr.arg as usize)),
            Op::ListExtend => slow!(ex.list_extend(instr.arg as usize)),
            Op::SetUpdate => slow!(ex.set_update(instr.arg as usize)),
            Op::DictUpdate => slow!(ex.dict_update(instr.arg as usize)),
            Op::DictMerge => slow!(ex.dict_merge(instr.arg as usize)),
            Op::UnpackSequence => slow!(ex.unpack_sequence(instr.arg as usize)),
            Op::UnpackEx => slow!(ex.unpack_ex(instr.arg)),
            Op::ConvertValue => slow!(ex.convert_value(instr.arg)),
            Op::FormatSimple => {
                let plain = matches!(stack[sp - 1], Value::Obj(obj) if matches!(ex.core.heap.get(obj), Object::Str(_)));
                if !plain {
                    slow!(ex.format_value(false));
                }
            }
            Op::FormatWithSpec => slow!(ex.format_value(true)),

            Op::JumpForward | Op::JumpBackwardNoInterrupt => ip = instr.arg as usize,
            Op::JumpBackward => {
                ip = instr.arg as usize;
                let checked = points.after[Op::JumpBackward as usize] && !code.hidden;
                save!();
                return after_check(ex, fuel, checked);
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
            Op::ForIter => slow!(ex.for_iter(instr.arg)),

            Op::MakeFunction => slow!(ex.make_function()),
            Op::SetFunctionAttribute => slow!(ex.set_function_attribute(instr.arg)),
            Op::Call => {
                let argc = instr.arg as usize;
                let callee = sp - argc - 2;
                let callable = stack[callee];
                let (start, n_pos) =
                    if stack[callee + 1].is_null() { (callee + 2, argc) } else { (callee + 1, argc + 1) };
                sp = callee;
                if let Value::Native(native) = callable {
                    slow!(ex.call_native(native, Args::positional(start, n_pos), OnReturn::Push));
                }
                slow!(ex.call(callable, Args::positional(start, n_pos), OnReturn::Push));
            }
            Op::CallKw => slow!(ex.call_kw(instr.arg as usize)),
            Op::CallFunctionEx => slow!(ex.call_function_ex()),
            Op::CallIntrinsic1 => slow!(ex.intrinsic1(instr.arg)),
            Op::CallIntrinsic2 => slow!(ex.intrinsic2(instr.arg)),
            Op::ReturnValue => {
                let value = pop!();
                slow!(ex.return_value(value));
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
        save!();
        return Step::Next;
    };
    after_slow(ex, points, left, fuel, instr.op, result)
}

/// What becomes of an instruction that called something.
#[inline]
fn after_slow(ex: &mut Exec<'_>, points: &SwitchPoints, left: &mut Left, fuel: &Fuel, op: Op, result: Slow) -> Step {
    left.spend(std::mem::take(&mut ex.core.extra_cost));
    let flow = match result {
        Ok(flow) => flow,
        Err(exc) => {
            let flow = ex.throw(exc);
            left.spend(std::mem::take(&mut ex.core.extra_cost));
            ex.native_check = false;
            flow
        }
    };
    if flow == Flow::Stop {
        return Step::Halt(Halt::Thread, false);
    }
    if ex.native_check {
        return after_call(ex, points, fuel, op);
    }
    if ex.core.heap.looks.eager {
        let asked = match op {
            Op::DeleteName | Op::DeleteAttr | Op::DeleteSubscr | Op::DeleteDeref | Op::DeleteGlobal => Some(true),
            Op::StoreName | Op::StoreAttr | Op::StoreSubscr => Some(false),
            _ => None,
        };
        let hidden = ex.th.frames.last().is_none_or(|frame| frame.hidden);
        if asked.is_some_and(|asked| !hidden && ex.core.heap.looks(asked)) {
            return Step::Halt(Halt::Collect, points.after[op as usize]);
        }
    }
    Step::Next
}

/// After an instruction that may have called a native.
fn after_call(ex: &mut Exec<'_>, points: &SwitchPoints, fuel: &Fuel, op: Op) -> Step {
    if std::mem::take(&mut ex.native_check) { after_native(ex, points, fuel, op) } else { Step::Next }
}

/// Calls of natives look at the eval breaker afterwards; other instructions that call one do not.
fn after_native(ex: &Exec<'_>, points: &SwitchPoints, fuel: &Fuel, op: Op) -> Step {
    let call = matches!(op, Op::Call | Op::CallKw | Op::CallFunctionEx);
    let Some(frame) = ex.th.frames.last().filter(|_| call && points.after_native_call) else { return Step::Next };
    let code = ex.codes.get(frame.code);
    let entered = !points.after_with_enter && is_with_enter(&code.instrs, frame.ip as usize);
    if entered || code.hidden {
        return Step::Next;
    }
    match (fuel.stop_at_switch_point, ex.core.heap.gc_due()) {
        (true, true) => Step::Halt(Halt::Collect, true),
        (true, false) => Step::Halt(Halt::SwitchPoint, true),
        (false, _) => Step::Checked(true),
    }
}

/// Whether the instruction before `ip` was a switch point, for a stop by fuel. Jumps and calls say so themselves.
fn last_was_switch_point(code: &ExecCode, ip: usize, points: &SwitchPoints) -> bool {
    let Some(instr) = ip.checked_sub(1).and_then(|at| code.instrs.get(at)) else { return false };
    match instr.op {
        Op::Resume => instr.arg & 3 < 2 && points.after[Op::Resume as usize] && !code.hidden,
        Op::JumpBackward => false,
        op => points.after[op as usize] && !code.hidden,
    }
}

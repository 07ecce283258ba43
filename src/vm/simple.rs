//! Instructions that make an object or call a native, on built-in values, without the frame being told of it.
//!
//! Between the fast loop (`fast.rs`), which calls nothing, and the complete one (`dispatch.rs`), which brings the frame up to date,
//! calls, and looks at what the call came to. What cannot be done here is left undone, for the complete one; what began here and
//! ends otherwise (a native raises, or wants something) goes on as there.
//!
//! Source: `Python/bytecodes.c` of CPython 3.14.

use super::call::Args;
use super::code_table::{ExecCode, ExecInstr};
use super::dispatch::Place;
use super::exec::{Exec, Slow};
use super::footprint;
use super::frame::OnReturn;
use super::iter::{GetIter, Next};
use super::left::Left;
use super::names;
use super::native::Break;
use super::object::Object;
use super::profile::Profile;
use super::types;
use super::value::{NativeId, Obj, Value};
use crate::lang::code::{BinaryOp, Op};

/// What became of the instruction.
pub(super) enum Simple {
    /// Nothing was done.
    Undone,
    /// It is done, and the place is the next instruction's.
    Done,
    /// A call came to this; the frame is up to date.
    Called(Slow),
}

/// Executes the instruction at `place` if it is simple. `stops`: the run ends at the next switch point.
#[inline(never)]
pub(super) fn execute<'a>(
    ex: &mut Exec<'a>,
    profile: &Profile,
    left: &mut Left,
    stops: bool,
    place: &mut Place<'a>,
) -> Simple {
    let code = place.code;
    let instr = &code.instrs[place.ip];
    let mut after = *left;
    after.step(u64::from(profile.costs.op[instr.op as usize]));
    let mut work = Work { ex, code, place };
    let done = match instr.op {
        Op::Call if !stops => work.call(instr.arg as usize),
        Op::BinaryOp => work.binary(instr),
        Op::StoreSubscr if !work.ex.core.heap.looks.eager => work.store_subscript(),
        Op::ContainsOp => work.contains(instr.arg == 1),
        Op::BinarySlice => work.slice(),
        Op::BuildSlice => work.build_slice(instr.arg, profile, &mut after),
        Op::BuildTuple => work.build_tuple(instr.arg as usize),
        Op::BuildList => work.build_list(instr.arg as usize),
        Op::ListAppend => work.list_append(instr.arg as usize),
        Op::MapAdd => work.map_add(instr.arg as usize),
        Op::GetIter => work.get_iter(),
        Op::StoreSlice => work.store_slice(),
        Op::ForIter => work.for_iter(instr.arg, profile, &mut after),
        _ => return Simple::Undone,
    };
    if let Simple::Undone = done {
        work.ex.core.extra_cost = 0;
        return done;
    }
    *left = after;
    if let Simple::Done = done {
        left.spend(std::mem::take(&mut work.ex.core.extra_cost));
    }
    done
}

/// One instruction being executed.
struct Work<'w, 'a> {
    ex: &'w mut Exec<'a>,
    code: &'a ExecCode,
    place: &'w mut Place<'a>,
}

impl Work<'_, '_> {
    /// The value `n` below the top, 0 is the top.
    fn peek(&self, n: usize) -> Value {
        self.ex.th.stack[self.place.sp - 1 - n]
    }
    /// Drops `n` values, pushes a result, and goes on with the next instruction.
    fn result(&mut self, n: usize, value: Value) -> Simple {
        self.place.sp -= n;
        self.ex.th.stack[self.place.sp] = value;
        self.place.sp += 1;
        self.place.ip += 1;
        Simple::Done
    }
    fn no_result(&mut self, n: usize) -> Simple {
        self.place.sp -= n;
        self.place.ip += 1;
        Simple::Done
    }
    /// Drops `n` values, and goes on with what a native wanted instead of returning.
    fn wanted(&mut self, n: usize, stop: Break, on_return: OnReturn) -> Simple {
        self.place.sp -= n;
        self.leave();
        Simple::Called(self.ex.do_break(stop, on_return))
    }
    /// Brings the frame up to date, behind the instruction.
    fn leave(&mut self) {
        self.place.ip += 1;
        self.place.save(self.ex);
    }

    /// CALL of a native, or of a class whose instances a native makes.
    fn call(&mut self, argc: usize) -> Simple {
        let callee = self.place.sp - argc - 2;
        let stack = &mut self.ex.th.stack;
        let (start, n_pos) = if stack[callee + 1].is_null() { (callee + 2, argc) } else { (callee + 1, argc + 1) };
        match stack[callee] {
            Value::Native(id) => self.call_native(callee, id, Args::positional(start, n_pos)),
            Value::Obj(class) if start == callee + 2 => match self.ex.maker(class) {
                Some(id) => {
                    self.ex.th.stack[start - 1] = Value::Obj(class);
                    self.ex.native_check = true;
                    self.call_native(callee, id, Args::positional(start - 1, n_pos + 1))
                }
                None => Simple::Undone,
            },
            _ => Simple::Undone,
        }
    }
    fn call_native(&mut self, callee: usize, id: NativeId, args: Args) -> Simple {
        let drop = self.place.sp - callee;
        match self.ex.run_native(id, args) {
            Ok(Ok(value)) => self.result(drop, value),
            Ok(Err((n, stop))) => {
                self.place.sp = callee;
                self.leave();
                Simple::Called(self.ex.native_break(id, args.start, n, stop, OnReturn::Push))
            }
            Err(exc) => {
                self.place.sp = callee;
                self.leave();
                Simple::Called(Err(exc))
            }
        }
    }
    /// BINARY_OP on two strings, and `container[key]`.
    fn binary(&mut self, instr: &ExecInstr) -> Simple {
        const SUBSCRIPT: u32 = BinaryOp::Subscr as u32;
        const ADD: u32 = BinaryOp::Add as u32;
        const INPLACE_ADD: u32 = BinaryOp::InplaceAdd as u32;
        let (a, b) = (self.peek(1), self.peek(0));
        let result = match instr.arg {
            SUBSCRIPT => self.ex.core.get_item(a, b),
            ADD | INPLACE_ADD if self.is_str(a) && self.is_str(b) => self.ex.core.binary(BinaryOp::Add, a, b),
            _ => return Simple::Undone,
        };
        match result {
            Ok(Some(value)) => self.result(2, value),
            Ok(None) => Simple::Undone,
            Err(stop) if instr.arg == SUBSCRIPT => self.wanted(2, stop, OnReturn::Push),
            // The operands stay until the result is there, see `Exec::binary_op`.
            Err(stop) => self.wanted(0, stop, OnReturn::Binary { op: BinaryOp::Add, stage: 4 }),
        }
    }
    fn is_str(&self, value: Value) -> bool {
        matches!(value, Value::Obj(obj) if matches!(self.ex.core.heap.get(obj), Object::Str(_)))
    }
    fn store_subscript(&mut self) -> Simple {
        let (value, container, key) = (self.peek(2), self.peek(1), self.peek(0));
        match self.ex.core.set_item(container, key, value) {
            Ok(true) => self.no_result(3),
            Ok(false) => Simple::Undone,
            Err(stop) => self.wanted(3, stop, OnReturn::Discard),
        }
    }
    /// MAP_ADD: the dictionary is a display's own.
    fn map_add(&mut self, below: usize) -> Simple {
        let (dict, key, value) = (self.peek(below + 1), self.peek(1), self.peek(0));
        match self.ex.core.set_item(dict, key, value) {
            Ok(true) => self.no_result(2),
            Ok(false) => Simple::Undone,
            Err(stop) => self.wanted(2, stop, OnReturn::Discard),
        }
    }
    fn contains(&mut self, negate: bool) -> Simple {
        let (item, container) = (self.peek(1), self.peek(0));
        match self.ex.core.contains(container, item) {
            Ok(Some(found)) => self.result(2, Value::Bool(found != negate)),
            Ok(None) => Simple::Undone,
            Err(stop) => self.wanted(2, stop, OnReturn::Truth { negate }),
        }
    }
    /// BINARY_SLICE of what is cut here.
    fn slice(&mut self) -> Simple {
        let (container, parts) = (self.peek(2), [self.peek(1), self.peek(0), Value::None]);
        let Value::Obj(obj) = container else { return Simple::Undone };
        if !self.ex.core.is_sliced_natively(obj) {
            return Simple::Undone;
        }
        match self.ex.core.get_slice(container, obj, &parts) {
            Ok(part) => self.result(3, part.unwrap_or(Value::None)),
            Err(stop) => self.wanted(3, stop, OnReturn::Push),
        }
    }
    /// BUILD_SLICE. A subscript of a list that follows is done as well, when fuel is there for both: its slice object, which
    /// nobody will see, is accounted for but not filled.
    fn build_slice(&mut self, n: u32, profile: &Profile, left: &mut Left) -> Simple {
        let n = n as usize;
        let parts = [self.peek(n - 1), self.peek(n - 2), if n == 3 { self.peek(0) } else { Value::None }];
        let container = self.peek(n);
        let next = self.code.instrs.get(self.place.ip + 1).map(|instr| (instr.op, instr.arg));
        let reads = next == Some((Op::BinaryOp, BinaryOp::Subscr as u32));
        let writes = matches!(next, Some((Op::StoreSubscr, _)));
        if (reads || writes)
            && let Value::Obj(list) = container
            && matches!(self.ex.core.heap.get(list), Object::List(_))
            && parts.iter().all(is_plain_part)
        {
            let mut both = *left;
            both.step(u64::from(profile.costs.op[if reads { Op::BinaryOp } else { Op::StoreSubscr } as usize]));
            if !left.is_out() {
                *left = both;
                self.ex.core.heap.alloc_unseen(footprint::SLICE);
                self.place.ip += 1;
                if reads {
                    return match self.ex.core.get_slice(container, list, &parts) {
                        Ok(part) => self.result(n + 1, part.unwrap_or(Value::None)),
                        Err(stop) => self.wanted(n + 1, stop, OnReturn::Push),
                    };
                }
                return match self.ex.core.set_slice(container, &parts, self.peek(n + 1)) {
                    Ok(()) => self.no_result(n + 2),
                    Err(stop) => self.wanted(n + 2, stop, OnReturn::Discard),
                };
            }
        }
        let slice = self.ex.slice(parts);
        self.result(n, slice)
    }
    /// STORE_SLICE of a list.
    fn store_slice(&mut self) -> Simple {
        let (value, container, parts) = (self.peek(3), self.peek(2), [self.peek(1), self.peek(0), Value::None]);
        let is_list = matches!(container, Value::Obj(obj) if matches!(self.ex.core.heap.get(obj), Object::List(_)));
        if !is_list || !parts.iter().all(is_plain_part) {
            return Simple::Undone;
        }
        match self.ex.core.set_slice(container, &parts, value) {
            Ok(()) => self.no_result(4),
            Err(stop) => self.wanted(4, stop, OnReturn::Discard),
        }
    }
    fn build_tuple(&mut self, n: usize) -> Simple {
        let sp = self.place.sp;
        let tuple = self.ex.core.tuple(&self.ex.th.stack[sp - n..sp]);
        self.result(n, tuple)
    }
    fn build_list(&mut self, n: usize) -> Simple {
        let sp = self.place.sp;
        let list = self.ex.core.heap.list(self.ex.th.stack[sp - n..sp].to_vec());
        self.result(n, list)
    }
    /// LIST_APPEND: the list is a display's own.
    fn list_append(&mut self, below: usize) -> Simple {
        let (list, value) = (self.peek(below), self.peek(0));
        if let Value::Obj(list) = list
            && let Object::List(items) = self.ex.core.heap.get_mut(list)
        {
            items.to_mut().push(value);
            self.ex.core.heap.grew(16);
        }
        self.no_result(1)
    }
    fn get_iter(&mut self) -> Simple {
        match self.ex.core.get_iter(self.peek(0)) {
            Ok(GetIter::Iter(iter)) => self.result(1, iter),
            Ok(GetIter::Call(_)) => Simple::Undone,
            Err(stop) => self.wanted(1, stop, OnReturn::Iter),
        }
    }
    /// FOR_ITER of a builtin iterator. An UNPACK_SEQUENCE of a pair that follows is done as well, when fuel is there for both: the
    /// tuple between them is accounted for but not made.
    fn for_iter(&mut self, exit: u32, profile: &Profile, left: &mut Left) -> Simple {
        let unpacks = self
            .code
            .instrs
            .get(self.place.ip + 1)
            .is_some_and(|next| next.op == Op::UnpackSequence && next.arg == 2 && !left.is_out());
        if unpacks && let Some((first, second)) = self.ex.core.iter_next_pair(self.peek(0)) {
            left.step(u64::from(profile.costs.op[Op::UnpackSequence as usize]));
            self.ex.core.heap.alloc_unseen(footprint::tuple(2));
            let (stack, sp) = (&mut self.ex.th.stack, self.place.sp);
            (stack[sp], stack[sp + 1]) = (second, first);
            self.place.sp += 2;
            self.place.ip += 2;
            return Simple::Done;
        }
        match self.ex.core.iter_next(self.peek(0)) {
            Ok(Next::Item(item)) => self.result(0, item),
            Ok(Next::Done) => {
                self.place.sp -= 1;
                self.place.ip = exit as usize;
                Simple::Done
            }
            Ok(Next::Python) => Simple::Undone,
            Err(stop) => {
                self.leave();
                let on_return = OnReturn::ForIter { exit };
                Simple::Called(match stop {
                    Break::Raise(exc) => self.ex.raise_into(exc, on_return),
                    stop => self.ex.do_break(stop, on_return),
                })
            }
        }
    }
}

/// Part of a slice that says where by itself.
fn is_plain_part(part: &Value) -> bool {
    matches!(part, Value::Int(_) | Value::None)
}

impl Exec<'_> {
    /// The native that makes a class's instances from positional arguments all by itself.
    fn maker(&mut self, class: Obj) -> Option<NativeId> {
        let data = self.core.heap.class(class)?;
        if data.metaclass != types::TYPE || matches!(class, types::TYPE | types::SUPER) {
            return None;
        }
        let (Some(Value::Native(new)), Some(Value::Native(init))) =
            (self.core.lookup(class, names::NEW), self.core.lookup(class, names::INIT))
        else {
            return None;
        };
        (!self.is_of(new, types::OBJECT) && self.makes_alone(class, new, init)).then_some(new)
    }
}

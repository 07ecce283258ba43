//! What the fast loop executes for an instruction: itself, it and those that follow in one, or nothing.
//!
//! An instruction that stands for several keeps their number of steps and their costs, which positions in the code pay for
//! (`left.rs`); those that follow stay where they are, for whoever jumps to them, and for when the first cannot do it all.

use crate::lang::code::{BinaryOp, Instr, Op};

/// What the fast loop does at an instruction. Each is the instruction of its name; what stands for several says which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[expect(clippy::enum_variant_names, reason = "the instructions are called so")]
pub(super) enum Fast {
    /// Nothing: for the complete loop.
    Leave,
    Resume,
    Nop,
    PopTop,
    EndFor,
    PushNull,
    Copy,
    Swap,
    LoadConst,
    LoadSmallInt,
    LoadFast,
    LoadFastCheck,
    LoadFastAndClear,
    LoadFastLoadFast,
    StoreFast,
    StoreFastLoadFast,
    StoreFastStoreFast,
    CopyFreeVars,
    LoadDeref,
    StoreDeref,
    DeleteFast,
    PushExcInfo,
    PopExcept,
    CheckExcMatch,
    LoadGlobal,
    LoadAttr,
    StoreAttr,
    /// BINARY_OP on numbers, here and below with the STORE_FAST that follows.
    Binary,
    /// LOAD_FAST, BINARY_OP
    LocalBinary,
    /// LOAD_CONST or LOAD_SMALL_INT, BINARY_OP
    ConstBinary,
    /// LOAD_FAST_LOAD_FAST, BINARY_OP
    LocalsBinary,
    /// LOAD_FAST, LOAD_CONST or LOAD_SMALL_INT, BINARY_OP
    LocalConstBinary,
    /// BINARY_OP `[]`, with the STORE_FAST that follows.
    Subscript,
    /// LOAD_FAST_LOAD_FAST, BINARY_OP `[]`, with the STORE_FAST that follows.
    LocalsSubscript,
    StoreSubscript,
    UnaryNegative,
    UnaryNot,
    ToBool,
    /// TO_BOOL, POP_JUMP_IF_TRUE or POP_JUMP_IF_FALSE
    ToBoolJump,
    Compare,
    /// COMPARE_OP, here and below with a POP_JUMP_IF_TRUE or POP_JUMP_IF_FALSE.
    CompareJump,
    /// LOAD_CONST or LOAD_SMALL_INT, COMPARE_OP, the jump
    ConstCompareJump,
    /// LOAD_FAST_LOAD_FAST, COMPARE_OP, the jump
    LocalsCompareJump,
    /// LOAD_FAST, LOAD_CONST or LOAD_SMALL_INT, COMPARE_OP, the jump
    LocalConstCompareJump,
    IsOp,
    ListAppend,
    UnpackSequence,
    JumpForward,
    JumpBackward,
    JumpBackwardNoInterrupt,
    PopJumpIfTrue,
    PopJumpIfFalse,
    PopJumpIfNone,
    PopJumpIfNotNone,
    /// With the STORE_FAST that follows.
    ForIter,
    Call,
    Send,
    EndSend,
    GetAwaitable,
    YieldValue,
    ReturnValue,
}

/// An instruction as the fast loop wants it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fused {
    pub fast: Fast,
    /// What is computed or compared.
    pub tail: u8,
    /// The local that the result goes to, plus one; 0 for the stack. Of what ends in a jump: 1 when it jumps on true, else 0.
    pub store: u8,
    /// Where the jump goes to.
    pub target: u32,
    /// Index of the constant.
    pub constant: u32,
}

/// Finds what the instruction at `at` is for the fast loop. `constant` gives the index of a small integer among the constants.
pub(super) fn fuse(instrs: &[Instr], at: usize, mut constant: impl FnMut(u32) -> u32) -> Fused {
    let op = |i: usize| instrs.get(at + i).map(|instr| instr.op);
    let arg = |i: usize| instrs.get(at + i).map_or(0, |instr| instr.arg);
    let store = |i: usize| match op(i) {
        Some(Op::StoreFast) if arg(i) < 255 => arg(i) as u8 + 1,
        _ => 0,
    };
    let mut fused = Fused { fast: Fast::Leave, tail: 0, store: 0, target: 0, constant: 0 };
    fused.fast = plain(instrs[at]);
    match fused.fast {
        Fast::Binary => (fused.tail, fused.store) = (arg(0) as u8, store(1)),
        Fast::Subscript | Fast::ForIter => fused.store = store(1),
        Fast::ToBool => {
            if let Some(on_true) = jumps(op(1)) {
                (fused.fast, fused.store, fused.target) = (Fast::ToBoolJump, on_true, arg(1));
            }
        }
        Fast::Compare => {
            fused.tail = (arg(0) & 15) as u8;
            if let Some(on_true) = jumps(op(1)) {
                (fused.fast, fused.store, fused.target) = (Fast::CompareJump, on_true, arg(1));
            }
        }
        _ => {}
    }
    // Loads, and what is done with what they load.
    let is_const = |i: usize| matches!(op(i), Some(Op::LoadConst | Op::LoadSmallInt));
    let (loads, forms) = match fused.fast {
        Fast::LoadFast if is_const(1) => (2, [Fast::LocalConstBinary, Fast::Leave, Fast::LocalConstCompareJump]),
        Fast::LoadFast => (1, [Fast::LocalBinary, Fast::Leave, Fast::Leave]),
        Fast::LoadConst | Fast::LoadSmallInt => (1, [Fast::ConstBinary, Fast::Leave, Fast::ConstCompareJump]),
        Fast::LoadFastLoadFast => (1, [Fast::LocalsBinary, Fast::LocalsSubscript, Fast::LocalsCompareJump]),
        _ => return fused,
    };
    let next = at + loads;
    let Some(&then) = instrs.get(next) else { return fused };
    let [binary, subscript, compare] = forms;
    let form = match plain(then) {
        Fast::Binary => binary,
        Fast::Subscript => subscript,
        Fast::Compare if jumps(op(loads + 1)).is_some() => compare,
        _ => Fast::Leave,
    };
    if form == Fast::Leave {
        return fused;
    }
    fused.fast = form;
    if is_const(loads - 1) {
        let small = op(loads - 1) == Some(Op::LoadSmallInt);
        fused.constant = if small { constant(arg(loads - 1)) } else { arg(loads - 1) };
    }
    if let Some(on_true) = jumps(op(loads + 1)).filter(|_| form == compare) {
        (fused.tail, fused.store, fused.target) = ((then.arg & 15) as u8, on_true, arg(loads + 1));
    } else {
        (fused.tail, fused.store) = (then.arg as u8, store(loads + 1));
    }
    fused
}

/// Whether it is a jump on a truth value, and 1 when on true.
fn jumps(op: Option<Op>) -> Option<u8> {
    match op {
        Some(Op::PopJumpIfTrue) => Some(1),
        Some(Op::PopJumpIfFalse) => Some(0),
        _ => None,
    }
}

fn plain(instr: Instr) -> Fast {
    match instr.op {
        Op::Resume => Fast::Resume,
        Op::Nop | Op::NotTaken => Fast::Nop,
        Op::PopTop | Op::PopIter => Fast::PopTop,
        Op::EndFor => Fast::EndFor,
        Op::PushNull => Fast::PushNull,
        Op::Copy => Fast::Copy,
        Op::Swap => Fast::Swap,
        Op::LoadConst => Fast::LoadConst,
        Op::LoadSmallInt => Fast::LoadSmallInt,
        Op::LoadFast | Op::LoadFastBorrow => Fast::LoadFast,
        Op::LoadFastCheck => Fast::LoadFastCheck,
        Op::LoadFastAndClear => Fast::LoadFastAndClear,
        Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow => Fast::LoadFastLoadFast,
        Op::StoreFast => Fast::StoreFast,
        Op::StoreFastLoadFast => Fast::StoreFastLoadFast,
        Op::StoreFastStoreFast => Fast::StoreFastStoreFast,
        Op::CopyFreeVars => Fast::CopyFreeVars,
        Op::LoadDeref => Fast::LoadDeref,
        Op::StoreDeref => Fast::StoreDeref,
        Op::DeleteFast => Fast::DeleteFast,
        Op::PushExcInfo => Fast::PushExcInfo,
        Op::CheckExcMatch => Fast::CheckExcMatch,
        Op::PopExcept => Fast::PopExcept,
        Op::LoadGlobal => Fast::LoadGlobal,
        Op::LoadAttr => Fast::LoadAttr,
        Op::StoreAttr => Fast::StoreAttr,
        Op::BinaryOp if instr.arg == BinaryOp::Subscr as u32 => Fast::Subscript,
        Op::BinaryOp => Fast::Binary,
        Op::StoreSubscr => Fast::StoreSubscript,
        Op::UnaryNegative => Fast::UnaryNegative,
        Op::UnaryNot => Fast::UnaryNot,
        Op::ToBool => Fast::ToBool,
        Op::CompareOp => Fast::Compare,
        Op::IsOp => Fast::IsOp,
        Op::ListAppend => Fast::ListAppend,
        Op::UnpackSequence => Fast::UnpackSequence,
        Op::JumpForward => Fast::JumpForward,
        Op::JumpBackward => Fast::JumpBackward,
        Op::JumpBackwardNoInterrupt => Fast::JumpBackwardNoInterrupt,
        Op::PopJumpIfTrue => Fast::PopJumpIfTrue,
        Op::PopJumpIfFalse => Fast::PopJumpIfFalse,
        Op::PopJumpIfNone => Fast::PopJumpIfNone,
        Op::PopJumpIfNotNone => Fast::PopJumpIfNotNone,
        Op::ForIter => Fast::ForIter,
        Op::Call => Fast::Call,
        Op::Send => Fast::Send,
        Op::EndSend => Fast::EndSend,
        Op::GetAwaitable => Fast::GetAwaitable,
        Op::YieldValue => Fast::YieldValue,
        Op::ReturnValue => Fast::ReturnValue,
        _ => Fast::Leave,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the fast loop does at each instruction, those left out that another stands for.
    fn forms(instrs: &[(Op, u32)]) -> Vec<Fast> {
        let instrs: Vec<Instr> = instrs.iter().map(|&(op, arg)| Instr { op, arg }).collect();
        (0..instrs.len()).map(|at| fuse(&instrs, at, |small| small).fast).collect()
    }

    #[test]
    fn operands_operation_and_place_are_one() {
        let add = BinaryOp::InplaceAdd as u32;
        let instrs = [(Op::LoadFastBorrow, 3), (Op::LoadSmallInt, 1), (Op::BinaryOp, add), (Op::StoreFast, 3)];
        assert_eq!(forms(&instrs), [Fast::LocalConstBinary, Fast::ConstBinary, Fast::Binary, Fast::StoreFast]);
        let instrs = instrs.map(|(op, arg)| Instr { op, arg });
        let fused = fuse(&instrs, 0, |small| 40 + small);
        assert_eq!((fused.tail, fused.store, fused.constant), (add as u8, 4, 41));
    }

    #[test]
    fn a_comparison_goes_with_its_jump_only() {
        let less = (Op::CompareOp, 0);
        let jump = (Op::PopJumpIfFalse, 9);
        let both = (Op::LoadFastLoadFast, 1);
        assert_eq!(forms(&[both, less, jump])[..2], [Fast::LocalsCompareJump, Fast::CompareJump]);
        assert_eq!(forms(&[both, less, (Op::PopTop, 0)])[..2], [Fast::LoadFastLoadFast, Fast::Compare]);
    }

    #[test]
    fn subscripts_are_no_arithmetic() {
        let instrs = [(Op::LoadFast, 0), (Op::LoadSmallInt, 1), (Op::BinaryOp, BinaryOp::Subscr as u32)];
        assert_eq!(forms(&instrs), [Fast::LoadFast, Fast::LoadSmallInt, Fast::Subscript]);
    }
}

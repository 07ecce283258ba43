//! How each instruction changes the height of the operand stack.
//!
//! Source: `Include/internal/pycore_opcode_metadata.h` of CPython 3.14.

use super::code::{Instr, Op};

/// The change when the instruction goes on (`jumps` false) or jumps (true).
pub(super) fn stack_effect(instr: Instr, jumps: bool) -> i32 {
    let arg = instr.arg as i32;
    match instr.op {
        Op::Resume | Op::Nop | Op::NotTaken | Op::MakeCell | Op::CopyFreeVars | Op::SetupAnnotations => 0,
        Op::DeleteFast | Op::DeleteDeref | Op::DeleteGlobal | Op::DeleteName | Op::Swap => 0,
        Op::JumpForward | Op::JumpBackward | Op::JumpBackwardNoInterrupt => 0,
        Op::PopTop | Op::StoreFast | Op::StoreDeref | Op::StoreGlobal | Op::StoreName | Op::DeleteAttr => -1,
        Op::PopJumpIfTrue | Op::PopJumpIfFalse | Op::PopJumpIfNone | Op::PopJumpIfNotNone => -1,
        Op::ReturnValue | Op::PopIter | Op::EndFor | Op::PopExcept | Op::EndSend | Op::SetFunctionAttribute => -1,
        Op::PushNull | Op::Copy | Op::LoadConst | Op::LoadSmallInt | Op::LoadCommonConstant => 1,
        Op::LoadFast | Op::LoadFastBorrow | Op::LoadFastCheck | Op::LoadFastAndClear | Op::LoadDeref => 1,
        Op::LoadName | Op::LoadLocals | Op::LoadBuildClass | Op::PushExcInfo | Op::GetLen | Op::ImportFrom => 1,
        Op::LoadSpecial | Op::GetAnext | Op::ReturnGenerator | Op::MatchMapping | Op::MatchSequence | Op::MatchKeys => {
            1
        }
        Op::WithExceptStart => 1,
        Op::LoadFastLoadFast | Op::LoadFastBorrowLoadFastBorrow => 2,
        Op::StoreFastLoadFast | Op::LoadFromDictOrDeref | Op::LoadFromDictOrGlobals => 0,
        Op::StoreFastStoreFast | Op::StoreAttr | Op::DeleteSubscr | Op::EndAsyncFor => -2,
        Op::LoadGlobal => 1 + (arg & 1),
        Op::LoadAttr => arg & 1,
        Op::LoadSuperAttr => -2 + (arg & 1),
        Op::BinaryOp | Op::CompareOp | Op::IsOp | Op::ContainsOp | Op::FormatWithSpec | Op::CleanupThrow => -1,
        Op::BinarySlice | Op::MatchClass => -2,
        Op::StoreSlice => -4,
        Op::StoreSubscr => -3,
        Op::UnaryNegative | Op::UnaryInvert | Op::UnaryNot | Op::ToBool | Op::ConvertValue | Op::FormatSimple => 0,
        Op::GetIter | Op::GetYieldFromIter | Op::MakeFunction | Op::CallIntrinsic1 | Op::YieldValue => 0,
        Op::GetAwaitable | Op::GetAiter | Op::CheckExcMatch | Op::CheckEgMatch | Op::Send => 0,
        Op::BuildTuple | Op::BuildList | Op::BuildSet | Op::BuildString => 1 - arg,
        Op::BuildSlice => 1 - arg,
        Op::BuildMap => 1 - 2 * arg,
        Op::ListAppend | Op::SetAdd | Op::ListExtend | Op::SetUpdate | Op::DictUpdate | Op::DictMerge => -1,
        Op::MapAdd => -2,
        Op::UnpackSequence => arg - 1,
        Op::UnpackEx => (arg & 255) + (arg >> 8),
        Op::ForIter => {
            if jumps {
                -1
            } else {
                1
            }
        }
        Op::Call => -1 - arg,
        Op::CallKw => -2 - arg,
        Op::CallFunctionEx => -3,
        Op::CallIntrinsic2 | Op::ImportName => -1,
        Op::RaiseVarargs => -arg,
        Op::Reraise => -1,
    }
}

/// Whether control never goes on to the next instruction.
pub(super) fn ends_flow(op: Op) -> bool {
    matches!(
        op,
        Op::ReturnValue
            | Op::RaiseVarargs
            | Op::Reraise
            | Op::JumpForward
            | Op::JumpBackward
            | Op::JumpBackwardNoInterrupt
    )
}

/// Whether the argument is an instruction to go to.
pub(super) fn is_jump(op: Op) -> bool {
    matches!(
        op,
        Op::JumpForward
            | Op::JumpBackward
            | Op::JumpBackwardNoInterrupt
            | Op::PopJumpIfTrue
            | Op::PopJumpIfFalse
            | Op::PopJumpIfNone
            | Op::PopJumpIfNotNone
            | Op::ForIter
            | Op::Send
    )
}

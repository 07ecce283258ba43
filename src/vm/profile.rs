//! A CPython version as data: where it looks at its eval breaker, and what instructions cost.
//!
//! Switch points: `Python/bytecodes.c` (`CHECK_EVAL_BREAKER`) of 3.14. Costs: measured, about 4 ns an instruction.

use crate::lang::code::Op;

const N_OPS: usize = Op::ALL.len();

/// After which instructions the eval breaker is looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SwitchPoints {
    /// By instruction, whatever it did. `Resume` only for arguments 0 and 1; call instructions not here.
    pub after: [bool; N_OPS],
    /// After a call instruction whose callee was native and did not raise, unless the native says that CPython's specialised
    /// call of it does not look.
    pub after_native_call: bool,
    /// Also for those natives (`len`, `isinstance`, `list.append`, `type(x)`).
    pub after_specialised_call: bool,
    /// After a native `__enter__` that a `with` statement has called: a call since 3.14, an instruction of its own before.
    pub after_with_enter: bool,
    /// After a conditional jump that is taken (3.10).
    pub after_taken_jump: bool,
    /// On entry to an exception handler (up to 3.10).
    pub at_handler: bool,
}

impl SwitchPoints {
    /// Whether there are switch points that are found only by looking at each step by itself.
    pub fn are_everywhere(&self) -> bool {
        self.after[Op::LoadGlobal as usize] || self.after_taken_jump || self.at_handler
    }
    /// Whether a step was one of those that depend on where it led. `next` is none when the frame has changed.
    pub fn is_by_flow(&self, op: Op, at: u32, next: Option<u32>, leads_to: Option<Op>) -> bool {
        let jumps = matches!(op, Op::PopJumpIfTrue | Op::PopJumpIfFalse | Op::PopJumpIfNone | Op::PopJumpIfNotNone);
        let taken = self.after_taken_jump && jumps && next.is_some_and(|next| next != at + 1);
        // Nothing falls into a handler, so whoever is there has come by an exception.
        taken || (self.at_handler && leads_to == Some(Op::PushExcInfo))
    }
}

/// Picoseconds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CostTable {
    /// By instruction.
    pub op: [u32; N_OPS],
    /// Added when an instruction enters a Python function.
    pub python_call: u32,
    /// Added when an instruction calls a native, besides the native's own cost.
    pub native_call: u32,
    /// What natives' own costs, written for 3.14, are multiplied by, in thousandths.
    pub native_permille: u32,
    /// Added when a free lock is taken, and when one is released.
    pub lock: u32,
    /// Added when an instruction makes an instance of a Python class.
    pub instance: u32,
    /// Added when an asyncio task is made: what its C implementation does besides what our library's instructions stand for.
    pub task: u32,
    /// Added for each generator resumption.
    pub resume: u32,
    /// Added when an exception is raised, and again for each frame it leaves.
    pub raise: u32,
    /// Added for each big-integer operation, per 64 bits of the larger operand.
    pub bigint_word: u32,
    /// Added per item or byte that an instruction or native touches in bulk.
    pub item: u32,
}

/// Everything of a version that the machine needs to know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Profile {
    /// As `sys.version_info`.
    pub version: (u8, u8, u8),
    /// False for the free-threaded build.
    pub has_gil: bool,
    pub switch_points: SwitchPoints,
    pub costs: CostTable,
}

impl Profile {
    /// CPython 3.14 with the GIL.
    pub const PY314: Profile =
        Profile { version: (3, 14, 0), has_gil: true, switch_points: PY314_SWITCH_POINTS, costs: PY314_COSTS };
}

impl Default for Profile {
    fn default() -> Self {
        Self::PY314
    }
}

const PY314_SWITCH_POINTS: SwitchPoints = {
    let mut after = [false; N_OPS];
    after[Op::Resume as usize] = true;
    after[Op::JumpBackward as usize] = true;
    SwitchPoints {
        after,
        after_native_call: true,
        after_specialised_call: false,
        after_with_enter: true,
        after_taken_jump: false,
        at_handler: false,
    }
};

const PY314_COSTS: CostTable = {
    let mut op = [4_000; N_OPS];
    let mut i = 0;
    while i < N_OPS {
        op[i] = match Op::ALL[i] {
            Op::Nop | Op::NotTaken | Op::PushNull | Op::PopTop | Op::Copy | Op::Swap => 1_500,
            Op::LoadFast | Op::LoadFastBorrow | Op::LoadConst | Op::LoadSmallInt | Op::StoreFast => 1_500,
            Op::LoadFastLoadFast
            | Op::LoadFastBorrowLoadFastBorrow
            | Op::StoreFastStoreFast
            | Op::StoreFastLoadFast => 2_500,
            Op::Resume => 1_500,
            Op::JumpForward | Op::JumpBackwardNoInterrupt | Op::PopJumpIfTrue | Op::PopJumpIfFalse => 2_000,
            Op::PopJumpIfNone | Op::PopJumpIfNotNone => 2_000,
            Op::JumpBackward => 3_000,
            Op::ForIter => 5_000,
            Op::BinaryOp => 6_500,
            Op::CompareOp => 4_500,
            Op::LoadGlobal => 3_000,
            Op::StoreGlobal | Op::StoreName => 12_000,
            Op::LoadName => 10_000,
            Op::LoadAttr => 4_500,
            Op::StoreAttr => 6_000,
            Op::Call => 6_000,
            Op::CallKw => 12_000,
            Op::CallFunctionEx => 25_000,
            Op::BuildList | Op::BuildTuple => 12_000,
            Op::BuildMap | Op::BuildSet => 25_000,
            Op::BuildString | Op::FormatSimple => 25_000,
            Op::FormatWithSpec => 90_000,
            Op::MakeFunction => 25_000,
            Op::LoadBuildClass => 4_000,
            Op::ImportName => 150_000,
            Op::RaiseVarargs => 120_000,
            _ => 4_000,
        };
        i += 1;
    }
    CostTable {
        op,
        python_call: 8_000,
        native_call: 8_000,
        native_permille: 1_000,
        lock: 16_000,
        instance: 25_000,
        task: 1_200_000,
        resume: 8_000,
        raise: 60_000,
        bigint_word: 8_000,
        item: 2_000,
    }
};

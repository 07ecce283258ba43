//! How much of its fuel a run has left, kept so that instructions in a straight line cost nothing to account for.
//!
//! Where instructions are executed one by one, each pays. In the fast loop the *position* in the code pays: what is left at `ip`
//! is `steps - ip`, and as much less of the cost as the instructions before `ip` cost together. So only jumps, calls and returns
//! change the numbers there, and fuel is looked at only by them: it must be *ample*, enough for a straight line through all the code.

use super::code_table::ExecCode;
use super::machine::Fuel;

/// More than any run spends, and far enough from overflow.
const PLENTY: u64 = 1 << 62;

#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    steps: i64,
    /// In picoseconds.
    cost: i64,
}

impl Left {
    pub fn of(fuel: &Fuel) -> Self {
        Self { steps: fuel.max_steps.min(PLENTY) as i64, cost: fuel.budget.0.min(PLENTY) as i64 }
    }
    /// From here on the position in `code` pays.
    #[inline(always)]
    pub fn begin(&mut self, code: &ExecCode, ip: usize) {
        self.steps += ip as i64;
        self.cost += code.cost_before[ip];
    }
    /// Pays for the position in `code`; what is left is now in the numbers.
    #[inline(always)]
    pub fn end(&mut self, code: &ExecCode, ip: usize) {
        self.steps -= ip as i64;
        self.cost -= code.cost_before[ip];
    }
    #[inline(always)]
    pub fn jump(&mut self, code: &ExecCode, from: usize, to: usize) {
        self.steps += to as i64 - from as i64;
        self.cost += code.cost_before[to] - code.cost_before[from];
    }
    #[inline(always)]
    pub fn spend(&mut self, cost: u64) {
        self.cost = self.cost.saturating_sub_unsigned(cost);
    }
    /// Whether a straight line through all of `code` would not run out, wherever in it the position is.
    #[inline(always)]
    pub fn is_ample(&self, code: &ExecCode) -> bool {
        let n = code.instrs.len();
        self.steps >= n as i64 && self.cost > code.cost_before[n]
    }
    /// As [`is_ample`](Self::is_ample), before [`begin`](Self::begin).
    #[inline(always)]
    pub fn is_ample_at(mut self, code: &ExecCode, ip: usize) -> bool {
        self.begin(code, ip);
        self.is_ample(code)
    }
    /// Pays for one instruction where no position does.
    #[inline(always)]
    pub fn step(&mut self, cost: u64) {
        self.steps -= 1;
        self.spend(cost);
    }
    /// No instruction is to start.
    #[inline(always)]
    pub fn is_out(&self) -> bool {
        self.steps <= 0 || self.cost <= 0
    }
    /// Steps and picoseconds, after [`end`](Self::end).
    pub fn spent(&self, fuel: &Fuel) -> (u64, u64) {
        let all = Self::of(fuel);
        (all.steps.abs_diff(self.steps), all.cost.abs_diff(self.cost))
    }
}

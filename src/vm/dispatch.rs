//! The loop that executes instructions.

use super::machine::{Fuel, Machine, RunOutcome, Stop};
use crate::base::ids::ThreadId;
use crate::base::time::Picos;

/// See [`Machine::run`].
pub(super) fn run(_machine: &mut Machine, _thread: ThreadId, _fuel: &Fuel) -> RunOutcome {
    RunOutcome { steps: 0, cost: Picos::ZERO, stop: Stop::NotRunnable, switch_point: false }
}

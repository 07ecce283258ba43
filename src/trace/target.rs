//! Where to go from a step of a run.

use serde::{Deserialize, Serialize};

use crate::base::ids::LaneId;
use crate::base::time::Nanos;

/// Where to go from a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Target {
    Instruction {
        forward: bool,
    },
    /// The next or previous line of the user's program on the lane that runs, or on `lane`.
    Line {
        forward: bool,
        lane: Option<LaneId>,
    },
    /// The step at a time.
    Time(Nanos),
}

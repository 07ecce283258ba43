//! What a link holds, as the page uses it.

use serde::{Deserialize, Serialize};

use crate::trace::measured::{Environment, Measured, Model, Workload};
use crate::trace::settings::Settings;

/// What a link holds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Shared {
    pub source: String,
    /// The example the source came from, if it did.
    pub example: Option<String>,
    pub settings: Settings,
    pub surface: Surface,
    /// The step to stand at; none for wherever the page likes to open.
    pub step: Option<u64>,
    pub unit: Unit,
    pub tab: Tab,
    /// What Compare is about.
    pub workload: Option<Workload>,
    /// What the program came to when it was run for real.
    pub program_figures: Option<Placed<Measured>>,
    /// What the workload came to under each model.
    pub model_figures: Option<Placed<Vec<(Model, Measured)>>>,
}

/// Figures, and where they were measured.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Placed<T> {
    pub place: Environment,
    pub figures: T,
}

/// One of the page's surfaces.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Surface {
    #[default]
    Trace,
    Compare,
    Guide,
}

impl Surface {
    pub const ALL: [Surface; 3] = [Self::Trace, Self::Compare, Self::Guide];
}

/// By what the transport steps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Unit {
    Instruction,
    #[default]
    Line,
    Switch,
}

impl Unit {
    pub const ALL: [Unit; 3] = [Self::Instruction, Self::Line, Self::Switch];
}

/// One panel of the inspector.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Tab {
    #[default]
    Stacks,
    Variables,
    Locks,
    Loop,
    Bytecode,
    Output,
    Findings,
}

impl Tab {
    pub const ALL: [Tab; 7] =
        [Self::Stacks, Self::Variables, Self::Locks, Self::Loop, Self::Bytecode, Self::Output, Self::Findings];
}

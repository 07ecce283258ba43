//! What a run is made with, besides its source: together they decide the whole trace.

use serde::{Deserialize, Serialize};

use crate::base::limits::DEFAULT_MAX_STEPS;
use crate::base::time::Nanos;

/// A CPython version that can be simulated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum PythonVersion {
    Py39,
    Py310,
    Py311,
    Py312,
    Py313,
    #[default]
    Py314,
    Py315,
    /// 3.14, free-threaded build.
    Py314t,
}

impl PythonVersion {
    pub const ALL: [PythonVersion; 8] =
        [Self::Py39, Self::Py310, Self::Py311, Self::Py312, Self::Py313, Self::Py314, Self::Py315, Self::Py314t];
    /// `3.14`, `3.14t`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Py39 => "3.9",
            Self::Py310 => "3.10",
            Self::Py311 => "3.11",
            Self::Py312 => "3.12",
            Self::Py313 => "3.13",
            Self::Py314 => "3.14",
            Self::Py315 => "3.15",
            Self::Py314t => "3.14t",
        }
    }
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.name() == name)
    }
}

/// How long instructions take.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Scale {
    /// Calibrated costs: nanoseconds an instruction.
    #[default]
    Real,
    /// Costs stretched so that a ten-line program shows switches.
    Slow,
}

/// How long answers of the simulated internet take, around each host's distance (`process/lib/_net.py` has the figures).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Latency {
    /// Always the same from the same host.
    Fixed,
    /// Up to 15 % more or less, mostly near the middle.
    #[default]
    Normal,
    /// Mostly a little more or less; now and then many times as long.
    HeavyTail,
}

impl Latency {
    pub const ALL: [Latency; 3] = [Self::Fixed, Self::Normal, Self::HeavyTail];
    /// As the command line and the library call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Normal => "normal",
            Self::HeavyTail => "heavy-tail",
        }
    }
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|latency| latency.name() == name)
    }
}

/// Everything about a run but the source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settings {
    pub python: PythonVersion,
    pub cores: u32,
    pub switch_interval: Nanos,
    pub seed: u64,
    pub scale: Scale,
    /// Choices made otherwise than by the seed, as [`Settings::schedule`] prints: empty for none.
    pub schedule: String,
    pub max_steps: u64,
    /// What `input()` and `sys.stdin` read.
    pub stdin: String,
    #[serde(default)]
    pub latency: Latency,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            python: PythonVersion::Py314,
            cores: 2,
            switch_interval: Nanos::from_millis(5),
            seed: 7,
            scale: Scale::Real,
            schedule: String::new(),
            max_steps: DEFAULT_MAX_STEPS,
            stdin: String::new(),
            latency: Latency::Normal,
        }
    }
}

//! Virtual time: whole nanoseconds for everything a person sees, picoseconds for what instructions cost.

use serde::{Deserialize, Serialize};

/// A point in virtual (or measured) time, or a length of it, in nanoseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Nanos(pub u64);

impl Nanos {
    pub const ZERO: Nanos = Nanos(0);
    pub const MAX: Nanos = Nanos(u64::MAX);

    pub const fn from_micros(micros: u64) -> Self {
        Nanos(micros.saturating_mul(1_000))
    }
    pub const fn from_millis(millis: u64) -> Self {
        Nanos(millis.saturating_mul(1_000_000))
    }
    pub const fn saturating_add(self, other: Nanos) -> Nanos {
        Nanos(self.0.saturating_add(other.0))
    }
    pub const fn saturating_sub(self, other: Nanos) -> Nanos {
        Nanos(self.0.saturating_sub(other.0))
    }
    /// Seconds, for showing and for `time.perf_counter()`; never used to decide anything.
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e9
    }
}

/// What an instruction costs, or a sum of such costs, in picoseconds: an instruction takes a few nanoseconds,
/// so whole nanoseconds would round every figure by a tenth and more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Picos(pub u64);

impl Picos {
    pub const ZERO: Picos = Picos(0);
    pub const MAX: Picos = Picos(u64::MAX);

    pub const fn from_nanos(nanos: Nanos) -> Self {
        Picos(nanos.0.saturating_mul(1_000))
    }
    /// Whole nanoseconds, rounded down.
    pub const fn nanos(self) -> Nanos {
        Nanos(self.0 / 1_000)
    }
    pub const fn saturating_add(self, other: Picos) -> Picos {
        Picos(self.0.saturating_add(other.0))
    }
    pub const fn saturating_sub(self, other: Picos) -> Picos {
        Picos(self.0.saturating_sub(other.0))
    }
}

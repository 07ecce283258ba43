//! States without their reasons: what the timeline paints and the totals count.

use serde::{Deserialize, Serialize};

use super::event::State;

/// A [`State`] without its reason.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[repr(u8)]
pub enum StateKind {
    Running,
    Native,
    WantsGil,
    Ready,
    Blocked,
    Waiting,
    Suspended,
    Finished,
}

impl StateKind {
    /// In the order of their numbers.
    pub const ALL: [StateKind; 8] = [
        Self::Running,
        Self::Native,
        Self::WantsGil,
        Self::Ready,
        Self::Blocked,
        Self::Waiting,
        Self::Suspended,
        Self::Finished,
    ];

    /// How files call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Native => "native",
            Self::WantsGil => "wants GIL",
            Self::Ready => "ready",
            Self::Blocked => "blocked",
            Self::Waiting => "waiting",
            Self::Suspended => "suspended",
            Self::Finished => "finished",
        }
    }

    /// The place of its sum in [`super::track::Sums`].
    pub const fn class(self) -> u8 {
        self as u8
    }
}

impl State {
    pub const fn kind(self) -> StateKind {
        match self {
            State::Running => StateKind::Running,
            State::Native => StateKind::Native,
            State::WantsGil => StateKind::WantsGil,
            State::Ready => StateKind::Ready,
            State::Blocked(_) => StateKind::Blocked,
            State::Waiting(_) => StateKind::Waiting,
            State::Suspended => StateKind::Suspended,
            State::Finished => StateKind::Finished,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_stands_at_the_place_of_its_class() {
        for (place, kind) in StateKind::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(kind.class()), place);
        }
    }
}

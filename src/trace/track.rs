//! One row of the picture as a function of time: which class it is in, from when to when.
//!
//! A track serves a lane (classes are [`super::kind::StateKind`]s) and a GIL row (classes are tints of the holder) alike.
//! Boundaries are appended in order; slices are the stretches between them and are never stored. So that a million
//! slices can be painted into a thousand pixels, the time spent in each class is summed up at every sixteenth boundary:
//! the shares of any stretch of time cost two binary searches and at most sixteen additions each.

use crate::base::time::Nanos;

use super::store::EventId;

/// How many classes a track tells apart.
pub const N_CLASSES: usize = 8;
/// Nanoseconds spent in each class.
pub type Sums = [u64; N_CLASSES];

const BOUNDARIES_PER_SUM: usize = 16;

/// The boundaries of one row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Track {
    starts: Vec<Nanos>,
    events: Vec<EventId>,
    classes: Vec<u8>,
    /// Entry `k`: what was spent in all slices before slice `k * BOUNDARIES_PER_SUM`.
    sums: Vec<Sums>,
}

impl Track {
    /// From `start` on the row is in `class`, because of `event`. Starts must not fall; classes are below [`N_CLASSES`].
    pub(super) fn push(&mut self, start: Nanos, event: EventId, class: u8) {
        debug_assert!(self.starts.last().is_none_or(|&last| last <= start) && usize::from(class) < N_CLASSES);
        self.starts.push(start);
        self.events.push(event);
        self.classes.push(class);
        let slice = self.starts.len() - 1;
        if slice.is_multiple_of(BOUNDARIES_PER_SUM) {
            let sums = self.sums_before(slice);
            self.sums.push(sums);
        }
    }

    /// How many slices there are; the last one lasts until the end of the trace.
    pub fn len(&self) -> usize {
        self.starts.len()
    }
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
    pub fn start(&self, slice: usize) -> Nanos {
        self.starts[slice]
    }
    /// Where slice `slice` ends, when the trace ends at `trace_end`.
    pub fn end(&self, slice: usize, trace_end: Nanos) -> Nanos {
        self.starts.get(slice + 1).copied().unwrap_or(trace_end.max(self.starts[slice]))
    }
    /// The event with which the slice begins.
    pub fn event(&self, slice: usize) -> EventId {
        self.events[slice]
    }
    pub fn class(&self, slice: usize) -> u8 {
        self.classes[slice]
    }

    /// The slice at `time`: of several that begin at once, the last.
    pub fn slice_at(&self, time: Nanos) -> Option<usize> {
        self.starts.partition_point(|&start| start <= time).checked_sub(1)
    }
    /// The slice that the row is in just after `event`.
    pub fn slice_after(&self, event: EventId) -> Option<usize> {
        self.events.partition_point(|&begun| begun <= event).checked_sub(1)
    }

    /// Time spent in each class in `from..to`. The last slice counts as going on for ever.
    pub fn spent(&self, from: Nanos, to: Nanos) -> Sums {
        self.until(from, 0).spent_to(&self.until(to, 0))
    }

    /// What was spent before `time`. Is faster the nearer before `time` the slice `hint` begins.
    pub fn until(&self, time: Nanos, hint: usize) -> Until {
        let Some(slice) = self.slice_at_from(time, hint) else { return Until::default() };
        let mut sums = self.sums_before(slice);
        sums[usize::from(self.classes[slice])] += time.saturating_sub(self.starts[slice]).0;
        Until { slice: Some(slice), sums }
    }

    /// [`Self::slice_at`], looked for in strides that double from `hint` on.
    pub fn slice_at_from(&self, time: Nanos, hint: usize) -> Option<usize> {
        if self.starts.get(hint).is_none_or(|&start| start > time) {
            return self.slice_at(time);
        }
        let mut stride = 1;
        while self.starts.get(hint + stride).is_some_and(|&start| start <= time) {
            stride *= 2;
        }
        let (from, to) = (hint + stride / 2, (hint + stride).min(self.starts.len()));
        Some(from + self.starts[from..to].partition_point(|&start| start <= time) - 1)
    }

    fn sums_before(&self, slice: usize) -> Sums {
        let full = (slice / BOUNDARIES_PER_SUM).min(self.sums.len().saturating_sub(1));
        let mut sums = self.sums.get(full).copied().unwrap_or_default();
        for earlier in full * BOUNDARIES_PER_SUM..slice {
            let length = self.starts[earlier + 1].saturating_sub(self.starts[earlier]);
            sums[usize::from(self.classes[earlier])] += length.0;
        }
        sums
    }
}

/// A track's past at some time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Until {
    /// The slice at that time, if any has begun.
    pub slice: Option<usize>,
    /// Time spent in each class before.
    pub sums: Sums,
}

impl Until {
    /// What was spent from here to a later time of the same track.
    pub fn spent_to(&self, later: &Until) -> Sums {
        let mut spent = later.sums;
        for (sum, earlier) in spent.iter_mut().zip(self.sums) {
            *sum = sum.saturating_sub(earlier);
        }
        spent
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn track_of(boundaries: &[(u64, u8)]) -> Track {
        let mut track = Track::default();
        for (i, &(start, class)) in boundaries.iter().enumerate() {
            track.push(Nanos(start), EventId(i as u32), class);
        }
        track
    }

    #[test]
    fn a_slice_lasts_until_the_next_boundary() {
        let track = track_of(&[(10, 1), (30, 2)]);
        assert_eq!(track.slice_at(Nanos(9)), None);
        assert_eq!(track.slice_at(Nanos(10)), Some(0));
        assert_eq!(track.slice_at(Nanos(30)), Some(1));
        assert_eq!(track.end(0, Nanos(100)), Nanos(30));
        assert_eq!(track.end(1, Nanos(100)), Nanos(100));
    }

    #[test]
    fn of_boundaries_at_one_time_the_last_counts() {
        assert_eq!(track_of(&[(0, 1), (5, 2), (5, 3)]).slice_at(Nanos(5)), Some(2));
    }

    proptest! {
        #[test]
        fn a_hint_changes_nothing(gaps in proptest::collection::vec(0_u64..4, 1..100), time in 0_u64..400, hint in 0_usize..120) {
            let mut at = 0;
            let boundaries: Vec<(u64, u8)> = gaps.into_iter().map(|gap| { at += gap; (at, 1) }).collect();
            let track = track_of(&boundaries);
            prop_assert_eq!(track.until(Nanos(time), hint), track.until(Nanos(time), 0));
            prop_assert_eq!(track.until(Nanos(time), hint).slice, track.slice_at(Nanos(time)));
        }

        #[test]
        fn shares_agree_with_adding_up_every_slice(
            steps in proptest::collection::vec((0_u64..5, 0_u8..8), 1..200), from in 0_u64..600, length in 0_u64..600,
        ) {
            let mut at = 0;
            let boundaries: Vec<(u64, u8)> = steps.into_iter().map(|(gap, class)| { at += gap; (at, class) }).collect();
            let track = track_of(&boundaries);
            let mut expected = Sums::default();
            for (i, &(start, class)) in boundaries.iter().enumerate() {
                let end = boundaries.get(i + 1).map_or(u64::MAX, |next| next.0);
                expected[usize::from(class)] += end.min(from + length).saturating_sub(start.max(from));
            }
            prop_assert_eq!(track.spent(Nanos(from), Nanos(from + length)), expected);
        }
    }
}

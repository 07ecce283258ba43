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
        let (before, mut sums) = (self.spent_until(from), self.spent_until(to));
        for (sum, earlier) in sums.iter_mut().zip(before) {
            *sum = sum.saturating_sub(earlier);
        }
        sums
    }

    fn spent_until(&self, time: Nanos) -> Sums {
        let Some(slice) = self.slice_at(time) else { return Sums::default() };
        let mut sums = self.sums_before(slice);
        sums[usize::from(self.classes[slice])] += time.saturating_sub(self.starts[slice]).0;
        sums
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

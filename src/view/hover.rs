//! What a tooltip over the timeline says: what is under the pointer, how long, why, and who will release it.

use crate::base::ids::LaneId;
use crate::base::time::Nanos;
use crate::trace::{Moment, Trace};

use super::timeline::{Hit, Scale};
use super::why::{self, Why};

/// What is under the pointer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Hover {
    /// One slice.
    Slice {
        why: Why,
        start: Nanos,
        end: Nanos,
        line: u32,
        /// The lane that will let this one go on.
        releaser: Option<LaneId>,
        /// When it asked for the GIL, of a lane that wants it and did.
        asked_at: Option<Nanos>,
    },
    /// Part of the GIL's row.
    Gil { holder: Option<LaneId>, start: Nanos, end: Nanos },
    /// A pixel with more slices than one.
    Crowd { lane: LaneId, n_slices: usize, start: Nanos, end: Nanos },
}

/// What to say about a hit; none over rulers, names and empty space.
pub fn hover(trace: &Trace, scale: &Scale, hit: Hit) -> Option<Hover> {
    match hit {
        Hit::Slice { lane, slice, time } => slice_hover(trace, scale, lane, slice, time),
        Hit::Gil { process, slice, .. } => {
            let gil = trace.gil(process)?;
            let (start, end) = (gil.start(slice), gil.end(slice, trace.makespan()));
            Some(Hover::Gil { holder: trace.gil_holder(gil, slice), start, end })
        }
        Hit::Playhead | Hit::Ruler(_) | Hit::Name(_) | Hit::Fold(_) | Hit::Empty(_) => None,
    }
}

fn slice_hover(trace: &Trace, scale: &Scale, lane: LaneId, index: usize, time: Nanos) -> Option<Hover> {
    let slice = trace.slice(lane, index)?;
    let pixel = Nanos(scale.nanos_per_px() as u64);
    if slice.length() < pixel {
        let track = trace.track(lane)?;
        let (start, end) = (time, time.saturating_add(pixel));
        let n_slices = track.slice_at(end)?.saturating_sub(track.slice_at(start)?) + 1;
        if n_slices > 1 {
            return Some(Hover::Crowd { lane, n_slices, start, end });
        }
    }
    // What a slice is about is told from its end: how long it lasted, not how long it has so far.
    let why = why::why_slice(trace, &slice, Moment { step: slice.start.step, time: slice.end.time });
    let asked = trace.gil_requests();
    let asked = &asked[asked.partition_point(|&event| event < slice.event)..];
    let asked_at = asked
        .iter()
        .filter_map(|&id| trace.event(id))
        .take_while(|event| event.time <= slice.end.time)
        .take(64)
        .find(|event| event.lane == lane)
        .map(|event| event.time)
        .filter(|_| why.state == crate::trace::event::State::WantsGil);
    Some(Hover::Slice {
        why: Why { holder: why.holder.and(why::releaser(trace, &slice)), ..why },
        start: slice.start.time,
        end: slice.end.time,
        line: slice.line,
        releaser: why::releaser(trace, &slice),
        asked_at,
    })
}

#[cfg(test)]
mod tests {
    use super::super::timeline::Window;
    use super::*;
    use crate::trace::event::State;
    use crate::trace::sample::{FIRST, PROCESS, SECOND, two_threads};

    fn scale(span_nanos: f64) -> Scale {
        Scale { window: Window { start_nanos: 0.0, span_nanos }, left_px: 0.0, width_px: 1_000.0 }
    }

    #[test]
    fn a_wait_for_the_gil_says_for_whom_and_since_when_it_asked() {
        let trace = two_threads();
        let hit = Hit::Slice { lane: SECOND, slice: 0, time: Nanos(2_000) };
        let Some(Hover::Slice { why, releaser, asked_at, start, end, .. }) = hover(&trace, &scale(21_000.0), hit)
        else {
            panic!("a slice was hit")
        };
        assert_eq!((why.state, releaser), (State::WantsGil, Some(FIRST)));
        assert_eq!((start, end, why.lasted, asked_at), (Nanos(400), Nanos(5_400), Nanos(5_000), Some(Nanos(5_400))));
    }

    #[test]
    fn the_gil_says_its_holder() {
        let hit = Hit::Gil { process: PROCESS, slice: 4, time: Nanos(7_000) };
        let expected = Hover::Gil { holder: Some(SECOND), start: Nanos(5_400), end: Nanos(10_400) };
        assert_eq!(hover(&two_threads(), &scale(21_000.0), hit), Some(expected));
    }

    #[test]
    fn a_crowd_says_how_many() {
        let hit = Hit::Slice { lane: FIRST, slice: 1, time: Nanos(9_000) };
        let crowd = hover(&two_threads(), &scale(21_000_000.0), hit);
        assert!(matches!(crowd, Some(Hover::Crowd { n_slices: 3, .. })), "{crowd:?}");
    }
}

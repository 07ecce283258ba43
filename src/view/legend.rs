//! The legend under the timeline: only what the picture shows, in the order of the machine's concerns.

use crate::trace::Trace;
use crate::trace::kind::StateKind;
use crate::trace::lane::LaneKind;

/// The order in which states are explained.
const ORDER: [StateKind; 7] = [
    StateKind::Running,
    StateKind::WantsGil,
    StateKind::Blocked,
    StateKind::Waiting,
    StateKind::Native,
    StateKind::Ready,
    StateKind::Suspended,
];

/// The states that some lane spends time in.
pub fn legend(trace: &Trace) -> Vec<StateKind> {
    let mut spent = crate::trace::track::Sums::default();
    for (id, _) in trace.lanes().filter(|(_, lane)| lane.kind != LaneKind::Process) {
        for (sum, more) in spent.iter_mut().zip(trace.totals(id)) {
            *sum = sum.saturating_add(more);
        }
    }
    ORDER.into_iter().filter(|kind| spent[usize::from(kind.class())] > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::two_threads;

    #[test]
    fn the_legend_explains_what_is_there_and_nothing_else() {
        let expected = [StateKind::Running, StateKind::WantsGil, StateKind::Blocked, StateKind::Waiting];
        assert_eq!(legend(&two_threads()), expected);
        assert_eq!(legend(&Trace::new()), []);
    }
}

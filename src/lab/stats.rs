//! What repeated measurements come to: median, spread, and how often to repeat for a coarse clock.
//!
//! Pure: knows no clock. All figures are whole nanoseconds.

use crate::base::time::Nanos;

/// The middle half of the measurements and its middle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Spread {
    pub median: Nanos,
    /// A quarter of the measurements lies below.
    pub low: Nanos,
    /// A quarter of the measurements lies above.
    pub high: Nanos,
    pub n: usize,
}

impl Spread {
    /// Of measurements in any order; nothing for none.
    pub fn of(walls: &[Nanos]) -> Option<Spread> {
        let mut sorted = walls.to_vec();
        sorted.sort_unstable();
        let at = |permille| quantile(&sorted, permille);
        Some(Spread { median: at(500)?, low: at(250)?, high: at(750)?, n: sorted.len() })
    }
    /// The interquartile range.
    pub fn width(&self) -> Nanos {
        self.high.saturating_sub(self.low)
    }
}

/// The median of measurements in any order; zero for none.
pub fn median(walls: &[Nanos]) -> Nanos {
    Spread::of(walls).map_or(Nanos::ZERO, |spread| spread.median)
}

/// The value below which `permille` of the sorted measurements lie, between neighbours in proportion.
fn quantile(sorted: &[Nanos], permille: u64) -> Option<Nanos> {
    let last = sorted.len().checked_sub(1)?;
    let place = last as u64 * permille;
    let (low, part) = (usize::try_from(place / 1_000).ok()?, place % 1_000);
    let (low, high) = (sorted[low], sorted[(low + 1).min(last)]);
    Some(Nanos(low.0 + (high.0 - low.0) / 1_000 * part + (high.0 - low.0) % 1_000 * part / 1_000))
}

/// Whether the last two measurements agree to a tenth: what is measured has warmed up.
pub fn is_steady(walls: &[Nanos]) -> bool {
    match walls {
        [.., before, last] => before.0.abs_diff(last.0) <= before.0.max(last.0) / 10,
        _ => false,
    }
}

/// How many times as fast `wall` is as `sequential`, in thousandths; nothing when the clock saw no time pass.
pub fn speed_up_permille(sequential: Nanos, wall: Nanos) -> Option<u64> {
    (wall.0 > 0).then(|| sequential.0.saturating_mul(1_000) / wall.0)
}

/// How many times to do something that takes `once`, so that a clock of this resolution errs by at most 1 %.
pub fn times_for_resolution(once: Nanos, resolution: Nanos) -> u32 {
    const MOST: u64 = 1_000_000;
    let wanted = resolution.0.saturating_mul(100);
    let times = wanted.div_ceil(once.0.max(1)).clamp(1, MOST);
    u32::try_from(times).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanos(values: &[u64]) -> Vec<Nanos> {
        values.iter().copied().map(Nanos).collect()
    }

    #[test]
    fn the_median_of_an_odd_number_is_the_middle_one() {
        assert_eq!(median(&nanos(&[5, 1, 9])), Nanos(5));
    }

    #[test]
    fn the_median_of_an_even_number_lies_between_the_two_middle_ones() {
        assert_eq!(median(&nanos(&[10, 40, 20, 30])), Nanos(25));
    }

    #[test]
    fn one_slow_run_moves_neither_the_median_nor_the_spread() {
        let spread = Spread::of(&nanos(&[100, 102, 104, 106, 90_000])).expect("five runs");
        assert_eq!((spread.low, spread.median, spread.high, spread.n), (Nanos(102), Nanos(104), Nanos(106), 5));
        assert_eq!(spread.width(), Nanos(4));
    }

    #[test]
    fn nothing_measured_has_no_spread() {
        assert_eq!(Spread::of(&[]), None);
        assert_eq!(median(&[]), Nanos::ZERO);
        assert_eq!(Spread::of(&nanos(&[7])).map(|spread| spread.width()), Some(Nanos::ZERO));
    }

    #[test]
    fn measurements_are_steady_when_the_last_two_agree() {
        assert!(!is_steady(&nanos(&[100])));
        assert!(!is_steady(&nanos(&[100, 500, 300])));
        assert!(is_steady(&nanos(&[900, 300, 290])));
    }

    #[test]
    fn large_figures_do_not_overflow() {
        let spread = Spread::of(&nanos(&[0, u64::MAX])).expect("two runs");
        assert!(spread.median.0 > u64::MAX / 2 - 1_000);
    }

    #[test]
    fn a_speed_up_needs_time_to_have_passed() {
        assert_eq!(speed_up_permille(Nanos(1_900), Nanos(1_000)), Some(1_900));
        assert_eq!(speed_up_permille(Nanos(1_900), Nanos(0)), None);
    }

    #[test]
    fn short_work_is_repeated_until_the_clock_can_tell() {
        assert_eq!(times_for_resolution(Nanos(1_000), Nanos(100_000)), 10_000);
        assert_eq!(times_for_resolution(Nanos::from_millis(50), Nanos(5_000)), 1);
        assert_eq!(times_for_resolution(Nanos(0), Nanos(0)), 1);
    }
}

//! The two rulers: round times above the lanes, round step numbers beneath.

use crate::base::time::Nanos;
use crate::trace::Trace;
use crate::view::format;

use super::scale::Scale;

/// Ticks stand at least this far apart.
const MIN_TIME_TICK_PX: f64 = 96.0;
const MIN_STEP_TICK_PX: f64 = 110.0;
/// More ticks than this fit no screen.
const MAX_TICKS: u64 = 200;

/// A mark on a ruler.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    pub x: f64,
    pub label: String,
}

/// The smallest of 1, 2, 5, 10, 20, 50… that is at least `least`.
pub fn round_up_125(least: f64) -> u64 {
    let mut decade = 1_u64;
    loop {
        for lead in [1, 2, 5] {
            let candidate = decade.saturating_mul(lead);
            if candidate as f64 >= least || candidate == u64::MAX {
                return candidate;
            }
        }
        decade = decade.saturating_mul(10);
    }
}

/// Round times in sight, all in one unit with as many decimals as their distance needs.
pub fn time_ticks(scale: &Scale) -> Vec<Tick> {
    let step = round_up_125(scale.nanos_per_px() * MIN_TIME_TICK_PX);
    let unit = format::unit_for(scale.window.end().0.max(step));
    let n_decimals = decimals_needed(step, unit.nanos);
    let first = scale.window.start().0.div_ceil(step);
    let last = (scale.window.end().0 / step).min(first + MAX_TICKS);
    (first..=last)
        .map(|i| Nanos(i * step))
        .map(|time| (scale.px_from_time(time), time))
        .filter(|&(x, _)| x <= scale.right_px())
        .map(|(x, time)| Tick { x, label: format!("{} {}", format::in_unit(time, unit, n_decimals), unit.sign) })
        .collect()
}

/// Round step numbers in sight. Steps crowd where much is executed, so ticks too near to the one before are left out.
pub fn step_ticks(trace: &Trace, scale: &Scale) -> Vec<Tick> {
    let first = trace.moment_at_time(scale.window.start()).step;
    let last = trace.moment_at_time(scale.window.end()).step;
    if first >= last {
        return Vec::new();
    }
    let n_wanted = (scale.width_px / MIN_STEP_TICK_PX).max(1.0);
    let step = round_up_125((last - first) as f64 / n_wanted);
    let mut ticks: Vec<Tick> = Vec::new();
    for number in first.div_ceil(step)..=(last / step) {
        let x = scale.px_from_time(trace.moment_at_step(number * step).time);
        let is_free = ticks.last().is_none_or(|before| x - before.x >= MIN_STEP_TICK_PX * 0.6);
        if is_free && (scale.left_px..=scale.right_px()).contains(&x) {
            ticks.push(Tick { x, label: format::count(number * step) });
        }
    }
    ticks
}

/// How many decimals tell multiples of `step` apart in a unit.
fn decimals_needed(step: u64, unit: u64) -> usize {
    let (mut n_decimals, mut place) = (0, unit);
    while place > 1 && !step.is_multiple_of(place) {
        place /= 10;
        n_decimals += 1;
    }
    n_decimals
}

#[cfg(test)]
mod tests {
    use super::super::scale::Window;
    use super::*;
    use crate::trace::sample::two_threads;

    fn scale(start_nanos: f64, span_nanos: f64) -> Scale {
        Scale { window: Window { start_nanos, span_nanos }, left_px: 0.0, width_px: 800.0 }
    }

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_and_in_one_unit() {
        assert_eq!(
            labels(&time_ticks(&scale(0.0, 30e6))),
            ["0 ms", "5 ms", "10 ms", "15 ms", "20 ms", "25 ms", "30 ms"]
        );
        assert_eq!(labels(&time_ticks(&scale(0.0, 40.0)))[..3], ["0 ns", "5 ns", "10 ns"]);
    }

    #[test]
    fn zooming_in_adds_decimals() {
        let ticks = time_ticks(&scale(15_420_000.0, 8_000.0));
        assert_eq!(labels(&ticks)[..2], ["15.420 ms", "15.421 ms"]);
    }

    #[test]
    fn the_step_ruler_follows_what_is_executed() {
        let trace = two_threads();
        let ticks = step_ticks(&trace, &scale(0.0, 21_000.0));
        assert_eq!(ticks[0], Tick { x: 0.0, label: "0".to_owned() });
        assert!(ticks.windows(2).all(|pair| pair[1].x - pair[0].x >= 66.0));
        assert_eq!(step_ticks(&trace, &scale(13_000.0, 6_000.0)), []);
    }

    #[test]
    fn every_window_has_a_bounded_number_of_ticks() {
        for span in [1.0, 1e3, 1e9, 1e15, 1e19] {
            assert!(time_ticks(&scale(0.0, span)).len() <= 10);
        }
    }
}

//! At which value of a slider another strategy becomes the best: a coarse scan for the nearest change on either side,
//! then bisection.

use super::predict::{Strategy, best};
use super::workload::{Slider, Workload};

/// Each step of the scan goes on by this many percent, so the whole range takes some dozens of steps.
const SCAN_PERCENT: u64 = 150;

/// From this value on, away from where the workload is, another strategy is best.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Threshold {
    pub slider: Slider,
    /// Upwards from the workload's own value; else downwards.
    pub above: bool,
    /// The first value with another verdict: tasks, nanoseconds, bytes or cores.
    pub value: u64,
    pub to: Strategy,
}

/// The nearest changes of verdict along every slider.
pub fn thresholds(workload: &Workload) -> Vec<Threshold> {
    let both = |slider| [true, false].into_iter().filter_map(move |above| nearest(workload, slider, above));
    Slider::ALL.into_iter().flat_map(both).collect()
}

/// What is best when an async library appears or goes, if that is another.
pub fn without_or_with_async_library(workload: &Workload) -> Option<Strategy> {
    let other = best(&Workload { async_library: !workload.async_library, ..*workload });
    (other != best(workload)).then_some(other)
}

fn nearest(workload: &Workload, slider: Slider, above: bool) -> Option<Threshold> {
    let now = best(workload);
    let (least, greatest) = slider.range();
    let (mut same, last) = (slider.value(workload), if above { greatest } else { least });
    if (above && same >= last) || (!above && same <= last) {
        return None;
    }
    let verdict = |value| best(&slider.set(workload, value));
    loop {
        let next = if above {
            (same.saturating_mul(SCAN_PERCENT) / 100).max(same + first_step(slider)).min(last)
        } else if same <= first_step(slider) {
            last
        } else {
            (same * 100 / SCAN_PERCENT).max(last)
        };
        if verdict(next) != now {
            let value = bisect(same, next, |value| verdict(value) != now);
            return Some(Threshold { slider, above, value, to: verdict(value) });
        }
        if next == last {
            return None;
        }
        same = next;
    }
}

/// How far the scan goes from zero: a microsecond, a byte, one more.
const fn first_step(slider: Slider) -> u64 {
    match slider {
        Slider::Cpu | Slider::Io => 1_000,
        Slider::Tasks | Slider::Bytes | Slider::Cores => 1,
    }
}

/// The value nearest to `same` that is different, where `different` is known to be.
fn bisect(mut same: u64, mut different: u64, is_different: impl Fn(u64) -> bool) -> u64 {
    while same.abs_diff(different) > 1 {
        let middle = same.midpoint(different);
        if is_different(middle) {
            different = middle;
        } else {
            same = middle;
        }
    }
    different
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Nanos;
    use crate::compare::workload::Preset;

    #[test]
    fn just_before_a_threshold_the_verdict_is_the_old_one() {
        for preset in Preset::ALL {
            let workload = preset.workload();
            for Threshold { slider, above, value, to } in thresholds(&workload) {
                let before = if above { value - 1 } else { value + 1 };
                assert_eq!(best(&slider.set(&workload, value)), to, "{preset:?} {slider:?}");
                assert_eq!(best(&slider.set(&workload, before)), best(&workload), "{preset:?} {slider:?}");
                assert_ne!(to, best(&workload));
            }
        }
    }

    #[test]
    fn crawling_turns_to_processes_beside_the_loop_when_pages_take_long_to_parse() {
        let crawl = Preset::CrawlPages.workload();
        let cpu = thresholds(&crawl).into_iter().find(|it| it.slider == Slider::Cpu && it.above).expect("a change");
        assert_eq!(cpu.to, Strategy::AsyncioAndProcesses);
        assert!((Nanos::from_micros(500).0..Nanos::from_millis(20).0).contains(&cpu.value), "{}", cpu.value);
    }

    #[test]
    fn crawling_without_an_async_library_takes_threads() {
        assert_eq!(without_or_with_async_library(&Preset::CrawlPages.workload()), Some(Strategy::Threading));
    }

    #[test]
    fn no_scan_goes_on_for_ever_at_the_ends() {
        for slider in Slider::ALL {
            let (least, greatest) = slider.range();
            for value in [least, greatest] {
                thresholds(&slider.set(&Preset::HashFiles.workload(), value));
            }
        }
    }
}

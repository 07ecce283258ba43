//! What Compare shows for a workload: the verdict in words, predicted rows, and where the verdict changes.
//!
//! Figures come from [`crate::compare`]; measured ones from the engine by message. Knows nothing of the page's layout.

use crate::base::language::Language;
use crate::base::time::Nanos;
use crate::compare::predict::{Prediction, Strategy, best, predict, predict_all};
use crate::compare::threshold::{Threshold, thresholds, without_or_with_async_library};
use crate::compare::workload::{Preset, Slider, Workload};
use crate::i18n::{Phrase, compare as words, narration, units};
use crate::wire;

use super::format;

/// One strategy's row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub prediction: Prediction,
    pub is_best: bool,
    pub name: &'static str,
    /// `pool of 32`
    pub how: String,
    /// Over sequential: `27×`.
    pub speed_up: String,
    pub memory: String,
    /// Under which model it can be measured here; none when a browser cannot.
    pub model: Option<wire::Model>,
}

/// Which strategy to use, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    pub best: Strategy,
    pub title: String,
    /// The two numbers that decide it.
    pub text: String,
    /// At which values another strategy wins; one sentence if at none.
    pub turns: Vec<String>,
}

pub const fn strategy(strategy: Strategy) -> Phrase {
    match strategy {
        Strategy::Sequential => words::SEQUENTIAL,
        Strategy::Threading => words::THREADING,
        Strategy::Asyncio => words::ASYNCIO,
        Strategy::Multiprocessing => words::PROCESSES,
        Strategy::AsyncioAndProcesses => words::ASYNCIO_PROCESSES,
        Strategy::FreeThreaded => words::FREE_THREADED,
    }
}

pub const fn preset(preset: Preset) -> Phrase {
    match preset {
        Preset::CrawlPages => words::CRAWL_PAGES,
        Preset::ResizeImages => words::RESIZE_IMAGES,
        Preset::ChatServer => words::CHAT_SERVER,
        Preset::DatabaseQueries => words::DATABASE_QUERIES,
        Preset::HashFiles => words::HASH_FILES,
        Preset::TrainTestSplit => words::TRAIN_TEST,
    }
}

/// A slider's name and hint.
pub const fn slider(slider: Slider) -> (Phrase, Phrase) {
    match slider {
        Slider::Tasks => (words::TASKS, words::TASKS_HINT),
        Slider::Cpu => (words::CPU, words::CPU_HINT),
        Slider::Io => (words::IO, words::IO_HINT),
        Slider::Bytes => (words::BYTES, words::BYTES_HINT),
        Slider::Cores => (words::CORES, words::CORES_HINT),
    }
}

/// A slider's value with its unit.
pub fn value(slider: Slider, value: u64) -> String {
    match slider {
        Slider::Tasks | Slider::Cores => format::count(value),
        Slider::Cpu | Slider::Io => rounded(Nanos(value)),
        Slider::Bytes => units::bytes(value),
    }
}

/// A time in three significant digits, for tables.
pub fn time(nanos: u64) -> String {
    format::time(Nanos(significant(nanos, 3)))
}

/// Where a slider stands in thousandths of its length: sliders are logarithmic, with zero at the left end.
pub fn permille_from_value(slider: Slider, value: u64) -> u32 {
    let (least, greatest) = slider_scale(slider);
    if value <= least {
        return if value == 0 || least == 1 { 0 } else { 1 };
    }
    let share = (value as f64 / least as f64).ln() / (greatest as f64 / least as f64).ln();
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u32
}

/// The value at a slider's place, rounded to two digits.
pub fn value_from_permille(slider: Slider, permille: u32) -> u64 {
    let (least, greatest) = slider_scale(slider);
    if permille == 0 {
        return slider.range().0;
    }
    let ratio = greatest as f64 / least as f64;
    let exact = least as f64 * ratio.powf(f64::from(permille.min(1_000)) / 1_000.0);
    two_digits(exact.round() as u64).clamp(slider.range().0, slider.range().1)
}

/// The least value above zero that a slider tells apart, and its greatest.
const fn slider_scale(slider: Slider) -> (u64, u64) {
    let least = match slider {
        Slider::Cpu | Slider::Io => 10_000,
        Slider::Bytes => 10,
        Slider::Tasks | Slider::Cores => 1,
    };
    (least, slider.range().1)
}

pub(super) fn two_digits(value: u64) -> u64 {
    significant(value, 2)
}

/// The nearest number with so many digits that are not 0.
fn significant(value: u64, n_digits: u32) -> u64 {
    let unit = 10_u64.pow((value.checked_ilog10().unwrap_or(0) + 1).saturating_sub(n_digits));
    value.saturating_add(unit / 2) / unit * unit
}

/// A time in two significant digits.
fn rounded(time: Nanos) -> String {
    format::time(Nanos(two_digits(time.0)))
}

/// Every strategy's row, the fastest first.
pub fn rows(workload: &Workload, language: Language) -> Vec<Row> {
    let best = best(workload);
    let baseline = predict(workload, Strategy::Sequential).wall;
    let mut predictions = predict_all(workload);
    predictions.sort_by_key(|prediction| prediction.wall);
    let row = |prediction: Prediction| Row {
        prediction,
        is_best: prediction.strategy == best,
        name: strategy(prediction.strategy).text(language),
        how: how(&prediction, workload, language),
        speed_up: units::speed_up(baseline.0, prediction.wall.0),
        memory: units::bytes(prediction.memory_bytes),
        model: model(prediction.strategy),
    };
    predictions.map(row).to_vec()
}

fn how(prediction: &Prediction, workload: &Workload, language: Language) -> String {
    let (phrase, n) = match prediction.strategy {
        Strategy::Sequential => (words::SEQUENTIAL_HOW, 1),
        Strategy::Threading => (words::THREADING_HOW, prediction.workers),
        Strategy::Asyncio => (words::ASYNCIO_HOW, workload.tasks),
        Strategy::Multiprocessing => (words::PROCESSES_HOW, prediction.workers),
        Strategy::AsyncioAndProcesses => (words::ASYNCIO_PROCESSES_HOW, prediction.workers),
        Strategy::FreeThreaded => (words::FREE_THREADED_HOW, prediction.workers),
    };
    phrase.fill(language, &[("n", &format::count(u64::from(n)))])
}

/// The model to measure for a strategy.
pub const fn model(strategy: Strategy) -> Option<wire::Model> {
    match strategy {
        Strategy::Sequential => Some(wire::Model::Sequential),
        Strategy::Threading => Some(wire::Model::Threading),
        Strategy::Asyncio => Some(wire::Model::Asyncio),
        Strategy::Multiprocessing => Some(wire::Model::Multiprocessing),
        Strategy::AsyncioAndProcesses | Strategy::FreeThreaded => None,
    }
}

/// The workload as the engine measures it.
pub fn to_measure(workload: &Workload) -> wire::Workload {
    wire::Workload {
        tasks: workload.tasks,
        cpu_per_task: workload.cpu_per_task,
        io_per_task: workload.io_per_task,
        bytes_per_task: workload.bytes_per_task,
        workers: workload.cores,
        async_library: workload.async_library,
    }
}

/// The verdict on a workload.
pub fn verdict(workload: &Workload, language: Language) -> Verdict {
    let best = best(workload);
    let name = |it| strategy(it).text(language);
    let title = match best {
        Strategy::Sequential => words::USE_NOTHING.text(language).to_owned(),
        best => words::USE.fill(language, &[("strategy", name(best))]),
    };
    let others = predict_all(workload).into_iter().filter(|it| ![best, Strategy::FreeThreaded].contains(&it.strategy));
    let second = others.min_by_key(|prediction| prediction.wall);
    let text = second.map_or_else(
        || ratio(workload, language),
        |second| {
            let figures = words::FINISHES.fill(
                language,
                &[
                    ("strategy", name(best)),
                    ("time", &rounded(predict(workload, best).wall)),
                    ("second", name(second.strategy)),
                    ("other_time", &rounded(second.wall)),
                ],
            );
            format!("{}{}{}", ratio(workload, language), narration::BETWEEN_SENTENCES.text(language), figures)
        },
    );
    Verdict { best, title, text, turns: turns(workload, language) }
}

/// Whether tasks wait or compute, and how many times as long.
fn ratio(workload: &Workload, language: Language) -> String {
    let (cpu, io) = (workload.cpu_per_task.0, workload.io_per_task.0);
    let times = |more: u64, less: u64| format::count(two_digits((more + less / 2) / less));
    match (cpu, io) {
        (0, _) => words::ONLY_WAITS.text(language).to_owned(),
        (_, 0) => words::ONLY_COMPUTES.text(language).to_owned(),
        _ if io >= cpu.saturating_mul(2) => words::WAITS_MORE.fill(language, &[("ratio", &times(io, cpu))]),
        _ if cpu >= io.saturating_mul(2) => words::COMPUTES_MORE.fill(language, &[("ratio", &times(cpu, io))]),
        _ => words::BALANCED.text(language).to_owned(),
    }
}

fn turns(workload: &Workload, language: Language) -> Vec<String> {
    let turn = |it: Threshold| {
        let phrase = if it.above { words::TURNS_ABOVE } else { words::TURNS_BELOW };
        let args = [
            ("strategy", strategy(it.to).text(language)),
            ("value", &*value(it.slider, it.value)),
            ("slider", slider(it.slider).0.text(language)),
        ];
        phrase.fill(language, &args)
    };
    let mut turns: Vec<String> = thresholds(workload).into_iter().map(turn).collect();
    let library = if workload.async_library { words::TURNS_WITHOUT_LIBRARY } else { words::TURNS_WITH_LIBRARY };
    let other = without_or_with_async_library(workload);
    turns.extend(other.map(|to| library.fill(language, &[("strategy", strategy(to).text(language))])));
    if turns.is_empty() {
        turns.push(words::NEVER_TURNS.text(language).to_owned());
    }
    turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crawl_is_judged_with_its_two_numbers() {
        let verdict = verdict(&Preset::CrawlPages.workload(), Language::English);
        assert_eq!(verdict.best, Strategy::Asyncio);
        assert_eq!(verdict.title, "Use asyncio");
        assert!(verdict.text.starts_with("Each task waits 300 times as long as it computes"), "{}", verdict.text);
        assert!(verdict.turns.iter().any(|turn| turn.contains("without an async library")), "{:?}", verdict.turns);
    }

    #[test]
    fn every_preset_has_a_verdict_in_both_languages() {
        for preset in Preset::ALL {
            for language in Language::ALL {
                let verdict = verdict(&preset.workload(), language);
                let texts = verdict.turns.iter().chain([&verdict.title, &verdict.text]);
                assert!(texts.clone().all(|text| !text.is_empty() && !text.contains(['{', '}'])), "{verdict:?}");
                assert_eq!(rows(&preset.workload(), language).iter().filter(|row| row.is_best).count(), 1);
            }
        }
    }

    #[test]
    fn sliders_come_back_to_where_they_were() {
        for slider in Slider::ALL {
            for permille in 1..=1_000 {
                let value = value_from_permille(slider, permille);
                let (least, greatest) = slider.range();
                assert!((least..=greatest).contains(&value), "{slider:?} {value}");
                let again = value_from_permille(slider, permille_from_value(slider, value));
                assert!(again.abs_diff(value) * 20 <= value.max(20), "{slider:?} {permille}: {value} {again}");
            }
            assert_eq!(value_from_permille(slider, 0), slider.range().0);
            assert_eq!(permille_from_value(slider, slider.range().0), 0);
        }
    }

    #[test]
    fn extreme_workloads_are_judged_too() {
        for slider in Slider::ALL {
            let (least, greatest) = slider.range();
            for value in [least, greatest] {
                verdict(&slider.set(&Preset::ChatServer.workload(), value), Language::English);
            }
        }
    }
}

//! What Compare has measured, beside what was predicted; and what is worth measuring at all.
//!
//! Times stand side by side as bars on one logarithmic scale. A strategy that would take too long is not measured;
//! instead the page offers a number of tasks with which every strategy ends in time.

use crate::base::language::Language;
use crate::compare::predict::{Prediction, predict_all};
use crate::compare::workload::Workload;
use crate::i18n::{compare as words, units};
use crate::wire::{Environment, Measured, Model};

use super::compare::{self, Row};
use super::state::ModelResult;
use super::{format, place};

/// What is expected to take longer is not measured: nobody waits for it.
pub const MAX_NANOS: u64 = 8_000_000_000;
/// Repetitions, at most: what takes long is repeated less often.
pub const REPEAT: u32 = 5;
/// Where the shortest and the longest bar end, in thousandths of the column.
const BARS: (f64, f64) = (80.0, 920.0);

/// What pressing the button measures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Plan {
    pub models: Vec<Model>,
    /// So many tasks, when with as many as there are some strategy takes too long.
    pub fewer_tasks: Option<u32>,
}

/// What can be measured of a workload.
pub fn plan(workload: &Workload) -> Plan {
    let all: Vec<(Model, Prediction)> = measurable(workload).collect();
    let quick: Vec<_> = all.iter().filter(|(_, it)| it.wall.0 <= MAX_NANOS).collect();
    let models = quick.iter().map(|(model, _)| *model).collect();
    let fewer_tasks = (quick.len() < all.len()).then(|| fewer_tasks(workload)).flatten();
    Plan { models, fewer_tasks }
}

fn measurable(workload: &Workload) -> impl Iterator<Item = (Model, Prediction)> + use<> {
    predict_all(workload).into_iter().filter_map(|it| Some((compare::model(it.strategy)?, it)))
}

/// The most tasks, in two digits, with which every strategy ends in time; none when not even one does.
fn fewer_tasks(workload: &Workload) -> Option<u32> {
    let fits = |tasks: u32| measurable(&Workload { tasks, ..*workload }).all(|(_, it)| it.wall.0 <= MAX_NANOS);
    let (mut fit, mut over) = (0, workload.tasks);
    while over - fit > 1 {
        let middle = fit + (over - fit) / 2;
        if fits(middle) { fit = middle } else { over = middle }
    }
    let unit = 10_u32.pow(fit.checked_ilog10()?.saturating_sub(1));
    Some(fit / unit * unit)
}

/// One strategy with both its times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    pub row: Row,
    pub predicted: Bar,
    pub measured: Option<Bar>,
    /// Why there is no measured time, when there cannot be one.
    pub not_measured: Option<String>,
}

/// All that was measured of one strategy, as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Detail {
    pub name: &'static str,
    pub median: String,
    /// The fastest and the slowest repetition.
    pub spread: String,
    /// Of the median with start-up to the prediction: `+12 %`.
    pub against: String,
    pub startup: String,
    /// Tasks in a second.
    pub throughput: String,
    pub latency: String,
    pub switches: String,
    pub bytes_moved: String,
    pub memory: String,
}

/// A time as a bar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    pub text: String,
    /// Where it ends, in thousandths of the column.
    pub end: u32,
    /// Where the slowest repetition ends.
    pub slowest: u32,
}

/// The table of Compare, the fastest prediction first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pairs {
    pub pairs: Vec<Pair>,
    /// Repetitions of what was measured, if anything was.
    pub n_repeats: Option<usize>,
    /// Where that was, in a sentence; and whether it was elsewhere.
    pub place: Option<(String, bool)>,
    /// Every figure, in the same order.
    pub details: Vec<Detail>,
    /// Threads took turns in one worker.
    pub reduced: bool,
}

/// Predictions of a workload with the results there are of it; `here` is where the page runs.
pub fn pairs(workload: &Workload, results: &[ModelResult], here: Option<&Environment>, language: Language) -> Pairs {
    let asked = compare::to_measure(workload);
    let of_this: Vec<&ModelResult> = results.iter().filter(|it| it.workload == asked).collect();
    let measured_of = |model: Model| of_this.iter().find(|it| it.model == model).map(|it| &it.measured);
    let rows = compare::rows(workload, language);
    let walls = rows.iter().map(|row| row.prediction.wall.0);
    let scale = Scale::of(walls.chain(of_this.iter().filter_map(|it| median(&it.measured))));
    let details = rows.iter().filter_map(|row| {
        let measured = row.model.and_then(measured_of)?;
        detail(row, measured, workload.tasks)
    });
    let details = details.collect();
    let elsewhere = of_this.iter().find_map(|it| it.place.as_deref());
    let place = elsewhere.or(here).filter(|_| !of_this.is_empty()).map(|it| {
        let phrase = if elsewhere.is_some() { words::PLACE_ELSEWHERE } else { words::PLACE_HERE };
        (phrase.fill(language, &[("place", &place::told(it, language))]), elsewhere.is_some())
    });
    let pair = |row: Row| {
        let measured = row.model.and_then(measured_of);
        let bar = measured.and_then(|it| {
            let wall = median(it)?;
            Some(Bar { text: compare::time(wall), end: scale.permille(wall), slowest: scale.permille(slowest(it)) })
        });
        let wall = row.prediction.wall.0;
        let end = scale.permille(wall);
        let predicted = Bar { text: compare::time(wall), end, slowest: end };
        let not_measured = match row.model {
            None => Some(words::NOT_MEASURABLE.text(language).to_owned()),
            Some(_) if bar.is_none() && wall > MAX_NANOS => {
                Some(words::TOO_LONG.fill(language, &[("time", &predicted.text)]))
            }
            Some(_) => None,
        };
        Pair { row, predicted, measured: bar, not_measured }
    };
    Pairs {
        pairs: rows.into_iter().map(pair).collect(),
        place,
        details,
        n_repeats: of_this.iter().map(|it| it.measured.walls.len()).max(),
        reduced: of_this.iter().any(|it| it.measured.reduced),
    }
}

fn detail(row: &Row, measured: &Measured, tasks: u32) -> Option<Detail> {
    let whole = median(measured)?;
    let wall = whole.saturating_sub(measured.startup.0);
    let fastest = measured.walls.iter().map(|it| it.0).min()?;
    let slowest = measured.walls.iter().map(|it| it.0).max()?;
    let per_second = u128::from(tasks) * 1_000_000_000 / u128::from(wall.max(1));
    let latencies = measured.latencies.map(|it| it.map(|latency| compare::time(latency.0)).join(" / "));
    Some(Detail {
        name: row.name,
        median: compare::time(wall),
        spread: format!("{} – {}", compare::time(fastest), compare::time(slowest)),
        against: difference(whole, row.prediction.wall.0),
        startup: compare::time(measured.startup.0),
        throughput: format::count(compare::two_digits(u64::try_from(per_second).unwrap_or(u64::MAX))),
        latency: latencies.unwrap_or_else(|| "–".to_owned()),
        switches: format::count(measured.switches),
        bytes_moved: units::bytes(measured.bytes_moved),
        memory: units::bytes(measured.memory_bytes),
    })
}

/// How much longer than predicted: `+12 %`, `−8 %`; from twice on as a factor, `2.4×`.
fn difference(measured: u64, predicted: u64) -> String {
    if measured >= predicted.saturating_mul(2) {
        return units::speed_up(measured, predicted);
    }
    let percent = (i128::from(measured) - i128::from(predicted)) * 100 / i128::from(predicted.max(1));
    let sign = if percent < 0 { "−" } else { "+" };
    format!("{sign}{} %", percent.abs())
}

/// The middle repetition, with what it took to start.
fn median(measured: &Measured) -> Option<u64> {
    let mut walls: Vec<u64> = measured.walls.iter().map(|wall| wall.0).collect();
    walls.sort_unstable();
    walls.get(walls.len() / 2).map(|wall| wall.saturating_add(measured.startup.0))
}

fn slowest(measured: &Measured) -> u64 {
    measured.walls.iter().map(|it| it.0).max().unwrap_or_default().saturating_add(measured.startup.0)
}

/// Bars on a logarithmic scale: times of strategies differ by factors.
struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    fn of(times: impl Iterator<Item = u64> + Clone) -> Self {
        let least = times.clone().min().unwrap_or(1).max(1) as f64;
        Self { least, most: (times.max().unwrap_or(2) as f64).max(least) }
    }
    fn permille(&self, nanos: u64) -> u32 {
        let part = (nanos.max(1) as f64 / self.least).ln() / (self.most / self.least).ln().max(0.1);
        (BARS.0 + (BARS.1 - BARS.0) * part).clamp(10.0, BARS.1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Nanos;
    use crate::compare::workload::Preset;

    fn measured(walls: &[u64]) -> Measured {
        Measured { walls: walls.iter().copied().map(Nanos).collect(), ..Measured::default() }
    }

    #[test]
    fn what_ends_in_time_is_measured() {
        let quick = Workload { tasks: 4, io_per_task: Nanos(1_000_000), ..Preset::CrawlPages.workload() };
        let plan = plan(&quick);
        assert_eq!((plan.models.len(), plan.fewer_tasks), (4, None));
    }

    #[test]
    fn what_takes_too_long_is_offered_smaller() {
        let long = Workload { tasks: 10_000, io_per_task: Nanos(100_000_000), ..Preset::CrawlPages.workload() };
        let plan = plan(&long);
        assert!(!plan.models.contains(&Model::Sequential));
        let tasks = plan.fewer_tasks.expect("fewer tasks are quick enough");
        let smaller = super::plan(&Workload { tasks, ..long });
        assert_eq!((smaller.models.len(), smaller.fewer_tasks), (4, None), "{tasks} tasks");
    }

    #[test]
    fn one_task_that_takes_too_long_is_not_made_smaller() {
        let endless = Workload { tasks: 3, io_per_task: Nanos(9_000_000_000), ..Preset::CrawlPages.workload() };
        assert_eq!(plan(&endless).fewer_tasks, None);
    }

    #[test]
    fn bars_share_one_scale() {
        let workload = Preset::CrawlPages.workload();
        let result = |model, walls: &[u64]| ModelResult {
            workload: compare::to_measure(&workload),
            model,
            measured: measured(walls),
            place: None,
        };
        let results = [result(Model::Asyncio, &[300_000_000, 100_000_000, 200_000_000])];
        let table = pairs(&workload, &results, None, Language::English);
        let asyncio = table.pairs.iter().find(|it| it.row.model == Some(Model::Asyncio)).expect("a row");
        let bar = asyncio.measured.as_ref().expect("a measured bar");
        assert_eq!((bar.text.as_str(), table.n_repeats), ("200 ms", Some(3)));
        assert!(bar.slowest > bar.end);
        let ends: Vec<u32> = table.pairs.iter().map(|it| it.predicted.end).collect();
        assert!(ends.is_sorted() && ends.iter().all(|end| (10..=920).contains(end)), "{ends:?}");
    }

    #[test]
    fn what_was_measured_elsewhere_says_so_and_tells_every_figure() {
        let workload = Workload { tasks: 100, ..Preset::CrawlPages.workload() };
        let place = Environment {
            cores: 8,
            threads: true,
            user_agent: "Chrome 131, Linux".to_owned(),
            clock_resolution: Nanos(5_000),
        };
        let figures = Measured {
            startup: Nanos::from_millis(1),
            latencies: Some([10_000_000, 20_000_000, 30_000_000].map(Nanos)),
            switches: 1_200,
            bytes_moved: 0,
            memory_bytes: 64_000_000,
            ..measured(&[40_000_000, 50_000_000, 60_000_000])
        };
        let asked = compare::to_measure(&workload);
        let place = Some(std::rc::Rc::new(place));
        let result = ModelResult { workload: asked, model: Model::Threading, measured: figures, place };
        let told = pairs(&workload, &[result], None, Language::English);
        let (sentence, elsewhere) = told.place.expect("a place");
        assert!(elsewhere && sentence.contains("elsewhere: Chrome 131, Linux · 8 cores · shared memory"), "{sentence}");
        let [detail] = told.details.as_slice() else { panic!("one strategy was measured") };
        assert_eq!((detail.median.as_str(), detail.startup.as_str()), ("50 ms", "1 ms"));
        assert_eq!((detail.throughput.as_str(), detail.latency.as_str()), ("2,000", "10 ms / 20 ms / 30 ms"));
        assert_eq!((detail.switches.as_str(), detail.memory.as_str()), ("1,200", "64 MB"));
    }

    #[test]
    fn differences_are_percentages_up_to_twice_as_long() {
        assert_eq!(difference(112, 100), "+12 %");
        assert_eq!(difference(92, 100), "−8 %");
        assert_eq!(difference(240, 100), "2.4×");
    }
}

//! Compare: a workload by sliders, the verdict with what would change it, and each strategy's predicted and measured time.
//! Below it the table of the three models. Figures are `compare`'s; this is how they look.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::compare::predict::{Prediction, Strategy, predict_all};
use crate::compare::threshold::{Threshold, thresholds, without_or_with_async_library};
use crate::compare::workload::{Preset, Slider, Workload};
use crate::i18n::{Language, Phrase, compare as words, frame, units};
use crate::view::state::ModelResult;
use crate::view::{Action, View, format};
use crate::wire::{self, Measured, Model};

use super::icons::{Icon, icon};
use super::{Send, guide, left};

/// What is expected to take longer is not measured: nobody waits for it.
const MAX_MEASURED_NANOS: u64 = 8_000_000_000;
/// Repetitions of a quick measurement.
const REPEAT: u32 = 3;
/// Positions of a slider.
const POSITIONS: f64 = 1_000.0;

pub fn compare(view: &View, show_busy: bool, send: &Send) -> Html {
    let cores = view.engine.environment.as_ref().map(|it| it.cores);
    let progress = if show_busy && view.is_busy() { left::progress(view) } else { Html::default() };
    html! {
        <div class="wrap">
            <Compare language={view.language} results={Rc::new(view.comparison.results.clone())} busy={view.comparison.status.is_busy()}
                {cores} {progress} send={send.clone()} />
            { guide::summary(view.language, send) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct CompareProps {
    language: Language,
    results: Rc<Vec<ModelResult>>,
    busy: bool,
    /// Of this computer, once the engine has told.
    cores: Option<u32>,
    progress: Html,
    send: Send,
}

#[component]
fn Compare(props: &CompareProps) -> Html {
    let workload = use_state(|| Preset::CrawlPages.workload());
    let set = {
        let workload = workload.clone();
        Callback::from(move |to: Workload| workload.set(to))
    };
    let now = *workload;
    let mut rows = predict_all(&now);
    rows.sort_by_key(|it| it.wall);
    html! {
        <div class="compare">
            { form(props, &now, &rows, &set) }
            <div class="stack">
                { verdict(props.language, &now, &rows) }
                { table(props, &now, &rows) }
            </div>
        </div>
    }
}

const fn preset_name(preset: Preset) -> Phrase {
    match preset {
        Preset::CrawlPages => words::CRAWL_PAGES,
        Preset::ResizeImages => words::RESIZE_IMAGES,
        Preset::ChatServer => words::CHAT_SERVER,
        Preset::DatabaseQueries => words::DATABASE_QUERIES,
        Preset::HashFiles => words::HASH_FILES,
        Preset::TrainTestSplit => words::TRAIN_TEST,
    }
}

const fn slider_name(slider: Slider) -> (Phrase, Phrase) {
    match slider {
        Slider::Tasks => (words::TASKS, words::TASKS_HINT),
        Slider::Cpu => (words::CPU, words::CPU_HINT),
        Slider::Io => (words::IO, words::IO_HINT),
        Slider::Bytes => (words::BYTES, words::BYTES_HINT),
        Slider::Cores => (words::CORES, words::CORES_HINT),
    }
}

/// A slider's value as people read it.
fn slider_value(slider: Slider, value: u64) -> String {
    match slider {
        Slider::Tasks | Slider::Cores => format::count(value),
        Slider::Cpu | Slider::Io => format::time(crate::base::time::Nanos(value)),
        Slider::Bytes => units::bytes(value),
    }
}

/// The least value above zero that a slider shows; equal steps are equal factors from there on.
const fn floor_of(slider: Slider) -> f64 {
    match slider {
        Slider::Tasks | Slider::Cores => 1.0,
        Slider::Cpu | Slider::Io => 10_000.0,
        Slider::Bytes => 100.0,
    }
}

fn position_of(slider: Slider, value: u64) -> f64 {
    let (floor, (_, most)) = (floor_of(slider), slider.range());
    if (value as f64) < floor { 0.0 } else { (value as f64 / floor).ln() / (most as f64 / floor).ln() * POSITIONS }
}

/// The value at a position, in two significant digits.
fn value_at(slider: Slider, position: f64) -> u64 {
    let (floor, (least, most)) = (floor_of(slider), slider.range());
    if position < 1.0 {
        return least;
    }
    let value = floor * (most as f64 / floor).powf(position / POSITIONS);
    let unit = 10_f64.powf((value.log10().floor() - 1.0).max(0.0));
    ((value / unit).round() * unit) as u64
}

fn form(props: &CompareProps, now: &Workload, rows: &[Prediction], set: &Callback<Workload>) -> Html {
    let language = props.language;
    let say = |phrase: Phrase| phrase.text(language);
    let presets = Preset::ALL.iter().enumerate().map(|(i, &it)| {
        html! { <option value={i.to_string()} selected={it.workload() == *now}>{ say(preset_name(it)) }</option> }
    });
    let is_own = Preset::ALL.iter().all(|it| it.workload() != *now);
    let choose = {
        let set = set.clone();
        Callback::from(move |event: Event| {
            let place = event.target_dyn_into::<HtmlSelectElement>().and_then(|it| it.value().parse::<usize>().ok());
            if let Some(preset) = place.and_then(|place| Preset::ALL.get(place)) {
                set.emit(preset.workload());
            }
        })
    };
    let library = {
        let (set, now) = (set.clone(), *now);
        Callback::from(move |_: Event| set.emit(Workload { async_library: !now.async_library, ..now }))
    };
    html! {
        <section class="box" aria-label={say(words::WORKLOAD)}>
            <h2>{ say(words::WORKLOAD) }</h2>
            <label class="slider"><span>{ say(words::START_FROM) }</span>
                <span class="pick"><select onchange={choose}>
                    if is_own { <option value="" selected=true>{ say(words::CUSTOM) }</option> }
                    { for presets }
                </select>{ icon(Icon::Chevron) }</span>
            </label>
            { for Slider::ALL.map(|slider| one_slider(language, slider, now, set)) }
            <label class="slider"><span>{ say(words::ASYNC_LIBRARY) }</span>
                <span><input type="checkbox" style="width: auto; min-height: 0" checked={now.async_library} onchange={library} />{ " " }{ say(if now.async_library { frame::YES } else { frame::NO }) }</span>
            </label>
            <div class="row">
                if props.busy {
                    <button type="button" class="button stop" onclick={props.send.reform(|_| Action::Stop)}>{ icon(Icon::Stop) }{ say(frame::STOP) }</button>
                } else {
                    <button type="button" class="button main" onclick={measure(props, now, rows)}>{ say(words::MEASURE) }</button>
                }
                { props.progress.clone() }
            </div>
        </section>
    }
}

fn one_slider(language: Language, slider: Slider, now: &Workload, set: &Callback<Workload>) -> Html {
    let (name, hint) = slider_name(slider);
    let value = slider.value(now);
    let spoken = slider_value(slider, value);
    let (set, now) = (set.clone(), *now);
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(position) = event.target_dyn_into::<HtmlInputElement>().and_then(|it| it.value().parse().ok()) {
            set.emit(slider.set(&now, value_at(slider, position)));
        }
    });
    html! {
        <label class="slider"><span>{ name.text(language) }</span><output>{ spoken.clone() }</output>
            <input type="range" min="0" max={POSITIONS.to_string()} value={format!("{:.0}", position_of(slider, value))} aria-valuetext={spoken} {oninput} />
            <span class="hint">{ hint.text(language) }</span>
        </label>
    }
}

/// What the engine is asked to measure.
fn to_measure(now: &Workload) -> wire::Workload {
    wire::Workload {
        tasks: now.tasks,
        cpu_per_task: now.cpu_per_task,
        io_per_task: now.io_per_task,
        bytes_per_task: now.bytes_per_task,
        workers: now.cores,
    }
}

const fn model_of(strategy: Strategy) -> Option<Model> {
    match strategy {
        Strategy::Sequential => Some(Model::Sequential),
        Strategy::Threading => Some(Model::Threading),
        Strategy::Asyncio => Some(Model::Asyncio),
        Strategy::Multiprocessing => Some(Model::Multiprocessing),
        Strategy::AsyncioAndProcesses | Strategy::FreeThreaded => None,
    }
}

fn measure(props: &CompareProps, now: &Workload, rows: &[Prediction]) -> Callback<MouseEvent> {
    let quick: Vec<&Prediction> = rows.iter().filter(|it| it.wall.0 <= MAX_MEASURED_NANOS).collect();
    let models: Vec<Model> = quick.iter().filter_map(|it| model_of(it.strategy)).collect();
    let total: u64 = quick.iter().map(|it| it.wall.0).sum();
    let repeat = if total * u64::from(REPEAT) <= MAX_MEASURED_NANOS { REPEAT } else { 1 };
    let workload = to_measure(now);
    props.send.reform(move |_| Action::Measure { workload, models: models.clone(), repeat })
}

/// A strategy's name, how it runs, and how many it runs with.
const fn strategy_name(strategy: Strategy) -> (Phrase, Phrase) {
    match strategy {
        Strategy::Sequential => (words::SEQUENTIAL, words::SEQUENTIAL_HOW),
        Strategy::Threading => (words::THREADING, words::THREADING_HOW),
        Strategy::Asyncio => (words::ASYNCIO, words::ASYNCIO_HOW),
        Strategy::Multiprocessing => (words::PROCESSES, words::PROCESSES_HOW),
        Strategy::AsyncioAndProcesses => (words::ASYNCIO_PROCESSES, words::ASYNCIO_PROCESSES_HOW),
        Strategy::FreeThreaded => (words::FREE_THREADED, words::FREE_THREADED_HOW),
    }
}

fn name(language: Language, strategy: Strategy) -> &'static str {
    strategy_name(strategy).0.text(language)
}

fn verdict(language: Language, now: &Workload, rows: &[Prediction]) -> Html {
    // Another build of Python is no advice for the one at hand.
    let mut here = rows.iter().filter(|it| it.strategy != Strategy::FreeThreaded);
    let best = crate::compare::predict::best(now);
    let Some(first) = rows.iter().find(|it| it.strategy == best) else { return Html::default() };
    let second = here.find(|it| it.strategy != best);
    let title = match best {
        Strategy::Sequential => words::USE_NOTHING.text(language).to_owned(),
        _ => words::USE.fill(language, &[("strategy", name(language, best))]),
    };
    let finishes = second.map(|second| {
        let (time, other_time) = (format::time(first.wall), format::time(second.wall));
        let args = [
            ("strategy", name(language, best)),
            ("time", time.as_str()),
            ("second", name(language, second.strategy)),
            ("other_time", other_time.as_str()),
        ];
        words::FINISHES.fill(language, &args)
    });
    let turns: Vec<String> =
        thresholds(now).iter().map(|it| turn(language, it)).chain(library(language, now)).take(4).collect();
    html! {
        <section class="box verdict" aria-live="polite">
            <div><h1>{ title }</h1><p>{ character(language, now) }{ " " }{ finishes }</p></div>
            <ul class="flip">
                if turns.is_empty() { <li>{ words::NEVER_TURNS.text(language) }</li> }
                { for turns.into_iter().map(|it| html! { <li>{ it }</li> }) }
            </ul>
        </section>
    }
}

/// Whether the tasks wait or compute, and how much more.
fn character(language: Language, now: &Workload) -> String {
    let (cpu, io) = (now.cpu_per_task.0, now.io_per_task.0);
    let ratio = |more: u64, less: u64| format::count(more / less.max(1));
    match (cpu, io) {
        (0, _) => words::ONLY_WAITS.text(language).to_owned(),
        (_, 0) => words::ONLY_COMPUTES.text(language).to_owned(),
        _ if io >= 2 * cpu => words::WAITS_MORE.fill(language, &[("ratio", &ratio(io, cpu))]),
        _ if cpu >= 2 * io => words::COMPUTES_MORE.fill(language, &[("ratio", &ratio(cpu, io))]),
        _ => words::BALANCED.text(language).to_owned(),
    }
}

fn turn(language: Language, threshold: &Threshold) -> String {
    let phrase = if threshold.above { words::TURNS_ABOVE } else { words::TURNS_BELOW };
    let value = slider_value(threshold.slider, threshold.value);
    let slider = slider_name(threshold.slider).0.text(language);
    phrase.fill(language, &[("strategy", name(language, threshold.to)), ("value", &value), ("slider", slider)])
}

fn library(language: Language, now: &Workload) -> Option<String> {
    let to = without_or_with_async_library(now)?;
    let phrase = if now.async_library { words::TURNS_WITHOUT_LIBRARY } else { words::TURNS_WITH_LIBRARY };
    Some(phrase.fill(language, &[("strategy", name(language, to))]))
}

fn median(measured: &Measured) -> Option<u64> {
    let mut walls: Vec<u64> = measured.walls.iter().map(|wall| wall.0).collect();
    walls.sort_unstable();
    walls.get(walls.len() / 2).map(|wall| wall.saturating_add(measured.startup.0))
}

/// Widths on a logarithmic scale, in percent of the column.
struct LogScale {
    least: f64,
    most: f64,
}

impl LogScale {
    fn percent(&self, nanos: u64) -> f64 {
        let part = (nanos.max(1) as f64 / self.least).ln() / (self.most / self.least).ln().max(0.1);
        (8.0 + 84.0 * part).clamp(1.0, 92.0)
    }
}

fn table(props: &CompareProps, now: &Workload, rows: &[Prediction]) -> Html {
    let language = props.language;
    let say = |phrase: Phrase| phrase.text(language);
    let asked = to_measure(now);
    let measured_of = |strategy: Strategy| {
        let model = model_of(strategy)?;
        props.results.iter().find(|it| it.model == model && it.workload == asked).map(|it| &it.measured)
    };
    let every = rows.iter().map(|it| it.wall.0).chain(rows.iter().filter_map(|it| median(measured_of(it.strategy)?)));
    let scale = LogScale {
        least: every.clone().min().unwrap_or(1).max(1) as f64,
        most: every.max().unwrap_or(1).max(2) as f64,
    };
    let best = crate::compare::predict::best(now);
    let sequential = rows.iter().find(|it| it.strategy == Strategy::Sequential).map_or(0, |it| it.wall.0);
    let n_repeats = props.results.iter().filter(|it| it.workload == asked).map(|it| it.measured.walls.len()).max();
    let reduced = props.results.iter().any(|it| it.workload == asked && it.measured.reduced);
    html! {
        <section class="box">
            <table class="models">
                <thead><tr>
                    <th>{ say(words::STRATEGY) }</th><th>{ say(words::HOW_IT_RUNS) }</th><th>{ say(words::TIME) }</th>
                    <th class="num">{ say(words::PREDICTED) }</th><th class="num">{ say(words::MEASURED) }</th>
                    <th class="num">{ say(words::SPEED_UP) }</th><th class="num">{ say(words::MEMORY) }</th>
                </tr></thead>
                <tbody>{ for rows.iter().map(|it| row(language, it, measured_of(it.strategy), &scale, it.strategy == best, sequential, now)) }</tbody>
            </table>
            <div class="legend-bars">
                <span><i class="bar-p" aria-hidden="true"></i>{ words::KEY_PREDICTED.fill(language, &[("python", "3.14")]) }</span>
                if let Some(n) = n_repeats {
                    <span><i class="bar-m" aria-hidden="true"></i>{ words::KEY_MEASURED.fill(language, &[("cores", &props.cores.unwrap_or(1).to_string()), ("n", &n.to_string())]) }</span>
                } else {
                    <span>{ say(words::EMPTY) }</span>
                }
                if reduced { <span>{ say(words::REDUCED) }</span> }
            </div>
            <details class="fine"><summary>{ say(words::HOW_MEASURED) }</summary>
                <p>{ say(words::HOW_MEASURED_TEXT) }</p><p>{ say(words::HOW_PREDICTED_TEXT) }</p>
            </details>
        </section>
    }
}

fn row(
    language: Language,
    it: &Prediction,
    measured: Option<&Measured>,
    scale: &LogScale,
    is_best: bool,
    sequential: u64,
    now: &Workload,
) -> Html {
    let (title, how) = strategy_name(it.strategy);
    let n = if it.strategy == Strategy::Asyncio { now.tasks } else { it.workers };
    let how = how.fill(language, &[("n", &format::count(u64::from(n)))]);
    let width = |nanos: u64| format!("width: {:.1}%", scale.percent(nanos));
    let wall = measured.and_then(median);
    let bar = match (wall, measured) {
        (Some(wall), Some(measured)) => {
            html! { <span class="bar-m" style={width(wall)}>{ spread(measured, wall, scale) }</span> }
        }
        _ if model_of(it.strategy).is_none() => {
            html! { <span class="sub">{ words::NOT_MEASURABLE.text(language) }</span> }
        }
        _ if it.wall.0 > MAX_MEASURED_NANOS => {
            html! { <span class="sub">{ words::TOO_LONG.fill(language, &[("time", &format::time(it.wall))]) }</span> }
        }
        _ => Html::default(),
    };
    let shown = wall.map_or_else(|| "–".to_owned(), |wall| format::time(crate::base::time::Nanos(wall)));
    html! {
        <tr class={is_best.then_some("best")}>
            <td><span class="name">{ title.text(language) }if is_best { <span class="best-tag">{ words::BEST.text(language) }</span> }</span><span class="sub">{ how }</span></td>
            <td>{ sketch(it.strategy) }</td>
            <td class="wide"><div class="bars"><span class="bar-p" style={width(it.wall.0)}></span>{ bar }</div></td>
            <td class="num">{ format::time(it.wall) }</td>
            <td class="num">{ shown }</td>
            <td class="num">{ units::speed_up(sequential, it.wall.0) }</td>
            <td class="num">{ units::bytes(it.memory_bytes) }</td>
        </tr>
    }
}

/// From the median to the slowest repetition.
fn spread(measured: &Measured, wall: u64, scale: &LogScale) -> Html {
    let slowest = measured.walls.iter().map(|it| it.0).max().unwrap_or_default().saturating_add(measured.startup.0);
    let (from, to) = (scale.percent(wall), scale.percent(slowest.max(wall)));
    if to - from < 0.2 {
        return Html::default();
    }
    let share = (to - from) / from * 100.0;
    html! { <i style={format!("left: 100%; width: {share:.1}%")}></i> }
}

/// A few tasks as the strategy runs them: computing is a block, waiting a dotted line.
fn sketch(strategy: Strategy) -> Html {
    let block = |x: f64, y: f64, w: f64, free: bool| {
        let fill = if free { "var(--native)" } else { "var(--run)" };
        html! { <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height="3.5" rx="1" {fill} /> }
    };
    let wait = |x0: f64, x1: f64, y: f64| {
        html! { <line x1={x0.to_string()} x2={x1.to_string()} y1={(y + 1.75).to_string()} y2={(y + 1.75).to_string()} stroke="var(--io)" stroke-dasharray="1.5 2.5" /> }
    };
    let parts: Html = (0..5_u8)
        .map(|i| {
            let (n, y) = (f64::from(i), 2.0 + 5.0 * f64::from(i));
            let (start, length, free) = match strategy {
                Strategy::Sequential => (24.0 * n, 20.0, false),
                Strategy::Asyncio => (2.5 * n, 30.0, false),
                Strategy::Threading => (2.5 * n, 52.0 + 5.0 * n, false),
                Strategy::Multiprocessing => (16.0 + 2.0 * n, 52.0, true),
                Strategy::AsyncioAndProcesses => (2.5 * n, 34.0, true),
                Strategy::FreeThreaded => (1.0, 52.0, true),
            };
            let y = if strategy == Strategy::Sequential { 11.0 } else { y };
            let first_free = free && strategy != Strategy::AsyncioAndProcesses;
            html! { <g>{ block(start, y, 2.5, first_free) }{ wait(start + 3.0, start + length - 1.0, y) }{ block(start + length, y, 4.0, free) }</g> }
        })
        .collect();
    html! { <svg width="130" height="28" viewBox="0 0 130 28" aria-hidden="true" style="display: block">{ parts }</svg> }
}

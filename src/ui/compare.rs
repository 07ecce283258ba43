//! Compare: a workload by sliders, the verdict with what would change it, and each strategy's predicted and measured time.
//! Below it the table of the three models. What is said and measured is `view`'s; this is how it looks.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::compare::predict::Strategy;
use crate::compare::workload::{Preset, Slider, Workload};
use crate::i18n::{Language, Phrase, compare as words, frame};
use crate::view::compare as told;
use crate::view::measuring::{self, Detail, Pair};
use crate::view::{Action, View, format};

use super::icons::{Icon, icon};
use super::text::permille;
use super::{Send, guide, left};

pub fn compare(view: &View, show_busy: bool, send: &Send) -> Html {
    let now = &view.comparison.form;
    let progress = if show_busy && view.is_busy() { left::progress(view) } else { Html::default() };
    let props = Props { language: view.language, busy: view.comparison.status.is_busy(), progress, send };
    html! {
        <div class="wrap">
            <div class="compare">
                { form(&props, now) }
                <div class="stack">
                    { verdict(view.language, now) }
                    { table(view, now) }
                </div>
            </div>
            { guide::summary(view.language, send) }
        </div>
    }
}

/// What the parts of the form have in common.
struct Props<'a> {
    language: Language,
    busy: bool,
    progress: Html,
    send: &'a Send,
}

impl Props<'_> {
    fn set(&self) -> Callback<Workload> {
        self.send.reform(Action::SetWorkload)
    }
}

fn form(props: &Props, now: &Workload) -> Html {
    let set = &props.set();
    let language = props.language;
    let say = |phrase: Phrase| phrase.text(language);
    let presets = Preset::ALL.iter().enumerate().map(|(i, &it)| {
        html! { <option value={i.to_string()} selected={it.workload() == *now}>{ say(told::preset(it)) }</option> }
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
                <span><input type="checkbox" class="check" checked={now.async_library} onchange={library} />{ " " }{ say(if now.async_library { frame::YES } else { frame::NO }) }</span>
            </label>
            { buttons(props, now) }
        </section>
    }
}

/// The button that measures; and, when some strategy would take too long, the one that measures with fewer tasks.
fn buttons(props: &Props, now: &Workload) -> Html {
    let language = props.language;
    let say = |phrase: Phrase| phrase.text(language);
    if props.busy {
        let stop = props.send.reform(|_| Action::Stop);
        return html! {
            <div class="row">
                <button type="button" class="button stop" onclick={stop}>{ icon(Icon::Stop) }{ say(frame::STOP) }</button>
                { props.progress.clone() }
            </div>
        };
    }
    let fewer = measuring::plan(now).fewer_tasks.map(|tasks| {
        let (set, smaller, send) = (props.set(), Workload { tasks, ..*now }, props.send.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            set.emit(smaller);
            send.emit(measure(&smaller));
        });
        let n = format::count(u64::from(tasks));
        html! {
            <>
                <p class="hint">{ words::FEWER_WHY.fill(language, &[("n", &n)]) }</p>
                <div class="row"><button type="button" class="button" {onclick}>{ words::FEWER.fill(language, &[("n", &n)]) }</button></div>
            </>
        }
    });
    let now = *now;
    let onclick = props.send.reform(move |_| measure(&now));
    html! {
        <>
            <div class="row"><button type="button" class="button main" {onclick}>{ say(words::MEASURE) }</button></div>
            { fewer }
        </>
    }
}

fn one_slider(language: Language, slider: Slider, now: &Workload, set: &Callback<Workload>) -> Html {
    let (name, hint) = told::slider(slider);
    let value = slider.value(now);
    let spoken = told::value(slider, value);
    let (set, now) = (set.clone(), *now);
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(place) = event.target_dyn_into::<HtmlInputElement>().and_then(|it| it.value().parse().ok()) {
            set.emit(slider.set(&now, told::value_from_permille(slider, place)));
        }
    });
    html! {
        <label class="slider"><span>{ name.text(language) }</span><output>{ spoken.clone() }</output>
            <input type="range" min="0" max="1000" value={told::permille_from_value(slider, value).to_string()} aria-valuetext={spoken} {oninput} />
            <span class="hint">{ hint.text(language) }</span>
        </label>
    }
}

fn measure(workload: &Workload) -> Action {
    let plan = measuring::plan(workload);
    Action::Measure { workload: told::to_measure(workload), models: plan.models, repeat: measuring::REPEAT }
}

fn verdict(language: Language, now: &Workload) -> Html {
    let verdict = told::verdict(now, language);
    html! {
        <section class="box verdict" aria-live="polite">
            <div><h1>{ verdict.title }</h1><p>{ verdict.text }</p></div>
            <ul class="flip">{ for verdict.turns.into_iter().take(4).map(|it| html! { <li>{ it }</li> }) }</ul>
        </section>
    }
}

fn table(view: &View, now: &Workload) -> Html {
    let language = view.language;
    let say = |phrase: Phrase| phrase.text(language);
    let told = measuring::pairs(now, &view.comparison.results, view.engine.environment.as_ref(), language);
    let elsewhere = told.place.as_ref().is_some_and(|(_, elsewhere)| *elsewhere);
    let key = if elsewhere { words::KEY_ELSEWHERE } else { words::KEY_MEASURED };
    html! {
        <section class="box">
            <table class="models">
                <thead><tr>
                    <th>{ say(words::STRATEGY) }</th><th>{ say(words::HOW_IT_RUNS) }</th><th>{ say(words::TIME) }</th>
                    <th class="num">{ say(words::PREDICTED) }</th><th class="num">{ say(words::MEASURED) }</th>
                    <th class="num">{ say(words::SPEED_UP) }</th><th class="num">{ say(words::MEMORY) }</th>
                </tr></thead>
                <tbody>{ for told.pairs.into_iter().map(|it| row(language, it)) }</tbody>
            </table>
            <div class="legend-bars">
                <span><i class="bar-p" aria-hidden="true"></i>{ words::KEY_PREDICTED.fill(language, &[("python", "3.14")]) }</span>
                if let Some(n) = told.n_repeats {
                    <span><i class="bar-m" aria-hidden="true"></i>{ key.fill(language, &[("n", &n.to_string())]) }</span>
                } else {
                    <span>{ say(words::EMPTY) }</span>
                }
                if told.reduced { <span>{ say(words::REDUCED) }</span> }
            </div>
            if let Some((place, _)) = told.place { <p class="measured-at">{ place }</p> }
            if !told.details.is_empty() { { details(language, &told.details) } }
            <details class="fine"><summary>{ say(words::HOW_MEASURED) }</summary>
                <p>{ say(words::HOW_MEASURED_TEXT) }</p><p>{ say(words::HOW_PREDICTED_TEXT) }</p>
            </details>
        </section>
    }
}

/// Every figure of what was measured.
fn details(language: Language, rows: &[Detail]) -> Html {
    let head = [
        words::STRATEGY,
        words::MEDIAN,
        words::SPREAD,
        words::AGAINST,
        words::START_UP,
        words::THROUGHPUT,
        words::LATENCY,
        words::SWITCHES,
        words::BYTES_MOVED,
        words::MEMORY,
    ];
    let cells = |it: &Detail| {
        let Detail { name: _, median, spread, against, startup, throughput, latency, switches, bytes_moved, memory } =
            it;
        [median, spread, against, startup, throughput, latency, switches, bytes_moved, memory].map(Clone::clone)
    };
    html! {
        <details class="fine" open=true><summary>{ words::DETAILS.text(language) }</summary>
            <div class="scroll-x" tabindex="0" role="region" aria-label={words::DETAILS.text(language)}>
                <table class="figures">
                    <thead><tr>{ for head.map(|it| html! { <th scope="col">{ it.text(language) }</th> }) }</tr></thead>
                    <tbody>{ for rows.iter().map(|it| html! {
                        <tr><th scope="row">{ it.name }</th>{ for cells(it).map(|cell| html! { <td class="num">{ cell }</td> }) }</tr>
                    }) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(language: Language, Pair { row, predicted, measured, not_measured }: Pair) -> Html {
    let width = |end: u32| format!("width: {}", permille(end));
    let bar = measured.as_ref().map(|bar| {
        // From the median to the slowest repetition, of the bar's own width.
        let spread = (bar.slowest.saturating_sub(bar.end) * 1_000).checked_div(bar.end).filter(|it| *it > 2);
        let spread = spread.map(|it| html! { <i style={format!("left: 100%; width: {}", permille(it))}></i> });
        html! { <span class="bar-m" style={width(bar.end)}>{ spread }</span> }
    });
    let shown = measured.map_or_else(|| "–".to_owned(), |bar| bar.text);
    html! {
        <tr class={row.is_best.then_some("best")}>
            <td><span class="name">{ row.name }if row.is_best { <span class="best-tag">{ words::BEST.text(language) }</span> }</span><span class="sub">{ row.how }</span></td>
            <td>{ sketch(row.prediction.strategy) }</td>
            <td class="wide"><div class="bars"><span class="bar-p" style={width(predicted.end)}></span>{ bar }
                if let Some(why) = not_measured { <span class="sub">{ why }</span> }</div></td>
            <td class="num">{ predicted.text }</td>
            <td class="num">{ shown }</td>
            <td class="num">{ row.speed_up }</td>
            <td class="num">{ row.memory }</td>
        </tr>
    }
}

/// A few tasks as the strategy runs them: computing is a block, waiting a dotted line.
fn sketch(strategy: Strategy) -> Html {
    // In tenths of a unit of the drawing.
    let block = |x: u32, y: u32, w: u32, free: bool| {
        let fill = if free { "var(--native)" } else { "var(--run)" };
        html! { <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height="35" rx="10" {fill} /> }
    };
    let wait = |from: u32, to: u32, y: u32| {
        html! { <path d={format!("M{from} {}H{to}", y + 18)} stroke="var(--io)" stroke-width="10" stroke-dasharray="15 25" /> }
    };
    let parts: Html = (0..5_u32)
        .map(|n| {
            let (start, length, free) = match strategy {
                Strategy::Sequential => (240 * n, 200, false),
                Strategy::Asyncio => (25 * n, 300, false),
                Strategy::Threading => (25 * n, 520 + 50 * n, false),
                Strategy::Multiprocessing => (160 + 20 * n, 520, true),
                Strategy::AsyncioAndProcesses => (25 * n, 340, true),
                Strategy::FreeThreaded => (10, 520, true),
            };
            let y = if strategy == Strategy::Sequential { 110 } else { 20 + 50 * n };
            let first_free = free && strategy != Strategy::AsyncioAndProcesses;
            html! { <g>{ block(start, y, 25, first_free) }{ wait(start + 30, start + length - 10, y) }{ block(start + length, y, 40, free) }</g> }
        })
        .collect();
    html! { <svg class="sketch" width="130" height="28" viewBox="0 0 1300 280" aria-hidden="true">{ parts }</svg> }
}

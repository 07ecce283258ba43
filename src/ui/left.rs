//! The editor panel: example menu, editor, problems, the buttons that run, and the settings in one line.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::base::diagnostic::DiagnosticKind;
use crate::i18n::{frame, settings, trouble};
use crate::trace::settings::{Latency, Scale};
use crate::view::state::Sheet;
use crate::view::{Action, Status, View, examples, format};

use super::icons::{Icon, icon};
use super::text::{t, tn};
use super::{Send, editor, when};

pub fn left(view: &View, show_busy: bool, send: &Send) -> Html {
    html! {
        <section class="left" aria-label={t(view, frame::EDITOR)}>
            { bar(view, send) }
            <div class="code"><editor::Host source={view.editor.source.clone()} readonly={view.frame.readonly} /></div>
            <div role="alert">{ problems(view) }</div>
            <div class="actions">
                { buttons(view, show_busy, send) }
                { summary(view) }
            </div>
        </section>
    }
}

fn bar(view: &View, send: &Send) -> Html {
    let language = view.language;
    let onchange = when(send, |event: Event| {
        let id = event.target_dyn_into::<HtmlSelectElement>()?.value();
        Some(Action::OpenProgram(Box::new(examples::open(&id)?)))
    });
    let here = view.editor.example.as_deref().unwrap_or_default();
    let groups = examples::groups().iter().map(|group| {
        let options = group.examples.iter().map(|it| {
            html! { <option value={it.id} selected={it.id == here}>{ it.title.text(language) }</option> }
        });
        html! { <optgroup label={group.title.text(language)}>{ for options }</optgroup> }
    });
    html! {
        <div class="bar">
            <span class="pick">
                <select {onchange} aria-label={t(view, frame::CHOOSE_EXAMPLE)} disabled={view.frame.readonly}>
                    if here.is_empty() { <option value="" selected=true>{ t(view, frame::OWN_PROGRAM) }</option> }
                    { for groups }
                </select>
                { icon(Icon::Chevron) }
            </span>
            <span class="sp"></span>
            <span class="file">{ file_name(here) }</span>
        </div>
    }
}

fn file_name(example: &str) -> String {
    if example.is_empty() { "main.py".to_owned() } else { format!("{}.py", example.replace('-', "_")) }
}

fn problems(view: &View) -> Html {
    if view.editor.problems.is_empty() {
        return Html::default();
    }
    let rows = view.editor.problems.iter().take(50).map(|problem| {
        let at = problem.location.start;
        let line = at.line;
        let where_ = tn(view, frame::PROBLEM_AT, &[("line", &line.to_string()), ("column", &(at.col + 1).to_string())]);
        let onclick = Callback::from(move |_: MouseEvent| editor::go_to(line));
        let name = match problem.kind {
            DiagnosticKind::Unsupported => t(view, trouble::UNSUPPORTED),
            DiagnosticKind::TooLarge => t(view, trouble::TOO_LARGE),
            kind => editor::kind_name(kind),
        };
        html! {
            <li>
                <button type="button" {onclick}>
                    <span class="what">{ format!("{name}: {}", problem.message) }</span>
                    <span class="where">{ where_ }</span>
                    if !problem.hint.is_empty() { <span class="hint">{ tn(view, trouble::INSTEAD, &[("hint", &problem.hint)]) }</span> }
                </button>
            </li>
        }
    });
    html! { <ul class="problems" aria-label={t(view, frame::PROBLEMS)}>{ for rows }</ul> }
}

fn buttons(view: &View, show_busy: bool, send: &Send) -> Html {
    let is_busy = show_busy && view.is_busy();
    html! {
        <div class="row">
            <button type="button" class="button main" onclick={send.reform(|_| Action::Simulate)} title="Ctrl+Enter">{ t(view, frame::SIMULATE) }</button>
            <button type="button" class="button" onclick={send.reform(|_| Action::Execute)} title="Ctrl+Shift+Enter">{ t(view, frame::RUN_FOR_REAL) }</button>
            if is_busy {
                <button type="button" class="button stop" onclick={send.reform(|_| Action::Stop)}>{ icon(Icon::Stop) }{ t(view, frame::STOP) }</button>
                { progress(view) }
            } else if view.simulated.status == Status::Stopped {
                <span class="meter" role="status">{ t(view, frame::STOPPED_RUN) }</span>
            }
            <button type="button" class="button quiet" onclick={send.reform(|_| Action::ShowSheet(Some(Sheet::Settings)))}>{ icon(Icon::Gear) }{ t(view, frame::SETTINGS) }</button>
        </div>
    }
}

/// How far what runs is.
pub fn progress(view: &View) -> Html {
    let status =
        [&view.simulated.status, &view.measured.status, &view.comparison.status].into_iter().find(|it| it.is_busy());
    let (permille, steps) = match status {
        Some(Status::Running { permille, steps }) => (*permille, *steps),
        _ => (None, 0),
    };
    let words = match permille {
        _ if view.engine.environment.is_none() => t(view, frame::LOADING_ENGINE).to_owned(),
        _ if !view.simulated.status.is_busy() => t(view, frame::RUNNING_FOR_REAL).to_owned(),
        _ => tn(view, frame::SIMULATING, &[("steps", &format::count(steps))]),
    };
    let class = classes!("meter", permille.is_none().then_some("unknown"));
    let style = permille.map(|it| format!("--done: {}", super::text::permille(it)));
    html! { <span {class} {style}><i aria-hidden="true"></i><span>{ words }</span></span> }
}

/// The settings in one line.
fn summary(view: &View) -> Html {
    let now = &view.settings;
    let (cores, interval, seed) = (now.cores.to_string(), format::time(now.switch_interval), now.seed.to_string());
    let args = [("python", now.python.name()), ("cores", &cores), ("interval", &interval), ("seed", &seed)];
    let more = [
        (now.scale == Scale::Slow).then_some(settings::SCALE_SLOW_SHORT),
        match now.latency {
            Latency::Fixed => Some(settings::LATENCY_FIXED_SHORT),
            Latency::Normal => None,
            Latency::HeavyTail => Some(settings::LATENCY_HEAVY_TAIL_SHORT),
        },
        (!now.schedule.is_empty()).then_some(settings::SCHEDULE),
    ];
    let mut words = tn(view, settings::SUMMARY, &args);
    for more in more.into_iter().flatten() {
        words.push_str(" · ");
        words.push_str(t(view, more));
    }
    html! { <p class="set">{ words }</p> }
}

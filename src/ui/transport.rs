//! The transport bar: stepping, playing, by what and how fast, and where the playhead is. Narrow pages have their panes' tabs
//! from here too.

use web_sys::{Element, HtmlSelectElement};
use yew::prelude::*;

use crate::i18n::{Phrase, frame, transport as words};
use crate::link::{self, Unit};
use crate::view::playback::{NORMAL_SPEED, SPEEDS};
use crate::view::state::{Pane, Run};
use crate::view::{Action, Destination, View, format};

use super::icons::{Icon, icon};
use super::tablist::{TabItem, tablist};
use super::text::{t, tn};
use super::{Send, when};

/// The tabs of a narrow page.
pub fn panes(view: &View, send: &Send) -> Html {
    let tab = |pane: Pane, id, name: Phrase| TabItem {
        id,
        name: html! { { t(view, name) } },
        is_selected: view.pane == pane,
        on_select: send.reform(move |()| Action::ShowPane(pane)),
    };
    let tabs = vec![
        tab(Pane::Editor, "pane-editor", frame::PANE_EDITOR),
        tab(Pane::Timeline, "pane-timeline", frame::PANE_TIMELINE),
        tab(Pane::Inspector, "pane-inspector", frame::PANE_INSPECTOR),
    ];
    tablist("tabs panes", t(view, frame::PANES), "main", tabs)
}

/// Where the playhead is: its step and its time.
fn position_parts(view: &View, run: &Run) -> (String, String) {
    let (step, steps) = (format::count(run.now.step), format::count(run.trace.end().step));
    let time = format::time(run.now.time);
    let position = tn(view, words::POSITION, &[("step", &step), ("steps", &steps)]);
    (position, tn(view, words::TIME, &[("time", &time)]))
}

/// Where the playhead is, in words.
pub fn position_words(view: &View, run: &Run) -> String {
    let (step, time) = position_parts(view, run);
    format!("{step} · {time}")
}

fn position(view: &View, run: &Run) -> Html {
    let (step, time) = position_parts(view, run);
    html! { <span class="pos">{ step }<span class="pos-time">{ " · " }{ time }</span></span> }
}

pub fn transport(view: &View, send: &Send) -> Html {
    let run = view.active_run();
    let nothing = run.trace.is_empty();
    let button = |class: &'static str, name: Phrase, which: Icon, action: fn() -> Action| {
        let name = t(view, name);
        html! {
            <button type="button" class={classes!("button", "quiet", class)} disabled={nothing} onclick={send.reform(move |_| action())} aria-label={name} title={name}>{ icon(which) }</button>
        }
    };
    let (play_name, play_icon) =
        if view.playback.playing { (words::PAUSE, Icon::Pause) } else { (words::PLAY, Icon::Play) };
    let play_name = t(view, play_name);
    html! {
        <footer class="transport" aria-label={t(view, words::TRANSPORT)} role="group">
            { button("first", words::TO_START, Icon::First, || Action::Seek(Destination::Start)) }
            { button("back", words::STEP_BACK, Icon::Back, || Action::Step { forward: false }) }
            <button type="button" class="button play" disabled={nothing} onclick={send.reform(|_| Action::TogglePlay)} aria-label={play_name} title={play_name}>{ icon(play_icon) }</button>
            { button("forward", words::STEP_FORWARD, Icon::Forward, || Action::Step { forward: true }) }
            { button("last", words::TO_END, Icon::Last, || Action::Seek(Destination::End)) }
            <span class="gap"></span>
            { unit(view, send) }
            { speed(view, send) }
            <span class="sp"></span>
            { position(view, run) }
            if view.frame.embedded { { full_page(view) } }
        </footer>
    }
}

fn unit(view: &View, send: &Send) -> Html {
    let name = |unit: Unit| {
        t(
            view,
            match unit {
                Unit::Instruction => words::UNIT_INSTRUCTION,
                Unit::Line => words::UNIT_LINE,
                Unit::Switch => words::UNIT_SWITCH,
            },
        )
    };
    let onchange = when(send, |event: Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>()?.value().parse::<usize>().ok()?;
        Unit::ALL.get(value).copied().map(Action::SetUnit)
    });
    let options = Unit::ALL.iter().enumerate().map(|(i, &it)| {
        html! { <option value={i.to_string()} selected={view.unit == it}>{ name(it) }</option> }
    });
    html! {
        <span class="pick"><span class="words">{ t(view, words::STEP_BY) }</span>
            <select {onchange} aria-label={t(view, words::UNIT)}>{ for options }</select>{ icon(Icon::Chevron) }
        </span>
    }
}

fn speed(view: &View, send: &Send) -> Html {
    let onchange = when(send, |event: Event| {
        let quarters = event.target_dyn_into::<HtmlSelectElement>()?.value().parse().ok()?;
        Some(Action::SetSpeed { quarters })
    });
    let options = SPEEDS.iter().map(|&quarters| {
        let times = match quarters {
            1 => "¼".to_owned(),
            2 => "½".to_owned(),
            _ => (quarters / NORMAL_SPEED).to_string(),
        };
        let name = tn(view, words::SPEED_TIMES_SHORT, &[("n", &times)]);
        html! { <option value={quarters.to_string()} selected={view.playback.speed_quarters == quarters}>{ name }</option> }
    });
    html! { <span class="pick"><select {onchange} aria-label={t(view, words::SPEED)}>{ for options }</select>{ icon(Icon::Chevron) }</span> }
}

/// In a frame of another page: a link to the whole page, at the same program and step.
fn full_page(view: &View) -> Html {
    let (shared, language) = (view.shared(), view.language);
    // Only whoever reaches for the link has it made.
    let aim = move |target: Option<Element>| {
        if let Some(anchor) = target {
            let url = format!("./?lang={}#{}", language.tag(), link::fragment(&shared));
            let _ = anchor.set_attribute("href", &url);
        }
    };
    let (on_focus, on_press) = (aim.clone(), aim);
    html! {
        <a class="full" href="./" target="_blank" rel="noopener" onfocus={Callback::from(move |event: FocusEvent| on_focus(event.target_dyn_into()))}
            onpointerdown={Callback::from(move |event: PointerEvent| on_press(event.target_dyn_into()))}>{ t(view, frame::OPEN_FULL_PAGE) }</a>
    }
}

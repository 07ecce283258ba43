//! What lies over the page: settings, keys and help, commands. Native dialogs keep the focus inside and close on Esc.

use web_sys::{HtmlDialogElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::base::time::Nanos;
use crate::i18n::{Phrase, frame, help, settings as words};
use crate::trace::settings::{Latency, PythonVersion, Scale, Settings};
use crate::view::keys::{SHORTCUTS, Shortcut};
use crate::view::state::Sheet;
use crate::view::{Action, View, format};

use super::icons::{Icon, icon};
use super::text::{prose, t, tn};
use super::{Send, browser, when};

const MAX_CORES: u32 = 64;
const MAX_INTERVAL: Nanos = Nanos::from_millis(10_000_000);

pub fn sheets(view: &View, send: &Send) -> Html {
    let (title, body) = match view.sheet {
        None => return Html::default(),
        Some(Sheet::Settings) => (words::TITLE, settings(view, send)),
        Some(Sheet::Help) => (help::TITLE, keys(view)),
        Some(Sheet::Commands) => (help::COMMANDS, commands(view, send)),
    };
    html! { <Dialog title={t(view, title)} close={t(view, frame::CLOSE)} send={send.clone()}>{ body }</Dialog> }
}

#[derive(Properties, PartialEq)]
struct DialogProps {
    title: &'static str,
    close: &'static str,
    send: Send,
    children: Html,
}

#[component]
fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let close = props.send.reform(|_: MouseEvent| Action::ShowSheet(None));
    let oncancel = props.send.reform(|event: Event| {
        event.prevent_default();
        Action::ShowSheet(None)
    });
    // A press on the backdrop is a press on the dialog itself.
    let backdrop = {
        let node = node.clone();
        when(&props.send, move |event: MouseEvent| {
            let is_outside =
                event.target_dyn_into::<HtmlDialogElement>().is_some() && node.cast::<HtmlDialogElement>().is_some();
            is_outside.then_some(Action::ShowSheet(None))
        })
    };
    html! {
        <dialog ref={node} class="sheet" aria-label={props.title} {oncancel} onclick={backdrop}>
            <div class="sheet-body">
                <header>
                    <h2>{ props.title }</h2>
                    <button type="button" class="button quiet icon-only" onclick={close} aria-label={props.close} title={props.close}>{ icon(Icon::Close) }</button>
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}

/// An action that changes the settings by what was typed or chosen; nothing that makes no sense.
fn change(view: &View, send: &Send, with: impl Fn(&mut Settings, &str) -> Option<()> + 'static) -> Callback<Event> {
    let now = view.settings.clone();
    when(send, move |event: Event| {
        let target = event.target()?;
        let value = read_value(&target)?;
        let mut settings = now.clone();
        with(&mut settings, &value)?;
        Some(Action::ChangeSettings(Box::new(settings)))
    })
}

fn read_value(target: &web_sys::EventTarget) -> Option<String> {
    use wasm_bindgen::JsCast;
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}

fn field(view: &View, name: Phrase, hint: Option<Phrase>, wide: bool, input: Html) -> Html {
    html! {
        <label class={classes!("field", wide.then_some("wide"))}>
            <span>{ t(view, name) }</span>{ input }
            if let Some(hint) = hint { <span class="hint">{ prose(t(view, hint)) }</span> }
        </label>
    }
}

fn settings(view: &View, send: &Send) -> Html {
    let now = &view.settings;
    let versions = PythonVersion::ALL.iter().map(|&it| {
        let name = match it {
            PythonVersion::Py314t => tn(view, words::FREE_THREADED, &[("version", "3.14")]),
            it => tn(view, words::CPYTHON, &[("version", it.name())]),
        };
        html! { <option value={it.name()} selected={it == now.python}>{ name }</option> }
    });
    let python = html! { <select onchange={change(view, send, |it, value| { it.python = PythonVersion::from_name(value)?; Some(()) })}>{ for versions }</select> };
    let cores = html! {
        <input type="number" min="1" max={MAX_CORES.to_string()} value={now.cores.to_string()}
            onchange={change(view, send, |it, value| { it.cores = value.parse::<u32>().ok()?.clamp(1, MAX_CORES); Some(()) })} />
    };
    let interval = html! {
        <input type="number" min="0.001" step="any" value={format::millis(now.switch_interval)}
            onchange={change(view, send, |it, value| {
                let interval = format::nanos_from_millis(value).filter(|it| *it > Nanos::ZERO && *it <= MAX_INTERVAL)?;
                it.switch_interval = interval.max(Nanos::from_micros(1));
                Some(())
            })} />
    };
    let seed = html! { <input type="number" min="0" value={now.seed.to_string()} onchange={change(view, send, |it, value| { it.seed = value.parse().ok()?; Some(()) })} /> };
    let scale = html! {
        <select onchange={change(view, send, |it, value| { it.scale = if value == "slow" { Scale::Slow } else { Scale::Real }; Some(()) })}>
            <option value="real" selected={now.scale == Scale::Real}>{ t(view, words::SCALE_REAL) }</option>
            <option value="slow" selected={now.scale == Scale::Slow}>{ t(view, words::SCALE_SLOW) }</option>
        </select>
    };
    let latencies = Latency::ALL.iter().map(|&it| {
        let name = match it {
            Latency::Fixed => words::LATENCY_FIXED,
            Latency::Normal => words::LATENCY_NORMAL,
            Latency::HeavyTail => words::LATENCY_HEAVY_TAIL,
        };
        html! { <option value={it.name()} selected={it == now.latency}>{ t(view, name) }</option> }
    });
    let latency = html! { <select onchange={change(view, send, |it, value| { it.latency = Latency::from_name(value)?; Some(()) })}>{ for latencies }</select> };
    let steps = html! { <input type="number" min="1" value={now.max_steps.to_string()} onchange={change(view, send, |it, value| { it.max_steps = value.parse::<u64>().ok()?.max(1); Some(()) })} /> };
    let schedule = html! { <input type="text" spellcheck="false" value={now.schedule.clone()} onchange={change(view, send, |it, value| { it.schedule = value.trim().to_owned(); Some(()) })} /> };
    let stdin = html! { <textarea rows="2" spellcheck="false" value={now.stdin.clone()} onchange={change(view, send, |it, value| { it.stdin = value.to_owned(); Some(()) })} /> };
    let unit = format!("{} (ms)", t(view, words::SWITCH_INTERVAL));
    html! {
        <>
            <div class="fields">
                { field(view, words::PYTHON, Some(words::PYTHON_HINT), false, python) }
                { field(view, words::CORES, Some(words::CORES_HINT), false, cores) }
                <label class="field"><span>{ unit }</span>{ interval }<span class="hint">{ t(view, words::SWITCH_INTERVAL_HINT) }</span></label>
                { field(view, words::SEED, Some(words::SEED_HINT), false, seed) }
                { field(view, words::SCALE, None, true, scale) }
                { field(view, words::LATENCY, Some(words::LATENCY_HINT), true, latency) }
                { field(view, words::MAX_STEPS, Some(words::MAX_STEPS_HINT), false, steps) }
                { field(view, words::SCHEDULE, Some(words::SCHEDULE_HINT), false, schedule) }
                { field(view, words::STDIN, Some(words::STDIN_HINT), true, stdin) }
            </div>
            <div class="row" style="margin-top: 16px">
                <button type="button" class="button main" onclick={let send = send.clone(); move |_: MouseEvent| { send.emit(Action::ShowSheet(None)); send.emit(Action::Simulate); }}>{ t(view, frame::SIMULATE) }</button>
                <button type="button" class="button" onclick={send.reform(|_: MouseEvent| Action::ChangeSettings(Box::default()))}>{ t(view, words::RESET) }</button>
            </div>
        </>
    }
}

/// What a key does.
fn does(shortcut: Shortcut) -> Phrase {
    match shortcut {
        Shortcut::StepForward => help::STEP_FORWARD,
        Shortcut::StepBack => help::STEP_BACK,
        Shortcut::SwitchForward => help::SWITCH_FORWARD,
        Shortcut::SwitchBack => help::SWITCH_BACK,
        Shortcut::LineForward => help::LINE_FORWARD,
        Shortcut::LineBack => help::LINE_BACK,
        Shortcut::ToStart => help::TO_START,
        Shortcut::ToEnd => help::TO_END,
        Shortcut::PlayPause => help::PLAY_PAUSE,
        Shortcut::FollowLane => help::FOLLOW_LANE,
        Shortcut::ZoomIn => help::ZOOM_IN,
        Shortcut::ZoomOut => help::ZOOM_OUT,
        Shortcut::PanLeft => help::PAN_LEFT,
        Shortcut::PanRight => help::PAN_RIGHT,
        Shortcut::Fit => help::FIT,
        Shortcut::Simulate => help::SIMULATE,
        Shortcut::RunForReal => help::RUN_FOR_REAL,
        Shortcut::Stop => help::STOP,
        Shortcut::CopyLink => help::COPY_LINK,
        Shortcut::Commands => help::OPEN_COMMANDS,
        Shortcut::Help => help::OPEN_HELP,
        Shortcut::LeaveEditor => help::LEAVE_EDITOR,
    }
}

fn keys(view: &View) -> Html {
    let is_mac = browser::is_mac();
    let rows = SHORTCUTS.iter().map(|(shortcut, chord)| {
        html! { <div><dt>{ t(view, does(*shortcut)) }</dt><dd><kbd class="key">{ chord.label(is_mac) }</kbd></dd></div> }
    });
    html! {
        <>
            <dl class="keys">{ for rows }</dl>
            <div class="fine">
                <p>{ t(view, help::MOUSE_CLICK) }{ " " }{ t(view, help::MOUSE_WHEEL) }</p>
                <p>{ t(view, help::ABOUT) }{ " " }{ t(view, help::ABOUT_REAL) }</p>
                <p>{ t(view, frame::PRIVACY) }</p>
            </div>
        </>
    }
}

fn commands(view: &View, send: &Send) -> Html {
    let is_mac = browser::is_mac();
    let rows = SHORTCUTS.iter().filter(|(shortcut, _)| *shortcut != Shortcut::Commands).filter_map(|(shortcut, chord)| {
        let action = shortcut.action(view.active)?;
        let send = send.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            send.emit(Action::ShowSheet(None));
            send.emit(action.clone());
        });
        Some(html! { <li><button type="button" {onclick}><span>{ t(view, does(*shortcut)) }</span><kbd class="key">{ chord.label(is_mac) }</kbd></button></li> })
    });
    html! { <ul class="commands">{ for rows }</ul> }
}

//! The handle between editor and timeline: drag it, or focus it and use the arrow keys. The width is kept for next time.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::browser;

const KEPT: &str = "pylanes.left";
const DEFAULT_PERCENT: f64 = 38.0;
const STEP_PERCENT: f64 = 2.0;

#[derive(Properties, PartialEq)]
pub struct SplitterProps {
    pub label: &'static str,
}

fn kept() -> Option<f64> {
    browser::storage()?.get_item(KEPT).ok()??.parse().ok().filter(|percent: &f64| (10.0..=70.0).contains(percent))
}

/// Sets the width as a custom property; the style sheet bounds it.
fn show(percent: f64) {
    if let Some(root) = browser::root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property("--left", &format!("{percent:.1}%"));
    }
}

fn keep(percent: f64) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(KEPT, &format!("{percent:.1}"));
    }
}

#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let percent = use_state(|| kept().unwrap_or(DEFAULT_PERCENT));
    use_effect_with(*percent, |percent| show(*percent));
    let set = {
        let percent = percent.clone();
        move |to: f64| percent.set(to.clamp(20.0, 60.0))
    };
    let press = Callback::from(|event: PointerEvent| {
        if let Some(handle) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) {
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
    });
    let drag = {
        let set = set.clone();
        Callback::from(move |event: PointerEvent| {
            let width = browser::window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(0.0);
            if event.buttons() & 1 == 1 && width > 0.0 {
                set(f64::from(event.client_x()) / width * 100.0);
            }
        })
    };
    let release = {
        let percent = percent.clone();
        Callback::from(move |_: PointerEvent| keep(*percent))
    };
    let now = *percent;
    let key = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" => now - STEP_PERCENT,
            "ArrowRight" => now + STEP_PERCENT,
            "Home" => 20.0,
            "End" => 60.0,
            _ => return,
        };
        event.prevent_default();
        set(to);
        keep(to);
    });
    html! {
        <div class="splitter">
            <div role="separator" tabindex="0" aria-orientation="vertical" aria-label={props.label} aria-valuemin="20" aria-valuemax="60"
                aria-valuenow={format!("{now:.0}")} onpointerdown={press} onpointermove={drag} onpointerup={release} onkeydown={key}></div>
        </div>
    }
}

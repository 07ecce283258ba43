//! The handle between editor and timeline: drag it, or focus it and use the arrow keys. The width is kept for next time.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::browser;
use super::text::permille;

const KEPT: &str = "pylanes.left";
/// In thousandths of the page's width, as all shares here.
const DEFAULT: u32 = 380;
const STEP: u32 = 20;

#[derive(Properties, PartialEq)]
pub struct SplitterProps {
    pub label: &'static str,
}

fn kept() -> Option<u32> {
    browser::storage()?.get_item(KEPT).ok()??.parse().ok().filter(|share: &u32| (100..=700).contains(share))
}

/// Sets the width as a custom property; the style sheet bounds it.
fn show(share: u32) {
    if let Some(root) = browser::root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property("--left", &permille(share));
    }
}

fn keep(share: u32) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(KEPT, &share.to_string());
    }
}

#[component]
pub fn Splitter(props: &SplitterProps) -> Html {
    let share = use_state(|| kept().unwrap_or(DEFAULT));
    use_effect_with(*share, |share| show(*share));
    let set = {
        let share = share.clone();
        move |to: u32| share.set(to.clamp(200, 600))
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
                set((f64::from(event.client_x()) / width * 1_000.0) as u32);
            }
        })
    };
    let release = {
        let share = share.clone();
        Callback::from(move |_: PointerEvent| keep(*share))
    };
    let now = *share;
    let key = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" => now - STEP,
            "ArrowRight" => now + STEP,
            "Home" => 200,
            "End" => 600,
            _ => return,
        };
        event.prevent_default();
        set(to);
        keep(to);
    });
    html! {
        <div class="splitter">
            <div role="separator" tabindex="0" aria-orientation="vertical" aria-label={props.label} aria-valuemin="20" aria-valuemax="60"
                aria-valuenow={(now / 10).to_string()} onpointerdown={press} onpointermove={drag} onpointerup={release} onkeydown={key}></div>
        </div>
    }
}

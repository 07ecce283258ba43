//! The keyboard and the address bar: what the whole window hears.

use wasm_bindgen::prelude::*;
use web_sys::{Element, KeyboardEvent};

use crate::link::Surface;
use crate::view::keys::{self, Press};
use crate::view::{Action, View, Which};

use super::{Send, browser};

/// What holds the window's listeners.
pub struct Listeners {
    _on_key: Closure<dyn FnMut(KeyboardEvent)>,
    _on_pop: Closure<dyn FnMut()>,
}

thread_local! {
    /// What the key handler has to know of the view: the surface, the active run, and whether something lies over the page.
    static NOW: std::cell::Cell<(Surface, Which, bool)> = const { std::cell::Cell::new((Surface::Trace, Which::Simulated, false)) };
}

/// Keeps what the key handler has to know.
pub fn note(view: &View) {
    NOW.set((view.surface, view.active, view.sheet.is_some()));
}

pub fn listen(send: &Send) -> Listeners {
    let window = browser::window();
    let to = send.clone();
    let on_key = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| on_key(&event, &to));
    // Before the editor sees it: what has Control in it is the page's.
    let _ = window.add_event_listener_with_callback_and_bool("keydown", on_key.as_ref().unchecked_ref(), true);
    let to = send.clone();
    let on_pop = Closure::<dyn FnMut()>::new(move || {
        to.emit(Action::FragmentChanged(browser::window().location().hash().unwrap_or_default()));
    });
    window.set_onpopstate(Some(on_pop.as_ref().unchecked_ref()));
    Listeners { _on_key: on_key, _on_pop: on_pop }
}

fn on_key(event: &KeyboardEvent, send: &Send) {
    let (surface, active, has_sheet) = NOW.get();
    if event.default_prevented() || event.is_composing() || has_sheet {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |selector: &str| target.as_ref().is_some_and(|it| it.closest(selector).ok().flatten().is_some());
    let command = event.ctrl_key() || event.meta_key();
    let key = event.key();
    if !command {
        // Buttons, tabs, choices and sliders have their own use for these.
        let is_widget = is_in("button, a, summary, [role=tab], [role=separator], input, select");
        if is_widget && matches!(key.as_str(), " " | "Enter" | "ArrowLeft" | "ArrowRight" | "Home" | "End") {
            return;
        }
        if surface != Surface::Trace && key != "?" {
            return;
        }
    }
    let in_text = is_in("input, select, textarea, [contenteditable=true]");
    let press = Press { key: &key, command, shift: event.shift_key(), alt: event.alt_key(), in_text };
    if let Some(action) = keys::action_for(press, active) {
        event.prevent_default();
        send.emit(action);
    }
}

//! The page in the browser: Yew components that render a [`View`](crate::view::View) and send actions, the canvas painter,
//! the bridge to the editor, the worker client, and what commands ask of the browser.
//!
//! Thin on purpose: what is shown and how it changes is decided in `view`, words are its phrases. Does not know the machine
//! or the simulator; whatever it wants of them goes over the wire.

mod app;
mod browser;
mod commands;
mod compare;
mod editor;
mod engine;
mod guide;
mod header;
mod hooks;
mod icons;
mod inspector;
mod keyboard;
mod left;
mod notices;
mod paint;
mod palette;
mod say;
mod sheets;
mod splitter;
mod tablist;
mod text;
mod timeline;
mod transport;

use yew::Callback;

use crate::view::Action;

/// How components say that something happened.
pub type Send = Callback<Action>;

/// A callback that acts only when `make` finds something to do.
fn when<E: 'static>(send: &Send, make: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |event| {
        if let Some(action) = make(event) {
            send.emit(action);
        }
    })
}

/// Shows the page in the document and keeps it alive.
pub fn start() {
    console_error_panic_hook::set_once();
    match browser::by_id("app") {
        Some(root) => yew::Renderer::<app::App>::with_root(root).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}

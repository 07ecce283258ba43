//! The one place where the view's commands reach the browser.

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::view::saved::Saved;
use crate::view::{Action, Command};

use super::engine::EngineClient;
use super::{Send, browser, editor};

/// Where the page keeps what it saves.
pub const SAVED: &str = "pylanes.saved";

/// Carries out one command.
pub fn execute(command: Command, engine: &mut EngineClient, send: &Send) {
    match command {
        Command::Send(request) => engine.ask(request),
        Command::RestartEngine => engine.start(),
        Command::After { millis, action } => {
            let send = send.clone();
            Timeout::new(millis, move || send.emit(*action)).forget();
        }
        Command::PushFragment(fragment) => write_fragment(&fragment, true),
        Command::ReplaceFragment(fragment) => write_fragment(&fragment, false),
        Command::CopyLink { fragment } => copy_link(&fragment, send),
        Command::Save(saved) => save(&saved),
        Command::ShowLine(line) => editor::go_to(line),
    }
}

/// Browsers limit how often and how long; the page works without a history entry too.
fn write_fragment(fragment: &str, with_entry: bool) {
    let Ok(history) = browser::window().history() else { return };
    let url = format!("#{fragment}");
    let _ = if with_entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(&url))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url))
    };
}

fn copy_link(fragment: &str, send: &Send) {
    let location = browser::window().location();
    let here = location.href().unwrap_or_default();
    let text = format!("{}#{fragment}", here.split('#').next().unwrap_or_default());
    let send = send.clone();
    spawn_local(async move {
        let done = write_clipboard(&text).await;
        send.emit(Action::LinkCopied { text, done });
    });
}

/// Without a secure context there is no clipboard at all.
async fn write_clipboard(text: &str) -> bool {
    let navigator = browser::window().navigator();
    if browser::get(&navigator, "clipboard").is_none() {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Storage may be full or refused: then nothing is kept, and nothing else happens.
fn save(saved: &Saved) {
    if let Some(storage) = browser::storage() {
        let _ = storage.set_item(SAVED, &saved.to_text());
    }
}

//! A defect of ours: every open request is closed with its text, so that the page can start a new engine.
//!
//! A panic ends the WebAssembly instance it happens in. In a worker of the pool it cannot speak to the page: its text is left
//! where the engine's own worker finds it.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

use super::desk::Desk;

thread_local! {
    /// Set in the engine's own worker only.
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

static IN_POOL: Mutex<Option<String>> = Mutex::new(None);

/// From now on a panic in this worker closes what is open at `desk`.
pub fn watch(desk: &Desk) {
    DESK.with(|kept| *kept.borrow_mut() = Some(desk.clone()));
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let message = info.to_string();
        let told = DESK.with(|kept| {
            let Ok(kept) = kept.try_borrow() else { return false };
            kept.as_ref().map(|desk| desk.fail_all(&message)).is_some()
        });
        if !told {
            *IN_POOL.lock().unwrap_or_else(PoisonError::into_inner) = Some(message);
        }
    }));
}

/// The text of a panic in the pool, once.
pub fn in_pool() -> Option<String> {
    IN_POOL.lock().unwrap_or_else(PoisonError::into_inner).take()
}

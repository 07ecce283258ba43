//! The engine, in a Web Worker: hands over to `pylanes::worker` when the boot script asks for it.
//!
//! `main` is empty: every worker of the thread pool instantiates this module and runs `main` again, so nothing may start there.
//! `www/engine.js` calls [`boot::start`] once, in the one worker that answers the page.

#[cfg(target_arch = "wasm32")]
mod boot {
    use wasm_bindgen::prelude::*;

    #[cfg(target_feature = "atomics")]
    // Exports `initThreadPool` to the boot script.
    use wasm_bindgen_rayon as _;

    /// Announces the engine to the page; called by `www/engine.js` when the module is ready.
    #[wasm_bindgen]
    pub fn start(info: JsValue) {
        pylanes::worker::start(&info);
    }
}

fn main() {}

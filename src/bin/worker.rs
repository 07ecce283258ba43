//! The engine, in a Web Worker: hands over to `pylanes::worker` when the boot script asks for it.
//!
//! `main` is empty: every worker of the thread pool instantiates this module and runs `main` again, so nothing may start there.
//! `www/engine.js` calls [`start`] once, in the one worker that answers the page.

#[cfg(target_arch = "wasm32")]
mod boot {
    use wasm_bindgen::prelude::*;

    #[cfg(target_feature = "atomics")]
    // Exports `initThreadPool` to the boot script.
    use wasm_bindgen_rayon as _;

    /// Announces the engine to the page; called by `www/engine.js` when the module (and its pool, if any) is ready.
    #[wasm_bindgen]
    pub fn start(_info: JsValue) {
        console_error_panic_hook::set_once();
        let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let answer = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            let scope: web_sys::DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
            let n = event.data().as_f64().unwrap_or_default();
            let _ = scope.post_message(&JsValue::from_f64(sum_of_squares(n as u32)));
        });
        scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
        answer.forget();
        let _ = scope.post_message(&JsValue::from_str("ready"));
    }

    #[cfg(target_feature = "atomics")]
    fn sum_of_squares(n: u32) -> f64 {
        use rayon::prelude::*;
        (0..n).into_par_iter().map(|i| f64::from(i) * f64::from(i)).sum()
    }

    #[cfg(not(target_feature = "atomics"))]
    fn sum_of_squares(n: u32) -> f64 {
        (0..n).map(|i| f64::from(i) * f64::from(i)).sum()
    }
}

fn main() {}

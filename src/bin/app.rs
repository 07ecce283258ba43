//! The page (Yew), on the browser's main thread.

fn main() {
    #[cfg(target_arch = "wasm32")]
    pylanes::ui::start();
}

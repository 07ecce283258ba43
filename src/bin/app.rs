//! The page (Yew), on the browser's main thread.
fn main() {}

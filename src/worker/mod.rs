//! The engine: serves the page's requests in a Web Worker, with the browser's clock, timers, workers and thread pool.
//!
//! `desk.rs` is pure and keeps the promise of one closing reply for each request; everything else names the browser and is
//! built for wasm only. Long work is done in slices, with a turn of the worker's event loop between them, so that `Stop` is
//! read while a program loops for ever. Knows nothing of the page.

pub mod desk;

#[cfg(target_arch = "wasm32")]
mod child;
#[cfg(target_arch = "wasm32")]
mod chunks;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod drive;
#[cfg(target_arch = "wasm32")]
mod execute;
#[cfg(target_arch = "wasm32")]
mod family;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod mail;
#[cfg(target_arch = "wasm32")]
mod measure;
#[cfg(target_arch = "wasm32")]
mod memory;
#[cfg(target_arch = "wasm32")]
mod panic;
#[cfg(target_arch = "wasm32")]
mod pool;
#[cfg(target_arch = "wasm32")]
mod process;
#[cfg(target_arch = "wasm32")]
mod program;
#[cfg(target_arch = "wasm32")]
mod serve;
#[cfg(target_arch = "wasm32")]
mod simulate;
#[cfg(target_arch = "wasm32")]
mod turn;

#[cfg(target_arch = "wasm32")]
pub use serve::start;

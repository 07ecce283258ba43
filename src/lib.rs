//! Pylanes: a playground for Python concurrency under an explicit GIL.
//!
//! The module map and the direction of imports are in `ARCHITECTURE.md`; `tests/imports.rs` holds them.

pub mod base;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
pub mod compare;
pub mod i18n;
pub mod lab;
pub mod lang;
pub mod link;
pub mod process;
pub mod sim;
pub mod trace;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod view;
pub mod vm;
pub mod wire;
pub mod worker;

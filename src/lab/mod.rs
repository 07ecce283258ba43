//! The real world: Python threads on real threads behind a real GIL, with a real clock; and what measurements come to.
//!
//! Drives the same `process` code as the simulator. Knows no browser: its clock and its threads come in through
//! [`clock::Clock`] and [`pool::Pool`], so that everything here runs natively under `cargo test`.
//! The one `unsafe` that lets several threads reach one process is `shared.rs`.

pub mod clock;
pub mod gil;
pub mod guest;
pub mod merge;
pub mod pool;
pub mod python;
pub mod recorder;
pub mod roster;
pub mod run;
pub mod shared;
pub mod site;
pub mod stats;
pub mod workload;

#[cfg(test)]
mod python_tests;
#[cfg(test)]
mod tests;

//! What happened in a run: an append-only record of events, the lanes they belong to, and queries over them.
//!
//! Written by the simulator (virtual time) and by the lab (measured time) in one format, read by the page.
//! Knows nothing of the machine: values and frames reach it as text. Slices, GIL lanes and counts are derived, never stored.

pub mod codec;
pub mod event;
pub mod export;
pub mod inspection;
pub mod kind;
pub mod lane;
pub mod measured;
pub mod query;
pub mod report;
#[cfg(test)]
pub(crate) mod sample;
pub mod settings;
pub mod store;
pub mod target;
#[cfg(test)]
mod tests;
pub mod track;

pub use query::{Output, Slice};
pub use store::{EventId, Moment, Trace};

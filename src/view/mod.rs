//! The page without a page: what it shows, how that changes, and the geometry of the picture. Pure and native.
//!
//! Knows traces, messages, links and words. Does not know the DOM, the canvas, or anything of the machine that ran the
//! program: what it cannot read off the trace it asks for by message.

pub mod action;
pub mod engine;
pub mod format;
pub mod hover;
pub mod inspector;
pub mod keys;
pub mod legend;
pub mod narration;
mod opening;
pub mod picture;
pub mod playback;
pub mod reduce;
mod running;
pub mod saved;
pub mod state;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod travel;
pub mod why;

pub use action::{Action, Command, Destination, Opening, Program};
pub use reduce::reduce;
pub use state::{Landing, News, Status, View, Which};

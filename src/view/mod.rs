//! The page without a page: what it shows, how that changes, and the geometry of the picture. Pure and native.
//!
//! Knows traces, messages, links and words. Does not know the DOM, the canvas, or anything of the machine that ran the
//! program: what it cannot read off the trace it asks for by message.
//!
//! The application keeps one [`View`] and does nothing but this: for every event of the browser it makes an [`Action`],
//! gives both to [`reduce()`], keeps the new view, carries out the [`Command`]s in order, and paints what the view says:
//! `run.marks()` on the canvas, `view.narration()` in the live region, `view.stacks()` and its like in the inspector.
//! [`Action::Open`] comes first; [`Action::Frame`] comes with every animation frame while something plays.

pub mod action;
pub mod compare;
pub mod decide;
pub mod engine;
pub mod examples;
pub mod format;
pub mod guide;
pub mod hover;
pub mod inspector;
pub mod keys;
pub mod legend;
pub mod measuring;
pub mod narration;
mod opening;
pub mod picture;
pub mod place;
pub mod playback;
pub mod reduce;
mod running;
pub mod saved;
mod sharing;
pub mod state;
pub mod story;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod timeline;
pub mod travel;
pub mod why;
pub mod words;

pub use action::{Action, Command, Destination, Opening, Program};
pub use reduce::reduce;
pub use state::{Landing, News, Status, View, Which};

//! The page without a page: what it shows, how that changes, and the geometry of the picture. Pure and native.
//!
//! Knows traces, messages, links and words. Does not know the DOM, the canvas, or anything of the machine that ran the
//! program: what it cannot read off the trace it asks for by message.

pub mod format;
pub mod timeline;

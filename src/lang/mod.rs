//! Python source to code objects: parse (ruff, named in `parse.rs` only), resolve names, compile; disassemble; diagnostics.
//!
//! Knows nothing of running: no values, no time, no threads.

pub mod code;
pub use crate::base::diagnostic;

use std::sync::Arc;

/// What to compile.
#[derive(Clone, Debug)]
pub struct Source {
    /// As tracebacks show it, e.g. `prog.py`.
    pub filename: Arc<str>,
    pub text: Arc<str>,
    /// Compile as prelude code: see [`code::Code::hidden`].
    pub hidden: bool,
}

//! What is wrong with a source text, in Python's words, at its place.

use serde::{Deserialize, Serialize};

use super::span::{Location, Span};

/// Which of Python's errors it is, or that we do not support it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DiagnosticKind {
    SyntaxError,
    IndentationError,
    /// Valid Python that Pylanes does not run: the message names it and, where there is one, what exists instead.
    Unsupported,
    /// Over a limit of `base/limits.rs`.
    TooLarge,
}

/// One thing wrong with a source text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    pub kind: DiagnosticKind,
    /// Without the kind's name in front: `invalid syntax`, `'yield' outside function`.
    pub message: String,
    /// What exists instead, or what to do; empty when there is nothing to say.
    pub hint: String,
    pub span: Span,
    pub location: Location,
}

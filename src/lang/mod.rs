//! Python source to code objects: parse (ruff, named in `parse.rs` only), resolve names, compile; disassemble; diagnostics.
//!
//! Knows nothing of running: no values, no time, no threads.

mod annotation;
mod assemble;
pub mod carets;
pub mod code;
mod compile;
mod complaint;
#[cfg(test)]
mod complaint_tests;
pub mod dis;
mod effect;
mod flow;
mod lexeme;
mod parse;
mod scan;
mod scan_expr;
mod symbols;
#[cfg(test)]
mod tests;
mod unit;
#[cfg(test)]
mod verify;

use std::sync::Arc;

pub use crate::base::diagnostic;
use crate::base::diagnostic::{Diagnostic, DiagnosticKind};
use crate::base::ids::CodeId;
use crate::base::span::LineIndex;
use code::CodeStore;

/// What to compile.
#[derive(Clone, Debug)]
pub struct Source {
    /// As tracebacks show it, e.g. `prog.py`.
    pub filename: Arc<str>,
    pub text: Arc<str>,
    /// Compile as prelude code: see [`code::Code::hidden`].
    pub hidden: bool,
}

/// Whether a text is one expression, as `eval` takes.
pub fn is_expression(text: &str) -> bool {
    parse::is_expression(text.trim())
}

/// What `eval` says of a text that is no expression but not wrong otherwise: a statement, or nothing at all.
pub fn not_an_expression(text: &str) -> Diagnostic {
    let lines = LineIndex::new(text);
    let span = parse::after_expression(text);
    let (message, kind) = ("invalid syntax".to_owned(), DiagnosticKind::SyntaxError);
    Diagnostic { kind, message, hint: String::new(), span, location: lines.location(span) }
}

/// Compiles a module and adds its code objects, nested ones first, to `store`; answers the module's own.
/// What is wrong with the text comes back as diagnostics, and the store is then of no further use for this module.
pub fn compile(source: &Source, store: &mut CodeStore) -> Result<CodeId, Vec<Diagnostic>> {
    let lines = LineIndex::new(&source.text);
    let tree = parse::parse(&source.text, &lines).map_err(|diagnostic| vec![diagnostic])?;
    let symbols = symbols::analyse(&tree).map_err(|(message, span)| {
        vec![Diagnostic {
            kind: DiagnosticKind::SyntaxError,
            message,
            hint: String::new(),
            span,
            location: lines.location(span),
        }]
    })?;
    let compiler = compile::Compiler {
        symbols: &symbols,
        lines: &lines,
        text: &source.text,
        filename: Arc::clone(&source.filename),
        hidden: source.hidden,
        store,
        units: Vec::new(),
        scope: 0,
        class_names: Vec::new(),
        future_annotations: false,
        past_futures: false,
    };
    compiler.module(&tree).map_err(|diagnostic| vec![*diagnostic])
}

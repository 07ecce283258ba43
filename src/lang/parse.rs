//! The only file that names ruff: source text to syntax tree.
//!
//! Knows nothing of scopes or code. Nesting is bounded before and after parsing, since both the parser and the compiler
//! recurse: a text that nests deeper than CPython itself allows is refused with a diagnostic.

pub(super) use ruff_python_ast as ast;
pub(super) use ruff_python_ast::token::TokenKind;
pub(super) use ruff_python_parser::{InterpolatedStringErrorType as StringErrorType, LexicalErrorType, ParseErrorType};
pub(super) use ruff_text_size::Ranged;

use ruff_python_ast::visitor::source_order::{self, SourceOrderVisitor, TraversalSignal};
use ruff_python_parser::{Mode, ParseOptions, parse_expression, parse_module, parse_unchecked};
use ruff_text_size::TextRange;

use super::complaint::{Complaint, Problem, Token, complain};
use crate::base::diagnostic::{Diagnostic, DiagnosticKind};
use crate::base::limits::{MAX_SOURCE_BYTES, MAX_SYNTAX_DEPTH};
use crate::base::span::{LineIndex, Span};

/// Operators that nest to the right, in one logical line.
const MAX_RIGHT_NESTING: usize = 400;
/// Levels of the syntax tree the compiler follows.
const MAX_TREE_DEPTH: usize = 400;

/// A span of ours.
pub(super) fn span_of(range: TextRange) -> Span {
    Span { start: range.start().to_u32(), end: range.end().to_u32() }
}

/// Parses a module.
pub(super) fn parse(text: &str, lines: &LineIndex) -> Result<ast::ModModule, Diagnostic> {
    let refuse = |kind, message: String, hint: &str, span: Span| Diagnostic {
        kind,
        message,
        hint: hint.to_owned(),
        span,
        location: lines.location(span),
    };
    if text.len() > MAX_SOURCE_BYTES {
        let message = format!("the program is {} bytes long; at most {MAX_SOURCE_BYTES} are accepted", text.len());
        return Err(refuse(DiagnosticKind::TooLarge, message, "", Span::default()));
    }
    if let Some((at, message)) = too_deep(text) {
        let span = Span { start: at as u32, end: at as u32 + 1 };
        return Err(refuse(DiagnosticKind::TooLarge, message.to_owned(), "", span));
    }
    match parse_module(text) {
        Ok(parsed) => {
            let tree = parsed.into_syntax();
            let mut depth = Depth { depth: 0, too_deep: None };
            source_order::walk_body(&mut depth, &tree.body);
            match depth.too_deep {
                None => Ok(tree),
                Some(range) => {
                    // Dropping so deep a tree would recurse as deep: it is left behind instead.
                    std::mem::forget(tree);
                    let span = span_of(range);
                    Err(refuse(DiagnosticKind::TooLarge, "too many nested expressions".to_owned(), "", span))
                }
            }
        }
        Err(_) => {
            let (kind, message, span) = explain(text);
            let span = Span { start: boundary(text, span.start), end: boundary(text, span.end) };
            Err(refuse(kind, message, "", span))
        }
    }
}

/// The character that a byte belongs to.
fn boundary(text: &str, byte: u32) -> u32 {
    text.floor_char_boundary(byte as usize) as u32
}

/// Parses a text that is known not to parse once more, with its tokens, for the words of the diagnostic.
fn explain(text: &str) -> Complaint {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let problems = parsed.errors().iter();
    let problems: Vec<Problem> =
        problems.map(|problem| Problem { error: problem.error.clone(), span: span_of(problem.location) }).collect();
    let is_shown = |kind| !matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline);
    let tokens = parsed.tokens().iter().filter(|token| is_shown(token.kind()));
    let tokens: Vec<Token> = tokens.map(|token| Token { kind: token.kind(), span: span_of(token.range()) }).collect();
    let complaint = complain(text, &problems, &tokens);
    // As with too deep trees: what was recovered may be deep.
    std::mem::forget(parsed);
    complaint
}

/// Whether a text is one expression, not too deep to be looked at.
pub(super) fn is_expression(text: &str) -> bool {
    too_deep(text).is_none()
        && parse_expression(&format!("({text}\n)")).is_ok()
        && !text.is_empty()
        && parse(text, &LineIndex::new(text)).is_ok_and(|module| matches!(module.body.as_slice(), [ast::Stmt::Expr(_)]))
}

/// The token after the longest run of tokens that is an expression.
pub(super) fn after_expression(text: &str) -> Span {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let tokens: Vec<Span> = parsed.tokens().iter().map(|token| span_of(token.range())).collect();
    let ends = tokens.iter().enumerate().rev();
    let found =
        ends.into_iter().find(|(_, token)| is_expression(text.get(..token.start as usize).unwrap_or("").trim()));
    let end = text.len() as u32;
    match found {
        Some((_, token)) => *token,
        None => tokens.first().copied().filter(|token| token.end > token.start).unwrap_or(Span { start: end, end }),
    }
}

/// Parses one expression; nothing when it is none.
pub(super) fn expression(text: &str) -> Option<ast::Expr> {
    let parsed = parse_expression(text).or_else(|_| parse_expression(&format!("({text})"))).ok()?;
    Some(*parsed.into_syntax().body)
}

/// Parses a small text for its shape; nothing when it is not a module, or too deep.
pub(super) fn parse_quietly(text: &str) -> Option<ast::ModModule> {
    parse(text, &LineIndex::new(text)).ok()
}

struct Depth {
    depth: usize,
    too_deep: Option<TextRange>,
}

impl<'a> SourceOrderVisitor<'a> for Depth {
    fn enter_node(&mut self, node: ast::AnyNodeRef<'a>) -> TraversalSignal {
        self.depth += 1;
        if self.depth > MAX_TREE_DEPTH {
            self.too_deep = self.too_deep.or(Some(node.range()));
            return TraversalSignal::Skip;
        }
        TraversalSignal::Traverse
    }
    fn leave_node(&mut self, _node: ast::AnyNodeRef<'a>) {
        self.depth -= 1;
    }
}

/// A scan that knows strings and comments: brackets, indentation and right-nesting operators are counted.
fn too_deep(text: &str) -> Option<(usize, &'static str)> {
    let bytes = text.as_bytes();
    let (mut at, mut brackets, mut nesting) = (0, 0usize, 0usize);
    let mut line_start = true;
    let mut indents: Vec<usize> = vec![0];
    while at < bytes.len() {
        if line_start && brackets == 0 {
            let indent = bytes[at..].iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
            if !matches!(bytes.get(at + indent), None | Some(b'\n' | b'\r' | b'#')) {
                while indents.last().is_some_and(|&last| last > indent) {
                    indents.pop();
                }
                if indents.last() != Some(&indent) {
                    indents.push(indent);
                }
                if indents.len() > 100 {
                    return Some((at, "too many levels of indentation"));
                }
            }
            nesting = 0;
            line_start = false;
        }
        match bytes[at] {
            b'\n' => line_start = true,
            b'#' => at += bytes[at..].iter().position(|&b| b == b'\n').unwrap_or(bytes.len() - at) - 1,
            b'(' | b'[' | b'{' => {
                brackets += 1;
                if brackets > MAX_SYNTAX_DEPTH {
                    return Some((at, "too many nested parentheses"));
                }
            }
            b')' | b']' | b'}' => brackets = brackets.saturating_sub(1),
            b'\'' | b'"' => at = string_end(bytes, at) - 1,
            b'-' | b'+' | b'~' | b'*' => nesting += 1,
            b'a'..=b'z' if at == 0 || !is_word(bytes[at - 1]) => {
                let end = at + bytes[at..].iter().take_while(|&&b| is_word(b)).count();
                nesting += usize::from(matches!(&bytes[at..end], b"not" | b"lambda" | b"else" | b"await"));
                at = end - 1;
            }
            b',' | b';' => nesting = nesting.saturating_sub(nesting.min(8)),
            _ => {}
        }
        if nesting > MAX_RIGHT_NESTING {
            return Some((at, "too many nested operators"));
        }
        at += 1;
    }
    None
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80
}

/// One past the end of the string literal that starts at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote);
    let mut i = if triple { at + 3 } else { at + 1 };
    while i < bytes.len() {
        match bytes[i] {
            b'\\' => i += 1,
            b'\n' if !triple => return i,
            b if b == quote && !triple => return i + 1,
            b if b == quote && bytes[i..].starts_with(&[quote, quote, quote]) => return i + 3,
            _ => {}
        }
        i += 1;
    }
    bytes.len()
}

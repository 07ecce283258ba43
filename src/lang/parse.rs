//! The only file that names ruff: source text to syntax tree, and its complaints in Python's words.
//!
//! Knows nothing of scopes or code. Nesting is bounded before and after parsing, since both the parser and the compiler
//! recurse: a text that nests deeper than CPython itself allows is refused with a diagnostic.

pub(super) use ruff_python_ast as ast;
pub(super) use ruff_text_size::Ranged;

use ruff_python_ast::visitor::source_order::{self, SourceOrderVisitor, TraversalSignal};
use ruff_python_parser::{LexicalErrorType, ParseErrorType, parse_module};
use ruff_text_size::TextRange;

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
        Err(error) => {
            let span = span_of(error.location);
            let (kind, message) = words(&error.error, text, span);
            Err(refuse(kind, message, "", span))
        }
    }
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

/// CPython's words for the parser's complaint, where there are some.
fn words(error: &ParseErrorType, text: &str, span: Span) -> (DiagnosticKind, String) {
    let syntax = |message: String| (DiagnosticKind::SyntaxError, message);
    match error {
        ParseErrorType::UnexpectedIndentation => (DiagnosticKind::IndentationError, "unexpected indent".to_owned()),
        ParseErrorType::Lexical(lexical) => match lexical {
            LexicalErrorType::IndentationError => {
                (DiagnosticKind::IndentationError, "unindent does not match any outer indentation level".to_owned())
            }
            LexicalErrorType::UnclosedStringError => {
                let line = text[..(span.start as usize).min(text.len())].matches('\n').count() + 1;
                syntax(format!("unterminated string literal (detected at line {line})"))
            }
            LexicalErrorType::Eof => {
                syntax(unclosed(text).unwrap_or_else(|| "unexpected EOF while parsing".to_owned()))
            }
            LexicalErrorType::LineContinuationError => {
                syntax("unexpected character after line continuation character".to_owned())
            }
            other => syntax(lower_first(&other.to_string())),
        },
        ParseErrorType::OtherError(message) if message.starts_with("Expected an indented block") => {
            (DiagnosticKind::IndentationError, lower_first(message).replace('`', "'"))
        }
        ParseErrorType::ExpectedToken { expected, .. } => {
            let wanted = expected.to_string();
            match wanted.as_str() {
                "':'" => syntax("expected ':'".to_owned()),
                _ => syntax(unclosed(text).unwrap_or_else(|| "invalid syntax".to_owned())),
            }
        }
        ParseErrorType::ExpectedExpression | ParseErrorType::UnexpectedExpressionToken => {
            syntax(unclosed(text).unwrap_or_else(|| "invalid syntax".to_owned()))
        }
        ParseErrorType::SimpleStatementsOnSameLine | ParseErrorType::SimpleAndCompoundStatementOnSameLine => {
            syntax("invalid syntax".to_owned())
        }
        ParseErrorType::InvalidAssignmentTarget | ParseErrorType::InvalidDeleteTarget => {
            let shown = text.get(span.start as usize..span.end as usize).unwrap_or("");
            let what = target_name(shown);
            let verb = if matches!(error, ParseErrorType::InvalidDeleteTarget) { "delete" } else { "assign to" };
            let hint = if verb == "assign to" { " here. Maybe you meant '==' instead of '='?" } else { "" };
            syntax(format!("cannot {verb} {what}{hint}"))
        }
        ParseErrorType::PositionalAfterKeywordArgument => {
            syntax("positional argument follows keyword argument".to_owned())
        }
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            syntax("positional argument follows keyword argument unpacking".to_owned())
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => {
            syntax("parameter without a default follows parameter with a default".to_owned())
        }
        other => syntax(lower_first(&other.to_string())),
    }
}

fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().collect::<String>() + chars.as_str())
}

fn target_name(shown: &str) -> &'static str {
    match shown.trim() {
        "True" => "True",
        "False" => "False",
        "None" => "None",
        "..." => "ellipsis",
        text if text.starts_with(|c: char| c.is_ascii_digit() || c == '"' || c == '\'') => "literal",
        text if text.ends_with(')') && !text.starts_with('(') => "function call",
        text if text.starts_with("f\"") || text.starts_with("f'") => "f-string expression",
        _ => "expression",
    }
}

/// `'(' was never closed`, when that is so.
fn unclosed(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut open: Vec<u8> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at += bytes[at..].iter().position(|&b| b == b'\n').unwrap_or(bytes.len() - at) - 1,
            b'\'' | b'"' => at = string_end(bytes, at) - 1,
            b @ (b'(' | b'[' | b'{') => open.push(b),
            b')' | b']' | b'}' => {
                open.pop();
            }
            _ => {}
        }
        at += 1;
    }
    open.last().map(|&b| format!("'{}' was never closed", char::from(b)))
}

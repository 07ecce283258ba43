//! What is wrong with a token, in CPython's words: brackets, numbers, strings, characters.
//!
//! Source: `Parser/lexer/lexer.c` and `Parser/string_parser.c` of CPython 3.14. `complaint.rs` tells when it is said.

use super::complaint::{Complaint, Problem, Reader, from_to, invalid, lower_first, syntax};
use super::parse::{LexicalErrorType, ParseErrorType, StringErrorType, TokenKind};
use crate::base::diagnostic::DiagnosticKind;
use crate::base::span::Span;

/// What a scan of the brackets finds.
pub(super) struct Brackets {
    pub wrong: Option<Complaint>,
    /// The innermost one that is open at the end.
    pub open: Option<Span>,
}

impl Reader<'_> {
    pub(super) fn bad_bracket(&self) -> Brackets {
        let mut open: Vec<Span> = Vec::new();
        for token in self.tokens {
            match token.kind {
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => open.push(token.span),
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                    let closing = self.shown(token.span);
                    let Some(opening) = open.pop() else {
                        let wrong = Some(syntax(format!("unmatched '{closing}'"), token.span));
                        return Brackets { wrong, open: None };
                    };
                    let shown = self.shown(opening);
                    if !matches!((shown, closing), ("(", ")") | ("[", "]") | ("{", "}")) {
                        let mut text =
                            format!("closing parenthesis '{closing}' does not match opening parenthesis '{shown}'");
                        if self.line(opening.start) != self.line(token.span.start) {
                            text += &format!(" on line {}", self.line(opening.start));
                        }
                        return Brackets { wrong: Some(syntax(text, token.span)), open: None };
                    }
                }
                _ => {}
            }
        }
        Brackets { wrong: None, open: open.pop() }
    }

    /// A number that runs into something that belongs to no number.
    pub(super) fn bad_number(&self) -> Option<Complaint> {
        const AFTER: [&str; 8] = ["and", "else", "for", "if", "in", "is", "not", "or"];
        let number = |kind| matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Complex);
        self.tokens.iter().enumerate().find_map(|(at, token)| {
            let shown = self.shown(token.span);
            if number(token.kind) && shown.len() > 1 && shown.starts_with('0') {
                let is_decimal = shown.bytes().all(|b| b.is_ascii_digit() || b == b'_');
                if is_decimal && shown.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
                    let text = "leading zeros in decimal integer literals are not permitted; \
                                use an 0o prefix for octal integers";
                    return Some(syntax(text, token.span));
                }
            }
            let next = self.tokens.get(at + 1).filter(|next| next.span.start == token.span.end)?;
            if !number(token.kind) {
                return None;
            }
            let follows = self.shown(next.span);
            let base = shown.get(..2).map(str::to_ascii_lowercase);
            let base = match base.as_deref() {
                Some("0x") => "hexadecimal",
                Some("0o") => "octal",
                Some("0b") => "binary",
                _ => "decimal",
            };
            let last = from_to(token.span.end.saturating_sub(1), token.span.end);
            match next.kind {
                TokenKind::Int if base != "decimal" => {
                    let digit = follows.chars().next()?;
                    let place = from_to(next.span.start, next.span.start + 1);
                    Some(syntax(format!("invalid digit '{digit}' in {base} literal"), place))
                }
                TokenKind::Name if follows.starts_with('_') => {
                    Some(syntax(format!("invalid {base} literal"), from_to(next.span.start, next.span.start + 1)))
                }
                kind if kind == TokenKind::Name || kind.is_keyword() => {
                    let allowed = AFTER.iter().any(|word| follows.starts_with(word));
                    (!allowed).then(|| syntax(format!("invalid {base} literal"), last))
                }
                _ => None,
            }
        })
    }

    /// Complaints about a token; nothing for those about the order of tokens.
    pub(super) fn lexical(&self, problem: &Problem) -> Option<Complaint> {
        let span = problem.span;
        let error = match &problem.error {
            ParseErrorType::Lexical(error) => error,
            ParseErrorType::FStringError(StringErrorType::UnclosedLbrace) if !self.shown(span).is_empty() => {
                return self
                    .begins_expression(self.at(span.start))
                    .then(|| self.two_expressions(span, self.at(span.start)));
            }
            ParseErrorType::FStringError(error) => return Some(self.in_string(error, span)),
            _ => return None,
        };
        Some(match error {
            LexicalErrorType::IndentationError => {
                let end = self.line_end(span.start);
                let text = "unindent does not match any outer indentation level";
                (DiagnosticKind::IndentationError, text.to_owned(), from_to(end, end))
            }
            LexicalErrorType::UnclosedStringError => self.unclosed_string(span, ""),
            LexicalErrorType::FStringError(error) => self.in_string(error, span),
            LexicalErrorType::UnrecognizedToken { tok } => self.strange(*tok, span),
            LexicalErrorType::LineContinuationError => {
                let place = from_to(span.start + 1, span.start + 1);
                syntax("unexpected character after line continuation character", place)
            }
            LexicalErrorType::Eof => syntax("unexpected EOF while parsing", span),
            LexicalErrorType::UnicodeError
            | LexicalErrorType::MissingUnicodeLbrace
            | LexicalErrorType::MissingUnicodeRbrace => self.escape(span),
            LexicalErrorType::OtherError(text) => self.number_text(text, span),
            other => syntax(lower_first(&other.to_string()), span),
        })
    }

    fn strange(&self, tok: char, span: Span) -> Complaint {
        match tok {
            '\0' => syntax("source code string cannot contain null bytes", span),
            tok if tok.is_ascii_graphic() => invalid(span),
            tok if tok.is_ascii() => syntax(format!("invalid non-printable character U+{:04X}", u32::from(tok)), span),
            tok if tok.is_control() || tok.is_whitespace() => {
                syntax(format!("invalid non-printable character U+{:04X}", u32::from(tok)), span)
            }
            tok => syntax(format!("invalid character '{tok}' (U+{:04X})", u32::from(tok)), span),
        }
    }

    fn unclosed_string(&self, span: Span, prefix: &str) -> Complaint {
        let opening = self.shown(span).trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let triple = opening.starts_with("\"\"\"") || opening.starts_with("'''");
        let (what, line) = if triple {
            ("unterminated triple-quoted", self.line(self.text.trim_end_matches('\n').len() as u32))
        } else {
            ("unterminated", self.line(span.start))
        };
        let place = from_to(span.start, span.start + 1);
        syntax(format!("{what} {prefix}string literal (detected at line {line})"), place)
    }

    pub(super) fn in_string(&self, error: &StringErrorType, span: Span) -> Complaint {
        match error {
            StringErrorType::UnclosedLbrace => syntax("f-string: expecting '}'", span),
            StringErrorType::SingleRbrace => syntax("f-string: single '}' is not allowed", span),
            StringErrorType::InvalidConversionFlag => match self.shown(span) {
                "" | "}" => syntax("f-string: missing conversion character", span),
                shown => {
                    let text = format!("f-string: invalid conversion character '{shown}': expected 's', 'r', or 'a'");
                    syntax(text, span)
                }
            },
            StringErrorType::UnterminatedString | StringErrorType::UnterminatedTripleQuotedString => {
                self.unclosed_string(span, "f-")
            }
            StringErrorType::LambdaWithoutParentheses => {
                syntax("f-string: lambda expressions are not allowed without parentheses", span)
            }
            other => syntax(format!("f-string: {other}").replace('`', "'"), span),
        }
    }

    fn escape(&self, span: Span) -> Complaint {
        let token = self.tokens.iter().rev().find(|token| token.span.start <= span.start);
        let literal = token.map_or(span, |token| token.span);
        let shown = self.shown(literal);
        let inside = shown.find(['\'', '"']).map_or("", |at| &shown[at + 1..]);
        let at = inside.find('\\').unwrap_or(0);
        let kind = inside[at..].chars().nth(1).unwrap_or('x');
        let n = inside[at..].chars().skip(2).take_while(char::is_ascii_hexdigit).count();
        let (end, reason) = match kind {
            'x' => (at + 1 + n, "truncated \\xXX escape"),
            'u' => (at + 1 + n, "truncated \\uXXXX escape"),
            'U' => (at + 1 + n, "truncated \\UXXXXXXXX escape"),
            _ => (inside[at..].find('}').map_or(at + 1, |end| at + end), "unknown Unicode character name"),
        };
        let text = format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {at}-{end}: {reason}");
        syntax(text, literal)
    }

    /// The lexer's own words about numbers.
    fn number_text(&self, text: &str, span: Span) -> Complaint {
        let shown = self.text.get(span.start as usize..).unwrap_or("");
        let base = match shown.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("0x") => "hexadecimal",
            Some("0o") => "octal",
            Some("0b") => "binary",
            _ if text.starts_with("Invalid decimal integer") => {
                let text = "leading zeros in decimal integer literals are not permitted; \
                            use an 0o prefix for octal integers";
                return syntax(text, span);
            }
            _ => "decimal",
        };
        match text.contains("nvalid") || text.contains("Empty") || text.contains("arse") {
            true => syntax(format!("invalid {base} literal"), from_to(span.start + 1, span.start + 2)),
            false => syntax(lower_first(text), span),
        }
    }
}

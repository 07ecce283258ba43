//! Syntax errors in CPython's words, at CPython's places.
//!
//! Source: the `invalid_…` rules of `Grammar/python.gram`, `Parser/pegen_errors.c` and `Parser/lexer/lexer.c` of CPython
//! 3.14. The parser we use finds the same errors but says them in its own way: here its complaint and the tokens around it
//! are turned into what CPython says. As there, what is wrong with a token goes before what is wrong with their order.

use super::parse::{self, LexicalErrorType, ParseErrorType, TokenKind, ast};
use crate::base::diagnostic::DiagnosticKind;
use crate::base::span::Span;

/// A token: comments and line ends inside brackets are left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// What the parser complained about, and where.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub error: ParseErrorType,
    pub span: Span,
}

/// Kind, message and place.
pub(super) type Complaint = (DiagnosticKind, String, Span);

/// What CPython would say about a text that does not parse.
pub(super) fn complain(text: &str, problems: &[Problem], tokens: &[Token]) -> Complaint {
    let reader = Reader { text, tokens };
    let Some(first) = problems.first() else { return invalid(Span::default()) };
    let bracket = reader.bad_bracket();
    let at_end = |problem: &Problem| matches!(problem.error, ParseErrorType::Lexical(LexicalErrorType::Eof));
    let told = problems.iter().filter(|problem| bracket.open.is_none() || !at_end(problem));
    let lexical = told.clone().find_map(|problem| reader.lexical(problem));
    let wrong_tokens = [bracket.wrong, reader.bad_number(), lexical];
    if let Some(wrong) = wrong_tokens.into_iter().flatten().min_by_key(|(_, _, span)| span.start) {
        return wrong;
    }
    if let Some(open) = bracket.open
        && (reader.line(first.span.start) > reader.line(open.start) || first.span.start as usize >= text.len())
    {
        return syntax(format!("'{}' was never closed", reader.shown(open)), open);
    }
    reader.grammatical(first)
}

pub(super) fn syntax(message: impl Into<String>, span: Span) -> Complaint {
    (DiagnosticKind::SyntaxError, message.into(), span)
}

pub(super) fn invalid(span: Span) -> Complaint {
    syntax("invalid syntax", span)
}

pub(super) fn from_to(start: u32, end: u32) -> Span {
    Span { start, end: end.max(start) }
}

/// A text and its tokens.
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl Reader<'_> {
    pub(super) fn shown(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
    pub(super) fn line(&self, offset: u32) -> usize {
        let before = self.text.as_bytes().get(..offset as usize).unwrap_or(self.text.as_bytes());
        before.iter().filter(|&&b| b == b'\n').count() + 1
    }
    pub(super) fn line_end(&self, offset: u32) -> u32 {
        let after = self.text.get(offset as usize..).unwrap_or("");
        offset + after.find('\n').unwrap_or(after.len()) as u32
    }
    /// Number of the first token at or after an offset.
    pub(super) fn at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < offset)
    }
    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::EndOfFile, |token| token.kind)
    }
    pub(super) fn span(&self, at: usize) -> Span {
        let end = self.text.len() as u32;
        self.tokens.get(at).map_or(from_to(end, end), |token| token.span)
    }

    // ---- the order of tokens ----

    fn grammatical(&self, problem: &Problem) -> Complaint {
        let span = problem.span;
        let at = self.at(span.start);
        match &problem.error {
            ParseErrorType::UnexpectedIndentation => {
                let line_start = self.text[..span.end as usize].rfind('\n').map_or(0, |at| at + 1) as u32;
                let rest = &self.text[line_start as usize..];
                let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                let place = line_start + (indent as u32).saturating_sub(1);
                (DiagnosticKind::IndentationError, "unexpected indent".to_owned(), from_to(place, place))
            }
            ParseErrorType::InvalidAssignmentTarget => self.bad_target(span),
            ParseErrorType::InvalidNamedAssignmentTarget => {
                syntax(format!("cannot use assignment expressions with {}", self.name_of(span)), span)
            }
            ParseErrorType::InvalidAnnotatedAssignmentTarget => syntax("illegal target for annotation", span),
            ParseErrorType::InvalidAugmentedAssignmentTarget => {
                syntax(format!("'{}' is an illegal expression for augmented assignment", self.name_of(span)), span)
            }
            ParseErrorType::InvalidDeleteTarget => syntax(format!("cannot delete {}", self.name_of(span)), span),
            ParseErrorType::FStringError(error) => self.in_string(error, span),
            ParseErrorType::ExpectedToken { expected, found } => self.expected(*expected, *found, span, at),
            ParseErrorType::ExpectedExpression => self.expected_expression(span, at),
            ParseErrorType::OtherError(text) => self.other(text, span, at),
            ParseErrorType::PositionalAfterKeywordArgument => {
                syntax("positional argument follows keyword argument", self.span(self.at(span.end)))
            }
            ParseErrorType::PositionalAfterKeywordUnpacking => {
                syntax("positional argument follows keyword argument unpacking", self.span(self.at(span.end)))
            }
            ParseErrorType::InvalidArgumentUnpackingOrder => {
                syntax("iterable argument unpacking follows keyword argument unpacking", span)
            }
            ParseErrorType::IterableUnpackingInComprehension => {
                syntax("iterable unpacking cannot be used in comprehension", span)
            }
            ParseErrorType::NonDefaultParamAfterDefaultParam => {
                syntax("parameter without a default follows parameter with a default", span)
            }
            ParseErrorType::ParamAfterVarKeywordParam => syntax("arguments cannot follow var-keyword argument", span),
            ParseErrorType::VarParameterWithDefault => {
                syntax("var-positional argument cannot have default value", span)
            }
            ParseErrorType::ExpectedKeywordParam => {
                let star = (0..=at).rev().find(|&at| self.kind(at) == TokenKind::Star);
                syntax("named arguments must follow bare *", star.map_or(span, |at| self.span(at)))
            }
            ParseErrorType::UnparenthesizedGeneratorExpression => {
                syntax("Generator expression must be parenthesized", span)
            }
            ParseErrorType::EmptyImportNames => match self.kind(at) {
                TokenKind::Newline | TokenKind::EndOfFile => {
                    syntax("Expected one or more names after 'import'", from_to(span.start, span.start))
                }
                _ => invalid(self.span(at)),
            },
            ParseErrorType::ExpectedImaginaryNumber => syntax("imaginary number required in complex literal", span),
            ParseErrorType::ExpectedRealNumber => syntax("real number required in complex literal", span),
            ParseErrorType::InvalidMatchPatternTarget => syntax("cannot use '_' as a target", span),
            ParseErrorType::SimpleStatementsOnSameLine
            | ParseErrorType::SimpleAndCompoundStatementOnSameLine
            | ParseErrorType::UnexpectedExpressionToken => self.two_expressions(span, at),
            ParseErrorType::InvalidStarredExpressionUsage if self.before(at) == TokenKind::Colon => {
                syntax("cannot use a starred expression in a dictionary value", span)
            }
            _ => invalid(span),
        }
    }

    fn before(&self, at: usize) -> TokenKind {
        at.checked_sub(1).map_or(TokenKind::Newline, |at| self.kind(at))
    }

    fn begins_statement(&self, at: usize) -> bool {
        use TokenKind as T;
        matches!(self.before(at), T::Newline | T::Indent | T::Dedent | T::Semi | T::Colon)
    }

    /// What kind of expression stands at a place.
    fn name_of(&self, span: Span) -> &'static str {
        parse::expression(self.shown(span)).map_or("expression", |expr| expression_name(&expr))
    }

    fn bad_target(&self, span: Span) -> Complaint {
        let name = self.name_of(span);
        let (first, after) = (self.at(span.start), self.at(span.end));
        let whole = self.begins_statement(first) && self.kind(after) == TokenKind::Equal;
        let once = (after + 1..self.tokens.len())
            .take_while(|&at| !matches!(self.kind(at), TokenKind::Newline | TokenKind::Semi))
            .all(|at| self.kind(at) != TokenKind::Equal);
        if name == "yield expression" && !self.shown(span).starts_with('(') && self.before(first) != TokenKind::Lpar {
            return syntax("assignment to yield expression not possible", span);
        }
        match whole && once && !matches!(name, "True" | "False" | "None" | "list" | "tuple" | "generator expression") {
            true => syntax(format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"), span),
            false => syntax(format!("cannot assign to {name}"), span),
        }
    }

    fn expected(&self, expected: TokenKind, found: TokenKind, span: Span, at: usize) -> Complaint {
        let here = from_to(span.start, span.end);
        if expected == TokenKind::Colon {
            let head = self.kind(self.line_head(at));
            let forced = matches!(head, TokenKind::Def | TokenKind::Try | TokenKind::Finally | TokenKind::Else);
            if found == TokenKind::Newline || forced && found != TokenKind::Equal {
                return syntax("expected ':'", here);
            }
            if self.in_dict_after_key(at) {
                let key = self.span(at.saturating_sub(1));
                return syntax("':' expected after dictionary key", from_to(key.end.saturating_sub(1), key.end));
            }
        }
        if expected == TokenKind::Else {
            let start = self.operand_start(self.condition(at));
            return syntax("expected 'else' after 'if' expression", from_to(self.span(start).start, span.start));
        }
        if expected == TokenKind::In && found != TokenKind::Equal {
            return invalid(here);
        }
        self.two_expressions(span, at)
    }

    /// The first token of the logical line of token `at`.
    fn line_head(&self, at: usize) -> usize {
        use TokenKind as T;
        let mut head = at.min(self.tokens.len());
        while head > 0 && !matches!(self.kind(head - 1), T::Newline | T::Indent | T::Dedent) {
            head -= 1;
        }
        head + usize::from(self.kind(head) == T::Async)
    }

    /// The `if` of a conditional expression whose `else` is missing at token `at`.
    fn condition(&self, at: usize) -> usize {
        (0..at).rev().find(|&at| self.kind(at) == TokenKind::If).unwrap_or(at)
    }

    fn in_dict_after_key(&self, at: usize) -> bool {
        let mut depth = 0;
        for at in (0..at).rev() {
            match self.kind(at) {
                TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth += 1,
                TokenKind::Lbrace if depth == 0 => return true,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace if depth == 0 => return false,
                TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth -= 1,
                _ => {}
            }
        }
        false
    }

    fn level(&self, at: usize) -> i32 {
        self.tokens[..at.min(self.tokens.len())].iter().fold(0, |level, token| match token.kind {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => level + 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => level - 1,
            _ => level,
        })
    }

    /// The first token of the operand that ends before token `at`: back to a bracket, comma, assignment or keyword.
    fn operand_start(&self, at: usize) -> usize {
        use TokenKind as T;
        let mut depth = 0;
        let mut start = at;
        while start > 0 {
            match self.kind(start - 1) {
                T::Rpar | T::Rsqb | T::Rbrace => depth += 1,
                T::Lpar | T::Lsqb | T::Lbrace if depth == 0 => break,
                T::Lpar | T::Lsqb | T::Lbrace => depth -= 1,
                T::And | T::Or | T::Not | T::In | T::Is | T::True | T::False | T::None | T::Await => {}
                T::Comma | T::Colon | T::Equal | T::ColonEqual | T::Semi | T::Newline | T::Indent | T::Dedent
                    if depth == 0 =>
                {
                    break;
                }
                kind if depth == 0 && kind.is_non_soft_keyword() => break,
                _ => {}
            }
            start -= 1;
        }
        start
    }

    pub(super) fn begins_expression(&self, at: usize) -> bool {
        use TokenKind as T;
        let kind = self.kind(at);
        matches!(
            kind,
            T::Name
                | T::Int
                | T::Float
                | T::Complex
                | T::String
                | T::FStringStart
                | T::True
                | T::False
                | T::None
                | T::Lambda
                | T::Lbrace
                | T::Ellipsis
                | T::Tilde
                | T::Not
        ) || kind.is_soft_keyword()
    }

    /// Two expressions side by side, or an `=` where an expression goes on: CPython guesses what was meant.
    pub(super) fn two_expressions(&self, span: Span, at: usize) -> Complaint {
        let here = if self.kind(at) == TokenKind::Newline { span } else { self.span(at) };
        let here = if here.start < span.start { span } else { here };
        if self.kind(at) == TokenKind::Equal {
            return self.misplaced_equal(at);
        }
        let start = self.operand_start(at);
        if start >= at || !self.begins_expression(at) {
            return invalid(here);
        }
        let first = self.shown(self.span(start));
        if start + 1 == at && self.begins_statement(start) && matches!(first, "print" | "exec") {
            let text = format!("Missing parentheses in call to '{first}'. Did you mean {first}(...)?");
            return syntax(text, from_to(self.span(start).start, self.line_end(span.start)));
        }
        let prefixed = self.kind(start) == TokenKind::Name
            && start + 1 == at
            && matches!(self.kind(at), TokenKind::String | TokenKind::FStringStart);
        let whole = parse::expression(self.shown(from_to(self.span(start).start, self.span(at - 1).end))).is_some();
        let declares = matches!(self.kind(self.line_head(at)), TokenKind::Def | TokenKind::Class);
        if self.level(at) > 0 && whole && !prefixed && !declares && !self.kind(start).is_soft_keyword() {
            return syntax(
                "invalid syntax. Perhaps you forgot a comma?",
                from_to(self.span(start).start, self.span(at).end),
            );
        }
        invalid(here)
    }

    fn misplaced_equal(&self, at: usize) -> Complaint {
        let start = self.operand_start(at);
        let operand = from_to(self.span(start).start, self.span(at.saturating_sub(1)).end);
        if start >= at || matches!(self.kind(at + 1), TokenKind::Newline | TokenKind::EndOfFile) {
            return invalid(self.span(at));
        }
        match parse::expression(self.shown(operand)) {
            Some(ast::Expr::Name(_)) => {
                let to = self.span(at + 1).end;
                let text = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                syntax(text, from_to(operand.start, to))
            }
            Some(expr) => match expression_name(&expr) {
                name @ ("True" | "False" | "None") => syntax(format!("cannot assign to {name}"), operand),
                "list" | "tuple" | "generator expression" => invalid(self.span(at)),
                name => syntax(format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"), operand),
            },
            None => invalid(self.span(at)),
        }
    }

    fn expected_expression(&self, span: Span, at: usize) -> Complaint {
        let in_string = |at: usize| at < self.tokens.len() && self.kind(at) == TokenKind::Rbrace;
        let before = at.checked_sub(2).map_or(TokenKind::Newline, |at| self.kind(at));
        if in_string(at) && matches!(before, TokenKind::FStringStart | TokenKind::FStringMiddle) {
            return syntax("f-string: valid expression required before '}'", self.span(at));
        }
        if self.kind(at) == TokenKind::FStringEnd {
            return syntax("f-string: expecting '}'", self.span(at));
        }
        if self.before(at) == TokenKind::Colon
            && matches!(self.kind(at), TokenKind::Rbrace | TokenKind::Comma)
            && self.in_dict_after_key(at)
        {
            let colon = self.span(at - 1);
            return syntax("expression expected after dictionary key and ':'", colon);
        }
        invalid(if self.kind(at) == TokenKind::Newline { span } else { self.span(at) })
    }

    /// The parser's complaints that have no name of their own.
    fn other(&self, text: &str, span: Span, at: usize) -> Complaint {
        if let Some(clause) = text.strip_prefix("Expected an indented block after ") {
            return self.no_block(clause, at, span);
        }
        match text {
            "Expected `except` or `finally` after `try` block" => {
                let place = self.tokens[..at.min(self.tokens.len())]
                    .iter()
                    .rfind(|token| token.kind == TokenKind::Newline)
                    .map_or(span, |token| token.span);
                syntax("expected 'except' or 'finally' block", place)
            }
            "Expected a parameter name" if self.kind(at) == TokenKind::Equal || self.next_is_equal(span) => {
                match self.name_of(span) {
                    name @ ("True" | "False" | "None") => {
                        syntax(format!("cannot assign to {name}"), from_to(span.start, span.end + 1))
                    }
                    _ => syntax("expression cannot contain assignment, perhaps you meant \"==\"?", span),
                }
            }
            "Only one '/' separator allowed" => syntax("/ may appear only once", span),
            "Only one '*' parameter allowed" | "Only one '*' separator allowed" => {
                syntax("* argument may appear only once", span)
            }
            "'/' parameter must appear before '*' parameter" => syntax("/ must be ahead of *", span),
            "Position-only parameter separator not allowed as first parameter" => {
                syntax("at least one argument must precede /", span)
            }
            "Cannot have both 'except' and 'except*' on the same 'try'" => {
                syntax("cannot have both 'except' and 'except*' on the same 'try'", span)
            }
            "Multiple exception types must be parenthesized when using `as`" => {
                syntax("multiple exception types must be parenthesized when using 'as'", span)
            }
            "Trailing comma not allowed" => {
                let newline = self.span(self.at(span.end));
                syntax(
                    "trailing comma not allowed without surrounding parentheses",
                    from_to(newline.start, newline.end),
                )
            }
            "Expected one or more exception types" => syntax("expected one or more exception types", span),
            "Only single target (not tuple) can be annotated" | "Only single target (not list) can be annotated" => {
                syntax(lower_first(text), span)
            }
            text if text.starts_with("Expected an element of or the end of") => self.two_expressions(span, at),
            text if text.starts_with("bytes literal cannot be mixed") || text.starts_with("Bytes literal cannot") => {
                syntax("cannot mix bytes and nonbytes literals", span)
            }
            "Unary '+' is not allowed as a literal pattern" => invalid(span),
            "Positional patterns cannot follow keyword patterns" => {
                syntax("positional patterns follow keyword patterns", span)
            }
            _ => self.two_expressions(span, at),
        }
    }

    fn next_is_equal(&self, span: Span) -> bool {
        self.kind(self.at(span.end)) == TokenKind::Equal
    }

    fn no_block(&self, clause: &str, at: usize, span: Span) -> Complaint {
        let what = match clause {
            "function definition" => "function definition".to_owned(),
            "`class` definition" => "class definition".to_owned(),
            other => other.replace('`', "'").replace(" clause", " statement").replace(" block", " statement"),
        };
        // The header is the logical line that ends before.
        let newline = (0..at).rev().find(|&at| self.kind(at) == TokenKind::Newline).unwrap_or(0);
        let line = self.line(self.span(self.line_head(newline)).start);
        let text = format!("expected an indented block after {what} on line {line}");
        (DiagnosticKind::IndentationError, text, span)
    }
}

pub(super) fn lower_first(message: &str) -> String {
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().collect::<String>() + chars.as_str())
}

/// CPython's name for a kind of expression (`_PyPegen_get_expr_name`).
pub(super) fn expression_name(expr: &ast::Expr) -> &'static str {
    use ast::Expr;
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(node) if node.id.as_str() == "__debug__" => "__debug__",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(node) => {
            if node.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        Expr::Slice(_) | Expr::IpyEscapeCommand(_) => "expression",
    }
}

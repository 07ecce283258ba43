//! What is wrong with a program's text, as CPython prints it.
//!
//! Source: `Lib/traceback.py` (`_format_syntax_error`) of CPython 3.14.

use crate::base::diagnostic::{Diagnostic, DiagnosticKind};

/// Writes diagnostics to stderr.
pub fn print(filename: &str, text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        super::say(format(filename, text, diagnostic).trim_end());
    }
}

/// File and line, the line with the range marked, the message; a hint below if there is one.
pub fn format(filename: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let (start, end) = (diagnostic.location.start, diagnostic.location.end);
    let name = match diagnostic.kind {
        DiagnosticKind::SyntaxError => "SyntaxError",
        DiagnosticKind::IndentationError => "IndentationError",
        DiagnosticKind::Unsupported => "not supported by Pylanes",
        DiagnosticKind::TooLarge => "too large for Pylanes",
    };
    let mut out = String::new();
    if start.line > 0 {
        out = format!("  File \"{filename}\", line {}\n", start.line);
        let line = text.lines().nth(start.line as usize - 1).unwrap_or("");
        out.push_str(&marked(line, start.col as usize, (end.line == start.line).then_some(end.col as usize)));
    }
    out.push_str(&format!("{name}: {}\n", diagnostic.message));
    if !diagnostic.hint.is_empty() {
        out.push_str(&format!("  {}\n", diagnostic.hint));
    }
    out
}

/// The line without its indentation, and marks below the bytes `start..end`.
fn marked(line: &str, start: usize, end: Option<usize>) -> String {
    let shown = line.trim_start().trim_end();
    let indent = line.len() - line.trim_start().len();
    let chars = |to: usize| {
        let to = (0..=to.min(line.len())).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
        line[indent.min(to)..to].chars().count()
    };
    let from = chars(start);
    let n_marks = end.map_or(shown.chars().count(), chars).saturating_sub(from).max(1);
    format!("    {shown}\n    {}{}\n", " ".repeat(from), "^".repeat(n_marks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::{LineCol, Location, Span};

    #[test]
    fn the_range_is_marked_below_the_line() {
        let at = |col| LineCol { line: 2, col };
        let diagnostic = Diagnostic {
            kind: DiagnosticKind::SyntaxError,
            message: "invalid syntax".to_owned(),
            hint: String::new(),
            span: Span::default(),
            location: Location { start: at(6), end: at(7) },
        };
        let expected = "  File \"prog.py\", line 2\n    x = = 1\n      ^\nSyntaxError: invalid syntax\n"
            .replace("      ^", "        ^");
        let text = "if 1:\n  x = = 1\n";
        assert_eq!(format("prog.py", text, &diagnostic), expected);
    }
}

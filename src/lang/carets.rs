//! The lines a traceback shows under a frame's `File` line: the source with its `~~~~^^^^` marks.
//!
//! Source: `StackSummary.format_frame_summary`, `_should_show_carets` and `_extract_caret_anchors_from_line_segment` in
//! `Lib/traceback.py` of CPython 3.14. Knows a text and a location in it, nothing of frames or exceptions. Columns are
//! bytes in a [`Location`] and characters here.

use super::parse::ast::{Expr, ModModule, Stmt};
use super::parse::{self, Ranged};
use crate::base::span::Location;

/// A place in the shown lines: line from 0, character from 0.
type Place = (usize, usize);

/// What of the marked stretch is the operator, or the brackets: from the first place, up to the second.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Anchors {
    left: Place,
    right: Place,
}

/// The rows under `File "…", line …, in …`, each indented by four spaces and ended by a newline. Empty when the location
/// has no line in the text or that line is blank.
pub fn excerpt(text: &str, location: Location) -> String {
    let first = location.start.line as usize;
    let last = (location.end.line as usize).max(first);
    if first == 0 {
        return String::new();
    }
    let original: Vec<&str> = text.split('\n').skip(first - 1).take(last - first + 1).map(str::trim_end).collect();
    let (Some(first_line), Some(last_line)) = (original.first(), original.last()) else { return String::new() };
    let margin = margin_of(original.iter().copied());
    let lines: Vec<Vec<char>> =
        original.iter().map(|line| line.get(margin..).unwrap_or("").chars().collect()).collect();
    if lines.iter().all(Vec::is_empty) {
        return String::new();
    }
    let dedent = first_line.chars().count() - lines[0].len();
    let start = char_offset(first_line, location.start.col).saturating_sub(dedent);
    let end = char_offset(last_line, location.end.col).saturating_sub(dedent);
    let rows = Excerpt::new(lines, start, end).rows();
    let margin = margin_of(rows.iter().map(String::as_str));
    rows.iter().fold(String::new(), |out, row| {
        let row = if row.trim().is_empty() { "" } else { row.get(margin..).unwrap_or("") };
        out + "    " + row + "\n"
    })
}

/// How many leading blanks all lines that are not blank share (they are one byte each).
fn margin_of<'a>(lines: impl Iterator<Item = &'a str>) -> usize {
    let mut shared: Option<&str> = None;
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let blanks = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        shared = Some(match shared {
            None => blanks,
            Some(before) => {
                let same = before.bytes().zip(blanks.bytes()).take_while(|(a, b)| a == b).count();
                &before[..same]
            }
        });
    }
    shared.map_or(0, str::len)
}

fn char_offset(line: &str, byte: u32) -> usize {
    let mut byte = (byte as usize).min(line.len());
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    line[..byte].chars().count()
}

/// The dedented lines, and which stretch of them is meant: from `start` in the first to `end` in the last.
struct Excerpt {
    lines: Vec<Vec<char>>,
    start: usize,
    end: usize,
    anchors: Option<Anchors>,
    shows_carets: bool,
}

impl Excerpt {
    fn new(lines: Vec<Vec<char>>, start: usize, end: usize) -> Self {
        let mut this = Excerpt { lines, start, end, anchors: None, shows_carets: false };
        this.anchors = anchors_of(&this.segment());
        this.shows_carets = this.should_show();
        if let Some(anchors) = &mut this.anchors {
            // They count from the start of the stretch.
            for place in [&mut anchors.left, &mut anchors.right] {
                place.1 += if place.0 == 0 { start } else { 0 };
            }
        }
        this
    }

    fn last(&self) -> usize {
        self.lines.len() - 1
    }

    /// The text of the stretch.
    fn segment(&self) -> String {
        let mut lines = self.lines.clone();
        let last = self.last();
        lines[last].truncate(self.end);
        let before = self.start.min(lines[0].len());
        lines[0].drain(..before);
        lines.iter().map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    }

    /// No marks where they would say nothing: the whole line, or a plain call that is all the statement does.
    fn should_show(&self) -> bool {
        let text = self.lines.iter().map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n");
        if let Some(module) = parse::parse_quietly(&text) {
            let Some(call) = module.body.first().map(plain_call) else { return false };
            if let Some(call) = call {
                let span = parse::span_of(call.range());
                let begin = (0, self.start);
                let finish = (self.last(), self.end);
                if place_of(&text, span.start as usize) == begin && place_of(&text, span.end as usize) == finish {
                    return false;
                }
            }
        }
        let blank = |chars: &[char]| chars.iter().all(|c| c.is_whitespace());
        let (first, last) = (&self.lines[0], &self.lines[self.last()]);
        self.anchors.is_some()
            || !blank(&first[..self.start.min(first.len())])
            || !blank(&last[self.end.min(last.len())..])
    }

    /// The first and the last line, and those around the anchors; what lies between is counted.
    fn rows(&self) -> Vec<String> {
        let mut shown = vec![0, self.last()];
        for (line, _) in self.anchors.iter().flat_map(|anchors| [anchors.left, anchors.right]) {
            shown.extend(line.saturating_sub(1)..=line + 1);
        }
        shown.retain(|&line| line <= self.last());
        shown.sort_unstable();
        shown.dedup();
        let mut rows = Vec::new();
        let mut before = None;
        for line in shown {
            match before.map_or(1, |before| line - before) {
                2 => self.push_line(line - 1, &mut rows),
                gap if gap > 2 => rows.push(format!("...<{} lines>...", gap - 1)),
                _ => {}
            }
            self.push_line(line, &mut rows);
            before = Some(line);
        }
        rows
    }

    fn push_line(&self, at: usize, rows: &mut Vec<String>) {
        let line = &self.lines[at];
        rows.push(line.iter().collect());
        if !self.shows_carets {
            return;
        }
        let indent = line.iter().take_while(|c| c.is_whitespace()).count();
        let n = if at == self.last() { width(line, self.end) } else { width(line, line.len()) };
        let begin = if at == 0 { width(line, self.start) } else { 0 };
        let inside = |col: usize| {
            self.anchors.is_some_and(|Anchors { left, right }| {
                let after_left = at > left.0 || at == left.0 && col >= width(&self.lines[left.0], left.1);
                let before_right = at < right.0 || at == right.0 && col < width(&self.lines[right.0], right.1);
                after_left && before_right
            })
        };
        let around = if self.anchors.is_some() { '~' } else { '^' };
        let mark = |col: usize| match col {
            col if col < indent || col < begin => ' ',
            col if inside(col) => '^',
            _ => around,
        };
        rows.push((0..n).map(mark).collect());
    }
}

/// The call that is all of `return f(…)` or `x = f(…)`.
fn plain_call(stmt: &Stmt) -> Option<&Expr> {
    match stmt {
        Stmt::Return(node) => match node.value.as_deref() {
            Some(value @ Expr::Call(call)) if matches!(*call.func, Expr::Name(_)) => Some(value),
            _ => None,
        },
        Stmt::Assign(node) => match (&node.targets[..], &*node.value) {
            ([Expr::Name(_)], value @ Expr::Call(_)) => Some(value),
            _ => None,
        },
        _ => None,
    }
}

/// Line and character of a byte of `text`.
fn place_of(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count(), before[line_start..].chars().count())
}

/// Where the operator of a binary operation is, or the brackets of a call or subscript; none for anything else.
fn anchors_of(segment: &str) -> Option<Anchors> {
    const BEFORE: &str = "(\n";
    let module: ModModule = parse::parse_quietly(&format!("{BEFORE}{segment}\n)"))?;
    let [Stmt::Expr(statement)] = &module.body[..] else { return None };
    let lines: Vec<Vec<char>> = segment.split('\n').map(|line| line.chars().collect()).collect();
    let place = |byte: u32| place_of(segment, (byte as usize).saturating_sub(BEFORE.len()));
    let end_of = |expr: &Expr| place(parse::span_of(expr.range()).end);
    match &*statement.value {
        Expr::BinOp(node) => {
            let (line, col) = find(&lines, end_of(&node.left), |c| !c.is_whitespace() && c != ')')?;
            let next = lines[line].get(col + 1).copied();
            let before_right = (line, col + 1) < place(parse::span_of(node.right.range()).start);
            let two = before_right && next.is_some_and(|c| !c.is_whitespace() && !matches!(c, '\\' | '#'));
            Some(Anchors { left: (line, col), right: (line, col + 1 + usize::from(two)) })
        }
        Expr::Subscript(node) => {
            let left = find(&lines, end_of(&node.value), |c| c == '[')?;
            Some(Anchors { left, right: end_of(&statement.value) })
        }
        Expr::Call(node) => {
            let left = find(&lines, end_of(&node.func), |c| c == '(')?;
            Some(Anchors { left, right: end_of(&statement.value) })
        }
        _ => None,
    }
}

/// The first character from `at` on that is wanted; comments and joined line ends are passed over.
fn find(lines: &[Vec<char>], at: Place, wanted: impl Fn(char) -> bool) -> Option<Place> {
    let (mut line, mut col) = at;
    while line < lines.len() {
        match lines[line].get(col) {
            None | Some('\\' | '#') => (line, col) = (line + 1, 0),
            Some(&c) if wanted(c) => return Some((line, col)),
            Some(_) => col += 1,
        }
    }
    None
}

/// Columns the first `n` characters take on a terminal.
fn width(line: &[char], n: usize) -> usize {
    let inside = n.min(line.len());
    // Past the end of the line there is nothing wide.
    line[..inside].iter().map(|&c| if is_wide(c) { 2 } else { 1 }).sum::<usize>()
}

/// Wide and full-width characters (Unicode's East Asian Width W and F), by their blocks.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115F | 0x231A..=0x231B | 0x2329..=0x232A | 0x23E9..=0x23EC | 0x23F0 | 0x23F3 | 0x25FD..=0x25FE
        | 0x2614..=0x2615 | 0x2648..=0x2653 | 0x267F | 0x2693 | 0x26A1 | 0x26AA..=0x26AB | 0x26BD..=0x26BE
        | 0x26C4..=0x26C5 | 0x26CE | 0x26D4 | 0x26EA | 0x26F2..=0x26F3 | 0x26F5 | 0x26FA | 0x26FD | 0x2705
        | 0x270A..=0x270B | 0x2728 | 0x274C | 0x274E | 0x2753..=0x2755 | 0x2757 | 0x2795..=0x2797 | 0x27B0 | 0x27BF
        | 0x2B1B..=0x2B1C | 0x2B50 | 0x2B55 | 0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0xA4CF
        | 0xA960..=0xA97F | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F | 0xFF01..=0xFF60
        | 0xFFE0..=0xFFE6 | 0x16FE0..=0x18CFF | 0x1AFF0..=0x1B2FF | 0x1F004 | 0x1F0CF | 0x1F18E | 0x1F191..=0x1F19A
        | 0x1F200..=0x1F320 | 0x1F32D..=0x1F335 | 0x1F337..=0x1F37C | 0x1F37E..=0x1F393 | 0x1F3A0..=0x1F3CA
        | 0x1F3CF..=0x1F3D3 | 0x1F3E0..=0x1F3F0 | 0x1F3F4 | 0x1F3F8..=0x1F43E | 0x1F440 | 0x1F442..=0x1F4FC
        | 0x1F4FF..=0x1F53D | 0x1F54B..=0x1F54E | 0x1F550..=0x1F567 | 0x1F57A | 0x1F595..=0x1F596 | 0x1F5A4
        | 0x1F5FB..=0x1F64F | 0x1F680..=0x1F6C5 | 0x1F6CC | 0x1F6D0..=0x1F6D2 | 0x1F6D5..=0x1F6D7
        | 0x1F6DC..=0x1F6DF | 0x1F6EB..=0x1F6EC | 0x1F6F4..=0x1F6FC | 0x1F7E0..=0x1F7EB | 0x1F7F0
        | 0x1F90C..=0x1F93A | 0x1F93C..=0x1F945 | 0x1F947..=0x1F9FF | 0x1FA70..=0x1FAFF | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::excerpt;
    use crate::base::span::{LineCol, Location};

    /// The excerpt for the stretch of `text` that reads `part`.
    fn shown(text: &str, part: &str) -> String {
        let place = |byte: usize| {
            let line_start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
            LineCol { line: text[..byte].matches('\n').count() as u32 + 1, col: (byte - line_start) as u32 }
        };
        let start = text.find(part).expect("the part is in the text");
        excerpt(text, Location { start: place(start), end: place(start + part.len()) })
    }

    #[test]
    fn an_operator_is_marked_between_its_operands() {
        assert_eq!(shown("x = 1\n    return a // (b)\n", "a // (b)"), "    return a // (b)\n           ~~^^~~~~\n");
    }

    #[test]
    fn brackets_of_calls_and_subscripts_are_marked() {
        assert_eq!(shown("y = d['k'] + 1\n", "d['k']"), "    y = d['k'] + 1\n        ~^^^^^\n");
        assert_eq!(shown("print(f(1))\n", "f(1)"), "    print(f(1))\n          ~^^^\n");
        assert_eq!(shown("f(1)\n", "f(1)"), "    f(1)\n    ~^^^\n");
    }

    #[test]
    fn a_call_that_is_all_a_statement_does_is_not_marked() {
        assert_eq!(shown("    return f(1)\n", "f(1)"), "    return f(1)\n");
        assert_eq!(shown("x = o.f(1)\n", "o.f(1)"), "    x = o.f(1)\n");
        assert_eq!(shown("    return o.f(1)\n", "o.f(1)"), "    return o.f(1)\n           ~~~^^^\n");
    }

    #[test]
    fn other_parts_of_a_line_get_carets_and_whole_lines_none() {
        assert_eq!(shown("print(a.b)\n", "a.b"), "    print(a.b)\n          ^^^\n");
        assert_eq!(shown("    raise X\n", "raise X"), "    raise X\n");
    }

    #[test]
    fn many_lines_are_cut_to_the_significant_ones() {
        let text = "r = f(\n    1,\n    2,\n    3,\n    g,\n)\nz = 1\n";
        assert_eq!(
            shown(text, "f(\n    1,\n    2,\n    3,\n    g,\n)"),
            "    r = f(\n        1,\n    ...<2 lines>...\n        g,\n    )\n"
        );
        let text = "(a +\n   b)\n";
        assert_eq!(shown(text, "a +\n   b"), "    (a +\n     ~~^\n       b)\n       ~\n");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(shown("f('漢', a.b)\n", "a.b"), "    f('漢', a.b)\n            ^^^\n");
    }

    #[test]
    fn no_location_makes_it_panic() {
        for line in 0..4 {
            for (start, end) in [(0, 0), (0, 99), (99, 3), (2, 1)] {
                let at = |line, col| LineCol { line, col };
                let _ = excerpt("é = (\n漢\n", Location { start: at(line, start), end: at(line + start % 3, end) });
            }
        }
    }
}

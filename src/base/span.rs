//! Places in a source text.

use serde::{Deserialize, Serialize};

/// A stretch of a source text: byte offsets, `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A position a person reads: line from 1, column from 0 in UTF-8 bytes as CPython's `ast` counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct LineCol {
    pub line: u32,
    pub col: u32,
}

/// A stretch of a source text by lines and columns.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Location {
    pub start: LineCol,
    pub end: LineCol,
}

/// Where the lines of one text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1);
        Self { starts: std::iter::once(0).chain(breaks).collect() }
    }
    /// The line (from 1) and column (from 0) of a byte offset.
    pub fn line_col(&self, offset: u32) -> LineCol {
        let line = self.starts.partition_point(|&start| start <= offset);
        LineCol { line: line as u32, col: offset - self.starts[line - 1] }
    }
    /// The byte offset of a place; that of the last line's start when there is no such line.
    pub fn offset(&self, place: LineCol) -> u32 {
        let line = (place.line.max(1) as usize - 1).min(self.starts.len() - 1);
        self.starts[line] + place.col
    }
    pub fn location(&self, span: Span) -> Location {
        Location { start: self.line_col(span.start), end: self.line_col(span.end) }
    }
    pub fn n_lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_and_columns_from_zero() {
        let index = LineIndex::new("a = 1\nbb = 2\n");
        assert_eq!(index.line_col(0), LineCol { line: 1, col: 0 });
        assert_eq!(index.line_col(5), LineCol { line: 1, col: 5 });
        assert_eq!(index.line_col(6), LineCol { line: 2, col: 0 });
        assert_eq!(index.line_col(13), LineCol { line: 3, col: 0 });
    }
}

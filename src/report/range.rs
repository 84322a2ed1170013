//! Places for programs: byte offset, line and column, UTF-16 column, at both ends.

use crate::text::{LineIndex, Span};
use serde::Serialize;

/// One end of a range.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Point {
    /// Byte offset in the text, from 0.
    pub offset: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Column in UTF-16 code units, from 1.
    pub utf16_column: u32,
}

/// A piece of a text; `end` is where the first character after it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Range {
    /// Its first character.
    pub start: Point,
    /// What follows it.
    pub end: Point,
}

/// Makes ranges of one text.
#[derive(Debug)]
pub struct Ranges<'t> {
    text: &'t str,
    lines: LineIndex,
}

impl<'t> Ranges<'t> {
    /// For that text.
    ///
    /// ```
    /// use attrflow::{report::Ranges, text::Span};
    /// let range = Ranges::new("a\nbc").range(Span::new(2, 4));
    /// assert_eq!((range.start.line, range.end.column), (2, 3));
    /// ```
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            lines: LineIndex::new(text),
        }
    }

    /// Where a span of the text, in bytes, is.
    ///
    /// ```
    /// use attrflow::{report::Ranges, text::Span};
    /// let end = Ranges::new("é𝄞b").range(Span::new(0, 6)).end;
    /// assert_eq!((end.offset, end.column, end.utf16_column), (6, 3, 4));
    /// ```
    pub fn range(&self, span: Span) -> Range {
        Range {
            start: self.point(span.start),
            end: self.point(span.end),
        }
    }

    fn point(&self, offset: u32) -> Point {
        let at = self.lines.position(self.text, offset as usize);
        Point {
            offset,
            line: at.line,
            column: at.column,
            utf16_column: at.utf16,
        }
    }
}

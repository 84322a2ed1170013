//! Byte offsets to lines and columns, in the three countings that tools want.

/// A place in a text, as people and tools count it; all numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// Line, counted by `\n`.
    pub line: u32,
    /// Column in characters (Unicode scalar values).
    pub column: u32,
    /// Column in UTF-16 code units, as SARIF's default and language servers count.
    pub utf16: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the text once.
    ///
    /// ```
    /// use attrflow::text::LineIndex;
    /// let text = "one\ntwö x";
    /// let at = LineIndex::new(text).position(text, 9);
    /// assert_eq!((at.line, at.column, at.utf16), (2, 5, 5));
    /// ```
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
        }
    }

    /// The place, counted from 1, of a byte offset of the same text; an offset inside a character or past the end
    /// is taken as the nearest character boundary before it.
    ///
    /// ```
    /// use attrflow::text::LineIndex;
    /// assert_eq!(LineIndex::new("").position("", 7).line, 1);
    /// ```
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = text.get(start..offset).unwrap_or_default();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).saturating_add(1);
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: count(before.chars().count()),
            utf16: count(before.encode_utf16().count()),
        }
    }

    /// Number of lines, parted by `\n`; a text without a line break has one.
    ///
    /// ```
    /// use attrflow::text::LineIndex;
    /// assert_eq!(LineIndex::new("a\nb").lines(), 2);
    /// ```
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

//! Splits CSV into cells that are borrowed from the text. Takes what the `csv` crate takes, the same way;
//! it must not know what the cells mean.

use super::records::next_quote;
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The cells of a text, from the beginning of a record on.
pub(super) struct Cells<'t> {
    text: &'t str,
    pub(super) at: usize,
    delimiter: u8,
    /// Whether a cell in quotes was met, which may hold line breaks.
    pub(super) quotes: bool,
    /// Whether the text ended inside quotes.
    pub(super) unclosed: bool,
}

/// A cell, and whether the record ends behind it.
pub(super) struct Cell<'v> {
    pub(super) text: &'v str,
    pub(super) last: bool,
}

impl<'t> Cells<'t> {
    pub(super) fn new(text: &'t str, delimiter: u8) -> Self {
        Self {
            text,
            at: 0,
            delimiter,
            quotes: false,
            unclosed: false,
        }
    }

    /// The next cell.
    #[inline]
    pub(super) fn next<'v>(&mut self, arena: &'v Bump) -> Cell<'v>
    where
        't: 'v,
    {
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            return self.quoted(arena);
        }
        let start = self.at;
        let end = self.plain_end(start);
        Cell {
            text: self.text.get(start..end).unwrap_or_default(),
            last: self.pass(end),
        }
    }

    /// A cell in quotes; what stands between the closing quote and the end of the cell belongs to it.
    fn quoted<'v>(&mut self, arena: &'v Bump) -> Cell<'v>
    where
        't: 'v,
    {
        self.quotes = true;
        let text = self.text;
        let mut from = self.at + 1;
        let mut pieces = ArenaString::new_in(arena);
        loop {
            let Some(quote) = next_quote(text.as_bytes(), from) else {
                self.unclosed = true;
                self.at = text.len();
                pieces.push_str(text.get(from..).unwrap_or_default());
                return Cell {
                    text: pieces.into_bump_str(),
                    last: true,
                };
            };
            if text.as_bytes().get(quote + 1) == Some(&b'"') {
                pieces.push_str(text.get(from..=quote).unwrap_or_default());
                from = quote + 2;
                continue;
            }
            let end = self.plain_end(quote + 1);
            let last = self.pass(end);
            let inner = text.get(from..quote).unwrap_or_default();
            if pieces.is_empty() && end == quote + 1 {
                return Cell { text: inner, last };
            }
            pieces.push_str(inner);
            pieces.push_str(text.get(quote + 1..end).unwrap_or_default());
            return Cell {
                text: pieces.into_bump_str(),
                last,
            };
        }
    }

    /// Passes over what ends a cell; whether the record ends with it.
    #[inline(always)]
    fn pass(&mut self, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let (passed, last) = match bytes.get(end) {
            Some(byte) if *byte == self.delimiter => (1, false),
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => (2, true),
            Some(_) => (1, true),
            None => (0, true),
        };
        self.at = end + passed;
        last
    }

    /// The first delimiter or line break, or the end.
    #[inline(always)]
    fn plain_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let delimiters = LOW * u64::from(self.delimiter);
        while let Some(word) = bytes
            .get(at..at + 8)
            .and_then(|eight| <[u8; 8]>::try_from(eight).ok())
        {
            let word = u64::from_le_bytes(word);
            let found = (is_zero(word ^ delimiters)
                | is_zero(word ^ (LOW * 0x0A))
                | is_zero(word ^ (LOW * 0x0D)))
                & HIGH;
            if found != 0 {
                return at + (found.trailing_zeros() / 8) as usize;
            }
            at += 8;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let found = rest
            .iter()
            .position(|byte| *byte == self.delimiter || matches!(byte, b'\n' | b'\r'));
        at + found.unwrap_or(rest.len())
    }
}

/// The high bits of the bytes that are zero; bytes after the first of them may be marked wrongly.
#[inline(always)]
fn is_zero(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word
}

//! Byte offsets to UTF-16 offsets and back.

use super::Span;

/// The UTF-16 offsets of one text, as JavaScript and language servers count.
#[derive(Clone, Debug)]
pub struct Units<'t> {
    text: &'t str,
    /// For each byte how many units stand before its character; `None` where every byte is a unit.
    before: Option<Vec<u32>>,
}

impl<'t> Units<'t> {
    /// Reads the text once.
    ///
    /// ```
    /// use attrflow::text::Units;
    /// let units = Units::new("é𝄞b");
    /// assert_eq!((units.unit(6), units.byte(3)), (3, 6));
    /// ```
    pub fn new(text: &'t str) -> Self {
        let before = (!text.is_ascii()).then(|| {
            let mut count = 0;
            let mut before = Vec::with_capacity(text.len() + 1);
            for letter in text.chars() {
                before.resize(before.len() + letter.len_utf8(), count);
                count += if letter.len_utf16() == 2 { 2 } else { 1 };
            }
            before.push(count);
            before
        });
        Self { text, before }
    }

    /// The UTF-16 offset of a byte offset; one inside a character is taken as its beginning, one past the
    /// end as the end.
    ///
    /// ```
    /// assert_eq!(attrflow::text::Units::new("é").unit(99), 1);
    /// ```
    pub fn unit(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        match &self.before {
            None => u32::try_from(byte).unwrap_or(u32::MAX),
            Some(before) => before.get(byte).copied().unwrap_or_default(),
        }
    }

    /// The byte offset of a UTF-16 offset; one inside a pair is taken as its beginning, one past the end
    /// as the end.
    ///
    /// ```
    /// assert_eq!(attrflow::text::Units::new("𝄞").byte(1), 0);
    /// ```
    pub fn byte(&self, unit: u32) -> usize {
        match &self.before {
            None => (unit as usize).min(self.text.len()),
            Some(before) => {
                let behind = before.partition_point(|count| *count <= unit);
                self.text.floor_char_boundary(behind.saturating_sub(1))
            }
        }
    }

    /// Where a span begins and ends, in UTF-16 units.
    ///
    /// ```
    /// use attrflow::text::{Span, Units};
    /// assert_eq!(Units::new("é[a]").span(Span::new(2, 5)), (1, 4));
    /// ```
    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.unit(span.start as usize), self.unit(span.end as usize))
    }
}

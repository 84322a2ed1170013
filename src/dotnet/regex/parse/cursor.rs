//! The pattern as UTF-16 units, each with its place in the text.

/// Walks over the units of a pattern.
pub struct Cursor {
    units: Vec<(u16, usize)>,
    length: usize,
    position: usize,
}

impl Cursor {
    pub fn new(pattern: &str) -> Self {
        let mut units = Vec::with_capacity(pattern.len());
        for (offset, c) in pattern.char_indices() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                units.push((*unit, offset));
            }
        }
        Self {
            units,
            length: pattern.len(),
            position: 0,
        }
    }

    pub fn position(&self) -> usize {
        self.position
    }

    pub fn set_position(&mut self, position: usize) {
        self.position = position;
    }

    /// The byte offset of the unit at `position`.
    pub fn offset(&self, position: usize) -> usize {
        self.units.get(position).map_or(self.length, |unit| unit.1)
    }

    pub fn peek(&self) -> Option<u16> {
        self.peek_at(0)
    }

    pub fn peek_at(&self, ahead: usize) -> Option<u16> {
        self.units.get(self.position + ahead).map(|unit| unit.0)
    }

    pub fn next(&mut self) -> Option<u16> {
        let unit = self.peek()?;
        self.position += 1;
        Some(unit)
    }

    pub fn skip(&mut self, count: usize) {
        self.position = (self.position + count).min(self.units.len());
    }

    pub fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte.into());
        self.position += usize::from(there);
        there
    }

    pub fn starts_with(&self, bytes: &[u8]) -> bool {
        (0..)
            .zip(bytes)
            .all(|(ahead, byte)| self.peek_at(ahead) == Some(u16::from(*byte)))
    }
}

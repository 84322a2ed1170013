//! Copies a text into a buffer with some of its characters replaced, or not at all.

use std::fmt::Write;

/// Writes nothing until the first replacement that differs from what it replaces.
pub(super) struct Rewrite<'s, 'o, W> {
    source: &'s str,
    out: &'o mut W,
    copied: usize,
    changed: bool,
}

impl<'s, 'o, W: Write> Rewrite<'s, 'o, W> {
    pub(super) fn new(source: &'s str, out: &'o mut W) -> Self {
        Self {
            source,
            out,
            copied: 0,
            changed: false,
        }
    }

    /// Replaces the character `old`, which stands at byte `at`.
    pub(super) fn put(&mut self, at: usize, old: char, new: char) {
        if old != new {
            self.replace(at, old.len_utf8(), new.encode_utf8(&mut [0; 4]));
        }
    }

    /// Replaces `len` bytes from byte `at`.
    pub(super) fn replace(&mut self, at: usize, len: usize, new: &str) {
        self.write(self.source.get(self.copied..at));
        self.write(Some(new));
        self.copied = at + len;
        self.changed = true;
    }

    /// Copies the rest where anything was replaced, and tells whether it was.
    pub(super) fn finish(mut self) -> bool {
        if self.changed {
            self.write(self.source.get(self.copied..));
        }
        self.changed
    }

    fn write(&mut self, piece: Option<&str>) {
        let _ = self.out.write_str(piece.unwrap_or_default());
    }
}

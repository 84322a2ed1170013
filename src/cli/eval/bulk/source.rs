//! The users' file, handed out in chunks of whole lines.

use std::io::Read;

/// Bytes that are read at once.
pub(super) const CHUNK: usize = 1 << 19;

/// The input, handed out in chunks of whole lines.
pub(super) struct Source {
    input: Box<dyn Read + Send>,
    /// The beginning of a line whose end is not read yet.
    carry: Vec<u8>,
    /// Number of the next chunk's first line.
    line: usize,
    /// Number of the next chunk.
    number: u64,
    done: bool,
}

/// One piece of the input.
pub(super) struct Chunk {
    /// Its number.
    pub(super) number: u64,
    /// The number of its first line.
    pub(super) line: usize,
}

impl Source {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Self {
            input,
            carry: Vec::new(),
            line: 1,
            number: 0,
            done: false,
        }
    }

    /// The next whole lines; `None` at the end.
    pub(super) fn next(&mut self, buffer: &mut Vec<u8>) -> std::io::Result<Option<Chunk>> {
        buffer.clear();
        buffer.append(&mut self.carry);
        while !self.done {
            let before = buffer.len();
            let read = self.input.by_ref().take(CHUNK as u64).read_to_end(buffer)?;
            self.done = read < CHUNK;
            let fresh = buffer.get(before..).unwrap_or_default();
            if let (false, Some(end)) = (self.done, memchr::memrchr(b'\n', fresh)) {
                self.carry
                    .extend_from_slice(buffer.get(before + end + 1..).unwrap_or_default());
                buffer.truncate(before + end + 1);
                break;
            }
        }
        if buffer.is_empty() {
            return Ok(None);
        }
        let chunk = Chunk {
            number: self.number,
            line: self.line,
        };
        self.number += 1;
        self.line += memchr::memchr_iter(b'\n', buffer).count();
        Ok(Some(chunk))
    }
}

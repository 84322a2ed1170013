//! The users' file, handed out in chunks of whole lines, or of whole CSV records.

use crate::cli::{Trouble, given};
use crate::eval::{CsvHeader, last_record_end};
use std::io::Read;

/// Bytes that are read at once.
pub(super) const CHUNK: usize = 1 << 19;

/// How long a line, or a CSV record, may be: what has no end so far is kept in memory.
const LONGEST: usize = 1 << 26;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The input, handed out in chunks of whole lines, or of whole CSV records.
pub(super) struct Source {
    input: Box<dyn Read + Send>,
    /// What people call it.
    name: String,
    /// What separates the cells of CSV.
    delimiter: Option<u8>,
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
    /// One JSON object a line. `name` is what people call the input.
    pub(super) fn lines(input: Box<dyn Read + Send>, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            input,
            delimiter: None,
            carry: Vec::new(),
            line: 1,
            number: 0,
            done: false,
        }
    }

    /// CSV, whose header is read at once. `name` is what people call the input.
    ///
    /// # Errors
    /// The input cannot be read, or has no header that names each attribute once.
    pub(super) fn csv(
        input: Box<dyn Read + Send>,
        name: &str,
    ) -> Result<(Self, CsvHeader), Trouble> {
        let mut source = Self::lines(input, name);
        let mut start = Vec::new();
        source.fill(&mut start)?;
        if start.starts_with(UTF8_MARK) {
            start.drain(..UTF8_MARK.len());
        }
        let wrong = |message: &str| Trouble::new(format!("{name}:1: {message}"));
        // Bytes behind the header may be no UTF-8, or half a letter.
        let text = match std::str::from_utf8(&start) {
            Ok(text) => text,
            Err(error) => {
                let sound = start.get(..error.valid_up_to()).unwrap_or_default();
                std::str::from_utf8(sound).unwrap_or_default()
            }
        };
        let header = CsvHeader::read(text).map_err(|message| {
            wrong(&message).help("name each attribute once in the first line")
        })?;
        if header.bytes == text.len() && text.len() < start.len() && !text.ends_with('\n') {
            return Err(wrong("the header is no UTF-8 text").help("save the file as UTF-8"));
        }
        let first = start.get(..header.bytes).unwrap_or_default();
        source.line += memchr::memchr_iter(b'\n', first).count();
        start.drain(..header.bytes);
        source.carry = start;
        source.delimiter = Some(header.delimiter);
        Ok((source, header))
    }

    /// The next whole lines; `None` at the end.
    ///
    /// # Errors
    /// The input cannot be read, or a line is longer than there is memory for.
    pub(super) fn next(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Chunk>, Trouble> {
        buffer.clear();
        buffer.append(&mut self.carry);
        while !self.done {
            let before = buffer.len();
            self.fill(buffer)?;
            let end = match self.delimiter {
                _ if self.done => None,
                None => {
                    let fresh = buffer.get(before..).unwrap_or_default();
                    memchr::memrchr(b'\n', fresh).map(|end| before + end + 1)
                }
                Some(delimiter) => last_record_end(buffer, delimiter),
            };
            if let Some(end) = end {
                self.carry
                    .extend_from_slice(buffer.get(end..).unwrap_or_default());
                buffer.truncate(end);
                break;
            }
            if buffer.len() > LONGEST {
                return Err(self.endless());
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

    fn fill(&mut self, buffer: &mut Vec<u8>) -> Result<(), Trouble> {
        let read = self.input.by_ref().take(CHUNK as u64).read_to_end(buffer);
        let read = read.map_err(|error| {
            Trouble::new(format!("cannot read the users: {}", given::why(&error)))
        })?;
        self.done = read < CHUNK;
        // Only the file's first bytes can be these: in UTF-8 they stand nowhere.
        match buffer.starts_with(b"\xff\xfe") || buffer.starts_with(b"\xfe\xff") {
            true if self.number == 0 => {
                Err(Trouble::new(format!("{} is UTF-16", self.name)).help("save the file as UTF-8"))
            }
            _ => Ok(()),
        }
    }

    fn endless(&self) -> Trouble {
        let megabytes = LONGEST >> 20;
        let trouble = Trouble::new(format!(
            "cannot read the users: what begins at line {} has no end within {megabytes} MiB",
            self.line
        ));
        match self.delimiter {
            None => trouble.help("write one JSON object a line"),
            Some(_) => trouble.help("close the quote that is open there"),
        }
    }
}

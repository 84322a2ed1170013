//! The users' file, handed out in chunks of whole lines, or of whole CSV records.

use crate::cli::Trouble;
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
    /// One JSON object a line.
    pub(super) fn lines(input: Box<dyn Read + Send>) -> Self {
        Self {
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
        let mut source = Self::lines(input);
        let mut start = Vec::new();
        source.fill(&mut start).map_err(|error| unread(&error))?;
        if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
            return Err(Trouble::new(format!("{name} is UTF-16")).help("save the file as UTF-8"));
        }
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
            self.fill(buffer).map_err(|error| unread(&error))?;
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

    fn fill(&mut self, buffer: &mut Vec<u8>) -> std::io::Result<()> {
        let read = self.input.by_ref().take(CHUNK as u64).read_to_end(buffer)?;
        self.done = read < CHUNK;
        Ok(())
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

fn unread(error: &std::io::Error) -> Trouble {
    Trouble::new(format!("cannot read the users: {error}"))
}

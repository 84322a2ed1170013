//! Quotes of CSV, looked at on their way to the reader. It forgives what loses users: a quote that is never closed
//! makes one value of the rest of the file.

use std::fmt;
use std::io::{self, Read};

/// A reader that fails where a quote is not closed, or text follows the quote that closes a cell.
pub(super) struct Quotes<R> {
    input: R,
    delimiter: u8,
    place: Place,
    line: usize,
    /// The line of the last quote that opens a cell.
    opened: usize,
}

/// Where the last byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In front of a cell.
    Before,
    Plain,
    Inside,
    /// Behind a quote inside quotes: it closes the cell, or is the first of two.
    Closing,
}

/// What is wrong with a quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stray {
    /// The line, from 1, on which it is opened.
    pub(super) line: usize,
    /// The line behind which text follows that another quote closed; `None` where no quote does.
    closed: Option<usize>,
}

impl fmt::Display for Stray {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.closed {
            None => out.write_str("a quote is opened and never closed"),
            Some(line) if line == self.line => {
                out.write_str("text follows the quote that closes a value")
            }
            Some(line) => write!(
                out,
                "a quote is opened and not closed before line {line}, where text follows the next one"
            ),
        }
    }
}

impl std::error::Error for Stray {}

impl<R: Read> Quotes<R> {
    /// Looks at a file from its beginning.
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            delimiter,
            place: Place::Before,
            line: 1,
            opened: 1,
        }
    }

    fn look(&mut self, bytes: &[u8]) -> Result<(), Stray> {
        let Some(last) = bytes.last() else {
            return Ok(());
        };
        let quiet = matches!(self.place, Place::Before | Place::Plain);
        if quiet && memchr::memchr(b'"', bytes).is_none() {
            self.line += memchr::memchr_iter(b'\n', bytes).count();
            self.place = self.behind(*last);
            return Ok(());
        }
        for byte in bytes {
            self.place = match (self.place, byte) {
                (Place::Before, b'"') => {
                    self.opened = self.line;
                    Place::Inside
                }
                (Place::Inside, b'"') => Place::Closing,
                (Place::Closing, b'"') | (Place::Inside, _) => Place::Inside,
                (Place::Closing, _) if self.behind(*byte) == Place::Plain => {
                    return Err(self.stray(Some(self.line)));
                }
                _ => self.behind(*byte),
            };
            self.line += usize::from(*byte == b'\n');
        }
        Ok(())
    }

    fn behind(&self, byte: u8) -> Place {
        match byte == self.delimiter || matches!(byte, b'\n' | b'\r') {
            true => Place::Before,
            false => Place::Plain,
        }
    }

    fn stray(&self, closed: Option<usize>) -> Stray {
        Stray {
            line: self.opened,
            closed,
        }
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        if read == 0 && !buffer.is_empty() && self.place == Place::Inside {
            return Err(io::Error::other(self.stray(None)));
        }
        let bytes = buffer.get(..read).unwrap_or_default();
        self.look(bytes).map_err(io::Error::other)?;
        Ok(read)
    }
}

//! JSON strings with escapes: read into the arena, or passed over.

use super::plain::plain_end;
use super::scan::{NotJson, Scan};
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;

impl<'t> Scan<'t> {
    /// The rest of a string whose plain part lies between `start` and `end`.
    pub(super) fn escaped<'v>(
        &mut self,
        start: usize,
        end: usize,
        arena: &'v Bump,
    ) -> Result<&'v str, NotJson>
    where
        't: 'v,
    {
        let mut out = ArenaString::with_capacity_in(end - start + 64, arena);
        out.push_str(self.text.get(start..end).unwrap_or_default());
        self.at = end;
        loop {
            while self.peek() == Some(b'\\') {
                out.push(self.escape()?);
            }
            let from = self.at;
            self.at = plain_end(self.text.as_bytes(), from);
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out.into_bump_str());
                }
                Some(b'\\') => {}
                _ => return Err(self.unended()),
            }
        }
    }

    /// Passes over a string, from behind its opening quote.
    #[inline]
    pub(super) fn skip_string(&mut self) -> Result<(), NotJson> {
        loop {
            self.at = plain_end(self.text.as_bytes(), self.at);
            if self.peek() == Some(b'"') {
                self.at += 1;
                return Ok(());
            }
            if self.peek() != Some(b'\\') {
                return Err(self.unended());
            }
            while self.peek() == Some(b'\\') {
                self.escape()?;
            }
        }
    }

    #[cold]
    fn unended(&self) -> NotJson {
        self.wanted(match self.peek() {
            Some(_) => "an escape instead of a control character",
            None => "the closing quote of a text",
        })
    }

    /// An escape, from its backslash on.
    #[inline]
    fn escape(&mut self) -> Result<char, NotJson> {
        self.at += 1;
        let plain = match self.peek() {
            Some(b'u') => return self.unicode(),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            _ => return Err(self.wanted("an escape that JSON has")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `uXXXX`, and its second half; a half alone becomes U+FFFD.
    #[inline]
    fn unicode(&mut self) -> Result<char, NotJson> {
        let first = self.hex()?;
        match char::from_u32(first) {
            Some(letter) => Ok(letter),
            None => self.second_half(first),
        }
    }

    fn second_half(&mut self, first: u32) -> Result<char, NotJson> {
        let before = self.at;
        if (0xD800..0xDC00).contains(&first) && self.goes_on(b"\\u") {
            self.at -= 1;
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or('\u{FFFD}'));
            }
        }
        self.at = before;
        Ok('\u{FFFD}')
    }

    #[inline]
    fn hex(&mut self) -> Result<u32, NotJson> {
        let rest = self.text.as_bytes().get(self.at + 1..);
        let code = rest
            .and_then(<[u8]>::first_chunk)
            .map(|[a, b, c, d]| digit(*a) << 12 | digit(*b) << 8 | digit(*c) << 4 | digit(*d));
        match code {
            Some(code @ 0..=0xFFFF) => {
                self.at += 5;
                Ok(code)
            }
            _ => Err(self.wanted("four hexadecimal digits")),
        }
    }
}

/// What a digit is worth; a number with too many bits for what is none.
#[inline(always)]
fn digit(byte: u8) -> u32 {
    DIGITS.get(usize::from(byte)).copied().unwrap_or(NONE)
}

const NONE: u32 = 1 << 16;

#[expect(clippy::indexing_slicing, reason = "counts to the length")]
static DIGITS: [u32; 256] = {
    let mut digits = [NONE; 256];
    let mut byte = 0;
    while byte < 256 {
        if let Some(worth) = (byte as u8 as char).to_digit(16) {
            digits[byte] = worth;
        }
        byte += 1;
    }
    digits
};

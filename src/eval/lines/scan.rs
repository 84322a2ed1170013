//! A strict JSON scanner over one line, which builds only what it is asked for.

use super::plain::plain_end;
use crate::value::{Field, Value};
use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

/// Where a line stops being JSON, in bytes from its start, and what is wrong there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotJson {
    /// The place.
    pub at: usize,
    /// What was wanted there.
    pub wanted: &'static str,
}

/// How deep arrays and objects may stand in each other.
const DEPTH: usize = 64;

/// Members of an object for which there is room at once.
const USUAL: usize = 8;

pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// The place after the one blank that many writers put after commas and colons.
#[inline(always)]
pub(super) fn after_blank(text: &str, at: usize) -> usize {
    at + usize::from(text.as_bytes().get(at) == Some(&b' '))
}

/// The string that begins at a place, and the place after its closing quote; `None` where no string begins or
/// it has escapes.
#[inline(always)]
pub(super) fn plain_string(text: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let end = plain_end(bytes, at + 1);
    if bytes.get(end) != Some(&b'"') {
        return None;
    }
    Some((text.get(at + 1..end)?, end + 1))
}

/// The name that begins at a place, and the place after its colon; `None` where it is not written plainly.
#[inline(always)]
pub(super) fn plain_name(text: &str, at: usize) -> Option<(&str, usize)> {
    let (name, end) = plain_string(text, at)?;
    (text.as_bytes().get(end) == Some(&b':')).then_some((name, end + 1))
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    #[inline(always)]
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    pub(super) fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.peek() {
            self.at += 1;
        }
    }

    #[cold]
    pub(super) fn wanted(&self, wanted: &'static str) -> NotJson {
        NotJson {
            at: self.at,
            wanted,
        }
    }

    /// Takes a byte that must come next, blanks before it aside.
    #[inline(always)]
    pub(super) fn take(&mut self, byte: u8, wanted: &'static str) -> Result<(), NotJson> {
        if self.peek() != Some(byte) {
            self.blanks();
        }
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.wanted(wanted))
    }

    /// Whether the text goes on with these bytes; takes them if so.
    #[inline(always)]
    pub(super) fn goes_on(&mut self, bytes: &[u8]) -> bool {
        let end = self.at + bytes.len();
        let is = self.text.as_bytes().get(self.at..end) == Some(bytes);
        if is {
            self.at = end;
        }
        is
    }

    /// A string after its opening quote; borrowed where it has no escapes.
    #[inline]
    pub(super) fn string<'v>(&mut self, arena: &'v Bump) -> Result<&'v str, NotJson>
    where
        't: 'v,
    {
        let start = self.at;
        let end = plain_end(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(self.text.get(start..end).unwrap_or_default());
        }
        self.escaped(start, end, arena)
    }

    /// Any value; arrays become lists, objects records.
    #[inline]
    pub(super) fn value<'v>(&mut self, arena: &'v Bump, depth: usize) -> Result<Value<'v>, NotJson>
    where
        't: 'v,
    {
        self.blanks();
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                Ok(Value::Text(self.string(arena)?))
            }
            Some(b'n') if self.goes_on(b"null") => Ok(Value::Null),
            Some(b't') if self.goes_on(b"true") => Ok(Value::Bool(true)),
            Some(b'f') if self.goes_on(b"false") => Ok(Value::Bool(false)),
            Some(b'[') => self.array(arena, depth),
            Some(b'{') => self.object(arena, depth),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                Ok(number.parse().map_or(Value::Text(number), Value::Int))
            }
            _ => Err(self.wanted("a value")),
        }
    }

    fn array<'v>(&mut self, arena: &'v Bump, depth: usize) -> Result<Value<'v>, NotJson>
    where
        't: 'v,
    {
        self.deeper(depth)?;
        if self.empty(b']') {
            return Ok(Value::List(&[]));
        }
        let mut items = ArenaVec::with_capacity_in(4, arena);
        loop {
            items.push(self.value(arena, depth + 1)?);
            if !self.comma(b']', "`,` or `]`")? {
                return Ok(Value::List(items.into_bump_slice()));
            }
        }
    }

    fn object<'v>(&mut self, arena: &'v Bump, depth: usize) -> Result<Value<'v>, NotJson>
    where
        't: 'v,
    {
        self.deeper(depth)?;
        let mut fields = ArenaVec::with_capacity_in(USUAL, arena);
        if self.empty(b'}') {
            return Ok(Value::Record(&[]));
        }
        loop {
            let name = match plain_name(self.text, self.at) {
                Some((name, end)) => {
                    self.at = end;
                    name
                }
                None => {
                    self.take(b'"', "a name in quotes")?;
                    let name = self.string(arena)?;
                    self.take(b':', "`:`")?;
                    name
                }
            };
            let value = match plain_string(self.text, self.at) {
                Some((text, end)) => {
                    self.at = end;
                    Value::Text(text)
                }
                None => self.value(arena, depth + 1)?,
            };
            fields.push(Field { name, value });
            if !self.comma(b'}', "`,` or `}`")? {
                return Ok(Value::Record(fields.into_bump_slice()));
            }
        }
    }

    /// Passes over a value; it must be JSON all the same.
    #[inline]
    pub(super) fn skip(&mut self, depth: usize) -> Result<(), NotJson> {
        self.blanks();
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.skip_string()
            }
            Some(b'n') if self.goes_on(b"null") => Ok(()),
            Some(b't') if self.goes_on(b"true") => Ok(()),
            Some(b'f') if self.goes_on(b"false") => Ok(()),
            Some(b'-' | b'0'..=b'9') => self.number().map(drop),
            Some(b'[') => self.skip_array(depth),
            Some(b'{') => self.skip_object(depth),
            _ => Err(self.wanted("a value")),
        }
    }

    fn skip_array(&mut self, depth: usize) -> Result<(), NotJson> {
        self.deeper(depth)?;
        if self.empty(b']') {
            return Ok(());
        }
        loop {
            self.skip(depth + 1)?;
            if !self.comma(b']', "`,` or `]`")? {
                return Ok(());
            }
        }
    }

    fn skip_object(&mut self, depth: usize) -> Result<(), NotJson> {
        self.deeper(depth)?;
        if self.empty(b'}') {
            return Ok(());
        }
        loop {
            self.take(b'"', "a name in quotes")?;
            self.skip_string()?;
            self.take(b':', "`:`")?;
            self.skip(depth + 1)?;
            if !self.comma(b'}', "`,` or `}`")? {
                return Ok(());
            }
        }
    }

    fn deeper(&mut self, depth: usize) -> Result<(), NotJson> {
        if depth >= DEPTH {
            return Err(self.wanted("fewer arrays and objects inside each other"));
        }
        self.at += 1;
        Ok(())
    }

    pub(super) fn empty(&mut self, close: u8) -> bool {
        self.blanks();
        let is = self.peek() == Some(close);
        self.at += usize::from(is);
        is
    }

    /// After an item: whether another one follows.
    #[inline(always)]
    pub(super) fn comma(&mut self, close: u8, wanted: &'static str) -> Result<bool, NotJson> {
        if !matches!(self.peek(), Some(b',')) {
            self.blanks();
        }
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.wanted(wanted)),
        }
    }

    fn number(&mut self) -> Result<&'t str, NotJson> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits(),
            _ => return Err(self.wanted("a digit")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.some_digits()?;
        }
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }

    fn some_digits(&mut self) -> Result<(), NotJson> {
        match self.peek() {
            Some(b'0'..=b'9') => {
                self.digits();
                Ok(())
            }
            _ => Err(self.wanted("a digit")),
        }
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
    }
}

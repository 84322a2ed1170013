//! What follows a backslash.

use super::super::category::{self, Named};
use super::super::error::PatternError;
use super::super::set::{Item, Property, Set};
use super::super::tree::{Anchor, Key, Node};
use super::{Parser, ascii, digit};

impl Parser<'_> {
    /// Reads an escape outside a class; the backslash at `start` is read already.
    pub(super) fn escape(&mut self, start: usize) -> Result<Node, PatternError> {
        let Some(unit) = self.cursor.peek() else {
            return Err(self.invalid(start, "the pattern ends in a backslash"));
        };
        let anchor = match ascii(unit) {
            b'b' => Some(Anchor::Boundary),
            b'B' => Some(Anchor::NoBoundary),
            b'A' => Some(Anchor::Start),
            b'G' => Some(Anchor::Contiguous),
            b'Z' => Some(Anchor::EndOrLastLine),
            b'z' => Some(Anchor::End),
            _ => None,
        };
        if let Some(anchor) = anchor {
            self.cursor.skip(1);
            return Ok(Node::Anchor(anchor));
        }
        if let Some(items) = self.shorthand(start)? {
            return Ok(Node::Set(Set {
                items,
                ..Set::default()
            }));
        }
        if let Some(node) = self.backreference(start)? {
            return Ok(node);
        }
        let unit = self.character(start)?;
        Ok(self.literal(unit))
    }

    /// Reads `\d`, `\p{…}` and their like, if one comes next.
    pub(super) fn shorthand(&mut self, start: usize) -> Result<Option<Vec<Item>>, PatternError> {
        let Some(letter) = self.cursor.peek().map(ascii) else {
            return Ok(None);
        };
        let negated = letter.is_ascii_uppercase();
        let property = match letter.to_ascii_lowercase() {
            b'd' => Property::Digit,
            b'w' => Property::Word,
            b's' => Property::Space,
            b'p' => {
                self.cursor.skip(1);
                return self.named_property(start, negated).map(Some);
            }
            _ => return Ok(None),
        };
        self.cursor.skip(1);
        Ok(Some(vec![Item::Property { property, negated }]))
    }

    fn named_property(&mut self, start: usize, negated: bool) -> Result<Vec<Item>, PatternError> {
        if !self.cursor.eat(b'{') {
            return Err(self.invalid(start, "`\\p` needs a name in braces"));
        }
        let mut name = String::new();
        loop {
            name.push_str(&self.name());
            if !self.cursor.eat(b'-') {
                break;
            }
            name.push('-');
        }
        if !self.cursor.eat(b'}') {
            return Err(self.invalid(start, "`\\p` needs a name in braces"));
        }
        match category::named(&name, negated, self.options.ignore_case) {
            Named::Items(items) => Ok(items),
            Named::Unknown => {
                Err(self.invalid(start, &format!("`{name}` is no Unicode category or block")))
            }
            Named::Unsupported => {
                let message = format!("the class `{name}` is not supported");
                self.refuse(self.span(start), &message);
                Ok(Vec::new())
            }
        }
    }

    /// Reads `\1`, `\k<name>`, `\<name>` and their like; leaves what is a character code.
    fn backreference(&mut self, start: usize) -> Result<Option<Node>, PatternError> {
        let mark = self.cursor.position();
        let mut close = None;
        if self.cursor.eat(b'k') {
            close = match self.cursor.next().map(ascii) {
                Some(b'<') => Some(b'>'),
                Some(b'\'') => Some(b'\''),
                _ => return Err(self.invalid(start, "`\\k` needs a name in `<` and `>`")),
            };
            if self.cursor.peek().is_none() {
                return Err(self.invalid(start, "`\\k` needs a name in `<` and `>`"));
            }
        } else if let Some(open @ (b'<' | b'\'')) = self.cursor.peek().map(ascii)
            && self.cursor.peek_at(1).is_some()
        {
            self.cursor.skip(1);
            close = Some(if open == b'<' { b'>' } else { b'\'' });
        }
        let first = self.cursor.peek();
        let is_digit = first.is_some_and(|unit| digit(unit, 10).is_some());
        let key = match close {
            Some(_) if is_digit => Key::Number(self.decimal()?),
            Some(_) if first.is_some_and(category::is_boundary_word) => Key::Name(self.name()),
            None if is_digit && first != Some(b'0'.into()) => Key::Number(self.decimal()?),
            _ => {
                self.cursor.set_position(mark);
                return Ok(None);
            }
        };
        let is_closed = match close {
            Some(close) => self.cursor.eat(close),
            None => true,
        };
        self.refers = true;
        if is_closed && self.is_known(&key) {
            let ignore_case = self.options.ignore_case;
            let span = self.span(start);
            return Ok(Some(Node::Backreference {
                key,
                ignore_case,
                span,
            }));
        }
        match key {
            Key::Number(number) if close.is_none() && number > 9 => {}
            _ if close.is_some() && !is_closed => {}
            _ => return Err(self.invalid(start, "the reference is to a group that is not there")),
        }
        self.cursor.set_position(mark);
        Ok(None)
    }

    /// Reads an escape that stands for one unit, after its backslash.
    pub(super) fn character(&mut self, start: usize) -> Result<u16, PatternError> {
        let Some(unit) = self.cursor.peek() else {
            return Err(self.invalid(start, "the pattern ends in a backslash"));
        };
        if digit(unit, 8).is_some() {
            return Ok(self.octal());
        }
        self.cursor.skip(1);
        Ok(match ascii(unit) {
            b'x' => self.hexadecimal(start, 2)?,
            b'u' => self.hexadecimal(start, 4)?,
            b'a' => 0x07,
            b'b' => 0x08,
            b'e' => 0x1B,
            b'f' => 0x0C,
            b'n' => 0x0A,
            b'r' => 0x0D,
            b't' => 0x09,
            b'v' => 0x0B,
            b'c' => self.control(start)?,
            _ if category::is_boundary_word(unit) => {
                return Err(self.invalid(start, "the escape is not known"));
            }
            _ => unit,
        })
    }

    fn octal(&mut self) -> u16 {
        let mut value = 0;
        for _ in 0..3 {
            let Some(digit) = self.cursor.peek().and_then(|unit| digit(unit, 8)) else {
                break;
            };
            self.cursor.skip(1);
            value = value * 8 + digit;
        }
        u16::try_from(value & 0xFF).unwrap_or(0)
    }

    fn hexadecimal(&mut self, start: usize, digits: usize) -> Result<u16, PatternError> {
        let mut value = 0;
        for _ in 0..digits {
            let Some(digit) = self.cursor.next().and_then(|unit| digit(unit, 16)) else {
                return Err(self.invalid(start, &format!("the escape needs {digits} hex digits")));
            };
            value = value * 16 + digit;
        }
        Ok(u16::try_from(value).unwrap_or(0))
    }

    fn control(&mut self, start: usize) -> Result<u16, PatternError> {
        match self
            .cursor
            .next()
            .map(|unit| ascii(unit).to_ascii_uppercase())
        {
            Some(letter @ b'@'..=b'_') => Ok(u16::from(letter - b'@')),
            _ => Err(self.invalid(start, "`\\c` needs a control character")),
        }
    }
}

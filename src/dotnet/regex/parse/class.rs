//! Character classes, `[…]`.

use super::super::error::PatternError;
use super::super::set::{Item, Set};
use super::{Parser, ascii};

impl Parser<'_> {
    /// Reads a class; its `[` at `start` is read already.
    pub(super) fn class(&mut self, start: usize) -> Result<Set, PatternError> {
        self.enter(start)?;
        let mut set = Set {
            negated: self.cursor.eat(b'^'),
            ..Set::default()
        };
        let mut range_from: Option<u16> = None;
        let mut is_first = true;
        loop {
            let at = self.cursor.position();
            let Some(mut unit) = self.cursor.next() else {
                return Err(self.invalid(start, "the class is never closed"));
            };
            let first = std::mem::replace(&mut is_first, false);
            let mut is_escaped = false;
            match ascii(unit) {
                b']' if !first => break,
                b'\\' if self.cursor.peek().is_some() => {
                    if let Some(items) = self.shorthand(at)? {
                        if range_from.is_some() {
                            return Err(self.invalid(at, "a range cannot end in a set"));
                        }
                        set.items.extend(items);
                        continue;
                    }
                    if self.cursor.eat(b'-') {
                        let low = range_from.take().unwrap_or(b'-'.into());
                        self.add_range(&mut set, at, low, b'-'.into())?;
                        continue;
                    }
                    unit = self.character(at)?;
                    is_escaped = true;
                }
                b'[' if range_from.is_none() && self.cursor.starts_with(b"::]") => {
                    self.cursor.skip(3);
                }
                _ => {}
            }
            let is_bare = !is_escaped && !first;
            if let Some(low) = range_from.take() {
                if ascii(unit) == b'[' && is_bare {
                    set.items.push(Item::Range(low, low));
                    self.subtract(&mut set, at)?;
                } else {
                    self.add_range(&mut set, at, low, unit)?;
                }
            } else if self.cursor.peek() == Some(b'-'.into())
                && self
                    .cursor
                    .peek_at(1)
                    .is_some_and(|unit| ascii(unit) != b']')
            {
                range_from = Some(unit);
                self.cursor.skip(1);
            } else if ascii(unit) == b'-' && is_bare && self.cursor.eat(b'[') {
                self.subtract(&mut set, at)?;
            } else {
                set.items.push(Item::Range(unit, unit));
            }
        }
        self.depth -= 1;
        if self.options.ignore_case {
            set.fold_case();
        }
        Ok(set)
    }

    fn add_range(
        &self,
        set: &mut Set,
        start: usize,
        low: u16,
        high: u16,
    ) -> Result<(), PatternError> {
        if low > high {
            return Err(self.invalid(start, "the range is in reverse order"));
        }
        set.items.push(Item::Range(low, high));
        Ok(())
    }

    fn subtract(&mut self, set: &mut Set, start: usize) -> Result<(), PatternError> {
        set.minus = Some(Box::new(self.class(start)?));
        if self.cursor.peek().is_some_and(|unit| ascii(unit) != b']') {
            return Err(self.invalid(start, "a subtraction must be the last part of a class"));
        }
        Ok(())
    }
}

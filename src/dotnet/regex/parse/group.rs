//! Everything that starts with `(`.

use super::super::category;
use super::super::error::PatternError;
use super::super::tree::{Key, Node, Test};
use super::{Options, Parser, ascii, digit};

enum Opening {
    Plain,
    Capture(Key),
    Atomic,
    Look { ahead: bool, negative: bool },
    Condition(Test),
}

impl Parser<'_> {
    /// Reads a group; its `(` at `start` is read already. `None` for inline options.
    pub(super) fn group(&mut self, start: usize) -> Result<Option<Node>, PatternError> {
        self.enter(start)?;
        let outside = self.options;
        let Some(opening) = self.opening(start)? else {
            self.depth -= 1;
            return Ok(None);
        };
        let mut branches = self.branches()?;
        if !self.cursor.eat(b')') {
            return Err(self.invalid(start, "the group is never closed"));
        }
        self.options = outside;
        self.depth -= 1;
        let span = self.span(start);
        if let Opening::Condition(test) = opening {
            let no = if branches.len() > 1 {
                branches.pop()
            } else {
                None
            };
            let yes = branches.pop();
            if !branches.is_empty() {
                return Err(self.invalid(start, "a conditional has more than two alternatives"));
            }
            return Ok(Some(Node::Conditional {
                test,
                yes: Box::new(yes.unwrap_or(Node::Empty)),
                no: Box::new(no.unwrap_or(Node::Empty)),
                span,
            }));
        }
        let node = Box::new(Node::either(branches));
        Ok(Some(match opening {
            Opening::Capture(key) => Node::Capture { key, node },
            Opening::Atomic => Node::Atomic { node, span },
            Opening::Look { ahead, negative } => Node::Look {
                ahead,
                negative,
                node,
            },
            Opening::Plain | Opening::Condition(_) => *node,
        }))
    }

    fn opening(&mut self, start: usize) -> Result<Option<Opening>, PatternError> {
        let is_condition = std::mem::take(&mut self.next_group_is_condition);
        if !self.cursor.starts_with(b"?") || self.cursor.starts_with(b"?)") {
            if self.options.explicit || is_condition {
                return Ok(Some(Opening::Plain));
            }
            self.unnamed += 1;
            let key = Key::Number(self.unnamed);
            self.opened.push(key.clone());
            return Ok(Some(Opening::Capture(key)));
        }
        self.cursor.skip(1);
        let look = |ahead, negative| Ok(Some(Opening::Look { ahead, negative }));
        match self.cursor.next().map(ascii) {
            Some(b':') => Ok(Some(Opening::Plain)),
            Some(b'=') => look(true, false),
            Some(b'!') => look(true, true),
            Some(b'>') => Ok(Some(Opening::Atomic)),
            Some(b'<') if self.cursor.eat(b'=') => look(false, false),
            Some(b'<') if self.cursor.eat(b'!') => look(false, true),
            Some(b'<') => self.name_of_group(start, b'>').map(Some),
            Some(b'\'') => self.name_of_group(start, b'\'').map(Some),
            Some(b'(') => self.condition(start).map(Some),
            None => Err(self.not_a_group(start)),
            Some(_) => {
                self.cursor.set_position(self.cursor.position() - 1);
                self.inline_options();
                match self.cursor.next().map(ascii) {
                    Some(b')') => Ok(None),
                    Some(b':') => Ok(Some(Opening::Plain)),
                    _ => Err(self.not_a_group(start)),
                }
            }
        }
    }

    fn not_a_group(&self, start: usize) -> PatternError {
        self.invalid(start, "`(?` starts nothing that is known")
    }

    fn name_of_group(&mut self, start: usize, close: u8) -> Result<Opening, PatternError> {
        let first = self.cursor.peek();
        let key = match first {
            Some(unit) if digit(unit, 10).is_some() => Some(Key::Number(self.decimal()?)),
            Some(unit) if category::is_word(unit) => Some(Key::Name(self.name())),
            Some(unit) if ascii(unit) == b'-' => None,
            _ => return Err(self.invalid(start, "the group's name is not valid")),
        };
        if key == Some(Key::Number(0)) {
            return Err(self.invalid(start, "a group cannot have the number 0"));
        }
        if self.cursor.eat(b'-') {
            self.cursor_to_end_of_name();
            if !self.cursor.eat(close) {
                return Err(self.invalid(start, "the group's name is not valid"));
            }
            self.refuse(self.span(start), "balancing groups are not supported");
            if let Some(key) = key {
                self.opened.push(key);
            }
            return Ok(Opening::Plain);
        }
        match key {
            Some(key) if self.cursor.eat(close) => {
                self.opened.push(key.clone());
                Ok(Opening::Capture(key))
            }
            _ => Err(self.invalid(start, "the group's name is not valid")),
        }
    }

    fn cursor_to_end_of_name(&mut self) {
        while self.cursor.peek().is_some_and(category::is_boundary_word) {
            self.cursor.skip(1);
        }
    }

    /// Reads the condition of `(?(…)yes|no)`; `(?(` is read already.
    fn condition(&mut self, start: usize) -> Result<Opening, PatternError> {
        self.refers = true;
        let inside = self.cursor.position();
        let first = self.cursor.peek();
        if first.is_some_and(|unit| digit(unit, 10).is_some()) {
            let key = Key::Number(self.decimal()?);
            if !self.cursor.eat(b')') || !self.is_known(&key) {
                return Err(self.invalid(start, "the condition names a group that is not there"));
            }
            return Ok(Opening::Condition(Test::Group(key)));
        }
        if first.is_some_and(category::is_word) {
            let key = Key::Name(self.name());
            if self.known.is_some() && self.is_known(&key) && self.cursor.eat(b')') {
                return Ok(Opening::Condition(Test::Group(key)));
            }
        }
        self.cursor.set_position(inside);
        let is_named = self.cursor.starts_with(b"?'")
            || (self.cursor.starts_with(b"?<")
                && !self.cursor.starts_with(b"?<=")
                && !self.cursor.starts_with(b"?<!"));
        if self.cursor.starts_with(b"?#") || is_named {
            return Err(self.invalid(start, "a condition cannot be a comment or a named group"));
        }
        self.next_group_is_condition = true;
        match self.group(inside - 1)? {
            Some(node) => Ok(Opening::Condition(Test::Ahead(Box::new(node)))),
            None => Err(self.invalid(start, "a condition cannot be inline options")),
        }
    }

    fn inline_options(&mut self) {
        let mut value = true;
        while let Some(unit) = self.cursor.peek() {
            let Options {
                ignore_case,
                multiline,
                single_line,
                explicit,
                extended,
            } = &mut self.options;
            let option = match ascii(unit).to_ascii_lowercase() {
                b'-' => {
                    value = false;
                    self.cursor.skip(1);
                    continue;
                }
                b'+' => {
                    value = true;
                    self.cursor.skip(1);
                    continue;
                }
                b'i' => ignore_case,
                b'm' => multiline,
                b's' => single_line,
                b'n' => explicit,
                b'x' => extended,
                _ => return,
            };
            *option = value;
            self.cursor.skip(1);
        }
    }
}

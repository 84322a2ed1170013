//! Reads .NET's pattern language as .NET's own parser does: unit by unit, twice where a reference
//! needs to know which groups there are.

mod class;
mod cursor;
mod escape;
mod group;

use super::category;
use super::error::PatternError;
use super::groups::Groups;
use super::set::Set;
use super::tree::{Anchor, Key, Node, Span};
use cursor::Cursor;

/// Groups and classes may be nested this deep.
const MAX_DEPTH: usize = 100;

/// Bytes that a pattern may have.
const MAX_LENGTH: usize = 10_000;

/// Parses a pattern into its tree and its groups.
pub fn parse(pattern: &str) -> Result<(Node, Groups), PatternError> {
    if pattern.len() > MAX_LENGTH {
        let whole = Span {
            start: 0,
            end: pattern.len(),
        };
        let message = format!("the pattern has more than {MAX_LENGTH} bytes");
        return Err(PatternError::unsupported(whole, message));
    }
    let mut first = Parser::new(Cursor::new(pattern), None);
    let node = first.pattern()?;
    let groups = Groups::number(&first.opened);
    if !first.refers {
        return first.refused.map_or(Ok((node, groups)), Err);
    }
    let mut second = Parser::new(Cursor::new(pattern), Some(&groups));
    let node = second.pattern()?;
    match second.refused {
        Some(error) => Err(error),
        None => Ok((node, groups)),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Options {
    ignore_case: bool,
    multiline: bool,
    single_line: bool,
    explicit: bool,
    extended: bool,
}

struct Parser<'p> {
    cursor: Cursor,
    /// `None` on the first reading: every reference is taken to be right.
    known: Option<&'p Groups>,
    options: Options,
    opened: Vec<Key>,
    unnamed: u32,
    /// Whether a reference or a condition names a group.
    refers: bool,
    depth: usize,
    next_group_is_condition: bool,
    /// The first construct that cannot be done faithfully; an invalid one comes before it.
    refused: Option<PatternError>,
}

impl<'p> Parser<'p> {
    fn new(cursor: Cursor, known: Option<&'p Groups>) -> Self {
        Self {
            cursor,
            known,
            options: Options::default(),
            opened: Vec::new(),
            unnamed: 0,
            refers: false,
            depth: 0,
            next_group_is_condition: false,
            refused: None,
        }
    }

    fn pattern(&mut self) -> Result<Node, PatternError> {
        let branches = self.branches()?;
        if self.cursor.peek() == Some(b')'.into()) {
            return Err(self.invalid_next("`)` closes nothing"));
        }
        Ok(Node::either(branches))
    }

    /// Reads alternatives up to the end or an unmatched `)`, which stays.
    fn branches(&mut self) -> Result<Vec<Node>, PatternError> {
        let mut branches = Vec::new();
        let mut nodes = Vec::new();
        loop {
            self.skip_blank()?;
            let Some(unit) = self.cursor.peek() else {
                break;
            };
            match ascii(unit) {
                b')' => break,
                b'|' => {
                    self.cursor.skip(1);
                    branches.push(Node::sequence(std::mem::take(&mut nodes)));
                }
                _ if self.at_quantifier() => {
                    return Err(self.invalid_next(if nodes.is_empty() {
                        "a quantifier follows nothing"
                    } else {
                        "a quantifier follows a quantifier"
                    }));
                }
                _ => {
                    let start = self.cursor.position();
                    if let Some(node) = self.unit()? {
                        let node = self.quantified(node, start)?;
                        nodes.push(node);
                    }
                }
            }
        }
        branches.push(Node::sequence(nodes));
        Ok(branches)
    }

    /// Reads what a quantifier may follow; `None` for inline options.
    fn unit(&mut self) -> Result<Option<Node>, PatternError> {
        let start = self.cursor.position();
        let Some(unit) = self.cursor.next() else {
            return Ok(None);
        };
        let options = self.options;
        Ok(Some(match ascii(unit) {
            b'[' => Node::Set(self.class(start)?),
            b'(' => return self.group(start),
            b'\\' => self.escape(start)?,
            b'^' if options.multiline => Node::Anchor(Anchor::LineStart),
            b'^' => Node::Anchor(Anchor::Start),
            b'$' if options.multiline => Node::Anchor(Anchor::LineEnd),
            b'$' => Node::Anchor(Anchor::EndOrLastLine),
            b'.' if options.single_line => Node::Set(Set::any()),
            b'.' => Node::Set(Set::all_but(b'\n'.into())),
            _ => self.literal(unit),
        }))
    }

    fn literal(&self, unit: u16) -> Node {
        let mut set = Set::unit(unit);
        if self.options.ignore_case {
            set.fold_case();
        }
        Node::Set(set)
    }

    fn quantified(&mut self, node: Node, unit: usize) -> Result<Node, PatternError> {
        self.skip_blank()?;
        if !self.at_quantifier() {
            return Ok(node);
        }
        let start = self.cursor.position();
        let (min, max) = match self.cursor.next().map(ascii) {
            Some(b'*') => (0, None),
            Some(b'+') => (1, None),
            Some(b'?') => (0, Some(1)),
            _ => {
                let min = self.decimal()?;
                let max = match self.cursor.next().map(ascii) {
                    Some(b',') if self.cursor.eat(b'}') => None,
                    Some(b',') => {
                        let max = self.decimal()?;
                        self.cursor.skip(1);
                        Some(max)
                    }
                    _ => Some(min),
                };
                (min, max.filter(|max| *max < i32::MAX.unsigned_abs()))
            }
        };
        self.skip_blank()?;
        let lazy = self.cursor.eat(b'?');
        if max.is_some_and(|max| min > max) {
            return Err(self.invalid(start, "the quantifier's bounds are in reverse order"));
        }
        if min == i32::MAX.unsigned_abs() && !node.can_be_empty() {
            return Ok(Node::Set(Set::default()));
        }
        Ok(repeat(node, min, max, lazy, self.span(unit)))
    }

    /// Whether a quantifier comes next; `{` is one only in the forms `{n}`, `{n,}` and `{n,m}`.
    fn at_quantifier(&self) -> bool {
        match self.cursor.peek().map(ascii) {
            Some(b'*' | b'+' | b'?') => true,
            Some(b'{') => {
                let digits = |from: usize| {
                    (from..)
                        .take_while(|at| {
                            self.cursor
                                .peek_at(*at)
                                .is_some_and(|unit| ascii(unit).is_ascii_digit())
                        })
                        .count()
                };
                let count = digits(1);
                let after = self.cursor.peek_at(1 + count).map(ascii);
                match after {
                    _ if count == 0 => false,
                    Some(b'}') => true,
                    Some(b',') => {
                        let more = digits(2 + count);
                        self.cursor.peek_at(2 + count + more).map(ascii) == Some(b'}')
                    }
                    _ => false,
                }
            }
            _ => false,
        }
    }

    /// Skips comments, and blanks in the extended mode.
    fn skip_blank(&mut self) -> Result<(), PatternError> {
        loop {
            let start = self.cursor.position();
            match self.cursor.peek().map(ascii) {
                Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0C) if self.options.extended => {
                    self.cursor.skip(1);
                }
                Some(b'#') if self.options.extended => {
                    while self.cursor.peek().is_some_and(|unit| ascii(unit) != b'\n') {
                        self.cursor.skip(1);
                    }
                }
                Some(b'(') if self.cursor.starts_with(b"(?#") => {
                    while !self.cursor.eat(b')') {
                        if self.cursor.next().is_none() {
                            return Err(self.invalid(start, "the comment is never closed"));
                        }
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    /// Reads digits, at least one being there.
    fn decimal(&mut self) -> Result<u32, PatternError> {
        let start = self.cursor.position();
        let mut value: u32 = 0;
        while let Some(digit) = self.cursor.peek().and_then(|unit| digit(unit, 10)) {
            self.cursor.skip(1);
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add(digit))
                .filter(|value| *value <= i32::MAX.unsigned_abs())
                .ok_or_else(|| self.invalid(start, "the number is too large"))?;
        }
        Ok(value)
    }

    /// Reads the letters of a name.
    fn name(&mut self) -> String {
        let mut units = Vec::new();
        while let Some(unit) = self.cursor.peek()
            && category::is_boundary_word(unit)
        {
            units.push(unit);
            self.cursor.skip(1);
        }
        String::from_utf16_lossy(&units)
    }

    fn is_known(&self, key: &Key) -> bool {
        self.known
            .is_none_or(|known| *key == Key::Number(0) || known.get(key).is_some())
    }

    fn enter(&mut self, start: usize) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PatternError::unsupported(
                self.span(start),
                format!("the pattern is nested more than {MAX_DEPTH} levels deep"),
            ));
        }
        Ok(())
    }

    fn refuse(&mut self, span: Span, message: &str) {
        if self.refused.is_none() {
            self.refused = Some(PatternError::unsupported(span, message));
        }
    }

    fn span(&self, start: usize) -> Span {
        Span {
            start: self.cursor.offset(start),
            end: self.cursor.offset(self.cursor.position()),
        }
    }

    fn invalid(&self, start: usize, message: &str) -> PatternError {
        let span = self.span(start);
        PatternError::invalid(span.start, span.end, message)
    }

    fn invalid_next(&self, message: &str) -> PatternError {
        let at = self.cursor.position();
        PatternError::invalid(self.cursor.offset(at), self.cursor.offset(at + 1), message)
    }
}

/// A repeat in the form that every engine reads alike.
fn repeat(node: Node, min: u32, max: Option<u32>, lazy: bool, span: Span) -> Node {
    if max == Some(0) {
        return Node::Empty;
    }
    let refers =
        |node: &Node| matches!(node, Node::Backreference { .. } | Node::Conditional { .. });
    let is_same_each_time = node.is_zero_width() && !(node.has_capture() && node.any(&refers));
    if (min, max) == (1, Some(1)) || (is_same_each_time && min > 0) {
        return node;
    }
    if is_same_each_time {
        return match (node.has_capture(), lazy) {
            (false, _) => Node::Empty,
            (true, false) => Node::Either(vec![node, Node::Empty]),
            (true, true) => Node::Either(vec![Node::Empty, node]),
        };
    }
    Node::Repeat {
        node: Box::new(node),
        min,
        max,
        lazy,
        span,
    }
}

/// The unit as an ASCII byte; units beyond ASCII, which mean nothing to the syntax, become 0xFF.
fn ascii(unit: u16) -> u8 {
    u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(0xFF)
}

fn digit(unit: u16, radix: u32) -> Option<u32> {
    char::from(ascii(unit)).to_digit(radix)
}

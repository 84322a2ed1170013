//! A user's line as a row: the members that the mapping reads, each in its slot.

use super::LineEvaluator;
use super::member::Expected;
use super::plan::Use;
use super::scan::{NotJson, Scan, after_blank, plain_name, plain_string};
use crate::value::Value;
use bumpalo::Bump;

/// How many lines are looked at to learn the order of their members.
const LEARNED: usize = 16;

impl LineEvaluator<'_> {
    /// The values that the mapping reads of a user.
    pub(super) fn row<'v>(
        &mut self,
        line: &'v str,
        arena: &'v Bump,
    ) -> Result<&'v [Value<'v>], NotJson> {
        let row = arena.alloc_slice_fill_copy(self.width, Value::Null);
        let mut scan = Scan::new(line, 0);
        scan.take(b'{', "`{`")?;
        scan.blanks();
        if scan.peek() == Some(b'}') {
            scan.at += 1;
        } else {
            scan.at = self.members(line, scan.at, row, arena)?;
        }
        scan.blanks();
        match scan.peek() {
            None => Ok(row),
            Some(_) => Err(scan.wanted("the end of the line")),
        }
    }

    /// Reads members up to the closing brace, and tells where it ends.
    // The place is a variable of its own, which stays in a register: a scan is made where more than that is needed.
    #[inline(always)]
    fn members<'v>(
        &mut self,
        line: &'v str,
        mut at: usize,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<usize, NotJson> {
        let mut number = 0;
        loop {
            at = after_blank(line, at);
            let rest = line.as_bytes().get(at..).unwrap_or_default();
            let expected = self.expected.get(number);
            let what = match expected.and_then(|expected| expected.begins(rest)) {
                Some((length, what)) => {
                    at += length;
                    what
                }
                None if let Some((name, end)) = plain_name(line, at)
                    && self.lines > LEARNED =>
                {
                    at = end;
                    self.plan.find(name)
                }
                None => {
                    let mut scan = Scan::new(line, at);
                    let what = self.named(number, &mut scan, arena)?;
                    at = scan.at;
                    what
                }
            };
            at = after_blank(line, at);
            match (what, plain_string(line, at)) {
                (Use::Slot(slot), Some((text, end))) => {
                    if let Some(place) = row.get_mut(slot as usize) {
                        *place = Value::Text(text);
                    }
                    at = end;
                }
                (Use::Skip, Some((_, end))) => at = end,
                _ => {
                    let mut scan = Scan::new(line, at);
                    self.member(what, &mut scan, row, arena)?;
                    at = scan.at;
                }
            }
            number += 1;
            if line.as_bytes().get(at) == Some(&b',') {
                at += 1;
                continue;
            }
            let mut scan = Scan::new(line, at);
            let more = scan.comma(b'}', "`,` or `}`")?;
            at = scan.at;
            if !more {
                return Ok(at);
            }
        }
    }

    /// Reads the value of a member, whatever it is.
    fn member<'v>(
        &self,
        what: Use,
        scan: &mut Scan<'v>,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<(), NotJson> {
        match what {
            Use::Skip => scan.skip(1),
            Use::Slot(slot) => {
                let value = scan.value(arena, 1)?;
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = value;
                }
                Ok(())
            }
            Use::Parts(list) => {
                let value = scan.value(arena, 1)?;
                self.parts(list, value, row);
                Ok(())
            }
        }
    }

    /// Fills the slots that read parts of a member.
    pub(super) fn parts<'v>(&self, list: u32, value: Value<'v>, row: &mut [Value<'v>]) {
        for path in self.plan.paths.get(list as usize).into_iter().flatten() {
            if let Some(place) = row.get_mut(path.slot as usize)
                && let Some(part) = path.part(value)
            {
                *place = part;
            }
        }
    }

    /// Reads a member's name, and learns it while the lines are few.
    fn named<'v>(
        &mut self,
        number: usize,
        scan: &mut Scan<'v>,
        arena: &'v Bump,
    ) -> Result<Use, NotJson> {
        scan.take(b'"', "a name in quotes")?;
        let name = scan.string(arena)?;
        scan.take(b':', "`:`")?;
        let what = self.plan.find(name);
        if self.lines <= LEARNED {
            let expected = Expected::new(name, what);
            let known = self.expected.len();
            match self.expected.get_mut(number) {
                Some(place) => *place = expected,
                None if number == known => self.expected.push(expected),
                None => {}
            }
        }
        Ok(what)
    }
}

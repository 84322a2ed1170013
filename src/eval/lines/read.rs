//! A user's line as a row: the members that the mapping reads, each in its slot.

use super::LineEvaluator;
use super::member::Expected;
use super::plan::Use;
use super::scan::{NotJson, Scan, after_blank, plain_name, plain_string};
use crate::value::Value;
use bumpalo::Bump;

/// How many lines are looked at to learn the order of their members.
const LEARNED: usize = 16;

const NULL: &[u8; 4] = b"null";

#[inline(always)]
fn is_null(line: &str, at: usize) -> bool {
    let rest = line.as_bytes().get(at..);
    rest.and_then(<[u8]>::first_chunk) == Some(NULL)
}

impl LineEvaluator<'_> {
    /// The values that the mapping reads of a user.
    pub(super) fn row<'v>(
        &mut self,
        line: &'v str,
        arena: &'v Bump,
    ) -> Result<&'v [Value<'v>], NotJson> {
        let row = arena.alloc_slice_fill_copy(self.width, Value::Null);
        let (mut number, mut at) = (0, 0);
        loop {
            (number, at) = self.expected_members(line, number, at, row, arena)?;
            match self.other_member(line, number, at, row, arena)? {
                Some(end) => at = end,
                None => return Ok(row),
            }
            number += 1;
        }
    }

    /// Reads members as long as they stand where they stood in the lines before, from that number and that place
    /// on. Tells where it ended.
    // The place is a variable of its own, which stays in a register: a scan is made where more than that is needed.
    #[inline(always)]
    fn expected_members<'v>(
        &self,
        line: &'v str,
        mut number: usize,
        mut at: usize,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<(usize, usize), NotJson> {
        for expected in self.expected.get(number..).unwrap_or_default() {
            let Some(start) = expected.begins(line.as_bytes(), at) else {
                break;
            };
            at = self.member(expected.what, line, start, row, arena)?;
            number += 1;
        }
        Ok((number, at))
    }

    /// Reads a member with any name, or the closing brace and the end of the line, which is `None`. Tells where
    /// the member ends.
    fn other_member<'v>(
        &mut self,
        line: &'v str,
        number: usize,
        at: usize,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<Option<usize>, NotJson> {
        let mut scan = Scan::new(line, at);
        let more = match number {
            0 => {
                scan.take(b'{', "`{`")?;
                !scan.empty(b'}')
            }
            _ => scan.comma(b'}', "`,` or `}`")?,
        };
        if !more {
            scan.blanks();
            return match scan.peek() {
                None => Ok(None),
                Some(_) => Err(scan.wanted("the end of the line")),
            };
        }
        scan.at = after_blank(line, scan.at);
        let what = match plain_name(line, scan.at) {
            Some((name, end)) => {
                scan.at = end;
                self.plan.find(name)
            }
            None => {
                scan.take(b'"', "a name in quotes")?;
                let name = scan.string(arena)?;
                scan.take(b':', "`:`")?;
                self.plan.find(name)
            }
        };
        scan.at = after_blank(line, scan.at);
        if self.lines <= LEARNED {
            self.learn(number, line.get(at..scan.at).unwrap_or_default(), what);
        }
        self.member(what, line, scan.at, row, arena).map(Some)
    }

    /// Reads the value of a member, and tells where it ends.
    #[inline(always)]
    fn member<'v>(
        &self,
        what: Use,
        line: &'v str,
        at: usize,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<usize, NotJson> {
        match (what, plain_string(line, at)) {
            (Use::Slot(slot), Some((text, end))) => {
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = Value::Text(text);
                }
                Ok(end)
            }
            (Use::Skip, Some((_, end))) => Ok(end),
            (Use::Slot(slot), None) if is_null(line, at) => {
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = Value::Null;
                }
                Ok(at + NULL.len())
            }
            (Use::Skip, None) if is_null(line, at) => Ok(at + NULL.len()),
            _ => self.any_member(what, Scan::new(line, at), row, arena),
        }
    }

    /// Reads the value of a member, whatever it is.
    fn any_member<'v>(
        &self,
        what: Use,
        mut scan: Scan<'v>,
        row: &mut [Value<'v>],
        arena: &'v Bump,
    ) -> Result<usize, NotJson> {
        match what {
            Use::Skip => scan.skip(1)?,
            Use::Slot(slot) => {
                let value = scan.value(arena, 1)?;
                if let Some(place) = row.get_mut(slot as usize) {
                    *place = value;
                }
            }
            Use::Parts(list) => {
                let value = scan.value(arena, 1)?;
                self.parts(list, value, row);
            }
        }
        Ok(scan.at)
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

    /// Learns what stands before a member's value.
    fn learn(&mut self, number: usize, written: &str, what: Use) {
        let expected = Expected::new(written, what);
        let known = self.expected.len();
        match self.expected.get_mut(number) {
            Some(place) => *place = expected,
            None if number == known => self.expected.push(expected),
            None => {}
        }
    }
}

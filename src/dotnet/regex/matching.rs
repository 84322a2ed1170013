//! .NET's match loop: after a match the search goes on at its end, after an empty one a unit
//! further on, and an empty match right behind another match counts.

use super::engine::{Engine, Range, Start};
use super::error::MatchError;
use super::replace::Each;

/// Calls `each` for every match with its captures, the first of which is the match. Without
/// `all_captures` the match is the only one.
pub fn for_each_match(
    engine: &Engine,
    text: &str,
    all_captures: bool,
    each: &mut Each<'_>,
) -> Result<(), MatchError> {
    let mut captures = Vec::new();
    let mut start = Start {
        at: 0,
        contiguous: true,
    };
    loop {
        if all_captures {
            engine.captures(text, start, &mut captures)?;
        } else {
            captures.clear();
            captures.extend(engine.find(text, start)?.map(Some));
        }
        let Some(Some(found)) = captures.first().copied() else {
            return Ok(());
        };
        each(found, &captures);
        start = Start {
            at: found.1,
            contiguous: true,
        };
        if found.0 == found.1 {
            let Some(c) = text.get(found.1..).and_then(|rest| rest.chars().next()) else {
                return Ok(());
            };
            start = Start {
                at: found.1 + c.len_utf8(),
                contiguous: false,
            };
        }
    }
}

/// The value of a group: the last of its captures that is set.
pub fn value_of(slots: &[usize], captures: &[Option<Range>]) -> Option<Range> {
    slots
        .iter()
        .rev()
        .find_map(|slot| captures.get(*slot).copied().flatten())
}

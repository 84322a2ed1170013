//! New text in the arena, made with one allocation, or none where nothing changes.

use crate::dotnet::text::Piece;
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;
use core::fmt::Write as _;

/// Both texts as one; either itself where the other is empty.
pub(in crate::functions) fn concat<'v>(
    first: &'v str,
    second: &'v str,
    arena: &'v Bump,
) -> &'v str {
    if second.is_empty() {
        return first;
    }
    if first.is_empty() {
        return second;
    }
    let mut out = ArenaString::with_capacity_in(first.len() + second.len(), arena);
    out.push_str(first);
    out.push_str(second);
    out.into_bump_str()
}

/// What `write` makes of the source; the source itself where it says `false` and writes nothing.
#[inline]
pub(in crate::functions) fn rewritten<'v>(
    source: &'v str,
    arena: &'v Bump,
    write: impl FnOnce(&mut ArenaString<'v>) -> bool,
) -> &'v str {
    let mut out = ArenaString::with_capacity_in(source.len(), arena);
    if write(&mut out) {
        out.into_bump_str()
    } else {
        source
    }
}

/// A cut of a text, with U+FFFD where it went through a surrogate pair.
#[inline]
pub(in crate::functions) fn cut<'v>(piece: Piece<'v>, arena: &'v Bump) -> &'v str {
    piece.whole().unwrap_or_else(|| {
        let mut out = ArenaString::new_in(arena);
        let _ = write!(out, "{piece}");
        out.into_bump_str()
    })
}

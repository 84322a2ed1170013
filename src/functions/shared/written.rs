//! New text in the arena, made with one allocation.

use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;

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

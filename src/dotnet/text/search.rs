//! Ordinal searching, replacing, splitting and trimming.

use std::fmt::Write;

use memchr::memmem;

use super::{casing::ordinal_upper, len16, rewrite::Rewrite, utf16::split16};

/// Where `needle` first stands in `text`, at or after unit `start16`, in UTF-16 units from 0.
///
/// The comparison is .NET's `Ordinal`, or `OrdinalIgnoreCase`. An empty needle stands at
/// `start16`; nothing stands beyond the end.
///
/// ```
/// use attrflow::dotnet::text::index_of;
/// assert_eq!(index_of("repEated", "e", 2, false), Some(6));
/// assert_eq!(index_of("repEated", "e", 2, true), Some(3));
/// ```
pub fn index_of(text: &str, needle: &str, start16: usize, ignore_case: bool) -> Option<usize> {
    let (skipped, rest, within_pair) = split16(text, start16);
    let skipped = len16(skipped) + 2 * usize::from(within_pair);
    if skipped < start16 {
        return None;
    }
    if needle.is_empty() {
        return Some(start16);
    }
    let at = if !ignore_case {
        memmem::find(rest.as_bytes(), needle.as_bytes())
    } else if needle.is_ascii() {
        // No other character equals an ASCII one, so the bytes decide.
        rest.as_bytes()
            .windows(needle.len())
            .position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
    } else {
        rest.char_indices().map(|(at, _)| at).find(|at| {
            rest.get(*at..)
                .is_some_and(|here| starts_ignore_case(here, needle))
        })
    };
    at.and_then(|at| rest.get(..at))
        .map(|before| skipped + len16(before))
}

/// Whether two texts are equal by .NET's `OrdinalIgnoreCase`.
///
/// ```
/// assert!(attrflow::dotnet::text::eq_ignore_case("Ä", "ä"));
/// ```
pub fn eq_ignore_case(left: &str, right: &str) -> bool {
    left.chars()
        .map(ordinal_upper)
        .eq(right.chars().map(ordinal_upper))
}

fn starts_ignore_case(text: &str, start: &str) -> bool {
    let mut chars = text.chars();
    start.chars().all(|c| {
        chars
            .next()
            .is_some_and(|here| ordinal_upper(here) == ordinal_upper(c))
    })
}

/// Puts the text into `out` with `new` for every `old`; `false` where there is none.
///
/// .NET refuses an empty `old`; here it is nowhere found.
///
/// ```
/// use attrflow::dotnet::text::replace;
/// let mut out = String::new();
/// assert!(replace("a.b.c", ".", "--", &mut out));
/// assert_eq!(out, "a--b--c");
/// ```
pub fn replace(text: &str, old: &str, new: &str, out: &mut impl Write) -> bool {
    if old.is_empty() {
        return false;
    }
    let mut rewrite = Rewrite::new(text, out);
    for at in memmem::find_iter(text.as_bytes(), old.as_bytes()) {
        rewrite.replace(at, old.len(), new);
    }
    rewrite.finish()
}

/// The pieces between the delimiters, empty ones included; an empty delimiter is nowhere found.
///
/// ```
/// use attrflow::dotnet::text::split;
/// assert!(split("a||b|", "|").eq(["a", "", "b", ""]));
/// assert!(split("a,b", "").eq(["a,b"]));
/// ```
pub fn split<'s>(text: &'s str, delimiter: &'s str) -> impl Iterator<Item = &'s str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let here = rest?;
        let cut = match delimiter.as_bytes() {
            [] => None,
            [byte] => split_at_byte(here, *byte),
            _ => here.split_once(delimiter),
        };
        rest = cut.map(|(_, after)| after);
        Some(cut.map_or(here, |(before, _)| before))
    })
}

/// The text before and after the first such byte, which is ASCII.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// The pieces that are not empty between any of the delimiting characters; white space delimits
/// where no character is given.
///
/// ```
/// use attrflow::dotnet::text::words;
/// assert!(words("This,string!has&many separators", ",!&#").eq(["This", "string", "has", "many separators"]));
/// assert!(words("Ada  Lovelace", "").eq(["Ada", "Lovelace"]));
/// ```
pub fn words<'s>(text: &'s str, delimiters: &'s str) -> impl Iterator<Item = &'s str> {
    let delimits = move |c: char| {
        if delimiters.is_empty() {
            is_white_space(c)
        } else {
            delimiters.contains(c)
        }
    };
    text.split(delimits).filter(|word| !word.is_empty())
}

/// The text without white space at its ends.
///
/// ```
/// assert_eq!(attrflow::dotnet::text::trim("\t Ada\u{A0}"), "Ada");
/// ```
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_white_space)
}

/// Whether .NET's `char.IsWhiteSpace` holds.
///
/// ```
/// assert!(attrflow::dotnet::text::is_white_space('\u{3000}'));
/// assert!(!attrflow::dotnet::text::is_white_space('\u{200B}'));
/// ```
pub fn is_white_space(c: char) -> bool {
    c.is_whitespace()
}

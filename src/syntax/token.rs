//! Pieces of a text for messages: what stands at a place.

use crate::text::Span;

/// The character at an offset, as text; empty at the end.
pub(super) fn letter(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.chars().next().map_or(0, char::len_utf8);
    rest.get(..length).unwrap_or_default()
}

/// The word, text, attribute or sign that begins at an offset.
pub(super) fn at(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or_default();
    let of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$' | '.');
    let length = match rest.chars().next() {
        None => 0,
        Some(closer @ ('"' | '\'' | '%')) => enclosed(rest, closer),
        Some('[') => enclosed(rest, ']'),
        Some(first) if of_word(first) => rest.find(|letter| !of_word(letter)).unwrap_or(rest.len()),
        Some(first @ ('-' | '+')) => {
            let number = rest.get(1..).unwrap_or_default();
            let digits = number.find(|digit: char| !digit.is_ascii_digit());
            first.len_utf8() + digits.unwrap_or(number.len())
        }
        Some(first) => first.len_utf8(),
    };
    Span::new(at, at + length)
}

fn enclosed(rest: &str, closer: char) -> usize {
    rest.get(1..)
        .and_then(|inner| inner.find(closer))
        .map_or(1, |length| length + 2)
}

/// The name that a parenthesis at an offset belongs to; empty where there is none.
pub(super) fn name_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let start = before
        .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .map_or(0, |found| found + letter(before, found).len());
    before.get(start..).unwrap_or_default()
}

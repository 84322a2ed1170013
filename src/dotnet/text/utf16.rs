//! Positions and lengths in UTF-16 code units, which .NET counts, in texts that are UTF-8.

use std::fmt;

/// A cut of a text. Where a cut went through a surrogate pair, U+FFFD stands for the half.
///
/// ```
/// use attrflow::dotnet::text::left16;
/// assert_eq!(left16("Ada", 2).whole(), Some("Ad"));
/// assert_eq!(left16("a😀", 2).whole(), None);
/// assert_eq!(left16("a😀", 2).to_string(), "a\u{FFFD}");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'s> {
    half_before: bool,
    text: &'s str,
    half_after: bool,
}

impl<'s> Piece<'s> {
    /// The piece as a part of the text it was cut from, where no half belongs to it.
    ///
    /// ```
    /// # use attrflow::dotnet::text::mid16;
    /// assert_eq!(mid16("a😀b", 1, 2).whole(), Some("😀"));
    /// assert_eq!(mid16("a😀b", 2, 2).whole(), None); // the first unit is half of a pair
    /// ```
    pub fn whole(self) -> Option<&'s str> {
        (!self.half_before && !self.half_after).then_some(self.text)
    }
}

impl fmt::Display for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = |cut: bool| if cut { "\u{FFFD}" } else { "" };
        f.write_str(half(self.half_before))?;
        f.write_str(self.text)?;
        f.write_str(half(self.half_after))
    }
}

/// The length in UTF-16 code units.
///
/// ```
/// assert_eq!(attrflow::dotnet::text::len16("a😀"), 3);
/// ```
pub fn len16(text: &str) -> usize {
    let units = |b: u8| usize::from(b & 0xC0 != 0x80) + usize::from(b >= 0xF0);
    text.bytes().map(units).sum()
}

/// The first `len` UTF-16 code units, or all where there are fewer.
///
/// ```
/// assert_eq!(attrflow::dotnet::text::left16("Ada", 9).whole(), Some("Ada"));
/// ```
pub fn left16(text: &str, len: usize) -> Piece<'_> {
    let (text, _, half_after) = split16(text, len);
    Piece {
        half_before: false,
        text,
        half_after,
    }
}

/// At most `len` UTF-16 code units after the first `skip` ones; empty where the text ends before.
///
/// ```
/// assert_eq!(attrflow::dotnet::text::mid16("Lovelace", 4, 3).whole(), Some("lac"));
/// ```
pub fn mid16(text: &str, skip: usize, len: usize) -> Piece<'_> {
    let (_, rest, within_pair) = split16(text, skip);
    let half_before = within_pair && len > 0;
    Piece {
        half_before,
        ..left16(rest, len - usize::from(half_before))
    }
}

/// The whole characters of the first `units` units, the characters after the cut, and whether
/// the cut goes through a pair, whose halves belong to neither.
pub(super) fn split16(text: &str, units: usize) -> (&str, &str, bool) {
    let ascii = text.as_bytes().get(..units).is_none_or(<[u8]>::is_ascii);
    if ascii && let Some((left, rest)) = text.split_at_checked(units.min(text.len())) {
        // Fewer bytes than units: all of it is on the left, whatever it consists of.
        return (left, rest, false);
    }
    let mut left = units;
    for (at, c) in text.char_indices() {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        match left.checked_sub(c.len_utf16()) {
            _ if left == 0 => return (before, after, false),
            Some(fewer) => left = fewer,
            None => return (before, after.get(c.len_utf8()..).unwrap_or_default(), true),
        }
    }
    (text, "", false)
}

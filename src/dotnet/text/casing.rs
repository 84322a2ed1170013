//! Upper and lower case: one character for one, as `ToLowerInvariant` and `ToUpperInvariant`.

use std::fmt::Write;

use super::Culture;

/// Puts the lower-case text into `out`; `false` where the text is lower-case already.
///
/// ```
/// use attrflow::dotnet::text::{Culture, lower};
/// let mut out = String::new();
/// assert!(lower("Ada Ë", Culture::Invariant, &mut out));
/// assert_eq!(out, "ada ë");
/// assert!(!lower("ada", Culture::Invariant, &mut out));
/// ```
pub fn lower(text: &str, culture: Culture, out: &mut impl Write) -> bool {
    if culture != Culture::Turkic && text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_uppercase())
            && write_ascii(text, <[u8]>::make_ascii_lowercase, out);
    }
    rewrite(text, |c| lower_char(c, culture), out)
}

/// Puts the upper-case text into `out`; `false` where the text is upper-case already.
///
/// Letters whose upper case takes several characters stay.
///
/// ```
/// use attrflow::dotnet::text::{Culture, upper};
/// let mut out = String::new();
/// assert!(upper("straße", Culture::Invariant, &mut out));
/// assert_eq!(out, "STRAßE");
/// ```
pub fn upper(text: &str, culture: Culture, out: &mut impl Write) -> bool {
    if culture != Culture::Turkic && text.is_ascii() {
        return text.bytes().any(|b| b.is_ascii_lowercase())
            && write_ascii(text, <[u8]>::make_ascii_uppercase, out);
    }
    rewrite(text, |c| upper_char(c, culture), out)
}

/// Puts the text into `out` with an upper-case letter at the start and after each of the
/// separators, and all else lower-case; `false` where it is written so already.
///
/// ```
/// use attrflow::dotnet::text::{Culture, capitalize};
/// let mut out = String::new();
/// assert!(capitalize("PINTO-DE'SILVA", " '-", Culture::Invariant, &mut out));
/// assert_eq!(out, "Pinto-De'Silva");
/// ```
pub fn capitalize(text: &str, separators: &str, culture: Culture, out: &mut impl Write) -> bool {
    let mut starts = true;
    rewrite(
        text,
        |c| {
            let cased = if starts {
                upper_char(c, culture)
            } else {
                lower_char(c, culture)
            };
            starts = separators.contains(c);
            cased
        },
        out,
    )
}

/// The lower case of one character.
pub(super) fn lower_char(c: char, culture: Culture) -> char {
    match c {
        'I' if culture == Culture::Turkic => 'ı',
        'İ' if culture == Culture::Invariant => c,
        'İ' => 'i',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The upper case of one character.
pub(super) fn upper_char(c: char, culture: Culture) -> char {
    match c {
        'i' if culture == Culture::Turkic => 'İ',
        'ı' if culture == Culture::Invariant => c,
        _ if c.is_ascii() => c.to_ascii_uppercase(),
        _ => simple_upper(c),
    }
}

/// The upper case by which .NET compares ordinally while ignoring case: that of the invariant
/// culture, but `ſ` equals itself alone.
pub(super) fn ordinal_upper(c: char) -> char {
    if c == 'ſ' {
        c
    } else {
        upper_char(c, Culture::Invariant)
    }
}

fn simple_upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => upper_with_iota(c),
    }
}

/// Greek letters with iota below are the only ones that have both several characters as their
/// full upper case and a single one as their simple upper case.
fn upper_with_iota(c: char) -> char {
    match c {
        '\u{1F80}'..='\u{1F87}' | '\u{1F90}'..='\u{1F97}' | '\u{1FA0}'..='\u{1FA7}' => {
            char::from_u32(u32::from(c) + 8).unwrap_or(c)
        }
        'ᾳ' => 'ᾼ',
        'ῃ' => 'ῌ',
        'ῳ' => 'ῼ',
        _ => c,
    }
}

fn rewrite(text: &str, mut case: impl FnMut(char) -> char, out: &mut impl Write) -> bool {
    let mut chars = text.char_indices();
    let changed = chars.find_map(|(at, c)| {
        let cased = case(c);
        (cased != c).then_some((at, cased))
    });
    let Some((at, cased)) = changed else {
        return false;
    };
    let _ = out.write_str(text.get(..at).unwrap_or_default());
    let _ = out.write_char(cased);
    for (_, c) in chars {
        let _ = out.write_char(case(c));
    }
    true
}

/// Writes in blocks, because a block changes its case at once. Always true.
fn write_ascii(text: &str, case: fn(&mut [u8]), out: &mut impl Write) -> bool {
    let mut block = [0; 64];
    for bytes in text.as_bytes().chunks(block.len()) {
        if let Some(block) = block.get_mut(..bytes.len()) {
            block.copy_from_slice(bytes);
            case(block);
            let _ = out.write_str(str::from_utf8(block).unwrap_or_default());
        }
    }
    true
}

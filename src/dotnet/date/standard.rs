//! Owns the standard formats: one letter that stands for a custom format of the invariant culture.

use super::pattern::{FormatError, FormatProblem, error};

/// The general format with a long time, which an empty output format stands for.
pub(super) const GENERAL: &str = "MM/dd/yyyy HH:mm:ss";

/// The custom format behind a standard one, or `None` where the text is itself a custom format.
pub(super) fn expand(text: &str) -> Result<Option<(char, &'static str)>, FormatError> {
    let mut letters = text.chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return Ok(None);
    };
    if letter.len_utf16() > 1 {
        return Ok(None);
    }
    let custom = match letter {
        'd' => "MM/dd/yyyy",
        'D' => "dddd, dd MMMM yyyy",
        'f' => "dddd, dd MMMM yyyy HH:mm",
        'F' | 'U' => "dddd, dd MMMM yyyy HH:mm:ss",
        'g' => "MM/dd/yyyy HH:mm",
        'G' => GENERAL,
        'm' | 'M' => "MMMM dd",
        'o' | 'O' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK",
        'r' | 'R' => "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
        's' => "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
        't' => "HH:mm",
        'T' => "HH:mm:ss",
        'u' => "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
        'y' | 'Y' => "yyyy MMMM",
        other => return Err(error(0..text.len(), FormatProblem::UnknownStandard(other))),
    };
    Ok(Some((letter, custom)))
}

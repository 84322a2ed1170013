//! The alphabet of the engines: characters of the basic plane stand for themselves, a UTF-16
//! surrogate stands as a private character of plane 15.
//!
//! A text with characters outside the basic plane is rewritten to this alphabet before it is
//! matched, so that `.` sees two units where .NET sees two. Knows nothing of patterns.

use super::error::MatchError;

const BASE: u32 = 0xF_0000;

/// The engine's character for a UTF-16 unit.
pub fn engine_char(unit: u16) -> char {
    let unit = u32::from(unit);
    let code = if (0xD800..=0xDFFF).contains(&unit) {
        BASE + (unit - 0xD800)
    } else {
        unit
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn surrogate(c: char) -> Option<u16> {
    let offset = u32::from(c).checked_sub(BASE)?;
    (offset < 0x800).then(|| u16::try_from(0xD800 + offset).ok())?
}

/// Whether a text has characters outside the basic plane.
pub fn has_astral(text: &str) -> bool {
    text.bytes().any(|byte| byte >= 0xF0)
}

/// The text in the engine's alphabet.
pub fn to_engine(text: &str) -> String {
    text.encode_utf16().map(engine_char).collect()
}

/// Appends a text in the engine's alphabet as ordinary text.
pub fn from_engine(text: &str, out: &mut String) -> Result<(), MatchError> {
    let units = text.chars().map(|c| match surrogate(c) {
        Some(unit) => unit,
        None => u16::try_from(u32::from(c)).unwrap_or(0xFFFD),
    });
    for c in char::decode_utf16(units) {
        out.push(c.map_err(|_| MatchError::CodeUnits)?);
    }
    Ok(())
}

/// The byte offset in `text` of byte offset `at` in its engine form.
pub fn offset_from_engine(text: &str, engine: &str, at: usize) -> Result<usize, MatchError> {
    let before = engine.get(..at).unwrap_or(engine).chars().count();
    let mut units = 0;
    for (offset, c) in text.char_indices() {
        if units == before {
            return Ok(offset);
        }
        if units > before {
            return Err(MatchError::CodeUnits);
        }
        units += c.len_utf16();
    }
    if units == before {
        Ok(text.len())
    } else {
        Err(MatchError::CodeUnits)
    }
}

//! Owns the time behind the `T` of ISO 8601, which is read more strictly than a free time.

use super::super::kind::DateTime;
use super::super::parts::Parts;
use super::super::styles::Styles;
use super::words::Cursor;
use super::{Reading, rounded};

/// Reads the rest of a text whose date is known.
pub(super) fn parse(reading: &Reading, mut cursor: Cursor<'_>) -> Option<DateTime> {
    let [month, day, _] = reading.numbers;
    let mut parts = Parts {
        year: reading.year,
        month: Some(month),
        day: Some(day),
        zone: reading.parts.zone,
        ..Parts::default()
    };
    cursor.skip_blanks();
    parts.hour = Some(cursor.two_digits()?);
    cursor.skip_blanks();
    if !cursor.take(':') {
        return None;
    }
    cursor.skip_blanks();
    parts.minute = Some(cursor.two_digits()?);
    cursor.skip_blanks();
    if cursor.take(':') {
        cursor.skip_blanks();
        parts.second = Some(cursor.two_digits()?);
        if cursor.peek() == Some('.') {
            let (fraction, has_digits) = cursor.fraction();
            if !has_digits {
                return None;
            }
            parts.fraction = rounded(fraction);
        }
        cursor.skip_blanks();
    }
    zone(&mut parts, &mut cursor)?;
    end(&mut cursor)?;
    parts.finish(Styles::NONE, None)
}

fn zone(parts: &mut Parts, cursor: &mut Cursor<'_>) -> Option<()> {
    if matches!(cursor.peek(), Some('+' | '-')) {
        parts.zone.set(cursor.offset()?);
    } else if cursor.take('Z') || cursor.take('z') {
        parts.zone.set_utc();
    }
    Some(())
}

/// Makes sure that only what Visual Basic leaves around a date follows.
fn end(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.skip_blanks();
    if cursor.peek() == Some('#') {
        if !cursor.punctuation() {
            return None;
        }
        // .NET steps over one more character, which can only be a blank or a null.
        cursor.at += cursor.peek().map_or(0, char::len_utf8);
        cursor.skip_blanks();
    }
    if cursor.peek() == Some('\0') && !cursor.punctuation() {
        return None;
    }
    cursor.rest().is_empty().then_some(())
}

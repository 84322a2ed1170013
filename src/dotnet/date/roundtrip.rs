//! Owns the strict reading of the round-trip format `o` without styles, which .NET keeps apart from custom formats.

use super::kind::DateTime;
use super::parts::Parts;
use super::styles::Styles;
use super::zone::offset_of;

/// Reads `2017-06-12T05:30:45.7680000` with nothing, `Z` or an offset with a colon behind it.
pub(super) fn parse(text: &str) -> Option<DateTime> {
    let (clock, zone) = text.split_at_checked(27)?;
    let field = |at: usize, count: usize| clock.get(at..at + count).and_then(number);
    let separators = [
        (4, b'-'),
        (7, b'-'),
        (10, b'T'),
        (13, b':'),
        (16, b':'),
        (19, b'.'),
    ];
    if !separators
        .iter()
        .all(|(at, byte)| clock.as_bytes().get(*at) == Some(byte))
    {
        return None;
    }
    let mut parts = Parts {
        year: Some(field(0, 4)?),
        month: Some(field(5, 2)?),
        day: Some(field(8, 2)?),
        hour: Some(field(11, 2)?),
        minute: Some(field(14, 2)?),
        second: Some(field(17, 2)?),
        fraction: field(20, 7)?.into(),
        ..Parts::default()
    };
    if zone == "Z" {
        parts.zone.set_utc();
    } else if !zone.is_empty() {
        let (hours, minutes) = zone.get(1..)?.split_once(':')?;
        if !zone.starts_with(['+', '-']) || hours.len() > 2 || minutes.len() != 2 {
            return None;
        }
        // .NET does not check the minutes here.
        parts.zone.set(offset_of(
            zone.starts_with('-'),
            number(hours)?,
            number(minutes)?,
        ));
    }
    parts.finish(Styles::NONE, None)
}

fn number(digits: &str) -> Option<i32> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}

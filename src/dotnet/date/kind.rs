//! Owns the instant with its kind, as .NET's `DateTime` has it. Knows no text but the general form.

use core::fmt;

use chrono::Datelike;

use super::output::{clock12, number, pad2, pad4};
use super::ticks::Ticks;

/// What is known about the zone of a date. Local time equals UTC here, as it does in Microsoft's service.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateKind {
    /// The text named no zone.
    Unspecified,
    /// The text named UTC and was read with `RoundtripKind` or `AdjustToUniversal`.
    Utc,
    /// The text named an offset, or UTC without such a style, and was moved to local time.
    Local,
}

/// An instant and its kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateTime {
    /// The instant; the zone is always UTC.
    pub ticks: Ticks,
    /// What the text said about the zone; only the output fields `K` and `o` show it.
    pub kind: DateKind,
}

/// Writes the text form of a date: `M/d/yyyy h:mm:ss tt` in the invariant culture.
///
/// ```
/// use attrflow::dotnet::date::{Ticks, write_general};
/// let mut text = String::new();
/// write_general(Ticks::from_unix(1_325_458_800, 0).unwrap(), &mut text).unwrap();
/// assert_eq!(text, "1/1/2012 11:00:00 PM");
/// ```
pub fn write_general(ticks: Ticks, out: &mut impl fmt::Write) -> fmt::Result {
    let date = ticks.date();
    let seconds = (ticks.time_of_day() / super::ticks::TICKS_PER_SECOND) as u32;
    let hour = seconds / 3600;
    number(date.month(), false, out)?;
    out.write_char('/')?;
    number(date.day(), false, out)?;
    out.write_char('/')?;
    pad4(date.year() as u32, out)?;
    out.write_char(' ')?;
    number(clock12(hour), false, out)?;
    out.write_char(':')?;
    pad2(seconds / 60 % 60, out)?;
    out.write_char(':')?;
    pad2(seconds % 60, out)?;
    out.write_str(if hour < 12 { " AM" } else { " PM" })
}

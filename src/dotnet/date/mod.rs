//! Dates as .NET reads and writes them.

/// An instant: 100-nanosecond steps since 0001-01-01T00:00:00.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticks(i64);

/// Writes the text form `M/d/yyyy h:mm:ss tt`.
pub fn write_general(ticks: Ticks, out: &mut impl core::fmt::Write) -> core::fmt::Result {
    write!(out, "{}", ticks.0)
}

/// Reads a date of any common form, converted to UTC; `now` supplies the day of a bare time.
pub fn parse_free_utc(_text: &str, _now: Option<Ticks>) -> Option<Ticks> {
    None
}

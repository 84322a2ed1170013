//! Owns Windows file times, which Active Directory keeps its instants in.

use super::ticks::Ticks;

/// 1601-01-01T00:00:00 in ticks.
const EPOCH: i64 = 504_911_232_000_000_000;

/// The instant of a file time (units of 100 ns since 1601), or `None` where it is negative or after the year 9999;
/// the "never" value of Active Directory is such a one.
///
/// ```
/// use attrflow::dotnet::date::{from_filetime, to_filetime};
/// let date = from_filetime(129_699_324_000_000_000).unwrap();
/// assert_eq!(to_filetime(date), Some(129_699_324_000_000_000));
/// assert_eq!(from_filetime(i64::MAX), None);
/// ```
pub fn from_filetime(filetime: i64) -> Option<Ticks> {
    if filetime < 0 {
        return None;
    }
    filetime.checked_add(EPOCH).and_then(Ticks::new)
}

/// The file time of an instant (units of 100 ns since 1601-01-01T00:00:00 UTC), or `None` before 1601.
///
/// ```
/// use attrflow::dotnet::date::{Ticks, to_filetime};
/// assert_eq!(to_filetime(Ticks::MIN), None);
/// ```
pub fn to_filetime(ticks: Ticks) -> Option<i64> {
    let filetime = ticks.get() - EPOCH;
    (filetime >= 0).then_some(filetime)
}

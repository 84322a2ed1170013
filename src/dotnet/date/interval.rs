//! Owns date arithmetic by named intervals, with the semantics of Visual Basic's `DateAdd` and `DateDiff`.

use chrono::{Datelike, Months};

use super::ticks::{TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, Ticks};

/// A unit of `DateAdd` and `DateDiff`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Interval {
    /// `yyyy`
    Year,
    /// `q`
    Quarter,
    /// `m`
    Month,
    /// `y`: the same as a day in arithmetic.
    DayOfYear,
    /// `d`
    Day,
    /// `w`: one day when added, seven days when counted.
    Weekday,
    /// `ww`: seven days when added, Sundays when counted.
    Week,
    /// `h`
    Hour,
    /// `n`
    Minute,
    /// `s`
    Second,
}

impl Interval {
    /// The interval of a Visual Basic name, in any case, without blanks around it.
    ///
    /// ```
    /// use attrflow::dotnet::date::Interval;
    /// assert_eq!(Interval::parse("YYYY"), Some(Interval::Year));
    /// assert_eq!(Interval::parse("day"), None);
    /// ```
    pub fn parse(name: &str) -> Option<Interval> {
        const NAMES: [(&str, Interval); 10] = [
            ("yyyy", Interval::Year),
            ("q", Interval::Quarter),
            ("m", Interval::Month),
            ("y", Interval::DayOfYear),
            ("d", Interval::Day),
            ("w", Interval::Weekday),
            ("ww", Interval::Week),
            ("h", Interval::Hour),
            ("n", Interval::Minute),
            ("s", Interval::Second),
        ];
        NAMES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, interval)| *interval)
    }
}

/// Adds `number` intervals; a month that is too short ends the date on its last day.
/// `None` where the number does not fit 32 bits or the result leaves the years 1 to 9999.
///
/// ```
/// use attrflow::dotnet::date::{Interval, Ticks, date_add, write_general};
/// let end_of_january = Ticks::from_unix(1_706_659_200, 0).unwrap();
/// let mut text = String::new();
/// write_general(date_add(Interval::Month, 1, end_of_january).unwrap(), &mut text).unwrap();
/// assert_eq!(text, "2/29/2024 12:00:00 AM");
/// ```
pub fn date_add(interval: Interval, number: i64, date: Ticks) -> Option<Ticks> {
    let number = i64::from(i32::try_from(number).ok()?);
    match interval {
        Interval::Year => add_months(date, number * 12),
        Interval::Quarter => add_months(date, number * 3),
        Interval::Month => add_months(date, number),
        Interval::Day | Interval::DayOfYear | Interval::Weekday => {
            date.plus(number.checked_mul(TICKS_PER_DAY)?)
        }
        Interval::Week => date.plus(number.checked_mul(7 * TICKS_PER_DAY)?),
        Interval::Hour => date.plus(number.checked_mul(TICKS_PER_HOUR)?),
        Interval::Minute => date.plus(number.checked_mul(TICKS_PER_MINUTE)?),
        Interval::Second => date.plus(number.checked_mul(TICKS_PER_SECOND)?),
    }
}

fn add_months(ticks: Ticks, months: i64) -> Option<Ticks> {
    let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let date = if months < 0 {
        ticks.date().checked_sub_months(distance)?
    } else {
        ticks.date().checked_add_months(distance)?
    };
    Ticks::from_date(date)?.plus(ticks.time_of_day())
}

/// The intervals from `from` to `to`: calendar boundaries for years, quarters and months, Sundays for weeks, whole
/// elapsed units for the others. `None` for weeks from or to the first days of the year 1, where .NET fails.
///
/// ```
/// use attrflow::dotnet::date::{Interval, Ticks, date_diff};
/// let (december, january) = (Ticks::from_unix(1_704_067_199, 0).unwrap(), Ticks::from_unix(1_704_067_200, 0).unwrap());
/// assert_eq!(date_diff(Interval::Year, december, january), Some(1));
/// assert_eq!(date_diff(Interval::Day, december, january), Some(0));
/// ```
pub fn date_diff(interval: Interval, from: Ticks, to: Ticks) -> Option<i64> {
    let (first, second) = (from.date(), to.date());
    let years = i64::from(second.year() - first.year());
    let months = i64::from(second.month0()) - i64::from(first.month0());
    Some(match interval {
        Interval::Year => years,
        Interval::Quarter => {
            years * 4 + i64::from(second.month0() / 3) - i64::from(first.month0() / 3)
        }
        Interval::Month => years * 12 + months,
        Interval::Day | Interval::DayOfYear => elapsed(from, to, TICKS_PER_DAY),
        Interval::Weekday => elapsed(from, to, TICKS_PER_DAY) / 7,
        Interval::Week => elapsed(before_week(from)?, before_week(to)?, TICKS_PER_DAY) / 7,
        Interval::Hour => elapsed(from, to, TICKS_PER_HOUR),
        Interval::Minute => elapsed(from, to, TICKS_PER_MINUTE),
        Interval::Second => elapsed(from, to, TICKS_PER_SECOND),
    })
}

/// Whole units between two instants. .NET divides as floating point, which rounds a unit up that lacks a few ticks.
fn elapsed(from: Ticks, to: Ticks, unit: i64) -> i64 {
    ((to.get() - from.get()) as f64 / unit as f64) as i64
}

/// The Saturday before the week of this instant, at the same time of day.
fn before_week(ticks: Ticks) -> Option<Ticks> {
    ticks.plus(-(i64::from(ticks.weekday()) + 1) * TICKS_PER_DAY)
}

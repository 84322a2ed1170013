//! Owns the count of ticks: the instant without kind or zone, and its calendar parts. Knows no text.

use chrono::{Datelike, NaiveDate};

/// Ticks of 100 ns in one second.
pub const TICKS_PER_SECOND: i64 = 10_000_000;
/// Ticks in one minute.
pub const TICKS_PER_MINUTE: i64 = 60 * TICKS_PER_SECOND;
/// Ticks in one hour.
pub const TICKS_PER_HOUR: i64 = 60 * TICKS_PER_MINUTE;
/// Ticks in one day.
pub const TICKS_PER_DAY: i64 = 24 * TICKS_PER_HOUR;

const MAX: i64 = 3_155_378_975_999_999_999;
const UNIX_EPOCH: i64 = 621_355_968_000_000_000;

/// An instant as .NET counts it: units of 100 ns since 0001-01-01T00:00:00, up to the last one of the year 9999.
///
/// ```
/// use attrflow::dotnet::date::Ticks;
/// let noon = Ticks::from_unix(1_710_504_000, 0).unwrap();
/// assert_eq!(noon.get(), 638_461_008_000_000_000);
/// assert!(Ticks::new(-1).is_none());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Ticks(i64);

impl Ticks {
    /// 0001-01-01T00:00:00.
    pub const MIN: Ticks = Ticks(0);
    /// 9999-12-31T23:59:59.9999999.
    pub const MAX: Ticks = Ticks(MAX);

    /// The instant that lies this many ticks after the first one, or `None` outside the years 1 to 9999.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{TICKS_PER_DAY, Ticks};
    /// assert_eq!(Ticks::new(0), Some(Ticks::MIN));
    /// assert_eq!(Ticks::new(3_652_059 * TICKS_PER_DAY), None); // the year 10000
    /// ```
    pub const fn new(ticks: i64) -> Option<Ticks> {
        if ticks >= 0 && ticks <= MAX {
            Some(Ticks(ticks))
        } else {
            None
        }
    }

    /// The number of ticks since the first instant.
    ///
    /// ```
    /// # use attrflow::dotnet::date::Ticks;
    /// assert_eq!(Ticks::from_unix(0, 0).unwrap().get(), 621_355_968_000_000_000);
    /// ```
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The instant at this Unix time, in seconds and nanoseconds; nanoseconds below one tick are dropped. `None` outside the
    /// years 1 to 9999.
    ///
    /// ```
    /// # use attrflow::dotnet::date::Ticks;
    /// assert_eq!(Ticks::from_unix(-62_135_596_800, 0), Some(Ticks::MIN));
    /// assert_eq!(Ticks::from_unix(0, 199), Ticks::from_unix(0, 100));
    /// ```
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Ticks> {
        seconds
            .checked_mul(TICKS_PER_SECOND)?
            .checked_add(UNIX_EPOCH + i64::from(nanoseconds / 100))
            .and_then(Ticks::new)
    }

    /// Seconds since 1970-01-01T00:00:00 (negative before) and the nanoseconds that follow them.
    ///
    /// ```
    /// # use attrflow::dotnet::date::Ticks;
    /// let before = Ticks::from_unix(0, 0).unwrap().plus(-1).unwrap();
    /// assert_eq!(before.to_unix(), (-1, 999_999_900));
    /// ```
    pub fn to_unix(self) -> (i64, u32) {
        let ticks = self.0 - UNIX_EPOCH;
        let below = ticks.rem_euclid(TICKS_PER_SECOND) as u32;
        (ticks.div_euclid(TICKS_PER_SECOND), below * 100)
    }

    /// The instant that lies `ticks` later (earlier where negative), or `None` outside the years 1 to 9999.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{TICKS_PER_HOUR, Ticks};
    /// assert_eq!(Ticks::MIN.plus(TICKS_PER_HOUR).map(Ticks::get), Some(36_000_000_000));
    /// assert_eq!(Ticks::MAX.plus(1), None);
    /// ```
    pub fn plus(self, ticks: i64) -> Option<Ticks> {
        self.0.checked_add(ticks).and_then(Ticks::new)
    }

    /// The first instant of this day.
    pub(super) fn from_date(date: NaiveDate) -> Option<Ticks> {
        (i64::from(date.num_days_from_ce()) - 1)
            .checked_mul(TICKS_PER_DAY)
            .and_then(Ticks::new)
    }

    /// The instant with these calendar parts, or `None` where there is no such date or time of day.
    pub(super) fn from_parts(
        (year, month, day): (i32, i32, i32),
        (hour, minute, second): (i32, i32, i32),
    ) -> Option<Ticks> {
        let clock =
            (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
        if !clock {
            return None;
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        Ticks::from_date(date(year, month, day)?)
            .map(|midnight| Ticks(midnight.0 + seconds * TICKS_PER_SECOND))
    }

    /// The day of this instant.
    pub(super) fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt((self.0 / TICKS_PER_DAY) as i32 + 1)
            .expect("ticks span the years 1 to 9999, which chrono covers")
    }

    /// The ticks since the day began.
    pub(super) fn time_of_day(self) -> i64 {
        self.0 % TICKS_PER_DAY
    }

    /// The day of the week, from 0 for Sunday.
    pub(super) fn weekday(self) -> u32 {
        ((self.0 / TICKS_PER_DAY + 1) % 7) as u32
    }
}

/// The day with these calendar parts, in the years that .NET knows.
pub(super) fn date(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

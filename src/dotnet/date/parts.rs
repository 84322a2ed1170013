//! Owns the parts that reading collects, and how missing ones are filled and all become an instant. Knows no text.

use chrono::Datelike;

use super::kind::DateTime;
use super::styles::Styles;
use super::ticks::Ticks;
use super::zone::Zone;

/// The last year that two digits can mean: 49 is 2049, 50 is 1950. Older .NET runtimes end at 2029.
pub const TWO_DIGIT_YEAR_MAX: i32 = 2049;

/// The year that two digits mean.
pub(super) fn four_digit_year(year: i32) -> i32 {
    let century = TWO_DIGIT_YEAR_MAX / 100 * 100;
    if year > TWO_DIGIT_YEAR_MAX % 100 {
        century - 100 + year
    } else {
        century + year
    }
}

/// Which half of the day a designator names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Half {
    Am,
    Pm,
}

/// What a text says about a date; a part that it does not mention is `None`.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub year: Option<i32>,
    pub month: Option<i32>,
    pub day: Option<i32>,
    pub hour: Option<i32>,
    pub minute: Option<i32>,
    pub second: Option<i32>,
    /// Ticks after the second.
    pub fraction: i64,
    /// The day of the week, from 0 for Sunday.
    pub weekday: Option<i32>,
    pub zone: Zone,
}

impl Parts {
    /// The instant of these parts. A missing day or month is the first; a missing year is this one; without all three
    /// it is today, or the first day of all where the styles forbid today. `None` also where `now` is wanted and not given.
    pub fn finish(&self, styles: Styles, now: Option<Ticks>) -> Option<DateTime> {
        let date = match (self.year, self.month, self.day) {
            (Some(year), month, day) => (year, month.unwrap_or(1), day.unwrap_or(1)),
            (None, None, None) if styles.no_current_date() => (1, 1, 1),
            (None, None, None) => {
                let today = now?.date();
                (today.year(), today.month() as i32, today.day() as i32)
            }
            (None, month, day) => (now?.date().year(), month.unwrap_or(1), day.unwrap_or(1)),
        };
        let clock = (
            self.hour.unwrap_or(0),
            self.minute.unwrap_or(0),
            self.second.unwrap_or(0),
        );
        let ticks = Ticks::from_parts(date, clock)?.plus(self.fraction)?;
        if self
            .weekday
            .is_some_and(|weekday| weekday != ticks.weekday() as i32)
        {
            return None;
        }
        self.zone.apply(ticks, styles)
    }
}

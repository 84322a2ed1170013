//! Owns what numbers and names add up to once their order is known. The invariant culture writes month, day, year,
//! "March 5" and "2020 March".

use chrono::Datelike;

use super::super::parts::four_digit_year;
use super::super::ticks::date;
use super::Reading;
use super::state::Finding;
use super::words::Suffix;

impl Reading {
    /// Takes a finished date or time, or `None` where it is none or the text has had one.
    pub(super) fn take(&mut self, finding: Finding) -> Option<()> {
        let [one, two, three] = self.numbers;
        let (year, month) = (self.year.unwrap_or(-1), self.month.unwrap_or(-1));
        match finding {
            Finding::Nn => {
                let this_year = self.now?.date().year();
                self.first_date(this_year, one, two)
            }
            Finding::Nnn => self.first_date(century(three), one, two),
            Finding::Mn => self.month_and_day(month, one),
            Finding::Nm => {
                self.no_date_yet()?;
                self.set_date(century(one), month, 1)
            }
            Finding::Mnn => self
                .first_date(century(two), month, one)
                .or_else(|| self.first_date(century(one), month, two)),
            Finding::Ynn | Finding::Nny => self.first_date(year, one, two),
            Finding::Ymn => self.first_date(year, month, one),
            Finding::Yn => self.first_date(year, one, 1),
            Finding::Ym => self.first_date(year, month, 1),
            Finding::Suffixed => Some(()),
            Finding::SuffixedN => self.day_behind_suffixes(one),
            Finding::NSuffixed => self.year_before_suffixes(one),
            Finding::NnSuffixed => self.numbers_beside_suffixes(one, two),
            Finding::TimeN => {
                self.half?;
                self.set_time(one, None, None)
            }
            Finding::TimeNn => self.set_time(one, Some(two), None),
            Finding::TimeNnn => self.set_time(one, Some(two), Some(three)),
        }?;
        self.count = 0;
        Some(())
    }

    fn no_date_yet(&self) -> Option<()> {
        (!self.has_date).then_some(())
    }

    fn first_date(&mut self, year: i32, month: i32, day: i32) -> Option<()> {
        self.no_date_yet()?;
        self.set_date(year, month, day)?;
        self.has_date = true;
        Some(())
    }

    fn month_and_day(&mut self, month: i32, day: i32) -> Option<()> {
        self.no_date_yet()?;
        self.set_date(self.now?.date().year(), month, day)
    }

    fn set_date(&mut self, year: i32, month: i32, day: i32) -> Option<()> {
        date(year, month, day)?;
        (self.parts.year, self.parts.month, self.parts.day) = (Some(year), Some(month), Some(day));
        Some(())
    }

    fn set_time(&mut self, hour: i32, minute: Option<i32>, second: Option<i32>) -> Option<()> {
        if self.has_time {
            return None;
        }
        self.has_time = true;
        self.parts.hour = Some(hour);
        self.parts.minute = minute.or(self.parts.minute);
        self.parts.second = second.or(self.parts.second);
        Some(())
    }

    fn day_behind_suffixes(&mut self, day: i32) -> Option<()> {
        if self.count != 1 || self.parts.day.is_some() {
            return None;
        }
        self.parts.day = Some(day);
        Some(())
    }

    fn year_before_suffixes(&mut self, year: i32) -> Option<()> {
        self.parts.month?;
        if self.parts.year.is_some() {
            return None;
        }
        self.parts.year = Some(century(year));
        self.parts.day = Some(1);
        Some(())
    }

    fn numbers_beside_suffixes(&mut self, one: i32, two: i32) -> Option<()> {
        let suffixed = |suffix| self.suffixes.contains(&Some(suffix));
        if suffixed(Suffix::Day) {
            return None;
        }
        match (suffixed(Suffix::Year), suffixed(Suffix::Month)) {
            (true, false) => self.set_date(century(self.year?), one, two),
            (false, true) => self.set_date(century(two), self.parts.month?, one),
            _ => None,
        }
    }

    /// Takes a number with a suffix, or `None` where there was such a one before.
    pub(super) fn take_suffixed(&mut self, suffix: Suffix, value: i32) -> Option<()> {
        let place = self
            .suffixes
            .iter_mut()
            .find(|place| place.is_none_or(|taken| taken == suffix))?;
        if place.is_some() {
            return None;
        }
        *place = Some(suffix);
        let part = match suffix {
            Suffix::Year => {
                self.year = Some(value);
                &mut self.parts.year
            }
            Suffix::Month => {
                self.month = Some(value);
                &mut self.parts.month
            }
            Suffix::Day => &mut self.parts.day,
            Suffix::Hour => &mut self.parts.hour,
            Suffix::Minute => &mut self.parts.minute,
            Suffix::Second => &mut self.parts.second,
        };
        *part = Some(value);
        Some(())
    }
}

/// A year below 100 is one of this or the last century.
pub(super) fn century(year: i32) -> i32 {
    if (0..100).contains(&year) {
        four_digit_year(year)
    } else {
        year
    }
}

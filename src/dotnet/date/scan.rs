//! Owns matching a text against the steps of an input format. Knows nothing of format texts.

use super::input::{Field, Step, half};
use super::kind::DateTime;
use super::names::{DAYS, ERAS, MONTHS, find, starts_with};
use super::parts::{Half, Parts, four_digit_year};
use super::pattern::MAX_FRACTION;
use super::styles::Styles;
use super::ticks::Ticks;
use super::zone::offset_of;

/// Reads a whole text. `universal` names UTC beforehand.
pub(super) fn parse(
    steps: &[Step],
    text: &str,
    styles: Styles,
    now: Ticks,
    universal: bool,
) -> Option<DateTime> {
    let text = if styles.trailing() {
        text.trim_end()
    } else {
        text
    };
    let text = if styles.leading() {
        text.trim_start()
    } else {
        text
    };
    let mut scan = Scan {
        text,
        rest: text.as_bytes(),
        inner: styles.inner(),
        trailing: styles.trailing(),
        parts: Parts::default(),
        fraction: None,
        half: None,
        clock12: false,
        short_year: false,
    };
    if universal {
        scan.parts.zone.set_utc();
    }
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        if scan.inner {
            scan.skip_blanks();
        }
        at = scan.step(step, at + 1, steps.len())?;
    }
    if scan.rest.is_empty() {
        scan.finish(styles, now)
    } else {
        None
    }
}

struct Scan<'t> {
    text: &'t str,
    rest: &'t [u8],
    inner: bool,
    trailing: bool,
    parts: Parts,
    fraction: Option<i64>,
    half: Option<Half>,
    clock12: bool,
    short_year: bool,
}

impl<'t> Scan<'t> {
    /// Matches one step and gives the position of the next one.
    #[inline]
    fn step(&mut self, step: &Step, next: usize, end: usize) -> Option<usize> {
        match *step {
            Step::Digits(field, least, most) => {
                let value = self.digits(least.into(), most.into())?;
                self.set(field, value)?;
            }
            Step::Byte(byte) => self.byte(byte)?,
            Step::Year(count) => {
                let value = self.digits(count, count)?;
                agree(&mut self.parts.year, value)?;
            }
            Step::Zulu => {
                self.parts.zone.agree_utc()?;
                self.zone_word()?;
            }
            Step::Kind => self.kind()?,
            Step::Offset(count) => {
                let offset = self.offset(count)?;
                self.parts.zone.agree(offset)?;
            }
            Step::Fraction { digits, required } => self.read_fraction(digits, required)?,
            Step::EndlessFraction => return None,
            Step::MonthName { shortened } => {
                let month = self.name(&MONTHS, shortened)? + 1;
                agree(&mut self.parts.month, month)?;
            }
            Step::DayName { shortened } => {
                let day = self.name(&DAYS, shortened)?;
                agree(&mut self.parts.weekday, day)?;
            }
            Step::Era => {
                self.name(&ERAS, false)?;
            }
            Step::Designator { shortened } => self.designator(shortened)?,
            // Where blanks may end the text, .NET goes on without a blank that is missing, unless it is the last step.
            Step::Blank(blank) => {
                let matched = self.inner || self.blank(blank).is_some();
                if !matched && (!self.trailing || next == end) {
                    return None;
                }
            }
            Step::Dot(otherwise) => {
                if self.byte(b'.').is_none() {
                    return otherwise;
                }
            }
            Step::Text(ref text) => self.word(text)?,
            Step::Quoted(ref text) => self.quoted(text)?,
            Step::Gmt => {
                self.parts.zone.set(0);
                self.word("GMT")?;
            }
        }
        Some(next)
    }

    #[inline]
    fn set(&mut self, field: Field, value: i32) -> Option<()> {
        let place = match field {
            Field::Year => {
                self.short_year = true;
                &mut self.parts.year
            }
            Field::Month => &mut self.parts.month,
            Field::Day => &mut self.parts.day,
            Field::Hour12 => {
                self.clock12 = true;
                &mut self.parts.hour
            }
            Field::Hour24 => &mut self.parts.hour,
            Field::Minute => &mut self.parts.minute,
            Field::Second => &mut self.parts.second,
        };
        agree(place, value)
    }

    fn finish(mut self, styles: Styles, now: Ticks) -> Option<DateTime> {
        if self.short_year {
            let year = self.parts.year.filter(|year| *year < 100)?;
            self.parts.year = Some(four_digit_year(year));
        }
        // A missing hour counts as one before noon.
        let hour = self.parts.hour.unwrap_or(-1);
        if self.clock12 {
            let hour = match self.half.unwrap_or(Half::Am) {
                _ if hour > 12 => return None,
                Half::Am => hour % 12,
                Half::Pm => hour % 12 + 12,
            };
            self.parts.hour = Some(hour);
        } else if self
            .half
            .is_some_and(|half| (half == Half::Am) == (hour >= 12))
        {
            return None;
        }
        self.parts.fraction = self.fraction.unwrap_or(0);
        self.parts.finish(styles, Some(now))
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest_text().trim_start().as_bytes();
    }

    /// What is left; steps take whole characters off.
    fn rest_text(&self) -> &'t str {
        self.text
            .get(self.text.len() - self.rest.len()..)
            .unwrap_or_default()
    }

    #[inline]
    fn byte(&mut self, byte: u8) -> Option<()> {
        match self.rest {
            [first, rest @ ..] if *first == byte => {
                self.rest = rest;
                Some(())
            }
            _ => None,
        }
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word.as_bytes())?;
        Some(())
    }

    /// A plain space in a format also stands for the two no-break spaces.
    fn blank(&mut self, blank: char) -> Option<()> {
        let next = self.rest_text().chars().next()?;
        let same = next == blank || blank == ' ' && matches!(next, '\u{a0}' | '\u{202f}');
        self.rest = self.rest.get(next.len_utf8()..).filter(|_| same)?;
        Some(())
    }

    fn quoted(&mut self, text: &str) -> Option<()> {
        for next in text.chars() {
            if !next.is_whitespace() {
                self.word(next.encode_utf8(&mut [0; 4]))?;
            } else if self.inner {
                self.skip_blanks();
            } else {
                self.blank(next)?;
            }
        }
        Some(())
    }

    /// A number of at least and at most so many digits; it wraps as .NET's does where it is too long.
    #[inline]
    fn digits(&mut self, least: usize, most: usize) -> Option<i32> {
        let mut value = 0i32;
        let mut count = 0;
        while let [digit @ b'0'..=b'9', rest @ ..] = self.rest {
            if count == most {
                break;
            }
            value = value.wrapping_mul(10).wrapping_add(i32::from(digit - b'0'));
            self.rest = rest;
            count += 1;
        }
        (count >= least).then_some(value)
    }

    fn read_fraction(&mut self, digits: usize, required: bool) -> Option<()> {
        let before = self.rest.len();
        let value = self.digits(0, digits)?;
        let count = before - self.rest.len();
        if required && count < digits {
            return None;
        }
        let missing = MAX_FRACTION.saturating_sub(count) as u32;
        let ticks = i64::from(value) * 10i64.pow(missing);
        agree(&mut self.fraction, ticks)
    }

    fn name(&mut self, names: &[&'static str], shortened: bool) -> Option<i32> {
        let (position, length) = find(self.rest, names, shortened)?;
        self.rest = self.rest.get(length..)?;
        Some(position)
    }

    fn designator(&mut self, shortened: bool) -> Option<()> {
        let half = match self.rest {
            [first, rest @ ..] if shortened => {
                self.rest = rest;
                half(*first)?
            }
            [first, _, rest @ ..]
                if starts_with(self.rest, "AM") || starts_with(self.rest, "PM") =>
            {
                self.rest = rest;
                half(first.to_ascii_uppercase())?
            }
            _ => return None,
        };
        agree(&mut self.half, half)
    }

    fn kind(&mut self) -> Option<()> {
        match self.rest {
            [b'Z', rest @ ..] => {
                self.rest = rest;
                self.parts.zone.agree_utc()
            }
            [b'+' | b'-', ..] => {
                let offset = self.offset(3)?;
                self.parts.zone.agree(offset)
            }
            _ => Some(()),
        }
    }

    fn offset(&mut self, count: usize) -> Option<i64> {
        let [sign @ (b'+' | b'-'), rest @ ..] = self.rest else {
            return None;
        };
        self.rest = rest;
        let hours = self.digits(if count == 2 { 2 } else { 1 }, 2)?;
        let minutes = if count > 2 {
            let _ = self.byte(b':');
            self.digits(2, 2).filter(|minutes| *minutes < 60)?
        } else {
            0
        };
        Some(offset_of(*sign == b'-', hours, minutes))
    }

    fn zone_word(&mut self) -> Option<()> {
        let length = ["GMT", "Z"]
            .into_iter()
            .filter(|word| starts_with(self.rest, word))
            .map(str::len)
            .find(|length| {
                let behind = self
                    .rest_text()
                    .get(*length..)
                    .and_then(|rest| rest.chars().next());
                !behind.is_some_and(char::is_alphabetic)
            })?;
        self.rest = self.rest.get(length..)?;
        Some(())
    }
}

/// Takes a value unless another one was read before.
#[inline]
fn agree<T: Copy + PartialEq>(place: &mut Option<T>, value: T) -> Option<()> {
    if place.is_some_and(|before| before != value) {
        return None;
    }
    *place = Some(value);
    Some(())
}

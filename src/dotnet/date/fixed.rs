//! Owns the short way to read formats of fixed width, such as `yyyy-MM-ddTHH:mm:ssZ`. It gives up where anything is
//! unusual, and the general way then decides.

use super::input::{Field, Step};
use super::kind::DateTime;
use super::styles::Styles;
use super::ticks::Ticks;
use super::zone::Zone;

/// Where the fields and separators of a format stand, if each always stands at the same byte.
#[derive(Clone, Debug)]
pub(super) struct Fixed {
    /// Bytes before the zone.
    width: usize,
    zone: ZoneField,
    year: usize,
    month: usize,
    day: usize,
    hour: Option<usize>,
    minute: Option<usize>,
    second: Option<usize>,
    separators: Box<[(usize, u8)]>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ZoneField {
    Absent,
    Zulu,
    Kind,
}

impl Fixed {
    /// The places of these steps, or `None` where one is of variable width, stands twice, or the date is incomplete.
    pub fn of(steps: &[Step]) -> Option<Fixed> {
        let (zone, steps) = match steps {
            [before @ .., Step::Zulu] => (ZoneField::Zulu, before),
            [before @ .., Step::Kind] => (ZoneField::Kind, before),
            all => (ZoneField::Absent, all),
        };
        let mut width = 0;
        let mut separators = Vec::new();
        let (mut year, mut month, mut day) = (None, None, None);
        let (mut hour, mut minute, mut second) = (None, None, None);
        for step in steps {
            let (place, length) = match *step {
                Step::Year(4) => (&mut year, 4),
                Step::Digits(field, 2, 2) => match field {
                    Field::Month => (&mut month, 2),
                    Field::Day => (&mut day, 2),
                    Field::Hour24 => (&mut hour, 2),
                    Field::Minute => (&mut minute, 2),
                    Field::Second => (&mut second, 2),
                    Field::Year | Field::Hour12 => return None,
                },
                Step::Byte(_) | Step::Dot(_) | Step::Blank(' ') => {
                    let byte = match *step {
                        Step::Byte(byte) => byte,
                        Step::Dot(_) => b'.',
                        _ => b' ',
                    };
                    separators.push((width, byte));
                    width += 1;
                    continue;
                }
                Step::Quoted(ref text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => {
                    separators.extend((width..).zip(text.bytes()));
                    width += text.len();
                    continue;
                }
                _ => return None,
            };
            if place.replace(width).is_some() {
                return None;
            }
            width += length;
        }
        Some(Fixed {
            width,
            zone,
            year: year?,
            month: month?,
            day: day?,
            hour,
            minute,
            second,
            separators: separators.into(),
        })
    }

    /// Reads a text that has every field and separator in its place.
    #[inline]
    pub fn parse(&self, text: &str, styles: Styles) -> Option<DateTime> {
        let text = text.as_bytes();
        let mut zone = Zone::default();
        match (self.zone, text.get(self.width..)?) {
            (ZoneField::Absent | ZoneField::Kind, []) => {}
            (ZoneField::Zulu | ZoneField::Kind, [b'Z']) => zone.set_utc(),
            _ => return None,
        }
        for (at, byte) in &self.separators {
            if text.get(*at) != Some(byte) {
                return None;
            }
        }
        let time = |at: Option<usize>| at.map_or(Some(0), |at| pair(text, at));
        let year = pair(text, self.year)? * 100 + pair(text, self.year + 2)?;
        let date = (year, pair(text, self.month)?, pair(text, self.day)?);
        let clock = (time(self.hour)?, time(self.minute)?, time(self.second)?);
        zone.apply(Ticks::from_parts(date, clock)?, styles)
    }
}

/// The number that two digits make.
#[inline]
fn pair(text: &[u8], at: usize) -> Option<i32> {
    let [tens, ones] = text.get(at..at + 2)?.first_chunk()?;
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then_some(i32::from(tens) * 10 + i32::from(ones))
}

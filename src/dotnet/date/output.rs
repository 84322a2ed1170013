//! Owns writing a date by a compiled format. Knows nothing of reading.

use core::fmt::{self, Write};

use chrono::Datelike;

use super::facts::Facts;
use super::kind::{DateKind, DateTime};
use super::names::{DAYS, ERAS, MONTHS, short};
use super::pattern::{FormatError, Mark, Piece, Purpose, cut};
use super::standard::{GENERAL, expand};
use super::ticks::TICKS_PER_SECOND;

/// A .NET date format, standard or custom, compiled for writing.
///
/// ```
/// use attrflow::dotnet::date::{DateKind, DateTime, OutputFormat, Ticks};
/// let date = DateTime { ticks: Ticks::from_unix(1_714_953_600, 0).unwrap(), kind: DateKind::Utc };
/// let mut text = String::new();
/// OutputFormat::new("dd.MM.yyyy").unwrap().write(date, &mut text).unwrap();
/// assert_eq!(text, "06.05.2024");
/// ```
#[derive(Clone, Debug)]
pub struct OutputFormat {
    steps: Box<[Step]>,
    /// Whether a fraction may take back a dot that was written before it.
    takes_back: bool,
    facts: Facts,
}

/// One thing to write.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    Text(String),
    Year(usize),
    ShortYear {
        padded: bool,
    },
    Month {
        padded: bool,
    },
    MonthName {
        shortened: bool,
    },
    Day {
        padded: bool,
    },
    DayName {
        shortened: bool,
    },
    Era,
    Hour12 {
        padded: bool,
    },
    Hour24 {
        padded: bool,
    },
    Minute {
        padded: bool,
    },
    Second {
        padded: bool,
    },
    Fraction(usize),
    TrimmedFraction(usize),
    Designator {
        shortened: bool,
    },
    /// Whole hours of the offset, which is zero.
    OffsetHours {
        padded: bool,
    },
    OffsetMinutes,
    Kind,
}

impl OutputFormat {
    /// Compiles a format; an empty one is the general format, as in .NET.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{FormatProblem, OutputFormat};
    /// let error = OutputFormat::new("X").unwrap_err(); // one character names a standard format
    /// assert_eq!(error.problem, FormatProblem::UnknownStandard('X'));
    /// ```
    ///
    /// # Errors
    /// [`FormatError`] with its place, where .NET throws a `FormatException`.
    pub fn new(text: &str) -> Result<OutputFormat, FormatError> {
        let standard = expand(text)?.map(|(_, custom)| custom);
        let custom = standard.unwrap_or(if text.is_empty() { GENERAL } else { text });
        let pieces = cut(custom, Purpose::Writing)?;
        let facts = Facts::of(&pieces, standard.map(|_| 0..text.len()));
        let mut steps: Vec<Step> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            push(&mut steps, piece);
        }
        Ok(OutputFormat {
            takes_back: steps
                .iter()
                .any(|step| matches!(step, Step::TrimmedFraction(_))),
            steps: steps.into(),
            facts,
        })
    }

    /// What the format writes, for linters.
    ///
    /// ```
    /// # use attrflow::dotnet::date::OutputFormat;
    /// assert!(OutputFormat::new("hh:mm").unwrap().facts().has_lowercase_hour_without_designator());
    /// ```
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Writes a date, appending to `out`.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{DateKind, DateTime, OutputFormat, Ticks};
    /// let date = DateTime { ticks: Ticks::MIN, kind: DateKind::Unspecified };
    /// let mut text = String::new();
    /// OutputFormat::new("HH:mm:ss.FFF").unwrap().write(date, &mut text).unwrap();
    /// assert_eq!(text, "00:00:00"); // an empty fraction takes its dot back
    /// ```
    ///
    /// # Errors
    /// Only where `out` fails.
    pub fn write(&self, date: DateTime, out: &mut impl Write) -> fmt::Result {
        let parts = Parts::of(date);
        if !self.takes_back {
            return self
                .steps
                .iter()
                .try_for_each(|step| write_step(step, &parts, out));
        }
        let mut holder = DotHolder { out, dots: 0 };
        for step in &self.steps {
            match step {
                Step::TrimmedFraction(digits) if parts.fraction / unit(*digits) == 0 => {
                    holder.dots = holder.dots.saturating_sub(1);
                }
                _ => write_step(step, &parts, &mut holder)?,
            }
        }
        holder.release()
    }
}

fn push(steps: &mut Vec<Step>, piece: Piece) {
    let mut text = |more: &str| {
        if let Some(Step::Text(before)) = steps.last_mut() {
            before.push_str(more);
        } else if !more.is_empty() {
            steps.push(Step::Text(more.into()));
        }
    };
    let (letter, count) = match piece.mark {
        Mark::Letters(letter, count) => (letter, count),
        Mark::Quoted(inside) => return text(&inside),
        Mark::Escaped(other) | Mark::Plain(other) => return text(other.encode_utf8(&mut [0; 4])),
        Mark::Gmt => return text("GMT"),
    };
    let padded = count > 1;
    steps.push(match (letter, count) {
        (b'y', 1 | 2) => Step::ShortYear { padded },
        (b'y', _) => Step::Year(count),
        (b'M', 1 | 2) => Step::Month { padded },
        (b'M', _) => Step::MonthName {
            shortened: count == 3,
        },
        (b'd', 1 | 2) => Step::Day { padded },
        (b'd', _) => Step::DayName {
            shortened: count == 3,
        },
        (b'g', _) => Step::Era,
        (b'h', _) => Step::Hour12 { padded },
        (b'H', _) => Step::Hour24 { padded },
        (b'm', _) => Step::Minute { padded },
        (b's', _) => Step::Second { padded },
        (b'f', _) => Step::Fraction(count),
        (b'F', _) => Step::TrimmedFraction(count),
        (b't', _) => Step::Designator {
            shortened: count == 1,
        },
        (b'z', 1 | 2) => Step::OffsetHours { padded },
        (b'z', _) => Step::OffsetMinutes,
        _ => Step::Kind,
    });
}

/// A date taken apart for writing.
struct Parts {
    year: u32,
    month: u32,
    day: u32,
    weekday: u32,
    /// Seconds since midnight.
    clock: u32,
    /// Ticks since the second began.
    fraction: u32,
    kind: DateKind,
}

impl Parts {
    fn of(date: DateTime) -> Parts {
        let day = date.ticks.date();
        let time = date.ticks.time_of_day();
        Parts {
            year: day.year() as u32,
            month: day.month(),
            day: day.day(),
            weekday: date.ticks.weekday(),
            clock: (time / TICKS_PER_SECOND) as u32,
            fraction: (time % TICKS_PER_SECOND) as u32,
            kind: date.kind,
        }
    }
}

#[inline]
fn write_step(step: &Step, parts: &Parts, out: &mut impl Write) -> fmt::Result {
    let hour = parts.clock / 3600;
    match *step {
        Step::Text(ref text) => out.write_str(text),
        Step::Year(4) => pad4(parts.year, out),
        Step::Year(width) => year(parts.year, width, out),
        Step::ShortYear { padded } => number(parts.year % 100, padded, out),
        Step::Month { padded } => number(parts.month, padded, out),
        Step::MonthName { shortened } => name(&MONTHS, parts.month - 1, shortened, out),
        Step::Day { padded } => number(parts.day, padded, out),
        Step::DayName { shortened } => name(&DAYS, parts.weekday, shortened, out),
        Step::Era => out.write_str(ERAS.first().copied().unwrap_or_default()),
        Step::Hour12 { padded } => number(clock12(hour), padded, out),
        Step::Hour24 { padded } => number(hour, padded, out),
        Step::Minute { padded } => number(parts.clock / 60 % 60, padded, out),
        Step::Second { padded } => number(parts.clock % 60, padded, out),
        Step::Fraction(digits) => pad(parts.fraction / unit(digits), digits, out),
        Step::TrimmedFraction(digits) => trimmed(parts.fraction / unit(digits), digits, out),
        Step::Designator { shortened } => {
            let designator = if hour < 12 { "AM" } else { "PM" };
            out.write_str(if shortened {
                designator.get(..1).unwrap_or_default()
            } else {
                designator
            })
        }
        Step::OffsetHours { padded } => out.write_str(if padded { "+00" } else { "+0" }),
        Step::OffsetMinutes => out.write_str("+00:00"),
        Step::Kind => out.write_str(match parts.kind {
            DateKind::Unspecified => "",
            DateKind::Utc => "Z",
            DateKind::Local => "+00:00",
        }),
    }
}

/// The hour on a clock of twelve.
pub(super) fn clock12(hour: u32) -> u32 {
    (hour + 11) % 12 + 1
}

/// Ticks in the last of so many digits after the second.
fn unit(digits: usize) -> u32 {
    10u32.pow(7u32.saturating_sub(digits as u32))
}

fn trimmed(mut fraction: u32, mut digits: usize, out: &mut impl Write) -> fmt::Result {
    while digits > 1 && fraction.is_multiple_of(10) {
        fraction /= 10;
        digits -= 1;
    }
    pad(fraction, digits, out)
}

fn name(
    names: &[&'static str],
    position: u32,
    shortened: bool,
    out: &mut impl Write,
) -> fmt::Result {
    let name = names.get(position as usize).copied().unwrap_or_default();
    out.write_str(if shortened { short(name) } else { name })
}

/// Writes a year with at least so many digits, which are three or more.
fn year(year: u32, width: usize, out: &mut impl Write) -> fmt::Result {
    if width < 4 && year < 1000 {
        return pad(year, 3, out);
    }
    (4..width).try_for_each(|_| out.write_char('0'))?;
    pad4(year, out)
}

/// Writes a number below 100, with two digits where it is padded or needs them.
#[inline]
pub(super) fn number(value: u32, padded: bool, out: &mut impl Write) -> fmt::Result {
    if padded || value > 9 {
        pad2(value, out)
    } else {
        out.write_char(char::from(b'0' + value as u8))
    }
}

const PAIRS: &str = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/// Writes a number with exactly so many digits, at most nine.
fn pad(value: u32, digits: usize, out: &mut impl Write) -> fmt::Result {
    let mut left = digits as u32;
    if left % 2 == 1 {
        left -= 1;
        number(value / 10u32.pow(left), false, out)?;
    }
    while left > 0 {
        left -= 2;
        pad2(value / 10u32.pow(left) % 100, out)?;
    }
    Ok(())
}

/// Writes a number below 100 with two digits.
#[inline]
pub(super) fn pad2(value: u32, out: &mut impl Write) -> fmt::Result {
    let at = value as usize * 2;
    out.write_str(PAIRS.get(at..at + 2).unwrap_or_default())
}

/// Writes a number below 10,000 with four digits.
#[inline]
pub(super) fn pad4(value: u32, out: &mut impl Write) -> fmt::Result {
    pad2(value / 100, out)?;
    pad2(value % 100, out)
}

/// Holds dots back until it is known that no empty fraction takes them away.
struct DotHolder<'w, W> {
    out: &'w mut W,
    dots: usize,
}

impl<W: Write> DotHolder<'_, W> {
    fn release(&mut self) -> fmt::Result {
        while self.dots > 0 {
            self.out.write_char('.')?;
            self.dots -= 1;
        }
        Ok(())
    }
}

impl<W: Write> Write for DotHolder<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let kept = text.trim_end_matches('.');
        if !kept.is_empty() {
            self.release()?;
            self.out.write_str(kept)?;
        }
        self.dots += text.len() - kept.len();
        Ok(())
    }
}

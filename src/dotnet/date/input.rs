//! Owns compiling a date format for reading, and the choice of the way to read. The reading itself is in `scan`.

use std::borrow::Cow;

use super::facts::Facts;
use super::fixed::Fixed;
use super::kind::DateTime;
use super::parts::Half;
use super::pattern::{FormatError, FormatProblem, MAX_FRACTION, Mark, Piece, Purpose, cut, error};
use super::roundtrip;
use super::scan;
use super::standard::expand;
use super::styles::Styles;
use super::ticks::Ticks;

/// A .NET date format, standard or custom, compiled for reading.
///
/// ```
/// use attrflow::dotnet::date::{DateKind, InputFormat, Styles, Ticks};
/// let format = InputFormat::new("yyyy-MM-ddTHH:mm:ssZ").unwrap();
/// let date = format.parse("2024-05-06T00:00:00Z", Styles::DEFAULT, Ticks::MIN).unwrap();
/// assert_eq!(date.ticks, Ticks::from_unix(1_714_953_600, 0).unwrap());
/// assert_eq!(date.kind, DateKind::Utc);
/// assert!(format.parse("6 May 2024", Styles::DEFAULT, Ticks::MIN).is_none());
/// ```
#[derive(Clone, Debug)]
pub struct InputFormat {
    /// The steps as they stand in the format.
    plain: Box<[Step]>,
    fixed: Option<Fixed>,
    /// The steps with blanks trimmed off the front, the back, and both, where that makes a difference. A format can
    /// become wrong by it, and then nothing matches.
    trimmed: Option<Box<Trimmed>>,
    standard: Option<char>,
    /// The format sets its own zone: the standard format `U`.
    universal: bool,
    facts: Facts,
}

/// The steps without blanks at the front, at the back, and at both ends.
type Trimmed = [Option<Box<[Step]>>; 3];

/// One thing to match.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// A field of digits: at least and at most so many.
    Digits(Field, u8, u8),
    /// A year of this many digits.
    Year(usize),
    MonthName {
        shortened: bool,
    },
    DayName {
        shortened: bool,
    },
    Era,
    Fraction {
        digits: usize,
        required: bool,
    },
    /// A fraction that nothing can satisfy.
    EndlessFraction,
    Designator {
        shortened: bool,
    },
    Offset(usize),
    /// `Z`: the words Z and GMT.
    Zulu,
    Kind,
    /// A blank, which may be missing under some styles.
    Blank(char),
    /// A dot; where it is missing, matching may go on at the given step.
    Dot(Option<usize>),
    Byte(u8),
    Text(Box<str>),
    Quoted(Box<str>),
    Gmt,
}

/// A numeric field of one or two digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Year,
    Month,
    Day,
    Hour12,
    Hour24,
    Minute,
    Second,
}

impl InputFormat {
    /// Compiles a format.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{FormatProblem, InputFormat};
    /// let error = InputFormat::new("yyyy 'Jahr").unwrap_err();
    /// assert_eq!((error.span.0, error.problem), (5, FormatProblem::UnclosedQuote('\'')));
    /// ```
    ///
    /// # Errors
    /// [`FormatError`] with its place, where .NET throws a `FormatException` for the format: it is empty, an unknown standard
    /// format, or malformed.
    pub fn new(text: &str) -> Result<InputFormat, FormatError> {
        if text.is_empty() {
            return Err(error(0..0, FormatProblem::Empty));
        }
        let standard = expand(text)?;
        let custom = standard.map_or(text, |(_, custom)| custom);
        let pieces = cut(custom, Purpose::Reading)?;
        let facts = Facts::of(&pieces, standard.map(|_| 0..text.len()));
        let letter = standard.map(|(letter, _)| letter);
        let plain = steps(custom, pieces);
        let trimmed = trimmed(custom);
        Ok(InputFormat {
            fixed: Fixed::of(&plain).filter(|_| trimmed.is_none()),
            plain,
            trimmed,
            standard: letter.map(|letter| letter.to_ascii_lowercase()),
            universal: letter == Some('U'),
            facts,
        })
    }

    /// What the format reads, for linters.
    ///
    /// ```
    /// # use attrflow::dotnet::date::InputFormat;
    /// assert!(InputFormat::new("yyyy-MM-dd").unwrap().facts().is_date_only());
    /// ```
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Reads a whole text by this format, or `None` where it does not match or names no date between the years 1 and
    /// 9999. `now` gives the year or day that the format leaves out.
    ///
    /// ```
    /// # use attrflow::dotnet::date::{InputFormat, Styles, Ticks};
    /// let now = Ticks::from_unix(1_714_953_600, 0).unwrap(); // 2024-05-06
    /// let date = InputFormat::new("MM-dd").unwrap().parse("12-31", Styles::DEFAULT, now).unwrap();
    /// assert_eq!(date.ticks.to_unix(), (1_735_603_200, 0)); // 2024-12-31
    /// ```
    pub fn parse(&self, text: &str, styles: Styles, now: Ticks) -> Option<DateTime> {
        if let Some(date) = self
            .fixed
            .as_ref()
            .and_then(|fixed| fixed.parse(text, styles))
        {
            return Some(date);
        }
        if text.is_empty() {
            return None;
        }
        if styles == Styles::NONE {
            match self.standard {
                Some('o') => return roundtrip::parse(text),
                Some('r') if !text.is_ascii() => return None,
                _ => {}
            }
        }
        scan::parse(self.steps(styles)?, text, styles, now, self.universal)
    }

    fn steps(&self, styles: Styles) -> Option<&[Step]> {
        match (&self.trimmed, styles.leading(), styles.trailing()) {
            (None, _, _) | (_, false, false) => Some(&self.plain),
            (Some(trimmed), leading, trailing) => {
                let [front, back, both] = &**trimmed;
                match (leading, trailing) {
                    (true, false) => front.as_deref(),
                    (false, _) => back.as_deref(),
                    (true, true) => both.as_deref(),
                }
            }
        }
    }
}

/// The steps of a format whose ends are trimmed in each of three ways, or `None` where that changes nothing.
fn trimmed(text: &str) -> Option<Box<Trimmed>> {
    let both = trim_front(&trim_back(text)).into_owned();
    if both == text {
        return None;
    }
    let compile = |text: &str| Some(steps(text, cut(text, Purpose::Reading).ok()?));
    Some(Box::new([
        compile(&trim_front(text)),
        compile(&trim_back(text)),
        compile(&both),
    ]))
}

/// Drops the blanks at the front, also those behind a quote that opens the format.
fn trim_front(text: &str) -> Cow<'_, str> {
    let rest = text.trim_start();
    if rest.len() < text.len() || text.encode_utf16().take(3).count() < 3 {
        return Cow::Borrowed(rest);
    }
    match text.strip_prefix(['\'', '"']) {
        Some(inside) if inside.trim_start().len() < inside.len() => {
            let quote = text.get(..1).unwrap_or_default();
            Cow::Owned(format!("{quote}{}", inside.trim_start()))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Drops the blanks at the back, also those before a quote that closes the format.
fn trim_back(text: &str) -> Cow<'_, str> {
    let rest = text.trim_end();
    if rest.encode_utf16().take(3).count() < 3 {
        return Cow::Borrowed(rest);
    }
    match rest.strip_suffix(['\'', '"']) {
        Some(inside) if inside.trim_end().len() < inside.len() => {
            let quote = rest.get(rest.len() - 1..).unwrap_or_default();
            Cow::Owned(format!("{}{quote}", inside.trim_end()))
        }
        _ => Cow::Borrowed(rest),
    }
}

fn steps(text: &str, pieces: Vec<Piece>) -> Box<[Step]> {
    let starts: Vec<usize> = pieces
        .iter()
        .map(|piece| piece.span.start)
        .chain([text.len()])
        .collect();
    pieces
        .into_iter()
        .map(|piece| match piece.mark {
            Mark::Letters(letter, count) => field(letter, count),
            Mark::Quoted(inside) => Step::Quoted(inside.into()),
            Mark::Escaped(other) => literal(other),
            Mark::Plain('.') => Step::Dot(
                after_fraction(text, piece.span.end)
                    .and_then(|end| starts.binary_search(&end).ok()),
            ),
            Mark::Plain(blank) if blank.is_whitespace() => Step::Blank(blank),
            Mark::Plain(other) => literal(other),
            Mark::Gmt => Step::Gmt,
        })
        .collect()
}

fn field(letter: u8, count: usize) -> Step {
    let (least, most) = if count == 1 { (1, 2) } else { (2, 2) };
    let shortened = count == 3;
    match (letter, count) {
        (b'y', 1 | 2) => Step::Digits(Field::Year, least, most),
        (b'y', _) => Step::Year(count),
        (b'M', 1 | 2) => Step::Digits(Field::Month, least, most),
        (b'M', _) => Step::MonthName { shortened },
        (b'd', 1 | 2) => Step::Digits(Field::Day, least, most),
        (b'd', _) => Step::DayName { shortened },
        (b'g', _) => Step::Era,
        (b'h', _) => Step::Digits(Field::Hour12, least, most),
        (b'H', _) => Step::Digits(Field::Hour24, least, most),
        (b'm', _) => Step::Digits(Field::Minute, least, most),
        (b's', _) => Step::Digits(Field::Second, least, most),
        (b'f' | b'F', digits) if digits <= MAX_FRACTION => Step::Fraction {
            digits,
            required: letter == b'f',
        },
        (b'f' | b'F', _) => Step::EndlessFraction,
        (b't', _) => Step::Designator {
            shortened: count == 1,
        },
        (b'z', _) => Step::Offset(count),
        (b'Z', _) => Step::Zulu,
        _ => Step::Kind,
    }
}

fn literal(other: char) -> Step {
    match u8::try_from(other) {
        Ok(byte) if byte.is_ascii() => Step::Byte(byte),
        _ => Step::Text(other.encode_utf8(&mut [0; 4]).into()),
    }
}

/// The end of the optional fraction behind a dot. .NET looks at the second character behind the dot alone, so that
/// `.F` is not optional and `.xF` is.
fn after_fraction(text: &str, dot_end: usize) -> Option<usize> {
    let mut behind = text.get(dot_end..)?.char_indices().skip(1);
    let (offset, 'F') = behind.next()? else {
        return None;
    };
    let run = text
        .get(dot_end + offset..)?
        .bytes()
        .take_while(|&byte| byte == b'F')
        .count();
    Some(dot_end + offset + run)
}

/// The half of the day that a designator names.
pub(super) fn half(first: u8) -> Option<Half> {
    match first {
        b'A' => Some(Half::Am),
        b'P' => Some(Half::Pm),
        _ => None,
    }
}

//! Owns reading a date text without a format, as .NET's `DateTime.Parse` does it in the invariant culture. Knows
//! nothing of formats.

mod finding;
mod iso;
mod state;
mod words;

use super::kind::DateTime;
use super::parts::{Half, Parts};
use super::styles::Styles;
use super::ticks::{TICKS_PER_SECOND, Ticks};
use finding::century;
use state::{Finding, State, Step, Token};
use words::{Cursor, Separator, Suffix, Word};

/// Reads a date text of any of the many forms that .NET understands; `now` gives the year or day that it leaves out.
/// An instant with a zone is moved to local time, which is UTC.
///
/// ```
/// use attrflow::dotnet::date::{Ticks, parse_free, write_general};
/// let mut text = String::new();
/// write_general(parse_free("2021-06-30+08:00", Ticks::MIN).unwrap().ticks, &mut text).unwrap();
/// assert_eq!(text, "6/29/2021 4:00:00 PM");
/// assert!(parse_free("tomorrow", Ticks::MIN).is_none());
/// ```
pub fn parse_free(text: &str, now: Ticks) -> Option<DateTime> {
    read(text, Some(now))
}

/// Reads a date text like [`parse_free`] for its instant alone. Without `now`, a text that leaves out the year or the
/// day is none.
///
/// ```
/// use attrflow::dotnet::date::{Ticks, parse_free_utc};
/// assert_eq!(parse_free_utc("1/1/1970", None), Ticks::from_unix(0, 0));
/// assert_eq!(parse_free_utc("7:00 AM", None), None);
/// ```
pub fn parse_free_utc(text: &str, now: Option<Ticks>) -> Option<Ticks> {
    read(text, now).map(|date| date.ticks)
}

fn read(text: &str, now: Option<Ticks>) -> Option<DateTime> {
    if text.is_empty() {
        return None;
    }
    let mut reading = Reading::new(now);
    let mut cursor = Cursor { text, at: 0 };
    let mut state = State::Start;
    let mut found = false;
    loop {
        let Some(token) = reading.token(state, &mut cursor)? else {
            continue;
        };
        if token == Token::NumberTimeMark {
            return if matches!(state, State::Yn | State::YnThen) {
                iso::parse(&reading, cursor)
            } else {
                None
            };
        }
        state = match state.next(token)? {
            Step::Go(next) => next,
            Step::Found(finding) => {
                reading.take(finding)?;
                found = true;
                State::Start
            }
        };
        if matches!(token, Token::End | Token::NumberEnd | Token::MonthEnd) {
            break;
        }
    }
    if found { reading.finish() } else { None }
}

/// What was read so far.
struct Reading {
    parts: Parts,
    now: Option<Ticks>,
    /// The numbers of the date or time that is being read; what was there before stays behind them.
    numbers: [i32; 3],
    count: usize,
    year: Option<i32>,
    month: Option<i32>,
    half: Option<Half>,
    suffixes: [Option<Suffix>; 6],
    has_date: bool,
    has_time: bool,
}

impl Reading {
    fn new(now: Option<Ticks>) -> Reading {
        Reading {
            parts: Parts::default(),
            now,
            numbers: [0; 3],
            count: 0,
            year: None,
            month: None,
            half: None,
            suffixes: [None; 6],
            has_date: false,
            has_time: false,
        }
    }

    /// The next token; the inner `None` stands for something that means nothing to the grammar.
    fn token(&mut self, state: State, cursor: &mut Cursor<'_>) -> Option<Option<Token>> {
        match cursor.word() {
            Word::End => Some(Some(Token::End)),
            Word::Number { value, year } => self.number(state, cursor, value?, year),
            Word::Month(month) => {
                if self.month.is_some() {
                    return None;
                }
                let token = month_token(state, cursor)?;
                self.month = Some(month);
                Some(Some(token))
            }
            Word::Weekday(day) => {
                let first = self.parts.weekday.replace(day).is_none();
                first.then_some(Some(Token::Weekday))
            }
            Word::Designator(half) => {
                let first = self.half.replace(half).is_none();
                first.then_some(None)
            }
            Word::Era => Some(Some(Token::Era)),
            Word::Zone => {
                if self.parts.zone.is_named() {
                    return None;
                }
                self.parts.zone.set_utc();
                Some(Some(Token::Zone))
            }
            Word::Ignorable => Some(None),
            Word::Unknown('+' | '-') if !self.parts.zone.is_named() => {
                let offset = cursor.offset()?;
                self.parts.zone.set(offset);
                Some(None)
            }
            Word::Unknown(_) => cursor.punctuation().then_some(None),
        }
    }

    fn number(
        &mut self,
        state: State,
        cursor: &mut Cursor<'_>,
        value: i32,
        year: bool,
    ) -> Option<Option<Token>> {
        if self.count == self.numbers.len() {
            return None;
        }
        let in_time = matches!(state, State::Hour | State::HourMinute);
        let more = |cursor: &Cursor<'_>| utf16_len_exceeds_one(cursor.rest());
        if state == State::HourMinute && cursor.peek() == Some('.') && more(cursor) {
            let (fraction, _) = cursor.fraction();
            self.parts.fraction = rounded(fraction);
        }
        if in_time && more(cursor) {
            self.offset_behind_time(cursor)?;
        }
        if year {
            self.year_token(state, cursor, value)
        } else {
            self.number_token(state, cursor, value)
        }
    }

    /// Takes an offset that stands behind a time, perhaps after blanks.
    fn offset_behind_time(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let mut ahead = *cursor;
        ahead.skip_blanks();
        if matches!(ahead.peek(), Some('+' | '-')) {
            if self.parts.zone.is_named() {
                return None;
            }
            *cursor = ahead;
            self.parts.zone.set(cursor.offset()?);
        }
        Some(())
    }

    fn year_token(
        &mut self,
        state: State,
        cursor: &mut Cursor<'_>,
        value: i32,
    ) -> Option<Option<Token>> {
        if self.year.is_some() {
            return None;
        }
        self.year = Some(value);
        let before = cursor.at;
        Some(match cursor.separator() {
            Separator::End => Some(Token::YearEnd),
            Separator::Blank => Some(Token::YearBlank),
            Separator::Date => Some(Token::YearDateSeparator),
            // A second designator makes .NET forget the number.
            Separator::Designator(half) if self.half.is_none() => {
                self.half = Some(half);
                Some(Token::YearBlank)
            }
            Separator::Designator(_) => None,
            Separator::Hyphen => {
                let (separated, blank) = (Token::YearDateSeparator, Token::YearBlank);
                Some(hyphen(state, cursor, before, separated, blank))
            }
            Separator::Suffix(suffix) => Some(self.suffix_token(suffix, value)?),
            Separator::Time | Separator::TimeMark => return None,
        })
    }

    fn number_token(
        &mut self,
        state: State,
        cursor: &mut Cursor<'_>,
        value: i32,
    ) -> Option<Option<Token>> {
        let before = cursor.at;
        let token = match cursor.separator() {
            Separator::End => Token::NumberEnd,
            Separator::Blank => Token::NumberBlank,
            Separator::Date => Token::NumberDateSeparator,
            Separator::Time => Token::NumberTimeSeparator,
            Separator::TimeMark => Token::NumberTimeMark,
            Separator::Hyphen => hyphen(
                state,
                cursor,
                before,
                Token::NumberDateSeparator,
                Token::NumberBlank,
            ),
            Separator::Designator(_) if self.half.is_some() => return Some(None),
            Separator::Designator(half) => {
                self.half = Some(half);
                if state == State::DateNn {
                    self.take(Finding::Nn)?;
                }
                Token::NumberDesignator
            }
            Separator::Suffix(Suffix::Year) => {
                return self.suffix_token(Suffix::Year, century(value)).map(Some);
            }
            Separator::Suffix(suffix) => return self.suffix_token(suffix, value).map(Some),
        };
        *self.numbers.get_mut(self.count)? = value;
        self.count += 1;
        if token == Token::NumberDesignator
            && matches!(state, State::Hour | State::HourMinute)
            && utf16_len_exceeds_one(cursor.rest())
        {
            self.offset_behind_time(cursor)?;
        }
        Some(Some(token))
    }

    fn suffix_token(&mut self, suffix: Suffix, value: i32) -> Option<Token> {
        self.take_suffixed(suffix, value)?;
        Some(match suffix {
            Suffix::Year | Suffix::Month | Suffix::Day => Token::NumberDateSuffix,
            Suffix::Hour | Suffix::Minute | Suffix::Second => Token::NumberTimeSuffix,
        })
    }

    fn finish(mut self) -> Option<DateTime> {
        let hour = self.parts.hour.unwrap_or(0);
        self.parts.hour = Some(match self.half {
            None => hour,
            Some(Half::Am) if hour > 12 => return None,
            Some(Half::Am) => hour % 12,
            Some(Half::Pm) if hour > 23 => return None,
            Some(Half::Pm) => hour % 12 + 12,
        });
        self.parts.finish(Styles::NONE, self.now)
    }
}

fn month_token(state: State, cursor: &mut Cursor<'_>) -> Option<Token> {
    let before = cursor.at;
    match cursor.separator() {
        Separator::End => Some(Token::MonthEnd),
        Separator::Blank => Some(Token::MonthBlank),
        Separator::Date => Some(Token::MonthDateSeparator),
        Separator::Hyphen => Some(hyphen(
            state,
            cursor,
            before,
            Token::MonthDateSeparator,
            Token::MonthBlank,
        )),
        _ => None,
    }
}

/// Where a date is complete with this number or month, the hyphen behind it begins an offset and is left in place.
fn hyphen(
    state: State,
    cursor: &mut Cursor<'_>,
    before: usize,
    separated: Token,
    blank: Token,
) -> Token {
    if state.next(separated).is_none() && matches!(state.next(blank), Some(Step::Found(_))) {
        cursor.at = before;
        blank
    } else {
        separated
    }
}

/// .NET looks for fractions and offsets only where at least two UTF-16 units are left.
fn utf16_len_exceeds_one(rest: &str) -> bool {
    rest.encode_utf16().nth(1).is_some()
}

/// The ticks of a fraction of a second, half ticks to even.
fn rounded(fraction: f64) -> i64 {
    (fraction * TICKS_PER_SECOND as f64).round_ties_even() as i64
}

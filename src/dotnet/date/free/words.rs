//! Owns the walk through a free date text: numbers, words and separators, as .NET tells them apart. Knows nothing of
//! what they mean together.

use super::super::names::{DAYS, ERAS, MONTHS, short};
use super::super::parts::Half;
use super::super::zone::offset_of;

/// Most digits of a number.
const MAX_DIGITS: usize = 8;

/// A position in a text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub text: &'t str,
    pub at: usize,
}

/// What stands at a position when nothing was begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    End,
    /// A number; `year` where it has three digits or more. Without a value it has too many.
    Number {
        value: Option<i32>,
        year: bool,
    },
    Month(i32),
    Weekday(i32),
    Designator(Half),
    Era,
    Zone,
    /// A comma or dot.
    Ignorable,
    Unknown(char),
}

/// What stands behind a number or month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Separator {
    End,
    Blank,
    Designator(Half),
    Date,
    Time,
    /// A hyphen, which may also begin an offset.
    Hyphen,
    TimeMark,
    Suffix(Suffix),
}

/// A Chinese, Japanese or Korean word behind a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Suffix {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

const SUFFIXES: [(char, Suffix); 10] = [
    ('年', Suffix::Year),
    ('년', Suffix::Year),
    ('月', Suffix::Month),
    ('월', Suffix::Month),
    ('日', Suffix::Day),
    ('일', Suffix::Day),
    ('時', Suffix::Hour),
    ('时', Suffix::Hour),
    ('分', Suffix::Minute),
    ('秒', Suffix::Second),
];

impl<'t> Cursor<'t> {
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Steps over the next character where it is this one.
    pub fn take(&mut self, wanted: char) -> bool {
        let taken = self.peek() == Some(wanted);
        if taken {
            self.at += wanted.len_utf8();
        }
        taken
    }

    pub fn skip_blanks(&mut self) {
        self.skip(char::is_whitespace);
    }

    fn skip(&mut self, condition: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(condition).len();
    }

    /// The next digits, with their value where there are at most eight.
    fn digits(&mut self) -> (usize, Option<i32>) {
        let rest = self.rest();
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        self.at += count;
        (
            count,
            rest.get(..count.min(MAX_DIGITS + 1))
                .filter(|digits| digits.len() <= MAX_DIGITS)
                .and_then(|digits| digits.parse().ok()),
        )
    }

    /// A number of exactly two digits.
    pub fn two_digits(&mut self) -> Option<i32> {
        let digits = self
            .rest()
            .get(..2)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        self.at += 2;
        digits.parse().ok()
    }

    /// The word here, behind blanks.
    pub fn word(&mut self) -> Word {
        self.skip_blanks();
        let Some(next) = self.peek() else {
            return Word::End;
        };
        if next.is_ascii_digit() {
            let (count, value) = self.digits();
            return Word::Number {
                value,
                year: count > 2,
            };
        }
        if matches!(next, ',' | '.') {
            self.at += 1;
            return Word::Ignorable;
        }
        match self.name() {
            Some((word, length)) => {
                self.at += length;
                word
            }
            None => Word::Unknown(next),
        }
    }

    /// The name here and its length. A name ends where no letter follows.
    fn name(&self) -> Option<(Word, usize)> {
        let rest = self.rest();
        let dotted = ERAS.first().filter(|era| self.is_word(era));
        if let Some(era) = dotted {
            return Some((Word::Era, era.len()));
        }
        let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        let name = rest.get(..letters)?;
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let position = |names: &[&'static str]| {
            (names.iter().zip(0..))
                .find(|(known, _)| is(known) || is(short(known)))
                .map(|(_, position)| position)
        };
        let word = if let Some(month) = position(&MONTHS) {
            Word::Month(month + 1)
        } else if let Some(day) = position(&DAYS) {
            Word::Weekday(day)
        } else if is("AM") {
            Word::Designator(Half::Am)
        } else if is("PM") {
            Word::Designator(Half::Pm)
        } else if is("GMT") || is("Z") {
            Word::Zone
        } else if ERAS.iter().any(|era| is(era)) {
            Word::Era
        } else {
            return None;
        };
        Some((word, letters))
    }

    /// Whether this word stands here, in any case and with no letter behind it.
    fn is_word(&self, word: &str) -> bool {
        let rest = self.rest();
        rest.get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest
                .get(word.len()..)
                .is_some_and(|behind| behind.starts_with(char::is_alphabetic))
    }

    /// The separator here, behind blanks and right-to-left marks.
    pub fn separator(&mut self) -> Separator {
        self.skip(|next| next.is_whitespace() || next == '\u{200f}');
        let Some(next) = self.peek() else {
            return Separator::End;
        };
        let (separator, length) = match next {
            '/' => (Separator::Date, 1),
            ':' => (Separator::Time, 1),
            '-' => (Separator::Hyphen, 1),
            _ if self.is_word("AM") => (Separator::Designator(Half::Am), 2),
            _ if self.is_word("PM") => (Separator::Designator(Half::Pm), 2),
            _ if self.is_word("T") => (Separator::TimeMark, 1),
            _ => match SUFFIXES.iter().find(|(suffix, _)| *suffix == next) {
                Some((_, suffix)) if self.is_word(next.encode_utf8(&mut [0; 4])) => {
                    (Separator::Suffix(*suffix), next.len_utf8())
                }
                _ => (Separator::Blank, 0),
            },
        };
        self.at += length;
        separator
    }

    /// The fraction of a second behind the dot that stands here, and whether it has any digit. It is summed up as
    /// .NET does it, so that it rounds in the same way.
    pub fn fraction(&mut self) -> (f64, bool) {
        self.at += 1;
        let (mut sum, mut place, start) = (0.0, 0.1, self.at);
        while let Some(digit) = self.peek().and_then(|next| next.to_digit(10)) {
            sum += f64::from(digit) * place;
            place *= 0.1;
            self.at += 1;
        }
        (sum, self.at > start)
    }

    /// An offset of the forms `+8`, `+08`, `+8:00`, `+800` and `+0800`, in ticks; the position moves in any case.
    pub fn offset(&mut self) -> Option<i64> {
        let negative = self.peek() == Some('-');
        if !negative && self.peek() != Some('+') {
            return None;
        }
        self.at += 1;
        let (count, value) = self.digits();
        let (hours, minutes) = match (count, value?) {
            (1 | 2, hours) if self.take(':') => match self.digits() {
                (1 | 2, Some(minutes)) => (hours, minutes),
                _ => return None,
            },
            (1 | 2, hours) => (hours, 0),
            (3 | 4, both) => (both / 100, both % 100),
            _ => return None,
        };
        (minutes < 60).then(|| offset_of(negative, hours, minutes))
    }

    /// Steps over a hash or null character where Visual Basic lets one stand: a pair of hashes around everything,
    /// nulls at the end.
    pub fn punctuation(&mut self) -> bool {
        match self.peek() {
            Some('#') if hashes_surround(self.text) => {
                self.at += 1;
                true
            }
            Some('\0') if self.rest().bytes().all(|byte| byte == 0) => {
                self.at = self.text.len();
                true
            }
            _ => false,
        }
    }
}

/// Whether the text has two hashes with only blanks outside them, and nulls only behind the second.
fn hashes_surround(text: &str) -> bool {
    let mut sections = text.split('#');
    let (Some(before), Some(inside), Some(behind), None) = (
        sections.next(),
        sections.next(),
        sections.next(),
        sections.next(),
    ) else {
        return false;
    };
    before.trim().is_empty()
        && !inside.contains('\0')
        && behind
            .trim_matches(|next: char| next == '\0' || next.is_whitespace())
            .is_empty()
}

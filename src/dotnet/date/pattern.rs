//! Owns the letters, quotes and escapes of .NET's custom date formats: cuts a format text into pieces. Knows neither
//! how a piece is read nor how it is written.

use core::fmt;
use core::ops::Range;

/// Why a format text is not a format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FormatError {
    /// The bytes of the format text that are wrong: start and end.
    pub span: (usize, usize),
    /// What is wrong there.
    pub problem: FormatProblem,
}

/// What can be wrong with a format text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormatProblem {
    /// There is nothing to read by.
    Empty,
    /// One character alone names a standard format, and there is none of this name.
    UnknownStandard(char),
    /// A quote is never closed.
    UnclosedQuote(char),
    /// A backslash has nothing to escape.
    LoneBackslash,
    /// A percent sign stands before nothing that it could single out.
    LonePercent,
    /// More digits of a second than .NET keeps.
    LongFraction,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            FormatProblem::Empty => f.write_str("the date format is empty"),
            FormatProblem::UnknownStandard(letter) => {
                write!(f, "`{letter}` alone is not a standard date format")
            }
            FormatProblem::UnclosedQuote(quote) => write!(f, "the quote `{quote}` is never closed"),
            FormatProblem::LoneBackslash => {
                f.write_str("`\\` at the end of a date format escapes nothing")
            }
            FormatProblem::LonePercent => {
                f.write_str("`%` must stand before a single format letter")
            }
            FormatProblem::LongFraction => f.write_str("a second has at most 7 digits of fraction"),
        }
    }
}

impl core::error::Error for FormatError {}

/// What a piece of a format text stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// The same format letter, so many times.
    Letters(u8, usize),
    /// A quoted text, without its quotes and escapes.
    Quoted(String),
    /// A character behind a backslash.
    Escaped(char),
    /// Any other character.
    Plain(char),
    /// The word GMT, which gives a text that is read its zone.
    Gmt,
}

/// A mark and the bytes it takes in the format text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub mark: Mark,
    pub span: Range<usize>,
}

/// Whether a format is cut for reading or for writing: some letters mean something to the one alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Reading,
    Writing,
}

/// Most digits of a fraction of a second.
pub(super) const MAX_FRACTION: usize = 7;

/// Cuts a custom format text.
pub(super) fn cut(text: &str, purpose: Purpose) -> Result<Vec<Piece>, FormatError> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut single = false;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let start = at;
        let mark = match next {
            '%' => {
                let following = text.as_bytes().get(at + 1);
                let useless = matches!(following, None | Some(b'%'))
                    || purpose == Purpose::Writing
                        && matches!(following, Some(b'\'' | b'"' | b'\\'));
                if useless {
                    return Err(error(start..at + 1, FormatProblem::LonePercent));
                }
                single = purpose == Purpose::Writing;
                at += 1;
                continue;
            }
            '\'' | '"' => quoted(text, &mut at, next)?,
            '\\' => {
                let Some(escaped) = text.get(at + 1..).and_then(|rest| rest.chars().next()) else {
                    return Err(error(start..at + 1, FormatProblem::LoneBackslash));
                };
                at += 1 + escaped.len_utf8();
                Mark::Escaped(escaped)
            }
            'Z' | 'K' if purpose == Purpose::Reading || next == 'K' => {
                at += 1;
                Mark::Letters(next as u8, 1)
            }
            'y' | 'M' | 'd' | 'g' | 'h' | 'H' | 'm' | 's' | 'f' | 'F' | 't' | 'z' => {
                let count = if single {
                    1
                } else {
                    repeats(text, at, next as u8)
                };
                at += count;
                if matches!(next, 'f' | 'F')
                    && count > MAX_FRACTION
                    && !skippable(&pieces, next, purpose)
                {
                    return Err(error(start..at, FormatProblem::LongFraction));
                }
                Mark::Letters(next as u8, count)
            }
            'G' if purpose == Purpose::Reading && is_gmt(text, at) => {
                at += 3;
                Mark::Gmt
            }
            other => {
                at += other.len_utf8();
                Mark::Plain(other)
            }
        };
        single = false;
        pieces.push(Piece {
            mark,
            span: start..at,
        });
    }
    Ok(pieces)
}

/// A fraction that is too long does no harm behind a dot that the text may lack.
fn skippable(before: &[Piece], letter: char, purpose: Purpose) -> bool {
    purpose == Purpose::Reading
        && letter == 'F'
        && before
            .last()
            .is_some_and(|piece| piece.mark == Mark::Plain('.'))
}

fn repeats(text: &str, at: usize, letter: u8) -> usize {
    text.as_bytes()
        .iter()
        .skip(at)
        .take_while(|&&byte| byte == letter)
        .count()
}

fn is_gmt(text: &str, at: usize) -> bool {
    text.get(at..at + 3)
        .is_some_and(|word| word.eq_ignore_ascii_case("GMT"))
}

fn quoted(text: &str, at: &mut usize, quote: char) -> Result<Mark, FormatError> {
    let start = *at;
    let mut inside = String::new();
    let mut rest = text.get(start + 1..).unwrap_or_default().char_indices();
    while let Some((offset, next)) = rest.next() {
        if next == quote {
            *at = start + 2 + offset;
            return Ok(Mark::Quoted(inside));
        }
        if next == '\\' {
            match rest.next() {
                Some((_, escaped)) => inside.push(escaped),
                None => {
                    return Err(error(
                        start + 1 + offset..text.len(),
                        FormatProblem::LoneBackslash,
                    ));
                }
            }
        } else {
            inside.push(next);
        }
    }
    Err(error(
        start..text.len(),
        FormatProblem::UnclosedQuote(quote),
    ))
}

pub(super) fn error(span: Range<usize>, problem: FormatProblem) -> FormatError {
    FormatError {
        span: (span.start, span.end),
        problem,
    }
}

//! Numbers and booleans in texts, as .NET's invariant culture reads them.
//!
//! Owns parsing, and exact comparison of numeric texts. There is no floating point here.

use std::{cmp::Ordering, fmt};

/// Why a text is no integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerError {
    /// It is not written as one.
    Format,
    /// It does not fit into 64 bits.
    Overflow,
}

/// Reads an integer as `long.Parse` does: ASCII white space around it, a sign before it.
///
/// ```
/// use attrflow::dotnet::number::{IntegerError, parse_i64};
/// assert_eq!(parse_i64(" -12\n"), Ok(-12));
/// assert_eq!(parse_i64("1.0"), Err(IntegerError::Format));
/// assert_eq!(parse_i64("9223372036854775808"), Err(IntegerError::Overflow));
/// ```
///
/// # Errors
/// [`IntegerError`]: not written as an integer, or beyond 64 bits.
pub fn parse_i64(text: &str) -> Result<i64, IntegerError> {
    let number = trim_number(text);
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    if !is_digits(digits) {
        return Err(IntegerError::Format);
    }
    number.parse().map_err(|_| IntegerError::Overflow)
}

/// Reads a hexadecimal literal, `&H` and digits, both in any case.
///
/// ```
/// assert_eq!(attrflow::dotnet::number::parse_hex("&hFF"), Ok(255));
/// ```
///
/// # Errors
/// [`IntegerError`]: not written so, or beyond `&H7FFFFFFFFFFFFFFF`.
pub fn parse_hex(text: &str) -> Result<i64, IntegerError> {
    let digits = text
        .strip_prefix("&H")
        .or_else(|| text.strip_prefix("&h"))
        .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()))
        .ok_or(IntegerError::Format)?;
    i64::from_str_radix(digits, 16).map_err(|_| IntegerError::Overflow)
}

/// Reads a boolean as `bool.Parse` does: any case, white space and NUL around it.
///
/// ```
/// use attrflow::dotnet::number::parse_bool;
/// assert_eq!(parse_bool(" tRuE\n"), Some(true));
/// assert_eq!(parse_bool("1"), None);
/// ```
pub fn parse_bool(text: &str) -> Option<bool> {
    word_as_bool(text.trim_matches(|c: char| c == '\0' || c.is_whitespace()))
}

/// Reads a boolean as Visual Basic's `CBool` does: the bare word in any case, or a number, which
/// is false when zero.
///
/// ```
/// use attrflow::dotnet::number::parse_cbool;
/// assert_eq!(parse_cbool("12"), Some(true));
/// assert_eq!(parse_cbool(" true"), None);
/// ```
pub fn parse_cbool(text: &str) -> Option<bool> {
    word_as_bool(text).or_else(|| as_number(text).map(|number| number != Number::from(0)))
}

fn word_as_bool(word: &str) -> Option<bool> {
    if word.eq_ignore_ascii_case("true") {
        Some(true)
    } else if word.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// An exact decimal number of at most 28 digits, as .NET's `decimal` holds it.
///
/// Prints with the decimals it was written with; compares by amount.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    mantissa: i128,
    scale: u8,
}

/// The digits that a number may have, before and after the point together.
const DIGITS: usize = 28;

/// Reads a decimal number: white space around it, a sign, digits with or without a point.
///
/// `None` for exponents, thousands separators, and more than 28 digits.
///
/// ```
/// use attrflow::dotnet::number::as_number;
/// assert_eq!(as_number("1.50"), as_number("1.5"));
/// assert!(as_number("9007199254740993") > as_number("9007199254740992"));
/// assert_eq!(as_number("1e3"), None);
/// ```
pub fn as_number(text: &str) -> Option<Number> {
    let number = trim_number(text);
    let unsigned = number.strip_prefix(['+', '-']).unwrap_or(number);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole_digits = whole.trim_start_matches('0');
    let written =
        (whole.is_empty() || is_digits(whole)) && (fraction.is_empty() || is_digits(fraction));
    if !written
        || (whole.is_empty() && fraction.is_empty())
        || whole_digits.len() + fraction.len() > DIGITS
    {
        return None;
    }
    let amount = whole_digits
        .bytes()
        .chain(fraction.bytes())
        .fold(0, |amount, digit| amount * 10 + i128::from(digit - b'0'));
    Some(Number {
        mantissa: if number.starts_with('-') {
            -amount
        } else {
            amount
        },
        scale: u8::try_from(fraction.len()).ok()?,
    })
}

impl Number {
    /// What stands before the point, and what after it in units of the last possible digit.
    fn parts(self) -> (i128, i128) {
        let unit = 10_i128.pow(self.scale.into());
        let finer = 10_i128.pow(DIGITS as u32 - u32::from(self.scale));
        (self.mantissa / unit, self.mantissa % unit * finer)
    }
}

impl From<i64> for Number {
    fn from(integer: i64) -> Self {
        Self {
            mantissa: integer.into(),
            scale: 0,
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u128.pow(self.scale.into());
        let amount = self.mantissa.unsigned_abs();
        if self.mantissa < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", amount / unit)?;
        if self.scale > 0 {
            write!(f, ".{:0width$}", amount % unit, width = self.scale.into())?;
        }
        Ok(())
    }
}

/// .NET allows ASCII white space around a number, and NUL at the very end.
fn trim_number(text: &str) -> &str {
    let white = |c: char| matches!(c, '\t'..='\r' | ' ');
    text.trim_end_matches('\0').trim_matches(white)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

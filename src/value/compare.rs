//! `=`, `<>`, and the order of values (`spec`: "Comparison").

use super::{Value, boolean, text};
use crate::dotnet::date::{self, Ticks};
use crate::dotnet::number::{self, Number};
use bumpalo::Bump;
use std::cmp::Ordering;

/// Whether two values are equal: `None` when either is null, for then every comparison is false.
///
/// Booleans against text compare as booleans when the text is one; numbers against text compare
/// numerically when the text is a number; text against text is ordinal and case-sensitive.
///
/// ```
/// use attrflow::value::{Value, equal};
/// let arena = bumpalo::Bump::new();
/// assert_eq!(equal(Value::Int(0), Value::Text("0"), &arena), Some(true));
/// assert_eq!(equal(Value::Null, Value::Text(""), &arena), None);
/// ```
#[inline]
pub fn equal<'v>(left: Value<'v>, right: Value<'v>, arena: &'v Bump) -> Option<bool> {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => Some(a == b),
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Bool(truth), Value::Text(word)) | (Value::Text(word), Value::Bool(truth)) => {
            Some(match word {
                "True" => truth,
                "False" => !truth,
                other => number::parse_bool(other) == Some(truth),
            })
        }
        _ => equal_mixed(left, right, arena),
    }
}

fn equal_mixed<'v>(left: Value<'v>, right: Value<'v>, arena: &'v Bump) -> Option<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Date(a), Value::Date(b)) => Some(a == b),
        (Value::Bool(truth), other @ Value::Int(_))
        | (other @ Value::Int(_), Value::Bool(truth)) => Some(boolean(other) == Some(truth)),
        (Value::Int(number), Value::Text(word)) | (Value::Text(word), Value::Int(number)) => {
            Some(match number::parse_i64(word) {
                Ok(read) => read == number,
                Err(_) => number::as_number(word) == Some(Number::from(number)),
            })
        }
        _ => Some(text(left, arena)? == text(right, arena)?),
    }
}

/// How two values are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Order {
    /// The left one's place.
    pub ordering: Ordering,
    /// Whether nothing but their text forms could be compared.
    pub by_text: bool,
}

/// The order of two values: `None` when either is null.
///
/// Numerically when both are numbers or numeric text, as instants when both are dates (or one is
/// and the other's text is a date), else by ordinal text.
///
/// ```
/// use attrflow::value::{Value, order};
/// use std::cmp::Ordering;
/// let arena = bumpalo::Bump::new();
/// assert_eq!(order(Value::Text("9"), Value::Int(10), &arena).unwrap().ordering, Ordering::Less);
/// ```
pub fn order<'v>(left: Value<'v>, right: Value<'v>, arena: &'v Bump) -> Option<Order> {
    let known = |ordering| {
        Some(Order {
            ordering,
            by_text: false,
        })
    };
    if left.is_null() || right.is_null() {
        return None;
    }
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return known(a.cmp(&b)),
        (Value::Date(a), Value::Date(b)) => return known(a.cmp(&b)),
        (Value::Date(a), Value::Text(b)) => {
            if let Some(b) = instant(b) {
                return known(a.cmp(&b));
            }
        }
        (Value::Text(a), Value::Date(b)) => {
            if let Some(a) = instant(a) {
                return known(a.cmp(&b));
            }
        }
        _ => {}
    }
    if let (Some(a), Some(b)) = (numeric(left), numeric(right)) {
        return known(a.cmp(&b));
    }
    let ordering = compare_ordinal(text(left, arena)?, text(right, arena)?);
    Some(Order {
        ordering,
        by_text: true,
    })
}

/// A date read from text without help of a clock: a text without a date is no instant.
fn instant(text: &str) -> Option<Ticks> {
    date::parse_free_utc(text, None)
}

fn numeric(value: Value<'_>) -> Option<Number> {
    match value {
        Value::Int(number) => Some(Number::from(number)),
        Value::Text(text) => number::as_number(text),
        _ => None,
    }
}

/// .NET's ordinal order: by UTF-16 code unit.
fn compare_ordinal(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        return left.cmp(right);
    }
    left.encode_utf16().cmp(right.encode_utf16())
}

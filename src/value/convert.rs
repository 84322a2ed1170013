//! From one kind to another, as the evaluator needs it (`spec`: "Values").

use super::Value;
use crate::dotnet::{date, number};
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;
use core::fmt::Write as _;

/// The text form: `True`/`False`, decimal digits, `M/d/yyyy h:mm:ss tt`; a list's values joined
/// with a comma; a record's `value`, else its `displayName`. `None` for null.
///
/// ```
/// use attrflow::value::{Value, text};
/// let arena = bumpalo::Bump::new();
/// assert_eq!(text(Value::Bool(true), &arena), Some("True"));
/// assert_eq!(text(Value::Null, &arena), None);
/// ```
#[inline]
pub fn text<'v>(value: Value<'v>, arena: &'v Bump) -> Option<&'v str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Null => None,
        Value::Bool(true) => Some("True"),
        Value::Bool(false) => Some("False"),
        other => made_text(other, arena),
    }
}

fn made_text<'v>(value: Value<'v>, arena: &'v Bump) -> Option<&'v str> {
    let mut out = ArenaString::new_in(arena);
    match value {
        Value::Int(number) => write!(out, "{number}").ok()?,
        Value::Date(ticks) => date::write_general(ticks, &mut out).ok()?,
        Value::List(items) => {
            let texts = items.iter().filter_map(|item| text(*item, arena));
            for (index, item) in texts.enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(item);
            }
        }
        Value::Record(_) => {
            let named = match value.field("value") {
                Value::Null => value.field("displayName"),
                found => found,
            };
            return match named {
                Value::Record(_) => None,
                plain => text(plain, arena),
            };
        }
        Value::Text(_) | Value::Null | Value::Bool(_) => return text(value, arena),
    }
    Some(out.into_bump_str())
}

/// As an integer: text by the rules of .NET's `long.Parse`, or an `&H` literal. `None` where it is none.
///
/// ```
/// use attrflow::value::{Value, integer};
/// assert_eq!(integer(Value::Text(" -12 ")), Some(-12));
/// assert_eq!(integer(Value::Text("1.5")), None);
/// ```
pub fn integer(value: Value<'_>) -> Option<i64> {
    match value {
        Value::Int(number) => Some(number),
        Value::Text(text) => number::parse_i64(text)
            .or_else(|_| number::parse_hex(text))
            .ok(),
        Value::List([single]) => integer(*single),
        _ => None,
    }
}

/// As a boolean: text `true`/`false` in any case, an integer other than 0. `None` where it is none;
/// null is not a boolean here, each caller says what it means.
///
/// ```
/// use attrflow::value::{Value, boolean};
/// assert_eq!(boolean(Value::Text("TRUE")), Some(true));
/// assert_eq!(boolean(Value::Text("yes")), None);
/// ```
pub fn boolean(value: Value<'_>) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(truth),
        Value::Int(number) => Some(number != 0),
        Value::Text(text) => number::parse_bool(text),
        Value::List([single]) => boolean(*single),
        _ => None,
    }
}

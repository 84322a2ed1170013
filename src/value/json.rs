//! JSON in and out: how imported attributes become values, and how results are shown.

use super::{Field, Value, text};
use bumpalo::Bump;
use serde_json::{Map, Value as Json};

/// A JSON value as it is imported: arrays become lists, objects records; a number that is no 64-bit
/// integer keeps its decimal text.
///
/// ```
/// use attrflow::value::{Value, from_json};
/// let arena = bumpalo::Bump::new();
/// assert_eq!(from_json(&serde_json::json!("x"), &arena), Value::Text("x"));
/// ```
pub fn from_json<'v>(json: &Json, arena: &'v Bump) -> Value<'v> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => Value::Text(arena.alloc_str(&number.to_string())),
        },
        Json::String(text) => Value::Text(arena.alloc_str(text)),
        Json::Array(items) => Value::List(
            arena.alloc_slice_fill_iter(items.iter().map(|item| from_json(item, arena))),
        ),
        Json::Object(members) => Value::Record(arena.alloc_slice_fill_iter(members.iter().map(
            |(name, value)| Field {
                name: arena.alloc_str(name),
                value: from_json(value, arena),
            },
        ))),
    }
}

/// A value as JSON: booleans, integers and null as such, dates as their text form.
///
/// ```
/// use attrflow::value::{Value, to_json};
/// assert_eq!(to_json(Value::Int(7)), serde_json::json!(7));
/// ```
pub fn to_json(value: Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(truth),
        Value::Int(number) => Json::from(number),
        Value::Text(text) => Json::from(text),
        Value::Date(_) => Json::from(text(value, &Bump::new()).unwrap_or_default()),
        Value::List(items) => Json::Array(items.iter().map(|item| to_json(*item)).collect()),
        Value::Record(fields) => Json::Object(
            fields
                .iter()
                .map(|field| (field.name.to_owned(), to_json(field.value)))
                .collect::<Map<_, _>>(),
        ),
    }
}

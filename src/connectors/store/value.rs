//! Single values: whether an attribute takes them, and by which text they are looked up.

use super::shape::AttributeShape;
use crate::dotnet::date::parse_free_utc;
use crate::dotnet::encoding::base64_to_bytes;
use crate::dotnet::text::{Culture, upper};
use crate::pipeline::{AttributeChange, PortError, PortErrorKind};
use crate::schema::{AttributeKind, Mutability};
use serde_json::Value as Json;
use std::borrow::Cow;

/// When an attribute is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Creation,
    Update,
}

/// What the attribute takes of a change: its values, one at most unless it is multi-valued; none
/// clears it.
pub(super) fn admitted(
    shape: &AttributeShape,
    change: &AttributeChange,
    moment: Moment,
) -> Result<Vec<Json>, PortError> {
    let name = &shape.name;
    let refused = |message| Err(PortError::new(PortErrorKind::UnprocessableEntity, message));
    if shape.anchor {
        return refused(format!(
            "`{name}` is the anchor, which the directory gives itself"
        ));
    }
    match shape.mutability {
        Mutability::ReadOnly => return refused(format!("`{name}` is read-only in the directory")),
        Mutability::Immutable if moment == Moment::Update => {
            return refused(format!("`{name}` can be written at creation only"));
        }
        _ => {}
    }
    let values = match &change.new {
        Json::Null => Vec::new(),
        Json::Array(values) if shape.multivalued => values.clone(),
        Json::Array(_) => {
            return Err(PortError::new(
                PortErrorKind::SingleValued,
                format!("`{name}` holds one value, not a list"),
            )
            .help("make one value of the list: `Item`, `Join`"));
        }
        one => vec![one.clone()],
    };
    if values.is_empty() && shape.required {
        return Err(missing(name));
    }
    match values.iter().find(|value| !fits(shape.kind, value)) {
        Some(_) if change.secret => refused(format!(
            "`{name}` takes {}, not its secret value",
            words(shape.kind)
        )),
        Some(value) => refused(format!(
            "`{name}` takes {}, not `{value}`",
            words(shape.kind)
        )),
        None => Ok(values),
    }
}

/// A required attribute has no value.
pub(super) fn missing(name: &str) -> PortError {
    PortError::new(
        PortErrorKind::MissingValues,
        format!("`{name}` is required and has no value"),
    )
    .help("map the attribute, or give its mapping a default value")
}

fn fits(kind: AttributeKind, value: &Json) -> bool {
    match kind {
        AttributeKind::Boolean => value.is_boolean(),
        AttributeKind::Integer => value.is_i64() || value.is_u64(),
        AttributeKind::Binary => value
            .as_str()
            .is_some_and(|text| base64_to_bytes(text).is_ok()),
        AttributeKind::DateTime => value
            .as_str()
            .is_some_and(|text| parse_free_utc(text, None).is_some()),
        AttributeKind::String | AttributeKind::Reference => value.is_string(),
    }
}

fn words(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Boolean => "true or false",
        AttributeKind::Integer => "a whole number",
        AttributeKind::Binary => "bytes in base64",
        AttributeKind::Reference => "the anchor of an object",
        AttributeKind::DateTime => "a date",
        AttributeKind::String => "a text",
    }
}

/// The text by which a value is looked up: as `StringComparison.OrdinalIgnoreCase` compares, unless
/// case counts.
pub(super) fn folded<'v>(shape: &AttributeShape, value: &'v Json) -> Cow<'v, str> {
    match value {
        Json::String(text) => folded_text(shape, text),
        other => Cow::Owned(other.to_string().to_ascii_uppercase()),
    }
}

/// The same for what people ask for.
pub(super) fn folded_text<'v>(shape: &AttributeShape, text: &'v str) -> Cow<'v, str> {
    let exact = shape.case_exact && !matches!(shape.kind, AttributeKind::Boolean);
    let mut out = String::new();
    if !exact && upper(text, Culture::Invariant, &mut out) {
        return Cow::Owned(out);
    }
    Cow::Borrowed(text)
}

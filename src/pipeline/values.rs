//! New values as the target's schema types them, and whether they differ from what the target has.

use crate::dotnet::date::parse_free_utc;
use crate::schema::{AttributeDefinition, AttributeKind};
use crate::value::{boolean, from_json, integer, text};
use bumpalo::Bump;
use serde_json::{Map, Value as Json};

/// The text form: `True` and `False`, lists joined with commas. `None` for nothing.
pub(super) fn as_text(value: &Json) -> Option<String> {
    let arena = Bump::new();
    text(from_json(value, &arena), &arena).map(str::to_owned)
}

/// A step's details: names and texts, attributes without a value left out.
pub(super) fn details<'n>(
    values: impl IntoIterator<Item = (&'n str, &'n Json)>,
) -> Map<String, Json> {
    values
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Json::from(as_text(value)?))))
        .collect()
}

/// Whether it is nothing: null, the empty text, the empty list.
pub(super) fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// How an attribute of the target holds its values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shape {
    pub kind: AttributeKind,
    pub multivalued: bool,
    pub case_exact: bool,
    /// Whether the schema defines the attribute at all.
    pub known: bool,
}

impl Shape {
    pub fn of(definition: Option<&AttributeDefinition>) -> Self {
        Self {
            kind: definition.map_or(AttributeKind::String, |definition| definition.kind),
            multivalued: definition.is_some_and(|definition| definition.multivalued),
            case_exact: definition.is_none_or(|definition| definition.case_exact),
            known: definition.is_some(),
        }
    }

    /// A value as the attribute holds it; the number of values where there are too many.
    pub fn typed(self, value: &Json) -> Result<Json, usize> {
        match value {
            Json::Array(items) if items.iter().any(Json::is_object) => Ok(value.clone()),
            Json::Array(items) if self.multivalued || !self.known => {
                Ok(items.iter().map(|item| self.scalar(item)).collect())
            }
            Json::Array(items) => match items.as_slice() {
                [] => Ok(Json::Null),
                [only] => Ok(self.scalar(only)),
                several => Err(several.len()),
            },
            Json::Null | Json::Object(_) => Ok(value.clone()),
            scalar if self.multivalued => Ok(Json::Array(vec![self.scalar(scalar)])),
            scalar => Ok(self.scalar(scalar)),
        }
    }

    fn scalar(self, value: &Json) -> Json {
        let arena = Bump::new();
        let typed = from_json(value, &arena);
        let converted = match self.kind {
            AttributeKind::Boolean => boolean(typed).map(Json::from),
            AttributeKind::Integer => integer(typed).map(Json::from),
            _ => None,
        };
        converted
            .or_else(|| as_text(value).map(Json::from))
            .unwrap_or_default()
    }

    /// Whether two values are the same for the target, so that nothing needs to be sent. Texts that
    /// differ in case only are, unless the attribute is case-exact.
    pub fn same(self, one: &Json, other: &Json) -> bool {
        if is_empty(one) || is_empty(other) {
            return is_empty(one) && is_empty(other);
        }
        match (one, other) {
            (Json::Array(ones), Json::Array(others)) => {
                self.contains(ones, others) && self.contains(others, ones)
            }
            (Json::Array(items), single) | (single, Json::Array(items)) => match items.as_slice() {
                [only] => self.same(only, single),
                _ => false,
            },
            _ => self.same_scalar(one, other),
        }
    }

    /// Whether a list of the target already holds all the values of another.
    pub fn holds(self, list: &Json, values: &Json) -> bool {
        self.contains(&listed(list), &listed(values))
    }

    /// The values of both lists, each once.
    pub fn union(self, list: &Json, values: &Json) -> Json {
        let mut all = listed(list);
        for value in listed(values) {
            if !self.contains(&all, std::slice::from_ref(&value)) {
                all.push(value);
            }
        }
        Json::Array(all)
    }

    fn contains(self, list: &[Json], values: &[Json]) -> bool {
        values
            .iter()
            .all(|value| list.iter().any(|item| self.same_scalar(item, value)))
    }

    fn same_scalar(self, one: &Json, other: &Json) -> bool {
        let arena = Bump::new();
        let (first, second) = (from_json(one, &arena), from_json(other, &arena));
        let agree = match self.kind {
            AttributeKind::Boolean => boolean(first).zip(boolean(second)).map(|(a, b)| a == b),
            AttributeKind::Integer => integer(first).zip(integer(second)).map(|(a, b)| a == b),
            AttributeKind::DateTime => {
                let instant = |value| parse_free_utc(text(value, &arena)?, None);
                instant(first).zip(instant(second)).map(|(a, b)| a == b)
            }
            _ => None,
        };
        agree.unwrap_or_else(|| match (text(first, &arena), text(second, &arena)) {
            (Some(a), Some(b)) if self.case_exact => a == b,
            (Some(a), Some(b)) => a == b || a.to_lowercase() == b.to_lowercase(),
            _ => one == other,
        })
    }
}

fn listed(value: &Json) -> Vec<Json> {
    match value {
        Json::Null => Vec::new(),
        Json::Array(items) => items.clone(),
        single => vec![single.clone()],
    }
}

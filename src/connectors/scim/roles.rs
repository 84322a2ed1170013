//! Roles in a PATCH, which Entra sends in forms of their own.

use super::attribute_path::AttributePath;
use super::config::Dialect;
use super::create::{ROLE_TYPE, json_of};
use super::patch::is_nothing;
use super::requests::{Operation, OperationDeed, Shape};
use crate::pipeline::AttributeChange;
use serde_json::{Map, Value as Json, json};

/// The operation for a change of roles; `None` where it is like that of any other attribute.
pub(super) fn operation(
    change: &AttributeChange,
    path: &AttributePath<'_>,
    shape: &Shape<'_>,
) -> Option<Operation> {
    if !path.is("roles") {
        return None;
    }
    let new = json_of(change);
    let entra = shape.dialect == Dialect::Entra;
    let (deed, value) = match (path.filter, path.sub) {
        (None, None) if change.replaces => (OperationDeed::Replace, new),
        (None, None) => {
            let roles = missing(&new, &change.old);
            let sent = match entra {
                true => roles.iter().map(wrapped).collect(),
                false => roles.iter().map(without_id).collect(),
            };
            (OperationDeed::Add, sent)
        }
        (Some(filter), Some("value")) if filter.key.eq_ignore_ascii_case("primary") => {
            match shape.dialect {
                Dialect::Entra => (OperationDeed::Add, json!([wrapped(&new)])),
                Dialect::EntraCompliant if is_nothing(&change.old) => (
                    OperationDeed::Add,
                    json!([{"primary": filter.json(), "type": ROLE_TYPE, "value": new}]),
                ),
                _ => return None,
            }
        }
        _ => return None,
    };
    Some(Operation {
        deed,
        path: Some("roles".into()),
        value: Some(value),
        secrets: if change.secret {
            vec![String::new()]
        } else {
            Vec::new()
        },
    })
}

/// The roles that the target does not have; all of them where it has them all, since one was asked for.
fn missing(new: &Json, old: &Json) -> Vec<Json> {
    let items = |value: &Json| {
        value
            .as_array()
            .cloned()
            .unwrap_or_else(|| vec![value.clone()])
    };
    let had = items(old);
    let name = |role: &Json| role.get("value").unwrap_or(role).clone();
    let wanted = items(new);
    let added: Vec<Json> = wanted
        .iter()
        .filter(|role| !had.iter().any(|other| name(other) == name(role)))
        .cloned()
        .collect();
    if added.is_empty() { wanted } else { added }
}

/// A role as JSON text inside `value`, as Entra without flags sends it.
fn wrapped(role: &Json) -> Json {
    let mut text = Map::new();
    match role {
        Json::Object(parts) => {
            let shown = parts.get("displayName").or_else(|| parts.get("display"));
            let parts = [
                ("id", parts.get("id")),
                ("value", parts.get("value")),
                ("displayName", shown),
            ];
            for (name, part) in parts {
                if let Some(part) = part {
                    text.insert(name.into(), part.clone());
                }
            }
        }
        name => {
            text.insert("value".into(), name.clone());
            text.insert("displayName".into(), name.clone());
        }
    }
    json!({"value": Json::Object(text).to_string()})
}

fn without_id(role: &Json) -> Json {
    let mut role = role.clone();
    if let Some(parts) = role.as_object_mut() {
        parts.shift_remove("id");
    }
    role
}

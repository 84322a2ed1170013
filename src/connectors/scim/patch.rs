//! The operations of a PATCH, as each dialect has them.

use super::attribute_path::AttributePath;
use super::config::Dialect;
use super::create::{element, json_of};
use super::quirks::{Booleans, ManagerForm, MemberRemoval, NoTarget};
use super::requests::{Operation, OperationDeed, Shape, pointer_part};
use super::roles;
use crate::pipeline::{AttributeChange, Membership};
use serde_json::{Map, Value as Json, json};

/// Whether a value is none: null, an empty text, an empty list.
pub(super) fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The operations for plain attributes.
pub(super) fn attributes(changes: &[AttributeChange], shape: &Shape<'_>) -> Vec<Operation> {
    let mut single = Vec::new();
    let mut plain = Vec::new();
    let mut elements: Vec<(AttributePath<'_>, Operation)> = Vec::new();
    for change in changes {
        let path = AttributePath::parse(&change.target);
        let had = !is_nothing(&change.old);
        if is_nothing(&change.new) {
            if had {
                single.push(remove(spelled(&change.target, &path, shape.dialect)));
            }
            continue;
        }
        if let Some(operation) = roles::operation(change, &path, shape) {
            single.push(operation);
            continue;
        }
        let deed = if had {
            OperationDeed::Replace
        } else {
            OperationDeed::Add
        };
        let value = value_of(change, shape);
        let secrets = if change.secret {
            vec![String::new()]
        } else {
            Vec::new()
        };
        if path.filter.is_some() && !had && by_element(shape) && !exists(&path, changes, shape) {
            add_to_element(&mut elements, path, value, change.secret, shape.dialect);
            continue;
        }
        let operation = Operation {
            deed,
            path: Some(spelled(&change.target, &path, shape.dialect)),
            value: Some(value),
            secrets,
        };
        if shape.dialect == Dialect::EntraCompliant && path.filter.is_none() {
            plain.push(operation);
        } else {
            single.push(operation);
        }
    }
    single.extend(elements.into_iter().map(|(_, operation)| operation));
    for deed in [OperationDeed::Add, OperationDeed::Replace] {
        let same: Vec<_> = plain
            .iter()
            .filter(|one| one.deed == deed)
            .cloned()
            .collect();
        single.extend(merged(deed, same));
    }
    single
}

/// The operations for references.
pub(super) fn references(changes: &[AttributeChange], shape: &Shape<'_>) -> Vec<Operation> {
    let form = shape.quirks.manager.unwrap_or(match shape.dialect {
        Dialect::Entra => ManagerForm::List,
        Dialect::EntraCompliant => ManagerForm::Text,
        Dialect::Rfc => ManagerForm::Object,
    });
    changes
        .iter()
        .filter_map(|change| reference(change, form, shape))
        .collect()
}

fn reference(change: &AttributeChange, form: ManagerForm, shape: &Shape<'_>) -> Option<Operation> {
    let path = AttributePath::parse(&change.target);
    let had = !is_nothing(&change.old);
    if is_nothing(&change.new) {
        return had.then(|| remove(change.target.clone()));
    }
    let id = change.new.as_str().unwrap_or_default();
    let (place, value) = if path.sub.is_some() || path.filter.is_some() {
        (change.target.clone(), change.new.clone())
    } else {
        match form {
            ManagerForm::List => {
                let address = crate::pipeline::Request::path_of("/Users", id);
                let target = json!([{"$ref": format!("{}{address}", shape.root), "value": id}]);
                (path.head.to_owned(), target)
            }
            ManagerForm::Text => (change.target.clone(), change.new.clone()),
            ManagerForm::Object => (change.target.clone(), json!({"value": id})),
            ManagerForm::ValuePath => (format!("{}.value", change.target), change.new.clone()),
        }
    };
    Some(Operation {
        deed: if had {
            OperationDeed::Replace
        } else {
            OperationDeed::Add
        },
        path: Some(place),
        value: Some(value),
        secrets: if change.secret {
            vec![String::new()]
        } else {
            Vec::new()
        },
    })
}

/// The operations for members of a group.
pub(super) fn members(change: &Membership, shape: &Shape<'_>) -> Vec<Operation> {
    let list = |ids: &[String]| -> Json {
        ids.iter()
            .map(|id| match shape.dialect {
                Dialect::Rfc => json!({"value": id}),
                _ => json!({"$ref": null, "value": id}),
            })
            .collect()
    };
    let step = |deed, ids: &[String]| Operation {
        deed,
        path: Some("members".into()),
        value: Some(list(ids)),
        secrets: Vec::new(),
    };
    let mut operations = Vec::new();
    if !change.add.is_empty() {
        operations.push(step(OperationDeed::Add, &change.add));
    }
    let removal = shape.quirks.member_removal.unwrap_or(match shape.dialect {
        Dialect::Entra => MemberRemoval::List,
        _ => MemberRemoval::Filter,
    });
    match removal {
        MemberRemoval::List if !change.remove.is_empty() => {
            operations.push(step(OperationDeed::Remove, &change.remove));
        }
        MemberRemoval::List => {}
        MemberRemoval::Filter => {
            let one =
                |id: &String| remove(format!("members[value eq {}]", Json::from(id.as_str())));
            operations.extend(change.remove.iter().map(one));
        }
    }
    operations
}

fn remove(path: String) -> Operation {
    Operation {
        deed: OperationDeed::Remove,
        path: Some(path),
        value: None,
        secrets: Vec::new(),
    }
}

/// The path as it is sent: RFC 7644 compares `primary` with a boolean, Entra with what the mapping says.
fn spelled(target: &str, path: &AttributePath<'_>, dialect: Dialect) -> String {
    match path.filter {
        Some(filter) if dialect == Dialect::Rfc => {
            let after = path.sub.map_or_else(String::new, |sub| format!(".{sub}"));
            format!(
                "{}[{} eq {}]{after}",
                path.list(),
                filter.key,
                filter.json()
            )
        }
        _ => target.to_owned(),
    }
}

fn value_of(change: &AttributeChange, shape: &Shape<'_>) -> Json {
    let form = shape.quirks.booleans.unwrap_or(match shape.dialect {
        Dialect::Entra => Booleans::Text,
        _ => Booleans::Json,
    });
    match (json_of(change), form) {
        (Json::Bool(truth), Booleans::Text) => Json::from(if truth { "True" } else { "False" }),
        (Json::Bool(truth), Booleans::Json) => Json::Bool(truth),
        (value, _) => value,
    }
}

fn by_element(shape: &Shape<'_>) -> bool {
    let form = shape.quirks.no_target.unwrap_or(match shape.dialect {
        Dialect::Rfc => NoTarget::Element,
        _ => NoTarget::Filter,
    });
    form == NoTarget::Element
}

/// Whether the target has the element already, perhaps by another of its parts.
fn exists(path: &AttributePath<'_>, changes: &[AttributeChange], shape: &Shape<'_>) -> bool {
    match shape.current {
        Some(resource) => path.element_exists(resource),
        None => changes.iter().any(|other| {
            !is_nothing(&other.old) && AttributePath::parse(&other.target).same_element(path)
        }),
    }
}

fn add_to_element<'n>(
    elements: &mut Vec<(AttributePath<'n>, Operation)>,
    path: AttributePath<'n>,
    value: Json,
    secret: bool,
    dialect: Dialect,
) {
    let known = elements
        .iter()
        .position(|(other, _)| other.same_element(&path));
    if known.is_none() {
        elements.push((
            path,
            Operation {
                deed: OperationDeed::Add,
                path: Some(path.list()),
                value: Some(json!([element(&path, dialect)])),
                secrets: Vec::new(),
            },
        ));
    }
    let at = known.unwrap_or(elements.len() - 1);
    let Some((_, operation)) = elements.get_mut(at) else {
        return;
    };
    let sub = path.sub.unwrap_or("value");
    let parts = operation.value.as_mut().and_then(|list| list.get_mut(0));
    if let Some(parts) = parts.and_then(Json::as_object_mut) {
        parts.insert(sub.to_owned(), value);
    }
    if secret {
        operation.secrets.push(format!("/0/{}", pointer_part(sub)));
    }
}

/// Several operations without filters are one without path, whose keys are whole names.
fn merged(deed: OperationDeed, operations: Vec<Operation>) -> Vec<Operation> {
    if operations.len() < 2 {
        return operations;
    }
    let mut value = Map::new();
    let mut secrets = Vec::new();
    for operation in operations {
        let name = operation.path.unwrap_or_default();
        if !operation.secrets.is_empty() {
            secrets.push(format!("/{}", pointer_part(&name)));
        }
        value.insert(name, operation.value.unwrap_or_default());
    }
    vec![Operation {
        deed,
        path: None,
        value: Some(Json::Object(value)),
        secrets,
    }]
}

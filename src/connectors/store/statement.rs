//! What a change asks of the directory, request by request: what is announced is what is executed.

use super::shape::{ObjectShape, is_membership};
use crate::pipeline::{AttributeChange, Change, Deed, Membership, Request};
use serde_json::{Map, Value as Json, json};

/// One request, as what it does.
pub(super) enum Statement<'c> {
    Create(&'c [AttributeChange]),
    Patch(&'c [AttributeChange]),
    Members(&'c Membership),
    Delete,
}

/// The requests of a change in order: references and members follow when the object exists.
pub(super) fn statements(change: &Change) -> Vec<Statement<'_>> {
    if change.deed == Deed::Delete {
        return vec![Statement::Delete];
    }
    let mut all = Vec::new();
    if change.deed == Deed::Create {
        all.push(Statement::Create(&change.attributes));
    } else if !change.attributes.is_empty() {
        all.push(Statement::Patch(&change.attributes));
    }
    if !change.references.is_empty() {
        all.push(Statement::Patch(&change.references));
    }
    if change.members != Membership::default() {
        all.push(Statement::Members(&change.members));
    }
    all
}

impl Statement<'_> {
    /// The request that stands for it. The anchor is `None` as long as the object has none.
    pub fn request(&self, object: &str, shape: Option<&ObjectShape>, id: Option<&str>) -> Request {
        let collection = format!("/{}", object.rsplit(':').next().unwrap_or(object));
        let path = match (self, id) {
            (Self::Create(_), _) => collection,
            (_, Some(id)) => Request::path_of(&collection, id),
            (_, None) => format!("{collection}/{{id}}"),
        };
        let (method, body, secrets) = match self {
            Self::Create(changes) => {
                let given = || changes.iter().filter(|change| !change.new.is_null());
                let body = given().map(|one| (one.target.clone(), one.new.clone()));
                let secrets = given().filter(|one| one.secret);
                let pointers = secrets.map(|one| format!("/{}", escaped(&one.target)));
                (
                    "POST",
                    Some(Json::Object(body.collect())),
                    pointers.collect(),
                )
            }
            Self::Patch(changes) => {
                let secrets = changes.iter().enumerate().filter(|(_, one)| one.secret);
                let pointers = secrets.map(|(at, _)| format!("/Operations/{at}/value"));
                let operations = changes.iter().map(operation).collect();
                ("PATCH", Some(patch(operations)), pointers.collect())
            }
            Self::Members(members) => {
                let name = shape.map_or("members", ObjectShape::members);
                let of = |op: &str, ids: &[String]| {
                    let value: Vec<Json> = ids.iter().map(|id| json!({ "value": id })).collect();
                    (!ids.is_empty()).then(|| json!({ "op": op, "path": name, "value": value }))
                };
                let operations = [of("Add", &members.add), of("Remove", &members.remove)];
                (
                    "PATCH",
                    Some(patch(operations.into_iter().flatten().collect())),
                    Vec::new(),
                )
            }
            Self::Delete => ("DELETE", None, Vec::new()),
        };
        Request {
            method: method.to_owned(),
            path,
            body,
            secrets,
        }
    }
}

fn patch(operations: Vec<Json>) -> Json {
    json!({ "Operations": operations })
}

fn operation(change: &AttributeChange) -> Json {
    let mut operation = Map::new();
    let op = match (&change.old, &change.new) {
        (_, Json::Null) => "Remove",
        (Json::Null, _) => "Add",
        _ if adds(change) => "Add",
        _ => "Replace",
    };
    operation.insert("op".into(), op.into());
    operation.insert("path".into(), change.target.as_str().into());
    if !change.new.is_null() {
        operation.insert("value".into(), change.new.clone());
    }
    Json::Object(operation)
}

/// Whether the values are added to those that are there.
pub(super) fn adds(change: &AttributeChange) -> bool {
    change.multivalued && !change.replaces && !is_membership(&change.target)
}

/// As a part of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

//! The requests that make a change: one pure function, which announcing and exporting both use.

use super::config::Dialect;
use super::quirks::Quirks;
use super::{create, patch};
use crate::pipeline::{Change, Deed, Request};
use serde_json::{Map, Value as Json, json};

/// What stands for the id of an object that does not exist yet.
pub(super) const NEW_ID: &str = "{id}";

/// How a target is spoken to.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'s> {
    /// Which requests it gets.
    pub dialect: Dialect,
    /// How it departs from the dialect.
    pub quirks: &'s Quirks,
    /// Its address, for `$ref`.
    pub root: &'s str,
    /// The object as last read, which says whether an element such as a work address exists already;
    /// without it, the change's old values say so.
    pub current: Option<&'s Map<String, Json>>,
}

/// The requests for a change, in order. A new object's id is `{id}` in the paths after its creation.
///
/// ```
/// use attrflow::connectors::scim::{Dialect, Quirks, Shape, requests};
/// use attrflow::pipeline::{Change, Deed, Membership};
/// let change = Change { deed: Deed::Delete, object: "User".into(), id: Some("a@b".into()),
///     attributes: vec![], references: vec![], members: Membership::default() };
/// let shape = Shape { dialect: Dialect::Entra, quirks: &Quirks::default(), root: "", current: None };
/// assert_eq!(requests(&change, &shape)[0].path, "/Users/a%40b");
/// ```
pub fn requests(change: &Change, shape: &Shape<'_>) -> Vec<Request> {
    let collection = collection(&change.object);
    let place = match &change.id {
        Some(id) => Request::path_of(&collection, id),
        None => format!("{collection}/{NEW_ID}"),
    };
    let first = match change.deed {
        Deed::Delete => {
            return vec![Request {
                method: "DELETE".into(),
                path: place,
                body: None,
                secrets: Vec::new(),
            }];
        }
        Deed::Create => Some(create::request(change, shape, collection)),
        Deed::Update | Deed::Disable => {
            let operations = patch::attributes(&change.attributes, shape);
            request(&place, operations, shape)
        }
    };
    let references = patch::references(&change.references, shape);
    let members = patch::members(&change.members, shape);
    first
        .into_iter()
        .chain(request(&place, references, shape))
        .chain(request(&place, members, shape))
        .collect()
}

/// The path of all objects of a kind: `/Users` for `User` and `urn:…:2.0:User`.
pub(super) fn collection(object: &str) -> String {
    format!("/{}s", kind(object))
}

/// The kind of object that a name of the schema means: `User` for `urn:…:2.0:User`.
pub(super) fn kind(object: &str) -> &str {
    object.rsplit(':').next().unwrap_or(object)
}

/// One step of a PATCH.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Operation {
    pub(super) deed: OperationDeed,
    pub(super) path: Option<String>,
    pub(super) value: Option<Json>,
    /// JSON pointers under `value` to what must not be shown.
    pub(super) secrets: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OperationDeed {
    Add,
    Replace,
    Remove,
}

impl OperationDeed {
    fn word(self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (Self::Add, Dialect::Entra) => "Add",
            (Self::Replace, Dialect::Entra) => "Replace",
            (Self::Remove, Dialect::Entra) => "Remove",
            (Self::Add, _) => "add",
            (Self::Replace, _) => "replace",
            (Self::Remove, _) => "remove",
        }
    }
}

fn request(place: &str, operations: Vec<Operation>, shape: &Shape<'_>) -> Option<Request> {
    let mut steps = Vec::new();
    let mut secrets = Vec::new();
    for (at, operation) in operations.into_iter().enumerate() {
        let mut step = Map::new();
        step.insert("op".into(), operation.deed.word(shape.dialect).into());
        if let Some(path) = operation.path {
            step.insert("path".into(), path.into());
        }
        if let Some(value) = operation.value {
            step.insert("value".into(), value);
        }
        steps.push(Json::Object(step));
        secrets.extend(
            operation
                .secrets
                .iter()
                .map(|pointer| format!("/Operations/{at}/value{pointer}")),
        );
    }
    (!steps.is_empty()).then(|| Request {
        method: "PATCH".into(),
        path: place.to_owned(),
        body: Some(json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": steps,
        })),
        secrets,
    })
}

/// A name as a part of a JSON pointer.
pub(super) fn pointer_part(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

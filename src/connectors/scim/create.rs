//! The body of a creation: target attribute names become nested JSON.

use super::attribute_path::AttributePath;
use super::config::Dialect;
use super::patch::is_nothing;
use super::quirks::GroupSchemas;
use super::requests::{Shape, kind, pointer_part};
use crate::pipeline::{AttributeChange, Change, Request};
use crate::schema::AttributeKind;
use serde_json::{Map, Value as Json, json};

const CORE_USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const CORE_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(super) const MICROSOFT_GROUP: &str =
    "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
pub(super) const ROLE_TYPE: &str = "WindowsAzureActiveDirectoryRole";

pub(super) fn request(change: &Change, shape: &Shape<'_>, collection: String) -> Request {
    let mut body = Map::new();
    body.insert("schemas".into(), schemas(change, shape).into());
    let mut secrets = Vec::new();
    for attribute in &change.attributes {
        let path = AttributePath::parse(&attribute.target);
        if is_nothing(&attribute.new) {
            // Entra sends roles that are mapped and not assigned.
            let unassigned = path.is("roles") && path.filter.is_none() && path.sub.is_none();
            if unassigned && shape.dialect != Dialect::Rfc {
                body.insert("roles".into(), json!([]));
            }
            continue;
        }
        let pointer = put(&mut body, &path, json_of(attribute), shape.dialect);
        if attribute.secret {
            secrets.push(pointer);
        }
    }
    if shape.dialect != Dialect::Rfc {
        body.insert("meta".into(), json!({"resourceType": kind(&change.object)}));
    }
    Request {
        method: "POST".into(),
        path: collection,
        body: Some(Json::Object(body)),
        secrets,
    }
}

/// The value, a boolean where the target's schema has one.
pub(super) fn json_of(attribute: &AttributeChange) -> Json {
    match (&attribute.new, attribute.kind) {
        (Json::String(text), AttributeKind::Boolean) if text.eq_ignore_ascii_case("true") => {
            Json::Bool(true)
        }
        (Json::String(text), AttributeKind::Boolean) if text.eq_ignore_ascii_case("false") => {
            Json::Bool(false)
        }
        (value, _) => value.clone(),
    }
}

/// A new element that its filter describes, with what Entra adds on its own.
pub(super) fn element(path: &AttributePath<'_>, dialect: Dialect) -> Map<String, Json> {
    let mut element = Map::new();
    let Some(filter) = path.filter else {
        return element;
    };
    let entra = dialect != Dialect::Rfc;
    if entra && path.is("emails") && filter.value.eq_ignore_ascii_case("work") {
        element.insert("primary".into(), true.into());
    }
    element.insert(filter.key.to_owned(), filter.json());
    if entra && path.is("roles") && !filter.key.eq_ignore_ascii_case("type") {
        element.insert("type".into(), ROLE_TYPE.into());
    }
    element
}

/// Entra names the schemas of every sample, whether they are used or not, and no others.
fn schemas(change: &Change, shape: &Shape<'_>) -> Vec<String> {
    let core = match kind(&change.object) {
        "User" => CORE_USER,
        "Group" => CORE_GROUP,
        _ => change.object.as_str(),
    };
    let mut schemas = vec![core.to_owned()];
    match (shape.dialect, core) {
        (Dialect::Rfc, _) => {
            for attribute in &change.attributes {
                let path = AttributePath::parse(&attribute.target);
                if let Some(urn) = path.urn.filter(|_| !is_nothing(&attribute.new))
                    && !schemas.iter().any(|known| known == urn)
                {
                    schemas.push(urn.to_owned());
                }
            }
        }
        (_, CORE_USER) => schemas.push(ENTERPRISE_USER.to_owned()),
        (_, CORE_GROUP) if shape.quirks.group_schemas != Some(GroupSchemas::Core) => {
            schemas.push(MICROSOFT_GROUP.to_owned());
        }
        _ => {}
    }
    schemas
}

/// Puts a value at its place, and gives the pointer to it.
fn put(
    body: &mut Map<String, Json>,
    path: &AttributePath<'_>,
    value: Json,
    dialect: Dialect,
) -> String {
    let mut pointer = String::new();
    let holder = match path.urn {
        Some(urn) => {
            let (key, extension) = slot(body, urn);
            pointer.push_str(&key);
            object(extension)
        }
        None => body,
    };
    let (key, attribute) = slot(holder, path.head);
    pointer.push_str(&key);
    let target = match path.filter {
        None => attribute,
        Some(filter) => {
            let elements = list(attribute);
            let at = match elements.iter().position(|element| filter.fits(element)) {
                Some(at) => at,
                None => {
                    elements.push(Json::Object(element(path, dialect)));
                    elements.len() - 1
                }
            };
            pointer.push_str(&format!("/{at}"));
            elements.get_mut(at).expect("found or just pushed")
        }
    };
    match path.sub {
        Some(sub) => {
            let (key, part) = slot(object(target), sub);
            pointer.push_str(&key);
            *part = value;
        }
        None => match value {
            Json::Object(parts) if target.is_object() => object(target).extend(parts),
            value if path.filter.is_some() && !value.is_object() => {
                pointer.push_str("/value");
                object(target).insert("value".into(), value);
            }
            value => *target = value,
        },
    }
    pointer
}

/// The member of that name, whose case does not count, made where it is missing; and its pointer.
fn slot<'m>(members: &'m mut Map<String, Json>, name: &str) -> (String, &'m mut Json) {
    let key = members
        .keys()
        .find(|key| key.eq_ignore_ascii_case(name))
        .map_or_else(|| name.to_owned(), String::clone);
    let pointer = format!("/{}", pointer_part(&key));
    (pointer, members.entry(key).or_insert(Json::Null))
}

fn object(value: &mut Json) -> &mut Map<String, Json> {
    if !value.is_object() {
        *value = Json::Object(Map::new());
    }
    value.as_object_mut().expect("made one above")
}

fn list(value: &mut Json) -> &mut Vec<Json> {
    if !value.is_array() {
        *value = Json::Array(Vec::new());
    }
    value.as_array_mut().expect("made one above")
}

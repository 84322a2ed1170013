//! Lists and resources in answers, held to what Entra expects of them.

use super::attribute_path::member;
use super::fault::{Asked, fault, incompatible};
use super::wire::Answer;
use crate::pipeline::{PortError, PortErrorKind, TargetObject};
use serde_json::{Map, Value as Json};

const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const MANAGERS: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// A page of a list.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Page {
    pub(super) total: u64,
    pub(super) objects: Vec<TargetObject>,
}

/// The list that a query is answered with.
pub(super) fn page(label: &str, answer: &Answer) -> Result<Page, PortError> {
    let wrong = |why: &str| incompatible(label, answer, why);
    let body = object(label, answer, Asked::Collection)?;
    let named = member(&body, "schemas").and_then(Json::as_array);
    if !named.is_some_and(|names| names.iter().any(|name| name == LIST)) {
        return Err(wrong("is not a `ListResponse`"));
    }
    let total = member(&body, "totalResults")
        .and_then(Json::as_u64)
        .ok_or_else(|| wrong("has no number as `totalResults`"))?;
    let items = match member(&body, "Resources") {
        Some(Json::Array(items)) => items.as_slice(),
        None | Some(Json::Null) => &[],
        Some(_) => return Err(wrong("has no list as `Resources`")),
    };
    let objects = items
        .iter()
        .map(|item| {
            let resource = item.as_object().cloned().unwrap_or_default();
            identified(resource).map_err(wrong)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Page { total, objects })
}

/// The resource that reading or creating one object is answered with.
pub(super) fn resource(
    label: &str,
    answer: &Answer,
    asked: Asked,
) -> Result<TargetObject, PortError> {
    let body = object(label, answer, asked)?;
    let listed = member(&body, "Resources").and_then(Json::as_array);
    if listed.is_some_and(|items| items.len() > 1) {
        let mut error = incompatible(label, answer, "has several objects where one is asked for");
        error.kind = PortErrorKind::MultipleEntriesInResponse;
        return Err(error);
    }
    identified(body).map_err(|why| incompatible(label, answer, why))
}

fn object(label: &str, answer: &Answer, asked: Asked) -> Result<Map<String, Json>, PortError> {
    if answer.status / 100 != 2 {
        return Err(fault(label, answer, asked));
    }
    let json = answer.media_type.as_deref().is_none_or(|media| {
        let media = media.to_ascii_lowercase();
        media == "application/json" || media.ends_with("+json")
    });
    if !json {
        let media = answer.media_type.as_deref().unwrap_or_default();
        let why = format!("is `{media}` instead of `application/scim+json`");
        return Err(incompatible(label, answer, &why));
    }
    match serde_json::from_str(&answer.body) {
        Ok(Json::Object(body)) => Ok(body),
        Ok(_) => Err(incompatible(label, answer, "is not a JSON object")),
        Err(error) => Err(incompatible(
            label,
            answer,
            &format!("is not JSON ({error})"),
        )),
    }
}

fn identified(resource: Map<String, Json>) -> Result<TargetObject, &'static str> {
    let id = match member(&resource, "id") {
        Some(Json::String(id)) if !id.is_empty() => id.clone(),
        Some(Json::String(_)) | None => return Err("has an object without `id`"),
        Some(_) => return Err("has an `id` that is no text"),
    };
    let manager = member(&resource, MANAGERS)
        .and_then(Json::as_object)
        .and_then(|extension| member(extension, "manager"));
    match manager {
        None | Some(Json::Null | Json::Object(_)) => Ok(TargetObject { id, resource }),
        Some(_) => Err("has a `manager` that is no object, which Entra cannot read"),
    }
}

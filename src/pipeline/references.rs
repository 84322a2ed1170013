//! Reference attributes: from the source's key of another object, through its link, to the target's anchor.

use super::build::{Objects, Pipeline};
use super::course::{End, Ports};
use super::values;
use crate::check::{Flow, FlowSource};
use serde_json::Value as Json;

/// What a reference leads to.
pub(super) struct Resolved {
    /// The anchor in the target, or several for an attribute with several values; null for none.
    pub value: Json,
    /// The keys that lead nowhere.
    pub lost: Vec<String>,
}

/// Resolves the keys that an attribute mapping gave.
pub(super) fn resolve(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    flow: &Flow,
    keys: &Json,
    multivalued: bool,
    ports: &mut Ports<'_, '_>,
) -> Result<Resolved, End> {
    let mut anchors = Vec::new();
    let mut lost = Vec::new();
    let list = match keys {
        Json::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    for key in list {
        let Some(key) = key_of(key) else { continue };
        match anchor(pipeline, objects, flow, &key, ports)? {
            Some(anchor) => anchors.push(Json::from(anchor)),
            None => lost.push(key),
        }
    }
    let value = match multivalued {
        true if !anchors.is_empty() => Json::Array(anchors),
        _ => anchors.into_iter().next().unwrap_or_default(),
    };
    Ok(Resolved { value, lost })
}

/// A reference is a key, or an object that names its key.
fn key_of(reference: &Json) -> Option<String> {
    let named = ["objectId", "id", "value"]
        .iter()
        .find_map(|name| reference.get(*name));
    values::as_text(named.unwrap_or(reference)).filter(|key| !key.is_empty())
}

fn anchor(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    flow: &Flow,
    key: &str,
    ports: &mut Ports<'_, '_>,
) -> Result<Option<String>, End> {
    let own = objects.mapping.source_object.value.as_str();
    let users = pipeline.users.mapping.source_object.value.as_str();
    let referenced = referenced(objects, flow);
    let mut kinds: Vec<&str> = referenced.into_iter().chain([own, users]).collect();
    kinds.dedup();
    for kind in kinds {
        if let Some(link) = ports.links().link(kind, key)? {
            return Ok(Some(link.target));
        }
        let Some(found) = ports.source.find(kind, key)? else {
            continue;
        };
        if let Some(link) = ports.links().link(kind, &found.id)? {
            return Ok(Some(link.target));
        }
    }
    Ok(None)
}

/// The object names that the source attribute of a direct mapping refers to.
fn referenced<'o>(objects: &Objects<'o>, flow: &Flow) -> Vec<&'o str> {
    let FlowSource::Program { reads, .. } = &flow.source else {
        return Vec::new();
    };
    let attribute = reads.first().and_then(|place| {
        let name = objects.program.slots.names().get(*place as usize)?;
        objects.source?.attribute(name)
    });
    attribute.map_or_else(Vec::new, |attribute| {
        let objects = attribute.referenced_objects.iter();
        objects.map(|object| object.name.value.as_str()).collect()
    })
}

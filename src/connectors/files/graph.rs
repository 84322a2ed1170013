//! Names of Microsoft Graph that are other ones in Entra's schemas (`sources` 4).

use super::shape::ObjectShape;
use serde_json::{Map, Value as Json};

/// Entra's name and Graph's.
const NAMES: &[(&str, &str)] = &[
    ("objectId", "id"),
    ("mobile", "mobilePhone"),
    ("facsimileTelephoneNumber", "faxNumber"),
    ("physicalDeliveryOfficeName", "officeLocation"),
    ("dirSyncEnabled", "onPremisesSyncEnabled"),
];

/// An exported page of Graph names some attributes otherwise than the schema. An object that has `id`
/// in place of `objectId` comes from there: what the schema defines, and the object does not have, is
/// taken from Graph's name.
pub(super) fn rename(attributes: &mut Map<String, Json>, shape: &ObjectShape) {
    if shape.anchor != "objectId"
        || attributes.contains_key("objectId")
        || !attributes.contains_key("id")
    {
        return;
    }
    for (name, graph) in NAMES {
        let wanted = *name == "objectId" || shape.defines(name);
        if wanted
            && !attributes.contains_key(*name)
            && !shape.defines(graph)
            && let Some(value) = attributes.shift_remove(*graph)
        {
            attributes.insert((*name).to_owned(), value);
        }
    }
    let first = attributes
        .get("businessPhones")
        .and_then(|phones| phones.get(0))
        .cloned();
    if let Some(phone) = first.filter(|_| shape.defines("telephoneNumber")) {
        attributes.entry("telephoneNumber").or_insert_with(|| phone);
    }
    if let Some(Json::Object(extensions)) = attributes.get("onPremisesExtensionAttributes").cloned()
    {
        for (name, value) in extensions {
            if shape.defines(&name) && !value.is_null() {
                attributes.entry(name).or_insert(value);
            }
        }
    }
    if let Some(id) = attributes
        .get("manager")
        .and_then(|who| who.get("id"))
        .cloned()
    {
        attributes.insert("manager".to_owned(), id);
    }
    if let Some(Json::Array(members)) = attributes.get_mut("members") {
        for member in members {
            if let Some(id) = member.get("id").cloned() {
                *member = id;
            }
        }
    }
}

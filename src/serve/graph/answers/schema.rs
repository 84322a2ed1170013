//! The schema of the job, as its file has it.

use super::old::Old;
use super::store;
use crate::serve::Loaded;
use crate::serve::graph::answer::{Answer, Reply};
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::odata::Options;
use crate::serve::graph::operation::{
    Gives, LISTING, Operation, PLAIN, Place, SINGLE, Takes, Under, Verb, of,
};
use crate::serve::graph::wire::{Collection, DirectoryDefinition, SynchronizationSchema};
use serde_json::{Value as Json, json};

const SCHEMAS: &[Under] = &[Under::Job, Under::Template, Under::ApplicationTemplate];

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: SCHEMAS,
        path: "/schema",
        id: "getSchema",
        summary: "The schema, byte for byte as its file has it.",
        source: "synchronization-synchronizationschema-get",
        query: SINGLE,
        gives: Gives::Json(of::<SynchronizationSchema>),
        mends: true,
        handler: get,
        ..PLAIN
    },
    Operation {
        verb: Verb::Put,
        path: "/schema",
        id: "putSchema",
        summary: "Replaces the schema: checked first, then written to its file as a whole, where it differs.",
        source: "synchronization-synchronizationschema-update",
        body: Takes::Body(of::<SynchronizationSchema>),
        place: Place::Aside,
        mends: true,
        handler: store::put,
        ..PLAIN
    },
    Operation {
        verb: Verb::Patch,
        path: "/schema",
        id: "patchSchema",
        summary: "The same as PUT: the whole schema is replaced. Generated clients send PATCH, which Graph itself refuses.",
        source: "synchronization-synchronizationschema-update",
        body: Takes::Body(of::<SynchronizationSchema>),
        place: Place::Aside,
        mends: true,
        handler: store::put,
        ..PLAIN
    },
    Operation {
        under: SCHEMAS,
        path: "/schema/directories",
        id: "listDirectories",
        summary: "What objects and attributes there are.",
        source: "synchronization-directorydefinition",
        query: LISTING,
        gives: Gives::Json(of::<Collection<DirectoryDefinition>>),
        handler: directories,
        ..PLAIN
    },
    Operation {
        under: SCHEMAS,
        path: "/schema/directories/{directoryId}",
        id: "getDirectory",
        summary: "What objects and attributes a directory has. Its name is taken for its id as well.",
        source: "synchronization-directorydefinition",
        query: SINGLE,
        gives: Gives::Json(of::<DirectoryDefinition>),
        handler: directory,
        ..PLAIN
    },
    Operation {
        verb: Verb::Post,
        path: "/schema/directories/{directoryId}/discover",
        id: "discoverDirectory",
        summary: "The directory as the schema has it: attrflow asks no system for its attributes.",
        source: "synchronization-directorydefinition-discover",
        gives: Gives::Json(of::<DirectoryDefinition>),
        handler: discover,
        ..PLAIN
    },
];

/// The schema as JSON.
pub fn entity(loaded: &Loaded) -> Json {
    Old::used(loaded).entity()
}

fn get(call: &Call) -> Reply {
    let context = match call.key("jobId") {
        "" => call.context("microsoft.graph.synchronizationSchema"),
        _ => call.synchronization(&format!("jobs('{}')/schema/$entity", call.ids.job)),
    };
    let options = call.options::<SynchronizationSchema>()?;
    let old = Old::of(call)?;
    let (text, entity) = (old.text(), old.entity());
    if entity.is_null() {
        // There is nothing to show: why not, the job says.
        call.loaded()?;
    }
    let has_context = entity.get("@odata.context").is_some();
    if options != Options::default() {
        let mut answer = json!({"@odata.context": context});
        if let (Some(members), Json::Object(kept)) =
            (answer.as_object_mut(), options.selected(entity))
        {
            members.extend(kept);
        }
        return Ok(Answer::json(&answer));
    }
    // Byte for byte: numbers, repeated members and blanks stay as the file has them.
    Ok(Answer::text(match text.strip_prefix('{') {
        Some(rest) if !has_context => {
            let context = Json::from(context);
            let comma = match rest.trim_start().starts_with('}') {
                true => "",
                false => ",",
            };
            format!("{{\"@odata.context\":{context}{comma}{rest}")
        }
        _ => text.to_owned(),
    }))
}

fn all(call: &Call) -> Result<Vec<Json>, Refusal> {
    let mut entity = entity(call.loaded()?);
    Ok(match entity.get_mut("directories").map(Json::take) {
        Some(Json::Array(directories)) => directories,
        _ => Vec::new(),
    })
}

fn directories(call: &Call) -> Reply {
    call.list::<DirectoryDefinition>(&below(call, "schema/directories"), all(call)?)
}

fn directory(call: &Call) -> Reply {
    let found = wanted(call)?;
    call.entity::<DirectoryDefinition>(&below(call, "schema/directories/$entity"), found)
}

fn discover(call: &Call) -> Reply {
    let mut found = wanted(call)?;
    if let Some(members) = found.as_object_mut() {
        members.insert("discoverabilities".to_owned(), "None".into());
    }
    call.entity::<DirectoryDefinition>("microsoft.graph.directoryDefinition", found)
}

fn wanted(call: &Call) -> Result<Json, Refusal> {
    let key = call.key("directoryId");
    let all = all(call)?;
    let called = |member: &str| {
        let is = |directory: &&Json| directory.get(member).and_then(Json::as_str) == Some(key);
        all.iter().find(is)
    };
    match called("id").or_else(|| called("name")) {
        Some(found) => Ok(found.clone()),
        None => Err(Refusal::not_found(key)),
    }
}

fn below(call: &Call, what: &str) -> String {
    let (principal, job) = (&call.ids.principal, &call.ids.job);
    format!("servicePrincipals('{principal}')/synchronization/jobs('{job}')/{what}")
}

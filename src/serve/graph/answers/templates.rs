//! The template of the job: there is one, and its schema is the job's.

use super::schema::entity;
use crate::serve::graph::answer::Reply;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{Gives, LISTING, Operation, PLAIN, SINGLE, Under, of};
use crate::serve::graph::wire::{Collection, SynchronizationTemplate};
use serde_json::{Value as Json, json};

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Principal, Under::Application],
        path: "/templates",
        id: "listTemplates",
        summary: "The template of the job, as the only one.",
        source: "synchronization-synchronization-list-templates",
        query: LISTING,
        gives: Gives::Json(of::<Collection<SynchronizationTemplate>>),
        handler: list,
        ..PLAIN
    },
    Operation {
        under: &[Under::Template, Under::ApplicationTemplate],
        id: "getTemplate",
        summary: "The template of the job.",
        source: "synchronization-synchronizationtemplate-get",
        query: SINGLE,
        gives: Gives::Json(of::<SynchronizationTemplate>),
        handler: get,
        ..PLAIN
    },
];

fn list(call: &Call) -> Reply {
    call.list::<SynchronizationTemplate>(&context(call, ""), vec![template(call)?])
}

fn get(call: &Call) -> Reply {
    call.entity::<SynchronizationTemplate>(&context(call, "/$entity"), template(call)?)
}

fn context(call: &Call, rest: &str) -> String {
    let owner = match call.path.starts_with("/applications") {
        true => format!("applications('{}')", call.ids.application),
        false => format!("servicePrincipals('{}')", call.ids.principal),
    };
    format!("{owner}/synchronization/templates{rest}")
}

fn template(call: &Call) -> Result<Json, Refusal> {
    let loaded = call.loaded()?;
    Ok(json!({
        "id": call.ids.template,
        "applicationId": call.ids.app,
        "default": true,
        "description": format!("Template of `{}`", loaded.job.spec.target_name),
        "discoverable": false,
        "factoryTag": call.ids.template,
        "metadata": [],
        "schema": entity(loaded),
    }))
}

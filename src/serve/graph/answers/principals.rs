//! The service principal and what hangs on it.

use crate::serve::graph::answer::Reply;
use crate::serve::graph::call::Call;
use crate::serve::graph::envelope::Refusal;
use crate::serve::graph::operation::{Gives, LISTING, Operation, PLAIN, SINGLE, Under, of};
use crate::serve::graph::wire::{Collection, ServicePrincipal, Synchronization};
use serde_json::{Value as Json, json};

pub static OPERATIONS: &[Operation] = &[
    Operation {
        under: &[Under::Root],
        path: "/servicePrincipals",
        id: "listServicePrincipals",
        summary: "The application that the job provisions to, as the only one.",
        source: "serviceprincipal-list",
        query: LISTING,
        gives: Gives::Json(of::<Collection<ServicePrincipal>>),
        handler: list,
        ..PLAIN
    },
    Operation {
        under: &[Under::Root],
        path: "/servicePrincipals/{servicePrincipalId}",
        id: "getServicePrincipal",
        summary: "The application that the job provisions to.",
        source: "serviceprincipal-get",
        query: SINGLE,
        gives: Gives::Json(of::<ServicePrincipal>),
        handler: get,
        ..PLAIN
    },
    Operation {
        under: &[Under::Principal],
        id: "getSynchronization",
        summary: "What is synchronized.",
        source: "synchronization-synchronization",
        query: SINGLE,
        gives: Gives::Json(of::<Synchronization>),
        handler: synchronization,
        ..PLAIN
    },
];

fn list(call: &Call) -> Reply {
    call.list::<ServicePrincipal>("servicePrincipals", vec![principal(call)?])
}

fn get(call: &Call) -> Reply {
    call.entity::<ServicePrincipal>("servicePrincipals/$entity", principal(call)?)
}

fn synchronization(call: &Call) -> Reply {
    let context = format!(
        "servicePrincipals('{}')/synchronization/$entity",
        call.ids.principal
    );
    call.entity::<Synchronization>(&context, json!({"id": call.ids.principal}))
}

fn principal(call: &Call) -> Result<Json, Refusal> {
    let name = &call.loaded()?.job.spec.target_name;
    Ok(json!({
        "id": call.ids.principal,
        "appId": call.ids.app,
        "displayName": name,
        "appDisplayName": name,
        "appOwnerOrganizationId": call.ids.tenant,
        "servicePrincipalType": "Application",
        "accountEnabled": true,
        "tags": ["WindowsAzureActiveDirectoryIntegratedApp"],
    }))
}

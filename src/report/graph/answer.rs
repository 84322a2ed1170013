//! The answer of `provisionOnDemand`: two texts that hold JSON.

use super::{details, in_order, modified, step_type};
use crate::dotnet::encoding::{Guid, base64_to_bytes};
use crate::library::JobKind;
use crate::pipeline::{ErrorInfo, Identity, Run, Status, Step, StepKind};
use serde_json::{Map, Value as Json, json};

/// Which of the two shapes that Graph has had.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Generation {
    /// As it is documented: the key holds the result, the value an object.
    Documented,
    /// As it is answered since: a constant key, the value an array.
    Newer,
}

/// The constant key of the newer generation.
const KEY: &str = "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo";

const CONTEXT: &str =
    "https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair";

/// What scoping's details are called, without the kind of object, and what in documented answers about
/// applications.
const OLDER_NAMES: &[(&str, &str)] = &[
    ("Active in the source system", "IsActive"),
    ("Assigned to the application", "Assigned"),
    (
        " has the required role",
        "IsEffectivelyEntitledForProvisioning",
    ),
    (
        "Scoping filter evaluation passed",
        "IsInProvisioningScopeDisplayName",
    ),
];

/// What Graph answers to `provisionOnDemand`: a `stringKeyStringValuePair`. Of the documented answers
/// those about applications have nulls and older names of scoping's details; that about Active Directory
/// has no step for matching.
///
/// ```
/// # use attrflow::pipeline::Run;
/// # let nobody = serde_json::json!({"id": "", "object": "User", "display_name": null});
/// # let run: Run = serde_json::from_value(serde_json::json!({
/// #     "change_id": "5f1d6c1e-0000-4000-8000-000000000001", "what_if": true, "action": "Create", "status": "Success",
/// #     "error": null, "start": "2026-03-02T08:00:00.0000000Z", "end": "2026-03-02T08:00:01.2500000Z",
/// #     "reportable": "ada@contoso.com", "source": nobody, "target": nobody, "source_system": "Contoso",
/// #     "target_system": "Desk", "steps": [], "modified": [], "flows": [], "requests": [], "change": null, "notes": [],
/// # })).unwrap();
/// use attrflow::{library::JobKind, report::graph::{Generation, on_demand}};
/// let answer = on_demand(&run, JobKind::App, Generation::Documented);
/// assert_eq!(answer["key"], r#"{"result":"Success","details":{}}"#);
/// assert!(answer["value"].is_string());
/// ```
pub fn on_demand(run: &Run, kind: JobKind, generation: Generation) -> Json {
    let oldest = generation == Generation::Documented && kind == JobKind::App;
    let mut value = object(run, kind, oldest);
    if !oldest {
        drop_nulls(&mut value);
    }
    let (key, value) = match generation {
        Generation::Documented => (result(run).to_string(), value),
        Generation::Newer => (KEY.to_owned(), json!([value])),
    };
    json!({"@odata.context": CONTEXT, "key": key, "value": value.to_string()})
}

fn result(run: &Run) -> Json {
    let details = match &run.error {
        Some(error) => json!({"errorCode": error.code, "errorMessage": error.reason}),
        None => json!({}),
    };
    json!({"result": run.status.word(), "details": details})
}

fn object(run: &Run, kind: JobKind, oldest: bool) -> Json {
    let properties = modified(run)
        .into_iter()
        .map(|(name, old, new)| json!({"displayName": name, "oldValue": old, "newValue": new}));
    let steps = in_order(run)
        .into_iter()
        .filter(|step| kind != JobKind::AdToEntra || step.kind != StepKind::Matching)
        .map(|one| step(one, oldest));
    json!({
        "action": run.action.word(),
        "changeId": run.change_id,
        "endTime": run.end,
        "modifiedProperties": properties.collect::<Vec<_>>(),
        "provisioningSteps": steps.collect::<Vec<_>>(),
        "reportableIdentifier": run.reportable,
        "startTime": run.start,
        "statusInfo": status(run),
        "sourceIdentity": identity(&source(run, kind)),
        "sourceSystem": system(&run.source_system),
        "targetIdentity": identity(&run.target),
        "targetSystem": system(&run.target_system),
    })
}

fn step(step: &Step, oldest: bool) -> Json {
    let mut details = details(step);
    if oldest && step.kind == StepKind::Scoping {
        details = renamed(details);
    }
    json!({
        "name": step.name.word(),
        "type": step_type(step.kind),
        "status": step.status.word(),
        "description": step.description,
        "timestamp": step.timestamp,
        "details": details,
    })
}

fn renamed(details: Map<String, Json>) -> Map<String, Json> {
    let older = |name: String| match OLDER_NAMES.iter().find(|(newer, _)| name.ends_with(newer)) {
        Some((_, older)) => (*older).to_owned(),
        None => name,
    };
    details
        .into_iter()
        .map(|(name, value)| (older(name), value))
        .collect()
}

/// The error stands here only where the run failed; why it was skipped stands in the last step.
fn status(run: &Run) -> Json {
    let failed: Option<&ErrorInfo> = match run.status {
        Status::Failure => run.error.as_ref(),
        _ => None,
    };
    json!({
        "status": run.status.word(),
        "errorCode": failed.map(|error| &error.code),
        "reason": failed.map(|error| &error.reason),
        "additionalDetails": null,
        "errorCategory": failed.map(|_| "NonServiceFailure"),
        "recommendedAction": failed.and_then(|error| error.recommended.as_ref()),
    })
}

fn identity(identity: &Identity) -> Json {
    let id = match identity.id.is_empty() {
        true => Json::Null,
        false => Json::from(identity.id.as_str()),
    };
    json!({"id": id, "type": identity.object, "displayName": null, "details": null})
}

/// The source object; in Active Directory its anchor is `objectGUID`, which Graph writes as a GUID.
fn source(run: &Run, kind: JobKind) -> Identity {
    let mut source = run.source.clone();
    if kind == JobKind::AdToEntra
        && let Ok(bytes) = base64_to_bytes(&source.id)
        && let Ok(bytes) = <[u8; 16]>::try_from(bytes)
    {
        source.id = Guid::from_bytes(bytes).to_string();
    }
    source
}

fn system(name: &str) -> Json {
    json!({"id": null, "name": name, "details": null})
}

fn drop_nulls(value: &mut Json) {
    match value {
        Json::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        Json::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

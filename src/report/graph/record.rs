//! Entries of the provisioning log, as `auditLogs/provisioning` answers them.

use super::{details, in_order, modified, step_type};
use crate::dotnet::date::parse_free_utc;
use crate::pipeline::{Identity, Run, Status, Step};
use serde_json::{Value as Json, json};

/// Where a log belongs: what Graph knows of a job and a run does not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The tenant's id.
    pub tenant: String,
    /// The job's id.
    pub job: String,
    /// The id of the application's service principal.
    pub principal: String,
}

const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

impl Default for Origin {
    fn default() -> Self {
        Self {
            tenant: NOBODY.to_owned(),
            job: NOBODY.to_owned(),
            principal: NOBODY.to_owned(),
        }
    }
}

/// The answer of `auditLogs/provisioning`.
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
/// use attrflow::report::graph::{Origin, log_records};
/// assert_eq!(log_records(&[run], &Origin::default())["value"].as_array().unwrap().len(), 1);
/// ```
pub fn log_records(runs: &[Run], origin: &Origin) -> Json {
    let records: Vec<Json> = runs.iter().map(|run| log_record(run, origin)).collect();
    json!({
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#auditLogs/provisioning",
        "value": records,
    })
}

/// One `provisioningObjectSummary`.
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
/// use attrflow::report::graph::{Origin, log_record};
/// let record = log_record(&run, &Origin::default());
/// assert_eq!((&record["provisioningAction"], &record["durationInMilliseconds"]), (&"create".into(), &1250.into()));
/// ```
pub fn log_record(run: &Run, origin: &Origin) -> Json {
    let properties = modified(run)
        .into_iter()
        .map(|(name, old, new)| json!({"displayName": name, "oldValue": old, "newValue": new}));
    json!({
        "activityDateTime": seconds(&run.start),
        "changeId": run.change_id,
        "cycleId": run.change_id,
        "durationInMilliseconds": duration(run),
        "id": run.change_id,
        "initiatedBy": {
            "displayName": "Azure AD Provisioning Service",
            "id": "",
            "initiatorType": "system",
        },
        "jobId": origin.job,
        "modifiedProperties": properties.collect::<Vec<_>>(),
        "provisioningAction": camel(run.action.word()),
        "provisioningStatusInfo": {
            "errorInformation": error(run),
            "status": camel(run.status.word()),
        },
        "provisioningSteps": in_order(run).into_iter().map(step).collect::<Vec<_>>(),
        "servicePrincipal": {"displayName": run.target_system, "id": origin.principal},
        "sourceIdentity": identity(&run.source, json!({
            "DisplayName": run.source.display_name.as_deref().unwrap_or_default(),
            "id": run.source.id,
            "odatatype": run.source.object,
        })),
        "sourceSystem": {"details": {}, "displayName": run.source_system, "id": NOBODY},
        "targetIdentity": identity(&run.target, json!({})),
        "targetSystem": {
            "details": {
                "ApplicationId": NOBODY,
                "ServicePrincipalDisplayName": run.target_system,
                "ServicePrincipalId": origin.principal,
            },
            "displayName": run.target_system,
            "id": NOBODY,
        },
        "tenantId": origin.tenant,
    })
}

fn step(step: &Step) -> Json {
    json!({
        "description": step.description,
        "details": details(step),
        "name": step.name.word(),
        "provisioningStepType": camel(step_type(step.kind)),
        "status": camel(step.status.word()),
    })
}

fn error(run: &Run) -> Json {
    match (&run.error, run.status) {
        (Some(error), Status::Failure) => json!({
            "errorCode": error.code,
            "reason": error.reason,
            "additionalDetails": null,
            "errorCategory": "nonServiceFailure",
            "recommendedAction": error.recommended,
        }),
        _ => Json::Null,
    }
}

fn identity(identity: &Identity, details: Json) -> Json {
    json!({
        "details": details,
        "displayName": identity.display_name.as_deref().unwrap_or_default(),
        "id": identity.id,
        "identityType": identity.object,
    })
}

/// Words of the on-demand answer begin with a capital, those of the log do not.
fn camel(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// An instant without its fraction.
fn seconds(instant: &str) -> String {
    let whole = instant.split(['.', 'Z']).next().unwrap_or_default();
    format!("{whole}Z")
}

fn duration(run: &Run) -> i64 {
    let milliseconds = |text: &str| {
        let (seconds, nanoseconds) = parse_free_utc(text, None)?.to_unix();
        Some(seconds * 1000 + i64::from(nanoseconds / 1_000_000))
    };
    let (start, end) = (milliseconds(&run.start), milliseconds(&run.end));
    start
        .zip(end)
        .map_or(0, |(start, end)| (end - start).max(0))
}

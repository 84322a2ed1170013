//! Graph's shapes: the answer of `provisionOnDemand`, and entries of the log.

use super::{creation, error, identity, step};
use attrflow::library::JobKind;
use attrflow::pipeline::{Action, Run, Status, StepKind, StepName};
use attrflow::report::graph::{Generation, Origin, log_record, on_demand};
use serde_json::{Value as Json, json};

fn decoded(answer: &Json, member: &str) -> Json {
    serde_json::from_str(answer[member].as_str().unwrap()).unwrap()
}

#[test]
fn key_and_value_of_both_generations() {
    let run = creation();
    let older = on_demand(&run, JobKind::App, Generation::Documented);
    assert_eq!(
        decoded(&older, "key"),
        json!({"result": "Success", "details": {}})
    );
    assert_eq!(decoded(&older, "value")["action"], "Create");

    let newer = on_demand(&run, JobKind::App, Generation::Newer);
    assert_eq!(
        newer["key"],
        "Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo"
    );
    let value = decoded(&newer, "value");
    assert_eq!(value.as_array().unwrap().len(), 1);
    assert_eq!(
        value[0]["modifiedProperties"][0],
        json!({"displayName": "userName", "newValue": "ada@contoso.com"})
    );
    assert_eq!(value[0]["statusInfo"], json!({"status": "Success"}));
}

#[test]
fn matching_comes_before_scoping() {
    let value = decoded(
        &on_demand(&creation(), JobKind::App, Generation::Documented),
        "value",
    );
    let types: Vec<&str> = value["provisioningSteps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["type"].as_str().unwrap())
        .collect();
    assert_eq!(types, ["Import", "Matching", "Scoping", "Export"]);
}

#[test]
fn a_failure_has_its_error_in_the_status() {
    let mut run = creation();
    run.status = Status::Failure;
    run.error = error("EntryConflict", "taken", Some("rename"));
    let answer = on_demand(&run, JobKind::App, Generation::Documented);
    assert_eq!(
        decoded(&answer, "key")["details"]["errorCode"],
        "EntryConflict"
    );
    let status = &decoded(&answer, "value")["statusInfo"];
    assert_eq!(status["errorCode"], "EntryConflict");
    assert_eq!(status["recommendedAction"], "rename");
    let record = log_record(&run, &Origin::default());
    assert_eq!(
        record["provisioningStatusInfo"],
        json!({"status": "failure", "errorInformation": {"errorCode": "EntryConflict",
            "reason": "taken", "additionalDetails": null, "errorCategory": "nonServiceFailure",
            "recommendedAction": "rename"}})
    );
}

#[test]
fn no_shape_shows_a_secret() {
    let run = creation();
    for generation in [Generation::Documented, Generation::Newer] {
        let answer = on_demand(&run, JobKind::App, generation).to_string();
        assert!(!answer.contains("marker-secret"));
        assert!(answer.contains("[Redact]"));
    }
    assert!(
        !log_record(&run, &Origin::default())
            .to_string()
            .contains("marker-secret")
    );
}

/// The members of the record that was seen on the wire, with ids of our own.
#[test]
fn a_record_of_the_log() {
    let mut run: Run = creation();
    run.what_if = false;
    run.action = Action::Other;
    run.status = Status::Skipped;
    run.reportable = "desk".into();
    run.source = identity("g1", "Group", Some("desk"));
    run.target = identity("t1", "urn:ietf:params:scim:schemas:core:2.0:Group", None);
    run.source_system = "Microsoft Entra ID".into();
    run.target_system = "customappsso".into();
    run.modified.clear();
    run.error = None;
    run.steps = vec![step(
        StepKind::Export,
        StepName::EntrySynchronizationSkip,
        Status::Skipped,
        "nothing to do",
        json!({"SkipReason": "RedundantExport"}),
    )];
    let nobody = "00000000-0000-0000-0000-000000000000";
    let expected = json!({
        "activityDateTime": "2026-03-02T08:00:00Z",
        "changeId": run.change_id, "cycleId": run.change_id, "id": run.change_id,
        "durationInMilliseconds": 1250,
        "initiatedBy": {"displayName": "Azure AD Provisioning Service", "id": "", "initiatorType": "system"},
        "jobId": nobody,
        "modifiedProperties": [], "provisioningAction": "other",
        "provisioningStatusInfo": {"errorInformation": null, "status": "skipped"},
        "provisioningSteps": [{"description": "nothing to do", "details": {"SkipReason": "RedundantExport"},
            "name": "EntrySynchronizationSkip", "provisioningStepType": "export", "status": "skipped"}],
        "servicePrincipal": {"displayName": "customappsso", "id": nobody},
        "sourceIdentity": {"details": {"DisplayName": "desk", "id": "g1", "odatatype": "Group"},
            "displayName": "desk", "id": "g1", "identityType": "Group"},
        "sourceSystem": {"details": {}, "displayName": "Microsoft Entra ID", "id": nobody},
        "targetIdentity": {"details": {}, "displayName": "", "id": "t1",
            "identityType": "urn:ietf:params:scim:schemas:core:2.0:Group"},
        "targetSystem": {"details": {"ApplicationId": nobody, "ServicePrincipalDisplayName": "customappsso",
            "ServicePrincipalId": nobody}, "displayName": "customappsso", "id": nobody},
        "tenantId": nobody,
    });
    assert_eq!(log_record(&run, &Origin::default()), expected);
}

//! Runs of provisioning on demand, shown: as text, as JSON, as Graph's answers.

mod graph;
mod text;

use attrflow::pipeline::{
    Action, DataFlow, ErrorInfo, Identity, Modified, Request, Run, Status, Step, StepKind, StepName,
};
use serde_json::{Map, Value as Json, json};

/// A user who is to be created; the password is secret.
pub fn creation() -> Run {
    Run {
        change_id: "5f1d6c1e-0000-4000-8000-000000000001".into(),
        what_if: true,
        action: Action::Create,
        status: Status::Success,
        error: None,
        start: "2026-03-02T08:00:00.0000000Z".into(),
        end: "2026-03-02T08:00:01.2500000Z".into(),
        reportable: "ada@contoso.com".into(),
        source: identity("a1", "User", Some("Ada Lovelace")),
        target: identity("", "urn:ietf:params:scim:schemas:core:2.0:User", None),
        source_system: "Contoso".into(),
        target_system: "SCIM app".into(),
        steps: vec![
            step(
                StepKind::Import,
                StepName::EntryImport,
                Status::Success,
                "Retrieved User 'ada@contoso.com' from Contoso",
                json!({"mail": "ada@contoso.com"}),
            ),
            step(
                StepKind::Scoping,
                StepName::EntrySynchronizationScoping,
                Status::Success,
                "Determine if User in scope by evaluating against each scoping filter",
                json!({"Active in the source system": "True"}),
            ),
            step(
                StepKind::Matching,
                StepName::EntrySynchronizationAdd,
                Status::Skipped,
                "no match",
                json!({}),
            ),
            step(
                StepKind::Export,
                StepName::EntryExportAdd,
                Status::Success,
                "User 'ada@contoso.com' will be created in SCIM app",
                json!({}),
            ),
        ],
        modified: vec![
            modified("userName", json!(null), json!("ada@contoso.com"), false),
            modified("password", json!(null), json!("marker-secret"), true),
        ],
        flows: vec![
            flow(
                "userName",
                "[mail]",
                "mail",
                json!("ada@contoso.com"),
                false,
            ),
            flow(
                "password",
                "Redact([pin])",
                "pin",
                json!("marker-secret"),
                true,
            ),
        ],
        requests: vec![Request {
            method: "POST".into(),
            path: "/Users".into(),
            body: Some(json!({"userName": "ada@contoso.com", "password": "marker-secret"})),
            secrets: vec!["/password".into()],
        }],
        change: None,
        notes: vec![],
    }
}

pub fn identity(id: &str, object: &str, display_name: Option<&str>) -> Identity {
    Identity {
        id: id.into(),
        object: object.into(),
        display_name: display_name.map(Into::into),
    }
}

pub fn step(
    kind: StepKind,
    name: StepName,
    status: Status,
    description: &str,
    details: Json,
) -> Step {
    let details: Map<String, Json> = serde_json::from_value(details).unwrap();
    Step {
        kind,
        name,
        status,
        description: description.into(),
        timestamp: "2026-03-02T08:00:00.0000000Z".into(),
        details,
    }
}

fn modified(target: &str, old: Json, new: Json, secret: bool) -> Modified {
    Modified {
        target: target.into(),
        old,
        new,
        secret,
    }
}

fn flow(target: &str, expression: &str, source: &str, value: Json, secret: bool) -> DataFlow {
    DataFlow {
        target: target.into(),
        expression: expression.into(),
        sources: vec![(source.into(), value.clone())],
        result: value.clone(),
        original: Json::Null,
        modified: value,
        skipped: None,
        secret,
        trace: None,
    }
}

fn error(code: &str, reason: &str, recommended: Option<&str>) -> Option<ErrorInfo> {
    Some(ErrorInfo {
        code: code.into(),
        reason: reason.into(),
        recommended: recommended.map(Into::into),
    })
}

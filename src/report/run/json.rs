//! The JSON of runs, links and found objects, as `docs/schema/` describes it. Secret values are left
//! out here: whoever reads this output may store it.

use super::lists::{key, name};
use super::{headline, step_title, substituted};
use crate::pipeline::{
    DataFlow, ErrorInfo, Identity, Link, LinkState, Modified, Request, Run, SourceObject, Step,
};
use crate::report::json::FORMAT_VERSION;
use crate::report::trace_json;
use serde_json::{Value as Json, json};

const HIDDEN: &str = "[Redact]";

/// What `attrflow provision --format json` and `attrflow log --format json` write. Instants are UTC, as the
/// run has them.
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
/// let json = attrflow::report::runs_json(&[run]);
/// assert_eq!((&json["runs"][0]["action"], &json["runs"][0]["what_if"]), (&"create".into(), &true.into()));
/// ```
pub fn runs(runs: &[Run]) -> Json {
    json!({
        "format_version": FORMAT_VERSION,
        "runs": runs.iter().map(run).collect::<Vec<_>>(),
    })
}

/// What `attrflow search --format json` writes.
///
/// ```
/// # use attrflow::pipeline::SourceObject;
/// # let serde_json::Value::Object(attributes) = serde_json::json!({"mail": "ada@contoso.com", "displayName": "Ada"}) else { unreachable!() };
/// let found = [SourceObject { id: "a1".into(), object: "User".into(), attributes }];
/// assert_eq!(attrflow::report::found_json(&found, &["mail".to_owned()])["objects"][0]["key"], "ada@contoso.com");
/// ```
pub fn found(objects: &[SourceObject], keys: &[String]) -> Json {
    let objects = objects.iter().map(|object| {
        json!({
            "key": key(object, keys),
            "name": name(object),
            "object": object.object,
            "id": object.id,
        })
    });
    json!({"format_version": FORMAT_VERSION, "objects": objects.collect::<Vec<_>>()})
}

/// What `attrflow links --format json` writes.
///
/// ```
/// # use attrflow::pipeline::{Link, LinkState};
/// # let (user, display_name) = (String::from("User"), String::from("Ada"));
/// let link = Link {
///     source_object: user.clone(), source: "a1".into(), target_object: user, target: "t1".into(),
///     display_name, state: LinkState::Unmanaged, updated: "2026-03-02T08:00:00.0000000Z".into(),
/// };
/// assert_eq!(attrflow::report::links_json(&[link])["links"][0]["managed"], false);
/// ```
pub fn links(links: &[Link]) -> Json {
    let links = links.iter().map(|link| {
        json!({
            "name": link.display_name,
            "source": {"object": link.source_object, "id": link.source},
            "target": {"object": link.target_object, "id": link.target},
            "managed": link.state == LinkState::Managed,
            "updated": link.updated,
        })
    });
    json!({"format_version": FORMAT_VERSION, "links": links.collect::<Vec<_>>()})
}

fn run(run: &Run) -> Json {
    json!({
        "change_id": run.change_id,
        "what_if": run.what_if,
        "action": run.action.word().to_lowercase(),
        "status": run.status.word().to_lowercase(),
        "summary": headline(run),
        "error": run.error.as_ref().map(error),
        "start": run.start,
        "end": run.end,
        "object": run.reportable,
        "source": identity(&run.source, &run.source_system),
        "target": identity(&run.target, &run.target_system),
        "steps": run.steps.iter().map(|one| step(one, &run.source.object)).collect::<Vec<_>>(),
        "modified": run.modified.iter().map(modified).collect::<Vec<_>>(),
        "flows": run.flows.iter().map(flow).collect::<Vec<_>>(),
        "requests": run.requests.iter().map(request).collect::<Vec<_>>(),
        "notes": run.notes,
    })
}

fn error(error: &ErrorInfo) -> Json {
    json!({"code": error.code, "reason": error.reason, "recommended": error.recommended})
}

fn identity(identity: &Identity, system: &str) -> Json {
    json!({
        "system": system,
        "object": identity.object,
        "id": identity.id,
        "display_name": identity.display_name,
    })
}

/// A step as it stands in a run; `object` is the run's object name in the source.
///
/// ```
/// # let step: attrflow::pipeline::Step = serde_json::from_value(serde_json::json!({"kind": "Import", "name": "EntryImport",
/// #     "status": "Success", "description": "", "timestamp": "", "details": {}})).unwrap();
/// assert_eq!(attrflow::report::step_json(&step, "User")["kind"], "import");
/// ```
pub fn step(step: &Step, object: &str) -> Json {
    json!({
        "kind": format!("{:?}", step.kind).to_lowercase(),
        "name": step.name.word(),
        "title": step_title(step.kind, object),
        "status": step.status.word().to_lowercase(),
        "description": step.description,
        "timestamp": step.timestamp,
        "details": step.details,
    })
}

fn modified(modified: &Modified) -> Json {
    json!({
        "target": modified.target,
        "old": shown(&modified.old, modified.secret),
        "new": shown(&modified.new, modified.secret),
        "secret": modified.secret,
    })
}

fn flow(flow: &DataFlow) -> Json {
    let hidden = flow.secret;
    let sources = flow
        .sources
        .iter()
        .map(|(name, value)| json!({"name": name, "value": shown(value, hidden)}));
    let substituted = match hidden {
        true => HIDDEN.to_owned(),
        false => substituted(&flow.expression, &flow.sources),
    };
    let mut written = json!({
        "target": flow.target,
        "expression": flow.expression,
        "substituted": substituted,
        "sources": sources.collect::<Vec<_>>(),
        "result": shown(&flow.result, hidden),
        "original": shown(&flow.original, hidden),
        "modified": shown(&flow.modified, hidden),
        "skipped": flow.skipped,
        "secret": hidden,
    });
    if let (Some(trace), Some(members)) = (&flow.trace, written.as_object_mut()) {
        members.insert("trace".to_owned(), trace_json(trace, &flow.expression));
    }
    written
}

fn request(request: &Request) -> Json {
    json!({"method": request.method, "path": request.path, "body": request.shown()})
}

fn shown(value: &Json, secret: bool) -> Json {
    match value {
        Json::Null => Json::Null,
        _ if secret => Json::from(HIDDEN),
        value => value.clone(),
    }
}

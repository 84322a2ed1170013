//! `/api/job`: which job this is.

use super::asked::Query;
use super::finding;
use crate::connectors::job::TargetSettings;
use crate::pipeline::Chosen;
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use axum::Json as Written;
use axum::extract::State;
use axum::http::Uri;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;

/// Answers `/api/job`.
pub async fn get(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    Query::read(&uri, &[])?;
    let loaded = desk.loaded()?;
    let settings = desk.settings();
    Ok(Written(job(&loaded, &settings.job, settings.allow_apply)))
}

fn job(loaded: &Loaded, file: &Path, allow_apply: bool) -> Json {
    let job = &loaded.job;
    let spec = &job.spec;
    let chosen = Chosen::of(&job.schema, spec).ok();
    let users = chosen.map(|chosen| chosen.users);
    let groups = chosen.and_then(|chosen| chosen.groups);
    let rule = chosen.map(|chosen| {
        let text = |part: &Option<crate::schema::Located<String>>| {
            part.as_ref().map(|part| part.value.clone())
        };
        json!({"id": text(&chosen.rule.id), "name": text(&chosen.rule.name)})
    });
    let thresholds = &spec.thresholds;
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "allow_apply": allow_apply,
        "kind": spec.kind.word(),
        "job_file": base(file),
        "schema_file": base(&job.schema_file),
        "source": {
            "title": spec.source_name,
            "object": users.map(|users| users.source_object.value.as_str()),
        },
        "target": {
            "title": spec.target_name,
            "object": users.map(|users| users.target_object.value.as_str()),
            "type": match &job.target {
                TargetSettings::Embedded(_) => "embedded",
                TargetSettings::Scim(_) => "scim",
            },
        },
        "groups": groups.is_some(),
        "group_source": groups.map(|groups| groups.source_object.value.as_str()),
        "rule": rule,
        "default_domain": spec.default_domain,
        "parameters": spec.parameters.keys().collect::<Vec<_>>(),
        "thresholds": {
            "deletes": thresholds.deletes,
            "deletes_percent": thresholds.deletes_percent,
            "max_disables": thresholds.max_disables,
            "max_deletes": thresholds.max_deletes,
        },
        "problems": finding::all(&loaded.problems, &loaded.job_text),
    })
}

/// The name of a file without its folders, which are nobody's business.
fn base(path: &Path) -> Option<String> {
    let name = path.file_name()?;
    Some(name.to_string_lossy().into_owned())
}

//! `/api/scope`: whether somebody is in scope, clause by clause.

use super::asked::Members;
use super::seen::Seen;
use crate::check::{ClauseProgram, FilterProgram};
use crate::eval::{ClauseResult, Decision, Part, PartResult};
use crate::pipeline::{Look, Pipeline, Standing};
use crate::report::{Length, scope_line, show};
use crate::serve::desk::Desk;
use crate::serve::{Fault, blocking};
use axum::Json as Written;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Answers `/api/scope`.
pub async fn post(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Written<Json>, Fault> {
    let mut body = Members::read(&body, &["key", "group"])?;
    let key = body.needed("key")?;
    let group = body.flag("group")?;
    let loaded = desk.loaded()?;
    blocking(move || {
        let pipeline = loaded.pipeline()?;
        let seen = Seen::of(&loaded, &pipeline, &key, group)?;
        Ok(Written(scope(&pipeline, &seen.look, group)))
    })
    .await
}

fn scope(pipeline: &Pipeline<'_>, look: &Look, group: bool) -> Json {
    let objects = pipeline
        .groups
        .as_ref()
        .filter(|_| group)
        .unwrap_or(&pipeline.users);
    let filter = objects.program.scope.as_ref();
    let parts = match (filter, &look.decision) {
        (Some(filter), Some(decision)) => {
            let parts = decision.parts.iter();
            parts.map(|part| written(filter, part)).collect()
        }
        _ => Vec::new(),
    };
    let checks = look.checks.iter();
    let checks = checks.map(|check| json!({"title": check.title, "holds": check.holds}));
    let in_scope = look.standing == Standing::Active;
    json!({
        "key": look.name,
        "name": look.display_name,
        "in_scope": in_scope,
        "summary": summary(look, in_scope),
        "checks": checks.collect::<Vec<_>>(),
        "applied": look.applied,
        "parts": parts,
        "reasons": look.reasons,
        "advice": look.advice,
    })
}

/// Why somebody is in scope or not, in one line.
fn summary(look: &Look, in_scope: bool) -> String {
    let filtered = look.decision.as_ref().filter(|decision: &&Decision| {
        in_scope
            || matches!(look.standing, Standing::Filtered | Standing::Ignored if !decision.in_scope)
    });
    match (in_scope, filtered) {
        (true, None) => "in scope: there is no scoping filter".to_owned(),
        (true, Some(decision)) if !decision.in_scope => {
            "in scope: on demand, the filters are shown and not applied".to_owned()
        }
        (_, Some(decision)) => scope_line(Some(decision)),
        (false, None) => format!("out of scope: {}", look.reasons.join(", ")),
    }
}

fn written(filter: &FilterProgram, part: &PartResult) -> Json {
    let (word, programs) = match part.part {
        Part::Groups => ("groups", &filter.groups),
        Part::Input => ("input", &filter.input_groups),
        Part::Category => ("category", &filter.category_groups),
    };
    let groups = programs.iter().zip(&part.groups).map(|(program, group)| {
        let clauses = program.clauses.iter().zip(&group.clauses);
        let clauses = clauses.map(|(program, result)| clause(program, result));
        json!({"name": group.name, "holds": group.holds, "clauses": clauses.collect::<Vec<_>>()})
    });
    json!({"part": word, "passes": part.passes, "groups": groups.collect::<Vec<_>>()})
}

fn clause(program: &ClauseProgram, result: &ClauseResult) -> Json {
    json!({
        "text": result.text,
        "attribute": result.attribute,
        "operator": program.operator.name,
        "values": program.values,
        "value": result.value,
        "shown": show(&result.value, Length::Elided),
        "holds": result.holds,
        "fault": result.fault,
    })
}

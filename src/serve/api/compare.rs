//! `/api/compare`: in what another version of the schema differs from the job's, and for one user what that
//! does to the values.

use super::asked::{Members, refused};
use super::mappings::{row, scope};
use super::plan::{OTHER, OWN};
use super::seen::Seen;
use super::trace::HIDDEN;
use crate::assist::standard;
use crate::check::{Flow, Mapping, check_mapping};
use crate::connectors::world;
use crate::diag::Problems;
use crate::eval::{Flowing, Run, fill};
use crate::library::FixedHost;
use crate::pipeline::{JobSpec, TREE_AND_TEXT};
use crate::plan::disagreement;
use crate::report::{Length, show};
use crate::schema::{ObjectMapping, Schema};
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded, blocking};
use crate::syntax::parse_expression;
use crate::value::to_json;
use axum::Json as Written;
use axum::body::Bytes;
use axum::extract::State;
use bumpalo::Bump;
use serde_json::{Map, Value as Json, json};
use std::sync::Arc;

/// Answers `/api/compare`.
pub async fn post(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Written<Json>, Fault> {
    let mut body = Members::read(&body, &["old", "key"])?;
    let old = body.needed("old")?;
    let key = body.text("key")?;
    let loaded = desk.loaded()?;
    blocking(move || {
        let old = schema(&old)?;
        let user = match key {
            Some(key) => Some(Seen::attributes_of(&loaded, &key, None)?),
            None => None,
        };
        Ok(Written(compare(&loaded, &old, user.as_ref())))
    })
    .await
}

/// Reads the other version.
pub fn schema(text: &str) -> Result<Schema, Fault> {
    let problems = match Schema::read(text.as_bytes()) {
        Ok((schema, problems)) if !problems.has_errors() => return Ok(schema),
        Ok((_, problems)) | Err(problems) => problems,
    };
    let first = problems
        .iter()
        .find(|found| found.severity == crate::diag::Severity::Error);
    let said = first.map_or_else(String::new, |found| format!(": {}", found.message));
    Err(refused(format!("the schema cannot be read{said}"))
        .help("`attrflow check` of the file says where"))
}

/// One version of an object mapping.
struct Side<'s> {
    mapping: &'s ObjectMapping,
    checked: Mapping,
    problems: Problems,
}

fn sides<'s>(schema: &'s Schema, spec: &JobSpec) -> Vec<Side<'s>> {
    let sides = schema.mappings().map(|(rule, mapping)| {
        let (checked, problems) = check_mapping(standard(), schema, rule, mapping, Some(spec.kind));
        Side {
            mapping,
            checked,
            problems,
        }
    });
    sides.collect()
}

fn compare(loaded: &Loaded, old: &Schema, user: Option<&Map<String, Json>>) -> Json {
    let spec = &loaded.job.spec;
    let (old, new) = (sides(old, spec), sides(&loaded.job.schema, spec));
    let warnings = [(OTHER, &old), (OWN, &new)].into_iter();
    let warnings: Vec<String> = warnings
        .filter_map(|(name, all)| disagreement(name, disagreeing(all)))
        .collect();
    let mut before: Vec<Option<Side<'_>>> = old.into_iter().map(Some).collect();
    let mut objects = Vec::new();
    for new in new {
        let place = partner(&before, &new);
        let old = place.and_then(|place| before.get_mut(place)?.take());
        objects.push(object(old.as_ref(), Some(&new), user, spec));
    }
    let gone = before.iter().flatten();
    objects.extend(gone.map(|old| object(Some(old), None, user, spec)));
    json!({"warnings": warnings, "objects": objects})
}

fn disagreeing(sides: &[Side<'_>]) -> usize {
    let problems = sides.iter().flat_map(|side| side.problems.iter());
    problems
        .filter(|found| found.code.slug == TREE_AND_TEXT)
        .count()
}

/// Which of the old object mappings is the same: by its name, else by its objects.
fn partner(before: &[Option<Side<'_>>], new: &Side<'_>) -> Option<usize> {
    let find = |same: &dyn Fn(&ObjectMapping) -> bool| {
        before
            .iter()
            .position(|old| old.as_ref().is_some_and(|old| same(old.mapping)))
    };
    let objects = |one: &ObjectMapping| {
        one.source_object.value == new.mapping.source_object.value
            && one.target_object.value == new.mapping.target_object.value
    };
    find(&|one| one.title() == new.mapping.title() && objects(one)).or_else(|| find(&objects))
}

fn object(
    old: Option<&Side<'_>>,
    new: Option<&Side<'_>>,
    user: Option<&Map<String, Json>>,
    spec: &JobSpec,
) -> Json {
    let mut targets: Vec<Json> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for side in [new, old].into_iter().flatten() {
        for flow in &side.checked.flows {
            if !names.contains(&flow.target.as_str()) {
                names.push(&flow.target);
                targets.push(target(old, new, &flow.target, user, spec));
            }
        }
    }
    let scope_of = |side: Option<&Side<'_>>| side.map(|side| scope(&side.mapping.scope));
    let switches = |side: Option<&Side<'_>>| {
        side.map(|side| {
            let types = side.mapping.flow_types;
            (side.mapping.enabled, types.add, types.update, types.delete)
        })
    };
    let scope_changed = old.is_some() && new.is_some() && scope_of(old) != scope_of(new);
    let scopes = scope_changed.then(|| json!({"old": scope_of(old), "new": scope_of(new)}));
    let same = |target: &Json| target.get("change").and_then(Json::as_str) == Some("same");
    let change = match (old, new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ if scope_changed || switches(old) != switches(new) => "changed",
        _ if targets.iter().all(same) => "same",
        _ => "changed",
    };
    let title = new.or(old).map(|side| side.mapping.title());
    json!({"name": title, "change": change, "scope_changed": scope_changed, "scope": scopes, "targets": targets})
}

fn target(
    old: Option<&Side<'_>>,
    new: Option<&Side<'_>>,
    name: &str,
    user: Option<&Map<String, Json>>,
    spec: &JobSpec,
) -> Json {
    let (before, after) = (
        old.and_then(|side| written(side, name)),
        new.and_then(|side| written(side, name)),
    );
    let change = match (&before, &after) {
        (None, _) => "added",
        (_, None) => "removed",
        (Some(before), Some(after)) if canonical(before) == canonical(after) => "same",
        _ => "changed",
    };
    let mut target = json!({"target": name, "change": change, "old": before, "new": after});
    if let (Some(user), Some(members)) = (user, target.as_object_mut()) {
        for (member, side) in [("old_value", old), ("new_value", new)] {
            let value = side.and_then(|side| value(side, name, user, spec));
            members.insert(member.to_owned(), json!(value));
        }
    }
    target
}

fn written(side: &Side<'_>, name: &str) -> Option<Json> {
    let pairs = side.mapping.attributes.iter().zip(&side.checked.flows);
    let mut pairs = pairs.filter(|(_, flow)| flow.target == name);
    let (attribute, flow) = pairs.next()?;
    Some(row(attribute, flow))
}

/// A row in which the spelling of the expression does not count.
fn canonical(row: &Json) -> Json {
    let mut row = row.clone();
    if let Some(expression) = row.get_mut("expression")
        && let Some(Ok(expr)) = expression.as_str().map(parse_expression)
    {
        *expression = Json::from(expr.canonical());
    }
    row
}

/// What an attribute mapping gives for a user.
fn value(side: &Side<'_>, name: &str, user: &Map<String, Json>, spec: &JobSpec) -> Option<Json> {
    let flow = side.checked.flows.iter().find(|flow| flow.target == name)?;
    // Both versions have the same chance: only what the expressions change is to be seen.
    let mut host = FixedHost::new(world::now(), 0);
    host.parameters.clone_from(&spec.parameters);
    host.default_domain.clone_from(&spec.default_domain);
    let arena = Bump::new();
    let row = fill(&side.checked.slots, user, &arena);
    let flowing = Run::new(&arena, &host)
        .flow(&side.checked, flow, row, false)
        .result;
    Some(came(flow, flowing))
}

fn came(flow: &Flow, flowing: Flowing<'_>) -> Json {
    let (value, skipped, error) = match flowing {
        Flowing::Value(value) if !value.is_null() && flow.is_secret() => {
            (json!(HIDDEN), None, None)
        }
        Flowing::Value(value) => (to_json(value), None, None),
        Flowing::Default(default) => (json!(default), None, None),
        Flowing::Skip => (Json::Null, Some("attribute"), None),
        Flowing::SkipObject => (Json::Null, Some("object"), None),
        Flowing::Fault(fault) => (Json::Null, None, Some(fault.message)),
        Flowing::Broken => (
            Json::Null,
            None,
            Some("the expression has errors".to_owned()),
        ),
    };
    let shown = show(&value, Length::Elided);
    json!({"value": value, "shown": shown, "skipped": skipped, "error": error})
}

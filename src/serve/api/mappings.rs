//! `/api/mappings`: the object mappings as the portal's tables have them, with all that is wrong.

use super::asked::Query;
use super::finding;
use crate::assist::standard;
use crate::check::{Flow, FlowSource, MappingKind, check_mapping};
use crate::diag::Diagnostic;
use crate::pipeline::Chosen;
use crate::report::Ranges;
use crate::schema::{
    AttributeMapping, FilterClause, FilterGroup, FlowType, ObjectMapping, Rule, Scope,
};
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use axum::Json as Written;
use axum::extract::State;
use axum::http::Uri;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// Answers `/api/mappings`.
pub async fn get(State(desk): State<Arc<Desk>>, uri: Uri) -> Result<Written<Json>, Fault> {
    Query::read(&uri, &[])?;
    let loaded = desk.loaded()?;
    crate::serve::blocking(move || Ok(Written(mappings(&loaded)))).await
}

fn mappings(loaded: &Loaded) -> Json {
    let schema = &loaded.job.schema;
    let chosen = Chosen::of(schema, &loaded.job.spec).ok();
    let ranges = Ranges::new(loaded.job.schema.text());
    let objects = schema.mappings().map(|(rule, mapping)| {
        let is = |one: Option<&ObjectMapping>| one.is_some_and(|one| std::ptr::eq(one, mapping));
        let runs = if is(chosen.map(|chosen| chosen.users)) {
            Some("users")
        } else if is(chosen.and_then(|chosen| chosen.groups)) {
            Some("groups")
        } else {
            None
        };
        object(loaded, (rule, mapping), runs, &ranges)
    });
    json!({"objects": objects.collect::<Vec<_>>()})
}

fn object(
    loaded: &Loaded,
    (rule, mapping): (&Rule, &ObjectMapping),
    runs: Option<&str>,
    ranges: &Ranges<'_>,
) -> Json {
    let schema = &loaded.job.schema;
    let kind = Some(loaded.job.kind);
    let (checked, problems) = check_mapping(standard(), schema, rule, mapping, kind);
    let of = |target: Option<&str>| -> Vec<Json> {
        let found = problems.iter().filter(|found| target_of(found) == target);
        found.map(|found| finding::plain(found, ranges)).collect()
    };
    let rows = mapping
        .attributes
        .iter()
        .zip(&checked.flows)
        .map(|(attribute, flow)| {
            let mut row = row(attribute, flow);
            if let Some(members) = row.as_object_mut() {
                members.insert("problems".to_owned(), json!(of(Some(&flow.target))));
            }
            row
        });
    let types = &mapping.flow_types;
    let types = [
        (types.add, "Add"),
        (types.update, "Update"),
        (types.delete, "Delete"),
    ];
    let types = types
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| *word);
    json!({
        "name": mapping.title(),
        "rule": rule.name.as_ref().map(|name| name.value.as_str()),
        "runs": runs,
        "source_object": mapping.source_object.value,
        "target_object": mapping.target_object.value,
        "enabled": mapping.enabled,
        "flow_types": types.collect::<Vec<_>>(),
        "mappings": rows.collect::<Vec<_>>(),
        "scope": scope(&mapping.scope),
        "problems": of(None),
    })
}

fn target_of(found: &Diagnostic) -> Option<&str> {
    found.place.as_ref()?.target.as_deref()
}

/// An attribute mapping as a row of the portal's table.
pub fn row(attribute: &AttributeMapping, flow: &Flow) -> Json {
    let (kind, expression) = match &flow.source {
        FlowSource::Program { kind, text, .. } => (word(*kind), Some(text.as_str())),
        FlowSource::None => ("None", None),
        FlowSource::Broken => ("Expression", attribute.expression().map(|text| text.text())),
    };
    let (apply, flow_type) = when(attribute.flow_type);
    json!({
        "target": flow.target,
        "type": kind,
        "expression": expression,
        "default_value": flow.default,
        "apply": apply,
        "flow_type": flow_type,
        "matching_priority": flow.matching,
        "secret": flow.is_secret(),
    })
}

fn word(kind: MappingKind) -> &'static str {
    match kind {
        MappingKind::Direct => "Direct",
        MappingKind::Constant => "Constant",
        MappingKind::Expression => "Expression",
    }
}

/// When a mapping is applied: as the portal says it, and as the schema does.
fn when(flow: FlowType) -> (&'static str, &'static str) {
    match flow {
        FlowType::Always => ("Always", "Always"),
        FlowType::ObjectAddOnly => ("Only during object creation", "ObjectAddOnly"),
        FlowType::MultiValueAddOnly => ("Only adds values", "MultiValueAddOnly"),
        FlowType::ValueAddOnly => ("Only adds a value", "ValueAddOnly"),
        FlowType::AttributeAddOnly => ("Only when the target has no value", "AttributeAddOnly"),
        FlowType::Unknown => ("As the schema says", "Unknown"),
    }
}

/// A scoping filter.
pub fn scope(scope: &Scope) -> Json {
    json!({
        "groups": groups(&scope.groups),
        "input_groups": groups(&scope.input_filter_groups),
        "category_groups": groups(&scope.category_filter_groups),
    })
}

fn groups(groups: &[FilterGroup]) -> Json {
    let groups = groups.iter().map(|group| {
        json!({
            "name": group.name.as_ref().map(|name| name.value.as_str()),
            "clauses": group.clauses.iter().map(clause).collect::<Vec<_>>(),
        })
    });
    groups.collect()
}

fn clause(clause: &FilterClause) -> Json {
    json!({
        "attribute": clause.attribute.text(),
        "operator": clause.operator.text(),
        "values": clause.values.iter().map(|value| value.text()).collect::<Vec<_>>(),
    })
}

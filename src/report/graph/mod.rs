//! Runs in the shapes of Microsoft Graph's answers.

mod answer;
mod record;

use crate::pipeline::{Modified, Run, Step, StepKind};
use serde_json::{Map, Value as Json};

pub use answer::{Generation, on_demand};
pub use record::{Origin, log_record, log_records};

/// A value as Graph writes it: always a text, booleans as `True` and `False`, several values joined by
/// commas; null for nothing.
///
/// ```
/// use attrflow::report::graph::text;
/// assert_eq!(text(&serde_json::json!(["a", true])), "a,True");
/// ```
pub fn text(value: &Json) -> Json {
    match value {
        Json::Null => Json::Null,
        value => Json::from(words(value)),
    }
}

fn words(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// The steps in the order of Graph's answers, which tells of matching before scoping.
fn in_order(run: &Run) -> Vec<&Step> {
    let place = |step: &&Step| match step.kind {
        StepKind::Connect => 0,
        StepKind::Import => 1,
        StepKind::Matching => 2,
        StepKind::Scoping => 3,
        StepKind::Export => 4,
    };
    let mut steps: Vec<&Step> = run.steps.iter().collect();
    steps.sort_by_key(place);
    steps
}

/// The type of a step; that of a connection test is not known.
fn step_type(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Connect => "Processing",
        StepKind::Import => "Import",
        StepKind::Scoping => "Scoping",
        StepKind::Matching => "Matching",
        StepKind::Export => "Export",
    }
}

/// The properties that Graph lists as modified. Of a redundant export it lists what was imported.
fn modified(run: &Run) -> Vec<(String, Json, Json)> {
    let redundant = run
        .error
        .as_ref()
        .is_some_and(|error| error.code == "RedundantExport");
    let imported = || {
        let mut imports = run.steps.iter().rev();
        imports.find(|step| step.kind == StepKind::Import)
    };
    match imported() {
        Some(step) if redundant => details(step)
            .into_iter()
            .map(|(name, value)| (name, Json::Null, value))
            .collect(),
        _ => run.modified.iter().map(property).collect(),
    }
}

fn property(modified: &Modified) -> (String, Json, Json) {
    let shown = |value: &Json| match value {
        Json::Null => Json::Null,
        _ if modified.secret => Json::from("[Redact]"),
        value => text(value),
    };
    (
        modified.target.clone(),
        shown(&modified.old),
        shown(&modified.new),
    )
}

fn details(step: &Step) -> Map<String, Json> {
    step.details
        .iter()
        .map(|(name, value)| (name.clone(), Json::from(words(value))))
        .collect()
}

//! The first line of a run: what, and why.

use crate::pipeline::{Action, Modified, Run, Status, StepKind};

/// What was done, or would be done, to whom, and why, in one line without a line break.
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
/// let line = attrflow::report::headline(&run);
/// assert_eq!(line, "would create ada@contoso.com in Desk: active and assigned in Contoso, no matching User found");
/// ```
pub fn headline(run: &Run) -> String {
    let who = match run.reportable.is_empty() {
        true => &run.source.id,
        false => &run.reportable,
    };
    let target = &run.target_system;
    match run.status {
        Status::Failure => failure(run, who),
        Status::Skipped => format!("{who} {} skipped: {}", tense(run, "is"), reason(run)),
        Status::Success | Status::Warning => {
            let (plain, past) = verbs(run.action);
            let verb = match run.what_if {
                true => format!("would {plain}"),
                false => past.to_owned(),
            };
            let warning = match run.status {
                Status::Warning => ", with a warning",
                _ => "",
            };
            format!("{verb} {who} in {target}: {}{warning}", why(run))
        }
    }
}

fn tense(run: &Run, now: &'static str) -> &'static str {
    match run.what_if {
        true => "would be",
        false => now,
    }
}

/// Infinitive and past tense.
fn verbs(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Create => ("create", "created"),
        Action::Update => ("update", "updated"),
        Action::Disable => ("disable", "disabled"),
        Action::Delete => ("delete", "deleted"),
        Action::Other => ("leave", "left"),
    }
}

fn failure(run: &Run, who: &str) -> String {
    let verb = match run.action {
        Action::Other => "provision",
        action => verbs(action).0,
    };
    let code = match &run.error {
        Some(error) => format!("{}: {}", error.code, error.reason),
        None => reason(run),
    };
    match run.what_if {
        true => format!("cannot {verb} {who} in {}: {code}", run.target_system),
        false => format!("failed to {verb} {who} in {}: {code}", run.target_system),
    }
}

/// Why nothing was done, in one line.
fn reason(run: &Run) -> String {
    let said = match &run.error {
        Some(error) if error.code == "RedundantExport" => {
            "RedundantExport, source and target already match".to_owned()
        }
        Some(error) => format!("{}, {}", error.code, error.reason),
        None => last(run).to_owned(),
    };
    said.trim_end_matches('.').replace(['\n', '\r'], " ")
}

fn last(run: &Run) -> &str {
    run.steps
        .last()
        .map_or("nothing was to be done", |step| &step.description)
}

fn why(run: &Run) -> String {
    let (source, object) = (&run.source_system, &run.source.object);
    match run.action {
        Action::Create => format!("active and assigned in {source}, no matching {object} found"),
        Action::Update => changes(&run.modified),
        Action::Disable => out_of_scope(run),
        Action::Delete => format!("it is gone from {source}"),
        Action::Other => reason(run),
    }
}

/// How many attributes differ, and which.
fn changes(modified: &[Modified]) -> String {
    let changed: Vec<&str> = modified
        .iter()
        .filter(|modified| modified.old != modified.new)
        .map(|modified| modified.target.as_str())
        .collect();
    match changed.as_slice() {
        [] => "references or members differ".to_owned(),
        [one] => format!("`{one}` differs"),
        [first, second] => format!("`{first}` and `{second}` differ"),
        [first, second, third] => format!("`{first}`, `{second}` and `{third}` differ"),
        [first, second, rest @ ..] => {
            format!("`{first}`, `{second}` and {} more differ", rest.len())
        }
    }
}

/// The parts of scope that do not hold.
pub(super) fn out_of_scope(run: &Run) -> String {
    let source = &run.source_system;
    let scoping = run.steps.iter().find(|step| step.kind == StepKind::Scoping);
    let detail = |name: &str| scoping?.details.get(name)?.as_str();
    let fails = |name: &str| detail(name) == Some("False");
    // Where the object is skipped for its scope, Entra names its activity otherwise.
    if fails("IsActive") || fails("Active in the source system") {
        return format!("not active in {source}");
    }
    if fails("Assigned to the application") {
        return format!("not assigned in {source}");
    }
    match detail("ScopeEvaluationResult").and_then(first_false) {
        Some(clause) => format!("out of scope, for `{clause}` is false"),
        None => format!("no longer in scope in {source}"),
    }
}

/// The first clause of an evaluation of scoping filters that does not hold.
fn first_false(evaluation: &str) -> Option<String> {
    let clauses: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(evaluation).ok()?;
    clauses
        .into_iter()
        .find(|(_, holds)| holds.as_bool() == Some(false))
        .map(|(clause, _)| clause)
}

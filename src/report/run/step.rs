//! The list of steps.

use super::flow::short_names;
use super::headline::out_of_scope;
use super::{BAD, DIM, GOOD, ODD, Shown};
use crate::pipeline::{Run, Status, Step, StepKind, StepName};
use crate::report::{Length, show, table};
use serde_json::{Map, Value as Json};

/// The words by which people name the steps, in their order.
const WORDS: &[(&str, StepKind)] = &[
    ("connect", StepKind::Connect),
    ("import", StepKind::Import),
    ("scope", StepKind::Scoping),
    ("match", StepKind::Matching),
    ("act", StepKind::Export),
];

/// The words by which people name the steps, in the order in which they are made.
///
/// ```
/// let words: Vec<&str> = attrflow::report::step_words().collect();
/// assert_eq!(words, ["connect", "import", "scope", "match", "act"]);
/// ```
pub fn step_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// The step of that name, whatever its case; `None` where it is none of [`step_words`].
///
/// ```
/// use attrflow::{pipeline::StepKind, report::kind_named};
/// assert_eq!(kind_named("scope"), Some(StepKind::Scoping));
/// ```
pub fn kind_named(word: &str) -> Option<StepKind> {
    WORDS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word))
        .map(|(_, kind)| *kind)
}

/// A step's title as the portal has it, for an object such as `User`.
///
/// ```
/// use attrflow::{pipeline::StepKind, report::step_title};
/// assert_eq!(step_title(StepKind::Import, "User"), "Import user");
/// ```
pub fn step_title(kind: StepKind, object: &str) -> String {
    let object = object.to_lowercase();
    match kind {
        StepKind::Connect => "Test connection".to_owned(),
        StepKind::Import => format!("Import {object}"),
        StepKind::Scoping => format!("Determine if {object} is in scope"),
        StepKind::Matching => format!("Match {object} between source and target"),
        StepKind::Export => "Perform action".to_owned(),
    }
}

/// A line a step; below it warnings, and its details where they are asked for.
pub(super) fn lines(run: &Run, shown: &Shown) -> String {
    let titles: Vec<String> = run
        .steps
        .iter()
        .map(|step| step_title(step.kind, &run.source.object))
        .collect();
    let widest = titles.iter().map(|title| title.chars().count()).max();
    let mut out = String::new();
    for (step, title) in run.steps.iter().zip(&titles) {
        let (mark, style) = mark(step.status);
        let gap = widest.unwrap_or(0).saturating_sub(title.chars().count());
        out.push_str(&format!(
            "{style}{mark}{style:#} {title}{}  {}\n",
            " ".repeat(gap),
            in_one_line(&said(run, step))
        ));
        if shown.details.contains(&step.kind) {
            out.push_str(&details(step, shown.width));
        } else if step.status == Status::Warning {
            for value in step.details.values() {
                out.push_str(&format!("    {}\n", short_names(&text(value))));
            }
        }
    }
    out
}

/// What came of a step. Some of Entra's sentences do not say it, or say it at length.
fn said(run: &Run, step: &Step) -> String {
    match (step.kind, step.name) {
        (StepKind::Matching, StepName::EntrySynchronizationAdd) => format!(
            "no matching {} found in {}",
            run.source.object, run.target_system
        ),
        (StepKind::Scoping, _) => scope(run, step),
        (_, StepName::EntrySynchronizationSkip) if is_redundant(step) => {
            "source and target already match".to_owned()
        }
        _ => step.description.clone(),
    }
}

/// Without line breaks, and without the double blank that Entra leaves where it has no word.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_redundant(step: &Step) -> bool {
    step.details.get("SkipReason").and_then(Json::as_str) == Some("RedundantExport")
}

fn scope(run: &Run, step: &Step) -> String {
    let holds = |name: &str| step.details.get(name).and_then(Json::as_str) != Some("False");
    let stands = ["Active in the source system", "Assigned to the application"];
    if !stands.into_iter().all(holds) || step.status != Status::Success {
        return out_of_scope(run);
    }
    let evaluation = step.details.get("ScopeEvaluationResult");
    let clauses: Option<Map<String, Json>> = evaluation
        .and_then(Json::as_str)
        .and_then(|text| serde_json::from_str(text).ok());
    let clauses = clauses.unwrap_or_default();
    let held = clauses.values().filter(|held| **held == true).count();
    match clauses.len() {
        0 => "active and assigned; there is no scoping filter".to_owned(),
        all => format!("active and assigned; {held} of {all} clauses of the scoping filters hold"),
    }
}

fn mark(status: Status) -> (char, anstyle::Style) {
    match status {
        Status::Success => ('✓', GOOD),
        Status::Failure => ('✗', BAD),
        Status::Skipped => ('–', DIM),
        Status::Warning => ('!', ODD),
    }
}

fn details(step: &Step, width: usize) -> String {
    if step.details.is_empty() {
        return "    no details\n".to_owned();
    }
    let values: Vec<(&str, String)> = step
        .details
        .iter()
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect();
    let rows = values.iter().map(|(name, value)| [*name, value.as_str()]);
    let table = table(&["name", "value"], rows, width.saturating_sub(4));
    let lines: Vec<String> = table.lines().map(|line| format!("    {line}\n")).collect();
    lines.concat()
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => show(other, Length::Whole),
    }
}

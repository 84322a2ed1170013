//! The list of steps.

use super::{BAD, DIM, GOOD, Shown};
use crate::pipeline::{Run, Status, Step, StepKind};
use crate::report::{Length, show, table};
use serde_json::Value as Json;

/// The words by which people name the steps, in their order.
const WORDS: &[(&str, StepKind)] = &[
    ("connect", StepKind::Connect),
    ("import", StepKind::Import),
    ("scope", StepKind::Scoping),
    ("match", StepKind::Matching),
    ("act", StepKind::Export),
];

/// The words by which people name the steps.
pub fn step_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(word, _)| *word)
}

/// The step of that name.
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

/// A line a step; below it its details, where they are asked for.
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
            step.description.replace(['\n', '\r'], " ")
        ));
        if shown.details.contains(&step.kind) {
            out.push_str(&details(step, shown.width));
        }
    }
    out
}

fn mark(status: Status) -> (char, anstyle::Style) {
    match status {
        Status::Success => ('✓', GOOD),
        Status::Failure => ('✗', BAD),
        Status::Skipped => ('–', DIM),
        Status::Warning => ('!', BAD),
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

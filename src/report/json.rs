//! The JSON of findings. Its shape is promised: `docs/schema/check.schema.json` describes it, and
//! `format_version` grows when a member goes or changes its meaning.

use super::{Checked, Count, Range, Ranges, count};
use crate::diag::{Diagnostic, Fix, Place};
use serde::Serialize;

/// Grows when a member goes or changes its meaning; new members may come at any time.
pub const FORMAT_VERSION: u32 = 1;

/// What `attrflow check --format json` writes.
#[derive(Debug, Serialize)]
pub struct Findings<'c> {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// In the order in which they were given.
    pub files: Vec<FileFindings<'c>>,
    /// How many.
    pub summary: Count,
    /// How many fixes were applied before; the findings are those that are left.
    pub fixed: usize,
}

/// The findings of one text.
#[derive(Debug, Serialize)]
pub struct FileFindings<'c> {
    /// Path, or `<expression>`.
    pub name: &'c str,
    /// In the order of the text.
    pub findings: Vec<Finding<'c>>,
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct Finding<'c> {
    /// Slug of its code.
    pub code: &'static str,
    /// `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: &'c str,
    /// What to write instead.
    pub help: Option<&'c str>,
    /// The part of a schema.
    pub place: Option<PlaceNames<'c>>,
    /// The main place.
    pub range: Range,
    /// Every marked place, the main one first.
    pub labels: Vec<MarkedRange<'c>>,
    /// Changes that mend it.
    pub fixes: Vec<FixEdits<'c>>,
}

/// The part of a schema that a finding belongs to.
#[derive(Debug, Serialize)]
pub struct PlaceNames<'c> {
    /// Name of the rule.
    pub rule: Option<&'c str>,
    /// Name of the object mapping.
    pub mapping: Option<&'c str>,
    /// Target attribute.
    pub target: Option<&'c str>,
    /// Name of the filter's group.
    pub filter: Option<&'c str>,
}

/// A marked place.
#[derive(Debug, Serialize)]
pub struct MarkedRange<'c> {
    /// What is said there; may be empty.
    pub text: &'c str,
    /// The place.
    pub range: Range,
}

/// A change.
#[derive(Debug, Serialize)]
pub struct FixEdits<'c> {
    /// What it does.
    pub title: &'c str,
    /// Whether `--fix` applies it.
    pub safe: bool,
    /// What to replace.
    pub edits: Vec<Replacement<'c>>,
}

/// A replacement of a piece of the text.
#[derive(Debug, Serialize)]
pub struct Replacement<'c> {
    /// What goes.
    pub range: Range,
    /// What comes.
    pub text: &'c str,
}

/// The findings as plain data, ready to be written. `fixed` is 0; whoever applied fixes sets it.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// let findings = attrflow::report::json::findings(&checked);
/// assert_eq!(findings.files[0].findings[0].code, "unknown-function");
/// assert_eq!((findings.summary.errors, findings.fixed), (1, 0));
/// ```
pub fn findings(checked: &[Checked]) -> Findings<'_> {
    Findings {
        format_version: FORMAT_VERSION,
        files: checked.iter().map(in_file).collect(),
        summary: count(checked),
        fixed: 0,
    }
}

fn in_file(checked: &Checked) -> FileFindings<'_> {
    let ranges = Ranges::new(&checked.text);
    FileFindings {
        name: &checked.name,
        findings: checked
            .problems
            .iter()
            .map(|found| finding(found, &ranges))
            .collect(),
    }
}

/// One finding about the text that `ranges` belongs to.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// use attrflow::report::{Ranges, json::finding};
/// let found = checked[0].problems.iter().next().unwrap();
/// assert_eq!(finding(found, &Ranges::new(&checked[0].text)).range.end.column, 6);
/// ```
pub fn finding<'c>(found: &'c Diagnostic, ranges: &Ranges<'_>) -> Finding<'c> {
    Finding {
        code: found.code.slug,
        severity: found.severity.word(),
        message: &found.message,
        help: found.help.as_deref(),
        place: found.place.as_ref().map(names),
        range: ranges.range(found.span()),
        labels: found
            .labels
            .iter()
            .map(|label| MarkedRange {
                text: &label.text,
                range: ranges.range(label.span),
            })
            .collect(),
        fixes: found.fixes.iter().map(|fix| edits(fix, ranges)).collect(),
    }
}

fn names(place: &Place) -> PlaceNames<'_> {
    PlaceNames {
        rule: place.rule.as_deref(),
        mapping: place.mapping.as_deref(),
        target: place.target.as_deref(),
        filter: place.filter.as_deref(),
    }
}

fn edits<'c>(fix: &'c Fix, ranges: &Ranges<'_>) -> FixEdits<'c> {
    FixEdits {
        title: &fix.title,
        safe: fix.safe,
        edits: fix
            .edits
            .iter()
            .map(|edit| Replacement {
                range: ranges.range(edit.span),
                text: &edit.text,
            })
            .collect(),
    }
}

/// Any of the published shapes as text: indented, with a line break at the end.
///
/// ```
/// assert_eq!(attrflow::report::json::text(&[1]), "[\n  1\n]\n");
/// ```
pub fn text(shape: &impl Serialize) -> String {
    let mut written = serde_json::to_string_pretty(shape).unwrap_or_default();
    written.push('\n');
    written
}

//! What was found in which text, and how much of it.

use crate::diag::{Problems, Severity};
use std::fmt;

/// A text that was checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// What people call it: a file's path, or `<expression>`.
    pub name: String,
    /// The text that the findings' places are in.
    pub text: String,
    /// What was found.
    pub problems: Problems,
}

/// How many findings of each severity.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advice.
    pub advice: usize,
    /// Texts that were checked, those that are no files included.
    pub files: usize,
}

/// Counts the findings of all texts by severity, and the texts.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// let count = attrflow::report::count(&checked);
/// assert_eq!((count.errors, count.warnings, count.files), (1, 0, 1));
/// ```
pub fn count(checked: &[Checked]) -> Count {
    let mut count = Count {
        files: checked.len(),
        ..Count::default()
    };
    for found in checked.iter().flat_map(|checked| &checked.problems) {
        match found.severity {
            Severity::Error => count.errors += 1,
            Severity::Warning => count.warnings += 1,
            Severity::Advice => count.advice += 1,
        }
    }
    count
}

impl fmt::Display for Count {
    /// `2 errors, 1 warning`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = Vec::new();
        for (number, one, many) in [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "piece of advice", "pieces of advice"),
        ] {
            if number > 0 {
                said.push(counted(number, one, many));
            }
        }
        match said.is_empty() {
            true => f.write_str("no problems"),
            false => f.write_str(&said.join(", ")),
        }
    }
}

/// One line: `2 errors, 1 warning in 1 file`. A single text that is no file goes without saying.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// assert_eq!(attrflow::report::summary(&checked), "1 error in 1 file");
/// ```
pub fn summary(checked: &[Checked]) -> String {
    let count = count(checked);
    let files = checked
        .iter()
        .filter(|checked| !checked.name.starts_with('<'));
    match (files.count(), checked.len()) {
        (0, 1) => count.to_string(),
        (0, texts) => format!("{count} in {texts} texts"),
        _ => format!("{count} in {}", counted(count.files, "file", "files")),
    }
}

/// A number with its noun.
///
/// ```
/// assert_eq!(attrflow::report::counted(2, "file", "files"), "2 files");
/// ```
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

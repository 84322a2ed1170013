//! Workflow commands of GitHub Actions, which become annotations of a pull request.

use super::{Checked, Ranges, place};
use crate::diag::Severity;

/// One `::error …::`, `::warning …::` or `::notice …::` line a finding. Lines and columns count from 1, in
/// characters.
///
/// ```
/// # use attrflow::{assist::{Document, DocumentKind, standard}, report::Checked};
/// # let text = "Apend([a], \"x\")".to_owned();
/// # let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let checked = [Checked { name: "a.entra".into(), text, problems }];
/// let line = attrflow::report::github(&checked);
/// assert!(line.starts_with("::error file=a.entra,line=1,col=1,endColumn=6,title=unknown-function::"));
/// ```
pub fn github(checked: &[Checked]) -> String {
    let mut written = String::new();
    for Checked {
        name,
        text,
        problems,
    } in checked
    {
        let ranges = Ranges::new(text);
        for found in problems {
            let range = ranges.range(found.span());
            let command = match found.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "notice",
            };
            let mut parts = vec![
                format!("file={}", property(name)),
                format!("line={}", range.start.line),
            ];
            // GitHub reads columns of a single line only.
            if range.start.line == range.end.line {
                parts.push(format!("col={}", range.start.column));
                parts.push(format!("endColumn={}", range.end.column));
            } else {
                parts.push(format!("endLine={}", range.end.line));
            }
            parts.push(format!("title={}", property(found.code.slug)));
            let words = found.place.as_ref().and_then(place);
            let message: Vec<&str> = [Some(&found.message), words.as_ref(), found.help.as_ref()]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            written.push_str(&format!(
                "::{command} {}::{}\n",
                parts.join(","),
                data(&message.join("\n"))
            ));
        }
    }
    written
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! One line a finding, as compilers write it: `file:line:column: severity[code]: message`.

use super::{Checked, Ranges, place};

/// One line a finding; empty where nothing was found.
///
/// ```
/// use attrflow::{assist::{Document, DocumentKind, standard}, report::{Checked, plain}};
/// let text = "Apend([a], \"x\")".to_owned();
/// let problems = Document::of(DocumentKind::Expression, &text).check(standard(), None);
/// let line = plain(&[Checked { name: "a.txt".into(), text, problems }]);
/// assert!(line.starts_with("a.txt:1:1: error[unknown-function]: there is no function `Apend`"));
/// ```
pub fn plain(checked: &[Checked]) -> String {
    let mut written = String::new();
    for Checked {
        name,
        text,
        problems,
    } in checked
    {
        let ranges = Ranges::new(text);
        for found in problems {
            let at = ranges.range(found.span()).start;
            let words = found.place.as_ref().and_then(place);
            let words = words.map_or_else(String::new, |words| format!(" ({words})"));
            let line = format!(
                "{name}:{}:{}: {}[{}]: {}{words}",
                at.line,
                at.column,
                found.severity.word(),
                found.code.slug,
                found.message
            );
            written.push_str(&line.replace(['\n', '\r'], " "));
            written.push('\n');
        }
    }
    written
}

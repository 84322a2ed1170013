//! What changes in a text, as a unified diff.

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

const GONE: Style = AnsiColor::Red.on_default();
const COME: Style = AnsiColor::Green.on_default();

/// A unified diff with ANSI colours, which `git apply` and `patch` take; empty where nothing changes.
///
/// ```
/// let diff = attrflow::report::diff("a.entra", "x\n", "y\n");
/// let plain = anstream::adapter::strip_str(&diff).to_string();
/// assert_eq!(plain, "--- a/a.entra\n+++ b/a.entra\n@@ -1 +1 @@\n-x\n+y\n");
/// ```
pub fn diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let (before, after) = match name.starts_with(['/', '<']) {
        true => (name.to_owned(), name.to_owned()),
        false => (format!("a/{name}"), format!("b/{name}")),
    };
    let diff = TextDiff::from_lines(old, new);
    let written = diff.unified_diff().header(&before, &after).to_string();
    written.split_inclusive('\n').map(coloured).collect()
}

fn coloured(line: &str) -> String {
    let style = match line.chars().next() {
        Some('-') => GONE,
        Some('+') => COME,
        _ => return line.to_owned(),
    };
    let text = line.trim_end_matches('\n');
    let end = line.get(text.len()..).unwrap_or_default();
    format!("{style}{text}{style:#}{end}")
}

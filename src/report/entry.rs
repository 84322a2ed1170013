//! One user's part of a plan, for people, in full.

use super::table::table;
use super::value::{Length, show};
use super::visible::visible;
use crate::plan::{Entry, Outcome};
use anstyle::{AnsiColor, Style};
use serde_json::Value as Json;

/// A user's part of a plan with every changed attribute.
///
/// ```
/// # use attrflow::plan::Entry;
/// # let entry: Entry = serde_json::from_value(serde_json::json!({"number": 1, "pass": 1, "key": "ada@contoso.com",
/// #     "source": "1", "target": null, "in_scope": true, "outcome": "update", "linked": false, "error": null,
/// #     "changes": [{"target": "title", "old": null, "new": "Countess", "secret": false}]})).unwrap();
/// let text = attrflow::report::entry(&entry, 80);
/// assert!(text.contains("ada@contoso.com: updated") && text.contains("title             nothing  \"Countess\""), "{text}");
/// ```
pub fn entry(entry: &Entry, width: usize) -> String {
    let style = match entry.outcome {
        Outcome::Fail | Outcome::Delete | Outcome::Disable | Outcome::LeaveScope => {
            AnsiColor::Red.on_default().bold()
        }
        _ => Style::new().bold(),
    };
    let mut out = format!(
        "{style}{}: {}{style:#}\n",
        visible(&entry.key),
        word(entry.outcome)
    );
    if let Some(error) = &entry.error {
        out.push_str(&format!("  {} ({})\n", visible(&error.reason), error.code));
        if let Some(help) = &error.recommended {
            out.push_str(&format!("  what to do: {help}\n"));
        }
    }
    out.push_str(&format!(
        "  anchor in the source: {}\n",
        visible(&entry.source)
    ));
    if let Some(target) = &entry.target {
        out.push_str(&format!("  anchor in the target: {}\n", visible(target)));
    }
    if entry.changes.is_empty() {
        return out;
    }
    let value = |value: &Json| match value {
        Json::Null => "nothing".to_owned(),
        value => visible(&show(value, Length::Whole)),
    };
    let rows = entry.changes.iter().map(|change| {
        [
            visible(&change.target),
            value(&change.old),
            value(&change.new),
        ]
    });
    let rows: Vec<[String; 3]> = rows.collect();
    out.push('\n');
    out.push_str(&table(
        &["target attribute", "old", "new"],
        rows.iter().map(|row| row.each_ref().map(String::as_str)),
        width,
    ));
    out
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delete => "deleted",
        Outcome::Disable => "disabled",
        Outcome::LeaveScope => "leaves the scope",
        Outcome::Fail => "fails",
        Outcome::Create => "created",
        Outcome::EnterScope => "enters the scope",
        Outcome::Update => "updated",
        Outcome::Skip => "skipped",
        Outcome::Unchanged => "unchanged",
    }
}

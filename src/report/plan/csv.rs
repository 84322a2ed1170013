//! Every change of a plan as a row, for spreadsheets.

use crate::plan::{Entry, Outcome};
use crate::report::visible::visible;
use serde_json::Value as Json;
use std::io::Write;

const HEAD: [&str; 10] = [
    "number",
    "pass",
    "user",
    "anchor",
    "target anchor",
    "outcome",
    "reason",
    "attribute",
    "old",
    "new",
];

/// A plan that is written entry by entry: one row a user and changed attribute, and one for a user without
/// changes to whom something happens all the same.
pub struct CsvPlan<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> CsvPlan<W> {
    /// Begins with the names of the columns.
    ///
    /// # Errors
    /// Nothing can be written.
    ///
    /// ```
    /// # let entry = serde_json::from_value(serde_json::json!({"number": 1, "pass": 1, "key": "=ada", "source": "1",
    /// #     "target": null, "in_scope": true, "outcome": "update", "linked": false, "error": null,
    /// #     "changes": [{"target": "title", "old": null, "new": "Countess", "secret": false}]})).unwrap();
    /// let mut plan = attrflow::report::plan::CsvPlan::new(Vec::new()).unwrap();
    /// plan.add(&entry).unwrap();
    /// let text = String::from_utf8(plan.finish().unwrap()).unwrap();
    /// assert_eq!(text.lines().nth(1), Some("1,1,'=ada,1,,update,,title,,Countess"));
    /// ```
    pub fn new(out: W) -> csv::Result<Self> {
        let mut out = csv::Writer::from_writer(out);
        out.write_record(HEAD)?;
        Ok(Self { out })
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// Nothing can be written.
    pub fn add(&mut self, entry: &Entry) -> csv::Result<()> {
        if entry.outcome == Outcome::Unchanged && !entry.linked {
            return Ok(());
        }
        for change in &entry.changes {
            let values = [change.target.clone(), text(&change.old), text(&change.new)];
            self.row(entry, &values)?;
        }
        match entry.changes.is_empty() {
            true => self.row(entry, &[String::new(), String::new(), String::new()]),
            false => Ok(()),
        }
    }

    /// Ends the table.
    ///
    /// # Errors
    /// Nothing can be written.
    pub fn finish(self) -> std::io::Result<W> {
        self.out
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }

    fn row(&mut self, entry: &Entry, [attribute, old, new]: &[String; 3]) -> csv::Result<()> {
        let reason = entry.error.as_ref().map_or("", |error| &error.code);
        let (number, pass) = (entry.number.to_string(), entry.pass.to_string());
        let cells = [
            number.as_str(),
            pass.as_str(),
            &entry.key,
            &entry.source,
            entry.target.as_deref().unwrap_or_default(),
            word(entry.outcome),
            reason,
            attribute,
            old,
            new,
        ];
        self.out.write_record(cells.map(harmless))
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delete => "delete",
        Outcome::Disable => "disable",
        Outcome::LeaveScope => "leave scope",
        Outcome::Fail => "fail",
        Outcome::Create => "create",
        Outcome::EnterScope => "enter scope",
        Outcome::Update => "update",
        Outcome::Skip => "skip",
        Outcome::Unchanged => "link",
    }
}

fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let shown = visible(cell);
    match formula {
        true => format!("'{shown}"),
        false => shown,
    }
}

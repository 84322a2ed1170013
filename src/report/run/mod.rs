//! A run of provisioning on demand, for people: what was done and why, the steps, the attributes, the
//! requests.

mod flow;
mod headline;
pub mod json;
mod lists;
mod requests;
mod step;
mod substitute;

use super::value::Length;
use crate::pipeline::{Run, Status, StepKind};
use anstyle::{AnsiColor, Style};

pub use headline::headline;
pub use lists::{found_table, links_table, log_table};
pub use step::{kind_named, step_title, step_words};
pub use substitute::substituted;

const STRONG: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const ODD: Style = AnsiColor::Yellow.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DIM: Style = Style::new().dimmed();

/// How much of a run is shown, and how wide.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The steps whose details are shown.
    pub details: Vec<StepKind>,
    /// The target attributes whose expressions are shown with the value of every sub-expression.
    pub traces: Vec<String>,
    /// How much of a value a trace shows.
    pub length: Length,
    /// In columns.
    pub width: usize,
}

/// A run with colours, as ANSI sequences that the writer may take out again.
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
/// use attrflow::report::{Length, Shown};
/// let shown = Shown { details: vec![], traces: vec![], length: Length::Elided, width: 80 };
/// assert!(attrflow::report::run(&run, &shown).contains("would create ada@contoso.com in Desk"));
/// ```
pub fn run(run: &Run, shown: &Shown) -> String {
    let style = match run.status {
        Status::Failure => BAD,
        _ => STRONG,
    };
    let mut out = format!("{style}{}{style:#}\n", headline(run));
    if let Some(help) = run
        .error
        .as_ref()
        .and_then(|error| error.recommended.as_ref())
    {
        out.push_str(&format!("  what to do: {help}\n"));
    }
    out.push('\n');
    out.push_str(&step::lines(run, shown));
    out.push_str(&flow::modified(run, shown));
    out.push_str(&flow::data_flow(run, shown));
    out.push_str(&flow::traces(run, shown));
    out.push_str(&requests::section(run));
    out.push_str(&notes(run));
    if run.what_if && !run.requests.is_empty() {
        out.push_str(&format!(
            "\n{DIM}a dry run: nothing was written; `--apply` does it{DIM:#}\n"
        ));
    }
    out
}

/// The heading of a section.
fn heading(text: &str) -> String {
    format!("\n{STRONG}{text}{STRONG:#}\n")
}

fn notes(run: &Run) -> String {
    let ledger = crate::assist::ledger(crate::assist::standard());
    let known = |id: &String| ledger.iter().find(|known| known.entry.id == id);
    let lines: Vec<String> = run
        .notes
        .iter()
        .map(|id| match known(id) {
            Some(known) => format!("{}\n", super::note_line(known.entry)),
            None => format!("note[{id}]\n"),
        })
        .collect();
    match lines.is_empty() {
        true => String::new(),
        false => format!("\n{}", lines.concat()),
    }
}

//! The reference: functions, operators, codes and the ledger, as Markdown pages and as JSON. All of it
//! is derived from the lists.

mod codes;
mod functions;
mod graph;
mod ledger;
pub mod lists;
mod operators;

pub use codes::{code_page, code_pages};
pub use functions::{function_page, function_pages};
pub use graph::{graph_functions, graph_operators};
pub use ledger::{ledger_page, ledger_section};
pub use operators::{operator_page, operator_pages};

use crate::library::Fidelity;

/// The first lines of every page that is written to `docs/`.
const GENERATED: &str = "<!-- Written by `UPDATE=1 cargo test --test it reference`. -->\n";

/// The entries of the ledger that belong to one function or operator.
fn undocumented(entries: &[Fidelity]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut page = "Not certain:\n\n".to_owned();
    for entry in entries {
        page.push_str(&ledger_line(entry));
    }
    page.push('\n');
    page
}

fn ledger_line(entry: &Fidelity) -> String {
    format!(
        "- {} ({}; {}: `{}`)\n",
        entry.doing,
        entry.known,
        entry.sureness.word(),
        entry.id
    )
}

//! The page of the ledger.

use super::{GENERATED, ledger_line};
use crate::assist::LedgerEntry;

/// The page of all entries.
pub fn ledger_page(entries: &[LedgerEntry]) -> String {
    let section = ledger_section(entries);
    format!(
        "{GENERATED}\n# Fidelity\n\nWhere Microsoft's documentation is silent or contradicts itself, this is what attrflow does. An evaluation\nthat reaches such a case says so.\n\n\
         - *chosen*: nothing is known; the most useful behaviour was chosen.\n\
         - *inferred*: it follows from something documented or seen, but is not stated.\n\
         - *disputed*: sources contradict each other; one was followed.\n\n{section}"
    )
}

/// The entries under headings of what they belong to.
pub fn ledger_section(entries: &[LedgerEntry]) -> String {
    let mut page = String::new();
    for group in entries.chunk_by(|one, two| one.about == two.about) {
        let about = group.first().and_then(|first| first.about);
        if !page.is_empty() {
            page.push('\n');
        }
        page.push_str(&format!("## {}\n\n", about.unwrap_or("The language")));
        for entry in group {
            page.push_str(&ledger_line(entry.entry));
        }
    }
    page
}

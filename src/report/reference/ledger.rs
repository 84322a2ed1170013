//! The page of the ledger.

use super::{GENERATED, ledger_line};
use crate::assist::LedgerEntry;

/// The page of all entries.
///
/// ```
/// use attrflow::{assist::{ledger, standard}, report::reference::ledger_page};
/// assert!(ledger_page(&ledger(standard())).contains("\n# Fidelity\n"));
/// ```
pub fn ledger_page(entries: &[LedgerEntry]) -> String {
    let section = ledger_section(entries);
    format!(
        "{GENERATED}\n# Fidelity\n\nWhere Microsoft's documentation is silent or contradicts itself, this is what attrflow does. An evaluation\nthat reaches such a case says so.\n\n\
         - *chosen*: nothing is known; the most useful behaviour was chosen.\n\
         - *inferred*: it follows from something documented or seen, but is not stated.\n\
         - *disputed*: sources contradict each other; one was followed.\n\n{section}"
    )
}

/// The entries under headings of what they belong to: a function, an operator, or the language. Entries of
/// one heading must follow each other.
///
/// ```
/// use attrflow::{assist::{ledger, standard}, report::reference::ledger_section};
/// assert!(ledger_section(&ledger(standard())).contains("## The language\n\n"));
/// assert_eq!(ledger_section(&[]), "");
/// ```
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

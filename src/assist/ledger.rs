//! The one ledger of what Microsoft does not document.

use crate::check;
use crate::eval;
use crate::library::{Fidelity, Library};
use crate::pipeline;

/// What entries of provisioning belong to.
const PROVISIONING: &str = "Provisioning on demand";

/// An entry of the ledger and what it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct LedgerEntry {
    /// Function or operator, or `Provisioning on demand`; `None` for the language itself.
    pub about: Option<&'static str>,
    /// The entry.
    pub entry: &'static Fidelity,
}

/// Every entry: of the language, then of each function, then of each operator, then of
/// provisioning.
///
/// ```
/// use attrflow::assist::{ledger, standard};
/// assert!(ledger(standard()).iter().any(|entry| entry.about == Some("Append")));
/// ```
pub fn ledger(library: &Library) -> Vec<LedgerEntry> {
    let language = check::LEDGER.iter().chain(eval::LEDGER);
    let mut entries: Vec<LedgerEntry> = language
        .map(|entry| LedgerEntry { about: None, entry })
        .collect();
    let functions = library
        .functions()
        .iter()
        .map(|function| (function.name, function.fidelity));
    let operators = library
        .operators()
        .iter()
        .map(|operator| (operator.name, operator.fidelity));
    for (name, list) in functions.chain(operators) {
        entries.extend(list.iter().map(|entry| LedgerEntry {
            about: Some(name),
            entry,
        }));
    }
    entries.extend(pipeline::LEDGER.iter().map(|entry| LedgerEntry {
        about: Some(PROVISIONING),
        entry,
    }));
    entries
}

//! Ways of writing that Microsoft does not document, as entries of the ledger.

use crate::library::{Fidelity, Sureness};

/// `True`, `False` and `NULL` as values.
pub static LITERAL_WORDS: Fidelity = Fidelity {
    id: "literal-words",
    doing: "the words True, False and NULL without quotes are values",
    known: "seen in Entra Connect Sync rules only",
    sureness: Sureness::Chosen,
};

/// `&` between texts.
pub static CONCATENATION: Fidelity = Fidelity {
    id: "concatenation",
    doing: "`&` joins texts, and null counts as the empty text",
    known: "in an example of the cloud sync reference, absent from the app provisioning reference",
    sureness: Sureness::Inferred,
};

/// A comparison outside of `IIF` and `CBool`.
pub static COMPARISON_AS_VALUE: Fidelity = Fidelity {
    id: "comparison-as-value",
    doing: "a comparison may stand wherever an argument may",
    known: "documented for the condition of IIF and in CBool",
    sureness: Sureness::Inferred,
};

/// The entries of this module.
pub static LEDGER: &[&Fidelity] = &[&LITERAL_WORDS, &CONCATENATION, &COMPARISON_AS_VALUE];

//! What is not documented about evaluation itself.

use super::scope::INPUT_NULL;
use crate::library::{FIRST_OF_LIST, Fidelity, Sureness, VALUE_OF_RECORD};

/// `<>` with null.
pub static NULL_NOT_EQUAL: Fidelity = Fidelity {
    id: "null-not-equal",
    doing: "`<>` with null on either side is false, like every comparison with null",
    known: "documented for conditions in general: \"the condition check fails\"",
    sureness: Sureness::Inferred,
};

/// Texts that differ in case only.
pub static CASE_SENSITIVE: Fidelity = Fidelity {
    id: "compare-case",
    doing: "comparisons of texts are case-sensitive",
    known: "not documented for `=`; the two texts differ in case only",
    sureness: Sureness::Chosen,
};

/// The order of texts.
pub static TEXT_ORDER: Fidelity = Fidelity {
    id: "text-order",
    doing: "texts that are neither numbers nor dates are ordered by their UTF-16 code units",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// The entries of this module.
pub static LEDGER: &[&Fidelity] = &[
    &NULL_NOT_EQUAL,
    &CASE_SENSITIVE,
    &TEXT_ORDER,
    &FIRST_OF_LIST,
    &VALUE_OF_RECORD,
    &INPUT_NULL,
];

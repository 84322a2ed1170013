//! The codes of evaluation errors that no function makes.

use crate::diag::{Code, Sample, Severity};

/// A parameter token without a value.
pub static UNKNOWN_PARAMETER: Code = Code {
    slug: "unknown-parameter",
    severity: Severity::Error,
    title: "a parameter token without a value",
    explanation: "Tokens such as `%DomainFQDN%` stand for values that the job supplies. Give the value with \
`--param DomainFQDN=contoso.com`, or in the job's `[parameters]`.",
    sample: Sample::Expression("Join(\"@\", [sAMAccountName], %DomainFQDN%)"),
};

/// The codes that are reported from here.
pub static CODES: &[&Code] = &[&UNKNOWN_PARAMETER];

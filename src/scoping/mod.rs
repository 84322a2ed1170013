//! The standard operators of scoping filters, one row each. Owns the list; checker and evaluator
//! are handed it and know no operator by name.

mod containment;
mod equality;
mod existence;
mod order;
mod pattern;
mod refused;
mod truth;

use crate::diag::Code;
use crate::library::Operator;

/// All operators, in alphabetical order.
///
/// ```
/// use attrflow::scoping::OPERATORS;
/// assert!(OPERATORS.iter().any(|operator| operator.name == "NOT REGEX MATCH"));
/// ```
pub static OPERATORS: &[&Operator] = &[
    &containment::NOT_AND,
    &containment::AND,
    &containment::ENDS_WITH,
    &equality::EQUALS,
    &order::GREATER_THAN,
    &order::GREATER_THAN_OR_EQUALS,
    &containment::INCLUDES,
    &truth::IS_FALSE,
    &refused::IS_MEMBER_OF,
    &existence::IS_NOT_NULL,
    &existence::IS_NULL,
    &truth::IS_TRUE,
    &equality::NOT_EQUALS,
    &pattern::NOT_REGEX_MATCH,
    &refused::PRESENT,
    &pattern::REGEX_MATCH,
    &refused::VALID_CERT_MATCH,
];

/// The codes that operators report, besides those of the library and of functions.
pub static CODES: &[&Code] = &[&order::NOT_INTEGER];

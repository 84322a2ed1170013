//! Text to trees and back: the expression language and the textual form of scoping filters.
//!
//! Owns the grammar, the trees, their spelling, and the explanation of everything that looks like the
//! language and is not. Knows no function, operator or attribute by meaning.

mod arguments;
mod brackets;
mod expr;
mod filter;
mod foreign;
mod grammar;
mod limits;
mod literal;
mod logic;
mod lower;
mod lower_filter;
mod parse;
mod print;
mod print_filter;
mod scan;
mod structure;
mod token;

use crate::diag::Code;

/// How many parentheses may stand inside each other. Entra documents no limit; ours keeps the parser
/// from running out of stack.
pub const MAX_DEPTH: usize = 64;

/// How many bytes of text are read at all. Entra itself takes 10,000 characters.
pub const MAX_LENGTH: usize = 64 * 1024;

pub use expr::{Arg, Call, Comparison, Expr, ExprKind};
pub use filter::{Clause, Filter, Group};
pub use literal::quote;
pub use lower_filter::parse_filter;
pub use parse::parse_expression;

/// Everything that the syntax can find fault with.
///
/// ```
/// assert!(attrflow::syntax::CODES.iter().any(|code| code.slug == "missing-comma"));
/// ```
pub static CODES: &[&Code] = &[
    &limits::TEXT_TOO_LONG,
    &limits::TOO_DEEP,
    &limits::EMPTY_EXPRESSION,
    &brackets::UNCLOSED_TEXT,
    &brackets::UNCLOSED_ATTRIBUTE,
    &brackets::UNCLOSED_PARENTHESIS,
    &brackets::EXTRA_PARENTHESIS,
    &structure::MISSING_COMMA,
    &structure::MISSING_VALUE,
    &structure::TRAILING_TEXT,
    &structure::STRAY_CHARACTER,
    &structure::UNEXPECTED_TEXT,
    &structure::CHAINED_COMPARISON,
    &logic::LOGICAL_OPERATOR,
    &logic::NEGATION,
    &foreign::SINGLE_QUOTES,
    &foreign::CURLY_QUOTES,
    &foreign::COMMENT,
    &foreign::ODD_BLANK,
    &foreign::FOREIGN_COMPARISON,
    &foreign::SEMICOLON,
    &foreign::PLUS,
    &foreign::ARITHMETIC,
    &foreign::EMPTY_ATTRIBUTE,
    &foreign::MALFORMED_NUMBER,
    &foreign::MALFORMED_PARAMETER,
    &lower_filter::FILTER_OPERATOR_SIGN,
    &lower_filter::FILTER_CONNECTIVE,
    &lower_filter::FILTER_VALUE,
    &lower_filter::FILTER_GROUP_NAME,
    &lower_filter::FILTER_STRUCTURE,
];

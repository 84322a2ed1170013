//! Text to trees and back: the expression language and the textual form of scoping filters.
//!
//! Owns the grammar, the trees, their spelling, and the explanation of everything that looks like the
//! language and is not. Knows no function, operator or attribute by meaning.

mod expr;
mod filter;

/// How many parentheses may stand inside each other. Entra documents no limit; ours keeps the parser
/// from running out of stack.
pub const MAX_DEPTH: usize = 64;

/// How many bytes of text are read at all. Entra itself takes 10,000 characters.
pub const MAX_LENGTH: usize = 64 * 1024;

pub use expr::{Arg, Call, Comparison, Expr, ExprKind};
pub use filter::{Clause, Filter, Group};

use crate::diag::Problems;

/// Reads an expression.
///
/// # Errors
/// All mistakes that were found, at least one of them an error.
pub fn parse_expression(_text: &str) -> Result<Expr, Problems> {
    Err(Problems::new())
}

/// Reads a scoping filter in its textual form.
///
/// # Errors
/// All mistakes that were found, at least one of them an error.
pub fn parse_filter(_text: &str) -> Result<Filter, Problems> {
    Err(Problems::new())
}

//! The standard functions, one file each. Owns the list of them; everything else about a function
//! is in its own [`Function`] value. Functions do not know each other, nor the evaluator.

mod append;
mod shared;

use crate::diag::Code;
use crate::library::Function;

/// All functions, in alphabetical order.
///
/// ```
/// use attrflow::functions::FUNCTIONS;
/// assert!(FUNCTIONS.iter().any(|function| function.name == "Append"));
/// ```
pub static FUNCTIONS: &[&Function] = &[&append::FUNCTION];

/// The codes that single functions report, checking or evaluating.
pub static CODES: &[&Code] = &[];

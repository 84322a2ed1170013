//! The standard functions, one file each. Owns the list of them; everything else about a function
//! is in its own [`Function`] value. Functions do not know each other, nor the evaluator.

mod append;
mod in_str;
mod join;
mod left;
mod mid;
mod normalize_diacritics;
mod pcase;
mod prepend;
mod shared;
mod split;
mod strip_spaces;
mod to_lower;
mod to_upper;
mod trim;
mod word;

use crate::diag::Code;
use crate::library::Function;

/// All functions, in alphabetical order.
///
/// ```
/// use attrflow::functions::FUNCTIONS;
/// assert!(FUNCTIONS.iter().any(|function| function.name == "Append"));
/// ```
pub static FUNCTIONS: &[&Function] = &[
    &append::FUNCTION,
    &in_str::FUNCTION,
    &join::FUNCTION,
    &left::FUNCTION,
    &mid::FUNCTION,
    &normalize_diacritics::FUNCTION,
    &pcase::FUNCTION,
    &prepend::FUNCTION,
    &split::FUNCTION,
    &strip_spaces::FUNCTION,
    &to_lower::FUNCTION,
    &to_upper::FUNCTION,
    &trim::FUNCTION,
    &word::FUNCTION,
];

/// The codes that single functions report, checking or evaluating.
pub static CODES: &[&Code] = &[&in_str::COMPARE_TYPE, &shared::culture::UNKNOWN_CULTURE];

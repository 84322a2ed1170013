//! The one library that everybody uses.

use crate::functions::FUNCTIONS;
use crate::library::Library;
use crate::scoping::OPERATORS;
use std::sync::LazyLock;

/// The standard functions and operators.
///
/// ```
/// assert!(attrflow::assist::standard().function("append").is_some());
/// ```
pub fn standard() -> &'static Library {
    static STANDARD: LazyLock<Library> = LazyLock::new(|| Library::new(FUNCTIONS, OPERATORS));
    &STANDARD
}

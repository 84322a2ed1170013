//! The one table of all codes.

use super::{job, sheet};
use crate::check::{self, LINTS};
use crate::diag::Code;
use crate::eval;
use crate::functions;
use crate::library;
use crate::schema;
use crate::scoping;
use crate::syntax;

/// Every code that a finding or an evaluation error can have, in alphabetical order.
///
/// ```
/// assert!(attrflow::assist::codes().iter().any(|code| code.slug == "arity"));
/// ```
pub fn codes() -> Vec<&'static Code> {
    let lists = [
        syntax::CODES,
        schema::CODES,
        check::CODES,
        library::CODES,
        eval::CODES,
        functions::CODES,
        scoping::CODES,
        sheet::CODES,
        job::CODES,
    ];
    let mut codes: Vec<&'static Code> = lists
        .into_iter()
        .flatten()
        .copied()
        .chain(LINTS.iter().map(|lint| lint.code))
        .collect();
    codes.sort_by_key(|code| code.slug);
    codes
}

/// The code of that slug, such as `arity`; `None` where there is none.
///
/// ```
/// assert_eq!(attrflow::assist::code("arity").unwrap().slug, "arity");
/// ```
pub fn code(slug: &str) -> Option<&'static Code> {
    codes().into_iter().find(|code| code.slug == slug)
}

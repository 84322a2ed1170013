//! What is said of a scoping operator that there is not.

use super::codes::UNKNOWN_OPERATOR;
use crate::diag::{Diagnostic, nearest};
use crate::library::{Library, Operator, Shape};
use crate::text::Span;

pub(super) fn unknown_operator(library: &Library, written: &str, span: Span) -> Diagnostic {
    let found = Diagnostic::new(
        &UNKNOWN_OPERATOR,
        span,
        format!("there is no operator `{written}`"),
    );
    if let Some((operator, rest)) = with_value(library, written) {
        let name = operator.name;
        return found.help(match operator.shape {
            Shape::Binary => {
                format!("values stand in quotes: if `{rest}` is one, write `{name} \"{rest}\"`")
            }
            Shape::Unary => format!("`{name}` is an operator that takes no value"),
        });
    }
    let names = library.operators().iter().map(|operator| operator.name);
    match nearest(written, names) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`attrflow operators` lists all of them"),
    }
}

/// The operator that the first words are, and the other words.
fn with_value<'w>(library: &Library, written: &'w str) -> Option<(&'static Operator, &'w str)> {
    written.rmatch_indices([' ', '\t']).find_map(|(at, _)| {
        let (words, rest) = written.split_at_checked(at)?;
        Some((library.operator(words)?, rest.trim()))
    })
}

//! Fixed words that an expression gives as a text.

use crate::diag::{Diagnostic, nearest};
use crate::library::Site;

/// Reports a constant that is none of the words that its parameter takes, with the nearest one as a fix.
pub(in crate::functions) fn refuse(
    site: &mut Site<'_>,
    index: usize,
    words: &[&str],
    found: Diagnostic,
) {
    let near = site
        .text(index)
        .and_then(|word| nearest(word, words.iter().copied()));
    site.report(match near {
        Some(near) => found.fix(format!("write `{near}`"), site.span(index), near),
        None => found,
    });
}

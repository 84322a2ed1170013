//! Expressions that are longer than Entra takes.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "expression-length",
    severity: Severity::Error,
    title: "the expression is longer than 10,000 characters",
    explanation: "Entra takes at most 10,000 characters. A long `Switch` is best shortened by an extension attribute \
that already holds the value, filled where the data come from; sub-expressions that are repeated can move into a \
mapping of their own on an unused attribute only where that attribute is a source of the next job.",
    sample: Sample::Expression(LONG),
};

/// Characters that Entra takes.
const MOST: usize = 10_000;

fn look(look: &mut Look<'_>) {
    let written = look.text.chars().count();
    if written > MOST {
        look.report(
            Diagnostic::new(
                &CODE,
                look.expr.span,
                format!("the expression has {written} characters"),
            )
            .under("Entra takes at most 10,000")
            .help("shorten it: leave out line breaks and blanks, or fill part of it in the source"),
        );
    }
}

/// An attribute behind more blanks than fit.
const LONG: &str = match std::str::from_utf8(&BLANKS) {
    Ok(text) => text,
    Err(_) => "",
};

const BLANKS: [u8; MOST + 1] = {
    let mut bytes = [b' '; MOST + 1];
    let (start, _) = bytes.split_at_mut(6);
    start.copy_from_slice(b"[mail]");
    bytes
};

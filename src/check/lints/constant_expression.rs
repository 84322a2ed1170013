//! Expressions that give every user the same.

use super::shared::settled;
use crate::check::fold;
use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{ExprKind, quote};
use crate::value::{Kind, text};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "constant-expression",
    severity: Severity::Advice,
    title: "the expression gives every user the same",
    explanation: "The expression reads no attribute, so its value never changes. Either a pair of brackets is missing, \
as in `ToLower(\"mail\")` for `ToLower([mail])`, or the value can be written as a constant. `Split` of a constant text \
is the known way to give several constant values, and is not reported.",
    sample: Sample::Expression("Join(\"-\", \"a\", \"b\")"),
};

fn look(look: &mut Look<'_>) {
    let computed = matches!(
        look.expr.kind,
        ExprKind::Call(_) | ExprKind::Compare { .. } | ExprKind::Concat(_)
    );
    if !computed || !settled(look, look.expr) || look.kind(look.expr) == Kind::List {
        return;
    }
    let arena = bumpalo::Bump::new();
    let value = fold::constant(&look.program.root)
        .and_then(|constant| text(constant.value(), &arena))
        .map(quote);
    let found = Diagnostic::new(
        &CODE,
        look.expr.span,
        "the expression gives every user the same",
    )
    .under("reads no attribute");
    look.report(match value {
        Some(value) => found
            .help(format!("write `{value}`, or put attributes into brackets"))
            .suggest(format!("write `{value}`"), look.expr.span, value),
        None => found.help("write the value, or put attributes into brackets"),
    });
}

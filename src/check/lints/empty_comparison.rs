//! `[x] = ""` is false where `x` is null, which is nearly always the case that is meant.

use super::shared::{nullable, switch_on_nothing, whole, written};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Call, Comparison, Expr, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "empty-comparison",
    severity: Severity::Warning,
    title: "a comparison with the empty text does not see null",
    explanation: "A user without the attribute has null there, not the empty text, and every comparison with null is \
false. So \
`IIF([country]=\"\", \"Other\", [country])` gives null, not `Other`, to the users it was written for.\n\n\
In `Switch`, the key `\"\"` matches null as well as the empty text:\n\n\
```text\nSwitch([country], [country], \"\", \"Other\")\n```",
    sample: Sample::Expression("IIF([country]=\"\", \"Other\", [country])"),
};

fn look(look: &mut Look<'_>) {
    let mut found = Vec::new();
    look.walk(|expr, around| {
        if let ExprKind::Compare {
            operator,
            left,
            right,
        } = &expr.kind
        {
            let equal = match operator.node {
                Comparison::Equal => true,
                Comparison::NotEqual => false,
                _ => return,
            };
            let tested = match (literal(left), literal(right)) {
                (None, Some("")) => left,
                (Some(""), None) => right,
                _ => return,
            };
            found.push((expr, &**tested, equal, around.last().copied()));
        }
    });
    for (expr, tested, equal, around) in found {
        if !nullable(look, tested) {
            continue;
        }
        let diagnostic = Diagnostic::new(
            &CODE,
            expr.span,
            format!("`{}` is false for null", written(look, expr)),
        )
        .under("a user without a value has null, not the empty text");
        look.report(match mended(look, expr, tested, equal, around) {
            Some((span, text)) => diagnostic
                .help("the key `\"\"` of `Switch` matches null as well as the empty text")
                .suggest("use Switch", span, text),
            None => diagnostic.help("test with `IsNullOrEmpty`, which sees both"),
        });
    }
}

/// The `Switch` that takes the place of an `IIF`.
fn mended(
    look: &Look<'_>,
    condition: &Expr,
    tested: &Expr,
    equal: bool,
    around: Option<&Call>,
) -> Option<(crate::text::Span, String)> {
    let iif = around.filter(|call| call.name.node.eq_ignore_ascii_case("IIF"))?;
    if !std::ptr::eq(argument(iif, 0)?, condition) {
        return None;
    }
    let (yes, no) = (argument(iif, 1)?, argument(iif, 2)?);
    let (then, otherwise) = if equal { (yes, no) } else { (no, yes) };
    Some((
        whole(iif),
        switch_on_nothing(look, tested, then, otherwise)?,
    ))
}

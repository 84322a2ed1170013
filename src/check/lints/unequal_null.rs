//! `[x] <> "y"` is false where `x` is null.

use super::shared::{nullable, written};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Edit, Fix, Sample, Severity};
use crate::syntax::{Call, Comparison, Expr, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "unequal-null",
    severity: Severity::Advice,
    title: "`<>` is false for null",
    explanation: "Every comparison with null is false, `<>` included: in \
`IIF([country]<>\"US\", \"abroad\", \"home\")` a user without a country is at home. Where such a user belongs to the \
others, compare with `=` and exchange the branches; where not, say so by testing for null first.\n\n\
```text\nIIF([country]=\"US\", \"home\", \"abroad\")\n```",
    sample: Sample::Expression("IIF([country]<>\"US\", \"abroad\", \"home\")"),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("IIF") {
        let Some(condition) = argument(call, 0) else {
            continue;
        };
        let ExprKind::Compare {
            operator,
            left,
            right,
        } = &condition.kind
        else {
            continue;
        };
        let empty = [left, right]
            .iter()
            .any(|side| literal(side).is_some_and(str::is_empty));
        if operator.node != Comparison::NotEqual || empty {
            continue;
        }
        let Some(side) = [left, right].into_iter().find(|side| nullable(look, side)) else {
            continue;
        };
        let found = Diagnostic::new(
            &CODE,
            condition.span,
            format!("`{}` is false for null", written(look, condition)),
        )
        .label(side.span, "can be null")
        .help("compare with `=` and exchange the branches, if null belongs to the others");
        look.report(match exchanged(look, call, operator.span) {
            Some(fix) => found.with_fix(fix),
            None => found,
        });
    }
}

fn exchanged(look: &Look<'_>, call: &Call, operator: crate::text::Span) -> Option<Fix> {
    let (yes, no): (&Expr, &Expr) = (argument(call, 1)?, argument(call, 2)?);
    let edit = |span, text: &str| Edit {
        span,
        text: text.to_owned(),
    };
    Some(Fix {
        title: "compare with `=` and exchange the branches".to_owned(),
        edits: vec![
            edit(operator, "="),
            edit(yes.span, written(look, no)),
            edit(no.span, written(look, yes)),
        ],
        safe: false,
    })
}

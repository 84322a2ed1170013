//! Branches that all give the same.

use super::shared::{operand, written};
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::Expr;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "same-branches",
    severity: Severity::Warning,
    title: "all branches give the same",
    explanation: "Whatever the condition of this `IIF`, or the source of this `Switch`, the value is the same. Mostly a \
branch was copied and not changed. Where the value really is the same, write it alone.\n\n\
```text\nIIF([country]=\"US\", [city], [state])\n```",
    sample: Sample::Expression("IIF([country]=\"US\", [city], [city])"),
};

fn look(look: &mut Look<'_>) {
    for (call, function, expr) in look.calls() {
        let places: Vec<usize> = match function.name {
            "IIF" => vec![1, 2],
            "Switch" => std::iter::once(1)
                .chain((3..call.args.len()).step_by(2))
                .collect(),
            _ => continue,
        };
        let branches: Option<Vec<&Expr>> = places
            .into_iter()
            .map(|place| argument(call, place))
            .collect();
        let Some((first, others)) = branches.as_deref().and_then(<[_]>::split_first) else {
            continue;
        };
        if others.is_empty() || !others.iter().all(|other| first.same(other)) {
            continue;
        }
        let mut found = Diagnostic::new(
            &CODE,
            call.name.span,
            format!("every branch gives `{}`", written(look, first)),
        );
        for branch in std::iter::once(first).chain(others) {
            found = found.label(branch.span, "");
        }
        look.report(
            found
                .help("correct a branch, or leave the others out")
                .suggest("write the value alone", expr.span, operand(look, first)),
        );
    }
}

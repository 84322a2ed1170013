//! Arguments of `Coalesce` behind one that is never null.

use super::shared::{nullable, operand, written};
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Expr, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "coalesce-unreachable",
    severity: Severity::Warning,
    title: "Coalesce never comes to the next value",
    explanation: "`Coalesce` gives the first value that is not null, and an empty text is not null. `Join`, `Left` and \
`Word` give the empty text where their source is missing, so nothing behind them is ever taken. Put the source itself \
first, or look for the empty text with the key `\"\"` of `Switch`.\n\n\
```text\nSwitch(Join(\" \", [givenName], [surname]), Join(\" \", [givenName], [surname]), \"\", [mail])\n```",
    sample: Sample::Expression("Coalesce(Join(\" \", [givenName], [surname]), [mail])"),
};

fn look(look: &mut Look<'_>) {
    for (call, expr) in look.calls_of("Coalesce") {
        let given: Vec<&Expr> = (0..call.args.len())
            .filter_map(|index| argument(call, index))
            .collect();
        // A required attribute may be missing after all, in directories that grew.
        let first = given.iter().position(|value| {
            !matches!(value.kind, ExprKind::Attribute(_)) && !nullable(look, value)
        });
        let Some(first) = first else { continue };
        let (kept, dead) = given.split_at(first + 1);
        let (Some(never), Some(next)) = (kept.last(), dead.first()) else {
            continue;
        };
        let rest = match kept {
            [only] => operand(look, only),
            _ => {
                let kept: Vec<&str> = kept.iter().map(|value| written(look, value)).collect();
                format!("Coalesce({})", kept.join(", "))
            }
        };
        look.report(
            Diagnostic::new(
                &CODE,
                next.span,
                format!("`{}` is never taken", written(look, next)),
            )
            .label(never.span, "is never null, at most empty")
            .help("move it to the end, or test for the empty text with the key `\"\"` of `Switch`")
            .suggest("leave out what is never taken", expr.span, rest),
        );
    }
}

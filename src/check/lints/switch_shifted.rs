//! A `Switch` whose default value was written last, or left out in front of another mistake.

use super::shared::{boolean, keys, written};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Call, Expr, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-shifted",
    severity: Severity::Warning,
    title: "the keys and values of Switch seem to be shifted",
    explanation: "The default value is the second argument of `Switch`, before the keys. Where it is written last, as \
in most programming languages, the number of arguments still comes out even, but the first key becomes the default \
value, the values become keys, and the keys become values.\n\n\
```text\nSwitch([country], \"other\", \"US\", [state], \"CA\", [province])\n```",
    sample: Sample::Expression("Switch([country], \"US\", [state], \"CA\", [province], \"other\")"),
};

/// Whether values stand where keys belong.
pub(super) fn shifted(look: &Look<'_>, call: &Call) -> bool {
    let count = call.args.len();
    let source = argument(call, 0);
    let all: Option<Vec<&Expr>> = (1..count).map(|index| argument(call, index)).collect();
    let (Some(source), Some(all)) = (source, all) else {
        return false;
    };
    if count < 6 || count % 2 == 1 {
        return false;
    }
    // The last argument would be the default value, which may be anything.
    let meant_keys = || all.iter().step_by(2).take(count / 2 - 1);
    let meant_values = || all.iter().skip(1).step_by(2);
    if boolean(look, source) {
        let truth = |expr: &&&Expr| literal(expr).is_some_and(truth);
        return meant_keys().all(|expr| truth(&expr)) && !meant_values().any(|expr| truth(&expr));
    }
    meant_keys().all(|expr| literal(expr).is_some())
        && meant_values().all(|expr| {
            matches!(
                expr.kind,
                ExprKind::Attribute(_) | ExprKind::Call(_) | ExprKind::Concat(_)
            )
        })
}

fn truth(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("Switch") {
        if !shifted(look, call) {
            continue;
        }
        let (Some(first), Some(last)) = (argument(call, 1), argument(call, call.args.len() - 1))
        else {
            continue;
        };
        let Some((_, key)) = keys(call).next() else {
            continue;
        };
        let mut args: Vec<&str> = (1..call.args.len() - 1)
            .filter_map(|index| argument(call, index))
            .map(|arg| written(look, arg))
            .collect();
        args.insert(0, written(look, last));
        look.report(
            Diagnostic::new(
                &CODE,
                key.span,
                format!("`{}` is taken for a key", written(look, key)),
            )
            .label(first.span, "this is taken for the default value")
            .help("the default value is the second argument: move the last one there")
            .suggest(
                "move the last argument to the second place",
                first.span.to(last.span),
                args.join(", "),
            ),
        );
    }
}

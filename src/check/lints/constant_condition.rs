//! Conditions and sources that are the same for every user.

use super::shared::{settled, written};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Expr, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "constant-condition",
    severity: Severity::Warning,
    title: "a condition that is the same for every user",
    explanation: "The condition of `IIF`, or the source of `Switch`, reads no attribute, so every user takes the same \
branch. Mostly the brackets were forgotten: `\"country\"` is the text, `[country]` the attribute.\n\n\
```text\nIIF([country]=\"US\", [state], [city])\n```",
    sample: Sample::Expression("IIF(\"country\"=\"US\", [state], [city])"),
};

fn look(look: &mut Look<'_>) {
    if settled(look, look.expr) {
        return;
    }
    for (call, function, _) in look.calls() {
        let what = match function.name {
            "IIF" => "condition",
            "Switch" => "source",
            _ => continue,
        };
        let Some(tested) = argument(call, 0).filter(|tested| settled(look, tested)) else {
            continue;
        };
        let found = Diagnostic::new(
            &CODE,
            tested.span,
            format!("this {what} is the same for every user"),
        );
        look.report(match meant(look, tested) {
            Some((expr, name)) => found
                .label(expr.span, "a text, no attribute")
                .help(format!("write `[{name}]` for the attribute"))
                .suggest(format!("write `[{name}]`"), expr.span, format!("[{name}]")),
            None => found.help(format!(
                "write the branch that is meant instead of `{}`",
                written(look, tested)
            )),
        });
    }
}

/// A text that is the name of an attribute, or could be.
fn meant<'l>(look: &Look<'l>, tested: &'l Expr) -> Option<(&'l Expr, &'l str)> {
    let first = match &tested.kind {
        ExprKind::Compare { left, .. } => left,
        _ => tested,
    };
    let name = literal(first)?;
    let could_be = match look.context.source {
        Some(source) => source.attribute(name).is_some(),
        None => {
            name.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && name
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        }
    };
    could_be.then_some((first, name))
}

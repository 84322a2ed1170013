//! Keys of a `Switch` with a blank at one of their ends.

use super::shared::key_texts;
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{ExprKind, quote};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-blank-key",
    severity: Severity::Warning,
    title: "a key with a blank at its start or end",
    explanation: "`Switch` compares the source with its keys character by character. A key that starts or ends with a \
blank matches only values with the very same blank, which directories mostly remove. For \"no value\" the key is \
`\"\"`, not `\" \"`. Where the values do have blanks, put the source into `Trim`.",
    sample: Sample::Expression("Switch([department], \"none\", \"Sales \", \"S\")"),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("Switch") {
        let Some(source) = argument(call, 0) else {
            continue;
        };
        let trimmed = look
            .function(source)
            .is_some_and(|function| matches!(function.name, "Trim" | "StripSpaces"));
        if !trimmed && !matches!(source.kind, ExprKind::Attribute(_)) {
            continue;
        }
        for (key, text) in key_texts(call) {
            let right = text.trim();
            if right == text {
                continue;
            }
            let right = quote(right);
            look.report(
                Diagnostic::new(
                    &CODE,
                    key.span,
                    format!("the key `{text}` has a blank at one of its ends"),
                )
                .under("matches only a value with the same blank")
                .help(format!("write `{right}`"))
                .suggest(format!("write `{right}`"), key.span, right),
            );
        }
    }
}

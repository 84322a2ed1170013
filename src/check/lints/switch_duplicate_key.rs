//! A key that a `Switch` has twice: the second one is never reached.

use std::collections::HashMap;

use super::shared::keys;
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::text::Span;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-duplicate-key",
    severity: Severity::Warning,
    title: "a key that occurs twice in a Switch",
    explanation: "`Switch` gives the value of the first key that matches, so the second pair with the same key does \
nothing. Either it is left over from an edit, or another key was meant.",
    sample: Sample::Expression(
        "Switch([department], \"none\", \"Sales\", \"S\", \"Sales\", \"X\")",
    ),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("Switch") {
        let mut seen = HashMap::new();
        for (index, key) in keys(call) {
            let Some(text) = literal(key) else {
                continue;
            };
            let Some((first, before)) = seen.get(text).copied() else {
                seen.insert(text, (key, argument(call, index + 1)));
                continue;
            };
            let first: &crate::syntax::Expr = first;
            let value = argument(call, index + 1);
            let same = match (before, value) {
                (Some(one), Some(two)) => crate::syntax::Expr::same(one, two),
                _ => false,
            };
            let found = Diagnostic::new(&CODE, key.span, format!("the key `{text}` stood before"))
                .label(first.span, "the first one, which wins")
                .help("remove the second pair, or correct its key");
            let pair = call
                .args
                .get(index - 1)
                .zip(call.args.get(index + 1))
                .map(|(from, to)| Span::new(from.span.end as usize, to.span.end as usize));
            look.report(match pair {
                Some(pair) if same => found.fix("remove the second pair", pair, ""),
                Some(pair) => found.suggest("remove the second pair", pair, ""),
                None => found,
            });
        }
    }
}

//! Keys of a `Switch` over a boolean that are not `True` or `False`.

use super::shared::{boolean, key_texts};
use super::switch_shifted::shifted;
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-boolean-key",
    severity: Severity::Warning,
    title: "a key that a boolean never equals",
    explanation: "`Switch` compares texts with regard to case, and a boolean's text is `True` or `False`. Keys such as \
`\"true\"`, `\"TRUE\"` or `\"1\"` never match one, so every user gets the default value, or null. With \
`IsSoftDeleted` as the source this keeps accounts from ever being disabled.\n\n\
```text\nSwitch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")\n```",
    sample: Sample::Expression("Switch([IsSoftDeleted], \"True\", \"true\", \"False\")"),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("Switch") {
        let Some(source) = argument(call, 0) else {
            continue;
        };
        if !boolean(look, source) || shifted(look, call) {
            continue;
        }
        for (key, text) in key_texts(call) {
            if matches!(text, "True" | "False" | "") {
                continue;
            }
            let found = Diagnostic::new(
                &CODE,
                key.span,
                format!("the key `{text}` never matches: the source is `True` or `False`"),
            )
            .label(source.span, "a boolean");
            let right = match text.trim().to_ascii_lowercase().as_str() {
                "true" => Some(("\"True\"", true)),
                "false" => Some(("\"False\"", true)),
                "1" | "yes" => Some(("\"True\"", false)),
                "0" | "no" => Some(("\"False\"", false)),
                _ => None,
            };
            look.report(match right {
                Some((right, true)) => found
                    .help(format!("keys are case-sensitive: write `{right}`"))
                    .fix(format!("write `{right}`"), key.span, right),
                Some((right, false)) => found.help(format!("write `{right}`")).suggest(
                    format!("write `{right}`"),
                    key.span,
                    right,
                ),
                None => found.help("the keys of a boolean are `\"True\"` and `\"False\"`"),
            });
        }
    }
}

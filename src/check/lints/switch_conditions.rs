//! A `Switch` of conditions and values, as Visual Basic and Entra Connect know it.

use super::shared::{boolean, keys};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "switch-conditions",
    severity: Severity::Warning,
    title: "conditions stand where Switch has source and keys",
    explanation: "In Visual Basic and in Entra Connect Sync, `Switch` takes pairs of condition and value and gives the \
value of the first condition that holds. In app provisioning and cloud sync its first argument is a source, the \
second a default value, and the others are texts that the source may equal. Write one `IIF` inside another, or \
`Coalesce` for the first attribute that has a value.\n\n\
```text\nCoalesce([directManager], [director])\n```",
    sample: Sample::Expression("Switch([level] > 3, \"high\", [level] > 1, \"middle\")"),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("Switch") {
        let Some(source) = argument(call, 0) else {
            continue;
        };
        let condition = keys(call)
            .map(|(_, key)| key)
            .find(|key| literal(key).is_none() && boolean(look, key));
        let Some(condition) = condition else {
            continue;
        };
        if !boolean(look, source) {
            continue;
        }

        look.report(
            Diagnostic::new(
                &CODE,
                condition.span,
                "a condition stands in the place of a key",
            )
            .label(source.span, "and another one in the place of the source")
            .label(call.name.span, "Switch compares its source with keys")
            .help(
                "write `IIF` inside `IIF`, or `Coalesce` for the first attribute that has a value",
            ),
        );
    }
}

//! `IsPresent` and its like as the condition of `IIF` or the source of `Switch`.

use super::shared::switch_on_nothing;
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Call, ExprKind};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "presence-condition",
    severity: Severity::Advice,
    title: "a test for null as a condition is documented as unsupported",
    explanation: "The function reference of app provisioning calls `IsPresent`, `IsNull` and `IsNullOrEmpty` \
unsupported inside `IIF` and as the source of `Switch`. Microsoft's own default mappings of cloud sync use the very \
shape, and it works there. Where it must work everywhere, use the key `\"\"` of `Switch`, which matches null and the \
empty text:\n\n\
```text\nSwitch([country], [country], \"\", \"Other\")\n```\n\n\
Two cautions: `Switch` cannot give reference attributes, and in an incremental cycle with Entra as the source the \
reference warns that an unchanged source of `Switch` is read as null.",
    sample: Sample::Expression("IIF(IsNullOrEmpty([country]), \"Other\", [country])"),
};

const TESTS: &[&str] = &["IsNull", "IsNullOrEmpty", "IsPresent"];

fn look(look: &mut Look<'_>) {
    for (call, function, expr) in look.calls() {
        if !matches!(function.name, "IIF" | "Switch") {
            continue;
        }
        let Some(test) = argument(call, 0) else {
            continue;
        };
        let Some(name) = look.function(test).map(|function| function.name) else {
            continue;
        };
        if !TESTS.contains(&name) {
            continue;
        }
        let place = match function.name {
            "IIF" => "as the condition of `IIF`",
            _ => "as the source of `Switch`",
        };
        let found = Diagnostic::new(
            &CODE,
            test.span,
            format!("`{name}` {place} is documented as unsupported"),
        );
        let switch = match function.name {
            "IIF" => mended(look, call, name),
            _ => None,
        };
        let found = found.help("the key `\"\"` of `Switch` matches null as well as the empty text");
        look.report(match switch {
            Some(text) => found.suggest("use Switch", expr.span, text),
            None => found,
        });
    }
}

fn mended(look: &Look<'_>, iif: &Call, name: &str) -> Option<String> {
    let ExprKind::Call(test) = &argument(iif, 0)?.kind else {
        return None;
    };
    let tested = argument(test, 0)?;
    let (yes, no) = (argument(iif, 1)?, argument(iif, 2)?);
    let (then, otherwise) = match name {
        "IsPresent" => (no, yes),
        _ => (yes, no),
    };
    switch_on_nothing(look, tested, then, otherwise)
}

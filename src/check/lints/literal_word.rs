//! `True`, `False` and `NULL` without quotes come from Entra Connect Sync.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::ExprKind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "literal-word",
    severity: Severity::Warning,
    title: "`True`, `False` or `NULL` without quotes",
    explanation: "`True`, `False` and `NULL` without quotes are values in the rules of Microsoft Entra Connect Sync. \
The references of app provisioning and cloud sync know no such words, and whether the service takes them is not known. \
Write `\"True\"` and `\"False\"`, and leave an argument empty where nothing shall flow: `IIF([x]=\"y\", \"True\", )`.",
    sample: Sample::Expression("IIF([extensionAttribute1]=\"HideFromGAL\", True, \"False\")"),
};

fn look(look: &mut Look<'_>) {
    let mut words = Vec::new();
    look.walk(|expr, _| {
        if let ExprKind::Word(word) = &expr.kind {
            words.push((word.as_str(), expr.span));
        }
    });
    for (word, span) in words {
        let found = |help: &str| {
            Diagnostic::new(
                &CODE,
                span,
                format!("`{word}` without quotes is a word of Entra Connect Sync"),
            )
            .help(help)
        };
        match word.to_ascii_lowercase().as_str() {
            "true" => {
                look.report(found("write `\"True\"`").suggest("write `\"True\"`", span, "\"True\""))
            }
            "false" => look.report(found("write `\"False\"`").suggest(
                "write `\"False\"`",
                span,
                "\"False\"",
            )),
            "null" => look.report(found("leave the argument empty where nothing shall flow")),
            _ => {}
        }
    }
}

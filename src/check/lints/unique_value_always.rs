//! `SelectUniqueValue` in a mapping that is not for creation only.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::Placement;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "unique-value-always",
    severity: Severity::Warning,
    title: "a unique value that is searched for at every update",
    explanation: "`SelectUniqueValue` asks the target which of its candidates is free. At an update the object itself \
has the first one, so the next candidate would be written, and the name of the user would change. Entra's reference \
allows the function in mappings that are applied only during object creation: set \"Apply this mapping\" to \"Only \
during object creation\" (`\"flowType\": \"ObjectAddOnly\"`).",
    sample: Sample::Mapping {
        target: "displayName",
        expression: "SelectUniqueValue([mail], [userPrincipalName])",
    },
};

fn look(look: &mut Look<'_>) {
    let Some(target) = look.context.target.filter(|target| !target.creation_only) else {
        return;
    };
    for (call, function, _) in look.calls() {
        if function.placement == Placement::OutermostOnCreation {
            look.report(
                Diagnostic::new(
                    &CODE,
                    call.name.span,
                    format!("`{}` is for creation only", function.name),
                )
                .under(format!("`{}` is filled at every update too", target.name))
                .help("apply this mapping only during object creation (`ObjectAddOnly`)"),
            );
        }
    }
}

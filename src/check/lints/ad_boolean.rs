//! `True` and `False` for a boolean attribute of Active Directory.

use super::shared::results;
use crate::check::lint::{Lint, Look, Subject, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::AttributeKind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "ad-boolean",
    severity: Severity::Warning,
    title: "Active Directory wants `TRUE` and `FALSE`",
    explanation: "LDAP writes booleans in capitals. A text `True` or `False` passes the expression builder, and then \
Active Directory refuses the object: `HybridSynchronizationActiveDirectoryInvalidParameter`, \
`InvalidAttributeSyntax`. The exception is `accountDisabled`, which is no attribute of Active Directory: the \
provisioning agent reads it.\n\n\
```text\nIIF([Active]=\"1\", \"FALSE\", \"TRUE\")\n```",
    sample: Sample::Schema(
        r#"{"synchronizationRules":[{"name":"Workers","sourceDirectoryName":"Workday","targetDirectoryName":"Active Directory","objectMappings":[{"enabled":true,"sourceObjectName":"Worker","targetObjectName":"user","attributeMappings":[{"targetAttributeName":"msExchHideFromAddressLists","source":{"expression":"Switch([Active], \"FALSE\", \"0\", \"True\")","name":"Switch","type":"Function","parameters":[]}},{"targetAttributeName":"employeeID","matchingPriority":1,"source":{"expression":"[WorkerID]","name":"WorkerID","type":"Attribute","parameters":[]}}]}]}],"directories":[{"name":"Workday","objects":[{"name":"Worker","attributes":[{"name":"WorkerID","type":"String","anchor":true},{"name":"Active","type":"String"}]}]},{"name":"Active Directory","objects":[{"name":"user","attributes":[{"name":"objectGUID","type":"Binary","anchor":true},{"name":"employeeID","type":"String"},{"name":"msExchHideFromAddressLists","type":"Boolean"}]}]}]}"#,
    ),
};

fn look(look: &mut Look<'_>) {
    let wanted = look.context.target.is_some_and(|target| {
        target.directory == "Active Directory"
            && target.name != "accountDisabled"
            && target
                .definition
                .is_some_and(|definition| definition.kind == AttributeKind::Boolean)
    });
    if !wanted {
        return;
    }
    let mut texts = Vec::new();
    results(look, look.expr, &mut texts);
    for expr in texts {
        let Some(text) = literal(expr) else {
            continue;
        };
        let right = text.to_ascii_uppercase();
        if right != text && matches!(right.as_str(), "TRUE" | "FALSE") {
            let right = format!("\"{right}\"");
            look.report(
                Diagnostic::new(
                    &CODE,
                    expr.span,
                    format!("Active Directory does not take `{text}` as a boolean"),
                )
                .help(format!("write `{right}`"))
                .fix(format!("write `{right}`"), expr.span, right),
            );
        }
    }
}

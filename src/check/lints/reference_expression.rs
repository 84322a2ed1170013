//! A reference is written by an expression that cannot be resolved.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::AttributeKind;
use crate::syntax::ExprKind;
use crate::value::Kind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "reference-expression",
    severity: Severity::Warning,
    title: "a reference that is not mapped directly",
    explanation: "A reference attribute, such as `manager`, leads to another object. Entra writes it in an extra step: it finds \
the target object that belongs to the source object and writes that one's key. This works only if the attribute \
mapping is direct, from one reference attribute of the source; Microsoft says so of `manager`, and that `Switch` must \
not be used for references. An expression gives a text that leads nowhere. Cloud sync has `CRef` for texts that are \
keys.",
    sample: Sample::Mapping {
        target: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        expression: "IgnoreFlowIfNullOrEmpty([manager])",
    },
};

fn look(look: &mut Look<'_>) {
    let target = look
        .context
        .target
        .and_then(|target| Some((target.name, target.definition?)));
    let Some((name, definition)) = target else {
        return;
    };
    let direct = matches!(look.expr.kind, ExprKind::Attribute(_));
    if definition.kind != AttributeKind::Reference
        || direct
        || look.kind(look.expr) == Kind::Reference
    {
        return;
    }
    look.report(
        Diagnostic::new(
            &CODE,
            look.expr.span,
            format!("`{name}` is a reference, which an expression cannot give"),
        )
        .help("map one reference attribute of the source directly, such as `[manager]`"),
    );
}

//! Several values flow into a target attribute that takes one.

use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Call, Expr, ExprKind};
use crate::value::Kind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "list-to-single",
    severity: Severity::Warning,
    title: "several values flow into a single-valued attribute",
    explanation: "The expression gives a list, and the target attribute is defined with one value. For an object with more than \
one value the target refuses the change (`SchemaPropertyCanOnlyAcceptValue`). Take one value with `Item`, put them \
together with `Join`, or declare the target attribute as multi-valued.",
    sample: Sample::Mapping {
        target: "emails[type eq \"other\"].value",
        expression: "[proxyAddresses]",
    },
};

fn look(look: &mut Look<'_>) {
    let Some(target) = look.context.target else {
        return;
    };
    if target.definition.is_none_or(|single| single.multivalued) {
        return;
    }
    if let Some(list) = list(look, look.expr) {
        look.report(
            Diagnostic::new(
                &CODE,
                list.span,
                format!("`{}` takes one value", target.name),
            )
            .under("this can give several")
            .help("take one with `Item`, or put them together with `Join`"),
        );
    }
}

/// The part that makes the expression's value a list, if one does.
fn list<'l>(look: &Look<'l>, expr: &'l Expr) -> Option<&'l Expr> {
    match &expr.kind {
        ExprKind::Attribute(_) => (look.kind(expr) == Kind::List).then_some(expr),
        ExprKind::Call(call) => {
            let function = look.function(expr)?;
            // Roles are declared in many ways; SCIM's complex `roles` is one value in some of them.
            let roles = function
                .params
                .first()
                .is_some_and(|param| param.kind == Kind::Roles);
            if function.returns == Kind::List && !roles {
                return Some(expr);
            }
            let source = function.elementwise.then_some(0..1);
            passed_on(function.name, call)
                .or(source)?
                .find_map(|index| list(look, argument(call, index)?))
        }
        _ => None,
    }
}

/// The arguments of which a function gives one as it is, or, of a list, each value.
fn passed_on(name: &str, call: &Call) -> Option<std::ops::Range<usize>> {
    match name {
        "IIF" => Some(1..3),
        "Coalesce" => Some(0..call.args.len()),
        "RemoveDuplicates" | "Redact" | "IgnoreFlowIfNullOrEmpty" => Some(0..1),
        _ => None,
    }
}

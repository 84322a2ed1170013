//! Objects are matched by something that cannot identify them.

use crate::check::lint::{Lint, Look, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::Purity;
use crate::schema::{AttributeDefinition, AttributeKind};
use crate::syntax::ExprKind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "unsuitable-matching",
    severity: Severity::Warning,
    title: "objects are matched by something that cannot identify them",
    explanation: "Entra asks the target for the objects whose matching attribute equals the value of the expression. That needs \
an attribute that the target can filter by and a value that only one object has, the same in each cycle. Not so: \
multi-valued attributes, booleans, references; constants, which every object shares (`DuplicateTargetEntries`); \
random values and the clock, which never find the object again; and `extensionAttribute1` to `15` of Entra ID, \
which Microsoft names as not usable because they cannot be filtered by.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [
    { "targetAttributeName": "active", "matchingPriority": 1, "source": { "expression": "[accountEnabled]" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "accountEnabled", "type": "Boolean" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "active", "type": "Boolean" }] }] }] }"#,
    ),
};

fn look(look: &mut Look<'_>) {
    let Some(target) = look.context.target.filter(|target| target.matching) else {
        return;
    };
    let name = target.name;
    let changing = look
        .calls()
        .into_iter()
        .find(|(_, function, _)| matches!(function.purity, Purity::Clock | Purity::Random));
    let unsuitable = target
        .definition
        .and_then(|definition| unsuitable(definition, target.directory));
    let (span, message) = match (changing, unsuitable, &look.expr.kind) {
        (Some((call, function, _)), _, _) => (
            call.name.span,
            format!(
                "`{}` gives another value each time, so `{name}` matches no object again",
                function.name
            ),
        ),
        (None, Some(why), _) => (
            look.expr.span,
            format!("objects cannot be matched by `{name}`, {why}"),
        ),
        (None, None, ExprKind::Text(_) | ExprKind::Number(_)) => (
            look.expr.span,
            format!("every object has this value of `{name}`, so it matches none alone"),
        ),
        _ => return,
    };
    look.report(
        Diagnostic::new(&CODE, span, message)
            .help("match by an attribute that identifies the object and stays the same"),
    );
}

fn unsuitable(definition: &AttributeDefinition, directory: &str) -> Option<&'static str> {
    let entra = matches!(
        directory,
        "Azure Active Directory" | "Microsoft Entra ID" | "Azure AD"
    );
    let number = definition.name.value.strip_prefix("extensionAttribute");
    // Cross-tenant synchronization matches by this attribute, and by no other.
    if definition.name.value == "alternativeSecurityIds" {
        return None;
    }
    if definition.multivalued {
        return Some("which has several values");
    }
    match definition.kind {
        AttributeKind::Boolean => Some("which is a boolean"),
        AttributeKind::Reference => Some("which is a reference"),
        _ if entra && number.is_some_and(|number| number.parse::<u8>().is_ok()) => {
            Some("by which Entra ID cannot filter")
        }
        _ => None,
    }
}

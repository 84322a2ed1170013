//! Operators on attributes of a kind that they are not documented for.

use crate::check::lint::{ClauseLook, Lint, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::AttributeKind;
use crate::value::Kind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Clause(look),
};

static CODE: Code = Code {
    slug: "filter-operator-kind",
    severity: Severity::Warning,
    title: "an operator on an attribute of another kind",
    explanation: "The operator is documented for other kinds of attribute than this one, so what it answers is not \
known: use `IS TRUE` and `IS FALSE` for booleans, `GREATER_THAN` and `GREATER_THAN_OR_EQUALS` for numbers, and the \
others for texts.",
    sample: Sample::Schema(
        r#"{"synchronizationRules":[{"name":"Users","sourceDirectoryName":"Microsoft Entra ID","targetDirectoryName":"Contoso Desk","objectMappings":[{"enabled":true,"sourceObjectName":"User","targetObjectName":"Person","scope":{"groups":[{"name":"Sales","clauses":[{"sourceOperandName":"department","operatorName":"IS TRUE","targetOperand":null}]}]},"attributeMappings":[{"targetAttributeName":"userName","matchingPriority":1,"source":{"expression":"[userPrincipalName]","name":"userPrincipalName","type":"Attribute","parameters":[]}}]}]}],"directories":[{"name":"Microsoft Entra ID","objects":[{"name":"User","attributes":[{"name":"userPrincipalName","type":"String","anchor":true},{"name":"department","type":"String"}]}]},{"name":"Contoso Desk","objects":[{"name":"Person","attributes":[{"name":"userName","type":"String","anchor":true}]}]}]}"#,
    ),
};

fn look(look: &mut ClauseLook<'_>) {
    let Some(definition) = look.context.attribute(look.attribute) else {
        return;
    };
    let unsupported = definition.multivalued || definition.kind == AttributeKind::DateTime;
    let kind = match definition.kind {
        AttributeKind::Reference | AttributeKind::Binary => Kind::Text,
        other => other.kind(),
    };
    let kinds = look.operator.kinds;
    if unsupported || kinds.is_empty() || kinds.contains(&kind) || kinds.contains(&Kind::Any) {
        return;
    }
    let words: Vec<&str> = kinds.iter().copied().map(Kind::word).collect();
    let (name, operator) = (look.attribute, look.operator.name);
    let mut found = Diagnostic::new(
        &CODE,
        look.spans.operator,
        format!(
            "`{operator}` is not documented for {} attributes",
            kind.word()
        ),
    )
    .label(look.spans.attribute, format!("`{name}` is {}", kind.word()));
    if kind == Kind::Boolean && matches!(look.values, ["True" | "False"]) {
        // A sample of Microsoft's compares a boolean with `EQUALS True`.
        found.severity = Severity::Advice;
        found = found.help("use `IS TRUE` or `IS FALSE`");
    } else {
        found = found.help(format!("it is documented for: {}", words.join(", ")));
    }
    look.report(found);
}

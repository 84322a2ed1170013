//! The text of a source says something else than its parse tree.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::check::source::Agreement;
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "tree-text-disagree",
    severity: Severity::Warning,
    title: "text and parse tree of an expression disagree",
    explanation: "The source of an attribute mapping has its expression twice: as text in `expression`, and as a tree in \
`type`, `name` and `parameters`. Graph writes both alike. Here they say different things, mostly because one of \
them was edited by hand. The tree counts: the text form loses parameter tokens such as `%DomainFQDN%` and is not \
the whole truth. Whoever edited the text writes the tree anew, for example with Graph's `parseExpression`, or \
pastes the text into the portal.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [
    { "targetAttributeName": "login", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]", "name": "mail", "type": "Attribute" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "mail" }, { "name": "userPrincipalName" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "login" }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    for (attribute, agreement) in look.mapping.attributes.iter().zip(look.agreements) {
        let (Agreement::Differs(tree), Some(json)) = (agreement, attribute.expression()) else {
            continue;
        };
        let (span, written) = json.edit(tree);
        look.report_on(
            attribute,
            Diagnostic::new(&CODE, span, "the parse tree says something else")
                .under(format!("the tree, which counts, says `{tree}`"))
                .help("correct the one that is wrong")
                .suggest("write what the tree says", span, written),
        );
    }
}

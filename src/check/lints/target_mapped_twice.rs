//! Two attribute mappings write the same target attribute.

use std::collections::HashMap;

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "target-mapped-twice",
    severity: Severity::Error,
    title: "two attribute mappings for one target attribute",
    explanation: "An object mapping has one attribute mapping for each target attribute; the portal offers no second one. \
What the service does with two is not documented, and neither is which of them wins. To match by an attribute and \
to write it takes one mapping with a `matchingPriority`. To prefer one source over another, write one expression: \
`Coalesce([mail], [userPrincipalName])`.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [
    { "targetAttributeName": "login", "matchingPriority": 1, "source": { "expression": "[mail]" } },
    { "targetAttributeName": "title", "source": { "expression": "[jobTitle]" } },
    { "targetAttributeName": "title", "source": { "expression": "[department]" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "mail" }, { "name": "jobTitle" }, { "name": "department" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "login" }, { "name": "title" }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    let mut first = HashMap::new();
    for attribute in &look.mapping.attributes {
        let target = &attribute.target;
        let Some(before) = first.insert(&target.value, target.span) else {
            continue;
        };
        first.insert(&target.value, before);
        let message = format!("`{}` has an attribute mapping already", target.value);
        look.report_on(
            attribute,
            Diagnostic::new(&CODE, target.span, message)
                .label(before, "the first one")
                .help("keep one of the two; `Coalesce` prefers one source over another"),
        );
    }
}

//! An object mapping without any matching attribute finds no object.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "no-matching",
    severity: Severity::Error,
    title: "an object mapping without matching attribute",
    explanation: "Before the first write Entra looks for the object in the target by the matching attributes, in the order of \
their `matchingPriority`: 1 first, 0 is none. An object without a value for any of them is skipped \
(`ImportSkipped`), so a mapping that has none provisions nothing. Give a `matchingPriority` to an attribute that \
identifies the object, such as `userName`. A file that has no directories at all, such as a cut from documentation, \
is not reported.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [
    { "targetAttributeName": "login", "matchingPriority": 0, "source": { "expression": "[mail]" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "mail" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "login" }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    let mapping = look.mapping;
    let writes = mapping.flow_types.add || mapping.flow_types.update;
    let cut = look.schema.directories.is_empty();
    if !writes || cut || mapping.attributes.iter().any(|one| one.is_matching()) {
        return;
    }
    look.report(
        Diagnostic::new(
            &CODE,
            look.title_span(),
            "no attribute mapping matches objects",
        )
        .under("every object is skipped")
        .help("write `\"matchingPriority\": 1` in the mapping of an attribute that identifies the object"),
    );
}

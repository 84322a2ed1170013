//! A required target attribute gets no value.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::Mutability;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

// Entra's own exports leave required attributes unmapped that the connector fills itself (`ProfileId` of
// Salesforce), so this can be no warning.
static CODE: Code = Code {
    slug: "required-target",
    severity: Severity::Advice,
    title: "a required target attribute without attribute mapping",
    explanation: "The target object's definition says that an object must have this attribute, no attribute mapping writes \
it, and the definition has no default value. Creating an object then fails, mostly with `MandatoryFieldsMissing`, \
unless the connector fills the attribute itself: Entra's own mappings for Salesforce write `ProfileName` and \
leave the required `ProfileId` to the connector. Anchors are left out, as the target makes these.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk", "objectMappings": [{
  "name": "Users", "sourceObjectName": "User", "targetObjectName": "Person", "attributeMappings": [
    { "targetAttributeName": "login", "matchingPriority": 1, "source": { "expression": "[mail]" } }] }] }],
  "directories": [
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "mail" }] }] },
    { "name": "Desk", "objects": [{ "name": "Person", "attributes": [{ "name": "login" }, { "name": "language", "required": true }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    let (Some(target), true) = (look.target, look.mapping.flow_types.add) else {
        return;
    };
    let missing = target.attributes.iter().filter(|attribute| {
        attribute.required
            && !attribute.anchor
            && attribute.default_value.is_none()
            && attribute.mutability != Mutability::ReadOnly
    });
    for attribute in missing {
        let name = &attribute.name.value;
        if look.mapping.attribute(name).is_some() {
            continue;
        }
        let message = format!("no attribute mapping writes the required attribute `{name}`");
        look.report(
            Diagnostic::new(&CODE, look.title_span(), message).help(format!(
                "map `{name}`, if the target does not fill it itself"
            )),
        );
    }
}

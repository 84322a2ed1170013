//! The text of a source leaves out a parameter token that its parse tree has.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::check::source::Agreement;
use crate::diag::{Code, Diagnostic, Sample, Severity};

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "lossy-text",
    severity: Severity::Advice,
    title: "the text of an expression leaves out a parameter token",
    explanation: "Graph shows parameter tokens such as `%DomainFQDN%` in the parse tree of an expression only; its text has \
an empty argument in that place: `Join(\"@\", [sAMAccountName], )`. Copy such a text anywhere and the token is \
lost. The token is taken from the tree here; put it back before the text is used elsewhere.",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "name": "r", "sourceDirectoryName": "AD", "targetDirectoryName": "Entra", "objectMappings": [{
  "name": "Users", "sourceObjectName": "user", "targetObjectName": "User", "attributeMappings": [
    { "targetAttributeName": "onPremisesUserPrincipalName", "matchingPriority": 1, "source": { "expression": "Append([sAMAccountName], )", "name": "Append", "type": "Function", "parameters": [
      { "key": "source", "value": { "expression": "[sAMAccountName]", "name": "sAMAccountName", "type": "Attribute" } },
      { "key": "suffix", "value": { "expression": null, "name": "%DomainSuffix%", "type": "Constant" } }] } }] }] }],
  "directories": [
    { "name": "AD", "objects": [{ "name": "user", "attributes": [{ "name": "sAMAccountName" }] }] },
    { "name": "Entra", "objects": [{ "name": "User", "attributes": [{ "name": "onPremisesUserPrincipalName" }] }] }] }"#,
    ),
};

fn look(look: &mut MappingLook<'_>) {
    for (attribute, agreement) in look.mapping.attributes.iter().zip(look.agreements) {
        let (Agreement::Lossy(tokens), Some(json)) = (agreement, attribute.expression()) else {
            continue;
        };
        let tokens: Vec<String> = tokens.iter().map(|name| format!("`%{name}%`")).collect();
        let message = format!("this text leaves out {}", tokens.join(", "));
        look.report_on(
            attribute,
            Diagnostic::new(&CODE, json.span(), message)
                .under("the parse tree has it")
                .help("write the token where the empty argument is before copying the text"),
        );
    }
}

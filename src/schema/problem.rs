//! What can be wrong with a schema file as a file.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::text::Span;

/// The codes of this module.
pub static CODES: &[&Code] = &[
    &NOT_JSON,
    &NOT_A_SCHEMA,
    &WRONG_TYPE,
    &MISSING_MEMBER,
    &UNKNOWN_ENUM_VALUE,
    &DUPLICATE_MEMBER,
    &UNREADABLE_TREE,
];

/// How to get a schema file.
pub(super) const EXPORT: &str = "export the schema with GET https://graph.microsoft.com/v1.0/servicePrincipals/{id}/synchronization/jobs/{jobId}/schema and save the answer as it is";

pub(super) static NOT_JSON: Code = Code {
    slug: "not-json",
    severity: Severity::Error,
    title: "the file is no JSON",
    explanation: "A schema file is the JSON that Microsoft Graph returns, unchanged. Usual causes: a sample copied from \
        documentation, in which parts are left out (`..`); a JavaScript or PowerShell object, whose names have no quotes; \
        comments; a comma after the last member; a file that was cut off.\n\n\
        Export it again:\n\n    GET https://graph.microsoft.com/v1.0/servicePrincipals/{id}/synchronization/jobs/{jobId}/schema\n",
    sample: Sample::Schema(r#"{ synchronizationRules: [] }"#),
};

pub(super) static NOT_A_SCHEMA: Code = Code {
    slug: "not-a-schema",
    severity: Severity::Error,
    title: "the file is JSON, but no synchronization schema",
    explanation: "A schema is an object with `synchronizationRules` and `directories`; a template is an object that has such an \
        object as its `schema`. An answer that lists several (`value`) must be taken apart first: one file for each.\n",
    sample: Sample::Schema(r#"{ "value": [] }"#),
};

pub(super) static WRONG_TYPE: Code = Code {
    slug: "wrong-type",
    severity: Severity::Error,
    title: "a member of the schema has a value of another type than Graph's",
    explanation: "Graph refuses a schema in which, for example, `enabled` is the text `\"true\"` or `attributeMappings` is an object. \
        Where the meaning is clear the value is used and this is a warning; the file is never changed by reading it.\n",
    sample: Sample::Schema(r#"{ "synchronizationRules": {}, "directories": [] }"#),
};

pub(super) static MISSING_MEMBER: Code = Code {
    slug: "missing-member",
    severity: Severity::Error,
    title: "a part of the schema lacks a member that it cannot do without",
    explanation: "An attribute mapping needs `targetAttributeName`, a rule its two directories, a filter clause its operator and its \
        attribute, a definition its `name`. A part without it is left out of every check.\n",
    sample: Sample::Schema(r#"{ "synchronizationRules": [], "directories": [{ "objects": [] }] }"#),
};

pub(super) static UNKNOWN_ENUM_VALUE: Code = Code {
    slug: "unknown-enum-value",
    severity: Severity::Warning,
    title: "a word that Graph does not have in this place",
    explanation: "Members such as `flowType` and `mutability` take one of a few words. Another word is refused by Graph, or is newer than \
        this program; the default is assumed for checks.\n",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [], "directories": [{ "name": "d", "objects": [{ "name": "o", "attributes": [{ "name": "a", "type": "Text" }] }] }] }"#,
    ),
};

pub(super) static DUPLICATE_MEMBER: Code = Code {
    slug: "duplicate-member",
    severity: Severity::Warning,
    title: "an object names the same member twice",
    explanation: "JSON readers keep one of the two, and not all keep the same. The last one counts here; delete the other.\n",
    sample: Sample::Schema(
        r#"{ "version": "1", "version": "2", "synchronizationRules": [], "directories": [] }"#,
    ),
};

/// Reported when a tree is turned into an expression, not when its file is read.
pub(super) static UNREADABLE_TREE: Code = Code {
    slug: "unreadable-tree",
    severity: Severity::Error,
    title: "a parse tree is no expression",
    explanation: "The `parameters` of a mapping's source name arguments by key (`source`, `suffix`). A key that the function does not \
        have, one too many of them, or a part without `name` or `type` cannot be evaluated. Graph makes the tree from the text: delete \
        `parameters`, or let `parseExpression` write them anew.\n",
    sample: Sample::Schema(
        r#"{ "synchronizationRules": [{ "sourceDirectoryName": "s", "targetDirectoryName": "t", "objectMappings": [{ "sourceObjectName": "u", "targetObjectName": "v", "attributeMappings": [{ "targetAttributeName": "a", "matchingPriority": 1, "source": { "name": "Append", "type": "Function", "parameters": [{ "key": "sauce", "value": { "name": "mail", "type": "Attribute" } }] } }] }] }], "directories": [] }"#,
    ),
};

/// A value whose type is wrong but whose meaning is clear.
pub(super) fn usable(mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.severity = Severity::Warning;
    diagnostic
}

pub(super) fn missing(span: Span, part: &str, member: &str) -> Diagnostic {
    Diagnostic::new(
        &MISSING_MEMBER,
        span,
        format!("this {part} has no `{member}`"),
    )
    .help(format!("add `\"{member}\": …`"))
}

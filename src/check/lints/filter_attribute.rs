//! Attributes that scoping filters cannot test.

use crate::check::lint::{ClauseLook, Lint, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::AttributeKind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Clause(look),
};

static CODE: Code = Code {
    slug: "filter-attribute",
    severity: Severity::Error,
    title: "an attribute that scoping filters cannot test",
    explanation: "Scoping filters test single-valued attributes only. Multi-valued attributes, dates, and the attributes \
`members`, `manager`, `userType` and `appRoleAssignments` are not supported. Fill an extension attribute with what the \
filter needs and test that; for members of a group, assign the group to the application instead.",
    sample: Sample::Filter("userType EQUALS \"Member\""),
};

const NAMED: &[&str] = &["members", "appRoleAssignments", "userType", "manager"];

fn look(look: &mut ClauseLook<'_>) {
    let definition = look.context.attribute(look.attribute);
    let why = match definition {
        _ if NAMED.contains(&look.attribute) => "not supported in scoping filters",
        Some(definition) if definition.multivalued => "has several values",
        Some(definition) if definition.kind == AttributeKind::DateTime => "is a date",
        _ => return,
    };
    let name = look.attribute;
    look.report(
        Diagnostic::new(
            &CODE,
            look.spans.attribute,
            format!("scoping filters cannot test `{name}`"),
        )
        .under(why)
        .help("test another attribute, such as an extension attribute that holds what is needed"),
    );
}

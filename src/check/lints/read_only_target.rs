//! An attribute mapping writes an attribute that can only be read.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::Mutability;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "read-only-target",
    severity: Severity::Warning,
    title: "a target attribute that can only be read",
    explanation: "The target object's definition says `\"mutability\": \"ReadOnly\"`: the target makes the value itself and \
refuses or ignores another one. Remove the attribute mapping, unless objects are matched by it.",
    sample: Sample::Mapping {
        target: "meta.created",
        expression: "[employeeHireDate]",
    },
};

fn look(look: &mut MappingLook<'_>) {
    let Some(target) = look.target else { return };
    for attribute in &look.mapping.attributes {
        let name = &attribute.target.value;
        let read_only = target.attribute(name).filter(|definition| {
            definition.mutability == Mutability::ReadOnly && !attribute.is_matching()
        });
        if let Some(definition) = read_only {
            look.report_on(
                attribute,
                Diagnostic::new(
                    &CODE,
                    attribute.target.span,
                    format!("`{name}` can only be read"),
                )
                .label(definition.name.span, "its mutability is `ReadOnly`")
                .help("remove this attribute mapping"),
            );
        }
    }
}

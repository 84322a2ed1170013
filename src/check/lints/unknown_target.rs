//! An attribute mapping writes an attribute that the target object does not have.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity, nearest};
use crate::schema::JsonText;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "unknown-target",
    severity: Severity::Error,
    title: "a target attribute that the target object does not have",
    explanation: "The attribute mapping writes an attribute that the schema's target object does not define. Entra refuses \
such a schema with `SchemaInvalid`, or reports `SchemaAttributeNotFound` for every object. Attribute names are \
case-sensitive, also in `emails[type eq \"work\"].value` and after `urn:…:User:`. If the attribute is new, add it \
to the target object's attribute list first.",
    sample: Sample::Mapping {
        target: "nickname",
        expression: "[mail]",
    },
};

fn look(look: &mut MappingLook<'_>) {
    let Some(target) = look.target.filter(|target| !target.attributes.is_empty()) else {
        return;
    };
    let object = &target.name.value;
    for attribute in &look.mapping.attributes {
        let name = &attribute.target.value;
        if target.attribute(name).is_some() {
            continue;
        }
        let span = attribute.target.span;
        let message = format!("the target object `{object}` has no attribute `{name}`");
        let found = Diagnostic::new(&CODE, span, message);
        let names = target.attributes.iter();
        let near = nearest(name, names.map(|known| known.name.value.as_str()));
        let written = |near: &str| JsonText::default().edit(near).1;
        look.report_on(
            attribute,
            match near {
                Some(near) if near.eq_ignore_ascii_case(name) => found
                    .help(format!(
                        "attribute names are case-sensitive: write `{near}`"
                    ))
                    .fix(format!("write `{near}`"), span, written(near)),
                Some(near) => found.help(format!("did you mean `{near}`?")).suggest(
                    format!("write `{near}`"),
                    span,
                    written(near),
                ),
                None => found
                    .help("add the attribute to the schema's target object, or correct its name"),
            },
        );
    }
}

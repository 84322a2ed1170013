//! An attribute mapping writes the anchor, which the target makes itself.

use crate::check::lint::{Lint, MappingLook, Subject};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::schema::FlowType;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Mapping(look),
};

static CODE: Code = Code {
    slug: "anchor-target",
    severity: Severity::Warning,
    title: "the anchor of the target is written",
    explanation: "The anchor is the target's own key of an object. The target gives it when the object is created, Entra \
remembers it, and every later request goes to the object that it names. Writing another value there either fails or \
breaks the link (`InvalidAnchor`). Put the source's key into another attribute, such as `externalId`. An anchor that \
is chosen by the source, such as a distinguished name, is written \"only during object creation\" \
(`ObjectAddOnly`). Some exports of Entra mark several attributes of an object as anchor; nothing is said of these.",
    sample: Sample::Mapping {
        target: "id",
        expression: "[objectId]",
    },
};

fn look(look: &mut MappingLook<'_>) {
    let Some(target) = look.target else { return };
    let mut anchors = target.attributes.iter().filter(|one| one.anchor);
    let (Some(anchor), None) = (anchors.next(), anchors.next()) else {
        return;
    };
    let name = &anchor.name.value;
    let Some(attribute) = look.mapping.attribute(name) else {
        return;
    };
    if attribute.is_matching() || attribute.flow_type == FlowType::ObjectAddOnly {
        return;
    }
    look.report_on(
        attribute,
        Diagnostic::new(
            &CODE,
            attribute.target.span,
            format!("`{name}` is the anchor of the target"),
        )
        .under("the target makes this value itself")
        .help("remove this attribute mapping, or let it flow only during object creation"),
    );
}

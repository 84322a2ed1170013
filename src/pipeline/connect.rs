//! The connection test: shown only when it fails.

use super::build::Objects;
use super::course::{Course, End, Ports};
use super::run::{Status, StepKind, StepName};
use super::words;
use serde_json::Map;

/// Asks the target for an object that cannot exist.
pub(super) fn connect(
    objects: &Objects<'_>,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<(), End> {
    let object = objects.mapping.target_object.value.as_str();
    let matching = objects
        .program
        .flows
        .iter()
        .filter(|flow| flow.matching > 0);
    let Some(first) = matching.min_by_key(|flow| flow.matching) else {
        return Ok(());
    };
    let Err(error) = ports.target().test(object, &first.target) else {
        return Ok(());
    };
    let told = words::port_error(&error);
    course.step(
        StepKind::Connect,
        StepName::TestConnection,
        Status::Failure,
        format!(
            "The connection to {} does not work: {}",
            course.spec.target_name, told.reason
        ),
        Map::new(),
    );
    Err(End::Failed(told))
}

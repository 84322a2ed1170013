//! What RFC 7643 lets one expect of every target: user names are unique (section 4.1.1).

use crate::eval::find;
use crate::pipeline::{
    Change, Constraints, Deed, PortError, PortErrorKind, Refusal, TargetReader, Unconstrained,
};
use std::borrow::Cow;

const USER_NAME: &str = "userName";

/// What a SCIM target is expected to hold its objects to.
///
/// ```
/// use attrflow::{connectors::scim::ScimConstraints, pipeline::Constraints};
/// assert_eq!(ScimConstraints.unique("urn:ietf:params:scim:schemas:core:2.0:User"), ["userName"]);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ScimConstraints;

impl Constraints for ScimConstraints {
    fn folded<'t>(&self, object: &str, attribute: &str, text: &'t str) -> Cow<'t, str> {
        Unconstrained.folded(object, attribute, text)
    }

    fn unique(&self, object: &str) -> Vec<String> {
        match super::requests::kind(object) {
            "User" => vec![USER_NAME.to_owned()],
            _ => Vec::new(),
        }
    }

    fn refusal(
        &self,
        change: &Change,
        directory: &mut dyn TargetReader,
    ) -> Result<Option<Refusal>, PortError> {
        if change.deed == Deed::Delete || self.unique(&change.object).is_empty() {
            return Ok(None);
        }
        let named = change.attributes.iter().find(|one| one.target == USER_NAME);
        let Some(name) = named.and_then(|one| one.new.as_str()) else {
            return Ok(None);
        };
        let holders = directory.find(&change.object, USER_NAME, name)?;
        let other = |id: &str| Some(id) != change.id.as_deref();
        let taken = holders
            .iter()
            .any(|one| other(&one.id) && find(&one.resource, USER_NAME).is_some());
        Ok(taken.then(|| {
            let mut error = PortError::new(
                PortErrorKind::Conflict,
                format!("another user of the target has the user name `{name}`"),
            )
            .help("match on the user name so that the two are linked, or give another value, for instance with `SelectUniqueValue`");
            error.status = Some(409);
            Refusal {
                error,
                partly: false,
            }
        }))
    }
}

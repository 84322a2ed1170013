//! What is known beforehand of what a target refuses.

use super::change::Change;
use super::port::TargetReader;
use super::port_error::PortError;
use crate::dotnet::text::{Culture, upper};
use std::borrow::Cow;

/// What a target is known to hold its objects to.
pub trait Constraints: Send + Sync {
    /// The text by which a value is looked up: values with the same text are found by the same question.
    fn folded<'t>(&self, object: &str, attribute: &str, text: &'t str) -> Cow<'t, str>;

    /// The attributes whose values no two objects share.
    fn unique(&self, object: &str) -> Vec<String>;

    /// Why the target would refuse the change, if it would. The directory answers what other objects have.
    ///
    /// # Errors
    /// The directory cannot be read.
    fn refusal(
        &self,
        change: &Change,
        directory: &mut dyn TargetReader,
    ) -> Result<Option<Refusal>, PortError>;
}

/// How a target refuses a change.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// What it says.
    pub error: PortError,
    /// Whether it has taken the plain attributes all the same, because the references follow in a later request.
    pub partly: bool,
}

/// A target of which nothing is known: it takes everything, and letters find each other in both cases.
///
/// ```
/// use attrflow::pipeline::{Constraints, Unconstrained};
/// assert_eq!(Unconstrained.folded("User", "userName", "Ada"), "ADA");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Unconstrained;

impl Constraints for Unconstrained {
    fn folded<'t>(&self, _: &str, _: &str, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        match upper(text, Culture::Invariant, &mut out) {
            true => Cow::Owned(out),
            false => Cow::Borrowed(text),
        }
    }

    fn unique(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    fn refusal(&self, _: &Change, _: &mut dyn TargetReader) -> Result<Option<Refusal>, PortError> {
        Ok(None)
    }
}

//! How values of a target attribute compare with each other: as the export compares them with the target.

use super::build::Pipeline;
use super::guests;
use super::run::ErrorInfo;
use super::values::Shape;
use super::words;
use crate::library::JobKind;
use crate::schema::AttributeKind;
use crate::value::{Value, to_json};
use serde_json::Value as Json;

/// What compares the values of one target attribute.
pub struct Measure<'p> {
    pipeline: &'p Pipeline<'p>,
    target: String,
    shape: Shape,
}

impl<'p> Measure<'p> {
    /// The target attribute of a job's users of that name.
    pub fn new(pipeline: &'p Pipeline<'p>, target: &str) -> Self {
        let definition = pipeline.users.target;
        Self {
            pipeline,
            target: target.to_owned(),
            shape: Shape::of(definition.and_then(|found| found.attribute(target))),
        }
    }

    /// The target attribute.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Whether the target could not tell two values apart.
    pub fn is_same(&self, one: Value<'_>, other: Value<'_>) -> bool {
        if one == other {
            return true;
        }
        let is_text = !matches!(
            self.shape.kind,
            AttributeKind::Boolean | AttributeKind::Integer | AttributeKind::DateTime
        );
        let is_plain = is_text && !self.shape.multivalued && !self.is_rewritten();
        match (one, other) {
            (Value::Text(one), Value::Text(other)) if is_plain => {
                !self.shape.case_exact && one.to_lowercase() == other.to_lowercase()
            }
            _ => self.shape.same(&self.written(one), &self.written(other)),
        }
    }

    fn is_rewritten(&self) -> bool {
        self.pipeline.spec.kind == JobKind::CrossTenant
    }

    /// A value as the target gets it.
    pub fn written(&self, value: Value<'_>) -> Json {
        let value = to_json(value);
        let typed = self.shape.typed(&value).unwrap_or(value);
        guests::rewritten(self.pipeline, &self.target, typed)
    }

    /// Why a value cannot be written at all.
    pub fn refusal(&self, value: Value<'_>) -> Option<ErrorInfo> {
        match value {
            Value::List([_, _, ..]) if self.shape.kind != AttributeKind::Reference => {
                let count = self.shape.typed(&to_json(value)).err()?;
                Some(words::too_many(&self.target, count))
            }
            _ => None,
        }
    }
}

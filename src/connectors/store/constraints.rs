//! What the directory would refuse, told without writing: the same checks as when it is written to.

use super::index::each;
use super::shape::{AttributeShape, ObjectShape, Shape, is_membership};
use super::statement::{Statement, statements};
use super::value::{Moment, admitted, folded, folded_text};
use super::write::{conflict, gone, leads_nowhere, one_by_one, required};
use crate::pipeline::{
    AttributeChange, Change, Constraints, ObjectRef, PortError, Refusal, TargetReader,
};
use crate::schema::{AttributeKind, Mutability};
use serde_json::Value as Json;
use std::borrow::Cow;

impl Constraints for Shape {
    fn folded<'t>(&self, object: &str, attribute: &str, text: &'t str) -> Cow<'t, str> {
        let shape = self.object(object).and_then(|one| one.attribute(attribute));
        match shape {
            Ok(attribute) => folded_text(attribute, text),
            Err(_) => Cow::Borrowed(text),
        }
    }

    fn unique(&self, object: &str) -> Vec<String> {
        Shape::unique(self, object).map(str::to_owned).collect()
    }

    fn refusal(
        &self,
        change: &Change,
        directory: &mut dyn TargetReader,
    ) -> Result<Option<Refusal>, PortError> {
        for (at, statement) in statements(change).into_iter().enumerate() {
            let question = Question {
                shape: self,
                object: match self.object(&change.object) {
                    Ok(object) => object,
                    Err(error) => return Ok(Some(whole(error))),
                },
                change,
            };
            if let Err(refusal) = question.asked(&statement, directory)? {
                let partly = at > 0;
                return Ok(Some(Refusal {
                    error: refusal,
                    partly,
                }));
            }
        }
        Ok(None)
    }
}

fn whole(error: PortError) -> Refusal {
    Refusal {
        error,
        partly: false,
    }
}

struct Question<'q> {
    shape: &'q Shape,
    object: &'q ObjectShape,
    change: &'q Change,
}

/// What the directory says to a statement; the outer error is that it cannot be read.
type Said = Result<Result<(), PortError>, PortError>;

impl Question<'_> {
    fn asked(&self, statement: &Statement<'_>, directory: &mut dyn TargetReader) -> Said {
        if let Some(id) = &self.change.id {
            let object = self.object.name.as_str();
            if directory.get(ObjectRef { object, id })?.is_none() {
                return Ok(Err(gone(self.object, id)));
            }
        }
        match statement {
            Statement::Delete => Ok(Ok(())),
            Statement::Patch(changes) => self.changes(changes, Moment::Update, directory),
            Statement::Create(changes) => {
                let said = self.changes(changes, Moment::Creation, directory)?;
                Ok(said.and_then(|()| required(self.object, changes)))
            }
            Statement::Members(members) => {
                for id in &members.add {
                    if !self.exists(id, directory)? {
                        return Ok(Err(leads_nowhere(self.object.members(), id)));
                    }
                }
                Ok(Ok(()))
            }
        }
    }

    fn changes(
        &self,
        changes: &[AttributeChange],
        moment: Moment,
        directory: &mut dyn TargetReader,
    ) -> Said {
        for change in changes {
            let attribute = match self.object.attribute(&change.target) {
                Ok(attribute) => attribute,
                Err(error) => return Ok(Err(error)),
            };
            let values = match admitted(attribute, change, moment) {
                Ok(values) => values,
                Err(error) => return Ok(Err(error)),
            };
            let said = match attribute.kind {
                AttributeKind::Reference => self.references(attribute, &values, directory)?,
                _ => self.values(attribute, change, &values, directory)?,
            };
            if said.is_err() {
                return Ok(said);
            }
        }
        Ok(Ok(()))
    }

    fn references(
        &self,
        attribute: &AttributeShape,
        values: &[Json],
        directory: &mut dyn TargetReader,
    ) -> Said {
        if is_membership(&attribute.name) {
            return Ok(Err(one_by_one(&attribute.name)));
        }
        for id in values.iter().filter_map(Json::as_str) {
            if !self.exists(id, directory)? {
                return Ok(Err(leads_nowhere(&attribute.name, id)));
            }
        }
        Ok(Ok(()))
    }

    fn values(
        &self,
        attribute: &AttributeShape,
        change: &AttributeChange,
        values: &[Json],
        directory: &mut dyn TargetReader,
    ) -> Said {
        if !attribute.unique || attribute.mutability == Mutability::WriteOnly {
            return Ok(Ok(()));
        }
        for value in values.iter().flat_map(each) {
            let text = folded(attribute, value);
            let holders = directory.find(&self.object.name, &attribute.name, &text)?;
            if holders
                .iter()
                .any(|one| Some(&one.id) != self.change.id.as_ref())
            {
                let taken = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                return Ok(Err(conflict(self.object, attribute, change, &taken)));
            }
        }
        Ok(Ok(()))
    }

    fn exists(&self, id: &str, directory: &mut dyn TargetReader) -> Result<bool, PortError> {
        for object in self.shape.objects() {
            let object = object.name.as_str();
            if directory.get(ObjectRef { object, id })?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

//! One object of many, rehearsed: the same decisions as [`Pipeline::provision`], without steps and
//! requests, and with what the target and the links would hold afterwards.

use super::build::Pipeline;
use super::carry::Known;
use super::change::{AttributeChange, Change, Deed};
use super::course::{Ask, Course, End, Ports};
use super::decide::Standing;
use super::plan::Plan;
use super::port::{
    Access, Link, LinksReader, SourceDirectory, SourceObject, TargetObject, TargetReader,
};
use super::redact::hide_secrets;
use super::run::{Action, ErrorInfo, Identity, Modified, Status};
use super::values::Shape;
use crate::library::Host;
use crate::schema::{Mutability, ObjectDefinition};
use serde_json::Value as Json;

/// What is rehearsed.
#[derive(Clone, PartialEq, Debug)]
pub enum Subject {
    /// An object that the source has.
    Present(SourceObject),
    /// An object of which only the stored link is left.
    Gone(Link),
}

impl Subject {
    /// Its anchor in the source.
    ///
    /// ```
    /// use attrflow::pipeline::{SourceObject, Subject};
    /// let ada = SourceObject { id: "1".into(), object: "User".into(), attributes: Default::default() };
    /// assert_eq!(Subject::Present(ada).source(), "1");
    /// ```
    pub fn source(&self) -> &str {
        match self {
            Self::Present(found) => &found.id,
            Self::Gone(link) => &link.source,
        }
    }

    /// Whether only a stored link is left of it.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Gone(_))
    }
}

/// What came of a rehearsal.
#[derive(Clone, PartialEq)]
pub struct Rehearsal {
    /// What would be done.
    pub action: Action,
    /// How it would end.
    pub status: Status,
    /// Why it is skipped, or fails.
    pub error: Option<ErrorInfo>,
    /// What people call the object.
    pub reportable: String,
    /// The source object.
    pub source: Identity,
    /// The target object; its anchor is empty where it does not exist yet.
    pub target: Identity,
    /// Whether the object is in scope; `None` where it did not come to that.
    pub in_scope: Option<bool>,
    /// The attributes that the target gets; secret values are `[Redact]`.
    pub modified: Vec<Modified>,
    /// Cases reached about which nothing is known, by their ids in the ledger.
    pub notes: Vec<String>,
    /// Whether it may come out otherwise when other objects have been provisioned: it failed, or a
    /// reference leads nowhere yet.
    pub waits: bool,
    /// The link before.
    pub linked: Option<Link>,
    /// The link afterwards.
    pub link: Option<Link>,
    /// What the target holds afterwards, if anything changes there. Secret values stand as they are.
    pub after: Option<After>,
}

/// What a rehearsal does to the target.
#[derive(Clone, PartialEq)]
pub enum After {
    /// This object is gone.
    Gone(TargetObject),
    /// A new object, which the target has yet to give an anchor.
    New(TargetObject),
    /// An object has other values.
    Changed {
        /// With its values afterwards.
        object: TargetObject,
        /// The attributes that changed, with the values before.
        before: Vec<(String, Json)>,
    },
}

impl After {
    /// What the target holds after the change was made, or only its plain attributes.
    pub(super) fn of(
        change: &Change,
        before: Option<&TargetObject>,
        definition: Option<&ObjectDefinition>,
        partly: bool,
    ) -> Self {
        let mut object = before.cloned().unwrap_or(TargetObject {
            id: change.id.clone().unwrap_or_default(),
            resource: serde_json::Map::new(),
        });
        if change.deed == Deed::Delete {
            return Self::Gone(object);
        }
        let references: &[AttributeChange] = match partly {
            true => &[],
            false => &change.references,
        };
        let mut old = Vec::new();
        for change in change.attributes.iter().chain(references) {
            let attribute = definition.and_then(|found| found.attribute(&change.target));
            if attribute.is_some_and(|found| found.mutability == Mutability::WriteOnly) {
                continue;
            }
            let value = match change.replaces || !change.multivalued {
                true => change.new.clone(),
                false => Shape::of(attribute).union(&change.old, &change.new),
            };
            object.resource.insert(change.target.clone(), value);
            old.push((change.target.clone(), change.old.clone()));
        }
        match before {
            None => Self::New(object),
            Some(_) => Self::Changed {
                object,
                before: old,
            },
        }
    }
}

impl Known {
    /// Keeps what the target holds after a rehearsed change.
    pub(super) fn keep(
        &mut self,
        plan: &Plan,
        before: Option<&TargetObject>,
        definition: Option<&ObjectDefinition>,
        partly: bool,
    ) {
        self.after = Some(After::of(&plan.change, before, definition, partly));
    }
}

impl Pipeline<'_> {
    /// Rehearses one object: decides as [`Self::provision`] does, tells no steps, and gives what would be
    /// afterwards. The source is asked for the objects that references lead to only.
    pub fn rehearse(
        &self,
        subject: &Subject,
        source: &mut dyn SourceDirectory,
        target: &mut dyn TargetReader,
        links: &dyn LinksReader,
        host: &dyn Host,
    ) -> Rehearsal {
        let ask = Ask::default();
        let mut course = Course::quiet(self, host, &ask);
        let mut ports = Ports {
            source,
            access: Access::WhatIf { target, links },
        };
        let mut known = Known::default();
        let ended = self.given(subject, &mut course, &mut ports, &ask, &mut known);
        let (status, error) = match ended {
            Ok(()) => (course.run.status, None),
            Err(End::Skipped(error)) => (Status::Skipped, Some(error)),
            Err(End::Failed(error)) => (Status::Failure, Some(error)),
        };
        let mut run = course.run;
        hide_secrets(&mut run.modified);
        Rehearsal {
            action: run.action,
            status,
            error,
            reportable: run.reportable,
            source: run.source,
            target: run.target,
            in_scope: known.standing.map(|standing| standing == Standing::Active),
            modified: run.modified,
            notes: run.notes,
            waits: status == Status::Failure || known.lost,
            linked: known.before,
            link: known.link,
            after: known.after,
        }
    }
}

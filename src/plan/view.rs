//! Target and links as the plan made so far leaves them: reading ports over reading ports.

use super::footprint::{self, Footprint};
use super::state::{State, folded};
use crate::pipeline::{
    Change, Constraints, Link, LinksReader, ObjectRef, PortError, Refusal, Request, TargetObject,
    TargetReader,
};
use serde_json::Value as Json;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The target of a plan.
pub(super) struct TargetView<'v> {
    pub base: &'v mut dyn TargetReader,
    /// The name of the objects that the plan is about.
    pub object: &'v str,
    pub state: &'v State,
    pub footprint: &'v Footprint,
    pub constraints: &'v Arc<dyn Constraints>,
}

impl TargetView<'_> {
    fn is_own(&self, object: &str) -> bool {
        object == self.object
    }

    /// Without references to objects that are gone.
    fn mended(&self, mut object: TargetObject) -> TargetObject {
        let gone = self.state.gone();
        if gone.is_empty() {
            return object;
        }
        let lost = |value: &Json| value.as_str().is_some_and(|id| gone.contains(id));
        object.resource.retain(|_, value| !lost(value));
        for value in object.resource.values_mut() {
            if let Json::Array(items) = value {
                items.retain(|item| !lost(item));
            }
        }
        object
    }
}

impl TargetReader for TargetView<'_> {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        self.base.test(object, attribute)
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        let mut found = self.base.find(object, attribute, value)?;
        if !self.is_own(object) {
            return Ok(found);
        }
        let text = self.constraints.folded(object, attribute, value);
        self.footprint.ask(footprint::value(attribute, &text));
        found.retain(|one| self.state.object(&one.id).is_none());
        let constraints = self.constraints.as_ref();
        let fold = |attribute: &str, value: &Json| folded(constraints, object, attribute, value);
        let changed = self.state.having(attribute, &text, &fold);
        found.extend(changed.into_iter().cloned());
        Ok(found.into_iter().map(|one| self.mended(one)).collect())
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        if !self.is_own(which.object) {
            return self.base.get(which);
        }
        self.footprint.ask(footprint::object(which.id));
        let found = match self.state.object(which.id) {
            Some(changed) => changed.cloned(),
            None => self.base.get(which)?,
        };
        Ok(found.map(|one| self.mended(one)))
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        if self.is_own(which.object) {
            self.footprint.ask(footprint::object(which.id));
            if let Some(changed) = self.state.object(which.id) {
                let holds = |json: &Json| match json {
                    Json::Array(items) => items.iter().any(|item| item == value),
                    single => single == value,
                };
                let found = changed.and_then(|one| crate::eval::find(&one.resource, attribute));
                return Ok(found.is_some_and(holds));
            }
        }
        self.base.refers(which, attribute, value)
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.base.each(object, visit)
    }

    fn constraints(&self) -> Arc<dyn Constraints> {
        Arc::clone(self.constraints)
    }

    fn refusal(&mut self, change: &Change) -> Result<Option<Refusal>, PortError> {
        Arc::clone(self.constraints).refusal(change, self)
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        self.base.announce(change)
    }
}

/// The links of a plan.
pub(super) struct LinksView<'v> {
    pub base: &'v dyn LinksReader,
    /// The name of the source objects that the plan is about.
    pub object: &'v str,
    pub state: &'v State,
    pub footprint: &'v Footprint,
}

impl LinksReader for LinksView<'_> {
    fn link(&self, source_object: &str, source: &str) -> Result<Option<Link>, PortError> {
        if source_object != self.object {
            return self.base.link(source_object, source);
        }
        self.footprint.ask(footprint::link(source));
        match self.state.link(source) {
            Some(changed) => Ok(changed.cloned()),
            None => self.base.link(source_object, source),
        }
    }

    fn unfinished(&self, source_object: &str, source: &str) -> Result<Option<Change>, PortError> {
        match self.state.link(source) {
            Some(_) if source_object == self.object => Ok(None),
            _ => self.base.unfinished(source_object, source),
        }
    }

    fn links_to(&self, target_object: &str, target: &str) -> Result<Vec<Link>, PortError> {
        self.footprint.ask(footprint::links_to(target));
        let mut links = self.base.links_to(target_object, target)?;
        links.retain(|link| {
            link.source_object != self.object || self.state.link(&link.source).is_none()
        });
        links.extend(self.state.links_to(target).cloned());
        Ok(links)
    }

    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.base.each(source_object, visit)
    }
}

//! The half of a SCIM target that reads: every request is a GET.

use super::answer::{Page, page, resource};
use super::attribute_path::AttributePath;
use super::config::{Dialect, ScimConfig};
use super::constraints::ScimConstraints;
use super::fault::Asked;
use super::quirks::{Membership, Quirks};
use super::requests::{Shape, collection, kind, requests};
use super::wire::{Answer, Wire};
use crate::pipeline::{
    Change, Constraints, ObjectRef, PortError, PortErrorKind, Request, TargetObject, TargetReader,
};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

const PAGE: u64 = 100;
const MOST_REMEMBERED: usize = 1_000;

/// A SCIM target that can only be read.
pub struct ScimReader {
    pub(super) wire: Wire,
    pub(super) dialect: Dialect,
    pub(super) quirks: Quirks,
    pub(super) nonce: String,
    /// Objects as last read, by their paths: they say which elements exist.
    pub(super) known: HashMap<String, Map<String, Json>>,
}

impl ScimReader {
    /// A reader; nothing is sent yet.
    ///
    /// ```
    /// use attrflow::connectors::scim::{BaseUrl, Limits, Quirks, ScimConfig, ScimReader};
    /// let config = ScimConfig { base: BaseUrl::parse("https://api.contoso.com/scim", false).unwrap(), token: None,
    ///     dialect: Default::default(), quirks: Quirks::default(), limits: Limits::default(), nonce: "0".into() };
    /// ScimReader::new(config);
    /// ```
    pub fn new(config: ScimConfig) -> Self {
        Self {
            wire: Wire::new(&config),
            dialect: config.dialect,
            quirks: config.quirks,
            nonce: config.nonce,
            known: HashMap::new(),
        }
    }

    pub(super) fn shape<'s>(
        &'s self,
        quirks: &'s Quirks,
        current: Option<&'s Map<String, Json>>,
    ) -> Shape<'s> {
        Shape {
            dialect: self.dialect,
            quirks,
            root: self.wire.root(),
            current,
        }
    }

    pub(super) fn current(&self, change: &Change) -> Option<&Map<String, Json>> {
        let id = change.id.as_deref()?;
        self.known
            .get(&Request::path_of(&collection(&change.object), id))
    }

    pub(super) fn answer(&mut self, path: &str, label: &str) -> Result<Answer, PortError> {
        let answer = self.wire.get(path).map_err(|broken| broken.error(label))?;
        Ok(Answer {
            body: self.wire.hide(&answer.body),
            ..answer
        })
    }

    pub(super) fn page(&mut self, path: &str, label: &str) -> Result<Page, PortError> {
        let answer = self.answer(path, label)?;
        page(label, &answer)
    }

    /// The objects that a filter finds.
    pub(super) fn filtered(
        &mut self,
        object: &str,
        filter: String,
        only_id: bool,
    ) -> Result<Vec<TargetObject>, PortError> {
        let mut parts = Vec::new();
        if kind(object) == "Group" && !only_id {
            parts.push(("excludedAttributes", "members".to_owned()));
        }
        parts.push(("filter", filter));
        if only_id {
            parts.push(("attributes", "id".to_owned()));
        }
        let (path, label) = query(object, &parts);
        let found = self.page(&path, &label)?;
        if found.total > 0 && found.objects.is_empty() {
            return Err(PortError::new(
                PortErrorKind::ServiceIncompatible,
                format!(
                    "the target's answer to `{label}` counts {} objects and has none",
                    found.total
                ),
            )
            .help("Entra takes the first page for the answer; check the target"));
        }
        Ok(found.objects)
    }

    pub(super) fn read(
        &mut self,
        which: ObjectRef<'_>,
        with_members: bool,
    ) -> Result<Option<TargetObject>, PortError> {
        let place = Request::path_of(&collection(which.object), which.id);
        let path = if kind(which.object) == "Group" && !with_members {
            format!("{place}?excludedAttributes=members")
        } else {
            place.clone()
        };
        let label = format!("GET {}/{}", collection(which.object), which.id);
        let answer = self.answer(&path, &label)?;
        if answer.status == 404 {
            self.known.remove(&place);
            return Ok(None);
        }
        let found = resource(&label, &answer, Asked::Object)?;
        self.remember(which.object, &found);
        Ok(Some(found))
    }

    fn remember(&mut self, object: &str, found: &TargetObject) {
        if self.known.len() >= MOST_REMEMBERED {
            self.known.clear();
        }
        let place = Request::path_of(&collection(object), &found.id);
        self.known.insert(place, found.resource.clone());
    }

    fn finds(&mut self, which: ObjectRef<'_>, condition: &str) -> Result<bool, PortError> {
        let filter = format!("id eq {} and {condition}", Json::from(which.id));
        let found = self.filtered(which.object, filter, true)?;
        Ok(found.iter().any(|object| object.id == which.id))
    }

    fn has_member(&mut self, which: ObjectRef<'_>, value: &str) -> Result<bool, PortError> {
        let quoted = Json::from(value);
        let members = format!("members eq {quoted}");
        let values = format!("members.value eq {quoted}");
        match self.quirks.membership {
            Some(Membership::Members) => self.finds(which, &members),
            Some(Membership::MembersValue) => self.finds(which, &values),
            Some(Membership::Read) => self.reads_reference(which, "members", value),
            None => {
                for condition in [&members, &values] {
                    match self.finds(which, condition) {
                        Ok(true) => return Ok(true),
                        Ok(false) => {}
                        Err(error) if is_refusal(&error) => {}
                        Err(error) => return Err(error),
                    }
                }
                self.reads_reference(which, "members", value)
            }
        }
    }

    /// Reads the object and looks for the reference in it.
    fn reads_reference(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        let Some(object) = self.read(which, true)? else {
            return Ok(false);
        };
        Ok(leads(&object.resource, attribute, value))
    }
}

/// Whether a reference attribute of the resource holds that value.
fn leads(resource: &Map<String, Json>, attribute: &str, value: &str) -> bool {
    let leads = |reference: &Json| {
        reference.as_str() == Some(value)
            || reference.get("value").and_then(Json::as_str) == Some(value)
    };
    crate::eval::find(resource, attribute).is_some_and(|found| match found {
        Json::Array(items) => items.iter().any(leads),
        single => leads(single),
    })
}

impl TargetReader for ScimReader {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        let nonce = self.nonce.clone();
        let found = self.find(object, attribute, &nonce)?;
        if found.is_empty() {
            return Ok(());
        }
        Err(PortError::new(
            PortErrorKind::ServiceIncompatible,
            format!(
                "the target finds {} objects whose `{attribute}` is a random GUID",
                found.len()
            ),
        )
        .help("it seems to ignore filters, without which nothing can be matched"))
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        let filter = format!("{attribute} eq {}", Json::from(value));
        let found = self.filtered(object, filter, false)?;
        for one in &found {
            self.remember(object, one);
        }
        Ok(found)
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        self.read(which, false)
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        if AttributePath::parse(attribute).is("members") {
            return self.has_member(which, value);
        }
        if self.dialect == Dialect::Entra {
            let name = attribute.rsplit(':').next().unwrap_or(attribute);
            let condition = format!("{name} eq {}", Json::from(value));
            match self.finds(which, &condition) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(error) if is_refusal(&error) => {}
                Err(error) => return Err(error),
            }
        }
        // What was read before in this run is not asked for again.
        let place = Request::path_of(&collection(which.object), which.id);
        match self.known.get(&place) {
            Some(resource) => Ok(leads(resource, attribute, value)),
            None => self.reads_reference(which, attribute, value),
        }
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let mut start = 1;
        loop {
            let (path, label) = query(
                object,
                &[
                    ("startIndex", start.to_string()),
                    ("count", PAGE.to_string()),
                ],
            );
            let found = self.page(&path, &label)?;
            let read = found.objects.len() as u64;
            for object in found.objects {
                if visit(object).is_break() {
                    return Ok(());
                }
            }
            start += read;
            if read == 0 || start > found.total {
                return Ok(());
            }
        }
    }

    fn constraints(&self) -> Arc<dyn Constraints> {
        Arc::new(ScimConstraints)
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        requests(change, &self.shape(&self.quirks, self.current(change)))
    }
}

/// Whether the target did not understand a question, so that it can be asked otherwise.
fn is_refusal(error: &PortError) -> bool {
    matches!(error.status, Some(400 | 404 | 422 | 500 | 501))
}

/// The path of a query, and the same for people.
fn query(object: &str, parts: &[(&str, String)]) -> (String, String) {
    let mut path = collection(object);
    let mut label = format!("GET {path}");
    for (at, (name, value)) in parts.iter().enumerate() {
        let sign = if at == 0 { '?' } else { '&' };
        let encoded = Request::path_of("", value);
        path.push_str(&format!(
            "{sign}{name}={}",
            encoded.strip_prefix('/').unwrap_or(&encoded)
        ));
        label.push_str(&format!("{sign}{name}={value}"));
    }
    (path, label)
}

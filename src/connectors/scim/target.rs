//! The half of a SCIM target that writes.

use super::answer::resource;
use super::attribute_path::AttributePath;
use super::config::ScimConfig;
use super::fault::{Asked, fault, scim_type};
use super::patch::is_nothing;
use super::quirks::{NoTarget, Quirks};
use super::read::ScimReader;
use super::requests::{NEW_ID, kind, requests};
use super::wire::{Answer, Outcome, after, asked_pause, is_unclear, may_pass};
use crate::pipeline::{
    AttributeChange, Change, Export, ObjectRef, PortError, Request, TargetDirectory, TargetObject,
    TargetReader,
};
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;

/// The right to write. Only this module makes one, so that nothing else can send a request that does.
pub(super) struct Writing(());

/// A SCIM target that can be written to.
pub struct ScimTarget {
    pub(super) reader: ScimReader,
    writing: Writing,
}

impl ScimTarget {
    /// A target; nothing is sent yet.
    ///
    /// ```
    /// use attrflow::connectors::scim::{BaseUrl, Limits, Quirks, ScimConfig, ScimTarget};
    /// let config = ScimConfig { base: BaseUrl::parse("https://api.contoso.com/scim", false).unwrap(), token: None,
    ///     dialect: Default::default(), quirks: Quirks::default(), limits: Limits::default(), nonce: "0".into() };
    /// ScimTarget::new(config);
    /// ```
    pub fn new(config: ScimConfig) -> Self {
        Self {
            reader: ScimReader::new(config),
            writing: Writing(()),
        }
    }

    /// Sends one request that writes and may be repeated.
    pub(super) fn send(&mut self, request: &Request) -> Result<Answer, PortError> {
        let outcome = self.reader.wire.write(&self.writing, request);
        self.taken(request, outcome)
    }

    fn taken(&self, request: &Request, outcome: Outcome) -> Result<Answer, PortError> {
        let answer = outcome.map_err(|broken| broken.error(&label(request)))?;
        Ok(Answer {
            body: self.reader.wire.hide(&answer.body),
            ..answer
        })
    }

    fn create(
        &mut self,
        change: &Change,
        request: &Request,
        warnings: &mut Vec<String>,
    ) -> Result<String, PortError> {
        let mut tries = self.reader.wire.tries();
        loop {
            let outcome = self.reader.wire.write_once(&self.writing, request);
            let taken_by_itself =
                tries.repeated() > 0 && outcome.as_ref().is_ok_and(|answer| answer.status == 409);
            let unclear = is_unclear(&outcome);
            if unclear || taken_by_itself {
                match self.already_created(change) {
                    Ok(Some(object)) => {
                        warnings.push(format!(
                            "`{}` was not answered as it must be, but `{}` had been created",
                            label(request),
                            object.id
                        ));
                        return Ok(object.id);
                    }
                    Ok(None) => {}
                    // Creating again without knowing could make a second one.
                    Err(_) => return self.created(request, after(outcome, tries.repeated())),
                }
            }
            if !may_pass(&outcome) || !tries.again(asked_pause(&outcome)) {
                return self.created(request, after(outcome, tries.repeated()));
            }
        }
    }

    fn created(&self, request: &Request, outcome: Outcome) -> Result<String, PortError> {
        let answer = self.taken(request, outcome)?;
        Ok(resource(&label(request), &answer, Asked::Collection)?.id)
    }

    /// The object that a creation made whose answer was lost: it has every value that was sent.
    fn already_created(&mut self, change: &Change) -> Result<Option<TargetObject>, PortError> {
        let names = ["userName", "externalId", "displayName"];
        let key = names.iter().find_map(|name| {
            let attribute = change.attributes.iter().find(|one| one.target == *name)?;
            Some((*name, attribute.new.as_str()?.to_owned()))
        });
        let Some((name, value)) = key else {
            return Err(PortError::new(
                crate::pipeline::PortErrorKind::MissingValues,
                "nothing to find the object by",
            ));
        };
        let found = self.reader.find(&change.object, name, &value)?;
        let [object] = found.as_slice() else {
            return Ok(None);
        };
        // Without an `externalId` that agrees, every value must: it could be somebody else's object.
        let ours = change.attributes.iter().any(|attribute| {
            attribute.target == "externalId" && has(&object.resource, attribute) == Some(true)
        });
        let fits = change
            .attributes
            .iter()
            .filter(|attribute| !attribute.secret && !is_nothing(&attribute.new))
            .all(|attribute| has(&object.resource, attribute).unwrap_or(ours));
        Ok(fits.then(|| object.clone()))
    }

    fn patch(
        &mut self,
        change: &Change,
        request: Request,
        export: &mut Export,
    ) -> Result<(), PortError> {
        export.sent.push(request.clone());
        let answer = self.send(&request)?;
        let refused = answer.status == 400
            && scim_type(&answer).is_some_and(|word| word.eq_ignore_ascii_case("noTarget"));
        let other = refused.then(|| self.by_element(change, &request)).flatten();
        let (request, answer) = match other {
            Some(other) => {
                export.warnings.push(
                    "the target does not add a value by a path with a filter where nothing fits the filter (`noTarget`); the whole element was added: say `no-target = \"element\"` in its profile".into(),
                );
                export.sent.push(other.clone());
                let answer = self.send(&other)?;
                (other, answer)
            }
            None => (request, answer),
        };
        if answer.status / 100 != 2 {
            return Err(fault(&label(&request), &answer, Asked::Object));
        }
        let stored: Option<Map<String, Json>> = serde_json::from_str(&answer.body).ok();
        if let Some(stored) = stored {
            export.warnings.extend(
                change
                    .references
                    .iter()
                    .filter(|_| is_reference_request(&request, change))
                    .filter_map(|reference| misplaced(&stored, reference)),
            );
        }
        Ok(())
    }

    /// The same request with whole elements in place of paths with filters, if that makes a difference.
    fn by_element(&self, change: &Change, request: &Request) -> Option<Request> {
        let quirks = Quirks {
            no_target: Some(NoTarget::Element),
            ..self.reader.quirks.clone()
        };
        let planned = requests(
            change,
            &self
                .reader
                .shape(&self.reader.quirks, self.reader.current(change)),
        );
        let at = planned
            .iter()
            .position(|one| one.body == request.body && one.method == request.method)?;
        let shape = self.reader.shape(&quirks, self.reader.current(change));
        let mut other = requests(change, &shape).into_iter().nth(at)?;
        other.path.clone_from(&request.path);
        (other.body != request.body).then_some(other)
    }

    fn delete(
        &mut self,
        change: &Change,
        request: &Request,
        warnings: &mut Vec<String>,
    ) -> Result<(), PortError> {
        let mut tries = self.reader.wire.tries();
        loop {
            let outcome = self.reader.wire.write_once(&self.writing, request);
            if is_unclear(&outcome) {
                let which = ObjectRef {
                    object: &change.object,
                    id: change.id.as_deref().unwrap_or_default(),
                };
                if let Ok(None) = self.reader.get(which) {
                    warnings.push(format!(
                        "`{}` was not answered as it must be, but the object is gone",
                        label(request)
                    ));
                    return Ok(());
                }
            }
            if may_pass(&outcome) && tries.again(asked_pause(&outcome)) {
                continue;
            }
            let answer = self.taken(request, after(outcome, tries.repeated()))?;
            return match answer.status {
                404 => {
                    warnings.push("the object was gone already".into());
                    Ok(())
                }
                200..=299 => Ok(()),
                _ => Err(fault(&label(request), &answer, Asked::Object)),
            };
        }
    }

    fn perform(&mut self, change: &Change, export: &mut Export) -> Result<(), PortError> {
        for mut request in self.reader.announce(change) {
            if change.id.is_none() && !export.id.is_empty() {
                let id = Request::path_of("", &export.id);
                request.path = request
                    .path
                    .replace(NEW_ID, id.strip_prefix('/').unwrap_or(&id));
            }
            match request.method.as_str() {
                "POST" => {
                    export.sent.push(request.clone());
                    export.id = self.create(change, &request, &mut export.warnings)?;
                }
                "DELETE" => {
                    export.sent.push(request.clone());
                    self.delete(change, &request, &mut export.warnings)?;
                }
                _ => self.patch(change, request, export)?,
            }
        }
        Ok(())
    }
}

impl TargetReader for ScimTarget {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        self.reader.test(object, attribute)
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        self.reader.find(object, attribute, value)
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        self.reader.get(which)
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        self.reader.refers(which, attribute, value)
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.reader.each(object, visit)
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        self.reader.announce(change)
    }
}

impl TargetDirectory for ScimTarget {
    fn export(&mut self, change: &Change) -> Result<Export, PortError> {
        let mut export = Export {
            id: change.id.clone().unwrap_or_default(),
            sent: Vec::new(),
            warnings: Vec::new(),
        };
        let done = self.perform(change, &mut export);
        if let Some(id) = &change.id {
            let place = Request::path_of(&super::requests::collection(&change.object), id);
            self.reader.known.remove(&place);
        }
        match done {
            Ok(()) => Ok(export),
            Err(error) => Err(told(error, change, export)),
        }
    }

    fn reader(&mut self) -> &mut dyn TargetReader {
        &mut self.reader
    }
}

/// The failure without secret values, and with what had been done before it.
fn told(mut error: PortError, change: &Change, export: Export) -> PortError {
    for attribute in change.attributes.iter().filter(|one| one.secret) {
        if let Some(text) = attribute.new.as_str().filter(|text| !text.is_empty()) {
            error.message = error.message.replace(text, "[Redact]");
        }
    }
    if change.id.is_none() && !export.id.is_empty() {
        error.message = format!(
            "{} `{}` was created, but then: {}",
            kind(&change.object),
            export.id,
            error.message
        );
    }
    error.sent = export.sent;
    error
}

pub(super) fn label(request: &Request) -> String {
    format!("{} {}", request.method, request.path)
}

/// Whether an object has a value that was sent; `None` where the target does not show it.
fn has(resource: &Map<String, Json>, attribute: &AttributeChange) -> Option<bool> {
    match (
        crate::eval::find(resource, &attribute.target)?,
        &super::create::json_of(attribute),
    ) {
        (Json::Object(_) | Json::Array(_) | Json::Null, _) => None,
        (Json::String(found), Json::String(sent)) => Some(found.eq_ignore_ascii_case(sent)),
        (found, sent) => Some(found == sent),
    }
}

fn is_reference_request(request: &Request, change: &Change) -> bool {
    let steps = request
        .body
        .as_ref()
        .and_then(|body| body.get("Operations"))
        .and_then(Json::as_array);
    steps.is_some_and(|steps| {
        steps.iter().any(|step| {
            let path = step.get("path").and_then(Json::as_str).unwrap_or_default();
            change.references.iter().any(|reference| {
                path.starts_with(&reference.target)
                    || path == AttributePath::parse(&reference.target).head
            })
        })
    })
}

/// What went wrong where a target stored a reference otherwise than it was meant.
fn misplaced(stored: &Map<String, Json>, reference: &AttributeChange) -> Option<String> {
    let target = &reference.target;
    if stored.contains_key(target) && target.contains(':') {
        return Some(format!(
            "the target took `{target}` for an attribute of that name and stored it beside the others: choose another form for `manager` in its profile"
        ));
    }
    let found = crate::eval::find(stored, target)?;
    let id = found.get("value").unwrap_or(found);
    (id != &reference.new && !is_nothing(&reference.new))
        .then(|| format!("the target answers with another value of `{target}` than was sent"))
}

//! The matching step: the stored link first, then the matching attributes by precedence.

use super::build::{Objects, Pipeline};
use super::change::Deed;
use super::course::{Course, End, Ports};
use super::decide::{Bond, Found};
use super::evaluate::{Asking, Came, evaluate};
use super::import::Entry;
use super::port::{Link, LinkState, ObjectRef, TargetObject};
use super::run::{ErrorInfo, Status, StepKind, StepName};
use super::values::{self, Shape};
use super::{variant, words};
use crate::eval::find;
use crate::library::JobKind;
use serde_json::{Map, Value as Json};

/// What the target has for an object.
pub(super) struct Match {
    pub found: Found,
    pub hits: Vec<TargetObject>,
    pub bond: Bond,
    /// Another source object that is linked to the one hit.
    pub rival: Option<Link>,
    /// Why matching was impossible: no matching attribute has a value.
    pub missing: Option<ErrorInfo>,
}

impl Match {
    /// The one object of the target.
    pub fn object(&self) -> Option<&TargetObject> {
        self.hits.first().filter(|_| self.found == Found::One)
    }
}

/// Looks for the object in the target.
pub(super) fn seek(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    entry: &Entry,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<Match, End> {
    let object = objects.mapping.target_object.value.as_str();
    let bond = match entry.link.as_ref().map(|link| link.state) {
        None => Bond::Never,
        Some(LinkState::Managed) => Bond::Managed,
        Some(LinkState::Unmanaged) => Bond::Released,
    };
    let mut matched = Match {
        found: Found::None,
        hits: Vec::new(),
        bond,
        rival: None,
        missing: None,
    };
    if let Some(link) = &entry.link {
        let id = link.target.as_str();
        matched
            .hits
            .extend(ports.target().get(ObjectRef { object, id })?);
        matched.found = match matched.hits.is_empty() {
            true => Found::Gone,
            false => Found::One,
        };
    } else if !entry.gone {
        by_attributes(pipeline, objects, entry, course, ports, &mut matched)?;
    }
    if let Some(hit) = matched.object() {
        let links = ports.links().links_to(object, &hit.id)?;
        matched.rival = links.into_iter().find(|link| link.source != entry.id);
    }
    Ok(matched)
}

/// One query an attribute, until one of them hits.
fn by_attributes(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    entry: &Entry,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
    matched: &mut Match,
) -> Result<(), End> {
    let object = objects.mapping.target_object.value.as_str();
    let flows = &objects.program.flows;
    let mut order: Vec<usize> = (0..flows.len())
        .filter(|at| flows.get(*at).is_some_and(|flow| flow.matching > 0))
        .collect();
    order.sort_by_key(|at| flows.get(*at).map(|flow| flow.matching));
    let world = Asking::new(
        course.host,
        pipeline.spec,
        objects,
        ports.target(),
        None,
        true,
    );
    let values = evaluate(
        objects,
        &entry.attributes,
        &|flow| flow.matching > 0,
        &[],
        world,
    )?;
    let mut asked = false;
    for at in order {
        let (Some(flow), Some(Some(computed))) = (flows.get(at), values.get(at)) else {
            continue;
        };
        for note in &computed.notes {
            course.note(note);
        }
        let value = match &computed.came {
            Came::Value(value) => value,
            Came::Fault(code, message) => {
                return Err(End::Failed(ErrorInfo {
                    code: (*code).to_owned(),
                    reason: format!(
                        "the matching attribute `{}` cannot be evaluated: {message}",
                        flow.target
                    ),
                    recommended: None,
                }));
            }
            // A default value is the same for everybody, so nobody is matched by it.
            Came::Default(_) | Came::Skip | Came::SkipObject => continue,
        };
        let definition = objects
            .target
            .and_then(|definition| definition.attribute(&flow.target));
        let typed = Shape::of(definition).typed(value).unwrap_or_default();
        let Some(text) = values::as_text(&typed).filter(|text| !text.is_empty()) else {
            continue;
        };
        asked = true;
        matched.hits = ports.target().find(object, &flow.target, &text)?;
        matched.found = match matched.hits.len() {
            0 => continue,
            1 => Found::One,
            _ => Found::Several,
        };
        return Ok(());
    }
    if !asked {
        let names: Vec<&str> = flows
            .iter()
            .filter(|flow| flow.matching > 0)
            .map(|flow| flow.target.as_str())
            .collect();
        matched.missing = Some(missing(&names, entry));
    }
    Ok(())
}

fn missing(names: &[&str], entry: &Entry) -> ErrorInfo {
    let (reason, recommended) = match names {
        [] => (
            "no attribute mapping matches objects".to_owned(),
            "give an attribute mapping a matching precedence",
        ),
        names => (
            format!(
                "{} has no value for any matching attribute: `{}`",
                words::named(&entry.object, &entry.name),
                names.join("`, `")
            ),
            "give the source attribute of a matching attribute a value",
        ),
    };
    ErrorInfo {
        code: "ImportSkipped".to_owned(),
        reason,
        recommended: Some(recommended.to_owned()),
    }
}

/// Records the matching step: each hit with its attributes.
pub(super) fn tell(
    kind: JobKind,
    objects: &Objects<'_>,
    course: &mut Course<'_>,
    entry: &Entry,
    matched: &Match,
    deed: Option<Deed>,
) {
    let (source, target) = (
        course.spec.source_name.clone(),
        course.spec.target_name.clone(),
    );
    if matched.hits.is_empty() {
        let (name, status, description) = match (matched.found, deed == Some(Deed::Create)) {
            (Found::Gone, _) => (
                StepName::EntryImport,
                Status::Failure,
                format!(
                    "The linked object '{}' was not found in {target}",
                    entry.link.as_ref().map_or("", |link| &link.target)
                ),
            ),
            (_, true) => (
                StepName::EntrySynchronizationAdd,
                Status::Success,
                words::to_create(&entry.object, &entry.name, &source, &target),
            ),
            (_, false) => (
                StepName::EntryImport,
                Status::Skipped,
                format!("No matching {} was found in {target}", entry.object),
            ),
        };
        return course.step(StepKind::Matching, name, status, description, Map::new());
    }
    for hit in &matched.hits {
        // Entra leaves the kind of the target's object out and both blanks in.
        let mut description = words::retrieved("", &target_name(objects, hit), &target);
        if let Some(deed) = deed.filter(|_| variant::tells_operation(kind)) {
            description.push_str(&format!(" (operation: {deed:?})"));
        }
        course.step(
            StepKind::Matching,
            StepName::EntryImport,
            Status::Success,
            description,
            shown(objects, hit),
        );
    }
}

/// What people call an object of the target: the value of its first matching attribute.
pub(super) fn target_name(objects: &Objects<'_>, hit: &TargetObject) -> String {
    let mut flows: Vec<_> = objects
        .program
        .flows
        .iter()
        .filter(|flow| flow.matching > 0)
        .collect();
    flows.sort_by_key(|flow| flow.matching);
    flows
        .iter()
        .filter_map(|flow| find(&hit.resource, &flow.target).and_then(values::as_text))
        .find(|text| !text.is_empty())
        .unwrap_or_else(|| hit.id.clone())
}

/// The attributes that the mapping knows, in alphabetical order, as Entra lists them.
fn shown(objects: &Objects<'_>, hit: &TargetObject) -> Map<String, Json> {
    let secret = |name: &str| {
        objects
            .program
            .flows
            .iter()
            .any(|flow| flow.target == name && flow.is_secret())
    };
    let mut texts: Vec<(String, Json)> = objects
        .program
        .flows
        .iter()
        .filter(|flow| !secret(&flow.target))
        .filter_map(|flow| {
            let text = find(&hit.resource, &flow.target).and_then(values::as_text)?;
            (!text.is_empty()).then(|| (flow.target.clone(), Json::from(text)))
        })
        .collect();
    let anchor = objects.target.and_then(|definition| {
        let anchor = definition
            .attributes
            .iter()
            .find(|attribute| attribute.anchor)?;
        Some(anchor.name.value.clone())
    });
    let anchor = anchor.unwrap_or_else(|| "id".to_owned());
    texts.push((anchor, Json::from(hit.id.as_str())));
    texts.sort_by(|(one, _), (other, _)| one.cmp(other));
    texts.into_iter().collect()
}

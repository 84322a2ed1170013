//! The import step: the object as the source has it.

use super::build::{Objects, Pipeline};
use super::course::{Course, End, Ports};
use super::decide::Standing;
use super::job::Assignments;
use super::port::{Link, SourceObject};
use super::run::{ErrorInfo, Identity, Status, StepKind, StepName};
use super::scope::Scope;
use super::{guests, values, variant, words};
use crate::check::FlowSource;
use crate::eval::find;
use crate::library::JobKind;
use crate::schema::ObjectDefinition;
use serde_json::{Map, Value as Json};

/// The names of which the first one that has a value is what people call an object.
pub(super) const CALLED: [&str; 4] = ["userPrincipalName", "WorkerID", "personIdExternal", "mail"];

/// An object of the source, imported.
pub(super) struct Entry {
    /// Its anchor.
    pub id: String,
    /// Its object name in the schema.
    pub object: String,
    /// What people call it.
    pub name: String,
    /// Its display name.
    pub display_name: Option<String>,
    /// Its attributes, guests' names already rewritten.
    pub attributes: Map<String, Json>,
    /// Whether only its link is left of it.
    pub gone: bool,
    /// Its stored link.
    pub link: Option<Link>,
}

impl Entry {
    /// What is left of an object of which only the link is known.
    pub fn gone(link: Link) -> Self {
        Self {
            id: link.source.clone(),
            object: link.source_object.clone(),
            name: link.display_name.clone(),
            display_name: Some(link.display_name.clone()),
            attributes: Map::new(),
            gone: true,
            link: Some(link),
        }
    }

    /// What a list of links calls it: groups have no name that people use but the display name.
    pub fn called(&self) -> &str {
        match &self.display_name {
            Some(name) if self.name == self.id => name,
            _ => &self.name,
        }
    }

    /// Writes the computed `IsSoftDeleted`, where the mapping reads it or the source has it.
    pub fn set_soft_deleted(&mut self, objects: &Objects<'_>, truth: bool) {
        let name = deleted_attribute(objects.source);
        let read = objects.program.slots.find(name).is_some();
        if read || self.attributes.contains_key(name) {
            self.attributes.insert(name.to_owned(), Json::from(truth));
        }
    }
}

/// Finds the object and its link.
pub(super) fn import(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
    key: &str,
) -> Result<Entry, End> {
    let kind = pipeline.spec.kind;
    let object = objects.mapping.source_object.value.as_str();
    let found = find_entry(kind, objects, ports, key)?;
    let system = course.spec.source_name.clone();
    let Some(entry) = found else {
        let reason = not_found(kind, object, key, &system);
        course.step(
            StepKind::Import,
            StepName::EntryImport,
            Status::Failure,
            reason.reason.clone(),
            Map::new(),
        );
        return Err(End::Failed(reason));
    };
    name(course, &entry);
    Ok(entry)
}

/// Says of which object the run is.
pub(super) fn name(course: &mut Course<'_>, entry: &Entry) {
    course.run.reportable.clone_from(&entry.name);
    course.run.source = Identity {
        id: entry.id.clone(),
        object: entry.object.clone(),
        display_name: entry.display_name.clone(),
    };
}

/// An object that was found, with its link.
pub(super) fn present(
    kind: JobKind,
    objects: &Objects<'_>,
    ports: &Ports<'_, '_>,
    found: SourceObject,
) -> Result<Entry, End> {
    let mut entry = of(kind, found);
    let object = &objects.mapping.source_object.value;
    entry.link = ports.links().link(object, &entry.id)?;
    Ok(entry)
}

/// The object with that key, or what its link still tells of it.
pub(super) fn find_entry(
    kind: JobKind,
    objects: &Objects<'_>,
    ports: &mut Ports<'_, '_>,
    key: &str,
) -> Result<Option<Entry>, End> {
    let object = objects.mapping.source_object.value.as_str();
    let found = ports
        .source
        .find(object, key)?
        .filter(|found| is_named_so(kind, found, key));
    Ok(match found {
        Some(found) => Some(present(kind, objects, ports, found)?),
        None => ports.links().link(object, key)?.map(Entry::gone),
    })
}

/// An object that was found, without its link.
pub(super) fn of(kind: JobKind, found: SourceObject) -> Entry {
    let mut attributes = found.attributes;
    if variant::from_entra(kind) {
        rewrite_guest(&mut attributes);
    }
    let text = |name: &str| {
        let value = attributes.get(name)?;
        values::as_text(value).filter(|text| !text.is_empty())
    };
    let name = CALLED
        .iter()
        .find_map(|name| text(name))
        .unwrap_or_else(|| found.id.clone());
    Entry {
        display_name: text("displayName"),
        id: found.id,
        object: found.object,
        name,
        attributes,
        gone: false,
        link: None,
    }
}

/// A guest flows and matches by the name of the home tenant (`how-provisioning-works`).
fn rewrite_guest(attributes: &mut Map<String, Json>) {
    let Some(Json::String(name)) = attributes.get("userPrincipalName") else {
        return;
    };
    let original = name.clone();
    if let Some(home) = guests::home_name(&original) {
        attributes.insert("userPrincipalName".to_owned(), Json::from(home));
    }
    attributes
        .entry("originalUserPrincipalName")
        .or_insert(Json::from(original));
}

/// HR jobs name people by certain attributes only.
fn is_named_so(kind: JobKind, found: &SourceObject, key: &str) -> bool {
    let Some(keys) = variant::keys(kind) else {
        return true;
    };
    keys.iter().any(|name| {
        found
            .attributes
            .get(*name)
            .and_then(values::as_text)
            .is_some_and(|text| text == key)
    })
}

fn not_found(kind: JobKind, object: &str, key: &str, system: &str) -> ErrorInfo {
    let recommended = match (variant::keys(kind), kind) {
        (Some(keys), _) => format!("name the object by its `{}`", keys.join("` or `")),
        (None, JobKind::AdToEntra) => {
            "check the distinguished name; it changes when the object is moved".to_owned()
        }
        _ => "check the key with a search; who is deleted in the source is found by the anchor only, and only while a link is stored".to_owned(),
    };
    ErrorInfo {
        code: "NotFound".to_owned(),
        reason: format!("no {object} `{key}` was found in {system}"),
        recommended: Some(recommended),
    }
}

/// Records the import, when it is known whether the object counts as deleted.
pub(super) fn tell(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    course: &mut Course<'_>,
    entry: &Entry,
    scope: &Scope,
) {
    let system = course.spec.source_name.clone();
    if entry.gone {
        let description = format!(
            "Received {} '{}' change of type (Delete) from {system}",
            entry.object, entry.name
        );
        let details = Map::from_iter([("id".to_owned(), Json::from(entry.id.as_str()))]);
        return course.step(
            StepKind::Import,
            StepName::EntryImportDelete,
            Status::Success,
            description,
            details,
        );
    }
    let details = shown(pipeline, objects, entry);
    let mut description = words::retrieved(&entry.object, &entry.name, &system);
    if variant::from_entra(pipeline.spec.kind)
        && matches!(scope.standing, Standing::SoftDeleted | Standing::Inactive)
    {
        description.push_str(
            "; Entra itself finds no disabled or deleted user on demand, but does this in its next cycle",
        );
    }
    if variant::lists_all(pipeline.spec.kind) {
        course.step(
            StepKind::Import,
            StepName::EntryImportAdd,
            Status::Success,
            words::received(&entry.object, &entry.name, &system),
            details.clone(),
        );
    }
    course.step(
        StepKind::Import,
        StepName::EntryImport,
        Status::Success,
        description,
        details,
    );
}

/// The imported attributes: those that the mapping reads, and those that decide about the object.
fn shown(pipeline: &Pipeline<'_>, objects: &Objects<'_>, entry: &Entry) -> Map<String, Json> {
    let secrets = secrets(objects);
    if variant::lists_all(pipeline.spec.kind)
        && let Some(definition) = objects.source
    {
        let texts = definition.attributes.iter().map(|attribute| {
            let name = &attribute.name.value;
            let text = find(&entry.attributes, name).and_then(values::as_text);
            let text = match text {
                Some(_) if secrets.contains(&name.as_str()) => "[Redact]".to_owned(),
                text => text.unwrap_or_default(),
            };
            (name.clone(), Json::from(text))
        });
        return texts.collect();
    }
    let slots = &objects.program.slots;
    let assigned = match &pipeline.spec.assignments {
        Assignments::Attribute(name) => name,
        _ => "appRoleAssignments",
    };
    let decides = [
        anchor(objects.source).unwrap_or("id"),
        enabled_attribute(objects.source),
        deleted_attribute(objects.source),
        assigned,
        "userPrincipalName",
        "displayName",
    ];
    let known = |name: &str| decides.contains(&name) || slots.find(name).is_some();
    let plain = entry
        .attributes
        .iter()
        .filter(|(name, _)| known(name))
        .map(|(name, value)| (name.as_str(), value));
    let paths = slots.names().iter().filter_map(|name| {
        let value = find(&entry.attributes, name)?;
        (!entry.attributes.contains_key(name)).then_some((name.as_str(), value))
    });
    let hidden = Json::from("[Redact]");
    let all = plain
        .chain(paths)
        .filter(|(_, value)| !values::is_empty(value))
        .map(|(name, value)| match secrets.contains(&name) {
            true => (name, &hidden),
            false => (name, value),
        });
    values::details(all)
}

/// The attributes that only attribute mappings with `Redact` read.
pub(super) fn secrets<'o>(objects: &'o Objects<'_>) -> Vec<&'o str> {
    let program = &objects.program;
    let reads = |secret: bool| {
        program
            .flows
            .iter()
            .filter(move |flow| flow.is_secret() == secret)
            .filter_map(|flow| match &flow.source {
                FlowSource::Program { reads, .. } => Some(reads),
                FlowSource::None | FlowSource::Broken => None,
            })
            .flatten()
    };
    let filters = program.scope.iter().flat_map(|scope| {
        let groups = [&scope.groups, &scope.input_groups, &scope.category_groups];
        groups
            .into_iter()
            .flatten()
            .flat_map(|group| &group.clauses)
    });
    let open: Vec<u32> = filters
        .map(|clause| clause.slot)
        .chain(reads(false).copied())
        .collect();
    reads(true)
        .filter(|place| !open.contains(place))
        .filter_map(|place| program.slots.names().get(*place as usize))
        .map(String::as_str)
        .collect()
}

fn anchor(definition: Option<&ObjectDefinition>) -> Option<&str> {
    let anchor = definition?
        .attributes
        .iter()
        .find(|attribute| attribute.anchor)?;
    Some(&anchor.name.value)
}

/// The source attribute that says whether an account is enabled.
pub(super) fn enabled_attribute(definition: Option<&ObjectDefinition>) -> &str {
    setting(definition, "PropertyNameAccountEnabled").unwrap_or("accountEnabled")
}

/// The source attribute that says whether an object is deleted, but restorable.
pub(super) fn deleted_attribute(definition: Option<&ObjectDefinition>) -> &str {
    setting(definition, "PropertyNameSoftDeleted").unwrap_or("IsSoftDeleted")
}

fn setting<'d>(definition: Option<&'d ObjectDefinition>, key: &str) -> Option<&'d str> {
    let entry = definition?
        .metadata
        .iter()
        .find(|entry| entry.key.value == key)?;
    entry.value.as_ref().map(|value| value.value.as_str())
}

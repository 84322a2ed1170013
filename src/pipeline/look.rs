//! An object of the source as the pipeline sees it, before any target is asked: its attributes as
//! expressions read them, and whether it is in scope.

use super::build::{Objects, Pipeline};
use super::course::{Ask, Course};
use super::decide::Standing;
use super::import::{self, Entry};
use super::port::SourceObject;
use super::{scope, values, variant};
use crate::check::FlowSource;
use crate::eval::{Decision, Run as Evaluation, fill};
use crate::library::Host;
use bumpalo::Bump;
use serde_json::{Map, Value as Json};

/// What is seen of an object.
#[derive(Clone, PartialEq, Debug)]
pub struct Look {
    /// What people call it.
    pub name: String,
    /// Its display name, where it has one.
    pub display_name: Option<String>,
    /// Its attributes as expressions read them, the computed `IsSoftDeleted` included.
    pub attributes: Map<String, Json>,
    /// How it stands.
    pub standing: Standing,
    /// What is asked besides the filters.
    pub checks: Vec<Check>,
    /// What the scoping filter says, clause by clause; `None` where there is none.
    pub decision: Option<Decision>,
    /// Whether the filter is applied: some kinds of jobs only show it.
    pub applied: bool,
    /// Why it is out of scope, in words.
    pub reasons: Vec<String>,
    /// What to do about that.
    pub advice: Option<&'static str>,
}

/// Something that must hold for an object in scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// As the scope step has it.
    pub title: String,
    /// Whether it holds.
    pub holds: bool,
}

impl Pipeline<'_> {
    /// Looks at an object of the source, a group where `group` is set and the job has groups.
    pub fn look(&self, found: SourceObject, group: bool, host: &dyn Host) -> Look {
        let objects = self
            .groups
            .as_ref()
            .filter(|_| group)
            .unwrap_or(&self.users);
        let kind = self.spec.kind;
        let ask = Ask::user(found.id.as_str());
        let mut course = Course::quiet(self, host, &ask);
        let mut entry = import::of(kind, found);
        let scope = scope::judge(self, objects, &entry, &mut course);
        let arena = Bump::new();
        let program = &objects.program;
        let decision = program.scope.as_ref().map(|filter| {
            let row = fill(&program.slots, &entry.attributes, &arena);
            Evaluation::new(&arena, host).decide(filter, row)
        });
        let mut checks = vec![check("Active in the source system", scope.active)];
        if variant::is_assigned(kind) {
            checks.push(check("Assigned to the application", scope.assigned));
        }
        for clause in variant::implicit_clauses(kind, &entry.object, &entry.attributes) {
            checks.push(check(clause.title, clause.holds));
        }
        entry.set_soft_deleted(objects, scope.soft_deleted);
        let Entry {
            name,
            display_name,
            attributes,
            ..
        } = entry;
        Look {
            name,
            display_name,
            attributes,
            standing: scope.standing,
            checks,
            decision,
            applied: variant::applies_filters(kind),
            reasons: scope.reasons,
            advice: scope.advice,
        }
    }

    /// The keys of a group's members, from the attribute that its object mapping reads them from; nothing
    /// for a group without a list of members.
    pub fn members_in(&self, attributes: &Map<String, Json>) -> Vec<String> {
        let read = self.groups.as_ref().and_then(members_attribute);
        match attributes.get(read.unwrap_or("members")) {
            Some(Json::Array(list)) => list.iter().map(member_key).collect(),
            _ => Vec::new(),
        }
    }
}

impl Objects<'_> {
    /// The attributes whose values must not be shown: only attribute mappings that call `Redact` read
    /// them.
    pub fn secret_attributes(&self) -> Vec<&str> {
        import::secrets(self)
    }
}

fn check(title: &str, holds: bool) -> Check {
    Check {
        title: title.to_owned(),
        holds,
    }
}

/// The source attribute from which the members of groups come.
pub(super) fn members_attribute<'o>(groups: &'o Objects<'_>) -> Option<&'o str> {
    match &super::members::mapping(groups)?.source {
        FlowSource::Program { reads, .. } => {
            let name = groups.program.slots.names().get(*reads.first()? as usize)?;
            Some(name.as_str())
        }
        FlowSource::None | FlowSource::Broken => None,
    }
}

/// What an entry of a list of members says whom it means.
pub(super) fn member_key(item: &Json) -> String {
    let named = ["objectId", "id", "value"]
        .iter()
        .find_map(|name| item.get(*name));
    values::as_text(named.unwrap_or(item)).unwrap_or_default()
}

//! The scope step: whether an object is active, assigned, entitled, and passes the filters.

use super::build::{Objects, Pipeline};
use super::course::Course;
use super::decide::Standing;
use super::import::{Entry, deleted_attribute, enabled_attribute};
use super::job::Assignments;
use super::run::{Status, StepKind, StepName};
use super::{values, variant, words};
use crate::check::{ClauseProgram, FilterProgram, GroupProgram};
use crate::eval::{Decision, Part, PartResult, Run as Evaluation, fill};
use crate::library::{JobKind, Shape};
use crate::value::{boolean, from_json};
use bumpalo::Bump;
use serde_json::{Map, Value as Json};

/// How an object stands, and why.
pub(super) struct Scope {
    pub standing: Standing,
    /// What the computed `IsSoftDeleted` says.
    pub soft_deleted: bool,
    pub active: bool,
    pub assigned: bool,
    /// Whether the filters let it pass, whether or not they are applied.
    pub passes: bool,
    /// Each clause of the filters with its answer.
    pub clauses: Map<String, Json>,
    /// Why it is out of scope, in words.
    pub reasons: Vec<String>,
    /// What to do about that.
    pub advice: Option<&'static str>,
}

/// Judges an imported object.
pub(super) fn judge(
    pipeline: &Pipeline<'_>,
    objects: &Objects<'_>,
    entry: &Entry,
    course: &mut Course<'_>,
) -> Scope {
    let kind = pipeline.spec.kind;
    let filters = filters(kind, objects, entry, course);
    let deleted = is_true(&entry.attributes, deleted_attribute(objects.source))
        || is_set(&entry.attributes, "deletedDateTime");
    let enabled = !is_false(&entry.attributes, enabled_attribute(objects.source));
    let active = !entry.gone && !deleted && (enabled || !variant::from_entra(kind));
    let assigned = !variant::is_assigned(kind) || is_assigned(pipeline, entry);
    let applied = variant::applies_filters(kind);
    let standing = if entry.gone {
        Standing::HardDeleted
    } else if deleted {
        Standing::SoftDeleted
    } else if applied && !filters.imported {
        Standing::Ignored
    } else if !assigned {
        Standing::Unassigned
    } else if applied && !filters.passes {
        Standing::Filtered
    } else if !active {
        Standing::Inactive
    } else {
        Standing::Active
    };
    let mut reasons = Vec::new();
    let mut advice = None;
    if deleted || entry.gone {
        reasons.push("it is deleted in the source".to_owned());
        advice = Some("restore it in the source");
    } else if !active {
        reasons.push("it is not active in the source".to_owned());
        advice = Some("enable the account in the source");
    }
    if !assigned {
        reasons.push("it is not assigned to the application".to_owned());
        reasons.push("it does not have the entitlement that provisioning needs".to_owned());
        advice = Some("assign it to the application, or set the scope to all users and groups");
    }
    if applied && !(filters.imported && filters.passes) {
        reasons.push(filters.reason);
        advice = advice.or(Some("change the object or the scoping filter"));
    }
    Scope {
        soft_deleted: standing.is_out()
            && (standing != Standing::Inactive || variant::disabled_is_deleted(kind)),
        standing,
        active,
        assigned,
        passes: filters.imported && filters.passes,
        clauses: filters.clauses,
        reasons,
        advice,
    }
}

/// Records the scope step. `skipped` holds the skip reason of an object that is not provisioned for
/// its scope.
pub(super) fn tell(
    kind: JobKind,
    course: &mut Course<'_>,
    entry: &Entry,
    scope: &Scope,
    skipped: Option<&str>,
) {
    let said = |truth: bool| Json::from(if truth { "True" } else { "False" });
    let mut details = Map::new();
    let mut add = |name: &str, value: Json| {
        details.insert(name.to_owned(), value);
    };
    let cloud = !matches!(kind, JobKind::App | JobKind::CrossTenant);
    let clauses = Json::from(Json::Object(scope.clauses.clone()).to_string());
    if let Some(reason) = skipped {
        add("SkipReason", Json::from(reason));
        add("IsActive", said(scope.active));
        add("Assigned to the application", said(scope.assigned));
        add(
            "IsInProvisioningScope",
            said(scope.assigned && scope.passes),
        );
        add("ScopeEvaluationResult", clauses);
    } else if cloud {
        add("Active in the source system", said(scope.active));
        add("Scoping filter evaluation passed", said(scope.passes));
        if !scope.clauses.is_empty() {
            add("ScopeEvaluationResult", clauses);
        }
    } else {
        add("Active in the source system", said(scope.active));
        add("Assigned to the application", said(scope.assigned));
        let role = format!("{} has the required role", entry.object);
        add(&role, said(scope.assigned));
        add("Scoping filter evaluation passed", said(scope.passes));
        add("ScopeEvaluationResult", clauses);
    }
    let mut description = words::scoping(&entry.object);
    if !variant::applies_filters(kind) && !scope.passes {
        description.push_str("; on demand, the filters are shown and not applied");
    }
    let status = match skipped {
        Some(_) => Status::Skipped,
        None => Status::Success,
    };
    course.step(
        StepKind::Scoping,
        StepName::EntrySynchronizationScoping,
        status,
        description,
        details,
    );
}

fn is_assigned(pipeline: &Pipeline<'_>, entry: &Entry) -> bool {
    match &pipeline.spec.assignments {
        Assignments::All => true,
        Assignments::Listed(listed) => {
            let names = ["userPrincipalName", "originalUserPrincipalName"];
            let names = names
                .iter()
                .filter_map(|name| entry.attributes.get(*name)?.as_str());
            let own: Vec<&str> = names.chain([entry.id.as_str()]).collect();
            listed
                .iter()
                .any(|listed| own.iter().any(|own| own.eq_ignore_ascii_case(listed)))
        }
        Assignments::Attribute(name) => match crate::eval::find(&entry.attributes, name) {
            Some(Json::Array(items)) => !items.is_empty(),
            Some(value) => truth(value).unwrap_or(!values::is_empty(value)),
            None => false,
        },
    }
}

fn truth(value: &Json) -> Option<bool> {
    boolean(from_json(value, &Bump::new()))
}

fn is_true(attributes: &Map<String, Json>, name: &str) -> bool {
    attributes.get(name).and_then(truth) == Some(true)
}

fn is_false(attributes: &Map<String, Json>, name: &str) -> bool {
    attributes.get(name).and_then(truth) == Some(false)
}

fn is_set(attributes: &Map<String, Json>, name: &str) -> bool {
    attributes
        .get(name)
        .is_some_and(|value| !values::is_empty(value))
}

/// What the filters say of an object.
struct Filters {
    /// Whether it passes the filters of what is imported.
    imported: bool,
    /// Whether it passes one of the scoping filters.
    passes: bool,
    clauses: Map<String, Json>,
    reason: String,
}

fn filters(
    kind: JobKind,
    objects: &Objects<'_>,
    entry: &Entry,
    course: &mut Course<'_>,
) -> Filters {
    let arena = Bump::new();
    let program = &objects.program;
    let row = fill(&program.slots, &entry.attributes, &arena);
    let mut evaluation = Evaluation::new(&arena, course.host);
    let mut filters = Filters {
        imported: true,
        passes: true,
        clauses: Map::new(),
        reason: String::new(),
    };
    for clause in variant::implicit_clauses(kind, &entry.object, &entry.attributes) {
        filters
            .clauses
            .insert(clause.title.to_owned(), Json::from(clause.holds));
        if !clause.holds {
            filters.passes = false;
            filters.reason = format!("it does not pass the implicit filter `{}`", clause.title);
        }
    }
    let Some(filter) = &program.scope else {
        return filters;
    };
    let decision = evaluation.decide(filter, row);
    for part in &decision.parts {
        let groups = part.part == Part::Groups;
        if groups || !part.passes {
            filters.clauses.extend(clauses(filter, part));
        }
        filters.imported &= groups || part.passes;
        filters.passes &= !groups || part.passes;
    }
    if let Some(reason) = deciding(&decision) {
        filters.reason = reason;
    }
    for note in &evaluation.notes {
        course.note(note.id);
    }
    filters
}

/// The clause that kept an object out, in words.
pub(super) fn deciding(decision: &Decision) -> Option<String> {
    let (group, at, clause) = decision.deciding()?;
    let title = group.name.as_deref().unwrap_or("the filter");
    let value = match (&clause.fault, values::as_text(&clause.value)) {
        (Some(fault), _) => fault.clone(),
        (None, None) => format!("`{}` has no value", clause.attribute),
        (None, Some(value)) => format!("the value is `{value}`"),
    };
    Some(format!(
        "clause {} of `{title}`, `{}`, was false: {value}",
        at + 1,
        clause.text
    ))
}

/// `{title}.{attribute} {operator} '{value}'` of each clause, with its answer.
fn clauses(filter: &FilterProgram, part: &PartResult) -> Vec<(String, Json)> {
    let groups: &[GroupProgram] = match part.part {
        Part::Groups => &filter.groups,
        Part::Input => &filter.input_groups,
        Part::Category => &filter.category_groups,
    };
    let pairs = groups.iter().zip(&part.groups);
    pairs
        .flat_map(|(group, answers)| {
            let clauses = group.clauses.iter().zip(&answers.clauses);
            clauses.map(|(clause, answer)| {
                let text = clause_text(group.name.as_deref(), clause);
                (text, Json::from(answer.holds))
            })
        })
        .collect()
}

fn clause_text(title: Option<&str>, clause: &ClauseProgram) -> String {
    let title = title.map_or_else(String::new, |title| format!("{title}."));
    let operator = clause.operator.name;
    let mut text = format!("{title}{} {operator}", clause.attribute);
    if clause.operator.shape != Shape::Unary {
        text.push_str(&format!(" '{}'", clause.values.join(",")));
    }
    text
}

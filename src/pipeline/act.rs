//! The last step: the change is announced, or made; and what links and log keep of it.

use super::change::{Change, Deed};
use super::course::{Course, End, Ports};
use super::decide::Standing;
use super::import::Entry;
use super::plan::Plan;
use super::port::{Access, Link, LinkState, LogEntry};
use super::run::{Action, ErrorInfo, Status, Step, StepKind, StepName};
use super::words;
use serde_json::{Map, Value as Json};

/// Announces the change, or makes it. Gives the target's anchor.
pub(super) fn export(
    plan: &Plan,
    entry: &Entry,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<String, End> {
    let change = &plan.change;
    let deed = called(change, entry, ports)?;
    if !course.quiet {
        course.run.change = Some(change.clone());
    }
    course.run.modified = plan.modified();
    let done = match send(change, deed, entry, course, ports) {
        Ok(done) => done,
        Err(error) => {
            failed(deed, entry, course);
            return Err(error);
        }
    };
    course.run.action = action(deed);
    let mut details = Map::new();
    for (target, warning) in &plan.warnings {
        details.insert(target.clone(), Json::from(warning.as_str()));
    }
    for (at, warning) in done.warnings.iter().enumerate() {
        details.insert(format!("Warning {}", at + 1), Json::from(warning.as_str()));
    }
    let warned = |step: &Step| step.status == Status::Warning;
    let status = match details.is_empty() && !course.run.steps.iter().any(warned) {
        true => Status::Success,
        false => Status::Warning,
    };
    course.run.status = status;
    let description = words::exported(
        deed,
        &entry.object,
        &entry.name,
        &course.spec.target_name,
        course.run.what_if,
    );
    course.step(StepKind::Export, name(deed), status, description, details);
    Ok(done.id)
}

/// What links and log call the change: the rest of a creation that was cut off is part of it.
fn called(change: &Change, entry: &Entry, ports: &Ports<'_, '_>) -> Result<Deed, End> {
    let begun = ports.links().unfinished(&entry.object, &entry.id)?;
    let created = entry.link.is_none() && begun.is_some_and(|begun| begun.deed == Deed::Create);
    Ok(match change.deed {
        Deed::Update if created => Deed::Create,
        deed => deed,
    })
}

struct Done {
    id: String,
    warnings: Vec<String>,
}

fn send(
    change: &Change,
    deed: Deed,
    entry: &Entry,
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
) -> Result<Done, End> {
    match &mut ports.access {
        Access::WhatIf { target, .. } => {
            if let Some(refusal) = target.refusal(change)? {
                course.partly = refusal.partly;
                return Err(refusal.error.into());
            }
            if !course.quiet {
                course.run.requests = target.announce(change);
            }
            Ok(Done {
                id: change.id.clone().unwrap_or_default(),
                warnings: Vec::new(),
            })
        }
        Access::Apply { target, links } => {
            let told = Change {
                deed,
                ..change.clone()
            };
            links.begin(&entry.object, &entry.id, &told)?;
            let export = match target.export(change) {
                Ok(export) => export,
                Err(mut error) => {
                    course.run.requests = std::mem::take(&mut error.sent);
                    return Err(error.into());
                }
            };
            course.run.requests = export.sent;
            Ok(Done {
                id: export.id,
                warnings: export.warnings,
            })
        }
    }
}

/// Records that the change could not be made.
pub(super) fn failed(deed: Deed, entry: &Entry, course: &mut Course<'_>) {
    course.run.action = action(deed);
    let description = words::failed(deed, &entry.object, &entry.name, &course.spec.target_name);
    course.step(
        StepKind::Export,
        name(deed),
        Status::Failure,
        description,
        Map::from_iter([(
            "ReportableIdentifier".to_owned(),
            Json::from(entry.name.as_str()),
        )]),
    );
}

/// Records that nothing is done.
pub(super) fn skipped(course: &mut Course<'_>, description: String, code: &str) {
    course.step(
        StepKind::Export,
        StepName::EntrySynchronizationSkip,
        Status::Skipped,
        description,
        Map::from_iter([("SkipReason".to_owned(), Json::from(code))]),
    );
}

/// Records a change that an earlier run made without living to tell.
pub(super) fn finished(begun: Change, entry: &Entry, course: &mut Course<'_>) {
    let deed = begun.deed;
    course.run.action = action(deed);
    if let Some(link) = entry.link.as_ref().filter(|_| deed == Deed::Delete) {
        course.run.target.id.clone_from(&link.target);
    }
    course.run.modified = begun.modified();
    course.run.change = Some(begun);
    let target = course.spec.target_name.clone();
    let mut description = words::exported(deed, &entry.object, &entry.name, &target, false);
    description.push_str(" by a run that was cut off");
    course.step(
        StepKind::Export,
        name(deed),
        Status::Success,
        description,
        Map::new(),
    );
}

/// The link after a change, or after finding that none is needed.
pub(super) fn link_after(
    deed: Deed,
    standing: Standing,
    entry: &Entry,
    target: (&str, &str),
    updated: String,
) -> Option<Link> {
    let (target_object, target) = target;
    let released =
        deed == Deed::Disable && matches!(standing, Standing::Unassigned | Standing::Filtered);
    (deed != Deed::Delete).then(|| Link {
        source_object: entry.object.clone(),
        source: entry.id.clone(),
        target_object: target_object.to_owned(),
        target: target.to_owned(),
        display_name: entry.called().to_owned(),
        state: match released {
            true => LinkState::Unmanaged,
            false => LinkState::Managed,
        },
        updated,
    })
}

/// Writes link and log of an applying run.
pub(super) fn keep(
    course: &mut Course<'_>,
    ports: &mut Ports<'_, '_>,
    source: (&str, &str),
    link: Option<&Link>,
) {
    let Access::Apply { links, .. } = &mut ports.access else {
        return;
    };
    let log = LogEntry {
        run: course.run.redacted(),
    };
    let (object, id) = source;
    if let Err(error) = links.end(object, id, link, &log) {
        course.run.status = Status::Failure;
        course.run.error = Some(ErrorInfo {
            reason: format!("links and log cannot be written: {error}"),
            recommended: Some("run again: it finds what was changed and ends the work".to_owned()),
            ..words::port_error(&error)
        });
    }
}

fn action(deed: Deed) -> Action {
    match deed {
        Deed::Create => Action::Create,
        Deed::Update => Action::Update,
        Deed::Disable => Action::Disable,
        Deed::Delete => Action::Delete,
    }
}

fn name(deed: Deed) -> StepName {
    match deed {
        Deed::Create => StepName::EntryExportAdd,
        Deed::Update | Deed::Disable => StepName::EntryExportUpdate,
        Deed::Delete => StepName::EntryExportDelete,
    }
}

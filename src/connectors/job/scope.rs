//! Who is assigned, as a job says it.

use super::resolve::Desk;
use super::roles;
use super::wire::{JobFile, Sync};
use crate::assist::job::{MAPPING, NO_EFFECT, SCOPE};
use crate::diag::{Diagnostic, nearest};
use crate::library::JobKind;
use crate::pipeline::{Assignments, Pipeline};
use crate::schema::decode;
use std::path::Path;

/// The attribute that holds the roles of an object's assignments in Entra.
const ROLES: &str = "appRoleAssignments";

pub(super) fn assignments(
    file: &JobFile,
    pipeline: &Pipeline<'_>,
    desk: &mut Desk<'_, '_>,
) -> Assignments {
    let table = &file.scope;
    let kind = pipeline.spec.kind;
    let sync = table.sync.unwrap_or(match has_assignments(kind) {
        true => Sync::Assigned,
        false => Sync::All,
    });
    if sync == Sync::All {
        for key in ["assignments", "attribute"] {
            if desk.tree.has(&["scope", key]) {
                let at = desk.tree.key(&["scope", key]);
                let message = format!("`{key}` has no effect where everybody is provisioned");
                let found = Diagnostic::new(&NO_EFFECT, at, message);
                desk.problems
                    .push(found.help("write `sync = \"assigned\"`, or delete the key"));
            }
        }
        if has_assignments(kind) {
            roles::check(pipeline.users.mapping, desk);
        }
        return Assignments::All;
    }
    if !has_assignments(kind) {
        let at = desk.tree.value(&["scope", "sync"]);
        let message = format!("a job of the kind `{}` knows no assignments", kind.word());
        let found = Diagnostic::new(&SCOPE, at, message);
        desk.problems
            .push(found.help("write `sync = \"all\"`; scoping filters of the schema limit it"));
        return Assignments::All;
    }
    match (&table.assignments, &table.attribute) {
        (Some(path), other) => {
            if other.is_some() {
                let at = desk.tree.key(&["scope", "attribute"]);
                let message = "`attribute` has no effect beside `assignments`";
                let found = Diagnostic::new(&NO_EFFECT, at, message);
                desk.problems.push(found.help("delete one of them"));
            }
            let path = desk.file(path, &["scope", "assignments"]);
            Assignments::Listed(list(&path))
        }
        (None, attribute) => {
            let name = attribute.as_deref().unwrap_or(ROLES);
            by_attribute(name, pipeline, desk);
            Assignments::Attribute(name.to_owned())
        }
    }
}

fn has_assignments(kind: JobKind) -> bool {
    matches!(
        kind,
        JobKind::App | JobKind::CrossTenant | JobKind::EntraToAd
    )
}

/// The lines of a file of assignments: without comments, blanks and empty ones.
fn list(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let text = decode(&bytes).text;
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(|line| {
            // `#` begins a comment behind a blank only: `#EXT#` is part of a guest's name.
            let is_comment = |at: &usize| {
                let before = line.get(..*at).unwrap_or_default();
                before.is_empty() || before.ends_with(char::is_whitespace)
            };
            let comment = line.match_indices('#').map(|(at, _)| at).find(is_comment);
            line.get(..comment.unwrap_or(line.len()))
                .unwrap_or_default()
                .trim()
        })
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The attribute that tells assignments must be one of the source's.
fn by_attribute(name: &str, pipeline: &Pipeline<'_>, desk: &mut Desk<'_, '_>) {
    let Some(object) = pipeline.users.source else {
        return;
    };
    if object.attribute(name).is_some() {
        return;
    }
    let written = desk.tree.has(&["scope", "attribute"]);
    let at = desk.tree.value(&["scope", "attribute"]);
    let found = Diagnostic::new(
        &MAPPING,
        at,
        format!(
            "`{}` has no attribute `{name}` in the schema",
            object.name.value
        ),
    );
    let names = object
        .attributes
        .iter()
        .map(|known| known.name.value.as_str());
    desk.problems.push(match nearest(name, names) {
        Some(meant) if written => found.help(format!("write `\"{meant}\"`")),
        _ => found.help(
            "say who is assigned: add `assignments = \"assigned.txt\"` or `attribute = …` to `[scope]`, or `sync = \"all\"`",
        ),
    });
}

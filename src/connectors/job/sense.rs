//! Whether a job's settings make sense together with its schema.

use super::choose::Chosen;
use super::fit;
use super::resolve::Desk;
use super::settings::TargetSettings;
use super::wire::JobFile;
use crate::assist::job::{KIND, MATCHING, NO_EFFECT, SCHEMA, WRONG_VALUE};
use crate::assist::standard;
use crate::check::check_mapping;
use crate::diag::{Diagnostic, Severity};
use crate::library::JobKind;
use crate::schema::{ObjectMapping, Schema};
use std::path::Path;

/// The only attribute by which cross-tenant synchronization matches.
const ALTERNATIVE_IDS: &str = "alternativeSecurityIds";

pub(super) fn check(schema: &Schema, chosen: &Chosen<'_>, kind: JobKind, desk: &mut Desk<'_, '_>) {
    if let Some((message, better)) = fit::misfit(kind, chosen.rule) {
        let at = desk.tree.value(&["kind"]);
        let found = Diagnostic::new(&KIND, at, message);
        desk.problems.push(match better {
            Some(kind) => found
                .help(format!("write `kind = \"{}\"`", kind.word()))
                .suggest("change the kind", at, format!("\"{}\"", kind.word())),
            None => found.help("choose another `rule`, or another kind"),
        });
        return;
    }
    let mappings = [
        Some((chosen.users, "mapping")),
        chosen.groups.map(|groups| (groups, "group-mapping")),
    ];
    for (mapping, key) in mappings.into_iter().flatten() {
        let at = desk
            .tree
            .value(&[if desk.tree.has(&[key]) { key } else { "schema" }]);
        let (_, found) = check_mapping(standard(), schema, chosen.rule, mapping, Some(kind));
        let errors: Vec<&Diagnostic> = found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        let matches = matching(mapping, kind);
        if let Some(first) = errors.first() {
            let title = mapping.title();
            let message = match errors.len() {
                1 => format!(
                    "the object mapping `{title}` has an error: {}",
                    first.message
                ),
                count => format!(
                    "the object mapping `{title}` has {count} errors, the first: {}",
                    first.message
                ),
            };
            let help = format!("see `attrflow check --job {}` with the schema", kind.word());
            desk.problems
                .push(Diagnostic::new(&SCHEMA, at, message).help(help));
        } else if let Err((message, help)) = matches {
            desk.problems
                .push(Diagnostic::new(&MATCHING, at, message).help(help));
        }
    }
}

fn matching(mapping: &ObjectMapping, kind: JobKind) -> Result<(), (String, &'static str)> {
    let matching: Vec<&str> = mapping
        .attributes
        .iter()
        .filter(|attribute| attribute.is_matching())
        .map(|attribute| attribute.target.value.as_str())
        .collect();
    let title = mapping.title();
    if matching.is_empty() {
        return Err((
            format!("the object mapping `{title}` has no matching attribute"),
            "give one attribute mapping a `matchingPriority` of 1",
        ));
    }
    let other = matching.iter().find(|name| **name != ALTERNATIVE_IDS);
    match other {
        Some(other) if kind == JobKind::CrossTenant && is_user(mapping) => Err((
            format!("cross-tenant synchronization cannot match by `{other}`"),
            "let `alternativeSecurityIds` be the only matching attribute",
        )),
        _ => Ok(()),
    }
}

fn is_user(mapping: &ObjectMapping) -> bool {
    mapping.source_object.value.eq_ignore_ascii_case("user")
}

/// Settings that have no effect, or that cannot be meant.
pub(super) fn flags(
    file: &JobFile,
    kind: JobKind,
    target: &TargetSettings,
    links: &Path,
    desk: &mut Desk<'_, '_>,
) {
    if file.flags.skip_out_of_scope_deletions && kind == JobKind::CrossTenant {
        let at = desk.tree.key(&["flags", "SkipOutOfScopeDeletions"]);
        let message = "`SkipOutOfScopeDeletions` does not work for cross-tenant synchronization";
        let found = Diagnostic::new(&NO_EFFECT, at, message);
        desk.problems.push(found.help("delete the key"));
    }
    if matches!(target, TargetSettings::Embedded(file) if file == links) {
        let at = desk.tree.value(&["links", "file"]);
        let message = "target and links are in the same file";
        let found = Diagnostic::new(&WRONG_VALUE, at, message);
        desk.problems
            .push(found.help("give each a file of its own"));
    }
}

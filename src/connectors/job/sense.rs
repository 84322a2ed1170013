//! Whether a job's settings make sense together with its schema.

use super::fit;
use super::resolve::Desk;
use super::settings::TargetSettings;
use super::wire::JobFile;
use crate::assist::job::{KIND, MAPPING, MATCHING, NO_EFFECT, SCHEMA, WRONG_VALUE};
use crate::assist::standard;
use crate::diag::{Diagnostic, Severity, nearest};
use crate::library::JobKind;
use crate::pipeline::{JobSpec, Pipeline, Unfit};
use crate::schema::Schema;
use crate::text::Span;
use std::path::Path;

/// The pipeline that the job makes of the schema, also where its mappings have errors, which are told; `None`
/// where it makes none.
pub(super) fn build<'p>(
    schema: &'p Schema,
    spec: &'p JobSpec,
    schema_file: &Path,
    desk: &mut Desk<'_, '_>,
) -> Option<Pipeline<'p>> {
    let built = Pipeline::draft(standard(), schema, spec);
    let rule = match (&built, &spec.rule, schema.rules.as_slice()) {
        (Ok((pipeline, _)), ..) => Some(pipeline.rule),
        (Err(_), Some(name), _) => schema.rule(name),
        (Err(_), None, [only]) => Some(only),
        _ => None,
    };
    if let Some((message, better)) = rule.and_then(|rule| fit::misfit(spec.kind, rule)) {
        let at = desk.tree.value(&["kind"]);
        let found = Diagnostic::new(&KIND, at, message);
        desk.problems.push(match better {
            Some(kind) => found
                .help(format!("write `kind = \"{}\"`", kind.word()))
                .suggest("change the kind", at, format!("\"{}\"", kind.word())),
            None => found.help("choose another `rule`, or another kind"),
        });
        return None;
    }
    match built {
        Ok((pipeline, problems)) => {
            if problems.has_errors() {
                let unfit = Unfit::Mapping(problems);
                let found = said(unfit, spec.kind, schema_file, desk);
                desk.problems.push(found);
            }
            Some(pipeline)
        }
        Err(unfit) => {
            let found = said(unfit, spec.kind, schema_file, desk);
            desk.problems.push(found);
            None
        }
    }
}

/// Where a key stands; the schema's, where the job does not have it.
fn place(key: &str, desk: &Desk<'_, '_>) -> Span {
    let key = if desk.tree.has(&[key]) { key } else { "schema" };
    desk.tree.value(&[key])
}

fn said(unfit: Unfit, kind: JobKind, schema_file: &Path, desk: &Desk<'_, '_>) -> Diagnostic {
    match unfit {
        Unfit::Job { key, message, help } => {
            let found = Diagnostic::new(&MAPPING, place(key, desk), message);
            match help {
                Some(help) => found.help(help),
                None => found,
            }
        }
        Unfit::Schema { message, help, .. } => {
            let found = Diagnostic::new(&MATCHING, place("mapping", desk), message);
            match help {
                Some(help) => found.help(help),
                None => found,
            }
        }
        Unfit::Mapping(problems) => {
            let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
            let count = problems.iter().filter(is_error).count();
            let first = problems.iter().find(is_error);
            let first = first.map_or("", |first| first.message.as_str());
            let message = match count {
                1 => format!("the schema's mappings have an error: {first}"),
                _ => format!("the schema's mappings have {count} errors, the first: {first}"),
            };
            Diagnostic::new(&SCHEMA, place("mapping", desk), message).help(format!(
                "see `attrflow check {} --job {}`",
                schema_file.display(),
                kind.word()
            ))
        }
    }
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
    if matches!(target, TargetSettings::Embedded(settings) if settings.file == links) {
        let at = desk.tree.value(&["links", "file"]);
        let message = "target and links are in the same file";
        let found = Diagnostic::new(&WRONG_VALUE, at, message);
        desk.problems
            .push(found.help("give each a file of its own"));
    }
}

/// Unique attributes that no object of the target has.
pub(super) fn unique(target: &TargetSettings, pipeline: &Pipeline<'_>, desk: &mut Desk<'_, '_>) {
    let TargetSettings::Embedded(settings) = target else {
        return;
    };
    let directory = &pipeline.rule.target_directory.value;
    let known: Vec<&str> = pipeline
        .schema
        .directories
        .iter()
        .filter(|defined| defined.name.value == *directory)
        .flat_map(|defined| &defined.objects)
        .flat_map(|object| &object.attributes)
        .map(|attribute| attribute.name.value.as_str())
        .collect();
    for name in settings.unique.iter().flatten() {
        if known.contains(&name.as_str()) {
            continue;
        }
        let at = desk.tree.value(&["target", "unique"]);
        let message = format!("`{directory}` has no attribute `{name}` in the schema");
        let found = Diagnostic::new(&MAPPING, at, message);
        desk.problems
            .push(match nearest(name, known.iter().copied()) {
                Some(meant) => found.help(format!("write `{meant}`")),
                None => found.help("take names of the schema's target directory"),
            });
    }
}

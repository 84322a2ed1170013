//! What a job means: files found, schema read, defaults filled in, settings held against each other.

use super::choose::{Chosen, choose, mapping_name, rule_name};
use super::settings::{Job, SourceSettings};
use super::target::target;
use super::tree::Tree;
use super::wire::{ActionsTable, Format as Written, JobFile, Kind, SourceTable};
use super::{scope, sense, why};
use crate::assist::job::{FILE, SCHEMA, WRONG_VALUE};
use crate::connectors::files::Format;
use crate::diag::{Diagnostic, Problems, Severity};
use crate::library::JobKind;
use crate::pipeline::{Actions, JobSpec, Thresholds};
use crate::schema::Schema;
use std::path::{Path, PathBuf};

/// What resolving needs everywhere: the file's tree, its folder, and where problems go.
pub(super) struct Desk<'d, 't> {
    pub(super) tree: &'d Tree<'t>,
    pub(super) folder: &'d Path,
    pub(super) problems: &'d mut Problems,
}

impl Desk<'_, '_> {
    /// The complete path of one that the job names.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The complete path of a file that must be there.
    pub(super) fn file(&mut self, path: &Path, key: &[&str]) -> PathBuf {
        let path = self.path(path);
        let failed = match std::fs::metadata(&path) {
            Ok(found) if found.is_file() => return path,
            Ok(_) => "it is no file".to_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                "there is no such file".to_owned()
            }
            Err(error) => why(&error),
        };
        let message = format!("cannot read `{}`: {failed}", path.display());
        let at = self.tree.value(key);
        self.problems.push(
            Diagnostic::new(&FILE, at, message)
                .help("paths are relative to the folder of the job file"),
        );
        path
    }
}

/// The job; `None` where the schema cannot be used at all.
pub(super) fn resolve(
    file: JobFile,
    tree: &Tree<'_>,
    folder: &Path,
    problems: &mut Problems,
) -> Option<Job> {
    let mut desk = Desk {
        tree,
        folder,
        problems,
    };
    let kind = kind_of(file.kind);
    let source = source(&file.source, kind, &mut desk);
    let target = target(&file.target, &mut desk);
    let links = desk.path(
        file.links
            .file
            .as_deref()
            .unwrap_or(".attrflow/links.db".as_ref()),
    );
    let schema_file = desk.file(&file.schema, &["schema"]);
    let schema = schema(&schema_file, &mut desk)?;
    let chosen = choose(&schema, &file, kind, tree, desk.problems)?;
    sense::check(&schema, &chosen, kind, &mut desk);
    let assignments = scope::assignments(&file, &schema, &chosen, kind, &mut desk);
    sense::flags(&file, kind, &target, &links, &mut desk);
    let spec = spec(&file, kind, &chosen, assignments);
    Some(Job {
        kind,
        spec,
        schema_file,
        schema,
        source,
        target,
        links,
    })
}

fn spec(
    file: &JobFile,
    kind: JobKind,
    chosen: &Chosen<'_>,
    assignments: crate::pipeline::Assignments,
) -> JobSpec {
    let ActionsTable {
        create,
        update,
        delete,
    } = file.actions;
    let limits = &file.thresholds;
    JobSpec {
        kind,
        rule: rule_name(chosen.rule),
        mapping: Some(mapping_name(chosen.users)),
        group_mapping: chosen.groups.map(mapping_name),
        source_name: file
            .source
            .name
            .clone()
            .unwrap_or_else(|| chosen.rule.source_directory.value.clone()),
        target_name: file
            .target
            .name
            .clone()
            .unwrap_or_else(|| chosen.rule.target_directory.value.clone()),
        assignments,
        skip_out_of_scope_deletions: file.flags.skip_out_of_scope_deletions,
        parameters: file
            .parameters
            .iter()
            .map(|(name, value)| (name.trim_matches('%').to_owned(), value.clone()))
            .collect(),
        default_domain: file.default_domain.clone(),
        actions: Actions {
            create: create.unwrap_or(true),
            update: update.unwrap_or(true),
            delete: delete.unwrap_or(true),
        },
        thresholds: Thresholds {
            deletes: limits.deletes.unwrap_or(Thresholds::default().deletes),
            deletes_percent: limits.deletes_percent,
        },
    }
}

fn schema(path: &Path, desk: &mut Desk<'_, '_>) -> Option<Schema> {
    let bytes = std::fs::read(path).ok()?;
    let problems = match Schema::read(&bytes) {
        Ok((schema, problems)) if !problems.has_errors() => return Some(schema),
        Ok((_, problems)) | Err(problems) => problems,
    };
    let first = problems
        .iter()
        .find(|found| found.severity == Severity::Error)?;
    let message = format!("the schema cannot be used: {}", first.message);
    let help = format!("see `attrflow check {}`", path.display());
    desk.problems
        .push(Diagnostic::new(&SCHEMA, desk.tree.value(&["schema"]), message).help(help));
    None
}

fn source(table: &SourceTable, kind: JobKind, desk: &mut Desk<'_, '_>) -> SourceSettings {
    let file = desk.file(&table.file, &["source", "file"]);
    let groups = table
        .groups
        .as_ref()
        .map(|groups| desk.file(groups, &["source", "groups"]));
    let format = table.format.map(|format| match format {
        Written::Json => Format::Json,
        Written::Ndjson => Format::Ndjson,
        Written::Csv => Format::Csv,
    });
    let unknown = |path: &Path| Format::of(path).is_none();
    for (path, key, told) in [
        (Some(&file), "file", format.is_some()),
        (groups.as_ref(), "groups", false),
    ] {
        if let Some(path) = path.filter(|path| !told && unknown(path)) {
            let message = format!("the ending of `{}` tells no format", path.display());
            let at = desk.tree.value(&["source", key]);
            let help = match key {
                "file" => "add `format = \"json\"`, `\"ndjson\"` or `\"csv\"`",
                _ => "let it end in `.json`, `.ndjson` or `.csv`",
            };
            desk.problems
                .push(Diagnostic::new(&WRONG_VALUE, at, message).help(help));
        }
    }
    let by_kind = || {
        default_keys(kind)
            .iter()
            .map(|key| (*key).to_owned())
            .collect()
    };
    SourceSettings {
        file,
        format,
        groups,
        keys: table.keys.clone().unwrap_or_else(by_kind),
    }
}

/// By what people find an object, besides its anchor.
fn default_keys(kind: JobKind) -> &'static [&'static str] {
    match kind {
        JobKind::App | JobKind::CrossTenant | JobKind::EntraToAd => &["userPrincipalName", "mail"],
        JobKind::AdToEntra => &["distinguishedName"],
        JobKind::Workday => &["WorkerID", "WID"],
        JobKind::SuccessFactors => &["personIdExternal"],
        JobKind::ApiDriven => &["externalId", "employeeId", "userName"],
    }
}

fn kind_of(kind: Kind) -> JobKind {
    match kind {
        Kind::App => JobKind::App,
        Kind::CrossTenant => JobKind::CrossTenant,
        Kind::AdToEntra => JobKind::AdToEntra,
        Kind::EntraToAd => JobKind::EntraToAd,
        Kind::Workday => JobKind::Workday,
        Kind::SuccessFactors => JobKind::SuccessFactors,
        Kind::ApiDriven => JobKind::ApiDriven,
    }
}

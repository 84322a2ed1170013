//! What a job means: files found, schema read, defaults filled in, settings held against each other.

use super::settings::Job;
use super::target::target;
use super::tree::Tree;
use super::wire::{ActionsTable, Format as Written, JobFile, Kind, SourceTable};
use super::{scope, sense, why};
use crate::assist::job::{FILE, SCHEMA, WRONG_VALUE};
use crate::connectors::files::{Format, ObjectShape, SourceFiles};
use crate::diag::{Diagnostic, Problems, Severity};
use crate::library::JobKind;
use crate::pipeline::{Actions, JobSpec, Objects, Pipeline, Thresholds};
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
    let files = files(&file.source, &mut desk);
    let target = target(&file.target, &mut desk);
    let links = file.links.file.as_deref();
    let links = desk.path(links.unwrap_or(".attrflow/links.db".as_ref()));
    let schema_file = desk.file(&file.schema, &["schema"]);
    let schema = schema(&schema_file, &mut desk)?;
    sense::flags(&file, kind, &target, &links, &mut desk);
    let mut spec = spec(&file, kind);
    let pipeline = sense::build(&schema, &spec, &schema_file, &mut desk)?;
    sense::unique(&target, &pipeline, &mut desk);
    let assignments = scope::assignments(&file, &pipeline, &mut desk);
    let source = source(&file.source, files, &pipeline);
    let (from, to) = (
        pipeline.rule.source_directory.value.clone(),
        pipeline.rule.target_directory.value.clone(),
    );
    spec.assignments = assignments;
    spec.source_name = file.source.name.unwrap_or(from);
    spec.target_name = file.target.name.unwrap_or(to);
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

/// What the file says; names of the systems and assignments are filled in when the rule is known.
fn spec(file: &JobFile, kind: JobKind) -> JobSpec {
    let ActionsTable {
        create,
        update,
        delete,
    } = file.actions;
    let limits = &file.thresholds;
    JobSpec {
        rule: file.rule.clone(),
        mapping: file.mapping.clone(),
        group_mapping: file.group_mapping.clone(),
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
            max_disables: limits.max_disables,
            max_deletes: limits.max_deletes,
        },
        ..JobSpec::new(kind, "", "")
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

/// The files of the source, with their formats where these are known.
struct Files {
    users: (PathBuf, Option<Format>),
    groups: Option<(PathBuf, Option<Format>)>,
}

fn files(table: &SourceTable, desk: &mut Desk<'_, '_>) -> Files {
    let told = table.format.map(|format| match format {
        Written::Json => Format::Json,
        Written::Ndjson => Format::Ndjson,
        Written::Csv => Format::Csv,
    });
    let mut found = |path: &Path, key: &str, told: Option<Format>, help: &str| {
        let path = desk.file(path, &["source", key]);
        let format = told.or_else(|| Format::of(&path));
        if format.is_none() {
            let message = format!("the ending of `{}` tells no format", path.display());
            let at = desk.tree.value(&["source", key]);
            desk.problems
                .push(Diagnostic::new(&WRONG_VALUE, at, message).help(help));
        }
        (path, format)
    };
    let add = "add `format = \"json\"`, `\"ndjson\"` or `\"csv\"`";
    let rename = "let it end in `.json`, `.ndjson` or `.csv`";
    let users = found(&table.file, "file", told, add);
    let groups = table.groups.as_ref();
    Files {
        users,
        groups: groups.map(|groups| found(groups, "groups", None, rename)),
    }
}

fn source(table: &SourceTable, files: Files, pipeline: &Pipeline<'_>) -> SourceFiles {
    let objects = |objects: &Objects<'_>| objects.mapping.source_object.value.clone();
    let keys = default_keys(pipeline.spec.kind).iter();
    let directory = &pipeline.rule.source_directory.value;
    let mut shapes: Vec<ObjectShape> = pipeline
        .schema
        .directories
        .iter()
        .filter(|defined| defined.name.value == *directory)
        .flat_map(|defined| &defined.objects)
        .map(ObjectShape::of)
        .collect();
    for used in [Some(&pipeline.users), pipeline.groups.as_ref()]
        .into_iter()
        .flatten()
    {
        let name = objects(used);
        if !shapes.iter().any(|shape| shape.name == name) {
            shapes.push(ObjectShape::undefined(&name));
        }
    }
    let (file, format) = files.users;
    SourceFiles {
        file,
        format: format.unwrap_or(Format::Json),
        object: objects(&pipeline.users),
        groups: files.groups.map(|(path, format)| {
            let object = pipeline.groups.as_ref().map(objects);
            let object = object.unwrap_or_else(|| "Group".to_owned());
            (path, format.unwrap_or(Format::Json), object)
        }),
        keys: table
            .keys
            .clone()
            .unwrap_or_else(|| keys.map(|key| (*key).to_owned()).collect()),
        shapes,
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

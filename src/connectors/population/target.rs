//! What provisioning everybody would do to the target.

use super::super::files::{FileSource, Format, ObjectShape, SourceFiles, fault};
use super::super::job::{EmbeddedSettings, Job, TargetSettings};
use super::super::ports::config;
use super::super::scim::{ScimConstraints, ScimReader};
use super::super::store::{EmbeddedReader, LinkReader, Shape};
use super::crowd::{self, Openers};
use super::matching;
use crate::dotnet::date::Ticks;
use crate::eval::find;
use crate::pipeline::{
    Constraints, LinksReader, Pipeline, PortError, PortErrorKind, SourceDirectory, TargetReader,
};
use crate::plan::{Base, Names, NotEvaluated, Rehearser, Snapshot, Visit};
use serde_json::Value as Json;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// What is planned.
pub struct Wanted<'w> {
    /// The job.
    pub job: &'w Job,
    /// The same, ready.
    pub pipeline: &'w Pipeline<'w>,
    /// The files of the population.
    pub source: &'w SourceFiles,
    /// Whether these are the job's own, so that whoever is not in them is gone.
    pub whole: bool,
    /// A file that stands for the target.
    pub snapshot: Option<&'w Path>,
    /// How many threads rehearse.
    pub threads: usize,
    /// The clock of all expressions.
    pub now: Ticks,
    /// Makes results of chance repeatable.
    pub seed: u64,
    /// Says that nobody waits for the plan any more, which then ends with an error.
    pub halts: &'w (dyn Fn() -> bool + Sync),
}

/// Plans everybody; gives what the plan leaves out.
///
/// # Errors
/// Source, target or links cannot be read.
///
/// ```
/// use attrflow::connectors::{job::Job, population::target::{Wanted, run}, world};
/// use attrflow::{assist::standard, pipeline::Pipeline};
/// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
/// let (pipeline, _) = Pipeline::build(standard(), &job.schema, &job.spec).unwrap();
/// let wanted = Wanted { job: &job, pipeline: &pipeline, source: &job.source, whole: true, snapshot: None,
///     threads: 2, now: world::now(), seed: 1, halts: &|| false };
/// let mut users = 0;
/// let left_out = run(&wanted, &mut |_, settled| users += u32::from(settled.entry.is_some())).unwrap();
/// assert!(users > 0 && left_out.is_empty());
/// ```
pub fn run(wanted: &Wanted<'_>, visit: &mut Visit<'_>) -> Result<Vec<NotEvaluated>, PortError> {
    let open = || -> Result<Box<dyn SourceDirectory>, PortError> {
        Ok(Box::new(FileSource::open(wanted.source)?))
    };
    let held = Held::open(wanted.job, wanted.pipeline, wanted.snapshot)?;
    let base = || held.base(wanted.job, wanted.pipeline);
    let mut source = open()?;
    let object = &wanted.pipeline.users.mapping.source_object.value;
    let mut names = Names::read(source.as_mut(), object)?;
    if names.any_twice() {
        tell_places(&mut names, wanted.source, object)?;
    }
    let first = base()?;
    let rehearser = Rehearser::new(
        wanted.pipeline,
        &names,
        source.namer(),
        first.target.constraints(),
        (wanted.now, wanted.seed),
    );
    let openers = Openers {
        source: &open,
        base: &base,
    };
    crowd::plan(
        &rehearser,
        &openers,
        (wanted.threads, wanted.whole),
        wanted.halts,
        visit,
    )?;
    let mut left = Vec::new();
    if !wanted.whole {
        left.extend(absent(object, &names, first.links.as_ref())?);
    }
    if let Some(groups) = &wanted.pipeline.groups {
        let object = &groups.mapping.source_object.value;
        let mut count = 0;
        source.each(object, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        })?;
        if count > 0 {
            left.push(NotEvaluated {
                what: "groups".to_owned(),
                count: Some(count),
                why: "a plan is about users; provision a group on demand".to_owned(),
            });
        }
    }
    Ok(left)
}

/// Where the objects stand whose anchors others have as well.
fn tell_places(names: &mut Names, files: &SourceFiles, object: &str) -> Result<(), PortError> {
    let mut places = Vec::new();
    FileSource::open(files)?.each_record(object, &mut |line, found| {
        let found = found?;
        if names.is_twice(&found.id) {
            places.push((found.id, line));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    for (anchor, line) in places {
        names.place(&anchor, format!("{}:{line}", files.file.display()));
    }
    Ok(())
}

/// Target and links as they are, in one state.
///
/// # Errors
/// They cannot be read.
pub fn held(job: &Job, pipeline: &Pipeline<'_>) -> Result<Base, PortError> {
    Held::open(job, pipeline, None).and_then(|held| held.base(job, pipeline))
}

/// Linked users who are not in the file are nobody's business, where it is not the whole source.
fn absent(
    object: &str,
    names: &Names,
    links: &dyn LinksReader,
) -> Result<Option<NotEvaluated>, PortError> {
    let mut count = 0;
    links.each(object, &mut |link| {
        count += u64::from(!names.has(&link.source));
        ControlFlow::Continue(())
    })?;
    Ok((count > 0).then(|| NotEvaluated {
        what: "linked users who are not in the file of users".to_owned(),
        count: Some(count),
        why: "without `--users`, they are looked for in the job's source, and count as deleted where it does not have them".to_owned(),
    }))
}

/// Where the target's objects are.
enum Held<'h> {
    /// In the embedded directory, which is asked user by user.
    Directory(&'h EmbeddedSettings),
    /// Read as a whole.
    Memory(Snapshot),
}

impl<'h> Held<'h> {
    fn open(
        job: &'h Job,
        pipeline: &Pipeline<'_>,
        snapshot: Option<&Path>,
    ) -> Result<Self, PortError> {
        let target = &job.target;
        let object = &pipeline.users.mapping.target_object.value;
        let constraints = || -> Arc<dyn Constraints> {
            match target {
                TargetSettings::Embedded(settings) => Arc::new(shape(pipeline, settings)),
                TargetSettings::Scim(_) => Arc::new(ScimConstraints),
            }
        };
        match (snapshot, target) {
            (Some(path), _) => {
                let texts = accounts(pipeline, path)?;
                Ok(Self::Memory(Snapshot::of(object, texts, constraints())))
            }
            (None, TargetSettings::Embedded(settings)) => Ok(Self::Directory(settings)),
            (None, TargetSettings::Scim(settings)) => {
                let mut reader = ScimReader::new(config(settings)?);
                Ok(Self::Memory(Snapshot::read(
                    &mut reader,
                    object,
                    constraints(),
                )?))
            }
        }
    }

    fn base(&self, job: &Job, pipeline: &Pipeline<'_>) -> Result<Base, PortError> {
        let target: Box<dyn TargetReader> = match self {
            Self::Memory(snapshot) => Box::new(snapshot.clone()),
            Self::Directory(settings) => Box::new(EmbeddedReader::open(
                &settings.file,
                shape(pipeline, settings),
            )?),
        };
        let links = Box::new(LinkReader::open(&job.links)?.held()?);
        Ok(Base { target, links })
    }
}

fn shape(pipeline: &Pipeline<'_>, settings: &EmbeddedSettings) -> Shape {
    settings.shape(pipeline.schema, pipeline.rule)
}

/// The objects of a file that stands for the target, by their anchors.
fn accounts(pipeline: &Pipeline<'_>, path: &Path) -> Result<Vec<(String, Box<str>)>, PortError> {
    let object = &pipeline.users.mapping.target_object.value;
    let shape = match pipeline.users.target {
        Some(definition) => ObjectShape::of(definition),
        None => ObjectShape::undefined(object),
    };
    let wrong = |message: String| PortError::new(PortErrorKind::InternalError, message);
    let format = Format::of(path).ok_or_else(|| {
        wrong(format!(
            "the ending of `{}` tells no format",
            path.display()
        ))
        .help("let it end in `.json`, `.ndjson` or `.csv`")
    })?;
    let files = SourceFiles {
        file: path.to_owned(),
        format,
        object: object.clone(),
        groups: None,
        keys: Vec::new(),
        shapes: vec![shape],
    };
    let matching = matching(pipeline);
    let (mut texts, mut lines) = (Vec::new(), HashMap::new());
    let mut fits = false;
    FileSource::open(&files)?.each_record(object, &mut |line, found| {
        let found = found?;
        if let Some(first) = lines.insert(found.id.clone(), line) {
            let message = format!("`{}` is the account on line {first} as well", found.id);
            return Err(fault::at(path, line, None, &message).help("delete one of them"));
        }
        fits = fits
            || matching
                .iter()
                .any(|name| find(&found.attributes, name).is_some());
        let text = Json::Object(found.attributes).to_string();
        texts.push((found.id, text.into_boxed_str()));
        Ok(ControlFlow::Continue(()))
    })?;
    if !(fits || texts.is_empty() || matching.is_empty()) {
        let message = format!(
            "no account in `{}` has {}, by which users are matched",
            path.display(),
            matching
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(" or ")
        );
        return Err(wrong(message)
            .help("give the accounts as the target has them, such as the answer of `GET /Users`"));
    }
    Ok(texts)
}

//! `attrflow apply`: what a saved plan says, and nothing else.

use super::job::{JobArg, pipeline};
use super::plan::{Fingerprinted, Saved, take};
use super::{Exit, Trouble, output};
use crate::connectors::files::FileSource;
use crate::connectors::job::Job;
use crate::connectors::population::target::held;
use crate::connectors::ports::Ports;
use crate::connectors::world::World;
use crate::dotnet::date::Ticks;
use crate::library::Host;
use crate::pipeline::{ErrorInfo, Link, LinksReader, Pipeline, Run, SourceDirectory, Subject};
use crate::plan::{Entry, Names, Outcome, Rehearser, is_to_come};
use crate::report::json;
use clap::ValueEnum;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  attrflow plan --job examples/contoso/job.toml --save monday.plan
  attrflow apply monday.plan --job examples/contoso/job.toml

The plan is refused when job, schema, source, target or links changed since it was made, and when it
exceeds a threshold of the job, unless --allow-deletes is given.

Exit codes: 0 everything was done; 1 it was refused, or something failed; 2 wrong usage, or a file
that cannot be read; 3 it exceeds a threshold.";

/// Do what a saved plan says.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Apply {
    /// A plan that `attrflow plan --save` wrote
    #[arg(value_name = "PLAN")]
    plan: PathBuf,

    #[command(flatten)]
    job: JobArg,

    /// Apply a plan that disables or deletes more accounts than the job's thresholds allow
    #[arg(long)]
    allow_deletes: bool,

    /// How to write what was done
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// What was done.
#[derive(Debug, Default, Serialize)]
struct Done {
    format_version: u32,
    /// By outcome, such as `create`.
    outcomes: BTreeMap<Outcome, u64>,
    /// What failed, in the order of the plan.
    failed: Vec<Failed>,
}

#[derive(Debug, Serialize)]
struct Failed {
    key: String,
    /// Whether the plan said so.
    planned: bool,
    error: ErrorInfo,
}

impl Apply {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let saved = Saved::read(&self.plan)?;
        let job = self.job.read()?;
        let pipeline = pipeline(&job)?;
        if let (Some(first), false) = (saved.exceeded.first(), self.allow_deletes) {
            let refused = format!(
                "the plan exceeds the threshold `{}`: {}",
                first.threshold, first.text
            );
            Trouble::new(refused)
                .help("if that is meant, apply it with `--allow-deletes`")
                .tell();
            return Ok(Exit::Exceeded);
        }
        let basis = Fingerprinted {
            job: &self.job.file()?,
            schema: &job.schema_file,
            source: &job.source,
            pipeline: &pipeline,
        };
        let changed = saved
            .header
            .basis
            .differs(&take(&basis, &mut held(&job, &pipeline)?)?);
        if !changed.is_empty() {
            Trouble::new(format!(
                "the plan is stale: {} changed since it was made",
                changed.join(" and ")
            ))
            .help("plan again, and look at the plan before it is applied")
            .tell();
            return Ok(Exit::Found);
        }
        let clock = World::new(None, None);
        let mut applying = Applying::new(&job, &pipeline, &clock)?;
        let ended = applying.all(&saved);
        output::print(&match self.format {
            Format::Text => applying.done.text(),
            Format::Json => json::text(&applying.done),
        })?;
        ended?;
        Ok(match applying.done.failed.is_empty() {
            true => Exit::Fine,
            false => Exit::Found,
        })
    }
}

/// A plan that is being applied.
struct Applying<'a> {
    job: &'a Job,
    pipeline: &'a Pipeline<'a>,
    clock: &'a World,
    ports: Ports<'a>,
    names: Names,
    /// The anchors of accounts that were created, by the source's.
    made: HashMap<String, String>,
    done: Done,
}

impl<'a> Applying<'a> {
    fn new(job: &'a Job, pipeline: &'a Pipeline<'a>, clock: &'a World) -> Result<Self, Trouble> {
        let object = &pipeline.users.mapping.source_object.value;
        let names = FileSource::open(&job.source)
            .and_then(|mut source| Names::read(&mut source, object))?;
        Ok(Self {
            job,
            pipeline,
            clock,
            ports: Ports::writing(job, pipeline, clock)?,
            names,
            made: HashMap::new(),
            done: Done {
                format_version: 1,
                ..Done::default()
            },
        })
    }

    fn all(&mut self, saved: &Saved) -> Result<(), Trouble> {
        let last = saved.entries.iter().map(|entry| entry.pass).max();
        let now = Ticks::new(saved.header.now).unwrap_or_default();
        for pass in 1..=last.unwrap_or_default() {
            let own = saved.entries.iter().filter(|entry| entry.pass == pass);
            let mut own: HashMap<&str, &Entry> =
                own.map(|one| (one.source.as_str(), one)).collect();
            self.present(&mut own, (now, saved.header.seed))?;
            let mut gone: Vec<&Entry> = own.into_values().collect();
            gone.sort_by_key(|entry| entry.number);
            for entry in gone {
                let link = self.link(&entry.source)?;
                self.one(entry, &Subject::Gone(link), (now, saved.header.seed))?;
            }
        }
        Ok(())
    }

    /// Those of a pass whom the source has, in its order.
    fn present(
        &mut self,
        own: &mut HashMap<&str, &Entry>,
        chance: (Ticks, u64),
    ) -> Result<(), Trouble> {
        let mut source = FileSource::open(&self.job.source)?;
        let object = &self.pipeline.users.mapping.source_object.value;
        let mut ended = Ok(());
        source.each(object, &mut |found| {
            let Some(entry) = own.remove(found.id.as_str()) else {
                return ControlFlow::Continue(());
            };
            ended = self.one(entry, &Subject::Present(found), chance);
            match ended {
                Ok(()) if !own.is_empty() => ControlFlow::Continue(()),
                _ => ControlFlow::Break(()),
            }
        })?;
        ended
    }

    fn link(&mut self, source: &str) -> Result<Link, Trouble> {
        let object = &self.pipeline.users.mapping.source_object.value;
        let links = crate::connectors::store::LinkReader::open(&self.job.links);
        let found = links.and_then(|links| links.link(object, source));
        let found = found?;
        found.ok_or_else(|| {
            Trouble::new(format!("the link of `{source}` is gone")).help("plan again")
        })
    }

    /// Applies one entry, and stops where it comes out otherwise than planned.
    fn one(
        &mut self,
        entry: &Entry,
        subject: &Subject,
        (now, seed): (Ticks, u64),
    ) -> Result<(), Trouble> {
        let source = FileSource::open(&self.job.source)?;
        let rehearser = Rehearser::new(
            self.pipeline,
            &self.names,
            source.namer(),
            std::sync::Arc::new(crate::pipeline::Unconstrained),
            (now, seed),
        );
        let host = rehearser.host(subject.source());
        let clock: &dyn Host = self.clock;
        let run = self.pipeline.perform(
            subject,
            &mut rehearser.crowd(),
            self.ports.access(),
            (&host, clock),
        );
        let outcome = Outcome::of(run.status, run.action, run.error.as_ref());
        *self.done.outcomes.entry(outcome).or_default() += 1;
        if let (Outcome::Fail, Some(error)) = (outcome, &run.error) {
            self.done.failed.push(Failed {
                key: entry.key.clone(),
                planned: entry.outcome == Outcome::Fail,
                error: error.clone(),
            });
        }
        let known = entry
            .target
            .as_deref()
            .is_some_and(|id| is_to_come(id).is_none());
        if !known && !run.target.id.is_empty() {
            self.made
                .insert(entry.source.clone(), run.target.id.clone());
        }
        // What the target refuses is no reason to leave the others undone.
        if outcome == Outcome::Fail || self.agrees(entry, outcome, &run) {
            return Ok(());
        }
        Err(Trouble::new(format!(
            "`{}` came out otherwise than planned, and nothing more was applied",
            entry.key
        ))
        .help("source or target changed meanwhile: look at it with `attrflow log`, and plan again"))
    }

    fn agrees(&self, entry: &Entry, outcome: Outcome, run: &Run) -> bool {
        let pairs = entry.changes.iter().zip(&run.modified);
        outcome == entry.outcome
            && entry.changes.len() == run.modified.len()
            && pairs.into_iter().all(|(planned, done)| {
                planned.target == done.target
                    && self.real(&planned.old) == done.old
                    && self.real(&planned.new) == done.new
            })
    }

    /// A planned value, with real anchors in place of those that were to come.
    fn real(&self, value: &Json) -> Json {
        match value {
            Json::String(text) => {
                let made = is_to_come(text).and_then(|source| self.made.get(source));
                Json::from(made.unwrap_or(text).as_str())
            }
            Json::Array(items) => items.iter().map(|item| self.real(item)).collect(),
            other => other.clone(),
        }
    }
}

impl Done {
    fn text(&self) -> String {
        let words = |outcome: Outcome| match outcome {
            Outcome::Create => "created",
            Outcome::Update => "updated",
            Outcome::Disable => "disabled",
            Outcome::Delete => "deleted",
            Outcome::Fail => "failed",
            Outcome::Unchanged => "linked",
            Outcome::Skip => "skipped",
            Outcome::EnterScope | Outcome::LeaveScope => "compared",
        };
        let counts: Vec<String> = self
            .outcomes
            .iter()
            .map(|(outcome, users)| format!("{users} {}", words(*outcome)))
            .collect();
        let mut text = match counts.is_empty() {
            true => "Applied: the plan does nothing.\n".to_owned(),
            false => format!("Applied: {}.\n", counts.join(", ")),
        };
        for failed in &self.failed {
            let planned = if failed.planned { ", as planned" } else { "" };
            let (code, reason) = (&failed.error.code, &failed.error.reason);
            text.push_str(&format!(
                "  {} failed{planned}: {code}: {reason}\n",
                failed.key
            ));
        }
        text
    }
}

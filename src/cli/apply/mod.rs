//! `attrflow apply`: what a saved plan says, and nothing else.

mod done;

use super::job::{JobArg, pipeline};
use super::plan::{Fingerprinted, Saved, take};
use super::progress::Progress;
use super::{Exit, Trouble, given, interrupt, output};
use crate::connectors::files::FileSource;
use crate::connectors::job::Job;
use crate::connectors::population::target::held;
use crate::connectors::ports::Ports;
use crate::connectors::store::LinkReader;
use crate::connectors::world::World;
use crate::dotnet::date::Ticks;
use crate::library::Host;
use crate::pipeline::{
    Access, ErrorInfo, Link, LinksReader, Modified, Pipeline, PortErrorKind, SourceDirectory,
    Subject,
};
use crate::plan::{Entry, Names, Outcome, Rehearser, is_to_come};
use crate::report::json;
use clap::ValueEnum;
use done::{Done, Failed, Stopped};
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};
use std::fs::{File, TryLockError};
use std::ops::ControlFlow;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  attrflow plan --job examples/contoso/job.toml --save monday.plan
  attrflow apply monday.plan --job examples/contoso/job.toml

The plan is refused when job, schema, source, assignments, target or links changed since it was
made, and when it exceeds a threshold of the job, unless --allow-deletes is given.

Each entry is rehearsed before it is done: at one that would come out otherwise than planned it
stops, and so at a target that cannot be reached or written.

Exit codes: 0 everything was done; 1 it was refused, it stopped, or something failed; 2 wrong
usage, or a file that cannot be read; 3 it exceeds a threshold; 130 it was interrupted between two
entries.";

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

impl Apply {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let saved = Saved::read(&self.plan)?;
        // Held until the end, so that nobody else applies a plan of this job in between.
        let _alone = self.alone()?;
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
        applying.done.left = saved.entries.len() as u64;
        interrupt::remember();
        let ended = applying.all(&saved);
        applying.progress.clear();
        output::print(&match self.format {
            Format::Text => applying.done.text(),
            Format::Json => json::text(&applying.done),
        })?;
        let done = &applying.done;
        Ok(match ended {
            Err(End::Trouble(trouble)) => return Err(trouble),
            Err(End::Interrupted) => Exit::Interrupted,
            Ok(()) if done.failed.is_empty() && done.stopped.is_none() => Exit::Fine,
            _ => Exit::Found,
        })
    }
}

impl Apply {
    /// The job file, locked.
    fn alone(&self) -> Result<File, Trouble> {
        let path = self.job.file()?;
        let file = File::open(&path).map_err(|error| given::unreadable(&path, &error))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(Trouble::new(format!(
                "another `attrflow apply` is at work on `{}`",
                path.display()
            ))
            .help("wait until it is done, and plan again")),
            // Where files cannot be locked, as on some network drives, there is only the word of its user.
            _ => Ok(file),
        }
    }
}

/// Why the entries that are left are not applied.
enum End {
    Trouble(Trouble),
    /// It is told in what was done.
    Stopped,
    Interrupted,
}

impl<T: Into<Trouble>> From<T> for End {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
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
    progress: Progress,
    done: Done,
}

/// Failures that would be everybody's.
const OF_THE_SYSTEM: &[PortErrorKind] = &[
    PortErrorKind::Timeout,
    PortErrorKind::Unauthorized,
    PortErrorKind::InsufficientRights,
    PortErrorKind::TooManyRequests,
    PortErrorKind::WebExceptionProtocolError,
    PortErrorKind::ServiceIncompatible,
    PortErrorKind::Busy,
    PortErrorKind::InternalError,
];

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
            progress: Progress::of_users(),
            done: Done {
                format_version: 1,
                ..Done::default()
            },
        })
    }

    fn all(&mut self, saved: &Saved) -> Result<(), End> {
        let passes: BTreeSet<u32> = saved.entries.iter().map(|entry| entry.pass).collect();
        let now = Ticks::new(saved.header.now).unwrap_or_default();
        for pass in passes {
            let own = saved.entries.iter().filter(|entry| entry.pass == pass);
            let mut own: HashMap<&str, &Entry> =
                own.map(|one| (one.source.as_str(), one)).collect();
            self.present(&mut own, (now, saved.header.seed))?;
            let mut gone: Vec<&Entry> = own.into_values().collect();
            gone.sort_by_key(|entry| entry.number);
            for entry in gone {
                let Some(link) = self.link(&entry.source)? else {
                    let reason = "it is in the source no longer, and its link is gone";
                    return self.stop(entry, reason.to_owned());
                };
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
    ) -> Result<(), End> {
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

    fn link(&self, source: &str) -> Result<Option<Link>, Trouble> {
        let object = &self.pipeline.users.mapping.source_object.value;
        let links = LinkReader::open(&self.job.links)?;
        Ok(links.link(object, source)?)
    }

    /// Applies one entry. First it is rehearsed: what would come out otherwise than planned is not done, and
    /// nothing after it.
    fn one(
        &mut self,
        entry: &Entry,
        subject: &Subject,
        (now, seed): (Ticks, u64),
    ) -> Result<(), End> {
        if interrupt::asked() {
            return Err(End::Interrupted);
        }
        let source = FileSource::open(&self.job.source)?;
        let rehearser = Rehearser::new(
            self.pipeline,
            &self.names,
            source.namer(),
            std::sync::Arc::new(crate::pipeline::Unconstrained),
            (now, seed),
        );
        let host = rehearser.host(subject.source());
        let mut crowd = rehearser.crowd();
        if let Access::Apply { target, links } = self.ports.access() {
            let foreseen = self
                .pipeline
                .rehearse(subject, &mut crowd, target, links, &host);
            let outcome = Outcome::of(foreseen.status, foreseen.action, foreseen.error.as_ref());
            if outcome == Outcome::Fail {
                return self.failed(entry, foreseen.error);
            }
            if !self.agrees(entry, outcome, &foreseen.modified) {
                let reason = "it would come out otherwise than planned, and is left as it is";
                return self.stop(entry, reason.to_owned());
            }
        }
        let clock: &dyn Host = self.clock;
        let access = self.ports.access();
        let run = self
            .pipeline
            .perform(subject, &mut crowd, access, (&host, clock));
        let outcome = Outcome::of(run.status, run.action, run.error.as_ref());
        let known = entry
            .target
            .as_deref()
            .is_some_and(|id| is_to_come(id).is_none());
        if !known && !run.target.id.is_empty() {
            self.made
                .insert(entry.source.clone(), run.target.id.clone());
        }
        if outcome == Outcome::Fail {
            return self.failed(entry, run.error);
        }
        self.count(outcome);
        match self.agrees(entry, outcome, &run.modified) {
            true => Ok(()),
            false => self.stop(entry, "it came out otherwise than planned".to_owned()),
        }
    }

    fn count(&mut self, outcome: Outcome) {
        *self.done.outcomes.entry(outcome).or_default() += 1;
        self.done.left = self.done.left.saturating_sub(1);
        self.progress.advance(0, 1);
    }

    /// An entry that failed. What the target refuses of one user is no reason to leave the others undone; that it
    /// cannot be reached or written is.
    fn failed(&mut self, entry: &Entry, error: Option<ErrorInfo>) -> Result<(), End> {
        self.count(Outcome::Fail);
        let Some(error) = error else { return Ok(()) };
        let planned = entry.outcome == Outcome::Fail;
        let ends = !planned && OF_THE_SYSTEM.iter().any(|kind| kind.code() == error.code);
        let reason = error.reason.clone();
        self.done.failed.push(Failed {
            key: entry.key.clone(),
            planned,
            error,
        });
        match ends {
            true => self.stop(entry, reason),
            false => Ok(()),
        }
    }

    fn stop(&mut self, entry: &Entry, reason: String) -> Result<(), End> {
        self.done.stopped = Some(Stopped {
            key: entry.key.clone(),
            reason,
        });
        Err(End::Stopped)
    }

    fn agrees(&self, entry: &Entry, outcome: Outcome, modified: &[Modified]) -> bool {
        let pairs = entry.changes.iter().zip(modified);
        outcome == entry.outcome
            && entry.changes.len() == modified.len()
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

//! `attrflow plan`: what would change for everybody, before it does.

mod fingerprint;
mod saved;
mod sink;
mod versions;

use super::job::{JobArg, Other, pipeline};
use super::new_file::{clear_on_interrupt, keep_apart};
use super::progress::Progress;
use super::{Exit, Trouble, clock, given, output};
use crate::connectors::files::{FileSource, Format as FileFormat, SourceFiles};
use crate::connectors::job::{Job, TargetSettings};
use crate::connectors::population::{matching, target, unique};
use crate::connectors::world;
use crate::dotnet::date::Ticks;
use crate::pipeline::{Pipeline, SourceDirectory};
use crate::plan::{Basis, Entry, NotEvaluated, Outcome, Tally, TallyOptions};
use crate::report;
use clap::ValueEnum;
pub use fingerprint::{Basis as Fingerprinted, take};
pub use saved::Saved;

use saved::{Header, Saver};
use sink::Sink;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  attrflow plan --job examples/contoso/job.toml
  attrflow plan --save monday.plan && attrflow apply monday.plan
  attrflow plan --user bjensen@contoso.com
  attrflow plan --against live.schema.json --format markdown
  attrflow plan --users everybody.ndjson --target-snapshot accounts.ndjson --format html -o plan.html

Without --against it is told what provisioning everybody would do to the target now. With it nothing
is asked of the target: both versions of the mapping are evaluated for the same users, and what
differs is told; random values are not compared. Nothing is written to the target.

Exit codes: 0 the plan is made and keeps the job's thresholds; 1 it is made, but users fail or,
with --against, records are left out; 2 wrong usage, or a file that cannot be read; 3 it exceeds a
threshold.";

/// Tell what would change for everybody: by provisioning them now, or by another version of the mapping.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Plan {
    #[command(flatten)]
    job: JobArg,

    /// The users, in place of the job's source: JSON, NDJSON or CSV by the ending
    #[arg(long, value_name = "FILE")]
    users: Option<PathBuf>,

    /// The schema in force: compares its results with those of the job's schema
    #[arg(long, value_name = "OLD", conflicts_with = "target_snapshot")]
    against: Option<PathBuf>,

    /// A file of accounts that stands for the target
    #[arg(long, value_name = "FILE", conflicts_with = "against")]
    target_snapshot: Option<PathBuf>,

    /// How many users of each kind are shown
    #[arg(long, value_name = "N", default_value_t = 5)]
    samples: usize,

    /// Show this user's part of the plan in full, and nothing else
    #[arg(long, value_name = "KEY")]
    user: Option<String>,

    /// Keep the plan in a file, for `attrflow apply`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["users", "against", "target_snapshot", "user"])]
    save: Option<PathBuf>,

    /// How to write the plan
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Where the plan goes; without it standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// How many threads work; without it as many as there are processors
    #[arg(long, value_name = "N")]
    threads: Option<usize>,

    /// The clock, as an ISO 8601 instant; without it the computer's
    #[arg(long, value_name = "T")]
    now: Option<String>,

    /// Makes ids and random results repeatable
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; described by docs/schema/plan.schema.json.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// Every change as a row, for spreadsheets.
    Csv,
    /// A page with a picture, which needs nothing else.
    Html,
}

/// After how many users progress is told.
const STEP: usize = 1_000;

/// What is planned, whichever the basis.
struct Wanted<'w> {
    job: &'w Job,
    /// The job with the schema that is to be deployed.
    pipeline: &'w Pipeline<'w>,
    /// The files of the population.
    source: SourceFiles,
    threads: usize,
    now: Ticks,
    seed: u64,
}

impl Plan {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        if self.user.is_some() && !matches!(self.format, Format::Text | Format::Json) {
            return Err(
                Trouble::new("one user's part is written as text or JSON only")
                    .help("take `--format text` or `--format json`"),
            );
        }
        let job = self.job.read()?;
        self.keep_apart(&job)?;
        clear_on_interrupt();
        let pipeline = pipeline(&job)?;
        let wanted = Wanted {
            source: self.source(&job)?,
            job: &job,
            pipeline: &pipeline,
            threads: self
                .threads
                .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)),
            now: match &self.now {
                Some(text) => clock::instant(text)?,
                None => world::now(),
            },
            seed: self.seed.unwrap_or_else(world::seed),
        };
        let Some(path) = &self.against else {
            return self.target(&wanted);
        };
        let old = Other::read(path)?;
        let old_pipeline = old.pipeline(&job)?;
        let against = versions::Against::new(&wanted, &old, &old_pipeline)?;
        if let Some(key) = &self.user {
            return self.show(&[against.one(&wanted, key)?]);
        }
        let mut sink = self.sink(against.matching(), against.unique(), None)?;
        let (left, whole) = against.each(&wanted, &mut sink)?;
        self.tell(&wanted, sink, (against.basis(&wanted), left), whole)
    }

    /// What is written must not take the place of what is read.
    fn keep_apart(&self, job: &Job) -> Result<(), Trouble> {
        let file = self.job.file()?;
        let mut inputs = vec![
            file.as_path(),
            &job.schema_file,
            &job.source.file,
            &job.links,
        ];
        inputs.extend(job.source.groups.iter().map(|(path, ..)| path.as_path()));
        let given = [&self.users, &self.against, &self.target_snapshot];
        inputs.extend(given.into_iter().flatten().map(PathBuf::as_path));
        if let TargetSettings::Embedded(settings) = &job.target {
            inputs.push(&settings.file);
        }
        let outputs = [
            ("--output", self.output.as_deref()),
            ("--save", self.save.as_deref()),
        ];
        keep_apart(&outputs, &inputs)
    }

    fn sink(
        &self,
        matching: Vec<String>,
        unique: Vec<String>,
        saver: Option<Saver>,
    ) -> Result<Sink, Trouble> {
        let sink = Sink::new(Tally::new(TallyOptions {
            samples: self.samples,
            matching,
            unique,
        }));
        let sink = sink.saving(saver);
        match self.format {
            Format::Csv => sink.tabling(self.output.as_deref()),
            _ => Ok(sink),
        }
    }

    /// What provisioning everybody would do to the target.
    fn target(&self, wanted: &Wanted<'_>) -> Result<Exit, Trouble> {
        let asked = target::Wanted {
            job: wanted.job,
            pipeline: wanted.pipeline,
            source: &wanted.source,
            whole: self.users.is_none(),
            snapshot: self.target_snapshot.as_deref(),
            threads: wanted.threads,
            now: wanted.now,
            seed: wanted.seed,
            halts: &|| false,
        };
        if let Some(key) = &self.user {
            let anchor = anchor(wanted, key)?;
            let mut own = Vec::new();
            target::run(&asked, &mut |subject, settled| {
                // Those who are gone from the source are asked for by what the plan calls them, or by anchor.
                let wanted = |entry: &Entry| match &anchor {
                    Some(anchor) => subject.source() == anchor,
                    None => {
                        let names = [entry.key.as_str(), subject.source()];
                        names.iter().any(|name| name.eq_ignore_ascii_case(key))
                    }
                };
                own.extend(settled.entry.filter(wanted));
            })?;
            if own.is_empty() {
                return Err(nobody(wanted, key));
            }
            return self.show(&own);
        }
        let saver = self.saver(wanted)?;
        let mut sink = self.sink(
            matching(wanted.pipeline),
            unique(wanted.job, wanted.pipeline),
            saver,
        )?;
        let mut progress = Progress::of_users();
        let mut count = 0;
        let planned = target::run(&asked, &mut |subject, settled| {
            count += 1;
            if count % STEP == 0 {
                progress.advance(0, STEP);
            }
            let acts = settled.acts();
            if let Some(entry) = &settled.entry {
                sink.add(entry, settled.earlier, &settled.notes, acts);
                if settled.earlier.is_none() && subject.is_gone() {
                    sink.tally.departed();
                }
            }
        });
        progress.clear();
        let left = planned?;
        let spec = &wanted.job.spec;
        let basis = Basis::Target {
            source: spec.source_name.clone(),
            target: spec.target_name.clone(),
            snapshot: self.target_snapshot.as_deref().map(called),
        };
        self.tell(wanted, sink, (basis, left), true)
    }

    /// Where the plan is kept, with what it is made of: taken first, so that a change meanwhile makes it stale.
    fn saver(&self, wanted: &Wanted<'_>) -> Result<Option<Saver>, Trouble> {
        let Some(path) = &self.save else {
            return Ok(None);
        };
        let basis = Fingerprinted {
            job: &self.job.file()?,
            schema: &wanted.job.schema_file,
            source: &wanted.source,
            pipeline: wanted.pipeline,
        };
        let basis = take(&basis, &mut target::held(wanted.job, wanted.pipeline)?)?;
        let header = Header::new(wanted.now.get(), wanted.seed, basis);
        Saver::new(path, &header).map(Some)
    }

    /// The population: the job's own, or the one that stands in its place.
    fn source(&self, job: &Job) -> Result<SourceFiles, Trouble> {
        let Some(path) = &self.users else {
            return Ok(job.source.clone());
        };
        let format = FileFormat::of(path).ok_or_else(|| {
            Trouble::new(format!(
                "the ending of `{}` tells no format",
                path.display()
            ))
            .help("let it end in `.json`, `.ndjson` or `.csv`")
        })?;
        Ok(SourceFiles {
            file: path.clone(),
            format,
            groups: None,
            ..job.source.clone()
        })
    }

    fn tell(
        &self,
        wanted: &Wanted<'_>,
        sink: Sink,
        (basis, left): (Basis, Vec<NotEvaluated>),
        whole: bool,
    ) -> Result<Exit, Trouble> {
        let mapping = wanted.pipeline.users.mapping.title();
        let (tally, keeping) = sink.finish()?;
        let plan = tally.finish(basis, mapping, left, &wanted.job.spec.thresholds);
        keeping.end(&plan.exceeded)?;
        match self.format {
            Format::Text => self.write(&report::plan::text(&plan, output::table_width()))?,
            Format::Json => self.write(&report::json::text(&report::plan::json(&plan)))?,
            Format::Markdown => self.write(&report::plan::markdown(&plan))?,
            Format::Html => self.write(&report::plan::html(&plan))?,
            // The table has been written; what it cannot tell goes where people look.
            Format::Csv => {
                for warning in &plan.warnings {
                    output::tell(&format!("warning: {warning}\n"));
                }
                for left in &plan.not_evaluated {
                    output::tell(&format!("not evaluated: {}: {}\n", left.what, left.why));
                }
                for exceeded in &plan.exceeded {
                    output::tell(&format!(
                        "threshold `{}` exceeded: {}\n",
                        exceeded.threshold, exceeded.text
                    ));
                }
            }
        }
        let failed = plan.counts.outcomes.contains_key(&Outcome::Fail);
        Ok(match (plan.exceeded.is_empty(), whole && !failed) {
            (false, _) => Exit::Exceeded,
            (true, true) => Exit::Fine,
            (true, false) => Exit::Found,
        })
    }

    /// One user's part.
    fn show(&self, entries: &[Entry]) -> Result<Exit, Trouble> {
        let texts = entries
            .iter()
            .map(|entry| report::entry(entry, output::table_width()));
        self.write(&match self.format {
            Format::Json => report::json::text(&report::plan::entries_json(entries)),
            _ => texts.collect::<Vec<_>>().join("\n"),
        })?;
        let last = entries.last().map(|entry| entry.outcome);
        Ok(match last {
            Some(Outcome::Fail) => Exit::Found,
            _ => Exit::Fine,
        })
    }

    fn write(&self, text: &str) -> Result<(), Trouble> {
        match &self.output {
            Some(path) => given::write(
                path,
                anstream::adapter::strip_str(text).to_string().as_bytes(),
            ),
            None => output::print(text),
        }
    }
}

/// The anchor of the user that a key names; none where only a link may be left of it.
fn anchor(wanted: &Wanted<'_>, key: &str) -> Result<Option<String>, Trouble> {
    let mut source = FileSource::open(&wanted.source)?;
    let object = &wanted.pipeline.users.mapping.source_object.value;
    let found = source.find(object, key)?;
    Ok(found.map(|found| found.id))
}

fn nobody(wanted: &Wanted<'_>, key: &str) -> Trouble {
    let file = called(&wanted.source.file);
    Trouble::new(format!("there is no user `{key}` in `{file}`"))
        .help("`attrflow search` finds users by parts of their names")
}

/// What a file is called in a plan.
fn called(path: &Path) -> String {
    path.display().to_string()
}

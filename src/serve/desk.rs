//! The job on which the server works, read anew when its files change.

use super::fault::Fault;
use super::settings::Settings;
use super::turns::Turns;
use crate::assist::standard;
use crate::connectors::job::Job;
use crate::diag::{Problems, Severity};
use crate::pipeline::{Pipeline, Unfit};
use crate::schema::decode;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

/// How many expressions are evaluated at once, and how long one may take.
const EVALUATIONS: (usize, Duration) = (4, Duration::from_secs(4));

/// How many requests at once may ask the target, which can keep them waiting.
const ERRANDS: usize = 24;

/// The server's work: its settings, and its job as the files now say.
#[derive(Debug)]
pub struct Desk {
    settings: Settings,
    held: RwLock<Option<(Stamp, Arc<Loaded>)>>,
    evaluations: Turns,
    errands: Turns,
}

/// A job as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// The job.
    pub job: Job,
    /// The text of its schema file.
    pub schema_text: String,
    /// The text of the job file.
    pub job_text: String,
    /// What is wrong with the job file, none of it an error.
    pub problems: Problems,
}

/// By what it is seen that files changed: when they were last written, and how long they are.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Stamp(Vec<(PathBuf, Option<(SystemTime, u64)>)>);

impl Stamp {
    fn of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let look = |path: &Path| {
            let seen = std::fs::metadata(path).ok();
            let seen = seen.and_then(|seen| Some((seen.modified().ok()?, seen.len())));
            (path.to_owned(), seen)
        };
        Self(paths.into_iter().map(look).collect())
    }

    /// The same files, as they are now.
    fn again(&self) -> Self {
        Self::of(self.0.iter().map(|(path, _)| path.as_path()))
    }
}

impl Desk {
    /// A desk for the settings' job, which is read at the first question.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            held: RwLock::new(None),
            evaluations: Turns::new(EVALUATIONS.0, Some(EVALUATIONS.1)),
            errands: Turns::new(ERRANDS, None),
        }
    }

    /// How the server is run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The turns of expressions that somebody typed.
    pub fn evaluations(&self) -> &Turns {
        &self.evaluations
    }

    /// The turns of requests that ask the target.
    pub fn errands(&self) -> &Turns {
        &self.errands
    }

    /// The job as its files now say.
    ///
    /// # Errors
    /// One cannot be read, or has errors.
    pub fn loaded(&self) -> Result<Arc<Loaded>, Fault> {
        {
            let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
            if let Some((stamp, loaded)) = &*held
                && *stamp == stamp.again()
            {
                return Ok(Arc::clone(loaded));
            }
        }
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // Stamped before it is read: what is written in between is seen the next time.
        let before = Stamp::of([self.settings.job.as_path()]);
        let (loaded, schema) = Loaded::read(&self.settings.job)?;
        let stamp = Stamp(before.0.into_iter().chain(schema.0).collect());
        let loaded = Arc::new(loaded);
        *held = Some((stamp, Arc::clone(&loaded)));
        Ok(loaded)
    }
}

impl Loaded {
    fn read(file: &Path) -> Result<(Self, Stamp), Fault> {
        let reading = Job::read(file).map_err(|error| Fault {
            help: error.help,
            ..broken(error.message)
        })?;
        // Mappings with errors are shown, so that they can be mended; only running them is refused.
        let Some(job) = reading.job.or(reading.draft) else {
            let first = reading.problems.iter().next();
            let said = first.map_or_else(String::new, |found| format!(": {}", found.message));
            return Err(broken(format!(
                "the job file `{}` has errors{said}",
                file.display()
            ))
            .help(format!("see `attrflow job check {}`", file.display())));
        };
        let stamp = Stamp::of([job.schema_file.as_path()]);
        let bytes = std::fs::read(&job.schema_file).map_err(|error| {
            broken(format!(
                "cannot read `{}`: {error}",
                job.schema_file.display()
            ))
        })?;
        let loaded = Self {
            job,
            schema_text: decode(&bytes).text,
            job_text: reading.text,
            problems: reading.problems,
        };
        Ok((loaded, stamp))
    }

    /// The job made ready.
    ///
    /// # Errors
    /// Its settings do not fit its schema, or its object mappings have errors.
    pub fn pipeline(&self) -> Result<Pipeline<'_>, Fault> {
        match Pipeline::build(standard(), &self.job.schema, &self.job.spec) {
            Ok((pipeline, _)) => Ok(pipeline),
            Err(Unfit::Job { message, help, .. } | Unfit::Schema { message, help, .. }) => {
                let fault = broken(message);
                Err(match help {
                    Some(help) => fault.help(help),
                    None => fault,
                })
            }
            Err(Unfit::Mapping(problems)) => {
                let first = problems
                    .iter()
                    .find(|found| found.severity == Severity::Error);
                let said = first.map_or_else(String::new, |found| format!(": {}", found.message));
                Err(
                    broken(format!("the job's object mappings have errors{said}"))
                        .help("mend them, or see `attrflow check` of the schema file"),
                )
            }
        }
    }
}

/// The server is well, its job is not.
fn broken(message: String) -> Fault {
    Fault::new(503, "serviceNotAvailable", message)
}

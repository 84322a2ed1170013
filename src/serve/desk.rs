//! The job on which the server works, read anew when its files change.

use super::fault::Fault;
use super::settings::Settings;
use super::turns::Turns;
use super::words::bare;
use crate::assist::standard;
use crate::connectors::job::Job;
use crate::diag::{Diagnostic, Problems, Severity};
use crate::library::JobKind;
use crate::pipeline::{Pipeline, Unfit};
use crate::schema::decode;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
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
    plans: Turns,
    applying: Mutex<()>,
}

/// A job as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// The job.
    pub job: Job,
    /// The text of the job file.
    pub job_text: String,
    /// What is wrong with the job file, none of it an error.
    pub problems: Problems,
}

/// What a job file says even where the job cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outline {
    /// The kind of job.
    pub kind: JobKind,
    /// The path of its schema.
    pub schema_file: PathBuf,
}

/// The keys of a job file that name the files which are read with it; those of the source are read at each
/// question.
const NAMED: [&[&str]; 3] = [
    &["schema"],
    &["scope", "assignments"],
    &["target", "token-file"],
];

fn table(file: &Path) -> Option<toml::Table> {
    let text = decode(&std::fs::read(file).ok()?).text;
    toml::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// The job file, and the files that are read with it.
fn files(file: &Path) -> Vec<PathBuf> {
    let table = table(file).map(toml::Value::Table);
    let folder = file.parent().unwrap_or(Path::new(""));
    let named = NAMED.iter().filter_map(|keys| {
        let value = keys
            .iter()
            .try_fold(table.as_ref()?, |value, key| value.get(*key))?;
        Some(folder.join(value.as_str()?))
    });
    std::iter::once(file.to_owned()).chain(named).collect()
}

impl Outline {
    fn read(file: &Path) -> Option<Self> {
        let table = table(file)?;
        let said = |key: &str| table.get(key)?.as_str();
        let kind = said("kind")?;
        let mut kinds = JobKind::ALL.iter().copied();
        let folder = file.parent().unwrap_or(Path::new(""));
        Some(Self {
            kind: kinds.find(|known| known.word() == kind)?,
            schema_file: folder.join(said("schema")?),
        })
    }
}

/// By what it is seen that files changed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Stamp(Vec<(PathBuf, Option<Signs>)>);

/// When a file was last written, how long it is, and where there is such a thing, which file it is and when
/// it was last touched at all: a copy may keep the time of what it is a copy of.
type Signs = (SystemTime, u64, [i64; 3]);

#[cfg(unix)]
fn touched(seen: &Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt;
    [seen.ino().cast_signed(), seen.ctime(), seen.ctime_nsec()]
}

#[cfg(not(unix))]
fn touched(_: &Metadata) -> [i64; 3] {
    [0; 3]
}

impl Stamp {
    fn of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let look = |path: &Path| {
            let seen = std::fs::metadata(path).ok();
            let seen =
                seen.and_then(|seen| Some((seen.modified().ok()?, seen.len(), touched(&seen))));
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
            plans: Turns::new(1, None),
            applying: Mutex::new(()),
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

    /// The turns of plans, one at a time: each takes all processors, and memory for everybody whom it changes.
    pub fn plans(&self) -> &Turns {
        &self.plans
    }

    /// The right to write to target and links, or to hold them as they are: one run or plan at a time has it, or two
    /// runs would both create what neither has found.
    pub fn applying(&self) -> MutexGuard<'_, ()> {
        self.applying.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the job file says of the schema, where it says at least that.
    pub fn outline(&self) -> Option<Outline> {
        Outline::read(&self.settings.job)
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
        let file = self.settings.job.as_path();
        let stamp = Stamp::of(files(file).iter().map(PathBuf::as_path));
        let loaded = Arc::new(Loaded::read(file)?);
        *held = Some((stamp, Arc::clone(&loaded)));
        Ok(loaded)
    }
}

impl Loaded {
    fn read(file: &Path) -> Result<Self, Fault> {
        let reading = Job::read(file).map_err(|error| Fault {
            help: error.help.or_else(|| {
                Some("put the job file back, or serve another with `--job`".to_owned())
            }),
            ..broken(error.message)
        })?;
        // Mappings with errors are shown, so that they can be mended; only running them is refused.
        let Some(job) = reading.job.or(reading.draft) else {
            let first = reading.problems.iter().next();
            let said = first.map_or_else(String::new, |found| format!(": {}", found.message));
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            return Err(broken(format!("the job file `{name}` has errors{said}"))
                .help(format!("see `attrflow job check {name}`")));
        };
        Ok(Self {
            job,
            job_text: reading.text,
            problems: reading.problems.iter().map(without_folders).collect(),
        })
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

/// A finding that names files without their folders.
fn without_folders(found: &Diagnostic) -> Diagnostic {
    Diagnostic {
        message: bare(&found.message),
        help: found.help.as_deref().map(bare),
        ..found.clone()
    }
}

/// The server is well, its job is not.
fn broken(message: String) -> Fault {
    Fault::new(503, "serviceNotAvailable", bare(&message))
}

//! Which job a command works on.

use super::check;
use crate::cli::{Trouble, output};
use crate::connectors::job::Job;
use crate::report;
use std::path::{Path, PathBuf};

/// The file that is taken where none is named.
const USUAL: &str = "job.toml";

/// Which job.
#[derive(Debug, clap::Args)]
pub struct JobArg {
    /// The job file; without it `job.toml` in this folder
    #[arg(long, value_name = "FILE")]
    job: Option<PathBuf>,
}

impl JobArg {
    /// The job file.
    ///
    /// # Errors
    /// None is named, and the usual one is not there.
    pub fn file(&self) -> Result<PathBuf, Trouble> {
        let usual = Path::new(USUAL);
        match &self.job {
            Some(file) => Ok(file.clone()),
            None if usual.is_file() => Ok(usual.to_owned()),
            None => Err(
                Trouble::new(format!("there is no `{USUAL}` in this folder"))
                    .help("name a job file, as in `--job examples/contoso/job.toml`"),
            ),
        }
    }

    /// Reads the job.
    ///
    /// # Errors
    /// Where there is none, or it has errors; these are told on standard error.
    pub fn read(&self) -> Result<Job, Trouble> {
        let file = self.file()?;
        let (job, checked) = check(&file)?;
        job.ok_or_else(|| {
            let findings = report::terminal(std::slice::from_ref(&checked), output::width());
            output::tell(&findings);
            Trouble::new(format!("the job file `{}` has errors", file.display()))
                .help("mend what is marked above")
        })
    }
}

//! `attrflow job`: job files, checked and described. Also how every other command gets at its job.

mod given;
mod ready;

use super::{Exit, Trouble, output};
use crate::connectors::job::{Job, json_schema};
use crate::report::{self, Checked, json};
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

pub use given::JobArg;
pub use ready::{Other, pipeline};

const EXAMPLES: &str = "\
Examples:
  attrflow job check job.toml
  attrflow job schema > job.schema.json";

const CHECK_EXAMPLES: &str = "\
Examples:
  attrflow job check examples/contoso/job.toml
  attrflow job check */job.toml --format json

Exit codes: 0 no job file has errors, 1 one has, 2 one cannot be read.";

/// Check job files, or print their JSON Schema.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct JobFiles {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(Check),
    Schema(Schema),
}

impl JobFiles {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        match &self.what {
            What::Check(check) => check.run(),
            What::Schema(schema) => schema.run(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// With the text around each finding.
    Text,
    /// For programs; described by docs/schema/check.schema.json.
    Json,
}

/// Say everything that is wrong with job files.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
struct Check {
    /// Job files.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// How to write the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Check {
    fn run(&self) -> Result<Exit, Trouble> {
        let mut checked = Vec::with_capacity(self.files.len());
        for file in &self.files {
            checked.push(check(file)?.1);
        }
        let text = match self.format {
            Format::Text => format!(
                "{}{}\n",
                report::terminal(&checked, output::width()),
                report::summary(&checked)
            ),
            Format::Json => json::text(&json::findings(&checked)),
        };
        output::print(&text)?;
        Ok(match report::count(&checked).errors {
            0 => Exit::Fine,
            _ => Exit::Found,
        })
    }
}

/// A job file's job, if it has no errors, and everything that is wrong with it.
fn check(file: &std::path::Path) -> Result<(Option<Job>, Checked), Trouble> {
    let reading = Job::read(file)?;
    let checked = Checked {
        name: file.display().to_string(),
        text: reading.text,
        problems: reading.problems,
    };
    Ok((reading.job, checked))
}

/// Print the JSON Schema of job files, for editors.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  attrflow job schema > job.schema.json")]
struct Schema {}

impl Schema {
    fn run(&self) -> Result<Exit, Trouble> {
        output::print(&json::text(&json_schema()))?;
        Ok(Exit::Fine)
    }
}

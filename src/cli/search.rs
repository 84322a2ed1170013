//! `attrflow search`: whom a job could provision.

use super::job::JobArg;
use super::{Exit, Trouble, output};
use crate::connectors::ports::source;
use crate::report::{self, json};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow search jensen --job examples/contoso/job.toml
  attrflow search contoso.com --limit 5 --format json

Exit codes: 0 somebody was found, 1 nobody was, 2 wrong usage, or a file that cannot be read.";

/// Find users by first, last or display name, user principal name or mail.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Search {
    /// A part of a name or an address, in any case
    #[arg(value_name = "TEXT")]
    text: String,

    #[command(flatten)]
    job: JobArg,

    /// How many are shown at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; described by docs/schema/search.schema.json.
    Json,
}

impl Search {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let job = self.job.read()?;
        let found = source(&job)?.search(&self.text, self.limit)?;
        let keys = &job.source.keys;
        let text = match self.format {
            Format::Json => json::text(&report::found_json(&found, keys)),
            Format::Text if found.is_empty() => {
                format!("nobody's name or address holds `{}`\n", self.text)
            }
            Format::Text => report::found_table(&found, keys),
        };
        output::print(&text)?;
        Ok(match found.is_empty() {
            true => Exit::Found,
            false => Exit::Fine,
        })
    }
}

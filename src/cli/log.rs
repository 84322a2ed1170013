//! `attrflow log`: what was applied.

use super::job::JobArg;
use super::{Exit, Trouble, output};
use crate::connectors::store::LinkReader;
use crate::pipeline::{ProvisioningLog, Run};
use crate::report::graph::{Origin, log_records};
use crate::report::{self, Length, Shown, json};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow log --job examples/contoso/job.toml
  attrflow log --user bjensen@contoso.com --limit 1 --full
  attrflow log --format graph

Dry runs are not logged. Values that a mapping redacts are stored as `[Redact]`.

Exit codes: 0 the log was read, 2 wrong usage, or a file that cannot be read.";

/// Show the provisioning log, newest first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Log {
    #[command(flatten)]
    job: JobArg,

    /// Only runs of this user: its source anchor, target anchor, or what it is called
    #[arg(long, value_name = "KEY")]
    user: Option<String>,

    /// How many runs are shown at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,

    /// Every run as `attrflow provision` showed it
    #[arg(long)]
    full: bool,

    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; described by docs/schema/runs.schema.json.
    Json,
    /// As Microsoft Graph answers `auditLogs/provisioning`.
    Graph,
}

impl Log {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let job = self.job.read()?;
        let runs = LinkReader::open(&job.links)
            .and_then(|log| log.entries(self.user.as_deref(), self.limit))?;
        let text = match self.format {
            Format::Json => json::text(&report::runs_json(&runs)),
            Format::Graph => json::text(&log_records(&runs, &Origin::default())),
            Format::Text if runs.is_empty() => self.nothing(),
            Format::Text if self.full => full(&runs),
            Format::Text => report::log_table(&runs),
        };
        output::print(&text)?;
        Ok(Exit::Fine)
    }

    fn nothing(&self) -> String {
        match &self.user {
            Some(user) => format!("nothing was applied for `{user}` yet\n"),
            None => "nothing was applied yet\n".to_owned(),
        }
    }
}

fn full(runs: &[Run]) -> String {
    let shown = Shown {
        details: Vec::new(),
        traces: Vec::new(),
        length: Length::Elided,
        width: output::table_width(),
    };
    let written: Vec<String> = runs
        .iter()
        .map(|run| format!("{}\n{}", run.start, report::run(run, &shown)))
        .collect();
    written.join("\n")
}

//! `attrflow probe`: how a SCIM target departs from what Entra expects.

use super::job::JobArg;
use super::{Exit, Trouble, output};
use crate::connectors::job::TargetSettings;
use crate::connectors::ports::config;
use crate::connectors::scim::{Finding, Probe as Answers, ScimReader, ScimTarget, probe};
use crate::pipeline::TargetReader;
use crate::report;

const EXAMPLES: &str = "\
Examples:
  attrflow probe --job job.toml
  attrflow probe --job job.toml --apply

Without --apply the connection is tested, and nothing is written. With it two users and a group are
made, changed, and deleted again; their names begin with `attrflow-probe-`.

Exit codes: 0 the target answers as Entra expects, 1 it departs from that, 2 it cannot be asked.";

/// Ask a SCIM target how it behaves, for the job's quirks.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Probe {
    #[command(flatten)]
    job: JobArg,

    /// Make test objects in the target, and delete them again
    #[arg(long)]
    apply: bool,
}

impl Probe {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let job = self.job.read()?;
        let TargetSettings::Scim(settings) = &job.target else {
            return Err(Trouble::new(
                "the job's target is the embedded directory, which has no quirks",
            )
            .help("write `type = \"scim\"` and `url` into the job's `[target]`"));
        };
        let config = config(settings)?;
        if !self.apply {
            let mut reader = ScimReader::new(config);
            reader.test("User", "userName")?;
            output::print(&format!(
                "{} answers; `--apply` asks it more, with two test users and a test group\n",
                settings.url
            ))?;
            return Ok(Exit::Fine);
        }
        let answers = probe(&mut ScimTarget::new(config))?;
        output::print(&written(&answers))?;
        Ok(match answers.findings.iter().all(|found| found.as_entra) {
            true if answers.left.is_empty() => Exit::Fine,
            _ => Exit::Found,
        })
    }
}

fn written(answers: &Answers) -> String {
    let rows = answers.findings.iter().map(row);
    let mut text = report::table(&["", "asked", "answer"], rows, output::width());
    let quirks = answers.quirks.to_toml();
    if !quirks.is_empty() {
        text.push_str(&format!("\nFor the job file:\n\n[target.quirks]\n{quirks}"));
    }
    for left in &answers.left {
        text.push_str(&format!("\ncould not be deleted again: {left}\n"));
    }
    text
}

fn row(finding: &Finding) -> [&str; 3] {
    let mark = match finding.as_entra {
        true => "✓",
        false => "✗",
    };
    [mark, &finding.question, &finding.answer]
}

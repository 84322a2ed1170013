//! `attrflow provision`: one object, on demand.

use super::job::{JobArg, pipeline};
use super::{Exit, Trouble, clock, output};
use crate::connectors::job::Job;
use crate::connectors::ports::{Ports, source};
use crate::diag::nearest;
use crate::pipeline::{Ask, Pipeline, Run, Status, StepKind};
use crate::report::graph::{Generation, on_demand};
use crate::report::{self, Length, Shown, json};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow provision bjensen@contoso.com --job examples/contoso/job.toml
  attrflow provision bjensen@contoso.com --job examples/contoso/job.toml --apply
  attrflow provision bjensen@contoso.com --details scope --trace userName
  attrflow provision --group desk-users --member bjensen@contoso.com --member ada@contoso.com
  attrflow provision bjensen@contoso.com --format graph --generation 2

Without --apply everything is read and nothing is written: the requests that would be sent are
shown.

Exit codes: 0 it was done, or there was nothing to do; 1 it failed or was refused; 2 wrong
usage, or a file that cannot be read.";

/// Provision one user or group on demand, and show every step; dry unless --apply is given.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Provision {
    /// The user: its anchor, or what the kind of job calls it (user principal name, distinguished name, worker id)
    #[arg(value_name = "KEY", required_unless_present = "group")]
    key: Option<String>,

    #[command(flatten)]
    job: JobArg,

    /// Write to the target; without it nothing is written
    #[arg(long)]
    apply: bool,

    /// A group instead of a user
    #[arg(long, value_name = "KEY", conflicts_with = "key")]
    group: Option<String>,

    /// A member to provision with the group; up to five
    // A required option is not missed where something stands that conflicts with it.
    #[arg(
        long = "member",
        value_name = "KEY",
        requires = "group",
        conflicts_with = "key"
    )]
    members: Vec<String>,

    /// Show the details of a step; may be repeated
    #[arg(long, value_name = "STEP", value_parser = steps())]
    details: Vec<StepKind>,

    /// Show how the value of a target attribute came about; may be repeated
    #[arg(long, value_name = "TARGET")]
    trace: Vec<String>,

    /// How to write the run
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Which of Graph's two answers `--format graph` writes, 1 or 2; without it 1, the documented one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    generation: Option<u8>,

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
    /// For programs; described by docs/schema/runs.schema.json.
    Json,
    /// As Microsoft Graph answers `provisionOnDemand`.
    Graph,
}

fn steps() -> impl clap::builder::TypedValueParser<Value = StepKind> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(report::step_words())
        .map(|word| report::kind_named(&word).expect("only words of steps are possible"))
}

impl Provision {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        if self.generation.is_some() && self.format != Format::Graph {
            return Err(Trouble::new("`--generation` is about Graph's answers only")
                .help("add `--format graph`"));
        }
        let job = self.job.read()?;
        let pipeline = pipeline(&job)?;
        let ask = self.ask(&pipeline)?;
        let host = clock::world(self.now.as_deref(), self.seed)?;
        let mut source = source(&job)?;
        let mut ports = match self.apply {
            true => Ports::writing(&job, &pipeline, &host)?,
            false => Ports::reading(&job, &pipeline)?,
        };
        let run = pipeline.provision(source.as_mut(), ports.access(), &host, &ask);
        output::print(&self.written(&job, &run))?;
        Ok(match run.status {
            Status::Failure => Exit::Found,
            Status::Skipped if refused(&run) => Exit::Found,
            _ => Exit::Fine,
        })
    }

    /// What is asked for.
    fn ask(&self, pipeline: &Pipeline<'_>) -> Result<Ask, Trouble> {
        let mut ask = match (&self.group, &self.key) {
            (Some(group), _) => Ask::group(group, self.members.clone()),
            (None, key) => Ask::user(key.as_deref().unwrap_or_default()),
        };
        let objects = match &pipeline.groups {
            Some(groups) if ask.group => groups,
            _ => &pipeline.users,
        };
        let known = || {
            objects
                .program
                .flows
                .iter()
                .map(|flow| flow.target.as_str())
        };
        for target in &self.trace {
            if !known().any(|name| name == target) {
                let trouble =
                    Trouble::new(format!("no attribute mapping has the target `{target}`"));
                return Err(match nearest(target, known()) {
                    Some(near) => trouble.help(format!("did you mean `{near}`?")),
                    None => trouble.help("take a target attribute of the data flow"),
                });
            }
        }
        ask.trace.clone_from(&self.trace);
        Ok(ask)
    }

    fn written(&self, job: &Job, run: &Run) -> String {
        match self.format {
            Format::Text => report::run(
                run,
                &Shown {
                    details: self.details.clone(),
                    traces: self.trace.clone(),
                    length: Length::Elided,
                    width: output::table_width(),
                },
            ),
            Format::Json => json::text(&report::runs_json(std::slice::from_ref(run))),
            Format::Graph => {
                let generation = match self.generation {
                    Some(2) => Generation::Newer,
                    _ => Generation::Documented,
                };
                json::text(&on_demand(run, job.kind, generation))
            }
        }
    }
}

/// Whether the run was skipped because such objects are never provisioned.
fn refused(run: &Run) -> bool {
    let code = run.error.as_ref().map(|error| error.code.as_str());
    code == Some("EntityTypeNotSupported")
}

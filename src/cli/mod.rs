//! The command line: one file a command. Each reads what it was given, hands it to the library, and
//! writes what `report` made of it.
//!
//! Exit codes: 0 all is well, 1 something was found or an evaluation failed, 2 the command could not
//! do its work (wrong usage, unreadable file), 3 a plan exceeds a threshold.

mod apply;
mod check;
mod clock;
mod eval;
mod exit;
mod explain;
mod fmt;
mod given;
mod interrupt;
mod job;
mod links;
mod lists;
mod log;
mod new_file;
mod output;
mod plan;
mod probe;
mod progress;
mod provision;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shell;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

pub use exit::{Exit, Trouble};

const EXAMPLES: &str = "\
Examples:
  attrflow eval 'Append([mailNickname], \"@contoso.com\")' --set mailNickname=ada
  attrflow check schema.json
  attrflow check 'NormaliseDiacritics([givenName])'
  attrflow provision bjensen@contoso.com --job examples/contoso/job.toml
  attrflow explain unknown-function

Exit codes: 0 all is well, 1 something was found or an evaluation failed, 2 wrong usage or an
unreadable file.";

/// Checks, evaluates and traces Microsoft Entra attribute mappings and scoping filters, before they
/// are deployed, and provisions on demand.
#[derive(Debug, Parser)]
#[command(name = "attrflow", version, about, long_about = None, after_help = EXAMPLES)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Eval(Box<eval::Eval>),
    Check(check::Check),
    Fmt(fmt::Fmt),
    Provision(Box<provision::Provision>),
    Search(search::Search),
    Log(log::Log),
    Links(links::Links),
    Plan(Box<plan::Plan>),
    Apply(apply::Apply),
    #[cfg(feature = "serve")]
    Serve(serve::Serve),
    Probe(probe::Probe),
    Job(job::JobFiles),
    Explain(explain::Explain),
    Functions(lists::Functions),
    Operators(lists::Operators),
    Fidelity(lists::Fidelity),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// Runs the command that the process was started with, and gives its exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads to its end is no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match &cli.command {
        Command::Eval(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Fmt(command) => command.run(),
        Command::Provision(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Log(command) => command.run(),
        Command::Links(command) => command.run(),
        Command::Plan(command) => command.run(),
        Command::Apply(command) => command.run(),
        #[cfg(feature = "serve")]
        Command::Serve(command) => command.run(),
        Command::Probe(command) => command.run(),
        Command::Job(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Functions(command) => command.run(),
        Command::Operators(command) => command.run(),
        Command::Fidelity(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(trouble) => trouble.tell(),
    }
}

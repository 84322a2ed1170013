//! `attrflow eval`: one expression, a whole object mapping, or a batch.

mod batch;
mod bulk;
mod expression;
mod inputs;
mod mapping;
mod opened;
mod world;

use super::output::{self, Stopped};
use super::{Exit, Trouble};
use crate::report::{self, Checked, Length};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Evaluate an expression, or a whole object mapping, for a user.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Eval {
    /// The expression; `-` reads it from standard input
    #[arg(value_name = "EXPR", required_unless_present_any = ["schema", "batch"])]
    expression: Option<String>,
    /// An attribute's value; VALUE is JSON, or text where it is no JSON
    #[arg(long = "set", value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// The user's attributes: a JSON object, or NDJSON with one user a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    user: Option<PathBuf>,
    /// A synchronization schema: evaluates its object mapping instead of one expression
    #[arg(long, value_name = "FILE", conflicts_with_all = ["expression", "batch"])]
    schema: Option<PathBuf>,
    /// The synchronization rule, where the schema has several
    #[arg(long, value_name = "NAME", requires = "schema", conflicts_with_all = ["expression", "batch"])]
    rule: Option<String>,
    /// The object mapping, where the rule has several: its name, or its source or target object
    #[arg(long, value_name = "NAME", requires = "schema", conflicts_with_all = ["expression", "batch"])]
    object: Option<String>,
    /// Only this target attribute; may be repeated
    #[arg(long = "target", value_name = "NAME", requires = "schema", conflicts_with_all = ["expression", "batch"])]
    targets: Vec<String>,
    /// A whole population: NDJSON with one user a line, or CSV, for names that end in .csv or .tsv; `-` is
    /// standard input. Gives one JSON object a user, in the order of the input: key, inScope, and every target
    /// attribute
    #[arg(long, value_name = "FILE", requires = "schema", conflicts_with_all = ["user", "set", "trace", "targets"])]
    users: Option<PathBuf>,
    /// What the population is, where the ending of its name does not say so
    #[arg(long, value_enum, value_name = "FORMAT", requires = "users")]
    input: Option<Input>,
    /// Where the population's results go; without it standard output
    #[arg(short, long, value_name = "FILE", requires = "users")]
    output: Option<PathBuf>,
    /// How many threads evaluate the population; without it as many as there are processors
    #[arg(long, value_name = "N", requires = "users")]
    threads: Option<usize>,
    /// Leaves users out of scope out of the results
    #[arg(long, requires = "users")]
    in_scope_only: bool,
    /// Writes, with each user, the cases reached about which nothing is known (`@notes`)
    #[arg(long, requires = "users")]
    notes: bool,
    /// The attribute that names a user in the results; without it the source object's anchor
    #[arg(long, value_name = "NAME", requires = "users")]
    key: Option<String>,
    /// Evaluates one JSON object a line, and answers one a line (see below); `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["expression", "set", "user", "trace"])]
    batch: Option<PathBuf>,
    /// The clock, as an ISO 8601 instant; without it the computer's
    #[arg(long, value_name = "T")]
    now: Option<String>,
    /// Shows the value of every sub-expression; `--trace=full` shortens nothing and names what was not evaluated
    #[arg(long, value_name = "HOW", num_args = 0..=1, require_equals = true, default_missing_value = "short")]
    trace: Option<TraceHow>,
    /// The value of a parameter token such as %DomainFQDN%
    #[arg(long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
    /// A value that already exists in the target, for SelectUniqueValue
    #[arg(long = "taken", value_name = "VALUE")]
    taken: Vec<String>,
    /// The tenant's default domain, for DefaultDomain
    #[arg(long, value_name = "DOMAIN")]
    default_domain: Option<String>,
    /// Makes random results repeatable
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How to print
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How much a trace shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum TraceHow {
    /// Long values shortened, constants left out
    Short,
    /// Everything
    Full,
}

/// What a population is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Input {
    /// One JSON object a line
    Ndjson,
    /// A table whose first line names the attributes
    Csv,
}

/// How results are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs; described in docs/schema
    Json,
}

const EXAMPLES: &str = "\
Examples:
  attrflow eval 'Join(\"@\", NormalizeDiacritics([mailNickname]), \"contoso.com\")' --set mailNickname=Zoë
  attrflow eval 'DateDiff(\"d\", Now(), CDate([hireDate]))' --set hireDate=2025-07-01 --now 2025-06-15T00:00:00Z --trace
  attrflow eval --schema schema.json --user user.json
  attrflow eval --schema schema.json --user users.ndjson --target userName --trace
  echo '{\"id\": 1, \"expression\": \"Trim([x])\", \"attributes\": {\"x\": \" a \"}}' | attrflow eval --batch -

Batch lines are {\"id\", \"expression\" | \"filter\", \"attributes\"?, \"now\"?, \"taken\"?, \"parameters\"?,
\"defaultDomain\"?}; the answers {\"id\", \"outcome\", \"result\"?, \"code\"?, \"message\"?, \"span\"?, \"notes\"}, where outcome is
value, skip-attribute, skip-object, syntax-error, check-error or error, and span counts bytes of the expression.

Exit codes: 0 there is a value for everything, 1 a check or an evaluation failed, 2 wrong usage or an
unreadable file.";

impl Eval {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        if let (Some(schema), Some(users)) = (&self.schema, &self.users) {
            return bulk::run(self, schema, users);
        }
        output::stream(|out| self.write(out))
    }

    fn write(&self, out: &mut dyn Write) -> Result<Exit, Stopped> {
        if let Some(path) = &self.batch {
            return batch::run(self, path, out);
        }
        let reads_stdin = |path: &Option<PathBuf>| path.as_deref() == Some(Path::new("-"));
        if reads_stdin(&self.user)
            && (reads_stdin(&self.schema) || self.expression.as_deref() == Some("-"))
        {
            return Err(Trouble::new("standard input can be read only once")
                .help("read one of the two from a file")
                .into());
        }
        match (&self.schema, &self.expression) {
            (Some(path), _) => mapping::run(self, path, out),
            (None, Some(expression)) => expression::run(self, expression, out),
            (None, None) => Err(Trouble::new("there is nothing to evaluate")
                .help("give an expression, or --schema")
                .into()),
        }
    }

    /// Writes why something cannot be evaluated, in the chosen format.
    fn refuse(&self, checked: Checked, out: &mut dyn Write) -> Result<Exit, Stopped> {
        let checked = [checked];
        match self.format {
            Format::Text => writeln!(
                out,
                "{}{}",
                report::terminal(&checked, output::width()),
                report::summary(&checked)
            )?,
            Format::Json => write!(
                out,
                "{}",
                report::json::text(&report::json::findings(&checked))
            )?,
        }
        Ok(Exit::Found)
    }

    /// What the population's file is.
    fn input_of(&self, users: &Path) -> Input {
        let table = users.extension().is_some_and(|ending| {
            ending.eq_ignore_ascii_case("csv") || ending.eq_ignore_ascii_case("tsv")
        });
        let named = if table { Input::Csv } else { Input::Ndjson };
        self.input.unwrap_or(named)
    }

    fn length(&self) -> Length {
        match self.trace {
            Some(TraceHow::Full) => Length::Whole,
            _ => Length::Elided,
        }
    }
}

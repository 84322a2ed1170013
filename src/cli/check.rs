//! `attrflow check`: everything that is wrong, before it is deployed.

use super::explain::unknown;
use super::given::{self, Given};
use super::{Exit, Trouble, output};
use crate::assist::{DocumentKind, code, standard};
use crate::diag::{Problems, Severity};
use crate::library::JobKind;
use crate::report::{self, Checked};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow check 'Append([mailNickname] \"@contoso.com\")'
  attrflow check schema.json mappings.entra scope.filter
  attrflow check --filter 'department EQUALS \"Sales\"'
  attrflow check schema.json --deny warnings --format github
  Get-Content schema.json | attrflow check -";

/// Checks schemas, expression files, scoping filters and expressions.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Files (a schema as JSON, `.entra`, `.filter`), `-` for standard input, or an expression.
    #[arg(value_name = "FILE|EXPR", required = true)]
    given: Vec<String>,

    /// Read an argument that is no file as a scoping filter, not as an expression.
    #[arg(long)]
    filter: bool,

    /// Make a code an error; `warnings` makes an error of every warning. May be repeated.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,

    /// Leave out the findings of a code. May be repeated.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,

    /// The kind of job, which decides which functions there are.
    #[arg(long, value_name = "KIND", value_parser = job_kinds())]
    job: Option<JobKind>,

    /// How to write the findings.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// With the text around each finding.
    #[value(alias = "text")]
    Human,
    /// One line a finding.
    Plain,
    /// For programs; described by docs/schema/check.schema.json.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Reads the word of a job kind.
pub(super) fn job_kinds() -> impl clap::builder::TypedValueParser<Value = JobKind> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    PossibleValuesParser::new(JobKind::ALL.iter().map(|kind| kind.word())).map(|word| {
        let kind = JobKind::ALL.iter().find(|kind| kind.word() == word);
        *kind.expect("only words of kinds are possible")
    })
}

impl Check {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        self.codes()?;
        let otherwise = match self.filter {
            true => DocumentKind::Filter,
            false => DocumentKind::Expression,
        };
        let given = given::read(&self.given, otherwise)?;
        let checked: Vec<Checked> = given.into_iter().map(|given| self.check(given)).collect();
        let count = report::count(&checked);
        let text = match self.format {
            Format::Human => format!(
                "{}{}\n",
                report::terminal(&checked, output::width()),
                report::summary(&checked)
            ),
            Format::Plain => report::plain(&checked),
            Format::Json => report::json::text(&report::json::findings(&checked)),
            Format::Sarif => report::json::text(&report::sarif(&checked)),
            Format::Github => report::github(&checked),
        };
        output::print(&text)?;
        Ok(match count.errors {
            0 => Exit::Fine,
            _ => Exit::Found,
        })
    }

    fn check(&self, given: Given) -> Checked {
        let mut problems = given.document.check(standard(), self.job);
        self.weigh(&mut problems);
        Checked {
            name: given.name,
            text: given.document.text,
            problems,
        }
    }

    /// Refuses codes that do not exist.
    fn codes(&self) -> Result<(), Trouble> {
        let denied = self.deny.iter().filter(|name| *name != "warnings");
        match denied.chain(&self.allow).find(|name| code(name).is_none()) {
            Some(name) => Err(unknown(name)),
            None => Ok(()),
        }
    }

    /// Applies `--allow` and `--deny`.
    fn weigh(&self, problems: &mut Problems) {
        let named = |list: &[String], slug: &str| list.iter().any(|name| name == slug);
        let warnings = named(&self.deny, "warnings");
        problems.retain(|found| !named(&self.allow, found.code.slug));
        for found in problems.iter_mut() {
            let denied = named(&self.deny, found.code.slug)
                || (warnings && found.severity == Severity::Warning);
            if denied {
                found.severity = Severity::Error;
            }
        }
    }
}

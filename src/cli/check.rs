//! `attrflow check`: everything that is wrong, before it is deployed.

use super::explain::unknown;
use super::given::{self, Given};
use super::{Exit, Trouble, output};
use crate::assist::{DocumentKind, Fixed, code, fix, standard};
use crate::diag::{Diagnostic, Problems, Severity};
use crate::library::JobKind;
use crate::report::json::Findings;
use crate::report::{self, Checked};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow check 'Append([mailNickname] \"@contoso.com\")'
  attrflow check schema.json mappings.entra scope.filter
  attrflow check --filter 'department EQUALS \"Sales\"'
  attrflow check schema.json --deny warnings --format github
  attrflow check mappings.entra --fix --dry-run
  Get-Content schema.json | attrflow check -";

/// Check schemas, expression files, scoping filters and expressions.
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

    /// Leave out the findings of a code that is not an error by itself. May be repeated.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,

    /// Apply the changes that are certain to be meant. Files are changed in place.
    #[arg(long)]
    fix: bool,

    /// With `--fix`: change nothing, and show what would change as a unified diff.
    #[arg(long, requires = "fix")]
    dry_run: bool,

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
        let mut fixed = Fixes::default();
        let mut checked = Vec::with_capacity(given.len());
        for given in given {
            let given = if self.fix {
                self.mend(given, &mut fixed)?
            } else {
                given
            };
            checked.push(self.check(given));
        }
        let text = match self.format {
            _ if self.dry_run => fixed.diff,
            Format::Human => format!(
                "{}{}{}\n",
                report::terminal(&checked, output::width()),
                fixed.said(),
                report::summary(&checked)
            ),
            Format::Plain => report::plain(&checked),
            Format::Json => report::json::text(&Findings {
                fixed: fixed.applied,
                ..report::json::findings(&checked)
            }),
            Format::Sarif => report::json::text(&report::sarif(&checked)),
            Format::Github => report::github(&checked),
        };
        output::print(&text)?;
        Ok(match report::count(&checked).errors {
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

    /// Applies the safe fixes of what is not allowed.
    fn mend(&self, given: Given, fixes: &mut Fixes) -> Result<Given, Trouble> {
        let wanted = |found: &Diagnostic| !named(&self.allow, found.code.slug);
        let Fixed { document, applied } = fix(&given.document, standard(), self.job, &wanted);
        if applied == 0 {
            return Ok(given);
        }
        fixes.applied += applied;
        fixes.diff.push_str(&report::diff(
            &given.name,
            &given.document.text,
            &document.text,
        ));
        match &given.path {
            Some(path) if !self.dry_run => given::write(path, &document.bytes)?,
            Some(_) => {}
            None => fixes.texts.push(document.text.clone()),
        }
        Ok(Given { document, ..given })
    }

    /// Refuses codes that do not exist, and to leave out errors.
    fn codes(&self) -> Result<(), Trouble> {
        let mut denied = self.deny.iter().filter(|name| *name != "warnings");
        if let Some(name) = denied.find(|name| code(name).is_none()) {
            return Err(unknown(name));
        }
        for name in &self.allow {
            match code(name) {
                None => return Err(unknown(name)),
                Some(code) if code.severity == Severity::Error => {
                    return Err(Trouble::new(format!(
                        "`{name}` is an error, and errors cannot be left out"
                    ))
                    .help(format!(
                        "mend what it reports; `attrflow explain {name}` says how"
                    )));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Applies `--allow` and `--deny`.
    fn weigh(&self, problems: &mut Problems) {
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

fn named(list: &[String], slug: &str) -> bool {
    list.iter().any(|name| name == slug)
}

/// What `--fix` did.
#[derive(Default)]
struct Fixes {
    applied: usize,
    diff: String,
    /// Mended texts that are no files.
    texts: Vec<String>,
}

impl Fixes {
    fn said(&self) -> String {
        let texts = self
            .texts
            .iter()
            .map(|text| format!("fixed: {}\n", text.trim_end()));
        let mut said: String = texts.collect();
        if self.applied > 0 {
            said.push_str(&format!(
                "applied {}, ",
                report::counted(self.applied, "fix", "fixes")
            ));
        }
        said
    }
}

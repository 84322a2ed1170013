//! `attrflow fmt`: the one spelling.

use super::given::{self, Given};
use super::{Exit, Trouble, output};
use crate::assist::{DocumentKind, Layout, lay_out, standard};
use crate::report::json::FORMAT_VERSION;
use crate::report::{self, Checked, json};
use clap::ValueEnum;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  attrflow fmt 'Append( [mail],\"x\" )'
  attrflow fmt --pretty 'Switch([country], \"OTHER\", \"US\", \"AMER\", \"DE\", \"EMEA\")'
  attrflow fmt schema.json mappings.entra
  attrflow fmt --check *.entra";

/// Spell expressions and filters as Graph does; files are changed in place.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Fmt {
    /// Files (a schema as JSON, `.entra`, `.filter`), `-` for standard input, or an expression.
    #[arg(value_name = "FILE|EXPR", required = true)]
    given: Vec<String>,

    /// Read an argument that is no file as a scoping filter, not as an expression.
    #[arg(long)]
    filter: bool,

    /// Change nothing; name what is spelled otherwise, and exit with 1 if there is something.
    #[arg(long)]
    check: bool,

    /// Break long expressions over lines; not for schemas, in which Graph keeps one line.
    #[arg(long)]
    pretty: bool,

    /// How to write the outcome.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; described by docs/schema/fmt.schema.json.
    Json,
}

/// What became of one document.
struct Done {
    given: Given,
    text: String,
    unread: Checked,
}

impl Fmt {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let otherwise = match self.filter {
            true => DocumentKind::Filter,
            false => DocumentKind::Expression,
        };
        let given = given::read(&self.given, otherwise)?;
        let done: Vec<Done> = given.into_iter().map(|given| self.done(given)).collect();
        if !self.check {
            for done in &done {
                done.write()?;
            }
        }
        let unread: Vec<Checked> = done.iter().map(|done| done.unread.clone()).collect();
        let unreadable = unread.iter().any(|checked| !checked.problems.is_empty());
        if unreadable {
            output::tell(&report::terminal(&unread, output::width()));
        }
        output::print(&match self.format {
            Format::Text => done.iter().map(|done| self.text(done)).collect(),
            Format::Json => json::text(&json!({
                "format_version": FORMAT_VERSION,
                "files": done.iter().map(|done| json!({
                    "name": done.given.name,
                    "changed": done.changed(),
                    "text": done.given.path.is_none().then_some(&done.text),
                })).collect::<Vec<_>>(),
            })),
        })?;
        let found = unreadable || (self.check && done.iter().any(Done::changed));
        Ok(if found { Exit::Found } else { Exit::Fine })
    }

    fn done(&self, given: Given) -> Done {
        let layout = match self.pretty {
            true => Layout::Pretty,
            false => Layout::Canonical,
        };
        let written = lay_out(&given.document, layout, standard());
        Done {
            text: written.text,
            unread: Checked {
                name: given.name.clone(),
                text: given.document.text.clone(),
                problems: written.problems,
            },
            given,
        }
    }

    fn text(&self, done: &Done) -> String {
        match (&done.given.path, self.check) {
            (_, true) if done.changed() => format!("{} is spelled otherwise\n", done.given.name),
            (None, false) if done.unread.problems.is_empty() => {
                format!("{}\n", done.text.trim_end_matches(['\n', '\r']))
            }
            _ => String::new(),
        }
    }
}

impl Done {
    fn changed(&self) -> bool {
        self.text != self.given.document.text
    }

    fn write(&self) -> Result<(), Trouble> {
        match &self.given.path {
            Some(path) if self.changed() => given::write(
                path,
                &self.given.document.with_text(self.text.clone()).bytes,
            ),
            _ => Ok(()),
        }
    }
}

//! `attrflow explain`: the page of a code.

use super::{Exit, Trouble, output};
use crate::assist::{code, codes};
use crate::report::{self, json, reference};
use clap::ValueEnum;

const EXAMPLES: &str = "\
Examples:
  attrflow explain missing-comma
  attrflow explain";

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// The page of the reference.
    Markdown,
    /// For programs; described by docs/schema/codes.schema.json.
    Json,
}

/// Explain a code that `check` or `eval` reported, or list all of them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// The code, such as `missing-comma`.
    code: Option<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Explain {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let all = codes();
        let one = match &self.code {
            None => None,
            Some(slug) => Some(code(slug).ok_or_else(|| unknown(slug))?),
        };
        let text = match (self.format, one) {
            (Format::Text, Some(one)) => report::page(&reference::code_page(one), output::width()),
            (Format::Text, None) => {
                let rows = all
                    .iter()
                    .map(|code| [code.slug, code.severity.word(), code.title]);
                report::table(
                    &["code", "severity", "what is wrong"],
                    rows,
                    output::width(),
                )
            }
            (Format::Markdown, Some(one)) => reference::code_page(one),
            (Format::Markdown, None) => reference::code_pages(&all),
            (Format::Json, Some(one)) => json::text(&reference::lists::codes(&[one])),
            (Format::Json, None) => json::text(&reference::lists::codes(&all)),
        };
        output::print(&text)?;
        Ok(Exit::Fine)
    }
}

/// A code that nobody knows, with the nearest one.
pub(super) fn unknown(slug: &str) -> Trouble {
    let all = codes();
    let slugs = all.iter().map(|code| code.slug);
    Trouble::unknown("code", slug, slugs, "attrflow explain")
}

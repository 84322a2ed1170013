//! `attrflow functions`, `operators` and `fidelity`: what there is, and how sure we are.

use super::{Exit, Trouble, output};
use crate::assist::{ledger, standard};
use crate::report::{self, json, reference};
use clap::ValueEnum;

const FUNCTION_EXAMPLES: &str = "\
Examples:
  attrflow functions
  attrflow functions FormatDateTime
  attrflow functions --format graph > functions.json";

const OPERATOR_EXAMPLES: &str = "\
Examples:
  attrflow operators
  attrflow operators 'IS NOT NULL'
  attrflow operators --format json";

const FIDELITY_EXAMPLES: &str = "\
Examples:
  attrflow fidelity
  attrflow fidelity --format json";

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// The page of the reference.
    Markdown,
    /// For programs; described in docs/schema.
    Json,
    /// As Microsoft Graph answers.
    Graph,
}

/// List the functions of expressions, or explain one.
#[derive(Debug, clap::Args)]
#[command(after_help = FUNCTION_EXAMPLES)]
pub struct Functions {
    /// The function to explain, in any case.
    name: Option<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Functions {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let library = standard();
        let all = library.functions();
        let one = match &self.name {
            None => None,
            Some(name) => Some(library.function(name).ok_or_else(|| {
                let names = all.iter().map(|function| function.name);
                Trouble::unknown("function", name, names, "attrflow functions")
            })?),
        };
        let text = match (self.format, one) {
            (Format::Text, Some(one)) => {
                report::page(&reference::function_page(one), output::width())
            }
            (Format::Text, None) => {
                let rows = all.iter().map(|function| [function.name, function.summary]);
                report::table(&["function", "what it does"], rows, output::width())
            }
            (Format::Markdown, Some(one)) => reference::function_page(one),
            (Format::Markdown, None) => reference::function_pages(library),
            (Format::Json, Some(one)) => json::text(&reference::lists::functions(&[one])),
            (Format::Json, None) => json::text(&reference::lists::functions(all)),
            (Format::Graph, Some(one)) => json::text(&reference::graph_functions(&[one])),
            (Format::Graph, None) => json::text(&reference::graph_functions(all)),
        };
        output::print(&text)?;
        Ok(Exit::Fine)
    }
}

/// List the operators of scoping filters, or explain one.
#[derive(Debug, clap::Args)]
#[command(after_help = OPERATOR_EXAMPLES)]
pub struct Operators {
    /// The operator to explain; case, `_` and blanks do not matter.
    name: Option<String>,

    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

impl Operators {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let library = standard();
        let all = library.operators();
        let one = match &self.name {
            None => None,
            Some(name) => Some(library.operator(name).ok_or_else(|| {
                let names = all.iter().map(|operator| operator.name);
                Trouble::unknown("operator", name, names, "attrflow operators")
            })?),
        };
        let text = match (self.format, one) {
            (Format::Text, Some(one)) => {
                report::page(&reference::operator_page(one), output::width())
            }
            (Format::Text, None) => {
                let rows = all.iter().map(|operator| [operator.name, operator.summary]);
                report::table(&["operator", "when it holds"], rows, output::width())
            }
            (Format::Markdown, Some(one)) => reference::operator_page(one),
            (Format::Markdown, None) => reference::operator_pages(library),
            (Format::Json, Some(one)) => json::text(&reference::lists::operators(&[one])),
            (Format::Json, None) => json::text(&reference::lists::operators(all)),
            (Format::Graph, Some(one)) => json::text(&reference::graph_operators(&[one])),
            (Format::Graph, None) => json::text(&reference::graph_operators(all)),
        };
        output::print(&text)?;
        Ok(Exit::Fine)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum PageFormat {
    /// For people.
    Text,
    /// The page of the reference.
    Markdown,
    /// For programs; described in docs/schema.
    Json,
}

/// List where Microsoft's documentation is silent or contradicts itself, and what attrflow does there.
#[derive(Debug, clap::Args)]
#[command(after_help = FIDELITY_EXAMPLES)]
pub struct Fidelity {
    /// How to write it.
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    format: PageFormat,
}

impl Fidelity {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        let entries = ledger(standard());
        let text = match self.format {
            PageFormat::Text => report::page(&reference::ledger_section(&entries), output::width()),
            PageFormat::Markdown => reference::ledger_page(&entries),
            PageFormat::Json => json::text(&reference::lists::ledger(&entries)),
        };
        output::print(&text)?;
        Ok(Exit::Fine)
    }
}

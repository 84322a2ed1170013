//! `attrflow links`: which source object belongs to which target object.

use super::job::JobArg;
use super::{Exit, Trouble, output};
use crate::connectors::job::Job;
use crate::connectors::ports::source;
use crate::connectors::store::{LinkReader, LinkStore};
use crate::pipeline::{Link, PortError};
use crate::report::{self, json};
use clap::{Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  attrflow links --job examples/contoso/job.toml
  attrflow links show bjensen@contoso.com
  attrflow links delete bjensen@contoso.com

Where a link is deleted, the next run matches the object again.

Exit codes: 0 all is well, 1 there is no such link, 2 wrong usage, or a file that cannot be read.";

/// Links fetched from the store at a time.
const PAGE: usize = 1000;

/// Show or delete the stored links between source and target objects.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Links {
    #[command(subcommand)]
    what: Option<What>,

    #[command(flatten)]
    all: Shared,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show one link
    Show(One),
    /// Delete one link; neither object is touched
    Delete(One),
}

#[derive(Debug, clap::Args)]
struct One {
    /// The anchor in source or target, or the user's key in the source
    #[arg(value_name = "KEY")]
    key: String,

    #[command(flatten)]
    shared: Shared,
}

#[derive(Debug, clap::Args)]
struct Shared {
    #[command(flatten)]
    job: JobArg,

    /// How to write them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs; described by docs/schema/links.schema.json.
    Json,
}

impl Links {
    pub(super) fn run(&self) -> Result<Exit, Trouble> {
        match &self.what {
            None => self.list(),
            Some(What::Show(one)) => one.show(),
            Some(What::Delete(one)) => one.delete(),
        }
    }

    fn list(&self) -> Result<Exit, Trouble> {
        let job = self.all.job.read()?;
        let links = every(&job)?;
        self.all.tell(&links, "there are no links yet")?;
        Ok(Exit::Fine)
    }
}

fn every(job: &Job) -> Result<Vec<Link>, PortError> {
    let reader = LinkReader::open(&job.links)?;
    let mut links = reader.list(None, PAGE)?;
    while !links.is_empty() && links.len().is_multiple_of(PAGE) {
        let more = reader.list(links.last(), PAGE)?;
        if more.is_empty() {
            break;
        }
        links.extend(more);
    }
    Ok(links)
}

impl One {
    fn show(&self) -> Result<Exit, Trouble> {
        let job = self.shared.job.read()?;
        let reader = LinkReader::open(&job.links)?;
        let link = self.found(&job, &reader)?;
        self.shared.tell(link.as_slice(), &self.missing())?;
        Ok(exit(link.as_ref()))
    }

    fn delete(&self) -> Result<Exit, Trouble> {
        let job = self.shared.job.read()?;
        let reader = LinkReader::open(&job.links)?;
        let found = self.found(&job, &reader)?;
        let deleted = match &found {
            None => None,
            Some(link) => {
                LinkStore::open(&job.links).and_then(|mut links| links.delete(&link.source))?
            }
        };
        if let (Format::Text, Some(link)) = (self.shared.format, &deleted) {
            output::print(&format!(
                "deleted the link of {}: {} in the source, {} in the target\n",
                link.display_name, link.source, link.target
            ))?;
        } else {
            self.shared.tell(deleted.as_slice(), &self.missing())?;
        }
        Ok(exit(deleted.as_ref()))
    }

    /// The link of an anchor; else that of the source object with this key.
    fn found(&self, job: &Job, reader: &LinkReader) -> Result<Option<Link>, Trouble> {
        let find = || -> Result<Option<Link>, PortError> { reader.get(&self.key) };
        if let Some(link) = find()? {
            return Ok(Some(link));
        }
        let mut source = source(job)?;
        for object in ["User", "Group"] {
            if let Ok(Some(known)) = source.find(object, &self.key) {
                return reader.get(&known.id).map_err(Trouble::from);
            }
        }
        Ok(None)
    }

    fn missing(&self) -> String {
        format!("there is no link of `{}`", self.key)
    }
}

impl Shared {
    fn tell(&self, links: &[Link], nothing: &str) -> Result<(), Trouble> {
        output::print(&match self.format {
            Format::Json => json::text(&report::links_json(links)),
            Format::Text if links.is_empty() => format!("{nothing}\n"),
            Format::Text => report::links_table(links),
        })
    }
}

fn exit(link: Option<&Link>) -> Exit {
    match link {
        Some(_) => Exit::Fine,
        None => Exit::Found,
    }
}

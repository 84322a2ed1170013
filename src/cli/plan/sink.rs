//! Where the entries of a plan go: into its counts, and as they come into files.

use super::saved::Saver;
use crate::cli::{Trouble, given};
use crate::plan::{Entry, Exceeded, Outcome, Tally};
use crate::report::plan::CsvPlan;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Hears of every entry. The first file that cannot be written is told at the end.
pub(super) struct Sink {
    pub tally: Tally,
    saver: Option<Saver>,
    table: Option<CsvPlan<Box<dyn Write>>>,
    failed: Option<Trouble>,
}

impl Sink {
    pub fn new(tally: Tally) -> Self {
        Self {
            tally,
            saver: None,
            table: None,
            failed: None,
        }
    }

    /// Keeps the plan in a file.
    pub fn saving(mut self, saver: Option<Saver>) -> Self {
        self.saver = saver;
        self
    }

    /// Writes a table of all changes, to standard output where no file is named.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn tabling(mut self, path: Option<&Path>) -> Result<Self, Trouble> {
        let out: Box<dyn Write> = match path {
            Some(path) => {
                let file = File::create(path).map_err(|error| given::unwritable(path, &error))?;
                Box::new(BufWriter::new(file))
            }
            None => Box::new(std::io::stdout().lock()),
        };
        self.table = Some(CsvPlan::new(out).map_err(|error| unwritten(&error))?);
        Ok(self)
    }

    /// Hears of an entry; `acts` says whether applying the plan has to do with it.
    pub fn add(&mut self, entry: &Entry, earlier: Option<Outcome>, notes: &[String], acts: bool) {
        self.tally.add(entry, earlier, notes);
        if self.failed.is_some() {
            return;
        }
        if let Some(saver) = self.saver.as_mut().filter(|_| acts) {
            self.failed = saver.add(entry).err();
        }
        if let Some(table) = &mut self.table {
            let written = table.add(entry);
            self.failed = self
                .failed
                .take()
                .or(written.err().map(|error| unwritten(&error)));
        }
    }

    /// Ends the table; gives the counts and the rest.
    ///
    /// # Errors
    /// Something could not be written.
    pub fn finish(self) -> Result<(Tally, Keeping), Trouble> {
        if let Some(trouble) = self.failed {
            return Err(trouble);
        }
        if let Some(table) = self.table {
            let ended = table.finish().and_then(|mut out| out.flush());
            match ended {
                // A reader that went away has seen enough.
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    return Err(unwritten(&error.into()));
                }
                _ => {}
            }
        }
        Ok((self.tally, Keeping(self.saver)))
    }
}

/// A plan that is kept when its thresholds are known.
pub(super) struct Keeping(Option<Saver>);

impl Keeping {
    /// Ends the file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn end(self, exceeded: &[Exceeded]) -> Result<(), Trouble> {
        match self.0 {
            Some(saver) => saver.finish(exceeded),
            None => Ok(()),
        }
    }
}

fn unwritten(error: &csv::Error) -> Trouble {
    Trouble::new(format!("cannot write the table: {error}"))
}

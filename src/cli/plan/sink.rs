//! Where the entries of a plan go: into its counts, and as they come into files.

use super::saved::Saver;
use crate::cli::new_file::Out;
use crate::cli::{Trouble, output};
use crate::plan::{Entry, Exceeded, Outcome, Tally};
use crate::report::plan::CsvPlan;
use std::path::Path;

/// Hears of every entry. The first file that cannot be written is told at the end.
pub(super) struct Sink {
    pub tally: Tally,
    saver: Option<Saver>,
    table: Option<CsvPlan<Out>>,
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
        match CsvPlan::new(Out::to(path)?) {
            Ok(table) => self.table = Some(table),
            Err(error) => unwritten(error)?,
        }
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
        if let Some(Err(error)) = self.table.as_mut().map(|table| table.add(entry)) {
            // A reader that went away has seen enough; the plan is made, and kept, all the same.
            self.table = None;
            let failed = unwritten(error).err();
            self.failed = self.failed.take().or(failed);
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
            match table.finish() {
                Ok(mut out) => out.finish()?,
                Err(error) => unwritten(error.into())?,
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

/// A table that cannot be written; that its reader went away is no trouble.
fn unwritten(error: csv::Error) -> Result<(), Trouble> {
    let error = match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => std::io::Error::other(format!("{other:?}")),
    };
    output::unwritten(&error).map(drop)
}

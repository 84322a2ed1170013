//! Stored links and the provisioning log, written.

use super::file::File;
use super::link_reader::{LINKS, LinkReader};
use crate::pipeline::{
    Change, Link, LinkState, Links, LinksReader, LogEntry, PortError, PortErrorKind,
    ProvisioningLog, Run,
};
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::Path;

/// Links, begun changes and the provisioning log in one SQLite file.
#[derive(Debug)]
pub struct LinkStore {
    reader: LinkReader,
}

impl LinkStore {
    /// Opens a file of links, and makes it where there is none.
    ///
    /// # Errors
    /// The file cannot be opened, holds no links, or is of a newer version.
    pub fn open(path: &Path) -> Result<Self, PortError> {
        Ok(Self::with(File::writable(path, &LINKS)?))
    }

    /// An empty store that is gone with the value.
    ///
    /// ```
    /// use attrflow::connectors::store::LinkStore;
    /// let mut links = LinkStore::in_memory().unwrap();
    /// assert_eq!(links.delete("52cf…").unwrap(), None);
    /// ```
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn in_memory() -> Result<Self, PortError> {
        Ok(Self::with(File::memory(&LINKS)?))
    }

    /// Everything that can be read of it.
    pub fn as_reader(&self) -> &LinkReader {
        &self.reader
    }

    /// Deletes the link of an anchor, looked up as [`LinkReader::get`] does, and gives it back; where
    /// there is none, nothing happens. The next run matches the object again.
    ///
    /// # Errors
    /// The links cannot be written.
    pub fn delete(&mut self, anchor: &str) -> Result<Option<Link>, PortError> {
        let Some(link) = self.reader.get(anchor)? else {
            return Ok(None);
        };
        self.write(|transaction| unlink(transaction, &link.source_object, &link.source))?;
        Ok(Some(link))
    }

    fn with(file: File) -> Self {
        let file = Some(file);
        Self {
            reader: LinkReader { file },
        }
    }

    /// Writes in one transaction.
    fn write(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), PortError> {
        let file = self.reader.file.as_mut();
        let file = file.expect("`with` has put the file there");
        let all = |connection: &mut Connection| {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            work(&transaction)?;
            transaction.commit()
        };
        all(&mut file.connection).map_err(|error| file.told(&error))
    }
}

impl Links for LinkStore {
    fn begin(
        &mut self,
        source_object: &str,
        source: &str,
        change: &Change,
    ) -> Result<(), PortError> {
        let change = json(&change.redacted())?;
        self.write(|transaction| {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO pending VALUES (?, ?, ?)")?
                .execute([source_object, source, &change])
                .map(|_| ())
        })
    }

    fn end(
        &mut self,
        source_object: &str,
        source: &str,
        link: Option<&Link>,
        log: &LogEntry,
    ) -> Result<(), PortError> {
        let run = json(&log.run.redacted())?;
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM pending WHERE source_object = ? AND source = ?")?
                .execute([source_object, source])?;
            unlink(transaction, source_object, source)?;
            if let Some(link) = link {
                put(transaction, link)?;
            }
            let names = [source, &log.run.target.id, &log.run.reportable, &run];
            transaction
                .prepare_cached(
                    "INSERT INTO log (source, target, reportable, run) VALUES (?, ?, ?, ?)",
                )?
                .execute(names)
                .map(|_| ())
        })
    }

    fn reader(&self) -> &dyn LinksReader {
        &self.reader
    }
}

impl LinksReader for LinkStore {
    fn link(&self, source_object: &str, source: &str) -> Result<Option<Link>, PortError> {
        self.reader.link(source_object, source)
    }

    fn unfinished(&self, source_object: &str, source: &str) -> Result<Option<Change>, PortError> {
        self.reader.unfinished(source_object, source)
    }

    fn links_to(&self, target_object: &str, target: &str) -> Result<Vec<Link>, PortError> {
        self.reader.links_to(target_object, target)
    }

    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.reader.each(source_object, visit)
    }
}

impl ProvisioningLog for LinkStore {
    fn entries(&self, user: Option<&str>, limit: usize) -> Result<Vec<Run>, PortError> {
        self.reader.entries(user, limit)
    }
}

fn unlink(transaction: &Transaction<'_>, object: &str, source: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM link WHERE source_object = ? AND source = ?")?
        .execute([object, source])
        .map(|_| ())
}

fn put(transaction: &Transaction<'_>, link: &Link) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO link
            (source_object, source, target_object, target, display_name, managed, updated)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    let managed = link.state == LinkState::Managed;
    insert
        .execute(params![
            link.source_object,
            link.source,
            link.target_object,
            link.target,
            link.display_name,
            managed,
            link.updated,
        ])
        .map(|_| ())
}

fn json(value: &impl Serialize) -> Result<String, PortError> {
    serde_json::to_string(value).map_err(|error| {
        let message = format!("the log entry cannot be written as JSON: {error}");
        PortError::new(PortErrorKind::InternalError, message)
    })
}

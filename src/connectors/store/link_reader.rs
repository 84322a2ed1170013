//! Stored links and the provisioning log, read.

use super::file::{File, Kind};
use crate::pipeline::{Change, Link, LinkState, LinksReader, PortError, ProvisioningLog, Run};
use rusqlite::{OptionalExtension, Params, Row, params};
use std::ops::ControlFlow;
use std::path::Path;

pub(super) static LINKS: Kind = Kind {
    application: 0x4146_6C69,
    version: 1,
    title: "links of attrflow",
    tables: "
        CREATE TABLE link (
            source_object TEXT NOT NULL,
            source TEXT NOT NULL,
            target_object TEXT NOT NULL,
            target TEXT NOT NULL,
            display_name TEXT NOT NULL,
            managed INTEGER NOT NULL,
            updated TEXT NOT NULL,
            PRIMARY KEY (source_object, source)
        ) WITHOUT ROWID;
        CREATE INDEX link_source ON link (source);
        CREATE INDEX link_target ON link (target, target_object);
        CREATE TABLE pending (
            source_object TEXT NOT NULL,
            source TEXT NOT NULL,
            change TEXT NOT NULL,
            PRIMARY KEY (source_object, source)
        ) WITHOUT ROWID;
        CREATE TABLE log (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            reportable TEXT NOT NULL COLLATE NOCASE,
            run TEXT NOT NULL
        );
        CREATE INDEX log_source ON log (source);
        CREATE INDEX log_target ON log (target);
        CREATE INDEX log_reportable ON log (reportable);
    ",
};

/// What was begun and never ended, because the process died.
#[derive(Clone, PartialEq, Debug)]
pub struct Unfinished {
    /// Object name in the source.
    pub source_object: String,
    /// Anchor in the source.
    pub source: String,
    /// What was to be done; secret values are `[Redact]`.
    pub change: Change,
}

/// An entry of the provisioning log with its number, by which the log is paged.
#[derive(Clone, PartialEq, Debug)]
pub struct Logged {
    /// Its number: later entries have greater ones.
    pub number: i64,
    /// The run; secret values are `[Redact]`.
    pub run: Run,
}

/// Links and log, for dry runs and for looking at them: SQLite itself refuses to write the file, and
/// where there is no file there are no links.
#[derive(Debug)]
pub struct LinkReader {
    pub(super) file: Option<File>,
}

impl LinkReader {
    /// Opens a file of links for reading.
    ///
    /// ```
    /// use attrflow::connectors::store::LinkReader;
    /// let links = LinkReader::open(std::path::Path::new("nowhere/links.db")).unwrap();
    /// assert!(links.list(None, 10).unwrap().is_empty());
    /// ```
    ///
    /// # Errors
    /// The file cannot be opened, holds no links, or is of a newer version.
    pub fn open(path: &Path) -> Result<Self, PortError> {
        let file = File::readable(path, &LINKS)?;
        Ok(Self { file })
    }

    /// Reads one and the same state from now on, however many questions follow; whoever writes waits.
    ///
    /// # Errors
    /// The links cannot be read.
    pub fn held(self) -> Result<Self, PortError> {
        if let Some(file) = &self.file {
            file.hold()?;
        }
        Ok(self)
    }

    /// The links by source object and anchor, after the one that is named, at most `limit`.
    ///
    /// # Errors
    /// The links cannot be read.
    pub fn list(&self, after: Option<&Link>, limit: usize) -> Result<Vec<Link>, PortError> {
        let (object, source) = after.map_or(("", ""), |link| (&link.source_object, &link.source));
        self.select(
            "SELECT * FROM link WHERE (source_object, source) > (?, ?)
             ORDER BY source_object, source LIMIT ?",
            params![object, source, rows(limit)],
            link,
        )
    }

    /// The link of an anchor: first as one of the source, then as one of the target, as Graph's
    /// `objectConnections` looks it up.
    ///
    /// # Errors
    /// The links cannot be read.
    pub fn get(&self, anchor: &str) -> Result<Option<Link>, PortError> {
        for query in [
            "SELECT * FROM link WHERE source = ? ORDER BY source_object LIMIT 1",
            "SELECT * FROM link WHERE target = ? ORDER BY target_object LIMIT 1",
        ] {
            if let Some(found) = self.first(query, [anchor], link)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Everything that was begun and never ended.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn all_unfinished(&self) -> Result<Vec<Unfinished>, PortError> {
        let query =
            "SELECT source_object, source, change FROM pending ORDER BY source_object, source";
        self.select(query, [], |row| {
            Ok(Unfinished {
                source_object: row.get(0)?,
                source: row.get(1)?,
                change: parsed(row, 2)?,
            })
        })
    }

    /// A page of the log, newest first: at most `limit` entries with numbers below `before`, only
    /// those of one user if named by source anchor, target anchor or reportable identifier.
    ///
    /// # Errors
    /// The log cannot be read.
    pub fn page(
        &self,
        user: Option<&str>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<Logged>, PortError> {
        let query = match user {
            None => {
                "SELECT number, run FROM log WHERE number < ?2 AND ?1 IS NULL ORDER BY number DESC LIMIT ?3"
            }
            Some(_) => {
                "SELECT number, run FROM log
                 WHERE number < ?2 AND (source = ?1 OR target = ?1 OR reportable = ?1)
                 ORDER BY number DESC LIMIT ?3"
            }
        };
        let before = before.unwrap_or(i64::MAX);
        self.select(query, params![user, before, rows(limit)], |row| {
            Ok(Logged {
                number: row.get(0)?,
                run: parsed(row, 1)?,
            })
        })
    }

    fn first<T>(
        &self,
        query: &str,
        parameters: impl Params,
        make: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, PortError> {
        let Some(file) = &self.file else {
            return Ok(None);
        };
        let found = || {
            let mut query = file.connection.prepare_cached(query)?;
            query.query_row(parameters, make).optional()
        };
        found().map_err(|error| file.told(&error))
    }

    fn select<T>(
        &self,
        query: &str,
        parameters: impl Params,
        make: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, PortError> {
        let Some(file) = &self.file else {
            return Ok(Vec::new());
        };
        let found = || -> rusqlite::Result<Vec<T>> {
            let mut query = file.connection.prepare_cached(query)?;
            query.query_map(parameters, make)?.collect()
        };
        found().map_err(|error| file.told(&error))
    }
}

impl LinksReader for LinkReader {
    fn link(&self, source_object: &str, source: &str) -> Result<Option<Link>, PortError> {
        let query = "SELECT * FROM link WHERE source_object = ? AND source = ?";
        self.first(query, [source_object, source], link)
    }

    fn unfinished(&self, source_object: &str, source: &str) -> Result<Option<Change>, PortError> {
        let query = "SELECT change FROM pending WHERE source_object = ? AND source = ?";
        self.first(query, [source_object, source], |row| parsed(row, 0))
    }

    fn links_to(&self, target_object: &str, target: &str) -> Result<Vec<Link>, PortError> {
        let query = "SELECT * FROM link WHERE target = ? AND target_object = ?
            ORDER BY source_object, source";
        self.select(query, [target, target_object], link)
    }

    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let mut every = || -> rusqlite::Result<()> {
            let mut query = file
                .connection
                .prepare_cached("SELECT * FROM link WHERE source_object = ? ORDER BY source")?;
            let mut rows = query.query([source_object])?;
            while let Some(row) = rows.next()? {
                if visit(link(row)?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        every().map_err(|error| file.told(&error))
    }
}

impl ProvisioningLog for LinkReader {
    fn entries(&self, user: Option<&str>, limit: usize) -> Result<Vec<Run>, PortError> {
        let page = self.page(user, None, limit)?;
        Ok(page.into_iter().map(|entry| entry.run).collect())
    }
}

fn link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let managed: bool = row.get("managed")?;
    Ok(Link {
        source_object: row.get("source_object")?,
        source: row.get("source")?,
        target_object: row.get("target_object")?,
        target: row.get("target")?,
        display_name: row.get("display_name")?,
        state: if managed {
            LinkState::Managed
        } else {
            LinkState::Unmanaged
        },
        updated: row.get("updated")?,
    })
}

fn parsed<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(column, kind, Box::new(error))
    })
}

fn rows(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

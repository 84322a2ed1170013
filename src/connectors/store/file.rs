//! SQLite files: opening them for reading or writing, telling why that failed.

use crate::pipeline::{PortError, PortErrorKind};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::path::Path;
use std::time::Duration;

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// A kind of file.
pub(super) struct Kind {
    /// What SQLite keeps as `application_id`, by which the kinds are told apart.
    pub application: i32,
    /// The version of the tables that this program writes.
    pub version: i32,
    /// What people call it.
    pub title: &'static str,
    /// The tables.
    pub tables: &'static str,
}

/// An open file, or a store in memory.
#[derive(Debug)]
pub(super) struct File {
    pub connection: Connection,
    name: String,
}

impl File {
    /// Opens a file for reading and writing, and makes it where it does not exist.
    pub fn writable(path: &Path, kind: &Kind) -> Result<Self, PortError> {
        let name = path.display().to_string();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| {
                internal(format!(
                    "cannot make the folder `{}`: {error}",
                    folder.display()
                ))
            })?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| told(&name, &e))?;
        Self::prepared(connection, name, kind)
    }

    /// A store in memory.
    pub fn memory(kind: &Kind) -> Result<Self, PortError> {
        let name = format!("{} in memory", kind.title);
        let connection = Connection::open_in_memory().map_err(|error| told(&name, &error))?;
        Self::prepared(connection, name, kind)
    }

    /// Opens a file so that SQLite refuses to write; `None` where there is none, or an empty one.
    pub fn readable(path: &Path, kind: &Kind) -> Result<Option<Self>, PortError> {
        let name = path.display().to_string();
        if !path.try_exists().unwrap_or(true) {
            return Ok(None);
        }
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(PATIENCE)?;
            // Else SQLite plans a query anew for every value that it is asked with.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            let state = State::of(&connection)?;
            Ok((connection, state))
        };
        let (connection, state) = match open() {
            Err(error) if left_by_a_crash(&error) => take_back(path).and_then(|()| open()),
            opened => opened,
        }
        .map_err(|error| told(&name, &error))?;
        if state.is_new() {
            return Ok(None);
        }
        state.fits(&name, kind)?;
        Ok(Some(Self { connection, name }))
    }

    fn prepared(mut connection: Connection, name: String, kind: &Kind) -> Result<Self, PortError> {
        let prepare = |connection: &mut Connection| {
            connection.busy_timeout(PATIENCE)?;
            // EXTRA: after a power failure, too, what was said to be done is done.
            connection.pragma_update(None, "synchronous", "EXTRA")?;
            connection.pragma_update(None, "foreign_keys", true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
            let mut state = State::of(connection)?;
            if state.is_new() {
                let transaction = connection
                    .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
                // Another process may have been faster.
                state = State::of(&transaction)?;
                if state.is_new() {
                    transaction.execute_batch(kind.tables)?;
                    transaction.pragma_update(None, "application_id", kind.application)?;
                    transaction.pragma_update(None, "user_version", kind.version)?;
                    state = State::of(&transaction)?;
                }
                transaction.commit()?;
            }
            Ok(state)
        };
        let state = prepare(&mut connection).map_err(|error| told(&name, &error))?;
        state.fits(&name, kind)?;
        Ok(Self { connection, name })
    }

    /// Reads one and the same state from now on, with a cache for many questions. Whoever writes waits.
    pub fn hold(&self) -> Result<(), PortError> {
        let hold = || {
            self.connection.pragma_update(None, "cache_size", CACHE)?;
            self.connection.execute_batch("BEGIN")?;
            State::of(&self.connection).map(|_| ())
        };
        hold().map_err(|error| self.told(&error))
    }

    /// Puts SQLite's failure into words.
    pub fn told(&self, error: &rusqlite::Error) -> PortError {
        told(&self.name, error)
    }
}

/// Of a file that is asked many questions; negative, since it is in KiB and not in pages.
const CACHE: i64 = -64 * 1024;

/// What a file says of itself.
struct State {
    application: i32,
    version: i32,
    tables: u32,
}

impl State {
    fn of(connection: &Connection) -> rusqlite::Result<Self> {
        let number = |name| connection.pragma_query_value(None, name, |row| row.get(0));
        Ok(Self {
            application: number("application_id")?,
            version: number("user_version")?,
            tables: connection
                .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?,
        })
    }

    fn is_new(&self) -> bool {
        self.application == 0 && self.version == 0 && self.tables == 0
    }

    fn fits(&self, name: &str, kind: &Kind) -> Result<(), PortError> {
        if self.application != kind.application {
            return Err(internal(format!(
                "`{name}` is an SQLite file, but holds no {}",
                kind.title
            ))
            .help("name another file in the job; directory and links have a file each"));
        }
        if self.version > kind.version {
            return Err(internal(format!(
                "`{name}` was written by a newer attrflow: its tables are of version {}, this \
                 program knows versions up to {}",
                self.version, kind.version
            ))
            .help("update attrflow, or name another file in the job"));
        }
        Ok(())
    }
}

/// Whether a process died while it wrote, and SQLite may not tidy up after it in a file that is open
/// for reading.
fn left_by_a_crash(error: &rusqlite::Error) -> bool {
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == ffi::SQLITE_READONLY_ROLLBACK)
}

/// Lets SQLite take back the unfinished transaction of a process that died: the file is again what it
/// was before, which writes nothing new.
fn take_back(path: &Path) -> rusqlite::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    State::of(&connection).map(|_| ())
}

fn internal(message: String) -> PortError {
    PortError::new(PortErrorKind::InternalError, message)
}

fn told(name: &str, error: &rusqlite::Error) -> PortError {
    let of = |message: String, help: &str| internal(message).help(help);
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => PortError::new(
            PortErrorKind::Busy,
            format!("`{name}` is locked by another process"),
        )
        .help("wait until the other run has ended, or end it; then run again"),
        Some(ErrorCode::NotADatabase) => of(
            format!("`{name}` is no SQLite file"),
            "name another file in the job, or move this one away",
        ),
        Some(ErrorCode::DatabaseCorrupt) => of(
            format!("`{name}` is damaged"),
            "restore it from a backup, or move it away: links are found again by matching",
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => of(
            format!("`{name}` cannot be written"),
            "make the file and its folder writable",
        ),
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) => of(
            format!("`{name}` cannot be opened, read or written"),
            "check that the path names a file, and that you may read and write it",
        ),
        Some(ErrorCode::DiskFull) => of(
            format!("there is no space left for `{name}`"),
            "make space, then run again",
        ),
        _ => internal(format!("`{name}`: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::index::DIRECTORY;
    use super::File;

    #[test]
    #[expect(clippy::unwrap_used, reason = "a test")]
    fn sqlite_refuses_to_write_what_is_open_for_reading() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
        let path = folder.join("open-for-reading.db");
        drop(File::writable(&path, &DIRECTORY).unwrap());
        let before = std::fs::read(&path).unwrap();
        let file = File::readable(&path, &DIRECTORY).unwrap().unwrap();
        for statement in [
            "INSERT INTO object (id, object, attributes) VALUES ('1', 'User', '{}')",
            "DELETE FROM object",
            "DROP TABLE object",
            "PRAGMA user_version = 7",
        ] {
            let error = file.connection.execute_batch(statement).unwrap_err();
            assert!(
                file.told(&error).message.contains("cannot be written"),
                "{statement}: {error}"
            );
        }
        assert_eq!(std::fs::read(&path).unwrap(), before);
        std::fs::remove_file(path).unwrap();
    }
}

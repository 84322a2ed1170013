//! The embedded directory: a target with real constraints in an SQLite file.

use super::file::File;
use super::index::{DIRECTORY, Indexed, align};
use super::read::Read;
use super::reader::{NOBODY, announced};
use super::shape::Shape;
use super::statement::{Statement, statements};
use super::write::{Failure, execute, is_free};
use crate::dotnet::encoding::Guid;
use crate::pipeline::{
    Change, Constraints, Export, ObjectRef, PortError, PortErrorKind, Refusal, Request,
    TargetDirectory, TargetObject, TargetReader,
};
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// A target directory in an SQLite file. Each request of an export is one transaction.
pub struct EmbeddedDirectory<'r> {
    file: File,
    shape: Arc<Shape>,
    indexed: Indexed,
    random: Box<dyn FnMut() -> u64 + 'r>,
}

impl<'r> EmbeddedDirectory<'r> {
    /// Opens a directory, and makes its file where there is none. The anchors of new objects are
    /// version-4 GUIDs from the random bits that are handed in.
    ///
    /// ```
    /// use attrflow::connectors::store::{EmbeddedDirectory, Shape};
    /// use attrflow::library::{FixedHost, Host};
    /// let host = FixedHost::new(Default::default(), 42);
    /// let path = std::env::temp_dir().join(format!("attrflow-doc-{}.db", std::process::id()));
    /// assert!(EmbeddedDirectory::open(&path, Shape::default(), || host.random()).is_ok());
    /// # std::fs::remove_file(path).unwrap();
    /// ```
    ///
    /// # Errors
    /// The file cannot be opened, is no directory, is of a newer version, or holds objects that
    /// share a value of an attribute that is unique now.
    pub fn open(
        path: &Path,
        shape: Shape,
        random: impl FnMut() -> u64 + 'r,
    ) -> Result<Self, PortError> {
        Self::with(File::writable(path, &DIRECTORY)?, shape, Box::new(random))
    }

    /// An empty directory that is gone with the value.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn in_memory(shape: Shape, random: impl FnMut() -> u64 + 'r) -> Result<Self, PortError> {
        Self::with(File::memory(&DIRECTORY)?, shape, Box::new(random))
    }

    fn with(
        mut file: File,
        shape: Shape,
        random: Box<dyn FnMut() -> u64 + 'r>,
    ) -> Result<Self, PortError> {
        let indexed = align(&mut file, &shape)?;
        Ok(Self {
            file,
            shape: Arc::new(shape),
            indexed,
            random,
        })
    }

    /// The anchors of a group's members, the oldest object first.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub fn members(&self, group: ObjectRef<'_>) -> Result<Vec<String>, PortError> {
        self.read().members(group)
    }

    fn read(&self) -> Read<'_> {
        Read {
            file: &self.file,
            shape: &self.shape,
            indexed: &self.indexed,
        }
    }

    fn new_id(&mut self) -> Result<String, PortError> {
        loop {
            let bits = u128::from((self.random)()) << 64 | u128::from((self.random)());
            let id = Guid::v4(bits).to_string();
            let free = is_free(&self.file.connection, &id);
            if free.map_err(|error| self.file.told(&error))? {
                return Ok(id);
            }
        }
    }
}

impl TargetReader for EmbeddedDirectory<'_> {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        self.read().find(object, attribute, NOBODY).map(|_| ())
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        self.read().find(object, attribute, value)
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        self.read().get(which)
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        self.read().refers(which, attribute, value)
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        self.read().each(object, visit)
    }

    fn constraints(&self) -> Arc<dyn Constraints> {
        Arc::clone(&self.shape) as _
    }

    fn refusal(&mut self, change: &Change) -> Result<Option<Refusal>, PortError> {
        Arc::clone(&self.shape).refusal(change, self)
    }

    fn announce(&self, change: &Change) -> Vec<Request> {
        announced(&self.shape, change)
    }
}

impl TargetDirectory for EmbeddedDirectory<'_> {
    fn export(&mut self, change: &Change) -> Result<Export, PortError> {
        let mut sent = Vec::new();
        match self.perform(change, &mut sent) {
            Ok(id) => Ok(Export {
                id: id.unwrap_or_default(),
                sent,
                warnings: Vec::new(),
            }),
            Err(error) => Err(PortError { sent, ..error }),
        }
    }

    fn reader(&mut self) -> &mut dyn TargetReader {
        self
    }
}

impl EmbeddedDirectory<'_> {
    /// Executes the statements of a change; gives the object's anchor.
    fn perform(
        &mut self,
        change: &Change,
        sent: &mut Vec<Request>,
    ) -> Result<Option<String>, PortError> {
        let mut id = change.id.clone();
        for statement in statements(change) {
            let at = match (&statement, &id) {
                (Statement::Create(_), _) => self.new_id()?,
                (_, Some(id)) => id.clone(),
                (_, None) => {
                    return Err(PortError::new(
                        PortErrorKind::InternalError,
                        "a change of an existing object names no anchor",
                    ));
                }
            };
            let shape = self.shape.object(&change.object)?;
            sent.push(statement.request(&change.object, Some(shape), Some(&at)));
            let deletion = self.shape.deletion();
            execute(&mut self.file.connection, shape, deletion, &at, &statement).map_err(
                |failure| match failure {
                    Failure::Sqlite(error) => self.file.told(&error),
                    Failure::Refused(error) => error,
                },
            )?;
            id = Some(at);
        }
        Ok(id)
    }
}

impl fmt::Debug for EmbeddedDirectory<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedDirectory")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

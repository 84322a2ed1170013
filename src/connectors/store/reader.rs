//! The reading half of the embedded directory.

use super::file::File;
use super::index::{DIRECTORY, Indexed, indexed};
use super::read::Read;
use super::shape::Shape;
use super::statement::statements;
use crate::pipeline::{
    Change, Constraints, ObjectRef, PortError, Refusal, Request, TargetObject, TargetReader,
};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// The reading half of a directory, for dry runs: SQLite itself refuses to write its file, and where
/// there is no file there is an empty directory.
#[derive(Debug)]
pub struct EmbeddedReader {
    file: Option<(File, Indexed)>,
    shape: Arc<Shape>,
}

impl EmbeddedReader {
    /// Opens a directory for reading.
    ///
    /// ```
    /// use attrflow::connectors::store::{EmbeddedReader, Shape};
    /// let path = std::path::Path::new("nowhere/contoso.db");
    /// assert!(EmbeddedReader::open(path, Shape::default()).is_ok());
    /// assert!(!path.exists());
    /// ```
    ///
    /// # Errors
    /// The file cannot be opened, is no directory, or is of a newer version.
    pub fn open(path: &Path, shape: Shape) -> Result<Self, PortError> {
        let file = match File::readable(path, &DIRECTORY)? {
            None => None,
            Some(file) => {
                let indexed = indexed(&file.connection).map_err(|error| file.told(&error))?;
                Some((file, indexed))
            }
        };
        Ok(Self {
            file,
            shape: Arc::new(shape),
        })
    }

    /// Reads one and the same state from now on, however many questions follow; whoever writes waits.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub fn held(self) -> Result<Self, PortError> {
        if let Some((file, _)) = &self.file {
            file.hold()?;
        }
        Ok(self)
    }

    /// The anchors of a group's members, the oldest object first.
    ///
    /// # Errors
    /// The directory cannot be read.
    pub fn members(&self, group: ObjectRef<'_>) -> Result<Vec<String>, PortError> {
        self.read()
            .map_or(Ok(Vec::new()), |read| read.members(group))
    }

    fn read(&self) -> Option<Read<'_>> {
        let (file, indexed) = self.file.as_ref()?;
        Some(Read {
            file,
            shape: &self.shape,
            indexed,
        })
    }
}

impl TargetReader for EmbeddedReader {
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError> {
        self.find(object, attribute, NOBODY).map(|_| ())
    }

    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError> {
        self.shape.object(object)?.attribute(attribute)?;
        self.read()
            .map_or(Ok(Vec::new()), |read| read.find(object, attribute, value))
    }

    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError> {
        self.read().map_or(Ok(None), |read| read.get(which))
    }

    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError> {
        self.read()
            .map_or(Ok(false), |read| read.refers(which, attribute, value))
    }

    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        match self.read() {
            Some(read) => read.each(object, visit),
            None => self.shape.object(object).map(|_| ()),
        }
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

/// What the test connection asks for.
pub(super) const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// The requests of a change.
pub(super) fn announced(shape: &Shape, change: &Change) -> Vec<Request> {
    let object = shape.object(&change.object).ok();
    statements(change)
        .iter()
        .map(|statement| statement.request(&change.object, object, change.id.as_deref()))
        .collect()
}

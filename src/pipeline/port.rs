//! The ports: what the pipeline needs of source, target, stored links and provisioning log.

use super::change::{Change, Request};
use super::constraints::{Constraints, Refusal, Unconstrained};
use super::port_error::PortError;
use super::run::Run;
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;
use std::sync::Arc;

/// An object of the source directory, as imported.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceObject {
    /// Its anchor: the key that never changes, such as `objectId` or `objectGUID`.
    pub id: String,
    /// Its object name in the schema: `User`, `Group`, `user`, `Worker`.
    pub object: String,
    /// Its attributes by the names of the schema.
    pub attributes: Map<String, Json>,
}

/// By which names a source finds its objects: a key names an object where the texts of both meet.
pub trait Namer: Send + Sync {
    /// The texts of an object, each with its rank, the anchor's being 0.
    fn names(&self, object: &SourceObject) -> Vec<(usize, String)>;

    /// The texts of a key.
    fn spellings(&self, key: &str) -> Vec<String>;
}

/// Objects are found by their anchors, exactly.
struct AnchorsOnly;

impl Namer for AnchorsOnly {
    fn names(&self, object: &SourceObject) -> Vec<(usize, String)> {
        vec![(0, object.id.clone())]
    }

    fn spellings(&self, key: &str) -> Vec<String> {
        vec![key.to_owned()]
    }
}

/// Where objects come from. Only reads.
pub trait SourceDirectory {
    /// The object with that key: the anchor, or what people call it (user principal name,
    /// distinguished name, worker id: which keys there are depends on the kind of job).
    ///
    /// # Errors
    /// The source cannot be read.
    fn find(&mut self, object: &str, key: &str) -> Result<Option<SourceObject>, PortError>;

    /// Objects whose first, last or display name, user principal name or mail contains the text,
    /// without regard to case; at most `limit`.
    ///
    /// # Errors
    /// The source cannot be read.
    fn search(&mut self, text: &str, limit: usize) -> Result<Vec<SourceObject>, PortError>;

    /// How [`Self::find`] compares names, for whoever keeps an index of many objects.
    fn namer(&self) -> Arc<dyn Namer> {
        Arc::new(AnchorsOnly)
    }

    /// Every object of a kind, in the order of the source, until told to stop.
    ///
    /// # Errors
    /// The source cannot be read.
    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(SourceObject) -> ControlFlow<()>,
    ) -> Result<(), PortError>;
}

/// An object of the target, as read.
#[derive(Clone, PartialEq, Debug)]
pub struct TargetObject {
    /// Its anchor in the target.
    pub id: String,
    /// Its attributes: by target attribute names, or nested as the target's own JSON; look them up
    /// with [`crate::eval::find`].
    pub resource: Map<String, Json>,
}

/// Names an object of the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ObjectRef<'r> {
    /// Its object name in the schema.
    pub object: &'r str,
    /// Its anchor.
    pub id: &'r str,
}

/// The half of a target that reads. It has no way to write.
pub trait TargetReader {
    /// Asks for an object that cannot exist, by a matching attribute: Entra's test connection.
    ///
    /// # Errors
    /// The target does not answer as it must.
    fn test(&mut self, object: &str, attribute: &str) -> Result<(), PortError>;

    /// The objects whose attribute has that value.
    ///
    /// # Errors
    /// The target cannot be read.
    fn find(
        &mut self,
        object: &str,
        attribute: &str,
        value: &str,
    ) -> Result<Vec<TargetObject>, PortError>;

    /// The object with that anchor.
    ///
    /// # Errors
    /// The target cannot be read.
    fn get(&mut self, which: ObjectRef<'_>) -> Result<Option<TargetObject>, PortError>;

    /// Whether a reference attribute already holds that value, asked as the target wants it asked.
    ///
    /// # Errors
    /// The target cannot be read.
    fn refers(
        &mut self,
        which: ObjectRef<'_>,
        attribute: &str,
        value: &str,
    ) -> Result<bool, PortError>;

    /// Every object of a kind, until told to stop.
    ///
    /// # Errors
    /// The target cannot be read.
    fn each(
        &mut self,
        object: &str,
        visit: &mut dyn FnMut(TargetObject) -> ControlFlow<()>,
    ) -> Result<(), PortError>;

    /// What is known beforehand of what the target refuses.
    fn constraints(&self) -> Arc<dyn Constraints> {
        Arc::new(Unconstrained)
    }

    /// Why the target would refuse the change, where that can be told without asking a remote system.
    ///
    /// # Errors
    /// The target cannot be read.
    fn refusal(&mut self, _change: &Change) -> Result<Option<Refusal>, PortError> {
        Ok(None)
    }

    /// The requests that [`TargetDirectory::export`] would send for this change, in order. Where a
    /// later request of a creation needs the anchor that only the target gives, it is written `{id}`.
    fn announce(&self, change: &Change) -> Vec<Request>;
}

/// What an export gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Export {
    /// The object's anchor; that of a new object for a creation.
    pub id: String,
    /// What was really sent, in order.
    pub sent: Vec<Request>,
    /// What went otherwise than announced, as a sentence; the change was made all the same.
    pub warnings: Vec<String>,
}

/// A target that can be written to.
pub trait TargetDirectory: TargetReader {
    /// Makes the change.
    ///
    /// # Errors
    /// The target refused it, or did not answer; the error holds what was sent. Whether the change was
    /// made is then for the next run to find out by matching again.
    fn export(&mut self, change: &Change) -> Result<Export, PortError>;

    /// The reading half.
    fn reader(&mut self) -> &mut dyn TargetReader;
}

/// A stored link between a source object and a target object.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Object name in the source.
    pub source_object: String,
    /// Anchor in the source.
    pub source: String,
    /// Object name in the target.
    pub target_object: String,
    /// Anchor in the target.
    pub target: String,
    /// What people call the object.
    pub display_name: String,
    /// Its last state.
    pub state: LinkState,
    /// When it was last written, UTC, as `yyyy-MM-ddTHH:mm:ss.fffffffZ`.
    pub updated: String,
}

/// The last state of a linked object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkState {
    /// Provisioned and managed.
    Managed,
    /// Disabled because it left the scope: no longer managed, so its deletion is nobody's business.
    Unmanaged,
}

/// The half of the links that reads.
pub trait LinksReader {
    /// The link of a source object.
    ///
    /// # Errors
    /// The links cannot be read.
    fn link(&self, source_object: &str, source: &str) -> Result<Option<Link>, PortError>;

    /// What [`Links::begin`] began for a source object and [`Links::end`] never ended, because the
    /// process died; its secret values are `[Redact]`.
    ///
    /// # Errors
    /// The links cannot be read.
    fn unfinished(&self, source_object: &str, source: &str) -> Result<Option<Change>, PortError>;

    /// The links to a target object; more than one is a `DuplicateSourceEntries` failure.
    ///
    /// # Errors
    /// The links cannot be read.
    fn links_to(&self, target_object: &str, target: &str) -> Result<Vec<Link>, PortError>;

    /// Every link of a kind of source object, until told to stop.
    ///
    /// # Errors
    /// The links cannot be read.
    fn each(
        &self,
        source_object: &str,
        visit: &mut dyn FnMut(Link) -> ControlFlow<()>,
    ) -> Result<(), PortError>;
}

/// Links that can be written.
pub trait Links: LinksReader {
    /// Says that a change is about to be made, so that a process that dies is found out by the next run.
    ///
    /// # Errors
    /// The links cannot be written.
    fn begin(
        &mut self,
        source_object: &str,
        source: &str,
        change: &Change,
    ) -> Result<(), PortError>;

    /// Ends what [`Self::begin`] began: writes the link (or takes it away) and the log entry, all or nothing.
    ///
    /// # Errors
    /// The links cannot be written.
    fn end(
        &mut self,
        source_object: &str,
        source: &str,
        link: Option<&Link>,
        log: &LogEntry,
    ) -> Result<(), PortError>;

    /// The reading half.
    fn reader(&self) -> &dyn LinksReader;
}

/// One entry of the provisioning log: a run that applied something, or tried to.
#[derive(Clone, PartialEq, Debug)]
pub struct LogEntry {
    /// The run.
    pub run: Run,
}

/// The provisioning log, newest first.
pub trait ProvisioningLog {
    /// The entries, those of one user only if named by anchor or reportable identifier.
    ///
    /// # Errors
    /// The log cannot be read.
    fn entries(&self, user: Option<&str>, limit: usize) -> Result<Vec<Run>, PortError>;
}

/// What a run may do.
pub enum Access<'a> {
    /// Nothing is written: the ports cannot write.
    WhatIf {
        /// The target's reading half.
        target: &'a mut dyn TargetReader,
        /// The links' reading half.
        links: &'a dyn LinksReader,
    },
    /// Changes are made.
    Apply {
        /// The target.
        target: &'a mut dyn TargetDirectory,
        /// The links.
        links: &'a mut dyn Links,
    },
}

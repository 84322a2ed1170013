//! The ports: what the pipeline needs of source, target, stored links and provisioning log.

use super::change::{Change, Request};
use super::run::Run;
use serde_json::{Map, Value as Json};
use std::ops::ControlFlow;

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

/// Why a port failed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PortError {
    /// Which kind of failure, which decides the error code of the provisioning log.
    pub kind: PortErrorKind,
    /// What happened, for people; never holds a secret.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// How often the request was tried again.
    pub retries: u32,
    /// What an export had sent when it failed, in order; the last one is what failed.
    pub sent: Vec<Request>,
}

/// The kinds of failure, named after the codes of Entra's provisioning log (`howto-analyze-provisioning-logs`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PortErrorKind {
    /// A value conflict, such as a user name that exists (HTTP 409).
    Conflict,
    /// Too many requests, after all retries (429).
    TooManyRequests,
    /// The target failed (5xx), after all retries.
    InternalServerError,
    /// The credentials are refused (401).
    Unauthorized,
    /// The credentials do not suffice (403).
    InsufficientRights,
    /// The method is refused (405).
    MethodNotAllowed,
    /// Another unexpected answer (422).
    UnprocessableEntity,
    /// Not implemented (501).
    NotImplemented,
    /// The linked object is gone (404).
    InvalidAnchor,
    /// The target lacks the attribute.
    SchemaAttributeNotFound,
    /// Several values for an attribute that holds one.
    SingleValued,
    /// A required value is missing.
    MissingValues,
    /// The answer cannot be understood, or does not fit the protocol.
    ServiceIncompatible,
    /// One object was asked for and several were given.
    MultipleEntriesInResponse,
    /// No answer in time.
    Timeout,
    /// No connection, or a cut-off answer.
    WebExceptionProtocolError,
    /// Something inside attrflow or its files failed.
    InternalError,
}

impl PortErrorKind {
    /// The code as Entra's provisioning log spells it.
    ///
    /// ```
    /// use attrflow::pipeline::PortErrorKind;
    /// assert_eq!(PortErrorKind::Conflict.code(), "EntryConflict");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Self::Conflict => "EntryConflict",
            Self::TooManyRequests => "TooManyRequests",
            Self::InternalServerError => "InternalServerError",
            Self::Unauthorized => "Unauthorized",
            Self::InsufficientRights => "InsufficientRights",
            Self::MethodNotAllowed => "MethodNotAllowed",
            Self::UnprocessableEntity => "UnprocessableEntity",
            Self::NotImplemented => "NotImplemented",
            Self::InvalidAnchor => "InvalidAnchor",
            Self::SchemaAttributeNotFound => "SchemaAttributeNotFound",
            Self::SingleValued => "SchemaPropertyCanOnlyAcceptValue",
            Self::MissingValues => "MissingValues",
            Self::ServiceIncompatible => {
                "SystemForCrossDomainIdentityManagementServiceIncompatible"
            }
            Self::MultipleEntriesInResponse => {
                "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse"
            }
            Self::Timeout => "Timeout",
            Self::WebExceptionProtocolError => "WebExceptionProtocolError",
            Self::InternalError => "InternalError",
        }
    }
}

impl PortError {
    /// A failure without further details.
    pub fn new(kind: PortErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            help: None,
            status: None,
            retries: 0,
            sent: Vec::new(),
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for PortError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PortError {}

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

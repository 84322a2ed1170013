//! How ports fail.

use super::change::Request;

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
    /// Another process holds a file of ours; later it is free again.
    Busy,
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
            Self::Busy | Self::InternalError => "InternalError",
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

//! A job as programs use it: every default filled in, every path complete.

use super::secret::SecretSource;
use crate::connectors::files::SourceFiles;
use crate::connectors::scim::{Dialect, Quirks};
use crate::library::JobKind;
use crate::pipeline::JobSpec;
use crate::schema::Schema;
use std::path::PathBuf;
use std::time::Duration;

/// A provisioning job.
#[derive(Clone, PartialEq, Debug)]
pub struct Job {
    /// Its kind.
    pub kind: JobKind,
    /// What the pipeline must know.
    pub spec: JobSpec,
    /// The schema's file.
    pub schema_file: PathBuf,
    /// The schema.
    pub schema: Schema,
    /// Where objects come from.
    pub source: SourceFiles,
    /// Where they go.
    pub target: TargetSettings,
    /// The file of the stored links and the provisioning log.
    pub links: PathBuf,
}

/// Where objects go.
#[derive(Clone, PartialEq, Debug)]
pub enum TargetSettings {
    /// Into the embedded directory in this file.
    Embedded(PathBuf),
    /// Into an application, over SCIM 2.0.
    Scim(ScimSettings),
}

/// An application with a SCIM 2.0 interface.
#[derive(Clone, PartialEq, Debug)]
pub struct ScimSettings {
    /// The tenant URL.
    pub url: String,
    /// How requests are written.
    pub dialect: Dialect,
    /// Where the bearer token is kept; `None` for requests without one.
    pub token: Option<SecretSource>,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Requests a second at most.
    pub rate: u32,
    /// How often a request is tried again.
    pub retries: u32,
    /// In what the target differs from the dialect.
    pub quirks: Quirks,
}

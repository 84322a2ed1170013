//! A job as programs use it: every default filled in, every path complete.

use super::secret::SecretSource;
use crate::library::JobKind;
use crate::pipeline::JobSpec;
use crate::schema::Schema;
use std::collections::BTreeMap;
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
    pub source: SourceSettings,
    /// Where they go.
    pub target: TargetSettings,
    /// The file of the stored links and the provisioning log.
    pub links: PathBuf,
}

/// Where objects come from.
#[derive(Clone, PartialEq, Debug)]
pub struct SourceSettings {
    /// The file of users.
    pub file: PathBuf,
    /// Its format; `None` for the one that its ending says.
    pub format: Option<crate::connectors::files::Format>,
    /// The file of groups, if there is one.
    pub groups: Option<PathBuf>,
    /// Attributes by which an object is found, besides its anchor.
    pub keys: Vec<String>,
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
    /// How requests are written: `entra`, `entra-compliant` or `rfc`.
    pub dialect: &'static str,
    /// Where the bearer token is kept; `None` for requests without one.
    pub token: Option<SecretSource>,
    /// How long an answer may take.
    pub timeout: Duration,
    /// Requests a second at most.
    pub rate: u32,
    /// How often a request is tried again.
    pub retries: u32,
    /// In what the target differs from the dialect: texts, numbers and switches by their names.
    pub quirks: BTreeMap<String, serde_json::Value>,
}

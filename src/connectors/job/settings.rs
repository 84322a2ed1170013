//! A job as programs use it: every default filled in, every path complete.

use super::secret::SecretSource;
use crate::connectors::files::SourceFiles;
use crate::connectors::scim::{Dialect, Quirks};
use crate::connectors::store::{Deletion, Shape};
use crate::library::JobKind;
use crate::pipeline::JobSpec;
use crate::schema::{Rule, Schema};
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
    /// Into the embedded directory.
    Embedded(EmbeddedSettings),
    /// Into an application, over SCIM 2.0.
    Scim(ScimSettings),
}

/// The embedded directory.
#[derive(Clone, PartialEq, Debug)]
pub struct EmbeddedSettings {
    /// Its file.
    pub file: PathBuf,
    /// The attributes whose values occur once; `None` for those that [`Shape::of_target`] takes.
    pub unique: Option<Vec<String>>,
    /// What a deletion does.
    pub deletion: Deletion,
}

impl EmbeddedSettings {
    /// What the directory holds the objects of the rule's target to.
    ///
    /// ```
    /// use attrflow::connectors::{job::EmbeddedSettings, store::Deletion};
    /// use attrflow::schema::Schema;
    /// let file = br#"{ "directories": [{ "name": "App", "objects": [{ "name": "User", "attributes": [
    ///     { "name": "userName" }, { "name": "badge" }] }] }],
    ///   "synchronizationRules": [{ "name": "Out", "sourceDirectoryName": "Entra", "targetDirectoryName": "App" }] }"#;
    /// let (schema, _) = Schema::read(file).unwrap();
    /// let settings = EmbeddedSettings { file: "target.db".into(), unique: Some(vec!["badge".to_owned()]),
    ///     deletion: Deletion::Soft };
    /// let shape = settings.shape(&schema, &schema.rules[0]);
    /// assert_eq!(shape.unique("User").collect::<Vec<_>>(), ["badge"]);
    /// ```
    pub fn shape(&self, schema: &Schema, rule: &Rule) -> Shape {
        let shape = Shape::of_target(schema, rule).deleting(self.deletion);
        match &self.unique {
            Some(names) => shape.with_unique(names),
            None => shape,
        }
    }
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

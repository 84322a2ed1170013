//! Service principals and what hangs on them (`serviceprincipal`, `synchronization-synchronization`,
//! `synchronization-synchronizationtemplate`).

use super::SynchronizationSchema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The application that the job provisions to.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServicePrincipal {
    /// Its id.
    pub id: String,
    /// The application's id, by which it can be addressed as well.
    pub app_id: String,
    /// What people call it.
    pub display_name: String,
    /// What people call the application.
    pub app_display_name: String,
    /// The tenant it belongs to.
    pub app_owner_organization_id: String,
    /// Always `Application`.
    pub service_principal_type: String,
    /// Always true.
    pub account_enabled: bool,
    /// Marks of the portal.
    pub tags: Vec<String>,
}

/// What can be synchronized.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Synchronization {
    /// What the answer is about.
    #[serde(rename = "@odata.context")]
    pub context: String,
    /// The id of the service principal.
    pub id: String,
}

/// What a job is made of; here the one that the job has.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SynchronizationTemplate {
    /// Its id.
    pub id: String,
    /// The application that it belongs to.
    pub application_id: String,
    /// Always true.
    pub default: bool,
    /// What it is for.
    pub description: String,
    /// Whether attributes can be discovered.
    pub discoverable: bool,
    /// The family of templates.
    pub factory_tag: String,
    /// Settings.
    pub metadata: Vec<Json>,
    /// The job's schema.
    pub schema: SynchronizationSchema,
}

/// A secret that the job has, without its value.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Secret {
    /// Which one.
    pub key: String,
    /// Null for what is secret.
    pub value: Option<String>,
}

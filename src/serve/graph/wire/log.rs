//! The provisioning log (`provisioningobjectsummary`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// One object that was provisioned, or was to be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProvisioningObjectSummary {
    /// Its id.
    pub id: String,
    /// When, UTC.
    pub activity_date_time: String,
    /// The id of the change.
    pub change_id: String,
    /// The id of the cycle; on demand that of the change.
    pub cycle_id: String,
    /// How long it took.
    pub duration_in_milliseconds: i64,
    /// Who wanted it.
    pub initiated_by: Initiator,
    /// The job's id.
    pub job_id: String,
    /// Which properties of the target changed.
    pub modified_properties: Vec<ModifiedProperty>,
    /// `create`, `update`, `delete`, `disable` or `other`.
    pub provisioning_action: String,
    /// How it ended.
    pub provisioning_status_info: StatusInfo,
    /// What was done.
    pub provisioning_steps: Vec<Step>,
    /// The application.
    pub service_principal: Named,
    /// The source object.
    pub source_identity: Identity,
    /// The source.
    pub source_system: System,
    /// The target object.
    pub target_identity: Identity,
    /// The target.
    pub target_system: System,
    /// The tenant's id.
    pub tenant_id: String,
}

/// Who wanted it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Initiator {
    /// Nothing.
    pub id: String,
    /// What people call it.
    pub display_name: String,
    /// Always `system`.
    pub initiator_type: String,
}

/// A property that changed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModifiedProperty {
    /// The target attribute.
    pub display_name: String,
    /// Before.
    pub old_value: Option<String>,
    /// After.
    pub new_value: Option<String>,
}

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisioningStatusInfo")]
pub struct StatusInfo {
    /// `success`, `failure`, `skipped` or `warning`.
    pub status: String,
    /// Why it failed.
    pub error_information: Option<ErrorInformation>,
}

/// Why it failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisioningErrorInfo")]
pub struct ErrorInformation {
    /// A word for programs.
    pub error_code: String,
    /// What went wrong.
    pub reason: String,
    /// Always null.
    pub additional_details: Option<String>,
    /// `failure` or `nonServiceFailure`.
    pub error_category: Option<String>,
    /// What to do.
    pub recommended_action: Option<String>,
}

/// A step.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisioningStep")]
pub struct Step {
    /// Its name.
    pub name: String,
    /// `import`, `matching`, `scoping`, `export` or `processing`.
    pub provisioning_step_type: String,
    /// How it ended.
    pub status: String,
    /// What was done.
    pub description: String,
    /// What it found out.
    pub details: Map<String, Json>,
}

/// Something with a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisioningServicePrincipal")]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub display_name: String,
}

/// An object of source or target.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisionedIdentity")]
pub struct Identity {
    /// Its anchor.
    pub id: String,
    /// What people call it.
    pub display_name: String,
    /// Its kind.
    pub identity_type: String,
    /// More about it.
    pub details: Map<String, Json>,
}

/// Source or target.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ProvisioningSystem")]
pub struct System {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub display_name: String,
    /// More about it.
    pub details: Map<String, Json>,
}

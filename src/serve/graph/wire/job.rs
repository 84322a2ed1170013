//! Jobs (`synchronization-synchronizationjob`, `synchronization-synchronizationstatus`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// The job.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SynchronizationJob {
    /// Its id: template, tenant and a GUID, with points between them.
    pub id: String,
    /// The template it was made of.
    pub template_id: String,
    /// When it runs, if somebody ran it.
    pub schedule: Schedule,
    /// How it is.
    pub status: Status,
    /// Its settings.
    pub synchronization_job_settings: Vec<Setting>,
}

/// When a job runs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SynchronizationSchedule")]
pub struct Schedule {
    /// When it ends; never.
    pub expiration: Option<String>,
    /// How long from one cycle to the next.
    pub interval: String,
    /// `Active`, `Disabled` or `Paused`.
    pub state: String,
}

/// How a job is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "SynchronizationStatus")]
pub struct Status {
    /// `NotConfigured`, `NotRun`, `Active`, `Paused` or `Quarantine`.
    pub code: String,
    /// How often it failed since it last succeeded.
    pub count_successive_complete_failures: u32,
    /// Whether errors were forgotten.
    pub escrows_pruned: bool,
    /// The last cycle.
    pub last_execution: Option<Json>,
    /// The last cycle without errors.
    pub last_successful_execution: Option<Json>,
    /// The last cycle that wrote something.
    pub last_successful_execution_with_exports: Option<Json>,
    /// How far it is.
    pub progress: Vec<Json>,
    /// Why it is in quarantine.
    pub quarantine: Option<Json>,
    /// When everything was provisioned first.
    pub steady_state_first_achieved_time: String,
    /// When everything was provisioned last.
    pub steady_state_last_achieved_time: String,
    /// How many objects there are.
    pub synchronized_entry_count_by_type: Vec<Json>,
    /// Where more is told.
    pub troubleshooting_url: String,
}

/// A setting of a job.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "KeyValuePair")]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// From where a job begins again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Restart {
    /// What is reset.
    pub criteria: Option<RestartCriteria>,
}

/// What is reset when a job is restarted (`synchronization-synchronizationjobrestartcriteria`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[schemars(rename = "SynchronizationJobRestartCriteria")]
pub struct RestartCriteria {
    /// `None`, `ConnectorDataStore`, `Escrows`, `Watermark`, `QuarantineState`, `Full`, `ForceDeletes`,
    /// several of them with commas between.
    pub reset_scope: Option<String>,
}

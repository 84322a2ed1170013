//! Credentials of a target (`synchronization-synchronizationjob-validatecredentials`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which credentials are to be tested.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Credentials {
    /// Whether the job's own are tested.
    pub use_saved_credentials: Option<bool>,
    /// Other ones: `BaseAddress`, which must be the job's own, and `SecretToken`.
    pub credentials: Option<Vec<Credential>>,
    /// The template; there is one only.
    pub template_id: Option<String>,
    /// The application; there is one only.
    pub application_identifier: Option<String>,
}

/// One of them.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SynchronizationSecretKeyStringValuePair")]
pub struct Credential {
    /// Which one.
    pub key: String,
    /// What it is.
    #[serde(default)]
    pub value: Option<String>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}=[secret]", self.key)
    }
}

//! Provision on demand (`synchronization-synchronizationjob-provisionondemand`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is to be provisioned.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// One rule with one subject.
    pub parameters: Vec<Parameters>,
}

/// A rule and what it is applied to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SynchronizationJobApplicationParameters")]
pub struct Parameters {
    /// The id of a rule of the job's schema.
    #[serde(default)]
    pub rule_id: Option<String>,
    /// One user, or one group.
    pub subjects: Vec<Subject>,
}

/// An object of the source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "SynchronizationJobSubject")]
pub struct Subject {
    /// Its anchor, or what the kind of job calls it: a distinguished name, a worker id.
    pub object_id: String,
    /// `User`, `Group`, `user` or `Worker`.
    pub object_type_name: String,
    /// The members of a group that are provisioned with it.
    #[serde(default)]
    pub links: Option<Links>,
}

/// Objects that go with a subject.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "SynchronizationLinkedObjects")]
pub struct Links {
    /// Members of the group, five at most.
    pub members: Option<Vec<Subject>>,
    /// Not supported.
    pub owners: Option<Vec<Subject>>,
    /// Not supported.
    pub manager: Option<Box<Subject>>,
}

/// The answer: two texts that hold JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "StringKeyStringValuePair")]
pub struct Pair {
    /// What the answer is about.
    #[serde(rename = "@odata.context")]
    pub context: String,
    /// The result as JSON, or in the newer generation a constant.
    pub key: String,
    /// What was done as JSON: an object, or in the newer generation a list of one.
    pub value: String,
}

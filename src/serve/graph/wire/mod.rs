//! What goes over the wire, named as in Graph's `$metadata`. Requests are read into these types, answers
//! are described by them.

mod credentials;
mod demand;
mod expression;
mod fault;
mod job;
mod log;
mod principal;
mod schema;

pub use credentials::{Credential, Credentials};
pub use demand::{Demand, Links, Pair, Subject};
pub use expression::{Input, Parse, Parsed, PublicError};
pub use fault::{Detail, Envelope, Fault, Inner};
pub use job::{Restart, SynchronizationJob};
pub use log::ProvisioningObjectSummary;
pub use principal::{Secret, ServicePrincipal, Synchronization, SynchronizationTemplate};
pub use schema::{
    DirectoryDefinition, FilterOperatorSchema, FunctionSchema, SynchronizationSchema,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Several objects, or a page of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "{T}Collection")]
pub struct Collection<T> {
    /// What the answer is about.
    #[serde(rename = "@odata.context")]
    pub context: String,
    /// How many there are on all pages, where that was asked.
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Where the next page is, if there is one.
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The objects.
    pub value: Vec<T>,
}

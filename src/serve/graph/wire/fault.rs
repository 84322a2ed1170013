//! Errors (`concepts/errors`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Why a request was not answered as it was meant.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ODataError")]
pub struct Envelope {
    /// The error.
    pub error: Fault,
}

/// An error.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "MainError")]
pub struct Fault {
    /// A word for programs.
    pub code: String,
    /// What is wrong, and what to do.
    pub message: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Every single thing that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Detail>,
    /// Of which request it is.
    pub inner_error: Inner,
}

/// One of several things that are wrong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ErrorDetails")]
pub struct Detail {
    /// A word for programs; `attrflow explain` describes it.
    pub code: String,
    /// What is wrong, and what to do.
    pub message: String,
    /// Where: `expression:LINE:COLUMN`, or the place in the schema.
    pub target: Option<String>,
    /// The place in the text that was sent, as in `docs/schema/check.schema.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Json>,
    /// `error` or `warning`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
}

/// The request.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "InnerError")]
pub struct Inner {
    /// When, UTC.
    pub date: String,
    /// What the server calls it.
    pub request_id: String,
    /// What the client calls it.
    pub client_request_id: String,
}

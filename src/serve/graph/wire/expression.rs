//! Expressions (`synchronization-synchronizationschema-parseexpression`).

use super::Detail;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// An expression to parse, and to evaluate where there is an object for it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "ParseExpressionRequest")]
pub struct Parse {
    /// The expression.
    pub expression: String,
    /// The object; without it nothing is evaluated.
    #[serde(default)]
    pub test_input_object: Option<Input>,
    /// The target attribute, an `attributeDefinition`.
    #[serde(default)]
    #[schemars(with = "Option<serde_json::Map<String, Json>>")]
    pub target_attribute_definition: Option<Json>,
}

/// An object to evaluate for.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "ExpressionInputObject")]
pub struct Input {
    /// What attributes there are, an `objectDefinition`.
    #[schemars(with = "Option<serde_json::Map<String, Json>>")]
    pub definition: Option<Json>,
    /// Its attributes.
    pub properties: Option<Vec<Property>>,
}

/// An attribute of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "StringKeyObjectValuePair")]
pub struct Property {
    /// Its name.
    pub key: String,
    /// Its value: a text, a number, a boolean, null, or a list.
    #[serde(default)]
    pub value: Json,
}

/// What came of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ParseExpressionResponse")]
pub struct Parsed {
    /// What the answer is about.
    #[serde(rename = "@odata.context")]
    pub context: String,
    /// Why it could not be parsed or evaluated.
    pub error: Option<PublicError>,
    /// Whether there is a result.
    pub evaluation_succeeded: bool,
    /// The values, each as a text.
    pub evaluation_result: Vec<String>,
    /// The parse tree, an `attributeMappingSource`.
    #[schemars(with = "Option<serde_json::Map<String, Json>>")]
    pub parsed_expression: Option<Json>,
    /// Whether it is an expression without errors.
    pub parsing_succeeded: bool,
}

/// What is wrong with an expression.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicError {
    /// A word for programs.
    pub code: String,
    /// What is wrong, and what to do.
    pub message: String,
    /// Where.
    pub target: Option<String>,
    /// Every single thing that is wrong.
    pub details: Vec<Detail>,
    /// Always null.
    pub inner_error: Option<Json>,
}

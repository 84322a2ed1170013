//! Schemas (`synchronization-synchronizationschema` and the types under it). The file's JSON goes over the
//! wire as it is; these types describe it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Which objects flow where.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct SynchronizationSchema {
    /// Its id, mostly the job's.
    pub id: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// From which directory to which.
    pub synchronization_rules: Vec<Rule>,
    /// What objects and attributes there are.
    pub directories: Vec<DirectoryDefinition>,
}

/// Objects of one directory that flow into another.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
#[schemars(rename = "SynchronizationRule")]
pub struct Rule {
    /// Its id, which provisioning on demand asks for.
    pub id: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// Order among the rules.
    pub priority: Option<i64>,
    /// Whether it can be changed.
    pub editable: Option<bool>,
    /// The source directory.
    pub source_directory_name: String,
    /// The target directory.
    pub target_directory_name: String,
    /// What becomes of the objects.
    pub object_mappings: Option<Vec<ObjectMapping>>,
}

/// How objects of one kind become objects of another.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ObjectMapping {
    /// What people call it.
    pub name: Option<String>,
    /// Whether it is in force.
    pub enabled: Option<bool>,
    /// `Add`, `Update`, `Delete`, with commas between.
    pub flow_types: Option<String>,
    /// The kind of source object.
    pub source_object_name: Option<String>,
    /// The kind of target object.
    pub target_object_name: Option<String>,
    /// Which objects.
    pub scope: Option<Json>,
    /// Which attributes.
    pub attribute_mappings: Option<Vec<AttributeMapping>>,
}

/// Where the value of a target attribute comes from.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct AttributeMapping {
    /// The target attribute.
    pub target_attribute_name: String,
    /// The default value.
    pub default_value: Option<String>,
    /// `Always`, `ObjectAddOnly` and so on.
    pub flow_type: Option<String>,
    /// `FlowWhenChanged` or `FlowAlways`.
    pub flow_behavior: Option<String>,
    /// Order among the attributes that objects are matched by; 0 for the others.
    pub matching_priority: Option<i64>,
    /// The expression and its parse tree, an `attributeMappingSource`.
    #[schemars(with = "Option<serde_json::Map<String, Json>>")]
    pub source: Option<Json>,
}

/// What objects and attributes a directory has.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct DirectoryDefinition {
    /// Its id.
    pub id: Option<String>,
    /// Its name, as rules refer to it.
    pub name: String,
    /// `None`: attrflow discovers nothing.
    pub discoverabilities: Option<Json>,
    /// When its attributes were discovered.
    pub discovery_date_time: Option<String>,
    /// Which version was discovered.
    pub version: Option<String>,
    /// Its kinds of object, each an `objectDefinition`.
    pub objects: Option<Vec<Json>>,
}

/// A function of expressions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "AttributeMappingFunctionSchema")]
pub struct FunctionSchema {
    /// Its name.
    pub id: String,
    /// Its name, where Graph's answers have it.
    pub name: String,
    /// Its parameters.
    pub parameters: Vec<ParameterSchema>,
}

/// A parameter of a function.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AttributeMappingParameterSchema")]
pub struct ParameterSchema {
    /// Its name in parse trees.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it can be there several times.
    pub allow_multiple_occurrences: bool,
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: String,
}

/// An operator of scoping filters.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FilterOperatorSchema {
    /// Its name.
    pub id: String,
    /// Its name, where Graph's answers have it.
    pub name: String,
    /// `Unary` or `Binary`.
    pub arity: String,
    /// Always `All`.
    pub multivalued_comparison_type: String,
    /// The types of attributes that it is for.
    pub supported_attribute_types: Vec<String>,
}

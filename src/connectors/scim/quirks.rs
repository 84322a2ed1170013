//! How a target departs from what the dialect expects: its profile.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A target's profile. What it leaves open is done as the dialect has it.
///
/// ```
/// use attrflow::connectors::scim::{ManagerForm, Quirks};
/// let quirks = Quirks::from_toml("manager = \"value-path\"").unwrap();
/// assert_eq!(quirks.manager, Some(ManagerForm::ValuePath));
/// assert_eq!(quirks.to_toml(), "manager = \"value-path\"\n");
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Quirks {
    /// What a PATCH is answered with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_answer: Option<PatchAnswer>,
    /// How a value is added for which there is no element, such as a first mobile number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_target: Option<NoTarget>,
    /// How a manager is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<ManagerForm>,
    /// How to ask whether somebody is a member of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub membership: Option<Membership>,
    /// How members are removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_removal: Option<MemberRemoval>,
    /// Which schemas a new group names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_schemas: Option<GroupSchemas>,
    /// How booleans are written in a PATCH.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub booleans: Option<Booleans>,
    /// Whether a filter on `userName` tells upper from lower case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_name_case_exact: Option<bool>,
}

/// What a PATCH is answered with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PatchAnswer {
    /// 200 and the resource.
    Resource,
    /// 204 and nothing.
    Nothing,
}

/// How a value is added for which there is no element.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoTarget {
    /// By the path with its filter, as Entra does: `add phoneNumbers[type eq "mobile"].value`.
    Filter,
    /// As a whole element: `add phoneNumbers [{"type": "mobile", "value": …}]`.
    Element,
}

/// How a manager is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ManagerForm {
    /// `[{"$ref": …, "value": id}]` at `manager`, as Entra without flags.
    List,
    /// The id itself, as Entra with `aadOptscim062020`.
    Text,
    /// `{"value": id}`, as RFC 7643 has it.
    Object,
    /// The id at `…:User:manager.value`.
    ValuePath,
}

/// How to ask whether somebody is a member of a group.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Membership {
    /// `id eq "…" and members eq "…"`, as Entra does.
    Members,
    /// `id eq "…" and members.value eq "…"`.
    MembersValue,
    /// By reading the group.
    Read,
}

/// How members are removed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MemberRemoval {
    /// `Remove members` with a list of values, as Entra without flags.
    List,
    /// `remove members[value eq "…"]`.
    Filter,
}

/// Which schemas a new group names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSchemas {
    /// The core schema and Microsoft's own, as Entra does.
    Microsoft,
    /// The core schema only.
    Core,
}

/// How booleans are written in a PATCH.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Booleans {
    /// `"True"` and `"False"`, as Entra without flags.
    Text,
    /// `true` and `false`.
    Json,
}

impl Quirks {
    /// Reads a profile.
    ///
    /// # Errors
    /// It is not TOML, or says what a profile cannot say; the message names line and column.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The profile as it is stored.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("a flat table of words and booleans")
    }
}

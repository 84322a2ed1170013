//! The job file as it is written. Types, words and comments are the only source of the published JSON
//! Schema and of the reference page.

use crate::connectors::scim::{Dialect, Quirks};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A provisioning job of attrflow. Paths are relative to the job file's folder.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "job.toml")]
pub(super) struct JobFile {
    /// The schema: the JSON of Microsoft Graph's `synchronizationSchema` or `synchronizationTemplate`.
    pub(super) schema: PathBuf,
    /// The kind of job: decides steps, keys, limits and checks.
    pub(super) kind: Kind,
    /// Name or id of the synchronization rule. Default: the schema's only rule.
    pub(super) rule: Option<String>,
    /// Object mapping for users: its name, its source object or its target object. Default: the rule's
    /// only mapping that is enabled and does not read groups.
    pub(super) mapping: Option<String>,
    /// Object mapping for groups, named in the same ways. Default: the rule's only mapping that is
    /// enabled and reads groups, if there is one.
    pub(super) group_mapping: Option<String>,
    /// The tenant's default domain, which `DefaultDomain()` gives.
    pub(super) default_domain: Option<String>,
    /// Where objects come from.
    pub(super) source: SourceTable,
    /// Where they go. Default: the embedded directory in `.attrflow/target.db`.
    #[serde(default)]
    pub(super) target: TargetTable,
    /// Stored links and the provisioning log.
    #[serde(default)]
    pub(super) links: LinksTable,
    /// Who is assigned.
    #[serde(default)]
    pub(super) scope: ScopeTable,
    /// Values of parameter tokens: `DomainFQDN = "contoso.com"` for `%DomainFQDN%`.
    #[serde(default)]
    pub(super) parameters: BTreeMap<String, String>,
    /// When a run over many objects stops before it does harm.
    #[serde(default)]
    pub(super) thresholds: ThresholdsTable,
    /// Target object actions; those that the schema's `flowTypes` leave out are off besides.
    #[serde(default)]
    pub(super) actions: ActionsTable,
    /// Settings of the provisioning service, in its own spelling.
    #[serde(default)]
    pub(super) flags: FlagsTable,
}

/// The kinds of job.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Microsoft Entra ID to an application, mostly over SCIM.
    App,
    /// Cross-tenant synchronization.
    CrossTenant,
    /// Active Directory to Microsoft Entra ID (cloud sync).
    AdToEntra,
    /// Microsoft Entra ID to Active Directory (cloud sync).
    EntraToAd,
    /// Workday to Active Directory or Microsoft Entra ID.
    Workday,
    /// SAP SuccessFactors to Active Directory or Microsoft Entra ID.
    #[serde(rename = "successfactors")]
    SuccessFactors,
    /// The inbound provisioning API.
    ApiDriven,
}

/// Where objects come from.
#[derive(Clone, PartialEq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct SourceTable {
    /// The file of users (and of other objects, if each says its kind).
    pub(super) file: PathBuf,
    /// The file's format. Default: by the ending `.json`, `.ndjson`, `.jsonl` or `.csv`.
    pub(super) format: Option<Format>,
    /// A file of groups, its format by its ending; `members` lists the members' anchors.
    pub(super) groups: Option<PathBuf>,
    /// What people call the source, as in "Retrieved User … from …". Default: the name of the rule's
    /// source directory.
    pub(super) name: Option<String>,
    /// Attributes by which an object is found, besides its anchor. Default: those of the kind of job.
    pub(super) keys: Option<Vec<String>>,
}

/// How a file of objects is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Format {
    /// An array of objects, one object, or a page of Microsoft Graph (`{"value": […]}`).
    Json,
    /// One JSON object a line.
    Ndjson,
    /// A table whose first line names the attributes.
    Csv,
}

/// Where objects go.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct TargetTable {
    /// What the target is. Default: `embedded`.
    #[serde(rename = "type", default)]
    pub(super) kind: TargetKind,
    /// What people call the target. Default: the name of the rule's target directory.
    pub(super) name: Option<String>,
    /// Embedded: the file of the directory. Default: `.attrflow/target.db`.
    pub(super) file: Option<PathBuf>,
    /// Embedded: the attributes whose values occur once. Default: user names and their like, and the
    /// attributes that objects are matched by.
    pub(super) unique: Option<Vec<String>>,
    /// Embedded: what a deletion does. Default: `remove`.
    pub(super) delete: Option<Delete>,
    /// SCIM: the tenant URL, such as `https://desk.contoso.com/scim`. `http:` only on this computer.
    pub(super) url: Option<String>,
    /// SCIM: how requests are written. Default: what a flag in the `url` asks for
    /// (`?aadOptscim062020`), else `entra`.
    pub(super) dialect: Option<Dialect>,
    /// SCIM: name of the environment variable that holds the bearer token.
    pub(super) token_env: Option<String>,
    /// SCIM: the file that holds the bearer token.
    pub(super) token_file: Option<PathBuf>,
    /// SCIM: how long an answer may take, in seconds. Default: 60.
    #[schemars(range(min = 1, max = 3600))]
    pub(super) timeout: Option<u64>,
    /// SCIM: requests a second at most. Default: 25.
    #[schemars(range(min = 1, max = 1000))]
    pub(super) rate: Option<u32>,
    /// SCIM: how often a request is tried again after 429, 5xx and cut connections. Default: 3.
    #[schemars(range(min = 0, max = 10))]
    pub(super) retries: Option<u32>,
    /// SCIM: in what the target differs from the dialect; `attrflow probe` finds it out.
    #[serde(default)]
    pub(super) quirks: Quirks,
}

/// The kinds of target.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TargetKind {
    /// A directory in a file, which needs nothing installed.
    #[default]
    Embedded,
    /// An application with a SCIM 2.0 interface.
    Scim,
}

/// What a deletion does in the embedded directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Delete {
    /// The object is gone.
    Remove,
    /// The object is kept, but found no more; its unique values are free for others.
    Soft,
}

/// Stored links and the provisioning log.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct LinksTable {
    /// The file. Default: `.attrflow/links.db`.
    pub(super) file: Option<PathBuf>,
}

/// Who is assigned.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ScopeTable {
    /// Which objects are provisioned. Default: `assigned` for `app`, `cross-tenant` and `entra-to-ad`,
    /// else `all`.
    pub(super) sync: Option<Sync>,
    /// Who is assigned: a file with one anchor or user principal name a line; `#` begins a comment.
    pub(super) assignments: Option<PathBuf>,
    /// Who is assigned: those whose attribute is true, or a list that is not empty. Default, without
    /// `assignments`: `appRoleAssignments`.
    pub(super) attribute: Option<String>,
}

/// Which objects are provisioned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sync {
    /// Only assigned users and groups.
    Assigned,
    /// All users and groups.
    All,
}

/// When a run over many objects stops before it does harm.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ThresholdsTable {
    /// Disables and deletes together. Default: 500.
    #[schemars(range(min = 0))]
    pub(super) deletes: Option<u64>,
    /// The same in per cent of the objects in scope. Default: no such limit.
    #[schemars(range(min = 0, max = 100))]
    pub(super) deletes_percent: Option<f64>,
    /// Disables alone. Default: no such limit.
    #[schemars(range(min = 0))]
    pub(super) max_disables: Option<u64>,
    /// Deletes alone. Default: no such limit.
    #[schemars(range(min = 0))]
    pub(super) max_deletes: Option<u64>,
}

/// Target object actions.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct ActionsTable {
    /// Whether objects are created. Default: true.
    pub(super) create: Option<bool>,
    /// Whether objects are updated. Default: true.
    pub(super) update: Option<bool>,
    /// Whether objects are deleted. Default: true.
    pub(super) delete: Option<bool>,
}

/// Settings of the provisioning service, in its own spelling.
#[derive(Clone, PartialEq, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FlagsTable {
    /// Whether accounts that leave the scope are left as they are instead of disabled. Default: false.
    #[serde(rename = "SkipOutOfScopeDeletions", default)]
    pub(super) skip_out_of_scope_deletions: bool,
}

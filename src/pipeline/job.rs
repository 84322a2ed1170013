//! What the pipeline must know of a job; reading it from a file is `connectors`' matter.

use crate::library::JobKind;
use std::collections::BTreeMap;

/// A provisioning job, as the pipeline runs it.
#[derive(Clone, PartialEq, Debug)]
pub struct JobSpec {
    /// The kind of job, which decides steps, keys, limits and refusals.
    pub kind: JobKind,
    /// Name of the synchronization rule; `None` where the schema has one that fits.
    pub rule: Option<String>,
    /// Object mapping for users: its name, or a source or target object; `None` for the one that fits.
    pub mapping: Option<String>,
    /// Object mapping for groups, named in the same ways; `None` for the one that fits, if there is one.
    pub group_mapping: Option<String>,
    /// What people call the source, as in "Retrieved User 'x' from …".
    pub source_name: String,
    /// What people call the target.
    pub target_name: String,
    /// Who is assigned.
    pub assignments: Assignments,
    /// `SkipOutOfScopeDeletions`: accounts that leave the scope are not disabled.
    pub skip_out_of_scope_deletions: bool,
    /// Values of parameter tokens.
    pub parameters: BTreeMap<String, String>,
    /// The tenant's default domain; of a cross-tenant job that of the target tenant, which ends the
    /// names of the users that are invited.
    pub default_domain: Option<String>,
    /// Which target object actions are on; those of the schema's `flowTypes` besides.
    pub actions: Actions,
    /// When a run of many objects stops.
    pub thresholds: Thresholds,
}

/// Who is in the scope of assignment.
#[derive(Clone, PartialEq, Debug)]
pub enum Assignments {
    /// Everybody: "Sync all users and groups".
    All,
    /// The objects with these anchors or user principal names.
    Listed(Vec<String>),
    /// The objects whose attribute holds `true`, or a list that is not empty (such as `appRoleAssignments`).
    Attribute(String),
}

/// Target object actions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Actions {
    /// Objects are created.
    pub create: bool,
    /// Objects are updated.
    pub update: bool,
    /// Objects are deleted.
    pub delete: bool,
}

/// The accidental-deletion guard: how many disables and deletes a run over many objects may make.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thresholds {
    /// Disables and deletes together; Entra's default is 500.
    pub deletes: u64,
    /// The same as a share of the objects in scope, in per cent; `None` for no such limit.
    pub deletes_percent: Option<f64>,
    /// Disables alone; `None` for no such limit.
    pub max_disables: Option<u64>,
    /// Deletes alone; `None` for no such limit.
    pub max_deletes: Option<u64>,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            deletes: 500,
            deletes_percent: None,
            max_disables: None,
            max_deletes: None,
        }
    }
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            create: true,
            update: true,
            delete: true,
        }
    }
}

//! The plan as plain data, from which every report is made.

use crate::pipeline::{ErrorInfo, Modified};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is compared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Basis {
    /// What provisioning everybody would do to the target.
    #[serde(rename_all = "snake_case")]
    Target {
        /// What people call the source.
        source: String,
        /// What people call the target.
        target: String,
        /// The file that stands for the target, where it was not read itself.
        snapshot: Option<String>,
    },
    /// How the results of two versions of a mapping differ.
    #[serde(rename_all = "snake_case")]
    Versions {
        /// The schema file in force.
        old: String,
        /// The schema file that is to be deployed.
        new: String,
    },
}

/// What becomes of a user.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The account is deleted.
    Delete,
    /// The account is disabled.
    Disable,
    /// The user leaves the scope (versions only).
    LeaveScope,
    /// Provisioning fails.
    Fail,
    /// An account is created.
    Create,
    /// The user comes into scope (versions only).
    EnterScope,
    /// Attributes change.
    Update,
    /// Nothing is done, for a reason.
    Skip,
    /// Both sides agree already.
    Unchanged,
}

/// One user's part of a plan. A user may have several: what waits for another user's account, such as a
/// manager, follows in a later pass.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Entry {
    /// Its place in the plan, from 1; the plan is applied in this order.
    pub number: u64,
    /// The pass over the population in which it is done, from 1.
    pub pass: u32,
    /// What people call the user, such as the user principal name.
    pub key: String,
    /// Its anchor in the source.
    pub source: String,
    /// Its anchor in the target; `None` where there is none yet.
    pub target: Option<String>,
    /// Whether the user is in scope; `None` where that could not be decided.
    pub in_scope: Option<bool>,
    /// What is done.
    pub outcome: Outcome,
    /// Whether the user is linked for the first time to an account that is there already.
    pub linked: bool,
    /// Why it is skipped, or fails.
    pub error: Option<ErrorInfo>,
    /// The attributes that change; secret values are `[Redact]`.
    pub changes: Vec<Modified>,
}

/// The plan, counted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Plan {
    /// What is compared.
    pub basis: Basis,
    /// The object mapping, such as `User → User`.
    pub mapping: String,
    /// Users by what becomes of them.
    pub counts: Counts,
    /// What the counts leave out; empty where they are whole.
    pub not_evaluated: Vec<NotEvaluated>,
    /// What makes the plan as a whole doubtful, in words.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// By target attribute, the most changes first.
    pub attributes: Vec<AttributeCount>,
    /// The worst consequences first, as many as samples are asked for of each kind.
    pub consequences: Vec<Consequence>,
    /// How many users each kind of consequence has, in the same order.
    #[serde(default)]
    pub consequence_totals: Vec<ConsequenceTotal>,
    /// Values that several users would get though the attribute shall be unique.
    pub collisions: Vec<Collision>,
    /// How many further values collide.
    pub more_collisions: u64,
    /// Some entries of each outcome.
    pub samples: Vec<Sample>,
    /// Thresholds that the plan exceeds.
    pub exceeded: Vec<Exceeded>,
    /// Cases reached about which nothing is known.
    pub notes: Vec<Noted>,
}

/// Users by what becomes of them: each user counts once, by the gravest of its entries.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Counts {
    /// All users.
    pub users: u64,
    /// Those in scope.
    pub in_scope: u64,
    /// Those who are gone from the source, so that they are known by their stored links only.
    #[serde(default)]
    pub departed: u64,
    /// By outcome; outcomes of nobody are absent.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Skipped users by reason code.
    pub skipped: Vec<Reasons>,
    /// Failed users by reason code.
    pub failed: Vec<Reasons>,
    /// Users who are linked for the first time to an account that is there already.
    pub linked: u64,
    /// Entries of later passes: what waited for other users' accounts.
    pub later_passes: u64,
}

/// How many users have one reason.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Reasons {
    /// The code, as Entra's provisioning log spells it.
    pub code: String,
    /// The reason of the first such user, in words.
    pub example: String,
    /// How many users.
    pub users: u64,
}

/// A case about which nothing is known.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Noted {
    /// Its id in the ledger.
    pub id: String,
    /// How many users reach it.
    pub users: u64,
}

/// Something that the counts leave out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct NotEvaluated {
    /// What: `groups`, `linked users that are not in users.ndjson`, `line 17 of users.ndjson`.
    pub what: String,
    /// How many; `None` where that is not known.
    pub count: Option<u64>,
    /// Why.
    pub why: String,
}

/// What happens to an attribute.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It had no value.
    Gain,
    /// Its value is cleared.
    Lose,
    /// Another value.
    Change,
}

/// One target attribute over all users.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct AttributeCount {
    /// The target attribute.
    pub target: String,
    /// Whether users are matched by it.
    pub matching: bool,
    /// Users who get a first value; those of accounts that are created included.
    pub gains: u64,
    /// Of these, users whose account is created.
    pub created: u64,
    /// Users whose value is cleared.
    pub loses: u64,
    /// Users whose value becomes another one.
    pub changes: u64,
    /// The commonest kinds of change, the most frequent first; accounts that are created apart.
    pub patterns: Vec<PatternCount>,
    /// Changes that none of the patterns counts.
    pub other: u64,
}

/// A kind of change that many users share.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct PatternCount {
    /// In words: ``mail domain `@fabrikam.com` → `@contoso.com` ``.
    pub pattern: String,
    /// Whether a value is gained, lost or changed.
    pub change: Change,
    /// How many users.
    pub users: u64,
    /// The first of them.
    pub example: String,
}

/// Something that the person who deploys must look at.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Consequence {
    /// Which kind.
    pub kind: ConsequenceKind,
    /// The entry.
    pub number: u64,
    /// The user.
    pub key: String,
    /// What happens, in words, such as ``mail: `a@fabrikam.com` → nothing``.
    pub text: String,
}

/// How many users one kind of consequence has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct ConsequenceTotal {
    /// Which kind.
    pub kind: ConsequenceKind,
    /// How many users.
    pub users: u64,
}

/// The kinds of consequences, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsequenceKind {
    /// An account is deleted.
    Deleted,
    /// An account is disabled, or its user leaves the scope.
    Disabled,
    /// A user would get a value that another one has or gets, though it shall be unique.
    Collides,
    /// An attribute changes by which users are matched.
    MatchingChanged,
    /// Provisioning fails.
    Failed,
    /// A value is cleared.
    Cleared,
}

/// A value that several users would get though the attribute shall be unique.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Collision {
    /// The target attribute.
    pub target: String,
    /// The value; `[Redact]` for a secret one.
    pub value: String,
    /// The users, at most as many as samples are asked for.
    pub users: Vec<String>,
    /// How many users.
    pub count: u64,
}

/// Some entries of one outcome.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Sample {
    /// The outcome.
    pub outcome: Outcome,
    /// The first entries.
    pub entries: Vec<Entry>,
}

/// A threshold that is exceeded.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Exceeded {
    /// The key of the job file: `max-deletes`, `max-disables`, `max-percent`.
    pub threshold: String,
    /// The limit.
    pub limit: f64,
    /// What the plan would do.
    pub planned: f64,
    /// In words.
    pub text: String,
}

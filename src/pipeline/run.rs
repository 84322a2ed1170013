//! What a run did, or would do: plain data, from which every report is made.

use super::change::{Change, Request};
use crate::eval::Trace;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// One object, provisioned on demand.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Run {
    /// A version-4 GUID.
    pub change_id: String,
    /// Whether nothing was written.
    pub what_if: bool,
    /// What was done.
    pub action: Action,
    /// How it ended.
    pub status: Status,
    /// Why it was skipped or failed.
    pub error: Option<ErrorInfo>,
    /// When it began, UTC, as `yyyy-MM-ddTHH:mm:ss.fffffffZ`.
    pub start: String,
    /// When it ended.
    pub end: String,
    /// What people call the object, such as its user principal name.
    pub reportable: String,
    /// The source object.
    pub source: Identity,
    /// The target object.
    pub target: Identity,
    /// Name of the source system.
    pub source_system: String,
    /// Name of the target system.
    pub target_system: String,
    /// The steps in the order in which they are shown.
    pub steps: Vec<Step>,
    /// The attributes that the target gets, with what it had.
    pub modified: Vec<Modified>,
    /// Every attribute mapping that was evaluated.
    pub flows: Vec<DataFlow>,
    /// The requests that write, sent or (in a what-if) announced.
    pub requests: Vec<Request>,
    /// What was to be changed, where anything was.
    pub change: Option<Change>,
    /// Cases reached about which nothing is known, by their ids in the ledger.
    pub notes: Vec<String>,
}

/// What was done to the target object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Action {
    /// It was created.
    Create,
    /// It was updated.
    Update,
    /// It was disabled.
    Disable,
    /// It was deleted.
    Delete,
    /// Nothing: skipped, or both sides agree already.
    Other,
}

/// How a run or a step ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Status {
    /// As it should.
    Success,
    /// It failed.
    Failure,
    /// There was nothing to do.
    Skipped,
    /// It succeeded, but not as announced.
    Warning,
}

/// Why a run was skipped or failed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ErrorInfo {
    /// The code, as Entra's provisioning log spells it: `RedundantExport`, `EntryConflict`.
    pub code: String,
    /// What happened.
    pub reason: String,
    /// What to do.
    pub recommended: Option<String>,
}

/// An object's identity in one of the systems.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Its anchor; empty where it does not exist (yet).
    pub id: String,
    /// Its object name in the schema.
    pub object: String,
    /// Its display name, where it has one.
    pub display_name: Option<String>,
}

/// One step.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Step {
    /// Which step.
    pub kind: StepKind,
    /// Its name in Graph's answers.
    pub name: StepName,
    /// How it ended.
    pub status: Status,
    /// What happened, in one sentence.
    pub description: String,
    /// When, UTC.
    pub timestamp: String,
    /// Names and values, all texts, booleans as `True` and `False`.
    pub details: Map<String, Json>,
}

/// The kinds of steps, in the order of the portal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum StepKind {
    /// Test connection; shown only when it fails.
    Connect,
    /// Import the object.
    Import,
    /// Determine whether the object is in scope.
    Scoping,
    /// Match the object between source and target.
    Matching,
    /// Perform the action.
    Export,
}

/// The names of steps in Graph's answers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum StepName {
    /// Reading an object of source or target.
    EntryImport,
    /// Hearing of a new object.
    EntryImportAdd,
    /// Hearing of a changed object.
    EntryImportUpdate,
    /// Hearing of a deleted object.
    EntryImportDelete,
    /// Evaluating scope.
    EntrySynchronizationScoping,
    /// Deciding to create.
    EntrySynchronizationAdd,
    /// Deciding to update.
    EntrySynchronizationUpdate,
    /// Deciding to delete.
    EntrySynchronizationDelete,
    /// Deciding to do nothing.
    EntrySynchronizationSkip,
    /// Creating.
    EntryExportAdd,
    /// Updating, disabling.
    EntryExportUpdate,
    /// Deleting.
    EntryExportDelete,
    /// Testing the connection.
    TestConnection,
}

/// One attribute that the target gets.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Modified {
    /// Target attribute.
    pub target: String,
    /// What the target had; null for nothing.
    pub old: Json,
    /// What it gets.
    pub new: Json,
    /// Whether the values must not be shown.
    pub secret: bool,
}

/// One attribute mapping of the run: a row of the portal's "Data flow".
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct DataFlow {
    /// Target attribute.
    pub target: String,
    /// The expression as it is written; empty for a mapping without source.
    pub expression: String,
    /// The attributes that it reads, with their values.
    pub sources: Vec<(String, Json)>,
    /// What the expression gave; null for nothing.
    pub result: Json,
    /// What the target had.
    pub original: Json,
    /// What the target has afterwards.
    pub modified: Json,
    /// Why nothing flows, in words, where nothing does.
    pub skipped: Option<String>,
    /// Whether values must not be shown.
    pub secret: bool,
    /// Every sub-expression with its value.
    #[serde(skip)]
    pub trace: Option<Trace>,
}

impl Action {
    /// Its word in on-demand answers.
    ///
    /// ```
    /// assert_eq!(attrflow::pipeline::Action::Disable.word(), "Disable");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Disable => "Disable",
            Self::Delete => "Delete",
            Self::Other => "Other",
        }
    }
}

impl Status {
    /// Its word in on-demand answers.
    ///
    /// ```
    /// assert_eq!(attrflow::pipeline::Status::Skipped.word(), "Skipped");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Failure => "Failure",
            Self::Skipped => "Skipped",
            Self::Warning => "Warning",
        }
    }
}

impl StepName {
    /// Its spelling in Graph's answers.
    ///
    /// ```
    /// assert_eq!(attrflow::pipeline::StepName::EntryImport.word(), "EntryImport");
    /// ```
    pub fn word(self) -> &'static str {
        match self {
            Self::EntryImport => "EntryImport",
            Self::EntryImportAdd => "EntryImportAdd",
            Self::EntryImportUpdate => "EntryImportUpdate",
            Self::EntryImportDelete => "EntryImportDelete",
            Self::EntrySynchronizationScoping => "EntrySynchronizationScoping",
            Self::EntrySynchronizationAdd => "EntrySynchronizationAdd",
            Self::EntrySynchronizationUpdate => "EntrySynchronizationUpdate",
            Self::EntrySynchronizationDelete => "EntrySynchronizationDelete",
            Self::EntrySynchronizationSkip => "EntrySynchronizationSkip",
            Self::EntryExportAdd => "EntryExportAdd",
            Self::EntryExportUpdate => "EntryExportUpdate",
            Self::EntryExportDelete => "EntryExportDelete",
            Self::TestConnection => "TestConnection",
        }
    }
}

//! Plans: for terminals, pull requests, spreadsheets and browsers.

mod csv;
mod html;
mod markdown;
mod picture;
mod text;
mod words;

pub use csv::CsvPlan;
pub use html::html;
pub use markdown::markdown;
pub use text::text;

use super::json::FORMAT_VERSION;
use crate::plan::{Entry, Plan};
use serde::Serialize;

/// What `attrflow plan --format json` writes; described by `docs/schema/plan.schema.json`.
#[derive(Debug, Serialize)]
pub struct PlanJson<'p> {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The plan.
    #[serde(flatten)]
    pub plan: &'p Plan,
}

/// A plan as its JSON.
///
/// ```
/// # let plan: attrflow::plan::Plan = serde_json::from_value(serde_json::json!({"basis": {"kind": "versions",
/// #     "old": "live.json", "new": "schema.json"}, "mapping": "User → User", "counts": {"users": 1, "in_scope": 1,
/// #     "outcomes": {"unchanged": 1}, "skipped": [], "failed": [], "linked": 0, "later_passes": 0},
/// #     "not_evaluated": [], "attributes": [], "consequences": [], "collisions": [], "more_collisions": 0, "samples": [],
/// #     "exceeded": [], "notes": []})).unwrap();
/// let json = serde_json::to_value(attrflow::report::plan::json(&plan)).unwrap();
/// assert_eq!(json["format_version"], 1);
/// assert_eq!(json["counts"]["users"], 1);
/// ```
pub fn json(plan: &Plan) -> PlanJson<'_> {
    PlanJson {
        format_version: FORMAT_VERSION,
        plan,
    }
}

/// What `attrflow plan --user KEY --format json` writes; described by `docs/schema/plan-user.schema.json`.
#[derive(Debug, Serialize)]
pub struct EntriesJson<'e> {
    /// See [`FORMAT_VERSION`].
    pub format_version: u32,
    /// In the order of the plan.
    pub entries: &'e [Entry],
}

/// One user's part of a plan as its JSON.
///
/// ```
/// let json = serde_json::to_value(attrflow::report::plan::entries_json(&[])).unwrap();
/// assert_eq!(json, serde_json::json!({"format_version": 1, "entries": []}));
/// ```
pub fn entries_json(entries: &[Entry]) -> EntriesJson<'_> {
    EntriesJson {
        format_version: FORMAT_VERSION,
        entries,
    }
}

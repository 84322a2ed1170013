//! What was done of a plan, and what was not.

use crate::pipeline::ErrorInfo;
use crate::plan::Outcome;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was done.
#[derive(Debug, Default, Serialize)]
pub(super) struct Done {
    pub(super) format_version: u32,
    /// By outcome, such as `create`.
    pub(super) outcomes: BTreeMap<Outcome, u64>,
    /// What failed, in the order of the plan.
    pub(super) failed: Vec<Failed>,
    /// Why the rest was left undone; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stopped: Option<Stopped>,
    /// Entries of the plan that were left undone.
    pub(super) left: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Stopped {
    /// At whose entry.
    pub(super) key: String,
    pub(super) reason: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Failed {
    pub(super) key: String,
    /// Whether the plan said so.
    pub(super) planned: bool,
    pub(super) error: ErrorInfo,
}

impl Done {
    /// For people.
    pub(super) fn text(&self) -> String {
        let words = |outcome: Outcome| match outcome {
            Outcome::Create => "created",
            Outcome::Update => "updated",
            Outcome::Disable => "disabled",
            Outcome::Delete => "deleted",
            Outcome::Fail => "failed",
            Outcome::Unchanged => "linked",
            Outcome::Skip => "skipped",
            Outcome::EnterScope | Outcome::LeaveScope => "compared",
        };
        let counts: Vec<String> = self
            .outcomes
            .iter()
            .map(|(outcome, users)| format!("{users} {}", words(*outcome)))
            .collect();
        let mut text = match counts.is_empty() {
            true => "Applied: the plan does nothing.\n".to_owned(),
            false => format!("Applied: {}.\n", counts.join(", ")),
        };
        for failed in &self.failed {
            let planned = if failed.planned { ", as planned" } else { "" };
            let (code, reason) = (&failed.error.code, &failed.error.reason);
            text.push_str(&format!(
                "  {} failed{planned}: {code}: {reason}\n",
                failed.key
            ));
        }
        if let Some(stopped) = &self.stopped {
            text.push_str(&format!(
                "Stopped at {}: {}.\n",
                stopped.key, stopped.reason
            ));
        }
        if self.left > 0 {
            text.push_str(&format!(
                "{} of the plan's entries are left undone: plan again.\n",
                self.left
            ));
        }
        text
    }
}

//! What the person who deploys must look at.

use super::super::model::{Consequence, ConsequenceKind, Entry, Outcome};
use super::attribute::is_nothing;
use crate::pipeline::Modified;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Codes of failures that come from two users or accounts with one value.
const COLLIDING: &[&str] = &[
    "EntryConflict",
    "DuplicateSourceEntries",
    "DuplicateTargetEntries",
];

/// The first consequences of each kind.
pub(super) struct Consequences {
    most: usize,
    kinds: BTreeMap<ConsequenceKind, Vec<Consequence>>,
}

impl Consequences {
    pub fn new(most: usize) -> Self {
        Self {
            most,
            kinds: BTreeMap::new(),
        }
    }

    pub fn add(&mut self, entry: &Entry, matching: &[String]) {
        let why = |fallback: &str| {
            let error = entry.error.as_ref();
            error.map_or_else(|| fallback.to_owned(), |error| error.reason.clone())
        };
        match entry.outcome {
            Outcome::Delete => {
                self.put(ConsequenceKind::Deleted, entry, || {
                    why("the account is deleted")
                });
            }
            Outcome::Disable => {
                self.put(ConsequenceKind::Disabled, entry, || {
                    why("the account is disabled")
                });
            }
            Outcome::LeaveScope => self.put(ConsequenceKind::Disabled, entry, || {
                why("the user leaves the scope")
            }),
            Outcome::Fail => {
                let code = entry.error.as_ref().map_or("", |error| &error.code);
                let kind = match COLLIDING.contains(&code) {
                    true => ConsequenceKind::Collides,
                    false => ConsequenceKind::Failed,
                };
                self.put(kind, entry, || why("provisioning fails"));
            }
            Outcome::Update => self.changes(entry, matching),
            Outcome::Create | Outcome::EnterScope | Outcome::Skip | Outcome::Unchanged => {}
        }
    }

    fn changes(&mut self, entry: &Entry, matching: &[String]) {
        for change in &entry.changes {
            if is_nothing(&change.old) {
                continue;
            }
            if matching.contains(&change.target) {
                self.put(ConsequenceKind::MatchingChanged, entry, || told(change));
            }
            if is_nothing(&change.new) {
                self.put(ConsequenceKind::Cleared, entry, || told(change));
            }
        }
    }

    fn put(&mut self, kind: ConsequenceKind, entry: &Entry, text: impl FnOnce() -> String) {
        let kept = self.kinds.entry(kind).or_default();
        if kept.len() < self.most {
            kept.push(Consequence {
                kind,
                number: entry.number,
                key: entry.key.clone(),
                text: text(),
            });
        }
    }

    /// What was told of an entry has turned out otherwise.
    pub fn take_back(&mut self, number: u64) {
        for kept in self.kinds.values_mut() {
            kept.retain(|one| one.number != number);
        }
    }

    /// The worst kind first, each in the order of the plan.
    pub fn finish(self) -> Vec<Consequence> {
        self.kinds.into_values().flatten().collect()
    }
}

fn told(change: &Modified) -> String {
    let shown = |value: &Json| match value {
        value if is_nothing(value) => "nothing".to_owned(),
        Json::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    };
    format!(
        "{}: {} → {}",
        change.target,
        shown(&change.old),
        shown(&change.new)
    )
}

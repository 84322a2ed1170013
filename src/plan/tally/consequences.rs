//! What the person who deploys must look at.

use super::super::model::{Consequence, ConsequenceKind, ConsequenceTotal, Entry, Outcome};
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

/// Changes of one user that are told; the others are counted.
const MOST_CHANGES: usize = 3;

/// The first consequences of each kind, and how many users it has.
pub(super) struct Consequences {
    most: usize,
    kinds: BTreeMap<ConsequenceKind, (Vec<Consequence>, u64)>,
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
                self.put(failing(code), entry, || why("provisioning fails"));
            }
            Outcome::Update => self.changes(entry, matching),
            Outcome::Create | Outcome::EnterScope | Outcome::Skip | Outcome::Unchanged => {}
        }
    }

    fn changes(&mut self, entry: &Entry, matching: &[String]) {
        let had = || entry.changes.iter().filter(|one| !is_nothing(&one.old));
        let matching = || had().filter(|one| matching.contains(&one.target));
        let cleared = || had().filter(|one| is_nothing(&one.new));
        if matching().next().is_some() {
            let kind = ConsequenceKind::MatchingChanged;
            self.put(kind, entry, || told_all(&matching().collect::<Vec<_>>()));
        }
        if cleared().next().is_some() {
            let kind = ConsequenceKind::Cleared;
            self.put(kind, entry, || told_all(&cleared().collect::<Vec<_>>()));
        }
    }

    fn put(&mut self, kind: ConsequenceKind, entry: &Entry, text: impl FnOnce() -> String) {
        let (kept, users) = self.kinds.entry(kind).or_default();
        *users += 1;
        if kept.len() < self.most {
            kept.push(Consequence {
                kind,
                number: entry.number,
                key: entry.key.clone(),
                text: text(),
            });
        }
    }

    /// The failure of an entry, which had this code, has been made good.
    pub fn take_back(&mut self, code: &str, number: u64) {
        if let Some((kept, users)) = self.kinds.get_mut(&failing(code)) {
            kept.retain(|one| one.number != number);
            *users = users.saturating_sub(1);
        }
    }

    /// The worst kind first, each in the order of the plan; and how many users each has.
    pub fn finish(mut self) -> (Vec<Consequence>, Vec<ConsequenceTotal>) {
        self.kinds.retain(|_, (_, users)| *users > 0);
        let totals = self.kinds.iter();
        let totals = totals.map(|(kind, (_, users))| ConsequenceTotal {
            kind: *kind,
            users: *users,
        });
        let totals = totals.collect();
        let kept = self.kinds.into_values().flat_map(|(kept, _)| kept);
        (kept.collect(), totals)
    }
}

fn failing(code: &str) -> ConsequenceKind {
    match COLLIDING.contains(&code) {
        true => ConsequenceKind::Collides,
        false => ConsequenceKind::Failed,
    }
}

fn told_all(changes: &[&Modified]) -> String {
    let mut all: Vec<String> = changes
        .iter()
        .take(MOST_CHANGES)
        .map(|one| told(one))
        .collect();
    let more = changes.len() - all.len();
    if more > 0 {
        all.push(format!("{more} more"));
    }
    all.join("; ")
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

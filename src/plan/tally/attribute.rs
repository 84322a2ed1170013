//! What happens to each target attribute over all users.

use super::super::model::{AttributeCount, Change, Entry, Outcome, PatternCount};
use super::super::pattern::{pair, pattern};
use crate::pipeline::Modified;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// An attribute with no more pairs of values than these is told by its very values.
const MOST_PAIRS: usize = 24;

/// Patterns that are told apart; the changes of further ones are counted as others.
const MOST_PATTERNS: usize = 2_000;

/// Patterns that a plan lists.
const MOST_LISTED: usize = 10;

/// All target attributes.
#[derive(Default)]
pub(super) struct Attributes {
    all: HashMap<String, Tallied>,
}

#[derive(Default)]
struct Tallied {
    gains: u64,
    created: u64,
    loses: u64,
    changes: u64,
    /// By the values themselves, as long as these are few.
    pairs: Option<Group>,
    too_many: bool,
    kinds: Group,
    /// Whether every pattern of the full group has several users, so that none gives way.
    settled: bool,
    other: u64,
}

/// Patterns with their numbers of users and the first of these.
type Group = BTreeMap<(Change, String), (u64, String)>;

impl Attributes {
    pub fn add(&mut self, entry: &Entry, change: &Modified) {
        if !self.all.contains_key(&change.target) {
            self.all.insert(change.target.clone(), Tallied::default());
        }
        if let Some(tallied) = self.all.get_mut(&change.target) {
            tallied.add(entry, change);
        }
    }

    /// Those with most changes first.
    pub fn finish(self, matching: &[String]) -> Vec<AttributeCount> {
        let mut all: Vec<AttributeCount> = self
            .all
            .into_iter()
            .map(|(target, tallied)| tallied.finish(target, matching))
            .collect();
        let touched = |one: &AttributeCount| one.gains + one.loses + one.changes;
        all.sort_by(|a, b| (touched(b), &a.target).cmp(&(touched(a), &b.target)));
        all
    }
}

impl Tallied {
    fn add(&mut self, entry: &Entry, change: &Modified) {
        let kind = match (is_nothing(&change.old), is_nothing(&change.new)) {
            // Nothing changes where an attribute flows with every change.
            (true, true) => return,
            (true, false) => Change::Gain,
            (false, true) => Change::Lose,
            (false, false) if change.old == change.new && !change.secret => return,
            (false, false) => Change::Change,
        };
        match kind {
            Change::Gain => self.gains += 1,
            Change::Lose => self.loses += 1,
            Change::Change => self.changes += 1,
        }
        if matches!(entry.outcome, Outcome::Create | Outcome::EnterScope) {
            self.created += 1;
            return;
        }
        self.pair(kind, entry, change);
        let named = match (change.secret, kind) {
            (true, _) => Some("a secret value".to_owned()),
            (false, Change::Gain) => Some("a first value".to_owned()),
            (false, Change::Lose) => Some("cleared".to_owned()),
            (false, Change::Change) => pattern(&change.old, &change.new),
        };
        let named = named.unwrap_or_else(|| "another value".to_owned());
        let place = (kind, named);
        if self.kinds.len() >= MOST_PATTERNS && !self.settled && !self.kinds.contains_key(&place) {
            self.make_room();
        }
        if !count(&mut self.kinds, MOST_PATTERNS, place, &entry.key) {
            self.other += 1;
        }
    }

    /// Patterns of one user give way to those that are yet to come.
    fn make_room(&mut self) {
        let before = self.kinds.len();
        self.kinds.retain(|_, (users, _)| *users > 1);
        self.other += (before - self.kinds.len()) as u64;
        self.settled = before == self.kinds.len();
    }

    fn pair(&mut self, kind: Change, entry: &Entry, change: &Modified) {
        if self.too_many {
            return;
        }
        let named = pair(&change.old, &change.new).filter(|_| !change.secret);
        let pairs = self.pairs.get_or_insert_default();
        let kept = named.is_some_and(|named| count(pairs, MOST_PAIRS, (kind, named), &entry.key));
        if !kept {
            self.too_many = true;
            self.pairs = None;
        }
    }

    fn finish(self, target: String, matching: &[String]) -> AttributeCount {
        // One user each is a list of users and no pattern.
        let shared =
            |pairs: &Group| pairs.len() == 1 || pairs.values().any(|(users, _)| *users > 1);
        let group = match self.pairs {
            Some(pairs) if shared(&pairs) => pairs,
            _ => self.kinds,
        };
        let mut patterns: Vec<PatternCount> = group
            .into_iter()
            .map(|((change, pattern), (users, example))| PatternCount {
                pattern,
                change,
                users,
                example,
            })
            .collect();
        patterns.sort_by_key(|one| std::cmp::Reverse(one.users));
        let rest = patterns.split_off(patterns.len().min(MOST_LISTED));
        AttributeCount {
            matching: matching.contains(&target),
            target,
            gains: self.gains,
            created: self.created,
            loses: self.loses,
            changes: self.changes,
            patterns,
            other: self.other + rest.iter().map(|one| one.users).sum::<u64>(),
        }
    }
}

/// Counts a pattern; tells where there is no room for it.
fn count(group: &mut Group, most: usize, place: (Change, String), key: &str) -> bool {
    if let Some((users, _)) = group.get_mut(&place) {
        *users += 1;
        return true;
    }
    if group.len() >= most {
        return false;
    }
    group.insert(place, (1, key.to_owned()));
    true
}

/// Null, the empty text or the empty list.
pub(super) fn is_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

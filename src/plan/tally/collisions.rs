//! Values that several users would get though the attribute shall be unique.

use super::super::footprint::{self, Trace};
use super::super::model::{Collision, Entry, Outcome};
use super::attribute::is_nothing;
use crate::dotnet::text::{Culture, upper};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// Collisions that a plan lists.
const MOST_LISTED: usize = 100;

/// Who gets which value.
pub(super) struct Collisions {
    most: usize,
    taken: HashMap<Trace, Holder>,
    found: BTreeMap<(String, String), Found>,
}

/// A user.
#[derive(Clone)]
struct Holder {
    source: Box<str>,
    key: Box<str>,
}

struct Found {
    /// As it was first met.
    value: String,
    /// The first users.
    users: Vec<Holder>,
    count: u64,
}

impl Holder {
    fn of(entry: &Entry) -> Self {
        Self {
            source: entry.source.as_str().into(),
            key: entry.key.as_str().into(),
        }
    }
}

impl Collisions {
    pub fn new(most: usize) -> Self {
        Self {
            most: most.max(2),
            taken: HashMap::new(),
            found: BTreeMap::new(),
        }
    }

    /// Looks at the unique attributes that an entry writes, or failed to write.
    pub fn add(&mut self, entry: &Entry, unique: &[String]) {
        let refused = entry
            .error
            .as_ref()
            .filter(|error| entry.outcome == Outcome::Fail && error.code == "EntryConflict");
        let named = |target: &str| {
            let name = format!("`{target}`");
            refused.is_some_and(|error| error.reason.contains(&name))
        };
        for change in &entry.changes {
            // Secret values cannot be told apart here.
            let passed = change.secret || is_nothing(&change.new);
            if passed || !unique.contains(&change.target) {
                continue;
            }
            for text in texts(&change.new) {
                if refused.is_none() {
                    self.takes(&change.target, &text, entry);
                    continue;
                }
                let holder = self.taken.get(&trace(&change.target, &text)).cloned();
                if holder.is_some() || named(&change.target) {
                    self.tell(&change.target, &text, holder, entry);
                }
            }
        }
    }

    /// A user keeps a value that it has.
    pub fn keeps(&mut self, target: &str, value: &str, entry: &Entry) {
        self.takes(target, value, entry);
    }

    fn takes(&mut self, target: &str, text: &str, entry: &Entry) {
        let place = trace(target, text);
        match self.taken.get(&place) {
            None => {
                self.taken.insert(place, Holder::of(entry));
            }
            Some(holder) if *holder.source == *entry.source => {}
            Some(holder) => {
                let holder = holder.clone();
                self.tell(target, text, Some(holder), entry);
            }
        }
    }

    fn tell(&mut self, target: &str, value: &str, holder: Option<Holder>, entry: &Entry) {
        let place = (target.to_owned(), folded(value));
        let found = self.found.entry(place).or_insert_with(|| Found {
            value: value.to_owned(),
            count: u64::from(holder.is_some()),
            users: holder.into_iter().collect(),
        });
        found.count += 1;
        if found.users.len() < self.most {
            found.users.push(Holder::of(entry));
        }
    }

    /// A user who collided got another value later.
    pub fn take_back(&mut self, source: &str) {
        self.found.retain(|_, found| {
            let before = found.users.len();
            found.users.retain(|user| *user.source != *source);
            found.count -= (before - found.users.len()) as u64;
            found.count > 1 || found.users.len() == before
        });
    }

    /// Those of most users first, and how many there are besides.
    pub fn finish(self) -> (Vec<Collision>, u64) {
        let found = self.found.into_iter();
        let mut all: Vec<Collision> = found
            .map(|((target, _), found)| Collision {
                target,
                value: found.value,
                users: found
                    .users
                    .into_iter()
                    .map(|user| user.key.into())
                    .collect(),
                count: found.count,
            })
            .collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.count));
        let more = all.split_off(all.len().min(MOST_LISTED)).len();
        (all, more as u64)
    }
}

fn texts(value: &Json) -> Vec<String> {
    let one = |value: &Json| match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Json::Array(items) => items.iter().map(one).collect(),
        single => vec![one(single)],
    }
}

fn folded(text: &str) -> String {
    let mut folded = String::new();
    match upper(text, Culture::Invariant, &mut folded) {
        true => folded,
        false => text.to_owned(),
    }
}

fn trace(target: &str, text: &str) -> Trace {
    footprint::value(target, &folded(text))
}

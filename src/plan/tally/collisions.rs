//! Values that several users would get though the attribute shall be unique.

use super::super::footprint::{self, Trace};
use super::super::model::{Collision, Entry, Outcome};
use super::attribute::is_nothing;
use crate::dotnet::text::{Culture, upper};
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};

/// Who gets which value.
pub(super) struct Collisions {
    most: usize,
    taken: HashMap<Trace, Box<str>>,
    found: BTreeMap<(String, String), Collision>,
}

impl Collisions {
    pub fn new(most: usize) -> Self {
        Self {
            most,
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
            if !unique.contains(&change.target) || is_nothing(&change.new) {
                continue;
            }
            for text in texts(&change.new) {
                let shown = if change.secret { "[Redact]" } else { &text };
                match refused {
                    // What is secret cannot be told apart here.
                    _ if change.secret => {}
                    None => self.takes(&change.target, &text, &entry.key),
                    Some(_) => {
                        let holder = self.taken.get(&trace(&change.target, &text)).cloned();
                        if holder.is_some() || named(&change.target) {
                            self.tell(&change.target, shown, holder.as_deref(), &entry.key);
                        }
                    }
                }
            }
        }
    }

    /// A user keeps a value that it has.
    pub fn keeps(&mut self, target: &str, value: &str, key: &str) {
        self.takes(target, value, key);
    }

    fn takes(&mut self, target: &str, text: &str, key: &str) {
        let place = trace(target, text);
        match self.taken.get(&place).cloned() {
            None => {
                self.taken.insert(place, key.into());
            }
            Some(holder) if *holder == *key => {}
            Some(holder) => self.tell(target, text, Some(&holder), key),
        }
    }

    fn tell(&mut self, target: &str, value: &str, holder: Option<&str>, key: &str) {
        let place = (target.to_owned(), value.to_uppercase());
        let found = self.found.entry(place).or_insert_with(|| Collision {
            target: target.to_owned(),
            value: value.to_owned(),
            users: holder.map(str::to_owned).into_iter().collect(),
            count: u64::from(holder.is_some()),
        });
        found.count += 1;
        if found.users.len() < self.most.max(2) {
            found.users.push(key.to_owned());
        }
    }

    /// Those of most users first.
    pub fn finish(self) -> Vec<Collision> {
        let mut all: Vec<Collision> = self.found.into_values().collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.count));
        all
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

fn trace(target: &str, text: &str) -> Trace {
    let mut folded = String::new();
    match upper(text, Culture::Invariant, &mut folded) {
        true => footprint::value(target, &folded),
        false => footprint::value(target, text),
    }
}

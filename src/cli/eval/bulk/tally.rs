//! What happened to a population: counts, and the first problems.

use crate::cli::output;
use crate::eval::LineResult;
use std::collections::BTreeMap;

/// Problems that are told one by one; the others are counted.
const TOLD: usize = 20;

/// What happened, for the summary.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) users: usize,
    left_out: usize,
    /// The first problems, each with its line.
    told: Vec<String>,
    unreadable: usize,
    no_key: usize,
    failed: usize,
    pub(super) notes: BTreeMap<&'static str, usize>,
}

impl Tally {
    pub(super) fn bad(&self) -> usize {
        self.unreadable + self.no_key + self.failed
    }

    pub(super) fn add(&mut self, other: Tally) {
        self.users += other.users;
        self.left_out += other.left_out;
        self.unreadable += other.unreadable;
        self.no_key += other.no_key;
        self.failed += other.failed;
        let room = TOLD.saturating_sub(self.told.len());
        self.told.extend(other.told.into_iter().take(room));
        for (note, count) in other.notes {
            *self.notes.entry(note).or_default() += count;
        }
    }

    /// Says on standard error what was not as it should be; nothing where all was.
    pub(super) fn tell(&self, file: &str) {
        let mut said = String::new();
        for problem in &self.told {
            said.push_str(&format!("{file}:{problem}\n"));
        }
        if self.bad() > self.told.len() {
            said.push_str(&format!("… and {} more\n", self.bad() - self.told.len()));
        }
        if self.bad() > 0 {
            said.push_str(&format!(
                "{} users: {} cannot be read, {} have no key, {} have attributes that failed\n",
                self.users, self.unreadable, self.no_key, self.failed
            ));
        }
        for (note, count) in &self.notes {
            said.push_str(&format!(
                "note[{note}]: {count} users; see `attrflow fidelity`\n"
            ));
        }
        if !said.is_empty() {
            output::tell(&said);
        }
    }
}

impl Tally {
    pub(super) fn count(&mut self, line: usize, result: &LineResult, key: &str) {
        self.users += 1;
        match result {
            LineResult::Written => {}
            LineResult::LeftOut => self.left_out += 1,
            LineResult::Failed(count) => {
                self.failed += 1;
                self.say(format!(
                    "{line}: {count} attributes failed, see `@errors` of this user"
                ));
            }
            LineResult::NotJson(not) => {
                self.unreadable += 1;
                self.say(format!(
                    "{line}:{}: this is no JSON object: {} is wanted",
                    not.at + 1,
                    not.wanted
                ));
            }
            LineResult::BadRecord(message) => {
                self.unreadable += 1;
                self.say(format!("{line}: {message}"));
            }
            LineResult::NoKey => {
                self.no_key += 1;
                self.say(format!(
                    "{line}: the user has no `{key}`; name another attribute with --key"
                ));
            }
        }
    }

    pub(super) fn not_utf8(&mut self, line: usize) {
        self.users += 1;
        self.unreadable += 1;
        self.say(format!("{line}: this is not UTF-8"));
    }

    fn say(&mut self, problem: String) {
        if self.told.len() < TOLD {
            self.told.push(problem);
        }
    }
}

//! How many users have which reason.

use super::super::model::Reasons;
use crate::pipeline::ErrorInfo;
use std::collections::BTreeMap;

/// Reasons by code.
#[derive(Default)]
pub(super) struct ReasonCount {
    codes: BTreeMap<String, (String, u64)>,
}

impl ReasonCount {
    pub fn add(&mut self, error: &ErrorInfo) {
        match self.codes.get_mut(&error.code) {
            Some((_, users)) => *users += 1,
            None => {
                let first = (error.reason.clone(), 1);
                self.codes.insert(error.code.clone(), first);
            }
        }
    }

    pub fn take_back(&mut self, code: &str) {
        if let Some((_, users)) = self.codes.get_mut(code) {
            *users = users.saturating_sub(1);
        }
    }

    /// The most frequent first.
    pub fn finish(self) -> Vec<Reasons> {
        let mut all: Vec<Reasons> = self
            .codes
            .into_iter()
            .filter(|(_, (_, users))| *users > 0)
            .map(|(code, (example, users))| Reasons {
                code,
                example,
                users,
            })
            .collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.users));
        all
    }
}

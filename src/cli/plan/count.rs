//! The plan counted, without patterns and collisions.

use crate::pipeline::Thresholds;
use crate::plan::{
    AttributeCount, Basis, Counts, Entry, Exceeded, NotEvaluated, Outcome, Plan, Reasons, Sample,
};
use std::collections::BTreeMap;

/// Counts entries as they come.
pub(super) struct Tally {
    samples: usize,
    matching: Vec<String>,
    counts: Counts,
    attributes: BTreeMap<String, AttributeCount>,
    sampled: BTreeMap<Outcome, Vec<Entry>>,
    notes: BTreeMap<String, u64>,
}

impl Tally {
    pub(super) fn new(samples: usize, matching: Vec<String>) -> Self {
        Self {
            samples,
            matching,
            counts: Counts::default(),
            attributes: BTreeMap::new(),
            sampled: BTreeMap::new(),
            notes: BTreeMap::new(),
        }
    }

    /// Another entry; `earlier` is what became of the same user in an earlier pass.
    pub(super) fn add(&mut self, entry: &Entry, earlier: Option<Outcome>, notes: &[&str]) {
        let counts = &mut self.counts;
        match earlier {
            None => {
                counts.users += 1;
                counts.in_scope += u64::from(entry.in_scope == Some(true));
                *counts.outcomes.entry(entry.outcome).or_default() += 1;
                for note in notes {
                    *self.notes.entry((*note).to_owned()).or_default() += 1;
                }
            }
            Some(earlier) => {
                counts.later_passes += 1;
                if entry.outcome < earlier {
                    *counts.outcomes.entry(entry.outcome).or_default() += 1;
                    if let Some(count) = counts.outcomes.get_mut(&earlier) {
                        *count -= 1;
                    }
                }
            }
        }
        counts.linked += u64::from(entry.linked);
        let reasons = match entry.outcome {
            Outcome::Skip => Some(&mut counts.skipped),
            Outcome::Fail => Some(&mut counts.failed),
            _ => None,
        };
        if let (Some(reasons), Some(error)) = (reasons, &entry.error) {
            match reasons.iter_mut().find(|known| known.code == error.code) {
                Some(known) => known.users += 1,
                None => reasons.push(Reasons {
                    code: error.code.clone(),
                    example: error.reason.clone(),
                    users: 1,
                }),
            }
        }
        if !matches!(entry.outcome, Outcome::Fail | Outcome::Skip) {
            self.changes(entry);
        }
        let sampled = self.sampled.entry(entry.outcome).or_default();
        if sampled.len() < self.samples {
            sampled.push(entry.clone());
        }
    }

    fn changes(&mut self, entry: &Entry) {
        let created = matches!(entry.outcome, Outcome::Create | Outcome::EnterScope);
        for change in &entry.changes {
            if !self.attributes.contains_key(&change.target) {
                let empty = AttributeCount {
                    target: change.target.clone(),
                    matching: self.matching.contains(&change.target),
                    gains: 0,
                    created: 0,
                    loses: 0,
                    changes: 0,
                    patterns: Vec::new(),
                    other: 0,
                };
                self.attributes.insert(change.target.clone(), empty);
            }
            let Some(count) = self.attributes.get_mut(&change.target) else {
                continue;
            };
            match (change.old.is_null(), change.new.is_null()) {
                (true, _) => {
                    count.gains += 1;
                    count.created += u64::from(created);
                }
                (false, true) => count.loses += 1,
                (false, false) => count.changes += 1,
            }
        }
    }

    /// The plan.
    pub(super) fn finish(
        self,
        basis: Basis,
        mapping: String,
        not_evaluated: Vec<NotEvaluated>,
        thresholds: &Thresholds,
    ) -> Plan {
        let mut attributes: Vec<AttributeCount> = self.attributes.into_values().collect();
        for count in &mut attributes {
            count.other = count.gains - count.created + count.loses + count.changes;
        }
        attributes
            .sort_by_key(|count| std::cmp::Reverse(count.gains + count.loses + count.changes));
        let samples = self.sampled.into_iter();
        Plan {
            exceeded: exceeded(&self.counts, thresholds),
            basis,
            mapping,
            counts: self.counts,
            not_evaluated,
            attributes,
            consequences: Vec::new(),
            collisions: Vec::new(),
            samples: samples
                .map(|(outcome, entries)| Sample { outcome, entries })
                .collect(),
            notes: self.notes,
        }
    }
}

fn exceeded(counts: &Counts, thresholds: &Thresholds) -> Vec<Exceeded> {
    let of = |outcome| counts.outcomes.get(&outcome).copied().unwrap_or_default();
    let deletes = of(Outcome::Delete);
    let disables = of(Outcome::Disable) + of(Outcome::LeaveScope);
    let both = deletes + disables;
    let share = 100.0 * both as f64 / counts.in_scope.max(1) as f64;
    let limits = [
        (
            "deletes",
            Some(thresholds.deletes as f64),
            both as f64,
            "disables and deletes",
        ),
        (
            "deletes-percent",
            thresholds.deletes_percent,
            share,
            "per cent of the users in scope disabled or deleted",
        ),
        (
            "max-disables",
            thresholds.max_disables.map(|most| most as f64),
            disables as f64,
            "disables",
        ),
        (
            "max-deletes",
            thresholds.max_deletes.map(|most| most as f64),
            deletes as f64,
            "deletes",
        ),
    ];
    let over = limits
        .into_iter()
        .filter_map(|(threshold, limit, planned, what)| {
            let limit = limit.filter(|limit| planned > *limit)?;
            Some(Exceeded {
                threshold: threshold.to_owned(),
                limit,
                planned,
                text: format!("{planned} {what}, at most {limit} are allowed"),
            })
        });
    over.collect()
}

/// The counts, for people.
pub(super) fn text(plan: &Plan) -> String {
    let mut out = format!(
        "{}: {} users, {} in scope\n",
        plan.mapping, plan.counts.users, plan.counts.in_scope
    );
    for (outcome, users) in &plan.counts.outcomes {
        out.push_str(&format!("  {outcome:?}: {users}\n"));
    }
    for count in &plan.attributes {
        out.push_str(&format!(
            "  {}: {} gain, {} lose, {} change\n",
            count.target, count.gains, count.loses, count.changes
        ));
    }
    for left in &plan.not_evaluated {
        out.push_str(&format!("not evaluated: {}: {}\n", left.what, left.why));
    }
    for exceeded in &plan.exceeded {
        out.push_str(&format!(
            "threshold `{}` exceeded: {}\n",
            exceeded.threshold, exceeded.text
        ));
    }
    out
}

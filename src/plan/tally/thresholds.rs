//! The accidental-deletion guard.

use super::super::model::{Counts, Exceeded, Outcome};
use crate::pipeline::Thresholds;

/// Every threshold that the counts exceed. Users who leave the scope count as disabled: that is what becomes
/// of their accounts.
pub(super) fn exceeded(counts: &Counts, limits: &Thresholds) -> Vec<Exceeded> {
    let of = |outcome| counts.outcomes.get(&outcome).copied().unwrap_or_default();
    let deletes = of(Outcome::Delete);
    let disables = of(Outcome::Disable) + of(Outcome::LeaveScope);
    let both = deletes + disables;
    let mut found = Vec::new();
    let mut check = |threshold: &str, limit: Option<f64>, planned: f64, text: String| {
        if let Some(limit) = limit.filter(|limit| planned > *limit) {
            found.push(Exceeded {
                threshold: threshold.to_owned(),
                limit,
                planned,
                text,
            });
        }
    };
    let number = |count: u64| count as f64;
    check(
        "deletes",
        Some(number(limits.deletes)),
        number(both),
        format!(
            "{both} accounts would be disabled or deleted, and {} are allowed",
            limits.deletes
        ),
    );
    let alone = |limit: Option<u64>| limit.map_or_else(String::new, |limit| limit.to_string());
    check(
        "max-deletes",
        limits.max_deletes.map(number),
        number(deletes),
        format!(
            "{deletes} accounts would be deleted, and {} are allowed",
            alone(limits.max_deletes)
        ),
    );
    check(
        "max-disables",
        limits.max_disables.map(number),
        number(disables),
        format!(
            "{disables} accounts would be disabled, and {} are allowed",
            alone(limits.max_disables)
        ),
    );
    if let Some(limit) = limits.deletes_percent {
        // Where nobody is in scope, any deletion is all of them.
        let share = match counts.in_scope {
            0 if both > 0 => 100.0,
            0 => 0.0,
            all => 100.0 * number(both) / number(all),
        };
        check(
            "deletes-percent",
            Some(limit),
            share,
            format!(
                "{both} accounts would be disabled or deleted, {share:.1} per cent of the {} in scope, and {limit} per cent are allowed",
                counts.in_scope
            ),
        );
    }
    found
}

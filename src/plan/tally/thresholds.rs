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
    let accounts = |count: u64| match count {
        1 => "1 account".to_owned(),
        count => format!("{count} accounts"),
    };
    let allowed = |limit: u64| match limit {
        1 => "1 is allowed".to_owned(),
        limit => format!("{limit} are allowed"),
    };
    check(
        "deletes",
        Some(number(limits.deletes)),
        number(both),
        format!(
            "{} would be disabled or deleted, and {}",
            accounts(both),
            allowed(limits.deletes)
        ),
    );
    let alone = |limit: Option<u64>| limit.map_or_else(String::new, allowed);
    check(
        "max-deletes",
        limits.max_deletes.map(number),
        number(deletes),
        format!(
            "{} would be deleted, and {}",
            accounts(deletes),
            alone(limits.max_deletes)
        ),
    );
    check(
        "max-disables",
        limits.max_disables.map(number),
        number(disables),
        format!(
            "{} would be disabled, and {}",
            accounts(disables),
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
        let part = match counts.in_scope {
            0 => "and nobody is in scope".to_owned(),
            all => format!("{share:.1} per cent of the {all} in scope"),
        };
        let text = format!(
            "{} would be disabled or deleted, {part}; {limit} per cent are allowed",
            accounts(both)
        );
        check("deletes-percent", Some(limit), share, text);
    }
    found
}

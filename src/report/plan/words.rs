//! The words of plans, the same in every format.

use crate::plan::{AttributeCount, Basis, Consequence, ConsequenceKind, Outcome, Plan};
use crate::report::visible::visible;
use serde_json::Value as Json;

/// A number with a comma for each thousand.
pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What becomes of users, as the plan's headline says it.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delete => "to delete",
        Outcome::Disable => "to disable",
        Outcome::LeaveScope => "leave the scope",
        Outcome::Fail => "fail",
        Outcome::Create => "to create",
        Outcome::EnterScope => "come into scope",
        Outcome::Update => "to update",
        Outcome::Skip => "skipped",
        Outcome::Unchanged => "unchanged",
    }
}

/// The sign before a user, as Terraform has it.
pub(super) fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Delete | Outcome::Disable | Outcome::LeaveScope => "-",
        Outcome::Create | Outcome::EnterScope => "+",
        Outcome::Update => "~",
        Outcome::Fail => "!",
        Outcome::Skip | Outcome::Unchanged => " ",
    }
}

/// What a plan compares.
pub(super) fn basis(basis: &Basis) -> String {
    match basis {
        Basis::Target {
            source,
            target,
            snapshot: None,
        } => format!("{source} → {target}"),
        Basis::Target {
            source,
            target,
            snapshot: Some(file),
        } => format!("{source} → {target}, as it stands in {file}"),
        Basis::Versions { old, new } => format!("{old} → {new}"),
    }
}

/// One sentence: how many of what.
pub(super) fn headline(plan: &Plan) -> String {
    let told: Vec<String> = ORDER
        .iter()
        .filter_map(|one| {
            let users = plan.counts.outcomes.get(one)?;
            Some(format!("{} {}", number(*users), outcome(*one)))
        })
        .collect();
    match (changes(plan), told.is_empty()) {
        (_, true) => "Nobody is planned for.".to_owned(),
        (0, false) => format!("No changes: {}.", told.join(", ")),
        (_, false) => format!("Plan: {}.", told.join(", ")),
    }
}

/// The order in which outcomes are told.
pub(super) const ORDER: &[Outcome] = &[
    Outcome::Create,
    Outcome::EnterScope,
    Outcome::Update,
    Outcome::Disable,
    Outcome::Delete,
    Outcome::LeaveScope,
    Outcome::Fail,
    Outcome::Skip,
    Outcome::Unchanged,
];

/// How many users something happens to.
pub(super) fn changes(plan: &Plan) -> u64 {
    let quiet = [Outcome::Skip, Outcome::Unchanged];
    let outcomes = plan.counts.outcomes.iter();
    outcomes
        .filter(|(one, _)| !quiet.contains(one))
        .map(|(_, users)| users)
        .sum()
}

/// What is told of the population besides.
pub(super) fn population(plan: &Plan) -> String {
    let counts = &plan.counts;
    let mut told = format!(
        "{}, {} in scope",
        users(counts.users),
        number(counts.in_scope)
    );
    if counts.departed > 0 {
        told.push_str(&format!(
            "; {} of them gone from the source, known by their links",
            number(counts.departed)
        ));
    }
    if counts.linked > 0 {
        told.push_str(&format!(
            "; {} linked for the first time to accounts that are there",
            number(counts.linked)
        ));
    }
    if counts.later_passes > 0 {
        told.push_str(&format!(
            "; {} entries wait for other users' accounts",
            number(counts.later_passes)
        ));
    }
    told
}

/// So many users.
pub(super) fn users(count: u64) -> String {
    match count {
        1 => "1 user".to_owned(),
        count => format!("{} users", number(count)),
    }
}

/// The kinds of consequences, the worst first: those that are shown, and how many further users there are.
pub(super) fn by_kind(plan: &Plan) -> Vec<(ConsequenceKind, Vec<&Consequence>, u64)> {
    let kinds = plan.consequence_totals.iter();
    let kinds = kinds.map(|total| {
        let shown = plan.consequences.iter();
        let shown: Vec<_> = shown.filter(|one| one.kind == total.kind).collect();
        let more = total.users.saturating_sub(shown.len() as u64);
        (total.kind, shown, more)
    });
    kinds.collect()
}

/// The title of a kind of consequence.
pub(super) fn consequence(kind: ConsequenceKind) -> &'static str {
    match kind {
        ConsequenceKind::Deleted => "deleted",
        ConsequenceKind::Disabled => "disabled",
        ConsequenceKind::Collides => "collides",
        ConsequenceKind::MatchingChanged => "matching attribute changes",
        ConsequenceKind::Failed => "fails",
        ConsequenceKind::Cleared => "value cleared",
    }
}

/// How many users gain, lose or change an attribute.
pub(super) fn attribute(count: &AttributeCount) -> String {
    let parts = [
        (count.gains, "gain"),
        (count.loses, "lose"),
        (count.changes, "change"),
    ];
    let told = parts.into_iter().filter(|(users, _)| *users > 0);
    let told: Vec<String> = told
        .map(|(users, word)| format!("{} {word}", number(users)))
        .collect();
    told.join(", ")
}

/// A value as people read it: texts in quotes, nothing as the word.
pub(super) fn value(value: &Json) -> String {
    match value {
        Json::Null => "nothing".to_owned(),
        other => visible(&other.to_string()),
    }
}

//! Entries counted into a plan.

use attrflow::pipeline::{ErrorInfo, Modified, Thresholds};
use attrflow::plan::*;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn entry(number: u64, key: &str, outcome: Outcome, changes: Vec<Modified>) -> Entry {
    Entry {
        number,
        pass: 1,
        key: key.into(),
        source: format!("id of {key}"),
        target: None,
        in_scope: Some(!matches!(outcome, Outcome::Disable | Outcome::Delete)),
        outcome,
        linked: false,
        error: None,
        changes,
    }
}

fn change(target: &str, old: Json, new: Json) -> Modified {
    Modified {
        target: target.into(),
        old,
        new,
        secret: false,
    }
}

fn failing(number: u64, key: &str, code: &str, changes: Vec<Modified>) -> Entry {
    Entry {
        error: Some(ErrorInfo {
            code: code.into(),
            reason: "`userName` is unique, and another `User` has it".into(),
            recommended: None,
        }),
        ..entry(number, key, Outcome::Fail, changes)
    }
}

fn options() -> TallyOptions {
    TallyOptions {
        samples: 3,
        matching: vec!["userName".into()],
        unique: vec!["userName".into()],
    }
}

fn basis() -> Basis {
    Basis::Target {
        source: "Entra".into(),
        target: "Desk".into(),
        snapshot: None,
    }
}

fn plan(entries: &[(Entry, Option<Outcome>)]) -> Plan {
    finished(entries, &Thresholds::default())
}

fn finished(entries: &[(Entry, Option<Outcome>)], limits: &Thresholds) -> Plan {
    let mut tally = Tally::new(options());
    for (entry, earlier) in entries {
        tally.add(entry, *earlier, &[]);
    }
    tally.finish(basis(), "User → User".into(), Vec::new(), limits)
}

fn alone(entries: Vec<Entry>) -> Plan {
    let entries: Vec<_> = entries.into_iter().map(|entry| (entry, None)).collect();
    plan(&entries)
}

#[test]
fn changes_of_an_attribute_are_counted_by_what_they_have_in_common() {
    let mail = |number: u64, old: &str, new: &str| {
        let change = change("mail", json!(old), json!(new));
        entry(number, &format!("u{number}"), Outcome::Update, vec![change])
    };
    let mut entries: Vec<Entry> = (0..40)
        .map(|n| {
            mail(
                n,
                &format!("u{n}@fabrikam.com"),
                &format!("u{n}@contoso.com"),
            )
        })
        .collect();
    entries.push(mail(40, "Ada@contoso.com", "ada@contoso.com"));
    let plan = alone(entries);
    let told: Vec<(&str, u64)> = plan.attributes[0]
        .patterns
        .iter()
        .map(|one| (one.pattern.as_str(), one.users))
        .collect();
    let domain = "mail domain `@fabrikam.com` → `@contoso.com`";
    assert_eq!(told, [(domain, 40), ("letter case only", 1)]);
    assert_eq!(
        (plan.attributes[0].changes, plan.attributes[0].other),
        (41, 0)
    );
}

#[test]
fn an_attribute_with_few_values_is_told_by_them() {
    let entries = (0..100).map(|n| {
        let old = ["Sales", "Legal"][n as usize % 2];
        let change = change("department", json!(old), json!("Marketing"));
        entry(n, &format!("u{n}"), Outcome::Update, vec![change])
    });
    let plan = alone(entries.collect());
    let told: Vec<&str> = plan.attributes[0]
        .patterns
        .iter()
        .map(|one| one.pattern.as_str())
        .collect();
    assert_eq!(told, ["`Legal` → `Marketing`", "`Sales` → `Marketing`"]);
}

#[test]
fn patterns_say_what_happens_to_a_value() {
    let cases = [
        ("ada@a.com", "ada@b.com", "mail domain `@a.com` → `@b.com`"),
        ("ada@a.com", "eve@a.com", "another name before `@a.com`"),
        ("ADA", "ada", "letter case only"),
        ("José", "Jose", "diacritics removed"),
        ("de la Cruz", "delaCruz", "blanks removed"),
        ("+1 (270) 482-8148", "+12704828148", "punctuation removed"),
        ("ada", "ada-ext", "`-ext` put after it"),
        ("ada", "x-ada", "`x-` put before it"),
        ("ada (guest)", "ada", "` (guest)` taken from its end"),
        ("international", "intern", "cut to 6 characters"),
        ("corp\\ada", "ada", "`corp\\` taken from its beginning"),
        (
            "2019-04-01",
            "01.04.2019",
            "form `0000-00-00` → `00.00.0000`",
        ),
        (
            "2019-04-01",
            "2019-04-02",
            "another number of the form `0000-00-00`",
        ),
        ("Sales", "Marketing", "another text"),
    ];
    for (old, new, told) in cases {
        assert_eq!(
            pattern(&json!(old), &json!(new)).unwrap(),
            told,
            "{old} → {new}"
        );
    }
    let lists = [
        (json!(["a"]), json!(["a", "b"]), "1 added to the list"),
        (json!(["a", "b"]), json!(["b"]), "1 removed from the list"),
        (
            json!(["a", "b"]),
            json!(["b", "c"]),
            "1 added to the list, 1 removed",
        ),
        (
            json!(["a", "b"]),
            json!(["b", "a"]),
            "another order of the list",
        ),
    ];
    for (old, new, told) in lists {
        assert_eq!(pattern(&old, &new).unwrap(), told);
    }
}

#[test]
fn secret_values_make_no_patterns() {
    let secret = Modified {
        secret: true,
        ..change("password", json!("[Redact]"), json!("[Redact]"))
    };
    let plan = alone(vec![entry(1, "ada", Outcome::Update, vec![secret])]);
    assert_eq!(plan.attributes[0].patterns[0].pattern, "a secret value");
}

#[test]
fn the_worst_comes_first() {
    let update = |number, key, target: &str, new: Json| {
        entry(
            number,
            key,
            Outcome::Update,
            vec![change(target, json!("old"), new)],
        )
    };
    let plan = alone(vec![
        update(1, "cleared", "title", Json::Null),
        update(2, "matched", "userName", json!("new")),
        failing(
            3,
            "rival",
            "EntryConflict",
            vec![change("userName", Json::Null, json!("NEW"))],
        ),
        entry(4, "disabled", Outcome::Disable, Vec::new()),
        entry(5, "deleted", Outcome::Delete, Vec::new()),
    ]);
    let order: Vec<(&str, ConsequenceKind)> = plan
        .consequences
        .iter()
        .map(|one| (one.key.as_str(), one.kind))
        .collect();
    assert_eq!(
        order,
        [
            ("deleted", ConsequenceKind::Deleted),
            ("disabled", ConsequenceKind::Disabled),
            ("rival", ConsequenceKind::Collides),
            ("matched", ConsequenceKind::MatchingChanged),
            ("cleared", ConsequenceKind::Cleared),
        ]
    );
    assert_eq!(plan.consequences[3].text, "userName: `old` → `new`");
    let collision = &plan.collisions[0];
    assert_eq!((collision.value.as_str(), collision.count), ("NEW", 2));
    assert_eq!(collision.users, ["matched", "rival"]);
}

#[test]
fn a_later_success_makes_a_failure_good() {
    let first = failing(1, "ada", "EntryConflict", Vec::new());
    let later = Entry {
        pass: 2,
        ..entry(2, "ada", Outcome::Create, Vec::new())
    };
    let last = Entry {
        pass: 3,
        ..entry(3, "ada", Outcome::Update, Vec::new())
    };
    let plan = plan(&[
        (first, None),
        (later, Some(Outcome::Fail)),
        (last, Some(Outcome::Create)),
    ]);
    assert_eq!(plan.counts.outcomes, BTreeMap::from([(Outcome::Create, 1)]));
    assert_eq!((plan.counts.users, plan.counts.later_passes), (1, 2));
    assert!(plan.counts.failed.is_empty());
}

#[test]
fn thresholds_count_what_is_taken_away() {
    let limits = Thresholds {
        deletes: 2,
        deletes_percent: Some(50.0),
        max_disables: Some(1),
        max_deletes: Some(1),
    };
    let some = |deletes: u64, disables: u64| {
        let deletes = (0..deletes).map(|n| entry(n, &format!("d{n}"), Outcome::Delete, vec![]));
        let disables = (0..disables).map(|n| entry(n, &format!("x{n}"), Outcome::Disable, vec![]));
        let kept = (0..4).map(|n| entry(n, &format!("k{n}"), Outcome::Unchanged, vec![]));
        let all: Vec<_> = deletes
            .chain(disables)
            .chain(kept)
            .map(|one| (one, None))
            .collect();
        let plan = finished(&all, &limits);
        let names = plan.exceeded.iter().map(|one| one.threshold.clone());
        names.collect::<Vec<_>>()
    };
    assert!(some(1, 1).is_empty());
    assert_eq!(some(0, 2), ["max-disables"]);
    assert_eq!(some(2, 0), ["max-deletes"]);
    assert_eq!(some(1, 2), ["deletes", "max-disables", "deletes-percent"]);
}

fn outcomes() -> impl Strategy<Value = Outcome> {
    prop::sample::select(vec![
        Outcome::Create,
        Outcome::Update,
        Outcome::Disable,
        Outcome::Delete,
        Outcome::Fail,
        Outcome::Skip,
        Outcome::Unchanged,
    ])
}

proptest! {
    /// Every user counts once, every change once, and nothing is lost in the patterns.
    #[test]
    fn counts_add_up(users in prop::collection::vec((outcomes(), "[a-c]{0,2}", "[a-c@.]{0,4}"), 0..60)) {
        let entries: Vec<Entry> = users.iter().enumerate().map(|(at, (outcome, old, new))| {
            let changes = vec![change("mail", json!(old), json!(new))];
            entry(at as u64, &format!("u{at}"), *outcome, changes)
        }).collect();
        let plan = alone(entries.clone());
        prop_assert_eq!(plan.counts.outcomes.values().sum::<u64>(), users.len() as u64);
        for attribute in &plan.attributes {
            let named: u64 = attribute.patterns.iter().map(|one| one.users).sum();
            let all = attribute.gains + attribute.loses + attribute.changes;
            prop_assert_eq!(named + attribute.other + attribute.created, all);
        }
        for sample in &plan.samples {
            prop_assert!(sample.entries.len() <= 3);
        }
        let mut turned = entries;
        turned.reverse();
        prop_assert_eq!(alone(turned).counts, plan.counts);
    }
}

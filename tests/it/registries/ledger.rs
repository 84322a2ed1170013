//! What holds for every entry of the ledger of what Microsoft does not document.

use super::{functions, pages};
use crate::engine::{Given, evaluate};
use attrflow::assist::{ledger, standard};
use attrflow::check::{Context, Slots, check_filter};
use attrflow::eval::Run;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Fidelity, Shape};
use attrflow::scoping::OPERATORS;
use attrflow::syntax::{parse_filter, quote};
use attrflow::value::from_json;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Entries that no evaluation can reach, each with the reason.
const UNREACHED: &[(&str, &str)] = &[
    (
        "input-filter-null",
        "only schemas have input filters: the properties of filters reach it",
    ),
    (
        "iif-presence",
        "a function does not know its arguments' functions: the lint `presence-condition` says it",
    ),
    (
        "ignore-flow-nested",
        "a function does not know where it stands: the lint `ignore-flow-inside` says it",
    ),
];

#[test]
fn an_id_stands_for_one_entry() {
    let mut seen: BTreeMap<&str, &Fidelity> = BTreeMap::new();
    for found in ledger(standard()) {
        let entry = found.entry;
        let plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        assert!(entry.id.chars().all(plain), "{}", entry.id);
        for text in [entry.doing, entry.known] {
            assert!(!text.is_empty() && !text.ends_with('.'), "{}", entry.id);
        }
        if let Some(other) = seen.insert(entry.id, entry) {
            let same = other.doing == entry.doing && other.known == entry.known;
            assert!(same, "{} means two things", entry.id);
        }
    }
}

#[test]
fn no_owner_has_an_entry_twice() {
    for function in FUNCTIONS {
        let ids: BTreeSet<&str> = function.fidelity.iter().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), function.fidelity.len(), "{}", function.name);
    }
}

#[test]
fn every_entry_is_reached_and_every_note_is_an_entry() {
    let entries: BTreeSet<&str> = ledger(standard())
        .iter()
        .map(|found| found.entry.id)
        .collect();
    let mut reached = BTreeSet::new();
    for example in FUNCTIONS.iter().flat_map(|function| function.examples) {
        reached.extend(evaluate(example.expr, &functions::given(example)).1);
    }
    for (expression, given) in pages::cases().into_iter().chain(text_cases()) {
        reached.extend(evaluate(&expression, &given).1);
    }
    reached.extend(clauses());
    let strangers: Vec<&&str> = reached.difference(&entries).collect();
    assert!(strangers.is_empty(), "not in the ledger: {strangers:?}");
    let entries = entries
        .difference(
            &attrflow::pipeline::LEDGER
                .iter()
                .map(|entry| entry.id)
                .collect(),
        )
        .copied()
        .collect::<BTreeSet<&str>>();
    let unreached: BTreeSet<&str> = entries.difference(&reached).copied().collect();
    let known: BTreeSet<&str> = UNREACHED.iter().map(|(id, _)| *id).collect();
    assert_eq!(unreached, known, "entries that nothing reaches");
}

/// The cases of the text functions.
fn text_cases() -> Vec<(String, Given)> {
    let lines = include_str!("../../data/text_functions.jsonl").lines();
    let case = |line: &str| {
        let row: Json = serde_json::from_str(line).unwrap();
        let given = Given {
            attributes: row["attributes"].as_object().cloned().unwrap_or_default(),
            ..Given::default()
        };
        (row["expression"].as_str().unwrap().to_owned(), given)
    };
    lines.map(case).collect()
}

/// The notes of the operators' examples.
fn clauses() -> BTreeSet<&'static str> {
    let mut notes = BTreeSet::new();
    for operator in OPERATORS {
        for example in operator.examples {
            let value = match operator.shape {
                Shape::Unary => String::new(),
                Shape::Binary => quote(example.value),
            };
            let text = format!("attribute {} {value}", operator.name);
            let filter = parse_filter(&text).expect(&text);
            let mut slots = Slots::new();
            let context = Context::open(standard());
            let (program, problems) = check_filter(&context, &text, &filter, &mut slots);
            let program = program.unwrap_or_else(|| panic!("{text}: {problems:?}"));
            let arena = bumpalo::Bump::new();
            let host = functions::world();
            let source: Json = serde_json::from_str(example.source).unwrap();
            let row = [from_json(&source, &arena)];
            let mut run = Run::new(&arena, &host);
            assert_eq!(
                run.in_scope(&program, &row),
                Ok(example.holds),
                "{text} of {source}"
            );
            notes.extend(run.notes.iter().map(|note| note.id));
        }
    }
    notes
}

//! The decision of a scoping filter against a naive reference.

use super::{config, schemas};
use attrflow::check::{FilterProgram, Slots};
use attrflow::dotnet::date::Ticks;
use attrflow::eval::{Part, Run, fill};
use attrflow::library::FixedHost;
use bumpalo::Bump;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

type Clause = (&'static str, &'static str, String);
type Groups = Vec<Vec<Clause>>;

/// Attributes of the source object and what they hold.
const ATTRIBUTES: &[&str] = &["department", "employeeId", "accountEnabled"];

fn clause() -> impl Strategy<Value = Clause> {
    let value = prop::sample::select(vec![
        "Sales",
        "sales",
        "Sal",
        "5",
        "6",
        "4",
        "True",
        "",
        "-1",
        "Sales;Marketing",
    ]);
    let bound = prop::sample::select(vec!["5", "0", "-3", "1000"]);
    let pattern = prop::sample::select(vec![
        "^S",
        "al",
        "^Sales$",
        "[0-9]+",
        "^(5|6)$",
        "^[A-Z][a-z]+$",
    ]);
    let with = |names: &'static [&'static str], values: BoxedStrategy<&'static str>| {
        (
            prop::sample::select(ATTRIBUTES),
            prop::sample::select(names),
            values,
        )
    };
    prop_oneof![
        3 => with(&["EQUALS", "NOT EQUALS", "INCLUDES", "ENDS_WITH", "&", "!&"], value.boxed()),
        1 => with(&["GREATER_THAN", "GREATER_THAN_OR_EQUALS"], bound.boxed()),
        1 => with(&["REGEX MATCH", "NOT REGEX MATCH"], pattern.boxed()),
        2 => with(&["IS NULL", "IS NOT NULL", "IS TRUE", "IS FALSE"], Just("").boxed()),
    ]
    .prop_map(|(attribute, operator, value)| (attribute, operator, value.to_owned()))
}

fn groups() -> impl Strategy<Value = Groups> {
    prop::collection::vec(prop::collection::vec(clause(), 0..4), 0..4)
}

fn user() -> impl Strategy<Value = Map<String, Json>> {
    let values = vec![
        Json::Null,
        json!(""),
        json!("Sales"),
        json!("sales"),
        json!("Marketing"),
        json!("5"),
        json!(5),
        json!(6),
        json!(true),
        json!(false),
        json!("FALSE"),
    ];
    prop::collection::vec(prop::sample::select(values), ATTRIBUTES.len()).prop_map(|values| {
        let names = ATTRIBUTES.iter().map(|name| (*name).to_owned());
        names.zip(values).collect()
    })
}

/// What Microsoft says of a clause, word for word.
fn holds(user: &Map<String, Json>, (attribute, operator, value): &Clause, input: bool) -> bool {
    let source = match &user[*attribute] {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        other => other.to_string(),
    };
    if source.is_empty() {
        let negative = operator.starts_with("NOT ") || *operator == "!&" || *operator == "IS FALSE";
        return *operator == "IS NULL" || input && negative;
    }
    let numbers = (source.parse::<i64>(), value.parse::<i64>());
    let above = |least: i64| match numbers {
        (Ok(source), Ok(value)) => source >= value + least,
        _ => false,
    };
    let shares = || match numbers {
        (Ok(source), Ok(value)) => source & value != 0,
        _ => value.contains(&source),
    };
    let matches = || regex::Regex::new(value).unwrap().is_match(&source);
    match *operator {
        "IS NULL" => false,
        "IS NOT NULL" => true,
        "IS TRUE" => {
            source.eq_ignore_ascii_case("true") || user[*attribute].as_i64().is_some_and(|n| n != 0)
        }
        "IS FALSE" => source.eq_ignore_ascii_case("false") || user[*attribute].as_i64() == Some(0),
        "EQUALS" => source == *value,
        "NOT EQUALS" => source != *value,
        "INCLUDES" => source.contains(value.as_str()),
        "ENDS_WITH" => source.ends_with(value.as_str()),
        "&" => shares(),
        "!&" => !shares(),
        "GREATER_THAN" => above(1),
        "GREATER_THAN_OR_EQUALS" => above(0),
        "REGEX MATCH" => matches(),
        "NOT REGEX MATCH" => !matches(),
        other => panic!("{other}"),
    }
}

fn passes(user: &Map<String, Json>, groups: &Groups, input: bool) -> bool {
    let group = |clauses: &Vec<Clause>| clauses.iter().all(|clause| holds(user, clause, input));
    groups.is_empty() || groups.iter().any(group)
}

fn written(groups: &Groups) -> Json {
    let clause = |(attribute, operator, value): &Clause| {
        let operands = match operator.starts_with("IS ") {
            true => json!([]),
            false => json!([value]),
        };
        json!({"operatorName": operator, "sourceOperandName": attribute, "targetOperand": {"values": operands}})
    };
    groups
        .iter()
        .map(|clauses| json!({"name": "group", "clauses": clauses.iter().map(clause).collect::<Vec<_>>()}))
        .collect()
}

/// The filter in a schema, checked there.
fn checked(parts: [&Groups; 3]) -> (FilterProgram, Slots) {
    let [groups, input, category] = parts.map(written);
    let scope =
        json!({"groups": groups, "inputFilterGroups": input, "categoryFilterGroups": category});
    let mapping = schemas::mapping(ATTRIBUTES, json!([]), scope);
    let scope = mapping.scope.expect("a filter without errors");
    (scope, mapping.slots)
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn the_decision_equals_a_naive_one(
        groups in groups(), input in groups(), category in groups(), user in user()
    ) {
        let (program, slots) = checked([&groups, &input, &category]);
        let arena = Bump::new();
        let host = FixedHost::new(Ticks::MIN, 1);
        let row = fill(&slots, &user, &arena);
        let mut run = Run::new(&arena, &host);
        let decision = run.decide(&program, row);
        let expected = [
            (Part::Category, passes(&user, &category, false), category.is_empty()),
            (Part::Input, passes(&user, &input, true), input.is_empty()),
            (Part::Groups, passes(&user, &groups, false), groups.is_empty()),
        ];
        let in_scope = expected.iter().all(|(_, passes, _)| *passes);
        prop_assert_eq!(run.in_scope(&program, row), Ok(in_scope));
        prop_assert_eq!(decision.in_scope, in_scope);
        let parts: Vec<_> = decision.parts.iter().map(|part| (part.part, part.passes)).collect();
        let wanted: Vec<_> = expected
            .iter()
            .filter(|(_, _, empty)| !empty)
            .map(|(part, passes, _)| (*part, *passes))
            .collect();
        prop_assert_eq!(parts, wanted);
        prop_assert_eq!(decision.deciding().is_none() && decision.parts.iter().all(|part| {
            part.passes || part.groups.iter().any(|group| group.clauses.iter().any(|clause| !clause.holds))
        }), in_scope);
    }

    #[test]
    fn notes_are_those_of_clauses_tested_in_order(groups in groups(), user in user()) {
        let none = Groups::new();
        let (program, slots) = checked([&groups, &none, &none]);
        let arena = Bump::new();
        let host = FixedHost::new(Ticks::MIN, 1);
        let mut run = Run::new(&arena, &host);
        let in_scope = run.in_scope(&program, fill(&slots, &user, &arena));
        let notes: Vec<_> = run.notes.iter().map(|note| note.id).collect();
        prop_assert_eq!(notes, notes_in_order(&groups, &user));
        prop_assert!(in_scope.is_ok());
    }
}

/// The notes of clauses that are tested one by one, each as a filter of its own, as far as the answer needs them.
fn notes_in_order(groups: &Groups, user: &Map<String, Json>) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let none = Groups::new();
    for clauses in groups {
        let holds = clauses.iter().all(|clause| {
            let (program, slots) = checked([&vec![vec![clause.clone()]], &none, &none]);
            let arena = Bump::new();
            let host = FixedHost::new(Ticks::MIN, 1);
            let mut run = Run::new(&arena, &host);
            let holds = run.in_scope(&program, fill(&slots, user, &arena));
            let new = run.notes.iter().map(|note| note.id);
            notes.extend(new.filter(|id| !notes.contains(id)).collect::<Vec<_>>());
            holds == Ok(true)
        });
        if holds {
            break;
        }
    }
    notes
}

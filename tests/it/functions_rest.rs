//! Logic, conversions, dates, lists, roles and chance: their own cases
//! (`tests/data/functions_rest.jsonl`), and laws of all functions over random arguments.

use crate::engine::{Given, Outcome, evaluate, ticks};
use attrflow::dotnet::date::Ticks;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Args, FixedHost, Function, Stop, ValueFrame};
use attrflow::value::{Field, Value};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

fn host(seed: u64) -> FixedHost {
    FixedHost::new(ticks("2025-06-15T10:20:30Z"), seed)
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    for line in include_str!("../data/functions_rest.jsonl").lines() {
        let row: Json = serde_json::from_str(line).unwrap();
        let mut host = host(1);
        if let Some(now) = row["now"].as_str() {
            host.now = ticks(now);
        }
        for taken in row["taken"].as_array().into_iter().flatten() {
            host.taken.insert(taken.as_str().unwrap().to_owned());
        }
        let given = Given {
            attributes: row["attributes"].as_object().cloned().unwrap_or_default(),
            host,
        };
        let (outcome, notes) = evaluate(row["expression"].as_str().unwrap(), &given);
        let as_stated = match &outcome {
            Outcome::Value(value) => row.get("result") == Some(value),
            Outcome::SkipAttribute => row["skip"] == "attribute",
            Outcome::SkipObject => row["skip"] == "object",
            Outcome::Error(code, message) => {
                row["error"] == **code && row.get("message").is_none_or(|stated| stated == message)
            }
            Outcome::Refused(codes) => row["check"] == json!(codes),
        };
        if !as_stated
            || row
                .get("notes")
                .is_some_and(|stated| *stated == json!(notes))
                != row.get("notes").is_some()
        {
            wrong.push(format!("{line}\n  {outcome:?} {notes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn function(name: &str) -> &'static Function {
    let mut all = FUNCTIONS.iter();
    all.find(|function| function.name == name).expect(name)
}

/// Calls a function without a checker before it: anything may come as an argument.
fn call<'v>(
    function: &Function,
    values: &[Option<Value<'v>>],
    arena: &'v bumpalo::Bump,
    host: &'v FixedHost,
) -> Result<Value<'v>, Stop> {
    let mut frame = ValueFrame {
        values,
        prepared: None,
        arena,
        host,
        notes: Vec::new(),
    };
    (function.call)(&mut Args::new(&mut frame))
}

/// A value, owned.
#[derive(Clone, Debug)]
enum Argument {
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Date(i64),
    List(Vec<Argument>),
    Record(Vec<(String, Argument)>),
}

impl Argument {
    fn value<'v>(&self, arena: &'v bumpalo::Bump) -> Value<'v> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(arena.alloc_str(text)),
            Self::Date(at) => Value::Date(Ticks::new(*at).unwrap()),
            Self::List(items) => {
                Value::List(arena.alloc_slice_fill_iter(items.iter().map(|item| item.value(arena))))
            }
            Self::Record(members) => Value::Record(arena.alloc_slice_fill_iter(
                members.iter().map(|(name, value)| Field {
                    name: arena.alloc_str(name),
                    value: value.value(arena),
                }),
            )),
        }
    }
}

fn values() -> impl Strategy<Value = Argument> {
    let telling = prop::sample::select(vec![
        "",
        "True",
        "yyyy",
        "d",
        "ww",
        "yyyy-MM-dd",
        "2024-02-29",
        "7:00 AM",
        "&HFF",
        "-1",
        "3",
        "UTF8",
        "CaseInsensitive",
        "AQEAAAAAAAUSAAAA",
        "cn=a,dc=b",
        "(?<a>b)*",
        "[",
        "$1",
        "${a}",
        "😀e\u{301}",
        "9223372036854775807",
        "AllowInnerWhite",
        "vbTextCompare",
        "tr-TR",
    ]);
    let plain = prop_oneof![
        Just(Argument::Null),
        any::<bool>().prop_map(Argument::Bool),
        prop_oneof![-3..20_i64, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]
            .prop_map(Argument::Int),
        telling.prop_map(|text| Argument::Text(text.to_owned())),
        any::<String>().prop_map(Argument::Text),
        (Ticks::MIN.get()..=Ticks::MAX.get()).prop_map(Argument::Date),
    ];
    plain.prop_recursive(2, 6, 4, |inner| {
        let member = ("value|displayName|id", inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Argument::List),
            prop::collection::vec(member, 0..3).prop_map(Argument::Record),
        ]
    })
}

fn is_class(class: usize, letter: char) -> bool {
    match class {
        0 => letter.is_ascii_digit(),
        1 => letter.is_ascii_punctuation(),
        2 => letter.is_ascii_uppercase(),
        _ => letter.is_ascii_lowercase(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever the arguments: no panic, and a value of the kind that is promised.
    #[test]
    fn every_call_ends(
        written in prop::collection::vec(prop::option::weighted(0.9, values()), 0..8),
        seed in any::<u64>(),
    ) {
        let host = host(seed);
        for function in FUNCTIONS {
            let arena = bumpalo::Bump::new();
            let values: Vec<_> = written
                .iter()
                .map(|value| value.as_ref().map(|value| value.value(&arena)))
                .collect();
            if let Ok(value) = call(function, &values, &arena, &host) {
                prop_assert!(function.returns.holds(value), "{} {values:?}: {value:?}", function.name);
            }
        }
    }

    #[test]
    fn random_strings_meet_their_minimums(
        minimums in prop::array::uniform4(0..20_usize),
        rest in 0..100_usize,
        avoided in "[a-f?,0-4]{0,6}",
        seed in any::<u64>(),
    ) {
        let length = minimums.iter().sum::<usize>() + rest;
        prop_assume!(length > 0);
        let [a, b, c, d] = minimums;
        let expression = format!("RandomString({length}, {a}, {b}, {c}, {d}, \"{avoided}\")");
        let given = Given { attributes: Map::new(), host: host(seed) };
        let (Outcome::Value(Json::String(text)), _) = evaluate(&expression, &given) else {
            panic!("{expression}");
        };
        prop_assert_eq!(text.chars().count(), length);
        prop_assert!(!text.chars().any(|letter| avoided.contains(letter)));
        for (class, minimum) in minimums.into_iter().enumerate() {
            prop_assert!(text.chars().filter(|letter| is_class(class, *letter)).count() >= minimum);
        }
        prop_assert!(text.chars().all(|letter| (0..4).any(|class| is_class(class, letter))));
    }

    /// The key table finds what looking at one key after the other finds.
    #[test]
    fn switch_tables_agree_with_searching(
        keys in prop::collection::vec("[ab]{0,3}|[a-c]{7,9}|prefix-of-[0-9]{1,3}-suffix", 1..30),
        at in any::<prop::sample::Index>(),
        other in "[ab]{0,3}|[a-c]{7,9}|prefix-of-[0-9]{1,3}-suffix",
    ) {
        let pairs: String = keys
            .iter()
            .enumerate()
            .map(|(index, key)| format!(", \"{key}\", \"{index}\""))
            .collect();
        for source in [at.get(&keys), &other] {
            let attributes = json!({ "s": source }).as_object().unwrap().clone();
            let given = Given { attributes, host: host(1) };
            let stated = match keys.iter().position(|key| key == source) {
                Some(index) => json!(index.to_string()),
                None => json!("default"),
            };
            let (outcome, _) = evaluate(&format!("Switch([s], \"default\"{pairs})"), &given);
            prop_assert_eq!(outcome, Outcome::Value(stated));
        }
    }

    #[test]
    fn file_times_lead_back(number in 0..2_650_467_743_999_999_999_i64) {
        let arena = bumpalo::Bump::new();
        let host = host(1);
        let date = call(function("DateFromNum"), &[Some(Value::Int(number))], &arena, &host).unwrap();
        let again = call(function("NumFromDate"), &[Some(date)], &arena, &host).unwrap();
        prop_assert_eq!(again, Value::Int(number));
    }

    #[test]
    fn differences_are_what_was_added(number in -4000..4000_i64, day in 0..3_000_000_i64) {
        let arena = bumpalo::Bump::new();
        let host = host(1);
        let from = Value::Date(Ticks::new(day * attrflow::dotnet::date::TICKS_PER_DAY).unwrap());
        for interval in ["yyyy", "m", "d", "h", "n", "s"] {
            let interval = Some(Value::Text(interval));
            let arguments = [interval, Some(Value::Int(number)), Some(from)];
            let Ok(to) = call(function("DateAdd"), &arguments, &arena, &host) else {
                continue;
            };
            let count = call(function("DateDiff"), &[interval, Some(from), Some(to)], &arena, &host);
            prop_assert_eq!(count, Ok(Value::Int(number)));
        }
    }
}

#[test]
fn random_strings_are_shuffled() {
    let given = |seed| Given {
        attributes: Map::new(),
        host: host(seed),
    };
    let mut first_is_digit = 0;
    for seed in 0..400 {
        let (outcome, _) = evaluate("RandomString(4, 1, 1, 1, 1)", &given(seed));
        let Outcome::Value(Json::String(text)) = outcome else {
            panic!("{outcome:?}");
        };
        first_is_digit += usize::from(text.starts_with(|letter: char| letter.is_ascii_digit()));
    }
    assert!((60..=140).contains(&first_is_digit), "{first_is_digit}");
}

/// What is found in an expression: each label as `text: what is said`, and the expression with the
/// first change applied.
fn found(expression: &str) -> (Vec<String>, Option<String>) {
    let tree = attrflow::syntax::parse_expression(expression).unwrap();
    let context = attrflow::check::Context::open(&crate::engine::LIBRARY);
    let mut slots = attrflow::check::Slots::new();
    let (_, problems) = attrflow::check::check(&context, expression, &tree, &mut slots);
    let labels = problems.iter().flat_map(|found| &found.labels);
    let labels = labels.map(|label| format!("{}: {}", label.span.of(expression), label.text));
    let fix = problems.iter().find_map(|found| found.fixes.first());
    (
        labels.collect(),
        fix.map(|fix| crate::invariants::applied(expression, fix)),
    )
}

#[test]
fn findings_show_what_to_write() {
    let (labels, mended) = found("Switch([s], \"a\", \"A\", \"b\", \"B\")");
    assert_eq!(
        labels,
        [
            "\"B\": a key without a value",
            "\"a\": this is taken for the default value"
        ]
    );
    assert_eq!(
        mended.as_deref(),
        Some("Switch([s], , \"a\", \"A\", \"b\", \"B\")")
    );
    let (labels, _) = found("Switch([s], , \"a\", [x], \"b\", \"c\", [y])");
    assert_eq!(labels, ["[y]: a key without a value"]);
    let (labels, _) = found("Switch([s], , \"a\", \"b\", [y], \"c\", [z], \"d\", \"e\")");
    assert_eq!(
        labels,
        [
            "\"e\": a key without a value",
            "[y]: this is taken for a key, so the pairs shift before it"
        ]
    );
    for (expression, mended) in [
        ("IIF([a]=1, \"x\")", "IIF([a]=1, \"x\", )"),
        ("DateAdd(\"Days\", 1, [d])", "DateAdd(\"d\", 1, [d])"),
        ("DateAdd(\"min\", 1, [d])", "DateAdd(\"n\", 1, [d])"),
        (
            "ConvertFromBase64([a], \"UTF-8\")",
            "ConvertFromBase64([a], UTF8)",
        ),
        (
            "FormatDateTime([d], \"None, AlowInnerWhite\", \"yyyy\", \"yy\")",
            "FormatDateTime([d], \"None, AllowInnerWhite\", \"yyyy\", \"yy\")",
        ),
    ] {
        assert_eq!(found(expression).1.as_deref(), Some(mended));
    }
    let (labels, _) = found("FormatDateTime([d], , \"yyyy-\\\"MM'\", \"yy\")");
    assert_eq!(labels, ["\\\"MM': "]);
}

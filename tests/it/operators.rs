//! Scoping operators: examples, real clauses, and the laws of the order operators.

use attrflow::diag::Problems;
use attrflow::dotnet::date::Ticks;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{
    Args, FixedHost, Library, Literal, Operator, Prepared, Shape, Site, SiteArg, Stop, ValueFrame,
};
use attrflow::scoping::OPERATORS;
use attrflow::text::Span;
use attrflow::value::{Kind, Value, from_json};
use proptest::prelude::*;

fn operator(name: &str) -> &'static Operator {
    let library = Library::new(FUNCTIONS, OPERATORS);
    library.operator(name).expect(name)
}

/// What `prepare` makes of a clause's value, or the codes of what is wrong with it.
fn prepare(operator: &Operator, value: &str) -> Result<Option<Prepared>, Vec<&'static str>> {
    let Some(hook) = operator.prepare else {
        return Ok(None);
    };
    let arg = SiteArg {
        span: Span::new(0, value.len()),
        given: true,
        constant: None,
        kind: Kind::Any,
        attribute: None,
        literal: None,
    };
    let args = [
        arg,
        SiteArg {
            constant: Some(Value::Text(value)),
            literal: Some(Literal::Raw(value)),
            ..arg
        },
    ];
    let mut problems = Problems::new();
    let span = Span::new(0, value.len());
    let prepared = hook(&mut Site::new(
        operator.name,
        span,
        &args,
        None,
        &mut problems,
    ));
    match problems.has_errors() {
        true => Err(problems.iter().map(|found| found.code.slug).collect()),
        false => Ok(prepared),
    }
}

/// Asks an operator, prepared or not; null and empty values only where it sees them.
fn ask(
    operator: &Operator,
    source: Value<'_>,
    value: &str,
    prepared: bool,
) -> (bool, Vec<&'static str>) {
    if source.is_empty() && !operator.sees_null {
        return (false, Vec::new());
    }
    let arena = bumpalo::Bump::new();
    let host = FixedHost::new(Ticks::default(), 0);
    let kept = match prepared {
        true => prepare(operator, value).expect("a clause's value is right"),
        false => None,
    };
    let values = [Some(source), Some(Value::Text(value))];
    let mut frame = ValueFrame {
        values: &values,
        prepared: kept
            .as_deref()
            .map(|kept| kept as &(dyn std::any::Any + Send + Sync)),
        arena: &arena,
        host: &host,
        notes: Vec::new(),
    };
    match (operator.test)(&mut Args::new(&mut frame)) {
        Ok(Value::Bool(holds)) => (holds, frame.notes.iter().map(|note| note.id).collect()),
        other => panic!("{} {source:?} {value}: {other:?}", operator.name),
    }
}

fn holds(name: &str, source: Value<'_>, value: &str) -> bool {
    let operator = operator(name);
    let (holds, _) = ask(operator, source, value, true);
    assert_eq!(
        holds,
        ask(operator, source, value, false).0,
        "{name} unprepared"
    );
    holds
}

#[test]
fn examples() {
    let arena = bumpalo::Bump::new();
    for operator in OPERATORS {
        assert!(
            operator.refused.is_some() || operator.examples.len() > 1,
            "{}",
            operator.name
        );
        for example in operator.examples {
            let json: serde_json::Value = serde_json::from_str(example.source).unwrap();
            assert_eq!(
                holds(operator.name, from_json(&json, &arena), example.value),
                example.holds,
                "{} {} {}",
                example.source,
                operator.name,
                example.value
            );
        }
        assert!(
            operator.shape == Shape::Binary
                || operator
                    .examples
                    .iter()
                    .all(|example| example.value.is_empty())
        );
    }
}

#[test]
fn real_spellings() {
    for (spelling, name) in [
        ("Greater_Than", "GREATER_THAN"),
        ("Greater_Than_OR_EQUALS", "GREATER_THAN_OR_EQUALS"),
        ("IsNotNull", "IS NOT NULL"),
        ("Includes", "INCLUDES"),
        ("IsMemberOf", "IS_MEMBER_OF"),
        ("Valid Cert Match", "VALID CERT MATCH"),
        ("!&L", "!&"),
    ] {
        assert_eq!(operator(spelling).name, name);
    }
}

#[test]
fn names_are_in_order_and_unlike() {
    let names: Vec<String> = OPERATORS
        .iter()
        .map(|operator| operator.name.replace('_', " "))
        .collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(names, sorted);
}

#[test]
fn real_clauses() {
    let text = Value::Text;
    for (name, source, value, expected) in [
        ("NOT REGEX MATCH", text("ada"), "^User_", true),
        ("NOT REGEX MATCH", text("User_1"), "^User_", false),
        (
            "NOT REGEX MATCH",
            text("SystemMailbox{1}"),
            "^SystemMailbox{",
            false,
        ),
        ("NOT REGEX MATCH", text("CAS_{1}"), "^CAS_([^{]*){", false),
        ("NOT REGEX MATCH", text("CAS_x"), "^CAS_([^{]*){", true),
        (
            "NOT REGEX MATCH",
            text("CN=Ada\0ACNF:1,DC=x"),
            r"^CN\s*=\s*([^\,]*)\0ACNF",
            false,
        ),
        (
            "NOT REGEX MATCH",
            text("CN=Ada,DC=x"),
            r"^CN\s*=\s*([^\,]*)\0ACNF",
            true,
        ),
        ("!&", Value::Int(1), "566259712", true),
        ("!&", Value::Int(2_147_483_648), "566259712", true),
        ("!&", Value::Int(8192), "566259712", false),
        (
            "ENDS_WITH",
            text("CN=a,OU=Cloud,DC=mydomain,DC=tld"),
            "OU=Cloud,DC=mydomain,DC=tld",
            true,
        ),
        ("EQUALS", Value::Bool(true), "True", true),
        (
            "REGEX MATCH",
            text("Marketing"),
            r"(?:^|\W)Sales|Marketing|Operations(?:$|\W)",
            true,
        ),
        ("NOT EQUALS", text("active"), "", true),
    ] {
        assert_eq!(
            holds(name, source, value),
            expected,
            "{source:?} {name} {value}"
        );
    }
}

#[test]
fn regex_notes_only_what_anchors_would_change() {
    let regex = operator("REGEX MATCH");
    let noted = ["filter-regex-unanchored"];
    assert_eq!(
        ask(regex, Value::Text("12345"), "([1-9][0-9])", true),
        (true, noted.to_vec())
    );
    assert_eq!(
        ask(regex, Value::Text("12"), "([1-9][0-9])", true),
        (true, vec![])
    );
    assert_eq!(
        ask(regex, Value::Text("x"), "([1-9][0-9])", true),
        (false, vec![])
    );
    assert_eq!(
        ask(regex, Value::Text("12"), "^[0-9]+$", true),
        (true, vec![])
    );
}

#[test]
fn wrong_values_are_found_before_evaluation() {
    for value in [
        "",
        "many",
        "1.0",
        "1e3",
        "0x10",
        "9223372036854775808",
        "1,000",
    ] {
        for name in ["GREATER_THAN", "GREATER_THAN_OR_EQUALS"] {
            assert_eq!(
                prepare(operator(name), value).err(),
                Some(vec!["filter-not-integer"]),
                "{value}"
            );
        }
    }
    assert_eq!(
        prepare(operator("REGEX MATCH"), "(a").err(),
        Some(vec!["regex-invalid"])
    );
}

#[test]
fn nothing_ends_but_by_an_answer() {
    // Unprepared, as nobody else may ask: a fault with a code, not a panic.
    let arena = bumpalo::Bump::new();
    let host = FixedHost::new(Ticks::default(), 0);
    for operator in OPERATORS {
        for values in [
            &[][..],
            &[None, None],
            &[Some(Value::Text("a")), Some(Value::Text("(a"))],
        ] {
            let mut frame = ValueFrame {
                values,
                prepared: None,
                arena: &arena,
                host: &host,
                notes: Vec::new(),
            };
            match (operator.test)(&mut Args::new(&mut frame)) {
                Ok(Value::Bool(_)) | Err(Stop::Fault(_)) => {}
                other => panic!("{}: {other:?}", operator.name),
            }
        }
    }
}

/// Integers with more than their share of the ends of the range.
fn integers() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        -3..=3_i64,
        prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]),
    ]
}

/// Texts near the border between integers and others.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ \t]{0,2}[+-]?[0-9]{0,22}[ \t\0]{0,2}",
        "[0-9]{1,3}[.,eE][0-9]{1,3}",
        "&[hH][0-9a-f]{1,4}",
    ]
}

proptest! {
    #[test]
    fn order_agrees_with_integers(a in integers(), b in integers()) {
        let (left, right) = (a.to_string(), b.to_string());
        for source in [Value::Int(a), Value::Text(&left)] {
            prop_assert_eq!(holds("GREATER_THAN", source, &right), a > b);
            prop_assert_eq!(holds("GREATER_THAN_OR_EQUALS", source, &right), a >= b);
        }
    }

    #[test]
    fn order_turns_round_with_the_sign(a in integers(), b in integers()) {
        // The negation of the smallest integer is none.
        if let (Some(minus_a), Some(minus_b)) = (a.checked_neg(), b.checked_neg()) {
            for name in ["GREATER_THAN", "GREATER_THAN_OR_EQUALS"] {
                prop_assert_eq!(
                    holds(name, Value::Int(a), &b.to_string()),
                    holds(name, Value::Int(minus_b), &minus_a.to_string())
                );
            }
        }
    }

    #[test]
    fn order_is_total_on_integers(a in integers(), b in integers()) {
        let (left, right) = (a.to_string(), b.to_string());
        let above = holds("GREATER_THAN", Value::Int(a), &right);
        let below = holds("GREATER_THAN", Value::Int(b), &left);
        prop_assert!(!(above && below));
        prop_assert_eq!(!above && !below, a == b);
        prop_assert_eq!(holds("GREATER_THAN_OR_EQUALS", Value::Int(a), &right), !below);
    }

    #[test]
    fn null_is_above_nothing(bound in integers()) {
        for name in ["GREATER_THAN", "GREATER_THAN_OR_EQUALS"] {
            for nothing in [Value::Null, Value::Text(""), Value::List(&[])] {
                prop_assert!(!holds(name, nothing, &bound.to_string()));
            }
        }
    }

    #[test]
    fn no_integer_is_above_nothing(source in texts(), bound in integers()) {
        let greater = operator("GREATER_THAN");
        let (above, notes) = ask(greater, Value::Text(&source), &bound.to_string(), true);
        let integer = attrflow::dotnet::number::parse_i64(&source).ok();
        prop_assert_eq!(above, integer.is_some_and(|integer| integer > bound));
        prop_assert_eq!(notes.is_empty(), integer.is_some() || source.is_empty());
    }

    #[test]
    fn every_value_has_an_answer(source in texts(), value in texts()) {
        for operator in OPERATORS.iter().filter(|operator| operator.refused.is_none()) {
            if prepare(operator, &value).is_ok() && operator.prepare.is_some() {
                let list = [Value::Text(&source), Value::Int(1)];
                for source in [Value::Text(&source), Value::List(&list), Value::Bool(true)] {
                    let _ = ask(operator, source, &value, true);
                }
            }
        }
    }

    #[test]
    fn negation_is_the_opposite(source in "[a-c0-9]{1,4}", value in "[a-c0-9]{0,4}") {
        let source = Value::Text(&source);
        for (yes, no) in [("EQUALS", "NOT EQUALS"), ("REGEX MATCH", "NOT REGEX MATCH"), ("&", "!&")] {
            prop_assert_eq!(holds(yes, source, &value), !holds(no, source, &value));
        }
    }
}

//! `$filter` against a reader and an evaluator that are as plain as can be.

use attrflow::serve::graph::odata::Filter;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A filter as a tree that says itself what it means.
#[derive(Clone, Debug)]
enum Plain {
    Is(&'static str, &'static str, Json),
    Has(&'static str, &'static str, String),
    Lower(&'static str, &'static str, String),
    In(&'static str, Vec<Json>),
    Not(Box<Plain>),
    Both(Box<Plain>, Box<Plain>),
    Either(Box<Plain>, Box<Plain>),
}

const PATHS: [&str; 4] = ["name", "age", "who/name", "on"];

fn literal(json: &Json) -> String {
    match json {
        Json::String(text) => format!("'{}'", text.replace('\'', "''")),
        other => other.to_string(),
    }
}

fn get<'j>(object: &'j Json, path: &str) -> &'j Json {
    object.pointer(&format!("/{path}")).unwrap_or(&Json::Null)
}

impl Plain {
    fn text(&self) -> String {
        match self {
            Self::Is(path, operator, value) => format!("{path} {operator} {}", literal(value)),
            Self::Has(test, path, part) => format!("{test}({path}, {})", literal(&json!(part))),
            Self::Lower(test, path, part) => {
                format!("{test}(tolower({path}),{})", literal(&json!(part)))
            }
            Self::In(path, values) => {
                let values: Vec<String> = values.iter().map(literal).collect();
                format!("{path} in ({})", values.join(", "))
            }
            Self::Not(inner) => format!("not ({})", inner.text()),
            Self::Both(left, right) => format!("({}) and ({})", left.text(), right.text()),
            Self::Either(left, right) => format!("({}) or ({})", left.text(), right.text()),
        }
    }

    /// True, false, or neither.
    fn truth(&self, object: &Json) -> Option<bool> {
        match self {
            Self::Is(path, operator, value) => {
                let found = get(object, path);
                let order = match (found, value) {
                    (Json::String(a), Json::String(b)) => Some(a.cmp(b)),
                    (Json::Number(a), Json::Number(b)) => a.as_i64().partial_cmp(&b.as_i64()),
                    (Json::Bool(a), Json::Bool(b)) => Some(a.cmp(b)),
                    _ => None,
                };
                match *operator {
                    "eq" => Some(found == value),
                    "ne" => Some(found != value),
                    "gt" => Some(order?.is_gt()),
                    "ge" => Some(order?.is_ge()),
                    "lt" => Some(order?.is_lt()),
                    _ => Some(order?.is_le()),
                }
            }
            Self::Has(test, path, part) => has(test, get(object, path).as_str()?, part),
            Self::Lower(test, path, part) => {
                has(test, &get(object, path).as_str()?.to_lowercase(), part)
            }
            Self::In(path, values) => Some(values.contains(get(object, path))),
            Self::Not(inner) => inner.truth(object).map(|truth| !truth),
            Self::Both(left, right) => match (left.truth(object), right.truth(object)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Self::Either(left, right) => match (left.truth(object), right.truth(object)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        }
    }
}

fn has(test: &str, text: &str, part: &str) -> Option<bool> {
    Some(match test {
        "contains" => text.contains(part),
        "startswith" => text.starts_with(part),
        _ => text.ends_with(part),
    })
}

fn value() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        (-3i64..9).prop_map(Json::from),
        "[aAbB' ]{0,3}".prop_map(Json::from),
    ]
}

fn plain() -> impl Strategy<Value = Plain> {
    let path = || prop::sample::select(PATHS.to_vec());
    let test = || prop::sample::select(vec!["contains", "startswith", "endswith"]);
    let operator = prop::sample::select(vec!["eq", "ne", "gt", "ge", "lt", "le"]);
    let leaf = prop_oneof![
        (path(), operator, value())
            .prop_map(|(path, operator, value)| Plain::Is(path, operator, value)),
        (test(), path(), "[aAbB']{0,2}")
            .prop_map(|(test, path, part)| Plain::Has(test, path, part)),
        (test(), path(), "[aAbB]{0,2}")
            .prop_map(|(test, path, part)| Plain::Lower(test, path, part)),
        (path(), prop::collection::vec(value(), 1..3))
            .prop_map(|(path, values)| Plain::In(path, values)),
    ];
    leaf.prop_recursive(4, 24, 2, |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|inner| Plain::Not(Box::new(inner))),
            pair().prop_map(|(left, right)| Plain::Both(Box::new(left), Box::new(right))),
            pair().prop_map(|(left, right)| Plain::Either(Box::new(left), Box::new(right))),
        ]
    })
}

proptest! {
    #[test]
    fn filters_mean_what_they_say(plain in plain(), name in value(), age in value(), who in value(), on in value()) {
        let object = json!({"name": name, "age": age, "who": {"name": who}, "on": on});
        let filter = Filter::read(&plain.text()).unwrap();
        prop_assert_eq!(filter.holds(&object), plain.truth(&object) == Some(true), "{}", plain.text());
    }

    #[test]
    fn nothing_breaks_the_reader(text in "([a-z/]{1,4}|[ ()',]|eq|and|or|not|in|contains|tolower|'|[0-9-]{1,12}|é){0,24}") {
        if let Ok(filter) = Filter::read(&text) {
            filter.holds(&json!({"a": 1}));
        }
    }

    #[test]
    fn no_text_at_all_breaks_the_reader(text in any::<String>()) {
        match Filter::read(&text) {
            Ok(filter) => {
                filter.holds(&json!({}));
            }
            Err(wrong) => prop_assert!(wrong.position <= text.len()),
        }
    }
}

#[test]
fn dates_are_compared_as_instants() {
    let object = json!({"at": "2026-07-17T12:31:10Z"});
    let holds = |text: &str| Filter::read(text).unwrap().holds(&object);
    assert!(holds("at gt 2026-07-17"));
    assert!(holds("at lt 2026-07-18 and at ge 2026-07-17T12:31:10Z"));
    assert!(holds("at eq 2026-07-17T14:31:10+02:00"));
    assert!(holds("at le 2026-07-17T12:31:10.0000000Z"));
    assert!(!holds("at gt 2026-07-17T12:31:11Z"));
    assert!(!holds("none gt 2020-01-01") && !holds("not (none gt 2020-01-01)"));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (text, position, said) in [
        ("", 0, "ends too early"),
        ("id", 2, ""),
        ("id eq", 5, "ends too early"),
        ("id eq 'a", 6, "never closed"),
        ("(id eq 'a'", 0, "never closed"),
        ("id eq 'a')", 9, "closes nothing"),
        ("id eq 'a' id", 10, "expected `and`"),
        ("id eq 2023-13-40", 6, "no date"),
        ("id eq 5x", 6, "single quotes"),
        ("any(id, 'a')", 0, "not supported"),
        ("contains(id)", 0, "takes 2 arguments"),
        ("id in 'a'", 9, "expected a list"),
        ("a//b eq 1", 0, "neither a property"),
    ] {
        match Filter::read(text) {
            Ok(_) => assert_eq!(said, "", "{text}"),
            Err(wrong) => {
                assert!(
                    wrong.message.contains(said) && !said.is_empty(),
                    "{text}: {wrong:?}"
                );
                assert_eq!(wrong.position, position, "{text}: {wrong:?}");
            }
        }
    }
    let deep = format!("{}a eq 1{}", "(".repeat(5000), ")".repeat(5000));
    assert!(
        Filter::read(&deep)
            .unwrap_err()
            .message
            .contains("nested deeper")
    );
    let many = vec!["a eq 1"; 2000].join(" or ");
    assert!(Filter::read(&many).unwrap().holds(&json!({"a": 1})));
}

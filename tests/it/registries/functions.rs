//! What holds for every function, a new one included.

use crate::engine::{Given, Outcome, evaluate, ticks};
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Example, FixedHost, Function, Gives, Occurs, Param};
use attrflow::value::Kind;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// The world of the examples: a clock at 2021-08-25, 17:41:18, a default domain and one parameter.
pub fn world() -> FixedHost {
    let mut host = FixedHost::new(ticks("8/25/2021 5:41:18 PM"), 7);
    host.default_domain = Some("contoso.com".to_owned());
    host.parameters
        .insert("DomainFQDN".to_owned(), "corp.contoso.com".to_owned());
    host
}

/// What an example is given.
pub fn given(example: &Example) -> Given {
    let attributes = example.given.iter().map(|(name, value)| {
        let json = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
        ((*name).to_owned(), json)
    });
    Given {
        attributes: attributes.collect(),
        host: world(),
    }
}

/// Collects what is wrong with each function.
fn each(wrong: impl Fn(&'static Function) -> Vec<String>) {
    let all: Vec<String> = FUNCTIONS
        .iter()
        .flat_map(|function| wrong(function))
        .collect();
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Whether a text is a sentence: upper case (or a quotation) at its start, a period at its end.
fn is_sentence(text: &str) -> bool {
    let starts = |letter: char| letter.is_uppercase() || letter == '`';
    text.starts_with(starts) && text.ends_with('.')
}

#[test]
fn names_differ_and_are_in_order() {
    let names: Vec<String> = FUNCTIONS
        .iter()
        .map(|function| function.name.to_ascii_lowercase())
        .collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(names, sorted);
}

#[test]
fn every_function_is_described() {
    each(|function| {
        let mut wrong = Vec::new();
        let mut expect = |right: bool, what: &str| {
            if !right {
                wrong.push(format!("{}: {what}", function.name));
            }
        };
        expect(is_sentence(function.summary), "the summary is no sentence");
        expect(
            function.details.is_empty() || is_sentence(function.details),
            "the details are no sentences",
        );
        let page = |letter: char| letter.is_ascii_lowercase() || letter == '-';
        expect(
            !function.source.is_empty()
                && function
                    .source
                    .split(", ")
                    .all(|name| name.chars().all(page)),
            "it names no page",
        );
        for param in function.params {
            expect(is_sentence(param.about), param.name);
            expect(!param.key.is_empty(), "a parameter without a key");
        }
        wrong
    });
}

#[test]
fn parameters_go_together() {
    let rank = |param: &Param| match param.occurs {
        Occurs::Required => 0,
        Occurs::Optional => 1,
        Occurs::Repeated => 2,
    };
    each(|function| {
        let mut wrong = Vec::new();
        let params = function.params;
        let last = |occurs| params.iter().rposition(|param| param.occurs == occurs);
        let first = params.iter().position(Param::repeats);
        if let Some(first) = first
            && params.iter().skip(first).any(|param| rank(param) < 2)
        {
            wrong.push(format!(
                "{}: a parameter after those that repeat",
                function.name
            ));
        }
        if function.least() != last(Occurs::Required).map_or(0, |at| at + 1) {
            wrong.push(format!("{}: least", function.name));
        }
        if function.most().is_some_and(|most| most < function.least()) {
            wrong.push(format!("{}: most", function.name));
        }
        let names: BTreeSet<&str> = params.iter().map(|param| param.name).collect();
        let once = names.len() == params.len();
        if !once && function.name != "Join" {
            wrong.push(format!("{}: two parameters of one name", function.name));
        }
        if function.elementwise && params.first().is_none_or(|param| param.kind == Kind::List) {
            wrong.push(format!("{}: each value of what?", function.name));
        }
        wrong
    });
}

#[test]
fn there_are_examples_of_success_and_of_null() {
    each(|function| {
        let count = function.examples.len();
        let least = if function.params.is_empty() { 1 } else { 2 };
        let mut wrong = Vec::new();
        if count < least {
            wrong.push(format!("{}: {count} examples", function.name));
        }
        let calls = format!("{}(", function.name);
        for example in function.examples {
            if !example.expr.contains(&calls) {
                wrong.push(format!(
                    "{}: {} calls something else",
                    function.name, example.expr
                ));
            }
        }
        let value = |example: &Example| matches!(example.gives, Gives::Json(_) | Gives::Like(_));
        if function.name != "Error" && !function.examples.iter().any(value) {
            wrong.push(format!("{}: never gives a value", function.name));
        }
        wrong
    });
}

#[test]
fn every_example_comes_out_as_promised() {
    each(|function| {
        let misfit = |example: &Example| {
            let (outcome, _) = evaluate(example.expr, &given(example));
            let right = match (example.gives, &outcome) {
                (Gives::Json(json), Outcome::Value(value)) => {
                    serde_json::from_str::<Json>(json).unwrap() == *value
                }
                (Gives::SkipAttribute, Outcome::SkipAttribute)
                | (Gives::SkipObject, Outcome::SkipObject) => true,
                (Gives::Error(slug), Outcome::Error(found, _)) => slug == found,
                (Gives::Like(pattern), Outcome::Value(Json::String(text))) => {
                    let whole = format!("^(?s:{pattern})$");
                    regex::Regex::new(&whole).unwrap().is_match(text)
                }
                _ => false,
            };
            (!right).then(|| format!("{} {:?}: {outcome:?}", example.expr, example.given))
        };
        function.examples.iter().filter_map(misfit).collect()
    });
}

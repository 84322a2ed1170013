//! Logic, conversions, dates, lists, roles and random values: real rows, edges.

use attrflow::check::{Context, Slots, check};
use attrflow::diag::Severity;
use attrflow::dotnet::date::{Ticks, parse_free_utc};
use attrflow::eval::{Run, fill};
use attrflow::functions::FUNCTIONS;
use attrflow::library::{FixedHost, Library, Stop};
use attrflow::syntax::parse_expression;
use attrflow::value::{Value, to_json};
use serde_json::{Map, Value as Json, json};

/// What an expression comes to: a value as JSON, or `skip-attribute`, `skip-object`, or the slug
/// of the error's code.
#[derive(PartialEq, Debug)]
pub struct Answer {
    outcome: Result<Json, String>,
    message: String,
    notes: Vec<&'static str>,
}

/// A host on 2021-08-25, 17:41:18.
pub fn host() -> FixedHost {
    let now = parse_free_utc("8/25/2021 5:41:18 PM", None).unwrap();
    let mut host = FixedHost::new(now, 7);
    host.default_domain = Some("contoso.com".to_owned());
    host.parameters
        .insert("DomainFQDN".to_owned(), "corp.contoso.com".to_owned());
    host
}

/// The codes of what is wrong with an expression.
pub fn found(expression: &str) -> Vec<&'static str> {
    let library = Library::new(FUNCTIONS, &[]);
    let tree = parse_expression(expression).unwrap();
    let (_, problems) = check(
        &Context::open(&library),
        expression,
        &tree,
        &mut Slots::new(),
    );
    problems.iter().map(|problem| problem.code.slug).collect()
}

/// Evaluates an expression for a user.
pub fn answer(expression: &str, user: &Map<String, Json>, host: &FixedHost) -> Answer {
    let library = Library::new(FUNCTIONS, &[]);
    let tree = parse_expression(expression).unwrap();
    let mut slots = Slots::new();
    let (program, problems) = check(&Context::open(&library), expression, &tree, &mut slots);
    let Some(program) = program else {
        let error = problems
            .iter()
            .find(|found| found.severity == Severity::Error);
        let error = error.expect("only errors keep a program from being made");
        return Answer {
            outcome: Err(match error.code.slug {
                // The checker sees of a constant what the evaluator would see.
                "kind-mismatch" => "argument-kind".to_owned(),
                slug => slug.to_owned(),
            }),
            message: error.message.clone(),
            notes: Vec::new(),
        };
    };
    let arena = bumpalo::Bump::new();
    let row = fill(&slots, user, &arena);
    let mut run = Run::new(&arena, host);
    let (outcome, message) = match run.value(&program, row) {
        Ok(value) => {
            let promised = match value {
                // An element-wise function promises the kind of each value.
                Value::List(items) => items.iter().all(|item| program.returns.holds(*item)),
                _ => false,
            };
            assert!(
                promised || program.returns.holds(value),
                "{expression}: {value:?}"
            );
            (Ok(to_json(value)), String::new())
        }
        Err(Stop::SkipAttribute) => (Err("skip-attribute".to_owned()), String::new()),
        Err(Stop::SkipObject) => (Err("skip-object".to_owned()), String::new()),
        Err(Stop::Fault(fault)) => (Err(fault.code.slug.to_owned()), fault.message),
    };
    let notes = run.notes.iter().map(|note| note.id).collect();
    Answer {
        outcome,
        message,
        notes,
    }
}

/// Rows whose stated result needs more than a mapping: which clock, or which operands.
fn clock(row: &Json) -> Option<Ticks> {
    let text = row.get("now").or(row.get("date1"))?.as_str()?;
    parse_free_utc(text, None)
}

#[test]
fn shared_rows() {
    let Some(rows) = crate::vectors::rows("expressions.jsonl") else {
        return;
    };
    let known = |expression: &str| {
        !found(expression)
            .iter()
            .any(|slug| matches!(*slug, "unknown-function" | "connect-function"))
    };
    let mut passed = 0;
    let mut total = 0;
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let expression = row["expression"].as_str().unwrap();
        let stated = row.get("result").or(row.get("outcome"));
        let Some(stated) = stated else { continue };
        // The documented sample of `Split` shows pieces without the blanks that its source has.
        if id == "fn-068" || id.starts_with("ac-") || stated == "syntax-error" || !known(expression)
        {
            continue;
        }
        let mut user = row["attributes"].as_object().cloned().unwrap_or_default();
        if let Some(date) = row.get("date2") {
            user.insert("StatusHireDate".to_owned(), date.clone());
        }
        let mut host = host();
        if let Some(now) = clock(&row) {
            host.now = now;
        }
        for taken in row["taken"].as_array().into_iter().flatten() {
            host.taken.insert(taken.as_str().unwrap().to_owned());
        }
        let answer = answer(expression, &user, &host);
        let outcome = match &answer.outcome {
            Ok(Json::Bool(truth)) if stated.is_string() => {
                json!(if *truth { "True" } else { "False" })
            }
            Ok(value) => value.clone(),
            Err(slug) if slug.starts_with("skip") => json!(slug),
            Err(_) => json!("error"),
        };
        total += 1;
        // Graph answers with a list of texts, even of one.
        if outcome == *stated || json!([outcome]) == *stated {
            passed += 1;
        } else {
            println!(
                "{id}: {expression}\n  gives {outcome} {}, stated {stated}",
                answer.message
            );
        }
    }
    println!("{passed} of {total}");
    assert_eq!(passed, total);
}

//! Real expressions with the results that their sources state.

use crate::engine::{Given, Outcome, evaluate, ticks};
use crate::vectors;
use attrflow::library::FixedHost;
use serde_json::Value as Json;

/// Rows whose stated result is wrong, with the reason.
const WRONG_STATEMENTS: &[(&str, &str)] = &[(
    "fn-068",
    "the page shows the values of Split without the blank behind the comma; no source says that Split trims",
)];

#[test]
fn stated_results_are_met() {
    let Some(rows) = vectors::rows("expressions.jsonl") else {
        return;
    };
    let mut failed = Vec::new();
    let mut met = 0;
    for row in &rows {
        let id = row["id"].as_str().unwrap();
        if row.get("result").is_none() && row.get("outcome").is_none() {
            continue;
        }
        if WRONG_STATEMENTS.iter().any(|(wrong, _)| *wrong == id) {
            continue;
        }
        let (expression, given) = given(row);
        let (outcome, _) = evaluate(&expression, &given);
        if agrees(&outcome, row) {
            met += 1;
        } else {
            failed.push(format!(
                "{id}: {expression}\n    {outcome:?}\n    stated {:?} {:?}",
                row.get("result"),
                row.get("outcome")
            ));
        }
    }
    assert!(
        failed.is_empty(),
        "{met} met, {} not:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

fn given(row: &Json) -> (String, Given) {
    let now = row
        .get("now")
        .and_then(Json::as_str)
        .unwrap_or("2025-06-15T10:20:30Z");
    let mut host = FixedHost::new(ticks(now), 42);
    let mut expression = row["expression"].as_str().unwrap().to_owned();
    for taken in row
        .get("taken")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
    {
        host.taken.insert(taken.as_str().unwrap().to_owned());
    }
    let mut attributes = row
        .get("attributes")
        .and_then(Json::as_object)
        .cloned()
        .unwrap_or_default();
    if let (Some(date1), Some(date2)) = (row.get("date1"), row.get("date2")) {
        expression = expression.replace("Now()", "CDate([date1])");
        attributes.insert("date1".into(), date1.clone());
        attributes.insert("StatusHireDate".into(), date2.clone());
    }
    (expression, Given { attributes, host })
}

fn agrees(outcome: &Outcome, row: &Json) -> bool {
    match (
        outcome,
        row.get("result"),
        row.get("outcome").and_then(Json::as_str),
    ) {
        (Outcome::Value(got), Some(stated), _) => same(got, stated),
        (Outcome::SkipAttribute, _, Some("skip-attribute")) => true,
        (Outcome::SkipObject, _, Some("skip-object")) => true,
        (Outcome::Error(..), _, Some("error")) => true,
        (Outcome::Refused(_), _, Some("syntax-error")) => true,
        _ => false,
    }
}

/// Results are stated as texts as often as not, and a single value as a list of one.
fn same(got: &Json, stated: &Json) -> bool {
    let plain = |json: &Json| match json {
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match (got, stated) {
        (Json::Array(got), Json::Array(stated)) => {
            got.len() == stated.len() && got.iter().zip(stated).all(|(a, b)| same(a, b))
        }
        (got, Json::Array(stated)) if stated.len() == 1 => same(got, &stated[0]),
        (got, stated) => plain(got) == plain(stated),
    }
}

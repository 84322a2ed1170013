//! Expressions that would take all memory or all time.

use crate::serve::Server;
use serde_json::{Value as Json, json};
use std::time::{Duration, Instant};

fn evaluate(server: &Server, body: Json) -> Json {
    let start = Instant::now();
    let answer = server.post("/api/evaluate", &body);
    assert!(start.elapsed() < Duration::from_secs(20), "{body}");
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

#[test]
fn what_multiplies_itself_is_stopped() {
    let server = Server::start("api-hostile", &[]);
    let mut expression = "\"aaaaaaaaaa\"".to_owned();
    for _ in 0..30 {
        expression = format!("Replace({expression}, \"a\", , , \"aaaaaaaaaa\", , )");
    }
    let said = evaluate(&server, json!({"expression": expression}));
    assert_eq!(said["result"]["error"]["code"], "value-too-large");

    let mut expression = "[mail]".to_owned();
    for _ in 0..20 {
        expression = format!("Replace({expression}, , \".\", , \"$_$_\", , )");
    }
    let said = evaluate(
        &server,
        json!({"expression": expression, "user": {"mail": "ada@contoso.com"}}),
    );
    assert_eq!(said["result"]["error"]["code"], "value-too-large");

    let each = format!("Append([proxyAddresses], \"{}\")", "y".repeat(9_000));
    let said = evaluate(
        &server,
        json!({"expression": each, "user": {"proxyAddresses": vec!["x"; 10_000]}}),
    );
    assert_eq!(said["result"]["error"]["code"], "value-too-large");

    let many = format!("Join(\"\"{})", ", [mail]".repeat(1_200));
    let answer = server.post(
        "/api/evaluate",
        &json!({"expression": many, "user": {"mail": "x".repeat(100_000)}}),
    );
    assert_eq!(answer.status, 413, "{}", answer.text);
}

#[test]
fn what_tries_without_end_is_given_up() {
    let server = Server::start("api-slow", &[]);
    let slow = "Replace([mail], , \"(?=(a*)*b)|a\", , \"x\", , )";
    let start = Instant::now();
    let answer = server.post(
        "/api/evaluate",
        &json!({"expression": slow, "user": {"mail": "a".repeat(20_000)}}),
    );
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(
        answer.status == 200 || answer.json()["error"]["code"] == "timeout",
        "{}",
        answer.text
    );
    // Others are answered meanwhile.
    assert_eq!(
        server
            .post("/api/evaluate", &json!({"expression": "1"}))
            .json()["result"]["value"],
        1
    );
}

#[test]
fn long_and_deep_expressions_are_told_so() {
    let server = Server::start("api-long", &[]);
    let said = evaluate(
        &server,
        json!({"expression": format!("\"{}\"", "x".repeat(70_000))}),
    );
    assert_eq!(said["problems"][0]["code"], "text-too-long");
    let deep = format!("{}[mail]{}", "Trim(".repeat(100), ")".repeat(100));
    assert_eq!(
        evaluate(&server, json!({"expression": deep}))["problems"][0]["code"],
        "too-deep"
    );
    let answer = server.post(
        "/api/complete",
        &json!({"expression": "x".repeat(70_000), "offset": 1}),
    );
    assert_eq!(answer.status, 400);
    let long = format!(
        "Join(\"\"{})",
        ", Replace([mail], , \"((a{50}){50}){50}\", , \"\", , )".repeat(1_000)
    );
    let said = evaluate(&server, json!({"expression": long}));
    assert_eq!(said["problems"][0]["code"], "expression-length");
    // What is long, and no more, is answered in time.
    let long = format!("Join(\"\"{})", ", Trim([mail])".repeat(700));
    let said = evaluate(&server, json!({"expression": long, "user": {"mail": "ab"}}));
    assert_eq!(said["result"]["value"], "ab".repeat(700));
    assert_eq!(said["trace"]["children"].as_array().unwrap().len(), 701);
}

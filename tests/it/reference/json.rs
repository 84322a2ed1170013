//! The JSON that commands write has the shape that `docs/schema/` publishes.

use super::shape::check;
use crate::cli::{Ran, attrflow, attrflow_reading};
use serde_json::Value;

#[test]
fn findings() {
    let ran = attrflow(&[
        "check",
        "--format",
        "json",
        "tests/data/contoso-schema.json",
        "Append([mail] 'x')",
        "tolower([mail])",
        "Switch([a], , \"x\", \"😀\", \"y\")",
    ]);
    assert_eq!(ran.code, 1);
    conforms("check", &ran);
}

#[test]
fn what_is_left_after_fixing() {
    conforms(
        "check",
        &attrflow(&["check", "--fix", "--format", "json", "tolower([mail])"]),
    );
}

#[test]
fn lists() {
    for (name, arguments) in [
        ("functions", &["functions"] as &[&str]),
        ("functions", &["functions", "switch"]),
        ("operators", &["operators"]),
        ("operators", &["operators", "is_null"]),
        ("codes", &["explain"]),
        ("codes", &["explain", "arity"]),
        ("fidelity", &["fidelity"]),
        ("fmt", &["fmt", "[ mail ]"]),
    ] {
        conforms(
            name,
            &attrflow(&[arguments, &["--format", "json"]].concat()),
        );
    }
}

#[test]
fn evaluations() {
    let expression =
        r#"IIF([a] = "1", Error(Redact([b])), IgnoreFlowIfNullOrEmpty([b] & %P% & "x"))"#;
    for more in [
        &["--set", "a=1"][..],
        &["--set", "b=2", "--param", "P="],
        &[],
    ] {
        let arguments = [&["eval", expression, "--format", "json", "--trace"], more].concat();
        conforms("eval", &attrflow(&arguments));
    }
    let arguments = ["eval", "Count([a", "--format", "json"];
    conforms("check", &attrflow(&arguments));
}

#[test]
fn batches() {
    let lines = "no JSON\n{}\n{\"id\": 1, \"expression\": \"Nope()\"}\n{\"id\": [2], \"filter\": \"a IS NULL\"}\n\
        {\"id\": 3, \"expression\": \"Error([a])\"}\n{\"id\": 4, \"filter\": {\"groups\": 5}}\n";
    each_conforms(
        "eval-batch",
        &attrflow_reading(&["eval", "--batch", "-"], lines.as_bytes()),
    );
}

#[test]
fn mappings() {
    for schema in [
        "examples/contoso/schema.json",
        "tests/data/schema/small.json",
    ] {
        let ran = attrflow(&[
            "eval",
            "--schema",
            schema,
            "--user",
            "examples/contoso/users.ndjson",
            "--trace=full",
            "--format",
            "json",
        ]);
        each_conforms("eval-mapping", &ran);
    }
}

fn each_conforms(name: &str, ran: &Ran) {
    assert_ne!(ran.out, "", "{}", ran.err);
    for line in ran.out.lines() {
        conforms_value(name, &serde_json::from_str(line).unwrap());
    }
}

pub fn conforms(name: &str, ran: &Ran) {
    conforms_value(name, &serde_json::from_str(&ran.out).unwrap());
}

/// Whether a value is as `docs/schema/{name}.schema.json` says.
pub fn conforms_value(name: &str, written: &Value) {
    let path = format!(
        "{}/docs/schema/{name}.schema.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut wrong = Vec::new();
    check(&schema, &schema, written, "", &mut wrong);
    assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
}

//! The JSON that commands write has the shape that `docs/schema/` publishes.

use super::shape::check;
use crate::cli::{Ran, attrflow};
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

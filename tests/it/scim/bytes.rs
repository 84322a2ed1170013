//! The requests of every dialect, held against those written out in `tests/data/scim`.

use super::given::{change, set};
use attrflow::connectors::scim::{Dialect, Quirks, Shape, requests};
use attrflow::pipeline::{AttributeChange, Change, Deed};
use attrflow::schema::AttributeKind;
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;

const ROOT: &str = "https://api.contoso.com/scim";

#[test]
fn requests_are_those_written_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/scim");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let cases: Vec<Json> = serde_json::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        for case in cases {
            let about = format!("{file}: {}", case["about"].as_str().unwrap());
            for (name, dialect) in [
                ("entra", Dialect::Entra),
                ("entra-compliant", Dialect::EntraCompliant),
                ("rfc", Dialect::Rfc),
            ] {
                let Some(expected) = case.get(name) else {
                    continue;
                };
                seen += 1;
                let quirks = Quirks::from_toml(case["quirks"].as_str().unwrap_or("")).unwrap();
                let shape = Shape {
                    dialect,
                    quirks: &quirks,
                    root: ROOT,
                    current: case.get("current").and_then(Json::as_object),
                };
                let sent = requests(&read(&case["change"]), &shape);
                let sent: Vec<Json> = sent.iter().map(written).collect();
                let sent = Json::from(sent).to_string();
                let expected = expected.to_string();
                if sent != expected {
                    wrong.push(format!(
                        "{about}, {name}\n  is     {sent}\n  not    {expected}"
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 30, "only {seen} requests were compared");
}

#[test]
fn secrets_are_pointed_at() {
    let secret = |target: &str, old: Json| AttributeChange {
        secret: true,
        ..set(target, old, json!("hunter2"))
    };
    let targets = [
        "password",
        "name.a/b~c",
        "urn:contoso:2.0:User:pin",
        "emails[type eq \"work\"].value",
        "x509Certificates[type eq \"sign\"]",
        "roles[primary eq \"True\"].value",
    ];
    for deed in [Deed::Create, Deed::Update] {
        for dialect in [Dialect::Entra, Dialect::EntraCompliant, Dialect::Rfc] {
            for old in [json!(null), json!("x")] {
                let mut change = change(deed, "User", Some("7"));
                change.attributes = targets.map(|name| secret(name, old.clone())).to_vec();
                let quirks = Quirks::default();
                let shape = Shape {
                    dialect,
                    quirks: &quirks,
                    root: ROOT,
                    current: None,
                };
                for request in requests(&change, &shape) {
                    let shown = request.shown().unwrap().to_string();
                    assert!(!shown.contains("hunter2"), "{dialect:?} {deed:?}: {shown}");
                    assert!(shown.contains("[Redact]"), "{dialect:?} {deed:?}: {shown}");
                }
            }
        }
    }
}

fn written(request: &attrflow::pipeline::Request) -> Json {
    match &request.body {
        Some(body) => json!([format!("{} {}", request.method, request.path), body]),
        None => json!([format!("{} {}", request.method, request.path)]),
    }
}

/// A change in few words: `set` and `references` hold `[target, old, new]`, with `"replaces"` after it
/// where the list is replaced as a whole.
fn read(case: &Json) -> Change {
    let deed = serde_json::from_value(case["deed"].clone()).unwrap();
    let object = case["object"].as_str().unwrap_or("User");
    let mut change = change(deed, object, case["id"].as_str());
    let rows = |name: &str| case[name].as_array().cloned().unwrap_or_default();
    let attribute = |row: Json| AttributeChange {
        replaces: row.get(3).is_some(),
        ..set(row[0].as_str().unwrap(), row[1].clone(), row[2].clone())
    };
    change.attributes = rows("set").into_iter().map(attribute).collect();
    change.references = rows("references")
        .into_iter()
        .map(|row| AttributeChange {
            kind: AttributeKind::Reference,
            ..attribute(row)
        })
        .collect();
    if let Some(members) = case.get("members") {
        change.members = serde_json::from_value(members.clone()).unwrap();
    }
    change
}

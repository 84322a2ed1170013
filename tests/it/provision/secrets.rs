//! Secrets occur in no output, no log and no error.

use super::Scratch;
use crate::cli::command;
use serde_json::{Value as Json, json};
use std::process::Output;

const WHO: &str = "bjensen@contoso.com";
const PIN: &str = "marker-of-a-redacted-value";
const TOKEN: &str = "marker-of-a-token";

/// A copy of the example in which only the password reads the marker, and redacts it.
fn with_marker(name: &str) -> Scratch {
    let scratch = Scratch::contoso(name);
    let language = r#""preferredLanguage": "en-US""#;
    let marked = format!(r#"{language}, "extensionAttribute9": "{PIN}""#);
    scratch.edit("users.ndjson", WHO, language, &marked);
    let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
    let mappings = schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array_mut()
        .unwrap();
    let password = mappings
        .iter_mut()
        .find(|mapping| mapping["targetAttributeName"] == "password")
        .unwrap();
    password["source"] = json!({
        "expression": "Redact([extensionAttribute9])", "name": "Redact", "type": "Function",
        "parameters": [{"key": "source", "value": {"expression": "[extensionAttribute9]",
            "name": "extensionAttribute9", "type": "Attribute", "parameters": []}}]});
    scratch.write("schema.json", &schema.to_string());
    scratch
}

fn said(output: &Output) -> String {
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn a_redacted_value_is_nowhere() {
    let scratch = with_marker("redacted");
    let every = [
        "--details",
        "import",
        "--details",
        "scope",
        "--details",
        "match",
        "--details",
        "act",
        "--trace",
        "password",
    ];
    for apply in [&[] as &[&str], &["--apply"]] {
        for format in ["text", "json", "graph"] {
            let arguments = [
                &["provision", WHO, "--format", format],
                &every as &[&str],
                apply,
            ]
            .concat();
            let ran = scratch.run(&arguments);
            assert!(
                !ran.out.contains(PIN) && !ran.err.contains(PIN),
                "{arguments:?}: {}",
                ran.out
            );
        }
    }
    for arguments in [
        &["log", "--full"] as &[&str],
        &["log", "--format", "json"],
        &["log", "--format", "graph"],
        &["links"],
    ] {
        assert!(!scratch.run(arguments).out.contains(PIN), "{arguments:?}");
    }
    for (file, bytes) in scratch.files() {
        let holds = bytes
            .windows(PIN.len())
            .any(|window| window == PIN.as_bytes());
        let may = ["users.ndjson", "target.db"];
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(!holds || may.contains(&name), "{}", file.display());
    }
}

#[test]
fn the_token_is_nowhere() {
    let scratch = with_marker("token");
    scratch.aim_at("http://127.0.0.1:9/scim");
    assert_eq!(scratch.run(&["job", "check", "job.toml"]).code, 0);
    for arguments in [
        &["provision", WHO] as &[&str],
        &["provision", WHO, "--apply"],
        &["provision", WHO, "--format", "json"],
        &["provision", WHO, "--format", "graph"],
        &["probe"],
        &["probe", "--apply"],
        &["log", "--full"],
        &["job", "check", "job.toml"],
    ] {
        let output = command(arguments)
            .current_dir(&scratch.folder)
            .env("DESK_TOKEN", TOKEN)
            .output()
            .unwrap();
        let said = said(&output);
        assert!(
            !said.contains(TOKEN) && !said.contains(PIN),
            "{arguments:?}: {said}"
        );
    }
    for (file, bytes) in scratch.files() {
        let holds = bytes
            .windows(TOKEN.len())
            .any(|window| window == TOKEN.as_bytes());
        assert!(!holds, "{}", file.display());
    }
}

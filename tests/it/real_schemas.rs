//! The main job on real input: whole exported schemas, for a user.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A real export, where the folder of such is there.
fn schema(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/schemas")
        .join(name);
    path.exists().then_some(path)
}

fn attrflow(args: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(args)
        .env("NO_COLOR", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8(done.stdout).unwrap())
}

#[test]
fn all_mappings_of_cloud_sync_are_evaluated_for_an_ad_user() {
    let Some(path) = schema("ad-to-entra-cloud-sync.json") else {
        return;
    };
    let path = path.display().to_string();
    let (code, out) = attrflow(&[
        "eval",
        "--schema",
        &path,
        "--user",
        "tests/data/ad-user.json",
        "--format",
        "json",
        "--param",
        "DomainFQDN=corp.mydomain.tld",
        "--param",
        "DomainNetBios=CORP",
        "--now",
        "2025-06-15T00:00:00Z",
    ]);
    assert_eq!(code, Some(0));
    let answer: Json = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["scope"]["inScope"], true, "{}", answer["reason"]);
    let attributes = answer["attributes"].as_array().unwrap();
    assert_eq!(attributes.len(), 136);
    let result = |target: &str| {
        let found = attributes
            .iter()
            .find(|attribute| attribute["target"] == target);
        found.unwrap_or_else(|| panic!("{target} is mapped"))["result"].clone()
    };
    assert!(
        attributes
            .iter()
            .all(|attribute| attribute["outcome"] == "value")
    );
    assert_eq!(result("AccountEnabled"), "True");
    assert_eq!(result("GivenName"), "Katarína");
    assert_eq!(
        result("DisplayName"),
        "Katarína Nováková",
        "null displayName gives cn"
    );
    assert_eq!(result("LastPasswordChangeTimestamp"), "20240229000000.0Z");
    assert_eq!(result("PostOfficeBox"), "PO Box 12");
    assert_eq!(
        result("OtherTelephone"),
        serde_json::json!(["+421 55 123 4568", "+421 55 123 4569"])
    );
    assert_eq!(
        result("ProxyAddresses"),
        serde_json::json!([
            "SMTP:Katarina.Novakova@mydomain.tld",
            "smtp:knovakova@mydomain.tld"
        ])
    );
    assert_eq!(result("SourceAnchor"), "104217");
    assert_eq!(result("dnsDomainName"), "corp.mydomain.tld");
    assert_eq!(result("HomePhone"), Json::Null);
}

#[test]
fn real_schemas_have_no_errors_and_no_warnings() {
    for name in ["ad-to-entra-cloud-sync.json", "entra-to-salesforce.json"] {
        let Some(path) = schema(name) else { return };
        let (code, out) = attrflow(&[
            "check",
            "--deny",
            "warnings",
            "--format",
            "plain",
            &path.display().to_string(),
        ]);
        assert_eq!(code, Some(0), "{name}: {out}");
    }
}

#[test]
fn what_is_no_json_gets_one_located_message() {
    let Some(path) = schema("not-json.txt") else {
        return;
    };
    let (code, out) = attrflow(&["check", "--format", "plain", &path.display().to_string()]);
    assert_eq!(code, Some(1));
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains(":33:25: error[not-json]"), "{out}");
}

//! Microsoft's own clients, unmodified but for base address and token: what they understood of the
//! answers is what was meant. Both scripts make the same calls.

use super::{Server, TOKEN};
use crate::tools::installed;
use serde_json::{Value as Json, json};
use std::process::Command;

/// Who has no manager, so that nothing is left to be done later.
const INGRID: &str = "00000000-0000-0000-0000-00000000a004";

#[test]
fn msgraph_sdk_for_python() {
    let Some(folder) = installed("msgraph-sdk") else {
        return;
    };
    let server = Server::start("python", &["--allow-apply"]);
    let mut python = Command::new(folder.join("bin/python"));
    let seen = seen(&server, python.arg(script("graph.py")));
    understood(&server, &seen);
    let provisioned = &seen["no job"];
    assert!(
        provisioned["client_request_id"].is_string(),
        "{provisioned}"
    );
    // It spells what it does not know as it came: functions have names, and ids that its types know.
    let join = named(&seen["functions"], "Join");
    assert_eq!(join["id"], "Join");
}

#[test]
fn msgraph_sdk_for_python_over_tls_asked_for_the_newer_answer() {
    let Some(folder) = installed("msgraph-sdk") else {
        return;
    };
    let options = [
        "--allow-apply",
        "--tls-self-signed",
        "--tls-cert-out",
        "certificate.pem",
        "--generation",
        "2",
    ];
    let server = Server::start("python-tls", &options);
    let mut python = Command::new(folder.join("bin/python"));
    python.env(
        "SSL_CERT_FILE",
        server.scratch.folder.join("certificate.pem"),
    );
    let seen = seen(&server, python.arg(script("graph.py")));
    let answer = &seen["provisioned"];
    assert!(
        answer["key"]
            .as_str()
            .unwrap()
            .ends_with("SyncFabric.StatusInfo"),
        "{answer}"
    );
    let entries: Json = serde_json::from_str(answer["value"].as_str().unwrap()).unwrap();
    steps(&entries[0]);
}

#[test]
fn microsoft_graph_client_for_javascript() {
    let Some(folder) = installed("msgraph-client") else {
        return;
    };
    let options = [
        "--allow-apply",
        "--tls-self-signed",
        "--tls-cert-out",
        "certificate.pem",
    ];
    let server = Server::start("javascript", &options);
    let mut node = Command::new("node");
    node.arg(script("graph.mjs")).env("MODULES", folder).env(
        "NODE_EXTRA_CA_CERTS",
        server.scratch.folder.join("certificate.pem"),
    );
    let seen = seen(&server, &mut node);
    understood(&server, &seen);
}

pub fn script(name: &str) -> String {
    format!("{}/tests/data/clients/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What a script prints.
fn seen(server: &Server, command: &mut Command) -> Json {
    let ran = command
        .env("BASE", &server.address)
        .env("TOKEN", TOKEN)
        .env("USER_ID", INGRID)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    serde_json::from_slice(&ran.stdout).unwrap()
}

fn understood(server: &Server, seen: &Json) {
    the_job(seen);
    the_language(seen);
    expressions(seen);
    a_new_schema(server, seen);
    provisioning(seen);
    the_log(seen);
    refusals(seen);
}

fn the_job(seen: &Json) {
    assert_eq!(
        seen["principals"]["value"][0]["displayName"],
        "Contoso Desk"
    );
    let id = &seen["jobs"]["value"][0]["id"];
    assert_eq!(seen["job"]["id"], *id);
    assert_eq!(seen["job"]["templateId"], "scim");
    assert_eq!(seen["job"]["schedule"]["state"], "Disabled");
    assert_eq!(seen["paused job"]["schedule"]["state"], "Paused");
    assert_eq!(seen["started job"]["schedule"]["state"], "Active");
    for nothing in ["started", "paused", "restarted", "validated"] {
        assert_eq!(seen[nothing], Json::Null, "{nothing}");
    }
    let rule = &seen["schema"]["synchronizationRules"][0];
    assert_eq!(rule["sourceDirectoryName"], "Azure Active Directory");
    assert_eq!(mappings(&seen["schema"]).len(), 23);
    assert_eq!(
        rule["objectMappings"][0]["scope"]["groups"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

fn the_language(seen: &Json) {
    let functions = seen["functions"]["value"].as_array().unwrap();
    assert!(functions.len() > 40, "{}", functions.len());
    let join = named(&seen["functions"], "Join");
    assert_eq!(join["parameters"][0]["name"], "separator");
    assert_eq!(join["parameters"][0]["type"], "String");
    assert_eq!(join["parameters"][1]["name"], "source");
    assert_eq!(join["parameters"][1]["allowMultipleOccurrences"], true);
    let operators = &seen["operators"];
    assert_eq!(named(operators, "EQUALS")["arity"], "Binary");
    assert_eq!(named(operators, "IS NULL")["arity"], "Unary");
}

fn expressions(seen: &Json) {
    let parsed = &seen["parsed"];
    assert_eq!(parsed["parsingSucceeded"], true, "{parsed}");
    assert_eq!(parsed["evaluationSucceeded"], true);
    assert_eq!(parsed["evaluationResult"], json!(["Ada.Lovelace"]));
    let tree = &parsed["parsedExpression"];
    assert_eq!(
        (&tree["type"], &tree["name"]),
        (&json!("Function"), &json!("Join"))
    );
    assert_eq!(tree["expression"], r#"Join(".", [givenName], [surname])"#);
    let keys: Vec<&Json> = tree["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| &pair["key"])
        .collect();
    assert_eq!(keys, ["separator", "source", "source"]);
    assert_eq!(seen["many"]["evaluationResult"], json!(["Reader"]));
    let unparsed = &seen["unparsed"];
    assert_eq!(unparsed["parsingSucceeded"], false, "{unparsed}");
    assert!(unparsed["error"]["message"].is_string(), "{unparsed}");
}

/// The schema was replaced as a whole, and stays as it was where the new one has an error.
fn a_new_schema(server: &Server, seen: &Json) {
    let title = |schema: &Json| {
        let mappings = mappings(schema);
        let title = mappings
            .iter()
            .find(|one| one["targetAttributeName"] == "title");
        title.unwrap().clone()
    };
    assert_eq!(title(&seen["schema"])["defaultValue"], Json::Null);
    assert_eq!(title(&seen["replaced"])["defaultValue"], "Nobody");
    let refused = &seen["not replaced"];
    assert_eq!(refused["status"], 400, "{refused}");
    assert!(
        refused["message"].as_str().unwrap().contains("Jion"),
        "{refused}"
    );
    let written: Json = serde_json::from_str(&server.scratch.read("schema.json")).unwrap();
    assert_eq!(title(&written)["defaultValue"], "Nobody");
    assert_eq!(title(&written)["source"]["expression"], "[jobTitle]");
    assert_eq!(mappings(&written).len(), 23);
    let checked = server.scratch.run(&["check", "schema.json"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
}

fn provisioning(seen: &Json) {
    let key =
        |answer: &Json| -> Json { serde_json::from_str(answer["key"].as_str().unwrap()).unwrap() };
    let value = |answer: &Json| -> Json {
        serde_json::from_str(answer["value"].as_str().unwrap()).unwrap()
    };
    let (first, again) = (&seen["provisioned"], &seen["provisioned again"]);
    assert_eq!(key(first)["result"], "Success", "{first}");
    steps(&value(first));
    assert_eq!(value(first)["action"], "Create");
    assert_eq!(value(first)["targetSystem"]["name"], "Contoso Desk");
    assert_eq!(key(again)["result"], "Skipped", "{again}");
    assert_eq!(key(again)["details"]["errorCode"], "RedundantExport");
    assert_eq!(
        value(again)["provisioningSteps"][3]["details"]["SkipReason"],
        "RedundantExport"
    );
}

fn steps(value: &Json) {
    let steps = value["provisioningSteps"].as_array().unwrap();
    let types: Vec<&str> = steps
        .iter()
        .map(|step| step["type"].as_str().unwrap())
        .collect();
    assert_eq!(
        types,
        ["Import", "Matching", "Scoping", "Export"],
        "{value}"
    );
    assert!(
        steps.iter().all(|step| step["status"] == "Success"),
        "{value}"
    );
}

fn the_log(seen: &Json) {
    let entries = |name: &str| seen[name]["value"].as_array().unwrap().clone();
    let log = entries("log");
    assert_eq!(log.len(), 2);
    assert_eq!(log[0]["provisioningStatusInfo"]["status"], "skipped");
    assert_eq!(log[1]["provisioningAction"], "create");
    assert_eq!(log[1]["sourceIdentity"]["id"], INGRID);
    let found = entries("filtered");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["id"], log[0]["id"]);
    let ids: Vec<&Json> = log.iter().map(|entry| &entry["id"]).collect();
    let paged = seen["paged"].as_array().unwrap();
    assert_eq!(paged.len(), 2);
    assert!(ids.iter().all(|id| paged.contains(id)), "{paged:?}");
}

fn refusals(seen: &Json) {
    for (what, status) in [("no rule", 400), ("bad filter", 400), ("no job", 404)] {
        let refused = &seen[what];
        assert_eq!(refused["status"], status, "{what}: {refused}");
        for told in ["code", "message", "request_id", "date"] {
            let told = &refused[told];
            assert!(
                told.as_str().is_some_and(|told| !told.is_empty()),
                "{what}: {refused}"
            );
        }
    }
    assert_eq!(seen["no rule"]["code"], "RequestParameterInvalid");
}

fn mappings(schema: &Json) -> &[Json] {
    let mapping = &schema["synchronizationRules"][0]["objectMappings"][0];
    mapping["attributeMappings"].as_array().unwrap()
}

fn named<'j>(collection: &'j Json, name: &str) -> &'j Json {
    let mut all = collection["value"].as_array().unwrap().iter();
    all.find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

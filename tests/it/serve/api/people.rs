//! Who is there, and who is in scope.

use super::map;
use crate::serve::Server;
use serde_json::{Value as Json, json};

#[test]
fn people_are_found_as_on_the_command_line() {
    let server = Server::start("api-people", &[]);
    let said = server.get("/api/users?search=M%C3%BCll&limit=5").json();
    crate::reference::conforms_value("search", &said);
    assert_eq!(said["objects"][0]["key"], "zoe.mueller@contoso.com");
    let ran = server
        .scratch
        .run(&["search", "müll", "--limit", "5", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Json>(&ran.out).unwrap(), said);
    assert_eq!(
        server.get("/api/users?search=nobody+here").json()["objects"],
        json!([])
    );
    let first = server.get("/api/users?limit=3").json();
    assert_eq!(first["objects"].as_array().unwrap().len(), 3);
}

#[test]
fn groups_without_an_address_are_asked_for_by_their_anchor() {
    let server = Server::serving(crate::provision::with_group("api-groups"), &[]);
    let said = server.get("/api/groups?search=desk").json();
    crate::reference::conforms_value("search", &said);
    let group = &said["objects"][0];
    assert_eq!(
        (&group["key"], &group["name"]),
        (&group["id"], &"Desk users".into())
    );
    let key = group["key"].as_str().unwrap();
    let looked = server.get(&format!("/api/groups/{key}")).json();
    assert_eq!(
        (&looked["key"], &looked["member_count"]),
        (&key.into(), &2.into())
    );
    let ran = server.post("/api/provision", &json!({"group": key, "members": []}));
    assert!(ran.text.contains("\"run\""), "{}", ran.text);
}

#[test]
fn a_person_has_attributes_as_expressions_read_them() {
    let server = Server::start("api-person", &[]);
    let said = server.get("/api/users/Zoe.Mueller%40contoso.com").json();
    assert_eq!(
        (&said["key"], &said["name"]),
        (&"zoe.mueller@contoso.com".into(), &"Zoë Müller".into())
    );
    assert_eq!(said["attributes"]["department"], "Engineering");
    assert_eq!(said["attributes"]["IsSoftDeleted"], false);
    let body = json!({"expression": "Item(Split([extensionAttribute1], \"-\"), 2)", "user": said["attributes"]});
    assert_eq!(
        server.post("/api/evaluate", &body).json()["result"]["value"],
        "6635"
    );
}

#[test]
fn what_only_secrets_are_made_of_is_not_shown() {
    let server = Server::start("api-person-secret", &[]);
    map(
        &server,
        "password",
        "Redact(Append(\"Welcome\", [mailNickname]))",
    );
    server.scratch.edit(
        "users.ndjson",
        "Zoë Müller",
        "\"mailNickname\": \"zoe.mueller\"",
        "\"mailNickname\": \"s3cr3t\"",
    );
    let answer = server.get("/api/users/zoe.mueller@contoso.com");
    assert_eq!(answer.json()["attributes"]["mailNickname"], "[Redact]");
    assert!(!answer.text.contains("s3cr3t"));
}

#[test]
fn a_truth_table_says_which_clause_decided() {
    let server = Server::start("api-scope", &[]);
    let ask = |key: &str| {
        let answer = server.post("/api/scope", &json!({"key": key}));
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let said = ask("zoe.mueller@contoso.com");
    assert_eq!(
        (&said["in_scope"], &said["applied"]),
        (&true.into(), &true.into())
    );
    assert_eq!(
        said["summary"],
        "in scope: every clause of `Engineering` holds"
    );
    assert_eq!(
        said["checks"][1],
        json!({"title": "Assigned to the application", "holds": true})
    );
    let groups = said["parts"][0]["groups"].as_array().unwrap();
    assert_eq!(
        groups[0]["clauses"][0],
        json!({
            "text": "department EQUALS \"Engineering\"", "attribute": "department", "operator": "EQUALS",
            "values": ["Engineering"], "value": "Engineering", "shown": "\"Engineering\"", "holds": true, "fault": null,
        })
    );
    assert_eq!(
        (&groups[1]["name"], &groups[1]["holds"]),
        (&"Sales in Europe".into(), &false.into())
    );

    server.scratch.edit(
        "users.ndjson",
        "zoe.mueller",
        "\"Engineering\"",
        "\"engineering\"",
    );
    let said = ask("zoe.mueller@contoso.com");
    assert_eq!(said["in_scope"], false);
    let summary = said["summary"].as_str().unwrap();
    assert!(
        summary.starts_with("out of scope: clause 1 of `Engineering`"),
        "{summary}"
    );
    assert!(!said["reasons"][0].as_str().unwrap().is_empty());
}

#[test]
fn a_group_is_evaluated_in_the_mapping_of_groups() {
    let server = Server::serving(crate::provision::with_group("api-group-evaluated"), &[]);
    let said = server.get("/api/groups?search=desk").json();
    let key = said["objects"][0]["key"].clone();
    let groups = "Provision Microsoft Entra ID Groups";
    let body = |mapping: Option<&str>, key: &Json| {
        let mut body = json!({"expression": "[displayName]", "key": key});
        if let Some(mapping) = mapping {
            body["mapping"] = mapping.into();
        }
        server.post("/api/evaluate", &body)
    };
    let answer = body(Some(groups), &key);
    assert_eq!(
        answer.json()["result"]["value"],
        "Desk users",
        "{}",
        answer.text
    );
    let answer = body(Some(groups), &"zoe.mueller@contoso.com".into());
    assert_eq!(answer.status, 404);
    assert!(answer.text.contains("no Group `zoe"), "{}", answer.text);
    assert_eq!(body(None, &key).status, 404);
    for path in ["/api/evaluate", "/api/scope"] {
        let mut asked = json!({"key": " "});
        if path == "/api/evaluate" {
            asked["expression"] = "1".into();
        }
        let answer = server.post(path, &asked);
        assert_eq!(answer.status, 400, "{}", answer.text);
        assert!(answer.text.contains("the key is empty"), "{}", answer.text);
    }
}

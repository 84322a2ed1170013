//! Provisioning on demand from the page, and its log.

use super::map;
use crate::serve::Server;
use serde_json::{Value as Json, json};

/// The lines of an answer.
fn lines(server: &Server, body: Json) -> Vec<Json> {
    let answer = server.post("/api/provision", &body);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, "application/x-ndjson"),
        "{}",
        answer.text
    );
    answer
        .text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The run at the end of an answer, the steps before it being its own.
fn run(server: &Server, body: Json) -> Json {
    let mut lines = lines(server, body);
    let run = lines.pop().unwrap()["run"].clone();
    crate::reference::conforms_value("runs", &json!({"format_version": 1, "runs": [run]}));
    let told: Vec<&Json> = lines.iter().map(|line| &line["step"]).collect();
    assert_eq!(json!(told), run["steps"]);
    run
}

#[test]
fn steps_are_told_one_by_one_then_the_run() {
    let server = Server::start("api-provision", &["--allow-apply"]);
    let before = server.scratch.files();
    let key = "zoe.mueller@contoso.com";
    let dry = run(&server, json!({"user": key}));
    assert_eq!(
        (&dry["what_if"], &dry["action"], &dry["status"]),
        (&true.into(), &"create".into(), &"warning".into())
    );
    let kinds: Vec<&Json> = dry["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["kind"])
        .collect();
    assert_eq!(
        json!(kinds),
        json!(["import", "scoping", "matching", "export"])
    );
    assert!(before == server.scratch.files(), "a dry run changed a file");
    assert_eq!(server.get("/api/log").json()["runs"], json!([]));

    let applied = run(&server, json!({"user": key, "apply": true}));
    assert_eq!(
        (&applied["what_if"], &applied["action"]),
        (&false.into(), &"create".into())
    );
    let again = run(&server, json!({"user": key, "apply": true}));
    assert_eq!(again["error"]["code"], "RedundantExport");

    let log = server.get(&format!("/api/log?user={key}&limit=1")).json();
    crate::reference::conforms_value("runs", &log);
    assert_eq!(log["runs"][0], again);
    for (query, wanted) in [
        ("search=ZOE&status=Skipped", vec![&again]),
        ("search=m%C3%BCller&action=create", vec![&applied]),
        ("status=failure", vec![]),
        ("search=nobody", vec![]),
    ] {
        let found = server.get(&format!("/api/log?{query}")).json();
        assert_eq!(found["runs"], json!(wanted), "{query}");
    }
    let id = applied["change_id"].as_str().unwrap();
    let found = server.get(&format!("/api/log?id={id}")).json();
    assert_eq!(found["runs"], json!([applied]));
    let ran = server.scratch.run(&["log", "--format", "json"]);
    assert_eq!(
        serde_json::from_str::<Json>(&ran.out).unwrap(),
        server.get("/api/log").json()
    );
}

#[test]
fn nothing_is_applied_where_it_is_not_allowed() {
    let server = Server::start("api-no-apply", &[]);
    let before = server.scratch.files();
    let answer = server.post(
        "/api/provision",
        &json!({"user": "zoe.mueller@contoso.com", "apply": true}),
    );
    let error = &answer.json()["error"];
    assert_eq!((answer.status, &error["code"]), (403, &"forbidden".into()));
    assert_eq!(
        error["help"],
        "start it with `attrflow serve --allow-apply`"
    );
    assert!(before == server.scratch.files());
}

#[test]
fn secrets_are_in_no_line() {
    let server = Server::start("api-run-secrets", &["--allow-apply"]);
    for apply in [false, true] {
        let answer = server.post(
            "/api/provision",
            &json!({"user": "zoe.mueller@contoso.com", "apply": apply}),
        );
        assert!(!answer.text.contains("Welcome-"), "{}", answer.text);
        assert!(answer.text.contains("[Redact]"));
    }
    assert!(!server.get("/api/log").text.contains("Welcome-"));
}

#[test]
fn who_is_not_there_or_not_provisioned_is_told_in_the_run() {
    let server = Server::start("api-nobody", &[]);
    let run = run(&server, json!({"user": "nobody@contoso.com"}));
    assert_eq!(
        (&run["status"], &run["error"]["code"]),
        (&"failure".into(), &"NotFound".into())
    );
    let run = self::run(
        &server,
        json!({"group": "desk-users", "members": ["zoe.mueller@contoso.com"]}),
    );
    assert_eq!(run["error"]["code"], "EntityTypeNotSupported");
}

#[test]
fn a_job_that_breaks_meanwhile_is_told() {
    let server = Server::start("api-breaks", &[]);
    map(&server, "name.givenName", "Trimm([givenName])");
    let answer = server.post(
        "/api/provision",
        &json!({"user": "zoe.mueller@contoso.com"}),
    );
    assert_eq!(answer.status, 503, "{}", answer.text);
    let said = answer.json();
    let message = said["error"]["message"].as_str().unwrap();
    assert!(message.contains("Trimm"), "{message}");
    // Once it is mended, all is well again.
    map(&server, "name.givenName", "Trim([givenName])");
    run(&server, json!({"user": "zoe.mueller@contoso.com"}));
}

//! What must not come out: the token, and files besides the job's.

use crate::provision::Scratch;
use crate::serve::{Server, TOKEN};
use serde_json::{Value as Json, json};
use std::fs;

const MARK: &str = "held-outside-of-the-job";

#[cfg(unix)]
#[test]
fn the_token_is_in_no_answer_and_in_no_output() {
    let mut server = Server::start("leaks", &[]);
    let pid = server.process().id();
    let shown = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    assert!(!shown.contains(TOKEN), "{shown}");
    for path in [
        "/",
        "/nothing",
        "/api/job",
        "/api/nothing",
        "/v1.0/auditLogs/provisioning",
        "/beta/nothing",
        "/openapi.json",
        "/..",
        "/api",
        "/v1.0",
        "/session",
    ] {
        for method in ["GET", "POST", "HEAD", "DELETE"] {
            let answer = server.send(server.request(method, path, None));
            assert!(!answer.text.contains(TOKEN), "{method} {path}");
            assert!(
                !format!("{:?}", answer.head).contains(TOKEN),
                "{method} {path}"
            );
            assert!(
                !(300..400).contains(&answer.status),
                "{method} {path}: {}",
                answer.status
            );
        }
    }
    let wrong = server.post("/session", &json!({"token": "another-token-that-is-wrong"}));
    assert!(!wrong.text.contains("another-token"), "{}", wrong.text);
    let said = server.stopped().concat();
    assert!(!said.contains(TOKEN), "{said}");
}

#[test]
fn no_file_besides_the_jobs_is_read() {
    let scratch = Scratch::contoso("serve-files");
    scratch.write(
        "secret.json",
        &format!(r#"{{"expression": "{MARK}", "id": "{MARK}"}}"#),
    );
    let inside = scratch
        .folder
        .join("secret.json")
        .to_str()
        .unwrap()
        .to_owned();
    let server = Server::serving(scratch, &["--allow-apply"]);
    let names = [
        "secret.json",
        "./secret.json",
        "../serve-files/secret.json",
        &inside,
        "file:secret.json",
        "@secret.json",
        "/etc/passwd",
    ];
    for name in names {
        let encoded = percent(name);
        let mut answers = Vec::new();
        for path in [
            format!("/api/users?search={encoded}"),
            format!("/api/groups?search={encoded}"),
            format!("/api/users/{encoded}"),
            format!("/api/groups/{encoded}"),
            format!("/api/log?user={encoded}"),
            format!("/v1.0/servicePrincipals/{encoded}"),
            format!("/v1.0/servicePrincipals/x/synchronization/jobs/{encoded}/schema"),
            format!("/v1.0/auditLogs/provisioning?$filter=jobId%20eq%20'{encoded}'"),
            format!("/v1.0/auditLogs/provisioning?$skiptoken={encoded}"),
        ] {
            answers.push((path.clone(), server.get(&path)));
        }
        for (path, body) in bodies(name) {
            answers.push((format!("{path} {body}"), server.post(path, &body)));
        }
        for (what, answer) in answers {
            assert!(
                answer.status < 500,
                "{what}: {} {}",
                answer.status,
                answer.text
            );
            assert!(
                !answer.text.contains(MARK) && !answer.text.contains("root:"),
                "{what}: {}",
                answer.text
            );
        }
    }
}

fn bodies(name: &str) -> Vec<(&'static str, Json)> {
    vec![
        ("/api/evaluate", json!({"expression": name})),
        (
            "/api/evaluate",
            json!({"expression": "[mail]", "key": name}),
        ),
        (
            "/api/evaluate",
            json!({"expression": "[mail]", "user": {"mail": name}, "target": name}),
        ),
        ("/api/scope", json!({"key": name})),
        ("/api/provision", json!({"user": name, "apply": false})),
        (
            "/api/provision",
            json!({"group": name, "members": [name], "apply": false}),
        ),
        ("/api/plan", json!({"against": name})),
        (
            "/api/plan",
            json!({"against": format!("{{\"$ref\": \"{name}\"}}")}),
        ),
        ("/api/compare", json!({"old": name})),
        (
            "/api/compare",
            json!({"old": format!("{{\"$ref\": \"{name}\"}}"), "key": name}),
        ),
    ]
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02x}")).collect()
}

//! Bodies that are too large, broken, or of another kind.

use crate::serve::wire::{Heard, Wire, ask, request};
use crate::serve::{Server, TOKEN};
use serde_json::json;

const LARGEST: usize = 8 * 1024 * 1024;

/// What takes a body.
const POSTS: &[&str] = &[
    "/session",
    "/api/evaluate",
    "/api/complete",
    "/api/hover",
    "/api/format",
    "/api/scope",
    "/api/provision",
    "/api/plan",
    "/api/compare",
    "/v1.0/servicePrincipals/x/synchronization/jobs/y/schema/parseExpression",
    "/v1.0/servicePrincipals/x/synchronization/jobs/y/provisionOnDemand",
    "/v1.0/servicePrincipals/x/synchronization/jobs/y/validateCredentials",
    "/beta/servicePrincipals/x/synchronization/jobs/y/restart",
];

/// A refusal that says why.
fn refused(heard: &Heard, statuses: &[u16], what: &str) {
    assert!(statuses.contains(&heard.status), "{what}: {heard:?}");
    let said: serde_json::Value = serde_json::from_slice(&heard.body).unwrap();
    let message = said["error"]["message"].as_str().unwrap();
    assert!(
        !message.is_empty() && !message.contains(TOKEN),
        "{what}: {message}"
    );
}

#[test]
fn an_oversized_body_is_refused() {
    let server = Server::start("oversized", &[]);
    for path in [
        "/api/evaluate",
        "/v1.0/servicePrincipals/x/synchronization/jobs",
        "/nothing",
    ] {
        // By what it says of itself, without its being sent.
        for length in [LARGEST + 1, usize::MAX] {
            let more = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
            let heard = ask(
                &server,
                request(&server, &format!("POST {path}"), &more, ""),
            );
            if let Some(heard) = heard {
                assert!(
                    matches!(heard.status, 413 | 431),
                    "{path} {length}: {heard:?}"
                );
            }
        }
        // By what it is, where it does not say how large it is.
        let mut wire = Wire::to(&server);
        let more = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
        wire.say(request(&server, &format!("POST {path}"), more, ""));
        let piece = "x".repeat(64 * 1024);
        let mut sent = 0;
        while sent <= LARGEST && wire.say(format!("{:x}\r\n{piece}\r\n", piece.len())) {
            sent += piece.len();
        }
        wire.say("0\r\n\r\n");
        if let Some(heard) = wire.answer() {
            refused(&heard, &[413], path);
        }
    }
    // Whoever is not signed in has nothing large to say.
    let body = format!(r#"{{"token": "{}"}}"#, "x".repeat(64 * 1024));
    let text = request(&server, "POST /session", "", &body);
    let text = text.replace(&format!("Authorization: Bearer {TOKEN}\r\n"), "");
    refused(&ask(&server, text).unwrap(), &[413], "/session");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn what_is_not_json_is_refused() {
    let server = Server::start("malformed", &[]);
    let deep = "[".repeat(10_000);
    let nested = format!(
        r#"{{"expression": {}1{}}}"#,
        "[".repeat(300),
        "]".repeat(300)
    );
    for path in POSTS {
        for body in [
            "{",
            "}",
            "nothing",
            "'",
            "{\"expression\": ",
            "{\"expression\": \"\\ud800\"}",
            "{\"expression\": \"a\u{0}b\"}",
            "{\"expression\": NaN}",
            "{'expression': 'x'}",
            "{\"expression\": 1e999999}",
            "[]",
            "null",
            "1",
            "\"text\"",
            "{} {}",
            "{\"expression\": {}}",
            deep.as_str(),
            nested.as_str(),
        ] {
            let line = format!("POST {path}");
            let heard = ask(&server, request(&server, &line, "", body)).unwrap();
            let shown = &body[..body.len().min(40)];
            refused(&heard, &[400, 404, 405], &format!("{path} {shown}"));
        }
        let mut bytes = request(
            &server,
            &format!("POST {path}"),
            "",
            "{\"expression\": \"xx\"}",
        )
        .into_bytes();
        let at = bytes.len() - 3;
        bytes[at] = 0xff;
        refused(&ask(&server, bytes).unwrap(), &[400, 404, 405], path);
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn members_of_another_type_break_nothing() {
    let server = Server::start("types", &["--allow-apply"]);
    let deep = (0..100).fold(json!(0), |inner, _| json!([inner]));
    let others = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{0}\u{feff}\u{202e}"),
        json!("(".repeat(20_000)),
        json!([]),
        json!([null]),
        json!({}),
        json!({"": {"": null}}),
        deep,
    ];
    for (path, body) in [
        ("/session", json!({"token": "x"})),
        (
            "/api/evaluate",
            json!({"expression": "[mail]", "target": "title", "user": {"mail": "x"}}),
        ),
        ("/api/evaluate", json!({"expression": "[mail]", "key": "x"})),
        (
            "/api/complete",
            json!({"expression": "[mail]", "offset": 2}),
        ),
        ("/api/hover", json!({"expression": "[mail]", "offset": 2})),
        ("/api/format", json!({"expression": "[mail]"})),
        ("/api/scope", json!({"key": "x"})),
        ("/api/provision", json!({"user": "x", "apply": false})),
        (
            "/api/provision",
            json!({"group": "x", "members": ["y"], "apply": false}),
        ),
        ("/api/plan", json!({"samples": 1, "against": "{}"})),
        ("/api/compare", json!({"old": "{}", "key": "x"})),
    ] {
        for name in body.as_object().unwrap().keys() {
            for other in &others {
                let mut changed = body.clone();
                changed[name] = other.clone();
                let answer = server.post(path, &changed);
                let shown: String = changed.to_string().chars().take(200).collect();
                assert!(answer.status < 500, "{path} {shown}: {}", answer.text);
                assert!(!answer.text.contains("inside attrflow"), "{path} {shown}");
            }
        }
        let mut unknown = body.clone();
        unknown["surprise"] = json!(1);
        assert_eq!(server.post(path, &unknown).status, 400, "{path}");
    }
}

#[test]
fn other_kinds_of_bodies_are_refused() {
    let server = Server::start("kinds", &[]);
    let body = r#"{"expression": "[mail]"}"#;
    for path in POSTS {
        for kind in [
            "text/plain",
            "text/plain; x=application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/xml",
            "",
        ] {
            let text = request(&server, &format!("POST {path}"), "", body);
            let text = text.replace(
                "Content-Type: application/json",
                &format!("Content-Type: {kind}"),
            );
            refused(
                &ask(&server, text).unwrap(),
                &[415],
                &format!("{path} {kind}"),
            );
        }
        let text = request(&server, &format!("POST {path}"), "", body);
        let text = text.replace("Content-Type: application/json\r\n", "");
        refused(&ask(&server, text).unwrap(), &[415], path);
    }
}

#[test]
fn a_body_is_not_asked_for_before_the_token_is_seen() {
    let server = Server::start("expects", &[]);
    let mut wire = Wire::to(&server);
    wire.say(format!(
        "POST /api/evaluate HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
         Content-Length: 1000000\r\nExpect: 100-continue\r\n\r\n",
        server.host()
    ));
    assert_eq!(wire.answer().unwrap().status, 401);
}

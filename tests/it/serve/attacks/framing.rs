//! Requests whose parts can be read in two ways, so that a proxy and the server would disagree where
//! one ends: none is answered as anything but a refusal, and nothing inside of it is a second request.

use crate::serve::wire::{Wire, ask, request};
use crate::serve::{Server, TOKEN};

/// What is smuggled: answered, it would show the page.
fn hidden(server: &Server) -> String {
    request(server, "GET /", "", "")
}

#[test]
fn lengths_that_disagree_are_refused() {
    let server = Server::start("smuggling", &[]);
    let inner = hidden(&server);
    let length = inner.len() + 5;
    for head in [
        format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: 0\r\nContent-Length: {length}\r\n"),
        format!("Content-Length: 0, {length}\r\n"),
        "Content-Length: +0\r\n".to_owned(),
        "Content-Length: -1\r\n".to_owned(),
        "Content-Length: 0x0\r\n".to_owned(),
        "Content-Length: \r\n".to_owned(),
        "Content-Length : 0\r\n".to_owned(),
        "Content-Length: 18446744073709551616\r\n".to_owned(),
        "Transfer-Encoding: xchunked\r\n".to_owned(),
        "Transfer-Encoding: chunked, identity\r\n".to_owned(),
        "Transfer-Encoding: identity\r\n".to_owned(),
        "Transfer-Encoding: \x0bchunked\r\n".to_owned(),
        "Transfer-Encoding : chunked\r\n".to_owned(),
        "Transfer-Encoding:\r\n chunked\r\n".to_owned(),
        "X: y\r\n Transfer-Encoding: chunked\r\n".to_owned(),
        "X: y\rTransfer-Encoding: chunked\r\n".to_owned(),
        "X\0: y\r\n".to_owned(),
        ": y\r\n".to_owned(),
        "no colon\r\n".to_owned(),
    ] {
        let line = "POST /api/evaluate";
        let more = format!("Content-Type: application/json\r\n{head}");
        let mut wire = Wire::to(&server);
        wire.say(format!(
            "{}0\r\n\r\n{inner}",
            request(&server, line, &more, "")
        ));
        let heard = wire.everything();
        one_refusal(&heard, &head);
    }
}

#[test]
fn chunks_that_lie_are_refused() {
    let server = Server::start("chunks", &[]);
    let inner = hidden(&server);
    let body = r#"{"expression": "[mail]"}"#;
    for chunks in [
        format!("-1\r\n{body}\r\n0\r\n\r\n"),
        format!("ffffffffffffffff1\r\n{body}\r\n0\r\n\r\n"),
        format!("+18\r\n{body}\r\n0\r\n\r\n"),
        format!("0x18\r\n{body}\r\n0\r\n\r\n"),
        format!("17\r\n{body}\r\n0\r\n\r\n"),
        format!("18 {body}\r\n0\r\n\r\n"),
        format!("18\n{body}\n0\n\n"),
        format!("18\r\n{body}0\r\n\r\n"),
        format!("18;{}\r\n{body}\r\n0\r\n\r\n", "x".repeat(100_000)),
        format!("18\r\n{body}\r\n0\r\n{}\r\n", "X: y\r\n".repeat(10_000)),
    ] {
        let more =
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n";
        let mut wire = Wire::to(&server);
        let text = request(&server, "POST /api/evaluate", more, "");
        wire.say(format!("{text}{chunks}{inner}"));
        one_refusal(&wire.everything(), &chunks[..chunks.len().min(40)]);
    }
}

#[test]
fn heads_that_are_none_are_refused() {
    let server = Server::start("heads", &[]);
    let host = server.host();
    let token = format!("Authorization: Bearer {TOKEN}");
    for text in [
        "GET /\r\n\r\n".to_owned(),
        format!("GET / HTTP/0.9\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET / HTTP/2.0\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET  / HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET / HTTP/1.1 \r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET / x HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET\t/ HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET /\0 HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET /?\x7f HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\0\r\n{token}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\n{token}\r\n\r\n"),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "\x16\x03\x01\x02\x00\x01\x00\x01\x7c".to_owned(),
        format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\n{}{token}\r\n\r\n",
            "X: y\r\n".repeat(1000)
        ),
        format!(
            "GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n{token}\r\n\r\n",
            "y".repeat(200_000)
        ),
        format!(
            "GET /{} HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n",
            "y".repeat(200_000)
        ),
        format!(
            "GET /nothing?{} HTTP/1.1\r\nHost: {host}\r\n{token}\r\n\r\n",
            "y".repeat(20_000)
        ),
    ] {
        let mut wire = Wire::to(&server);
        wire.say(&text);
        let answer = wire.answer();
        let shown: String = text.chars().take(60).collect();
        let is_refused = answer
            .as_ref()
            .is_none_or(|heard| (400..506).contains(&heard.status));
        assert!(
            is_refused && answer.as_ref().is_none_or(|heard| heard.status != 500),
            "{shown}: {answer:?}"
        );
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn no_other_protocol_is_offered() {
    let server = Server::start("upgrade", &[]);
    for more in [
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n",
        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
    ] {
        let heard = ask(&server, request(&server, "GET /", more, "")).unwrap();
        assert_eq!(heard.status, 200, "{heard:?}");
        assert!(
            !heard.head.to_ascii_lowercase().contains("upgrade"),
            "{}",
            heard.head
        );
    }
}

/// At most one answer, and that a refusal.
fn one_refusal(heard: &str, what: &str) {
    let answers = heard.matches("HTTP/1.1 ").count();
    assert!(answers <= 1, "{what}: {heard}");
    if answers == 1 {
        assert!(heard.starts_with("HTTP/1.1 4"), "{what}: {heard}");
    }
    assert!(!heard.contains("<html"), "{what}: {heard}");
}

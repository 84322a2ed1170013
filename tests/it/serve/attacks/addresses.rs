//! Foreign names, foreign pages, and paths that try to lead elsewhere.

use crate::provision::Scratch;
use crate::serve::wire::{ask, request};
use crate::serve::{Server, TOKEN};
use std::fs;

/// What only files outside of what is served hold.
const MARK: &str = "held-outside-of-the-page";

#[test]
fn a_foreign_host_is_refused() {
    let server = Server::start("foreign-host", &[]);
    let host = server.host();
    let (_, port) = host.split_once(':').unwrap();
    let refused = |head: String| {
        let text = format!("GET / HTTP/1.1\r\n{head}Authorization: Bearer {TOKEN}\r\n\r\n");
        let heard = ask(&server, &text).unwrap();
        assert!(
            matches!(heard.status, 400 | 421),
            "{head}: {}",
            heard.status
        );
        assert!(!heard.text().contains(TOKEN));
    };
    for foreign in [
        "attacker.example".to_owned(),
        format!("attacker.example:{port}"),
        format!("127.0.0.1.attacker.example:{port}"),
        format!("{host}.attacker.example"),
        format!("attacker.example#{host}"),
        format!("user@{host}"),
        "127.0.0.1:1".to_owned(),
        format!("127.1:{port}"),
        format!("2130706433:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("localhost.:{port}"),
        "127.0.0.1".to_owned(),
        String::new(),
    ] {
        refused(format!("Host: {foreign}\r\n"));
        // What a proxy adds does not count.
        refused(format!("Host: {foreign}\r\nX-Forwarded-Host: {host}\r\n"));
    }
    refused(String::new());
    refused(format!("Host: {host}\r\nHost: {host}\r\n"));
    refused(format!("Host: {host}\r\nHost: attacker.example\r\n"));
    for own in [host.to_owned(), format!("LOCALHOST:{port}")] {
        let text =
            format!("GET / HTTP/1.1\r\nHost: {own}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n");
        assert_eq!(ask(&server, &text).unwrap().status, 200, "{own}");
    }
}

#[test]
fn an_absolute_request_line_names_the_host_too() {
    let server = Server::start("absolute", &[]);
    let host = server.host();
    let own = ask(
        &server,
        request(&server, &format!("GET http://{host}/"), "", ""),
    )
    .unwrap();
    assert_eq!(own.status, 200);
    for line in [
        "GET http://attacker.example/".to_owned(),
        format!("GET http://attacker.example:80@{host}/"),
        format!("CONNECT {host}"),
        "CONNECT attacker.example:443".to_owned(),
        "GET file:///etc/passwd".to_owned(),
        "GET attacker.example".to_owned(),
        "GET *".to_owned(),
    ] {
        let Some(heard) = ask(&server, request(&server, &line, "", "")) else {
            continue;
        };
        assert!((400..500).contains(&heard.status), "{line}: {heard:?}");
        assert!(!heard.text().contains("root:"), "{line}");
    }
}

#[test]
fn a_foreign_page_is_refused_and_gets_no_leave() {
    let server = Server::start("foreign-origin", &[]);
    let host = server.host();
    for origin in [
        "https://attacker.example".to_owned(),
        "null".to_owned(),
        String::new(),
        format!("https://{host}"),
        "http://127.0.0.1".to_owned(),
        "http://127.0.0.1:1".to_owned(),
        format!("http://{host}.attacker.example"),
        format!("http://{host}/"),
        format!("http://{host} http://attacker.example"),
    ] {
        for (line, body) in [
            ("GET /", ""),
            ("GET /api/job", ""),
            ("POST /api/evaluate", r#"{"expression": "[mail]"}"#),
            ("POST /session", &format!(r#"{{"token": "{TOKEN}"}}"#)),
            ("GET /v1.0/auditLogs/provisioning", ""),
        ] {
            let more = format!("Origin: {origin}\r\n");
            let heard = ask(&server, request(&server, line, &more, body)).unwrap();
            assert_eq!(heard.status, 403, "{origin} {line}");
            let head = heard.head.to_ascii_lowercase();
            assert!(!head.contains("access-control"), "{head}");
            assert!(!head.contains("set-cookie"), "{head}");
        }
    }
    let asking = format!(
        "OPTIONS /api/provision HTTP/1.1\r\nHost: {host}\r\nOrigin: https://attacker.example\r\n\
         Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n\r\n"
    );
    let heard = ask(&server, asking).unwrap();
    assert_eq!(heard.status, 403);
    assert!(!heard.head.to_ascii_lowercase().contains("access-control"));
}

#[test]
fn every_answer_forbids_what_pages_elsewhere_could_do() {
    let server = Server::start("headers", &[]);
    for (line, status) in [
        ("GET /", 200),
        ("GET /nothing", 404),
        ("PUT /", 405),
        ("GET /..", 400),
        ("GET /v1.0/nothing", 404),
        ("GET /api/nothing", 404),
    ] {
        let heard = ask(&server, request(&server, line, "", "")).unwrap();
        assert_eq!(heard.status, status, "{line}");
        let head = heard.head.to_ascii_lowercase();
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; ",
            "; frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{line}: {header} is not in {head}");
        }
        assert!(!head.contains("unsafe"), "{head}");
        assert!(!head.contains("\nserver:"), "{head}");
    }
}

#[test]
fn paths_lead_nowhere_else() {
    let scratch = Scratch::contoso("serve-paths");
    scratch.write("secret.txt", MARK);
    fs::write(scratch.folder.parent().unwrap().join("secret.txt"), MARK).unwrap();
    let folder = scratch.folder.to_str().unwrap().to_owned();
    let server = Server::serving(scratch, &[]);
    let mut paths = vec![
        format!("/{folder}/secret.txt"),
        folder.clone() + "/secret.txt",
        "/C:\\secret.txt".to_owned(),
        "//".to_owned(),
        "//etc/passwd".to_owned(),
        "/%00".to_owned(),
        "/index.html%00.txt".to_owned(),
        "/%2e".to_owned(),
        "/src/serve/page/assets/index.html".to_owned(),
        "/?file=../secret.txt".to_owned().replace("/?", "/nothing?"),
        "/~root/.bashrc".to_owned(),
        "/%ff%fe".to_owned(),
        "/index.html/".to_owned(),
        "/index.html/../../secret.txt".to_owned(),
        "/;/secret.txt".to_owned(),
        "/.%252e/secret.txt".to_owned(),
        "/%c0%ae%c0%ae/secret.txt".to_owned(),
        "/\u{2025}/secret.txt".replace('\u{2025}', "%e2%80%a5"),
    ];
    let names = [
        "job.toml",
        "schema.json",
        "users.ndjson",
        "token.txt",
        "secret.txt",
        ".attrflow/target.db",
    ];
    paths.extend(names.iter().map(|name| format!("/{name}")));
    let ups = [
        "../",
        "..%2f",
        "%2e%2e/",
        "%2e%2e%2f",
        "..\\",
        "..%5c",
        "..;/",
        "....//",
        "%2e%2e%5c",
    ];
    let roots = [
        "/",
        "/api/",
        "/v1.0/",
        "/beta/",
        "/api/users/",
        "/v1.0/servicePrincipals/",
        "/fonts/",
    ];
    for up in ups {
        for root in roots {
            for depth in [1, 3, 12] {
                paths.push(format!("{root}{}secret.txt", up.repeat(depth)));
                paths.push(format!("{root}{}etc/passwd", up.repeat(depth)));
            }
        }
    }
    for path in paths {
        let Some(heard) = ask(&server, request(&server, &format!("GET {path}"), "", "")) else {
            continue;
        };
        assert!(
            (400..500).contains(&heard.status),
            "{path}: {}",
            heard.status
        );
        let text = heard.text();
        for mark in [MARK, TOKEN, "root:", "[source]", folder.as_str()] {
            assert!(!text.contains(mark), "{path}: {text}");
        }
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn methods_are_those_that_are_documented() {
    let server = Server::start("methods", &[]);
    for method in [
        "TRACE", "OPTIONS", "DELETE", "PATCH", "PROPFIND", "FOO", "get", "G\x01T",
    ] {
        let Some(heard) = ask(&server, request(&server, &format!("{method} /"), "", "")) else {
            continue;
        };
        assert!((400..500).contains(&heard.status), "{method}: {heard:?}");
        assert!(!heard.text().contains(TOKEN), "{method}");
    }
    let more = "X-HTTP-Method-Override: DELETE\r\nX-Original-URL: /api/job\r\n";
    let heard = ask(&server, request(&server, "GET /", more, "")).unwrap();
    assert!(heard.text().contains("<html"), "{heard:?}");
    let head = ask(&server, request(&server, "GET /nothing", "", "")).unwrap();
    assert_eq!(head.status, 404);
}

#[test]
fn nobody_beyond_this_machine_is_served_in_the_clear() {
    let scratch = Scratch::contoso("serve-beyond");
    scratch.write("token.txt", TOKEN);
    let own = ["serve", "--listen"];
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[::ffff:127.0.0.1]:0"] {
        for more in [
            &[] as &[&str],
            &["--token-file", "token.txt"],
            &["--tls-self-signed"],
            &["--token-file", "token.txt", "--host", "localhost"],
        ] {
            let ran = scratch.run(&[&own, &[address][..], more].concat());
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{address} {more:?}");
            assert!(ran.err.contains("not this machine alone"), "{}", ran.err);
        }
    }
    let ran = scratch.run(&["serve", "--listen", "attacker.example:80"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn the_schemes_own_port_need_not_be_named() {
    // Only where tests may listen there, and nobody else does.
    let Ok(free) = std::net::TcpListener::bind("127.0.0.80:80") else {
        return;
    };
    drop(free);
    let scratch = Scratch::contoso("serve-port-80");
    let server = Server::serving(scratch, &["--listen", "127.0.0.80:80"]);
    assert_eq!(server.get("/").status, 200);
    for (host, status) in [
        ("127.0.0.80", 200),
        ("localhost", 200),
        ("127.0.0.80:80", 200),
        ("127.0.0.80:443", 421),
        ("127.0.0.1", 421),
    ] {
        let text =
            format!("GET / HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n");
        assert_eq!(ask(&server, &text).unwrap().status, status, "{host}");
    }
}

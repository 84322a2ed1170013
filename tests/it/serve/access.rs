//! Who is let in.

use super::{Server, TOKEN};
use crate::cli::attrflow;
use serde_json::json;
use std::fs;

#[test]
fn nobody_is_let_in_without_the_token() {
    let server = Server::start("no-token", &[]);
    for wrong in [
        None,
        Some("Bearer "),
        Some("Bearer wrong"),
        Some("Basic eDp4"),
        Some(TOKEN),
    ] {
        for path in [
            "/",
            "/index.html",
            "/api/job",
            "/v1.0/servicePrincipals",
            "/nothing",
        ] {
            let mut request = server.request("GET", path, None);
            request.headers_mut().remove("Authorization");
            if let Some(wrong) = wrong {
                request
                    .headers_mut()
                    .insert("Authorization", wrong.parse().unwrap());
            }
            let answer = server.send(request);
            assert_eq!(answer.status, 401, "{path} {wrong:?}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
            assert_eq!(answer.json()["error"]["code"], "unauthenticated");
        }
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_person_signs_in_once_and_out_again() {
    let server = Server::start("sign-in", &[]);
    let mut request = server.request("GET", "/", None);
    request.headers_mut().remove("Authorization");
    request
        .headers_mut()
        .insert("Accept", "text/html".parse().unwrap());
    let page = server.send(request);
    assert_eq!(
        (page.status, page.header("content-type")),
        (401, "text/html; charset=utf-8")
    );

    let signed = |token: &str| server.post("/session", &json!({"token": token}));
    assert_eq!(signed("guess").status, 401);
    let answer = signed(TOKEN);
    assert_eq!(answer.status, 204);
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"),
        "{cookie}"
    );
    assert!(!cookie.contains(TOKEN));

    let with_cookie = |method: &str, origin: Option<&str>| {
        let mut request = server.request(method, "/nothing", None);
        request.headers_mut().remove("Authorization");
        let held = cookie.split(';').next().unwrap();
        request
            .headers_mut()
            .insert("Cookie", held.parse().unwrap());
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("Origin", origin.parse().unwrap());
        }
        server.send(request).status
    };
    assert_eq!(with_cookie("GET", None), 404);
    // What changes something must say that it comes from the page.
    assert_eq!(with_cookie("POST", None), 403);
    assert_eq!(with_cookie("POST", Some("https://elsewhere.example")), 403);
    assert_eq!(with_cookie("POST", Some(&server.address)), 405);

    let gone = server.send(server.request("DELETE", "/session", None));
    assert!(gone.header("set-cookie").ends_with("; Max-Age=0"));
    // Whoever kept the cookie has nothing of it.
    assert_eq!(with_cookie("GET", None), 401);
    let answer = signed(TOKEN);
    assert_eq!(answer.status, 204);
    assert_ne!(answer.header("set-cookie"), cookie);
}

#[test]
fn other_machines_are_refused_unless_it_is_safe() {
    let ran = attrflow(&[
        "serve",
        "--job",
        "examples/contoso/job.toml",
        "--listen",
        "0.0.0.0:0",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("--token-file FILE"), "{}", ran.err);
}

#[test]
fn names_and_addresses_that_cannot_be_meant_are_refused() {
    let scratch = crate::provision::Scratch::contoso("serve-names-wrong");
    scratch.write("token.txt", TOKEN);
    for name in [
        "",
        " ",
        "bad name",
        "name/",
        "http://foo:99",
        "foo:",
        "foo:99999",
        "a,b",
        "[::1",
        "user@foo",
        "*.example",
    ] {
        let ran = scratch.run(&["serve", "--listen", "127.0.0.1:0", "--host", name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        assert!(
            ran.err.contains("write a name as in `desk.contoso.com`"),
            "{name}: {}",
            ran.err
        );
    }
    for address in [
        "localhost",
        "8787",
        "example.com:80",
        "127.0.0.1",
        ":8787",
        "",
    ] {
        let ran = scratch.run(&["serve", "--listen", address]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{address}");
        assert!(
            ran.err
                .contains("write an address and a port, as in `127.0.0.1:8787`"),
            "{address}: {}",
            ran.err
        );
    }
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = scratch.run(&["serve", "--listen", &address]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("something else listens there")
            && ran.err.contains("port 0 takes a free one")
            && !ran.err.contains("os error"),
        "{}",
        ran.err
    );
}

#[test]
fn localhost_may_be_written_as_such() {
    let scratch = crate::provision::Scratch::contoso("serve-localhost");
    let server = Server::serving(
        scratch,
        &[
            "--listen",
            "localhost:0",
            "--host",
            "desk.contoso.com",
            "--host",
            "proxy.example:8443",
        ],
    );
    assert!(server.address.starts_with("http://127.0.0.1:"));
    for host in ["desk.contoso.com", "Proxy.Example:8443"] {
        let mut request = server.request("GET", "/", None);
        request.headers_mut().insert("Host", host.parse().unwrap());
        assert_eq!(server.send(request).status, 200, "{host}");
    }
}

#[test]
fn a_job_with_errors_is_told_at_the_start() {
    let server = Server::start("breaks", &[]);
    let job = server.scratch.read("job.toml");
    server
        .scratch
        .write("job.toml", &job.replace("kind =", "knd ="));
    let other = server.scratch.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("knd"), "{}", other.err);
}

#[test]
fn a_token_file_is_read_with_care() {
    let scratch = crate::provision::Scratch::contoso("serve-token-file");
    for (held, said) in [
        ("tooshort!", "it needs 20 characters"),
        ("two words of a token!", "one word"),
    ] {
        fs::write(scratch.folder.join("token"), held).unwrap();
        let ran = scratch.run(&["serve", "--token-file", "token"]);
        assert_eq!(ran.code, 2);
        assert!(
            ran.err.contains(said) && !ran.err.contains(held),
            "{}",
            ran.err
        );
    }
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_told_to() {
    let mut server = Server::start("ends", &[]);
    let pid = server.process().id().to_string();
    assert!(
        std::process::Command::new("kill")
            .arg(&pid)
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(server.process().wait().unwrap().code(), Some(0));
}

//! Runs that write take turns, and files that others hold are waited for.

use super::{Names, Server, refused};
use rusqlite::Connection;
use serde_json::{Value as Json, json};
use std::thread;

const USER: &str = "00000000-0000-0000-0000-00000000a004";

#[test]
fn the_same_user_at_once_is_created_once() {
    let server = Server::start("graph-at-once", &["--allow-apply"]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    thread::scope(|scope| {
        for number in 0..10 {
            let (server, names, path) = (&server, &names, &path);
            scope.spawn(move || {
                let answer = match number % 2 {
                    0 => server.post(path, &names.user(USER)),
                    _ => server.post("/api/provision", &json!({"user": USER, "apply": true})),
                };
                assert_eq!(answer.status, 200, "{}", answer.text);
            });
        }
    });
    let log = server.get("/v1.0/auditLogs/provisioning").json();
    let entries = log["value"].as_array().unwrap();
    let count = |status: &str| {
        let is = |entry: &&Json| entry["provisioningStatusInfo"]["status"] == status;
        entries.iter().filter(is).count()
    };
    assert_eq!(
        (count("success"), count("skipped"), count("failure")),
        (1, 9, 0)
    );
}

#[test]
fn a_locked_file_is_no_defect_and_may_be_tried_again() {
    let server = Server::start("graph-locked", &["--allow-apply"]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    assert_eq!(server.post(&path, &names.user(USER)).status, 200);
    for file in [".attrflow/target.db", ".attrflow/links.db"] {
        let other = Connection::open(server.scratch.folder.join(file)).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        let answer = server.post(&path, &names.user(USER));
        assert_eq!(refused(&answer, 503), "serviceNotAvailable", "{file}");
        let wait: u64 = answer.header("retry-after").parse().unwrap();
        assert!((1..=60).contains(&wait), "{wait}");
        assert!(
            answer.text.contains("is locked by another process"),
            "{}",
            answer.text
        );
        if file.contains("links") {
            let answer = server.get("/api/log");
            assert_eq!(answer.status, 503, "{}", answer.text);
            assert!(!answer.header("retry-after").is_empty());
        }
        other.execute_batch("ROLLBACK").unwrap();
        assert_eq!(server.post(&path, &names.user(USER)).status, 200);
    }
}

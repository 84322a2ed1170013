//! Links, begun changes, and the provisioning log.

use super::support::*;
use attrflow::connectors::store::{LinkReader, LinkStore};
use attrflow::pipeline::{Links, LinksReader, Modified, ProvisioningLog, Request};
use serde_json::json;

#[test]
fn a_link_is_written_with_its_log_entry() {
    let mut store = LinkStore::in_memory().unwrap();
    store.begin("User", "1", &create("ada")).unwrap();
    assert_eq!(store.unfinished("User", "1").unwrap(), Some(create("ada")));
    assert_eq!(store.as_reader().all_unfinished().unwrap()[0].source, "1");
    assert!(store.link("User", "1").unwrap().is_none());
    assert!(store.entries(None, 10).unwrap().is_empty());
    store
        .end("User", "1", Some(&link("1", "a")), &entry("1", "a", None))
        .unwrap();
    assert_eq!(store.unfinished("User", "1").unwrap(), None);
    assert_eq!(store.link("User", "1").unwrap(), Some(link("1", "a")));
    assert_eq!(store.link("Group", "1").unwrap(), None);
    assert_eq!(
        store.entries(None, 10).unwrap(),
        [entry("1", "a", None).run]
    );

    let mut other = link("1", "b");
    other.state = attrflow::pipeline::LinkState::Unmanaged;
    store
        .end("User", "1", Some(&other), &entry("1", "b", None))
        .unwrap();
    assert_eq!(store.links_to("User", "a").unwrap(), []);
    assert_eq!(store.links_to("User", "b").unwrap(), [other]);
    store
        .end("User", "1", None, &entry("1", "b", None))
        .unwrap();
    assert_eq!(store.link("User", "1").unwrap(), None);
}

#[test]
fn a_begun_change_replaces_the_one_before() {
    let mut store = LinkStore::in_memory().unwrap();
    store.begin("User", "1", &create("ada")).unwrap();
    store.begin("User", "1", &delete("a")).unwrap();
    store.begin("User", "2", &create("bo")).unwrap();
    assert_eq!(store.unfinished("User", "1").unwrap(), Some(delete("a")));
    assert_eq!(store.as_reader().all_unfinished().unwrap().len(), 2);
}

#[test]
fn links_are_looked_up_as_source_then_as_target_and_deleted_once() {
    let mut store = LinkStore::in_memory().unwrap();
    for (source, target) in [("1", "2"), ("2", "1"), ("3", "x")] {
        let log = entry(source, target, None);
        store
            .end("User", source, Some(&link(source, target)), &log)
            .unwrap();
    }
    assert_eq!(store.as_reader().get("1").unwrap().unwrap().target, "2");
    assert_eq!(store.as_reader().get("x").unwrap().unwrap().source, "3");
    assert_eq!(store.as_reader().get("y").unwrap(), None);
    assert_eq!(store.delete("1").unwrap(), Some(link("1", "2")));
    assert_eq!(
        store.delete("1").unwrap(),
        Some(link("2", "1")),
        "now as a target"
    );
    assert_eq!(store.delete("1").unwrap(), None);
    assert_eq!(store.as_reader().list(None, 10).unwrap(), [link("3", "x")]);
    assert_eq!(store.entries(None, 10).unwrap().len(), 3, "the log stays");
}

#[test]
fn links_are_listed_by_pages() {
    let mut store = LinkStore::in_memory().unwrap();
    for number in 0..25 {
        let source = format!("{number:02}");
        let log = entry(&source, &source, None);
        store
            .end("User", &source, Some(&link(&source, &source)), &log)
            .unwrap();
    }
    let mut all = Vec::new();
    loop {
        let page = store.as_reader().list(all.last(), 10).unwrap();
        assert!(page.len() <= 10);
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    let sources: Vec<_> = all.iter().map(|link| link.source.clone()).collect();
    assert_eq!(
        sources,
        (0..25)
            .map(|number| format!("{number:02}"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn the_log_is_read_by_user_newest_first() {
    let mut store = LinkStore::in_memory().unwrap();
    for number in 0..12 {
        let source = (number % 3).to_string();
        let mut log = entry(&source, &format!("target {source}"), None);
        log.run.change_id = number.to_string();
        store.end("User", &source, None, &log).unwrap();
    }
    let ids = |user| -> Vec<String> {
        let runs = store.entries(user, 3).unwrap();
        runs.into_iter().map(|run| run.change_id).collect()
    };
    assert_eq!(ids(None), ["11", "10", "9"]);
    for user in ["1", "target 1", "1@CONTOSO.com"] {
        assert_eq!(ids(Some(user)), ["10", "7", "4"]);
    }
    assert!(ids(Some("nobody")).is_empty());
    let first = store.as_reader().page(Some("1"), None, 3).unwrap();
    let rest = store
        .as_reader()
        .page(Some("1"), Some(first[2].number), 3)
        .unwrap();
    assert_eq!(rest.len(), 1);
    assert_eq!(rest[0].run.change_id, "1");
}

#[test]
fn secrets_never_reach_the_file() {
    let folder = Folder::new();
    let path = folder.file("links.db");
    let mut store = LinkStore::open(&path).unwrap();
    let mut change = create("ada");
    change.attributes.push(set("password", "hunter2"));
    change.attributes[1].secret = true;
    store.begin("User", "1", &change).unwrap();
    let mut log = entry("1", "a", Some(change));
    log.run.modified.push(Modified {
        target: "password".into(),
        old: json!("hunter1"),
        new: json!("hunter2"),
        secret: true,
    });
    log.run.requests.push(Request {
        method: "POST".into(),
        path: "/User".into(),
        body: Some(json!({"userName": "ada", "password": "hunter2"})),
        secrets: vec!["/password".into()],
    });
    assert!(!contains(&path, "hunter"));
    store.end("User", "1", None, &log).unwrap();
    assert!(!contains(&path, "hunter"));
    let kept = &store.entries(None, 1).unwrap()[0];
    assert_eq!(kept.modified[0].new, "[Redact]");
    assert_eq!(
        kept.requests[0].body,
        Some(json!({"userName": "ada", "password": "[Redact]"}))
    );
    assert_eq!(kept.change.as_ref().unwrap().attributes[0].new, "ada");
}

fn contains(path: &std::path::Path, text: &str) -> bool {
    let bytes = std::fs::read(path).unwrap();
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[test]
fn a_dry_run_reads_what_was_written() {
    let folder = Folder::new();
    let path = folder.file("links.db");
    let mut store = LinkStore::open(&path).unwrap();
    store
        .end("User", "1", Some(&link("1", "a")), &entry("1", "a", None))
        .unwrap();
    let reader = LinkReader::open(&path).unwrap();
    assert_eq!(reader.link("User", "1").unwrap(), Some(link("1", "a")));
    store.begin("User", "1", &delete("a")).unwrap();
    assert_eq!(reader.unfinished("User", "1").unwrap(), Some(delete("a")));
    assert_eq!(reader.entries(Some("1"), 5).unwrap().len(), 1);
}

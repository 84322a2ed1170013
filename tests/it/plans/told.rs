//! What makes a plan doubtful is told: sources that lost users, records twice or unreadable, snapshots of
//! something else, schemas whose text and tree disagree.

use crate::provision::Scratch;
use serde_json::{Value as Json, json};

fn plan(scratch: &Scratch, arguments: &[&str]) -> (i32, Json) {
    let ran = scratch.run(&[&["plan", "--format", "json"], arguments].concat());
    let written = serde_json::from_str(&ran.out)
        .unwrap_or_else(|_| panic!("{} {} {}", ran.code, ran.out, ran.err));
    crate::reference::conforms_value("plan", &written);
    (ran.code, written)
}

fn applied(name: &str) -> Scratch {
    let scratch = Scratch::contoso(name);
    assert_eq!(scratch.run(&["plan", "--save", "some.plan"]).code, 0);
    assert_eq!(scratch.run(&["apply", "some.plan"]).code, 0);
    scratch
}

#[test]
fn a_source_without_users_is_warned_of() {
    let scratch = applied("plan-empty");
    scratch.write("users.ndjson", "");
    let (code, told) = plan(&scratch, &["--samples", "0"]);
    assert_eq!(code, 0);
    let counts = &told["counts"];
    assert_eq!(
        (&counts["users"], &counts["departed"]),
        (&json!(5), &json!(5))
    );
    assert!(
        told["warnings"][0]
            .as_str()
            .unwrap()
            .starts_with("the source has no users")
    );
    let all = json!([{"kind": "deleted", "users": 5}]);
    assert_eq!(told["consequence_totals"], all);
    assert_eq!(told["consequences"].as_array().unwrap().len(), 3);
    for format in ["text", "markdown", "html"] {
        let ran = scratch.run(&["plan", "--samples", "0", "--format", format]);
        for wanted in [
            "the source has no users",
            "2 users more",
            "5 users, 0 in scope; 5 of them gone",
        ] {
            assert!(ran.out.contains(wanted), "{format}: {wanted}: {}", ran.out);
        }
    }
    // Whoever is gone is asked for by the name that the plan uses, or by anchor.
    for key in [
        "Zoe.Mueller@contoso.com",
        "00000000-0000-0000-0000-00000000a001",
    ] {
        let ran = scratch.run(&["plan", "--user", key]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(
            ran.out.contains("zoe.mueller@contoso.com: deleted"),
            "{}",
            ran.out
        );
    }
    let job = scratch.read("job.toml");
    scratch.write(
        "job.toml",
        &format!("{job}\n[thresholds]\ndeletes-percent = 20.0\n"),
    );
    let (code, told) = plan(&scratch, &[]);
    assert_eq!(code, 3);
    let exceeded = told["exceeded"][0]["text"].as_str().unwrap();
    assert!(exceeded.contains("nobody is in scope"), "{exceeded}");
}

#[test]
fn a_source_that_is_whole_is_not_warned_of() {
    let scratch = applied("plan-whole");
    let (_, told) = plan(&scratch, &[]);
    assert_eq!(
        (&told["warnings"], &told["counts"]["departed"]),
        (&json!([]), &json!(0))
    );
}

#[test]
fn an_anchor_twice_is_told_with_both_places() {
    let scratch = Scratch::contoso("plan-twice");
    let users = scratch.read("users.ndjson");
    let first = users.lines().next().unwrap();
    scratch.write("users.ndjson", &format!("{users}{first}\n"));
    let (code, told) = plan(&scratch, &[]);
    assert_eq!(code, 1);
    assert_eq!(told["counts"]["failed"][0]["users"], 2);
    let why = told["counts"]["failed"][0]["example"].as_str().unwrap();
    assert!(
        why.contains("users.ndjson:1") && why.contains("users.ndjson:10"),
        "{why}"
    );

    let (code, told) = plan(&scratch, &["--against", "schema.json"]);
    assert_eq!((code, &told["counts"]["users"]), (1, &json!(9)));
    let left = &told["not_evaluated"][0];
    assert_eq!(left["what"], "line 10 of users.ndjson");
    assert!(
        left["why"]
            .as_str()
            .unwrap()
            .contains("which the one on line 1 has as well"),
        "{left}"
    );
}

#[test]
fn records_that_cannot_be_read_are_left_out_of_a_comparison_whatever_the_format() {
    let scratch = Scratch::contoso("plan-unread");
    for (file, text) in [
        (
            "bad.ndjson",
            "{\"objectId\": \"1\"}\n{\"mail\": \"a@contoso.com\"}\n{\"objectId\": \"3\"}\n",
        ),
        (
            "bad.json",
            "[{\"objectId\": \"1\"},\n{\"mail\": \"a@contoso.com\"},\n{\"objectId\": \"3\"}]",
        ),
        ("bad.csv", "objectId,mail\n1,\n,a@contoso.com\n3,\n"),
        ("bad.tsv", "objectId\tmail\n1\t\n\ta@contoso.com\n3\t\n"),
    ] {
        scratch.write(file, text);
        let (code, told) = plan(&scratch, &["--against", "schema.json", "--users", file]);
        assert_eq!((code, &told["counts"]["users"]), (1, &json!(2)), "{file}");
        let left = &told["not_evaluated"][0];
        let line = if file.ends_with("sv") { 3 } else { 2 };
        assert_eq!(left["what"], format!("line {line} of {file}"));
        // Without another version whoever stands there could be planned as deleted.
        let ran = scratch.run(&["plan", "--users", file]);
        assert_eq!(ran.code, 2, "{file}");
        assert!(ran.err.contains(&format!("{file}:{line}: ")), "{}", ran.err);
    }
}

#[test]
fn a_snapshot_of_something_else_is_refused() {
    let scratch = Scratch::contoso("plan-snapshot");
    for (file, text, wanted) in [
        (
            "page.json",
            r#"{"totalResults": 2, "Resources": [{"id": "t1", "userName": "a@contoso.com"}]}"#,
            "page.json:1: this page says that there are 2 objects, and has 1",
        ),
        (
            "twice.ndjson",
            "{\"id\": \"t1\", \"userName\": \"a\"}\n\n{\"id\": \"t1\", \"userName\": \"a\"}\n",
            "twice.ndjson:3: `t1` is the account on line 1 as well",
        ),
        (
            "other.json",
            r#"{"id": "x", "synchronizationRules": []}"#,
            "by which users are matched",
        ),
        (
            "accounts.txt",
            "{}",
            "the ending of `accounts.txt` tells no format",
        ),
    ] {
        scratch.write(file, text);
        let ran = scratch.run(&["plan", "--target-snapshot", file]);
        assert_eq!(ran.code, 2, "{file}: {}", ran.out);
        assert!(ran.err.contains(wanted), "{file}: {}", ran.err);
    }
    scratch.write(
        "page.json",
        r#"{"totalResults": 1, "Resources": [{"id": "t1", "userName": "zoe.muller@contoso.com"}]}"#,
    );
    let (code, told) = plan(&scratch, &["--target-snapshot", "page.json"]);
    assert_eq!((code, &told["counts"]["linked"]), (0, &json!(1)));
}

#[test]
fn an_edit_of_the_text_alone_is_told() {
    let scratch = Scratch::contoso("plan-text-alone");
    let edited = scratch.read("schema.json").replace("Join(", "Append(");
    scratch.write("edited.json", &edited);
    let (code, told) = plan(&scratch, &["--against", "edited.json"]);
    assert_eq!(code, 0);
    assert!(told["counts"]["outcomes"].get("update").is_none());
    let warning = told["warnings"][0].as_str().unwrap();
    assert!(
        warning.starts_with("in edited.json, text and parse tree of "),
        "{warning}"
    );
    assert_eq!(told["warnings"].as_array().unwrap().len(), 1);
}

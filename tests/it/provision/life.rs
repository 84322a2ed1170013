//! A user's life: created, found again, changed, disabled, enabled.

use super::{Scratch, changes};
use serde_json::{Value as Json, json};

const WHO: &str = "bjensen@contoso.com";
const MANAGER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";

fn kinds(run: &Json) -> Vec<(&str, &str)> {
    run["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| {
            (
                step["kind"].as_str().unwrap(),
                step["status"].as_str().unwrap(),
            )
        })
        .collect()
}

#[test]
fn created_matched_changed_disabled_enabled() {
    let scratch = Scratch::contoso("life");
    let manager = scratch.dry_then_apply("ingrid.sorensen@contoso.com");

    let run = scratch.dry_then_apply(WHO);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("create"), &json!("success"))
    );
    let steps = kinds(&run);
    let shown: Vec<&str> = steps.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(shown, ["import", "scoping", "matching", "export"]);
    assert_eq!(changes(&run)["userName"], "barbara.jensen@contoso.com");
    assert_eq!(
        changes(&run)["timezone"],
        "Europe/Berlin",
        "a default value on creation"
    );
    assert_eq!(changes(&run)["password"], "[Redact]");
    assert_eq!(run["requests"][0]["method"], "POST");
    assert_eq!(
        run["requests"].as_array().unwrap().len(),
        2,
        "the manager follows"
    );
    assert_eq!(changes(&run)[MANAGER], manager["target"]["id"]);
    let anchor = run["target"]["id"].clone();

    let run = scratch.dry_then_apply(WHO);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("other"), &json!("skipped"))
    );
    assert_eq!(run["error"]["code"], "RedundantExport");
    assert_eq!(run["requests"], json!([]));
    assert_eq!(run["target"]["id"], anchor);

    scratch.edit("users.ndjson", WHO, "Tour Guide", "Head of Tours");
    let run = scratch.dry_then_apply(WHO);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("update"), &json!("success"))
    );
    assert_eq!(json!(changes(&run)), json!({"title": "Head of Tours"}));
    assert_eq!(run["requests"].as_array().unwrap().len(), 1);
    assert_eq!(run["requests"][0]["method"], "PATCH");

    let role = r#""appRoleAssignments": [{"id": "00000000-0000-0000-0000-00000000d002", "value": "User", "displayName": "User"}]"#;
    let none = r#""appRoleAssignments": []"#;
    scratch.edit("users.ndjson", WHO, role, none);
    let run = scratch.dry_then_apply(WHO);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("disable"), &json!("success"))
    );
    assert_eq!(changes(&run)["active"], false);

    scratch.edit("users.ndjson", WHO, none, role);
    let run = scratch.dry_then_apply(WHO);
    assert_eq!(
        (&run["action"], &run["status"]),
        (&json!("update"), &json!("success"))
    );
    assert_eq!(changes(&run)["active"], true);
    assert_eq!(run["target"]["id"], anchor, "the same user");

    let log = scratch.run(&["log", "--format", "json"]);
    let log: Json = serde_json::from_str(&log.out).unwrap();
    let actions: Vec<&str> = log["runs"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|run| run["action"].as_str().unwrap())
        .filter(|action| *action != "other")
        .collect();
    assert_eq!(actions, ["create", "create", "update", "disable", "update"]);
}

#[test]
fn the_job_says_what_is_unique_and_what_deletion_does() {
    let scratch = Scratch::contoso("unique");
    let target = "type = \"embedded\"";
    let told = format!("{target}\nunique = [\"title\"]\ndelete = \"soft\"");
    scratch.edit("job.toml", target, target, &told);
    let first = scratch.dry_then_apply(WHO);
    // Another with the same title is refused: the dry run announces it, the directory does not take it.
    scratch.edit(
        "users.ndjson",
        "zoe.mueller",
        "Staff Engineer",
        "Tour Guide",
    );
    let run = scratch.provision(&["zoe.mueller@contoso.com", "--apply"]);
    assert_eq!(run["error"]["code"], "EntryConflict", "{run}");
    let reason = run["error"]["reason"].as_str().unwrap();
    assert!(reason.contains("title"), "{reason}");

    let text = scratch.read("users.ndjson");
    let line = text
        .lines()
        .find(|line| line.contains("0000a009\", \"userP"));
    let left = text.replace(&format!("{}\n", line.unwrap()), "");
    scratch.write("users.ndjson", &left);
    let run = scratch.dry_then_apply("00000000-0000-0000-0000-00000000a009");
    assert_eq!(run["action"], "delete", "{run}");
    assert_eq!(run["target"]["id"], first["target"]["id"]);
    let kept = scratch.files();
    let (_, kept) = kept
        .iter()
        .find(|(path, _)| path.ends_with("target.db"))
        .unwrap();
    let name = b"barbara.jensen@contoso.com";
    assert!(
        kept.windows(name.len()).any(|window| window == name),
        "kept"
    );
    let run = scratch.dry_then_apply("zoe.mueller@contoso.com");
    assert_eq!(run["action"], "create", "the title is free again: {run}");
}

#[test]
fn nobody_is_created_who_is_not_in_scope() {
    let scratch = Scratch::contoso("out-of-scope");
    for key in [
        "noah.brown@contoso.com",
        "sam.oneill@contoso.com",
        "petra.novak@contoso.com",
    ] {
        let run = scratch.dry_then_apply(key);
        assert_eq!(run["status"], "skipped", "{key}");
        assert_eq!(run["requests"], json!([]));
    }
}

#[test]
fn the_first_line_says_what_and_why() {
    let scratch = Scratch::contoso("first-line");
    let ran = scratch.run(&["provision", WHO]);
    let first = ran.out.lines().next().unwrap();
    assert_eq!(
        first,
        "would create bjensen@contoso.com in Contoso Desk: active and assigned in Azure Active Directory, no matching User found, with a warning"
    );
    let warning = "! Perform action                        User 'bjensen@contoso.com' would be created in Contoso Desk\n    `00000000-0000-0000-0000-00000000a004`, which";
    assert!(ran.out.contains(warning), "{}", ran.out);
    assert!(ran.out.contains("\n✓ Import user "), "{}", ran.out);
    assert!(ran.out.contains("\nRequests that would be sent\nPOST "));
    let ran = scratch.run(&["provision", WHO, "--apply"]);
    assert!(
        ran.out
            .starts_with("created bjensen@contoso.com in Contoso Desk: ")
    );
}

#[test]
fn a_replay_is_the_same_to_the_letter() {
    let scratch = Scratch::contoso("replay");
    let arguments = [
        "provision",
        WHO,
        "--format",
        "json",
        "--now",
        "2026-03-02T08:00:00Z",
        "--seed",
        "7",
    ];
    let (one, two) = (scratch.run(&arguments), scratch.run(&arguments));
    assert_eq!(one.out, two.out);
    assert!(
        one.out
            .contains("\"start\": \"2026-03-02T08:00:00.0000000Z\"")
    );
}

#[test]
fn a_failure_says_what_to_do() {
    let scratch = Scratch::contoso("failure");
    scratch.provision(&[WHO, "--apply"]);
    let line = scratch
        .read("users.ndjson")
        .lines()
        .find(|line| line.contains(WHO))
        .unwrap()
        .replace("00000000a009", "00000000a0ff")
        .replace(WHO, "barbara@contoso.com");
    scratch.write(
        "users.ndjson",
        &(scratch.read("users.ndjson") + &line + "\n"),
    );
    let before = scratch.files();
    let ran = scratch.run(&["provision", "barbara@contoso.com"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with(
            "cannot update barbara@contoso.com in Contoso Desk: DuplicateSourceEntries: "
        ),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\n  what to do: "), "{}", ran.out);
    assert!(ran.out.contains("\n✗ Perform action "), "{}", ran.out);
    assert!(before == scratch.files());
}

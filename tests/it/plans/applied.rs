//! Plans that are saved and applied, on copies of `examples/contoso`.

use crate::cli::Ran;
use crate::provision::Scratch;
use serde_json::Value as Json;

fn planned(scratch: &Scratch) -> Json {
    let ran = scratch.run(&["plan", "--format", "json"]);
    let plan: Json =
        serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{} {}", ran.out, ran.err));
    crate::reference::conforms_value("plan", &plan);
    plan
}

fn saved(scratch: &Scratch) -> Ran {
    scratch.run(&["plan", "--save", "some.plan"])
}

/// Edits the source, as if somebody had worked in it.
fn edit(scratch: &Scratch, old: &str, new: &str) {
    let text = scratch.read("users.ndjson");
    assert!(text.contains(old));
    scratch.write("users.ndjson", &text.replace(old, new));
}

fn outcome(plan: &Json, outcome: &str) -> u64 {
    plan["counts"]["outcomes"][outcome].as_u64().unwrap_or(0)
}

#[test]
fn an_applied_plan_leaves_nothing_to_do() {
    let scratch = Scratch::contoso("plan-applied");
    let plan = planned(&scratch);
    assert_eq!(
        (outcome(&plan, "create"), outcome(&plan, "unchanged")),
        (5, 0)
    );
    assert!(
        plan["counts"]["later_passes"].as_u64().unwrap() > 0,
        "managers wait for each other"
    );
    assert_eq!(saved(&scratch).code, 0);
    let before = scratch.files();
    let applied = scratch.run(&["apply", "some.plan"]);
    assert!(before != scratch.files());
    assert_eq!(applied.code, 0, "{}", applied.err);
    assert!(
        applied.out.starts_with("Applied: 5 created, 2 updated."),
        "{}",
        applied.out
    );
    let plan = planned(&scratch);
    assert_eq!(
        (outcome(&plan, "create"), outcome(&plan, "unchanged")),
        (0, 5)
    );
}

#[test]
fn a_plan_is_applied_once() {
    let scratch = Scratch::contoso("plan-once");
    saved(&scratch);
    assert_eq!(scratch.run(&["apply", "some.plan"]).code, 0);
    let before = scratch.files();
    let again = scratch.run(&["apply", "some.plan"]);
    assert_eq!((again.code, again.out.as_str()), (1, ""));
    assert!(
        again
            .err
            .contains("the plan is stale: the target and the stored links changed"),
        "{}",
        again.err
    );
    assert!(before == scratch.files(), "a stale plan changed a file");
}

#[test]
fn whatever_changes_makes_a_plan_stale() {
    let changes: [(&str, &str, &str, &str); 3] = [
        ("users.ndjson", "Staff Engineer", "Engineer", "the source"),
        (
            "schema.json",
            "\"flowTypes\"",
            "\"flowTypes\" ",
            "the schema",
        ),
        (
            "job.toml",
            "[source]",
            "# changed\n[source]",
            "the job file",
        ),
    ];
    for (file, old, new, what) in changes {
        let scratch = Scratch::contoso("plan-stale");
        saved(&scratch);
        let text = scratch.read(file);
        assert!(text.contains(old), "{file}");
        scratch.write(file, &text.replacen(old, new, 1));
        let before = scratch.files();
        let ran = scratch.run(&["apply", "some.plan"]);
        assert_eq!(ran.code, 1, "{file}");
        assert!(
            ran.err
                .contains(&format!("the plan is stale: {what} changed")),
            "{}",
            ran.err
        );
        assert!(before == scratch.files(), "{file}");
    }
}

#[test]
fn files_that_are_no_whole_plans_are_refused() {
    let scratch = Scratch::contoso("plan-damaged");
    saved(&scratch);
    let whole = scratch.read("some.plan");
    let lines: Vec<&str> = whole.lines().collect();
    let cut = lines[..lines.len() - 1].join("\n");
    let bent = whole.replacen("\"outcome\":\"create\"", "\"outcome\":\"praise\"", 1);
    let newer = whole.replacen("\"format_version\":2", "\"format_version\":9", 1);
    let cases = [
        ("", "is no saved plan"),
        ("{\"kind\": \"recipe\"}", "is no saved plan"),
        (lines[0], "is not whole: its end is missing"),
        (cut.as_str(), "is not whole: its end is missing"),
        (bent.as_str(), "is damaged at line 2"),
        (
            newer.as_str(),
            "was saved by another version of attrflow (format 9)",
        ),
    ];
    for (text, said) in cases {
        scratch.write("some.plan", text);
        let ran = scratch.run(&["apply", "some.plan"]);
        assert_eq!(ran.code, 2, "{said}");
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert!(
        !scratch
            .files()
            .keys()
            .any(|name| name.ends_with("target.db"))
    );
}

#[test]
fn deletions_beyond_the_threshold_are_applied_only_when_allowed() {
    let scratch = Scratch::contoso("plan-threshold");
    saved(&scratch);
    scratch.run(&["apply", "some.plan"]);
    let job = scratch.read("job.toml");
    scratch.write("job.toml", &format!("{job}\n[thresholds]\ndeletes = 0\n"));
    edit(
        &scratch,
        "\"accountEnabled\": true",
        "\"accountEnabled\": false",
    );
    let plan = scratch.run(&["plan", "--save", "some.plan"]);
    assert_eq!(plan.code, 3, "{}", plan.err);
    let before = scratch.files();
    let refused = scratch.run(&["apply", "some.plan"]);
    assert_eq!(refused.code, 3);
    assert!(
        refused.err.contains("`deletes`") && refused.err.contains("--allow-deletes"),
        "{}",
        refused.err
    );
    assert!(before == scratch.files());
    let allowed = scratch.run(&["apply", "some.plan", "--allow-deletes", "--format", "json"]);
    assert_eq!(allowed.code, 0, "{}", allowed.err);
    let done: Json = serde_json::from_str(&allowed.out).unwrap();
    crate::reference::conforms_value("apply", &done);
    assert!(done["outcomes"]["disable"].as_u64().unwrap() > 0, "{done}");
}

#[test]
fn secrets_are_in_no_plan() {
    let scratch = Scratch::contoso("plan-secrets");
    saved(&scratch);
    let text = scratch.read("some.plan");
    assert!(
        text.contains("\"target\":\"password\",\"old\":null,\"new\":\"[Redact]\""),
        "{text}"
    );
}

//! The commands around provisioning: search, log, links, probe, job, and their exit codes.

use super::Scratch;
use crate::reference::conforms;

const WHO: &str = "bjensen@contoso.com";
const ANCHOR: &str = "00000000-0000-0000-0000-00000000a009";

#[test]
fn search_finds_by_parts_of_names_and_addresses() {
    let scratch = Scratch::contoso("search");
    for text in ["JENSEN", "barb", "bjensen@"] {
        let ran = scratch.run(&["search", text]);
        assert_eq!(ran.code, 0);
        assert!(ran.out.contains("Barbara Jensen"), "{}", ran.out);
        assert_eq!(ran.out.lines().count(), 2);
    }
    let nobody = scratch.run(&["search", "nobody-of-that-name"]);
    assert_eq!(nobody.code, 1);
    assert_eq!(
        nobody.out,
        "nobody's name or address holds `nobody-of-that-name`\n"
    );
    let some = scratch.run(&["search", "contoso.com", "--limit", "3", "--format", "json"]);
    conforms("search", &some);
    assert_eq!(some.out.matches("\"key\"").count(), 3);
}

#[test]
fn links_are_shown_and_deleted_and_found_again() {
    let scratch = Scratch::contoso("links");
    let empty = scratch.run(&["links"]);
    assert_eq!(
        (empty.code, empty.out.as_str()),
        (0, "there are no links yet\n")
    );
    let run = scratch.provision(&[WHO, "--apply"]);
    let target = run["target"]["id"].as_str().unwrap();

    for key in [WHO, ANCHOR, target] {
        let shown = scratch.run(&["links", "show", key]);
        assert_eq!(shown.code, 0, "{}", shown.err);
        assert!(shown.out.contains(target), "{}", shown.out);
    }
    conforms("links", &scratch.run(&["links", "--format", "json"]));

    let deleted = scratch.run(&["links", "delete", WHO]);
    assert!(deleted.out.contains(target), "{}", deleted.out);
    let gone = scratch.run(&["links", "delete", WHO]);
    assert_eq!(
        (gone.code, gone.out.as_str()),
        (1, "there is no link of `bjensen@contoso.com`\n")
    );

    let again = scratch.dry_then_apply(WHO);
    assert_eq!(again["target"]["id"], target, "matched, not created");
    assert_eq!(scratch.run(&["links", "show", WHO]).code, 0);
}

#[test]
fn the_log_tells_of_what_was_applied() {
    let scratch = Scratch::contoso("log");
    assert_eq!(scratch.run(&["log"]).out, "nothing was applied yet\n");
    scratch.provision(&[WHO, "--apply"]);
    scratch.provision(&["zoe.mueller@contoso.com", "--apply"]);

    let all = scratch.run(&["log", "--format", "json"]);
    conforms("runs", &all);
    let one = scratch.run(&["log", "--user", WHO]);
    assert_eq!(one.out.lines().count(), 2, "{}", one.out);
    assert!(
        one.out.contains("created bjensen@contoso.com"),
        "{}",
        one.out
    );
    let newest = scratch.run(&["log", "--limit", "1", "--full"]);
    assert!(
        newest.out.contains("created zoe.mueller@contoso.com"),
        "{}",
        newest.out
    );
    assert!(newest.out.contains("Requests that were sent"));

    let graph: serde_json::Value =
        serde_json::from_str(&scratch.run(&["log", "--format", "graph"]).out).unwrap();
    assert_eq!(graph["value"][1]["sourceIdentity"]["id"], ANCHOR);
    assert_eq!(graph["value"][1]["provisioningAction"], "create");
}

#[test]
fn details_and_traces_are_shown_when_asked_for() {
    let scratch = Scratch::contoso("details");
    let ran = scratch.run(&[
        "provision",
        WHO,
        "--details",
        "import",
        "--trace",
        "userName",
    ]);
    assert!(ran.out.contains("    name"), "{}", ran.out);
    assert!(ran.out.contains("\nuserName\nJoin("), "{}", ran.out);
    assert!(ran.out.contains("[givenName] = \"Barbara\""), "{}", ran.out);
    let wrong = scratch.run(&["provision", WHO, "--trace", "userNam"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("did you mean `userName`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn exit_codes() {
    let scratch = Scratch::contoso("exits");
    let code = |arguments: &[&str]| scratch.run(arguments).code;
    assert_eq!(code(&["provision", WHO]), 0);
    assert_eq!(code(&["provision", "nobody@contoso.com"]), 1);
    assert_eq!(
        code(&["provision", "--group", "desk"]),
        1,
        "no mapping for groups"
    );
    assert_eq!(code(&["provision"]), 2);
    assert_eq!(code(&["provision", WHO, "--job", "no.toml"]), 2);
    assert_eq!(code(&["provision", WHO, "--details", "every"]), 2);
    assert_eq!(code(&["probe"]), 2, "the embedded directory has no quirks");
    let elsewhere = crate::cli::attrflow(&["provision", WHO]);
    assert_eq!(elsewhere.code, 2);
    assert!(elsewhere.err.contains("--job"), "{}", elsewhere.err);
}

#[test]
fn job_files_are_checked() {
    let scratch = Scratch::contoso("job");
    let fine = scratch.run(&["job", "check", "job.toml"]);
    assert_eq!(fine.code, 0, "{}{}", fine.out, fine.err);
    scratch.edit("job.toml", "kind", "\"app\"", "\"ap\"");
    let wrong = scratch.run(&["job", "check", "job.toml"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("job.toml:"), "{}", wrong.out);
    conforms(
        "check",
        &scratch.run(&["job", "check", "job.toml", "--format", "json"]),
    );
    let used = scratch.run(&["provision", WHO]);
    assert_eq!(used.code, 2);
    assert!(used.err.contains("has errors"), "{}", used.err);
    let schema = scratch.run(&["job", "schema"]);
    assert!(serde_json::from_str::<serde_json::Value>(&schema.out).is_ok());
}

#[test]
fn a_generation_is_of_graphs_answers() {
    let scratch = Scratch::contoso("generation");
    let ran = scratch.run(&["provision", "bjensen@contoso.com", "--generation", "2"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("add `--format graph`"), "{}", ran.err);
}

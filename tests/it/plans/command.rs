//! `attrflow plan`, on copies of `examples/contoso`.

use crate::cli::Ran;
use crate::provision::Scratch;
use serde_json::{Value as Json, json};

/// The schema's mapping of a target with another expression, as `old.json`.
fn old(scratch: &Scratch, target: &str, expression: &str) {
    let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
    let mut changed = 0;
    for mapping in mappings(&mut schema) {
        if mapping["targetAttributeName"] == target {
            mapping["source"] = json!({"expression": expression});
            changed += 1;
        }
    }
    assert_eq!(changed, 1);
    scratch.write("old.json", &schema.to_string());
}

fn mappings(schema: &mut Json) -> impl Iterator<Item = &mut Json> {
    let rules = schema["synchronizationRules"].as_array_mut().unwrap();
    let objects = rules
        .iter_mut()
        .flat_map(|rule| rule["objectMappings"].as_array_mut().unwrap());
    objects
        .filter(|object| object["sourceObjectName"] == "User")
        .flat_map(|object| object["attributeMappings"].as_array_mut().unwrap())
}

fn json(ran: &Ran) -> Json {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{} {}", ran.out, ran.err))
}

fn plan(scratch: &Scratch, arguments: &[&str]) -> (i32, Json) {
    let ran = scratch.run(&[&["plan", "--format", "json"], arguments].concat());
    let written = json(&ran);
    let schema = match arguments.contains(&"--user") {
        true => "plan-user",
        false => "plan",
    };
    crate::reference::conforms_value(schema, &written);
    (ran.code, written)
}

#[test]
fn a_changed_expression_changes_those_who_have_a_value() {
    let scratch = Scratch::contoso("plan-expression");
    old(&scratch, "title", r#"Append([jobTitle], "!")"#);
    let (code, plan) = plan(&scratch, &["--against", "old.json"]);
    assert_eq!(code, 0);
    let counts = &plan["counts"];
    assert_eq!(
        (&counts["users"], &counts["in_scope"]),
        (&json!(9), &json!(5))
    );
    assert_eq!(counts["outcomes"], json!({"update": 5, "skip": 4}));
    let attributes = plan["attributes"].as_array().unwrap();
    assert_eq!(attributes.len(), 1);
    let title = &attributes[0];
    assert_eq!(
        [
            &title["target"],
            &title["gains"],
            &title["loses"],
            &title["changes"]
        ],
        [&json!("title"), &json!(0), &json!(0), &json!(5)]
    );
    assert_eq!(plan["basis"]["kind"], "versions");
}

#[test]
fn a_schema_does_not_differ_from_itself() {
    let scratch = Scratch::contoso("plan-itself");
    let before = scratch.files();
    let (code, plan) = plan(&scratch, &["--against", "schema.json"]);
    assert_eq!(code, 0);
    assert_eq!(
        plan["counts"]["outcomes"],
        json!({"unchanged": 5, "skip": 4})
    );
    assert_eq!(plan["attributes"], json!([]));
    assert!(before == scratch.files(), "a plan changed a file");
}

#[test]
fn one_user_is_shown_in_full() {
    let scratch = Scratch::contoso("plan-user");
    old(&scratch, "title", r#"Append([jobTitle], "!")"#);
    let ran = scratch.run(&[
        "plan",
        "--against",
        "old.json",
        "--user",
        "bjensen@contoso.com",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        ran.out,
        "bjensen@contoso.com: updated\n  \
         anchor in the source: 00000000-0000-0000-0000-00000000a009\n\n\
         target attribute  old            new\n\
         title             \"Tour Guide!\"  \"Tour Guide\"\n"
    );
    let nobody = scratch.run(&["plan", "--against", "old.json", "--user", "nobody"]);
    assert_eq!(nobody.code, 2);
    assert!(
        nobody.err.contains("there is no user `nobody`"),
        "{}",
        nobody.err
    );
}

#[test]
fn one_user_is_planned_as_among_all() {
    let scratch = Scratch::contoso("plan-single");
    old(&scratch, "displayName", r#"Append([displayName], "!")"#);
    let (_, plan) = plan(&scratch, &["--against", "old.json", "--samples", "9"]);
    let entries: Vec<&Json> = plan["samples"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|sample| sample["entries"].as_array().unwrap())
        .collect();
    assert_eq!(entries.len(), 9);
    for entry in entries {
        let key = entry["key"].as_str().unwrap();
        let arguments = [
            "plan",
            "--format",
            "json",
            "--against",
            "old.json",
            "--user",
            key,
        ];
        let ran = scratch.run(&arguments);
        let mut single = json(&ran)["entries"][0].clone();
        single["number"] = entry["number"].clone();
        assert_eq!(&single, entry);
    }
}

#[test]
fn users_are_read_from_other_files_too() {
    let scratch = Scratch::contoso("plan-files");
    old(&scratch, "title", r#"Append([jobTitle], "!")"#);
    let users: Vec<Json> = scratch
        .read("users.ndjson")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    scratch.write("some.json", &json!(users[..2]).to_string());
    scratch.write(
        "some.csv",
        "objectId,userPrincipalName,accountEnabled,jobTitle,appRoleAssignments,employeeType,department\n",
    );
    let (code, of_json) = plan(&scratch, &["--against", "old.json", "--users", "some.json"]);
    assert_eq!((code, &of_json["counts"]["users"]), (0, &json!(2)));
    let (code, of_csv) = plan(&scratch, &["--against", "old.json", "--users", "some.csv"]);
    assert_eq!((code, &of_csv["counts"]["users"]), (0, &json!(0)));
    // A page of Graph names users by `id`.
    let graph = scratch
        .read("users.ndjson")
        .replace("\"objectId\"", "\"id\"");
    scratch.write("graph.ndjson", &graph);
    let (code, of_graph) = plan(
        &scratch,
        &["--against", "old.json", "--users", "graph.ndjson"],
    );
    assert_eq!(code, 0);
    assert_eq!(
        of_graph["counts"]["outcomes"],
        json!({"update": 5, "skip": 4})
    );
}

#[test]
fn lines_that_cannot_be_read_are_told_and_left_out() {
    let scratch = Scratch::contoso("plan-lines");
    let users = scratch.read("users.ndjson");
    let (first, rest) = users.split_once('\n').unwrap();
    scratch.write(
        "users.ndjson",
        &format!("{first}\n{{\"objectId\": \n{{}}\n\n{rest}"),
    );
    let (code, plan) = plan(&scratch, &["--against", "schema.json"]);
    assert_eq!(code, 1);
    assert_eq!(plan["counts"]["users"], 9);
    let left = plan["not_evaluated"].as_array().unwrap();
    let told: Vec<&str> = left
        .iter()
        .map(|left| left["what"].as_str().unwrap())
        .collect();
    assert_eq!(
        told[..2],
        ["line 2 of users.ndjson", "line 3 of users.ndjson"]
    );
    assert!(
        left[1]["why"].as_str().unwrap().contains("`objectId`"),
        "{left:?}"
    );
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let scratch = Scratch::contoso("plan-threads");
    old(&scratch, "title", r#"Append([jobTitle], "!")"#);
    let line = scratch.read("users.ndjson");
    let line = line.lines().next().unwrap();
    let many: String = (0..3000)
        .map(|at| line.replace("a001", &format!("{at:04}")) + "\n")
        .collect();
    scratch.write("users.ndjson", &many);
    let one = scratch.run(&[
        "plan",
        "--format",
        "json",
        "--against",
        "old.json",
        "--threads",
        "1",
    ]);
    let four = scratch.run(&[
        "plan",
        "--format",
        "json",
        "--against",
        "old.json",
        "--threads",
        "4",
    ]);
    assert_eq!(one.out, four.out);
    assert_eq!(json(&one)["counts"]["outcomes"], json!({"update": 3000}));
}

#[test]
fn values_that_several_users_would_get_are_told() {
    let scratch = Scratch::contoso("plan-collisions");
    let schema = scratch.read("schema.json");
    old(&scratch, "userName", r#""everybody@contoso.com""#);
    let same = scratch.read("old.json");
    // Once as a change for everybody, once as what everybody has already.
    for before in [schema, same.clone()] {
        scratch.write("schema.json", &same);
        scratch.write("old.json", &before);
        let (_, plan) = plan(&scratch, &["--against", "old.json"]);
        let collisions = plan["collisions"].as_array().unwrap();
        assert_eq!(collisions.len(), 1, "{plan}");
        assert_eq!(
            [
                &collisions[0]["target"],
                &collisions[0]["value"],
                &collisions[0]["count"]
            ],
            [
                &json!("userName"),
                &json!("everybody@contoso.com"),
                &json!(5)
            ]
        );
    }
}

#[test]
fn thresholds_end_with_exit_code_3() {
    let scratch = Scratch::contoso("plan-thresholds");
    let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
    schema["synchronizationRules"][0]["objectMappings"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .for_each(|mapping| mapping["scope"] = Json::Null);
    scratch.write("old.json", &schema.to_string());
    let (code, all) = plan(&scratch, &["--against", "old.json"]);
    let left = all["counts"]["outcomes"]["leave_scope"].as_u64();
    assert_eq!((code, &all["exceeded"]), (0, &json!([])), "{all}");
    let left = left.expect("somebody leaves the scope");
    let job = scratch.read("job.toml");
    for (limit, expected) in [(left, 0), (left - 1, 3)] {
        scratch.write(
            "job.toml",
            &format!("{job}\n[thresholds]\nmax-disables = {limit}\n"),
        );
        let (code, all) = plan(&scratch, &["--against", "old.json"]);
        assert_eq!(code, expected, "{all}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let scratch = Scratch::contoso("plan-wrong");
    let refused = |arguments: &[&str], said: &[&str]| {
        let ran = scratch.run(&[&["plan"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        for said in said {
            assert!(ran.err.contains(said), "{}", ran.err);
        }
    };
    refused(
        &[
            "--against",
            "schema.json",
            "--target-snapshot",
            "accounts.ndjson",
        ],
        &["cannot be used with"],
    );
    refused(&["--against", "none.json"], &["cannot read `none.json`"]);
    scratch.write("broken.json", "{\"synchronizationRules\": [}");
    refused(
        &["--against", "broken.json"],
        &["broken.json", "mend what is marked above"],
    );
    old(&scratch, "title", "ToUper([jobTitle],)");
    refused(
        &["--against", "old.json"],
        &["ToUper", "did you mean `ToUpper`?"],
    );
    let renamed = scratch.read("schema.json");
    let renamed: Json = serde_json::from_str(&renamed).unwrap();
    let mut renamed = renamed.clone();
    for rule in renamed["synchronizationRules"].as_array_mut().unwrap() {
        rule["objectMappings"] = json!([]);
    }
    scratch.write("empty.json", &renamed.to_string());
    refused(
        &["--against", "empty.json"],
        &[
            "`empty.json` does not fit the job",
            "no enabled object mapping for users",
        ],
    );
    refused(
        &["--against", "schema.json", "--users", "users.txt"],
        &["tells no format"],
    );
}

#[test]
fn without_another_schema_the_target_is_planned() {
    let scratch = Scratch::contoso("plan-target");
    let before = scratch.files();
    let (code, whole) = plan(&scratch, &[]);
    assert_eq!(code, 0);
    assert_eq!(whole["counts"]["outcomes"], json!({"create": 5, "skip": 4}));
    assert!(before == scratch.files(), "a plan changed a file");
    scratch.provision(&["bjensen@contoso.com", "--apply"]);
    let (code, whole) = plan(&scratch, &[]);
    assert_eq!(code, 0);
    assert_eq!(whole["counts"]["outcomes"]["create"], 4);
}

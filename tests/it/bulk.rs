//! `eval --users`: a population in, one line a user out.

mod bars;
mod edges;
mod equality;
mod interrupts;
mod population;
mod tables;

use crate::engine::LIBRARY;
use attrflow::check::check_mapping;
use attrflow::eval::{LineEvaluator, LineOptions, LineResult};
use attrflow::library::FixedHost;
use attrflow::schema::Schema;
use bumpalo::Bump;
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

const SCHEMA: &str = "examples/contoso/schema.json";
const USERS: &str = "examples/contoso/users.ndjson";

/// Runs the command with that standard input: exit code, standard output, standard error.
fn attrflow(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attrflow"))
        .args(args)
        .env("NO_COLOR", "1")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let done = child.wait_with_output().unwrap();
    let _ = writer.join();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

/// A folder of files that goes away.
struct Folder {
    path: std::path::PathBuf,
}

impl Folder {
    fn new(name: &str) -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("attrflow-bulk-{name}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// What was said on standard error, without the notes on what nobody knows.
fn told(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.starts_with("note["));
    lines.map(|line| format!("{line}\n")).collect()
}

fn lines(text: &str) -> Vec<Json> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn each_line_says_what_eval_says_of_that_user() {
    let (code, bulk, _) = attrflow(&["eval", "--schema", SCHEMA, "--users", USERS], "");
    let (_, single, _) = attrflow(
        &[
            "eval", "--schema", SCHEMA, "--user", USERS, "--format", "json",
        ],
        "",
    );
    assert_eq!(code, Some(0));
    let (bulk, single) = (lines(&bulk), lines(&single));
    assert_eq!(bulk.len(), single.len());
    for (line, user) in bulk.iter().zip(&single) {
        assert_eq!(line["inScope"], user["scope"]["inScope"]);
        for attribute in user["attributes"].as_array().unwrap() {
            let target = attribute["target"].as_str().unwrap();
            match attribute["outcome"].as_str().unwrap() {
                "value" | "default" => assert_eq!(line[target], attribute["result"], "{target}"),
                _ => assert!(line.get(target).is_none(), "{target}"),
            }
        }
    }
}

#[test]
fn threads_keep_the_order_and_bad_lines_stop_nothing() {
    let users = std::fs::read_to_string(format!("{}/{USERS}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut input = String::new();
    for round in 0..400 {
        input.push_str(&users);
        if round == 7 {
            input.push_str("{\"objectId\": \"x\", \"mail\": }\n\n{\"mail\": \"no key\"}\r\n[1]\n");
        }
    }
    let alone = attrflow(
        &["eval", "--schema", SCHEMA, "--users", "-", "--threads", "1"],
        &input,
    );
    let together = attrflow(
        &["eval", "--schema", SCHEMA, "--users", "-", "--threads", "3"],
        &input,
    );
    assert_eq!(alone, together);
    let (code, out, said) = alone;
    assert_eq!(code, Some(1));
    assert_eq!(out.lines().count(), 400 * users.lines().count() + 3);
    assert!(
        said.contains("<stdin>:73:27: this is no JSON object: a value is wanted"),
        "{said}"
    );
    assert!(
        said.contains("<stdin>:75: the user has no `objectId`"),
        "{said}"
    );
    assert!(
        said.contains("<stdin>:76:1: this is no JSON object: `{` is wanted"),
        "{said}"
    );
}

#[test]
fn results_go_to_a_file_whole_or_not_at_all() {
    let folder = std::env::temp_dir().join(format!("attrflow-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("out.ndjson");
    let out = path.display().to_string();
    let (code, printed, _) = attrflow(
        &[
            "eval",
            "--schema",
            SCHEMA,
            "--users",
            USERS,
            "-o",
            &out,
            "--in-scope-only",
        ],
        "",
    );
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 6);
    let (code, _, said) = attrflow(
        &[
            "eval",
            "--schema",
            SCHEMA,
            "--users",
            "no-such-file",
            "-o",
            &out,
        ],
        "",
    );
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(
        std::fs::read_to_string(&path).unwrap().lines().count(),
        6,
        "what was there stays"
    );
    assert_eq!(
        std::fs::read_dir(&folder).unwrap().count(),
        1,
        "nothing half written is left"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn secrets_stay_hidden() {
    let (_, out, _) = attrflow(&["eval", "--schema", SCHEMA, "--users", USERS], "");
    assert!(
        lines(&out)
            .iter()
            .all(|line| line["password"] == "[Redact]")
    );
}

#[test]
fn broken_mappings_are_told_and_objects_left_out_are_marked() {
    let source =
        |expression: &str| json!({"expression": expression, "name": "x", "type": "Function"});
    let schema = json!({"synchronizationRules": [{"sourceDirectoryName": "s", "targetDirectoryName": "t", "objectMappings": [
        {"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
            {"targetAttributeName": "good", "matchingPriority": 1, "source": source("Trim([a])")},
            {"targetAttributeName": "bad", "source": source("Trimm([a])")},
            {"targetAttributeName": "objectFilter", "source": source("IIF([a]=\"x\", IgnoreObjectFlow, \"False\")")}]}]}]});
    let path = std::env::temp_dir().join(format!("attrflow-broken-{}.json", std::process::id()));
    std::fs::write(&path, schema.to_string()).unwrap();
    let users = "{\"id\":\"1\",\"a\":\"x\"}\n{\"id\":\"2\",\"a\":\"y\"}\n";
    let (code, out, said) = attrflow(
        &[
            "eval",
            "--schema",
            &path.display().to_string(),
            "--users",
            "-",
        ],
        users,
    );
    std::fs::remove_file(&path).unwrap();
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no function `Trimm`"), "{said}");
    let out = lines(&out);
    assert_eq!(
        out[0],
        json!({"id": "1", "inScope": true, "good": "x", "@skipObject": true})
    );
    assert_eq!(
        out[1],
        json!({"id": "2", "inScope": true, "good": "y", "objectFilter": "False"})
    );
}

/// JSON of any shape that names members of the example now and then.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
        "[\"\\\\\u{0}-\u{1f}é😀]{0,6}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-c.:\\[]{1,3}", inner), 0..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// A mapping that gives each of some attributes as it is.
fn with_direct_mapping(names: &[&str], test: impl FnOnce(LineEvaluator<'_>)) {
    let attributes: Vec<Json> = names
        .iter()
        .map(|name| json!({"targetAttributeName": format!("t {name}"), "source": {"expression": format!("[{name}]"), "name": name, "type": "Attribute"}}))
        .collect();
    let schema = json!({"synchronizationRules": [{"sourceDirectoryName": "s", "targetDirectoryName": "t", "objectMappings": [
        {"sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": attributes}]}]});
    let (schema, _) = Schema::read(schema.to_string().as_bytes()).unwrap();
    let (rule, object) = schema.mappings().next().unwrap();
    let (mapping, _) = check_mapping(&LIBRARY, &schema, rule, object, None);
    let options = LineOptions {
        key: "id".to_owned(),
        in_scope_only: false,
        notes: false,
    };
    test(LineEvaluator::new(&mapping, options));
}

fn line(evaluator: &mut LineEvaluator<'_>, text: &str) -> (LineResult, String) {
    let host = FixedHost::new(Default::default(), 1);
    let mut out = Vec::new();
    let result = evaluator.line(text, &host, &Bump::new(), &mut |_| {}, &mut out);
    (result, String::from_utf8(out).unwrap())
}

proptest! {
    /// What goes in as JSON comes out as the same JSON, whatever stands around it and in which order.
    #[test]
    fn values_pass_unchanged(mut members in prop::collection::vec(("[a-f]", any_json()), 0..8), pretty in any::<bool>(), swap in any::<bool>()) {
        members.push(("id".to_owned(), json!("1")));
        if swap {
            members.reverse();
        }
        let user: Map<String, Json> = members.into_iter().collect();
        let text = match pretty {
            true => serde_json::to_string_pretty(&user).unwrap().replace('\n', " "),
            false => serde_json::to_string(&user).unwrap(),
        };
        with_direct_mapping(&["a", "b", "c"], |mut evaluator| {
            for _ in 0..2 {
                let (result, out) = line(&mut evaluator, &text);
                assert_eq!(result, LineResult::Written);
                let out: Json = serde_json::from_str(&out).unwrap();
                for name in ["a", "b", "c"] {
                    let given = user.get(name).cloned().unwrap_or(Json::Null);
                    assert!(same(&out[format!("t {name}")], &given), "{out} {given}");
                }
            }
        });
    }

    /// A line is taken if and only if serde_json takes it as an object.
    #[test]
    fn only_json_is_taken(text in "[{}\\[\\]\",:\\\\u0-9a-ftrusln.eE+ \u{1}-]{0,24}") {
        let text = format!("{{\"id\":\"1\",\"a\":{text}");
        let is = serde_json::from_str::<Map<String, Json>>(&text).is_ok();
        with_direct_mapping(&["b"], |mut evaluator| {
            let (result, _) = line(&mut evaluator, &text);
            if !matches!(result, LineResult::NoKey) {
                assert_eq!(result == LineResult::Written, is, "{text}");
            }
        });
    }
}

/// A number that is no 64-bit integer keeps its digits as text.
fn same(out: &Json, given: &Json) -> bool {
    match (out, given) {
        (Json::String(text), Json::Number(number)) => *text == number.to_string(),
        (Json::Array(out), Json::Array(given)) => {
            out.len() == given.len() && out.iter().zip(given).all(|(a, b)| same(a, b))
        }
        (Json::Object(out), Json::Object(given)) => {
            out.len() == given.len()
                && out
                    .iter()
                    .all(|(name, value)| given.get(name).is_some_and(|other| same(value, other)))
        }
        (out, given) => out == given,
    }
}

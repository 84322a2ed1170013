//! `attrflow eval`.

use super::{Ran, attrflow, attrflow_reading, folder};
use serde_json::{Value as Json, json};

/// A schema of one object mapping, written to a file of its own.
fn schema(name: &str, scope: &Json, mappings: &[(&str, &str)]) -> String {
    let mappings: Vec<Json> = mappings
        .iter()
        .map(|(target, expression)| {
            json!({"targetAttributeName": target, "source": {"expression": expression, "name": null, "type": "Function", "parameters": []}})
        })
        .collect();
    let schema = json!({"synchronizationRules": [{"name": "Rule", "sourceDirectoryName": "A", "targetDirectoryName": "B",
        "objectMappings": [{"name": "Users", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User", "scope": scope,
            "attributeMappings": mappings}]}]});
    let path = folder(name).join("schema.json");
    std::fs::write(&path, serde_json::to_string_pretty(&schema).unwrap()).unwrap();
    path.to_str().unwrap().to_owned()
}

fn lines(ran: &Ran) -> Vec<Json> {
    ran.out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{}", ran.out)))
        .collect()
}

#[test]
fn a_value_has_its_kind_and_its_notes() {
    let ran = attrflow(&["eval", "Append([a], \"x\")"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.starts_with("null (null)\nnote[append-null]: "),
        "{}",
        ran.out
    );
    let ran = attrflow(&["eval", "[a]", "--set", "a=[1, true, \"x\"]"]);
    assert_eq!(ran.out, "[1, True, \"x\"] (list)\n");
}

#[test]
fn an_expression_may_come_in_any_encoding() {
    let utf16: Vec<u8> = "\u{feff}\"é\"\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for input in ["\"é\"\n".as_bytes(), "\u{feff}\"é\"".as_bytes(), &utf16] {
        let ran = attrflow_reading(&["eval", "-"], input);
        assert_eq!(ran.out, "\"é\" (text)\n");
    }
}

#[test]
fn warnings_go_beside_the_value() {
    let ran = attrflow(&["eval", "iif([a]=\"\", \"Y\", \"Z\")", "--set", "a=1"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "\"Z\" (text)\n"));
    assert!(ran.err.contains("warning[function-case]"), "{}", ran.err);
    assert!(ran.err.contains("warning[empty-comparison]"), "{}", ran.err);
    let ran = attrflow(&["eval", "IIF(IsPresent([a]), [a], \"x\")", "--set", "a=1"]);
    assert_eq!(ran.err, "", "advice is for `check`");
}

#[test]
fn what_entra_does_not_take_is_not_evaluated() {
    let long = format!("\"{}\"", "a".repeat(10_000));
    let ran = attrflow(&["eval", &long]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[expression-length]"), "{}", ran.out);
}

#[test]
fn several_users_are_told_apart() {
    let users = "{\"a\": 1}\n\n{\"a\": [2]}\n";
    let ran = attrflow_reading(&["eval", "[a]", "--user", "-"], users.as_bytes());
    assert_eq!(ran.out, "line 1: 1 (integer)\nline 3: [2] (list)\n");
    let ran = attrflow_reading(&["eval", "[a]", "--user", "-", "--trace"], users.as_bytes());
    assert_eq!(
        ran.out,
        "line 1: 1 (integer)\n\n[a] = 1\n\nline 3: [2] (list)\n\n[a] = [2]\n"
    );
    let ran = attrflow_reading(&["eval", "[a]", "--user", "-"], b"{\"a\": 1}");
    assert_eq!(ran.out, "1 (integer)\n");
}

#[test]
fn users_that_are_no_json_are_explained() {
    for (users, said) in [
        ("not json", "<stdin>:1:2: this is no JSON\n"),
        (
            "{\"a\": 1}\n{\"a\": 1,}\n",
            "<stdin>:2:9: this is no JSON: trailing comma\n",
        ),
        ("[1]", "<stdin>:1: a user must be a JSON object\n"),
        ("", "<stdin>: there is no user in it\n"),
    ] {
        let ran = attrflow_reading(&["eval", "[a]", "--user", "-"], users.as_bytes());
        assert_eq!(ran.code, 2, "{users}");
        assert!(
            ran.err.starts_with(&format!("error: {said}")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn options_that_do_nothing_are_refused() {
    for arguments in [
        &["eval", "1", "--rule", "x"][..],
        &["eval", "1", "--object", "x"],
        &["eval", "1", "--target", "x"],
        &["eval", "--batch", "-", "--set", "x=1"],
        &["eval", "--batch", "-", "--user", "u.json"],
        &["eval", "--batch", "-", "--trace"],
        &["eval", "--schema", "-", "--user", "-"],
        &["eval", "-", "--user", "-"],
    ] {
        let ran = attrflow_reading(arguments, b"{}");
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.out);
        assert_eq!(ran.out, "");
    }
}

#[test]
fn an_argument_that_is_read_twice_is_traced_once() {
    let ran = attrflow(&["eval", "CDate([a])", "--set", "a=x", "--trace"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .ends_with("The invalid value is `x`\n└─ [a] = \"x\"\n"),
        "{}",
        ran.out
    );
    let list = ["eval", "Append([a], [b])", "--set", "a=[1,2,3]", "--trace"];
    assert_eq!(attrflow(&list).out.matches("[b] = null").count(), 1);
}

/// What `Redact` hides is hidden wherever the expression reads it.
#[test]
fn secrets_are_shown_nowhere() {
    for expression in [
        "Redact([s])",
        "Error(Redact([s]))",
        "Item([s], Redact([s]))",
        "IIF([s] = \"x\", \"a\", Redact([s]))",
        "IIF(Redact([s]) = \"x\", \"a\", Error([s]))",
        "Join(\"\", %P%, Redact(%P%))",
        "CDate(Redact([s]))",
        "SelectUniqueValue(Redact([s]), Redact(%P%))",
    ] {
        let path = schema("secrets", &Json::Null, &[("t", expression)]);
        for what in [&[expression][..], &["--schema", &path]] {
            for how in [&[][..], &["--trace=full"]] {
                for format in ["text", "json"] {
                    let mut arguments = vec!["eval", "--format", format];
                    arguments.extend(["--set", "s=HUSH", "--param", "P=HUSH", "--taken", "HUSH"]);
                    arguments.extend(what.iter().chain(how));
                    let ran = attrflow(&arguments);
                    let said = format!("{}{}", ran.out, ran.err);
                    assert!(!said.contains("HUSH"), "{expression} {how:?}: {said}");
                }
            }
        }
    }
}

#[test]
fn a_schema_gives_every_target_its_value_and_its_reason() {
    let scope = json!({"groups": [{"name": "Sales only", "clauses": [
        {"sourceOperandName": "department", "operatorName": "EQUALS", "targetOperand": {"values": ["Sales"]}}]}]});
    let path = schema(
        "every-target",
        &scope,
        &[
            ("mail", "[mail]"),
            ("nick", "IIF([x] = \"1\", IgnoreAttributeFlow, \"y\")"),
            (
                "objectFilter",
                "IIF([x] = \"2\", IgnoreObjectFlow, \"False\")",
            ),
        ],
    );
    let users = "{\"mail\": \"a@x\", \"department\": \"Sales\", \"x\": 1}\n{\"mail\": \"b@x\", \"department\": \"sales\", \"x\": 2}\n";
    let run = |more: &[&str]| {
        let arguments = [&["eval", "--schema", &path, "--user", "-"], more].concat();
        attrflow_reading(&arguments, users.as_bytes())
    };
    let ran = run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in [
        "a@x (line 1), Users\nin scope: every clause of `Sales only` holds\n",
        "nick = skipped: the expression leaves this attribute out of the flow\n",
        "b@x (line 2), Users\nout of scope: clause 1 of `Sales only`, `department EQUALS \"Sales\"`, was false: \
         the value is `sales`, and the comparison is case-sensitive\n",
        "objectFilter = skipped: the expression leaves the whole object out\n",
        "3 attributes: 2 with a value, 0 null, 0 by default, 1 skipped, 0 failed; the whole object is left out\n",
    ] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let ran = run(&["--target", "mail"]);
    assert!(
        ran.out.contains("\n1 attribute: 1 with a value"),
        "{}",
        ran.out
    );
    let ran = run(&["--target", "mial"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `mail`?"), "{}", ran.err);
}

#[test]
fn what_cannot_be_evaluated_is_explained_once() {
    let path = schema(
        "broken",
        &Json::Null,
        &[("a", "Append([x] \"y\")"), ("b", "[x]"), ("c", "Nope()")],
    );
    let users = b"{\"x\": 1}\n{\"x\": 2}\n";
    let run = |more: &[&str]| {
        let arguments = [&["eval", "--schema", &path, "--user", "-"], more].concat();
        attrflow_reading(&arguments, users)
    };
    let ran = run(&[]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err.matches("error[missing-comma]").count(), 1);
    assert_eq!(ran.err.matches("error[unknown-function]").count(), 1);
    assert!(ran.out.contains("b = 2\n"), "{}", ran.out);
    let ran = run(&["--target", "b"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_schema_that_cannot_be_read_is_told_in_the_chosen_format() {
    let path = folder("unreadable").join("schema.json");
    std::fs::write(&path, "{..}").unwrap();
    let path = path.to_str().unwrap();
    let ran = attrflow(&["eval", "--schema", path]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("error[not-json]"), "{}", ran.out);
    let ran = attrflow(&["eval", "--schema", path, "--format", "json"]);
    assert_eq!(ran.code, 1);
    let json: Json = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["files"][0]["findings"][0]["code"], "not-json");
}

#[test]
fn a_batch_answers_every_line_in_order() {
    let clause = |operator: &str| json!({"groups": [{"clauses": [{"sourceOperandName": "d", "operatorName": operator, "targetOperand": {"values": ["x"]}}]}]});
    let input = [
        json!({"id": 1, "expression": "Append([a], \"x\")", "attributes": {"a": "é"}}).to_string(),
        "no JSON".to_owned(),
        json!({"id": "f", "filter": "d EQUALS \"x\"", "attributes": {"d": "x"}}).to_string(),
        json!({"id": null, "filter": clause("EQUALS"), "attributes": {"d": "y"}}).to_string(),
        json!({"id": 4, "filter": clause("NOPE")}).to_string(),
        String::new(),
        json!({"id": 5, "expression": "Append(\"é\", [a] y)"}).to_string(),
        json!({"id": 6, "expression": "Nope()"}).to_string(),
        json!({"id": 7, "expression": "Item([a], 2)", "attributes": {"a": "x"}}).to_string(),
        json!({"id": 8, "expression": "Redact(%P%)", "parameters": {"P": "p"}}).to_string(),
        json!({"id": 9, "expression": "Now()", "now": "2025-06-15T00:00:00Z"}).to_string(),
        json!({"id": 10, "expression": "SelectUniqueValue(\"a\", \"b\")", "taken": ["a"]})
            .to_string(),
        json!({"id": 11, "expression": "DefaultDomain()", "defaultDomain": "x.com"}).to_string(),
    ]
    .join("\r\n");
    let ran = attrflow_reading(&["eval", "--batch", "-"], input.as_bytes());
    assert_eq!(ran.code, 1);
    let said: Vec<(Json, Json, Json)> = lines(&ran)
        .into_iter()
        .map(|line| {
            let told = match line.get("result") {
                Some(result) => result.clone(),
                None => json!([line["code"], line["span"]]),
            };
            (line["id"].clone(), line["outcome"].clone(), told)
        })
        .collect();
    let wanted = [
        (json!(1), "value", json!("éx")),
        (Json::Null, "syntax-error", json!(["batch-line", null])),
        (json!("f"), "value", json!(true)),
        (Json::Null, "value", json!(false)),
        (json!(4), "check-error", json!(["unknown-operator", null])),
        (json!(5), "syntax-error", json!(["missing-comma", [17, 18]])),
        (json!(6), "check-error", json!(["unknown-function", [0, 4]])),
        (json!(7), "error", json!(["item-out-of-range", [0, 12]])),
        (json!(8), "value", json!("p")),
        (json!(9), "value", json!("6/15/2025 12:00:00 AM")),
        (json!(10), "value", json!("b")),
        (json!(11), "value", json!("x.com")),
    ];
    for (got, wanted) in said.iter().zip(&wanted) {
        assert_eq!(
            (&got.0, got.1.as_str().unwrap(), &got.2),
            (&wanted.0, wanted.1, &wanted.2)
        );
    }
    assert_eq!(said.len(), wanted.len());
}

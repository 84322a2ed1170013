//! `parseExpression`.

use super::{Names, Server, refused};
use serde_json::{Value as Json, json};

fn parsed(server: &Server, names: &Names, body: &Json) -> Json {
    let answer = server.post(&names.at("/schema/parseExpression"), body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut json = answer.json();
    json.as_object_mut().unwrap().remove("@odata.context");
    json
}

/// An object for evaluating with one attribute `x`.
fn with(expression: &str, value: Json) -> Json {
    json!({"expression": expression, "testInputObject": {"properties": [{"key": "x", "value": value}]}})
}

#[test]
fn the_documented_sample_is_answered_as_documented() {
    let server = Server::start("graph-sample", &[]);
    let names = Names::of(&server);
    let body = json!({
        "expression": "Replace([preferredLanguage], \"-\", , , \"_\", ,  )",
        "targetAttributeDefinition": null,
        "testInputObject": {"definition": null, "properties": [
            {"key": "objectId", "value": "66E4A8CC-1B7B-435E-95F8-F06CEA133828"},
            {"key": "IsSoftDeleted", "value": "false"},
            {"key": "accountEnabled", "value": "true"},
            {"key": "preferredLanguage", "value": "EN-US"},
            {"key": "userPrincipalName", "value": "johns@contoso.com"},
            {"key": "appRoleAssignments", "value@odata.type": "#Collection(String)", "value": ["Default Assignment"]}
        ]}
    });
    let attribute = json!({"expression": "[preferredLanguage]", "name": "preferredLanguage", "parameters": [], "type": "Attribute"});
    let constant = |text: &str| json!({"expression": format!("\"{text}\""), "name": text, "parameters": [], "type": "Constant"});
    let expected = json!({
        "error": null,
        "evaluationSucceeded": true,
        "evaluationResult": ["EN_US"],
        "parsedExpression": {
            "expression": "Replace([preferredLanguage], \"-\", , , \"_\", , )",
            "name": "Replace",
            "parameters": [
                {"key": "source", "value": attribute},
                {"key": "Find", "value": constant("-")},
                {"key": "Replacement", "value": constant("_")},
            ],
            "type": "Function",
        },
        "parsingSucceeded": true,
    });
    assert_eq!(parsed(&server, &names, &body), expected);
}

#[test]
fn values_are_of_any_kind() {
    let server = Server::start("graph-values", &[]);
    let names = Names::of(&server);
    let result = |expression: &str, value: Json| {
        let answer = parsed(&server, &names, &with(expression, value));
        assert_eq!(answer["evaluationSucceeded"], true, "{answer}");
        answer["evaluationResult"].clone()
    };
    assert_eq!(result("[x]", json!("a")), json!(["a"]));
    assert_eq!(result("[x]", json!(7)), json!(["7"]));
    assert_eq!(result("[x]", json!(true)), json!(["True"]));
    assert_eq!(result("[x]", json!(null)), json!([]));
    assert_eq!(result("[x]", json!(["a", "b"])), json!(["a", "b"]));
    assert_eq!(result("[x]", json!({"value": "a"})), json!(["a"]));
    assert_eq!(result("ToUpper([x])", json!(["a", "b"])), json!(["A", "B"]));
    assert_eq!(result("Not([x])", json!("true")), json!(["False"]));
    assert_eq!(result("IgnoreFlowIfNullOrEmpty([x])", json!("")), json!([]));
    assert_eq!(result("Redact([x])", json!("secret")), json!(["[Redact]"]));
    // The job file says it.
    assert_eq!(
        result("DefaultDomain()", json!(null)),
        json!(["contoso.com"])
    );
}

#[test]
fn failures_are_told_with_their_places() {
    let server = Server::start("graph-failures", &[]);
    let names = Names::of(&server);
    for (expression, code, target) in [
        (
            "Append([x], \"a\"",
            "unclosed-parenthesis",
            "expression:1:7",
        ),
        ("Apend([x], \"a\")", "unknown-function", "expression:1:1"),
        ("Append([x])", "arity", "expression:1:1"),
        ("", "empty-expression", "expression:1:1"),
    ] {
        let answer = parsed(&server, &names, &with(expression, json!("a")));
        let error = &answer["error"];
        assert_eq!(
            (
                &answer["parsingSucceeded"],
                &answer["evaluationSucceeded"],
                &answer["parsedExpression"],
                &answer["evaluationResult"]
            ),
            (&json!(false), &json!(false), &json!(null), &json!([])),
            "{expression}"
        );
        assert_eq!(
            (&error["code"], &error["target"]),
            (&json!(code), &json!(target)),
            "{error}"
        );
        assert_eq!(error["details"][0]["code"], code);
        assert!(error["details"][0]["range"]["start"]["offset"].is_u64());
        assert_eq!(error["innerError"], json!(null));
    }
    let answer = parsed(&server, &names, &with("Apend([x], \"a\")", json!("a")));
    let message = answer["error"]["message"].as_str().unwrap();
    assert!(message.contains("did you mean `Append`?"), "{message}");

    let answer = parsed(&server, &names, &with("Left(\"mail\", [x])", json!("many")));
    assert_eq!(
        (
            &answer["parsingSucceeded"],
            &answer["evaluationSucceeded"],
            &answer["error"]["code"]
        ),
        (&json!(true), &json!(false), &json!("argument-kind"))
    );
    assert_eq!(answer["parsedExpression"]["name"], "Left");
}

#[test]
fn without_an_object_nothing_is_evaluated() {
    let server = Server::start("graph-parse-only", &[]);
    let names = Names::of(&server);
    let answer = parsed(
        &server,
        &names,
        &json!({"expression": " Join( \".\" , [a],[b] ) "}),
    );
    assert_eq!(
        answer["parsedExpression"]["expression"],
        "Join(\".\", [a], [b])"
    );
    assert_eq!(
        (
            &answer["parsingSucceeded"],
            &answer["evaluationSucceeded"],
            &answer["error"]
        ),
        (&json!(true), &json!(false), &json!(null))
    );
}

#[test]
fn definitions_are_taken_into_account() {
    let server = Server::start("graph-definitions", &[]);
    let names = Names::of(&server);
    let body = json!({
        "expression": "[x]",
        "targetAttributeDefinition": {"name": "active", "type": "boolean", "multivalued": false},
        "testInputObject": {
            "definition": {"name": "User", "attributes": [{"name": "x", "type": "String"}]},
            "properties": [{"key": "x", "value": "a"}],
        },
    });
    assert_eq!(
        parsed(&server, &names, &body)["evaluationResult"],
        json!(["a"])
    );
    let wrong = json!({"expression": "[x]", "targetAttributeDefinition": {"type": "String"}});
    let answer = server.post(&names.at("/schema/parseExpression"), &wrong);
    assert_eq!(refused(&answer, 400), "BadRequest");
    assert!(
        answer.text.contains("a definition is malformed"),
        "{}",
        answer.text
    );
}

//! Bodies of another shape than the operation's.

use super::{Names, Server, refused};
use serde_json::{Value as Json, json};

const USER: &str = "00000000-0000-0000-0000-00000000a004";

#[test]
fn a_list_where_an_object_belongs_is_refused_by_its_place() {
    let server = Server::start("graph-lists", &["--allow-apply"]);
    let names = Names::of(&server);
    let subject = json!([USER, "User", null]);
    let whole = json!({"objectId": USER, "objectTypeName": "User"});
    let parameters = |subject: &Json| json!({"ruleId": names.rule, "subjects": [subject]});
    for (body, said) in [
        (json!([]), "the body must be an object"),
        (
            json!([[parameters(&whole)]]),
            "the body must be an object with `parameters`",
        ),
        (
            json!([parameters(&whole)]),
            "the body must be an object with `parameters`",
        ),
        (
            json!({"parameters": parameters(&whole)}),
            "`parameters` must be a list",
        ),
        (
            json!({"parameters": [[names.rule, [whole]]]}),
            "`parameters[0]` must be an object with `ruleId` and `subjects`",
        ),
        (
            json!({"parameters": [parameters(&subject)]}),
            "`parameters[0].subjects[0]` must be an object with `objectId`, `objectTypeName` and `links`",
        ),
        (
            json!({"parameters": [parameters(&json!({"objectId": USER, "objectTypeName": "User", "links": [null, null, null]}))]}),
            "`parameters[0].subjects[0].links` must be an object",
        ),
        (json!("x"), "the body must be an object"),
    ] {
        let answer = server.post(&names.at("/provisionOnDemand"), &body);
        assert_eq!(refused(&answer, 400), "BadRequest", "{body}");
        assert!(answer.text.contains(said), "{body}: {}", answer.text);
    }
    assert!(!server.scratch.folder.join(".attrflow").exists());
    for body in [
        json!(["[mail]", null, null]),
        json!({"expression": "[a]", "testInputObject": [null, []]}),
        json!({"expression": "[a]", "testInputObject": {"properties": [["a", "b"]]}}),
    ] {
        let answer = server.post(&names.at("/schema/parseExpression"), &body);
        assert_eq!(refused(&answer, 400), "BadRequest", "{body}");
        assert!(
            answer.text.contains("must be an object with `"),
            "{body}: {}",
            answer.text
        );
    }
    // A value may be a list: it is nobody's object.
    let body = json!({"expression": "[a]", "testInputObject": {"properties": [{"key": "a", "value": ["b"]}]}});
    let answer = server.post(&names.at("/schema/parseExpression"), &body);
    assert_eq!(answer.json()["evaluationResult"], json!(["b"]));
}

#[test]
fn what_takes_no_body_takes_an_empty_object_at_most() {
    let server = Server::start("graph-no-body", &[]);
    let names = Names::of(&server);
    let sent = |path: &str, body: &str| {
        let mut request = server.request("POST", &names.at(path), Some(&json!({})));
        *request.body_mut() = body.to_owned();
        server.send(request)
    };
    for path in ["/start", "/pause"] {
        for body in ["", "{}", "null", " {\"@odata.type\": \"#x\"} "] {
            assert_eq!(sent(path, body).status, 204, "{path} {body}");
        }
        for body in ["{", "[]", "{\"criteria\": {}}", "\"x\"", "{}{}"] {
            assert_eq!(
                refused(&sent(path, body), 400),
                "BadRequest",
                "{path} {body}"
            );
        }
    }
    for body in ["", "null", "{}", "{\"criteria\": null}"] {
        assert_eq!(sent("/restart", body).status, 204, "{body}");
    }
    for body in [
        "[]",
        "[null]",
        "{\"criteria\": [\"Full\"]}",
        "{\"criteria\": []}",
    ] {
        assert_eq!(
            refused(&sent("/restart", body), 400),
            "BadRequest",
            "{body}"
        );
    }
}

#[test]
fn members_are_of_the_kind_that_they_are_said_to_be() {
    let server = Server::start("graph-members", &[]);
    let names = Names::of(&server);
    let asked = |member: Json| {
        let subject =
            json!({"objectId": "g", "objectTypeName": "Group", "links": {"members": [member]}});
        let body = json!({"parameters": [{"ruleId": names.rule, "subjects": [subject]}]});
        server.post(&names.at("/provisionOnDemand"), &body)
    };
    for (id, kind, said) in [
        (USER, "Device", "members of the type `Device`"),
        (USER, "Group", "members of the type `Group`"),
        (USER, "", "members of the type ``"),
        (" ", "User", "`objectId` is empty"),
    ] {
        let answer = asked(json!({"objectId": id, "objectTypeName": kind}));
        assert_eq!(refused(&answer, 400), "RequestParameterInvalid");
        assert!(answer.text.contains(said), "{}", answer.text);
    }
    let answer = asked(json!({"objectId": USER, "objectTypeName": "user"}));
    assert_eq!(answer.status, 200);
}

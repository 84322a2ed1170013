//! `provisionOnDemand` and the credentials it would use.

use super::{Names, Server, refused};
use serde_json::{Value as Json, json};

const USER: &str = "00000000-0000-0000-0000-00000000a004";

fn value(answer: &Json) -> Json {
    serde_json::from_str(answer["value"].as_str().unwrap()).unwrap()
}

#[test]
fn a_user_is_tried_dry_in_both_generations() {
    let server = Server::start("graph-dry", &[]);
    let names = Names::of(&server);
    let answer = server.post(&names.at("/provisionOnDemand"), &names.user(USER));
    assert_eq!(
        (answer.status, answer.header("attrflow-mode")),
        (200, "what-if")
    );
    let answer = answer.json();
    let key: Json = serde_json::from_str(answer["key"].as_str().unwrap()).unwrap();
    assert_eq!(key, json!({"result": "Success", "details": {}}));
    assert_eq!(value(&answer)["action"], "Create");
    assert_eq!(value(&answer)["sourceIdentity"]["id"], USER);

    for (path, header) in [("?generation=2", None), ("", Some("2"))] {
        let path = names.at(&format!("/provisionOnDemand{path}"));
        let mut request = server.request("POST", &path, Some(&names.user(USER)));
        if let Some(header) = header {
            let header = header.parse().unwrap();
            request.headers_mut().insert("attrflow-generation", header);
        }
        let answer = server.send(request).json();
        assert!(
            answer["key"]
                .as_str()
                .unwrap()
                .ends_with("SyncFabric.StatusInfo")
        );
        assert_eq!(value(&answer)[0]["action"], "Create");
    }
    assert!(!server.scratch.folder.join(".attrflow").exists());
}

#[test]
fn what_may_be_applied_is_applied_and_logged() {
    let server = Server::start("graph-apply", &["--allow-apply", "--generation", "2"]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    let dry = server.post(&format!("{path}?mode=what-if"), &names.user(USER));
    assert_eq!(dry.header("attrflow-mode"), "what-if");
    let answer = server.post(&path, &names.user(USER));
    assert_eq!(
        (answer.status, answer.header("attrflow-mode")),
        (200, "apply")
    );
    assert_eq!(value(&answer.json())[0]["action"], "Create");
    let answer = server.post(&path, &names.user(USER)).json();
    assert_eq!(value(&answer)[0]["statusInfo"]["status"], "Skipped");
    let log = server.get("/v1.0/auditLogs/provisioning").json();
    let actions: Vec<&Json> = log["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["provisioningAction"])
        .collect();
    assert_eq!(actions, ["other", "create"]);
    assert_eq!(log["value"][1]["jobId"], names.job);
    assert_eq!(log["value"][1]["servicePrincipal"]["id"], names.principal);
}

#[test]
fn the_sixth_in_ten_seconds_waits() {
    let server = Server::start("graph-limit", &[]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    // What is malformed takes no place.
    assert_eq!(refused(&server.post(&path, &json!([])), 400), "BadRequest");
    for _ in 0..5 {
        assert_eq!(server.post(&path, &names.user(USER)).status, 200);
    }
    let answer = server.post(&path, &names.user(USER));
    assert_eq!(refused(&answer, 429), "TooManyRequests");
    let wait: u64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
}

#[test]
fn what_cannot_be_provisioned_is_refused() {
    let server = Server::start("graph-refused", &[]);
    let names = Names::of(&server);
    let path = names.at("/provisionOnDemand");
    let asked = |rule: &str, subjects: Json| json!({"parameters": [{"ruleId": rule, "subjects": subjects}]});
    let subject =
        |links: Json| json!([{"objectId": "g", "objectTypeName": "Group", "links": links}]);
    let member = json!({"objectId": USER, "objectTypeName": "User"});
    let members = |count: usize| json!({"members": vec![member.clone(); count]});
    for (body, said) in [
        (
            asked("none", json!([member])),
            "However, the job does not include the rule.",
        ),
        (asked(&names.rule, json!([])), "one object at a time"),
        (
            asked(&names.rule, json!([member, member])),
            "one object at a time",
        ),
        (json!({"parameters": []}), "one object at a time"),
        (asked(&names.rule, subject(members(6))), "at most 5 members"),
        (
            asked(&names.rule, subject(json!({"manager": member}))),
            "managers and owners",
        ),
        (
            asked(
                &names.rule,
                json!([{"objectId": "x", "objectTypeName": "Device"}]),
            ),
            "no objects of the type `Device`",
        ),
        (
            asked(
                &names.rule,
                json!([{"objectId": " ", "objectTypeName": "User"}]),
            ),
            "`objectId` is empty",
        ),
        (
            asked(
                &names.rule,
                json!([{"objectId": "x", "objectTypeName": "User", "links": members(1)}]),
            ),
            "members go with a group",
        ),
    ] {
        let answer = server.post(&path, &body);
        assert_eq!(refused(&answer, 400), "RequestParameterInvalid", "{body}");
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
    let answer = server.post(&format!("{path}?mode=apply"), &names.user(USER));
    assert_eq!(refused(&answer, 403), "accessDenied");
    for wrong in ["?mode=perhaps", "?generation=3"] {
        refused(
            &server.post(&format!("{path}{wrong}"), &names.user(USER)),
            400,
        );
    }
    // The job maps no groups, which is a result and no error.
    let answer = server
        .post(&path, &asked(&names.rule, subject(members(5))))
        .json();
    let key: Json = serde_json::from_str(answer["key"].as_str().unwrap()).unwrap();
    assert_eq!(key["details"]["errorCode"], "EntityTypeNotSupported");
}

#[test]
fn credentials_are_tested_where_the_job_has_its_target() {
    let server = Server::start("graph-credentials", &[]);
    let names = Names::of(&server);
    let path = names.at("/validateCredentials");
    assert_eq!(
        server
            .post(&path, &json!({"useSavedCredentials": true}))
            .status,
        204
    );
    let given = json!({"credentials": [{"key": "SecretToken", "value": "x"}]});
    refused(&server.post(&path, &given), 400);

    let scratch = crate::provision::Scratch::contoso("graph-credentials-scim");
    // Nobody listens there.
    scratch.aim_at("http://127.0.0.1:9/scim");
    let job = scratch.read("job.toml").replace(
        "token-env = \"DESK_TOKEN\"",
        "token-file = \"desk-token.txt\"",
    );
    scratch.write("job.toml", &job);
    scratch.write("desk-token.txt", "saved-secret-of-the-desk");
    let server = Server::serving(scratch, &[]);
    let names = Names::of(&server);
    let path = names.at("/validateCredentials");
    let secrets = server.get(&names.under("/secrets"));
    assert_eq!(
        secrets.json()["value"][0],
        json!({"key": "BaseAddress", "value": "http://127.0.0.1:9/scim"})
    );
    assert!(!secrets.text.contains("saved-secret"));
    let credential = |key: &str, value: &str| json!({"key": key, "value": value});
    for (credentials, code) in [
        (
            json!([
                credential("BaseAddress", "http://127.0.0.1:22/scim"),
                credential("SecretToken", "t")
            ]),
            "RequestParameterInvalid",
        ),
        (
            json!([
                credential("BaseAddress", "http://169.254.169.254/scim"),
                credential("SecretToken", "t")
            ]),
            "RequestParameterInvalid",
        ),
        (
            json!([credential("UserName", "x")]),
            "RequestParameterInvalid",
        ),
        (
            json!([credential("BaseAddress", "http://127.0.0.1:9/scim")]),
            "RequestParameterInvalid",
        ),
        (
            json!([
                credential("baseAddress", "http://127.0.0.1:9/scim/"),
                credential("SecretToken", "given-secret")
            ]),
            "WebExceptionProtocolError",
        ),
    ] {
        let answer = server.post(
            &path,
            &json!({"useSavedCredentials": false, "credentials": credentials}),
        );
        assert_eq!(refused(&answer, 400), code, "{credentials} {}", answer.text);
        assert!(!answer.text.contains("secret"), "{}", answer.text);
    }
    let answer = server.post(&path, &json!({"useSavedCredentials": true}));
    assert_eq!(refused(&answer, 400), "WebExceptionProtocolError");
}

//! How refusals look.

use super::{Names, Server, refused};
use serde_json::json;

#[test]
fn unknown_ids_and_paths_are_told_in_graphs_words() {
    let server = Server::start("graph-unknown", &[]);
    let names = Names::of(&server);
    let nobody = "00000000-0000-0000-0000-000000000000";
    for path in [
        format!("/v1.0/servicePrincipals/{nobody}"),
        format!("/v1.0/servicePrincipals/{nobody}/synchronization/jobs"),
        format!(
            "/v1.0/servicePrincipals(name='{}')/synchronization/jobs",
            names.principal
        ),
        names.under("/jobs/scim.1.2/schema"),
        names.under("/templates/Slack"),
        names.at("/schema/directories/none"),
        format!("/v1.0/auditLogs/provisioning/{nobody}"),
    ] {
        let answer = server.get(&path);
        assert_eq!(refused(&answer, 404), "Request_ResourceNotFound", "{path}");
        assert!(
            answer.text.contains("does not exist or one of its queried"),
            "{}",
            answer.text
        );
    }
    for path in ["/v1.0", "/v1.0/", "/beta/groups", "/v1.0/me/messages"] {
        assert_eq!(refused(&server.get(path), 404), "ResourceNotFound");
    }
}

#[test]
fn other_methods_are_told_with_those_that_there_are() {
    let server = Server::start("graph-methods", &[]);
    let names = Names::of(&server);
    for (method, path, allowed) in [
        ("PATCH", names.at(""), "GET, HEAD, DELETE"),
        ("GET", names.at("/start"), "POST"),
        ("OPTIONS", names.at("/start"), "POST"),
        ("POST", names.at("/schema"), "GET, HEAD, PUT, PATCH, DELETE"),
        ("DELETE", "/v1.0/servicePrincipals".to_owned(), "GET, HEAD"),
    ] {
        let answer = server.send(server.request(method, &path, None));
        assert_eq!(refused(&answer, 405), "notAllowed");
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
    let answer = server.send(server.request("HEAD", &names.at(""), None));
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
}

#[test]
fn a_clients_own_id_comes_back() {
    let server = Server::start("graph-request-ids", &[]);
    let asked = |id: &str| {
        let mut request = server.request("GET", "/v1.0/none", None);
        request
            .headers_mut()
            .insert("client-request-id", id.parse().unwrap());
        server.send(request)
    };
    let answer = asked("35c1a8f2-77d4-4f0e-8a8b-0d0a5d1e7a10");
    refused(&answer, 404);
    assert_eq!(
        answer.header("client-request-id"),
        "35c1a8f2-77d4-4f0e-8a8b-0d0a5d1e7a10"
    );
    assert_ne!(
        answer.header("request-id"),
        answer.header("client-request-id")
    );
    let answer = asked(&"x".repeat(500));
    assert_eq!(
        answer.header("request-id"),
        answer.header("client-request-id")
    );
}

#[test]
fn the_guard_answers_in_the_same_envelope() {
    let server = Server::start("graph-guard", &[]);
    let mut request = server.request("GET", "/v1.0/servicePrincipals", None);
    request.headers_mut().remove("Authorization");
    assert_eq!(refused(&server.send(request), 401), "unauthenticated");
    let mut request = server.request("POST", "/v1.0/servicePrincipals", Some(&json!({})));
    request
        .headers_mut()
        .insert("Content-Type", "text/plain".parse().unwrap());
    refused(&server.send(request), 415);
}

#[test]
fn malformed_queries_and_bodies_are_told() {
    let server = Server::start("graph-malformed", &[]);
    let names = Names::of(&server);
    for (query, said) in [
        ("$filter=id%20eq", "Invalid filter clause"),
        (
            "$filter=nme%20eq%20'x'",
            "Could not find a property named 'nme'",
        ),
        ("$orderby=id%20up", "Invalid $orderby"),
        ("$top=many", "Invalid $top"),
        ("$skiptoken=x", "Invalid $skiptoken"),
        ("$expand=schema", "Query option '$expand' is not allowed"),
        ("$select=ide", "Did you mean 'id'?"),
        ("$top=many", "Invalid $top: `many` is no whole number.\""),
        ("$orderby=id%20up", " at position 0.\""),
        ("$count=%ff", "the query is no UTF-8"),
    ] {
        let answer = server.get(&format!("/v1.0/servicePrincipals?{query}"));
        assert_eq!(refused(&answer, 400), "BadRequest", "{query}");
        assert!(answer.text.contains(said), "{query}: {}", answer.text);
    }
    let sent = |body: &str| {
        let mut request = server.request(
            "POST",
            &names.at("/schema/parseExpression"),
            Some(&json!({})),
        );
        *request.body_mut() = body.to_owned();
        server.send(request)
    };
    for (body, said) in [
        ("", "Empty Payload"),
        ("{", "Unable to read JSON"),
        ("[]", "the body must be an object with `expression`"),
        ("{}", "missing field `expression`"),
        ("{\"expression\": 1}", "expected a string"),
        (
            "{\"expression\": \"\", \"testInput\": {}}",
            "unknown field `testInput`",
        ),
        (&"[".repeat(1000), "Unable to read JSON"),
    ] {
        let answer = sent(body);
        assert_eq!(refused(&answer, 400), "BadRequest", "{body}");
        assert!(answer.text.contains(said), "{body}: {}", answer.text);
    }
    // What belongs to the protocol may stand anywhere.
    let answer = sent(
        "{\"@odata.type\": \"#x\", \"expression\": \"[a]\", \"expression@odata.type\": \"String\"}",
    );
    assert_eq!(answer.status, 200);
}

#[test]
fn messages_read_as_sentences() {
    let server = Server::start("graph-sentences", &[]);
    let names = Names::of(&server);
    let asked = json!({"parameters": [{"ruleId": "none", "subjects": [{"objectId": "x", "objectTypeName": "User"}]}]});
    let answer = server.post(&names.at("/provisionOnDemand"), &asked);
    let said = format!(
        "However, the job does not include the rule. Its rule is `{}`.",
        names.rule
    );
    assert!(answer.text.contains(&said), "{}", answer.text);
    let answer = server.post(
        &names.at("/restart"),
        &json!({"criteria": {"resetScope": "Nothing"}}),
    );
    assert!(
        answer.text.contains("was not found. It is one of None, "),
        "{}",
        answer.text
    );
    for path in ["/v1.0/servicePrincipals('')", "/v1.0/servicePrincipals/%20"] {
        let answer = server.get(path);
        assert_eq!(refused(&answer, 404), "Request_ResourceNotFound");
        assert!(
            answer.text.contains("The key of the resource is empty."),
            "{}",
            answer.text
        );
    }
}

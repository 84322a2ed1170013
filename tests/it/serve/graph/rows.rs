//! Every operation of the API once, in each of the spellings that clients have.

use super::{Names, Server, refused};
use serde_json::{Value as Json, json};

/// The rows of the API's table: method, path below `synchronization`, body, status.
fn rows(names: &Names) -> Vec<(&'static str, String, Option<Json>, u16)> {
    let job = |rest: &str| format!("/jobs/{}{rest}", names.job);
    let template = |rest: &str| format!("/templates/{}{rest}", names.template);
    let parse = json!({"expression": "[mail]"});
    let saved = json!({"useSavedCredentials": true});
    vec![
        ("GET", "/templates".to_owned(), None, 200),
        ("GET", template(""), None, 200),
        ("PATCH", template(""), Some(json!({})), 403),
        ("PUT", template(""), Some(json!({})), 403),
        ("DELETE", template(""), None, 403),
        ("GET", template("/schema"), None, 200),
        ("GET", "/jobs".to_owned(), None, 200),
        ("GET", "/jobs/".to_owned(), None, 200),
        (
            "POST",
            "/jobs".to_owned(),
            Some(json!({"templateId": "scim"})),
            403,
        ),
        ("GET", job(""), None, 200),
        ("DELETE", job(""), None, 403),
        ("POST", job("/start"), None, 204),
        ("POST", job("/pause"), None, 204),
        (
            "POST",
            job("/restart"),
            Some(json!({"criteria": {"resetScope": "Watermark, Escrows, QuarantineState"}})),
            204,
        ),
        ("POST", job("/restart"), None, 204),
        (
            "POST",
            job("/validateCredentials"),
            Some(saved.clone()),
            204,
        ),
        (
            "POST",
            "/jobs/validateCredentials".to_owned(),
            Some(saved),
            204,
        ),
        (
            "POST",
            job("/provisionOnDemand"),
            Some(names.user("bjensen@contoso.com")),
            200,
        ),
        ("GET", job("/schema"), None, 200),
        ("DELETE", job("/schema"), None, 403),
        ("GET", job("/schema/functions"), None, 200),
        ("GET", job("/schema/functions()"), None, 200),
        ("GET", job("/schema/filterOperators"), None, 200),
        ("GET", job("/schema/filterOperators()"), None, 200),
        (
            "POST",
            job("/schema/parseExpression"),
            Some(parse.clone()),
            200,
        ),
        ("GET", job("/schema/directories"), None, 200),
        (
            "GET",
            job("/schema/directories/00000000-0000-0000-0000-00000000c055"),
            None,
            200,
        ),
        (
            "POST",
            job("/schema/directories/00000000-0000-0000-0000-00000000c056/discover"),
            None,
            200,
        ),
        (
            "POST",
            job("/bulkUpload"),
            Some(json!({"schemas": []})),
            403,
        ),
        ("GET", "/secrets".to_owned(), None, 200),
        (
            "PUT",
            "/secrets".to_owned(),
            Some(json!({"value": []})),
            403,
        ),
        (
            "POST",
            "/acquireAccessToken".to_owned(),
            Some(json!({"credentials": []})),
            403,
        ),
        ("GET", template("/schema/functions"), None, 200),
        ("GET", template("/schema/filterOperators()"), None, 200),
        (
            "POST",
            template("/schema/parseExpression"),
            Some(parse),
            200,
        ),
    ]
}

#[test]
fn every_row_answers_under_both_roots() {
    let server = Server::start("graph-rows", &[]);
    let names = Names::of(&server);
    for (method, path, body, status) in rows(&names) {
        for root in ["/v1.0", "/beta"] {
            let whole = names.under(&path).replacen("/v1.0", root, 1);
            let answer = server.send(server.request(method, &whole, body.as_ref()));
            assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
            match status {
                204 => assert_eq!(answer.text, ""),
                200 => {
                    let context = answer.json()["@odata.context"].clone();
                    assert!(
                        context.as_str().unwrap().contains("/$metadata#"),
                        "{context}"
                    );
                    assert_eq!(answer.header("odata-version"), "4.0");
                }
                _ => {
                    refused(&answer, status);
                }
            }
            assert_eq!(answer.header("request-id").len(), 36);
        }
    }
}

#[test]
fn paths_are_read_in_every_spelling() {
    let server = Server::start("graph-paths", &[]);
    let names = Names::of(&server);
    let (principal, app, job) = (&names.principal, &names.app, &names.job);
    for path in [
        format!(
            "/servicePrincipals('{principal}')/synchronization/jobs('{job}')/schema/functions()"
        ),
        format!(
            "/servicePrincipals%28%27{principal}%27%29/synchronization/jobs%28%27{job}%27%29/schema/functions%28%29"
        ),
        format!(
            "/servicePrincipals({principal})/synchronization/jobs/{job}/schema/microsoft.graph.functions()"
        ),
        format!("/servicePrincipals(appId='{app}')/synchronization/jobs('{job}')/schema/functions"),
        format!(
            "/serviceprincipals/{principal}/Synchronization/Jobs/{job}/schema/microsoft.graph.functions"
        ),
        format!(
            "/servicePrincipals/{}/synchronization/jobs/{job}/schema/functions/",
            principal.to_uppercase()
        ),
    ] {
        let answer = server.get(&format!("/v1.0{path}"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        let first = &answer.json()["value"][0];
        assert_eq!(first["id"], first["name"]);
    }
    let answer = server.post(
        &names.at("/microsoft.graph.validateCredentials"),
        &json!({"useSavedCredentials": true}),
    );
    assert_eq!(answer.status, 204);
}

#[test]
fn a_job_shows_what_was_last_said() {
    let server = Server::start("graph-schedule", &[]);
    let names = Names::of(&server);
    let shown = || {
        let job = server.get(&names.at("")).json();
        let word = |json: &Json| json.as_str().unwrap().to_owned();
        (
            word(&job["schedule"]["state"]),
            word(&job["status"]["code"]),
        )
    };
    let pair = |state: &str, code: &str| (state.to_owned(), code.to_owned());
    assert_eq!(shown(), pair("Disabled", "NotConfigured"));
    server.post(&names.at("/start"), &json!({}));
    assert_eq!(shown(), pair("Active", "NotRun"));
    server.post(&names.at("/pause"), &json!({}));
    assert_eq!(shown(), pair("Paused", "Paused"));
    let wrong = json!({"criteria": {"resetScope": "Watermark, Everything"}});
    let answer = server.post(&names.at("/restart"), &wrong);
    assert_eq!(refused(&answer, 400), "BadRequest");
    assert_eq!(shown(), pair("Paused", "Paused"));
    server.post(
        &names.at("/restart"),
        &json!({"criteria": {"resetScope": "Full"}}),
    );
    assert_eq!(shown(), pair("Active", "NotRun"));
}

#[test]
fn ids_are_the_same_after_every_start() {
    let first = Names::of(&Server::start("graph-ids-1", &[]));
    let second = Names::of(&Server::start("graph-ids-2", &[]));
    assert_eq!(
        (&first.principal, &first.job),
        (&second.principal, &second.job)
    );
    let parts: Vec<&str> = first.job.split('.').collect();
    assert_eq!((parts[0], parts[1].len(), parts[2].len()), ("scim", 32, 36));
}

#[test]
fn collections_take_options() {
    let server = Server::start("graph-options", &[]);
    let names = Names::of(&server);
    let found = |query: &str| {
        server
            .get(&format!("/v1.0/servicePrincipals?{query}"))
            .json()
    };
    let answer = found("$filter=startswith(displayName,'Contoso')&$select=id,appId,displayName");
    assert_eq!(answer["value"][0].as_object().unwrap().len(), 3);
    assert_eq!(
        found(
            "$filter=displayName eq 'x'&$count=true"
                .replace(' ', "%20")
                .as_str()
        )["@odata.count"],
        0
    );

    let first = server
        .get(&names.at("/schema/functions?$top=2&$orderby=name%20desc"))
        .json();
    let next = first["@odata.nextLink"].as_str().unwrap();
    let next = server
        .get(next.strip_prefix(&server.address).unwrap())
        .json();
    let name =
        |page: &Json, index: usize| page["value"][index]["name"].as_str().unwrap().to_owned();
    assert!(name(&first, 0) > name(&first, 1) && name(&first, 1) > name(&next, 0));
    let all = server.get(&names.at("/schema/functions")).json();
    assert!(all.get("@odata.nextLink").is_none());
    assert_eq!(
        all["value"].as_array().unwrap().len(),
        attrflow::functions::FUNCTIONS.len()
    );
}

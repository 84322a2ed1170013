//! What becomes of a question when the target refuses, fails, dawdles or talks nonsense.

use super::exports::{creation, target};
use super::faulty::{Faulty, Reply, error, list, scim, user};
use super::given::{MANAGER, TOKEN, config};
use attrflow::connectors::scim::{BaseUrl, Dialect, Limits, ScimReader};
use attrflow::pipeline::{
    ObjectRef, PortError, PortErrorKind as Kind, TargetDirectory, TargetReader,
};
use serde_json::json;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

fn reader(server: &Faulty) -> ScimReader {
    ScimReader::new(config(&server.base(), Dialect::Entra))
}

fn found(server: &Faulty) -> Result<usize, PortError> {
    reader(server)
        .find("User", "userName", "bjensen")
        .map(|found| found.len())
}

#[test]
fn requests_have_their_headers_and_filters() {
    let server = Faulty::start(vec![list(json!([]))]);
    let mut reader = reader(&server);
    reader
        .find("User", "emails[type eq \"work\"].value", "a\"b\\c@d")
        .unwrap();
    reader.find("Group", "displayName", "Ä & B").unwrap();
    reader.test("User", "userName").unwrap();
    let asked = server.asked();
    assert_eq!(
        server.lines(),
        [
            "GET /scim/Users?filter=emails%5Btype%20eq%20%22work%22%5D.value%20eq%20%22a%5C%22b%5C%5Cc%40d%22",
            "GET /scim/Groups?excludedAttributes=members&filter=displayName%20eq%20%22%C3%84%20%26%20B%22",
            "GET /scim/Users?filter=userName%20eq%20%225b7ea7b4-f1a4-4b44-8a5a-3b1f5a2f0a11%22",
        ]
    );
    let head = asked[0].head.to_lowercase();
    assert!(
        head.contains(&format!("authorization: bearer {TOKEN}")),
        "{head}"
    );
    assert!(head.contains("accept: application/scim+json"), "{head}");
    assert!(head.contains("user-agent: attrflow/"), "{head}");
    assert!(!head.contains("if-match"), "{head}");
}

#[test]
fn other_parts_of_the_query_of_the_address_are_kept() {
    let server = Faulty::start(vec![list(json!([]))]);
    let base = format!("{}/?aadOptscim062020&tenant=7", server.base());
    let mut reader = ScimReader::new(config(&base, Dialect::Entra));
    reader.find("User", "userName", "x").unwrap();
    assert!(
        server.lines()[0].ends_with("%22&tenant=7"),
        "{:?}",
        server.lines()
    );
}

#[test]
fn refusals_have_their_kind_and_the_targets_words() {
    for (status, kind) in [
        (400, Kind::ServiceIncompatible),
        (401, Kind::Unauthorized),
        (403, Kind::InsufficientRights),
        (404, Kind::ServiceIncompatible),
        (405, Kind::MethodNotAllowed),
        (409, Kind::Conflict),
        (422, Kind::UnprocessableEntity),
        (501, Kind::NotImplemented),
    ] {
        let server = Faulty::start(vec![error(status, "Because it is \"so\"")]);
        let refused = found(&server).unwrap_err();
        assert_eq!(refused.kind, kind, "{status}");
        assert_eq!(refused.status, Some(status));
        assert!(
            refused.message.contains("Because it is \"so\""),
            "{refused}"
        );
        assert!(refused.help.is_some(), "{status}");
        assert_eq!(server.asked().len(), 1, "{status} was repeated");
    }
}

#[test]
fn failures_are_tried_again() {
    for passing in [
        error(500, "x"),
        error(503, "x"),
        error(429, "x"),
        Reply::Cut,
        Reply::Raw("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"sch".into()),
    ] {
        let server = Faulty::start(vec![passing.clone(), passing, list(json!([user("1")]))]);
        assert_eq!(found(&server).unwrap(), 1);
        assert_eq!(server.asked().len(), 3);
    }
    for (lasting, kind, status) in [
        (error(502, "x"), Kind::InternalServerError, Some(502)),
        (error(429, "x"), Kind::TooManyRequests, Some(429)),
        (Reply::Cut, Kind::WebExceptionProtocolError, None),
    ] {
        let server = Faulty::start(vec![lasting]);
        let failed = found(&server).unwrap_err();
        assert_eq!(
            (failed.kind, failed.status, failed.retries),
            (kind, status, 3),
            "{failed}"
        );
        assert_eq!(server.asked().len(), 4);
    }
}

#[test]
fn retry_after_is_honoured_and_too_long_a_wait_is_given_up() {
    let busy = |after| Reply::Scim(429, after, String::new());
    let server = Faulty::start(vec![busy("Retry-After: 1\r\n"), list(json!([]))]);
    let begun = Instant::now();
    assert_eq!(found(&server).unwrap(), 0);
    assert!(begun.elapsed() >= Duration::from_secs(1));

    let server = Faulty::start(vec![busy("Retry-After: Fri, 31 Dec 2100 23:59:59 GMT\r\n")]);
    let failed = found(&server).unwrap_err();
    assert_eq!(failed.kind, Kind::TooManyRequests);
    assert!(failed.help.unwrap().starts_with("try again in "));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_slow_target_is_a_timeout() {
    let server = Faulty::start(vec![Reply::Slow(Duration::from_secs(3))]);
    let mut config = config(&server.base(), Dialect::Entra);
    config.limits.whole = Duration::from_millis(200);
    let failed = ScimReader::new(config)
        .find("User", "userName", "x")
        .unwrap_err();
    assert_eq!(failed.kind, Kind::Timeout, "{failed}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn nobody_listening_is_a_protocol_error() {
    let failed = ScimReader::new(config("http://127.0.0.1:1/scim", Dialect::Entra))
        .test("User", "userName")
        .unwrap_err();
    assert_eq!(failed.kind, Kind::WebExceptionProtocolError, "{failed}");
    assert!(failed.message.contains("nobody listens"), "{failed}");
}

#[test]
fn malformed_answers_are_quoted() {
    let html =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Hi</html>";
    let no_id = json!([{"userName": "bjensen"}]);
    let id_number = json!([{"id": 7}]);
    let manager = json!([{"id": "1", MANAGER.rsplit_once(':').unwrap().0: {"manager": "2"}}]);
    let all = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
    for (reply, words) in [
        (Reply::Raw(html.into()), "`text/html`"),
        (
            Reply::Scim(200, "", "{\"schemas\": [".into()),
            "is not JSON",
        ),
        (
            Reply::Scim(200, "", "[]".into()),
            "is not a JSON object: `[]`",
        ),
        (
            scim(200, json!({"totalResults": 0})),
            "is not a `ListResponse`: `{\"totalResults\":0}`",
        ),
        (scim(200, user("1")), "is not a `ListResponse`"),
        (scim(200, json!({"schemas": [all]})), "totalResults"),
        (
            scim(
                200,
                json!({"schemas": [all], "totalResults": 1, "Resources": {}}),
            ),
            "no list as `Resources`",
        ),
        (
            scim(
                200,
                json!({"schemas": [all], "totalResults": 1, "Resources": []}),
            ),
            "counts 1 objects and has none",
        ),
        (list(no_id), "without `id`"),
        (list(id_number), "`id` that is no text"),
        (list(manager), "`manager`"),
        (
            Reply::Scim(
                302,
                "Location: https://elsewhere.example/\r\n",
                String::new(),
            ),
            "https://elsewhere.example/",
        ),
    ] {
        let server = Faulty::start(vec![reply]);
        let failed = found(&server).unwrap_err();
        assert_eq!(failed.kind, Kind::ServiceIncompatible, "{failed}");
        assert!(failed.message.contains(words), "{failed}\nlacks {words}");
        assert_eq!(server.asked().len(), 1, "{failed}");
    }
}

#[test]
fn a_huge_answer_is_not_swallowed() {
    let server = Faulty::start(vec![Reply::Scim(200, "", "x".repeat(200_000))]);
    let mut config = config(&server.base(), Dialect::Entra);
    config.limits.answer = 100_000;
    let failed = ScimReader::new(config)
        .test("User", "userName")
        .unwrap_err();
    assert_eq!(failed.kind, Kind::ServiceIncompatible, "{failed}");
    let server = Faulty::start(vec![error(400, &"x".repeat(100_000))]);
    assert!(found(&server).unwrap_err().message.len() < 600);
}

#[test]
fn the_token_is_in_no_message() {
    let echo = format!("you sent Bearer {TOKEN}");
    for reply in [
        error(401, &echo),
        error(400, &echo),
        Reply::Scim(200, "", echo.clone()),
        Reply::Scim(
            302,
            "Location: https://elsewhere.example/in?t=Bearer%20s3cr3t-t0k3n-0f-the-tests\r\n",
            String::new(),
        ),
        Reply::Scim(
            302,
            "Location: https://elsewhere.example/s3cr3t-t0k3n-0f-the-tests\r\n",
            String::new(),
        ),
    ] {
        let server = Faulty::start(vec![reply]);
        let failed = found(&server).unwrap_err();
        assert!(!format!("{failed:?}").contains(TOKEN), "{failed:?}");
        let failed = target(&server).export(&creation()).unwrap_err();
        assert!(!format!("{failed:?}").contains(TOKEN), "{failed:?}");
    }
    assert!(!format!("{:?}", config("https://a.b", Dialect::Entra)).contains(TOKEN));
}

#[test]
fn a_filter_that_is_ignored_fails_the_test_connection() {
    let server = Faulty::start(vec![list(json!([user("1"), user("2")]))]);
    let failed = reader(&server).test("User", "userName").unwrap_err();
    assert_eq!(failed.kind, Kind::ServiceIncompatible);
    assert!(failed.message.contains("2 objects"), "{failed}");
}

#[test]
fn several_objects_for_one_are_told() {
    let server = Faulty::start(vec![list(json!([user("1"), user("2")]))]);
    let failed = reader(&server)
        .get(ObjectRef {
            object: "User",
            id: "1",
        })
        .unwrap_err();
    assert_eq!(failed.kind, Kind::MultipleEntriesInResponse, "{failed}");
}

#[test]
fn all_pages_are_read() {
    let server = Faulty::answering(|asked, _| {
        let start = if asked.line.contains("startIndex=1&") {
            1
        } else {
            101
        };
        let resources: Vec<_> = (start..=(start + 99).min(130))
            .map(|id| user(&id.to_string()))
            .collect();
        scim(
            200,
            json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": 130, "startIndex": start, "Resources": resources}),
        )
    });
    let mut seen = Vec::new();
    let visit = &mut |object: attrflow::pipeline::TargetObject| {
        seen.push(object.id);
        ControlFlow::Continue(())
    };
    reader(&server).each("User", visit).unwrap();
    assert_eq!(seen.len(), 130);
    assert_eq!(server.asked().len(), 2);
}

#[test]
fn no_more_requests_a_second_are_sent_than_allowed() {
    let server = Faulty::start(vec![list(json!([]))]);
    let mut config = config(&server.base(), Dialect::Entra);
    config.limits.per_second = 5;
    let mut reader = ScimReader::new(config);
    let begun = Instant::now();
    for _ in 0..11 {
        reader.find("User", "userName", "x").unwrap();
    }
    assert!(begun.elapsed() >= Duration::from_secs(2));
    assert_eq!(Limits::default().per_second, 25);
}

#[test]
fn addresses_that_would_give_the_token_away_are_refused() {
    for (address, allow_http) in [
        ("http://api.contoso.com/scim", false),
        ("ftp://api.contoso.com/scim", true),
        ("https://user:password@api.contoso.com/scim", false),
        ("api.contoso.com", false),
        ("", false),
    ] {
        assert!(BaseUrl::parse(address, allow_http).is_err(), "{address}");
    }
    for (address, allow_http) in [
        ("https://api.contoso.com/scim/", false),
        ("http://localhost:8080", false),
        ("http://[::1]:8080/v2", false),
        ("http://127.8.0.1/v2", false),
        ("http://api.contoso.com/scim", true),
    ] {
        assert!(BaseUrl::parse(address, allow_http).is_ok(), "{address}");
    }
}

#[test]
fn nothing_is_sent_without_encryption_to_an_https_address() {
    let server = Faulty::start(vec![list(json!([]))]);
    let base = server.base().replace("http://", "https://");
    let mut config = config(&base, Dialect::Rfc);
    config.limits.connect = Duration::from_millis(300);
    assert!(ScimReader::new(config).test("User", "userName").is_err());
    assert!(server.asked().is_empty());
}

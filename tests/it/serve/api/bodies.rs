//! Requests that are not as they must be, and what people read then.

use crate::serve::Server;
use serde_json::json;

#[test]
fn what_is_not_known_is_refused_by_name() {
    let server = Server::start("api-bodies", &[]);
    let cases = [
        (
            "/api/evaluate",
            json!({"expresion": "1"}),
            "there is no member `expresion`",
            "did you mean `expression`?",
        ),
        (
            "/api/evaluate",
            json!({}),
            "the body has no `expression`",
            "",
        ),
        (
            "/api/evaluate",
            json!({"expression": 1}),
            "`expression` must be a text",
            "",
        ),
        (
            "/api/evaluate",
            json!({"expression": "1", "user": ["a"]}),
            "`user` must be an object",
            "",
        ),
        (
            "/api/evaluate",
            json!({"expression": "1", "user": {}, "key": "a"}),
            "the body has both `user` and `key`",
            "send the attributes as `user`, or name somebody with `key`",
        ),
        (
            "/api/evaluate",
            json!({"expression": "1", "mapping": "Provision Entra Users"}),
            "the schema has no object mapping `Provision Entra Users`",
            "it has `Provision Microsoft Entra ID Users`",
        ),
        (
            "/api/evaluate",
            json!({"expression": "1", "target": "usrName"}),
            "there is no target attribute `usrName`",
            "did you mean `userName`?",
        ),
        (
            "/api/evaluate",
            json!({"expression": "1", "target": "nope at all"}),
            "there is no target attribute `nope at all`",
            "`GET /api/language` lists them as `targets`",
        ),
        (
            "/api/complete",
            json!({"expression": "1", "offset": -1}),
            "`offset` must be a whole number from 0",
            "",
        ),
        (
            "/api/hover",
            json!({"expression": "1"}),
            "the body has no `offset`",
            "",
        ),
        (
            "/api/format",
            json!({"expression": "1", "layout": "wide"}),
            "`layout` must be `pretty` or `canonical`",
            "",
        ),
        (
            "/api/provision",
            json!({"user": "a", "group": "b"}),
            "the body has both `user` and `group`",
            "",
        ),
        (
            "/api/provision",
            json!({"apply": false}),
            "the body has neither `user` nor `group`",
            "say whom to provision, as in `{\"user\": \"ada@contoso.com\"}`",
        ),
        (
            "/api/provision",
            json!({"user": "a", "members": ["b"]}),
            "only a group has `members`",
            "name the group with `group`",
        ),
        (
            "/api/provision",
            json!({"user": "a", "apply": "yes"}),
            "`apply` must be true or false",
            "",
        ),
        (
            "/api/provision",
            json!({"group": "a", "members": [1]}),
            "`members` must be a list of texts",
            "",
        ),
        (
            "/api/plan",
            json!({"samples": 1000}),
            "`samples` must be at most 100",
            "",
        ),
        (
            "/api/plan",
            json!({"against": "{"}),
            "the schema cannot be read",
            "`attrflow check` of the file says where",
        ),
        (
            "/api/compare",
            json!({"old": "[]"}),
            "the schema cannot be read",
            "`attrflow check` of the file says where",
        ),
        (
            "/api/scope",
            json!([]),
            "the body must be a JSON object",
            "",
        ),
    ];
    for (path, body, message, help) in cases {
        let answer = server.post(path, &body);
        let error = &answer.json()["error"];
        assert_eq!(
            (answer.status, &error["code"]),
            (400, &"invalidRequest".into()),
            "{path} {body}"
        );
        let said = error["message"].as_str().unwrap();
        assert!(said.starts_with(message), "{path} {body}: {said}");
        assert_eq!(
            error["help"].as_str().unwrap_or_default(),
            help,
            "{path} {body}"
        );
    }
}

#[test]
fn addresses_and_queries_are_read_with_care() {
    let server = Server::start("api-queries", &[]);
    for (path, status, message) in [
        (
            "/api/users?serch=a",
            400,
            "there is no query parameter `serch`",
        ),
        (
            "/api/users?limit=0",
            400,
            "the query parameter `limit` must be a number from 1 to 200",
        ),
        (
            "/api/users?limit=9999",
            400,
            "the query parameter `limit` must be a number from 1 to 200",
        ),
        (
            "/api/users?search=a&search=b",
            400,
            "the query parameter `search` is given twice",
        ),
        ("/api/users?search=%FF", 400, "the query is no UTF-8"),
        ("/api/job?x", 400, "there is no query parameter `x`"),
        ("/api/users/nobody", 404, "no User `nobody` was found in"),
        ("/api/groups", 404, "this job provisions no groups"),
        ("/api/nothing", 404, "there is nothing at this address"),
        (
            "/api/evaluate",
            405,
            "this address is asked with another method",
        ),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
        let error = &answer.json()["error"];
        let said = error["message"].as_str().unwrap();
        assert!(said.starts_with(message), "{path}: {said}");
    }
    let mut request = server.request("POST", "/api/evaluate", Some(&json!({})));
    *request.body_mut() = "{\"expression\": ".to_owned();
    let answer = server.send(request);
    assert_eq!(answer.status, 400);
    let said = answer.json()["error"]["message"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        said.starts_with("the body is no JSON: EOF while parsing"),
        "{said}"
    );
}

//! The expression builder: evaluation, completion, hover, layout.

use crate::serve::Server;
use serde_json::{Value as Json, json};

fn evaluate(server: &Server, body: Json) -> Json {
    let answer = server.post("/api/evaluate", &body);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

#[test]
fn each_part_of_an_expression_has_its_value_and_its_place() {
    let server = Server::start("api-evaluate", &[]);
    // 𝄞 has two UTF-16 units and four bytes.
    let text = r#"Join("𝄞", [givenName], ToUpper([surname]))"#;
    let said = evaluate(
        &server,
        json!({"expression": text, "user": {"givenName": "Zoë", "surname": "M'ler", "unread": 1}}),
    );
    assert_eq!(said["result"]["value"], "Zoë𝄞M'LER");
    assert_eq!(said["result"]["shown"], "\"Zoë𝄞M'LER\"");
    assert_eq!(said["result"]["kind"], "text");
    assert_eq!(said["canonical"], text);
    assert_eq!(said["problems"], json!([]));
    assert_eq!(said["reads"], json!(["givenName", "surname"]));
    assert_eq!(said["graph"]["name"], "Join");
    assert_eq!(
        said["command"],
        r#"attrflow eval 'Join("𝄞", [givenName], ToUpper([surname]))' --set 'givenName=Zoë' --set 'surname=M'\''ler'"#
    );
    let trace = &said["trace"];
    let units: Vec<u16> = text.encode_utf16().collect();
    let written = |node: &Json| {
        let at = |name: &str| node[name].as_u64().unwrap() as usize;
        String::from_utf16(&units[at("from")..at("to")]).unwrap()
    };
    assert_eq!(
        (written(trace).as_str(), &trace["name"]),
        (text, &"Join".into())
    );
    let upper = &trace["children"][2];
    assert_eq!(
        (
            written(upper).as_str(),
            &upper["name"],
            &upper["value"],
            &upper["what"]
        ),
        (
            "ToUpper([surname])",
            &"ToUpper".into(),
            &"M'LER".into(),
            &"call".into()
        )
    );
    let surname = &upper["children"][0];
    assert_eq!(
        (
            written(surname).as_str(),
            &surname["name"],
            &surname["shown"],
            &surname["kind"]
        ),
        (
            "[surname]",
            &"surname".into(),
            &"\"M'ler\"".into(),
            &"text".into()
        )
    );
}

#[test]
fn the_command_that_is_shown_does_the_same() {
    let server = Server::start("api-command", &[]);
    let user = json!({
        "employeeId": "0042", "mail": "it's $HOME \"`", "proxyAddresses": ["a", "b"], "accountEnabled": true, "city": "",
    });
    for expression in [
        "[employeeId]",
        "Append([mail], \"'\")",
        "Join(\";\", [proxyAddresses])",
        "IIF([accountEnabled]=\"True\", [employeeId], [city])",
        "Append(\"x@\", DefaultDomain())",
        "Coalesce([city], \"nowhere\")",
    ] {
        let said = evaluate(&server, json!({"expression": expression, "user": user}));
        let command = said["command"].as_str().unwrap();
        let line = command.replacen("attrflow", env!("CARGO_BIN_EXE_attrflow"), 1);
        let ran = std::process::Command::new("sh")
            .args(["-c", &format!("{line} --format json")])
            .output()
            .unwrap();
        let out: Json = serde_json::from_slice(&ran.stdout)
            .unwrap_or_else(|error| panic!("{command}: {error} {ran:?}"));
        assert_eq!(out["result"], said["result"]["value"], "{command}");
    }
}

#[test]
fn what_is_wrong_comes_with_its_place_and_its_fix() {
    let server = Server::start("api-wrong", &[]);
    let said = evaluate(
        &server,
        json!({"expression": "Append(\"𝄞\", LCase([mail]))"}),
    );
    assert_eq!(said["result"], Json::Null);
    let found = &said["problems"][0];
    assert_eq!(
        (&found["code"], &found["from"], &found["to"]),
        (&"connect-function".into(), &13.into(), &18.into())
    );
    let said = evaluate(
        &server,
        json!({"expression": "NormaliseDiacritics([mail])"}),
    );
    let found = &said["problems"][0];
    let edit = &found["fixes"][0]["edits"][0];
    assert_eq!(
        (&found["code"], &edit["from"], &edit["to"], &edit["text"]),
        (
            &"unknown-function".into(),
            &0.into(),
            &19.into(),
            &"NormalizeDiacritics".into()
        )
    );
    let said = evaluate(&server, json!({"expression": "Left([mail]"}));
    assert_eq!(said["canonical"], Json::Null);
    assert_eq!(said["problems"][0]["code"], "unclosed-parenthesis");
    // An evaluation that fails says where.
    let said = evaluate(
        &server,
        json!({"expression": "Left(Trim([mail]), [city])", "user": {"mail": "a", "city": "x"}}),
    );
    let error = &said["result"]["error"];
    assert_eq!(
        (&error["code"], &error["from"]),
        (&"argument-kind".into(), &0.into()),
        "{said}"
    );
}

#[test]
fn a_mapping_lends_its_target_and_its_default() {
    let server = Server::start("api-target", &[]);
    let expression = "Replace([preferredLanguage], \"_\", , , \"-\", , )";
    let said = evaluate(
        &server,
        json!({"expression": expression, "target": "preferredLanguage"}),
    );
    assert_eq!(
        (&said["result"]["value"], &said["result"]["default"]),
        (&Json::Null, &"en-US".into())
    );
    let said = evaluate(
        &server,
        json!({"expression": "IgnoreFlowIfNullOrEmpty([mail])", "user": {}, "target": "title"}),
    );
    assert_eq!(said["result"]["skipped"], "attribute");
}

#[test]
fn keys_that_were_compared_were_used() {
    let server = Server::start("api-trace-keys", &[]);
    let unused = |expression: &str| {
        let user = json!({"IsSoftDeleted": "False", "city": null, "department": "b"});
        let said = evaluate(&server, json!({"expression": expression, "user": user}));
        let places = said["trace"]["unused"].as_array().unwrap().clone();
        let part = |place: &Json| {
            let at = |name: &str| place[name].as_u64().unwrap() as usize;
            expression[at("from")..at("to")].to_owned()
        };
        places.iter().map(part).collect::<Vec<_>>()
    };
    assert_eq!(
        unused("Switch([IsSoftDeleted], \"d\", \"False\", \"a\", \"True\", \"b\")"),
        ["\"d\"", "\"True\"", "\"b\""]
    );
    assert_eq!(
        unused("Switch([IsSoftDeleted], , \"True\", \"a\", \"False\", \"b\")"),
        ["\"a\""]
    );
    assert_eq!(
        unused("Switch([IsSoftDeleted], [city], \"x\", \"a\", \"y\", \"b\")"),
        ["\"a\"", "\"b\""]
    );
    assert_eq!(
        unused("Switch([IsSoftDeleted], , \"x\", \"a\", \"y\", \"b\")"),
        ["\"a\"", "\"b\""]
    );
    assert_eq!(
        unused("Switch([department], \"d\", \"a\", \"1\", [department], \"2\", \"c\", \"3\")"),
        ["\"d\"", "\"1\"", "\"c\"", "\"3\""]
    );
    assert_eq!(unused("IIF([city] = \"x\", \"a\", \"b\")"), ["\"a\""]);
}

#[test]
fn secrets_stay_secret() {
    let server = Server::start("api-secrets", &[]);
    let expression = "Redact(Join(\"-\", \"Welcome\", [employeeId], [country]))";
    for whose in [
        json!({"user": {"employeeId": "s3cr3t-1042", "country": "DE"}}),
        json!({"key": "zoe.mueller@contoso.com"}),
    ] {
        let mut body = json!({"expression": expression});
        body.as_object_mut()
            .unwrap()
            .extend(whose.as_object().unwrap().clone());
        let answer = server.post("/api/evaluate", &body);
        let said = answer.json();
        assert_eq!(
            (&said["result"]["value"], &said["result"]["redacted"]),
            (&"[Redact]".into(), &true.into())
        );
        assert!(!answer.text.contains("1042"), "{}", answer.text);
        assert_eq!(
            said["trace"]["children"][0]["children"][2]["shown"],
            "[Redact]"
        );
    }
}

#[test]
fn somebody_is_imported_for_an_evaluation() {
    let server = Server::start("api-key", &[]);
    let said = evaluate(
        &server,
        json!({"expression": "Join(\".\", [givenName], [surname])", "key": "zoe.mueller@contoso.com"}),
    );
    assert_eq!(said["result"]["value"], "Zoë.Müller");
    let nobody = server.post(
        "/api/evaluate",
        &json!({"expression": "1", "key": "nobody"}),
    );
    assert_eq!(nobody.status, 404);
}

#[test]
fn completion_counts_as_browsers_do() {
    let server = Server::start("api-complete", &[]);
    let ask = |expression: &str, offset: usize| {
        let answer = server.post(
            "/api/complete",
            &json!({"expression": expression, "offset": offset}),
        );
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    };
    let said = ask("Append(\"𝄞\", Jo", 15);
    assert_eq!((&said["from"], &said["to"]), (&13.into(), &15.into()));
    let item = &said["items"][0];
    assert_eq!(
        (&item["label"], &item["insert"], &item["kind"]),
        (
            &"jobTitle".into(),
            &"[jobTitle]".into(),
            &"attribute".into()
        )
    );
    let item = said["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["label"] == "Join")
        .unwrap();
    assert_eq!(
        (&item["insert"], &item["detail"]),
        (
            &"Join(".into(),
            &"Join(separator, source, source, …)".into()
        )
    );
    assert!(
        item["documentation"]
            .as_str()
            .unwrap()
            .contains("separator (text): "),
        "{item}"
    );
    let said = ask("[giv", 4);
    assert_eq!(
        (&said["from"], &said["items"][0]["insert"]),
        (&1.into(), &"givenName]".into())
    );
    let said = ask("InStr([mail], \"a\", 1, ", 22);
    assert_eq!(said["items"][0]["kind"], "word");
    assert_eq!(ask("\"in a text", 5)["items"], json!([]));
    // Far behind the end is the end.
    assert_eq!(ask("Joi", 4_000_000_000)["items"][0]["label"], "Join");
}

#[test]
fn what_is_under_the_cursor_is_explained() {
    let server = Server::start("api-hover", &[]);
    let ask = |expression: &str, offset: usize| {
        server
            .post(
                "/api/hover",
                &json!({"expression": expression, "offset": offset}),
            )
            .json()
    };
    let said = ask("ToLower([mail])", 3);
    assert_eq!(
        (&said["from"], &said["to"], &said["kind"], &said["name"]),
        (&0.into(), &7.into(), &"function".into(), &"ToLower".into())
    );
    let said = ask("ToLower([mail])", 10);
    assert_eq!(
        (&said["title"], &said["text"]),
        (&"[mail]".into(), &"text".into())
    );
    assert_eq!(ask("\"x\"", 1), Json::Null);
}

#[test]
fn an_expression_is_laid_out() {
    let server = Server::start("api-format", &[]);
    let ask = |body: Json| server.post("/api/format", &body).json();
    let said =
        ask(json!({"expression": "Join( \".\",[givenName] , [surname])", "layout": "canonical"}));
    assert_eq!(said["expression"], "Join(\".\", [givenName], [surname])");
    let long = "Switch([country], \"en-US\", \"AT\", \"de-AT\", \"DE\", \"de-DE\", \"FR\", \"fr-FR\", \"PL\", \"pl-PL\", \"SE\", \"sv-SE\", \"ES\", \"es-ES\")";
    assert!(
        ask(json!({"expression": long}))["expression"]
            .as_str()
            .unwrap()
            .contains("\n  ")
    );
    let broken = ask(json!({"expression": "Join("}));
    assert_eq!(
        (&broken["expression"], &broken["problems"][0]["severity"]),
        (&"Join(".into(), &"error".into())
    );
}

//! The description of the API holds for what the API answers.

use super::{Names, Server};
use attrflow::serve::graph::openapi;
use serde_json::{Value as Json, json};

#[test]
fn every_operation_is_described_once() {
    let described = openapi();
    let mut ids = Vec::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
            let said = operation["summary"].as_str().unwrap();
            assert!(said.ends_with('.'), "{method} {path}: {said}");
            let parameters = operation["parameters"].as_array().unwrap();
            let keys = parameters
                .iter()
                .filter(|parameter| parameter["in"] == "path");
            assert_eq!(keys.count(), path.matches('{').count(), "{method} {path}");
            assert!(operation["responses"]["401"].is_object());
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(count > 50, "{count}");
}

#[test]
fn all_that_is_referred_to_is_there() {
    let described = openapi();
    let text = described.to_string();
    for part in text.split("\"$ref\":\"#").skip(1) {
        let pointer = part.split('"').next().unwrap();
        assert!(described.pointer(pointer).is_some(), "{pointer}");
    }
    assert!(!text.contains("$defs"));
}

/// What the description says of an answer.
fn shape<'d>(described: &'d Json, path: &str, method: &str) -> &'d Json {
    let answer = &described["paths"][path][method]["responses"]["200"];
    let schema = &answer["content"]["application/json"]["schema"];
    assert!(schema.is_object(), "{method} {path}");
    schema
}

/// As much of JSON Schema as the description uses.
#[track_caller]
fn fits(root: &Json, schema: &Json, value: &Json, at: &str) {
    for (keyword, argument) in schema.as_object().into_iter().flatten() {
        match keyword.as_str() {
            "$ref" => {
                let pointer = argument.as_str().unwrap().trim_start_matches('#');
                fits(root, root.pointer(pointer).unwrap(), value, at);
            }
            "anyOf" => {
                let (nothing, others): (Vec<&Json>, Vec<&Json>) = argument
                    .as_array()
                    .unwrap()
                    .iter()
                    .partition(|one| one["type"] == "null");
                assert_eq!((nothing.len(), others.len()), (1, 1), "{at}");
                if !value.is_null() {
                    fits(root, others[0], value, at);
                }
            }
            "type" => {
                let names = argument
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|| vec![argument.clone()]);
                let is = |name: &Json| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    other => panic!("{other}"),
                };
                assert!(names.iter().any(is), "{at}: {value} is no {argument}");
            }
            "required" => {
                for name in argument.as_array().unwrap() {
                    let name = name.as_str().unwrap();
                    assert!(value.get(name).is_some(), "{at}: {name} is missing");
                }
            }
            "properties" => {
                for (name, schema) in argument.as_object().unwrap() {
                    if let Some(member) = value.get(name) {
                        fits(root, schema, member, &format!("{at}/{name}"));
                    }
                }
            }
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    fits(root, argument, item, &format!("{at}/0"));
                }
            }
            "description" | "title" | "format" | "default" | "additionalProperties" | "minimum" => {
            }
            other => panic!("{at}: {other}"),
        }
    }
}

#[test]
fn answers_are_as_described() {
    let server = Server::start("graph-openapi", &["--allow-apply"]);
    let names = Names::of(&server);
    let user = names.user("00000000-0000-0000-0000-00000000a001");
    assert_eq!(
        server.post(&names.at("/provisionOnDemand"), &user).status,
        200
    );
    let described = server.get("/openapi.json").json();
    for (path, methods) in described["paths"].as_object().unwrap() {
        let real = path
            .replace("{servicePrincipalId}", &names.principal)
            .replace("{jobId}", &names.job)
            .replace("{templateId}", &names.template)
            .replace("{directoryId}", "Contoso Desk".replace(' ', "%20").as_str());
        if real.contains('{') || !methods["get"]["responses"]["200"].is_object() {
            continue;
        }
        let answer = server.get(&format!("/v1.0{real}"));
        assert_eq!(answer.status, 200, "{path}");
        fits(
            &described,
            shape(&described, path, "get"),
            &answer.json(),
            path,
        );
    }
    let path = "/servicePrincipals/{servicePrincipalId}/synchronization/jobs/{jobId}/schema/parseExpression";
    for expression in ["Trim([x])", "Trim([x]", "Left([x], [x])"] {
        let body = json!({"expression": expression, "testInputObject": {"properties": [{"key": "x", "value": "a"}]}});
        let answer = server
            .post(&names.at("/schema/parseExpression"), &body)
            .json();
        fits(
            &described,
            shape(&described, path, "post"),
            &answer,
            expression,
        );
    }
    // Where the job is known, so are the only ids that are found.
    let first =
        &described["paths"]["/servicePrincipals/{servicePrincipalId}"]["get"]["parameters"][0];
    assert_eq!(first["schema"]["enum"], json!([names.principal]));
}

//! A job whose files were broken while it is served: told, and mended over the API.

use super::{Names, Server, refused};
use crate::provision::Scratch;
use serde_json::{Value as Json, json};

fn put(server: &Server, names: &Names, schema: &Json) -> super::Answer {
    server.send(server.request("PUT", &names.at("/schema"), Some(schema)))
}

#[test]
fn a_schema_that_is_no_json_is_mended() {
    let server = Server::start("graph-broken-json", &[]);
    let names = Names::of(&server);
    let whole: Json = serde_json::from_str(&server.scratch.read("schema.json")).unwrap();
    server.scratch.write("schema.json", "{\"id\": ");
    let answer = server.get(&names.at("/schema"));
    assert_eq!(refused(&answer, 503), "serviceNotAvailable");
    // What is worse is not taken.
    refused(&put(&server, &names, &json!({"id": "x"})), 400);
    let again = json!({"directories": [], "synchronizationRules": []});
    let answer = put(&server, &names, &again);
    refused(&answer, 400);
    assert!(
        answer.text.contains("does not fit the job"),
        "{}",
        answer.text
    );
    assert_eq!(server.scratch.read("schema.json"), "{\"id\": ");

    let answer = put(&server, &names, &whole);
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    let text = server.scratch.read("schema.json");
    assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), whole);
    assert!(text.starts_with("{\n  \"") && text.ends_with("}\n"));
    assert_eq!(server.get(&names.at("/schema")).json(), whole);
    // One that is gone is written anew.
    std::fs::remove_file(server.scratch.folder.join("schema.json")).unwrap();
    refused(&server.get(&names.at("/schema")), 503);
    assert_eq!(put(&server, &names, &whole).status, 204);
    assert_eq!(server.scratch.read("schema.json"), text);
}

#[test]
fn a_schema_with_errors_is_read_and_mended() {
    let server = Server::start("graph-broken-mapping", &[]);
    let names = Names::of(&server);
    let path = names.at("/schema");
    let text = server.scratch.read("schema.json");
    let mut wrong: Json = serde_json::from_str(&text).unwrap();
    let mapping = &mut wrong["synchronizationRules"][0]["objectMappings"][0];
    mapping["attributeMappings"][0]["source"] =
        json!({"expression": "Apend([mail], \"x\")", "name": "Apend", "type": "Function"});
    let broken = serde_json::to_string_pretty(&wrong).unwrap() + "\n";
    assert_ne!(broken, text);
    server.scratch.write("schema.json", &broken);
    let answer = server.get(&path);
    assert_eq!(
        (answer.status, answer.text.as_str()),
        (200, broken.trim_end())
    );
    let short = server.get(&format!("{path}?$select=id")).json();
    assert_eq!(short.as_object().unwrap().len(), 2);
    // Back as it came: still wrong, and still there.
    refused(&put(&server, &names, &answer.json()), 400);
    assert_eq!(server.scratch.read("schema.json"), broken);
    let whole: Json = serde_json::from_str(&text).unwrap();
    let patch = server.send(server.request("PATCH", &path, Some(&whole)));
    assert_eq!(patch.status, 204, "{}", patch.text);
    assert_eq!(server.scratch.read("schema.json"), text);
    assert_eq!(server.get(&names.at("")).status, 200);
}

#[test]
fn files_are_told_by_their_names_alone() {
    let scratch = Scratch::contoso("serve-names");
    let job = scratch.folder.join("job.toml").to_str().unwrap().to_owned();
    let folder = scratch.folder.to_str().unwrap().to_owned();
    let server = Server::serving(scratch, &["--job", &job]);
    let names = Names::of(&server);
    let told = |name: &str| {
        for path in [names.at("/schema/directories"), "/api/job".to_owned()] {
            let answer = server.get(&path);
            assert_eq!(answer.status, 503, "{path}: {}", answer.text);
            let text = answer.text;
            assert!(text.contains(name) && !text.contains(&folder), "{text}");
        }
    };
    let file = |name: &str| server.scratch.folder.join(name);
    let (schema, toml) = (
        server.scratch.read("schema.json"),
        server.scratch.read("job.toml"),
    );
    server.scratch.write("schema.json", "{");
    told("job.toml");
    let mut wrong: Json = serde_json::from_str(&schema).unwrap();
    let mapping = &mut wrong["synchronizationRules"][0]["objectMappings"][0];
    mapping["attributeMappings"][0]["source"] = json!({"expression": "Apend([mail])"});
    server.scratch.write("schema.json", &wrong.to_string());
    let job = server.get("/api/job");
    assert!(job.text.contains("schema.json --job"), "{}", job.text);
    assert!(!job.text.contains(&folder), "{}", job.text);
    std::fs::remove_file(file("schema.json")).unwrap();
    told("schema.json");
    server.scratch.write("schema.json", &schema);
    server.scratch.write("job.toml", "kind =");
    told("job.toml");
    std::fs::remove_file(file("job.toml")).unwrap();
    told("job.toml");
    server.scratch.write("job.toml", &toml);

    let users = server.scratch.read("users.ndjson");
    server
        .scratch
        .write("users.ndjson", "{\"objectId\": \"1\"}\n{\n");
    for path in ["/api/users/nobody", "/api/users?search=zzz"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 502, "{}", answer.text);
        let text = answer.text;
        assert!(
            text.contains("users.ndjson") && !text.contains(&folder),
            "{text}"
        );
    }
    server.scratch.write("users.ndjson", &users);
    std::fs::create_dir(file(".attrflow")).unwrap();
    server.scratch.write(
        ".attrflow/links.db",
        "no database, and long enough not to be empty",
    );
    let answer = server.get("/v1.0/auditLogs/provisioning");
    assert_eq!(refused(&answer, 502), "InternalError");
    let text = answer.text;
    assert!(
        text.contains("`links.db`") && !text.contains(&folder),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn a_change_is_seen_though_length_and_time_stay() {
    let server = Server::start("graph-stamp", &[]);
    let names = Names::of(&server);
    let file = server.scratch.folder.join("schema.json");
    let time = std::fs::metadata(&file).unwrap().modified().unwrap();
    let text = server.scratch.read("schema.json");
    let changed = text.replace("ToLower(", "ToUpper(");
    assert_ne!(changed, text);
    server.scratch.write("schema.json", &changed);
    let written = std::fs::File::options().write(true).open(&file).unwrap();
    written.set_modified(time).unwrap();
    assert_eq!(server.get(&names.at("/schema")).text, changed.trim_end());
}

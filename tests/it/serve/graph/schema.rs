//! The schema: read, replaced, refused.

use super::{Names, Server, refused};
use serde_json::{Value as Json, json};

#[test]
fn what_is_read_is_what_the_file_has() {
    let server = Server::start("graph-schema", &[]);
    let names = Names::of(&server);
    let file = server.scratch.read("schema.json");
    let answer = server.get(&names.at("/schema"));
    assert_eq!(answer.text, file.trim_end());
    let short = server.get(&names.at("/schema?$select=id,version")).json();
    assert_eq!(short.as_object().unwrap().len(), 3);
    let whole: Json = serde_json::from_str(&file).unwrap();
    let directories = server.get(&names.at("/schema/directories")).json();
    assert_eq!(directories["value"], whole["directories"]);
    let template = server
        .get(&names.under(&format!("/templates/{}", names.template)))
        .json();
    assert_eq!(template["schema"], whole);
}

#[test]
fn a_context_is_added_where_the_file_has_none() {
    let scratch = crate::provision::Scratch::contoso("graph-schema-bare");
    let text = scratch.read("schema.json");
    let start = text.find("\"id\"").unwrap();
    scratch.write("schema.json", &format!("{{\n  {}", &text[start..]));
    let server = Server::serving(scratch, &[]);
    let names = Names::of(&server);
    let mut answer = server.get(&names.at("/schema")).json();
    let context = answer
        .as_object_mut()
        .unwrap()
        .shift_remove("@odata.context")
        .unwrap();
    let expected = format!(
        "{}/v1.0/$metadata#servicePrincipals('{}')/synchronization/jobs('{}')/schema/$entity",
        server.address, names.principal, names.job
    );
    assert_eq!(context, expected);
    let whole: Json = serde_json::from_str(&server.scratch.read("schema.json")).unwrap();
    assert_eq!(answer, whole);
    // What came with the answer is no change.
    let put = server.send(server.request(
        "PUT",
        &names.at("/schema"),
        Some(&server.get(&names.at("/schema")).json()),
    ));
    assert_eq!(put.status, 204);
    assert_eq!(
        serde_json::from_str::<Json>(&server.scratch.read("schema.json")).unwrap(),
        whole
    );
}

#[test]
fn a_schema_is_replaced_as_a_whole() {
    let server = Server::start("graph-put", &[]);
    let names = Names::of(&server);
    let path = names.at("/schema");
    let before = server.scratch.read("schema.json");
    let mut schema = server.get(&path).json();
    assert_eq!(
        server
            .send(server.request("PUT", &path, Some(&schema)))
            .status,
        204
    );
    assert_eq!(server.scratch.read("schema.json"), before);

    for (method, value) in [("PUT", "Amt"), ("PATCH", "Büro")] {
        let mappings =
            &mut schema["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"];
        mappings[0]["defaultValue"] = json!(value);
        schema["later"] = json!({"kept": [1, null]});
        let answer = server.send(server.request(method, &path, Some(&schema)));
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
        assert_eq!(server.get(&path).json(), schema);
        let after = server.scratch.read("schema.json");
        assert_eq!(serde_json::from_str::<Json>(&after).unwrap(), schema);
        // Laid out as it was.
        assert!(after.starts_with("{\n  \"@odata.context\"") && after.ends_with("}\n"));
    }
    // Without what it is about, which is no part of it: that stays.
    let mut bare = schema.clone();
    bare.as_object_mut().unwrap().shift_remove("@odata.context");
    bare["version"] = json!("2");
    assert_eq!(
        server
            .send(server.request("PUT", &path, Some(&bare)))
            .status,
        204
    );
    assert!(server.get(&path).json()["@odata.context"].is_string());
    let left: Vec<String> = std::fs::read_dir(&server.scratch.folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("draft"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn errors_refuse_the_whole_schema() {
    let server = Server::start("graph-put-errors", &[]);
    let names = Names::of(&server);
    let path = names.at("/schema");
    let before = server.scratch.read("schema.json");
    let put = |body: &Json| server.send(server.request("PUT", &path, Some(body)));
    let mut schema = server.get(&path).json();
    let mapping = &mut schema["synchronizationRules"][0]["objectMappings"][0];
    let target = mapping["attributeMappings"][0]["targetAttributeName"].clone();
    mapping["attributeMappings"][0]["source"] =
        json!({"expression": "Apend([mail], \"x\")", "name": "Apend", "type": "Function"});
    let answer = put(&schema);
    assert_eq!(refused(&answer, 400), "RequestParameterInvalid");
    let detail = answer.json()["error"]["details"][0].clone();
    assert_eq!(
        (&detail["code"], &detail["severity"]),
        (&json!("unknown-function"), &json!("error"))
    );
    assert!(
        detail["target"]
            .as_str()
            .unwrap()
            .ends_with(target.as_str().unwrap()),
        "{detail}"
    );
    let offset = detail["range"]["start"]["offset"].as_u64().unwrap() as usize;
    assert!(
        schema.to_string()[offset..].starts_with("Apend("),
        "{detail}"
    );

    for (body, said) in [
        (json!({"value": []}), "nothing was written"),
        (
            json!({"synchronizationRules": [], "directories": []}),
            "does not fit the job",
        ),
        (
            json!({"id": "scim", "schema": schema}),
            "nothing was written",
        ),
    ] {
        let answer = put(&body);
        assert_eq!(refused(&answer, 400), "RequestParameterInvalid");
        assert!(answer.text.contains(said), "{}", answer.text);
    }
    refused(&server.send(server.request("PUT", &path, None)), 400);
    assert_eq!(server.scratch.read("schema.json"), before);
    assert_eq!(server.get(&path).text, before.trim_end());
}

#[test]
fn a_template_file_stays_one() {
    let scratch = crate::provision::Scratch::contoso("graph-put-template");
    let schema = scratch.read("schema.json");
    scratch.write(
        "schema.json",
        &format!("{{\"id\": \"scim\", \"factoryTag\": \"x\",\n \"schema\": {schema}}}"),
    );
    let server = Server::serving(scratch, &[]);
    let names = Names::of(&server);
    let mut read = server.get(&names.at("/schema")).json();
    assert_eq!(
        read["synchronizationRules"],
        serde_json::from_str::<Json>(&schema).unwrap()["synchronizationRules"]
    );
    read["version"] = json!("2");
    assert_eq!(
        server
            .send(server.request("PUT", &names.at("/schema"), Some(&read)))
            .status,
        204
    );
    let after: Json = serde_json::from_str(&server.scratch.read("schema.json")).unwrap();
    assert_eq!(
        (&after["factoryTag"], &after["schema"]),
        (&json!("x"), &read)
    );
}

#[cfg(unix)]
#[test]
fn links_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scratch = crate::provision::Scratch::contoso("graph-put-link");
    let (own, real) = (
        scratch.folder.join("schema.json"),
        scratch.folder.join("real.json"),
    );
    std::fs::rename(&own, &real).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", &own).unwrap();
    let server = Server::serving(scratch, &[]);
    let names = Names::of(&server);
    let mut schema = server.get(&names.at("/schema")).json();
    schema["version"] = json!("3");
    assert_eq!(
        server
            .send(server.request("PUT", &names.at("/schema"), Some(&schema)))
            .status,
        204
    );
    assert!(std::fs::symlink_metadata(&own).unwrap().is_symlink());
    assert_eq!(
        std::fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );
    assert!(
        server
            .scratch
            .read("real.json")
            .contains("\"version\": \"3\"")
    );
}

//! A group with some of its members.

use super::Scratch;
use serde_json::{Value as Json, json};

pub const GROUP: &str = "00000000-0000-0000-0000-00000000b001";
const MEMBERS: [&str; 2] = ["bjensen@contoso.com", "zoe.mueller@contoso.com"];

/// A copy of the example with a group of two, and an object mapping for groups.
pub fn with_group(name: &str) -> Scratch {
    let scratch = Scratch::contoso(name);
    let mut schema: Json = serde_json::from_str(&scratch.read("schema.json")).unwrap();
    let flow = |target: &str, source: &str, matching: u8| {
        json!({"targetAttributeName": target, "matchingPriority": matching, "flowType": "Always",
            "flowBehavior": "FlowWhenChanged", "source": {"expression": source}})
    };
    let rule = &mut schema["synchronizationRules"][0];
    let group = "urn:ietf:params:scim:schemas:core:2.0:Group";
    rule["objectMappings"].as_array_mut().unwrap().push(json!({
        "enabled": true, "name": "Provision Microsoft Entra ID Groups", "flowTypes": "Add, Update, Delete",
        "sourceObjectName": "Group", "targetObjectName": group,
        "attributeMappings": [flow("displayName", "[displayName]", 1),
            flow("externalId", "[objectId]", 0), flow("members", "[members]", 0)]}));
    let attribute = |name: &str, kind: &str, many: bool| {
        json!({"name": name, "type": kind, "multivalued": many,
            "anchor": name == "id" || name == "objectId"})
    };
    for directory in schema["directories"].as_array_mut().unwrap() {
        let (name, anchor, own) = match directory["name"] == "Contoso Desk" {
            true => (group, "id", "externalId"),
            false => ("Group", "objectId", "mailNickname"),
        };
        directory["objects"]
            .as_array_mut()
            .unwrap()
            .push(json!({"name": name, "attributes": [
            attribute(anchor, "String", false), attribute(own, "String", false),
            attribute("displayName", "String", false), attribute("members", "Reference", true)]}));
    }
    scratch.write("schema.json", &schema.to_string());
    let role = json!([{"id": "1", "value": "User", "displayName": "User"}]);
    scratch.write(
        "groups.json",
        &json!([{"objectId": GROUP, "displayName": "Desk users", "appRoleAssignments": role,
            "members": ["00000000-0000-0000-0000-00000000a009", "00000000-0000-0000-0000-00000000a001"]}])
        .to_string(),
    );
    scratch.edit(
        "job.toml",
        "users.ndjson\"",
        "file = \"users.ndjson\"",
        "file = \"users.ndjson\"\ngroups = \"groups.json\"",
    );
    scratch
}

#[test]
fn members_are_added_who_are_named() {
    let scratch = with_group("group");
    let user = scratch.provision(&[MEMBERS[0], "--apply"])["target"]["id"].clone();
    let arguments = ["--group", GROUP, "--member", MEMBERS[0]];
    let dry = scratch.provision(&arguments);
    assert_eq!(dry["action"], "create", "{dry}");
    let applied = scratch.provision(&[&arguments as &[&str], &["--apply"]].concat());
    assert_eq!(applied["action"], "create");
    let sent = applied["requests"].to_string();
    assert!(sent.contains(user.as_str().unwrap()), "{sent}");
    let again = scratch.provision(&arguments);
    assert_eq!(again["error"]["code"], "RedundantExport", "{again}");
}

#[test]
fn members_without_a_group_are_refused() {
    let scratch = Scratch::contoso("members-alone");
    for arguments in [
        &["provision", MEMBERS[0], "--member", MEMBERS[1]] as &[&str],
        &["provision", "--member", MEMBERS[1]],
    ] {
        let ran = scratch.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
    }
}

#[test]
fn a_sixth_member_is_refused() {
    let scratch = with_group("group-of-six");
    let mut arguments = vec!["--group", GROUP];
    for _ in 0..6 {
        arguments.extend(["--member", MEMBERS[1]]);
    }
    let run = scratch.provision(&arguments);
    assert_eq!(run["status"], "failure");
    let reason = run["error"]["reason"].as_str().unwrap();
    assert!(reason.contains("at most 5 members"), "{reason}");
    assert!(run["error"]["recommended"].is_string());
}

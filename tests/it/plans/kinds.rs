//! Whatever the kind of job: whoever is searched for is found, provisioned by the key that the search gives,
//! and planned as provisioned.

use crate::provision::Scratch;
use serde_json::{Value as Json, json};

/// A kind of job: systems, the source's object, its anchor and its key, two users.
struct Kind {
    name: &'static str,
    systems: (&'static str, &'static str),
    object: &'static str,
    ids: (&'static str, &'static str),
    users: [Json; 2],
    called: &'static str,
}

fn kinds() -> Vec<Kind> {
    vec![
        Kind {
            name: "ad-to-entra",
            systems: ("Active Directory", "Azure Active Directory"),
            object: "user",
            ids: ("objectGUID", "distinguishedName"),
            users: [
                json!({"objectGUID": "g1", "distinguishedName": "CN=Ann,OU=Users,DC=contoso,DC=com", "cn": "Ann", "mail": "ann@contoso.com", "userPrincipalName": "ann@corp.contoso.com"}),
                json!({"objectGUID": "g2", "distinguishedName": "CN=Bo,OU=Users,DC=contoso,DC=com", "cn": "Bo", "mail": "bo@contoso.com"}),
            ],
            called: "Ann",
        },
        Kind {
            name: "workday",
            systems: ("Workday", "Active Directory"),
            object: "Worker",
            ids: ("WID", "WorkerID"),
            users: [
                json!({"WID": "w1", "WorkerID": "21001", "FirstName": "Ann", "LastName": "Lee", "mail": "ann@contoso.com"}),
                json!({"WID": "w2", "WorkerID": "21002", "FirstName": "Bo", "LastName": "Ek", "mail": "bo@contoso.com"}),
            ],
            called: "Ann Lee",
        },
        Kind {
            name: "successfactors",
            systems: ("SuccessFactors", "Active Directory"),
            object: "User",
            ids: ("userId", "personIdExternal"),
            users: [
                json!({"userId": "u1", "personIdExternal": "4711", "firstName": "Ann", "lastName": "Lee", "mail": "ann@contoso.com"}),
                json!({"userId": "u2", "personIdExternal": "4712", "firstName": "Bo", "lastName": "Ek", "mail": "bo@contoso.com"}),
            ],
            called: "Ann Lee",
        },
        Kind {
            name: "api-driven",
            systems: ("API", "Active Directory"),
            object: "User",
            ids: ("id", "externalId"),
            users: [
                json!({"id": "1", "externalId": "e1", "displayName": "Ann", "mail": "ann@contoso.com"}),
                json!({"id": "2", "externalId": "e2", "displayName": "Bo", "mail": "bo@contoso.com"}),
            ],
            called: "Ann",
        },
    ]
}

/// The job in a folder of its own.
fn job(kind: &Kind) -> Scratch {
    let scratch = Scratch::contoso(&format!("plan-kind-{}", kind.name));
    let attribute =
        |name: &str, anchor: bool| json!({"name": name, "type": "String", "anchor": anchor});
    let names = kind
        .users
        .iter()
        .flat_map(|user| user.as_object().unwrap().keys());
    let names: std::collections::BTreeSet<&String> = names.collect();
    let source: Vec<Json> = names
        .iter()
        .map(|name| attribute(name, *name == kind.ids.0))
        .collect();
    let target = [attribute("id", true), attribute("userName", false)];
    let (from, to) = kind.systems;
    let schema = json!({
        "synchronizationRules": [{"name": "Users", "sourceDirectoryName": from, "targetDirectoryName": to,
            "objectMappings": [{"name": "Users", "enabled": true, "flowTypes": "Add, Update, Delete",
                "sourceObjectName": kind.object, "targetObjectName": "User",
                "attributeMappings": [{"targetAttributeName": "userName", "matchingPriority": 1,
                    "flowType": "Always", "source": {"expression": "[mail]", "name": "mail", "type": "Attribute"}}]}]}],
        "directories": [
            {"name": from, "objects": [{"name": kind.object, "attributes": source}]},
            {"name": to, "objects": [{"name": "User", "attributes": target}]}]});
    scratch.write("schema.json", &schema.to_string());
    scratch.write(
        "users.ndjson",
        &format!("{}\n{}\n", kind.users[0], kind.users[1]),
    );
    scratch.write(
        "job.toml",
        &format!(
            "schema = \"schema.json\"\nkind = \"{}\"\n\n[source]\nfile = \"users.ndjson\"\n\n[target]\nfile = \".attrflow/target.db\"\n",
            kind.name
        ),
    );
    scratch
}

#[test]
fn every_kind_is_searched_provisioned_and_planned_alike() {
    for kind in kinds() {
        let scratch = job(&kind);
        let checked = scratch.run(&["job", "check", "job.toml"]);
        assert_eq!(
            checked.code, 0,
            "{}: {}{}",
            kind.name, checked.out, checked.err
        );
        let key = kind.users[0][kind.ids.1].as_str().unwrap();
        let search = scratch.run(&["search", &key.to_lowercase(), "--format", "json"]);
        let found: Json = serde_json::from_str(&search.out).unwrap();
        let found = &found["objects"][0];
        assert_eq!(
            (&found["key"], &found["name"]),
            (&key.into(), &kind.called.into()),
            "{}",
            kind.name
        );

        let dry = scratch.provision(&[found["key"].as_str().unwrap()]);
        assert_eq!(dry["action"], "create", "{}: {dry}", kind.name);
        let plan = scratch.run(&["plan", "--save", "some.plan", "--format", "json"]);
        let plan: Json = serde_json::from_str(&plan.out).unwrap();
        assert_eq!(
            plan["counts"]["outcomes"],
            json!({"create": 2}),
            "{}: {plan}",
            kind.name
        );
        let applied = scratch.run(&["apply", "some.plan"]);
        assert_eq!(
            applied.code, 0,
            "{}: {}{}",
            kind.name, applied.out, applied.err
        );
        let next = scratch.run(&["plan", "--format", "json"]);
        let next: Json = serde_json::from_str(&next.out).unwrap();
        assert_eq!(
            next["counts"]["outcomes"],
            json!({"unchanged": 2}),
            "{}: {next}",
            kind.name
        );
    }
}

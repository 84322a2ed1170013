//! The samples of Graph's `provisionOnDemand` page, from equivalent jobs: `tests/data/graph/`, where
//! `{guid}` and `{time}` stand for what differs from run to run. In Microsoft's first sample the
//! display name is spelt in two ways and the source has two ids; ours agree.

use super::Scratch;
use crate::cli::folder;
use serde_json::{Map, Value as Json, json};

/// A job whose schema is made of names: source attributes with types, mappings with their expressions.
fn job(
    name: &str,
    systems: [&str; 2],
    objects: [&str; 2],
    source: &[(&str, &str)],
    mappings: &[(&str, &str)],
) -> Scratch {
    let scratch = Scratch {
        folder: folder(&format!("provision-{name}")),
    };
    let define = |(name, kind): &(&str, &str)| {
        let (kind, multivalued) = match kind.strip_suffix('*') {
            Some(kind) => (kind, true),
            None => (*kind, false),
        };
        json!({"name": name, "type": kind, "multivalued": multivalued,
            "anchor": matches!(*name, "objectId" | "objectGUID" | "id" | "ObjectId")})
    };
    let flow = |(at, (target, expression)): (usize, &(&str, &str))| {
        json!({"targetAttributeName": target, "matchingPriority": i32::from(at == 0),
            "flowType": "Always", "flowBehavior": "FlowWhenChanged",
            "source": {"expression": expression}})
    };
    let anchor = match objects[1] {
        "User" => "ObjectId",
        _ => "id",
    };
    let kind_of = |target: &str| match target {
        "active" | "AccountEnabled" => "Boolean",
        "ProxyAddresses" => "String*",
        _ => "String",
    };
    let mut target: Vec<Json> = vec![define(&(anchor, "String"))];
    target.extend(
        mappings
            .iter()
            .map(|(name, _)| define(&(*name, kind_of(name)))),
    );
    let schema = json!({
        "synchronizationRules": [{"name": "RULE", "sourceDirectoryName": systems[0],
            "targetDirectoryName": systems[1], "objectMappings": [{"enabled": true,
            "flowTypes": "Add, Update, Delete", "name": "Users",
            "sourceObjectName": objects[0], "targetObjectName": objects[1],
            "attributeMappings": mappings.iter().enumerate().map(flow).collect::<Vec<_>>()}]}],
        "directories": [
            {"name": systems[0], "objects": [{"name": objects[0],
                "attributes": source.iter().map(define).collect::<Vec<_>>()}]},
            {"name": systems[1], "objects": [{"name": objects[1], "attributes": target}]},
        ],
    });
    scratch.write("schema.json", &schema.to_string());
    scratch
}

fn answered(scratch: &Scratch, key: &str, more: &[&str]) -> Json {
    let ran = scratch.run(&[&["provision", key, "--format", "graph"], more].concat());
    assert_eq!(ran.err, "");
    serde_json::from_str(&ran.out).unwrap()
}

fn decoded(answer: &Json, member: &str) -> Json {
    serde_json::from_str(answer[member].as_str().unwrap()).unwrap()
}

/// The sample with what the answer has in the places that differ from run to run.
fn filled(sample: &str, answer: &Json) -> Json {
    fn fill(sample: &mut Json, answer: &Json) {
        match sample {
            Json::String(text) if text == "{guid}" || text == "{time}" => {
                let said = answer.as_str().unwrap_or_default();
                let fits = match text.as_str() {
                    "{guid}" => said.len() == 36 && said.matches('-').count() == 4,
                    _ => said.len() == 28 && said.ends_with('Z'),
                };
                if fits {
                    *text = said.to_owned();
                }
            }
            Json::Object(members) => {
                for (name, member) in members {
                    fill(member, &answer[name]);
                }
            }
            Json::Array(items) => {
                for (at, item) in items.iter_mut().enumerate() {
                    fill(item, &answer[at]);
                }
            }
            _ => {}
        }
    }
    let mut sample: Json = serde_json::from_str(sample).unwrap();
    fill(&mut sample, answer);
    sample
}

/// The lines in which they differ, members in one order.
fn report(value: &Json, sample: &Json) -> String {
    let lines = |value: &Json| serde_json::to_string_pretty(&sorted(value)).unwrap();
    attrflow::report::diff("answer", &lines(value), &lines(sample))
}

fn sorted(value: &Json) -> Json {
    match value {
        Json::Object(members) => {
            let mut members: Vec<(String, Json)> = members
                .iter()
                .map(|(name, member)| (name.clone(), sorted(member)))
                .collect();
            members.sort_by(|(one, _), (other, _)| one.cmp(other));
            Json::Object(Map::from_iter(members))
        }
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[test]
fn entra_to_an_application() {
    let scratch = job(
        "sample-app",
        ["Azure Active Directory", "customappsso"],
        [
            "User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        ],
        &[
            ("objectId", "String"),
            ("accountEnabled", "Boolean"),
            ("displayName", "String"),
            ("mailNickname", "String"),
            ("userPrincipalName", "String"),
            ("IsSoftDeleted", "Boolean"),
            ("appRoleAssignments", "Reference*"),
        ],
        &[
            ("userName", "[userPrincipalName]"),
            (
                "active",
                r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
            ),
            ("displayName", "[displayName]"),
            ("externalId", "[mailNickname]"),
        ],
    );
    scratch.write(
        "users.json",
        &json!([{"objectId": "52cf7b7a-52be-4a9b-9c69-e4d4a4a14f76", "accountEnabled": true,
            "displayName": "Bill Bob", "mailNickname": "Bill", "userPrincipalName": "BillBob@contoso.com",
            "IsSoftDeleted": false, "appRoleAssignments": [{"id": "1", "value": "User", "displayName": "User"}]}])
        .to_string(),
    );
    scratch.write(
        "job.toml",
        "schema = \"schema.json\"\nkind = \"app\"\n\n[source]\nfile = \"users.json\"\n\n[scope]\nattribute = \"appRoleAssignments\"\n",
    );
    scratch.provision(&["BillBob@contoso.com", "--apply"]);

    let answer = answered(&scratch, "BillBob@contoso.com", &[]);
    assert_eq!(
        decoded(&answer, "key"),
        json!({"result": "Skipped", "details": {"errorCode": "RedundantExport",
            "errorMessage": "The state of the user in both the source and target systems already match."}})
    );
    let value = decoded(&answer, "value");
    let sample = filled(include_str!("../../data/graph/on-demand-app.json"), &value);
    assert!(value == sample, "{}", report(&value, &sample));

    let newer = answered(&scratch, "BillBob@contoso.com", &["--generation", "2"]);
    let value = decoded(&newer, "value");
    assert_eq!(value.as_array().unwrap().len(), 1);
    assert_eq!(value[0]["statusInfo"], json!({"status": "Skipped"}));
}

#[test]
fn active_directory_to_entra() {
    let scratch = job(
        "sample-ad",
        ["Active Directory", "Azure Active Directory"],
        ["user", "User"],
        &[
            ("distinguishedName", "String"),
            ("cn", "String"),
            ("objectGUID", "Binary"),
            ("objectSid", "Binary"),
            ("sAMAccountName", "String"),
            ("pwdLastSet", "Integer"),
            ("accountDisabled", "Boolean"),
            ("countryCode", "Integer"),
            ("userPrincipalName", "String"),
            ("proxyAddresses", "String*"),
            ("company", "String"),
            ("department", "String"),
            ("employeeID", "String"),
        ],
        &[
            ("SourceAnchor", "[objectGUID]"),
            ("AccountEnabled", "Not([accountDisabled])"),
            ("CommonName", "[cn]"),
            ("CountryCode", "[countryCode]"),
            (
                "LastPasswordChangeTimestamp",
                r#"FormatDateTime(DateFromNum([pwdLastSet]), , "yyyyMMddHHmmss.0Z")"#,
            ),
            ("OnPremiseSecurityIdentifier", "[objectSid]"),
            ("OnPremisesDistinguishedName", "[distinguishedName]"),
            ("OnPremisesSamAccountName", "[sAMAccountName]"),
            ("ProxyAddresses", "[proxyAddresses]"),
            ("UserPrincipalName", "[userPrincipalName]"),
        ],
    );
    let dn = "CN=AdeleV,CN=Users,DC=corp,DC=chicago,DC=com";
    let full = json!([{"distinguishedName": dn, "cn": "Adele Vest",
        "objectGUID": "q83vEjRWeJqrze8SNFZ4mg==", "objectSid": "AQUAAAAAAAUVAAAAXAMNf/YJ8nmaUZofGG4BAA==",
        "sAMAccountName": "adelev", "pwdLastSet": 132772253564048004_i64, "accountDisabled": false,
        "countryCode": 840, "userPrincipalName": "adelev@chicago.com",
        "proxyAddresses": ["SMTP:adelev@contoso.com", "smtp:av@contoso.com"]}]);
    scratch.write(
        "job.toml",
        "schema = \"schema.json\"\nkind = \"ad-to-entra\"\n\n[source]\nfile = \"users.json\"\n",
    );
    // The user is there already, with nothing but its anchor: made by a job that maps only that.
    let schema = scratch.read("schema.json");
    let mut only: Json = serde_json::from_str(&schema).unwrap();
    only["synchronizationRules"][0]["objectMappings"][0]["attributeMappings"]
        .as_array_mut()
        .unwrap()
        .truncate(1);
    scratch.write("schema.json", &only.to_string());
    scratch.write("users.json", &full.to_string());
    scratch.provision(&[dn, "--apply"]);
    scratch.write("schema.json", &schema);

    let answer = answered(&scratch, dn, &["--apply"]);
    assert_eq!(
        decoded(&answer, "key"),
        json!({"result": "Success", "details": {}})
    );
    let value = decoded(&answer, "value");
    let sample = filled(include_str!("../../data/graph/on-demand-ad.json"), &value);
    assert!(value == sample, "{}", report(&value, &sample));
}

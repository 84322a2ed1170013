//! What the embedded directory announces is what it sends.

use super::directory::{directory, made, refused};
use super::support::*;
use attrflow::pipeline::{Deed, ObjectRef, Request, TargetDirectory, TargetReader};
use serde_json::{Value as Json, json};

#[test]
fn requests_look_like_scim() {
    let mut directory = directory();
    let boss = made(&mut directory, "boss");
    let mut change = create("ada");
    change.attributes.push(set("a/b~c", "hunter2"));
    change.attributes[1].secret = true;
    change.attributes.push(set("active", Json::Null));
    change.references = refer("", "manager", boss.as_str()).references;
    let announced = directory.announce(&change);
    let shown: Vec<_> = announced
        .iter()
        .map(|one| (one.method.as_str(), one.path.as_str(), one.shown().unwrap()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "POST",
                "/User",
                json!({"userName": "ada", "a/b~c": "[Redact]"})
            ),
            (
                "PATCH",
                "/User/{id}",
                json!({"Operations": [{"op": "Add", "path": "manager", "value": boss}]})
            ),
        ]
    );
    let export = directory.export(&change).unwrap();
    assert_eq!(announced, without_id(&export.sent, &export.id));

    let mut name = set("displayName", "Ada");
    name.old = json!("ada");
    let mut gone = set("a/b~c", Json::Null);
    gone.old = json!("hunter2");
    let mut change = update(&export.id, vec![name, gone]);
    change.attributes[0].secret = true;
    let announced = directory.announce(&change);
    assert_eq!(announced, directory.export(&change).unwrap().sent);
    assert_eq!(
        announced[0].shown().unwrap(),
        json!({"Operations": [{"op": "Replace", "path": "displayName", "value": "[Redact]"}, {"op": "Remove", "path": "a/b~c"}]})
    );
    let removal = directory.export(&delete(&export.id)).unwrap().sent;
    assert_eq!(
        (removal[0].method.as_str(), &removal[0].body),
        ("DELETE", &None)
    );
}

pub fn without_id(sent: &[Request], id: &str) -> Vec<Request> {
    let mut sent = sent.to_vec();
    for request in &mut sent {
        request.path = request.path.replace(id, "{id}");
    }
    sent
}

#[test]
fn groups_have_members() {
    let mut directory = directory();
    let (ada, bo) = (made(&mut directory, "ada"), made(&mut directory, "bo"));
    let mut group = change(Deed::Create, None, vec![set("displayName", "Sales")]);
    group.object = GROUP.to_owned();
    group.members.add = vec![ada.clone(), bo.clone()];
    let announced = directory.announce(&group);
    let export = directory.export(&group).unwrap();
    assert_eq!(announced, without_id(&export.sent, &export.id));
    assert_eq!(export.sent[0].path, "/Group");
    assert_eq!(export.sent[1].path, format!("/Group/{}", export.id));
    let which = ObjectRef {
        object: GROUP,
        id: &export.id,
    };
    assert_eq!(directory.members(which).unwrap(), [ada.clone(), bo.clone()]);
    assert!(directory.refers(which, "members", &ada).unwrap());
    group.deed = Deed::Update;
    group.id = Some(export.id.clone());
    group.attributes.clear();
    group.members.add = vec![bo.clone()];
    group.members.remove = vec![ada.clone(), "nobody".to_owned()];
    directory.export(&group).unwrap();
    assert_eq!(directory.members(which).unwrap(), std::slice::from_ref(&bo));
    group.members.add = vec!["nobody".to_owned()];
    group.members.remove = vec![bo.clone()];
    refused(&mut directory, &group);
    assert!(directory.refers(which, "members", &bo).unwrap());
    directory.export(&delete(&bo)).unwrap();
    assert!(directory.members(which).unwrap().is_empty());
}

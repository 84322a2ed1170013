//! The embedded directory's constraints, announcements and lookups.

use super::support::*;
use attrflow::connectors::store::{Deletion, EmbeddedDirectory, EmbeddedReader};
use attrflow::pipeline::{
    Change, Deed, ObjectRef, PortError, PortErrorKind, TargetDirectory, TargetReader,
};
use serde_json::{Value as Json, json};
use std::ops::ControlFlow;

pub fn directory() -> EmbeddedDirectory<'static> {
    EmbeddedDirectory::in_memory(shape(), random(7)).unwrap()
}

pub fn made(directory: &mut EmbeddedDirectory<'_>, name: &str) -> String {
    directory.export(&create(name)).unwrap().id
}

pub fn refused(directory: &mut EmbeddedDirectory<'_>, change: &Change) -> PortError {
    let before = contents(directory);
    let error = directory.export(change).unwrap_err();
    assert_eq!(
        contents(directory),
        before,
        "a refused request changes nothing"
    );
    error
}

fn contents(directory: &mut EmbeddedDirectory<'_>) -> Vec<Json> {
    let mut all = Vec::new();
    let mut visit = |one: attrflow::pipeline::TargetObject| {
        all.push(Json::Object(one.resource));
        ControlFlow::Continue(())
    };
    directory.each("User", &mut visit).unwrap();
    directory.each(GROUP, &mut visit).unwrap();
    all
}

fn user(directory: &mut EmbeddedDirectory<'_>, id: &str) -> Option<Json> {
    let which = ObjectRef { object: "User", id };
    let found = directory.get(which).unwrap();
    found.map(|object| Json::Object(object.resource))
}

#[test]
fn objects_are_created_found_changed_and_deleted() {
    let mut directory = directory();
    let mut change = create("ada@contoso.com");
    change.attributes.push(set("active", true));
    change
        .attributes
        .push(set("emails[type eq \"work\"].value", "ada@contoso.com"));
    change.attributes.push(set("displayName", Json::Null));
    let id = directory.export(&change).unwrap().id;
    assert_eq!(id.len(), 36);
    assert_eq!(id.as_bytes()[14], b'4');
    for (attribute, value) in [
        ("userName", "ADA@contoso.com"),
        ("id", id.as_str()),
        ("emails[type eq \"work\"].value", "Ada@Contoso.com"),
        ("active", "True"),
    ] {
        let found = directory.find("User", attribute, value).unwrap();
        assert_eq!(found.len(), 1, "{attribute}");
        let expected = json!({"id": id, "userName": "ada@contoso.com", "active": true,
            "emails[type eq \"work\"].value": "ada@contoso.com"});
        assert_eq!(Json::Object(found[0].resource.clone()), expected);
    }
    let change = update(
        &id,
        vec![set("displayName", "Ada"), set("active", Json::Null)],
    );
    directory.export(&change).unwrap();
    assert_eq!(user(&mut directory, &id).unwrap()["displayName"], "Ada");
    assert!(user(&mut directory, &id).unwrap().get("active").is_none());
    directory.export(&delete(&id)).unwrap();
    assert_eq!(user(&mut directory, &id), None);
    assert!(
        directory
            .find("User", "userName", "ada@contoso.com")
            .unwrap()
            .is_empty()
    );
    let gone = refused(&mut directory, &delete(&id));
    assert_eq!(
        (gone.kind, gone.status),
        (PortErrorKind::InvalidAnchor, Some(404))
    );
}

#[test]
fn unique_attributes_are_unique_without_regard_to_case() {
    let mut directory = directory();
    let ada = made(&mut directory, "ÅDA@contoso.com");
    let taken = refused(&mut directory, &create("åda@contoso.com"));
    assert_eq!(
        (taken.kind, taken.status),
        (PortErrorKind::Conflict, Some(409))
    );
    assert!(
        taken.message.contains("`åda@contoso.com`"),
        "{}",
        taken.message
    );
    let bo = made(&mut directory, "bo@contoso.com");
    let taken = refused(
        &mut directory,
        &update(&bo, vec![set("userName", "Åda@contoso.com")]),
    );
    assert_eq!(taken.kind, PortErrorKind::Conflict);
    directory
        .export(&update(&ada, vec![set("userName", "Åda@Contoso.com")]))
        .unwrap();
    directory
        .export(&update(&ada, vec![set("userName", "ada@contoso.com")]))
        .unwrap();
    directory
        .export(&update(&bo, vec![set("userName", "Åda@contoso.com")]))
        .unwrap();

    directory
        .export(&update(&ada, vec![set("externalId", "x")]))
        .unwrap();
    directory
        .export(&update(&bo, vec![set("externalId", "X")]))
        .unwrap();
    assert_eq!(directory.find("User", "externalId", "X").unwrap()[0].id, bo);
    refused(&mut directory, &update(&bo, vec![set("externalId", "x")]));
}

#[test]
fn a_secret_conflict_does_not_show_the_value() {
    let mut directory = directory();
    made(&mut directory, "hunter2");
    let mut change = create("hunter2");
    change.attributes[0].secret = true;
    let taken = refused(&mut directory, &change);
    assert!(!format!("{taken:?}").contains("hunter2"), "{taken:?}");
    change.attributes[0].new = json!(42);
    let wrong = refused(&mut directory, &change);
    assert!(!format!("{wrong:?}").contains("42"), "{wrong:?}");
}

#[test]
fn attributes_take_what_the_schema_says() {
    use PortErrorKind::{
        MissingValues, SchemaAttributeNotFound, SingleValued, UnprocessableEntity,
    };
    let mut directory = directory();
    let id = made(&mut directory, "ada");
    for (attribute, value, kind) in [
        ("nickname", json!("x"), SchemaAttributeNotFound),
        ("UserName", json!("x"), SchemaAttributeNotFound),
        ("displayName", json!(["x"]), SingleValued),
        ("displayName", json!(1), UnprocessableEntity),
        ("active", json!("True"), UnprocessableEntity),
        ("level", json!("1"), UnprocessableEntity),
        ("level", json!(1.5), UnprocessableEntity),
        ("photo", json!("?"), UnprocessableEntity),
        ("hired", json!("soon"), UnprocessableEntity),
        ("roles", json!(["a", 1]), UnprocessableEntity),
        ("id", json!("x"), UnprocessableEntity),
        ("created", json!("x"), UnprocessableEntity),
        ("region", json!("x"), UnprocessableEntity),
        ("userName", Json::Null, MissingValues),
        ("manager", json!("nobody"), UnprocessableEntity),
        ("manager", json!(["nobody"]), SingleValued),
    ] {
        let change = update(
            &id,
            vec![set("displayName", "kept out"), set(attribute, value)],
        );
        let error = refused(&mut directory, &change);
        assert_eq!(error.kind, kind, "{attribute}: {}", error.message);
    }
    let nameless = change(Deed::Create, None, vec![set("displayName", "x")]);
    assert_eq!(refused(&mut directory, &nameless).kind, MissingValues);
    for (attribute, value) in [
        ("active", json!(false)),
        ("level", json!(-3)),
        ("photo", json!("QWRh")),
        ("hired", json!("2026-10-01T08:00:00Z")),
        ("roles", json!(["a", "b"])),
        ("a/b~c", json!("slash")),
    ] {
        directory
            .export(&update(&id, vec![set(attribute, value.clone())]))
            .unwrap();
        assert_eq!(user(&mut directory, &id).unwrap()[attribute], value);
    }
    let mut named = create("bo");
    named.attributes.push(set("region", "EU"));
    named.attributes.push(set("password", "hunter2"));
    let bo = directory.export(&named).unwrap().id;
    let bo = user(&mut directory, &bo).unwrap();
    assert_eq!(bo["region"], "EU");
    assert!(
        bo.get("password").is_none(),
        "what is write-only is never read"
    );
}

#[test]
fn lists_are_replaced_or_added_to() {
    let mut directory = directory();
    let id = made(&mut directory, "ada");
    let mut roles = set("roles", json!(["a", "b"]));
    directory.export(&update(&id, vec![roles.clone()])).unwrap();
    roles.new = json!(["b", "c"]);
    roles.replaces = false;
    directory.export(&update(&id, vec![roles.clone()])).unwrap();
    assert_eq!(
        user(&mut directory, &id).unwrap()["roles"],
        json!(["a", "b", "c"])
    );
    assert_eq!(directory.find("User", "roles", "C").unwrap().len(), 1);
    roles.replaces = true;
    directory.export(&update(&id, vec![roles])).unwrap();
    assert_eq!(
        user(&mut directory, &id).unwrap()["roles"],
        json!(["b", "c"])
    );
}

#[test]
fn references_lead_to_objects_that_exist() {
    let mut directory = directory();
    let boss = made(&mut directory, "boss");
    let ada = made(&mut directory, "ada");
    directory
        .export(&refer(&ada, "manager", boss.as_str()))
        .unwrap();
    directory
        .export(&refer(&ada, "owners", json!([boss, ada])))
        .unwrap();
    let which = ObjectRef {
        object: "User",
        id: &ada,
    };
    assert!(directory.refers(which, "manager", &boss).unwrap());
    assert!(!directory.refers(which, "manager", &ada).unwrap());
    let now = user(&mut directory, &ada).unwrap();
    assert_eq!(
        (&now["manager"], &now["owners"]),
        (&json!(boss), &json!([boss, ada]))
    );
    assert_eq!(directory.find("User", "manager", &boss).unwrap()[0].id, ada);
    directory
        .export(&refer(&ada, "manager", ada.as_str()))
        .unwrap();
    assert!(directory.find("User", "manager", &boss).unwrap().is_empty());
    directory
        .export(&refer(&ada, "manager", Json::Null))
        .unwrap();
    assert!(user(&mut directory, &ada).unwrap().get("manager").is_none());
    directory.export(&delete(&boss)).unwrap();
    assert_eq!(user(&mut directory, &ada).unwrap()["owners"], json!([ada]));
    assert!(
        directory
            .export(&refer(&ada, "manager", boss.as_str()))
            .is_err()
    );
}

#[test]
fn a_soft_deleted_object_frees_its_names() {
    let shape = shape().deleting(Deletion::Soft);
    let mut directory = EmbeddedDirectory::in_memory(shape, random(7)).unwrap();
    let boss = made(&mut directory, "boss");
    let ada = made(&mut directory, "ada");
    directory
        .export(&refer(&ada, "manager", boss.as_str()))
        .unwrap();
    directory.export(&delete(&boss)).unwrap();
    assert_eq!(user(&mut directory, &boss), None);
    assert!(user(&mut directory, &ada).unwrap().get("manager").is_none());
    assert!(
        directory
            .find("User", "userName", "boss")
            .unwrap()
            .is_empty()
    );
    assert_ne!(made(&mut directory, "boss"), boss);
    assert_eq!(contents(&mut directory).len(), 2);
}

#[test]
fn other_unique_attributes_are_indexed_when_the_file_is_opened() {
    let folder = Folder::new();
    let path = folder.file("app.db");
    let mut directory = EmbeddedDirectory::open(&path, shape(), random(7)).unwrap();
    let ada = made(&mut directory, "ada");
    let bo = made(&mut directory, "bo");
    for id in [&ada, &bo] {
        directory
            .export(&update(id, vec![set("displayName", "Same")]))
            .unwrap();
    }
    drop(directory);
    let strict = shape().with_unique(&["displayName".to_owned()]);
    let error = EmbeddedDirectory::open(&path, strict.clone(), random(8)).unwrap_err();
    assert_eq!(error.kind, PortErrorKind::Conflict);
    assert!(error.message.contains("`Same`"), "{}", error.message);
    let mut directory = EmbeddedDirectory::open(&path, shape(), random(9)).unwrap();
    directory
        .export(&update(&bo, vec![set("displayName", "Other")]))
        .unwrap();
    drop(directory);
    let mut reader = EmbeddedReader::open(&path, strict.clone()).unwrap();
    assert_eq!(
        reader.find("User", "displayName", "SAME").unwrap()[0].id,
        ada
    );
    let mut directory = EmbeddedDirectory::open(&path, strict, random(10)).unwrap();
    assert!(
        directory
            .export(&update(&bo, vec![set("displayName", "same")]))
            .is_err()
    );
    assert!(
        directory.export(&create("ADA")).is_ok(),
        "user names are not unique any more"
    );
}

#[test]
fn replayed_randomness_never_takes_an_anchor_twice() {
    let folder = Folder::new();
    let mut ids = Vec::new();
    for name in ["ada", "bo", "cy"] {
        let path = folder.file("app.db");
        let mut directory = EmbeddedDirectory::open(&path, shape(), random(1)).unwrap();
        ids.push(made(&mut directory, name));
    }
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn objects_that_the_schema_lacks_are_refused() {
    let mut directory = directory();
    let mut change = create("ada");
    change.object = "Device".to_owned();
    assert_eq!(
        refused(&mut directory, &change).kind,
        PortErrorKind::ServiceIncompatible
    );
    assert!(directory.find("Device", "userName", "x").is_err());
    assert!(directory.test("User", "nickname").is_err());
    assert!(directory.test("User", "userName").is_ok());
}

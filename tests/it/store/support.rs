//! A schema, folders, changes and runs to try the stores with.

use attrflow::connectors::store::Shape;
use attrflow::library::{FixedHost, Host};
use attrflow::pipeline::{
    Action, AttributeChange, Change, Deed, Identity, Link, LinkState, LogEntry, Membership, Run,
    Status,
};
use attrflow::schema::{AttributeKind, Schema};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const SCHEMA: &str = r#"{
  "synchronizationRules": [{ "name": "Users", "sourceDirectoryName": "Entra", "targetDirectoryName": "App",
    "objectMappings": [
      { "sourceObjectName": "User", "targetObjectName": "User", "enabled": true, "attributeMappings": [
        { "targetAttributeName": "userName", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]" } },
        { "targetAttributeName": "externalId", "matchingPriority": 2, "source": { "expression": "[objectId]" } },
        { "targetAttributeName": "displayName", "source": { "expression": "[displayName]" } },
        { "targetAttributeName": "region", "flowType": "ObjectAddOnly", "source": { "expression": "\"EU\"" } },
        { "targetAttributeName": "active", "source": { "expression": "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")" } },
        { "targetAttributeName": "manager", "source": { "expression": "[manager]" } }] },
      { "sourceObjectName": "Group", "targetObjectName": "urn:ietf:params:scim:schemas:core:2.0:Group", "enabled": true, "attributeMappings": [
        { "targetAttributeName": "displayName", "matchingPriority": 1, "source": { "expression": "[displayName]" } },
        { "targetAttributeName": "members", "source": { "expression": "[members]" } }] }] }],
  "directories": [{ "name": "Entra", "objects": [
    { "name": "User", "attributes": [
      { "name": "objectId", "type": "String", "anchor": true },
      { "name": "userPrincipalName", "type": "String" },
      { "name": "displayName", "type": "String" },
      { "name": "accountEnabled", "type": "Boolean" },
      { "name": "IsSoftDeleted", "type": "Boolean" },
      { "name": "manager", "type": "Reference", "referencedObjects": [{ "referencedObjectName": "User" }] }] },
    { "name": "Group", "attributes": [
      { "name": "objectId", "type": "String", "anchor": true },
      { "name": "displayName", "type": "String" },
      { "name": "members", "type": "Reference", "multivalued": true }] }] },
  { "name": "App", "objects": [
    { "name": "User", "attributes": [
      { "name": "id", "type": "String", "anchor": true },
      { "name": "userName", "type": "String", "required": true },
      { "name": "externalId", "type": "String", "caseExact": true },
      { "name": "displayName", "type": "String" },
      { "name": "emails[type eq \"work\"].value", "type": "String" },
      { "name": "a/b~c", "type": "String" },
      { "name": "active", "type": "Boolean" },
      { "name": "level", "type": "Integer" },
      { "name": "photo", "type": "Binary" },
      { "name": "hired", "type": "DateTime" },
      { "name": "roles", "type": "String", "multivalued": true },
      { "name": "password", "type": "String", "mutability": "WriteOnly" },
      { "name": "created", "type": "String", "mutability": "ReadOnly" },
      { "name": "region", "type": "String", "mutability": "Immutable" },
      { "name": "manager", "type": "Reference" },
      { "name": "owners", "type": "Reference", "multivalued": true }] },
    { "name": "urn:ietf:params:scim:schemas:core:2.0:Group", "attributes": [
      { "name": "id", "type": "String", "anchor": true },
      { "name": "displayName", "type": "String", "required": true },
      { "name": "members", "type": "Reference", "multivalued": true }] }] }] }"#;

pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

pub fn schema() -> Schema {
    let (schema, problems) = Schema::read(SCHEMA.as_bytes()).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    schema
}

pub fn shape() -> Shape {
    let schema = schema();
    Shape::of_target(&schema, &schema.rules[0])
}

/// Random bits that every test gets again.
pub fn random(seed: u64) -> impl FnMut() -> u64 {
    let host = FixedHost::new(Default::default(), seed);
    move || host.random()
}

/// A folder of its own, taken away at the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("attrflow-store-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Another folder with the same files.
    pub fn copy(&self) -> Self {
        let copy = Self::new();
        for name in self.files() {
            std::fs::copy(self.file(&name), copy.file(&name)).unwrap();
        }
        copy
    }

    /// The names of its files.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn set(target: &str, new: impl Into<Json>) -> AttributeChange {
    let new = new.into();
    AttributeChange {
        target: target.to_owned(),
        old: Json::Null,
        kind: AttributeKind::String,
        multivalued: new.is_array(),
        replaces: true,
        secret: false,
        new,
    }
}

pub fn change(deed: Deed, id: Option<&str>, attributes: Vec<AttributeChange>) -> Change {
    Change {
        deed,
        object: "User".to_owned(),
        id: id.map(str::to_owned),
        attributes,
        references: Vec::new(),
        members: Membership::default(),
    }
}

pub fn create(name: &str) -> Change {
    change(Deed::Create, None, vec![set("userName", name)])
}

pub fn update(id: &str, attributes: Vec<AttributeChange>) -> Change {
    change(Deed::Update, Some(id), attributes)
}

pub fn delete(id: &str) -> Change {
    change(Deed::Delete, Some(id), Vec::new())
}

pub fn refer(id: &str, attribute: &str, to: impl Into<Json>) -> Change {
    let mut change = update(id, Vec::new());
    let mut reference = set(attribute, to);
    reference.kind = AttributeKind::Reference;
    change.references.push(reference);
    change
}

pub fn link(source: &str, target: &str) -> Link {
    Link {
        source_object: "User".to_owned(),
        source: source.to_owned(),
        target_object: "User".to_owned(),
        target: target.to_owned(),
        display_name: format!("{source} of Contoso"),
        state: LinkState::Managed,
        updated: "2026-10-01T08:00:00.0000000Z".to_owned(),
    }
}

pub fn entry(source: &str, target: &str, change: Option<Change>) -> LogEntry {
    let identity = |id: &str| Identity {
        id: id.to_owned(),
        object: "User".to_owned(),
        display_name: None,
    };
    LogEntry {
        run: Run {
            change_id: format!("change of {source}"),
            what_if: false,
            action: Action::Create,
            status: Status::Success,
            error: None,
            start: "2026-10-01T08:00:00.0000000Z".to_owned(),
            end: "2026-10-01T08:00:00.0100000Z".to_owned(),
            reportable: format!("{source}@contoso.com"),
            source: identity(source),
            target: identity(target),
            source_system: "Entra".to_owned(),
            target_system: "App".to_owned(),
            steps: Vec::new(),
            modified: Vec::new(),
            flows: Vec::new(),
            requests: Vec::new(),
            change,
            notes: Vec::new(),
        },
    }
}

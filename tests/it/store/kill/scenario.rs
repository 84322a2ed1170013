//! Applying runs of the pipeline over real files.

use super::super::support::*;
use super::fatal::{Counted, Fatal};
use attrflow::assist::standard;
use attrflow::connectors::store::{EmbeddedDirectory, EmbeddedReader, LinkStore};
use attrflow::library::{FixedHost, JobKind};
use attrflow::pipeline::{
    Access, Action, Ask, JobSpec, ObjectRef, Pipeline, PortError, Run, SourceDirectory,
    SourceObject, TargetObject,
};
use serde_json::{Value as Json, json};
use std::ops::ControlFlow;
use std::path::Path;

/// One object of the source, to be provisioned.
pub struct Scenario {
    pub name: &'static str,
    /// Runs that come before.
    pub before: &'static [&'static str],
    /// The target object, the attribute that matches it, and its value.
    pub object: &'static str,
    pub matching: &'static str,
    pub key: &'static str,
    /// The anchor in the source.
    pub source: &'static str,
    /// What the source holds under that anchor; null for nothing.
    attributes: fn() -> Json,
    /// The source anchors of a group's members.
    members: &'static [&'static str],
    /// What the target shall hold, besides the key; null for an attribute without a value.
    expected: fn() -> Json,
    /// What the log shows for the object in the end, the oldest first, without what was skipped.
    pub log: &'static [Action],
}

const BOSS: Scenario = Scenario {
    name: "boss",
    before: &[],
    object: "User",
    matching: "userName",
    key: "boss@contoso.com",
    source: "b",
    attributes: || json!({"userPrincipalName": "boss@contoso.com", "accountEnabled": true}),
    members: &[],
    expected: || json!({"active": true}),
    log: &[Action::Create],
};

const ADA: Scenario = Scenario {
    name: "create",
    before: &["boss"],
    key: "ada@contoso.com",
    source: "a",
    attributes: ada,
    expected: || json!({"displayName": "Ada", "region": "EU", "active": true, "externalId": "a"}),
    ..BOSS
};

fn ada() -> Json {
    json!({"userPrincipalName": "ada@contoso.com", "displayName": "Ada", "accountEnabled": true,
        "manager": "b"})
}

fn ada_with(attribute: &str, value: impl Into<Json>) -> Json {
    let mut ada = ada();
    ada[attribute] = value.into();
    ada
}

pub static SCENARIOS: &[Scenario] = &[
    BOSS,
    ADA,
    Scenario {
        name: "update",
        before: &["boss", "create"],
        attributes: || ada_with("displayName", "Ada Lovelace"),
        expected: || json!({"displayName": "Ada Lovelace", "active": true}),
        log: &[Action::Create, Action::Update],
        ..ADA
    },
    Scenario {
        name: "disable",
        before: &["boss", "create"],
        attributes: || ada_with("accountEnabled", false),
        expected: || json!({"displayName": "Ada", "active": false}),
        log: &[Action::Create, Action::Disable],
        ..ADA
    },
    Scenario {
        name: "delete",
        before: &["boss", "create"],
        attributes: || Json::Null,
        expected: || Json::Null,
        log: &[Action::Create, Action::Delete],
        ..ADA
    },
    Scenario {
        name: "group",
        before: &["boss", "create"],
        object: GROUP,
        matching: "displayName",
        key: "Sales",
        source: "g",
        attributes: || json!({"displayName": "Sales", "members": ["a", "b"]}),
        members: &["a", "b"],
        expected: || json!({}),
        ..BOSS
    },
];

impl Scenario {
    pub fn leaves_object(&self) -> bool {
        !(self.expected)().is_null()
    }

    /// Whether the object is what it shall be.
    pub fn holds(&self, target: &mut EmbeddedReader, found: &TargetObject, when: &str) {
        for (attribute, value) in (self.expected)().as_object().unwrap() {
            assert_eq!(
                found.resource.get(attribute).unwrap_or(&Json::Null),
                value,
                "{when}"
            );
        }
        assert_eq!(
            found.resource.contains_key("manager"),
            self.source == "a",
            "{when}"
        );
        let group = ObjectRef {
            object: self.object,
            id: &found.id,
        };
        assert_eq!(
            target.members(group).unwrap().len(),
            self.members.len(),
            "{when}"
        );
    }

    /// One applying run.
    pub fn run(&self, folder: &Path, fatal: &Fatal) -> Run {
        let mut bits = random(11);
        let bits = || {
            fatal.step();
            bits()
        };
        fatal.step();
        let port = EmbeddedDirectory::open(&folder.join("app.db"), shape(), bits).unwrap();
        let mut target = Counted { port, fatal };
        fatal.step();
        let port = LinkStore::open(&folder.join("links.db")).unwrap();
        let mut links = Counted { port, fatal };
        let schema = schema();
        let spec = JobSpec::new(JobKind::App, "Entra", "App");
        let (pipeline, _) = Pipeline::build(standard(), &schema, &spec).unwrap();
        let members = self.members.iter().map(|member| (*member).to_owned());
        let ask = if self.members.is_empty() {
            Ask::user(self.source)
        } else {
            Ask::group(self.source, members.collect())
        };
        let access = Access::Apply {
            target: &mut target,
            links: &mut links,
        };
        let host = FixedHost::new(Default::default(), 5);
        pipeline.provision(&mut Source(self), access, &host, &ask)
    }
}

/// The objects of all scenarios that come before, and of this one.
struct Source<'s>(&'s Scenario);

impl SourceDirectory for Source<'_> {
    fn find(&mut self, object: &str, key: &str) -> Result<Option<SourceObject>, PortError> {
        let others = [&BOSS, &ADA];
        let mut all = std::iter::once(self.0).chain(others);
        let found = all.find(|one| one.source == key);
        let attributes = found.map_or(Json::Null, |one| (one.attributes)());
        let kind = if key == "g" { "Group" } else { "User" };
        let Json::Object(mut attributes) = attributes else {
            return Ok(None);
        };
        attributes.insert("objectId".to_owned(), key.into());
        let object = (object == kind).then(|| SourceObject {
            id: key.to_owned(),
            object: kind.to_owned(),
            attributes,
        });
        Ok(object)
    }

    fn search(&mut self, _: &str, _: usize) -> Result<Vec<SourceObject>, PortError> {
        Ok(Vec::new())
    }

    fn each(
        &mut self,
        _: &str,
        _: &mut dyn FnMut(SourceObject) -> ControlFlow<()>,
    ) -> Result<(), PortError> {
        Ok(())
    }
}

//! Applying runs over real files, each a handful of calls of ports in the order of the contract:
//! look up, match, begin, export, end.

use super::super::support::*;
use super::fatal::{Counted, Fatal};
use attrflow::connectors::store::{EmbeddedDirectory, EmbeddedReader, LinkStore};
use attrflow::pipeline::{
    Action, Change, Deed, LinkState, Links, LinksReader, ObjectRef, TargetDirectory, TargetObject,
    TargetReader,
};
use attrflow::schema::AttributeKind;
use serde_json::{Map, Value as Json};
use std::path::Path;

/// What a source object shall look like in the target.
pub struct Scenario {
    pub name: &'static str,
    /// Runs that come before.
    pub before: &'static [&'static str],
    pub object: &'static str,
    pub matching: &'static str,
    pub key: &'static str,
    pub attributes: &'static [(&'static str, &'static str)],
    /// The user name of the manager.
    pub manager: Option<&'static str>,
    /// The user names of a group's members.
    pub members: &'static [&'static str],
    pub deed: Deed,
    /// What the log shows for the object in the end, the oldest first.
    pub log: &'static [Action],
}

const USER: Scenario = Scenario {
    name: "boss",
    before: &[],
    object: "User",
    matching: "userName",
    key: "boss@contoso.com",
    attributes: &[],
    manager: None,
    members: &[],
    deed: Deed::Create,
    log: &[Action::Create],
};

pub static SCENARIOS: &[Scenario] = &[
    USER,
    Scenario {
        name: "create",
        before: &["boss"],
        key: "ada@contoso.com",
        attributes: &[("displayName", "Ada"), ("region", "EU")],
        manager: Some("boss@contoso.com"),
        ..USER
    },
    Scenario {
        name: "update",
        before: &["boss", "create"],
        key: "ada@contoso.com",
        attributes: &[("displayName", "Ada Lovelace")],
        deed: Deed::Update,
        log: &[Action::Create, Action::Update],
        ..USER
    },
    Scenario {
        name: "disable",
        before: &["boss", "create"],
        key: "ada@contoso.com",
        attributes: &[("externalId", "left")],
        manager: Some("boss@contoso.com"),
        deed: Deed::Disable,
        log: &[Action::Create, Action::Disable],
        ..USER
    },
    Scenario {
        name: "delete",
        before: &["boss", "create"],
        key: "ada@contoso.com",
        deed: Deed::Delete,
        log: &[Action::Create, Action::Delete],
        ..USER
    },
    Scenario {
        name: "group",
        before: &["boss", "create"],
        object: GROUP,
        matching: "displayName",
        key: "Sales",
        members: &["boss@contoso.com", "ada@contoso.com"],
        ..USER
    },
];

impl Scenario {
    /// The source anchor.
    pub fn source(&self) -> &str {
        self.key
    }

    pub fn leaves_object(&self) -> bool {
        self.deed != Deed::Delete
    }

    /// Whether the object is what it shall be.
    pub fn holds(&self, target: &EmbeddedReader, found: &TargetObject, when: &str) {
        for (attribute, value) in self.attributes {
            assert_eq!(found.resource[*attribute], *value, "{when}");
        }
        assert_eq!(
            found.resource.contains_key("manager"),
            self.manager.is_some(),
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
    pub fn run(&self, folder: &Path, fatal: &Fatal) {
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
        target.test(self.object, self.matching).unwrap();
        let link = links.link(self.object, self.source()).unwrap();
        let begun = links.unfinished(self.object, self.source()).unwrap();
        let linked = link.as_ref().and_then(|link| {
            let which = ObjectRef {
                object: self.object,
                id: &link.target,
            };
            target.get(which).unwrap()
        });
        let matched = linked.or_else(|| {
            let found = target.find(self.object, self.matching, self.key).unwrap();
            assert!(found.len() <= 1);
            found.into_iter().next()
        });
        let change = self.change(matched.as_ref(), &mut target);
        if change.is_none() && begun.is_none() {
            return;
        }
        let before = link.as_ref().map(|link| link.target.clone());
        let mut id = matched.map(|found| found.id).or(before).unwrap_or_default();
        // What was begun keeps its name, although less may be left of it.
        let deed = match (&begun, &change) {
            (Some(begun), _) if link.is_some() || begun.deed == Deed::Create => begun.deed,
            (_, Some(change)) => change.deed,
            (Some(begun), None) => begun.deed,
            (None, None) => unreachable!("returned above"),
        };
        if let Some(change) = &change {
            let told = Change {
                deed,
                ..change.clone()
            };
            links.begin(self.object, self.source(), &told).unwrap();
            id = target.export(change).unwrap().id;
        }
        let mut log = entry(self.source(), &id, change);
        log.run.action = match deed {
            Deed::Create => Action::Create,
            Deed::Update => Action::Update,
            Deed::Disable => Action::Disable,
            Deed::Delete => Action::Delete,
        };
        let mut now = link_of(self, &id);
        if self.deed == Deed::Disable {
            now.state = LinkState::Unmanaged;
        }
        let now = self.leaves_object().then_some(&now);
        links.end(self.object, self.source(), now, &log).unwrap();
    }

    fn change(
        &self,
        found: Option<&TargetObject>,
        target: &mut impl TargetReader,
    ) -> Option<Change> {
        let nothing = Map::new();
        let has = found.map_or(&nothing, |found| &found.resource);
        let deed = if found.is_some() {
            self.deed_for_existing()
        } else {
            Deed::Create
        };
        let mut change = change(deed, found.map(|found| found.id.as_str()), Vec::new());
        change.object = self.object.to_owned();
        if self.deed == Deed::Delete {
            return found.map(|_| change);
        }
        let key = [(self.matching, self.key)];
        for (name, value) in key.iter().chain(self.attributes) {
            if has.get(*name).is_none_or(|old| old != value) {
                change.attributes.push(set(name, *value));
            }
        }
        let mut anchor = |user: &str| target.find("User", "userName", user).unwrap().remove(0).id;
        let manager = self.manager.map_or(Json::Null, |user| anchor(user).into());
        if has.get("manager").unwrap_or(&Json::Null) != &manager {
            let mut reference = set("manager", manager);
            reference.kind = AttributeKind::Reference;
            change.references.push(reference);
        }
        let members: Vec<_> = self.members.iter().map(|user| anchor(user)).collect();
        for member in members {
            let there = found.is_some_and(|found| {
                let which = ObjectRef {
                    object: self.object,
                    id: &found.id,
                };
                target.refers(which, "members", &member).unwrap()
            });
            if !there {
                change.members.add.push(member);
            }
        }
        let same = change.attributes.is_empty()
            && change.references.is_empty()
            && change.members.add.is_empty();
        (!same).then_some(change)
    }

    fn deed_for_existing(&self) -> Deed {
        match self.deed {
            Deed::Create => Deed::Update,
            other => other,
        }
    }
}

fn link_of(scenario: &Scenario, id: &str) -> attrflow::pipeline::Link {
    let mut link = link(scenario.source(), id);
    link.source_object = scenario.object.to_owned();
    link.target_object = scenario.object.to_owned();
    link
}

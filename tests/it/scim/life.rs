//! The life of users and groups on a real server, whose state is read back at every step.

use super::given::{DEPARTMENT, MANAGER, change, config, manager, set};
use super::served::Served;
use attrflow::connectors::scim::{Dialect, Quirks, ScimReader, ScimTarget};
use attrflow::eval::find;
use attrflow::pipeline::{
    AttributeChange, Change, Deed, ObjectRef, Request, TargetDirectory, TargetReader,
};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

pub const MOBILE: &str = "phoneNumbers[type eq \"mobile\"].value";
const MAIL: &str = "emails[type eq \"work\"].value";

pub fn creation(name: &str) -> Change {
    let mut creation = change(Deed::Create, "User", None);
    creation.attributes = vec![
        set("userName", json!(null), json!(name)),
        set("externalId", json!(null), json!(format!("x-{name}"))),
        set("active", json!(null), json!(true)),
        set("displayName", json!(null), json!(name)),
        set("name.givenName", json!(null), json!("Ada")),
        set("name.familyName", json!(null), json!("King")),
        set(MAIL, json!(null), json!(name)),
        set(DEPARTMENT, json!(null), json!("Sales")),
    ];
    creation
}

/// What a server is told, and what it must therefore hold.
pub struct Life<'s> {
    server: &'s Served,
    about: String,
    pub target: ScimTarget,
    users: BTreeMap<String, BTreeMap<String, Json>>,
}

impl<'s> Life<'s> {
    pub fn begin(server: &'s Served, dialect: Dialect, quirks: Quirks) -> Self {
        let mut config = config(&server.base, dialect);
        config.quirks = quirks;
        Self {
            server,
            about: format!("{} in {dialect:?}", server.name),
            target: ScimTarget::new(config),
            users: BTreeMap::new(),
        }
    }

    pub fn run(&mut self) {
        self.target.test("User", "userName").unwrap();
        self.target.test("Group", "displayName").unwrap();
        let ada = self.create("ada@contoso.com", vec![]);
        let bob = self.create("bob@contoso.com", vec![manager(json!(null), json!(ada))]);
        assert!(
            self.refers("User", &bob, MANAGER, &ada),
            "{}: manager",
            self.about
        );
        assert!(
            !self.refers("User", &ada, MANAGER, &bob),
            "{}: manager",
            self.about
        );

        self.update(
            Deed::Update,
            &ada,
            vec![
                set(
                    "displayName",
                    json!("ada@contoso.com"),
                    json!("Ada \"the\" Countess"),
                ),
                set("name.familyName", json!("King"), json!("Lovelace")),
                set("title", json!(null), json!("Countess")),
                set(
                    MAIL,
                    json!("ada@contoso.com"),
                    json!("countess@contoso.com"),
                ),
                set(DEPARTMENT, json!("Sales"), json!("Engines")),
            ],
        );
        self.update(
            Deed::Update,
            &ada,
            vec![set(MOBILE, json!(null), json!("+43 1"))],
        );
        self.update(
            Deed::Update,
            &ada,
            vec![set(MOBILE, json!("+43 1"), json!("+43 2"))],
        );
        self.update(
            Deed::Disable,
            &ada,
            vec![set("active", json!(true), json!(false))],
        );
        self.update(
            Deed::Update,
            &ada,
            vec![set("active", json!(false), json!(true))],
        );
        self.update(
            Deed::Update,
            &ada,
            vec![set("title", json!("Countess"), json!(null))],
        );
        self.group(&ada, &bob);
        self.delete(&bob);
        self.delete(&ada);
        assert_eq!(self.everybody(), BTreeMap::new(), "{}", self.about);
    }

    pub fn create(&mut self, name: &str, references: Vec<AttributeChange>) -> String {
        assert_eq!(
            self.target.find("User", "userName", name).unwrap(),
            [],
            "{}",
            self.about
        );
        let mut creation = creation(name);
        creation.references = references;
        let id = self.export(&creation);
        self.note(&creation, &id);
        for (attribute, value) in [
            ("userName", name),
            (MAIL, name),
            ("externalId", &format!("x-{name}")),
        ] {
            let found = self.target.find("User", attribute, value).unwrap();
            assert_eq!(found.len(), 1, "{}: {attribute}", self.about);
            assert_eq!(found[0].id, id);
        }
        self.agrees();
        id
    }

    fn update(&mut self, deed: Deed, id: &str, attributes: Vec<AttributeChange>) {
        let mut update = change(deed, "User", Some(id));
        update.attributes = attributes;
        self.target
            .get(ObjectRef { object: "User", id })
            .unwrap()
            .unwrap();
        self.export(&update);
        self.note(&update, id);
        self.agrees();
    }

    fn group(&mut self, ada: &str, bob: &str) {
        let mut creation = change(Deed::Create, "Group", None);
        creation.attributes = vec![set("displayName", json!(null), json!("Engineers"))];
        creation.members.add = vec![ada.into(), bob.into()];
        let id = self.export(&creation);
        assert!(self.refers("Group", &id, "members", ada), "{}", self.about);
        assert!(self.refers("Group", &id, "members", bob), "{}", self.about);
        let found = self
            .target
            .find("Group", "displayName", "Engineers")
            .unwrap();
        assert_eq!(found.len(), 1, "{}", self.about);

        let mut update = change(Deed::Update, "Group", Some(&id));
        update.attributes = vec![set("displayName", json!("Engineers"), json!("Analysts"))];
        update.members.remove = vec![bob.into()];
        self.export(&update);
        assert!(self.refers("Group", &id, "members", ada), "{}", self.about);
        assert!(
            !self.refers("Group", &id, "members", bob),
            "{}: {update:?}",
            self.about
        );
        let which = ObjectRef {
            object: "Group",
            id: &id,
        };
        let group = self.target.get(which).unwrap().unwrap();
        assert_eq!(group.resource["displayName"], "Analysts");
        self.export(&change(Deed::Delete, "Group", Some(&id)));
        assert_eq!(self.target.get(which).unwrap(), None);
    }

    pub fn delete(&mut self, id: &str) {
        let delete = change(Deed::Delete, "User", Some(id));
        self.export(&delete);
        self.users.remove(id);
        assert_eq!(
            self.target.get(ObjectRef { object: "User", id }).unwrap(),
            None
        );
        let again = self.target.export(&delete).unwrap();
        assert_eq!(
            again.warnings,
            ["the object was gone already"],
            "{}",
            self.about
        );
        self.agrees();
    }

    /// Exports, and holds what was announced against what was sent.
    fn export(&mut self, change: &Change) -> String {
        let announced = self.target.announce(change);
        let export = self
            .target
            .export(change)
            .unwrap_or_else(|error| panic!("{}: {error}", self.about));
        let place = Request::path_of("", &export.id);
        let mut expected = announced;
        for request in &mut expected {
            request.path = request.path.replace("{id}", place.trim_start_matches('/'));
        }
        assert_eq!(expected, export.sent, "{}", self.about);
        assert_eq!(export.warnings, Vec::<String>::new(), "{}", self.about);
        export.id
    }

    pub fn note(&mut self, change: &Change, id: &str) {
        let user = self.users.entry(id.to_owned()).or_default();
        for attribute in change.attributes.iter().chain(&change.references) {
            user.insert(attribute.target.clone(), attribute.new.clone());
        }
    }

    fn refers(&mut self, object: &str, id: &str, attribute: &str, value: &str) -> bool {
        self.target
            .refers(ObjectRef { object, id }, attribute, value)
            .unwrap_or_else(|error| panic!("{}: {error}", self.about))
    }

    /// The server's users as a reader of its own finds them.
    pub fn everybody(&mut self) -> BTreeMap<String, serde_json::Map<String, Json>> {
        let mut users = BTreeMap::new();
        let mut reader = ScimReader::new(config(&self.server.base, Dialect::Rfc));
        let visit = &mut |object: attrflow::pipeline::TargetObject| {
            users.insert(object.id, object.resource);
            ControlFlow::Continue(())
        };
        reader.each("User", visit).unwrap();
        users
    }

    /// The server holds what was reported, for everybody and nobody else.
    pub fn agrees(&mut self) {
        let held = self.everybody();
        assert_eq!(
            held.keys().collect::<Vec<_>>(),
            self.users.keys().collect::<Vec<_>>(),
            "{}",
            self.about
        );
        for (id, user) in &self.users {
            for (name, value) in user {
                let found = find(&held[id], name).unwrap_or(&Json::Null);
                let found = if name == MANAGER {
                    &found["value"]
                } else {
                    found
                };
                assert_eq!(found, value, "{}: {name} of {:?}", self.about, held[id]);
            }
        }
    }
}

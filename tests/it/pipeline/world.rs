//! A schema, a source and a target to provision between.

use super::memory::{Source, Store, Target};
use attrflow::assist::standard;
use attrflow::dotnet::date::Ticks;
use attrflow::library::{FixedHost, JobKind};
use attrflow::pipeline::*;
use attrflow::schema::Schema;
use serde_json::{Map, Value as Json, json};

/// Everything a run needs.
pub struct World {
    pub schema: Schema,
    pub spec: JobSpec,
    pub source: Source,
    pub target: Target,
    pub store: Store,
    pub host: FixedHost,
}

/// An attribute mapping as the schema has it.
pub fn flow(target: &str, expression: &str) -> Json {
    json!({"targetAttributeName": target, "source": {"expression": expression}})
}

/// The same with more members.
pub fn with(mut flow: Json, more: Json) -> Json {
    flow.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    flow
}

/// An attribute's definition.
pub fn attribute(name: &str, kind: &str, more: Json) -> Json {
    with(json!({"name": name, "type": kind, "caseExact": true}), more)
}

const SWITCH: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;

/// The users' attribute mappings of most tests.
pub fn user_flows() -> Vec<Json> {
    vec![
        with(
            flow("userName", "[userPrincipalName]"),
            json!({"matchingPriority": 1}),
        ),
        with(
            flow("externalId", "[objectId]"),
            json!({"matchingPriority": 2}),
        ),
        flow("active", SWITCH),
        flow("displayName", "[displayName]"),
        flow("title", "[jobTitle]"),
        flow("manager", "[manager]"),
    ]
}

/// The document of a schema with those attribute mappings of users.
pub fn document(flows: Vec<Json>, scope: Json) -> Json {
    let text = |name: &str| attribute(name, "String", json!({}));
    json!({
        "synchronizationRules": [{
            "id": "r1", "name": "Users and groups",
            "sourceDirectoryName": "Entra", "targetDirectoryName": "Desk",
            "objectMappings": [
                {"enabled": true, "name": "Users", "sourceObjectName": "User", "targetObjectName": "Account",
                 "flowTypes": "Add, Update, Delete", "attributeMappings": flows, "scope": scope},
                {"enabled": true, "name": "Groups", "sourceObjectName": "Group", "targetObjectName": "Team",
                 "flowTypes": "Add, Update, Delete", "attributeMappings": [
                    with(flow("displayName", "[displayName]"), json!({"matchingPriority": 1})),
                    flow("externalId", "[objectId]"),
                    flow("members", "[members]"),
                 ]},
            ],
        }],
        "directories": [
            {"name": "Entra", "objects": [
                {"name": "User", "attributes": [
                    attribute("objectId", "String", json!({"anchor": true})),
                    attribute("IsSoftDeleted", "Boolean", json!({})),
                    attribute("accountEnabled", "Boolean", json!({})),
                    attribute("manager", "Reference", json!({"referencedObjects": [{"referencedObjectName": "User", "referencedProperty": null}]})),
                    attribute("proxyAddresses", "String", json!({"multivalued": true})),
                    attribute("appRoleAssignments", "String", json!({"multivalued": true})),
                    text("userPrincipalName"), text("displayName"), text("jobTitle"), text("mail"),
                    text("department"), text("netId"), text("WorkerID"), text("originalUserPrincipalName"),
                ]},
                {"name": "Group", "attributes": [
                    attribute("objectId", "String", json!({"anchor": true})),
                    attribute("members", "Reference", json!({"multivalued": true})),
                    text("displayName"),
                ]},
            ]},
            {"name": "Desk", "objects": [
                {"name": "Account", "attributes": [
                    attribute("id", "String", json!({"anchor": true})),
                    attribute("userName", "String", json!({"required": true, "caseExact": false})),
                    attribute("active", "Boolean", json!({})),
                    attribute("level", "Integer", json!({})),
                    attribute("since", "DateTime", json!({})),
                    attribute("created", "String", json!({"mutability": "ReadOnly"})),
                    attribute("password", "String", json!({"mutability": "WriteOnly"})),
                    attribute("manager", "Reference", json!({})),
                    attribute("aliases", "String", json!({"multivalued": true})),
                    attribute("roles", "String", json!({"multivalued": true})),
                    attribute("alternativeSecurityIds", "String", json!({"multivalued": true})),
                    attribute("accountEnabled", "Boolean", json!({})),
                    attribute("IsSoftDeleted", "Boolean", json!({})),
                    text("externalId"), text("displayName"), text("title"), text("timezone"),
                    text("userPrincipalName"), text("userType"),
                ]},
                {"name": "Team", "attributes": [
                    attribute("id", "String", json!({"anchor": true})),
                    attribute("members", "Reference", json!({"multivalued": true})),
                    text("externalId"), text("displayName"),
                ]},
            ]},
        ],
    })
}

pub fn user(id: &str, more: Json) -> SourceObject {
    object(
        "User",
        id,
        with(
            json!({
                "objectId": id, "userPrincipalName": format!("{id}@contoso.com"),
                "displayName": id.to_uppercase(), "accountEnabled": true,
            }),
            more,
        ),
    )
}

pub fn object(kind: &str, id: &str, attributes: Json) -> SourceObject {
    SourceObject {
        id: id.into(),
        object: kind.into(),
        attributes: attributes.as_object().unwrap().clone(),
    }
}

impl World {
    /// The users `ada`, `bob` and `eve`, an empty target.
    pub fn new() -> Self {
        Self::of(document(user_flows(), Json::Null), JobKind::App)
    }

    pub fn with_flows(flows: Vec<Json>) -> Self {
        Self::of(document(flows, Json::Null), JobKind::App)
    }

    pub fn of(document: Json, kind: JobKind) -> Self {
        let (schema, problems) = Schema::read(document.to_string().as_bytes()).unwrap();
        assert!(!problems.has_errors(), "{problems:?}");
        let objects = ["ada", "bob", "eve"]
            .iter()
            .map(|id| user(id, json!({})))
            .collect();
        Self {
            schema,
            spec: JobSpec::new(kind, "Microsoft Entra ID", "Desk"),
            source: Source { objects },
            target: Target::default(),
            store: Store::default(),
            host: FixedHost::new(Ticks::from_unix(1_750_000_000, 0).unwrap(), 7),
        }
    }

    pub fn what_if(&mut self, ask: &Ask) -> Run {
        let (pipeline, _) = Pipeline::build(standard(), &self.schema, &self.spec).unwrap();
        let access = Access::WhatIf {
            target: &mut self.target,
            links: &self.store,
        };
        pipeline.provision(&mut self.source, access, &self.host, ask)
    }

    pub fn apply(&mut self, ask: &Ask) -> Run {
        let (pipeline, _) = Pipeline::build(standard(), &self.schema, &self.spec).unwrap();
        let access = Access::Apply {
            target: &mut self.target,
            links: &mut self.store,
        };
        pipeline.provision(&mut self.source, access, &self.host, ask)
    }

    /// A dry run, then the same for real; the first must tell what the second does.
    pub fn both(&mut self, ask: &Ask) -> Run {
        let before = (self.target.objects.clone(), self.store.clone());
        let dry = self.what_if(ask);
        assert_eq!(before, (self.target.objects.clone(), self.store.clone()));
        let wet = self.apply(ask);
        let announced = dry.requests.clone().into_iter();
        let announced: Vec<Request> = announced
            .map(|request| Request {
                path: request.path.replace("%7Bid%7D", &wet.target.id),
                ..request
            })
            .collect();
        if wet.error.is_none() || dry.error.is_some() {
            assert_eq!(announced, wet.requests);
            assert_eq!(
                (dry.action, dry.status, &dry.error),
                (wet.action, wet.status, &wet.error)
            );
        }
        assert_eq!((&dry.modified, &dry.change), (&wet.modified, &wet.change));
        wet
    }

    pub fn ada(&mut self) -> Run {
        self.both(&Ask::user("ada"))
    }
}

/// Code, or the word of the action where there is none.
pub fn outcome(run: &Run) -> String {
    match &run.error {
        Some(error) => error.code.clone(),
        None => run.action.word().to_owned(),
    }
}

/// The attributes that a run changes, with their new values.
pub fn modified(run: &Run) -> Map<String, Json> {
    run.modified
        .iter()
        .map(|change| (change.target.clone(), change.new.clone()))
        .collect()
}

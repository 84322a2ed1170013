//! What is announced is what is sent.

use super::faulty::{Faulty, scim};
use super::given::{change, config, manager, set};
use attrflow::connectors::scim::{
    Dialect, ManagerForm, MemberRemoval, NoTarget, Quirks, ScimReader, ScimTarget,
};
use attrflow::pipeline::{Change, Deed, Membership, TargetDirectory, TargetReader};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const TARGETS: &[&str] = &[
    "userName",
    "active",
    "name.givenName",
    "name.familyName",
    "emails[type eq \"work\"].value",
    "addresses[type eq \"work\"].locality",
    "addresses[type eq \"work\"].country",
    "addresses[type eq \"other\"].Formatted",
    "roles",
    "roles[primary eq \"True\"].value",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:x:y:2.0:User:Z",
];

fn value() -> impl Strategy<Value = Json> {
    prop_oneof![
        Just(json!(null)),
        Just(json!("")),
        any::<bool>().prop_map(Json::from),
        "[a-zA-Z0-9 \"\\\\/~é€]{1,8}".prop_map(Json::from),
        Just(json!([{"value": "Admin", "displayName": "Admin"}])),
    ]
}

fn target() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(TARGETS).prop_map(str::to_owned),
        1 => "[ab:.\\[\\]\" eq/~]{1,12}",
    ]
}

fn changes() -> impl Strategy<Value = Change> {
    let deed = prop_oneof![
        Just(Deed::Create),
        Just(Deed::Update),
        Just(Deed::Disable),
        Just(Deed::Delete)
    ];
    let attributes = prop::collection::vec((target(), value(), value()), 0..6);
    let references = prop::option::of(("[a-z0-9]{0,4}", "[a-z0-9@]{0,4}"));
    let ids = || prop::collection::vec("[a-z0-9\"@/]{1,4}", 0..3);
    (
        deed,
        any::<bool>(),
        "[a-z0-9@ /é{}]{1,6}",
        attributes,
        references,
        ids(),
        ids(),
    )
        .prop_map(|(deed, group, id, attributes, references, add, remove)| {
            let object = if group { "Group" } else { "User" };
            let id = (deed != Deed::Create).then_some(id);
            Change {
                attributes: attributes
                    .into_iter()
                    .map(|(target, old, new)| set(&target, old, new))
                    .collect(),
                references: references
                    .into_iter()
                    .map(|(old, new)| manager(json!(old), json!(new)))
                    .collect(),
                members: if group {
                    Membership { add, remove }
                } else {
                    Membership::default()
                },
                ..change(deed, object, id.as_deref())
            }
        })
}

fn quirks() -> impl Strategy<Value = Quirks> {
    let no_target = prop::option::of(prop_oneof![Just(NoTarget::Filter), Just(NoTarget::Element)]);
    let manager = prop::option::of(prop_oneof![
        Just(ManagerForm::List),
        Just(ManagerForm::Text),
        Just(ManagerForm::Object),
        Just(ManagerForm::ValuePath)
    ]);
    let removal = prop::option::of(prop_oneof![
        Just(MemberRemoval::List),
        Just(MemberRemoval::Filter)
    ]);
    (no_target, manager, removal).prop_map(|(no_target, manager, member_removal)| Quirks {
        no_target,
        manager,
        member_removal,
        ..Quirks::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn announced_is_sent(change in changes(), quirks in quirks(), dialect in 0..3) {
        let server = Faulty::answering(|asked, _| match asked.line.starts_with("POST") {
            true => scim(201, json!({"id": "new/1"})),
            false => scim(200, json!({"id": "new/1"})),
        });
        let dialect = [Dialect::Entra, Dialect::EntraCompliant, Dialect::Rfc][dialect as usize];
        let mut config = config(&server.base(), dialect);
        config.quirks = quirks;
        let announced = ScimReader::new(config.clone()).announce(&change);
        let export = ScimTarget::new(config).export(&change).unwrap();
        let expected: Vec<_> = announced
            .iter()
            .map(|request| {
                let path = match change.id {
                    Some(_) => request.path.clone(),
                    None => request.path.replace("{id}", "new%2F1"),
                };
                (format!("{} /scim{path}", request.method), request.body.clone())
            })
            .collect();
        let told: Vec<_> = export
            .sent
            .iter()
            .map(|request| (format!("{} /scim{}", request.method, request.path), request.body.clone()))
            .collect();
        let sent: Vec<_> = server
            .asked()
            .iter()
            .map(|asked| (asked.line.clone(), asked.json()))
            .collect();
        prop_assert_eq!(&expected, &sent);
        prop_assert_eq!(&expected, &told);
    }
}

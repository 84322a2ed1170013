//! Real servers: what they are found to do, and that they hold what was reported.

use super::given::{TOKEN, change, config, set};
use super::life::{Life, MOBILE, creation};
use super::served::{self, Served};
use attrflow::connectors::scim::{
    Booleans, Dialect, GroupSchemas, ManagerForm, MemberRemoval, Membership, NoTarget, PatchAnswer,
    Probe, Quirks, ScimReader, ScimTarget, Token, probe,
};
use attrflow::pipeline::{Deed, ObjectRef, PortErrorKind, TargetDirectory, TargetReader};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn a_probe_finds_the_quirks_and_leaves_nothing() {
    for server in served::all() {
        let found = ask(&server);
        assert_eq!(found.left, Vec::<String>::new());
        let quirks = &found.quirks;
        let strict = server.name == "scimmy";
        assert_eq!(quirks.no_target, Some(NoTarget::Element), "{}", server.name);
        assert_eq!(quirks.manager, Some(ManagerForm::Object), "{}", server.name);
        let expected = if strict {
            Quirks {
                patch_answer: Some(PatchAnswer::Resource),
                membership: Some(Membership::MembersValue),
                member_removal: Some(MemberRemoval::List),
                group_schemas: Some(GroupSchemas::Microsoft),
                booleans: Some(Booleans::Json),
                user_name_case_exact: Some(true),
                ..quirks.clone()
            }
        } else {
            Quirks {
                patch_answer: Some(PatchAnswer::Nothing),
                membership: Some(Membership::Members),
                member_removal: Some(MemberRemoval::Filter),
                group_schemas: Some(GroupSchemas::Core),
                booleans: Some(Booleans::Text),
                user_name_case_exact: Some(false),
                ..quirks.clone()
            }
        };
        assert_eq!(*quirks, expected, "{}", server.name);
        let mut life = Life::begin(&server, Dialect::Rfc, Quirks::default());
        assert_eq!(life.everybody(), BTreeMap::new(), "{}", server.name);
    }
}

#[test]
fn users_and_groups_live_and_die() {
    for server in served::all() {
        let quirks = ask(&server).quirks;
        for dialect in [Dialect::Entra, Dialect::EntraCompliant, Dialect::Rfc] {
            let mut life = Life::begin(&server, dialect, quirks.clone());
            life.run();
        }
        // Without a profile, too, where the dialect is the standard's.
        Life::begin(&server, Dialect::Rfc, Quirks::default()).run();
    }
}

#[test]
fn entras_form_of_adding_a_number_falls_back_and_says_so() {
    for server in served::all() {
        let mut life = Life::begin(&server, Dialect::Entra, Quirks::default());
        let id = life.create("ada@contoso.com", vec![]);
        let mut update = change(Deed::Update, "User", Some(&id));
        update.attributes = vec![
            set("displayName", json!("ada@contoso.com"), json!("Ada")),
            set(MOBILE, json!(null), json!("+43 1")),
        ];
        let export = life.target.export(&update).unwrap();
        assert_eq!(
            (export.sent.len(), export.warnings.len()),
            (2, 1),
            "{}",
            server.name
        );
        assert!(
            export.warnings[0].contains("no-target"),
            "{:?}",
            export.warnings
        );
        life.note(&update, &id);
        life.agrees();
        life.delete(&id);
    }
}

#[test]
fn refusals_come_as_they_are() {
    for server in served::all() {
        let mut life = Life::begin(&server, Dialect::Rfc, Quirks::default());
        let id = life.create("ada@contoso.com", vec![]);
        let again = life
            .target
            .export(&creation("ada@contoso.com"))
            .unwrap_err();
        assert_eq!(
            again.kind,
            PortErrorKind::Conflict,
            "{}: {again}",
            server.name
        );
        life.agrees();

        let nobody = ObjectRef {
            object: "User",
            id: "nobody@contoso.com",
        };
        assert_eq!(life.target.get(nobody).unwrap(), None, "{}", server.name);
        let mut update = change(Deed::Update, "User", Some(nobody.id));
        update.attributes = vec![set("title", json!(null), json!("x"))];
        let gone = life.target.export(&update).unwrap_err();
        assert_eq!(
            gone.kind,
            PortErrorKind::InvalidAnchor,
            "{}: {gone}",
            server.name
        );

        let mut config = config(&server.base, Dialect::Entra);
        config.token = Some(Token::new("wr0ng-t0k3n").unwrap());
        let mut stranger = ScimTarget::new(config.clone());
        for refused in [
            stranger.test("User", "userName").unwrap_err(),
            stranger.export(&creation("x")).unwrap_err(),
        ] {
            assert_eq!(
                refused.kind,
                PortErrorKind::Unauthorized,
                "{}: {refused}",
                server.name
            );
            assert!(!format!("{refused:?}").contains("wr0ng-t0k3n"));
        }
        config.token = None;
        let refused = ScimReader::new(config)
            .test("User", "userName")
            .unwrap_err();
        assert_eq!(
            refused.kind,
            PortErrorKind::Unauthorized,
            "{}: {refused}",
            server.name
        );
        assert!(!format!("{:?}", life.target.announce(&creation("x"))).contains(TOKEN));
        life.agrees();
        life.delete(&id);
    }
}

fn ask(server: &Served) -> Probe {
    let mut target = ScimTarget::new(config(&server.base, Dialect::Entra));
    probe(&mut target).unwrap_or_else(|error| panic!("{}: {error}", server.name))
}

//! What becomes of a change when the target refuses, fails, or loses its answer.

use super::faulty::{Faulty, Reply, error, list, scim, user};
use super::given::{MANAGER, change, config, manager, set};
use attrflow::connectors::scim::{Dialect, ScimReader, ScimTarget, probe};
use attrflow::pipeline::{
    Change, Deed, ObjectRef, PortErrorKind as Kind, TargetDirectory, TargetReader,
};
use serde_json::json;

pub fn target(server: &Faulty) -> ScimTarget {
    ScimTarget::new(config(&server.base(), Dialect::Entra))
}

pub fn creation() -> Change {
    let mut creation = change(Deed::Create, "User", None);
    creation.attributes = vec![
        set("externalId", json!(null), json!("7")),
        set("userName", json!(null), json!("bjensen")),
    ];
    creation
}

#[test]
fn secret_values_are_in_no_message() {
    let server = Faulty::start(vec![error(400, "`hunter2` is too weak")]);
    let mut creation = creation();
    let mut password = set("password", json!(null), json!("hunter2"));
    password.secret = true;
    creation.attributes.push(password);
    let failed = target(&server).export(&creation).unwrap_err();
    assert!(
        failed.message.contains("`[Redact]` is too weak"),
        "{failed}"
    );
    assert!(!format!("{failed:?}").contains("hunter2"));
}

#[test]
fn an_object_that_is_gone_is_none_when_read_and_an_invalid_anchor_when_changed() {
    let server = Faulty::start(vec![error(404, "no such user")]);
    let which = ObjectRef {
        object: "User",
        id: "a@b",
    };
    assert_eq!(
        ScimReader::new(config(&server.base(), Dialect::Entra))
            .get(which)
            .unwrap(),
        None
    );
    let mut update = change(Deed::Update, "User", Some("a@b"));
    update.attributes = vec![set("title", json!(null), json!("x"))];
    let failed = target(&server).export(&update).unwrap_err();
    assert_eq!(failed.kind, Kind::InvalidAnchor, "{failed}");
    assert_eq!(server.lines()[0], "GET /scim/Users/a%40b");
}

#[test]
fn a_creation_whose_answer_is_lost_is_found_again() {
    let server = Faulty::start(vec![Reply::Cut, list(json!([user("77")]))]);
    let export = target(&server).export(&creation()).unwrap();
    assert_eq!(export.id, "77");
    assert_eq!(export.warnings.len(), 1);
    assert_eq!(
        server
            .asked()
            .iter()
            .filter(|asked| asked.line.starts_with("POST"))
            .count(),
        1
    );
}

#[test]
fn a_creation_that_failed_is_repeated() {
    let server = Faulty::start(vec![error(500, "x"), list(json!([])), scim(201, user("8"))]);
    let export = target(&server).export(&creation()).unwrap();
    assert_eq!((export.id.as_str(), export.warnings.len()), ("8", 0));
    let lines = server.lines();
    assert_eq!(lines[0], "POST /scim/Users");
    assert!(
        lines[1].starts_with("GET /scim/Users?filter=userName"),
        "{lines:?}"
    );
    assert_eq!(lines[2], "POST /scim/Users");
}

#[test]
fn a_creation_never_adopts_an_object_that_differs() {
    let other = json!([{"id": "9", "userName": "bjensen", "externalId": "8"}]);
    let server = Faulty::start(vec![
        Reply::Cut,
        list(other),
        error(409, "taken"),
        list(json!([])),
    ]);
    let failed = target(&server).export(&creation()).unwrap_err();
    assert_eq!(failed.kind, Kind::Conflict, "{failed}");
}

#[test]
fn a_creation_answered_without_id_is_incompatible() {
    let server = Faulty::start(vec![scim(201, json!({"userName": "bjensen"}))]);
    let failed = target(&server).export(&creation()).unwrap_err();
    assert_eq!(failed.kind, Kind::ServiceIncompatible, "{failed}");
}

#[test]
fn a_failure_after_the_creation_tells_that_it_was_made() {
    let server = Faulty::start(vec![scim(201, user("5")), error(400, "no such manager")]);
    let mut creation = creation();
    creation.references = vec![manager(json!(null), json!("6"))];
    let failed = target(&server).export(&creation).unwrap_err();
    assert!(
        failed
            .message
            .starts_with("User `5` was created, but then: "),
        "{failed}"
    );
    assert_eq!(server.lines()[1], "PATCH /scim/Users/5");
}

#[test]
fn deleting_succeeds_when_the_object_is_gone() {
    let delete = change(Deed::Delete, "User", Some("1"));
    for (replies, warnings, asked) in [
        (vec![scim(204, json!(null))], 0, 1),
        (vec![error(404, "gone")], 1, 1),
        (
            vec![error(500, "deleteUser error"), error(404, "gone")],
            1,
            2,
        ),
        (
            vec![
                error(500, "x"),
                scim(200, user("1")),
                Reply::Scim(204, "", String::new()),
            ],
            0,
            3,
        ),
    ] {
        let server = Faulty::start(replies);
        let export = target(&server).export(&delete).unwrap();
        assert_eq!(export.warnings.len(), warnings, "{:?}", export.warnings);
        assert_eq!(server.asked().len(), asked);
    }
    let server = Faulty::answering(|asked, _| match asked.line.starts_with("GET") {
        true => scim(200, user("1")),
        false => error(500, "never"),
    });
    let failed = target(&server).export(&delete).unwrap_err();
    assert_eq!(failed.kind, Kind::InternalServerError);
}

#[test]
fn a_reference_stored_in_the_wrong_place_is_told() {
    let mut wrong = user("1");
    wrong[MANAGER] = json!([{"value": "2"}]);
    let server = Faulty::start(vec![scim(200, wrong)]);
    let mut update = change(Deed::Update, "User", Some("1"));
    update.references = vec![manager(json!(null), json!("2"))];
    let export = target(&server).export(&update).unwrap();
    assert_eq!(export.warnings.len(), 1);
    assert!(
        export.warnings[0].contains("manager"),
        "{:?}",
        export.warnings
    );
}

#[test]
fn an_account_of_somebody_elses_is_not_adopted() {
    let other = json!([{"id": "9", "userName": "bjensen"}]);
    let server = Faulty::start(vec![Reply::Cut, list(other), error(409, "taken")]);
    assert!(target(&server).export(&creation()).is_err());
}

#[test]
fn a_probe_that_fails_cleans_up_and_names_what_is_left() {
    for deletable in [true, false] {
        let server =
            Faulty::answering(
                move |asked, at| match asked.line.split(' ').next().unwrap() {
                    "POST" => scim(201, user(&format!("p{at}"))),
                    "PATCH" => error(501, "no PATCH here"),
                    "DELETE" if deletable => Reply::Scim(204, "", String::new()),
                    "DELETE" => error(403, "no"),
                    _ if asked.line.contains("filter") => list(json!([])),
                    _ => scim(200, user("p")),
                },
            );
        let failed = probe(&mut target(&server)).unwrap_err();
        assert_eq!(failed.kind, Kind::NotImplemented, "{failed}");
        let lines = server.lines();
        let count = |method| lines.iter().filter(|line| line.starts_with(method)).count();
        assert_eq!(count("POST"), count("DELETE"), "{lines:?}");
        let help = failed.help.unwrap();
        assert_eq!(help.contains("/Users/p1"), !deletable, "{help}");
    }
}

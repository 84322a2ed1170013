//! Groups with up to five members.

use super::world::{World, object, outcome};
use attrflow::pipeline::*;
use serde_json::json;

fn world() -> World {
    let mut world = World::new();
    let group =
        json!({"objectId": "staff", "displayName": "Staff", "members": ["ada", "bob", "eve"]});
    world.source.objects.push(object("Group", "staff", group));
    world
}

fn ask(members: &[&str]) -> Ask {
    Ask::group(
        "staff",
        members.iter().map(|member| (*member).to_owned()).collect(),
    )
}

#[test]
fn a_group_is_created_without_members_unless_they_are_named() {
    let mut world = world();
    assert_eq!(outcome(&world.both(&ask(&[]))), "Create");
    assert_eq!(
        json!(world.target.of("t1")),
        json!({"displayName": "Staff", "externalId": "staff"})
    );
    assert_eq!(outcome(&world.both(&ask(&[]))), "RedundantExport");
}

#[test]
fn named_members_are_added_when_they_are_linked_or_match() {
    let mut world = world();
    world.ada();
    world
        .target
        .put("Account", "x2", json!({"userName": "bob@contoso.com"}));
    let run = world.both(&ask(&["ada", "bob@contoso.com", "eve"]));
    assert_eq!(
        (run.action, run.status),
        (Action::Create, Status::Warning),
        "{run:#?}"
    );
    assert_eq!(world.target.of("t2")["members"], json!(["t1", "x2"]));
    assert!(run.steps.iter().any(|step| {
        step.description
            .contains("'eve@contoso.com' is left out of the group")
    }));
    assert_eq!(run.modified.last().unwrap().new, json!(["t1", "x2"]));
    assert_eq!(
        outcome(&world.both(&ask(&["ada", "bob"]))),
        "RedundantExport"
    );
}

#[test]
fn members_out_of_scope_are_left_out_and_former_ones_removed() {
    let mut world = world();
    world.ada();
    world.both(&Ask::user("bob"));
    world.both(&ask(&["ada", "bob"]));
    world.spec.assignments = Assignments::Listed(vec!["staff".into(), "ada".into()]);
    world
        .source
        .objects
        .last_mut()
        .unwrap()
        .attributes
        .insert("members".into(), json!(["bob"]));
    let run = world.both(&ask(&["ada", "bob"]));
    assert_eq!(world.target.of("t3")["members"], json!(["t2"]));
    assert_eq!(run.change.unwrap().members.remove, ["t1"]);
    assert!(
        run.steps
            .iter()
            .any(|step| step.description.contains("it is not assigned"))
    );
}

#[test]
fn a_sixth_member_is_refused_and_the_limit_named() {
    let mut world = world();
    let run = world.both(&ask(&["1", "2", "3", "4", "5", "6"]));
    let error = run.error.unwrap();
    assert_eq!(run.status, Status::Failure);
    assert!(
        error.reason.contains("at most 5 members"),
        "{}",
        error.reason
    );
    assert!(world.target.asked.is_empty());
}

#[test]
fn members_nobody_knows_are_left_out() {
    let mut world = world();
    let run = world.both(&ask(&["nobody"]));
    assert_eq!((run.action, run.status), (Action::Create, Status::Warning));
    assert!(
        run.steps
            .iter()
            .any(|step| step.description.contains("no User `nobody`"))
    );
}

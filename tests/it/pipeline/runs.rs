//! One user's way: created, left alone, updated, disabled, enabled, deleted.

use super::world::{World, modified, outcome, user};
use attrflow::pipeline::*;
use serde_json::json;

#[test]
fn a_user_is_created_once_and_updated_by_what_changed() {
    let mut world = World::new();
    let run = world.ada();
    assert_eq!(outcome(&run), "Create", "{run:#?}");
    assert_eq!(
        json!(world.target.of("t1")),
        json!({"userName": "ada@contoso.com", "externalId": "ada", "active": true, "displayName": "ADA"})
    );
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world
        .source
        .user("ada")
        .insert("jobTitle".into(), json!("Countess"));
    let run = world.ada();
    assert_eq!(
        (outcome(&run), modified(&run)),
        (
            "Update".into(),
            json!({"title": "Countess"}).as_object().unwrap().clone()
        )
    );
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    assert_eq!(world.store.links.len(), 1);
    assert_eq!(world.store.log.len(), 4);
}

#[test]
fn who_leaves_the_scope_is_disabled_and_enabled_on_return() {
    let mut world = World::new();
    world.spec.assignments = Assignments::Listed(vec!["ada@contoso.com".into()]);
    world.ada();
    world.spec.assignments = Assignments::Listed(Vec::new());
    let run = world.ada();
    assert_eq!(
        (outcome(&run), modified(&run)),
        (
            "Disable".into(),
            json!({"active": false}).as_object().unwrap().clone()
        )
    );
    assert_eq!(world.store.links[0].state, LinkState::Unmanaged);
    assert_eq!(outcome(&world.ada()), "NotEffectivelyEntitled");
    world.spec.assignments = Assignments::All;
    let run = world.ada();
    assert_eq!(
        (outcome(&run), modified(&run)),
        (
            "Update".into(),
            json!({"active": true}).as_object().unwrap().clone()
        )
    );
    assert_eq!(world.store.links[0].state, LinkState::Managed);
}

#[test]
fn who_is_gone_from_the_source_is_deleted() {
    let mut world = World::new();
    world.ada();
    world.source.objects.clear();
    assert_eq!(outcome(&world.ada()), "Delete");
    assert!(world.target.objects.is_empty() && world.store.links.is_empty());
    assert_eq!(outcome(&world.ada()), "NotFound");
}

#[test]
fn a_manager_is_written_when_the_user_exists() {
    let mut world = World::new();
    world
        .source
        .user("ada")
        .insert("manager".into(), json!("bob"));
    let run = world.ada();
    assert_eq!((run.action, run.status), (Action::Create, Status::Warning));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world.both(&Ask::user("bob"));
    let run = world.ada();
    assert_eq!(
        (outcome(&run), modified(&run)),
        (
            "Update".into(),
            json!({"manager": "t2"}).as_object().unwrap().clone()
        )
    );
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world
        .source
        .objects
        .push(user("zoe", json!({"manager": "ada@contoso.com"})));
    let run = world.both(&Ask::user("zoe"));
    assert_eq!(run.requests.len(), 2);
    assert_eq!(world.target.of("t3")["manager"], "t1");
}

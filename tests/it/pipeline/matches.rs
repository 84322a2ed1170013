//! Matching: link first, precedence, duplicates, vanished anchors, interrupted runs.

use super::world::{World, flow, outcome, user, user_flows, with};
use attrflow::assist::standard;
use attrflow::library::JobKind;
use attrflow::pipeline::*;
use serde_json::json;

fn asked(world: &World) -> Vec<&str> {
    let asked = world.target.asked.iter().map(String::as_str);
    asked
        .filter(|asked| asked.starts_with("find") || asked.starts_with("get"))
        .collect()
}

#[test]
fn the_first_attribute_that_hits_ends_the_search() {
    let mut world = World::new();
    world
        .target
        .put("Account", "x1", json!({"userName": "ada@contoso.com"}));
    world
        .target
        .put("Account", "x2", json!({"externalId": "ada"}));
    let run = world.what_if(&Ask::user("ada"));
    assert_eq!((run.action, run.target.id.as_str()), (Action::Update, "x1"));
    assert_eq!(asked(&world), ["find userName ada@contoso.com"]);
}

#[test]
fn without_a_hit_or_a_value_the_next_attribute_is_asked() {
    let mut world = World::new();
    world
        .target
        .put("Account", "x2", json!({"externalId": "ada"}));
    let run = world.what_if(&Ask::user("ada"));
    assert_eq!(run.target.id, "x2");
    assert_eq!(asked(&world).len(), 2);
    world.target.asked.clear();
    world.source.user("ada").remove("userPrincipalName");
    assert_eq!(world.what_if(&Ask::user("ada")).target.id, "x2");
    assert_eq!(asked(&world), ["find externalId ada"]);
}

#[test]
fn without_any_matching_value_the_import_is_skipped() {
    let mut flows = user_flows();
    flows[1] = flow("externalId", "[objectId]");
    let mut world = World::with_flows(flows);
    world.source.user("ada").remove("userPrincipalName");
    let run = world.ada();
    assert_eq!(outcome(&run), "ImportSkipped");
    assert!(run.steps.iter().all(|step| step.kind != StepKind::Scoping));
}

#[test]
fn a_link_counts_more_than_matching_attributes() {
    let mut world = World::new();
    world.ada();
    world.target.asked.clear();
    world
        .source
        .user("ada")
        .insert("userPrincipalName".into(), json!("lovelace@contoso.com"));
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), run.target.id.as_str()),
        ("Update", "t1")
    );
    assert_eq!(asked(&world), ["get t1", "get t1"]);
}

#[test]
fn both_duplicates_are_shown() {
    let mut world = World::new();
    world.target.put(
        "Account",
        "x1",
        json!({"userName": "ada@contoso.com", "title": "one"}),
    );
    world.target.put(
        "Account",
        "x2",
        json!({"userName": "ada@contoso.com", "title": "two"}),
    );
    let run = world.ada();
    assert_eq!(outcome(&run), "DuplicateTargetEntries");
    let titles: Vec<&str> = run
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Matching)
        .map(|step| step.details["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["one", "two"]);
    let reason = run.error.unwrap().reason;
    assert!(reason.contains("x1") && reason.contains("x2"), "{reason}");
}

#[test]
fn two_source_objects_for_one_target_object_are_refused() {
    let mut world = World::new();
    world.ada();
    world.source.objects.push(user(
        "twin",
        json!({"userPrincipalName": "ADA@contoso.com"}),
    ));
    let run = world.both(&Ask::user("twin"));
    assert_eq!(outcome(&run), "DuplicateSourceEntries");
    assert!(run.error.unwrap().reason.contains("ada@contoso.com"));
    assert_eq!(world.store.links.len(), 1);
}

#[test]
fn a_vanished_anchor_is_told_and_matched_anew_without_its_link() {
    let mut world = World::new();
    world.ada();
    world.target.objects.clear();
    let run = world.ada();
    assert_eq!(outcome(&run), "InvalidAnchor");
    assert!(
        run.error
            .unwrap()
            .recommended
            .unwrap()
            .contains("delete the link")
    );
    assert_eq!(world.store.links.len(), 1);
    world.store.links.clear();
    assert_eq!(outcome(&world.ada()), "Create");
}

#[test]
fn what_a_run_began_and_never_ended_is_ended() {
    let mut world = World::new();
    let mut interrupted = World::new();
    world.ada();
    let change = world.store.log[0].change.clone().unwrap();
    interrupted.target = world.target.clone();
    interrupted.store.begun.push(("ada".into(), change));
    let run = interrupted.ada();
    assert_eq!((run.action, run.status), (Action::Create, Status::Success));
    assert!(run.requests.is_empty());
    assert_eq!(interrupted.store.links[0].target, "t1");
    assert_eq!(outcome(&interrupted.ada()), "RedundantExport");
    let mut nothing_sent = World::new();
    nothing_sent
        .store
        .begun
        .push(("ada".into(), world.store.log[0].change.clone().unwrap()));
    let run = nothing_sent.ada();
    assert_eq!((run.action, run.requests.len()), (Action::Create, 1));
}

#[test]
fn an_interrupted_deletion_is_ended() {
    let mut world = World::new();
    world.ada();
    world.source.objects.clear();
    let run = world.what_if(&Ask::user("ada"));
    world.store.begun.push(("ada".into(), run.change.unwrap()));
    world.target.objects.clear();
    let run = world.ada();
    assert_eq!((run.action, run.status), (Action::Delete, Status::Success));
    assert!(world.store.links.is_empty());
}

#[test]
fn failures_of_the_target_are_told_at_their_step() {
    let error = || PortError::new(PortErrorKind::Unauthorized, "the target refuses the token");
    for (call, kind) in [
        ("test", StepKind::Connect),
        ("find", StepKind::Matching),
        ("export", StepKind::Export),
    ] {
        let mut world = World::new();
        world.target.fails = Some((call, error()));
        let run = world.apply(&Ask::user("ada"));
        assert_eq!(
            (outcome(&run).as_str(), run.status),
            ("Unauthorized", Status::Failure)
        );
        let failed: Vec<StepKind> = run
            .steps
            .iter()
            .filter(|step| step.status == Status::Failure)
            .map(|step| step.kind)
            .collect();
        assert_eq!(failed, [kind], "{run:#?}");
        assert!(run.error.unwrap().recommended.is_some());
        assert_eq!(outcome(&world.ada()), "Create");
    }
}

#[test]
fn a_conflict_names_the_value_and_leaves_no_link() {
    let mut world = World::new();
    world.target.unique = vec!["displayName".into()];
    world
        .target
        .put("Account", "x1", json!({"displayName": "ADA"}));
    let run = world.ada();
    assert_eq!(outcome(&run), "EntryConflict");
    assert!(world.store.links.is_empty());
    assert_eq!((world.store.log.len(), world.store.begun.len()), (1, 0));
}

#[test]
fn unique_values_are_looked_up_in_the_target() {
    let rule = r#"SelectUniqueValue([displayName], Append([displayName], "2"))"#;
    let mut flows = user_flows();
    flows[3] = with(
        flow("displayName", rule),
        json!({"flowType": "ObjectAddOnly"}),
    );
    flows.push(flow("timezone", "[WorkerID]"));
    let mut world = World::of(super::world::document(flows, json!(null)), JobKind::Workday);
    world
        .source
        .user("ada")
        .insert("WorkerID".into(), json!("21001"));
    world
        .target
        .put("Account", "x1", json!({"displayName": "ADA"}));
    let run = world.both(&Ask::user("21001"));
    assert_eq!(outcome(&run), "Create", "{run:#?}");
    assert_eq!(world.target.of("t1")["displayName"], "ADA2");
    world.target.asked.clear();
    world.both(&Ask::user("21001"));
    assert!(
        !world
            .target
            .asked
            .iter()
            .any(|asked| asked.starts_with("find displayName"))
    );
}

#[test]
fn jobs_that_do_not_fit_their_schema_say_how() {
    let world = World::new();
    let build = |change: &dyn Fn(&mut JobSpec)| {
        let mut spec = world.spec.clone();
        change(&mut spec);
        match Pipeline::build(standard(), &world.schema, &spec) {
            Err(Unfit::Job { key, message, help }) => (key, message, help.unwrap()),
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("it fits"),
        }
    };
    assert_eq!(
        build(&|spec| spec.rule = Some("Users and group".into())),
        (
            "rule",
            "the schema has no rule `Users and group`".into(),
            "did you mean `Users and groups`?".into()
        )
    );
    assert_eq!(
        build(&|spec| spec.mapping = Some("User".into()).map(|name: String| name + "x")),
        (
            "mapping",
            "the schema has no object mapping `Userx`".into(),
            "did you mean `Users`?".into()
        )
    );
}

#[test]
fn errors_of_a_mapping_are_located() {
    let flows = vec![with(
        flow("userName", "Appendd([mail], 1)"),
        json!({"matchingPriority": 1}),
    )];
    let world = World::with_flows(flows);
    let Err(Unfit::Mapping(problems)) = Pipeline::build(standard(), &world.schema, &world.spec)
    else {
        panic!("it fits");
    };
    let first = problems.iter().next().unwrap();
    assert_eq!(first.span().of(world.schema.text()), "Appendd");
}

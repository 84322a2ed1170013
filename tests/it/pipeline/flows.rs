//! What flows into single attributes: null, defaults, types, lists, secrets.

use super::world::{World, flow, modified, outcome, user_flows, with};
use attrflow::pipeline::*;
use serde_json::{Value as Json, json};

fn world(more: Vec<Json>) -> World {
    World::with_flows(user_flows().into_iter().chain(more).collect())
}

fn set(world: &mut World, name: &str, value: Json) {
    world.source.user("ada").insert(name.into(), value);
}

fn changes(run: &Run) -> Json {
    Json::Object(modified(run))
}

#[test]
fn null_does_not_flow_and_clears_nothing() {
    let mut world = world(vec![]);
    set(&mut world, "jobTitle", json!("Countess"));
    world.ada();
    set(&mut world, "jobTitle", json!(null));
    let run = world.ada();
    assert_eq!(outcome(&run), "RedundantExport");
    let title = run
        .flows
        .iter()
        .find(|flow| flow.target == "title")
        .unwrap();
    assert_eq!(
        (&title.modified, title.skipped.as_deref()),
        (&json!("Countess"), Some("the source has no value"))
    );
}

#[test]
fn a_default_is_written_at_creation_only() {
    let flows = vec![with(
        flow("timezone", "[department]"),
        json!({"defaultValue": "UTC"}),
    )];
    let mut world = world(flows);
    world.ada();
    assert_eq!(world.target.of("t1")["timezone"], "UTC");
    set(&mut world, "department", json!("CET"));
    assert_eq!(changes(&world.ada()), json!({"timezone": "CET"}));
    set(&mut world, "department", json!(null));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
}

#[test]
fn a_mapping_without_a_source_fills_an_empty_target() {
    let none = json!({"targetAttributeName": "timezone", "source": null, "defaultValue": "UTC"});
    let mut world = world(vec![none]);
    world.ada();
    assert_eq!(world.target.of("t1")["timezone"], "UTC");
    world.target.objects[0]
        .1
        .resource
        .insert("timezone".into(), json!("CET"));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world.target.objects[0].1.resource.remove("timezone");
    assert_eq!(changes(&world.ada()), json!({"timezone": "UTC"}));
}

#[test]
fn what_applies_at_creation_only_is_not_even_evaluated_later() {
    let flows = vec![
        with(
            flow("timezone", "[department]"),
            json!({"flowType": "ObjectAddOnly"}),
        ),
        flow("created", "[displayName]"),
        flow("password", "Redact([jobTitle])"),
        with(
            flow("userType", "[department]"),
            json!({"flowType": "AttributeAddOnly"}),
        ),
    ];
    let mut world = world(flows);
    set(&mut world, "department", json!("A"));
    world.ada();
    assert_eq!(
        (
            &world.target.of("t1")["timezone"],
            world.target.of("t1").get("created")
        ),
        (&json!("A"), None)
    );
    set(&mut world, "department", json!("B"));
    let run = world.ada();
    assert_eq!(outcome(&run), "RedundantExport");
    let skipped = |target: &str| {
        run.flows
            .iter()
            .find(|flow| flow.target == target)
            .unwrap()
            .skipped
            .clone()
            .unwrap()
    };
    assert_eq!(skipped("timezone"), "applied only during object creation");
    assert_eq!(skipped("created"), "the target attribute is read-only");
    assert_eq!(
        skipped("userType"),
        "the target attribute has a value already"
    );
}

#[test]
fn values_are_typed_and_compared_by_the_schema() {
    let flows = vec![flow("level", "[department]"), flow("since", "[mail]")];
    let mut world = world(flows);
    set(&mut world, "department", json!("7"));
    set(&mut world, "mail", json!("2024-05-01T00:00:00Z"));
    let run = world.ada();
    assert_eq!(changes(&run)["level"], 7);
    assert_eq!(changes(&run)["active"], true);
    let resource = &mut world.target.objects[0].1.resource;
    resource.insert("level".into(), json!("7"));
    resource.insert("active".into(), json!("True"));
    resource.insert("since".into(), json!("2024-05-01T00:00:00.000Z"));
    resource.insert("userName".into(), json!("ADA@contoso.com"));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world.target.objects[0]
        .1
        .resource
        .insert("displayName".into(), json!("ada"));
    assert_eq!(changes(&world.ada()), json!({"displayName": "ADA"}));
}

#[test]
fn lists_are_compared_as_sets_and_refused_by_single_valued_attributes() {
    let mut world = world(vec![flow("aliases", "[proxyAddresses]")]);
    set(&mut world, "proxyAddresses", json!(["b", "a"]));
    world.ada();
    set(&mut world, "proxyAddresses", json!(["a", "b"]));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    set(&mut world, "proxyAddresses", json!("a"));
    assert_eq!(changes(&world.ada()), json!({"aliases": ["a"]}));
    let mut world = self::world(vec![flow("timezone", "[proxyAddresses]")]);
    set(&mut world, "proxyAddresses", json!(["b"]));
    assert_eq!(outcome(&world.ada()), "Create");
    set(&mut world, "proxyAddresses", json!(["b", "c"]));
    let run = world.ada();
    assert_eq!(
        (
            outcome(&run).as_str(),
            world.target.of("t1")["timezone"].clone()
        ),
        ("SchemaPropertyCanOnlyAcceptValue", json!("b"))
    );
}

#[test]
fn roles_are_added_or_replaced() {
    for (function, left) in [
        ("AppRoleAssignmentsComplex", 2),
        ("AssertiveAppRoleAssignmentsComplex", 1),
    ] {
        let mut world = world(vec![flow(
            "roles",
            &format!("{function}([appRoleAssignments])"),
        )]);
        set(&mut world, "appRoleAssignments", json!(["Reader"]));
        world.ada();
        assert_eq!(outcome(&world.ada()), "RedundantExport");
        set(&mut world, "appRoleAssignments", json!(["Writer"]));
        world.ada();
        let roles = world.target.of("t1")["roles"].as_array().unwrap().len();
        assert_eq!(roles, left, "{function}");
        assert_eq!(outcome(&world.ada()), "RedundantExport", "{function}");
    }
}

#[test]
fn values_that_are_only_added_are_never_taken_away() {
    let flows = vec![with(
        flow("aliases", "[proxyAddresses]"),
        json!({"flowType": "MultiValueAddOnly"}),
    )];
    let mut world = world(flows);
    set(&mut world, "proxyAddresses", json!(["a", "b"]));
    world.ada();
    set(&mut world, "proxyAddresses", json!(["a"]));
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    set(&mut world, "proxyAddresses", json!(["c"]));
    let run = world.ada();
    assert_eq!(
        run.flows
            .iter()
            .find(|flow| flow.target == "aliases")
            .unwrap()
            .modified,
        json!(["a", "b", "c"])
    );
    assert_eq!(world.target.of("t1")["aliases"], json!(["a", "b", "c"]));
}

#[test]
fn flow_always_goes_with_every_change_and_makes_none() {
    let flows = vec![with(
        flow("userType", "\"Member\""),
        json!({"flowBehavior": "FlowAlways"}),
    )];
    let mut world = world(flows);
    world.ada();
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    set(&mut world, "jobTitle", json!("Countess"));
    assert_eq!(
        changes(&world.ada()),
        json!({"title": "Countess", "userType": "Member"})
    );
}

#[test]
fn a_required_attribute_without_a_value_stops_a_creation_before_anything_is_sent() {
    let mut flows = user_flows();
    flows[0]["source"]["expression"] = json!("[mail]");
    let mut world = World::with_flows(flows);
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), world.target.writes),
        ("MissingValues", 0)
    );
    assert!(run.error.as_ref().unwrap().reason.contains("`userName`"));
    assert!(
        modified(&run).contains_key("displayName"),
        "what would have been sent is told"
    );
    assert_eq!(
        run.steps.last().unwrap().description,
        "Failed to create User 'ada@contoso.com' in Desk"
    );
}

#[test]
fn expressions_can_leave_out_an_attribute_or_the_object() {
    let mut world = world(vec![flow(
        "timezone",
        "IgnoreFlowIfNullOrEmpty([department])",
    )]);
    set(&mut world, "department", json!(""));
    let run = world.ada();
    assert_eq!(outcome(&run), "Create");
    assert!(!modified(&run).contains_key("timezone"));
}

#[test]
fn a_flow_word_leaves_the_whole_object_out() {
    let rule = r#"IIF([department]="2", IgnoreObjectFlow, "UTC")"#;
    let mut world = world(vec![flow("timezone", rule)]);
    set(&mut world, "department", json!("2"));
    let run = world.ada();
    assert_eq!(outcome(&run), "EntrySynchronizationSkipped");
    assert!(world.store.links.is_empty() && world.target.objects.is_empty());
    set(&mut world, "department", json!("1"));
    assert_eq!(outcome(&world.ada()), "Create");
}

#[test]
fn a_failing_expression_stops_the_object() {
    let mut world = world(vec![flow(
        "timezone",
        "SingleAppRoleAssignment([appRoleAssignments])",
    )]);
    set(&mut world, "appRoleAssignments", json!(["a", "b"]));
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), world.target.writes),
        ("several-app-roles", 0)
    );
}

#[test]
fn secrets_are_sent_and_never_told() {
    let mut world = world(vec![flow("password", "Redact([department])")]);
    set(&mut world, "department", json!("hunter2"));
    let dry = world.what_if(&Ask::user("ada"));
    let wet = world.apply(&Ask::user("ada"));
    assert_eq!(world.target.of("t1")["password"], "hunter2");
    let again = world.apply(&Ask::user("ada"));
    for run in [&dry, &wet, &world.store.log[1], &again] {
        assert!(!format!("{run:?}").contains("hunter2"), "{run:#?}");
        assert!(format!("{run:?}").contains("[Redact]"));
    }
}

#[test]
fn what_is_asked_for_is_traced() {
    let mut world = World::new();
    let ask = Ask {
        trace: vec!["active".into()],
        ..Ask::user("ada")
    };
    let run = world.what_if(&ask);
    let traced: Vec<&str> = run
        .flows
        .iter()
        .filter(|flow| flow.trace.is_some())
        .map(|flow| flow.target.as_str())
        .collect();
    assert_eq!(traced, ["active"]);
}

#[test]
fn the_computed_soft_deletion_is_what_expressions_read() {
    let mut world = World::new();
    let run = world.ada();
    let active = run
        .flows
        .iter()
        .find(|flow| flow.target == "active")
        .unwrap();
    assert_eq!(active.sources, [("IsSoftDeleted".to_owned(), json!(false))]);
    assert_eq!(run.steps[0].details["IsSoftDeleted"], "False");
    set(&mut world, "accountEnabled", json!(false));
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), changes(&run)),
        ("Disable", json!({"active": false}))
    );
    assert_eq!(run.steps[0].details["IsSoftDeleted"], "True");
}

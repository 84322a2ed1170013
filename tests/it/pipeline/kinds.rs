//! What the kinds of job refuse and do otherwise.

use super::world::{
    World, attribute, document, flow, modified, object, outcome, user, user_flows, with,
};
use attrflow::assist::standard;
use attrflow::library::JobKind;
use attrflow::pipeline::*;
use serde_json::{Value as Json, json};

fn of(kind: JobKind) -> World {
    World::of(document(user_flows(), Json::Null), kind)
}

fn refusal(run: &Run) -> (Status, String, String) {
    let error = run.error.clone().unwrap();
    assert!(
        !error.reason.ends_with('.') && error.recommended.is_some(),
        "{error:?}"
    );
    (run.status, error.code, error.reason)
}

#[test]
fn groups_are_refused_where_they_are_not_provisioned() {
    for kind in JobKind::ALL {
        let mut flows = user_flows();
        if *kind == JobKind::CrossTenant {
            flows = cross_flows();
        }
        let mut world = World::of(document(flows, Json::Null), *kind);
        world.source.objects.push(object(
            "Group",
            "staff",
            json!({"displayName": "Staff", "securityEnabled": true}),
        ));
        let run = world.both(&Ask::group("staff", Vec::new()));
        if matches!(kind, JobKind::App | JobKind::EntraToAd) {
            assert_eq!(outcome(&run), "Create", "{kind:?}");
        } else {
            let (status, code, _) = refusal(&run);
            assert_eq!(
                (status, code.as_str()),
                (Status::Skipped, "EntityTypeNotSupported"),
                "{kind:?}"
            );
        }
    }
}

#[test]
fn groups_are_refused_where_the_schema_does_not_map_them() {
    let mut document = document(user_flows(), Json::Null);
    document["synchronizationRules"][0]["objectMappings"][1]["enabled"] = json!(false);
    let mut world = World::of(document, JobKind::App);
    let run = world.both(&Ask::group("staff", Vec::new()));
    assert_eq!(refusal(&run).1, "EntityTypeNotSupported");
}

#[test]
fn members_need_a_group() {
    let mut world = World::new();
    let ask = Ask {
        members: vec!["bob".into()],
        ..Ask::user("ada")
    };
    assert_eq!(
        refusal(&world.both(&ask)),
        (
            Status::Failure,
            "BadRequest".into(),
            "members were named, but no group".into()
        )
    );
}

#[test]
fn who_is_not_in_the_source_is_refused() {
    let mut world = World::new();
    let run = world.both(&Ask::user("nobody"));
    assert_eq!(
        refusal(&run),
        (
            Status::Failure,
            "NotFound".into(),
            "no User `nobody` was found in Microsoft Entra ID".into()
        )
    );
    assert_eq!(run.steps.len(), 1);
}

#[test]
fn cloud_sync_takes_a_distinguished_name_and_shows_its_filters_only() {
    let scope = json!({"groups": [{"name": "IT", "clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["IT"]}}]}],
        "inputFilterGroups": [], "categoryFilterGroups": []});
    let mut world = World::of(document(user_flows(), scope), JobKind::AdToEntra);
    let dn = "CN=Ada Lovelace,OU=Users,DC=contoso,DC=com";
    world
        .source
        .user("ada")
        .insert("distinguishedName".into(), json!(dn));
    world
        .source
        .user("ada")
        .insert("department".into(), json!("Sales"));
    let run = world.ada();
    assert_eq!(
        refusal(&run),
        (
            Status::Failure,
            "BadRequest".into(),
            "`ada` is not a distinguished name".into()
        )
    );
    let run = world.both(&Ask::user(dn));
    assert_eq!(outcome(&run), "Create", "{run:#?}");
    let names: Vec<&str> = run.steps.iter().map(|step| step.name.word()).collect();
    assert_eq!(
        names,
        [
            "EntryImportAdd",
            "EntryImport",
            "EntrySynchronizationScoping",
            "EntrySynchronizationAdd",
            "EntryExportAdd"
        ]
    );
    assert_eq!(
        run.steps[0].description,
        "Received User 'ada@contoso.com' change of type (Add) from Microsoft Entra ID"
    );
    assert_eq!(
        run.steps[1].details["jobTitle"], "",
        "cloud sync lists what has no value"
    );
    let scoping = &run.steps[2];
    assert_eq!(scoping.details["Scoping filter evaluation passed"], "False");
    assert_eq!(
        scoping.details["ScopeEvaluationResult"],
        r#"{"IT.department EQUALS 'IT'":false}"#
    );
    assert!(scoping.description.contains("not applied"));
}

#[test]
fn hr_jobs_take_their_own_keys_only() {
    for (kind, name, key) in [
        (JobKind::Workday, "WorkerID", "21001"),
        (JobKind::Workday, "WID", "3aa5550b"),
        (JobKind::SuccessFactors, "personIdExternal", "106"),
    ] {
        let mut world = of(kind);
        world.source.user("ada").insert(name.into(), json!(key));
        assert_eq!(outcome(&world.both(&Ask::user(key))), "Create");
        let error = world.both(&Ask::user("ada@contoso.com")).error.unwrap();
        assert_eq!(error.code, "NotFound");
        assert!(error.recommended.unwrap().contains(name));
    }
}

#[test]
fn hr_jobs_fail_for_a_manager_who_is_not_there() {
    let mut world = of(JobKind::Workday);
    for (id, key) in [("ada", "1"), ("bob", "2")] {
        world.source.user(id).insert("WorkerID".into(), json!(key));
    }
    world
        .source
        .user("ada")
        .insert("manager".into(), json!("bob"));
    let run = world.both(&Ask::user("1"));
    assert_eq!(
        (refusal(&run).1.as_str(), world.target.writes),
        ("InvalidValue", 0)
    );
    world.both(&Ask::user("2"));
    assert_eq!(outcome(&world.both(&Ask::user("1"))), "Create");
    assert_eq!(world.target.of("t2")["manager"], "t1");
}

fn cross_flows() -> Vec<Json> {
    vec![
        with(
            flow("alternativeSecurityIds", "AltSecIdFromNetId([netId])"),
            json!({"matchingPriority": 1}),
        ),
        flow("IsSoftDeleted", "[IsSoftDeleted]"),
        flow("accountEnabled", "[accountEnabled]"),
        flow("displayName", "[displayName]"),
    ]
}

fn cross() -> World {
    let mut world = World::of(document(cross_flows(), Json::Null), JobKind::CrossTenant);
    world.spec.default_domain = Some("fabrikam.onmicrosoft.com".into());
    world
        .source
        .user("ada")
        .insert("netId".into(), json!("1003"));
    world
}

#[test]
fn cross_tenant_creates_a_guest_who_is_a_member() {
    let mut world = cross();
    let run = world.ada();
    assert_eq!(outcome(&run), "Create", "{run:#?}");
    let new = world.target.of("t1");
    assert_eq!(
        new["userPrincipalName"],
        "ada_contoso.com#EXT#@fabrikam.onmicrosoft.com"
    );
    assert_eq!(
        (&new["userType"], &new["alternativeSecurityIds"]),
        (&json!("Member"), &json!(["1003"]))
    );
    assert_eq!(outcome(&world.ada()), "RedundantExport");
    world.spec.default_domain = None;
    world.store.links.clear();
    world.target.objects.clear();
    assert_eq!(refusal(&world.ada()).1, "MissingValues");
}

#[test]
fn cross_tenant_blocks_who_is_disabled_and_deletes_who_leaves() {
    let mut world = cross();
    world.ada();
    world
        .source
        .user("ada")
        .insert("accountEnabled".into(), json!(false));
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), Json::Object(modified(&run))),
        ("Disable", json!({"accountEnabled": false}))
    );
    world.spec.assignments = Assignments::Listed(Vec::new());
    world.spec.skip_out_of_scope_deletions = true;
    let run = world.ada();
    assert!(
        run.error
            .unwrap()
            .reason
            .contains("blocked in Desk already")
    );
    world
        .source
        .user("ada")
        .insert("accountEnabled".into(), json!(true));
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), Json::Object(modified(&run))),
        ("Disable", json!({"IsSoftDeleted": true}))
    );
}

#[test]
fn cross_tenant_leaves_external_users_out() {
    let mut world = cross();
    world
        .source
        .user("ada")
        .insert("alternativeSecurityIds".into(), json!("5::live"));
    let run = world.ada();
    assert_eq!(outcome(&run), "EntrySynchronizationSkipped");
    assert!(run.error.unwrap().reason.contains("Filter external users"));
}

#[test]
fn cross_tenant_matches_by_one_attribute_only() {
    let world = of(JobKind::CrossTenant);
    let Err(Unfit::Schema { span, message, .. }) =
        Pipeline::build(standard(), &world.schema, &world.spec)
    else {
        panic!("it fits");
    };
    assert_eq!(span.of(world.schema.text()), "\"userName\"");
    assert!(message.starts_with("schemaInvalid: "));
}

#[test]
fn guests_flow_and_match_by_the_name_of_their_home() {
    let mut flows = user_flows();
    flows.push(flow("timezone", "[originalUserPrincipalName]"));
    let mut world = World::with_flows(flows);
    let raw = "grace_hopper_navy.mil#EXT#@contoso.onmicrosoft.com";
    world
        .source
        .objects
        .push(user("grace", json!({"userPrincipalName": raw})));
    let run = world.both(&Ask::user("grace"));
    assert_eq!(run.reportable, "grace_hopper@navy.mil");
    assert_eq!(world.target.of("t1")["userName"], "grace_hopper@navy.mil");
    assert_eq!(world.target.of("t1")["timezone"], raw);
}

#[test]
fn active_directory_accounts_are_switched_off_without_a_mapping() {
    let flows = vec![
        with(
            flow("userName", "[userPrincipalName]"),
            json!({"matchingPriority": 1}),
        ),
        flow("displayName", "[displayName]"),
    ];
    let mut world = World::of(document(flows, Json::Null), JobKind::EntraToAd);
    world.ada();
    world.spec.assignments = Assignments::Listed(Vec::new());
    let run = world.ada();
    assert_eq!(
        (outcome(&run).as_str(), Json::Object(modified(&run))),
        ("Disable", json!({"accountDisabled": true}))
    );
}

#[test]
fn cloud_groups_of_other_kinds_do_not_go_to_active_directory() {
    let mut world = of(JobKind::EntraToAd);
    world.source.objects.push(object(
        "Group",
        "mail",
        json!({"displayName": "M", "securityEnabled": true, "mailEnabled": true}),
    ));
    let run = world.both(&Ask::group("mail", Vec::new()));
    assert_eq!(outcome(&run), "EntrySynchronizationSkipped");
    assert!(run.error.unwrap().reason.contains("mailEnabled IS FALSE"));
}

#[test]
fn null_clears_the_target_where_both_sides_say_so() {
    let mut document = document(user_flows(), Json::Null);
    for (directory, name) in [(0, "jobTitle"), (1, "title")] {
        let attributes = &mut document["directories"][directory]["objects"][0]["attributes"];
        let attributes = attributes.as_array_mut().unwrap();
        attributes.retain(|attribute| attribute["name"] != name);
        attributes.push(attribute(name, "String", json!({"flowNullValues": true})));
    }
    for (kind, expected) in [
        (JobKind::ApiDriven, "Update"),
        (JobKind::App, "RedundantExport"),
    ] {
        let mut world = World::of(document.clone(), kind);
        world
            .source
            .user("ada")
            .insert("jobTitle".into(), json!("Countess"));
        world.ada();
        world.source.user("ada").remove("jobTitle");
        let run = world.ada();
        assert_eq!(outcome(&run), expected);
        assert_eq!(
            world.target.of("t1").contains_key("title"),
            kind == JobKind::App
        );
        assert_eq!(outcome(&world.ada()), "RedundantExport");
    }
}

//! The steps, word for word.

use super::world::{World, document, user_flows};
use attrflow::library::JobKind;
use attrflow::pipeline::*;
use serde_json::{Value as Json, json};

fn told(run: &Run) -> Json {
    let steps = run.steps.iter().map(|step| {
        json!({"name": step.name.word(), "kind": format!("{:?}", step.kind), "status": step.status.word(),
            "description": step.description, "details": step.details})
    });
    steps.collect()
}

#[test]
fn a_redundant_run_is_told_as_entra_tells_it() {
    let mut world = World::new();
    world.ada();
    let run = world.ada();
    assert_eq!(
        told(&run),
        json!([
            {"name": "EntryImport", "kind": "Import", "status": "Success",
             "description": "Retrieved User 'ada@contoso.com' from Microsoft Entra ID",
             "details": {"objectId": "ada", "userPrincipalName": "ada@contoso.com", "displayName": "ADA", "accountEnabled": "True", "IsSoftDeleted": "False"}},
            {"name": "EntrySynchronizationScoping", "kind": "Scoping", "status": "Success",
             "description": "Determine if User in scope by evaluating against each scoping filter",
             "details": {"Active in the source system": "True", "Assigned to the application": "True", "User has the required role": "True",
                "Scoping filter evaluation passed": "True", "ScopeEvaluationResult": "{}"}},
            {"name": "EntryImport", "kind": "Matching", "status": "Success",
             "description": "Retrieved  'ada@contoso.com' from Desk",
             "details": {"active": "True", "displayName": "ADA", "externalId": "ada", "id": "t1", "userName": "ada@contoso.com"}},
            {"name": "EntrySynchronizationSkip", "kind": "Export", "status": "Skipped",
             "description": "The state of the user in both the source and target systems already match. No change to the User 'ada@contoso.com' currently needs to be made.",
             "details": {"SkipReason": "RedundantExport"}},
        ])
    );
    assert_eq!(
        run.error.unwrap().reason,
        "The state of the user in both the source and target systems already match."
    );
    assert_eq!(run.start, "2025-06-15T15:06:40.0000000Z");
}

#[test]
fn a_creation_is_told_as_entra_tells_it() {
    let mut world = World::new();
    let descriptions = |run: &Run| -> Vec<String> {
        run.steps[2..]
            .iter()
            .map(|step| step.description.clone())
            .collect()
    };
    let matching = "User 'ada@contoso.com' will be created in Desk (User is active and assigned in Microsoft Entra ID, but no matching User was found in Desk)";
    assert_eq!(
        descriptions(&world.what_if(&Ask::user("ada"))),
        [matching, "User 'ada@contoso.com' would be created in Desk"]
    );
    assert_eq!(
        descriptions(&world.apply(&Ask::user("ada"))),
        [matching, "User 'ada@contoso.com' was created in Desk"]
    );
}

#[test]
fn a_skipped_user_is_told_why() {
    let scope = json!({"groups": [{"name": "Marketing department filter", "clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["Marketing"]}},
        {"operatorName": "IS NOT NULL", "sourceOperandName": "mail", "targetOperand": null}]}],
        "inputFilterGroups": [], "categoryFilterGroups": []});
    let mut world = World::of(document(user_flows(), scope), JobKind::App);
    world.spec.assignments = Assignments::Attribute("appRoleAssignments".into());
    world
        .source
        .user("ada")
        .insert("department".into(), json!("Sales"));
    let run = world.ada();
    assert_eq!(
        json!(run.steps[1].details),
        json!({
            "SkipReason": "NotEffectivelyEntitled", "IsActive": "True", "Assigned to the application": "False", "IsInProvisioningScope": "False",
            "ScopeEvaluationResult": "{\"Marketing department filter.department EQUALS 'Marketing'\":false,\"Marketing department filter.mail IS NOT NULL\":false}",
        })
    );
    assert_eq!(
        run.steps.last().unwrap().description,
        "The User 'ada@contoso.com' will be skipped due to the following reasons: 1) it is not assigned to the application \
         2) it does not have the entitlement that provisioning needs \
         3) clause 1 of `Marketing department filter`, `department EQUALS \"Marketing\"`, was false: the value is `Sales`"
    );
    world.source.user("ada").extend(
        json!({"appRoleAssignments": ["User"], "department": "Marketing", "mail": "a@b"})
            .as_object()
            .unwrap()
            .clone(),
    );
    assert_eq!(world.ada().action, Action::Create);
}

#[test]
fn a_failing_connection_is_the_only_step() {
    let mut world = World::new();
    world.target.fails = Some((
        "test",
        PortError::new(PortErrorKind::Unauthorized, "the token is refused").help("renew it"),
    ));
    let run = world.what_if(&Ask::user("ada"));
    assert_eq!(
        told(&run),
        json!([{"name": "TestConnection", "kind": "Connect", "status": "Failure",
        "description": "The connection to Desk does not work: the token is refused", "details": {}}])
    );
    assert_eq!(run.error.unwrap().recommended.unwrap(), "renew it");
}

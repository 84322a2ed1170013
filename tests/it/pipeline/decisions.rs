//! The decision table: by itself, and row by row through whole runs, dry and applied.

use super::world::{World, outcome, user};
use attrflow::pipeline::*;
use serde_json::json;

const STANDINGS: [Standing; 7] = [
    Standing::HardDeleted,
    Standing::SoftDeleted,
    Standing::Ignored,
    Standing::Unassigned,
    Standing::Filtered,
    Standing::Inactive,
    Standing::Active,
];
const FOUND: [Found; 4] = [Found::None, Found::One, Found::Several, Found::Gone];
const BONDS: [Bond; 3] = [Bond::Never, Bond::Managed, Bond::Released];

fn cases() -> impl Iterator<Item = Case> {
    let switches = (0_u8..16).map(|bits| {
        let bit = |at: u8| bits & (1 << at) != 0;
        (
            Actions {
                create: bit(0),
                update: bit(1),
                delete: bit(2),
            },
            bit(3),
        )
    });
    switches.flat_map(|(actions, skip_out_of_scope_deletions)| {
        STANDINGS.into_iter().flat_map(move |standing| {
            FOUND.into_iter().flat_map(move |found| {
                BONDS.into_iter().map(move |bond| Case {
                    standing,
                    found,
                    bond,
                    actions,
                    skip_out_of_scope_deletions,
                })
            })
        })
    })
}

/// The rows of the specification, in its order, as a second opinion.
fn specified(case: Case) -> Verdict {
    let Case {
        standing,
        found,
        bond,
        actions,
        skip_out_of_scope_deletions,
    } = case;
    let on = |switch: bool, deed| {
        if switch {
            Verdict::Do(deed)
        } else {
            Verdict::Skip(Reason::ActionOff(deed))
        }
    };
    let managed = bond == Bond::Managed;
    if standing == Standing::Ignored {
        return Verdict::Skip(Reason::Ignored);
    }
    if standing == Standing::Active {
        return match found {
            Found::None => on(actions.create, Deed::Create),
            Found::One => on(actions.update, Deed::Update),
            Found::Several => Verdict::Duplicate,
            Found::Gone => Verdict::Vanished,
        };
    }
    if standing == Standing::HardDeleted {
        return match (found, managed) {
            (Found::One, true) => on(actions.delete, Deed::Delete),
            (Found::Gone, true) => Verdict::Skip(Reason::AlreadyGone),
            _ => Verdict::Skip(Reason::NotManaged),
        };
    }
    let left = matches!(standing, Standing::Unassigned | Standing::Filtered);
    if managed && matches!(found, Found::One | Found::Gone) {
        return match (left && skip_out_of_scope_deletions, found) {
            (true, _) => Verdict::Skip(Reason::DeletionsSkipped),
            (_, Found::One) => on(actions.update, Deed::Disable),
            _ => Verdict::Vanished,
        };
    }
    match standing {
        Standing::Filtered => Verdict::Skip(Reason::OutOfScope),
        _ => Verdict::Skip(Reason::NotEntitled),
    }
}

#[test]
fn every_case_has_the_verdict_of_the_table() {
    assert_eq!(cases().count(), 16 * 7 * 4 * 3);
    for case in cases() {
        assert_eq!(case.verdict(), specified(case), "{case:?}");
    }
}

#[test]
fn only_what_is_managed_is_ever_disabled_or_deleted() {
    for case in cases().filter(|case| case.bond != Bond::Managed) {
        let harm = [Verdict::Do(Deed::Disable), Verdict::Do(Deed::Delete)];
        assert!(!harm.contains(&case.verdict()), "{case:?}");
    }
}

/// The state of the source of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Active,
    Inactive,
    Unassigned,
    Filtered,
    SoftDeleted,
    HardDeleted,
}

/// The state of the target of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
enum There {
    Nothing,
    One,
    Two,
    Gone,
}

fn world(state: State, there: There, link: Option<LinkState>) -> World {
    let scope = json!({"groups": [{"name": "Staff", "clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["IT"]}}]}],
        "inputFilterGroups": [], "categoryFilterGroups": []});
    let document = super::world::document(super::world::user_flows(), scope);
    let mut world = World::of(document, attrflow::library::JobKind::App);
    world.source.objects = vec![user("ada", json!({"department": "IT"}))];
    let ada = world.source.user("ada");
    match state {
        State::Active => {}
        State::Inactive => drop(ada.insert("accountEnabled".into(), json!(false))),
        State::Filtered => drop(ada.insert("department".into(), json!("Sales"))),
        State::SoftDeleted => drop(ada.insert("IsSoftDeleted".into(), json!(true))),
        State::Unassigned => world.spec.assignments = Assignments::Listed(vec!["bob".into()]),
        State::HardDeleted => world.source.objects.clear(),
    }
    let held = json!({"userName": "ada@contoso.com", "externalId": "ada", "displayName": "ADA", "active": true});
    match there {
        There::Nothing | There::Gone => {}
        There::One => world.target.put("Account", "x1", held),
        There::Two => {
            world.target.put("Account", "x1", held.clone());
            world.target.put("Account", "x2", held);
        }
    }
    if let Some(state) = link {
        world.store.links.push(Link {
            source_object: "User".into(),
            source: "ada".into(),
            target_object: "Account".into(),
            target: "x1".into(),
            display_name: "ada@contoso.com".into(),
            state,
            updated: String::new(),
        });
    }
    world
}

#[test]
fn every_row_of_the_table_is_run() {
    use LinkState::{Managed, Unmanaged};
    use State::*;
    use There::*;
    let rows = [
        (Active, Nothing, None, "Create"),
        (Active, One, None, "RedundantExport"),
        (Active, One, Some(Managed), "RedundantExport"),
        (Active, One, Some(Unmanaged), "RedundantExport"),
        (Active, Two, None, "DuplicateTargetEntries"),
        (Active, Gone, Some(Managed), "InvalidAnchor"),
        (Inactive, Nothing, None, "NotEffectivelyEntitled"),
        (Inactive, One, None, "NotEffectivelyEntitled"),
        (Inactive, One, Some(Managed), "Disable"),
        (Inactive, One, Some(Unmanaged), "NotEffectivelyEntitled"),
        (Inactive, Gone, Some(Managed), "InvalidAnchor"),
        (Unassigned, One, Some(Managed), "Disable"),
        (Unassigned, One, Some(Unmanaged), "NotEffectivelyEntitled"),
        (Unassigned, One, None, "NotEffectivelyEntitled"),
        (Unassigned, Two, None, "NotEffectivelyEntitled"),
        (Unassigned, Nothing, None, "NotEffectivelyEntitled"),
        (Filtered, One, Some(Managed), "Disable"),
        (Filtered, One, None, "EntrySynchronizationSkipped"),
        (Filtered, Nothing, None, "EntrySynchronizationSkipped"),
        (SoftDeleted, One, Some(Managed), "Disable"),
        (SoftDeleted, One, None, "NotEffectivelyEntitled"),
        (HardDeleted, One, Some(Managed), "Delete"),
        (
            HardDeleted,
            One,
            Some(Unmanaged),
            "EntrySynchronizationSkipped",
        ),
        (
            HardDeleted,
            Gone,
            Some(Managed),
            "EntrySynchronizationSkipped",
        ),
        (HardDeleted, One, None, "NotFound"),
    ];
    for (state, there, link, expected) in rows {
        let mut world = world(state, there, link);
        let run = world.ada();
        assert_eq!(
            outcome(&run),
            expected,
            "{state:?} {there:?} {link:?}: {run:#?}"
        );
        assert_eq!(
            world.target.writes > 0,
            run.error.is_none(),
            "{state:?} {there:?} {link:?}"
        );
        let last = run.steps.last().unwrap();
        assert_eq!(last.status, run.status, "{run:#?}");
    }
}

#[test]
fn skipped_deletions_leave_accounts_and_links_alone() {
    for state in [State::Unassigned, State::Filtered] {
        let mut world = world(state, There::One, Some(LinkState::Managed));
        world.spec.skip_out_of_scope_deletions = true;
        let run = world.ada();
        assert_eq!(outcome(&run), "EntrySynchronizationSkipped");
        assert!(
            run.error
                .unwrap()
                .reason
                .contains("SkipOutOfScopeDeletions")
        );
        assert_eq!(world.store.links[0].state, LinkState::Managed);
    }
    let mut world = world(State::Inactive, There::One, Some(LinkState::Managed));
    world.spec.skip_out_of_scope_deletions = true;
    assert_eq!(outcome(&world.ada()), "Disable");
}

#[test]
fn actions_that_are_off_are_never_exported() {
    let rows = [
        (State::Active, There::Nothing, None),
        (State::Inactive, There::One, Some(LinkState::Managed)),
        (State::HardDeleted, There::One, Some(LinkState::Managed)),
    ];
    for (state, there, link) in rows {
        let mut world = world(state, there, link);
        world.spec.actions = Actions {
            create: false,
            update: false,
            delete: false,
        };
        let run = world.ada();
        assert_eq!(
            (outcome(&run).as_str(), world.target.writes),
            ("EntrySynchronizationSkipped", 0)
        );
        assert!(run.error.unwrap().reason.contains("is off"));
    }
}

#[test]
fn the_schema_can_switch_actions_off_as_well() {
    let mut document = super::world::document(super::world::user_flows(), json!(null));
    document["synchronizationRules"][0]["objectMappings"][0]["flowTypes"] = json!("Update");
    let mut world = World::of(document, attrflow::library::JobKind::App);
    assert_eq!(outcome(&world.ada()), "EntrySynchronizationSkipped");
}

#[test]
fn input_filters_leave_managed_users_alone() {
    let scope = json!({"groups": [], "categoryFilterGroups": [], "inputFilterGroups": [{"name": "In", "clauses": [
        {"operatorName": "EQUALS", "sourceOperandName": "department", "targetOperand": {"values": ["IT"]}}]}]});
    let mut world = World::of(
        super::world::document(super::world::user_flows(), scope),
        attrflow::library::JobKind::App,
    );
    world
        .source
        .user("ada")
        .insert("department".into(), json!("IT"));
    assert_eq!(outcome(&world.ada()), "Create");
    world
        .source
        .user("ada")
        .insert("department".into(), json!("Sales"));
    assert_eq!(outcome(&world.ada()), "EntrySynchronizationSkipped");
    assert_eq!(world.target.of("t1")["active"], true);
    assert_eq!(world.store.links[0].state, LinkState::Managed);
}

#[test]
fn a_mapping_that_cannot_disable_says_so() {
    let mut flows = super::world::user_flows();
    flows.retain(|flow| flow["targetAttributeName"] != "active");
    let mut world = World::with_flows(flows);
    world.ada();
    world.spec.assignments = Assignments::Listed(Vec::new());
    let run = world.ada();
    assert_eq!(outcome(&run), "EntrySynchronizationSkipped");
    assert!(
        run.error
            .unwrap()
            .recommended
            .unwrap()
            .contains("IsSoftDeleted")
    );
}

//! Laws of runs, over arbitrary histories of source, scope and target.

use super::world::{World, flow, user_flows};
use attrflow::pipeline::*;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Something that happens before a run.
#[derive(Clone, Debug)]
enum Event {
    Set(usize, &'static str, Json),
    Assign(bool),
    Skip(bool),
    Meddle(&'static str, Json),
    Vanish,
    Unlink,
    Remove,
}

fn events() -> impl Strategy<Value = Event> {
    let values = prop_oneof![
        Just(json!(null)),
        Just(json!("")),
        Just(json!("x")),
        Just(json!("X")),
        Just(json!(["a", "b"])),
        Just(json!(["b", "a"])),
        Just(json!(true)),
        Just(json!("bob")),
        Just(json!("eve")),
    ];
    let names = prop::sample::select(vec![
        "displayName",
        "jobTitle",
        "manager",
        "proxyAddresses",
        "department",
    ]);
    let targets = prop::sample::select(vec!["displayName", "title", "aliases", "active"]);
    prop_oneof![
        6 => (0_usize..2, names, values.clone()).prop_map(|(who, name, value)| Event::Set(who, name, value)),
        2 => any::<bool>().prop_map(|on| Event::Set(0, "accountEnabled", json!(on))),
        2 => any::<bool>().prop_map(Event::Assign),
        1 => any::<bool>().prop_map(Event::Skip),
        2 => (targets, values).prop_map(|(name, value)| Event::Meddle(name, value)),
        1 => Just(Event::Vanish),
        1 => Just(Event::Unlink),
        1 => Just(Event::Remove),
    ]
}

fn happen(world: &mut World, event: Event) {
    match event {
        Event::Set(who, name, value) => {
            let id = ["ada", "bob"][who];
            // Who refers to itself is resolved by the run after the one that creates it.
            if value == id {
                return;
            }
            if let Some(found) = world
                .source
                .objects
                .iter_mut()
                .find(|object| object.id == id)
            {
                found.attributes.insert(name.into(), value);
            }
        }
        Event::Assign(true) => world.spec.assignments = Assignments::All,
        Event::Assign(false) => world.spec.assignments = Assignments::Listed(vec!["bob".into()]),
        Event::Skip(on) => world.spec.skip_out_of_scope_deletions = on,
        Event::Meddle(name, value) => {
            if let Some((_, object)) = world.target.objects.last_mut() {
                object.resource.insert(name.into(), value);
            }
        }
        Event::Vanish => drop(world.target.objects.pop()),
        Event::Unlink => world.store.links.clear(),
        Event::Remove => world.source.objects.retain(|object| object.id != "ada"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// `World::both` holds announced requests equal to those sent, and dry runs to changing nothing.
    #[test]
    fn runs_do_what_they_announce_and_then_rest(history in prop::collection::vec(events(), 1..12)) {
        let mut flows = user_flows();
        flows.push(flow("aliases", "[proxyAddresses]"));
        flows.push(flow("timezone", r#"IIF(IsPresent([department]), [department], "UTC")"#));
        let mut world = World::with_flows(flows);
        for event in history {
            happen(&mut world, event);
            for key in ["ada", "bob"] {
                let run = world.both(&Ask::user(key));
                let writes = world.target.writes;
                let again = world.both(&Ask::user(key));
                prop_assert_eq!(writes, world.target.writes, "the second run writes: {:#?}", again);
                if matches!(run.action, Action::Create | Action::Update) && run.error.is_none() {
                    prop_assert_eq!(again.error.unwrap().code, "RedundantExport");
                }
                let mut anchors: Vec<&str> = world.store.links.iter().map(|link| link.source.as_str()).collect();
                anchors.sort_unstable();
                anchors.dedup();
                prop_assert_eq!(anchors.len(), world.store.links.len());
                prop_assert!(world.store.begun.is_empty());
            }
        }
    }
}

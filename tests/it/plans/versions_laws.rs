//! Laws of two versions of a mapping, for random mappings and populations.

use super::versions::{entries, host, pipeline, schema, spec};
use crate::pipeline::memory::{Source, Store, Target};
use crate::pipeline::world::{flow, user, with};
use attrflow::pipeline::*;
use attrflow::plan::{Entry, Outcome};
use attrflow::schema::Schema;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Expressions that a target attribute may have.
const CHOICES: &[(&str, &[&str])] = &[
    (
        "title",
        &[
            "[jobTitle]",
            "ToUpper([jobTitle],)",
            r#"IgnoreFlowIfNullOrEmpty([jobTitle])"#,
            r#"Append([jobTitle], [department])"#,
        ],
    ),
    (
        "displayName",
        &["[displayName]", r#"Join(" ", [displayName], [department])"#],
    ),
    ("level", &["[netId]", r#"BitAnd([netId], "7")"#, r#""3""#]),
    (
        "active",
        &[
            r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#,
            "[accountEnabled]",
        ],
    ),
    (
        "aliases",
        &["[proxyAddresses]", r#"Split([department], "a")"#],
    ),
    ("timezone", &["[department]", "[proxyAddresses]"]),
];

/// Which expression each target has, and with a default value or not.
type Chosen = Vec<Option<(usize, bool)>>;

fn chosen() -> impl Strategy<Value = Chosen> {
    let one = |(_, expressions): &(&str, &[&str])| {
        prop::option::weighted(0.8, (0..expressions.len(), prop::bool::weighted(0.2)))
    };
    CHOICES.iter().map(one).collect::<Vec<_>>()
}

fn mapping() -> impl Strategy<Value = (Chosen, Option<&'static str>)> {
    let department = prop::option::of(prop::sample::select(vec!["Sales", "Legal"]));
    (chosen(), department)
}

fn of((chosen, department): &(Chosen, Option<&str>)) -> Schema {
    let flows: Vec<Json> = CHOICES
        .iter()
        .zip(chosen)
        .filter_map(|((target, expressions), chosen)| {
            let (which, default) = (*chosen)?;
            let flow = flow(target, expressions[which]);
            Some(match default {
                true => with(flow, json!({"defaultValue": "5"})),
                false => flow,
            })
        })
        .collect();
    schema(&flows, *department)
}

fn population() -> impl Strategy<Value = Vec<SourceObject>> {
    let text = |of: &'static [&'static str]| prop::option::of(prop::sample::select(of));
    let one = (
        text(&["Clerk", "clerk", "", "Boss"]),
        text(&["Sales", "Legal", "sales"]),
        text(&["7", "07", "x", ""]),
        prop::bool::weighted(0.8),
        prop::collection::vec(prop::sample::select(vec!["a", "b", "A"]), 0..3),
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(one, 1..5).prop_map(|people| {
        let people = people.into_iter().enumerate();
        people
            .map(|(at, (title, department, net, enabled, aliases, guest))| {
                let id = format!("u{at}");
                let more = json!({"jobTitle": title, "department": department, "netId": net,
                    "accountEnabled": enabled, "proxyAddresses": aliases});
                let mut user = user(&id, more);
                user.attributes.retain(|_, value| !value.is_null());
                if guest {
                    let name = json!(format!("{id}_fabrikam.com#EXT#@contoso.com"));
                    user.attributes.insert("userPrincipalName".to_owned(), name);
                }
                user
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn a_version_does_not_differ_from_itself(mapping in mapping(), users in population()) {
        let schema = of(&mapping);
        for entry in entries(&schema, &schema, &users) {
            let quiet = matches!(entry.outcome, Outcome::Unchanged | Outcome::Skip);
            let failed = entry.error.as_ref().is_some_and(|error| error.reason.ends_with("failed as well"));
            prop_assert!(quiet || (entry.outcome == Outcome::Fail && failed), "{entry:?}");
            prop_assert!(entry.changes.is_empty());
        }
    }

    #[test]
    fn swapped_versions_swap_what_is_gained_and_lost(one in mapping(), other in mapping(), users in population()) {
        let (one, other) = (of(&one), of(&other));
        let there = entries(&one, &other, &users);
        let back = entries(&other, &one, &users);
        for (there, back) in there.iter().zip(&back) {
            use Outcome::{EnterScope, Fail, LeaveScope, Skip, Unchanged, Update};
            let fits = match there.outcome {
                Unchanged | Skip => back.outcome == there.outcome,
                Update => matches!(back.outcome, Update | Fail),
                EnterScope => back.outcome == LeaveScope,
                LeaveScope => matches!(back.outcome, EnterScope | Fail),
                _ => true,
            };
            prop_assert!(fits, "{there:?} {back:?}");
            if there.outcome == Update && back.outcome == Update {
                let swapped = |entry: &Entry, back: bool| {
                    let mut all: Vec<Modified> = entry.changes.clone();
                    if back {
                        for change in &mut all {
                            std::mem::swap(&mut change.old, &mut change.new);
                        }
                    }
                    all.sort_by(|one, other| one.target.cmp(&other.target));
                    all
                };
                prop_assert_eq!(swapped(there, false), swapped(back, true));
            }
        }
    }

    /// Against a version that has nobody in scope, a version gives what the pipeline would create.
    #[test]
    fn values_are_those_that_the_pipeline_creates(mapping in mapping(), users in population()) {
        let (nobody, new) = (schema(&[], Some("nobody's")), of(&mapping));
        let compared = entries(&nobody, &new, &users);
        let spec = spec();
        let pipeline = pipeline(&new, &spec);
        for (entry, user) in compared.iter().zip(&users) {
            let mut source = Source { objects: users.clone() };
            let (mut target, store) = (Target::default(), Store::default());
            let access = Access::WhatIf { target: &mut target, links: &store };
            let run = pipeline.provision(&mut source, access, &host(), &Ask::user(&user.id));
            prop_assert_eq!(&run.reportable, &entry.key);
            match run.status {
                Status::Failure => prop_assert_eq!(entry.outcome, Outcome::Fail),
                Status::Skipped => prop_assert_eq!(entry.outcome, Outcome::Skip),
                _ => {
                    prop_assert_eq!(entry.outcome, Outcome::EnterScope);
                    // The pipeline writes the empty text and list, too.
                    let empty = [json!(""), json!([])];
                    let created = run.modified.into_iter().filter(|change| !empty.contains(&change.new));
                    prop_assert_eq!(created.collect::<Vec<_>>(), entry.changes.clone());
                }
            }
        }
    }
}

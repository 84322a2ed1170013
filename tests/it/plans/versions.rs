//! Two versions of a mapping over the same users.

use crate::pipeline::world::{document, flow, user, with};
use attrflow::assist::standard;
use attrflow::check::Mapping;
use attrflow::dotnet::date::Ticks;
use attrflow::eval::{RowReader, fill};
use attrflow::library::{FixedHost, JobKind};
use attrflow::pipeline::*;
use attrflow::plan::{Entry, Outcome, Versions};
use attrflow::schema::Schema;
use bumpalo::Bump;
use serde_json::{Value as Json, json};

const HOST: i64 = 1_750_000_000;

pub fn host() -> FixedHost {
    FixedHost::new(Ticks::from_unix(HOST, 0).unwrap(), 7)
}

/// Attribute mappings, and a clause that users must pass.
pub fn schema(flows: &[Json], department: Option<&str>) -> Schema {
    let scope = match department {
        None => Json::Null,
        Some(department) => json!({"groups": [{"name": "Sales only", "clauses": [{
            "operatorName": "EQUALS", "sourceOperandName": "department",
            "targetOperand": {"values": [department]}}]}]}),
    };
    let named = with(
        flow("userName", "[userPrincipalName]"),
        json!({"matchingPriority": 1}),
    );
    let flows = std::iter::once(named).chain(flows.iter().cloned());
    let text = document(flows.collect(), scope).to_string();
    let (schema, problems) = Schema::read(text.as_bytes()).unwrap();
    assert!(!problems.has_errors(), "{problems:?}");
    schema
}

pub fn spec() -> JobSpec {
    JobSpec::new(JobKind::App, "Microsoft Entra ID", "Desk")
}

pub fn pipeline<'p>(schema: &'p Schema, spec: &'p JobSpec) -> Pipeline<'p> {
    Pipeline::build(standard(), schema, spec).unwrap().0
}

/// Everybody's part of the plan.
pub fn entries(old: &Schema, new: &Schema, users: &[SourceObject]) -> Vec<Entry> {
    let spec = spec();
    let (old, new) = (pipeline(old, &spec), pipeline(new, &spec));
    let versions = Versions::new(&old, &new, "objectId", &[]);
    let mut reader = RowReader::new(versions.reads());
    users
        .iter()
        .map(|user| {
            let (arena, host) = (Bump::new(), host());
            let row = versions.row(user.clone(), &arena);
            let from_object = versions.compare(row, &host, &arena).entry;
            let line = Json::Object(user.attributes.clone()).to_string();
            let row = reader.row(&line, &arena).unwrap();
            if versions.is_plain(row) {
                host_again(&versions, row, &arena, &from_object);
            }
            from_object
        })
        .collect()
}

/// A line of a file gives what the object does that is read from it.
fn host_again(
    versions: &Versions<'_>,
    row: &[attrflow::value::Value<'_>],
    arena: &Bump,
    expected: &Entry,
) {
    let host = host();
    let owned = arena.alloc_slice_copy(row);
    // Rows borrow from the line, which lives as long as the test.
    let compared = versions.compare(owned, &host, arena);
    assert_eq!(&compared.entry, expected);
}

fn one(old: &[Json], new: &[Json], more: Json) -> Entry {
    let (old, new) = (schema(old, None), schema(new, None));
    entries(&old, &new, &[user("ada", more)]).remove(0)
}

fn changes(entry: &Entry) -> Json {
    let changes = entry.changes.iter();
    changes
        .map(|change| json!([change.target, change.old, change.new]))
        .collect()
}

#[test]
fn a_changed_value_is_an_update() {
    let entry = one(
        &[
            flow("title", "[jobTitle]"),
            flow("displayName", "[displayName]"),
        ],
        &[
            flow("title", "ToUpper([jobTitle],)"),
            flow("displayName", "[displayName]"),
        ],
        json!({"jobTitle": "Clerk"}),
    );
    assert_eq!(entry.outcome, Outcome::Update);
    assert_eq!(changes(&entry), json!([["title", "Clerk", "CLERK"]]));
    assert_eq!(
        (entry.key.as_str(), entry.source.as_str()),
        ("ada@contoso.com", "ada")
    );
}

#[test]
fn what_only_one_version_maps_is_gained_or_lost() {
    let entry = one(
        &[flow("title", "[jobTitle]")],
        &[flow("displayName", "[displayName]")],
        json!({"jobTitle": "Clerk"}),
    );
    assert_eq!(
        changes(&entry),
        json!([["displayName", null, "ADA"], ["title", "Clerk", null]])
    );
}

#[test]
fn nothing_has_many_forms() {
    let title = |expression: &str| [flow("title", expression)];
    let forms = [
        "[jobTitle]",
        r#"Trim([jobTitle])"#,
        r#"IIF(IsNullOrEmpty([jobTitle]), "", "x")"#,
        r#"IgnoreFlowIfNullOrEmpty([jobTitle])"#,
    ];
    for old in forms {
        for new in forms {
            let entry = one(&title(old), &title(new), json!({}));
            assert_eq!(entry.outcome, Outcome::Unchanged, "{old} {new}");
        }
    }
    let default = with(
        flow("title", "[jobTitle]"),
        json!({"defaultValue": "Guest"}),
    );
    let entry = one(&title("[jobTitle]"), &[default], json!({}));
    assert_eq!(changes(&entry), json!([["title", null, "Guest"]]));
}

#[test]
fn values_compare_as_the_target_compares_them() {
    let entry = one(
        &[
            flow("level", r#""7""#),
            flow("active", r#""True""#),
            flow("since", r#""2024-05-06T00:00:00Z""#),
        ],
        &[
            flow("level", r#"CStr("07")"#),
            flow("active", r#"CBool("true")"#),
            flow("since", r#""2024-05-06T02:00:00+02:00""#),
        ],
        json!({}),
    );
    assert_eq!(changes(&entry), json!([]));
    // `userName` is not case-exact, `title` is.
    let (old, new) = (schema(&[], None), schema(&[], None));
    assert_eq!(
        entries(&old, &new, &[user("ada", json!({}))])[0].outcome,
        Outcome::Unchanged
    );
    let entry = one(
        &[flow("title", "ToLower([jobTitle],)")],
        &[flow("title", "[jobTitle]")],
        json!({"jobTitle": "Clerk"}),
    );
    assert_eq!(entry.outcome, Outcome::Update);
}

#[test]
fn values_that_are_never_written_do_not_differ() {
    let entry = one(
        &[flow("created", r#""a""#)],
        &[flow("created", r#""b""#)],
        json!({}),
    );
    assert_eq!(entry.outcome, Outcome::Unchanged);
}

#[test]
fn random_values_are_not_compared_but_listed() {
    let random = |length: &str| {
        flow(
            "password",
            &format!(r#"Redact(RandomString({length}, 2, 2, 2, 2))"#),
        )
    };
    let (old, new) = (schema(&[random("10")], None), schema(&[random("12")], None));
    let entry = entries(&old, &new, &[user("ada", json!({}))]).remove(0);
    assert_eq!(entry.outcome, Outcome::Unchanged);
    let spec = spec();
    let (old, new) = (pipeline(&old, &spec), pipeline(&new, &spec));
    let left = Versions::new(&old, &new, "objectId", &[]).not_evaluated();
    let what: Vec<&str> = left.iter().map(|left| left.what.as_str()).collect();
    assert_eq!(what, ["values of `password`", "groups"]);
}

#[test]
fn secret_values_are_hidden() {
    let entry = one(
        &[flow("title", "[jobTitle]")],
        &[flow("title", r#"Redact(Append([jobTitle], "!"))"#)],
        json!({"jobTitle": "hush"}),
    );
    assert_eq!(changes(&entry), json!([["title", "[Redact]", "[Redact]"]]));
    assert!(entry.changes[0].secret && !format!("{entry:?}").contains("hush"));
}

#[test]
fn scope_is_entered_and_left() {
    let title = [flow("title", "[jobTitle]")];
    let (all, sales) = (schema(&title, None), schema(&title, Some("Sales")));
    let users = [
        user("ada", json!({"department": "Sales", "jobTitle": "Clerk"})),
        user("bob", json!({"department": "Legal", "jobTitle": "Clerk"})),
        user("eve", json!({"accountEnabled": false})),
    ];
    let outcomes = |old, new| -> Vec<Outcome> {
        let entries = entries(old, new, &users);
        entries.iter().map(|entry| entry.outcome).collect()
    };
    use Outcome::{EnterScope, LeaveScope, Skip, Unchanged};
    assert_eq!(outcomes(&all, &sales), [Unchanged, LeaveScope, Skip]);
    assert_eq!(outcomes(&sales, &all), [Unchanged, EnterScope, Skip]);
    let left = &entries(&all, &sales, &users)[1];
    assert_eq!(
        left.error.as_ref().unwrap().reason,
        "clause 1 of `Sales only`, `department EQUALS \"Sales\"`, was false: the value is `Legal`"
    );
    assert!(left.changes.is_empty() && left.in_scope == Some(false));
    let entered = &entries(&sales, &all, &users)[1];
    assert_eq!(
        changes(entered),
        json!([
            ["userName", null, "bob@contoso.com"],
            ["title", null, "Clerk"]
        ])
    );
}

#[test]
fn faults_say_whether_they_are_new() {
    let fails = [flow("title", r#"Error([jobTitle])"#)];
    let works = [flow("title", "[jobTitle]")];
    let told = |old: &[Json], new: &[Json]| {
        let entry = one(old, new, json!({"jobTitle": "boom"}));
        let reason = entry.error.map(|error| error.reason).unwrap_or_default();
        let reason = reason.rsplit("; ").next().unwrap().to_owned();
        (entry.outcome, reason)
    };
    use Outcome::{Fail, Update};
    assert_eq!(
        told(&works, &fails),
        (Fail, "the old version did not fail".to_owned())
    );
    assert_eq!(
        told(&fails, &fails),
        (Fail, "the old version failed as well".to_owned())
    );
    assert_eq!(
        told(&fails, &works),
        (
            Update,
            "the old version failed, the new one does not".to_owned()
        )
    );
}

#[test]
fn who_was_left_out_comes_in_with_all_values() {
    let works = [flow("title", "[jobTitle]")];
    let out = [flow(
        "title",
        r#"IIF([jobTitle] = "Boss", IgnoreObjectFlow, [jobTitle])"#,
    )];
    let boss = json!({"jobTitle": "Boss"});
    let entry = one(&out, &works, boss.clone());
    assert_eq!(entry.outcome, Outcome::EnterScope);
    assert_eq!(
        changes(&entry),
        json!([
            ["userName", null, "ada@contoso.com"],
            ["title", null, "Boss"]
        ])
    );
    let entry = one(&works, &out, boss);
    assert_eq!((entry.outcome, entry.in_scope), (Outcome::Skip, Some(true)));
    assert_eq!(
        entry.error.unwrap().reason,
        "the expression of `title` leaves the whole object out; the old version did not fail"
    );
}

#[test]
fn rows_hold_what_the_mapping_and_its_judgement_read() {
    let (old, new) = (
        schema(&[], None),
        schema(&[flow("title", "[jobTitle]")], None),
    );
    let spec = spec();
    let (old, new) = (pipeline(&old, &spec), pipeline(&new, &spec));
    let versions = Versions::new(&old, &new, "objectId", &[]);
    let reads: &Mapping = versions.reads();
    for name in [
        "objectId",
        "userPrincipalName",
        "jobTitle",
        "accountEnabled",
    ] {
        assert!(reads.slots.find(name).is_some(), "{name}");
    }
    let arena = Bump::new();
    let graph = json!({"id": "1", "userPrincipalName": "a@b.c"});
    let row = fill(&reads.slots, graph.as_object().unwrap(), &arena);
    assert!(
        !versions.is_plain(row),
        "names of Graph are to be read as such"
    );
}

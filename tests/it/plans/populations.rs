//! Random populations and jobs.

use crate::pipeline::memory::Source;
use crate::pipeline::world::{document, flow, user, with};
use attrflow::library::JobKind;
use attrflow::pipeline::JobSpec;
use attrflow::schema::Schema;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// A user of a population; everybody is one of six.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: usize,
    pub title: Option<usize>,
    pub department: usize,
    pub enabled: bool,
    pub manager: Option<usize>,
    pub aliases: Vec<usize>,
}

pub type Population = Vec<Option<Person>>;

pub fn person() -> impl Strategy<Value = Person> {
    (
        0..5_usize,
        prop::option::of(0..3_usize),
        0..3_usize,
        prop::bool::weighted(0.85),
        prop::option::of(0..7_usize),
        prop::collection::vec(0..3_usize, 0..3),
    )
        .prop_map(
            |(name, title, department, enabled, manager, aliases)| Person {
                name,
                title,
                department,
                enabled,
                manager,
                aliases,
            },
        )
}

pub fn population() -> impl Strategy<Value = Population> {
    prop::collection::vec(prop::option::weighted(0.8, person()), 6)
}

/// Which attribute mappings and settings a job has.
#[derive(Clone, Debug)]
pub struct Job {
    pub matches_name: bool,
    pub scoped: bool,
    pub manager: bool,
    pub aliases: bool,
    pub unique_title: bool,
    pub creation_only: bool,
    pub deletes: bool,
    pub keeps_out_of_scope: bool,
    pub hr: bool,
}

pub fn job() -> impl Strategy<Value = Job> {
    prop::array::uniform9(any::<bool>()).prop_map(|on| Job {
        matches_name: on[0],
        scoped: on[1],
        manager: on[2],
        aliases: on[3],
        unique_title: on[4],
        creation_only: on[5],
        deletes: on[6],
        keeps_out_of_scope: on[7],
        hr: on[8],
    })
}

const SWITCH: &str = r#"Switch([IsSoftDeleted], , "False", "True", "True", "False")"#;

pub fn schema(job: &Job) -> Schema {
    let names = [
        ("userName", "[userPrincipalName]"),
        ("externalId", "[objectId]"),
    ];
    let (first, second) = if job.matches_name { (1, 2) } else { (2, 1) };
    let mut flows = vec![
        with(
            flow(names[0].0, names[0].1),
            json!({"matchingPriority": first}),
        ),
        with(
            flow(names[1].0, names[1].1),
            json!({"matchingPriority": second}),
        ),
        flow("active", SWITCH),
        flow("displayName", r#"Join(" ", [displayName], [department])"#),
    ];
    let title = match job.unique_title {
        true => r#"SelectUniqueValue(Append([jobTitle], "1"), Append([jobTitle], "2"))"#,
        false => "[jobTitle]",
    };
    let once = match job.creation_only || job.unique_title {
        true => json!({"flowType": "ObjectAddOnly"}),
        false => json!({}),
    };
    flows.push(with(flow("title", title), once));
    if job.manager {
        flows.push(flow("manager", "[manager]"));
    }
    if job.aliases {
        let adds = match job.creation_only {
            true => json!({"flowType": "MultiValueAddOnly"}),
            false => json!({}),
        };
        flows.push(with(flow("aliases", "[proxyAddresses]"), adds));
    }
    let scope = match job.scoped {
        true => json!({"groups": [{"name": "Sales only", "clauses": [{
            "operatorName": "EQUALS", "sourceOperandName": "department",
            "targetOperand": {"values": ["Sales"]}}]}]}),
        false => Json::Null,
    };
    let text = document(flows, scope).to_string();
    let (schema, problems) = Schema::read(text.as_bytes()).unwrap();
    assert!(!problems.has_errors(), "{problems:?}");
    schema
}

pub fn spec(job: &Job) -> JobSpec {
    let kind = if job.hr {
        JobKind::ApiDriven
    } else {
        JobKind::App
    };
    let mut spec = JobSpec::new(kind, "Microsoft Entra ID", "Desk");
    spec.actions.delete = job.deletes;
    spec.skip_out_of_scope_deletions = job.keeps_out_of_scope;
    spec
}

pub fn source(people: &Population) -> Source {
    let objects = people.iter().enumerate().filter_map(|(at, person)| {
        let person = person.as_ref()?;
        let id = format!("u{at}");
        let mut more = json!({
            "userPrincipalName": format!("n{}@contoso.com", person.name),
            "department": (["Sales", "sales", "Legal"][person.department]),
            "accountEnabled": person.enabled,
            "proxyAddresses": person.aliases.iter().map(|one| format!("a{one}")).collect::<Vec<_>>(),
        });
        if let Some(title) = person.title {
            more["jobTitle"] = json!(["Agent", "agent", "Head"][title]);
        }
        if let Some(manager) = person.manager {
            more["manager"] = json!(format!("u{manager}"));
        }
        Some(user(&id, more))
    });
    Source {
        objects: objects.collect(),
    }
}

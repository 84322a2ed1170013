//! The plan is what is then done: for random populations, schemas and targets.

use super::populations::{Job, Population, job, population, schema, source, spec};
use crate::pipeline::memory::Source;
use attrflow::assist::standard;
use attrflow::connectors::store::{
    EmbeddedDirectory, EmbeddedReader, LinkReader, LinkStore, Shape,
};
use attrflow::dotnet::date::Ticks;
use attrflow::library::{FixedHost, Host};
use attrflow::pipeline::*;
use attrflow::plan::{Base, Entry, Names, Outcome, Planner, Rehearser, Settled, is_to_come};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder of its own for each case.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("attrflow-deeds-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn directory(&self) -> PathBuf {
        self.0.join("target.db")
    }

    fn links(&self) -> PathBuf {
        self.0.join("links.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct World<'w> {
    pipeline: &'w Pipeline<'w>,
    shape: Shape,
    folder: Folder,
    seed: u64,
}

impl World<'_> {
    fn base(&self) -> Base {
        let target = EmbeddedReader::open(&self.folder.directory(), self.shape.clone()).unwrap();
        Base {
            target: Box::new(target),
            links: Box::new(LinkReader::open(&self.folder.links()).unwrap()),
        }
    }

    /// The plan, with the host under which each user was rehearsed.
    fn plan(&self, people: &Population) -> Vec<(Entry, FixedHost)> {
        let mut source = source(people);
        let names = Names::read(&mut source, "User").unwrap();
        let rehearser = Rehearser::new(
            self.pipeline,
            &names,
            source.namer(),
            Arc::new(self.shape.clone()),
            (Ticks::from_unix(1_750_000_000, 0).unwrap(), self.seed),
        );
        let mut one_by_one = Vec::new();
        Planner::new(&rehearser)
            .everybody(&mut source, &mut self.base(), &mut |_, settled| {
                one_by_one.extend(settled.entry);
            })
            .unwrap();
        assert_eq!(one_by_one, self.at_once(&rehearser, &mut source));
        let with_host = |entry: Entry| {
            let host = rehearser.host(&entry.source);
            (entry, host)
        };
        one_by_one.into_iter().map(with_host).collect()
    }

    /// The same plan where everybody is rehearsed before anybody is settled, as threads may do.
    fn at_once(&self, rehearser: &Rehearser<'_>, source: &mut Source) -> Vec<Entry> {
        let mut base = self.base();
        let subjects: Vec<Subject> = source
            .objects
            .iter()
            .map(|object| Subject::Present(object.clone()))
            .collect();
        let rehearsed: Vec<_> = subjects
            .iter()
            .map(|subject| rehearser.rehearse(subject, &mut base))
            .collect();
        let mut planner = Planner::new(rehearser);
        let mut entries = Vec::new();
        for (subject, rehearsed) in subjects.iter().zip(rehearsed) {
            entries.extend(planner.settle(subject, rehearsed, &mut base).entry);
        }
        let mut visit = |_: &Subject, settled: Settled| entries.extend(settled.entry);
        planner.departed(&mut base, &mut visit).unwrap();
        planner.later(source, &mut base, &mut visit).unwrap();
        entries
    }

    fn provision(
        &self,
        people: &Population,
        key: &str,
        host: &dyn Host,
        random: &FixedHost,
    ) -> Run {
        let path = self.folder.directory();
        let mut target =
            EmbeddedDirectory::open(&path, self.shape.clone(), || random.random()).unwrap();
        let mut links = LinkStore::open(&self.folder.links()).unwrap();
        let access = Access::Apply {
            target: &mut target,
            links: &mut links,
        };
        let ask = Ask::user(key);
        self.pipeline
            .provision(&mut source(people), access, host, &ask)
    }
}

fn outcome(run: &Run) -> Outcome {
    let code = run.error.as_ref().map(|error| error.code.as_str());
    match (run.status, run.action, code) {
        (Status::Failure, ..) => Outcome::Fail,
        (Status::Skipped, _, Some("RedundantExport")) => Outcome::Unchanged,
        (Status::Skipped, ..) => Outcome::Skip,
        (_, Action::Create, _) => Outcome::Create,
        (_, Action::Update, _) => Outcome::Update,
        (_, Action::Disable, _) => Outcome::Disable,
        (_, Action::Delete, _) => Outcome::Delete,
        (_, Action::Other, _) => panic!("{run:?}"),
    }
}

/// Puts real anchors in place of those that were to come.
fn real(value: &Json, made: &HashMap<String, String>) -> Json {
    match value {
        Json::String(text) => match is_to_come(text) {
            Some(source) => made
                .get(source)
                .cloned()
                .unwrap_or_else(|| text.clone())
                .into(),
            None => value.clone(),
        },
        Json::Array(items) => items.iter().map(|item| real(item, made)).collect(),
        other => other.clone(),
    }
}

fn changes(modified: &[Modified], made: &HashMap<String, String>) -> Vec<(String, Json, Json)> {
    modified
        .iter()
        .map(|one| {
            (
                one.target.clone(),
                real(&one.old, made),
                real(&one.new, made),
            )
        })
        .collect()
}

fn holds(job: &Job, before: &[Population], now: &Population, vanished: &[usize], seed: u64) {
    let (schema, spec) = (schema(job), spec(job));
    let (pipeline, _) = Pipeline::build(standard(), &schema, &spec).unwrap();
    let (rule, _) = schema.mappings().next().unwrap();
    let world = World {
        pipeline: &pipeline,
        shape: Shape::of_target(&schema, rule),
        folder: Folder::new(),
        seed,
    };
    let random = FixedHost::new(Ticks::default(), seed);
    for people in before {
        for at in 0..6 {
            world.provision(people, &format!("u{at}"), &random, &random);
        }
    }
    remove(&world, vanished);
    let plan = world.plan(now);
    let mut made = HashMap::new();
    for (entry, host) in &plan {
        let run = world.provision(now, &entry.source, host, &random);
        // Also of a creation that failed half-way, when the account is found later.
        if !run.target.id.is_empty() {
            made.insert(entry.source.clone(), run.target.id.clone());
        }
        let done = (
            outcome(&run),
            run.error
                .as_ref()
                .filter(|_| outcome(&run) != Outcome::Unchanged),
            changes(&run.modified, &made),
        );
        let planned = (
            entry.outcome,
            entry.error.as_ref(),
            changes(&entry.changes, &made),
        );
        let real = |error: &ErrorInfo| {
            let mut text = format!("{error:?}");
            for (source, id) in &made {
                text = text.replace(&format!("new:{source}"), id);
            }
            text
        };
        assert_eq!(planned.0, done.0, "{entry:#?}\n{run:#?}");
        assert_eq!(
            planned.1.map(real),
            done.1.map(real),
            "{entry:#?}\n{run:#?}"
        );
        assert_eq!(planned.2, done.2, "{entry:#?}\n{run:#?}");
    }
    let again = world.plan(now);
    for (entry, _) in again {
        let idle = matches!(
            entry.outcome,
            Outcome::Unchanged | Outcome::Skip | Outcome::Fail
        );
        assert!(idle && !entry.linked, "{entry:#?}\nafter {plan:#?}");
    }
}

/// Takes some accounts out of the target behind everybody's back.
fn remove(world: &World<'_>, vanished: &[usize]) {
    let mut ids = Vec::new();
    let mut base = world.base();
    let _ = base.target.each("Account", &mut |found| {
        ids.push(found.id);
        std::ops::ControlFlow::Continue(())
    });
    let path: &Path = &world.folder.directory();
    let mut target = EmbeddedDirectory::open(path, world.shape.clone(), || 1).unwrap();
    for at in vanished {
        let Some(id) = ids.get(*at) else { continue };
        let gone = Change {
            deed: Deed::Delete,
            object: "Account".into(),
            id: Some(id.clone()),
            attributes: Vec::new(),
            references: Vec::new(),
            members: Membership::default(),
        };
        target.export(&gone).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn the_plan_of_a_user_is_what_is_then_done(
        job in job(),
        before in prop::collection::vec(population(), 0..3),
        now in population(),
        vanished in prop::collection::btree_set(0..6_usize, 0..2),
        seed: u64,
    ) {
        let vanished: Vec<usize> = vanished.into_iter().collect();
        holds(&job, &before, &now, &vanished, seed);
    }
}

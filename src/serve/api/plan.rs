//! `/api/plan`: what provisioning everybody would do, or another version of the mapping, with progress.

use super::asked::{Members, refused};
use super::compare::schema;
use super::lines::{Lines, answered};
use crate::assist::standard;
use crate::connectors::population::versions::{self, Heard};
use crate::connectors::population::{matching, target, unique};
use crate::connectors::world;
use crate::pipeline::{Pipeline, Unfit};
use crate::plan::{Basis, NotEvaluated, Tally, TallyOptions, Versions};
use crate::report;
use crate::schema::Schema;
use crate::serve::desk::Desk;
use crate::serve::{Fault, Loaded};
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value as Json, json};
use std::sync::Arc;

/// How many samples of each kind are shown at most.
const MOST_SAMPLES: u32 = 100;

/// After how many users progress is told.
const STEP: usize = 500;

/// Records that cannot be read and are told one by one; the others are counted.
const TOLD: usize = 20;

/// What the versions are called that are compared.
pub const OTHER: &str = "the other version";
pub const OWN: &str = "the job's schema";

/// Answers `/api/plan`.
pub async fn post(State(desk): State<Arc<Desk>>, body: Bytes) -> Result<Response, Fault> {
    let mut body = Members::read(&body, &["samples", "against"])?;
    let samples = body.number("samples")?.unwrap_or(5);
    if samples > MOST_SAMPLES {
        return Err(refused(format!("`samples` must be at most {MOST_SAMPLES}")));
    }
    let samples = samples as usize;
    let old = match body.text("against")? {
        Some(text) => Some(schema(&text)?),
        None => None,
    };
    let loaded = desk.loaded()?;
    loaded.pipeline()?;
    let turn = desk.plans().enter().await?;
    Ok(answered(turn, move |lines| match &old {
        None => {
            // It holds target and links as they are until its end, which keeps whoever writes waiting.
            let _still = desk.applying();
            whole(&loaded, samples, lines)
        }
        Some(old) => against(&loaded, old, samples, lines),
    }))
}

/// What provisioning everybody would do to the target.
fn whole(loaded: &Loaded, samples: usize, lines: &Lines) -> Result<Json, Fault> {
    let job = &loaded.job;
    let pipeline = loaded.pipeline()?;
    let mut tally = Tally::new(TallyOptions {
        samples,
        matching: matching(&pipeline),
        unique: unique(job, &pipeline),
    });
    let mut progress = Progress::new(lines);
    let wanted = target::Wanted {
        job,
        pipeline: &pipeline,
        source: &job.source,
        whole: true,
        snapshot: None,
        threads: threads(),
        now: world::now(),
        seed: world::seed(),
        halts: &|| lines.is_closed(),
    };
    let left = target::run(&wanted, &mut |subject, settled| {
        progress.advance(1);
        if let Some(entry) = &settled.entry {
            tally.add(entry, settled.earlier, &settled.notes);
            if settled.earlier.is_none() && subject.is_gone() {
                tally.departed();
            }
        }
    })?;
    let basis = Basis::Target {
        source: job.spec.source_name.clone(),
        target: job.spec.target_name.clone(),
        snapshot: None,
    };
    Ok(written(tally, (basis, left), &pipeline))
}

/// How the results of two versions of the mapping differ.
fn against(loaded: &Loaded, old: &Schema, samples: usize, lines: &Lines) -> Result<Json, Fault> {
    let job = &loaded.job;
    let pipeline = loaded.pipeline()?;
    let before = Pipeline::build(standard(), old, &job.spec);
    let (before, _) = before.map_err(|unfit| no_pipeline(&unfit))?;
    let object = &pipeline.users.mapping.source_object.value;
    let other = &before.users.mapping.source_object.value;
    if object != other {
        return Err(refused(format!(
            "the versions cannot be compared: one maps objects `{other}`, the job's schema `{object}`"
        )));
    }
    let shape = job.source.shapes.iter().find(|shape| shape.name == *object);
    let anchor = shape.map_or("objectId", |shape| &shape.anchor);
    let versions = Versions::new(&before, &pipeline, anchor, &unique(job, &pipeline));
    let mut tally = Tally::new(TallyOptions {
        samples,
        matching: versions.matching(),
        unique: versions.unique(),
    });
    for warning in versions.warnings(OTHER, OWN) {
        tally.warn(warning);
    }
    let mut progress = Progress::new(lines);
    let mut number = 0;
    let mut bad: Vec<NotEvaluated> = Vec::new();
    let crowd = versions::Wanted {
        versions: &versions,
        source: &job.source,
        threads: threads(),
        now: world::now(),
        seed: world::seed(),
    };
    versions::compare(&crowd, &mut |heard| match heard {
        Heard::Passed(_, users) => progress.advance(users),
        Heard::User(mut compared) => {
            number += 1;
            compared.entry.number = number;
            let notes = compared.notes.iter();
            let notes: Vec<String> = notes.map(|note| note.id.to_owned()).collect();
            tally.add(&compared.entry, None, &notes);
            for (target, value) in &compared.kept {
                tally.keeps(target, value, &compared.entry);
            }
        }
        Heard::Unread(line, why) => unread(&mut bad, line, why),
    })?;
    bad.extend(versions.not_evaluated());
    let basis = Basis::Versions {
        old: OTHER.to_owned(),
        new: OWN.to_owned(),
    };
    Ok(written(tally, (basis, bad), &pipeline))
}

/// Tells of a record that cannot be read, as long as there are few.
fn unread(told: &mut Vec<NotEvaluated>, line: usize, why: String) {
    let one = |what: String, why: String| NotEvaluated {
        what,
        count: Some(1),
        why,
    };
    if told.len() < TOLD {
        told.push(one(format!("line {line} of the source"), why));
    } else if let Some(rest) = told.get_mut(TOLD) {
        rest.count = rest.count.map(|count| count + 1);
    } else {
        told.push(one(
            "other lines of the source".to_owned(),
            "they cannot be read either".to_owned(),
        ));
    }
}

fn no_pipeline(unfit: &Unfit) -> Fault {
    let (message, help) = match unfit {
        Unfit::Job { message, help, .. } | Unfit::Schema { message, help, .. } => {
            (message.clone(), help.clone())
        }
        Unfit::Mapping(problems) => {
            let error = problems
                .iter()
                .find(|found| found.severity == crate::diag::Severity::Error);
            let said = error.map_or_else(String::new, |found| found.message.clone());
            (format!("its object mappings have errors: {said}"), None)
        }
    };
    let fault = refused(format!("the other version does not fit the job: {message}"));
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn written(
    tally: Tally,
    (basis, left): (Basis, Vec<NotEvaluated>),
    pipeline: &Pipeline<'_>,
) -> Json {
    let mapping = pipeline.users.mapping.title();
    let plan = tally.finish(basis, mapping, left, &pipeline.spec.thresholds);
    json!({"plan": report::plan::json(&plan)})
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// How far a plan is.
struct Progress<'l> {
    lines: &'l Lines,
    done: usize,
    told: usize,
}

impl<'l> Progress<'l> {
    fn new(lines: &'l Lines) -> Self {
        Self {
            lines,
            done: 0,
            told: 0,
        }
    }

    fn advance(&mut self, users: usize) {
        self.done += users;
        if self.done - self.told >= STEP {
            self.told = self.done;
            self.lines
                .add(&json!({"progress": {"done": self.done, "total": null}}));
        }
    }
}

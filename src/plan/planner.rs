//! The plan in order: each user after the users before it, then what waited for others.

use super::model::{Entry, Outcome};
use super::rehearser::{Base, Rehearsed, Rehearser, to_come};
use super::state::State;
use crate::pipeline::{Action, After, ErrorInfo, Link, Rehearsal, Status, Subject};
use std::collections::HashMap;

/// Makes a plan user by user. Users may be rehearsed in any order and by several threads; they are settled
/// in the order of the source, and rehearsed again where an earlier user's change matters to them.
///
/// ```
/// use attrflow::{assist::standard, connectors::{files::FileSource, job::Job}, pipeline::*, plan::*};
/// use attrflow::connectors::store::{EmbeddedReader, LinkReader, Shape};
/// let job = Job::read("examples/contoso/job.toml".as_ref()).unwrap().job.unwrap();
/// let (pipeline, _) = Pipeline::build(standard(), &job.schema, &job.spec).unwrap();
/// let mut source = FileSource::open(&job.source).unwrap();
/// // Neither directory nor links are there yet.
/// let shape = Shape::of_target(&job.schema, pipeline.rule);
/// let target = EmbeddedReader::open("nowhere/target.db".as_ref(), shape).unwrap();
/// let links = LinkReader::open("nowhere/links.db".as_ref()).unwrap();
/// let mut base = Base { target: Box::new(target), links: Box::new(links) };
///
/// let names = Names::read(&mut source, "User").unwrap();
/// let constraints = base.target.constraints();
/// let rehearser = Rehearser::new(&pipeline, &names, source.namer(), constraints, (Default::default(), 0));
/// let mut planner = Planner::new(&rehearser);
/// let mut tally = Tally::new(TallyOptions::default());
/// planner.everybody(&mut source, &mut base, &mut |_, settled| {
///     if let Some(entry) = &settled.entry {
///         tally.add(entry, settled.earlier, &settled.notes);
///     }
/// }).unwrap();
/// assert_eq!(tally.counts().outcomes[&Outcome::Create], 5);
/// ```
pub struct Planner<'r, 'p> {
    rehearser: &'r Rehearser<'p>,
    state: State,
    number: u64,
    pass: u32,
    /// Source anchors of those who wait for others, with what became of them so far.
    waiting: HashMap<String, Outcome>,
    /// Whether this pass did anything.
    moved: bool,
    again: u64,
}

/// What settling a user gave.
pub struct Settled {
    /// Its part of the plan; `None` where a later pass changes nothing.
    pub entry: Option<Entry>,
    /// What became of the same user in an earlier pass.
    pub earlier: Option<Outcome>,
    /// Cases reached about which nothing is known, by their ids in the ledger.
    pub notes: Vec<String>,
    /// Whether its stored link is taken away or made without a change of the target.
    pub relinks: bool,
}

impl Settled {
    /// Whether applying the plan has anything to do for this user: what fails is tried as well.
    pub fn acts(&self) -> bool {
        let outcome = self.entry.as_ref().map(|entry| entry.outcome);
        self.relinks
            || outcome.is_some_and(|one| !matches!(one, Outcome::Unchanged | Outcome::Skip))
    }
}

impl<'r, 'p> Planner<'r, 'p> {
    /// A plan of nobody yet.
    pub fn new(rehearser: &'r Rehearser<'p>) -> Self {
        Self {
            rehearser,
            state: State::default(),
            number: 0,
            pass: 1,
            waiting: HashMap::new(),
            moved: false,
            again: 0,
        }
    }

    /// Makes a user part of the plan.
    pub fn settle(&mut self, subject: &Subject, rehearsed: Rehearsed, base: &mut Base) -> Settled {
        let rehearsed = match rehearsed.is_stale(&self.state) {
            true => {
                self.again += 1;
                self.rehearser.over(subject, base, &self.state)
            }
            false => rehearsed,
        };
        let mut rehearsal = rehearsed.rehearsal;
        anchored(&mut rehearsal);
        let constraints = self.rehearser.constraints();
        self.state.settle(&rehearsal, constraints);
        let source = subject.source();
        let earlier = self.waiting.get(source).copied();
        let error = rehearsal.error.as_ref();
        let outcome = Outcome::of(rehearsal.status, rehearsal.action, error);
        let acts = rehearsal.after.is_some() || relinks(&rehearsal);
        self.moved |= acts;
        let told = earlier.is_none() || acts;
        match (rehearsal.waits, told) {
            // What is not told has not happened.
            (true, false) => {}
            (true, true) => {
                self.waiting
                    .insert(source.to_owned(), outcome.after(earlier));
            }
            (false, _) => {
                self.waiting.remove(source);
            }
        }
        let relinks = relinks(&rehearsal) && rehearsal.after.is_none();
        let notes = std::mem::take(&mut rehearsal.notes);
        Settled {
            entry: told.then(|| self.entry(rehearsal, outcome)),
            earlier,
            notes,
            relinks,
        }
    }

    /// Makes a user part of the plan who was not rehearsed before.
    pub fn add(&mut self, subject: &Subject, base: &mut Base) -> Settled {
        let rehearsed = self.rehearser.over(subject, base, &self.state);
        self.settle(subject, rehearsed, base)
    }

    /// The name of the source objects that are planned.
    pub fn source_object(&self) -> &'p str {
        &self.rehearser.pipeline().users.mapping.source_object.value
    }

    /// Whether the population has an object with this anchor.
    pub(super) fn knows(&self, source: &str) -> bool {
        self.rehearser.names().has(source)
    }

    /// Whether this user waits for others.
    pub fn waits(&self, source: &str) -> bool {
        self.waiting.contains_key(source)
    }

    /// How many users wait for others.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many rehearsals had to be repeated because of earlier users.
    pub fn repeated(&self) -> u64 {
        self.again
    }

    /// Begins another pass over those who wait, if there is any use: somebody waits, and the last pass
    /// changed something.
    pub fn next_pass(&mut self) -> bool {
        if self.waiting.is_empty() || !self.moved {
            return false;
        }
        self.moved = false;
        self.pass += 1;
        true
    }

    fn entry(&mut self, rehearsal: Rehearsal, outcome: Outcome) -> Entry {
        self.number += 1;
        let target = rehearsal.target.id;
        let made = rehearsal.linked.is_none() && rehearsal.link.is_some();
        Entry {
            number: self.number,
            pass: self.pass,
            key: rehearsal.reportable,
            source: rehearsal.source.id,
            target: (!target.is_empty() && outcome != Outcome::Create).then_some(target),
            in_scope: rehearsal.in_scope,
            outcome,
            linked: made && outcome != Outcome::Create,
            error: rehearsal.error.filter(|_| outcome != Outcome::Unchanged),
            changes: rehearsal.modified,
        }
    }
}

/// Gives a planned account its anchor.
fn anchored(rehearsal: &mut Rehearsal) {
    let Some(After::New(object)) = &mut rehearsal.after else {
        return;
    };
    let id = to_come(&rehearsal.source.id);
    object.id.clone_from(&id);
    rehearsal.target.id.clone_from(&id);
    if let Some(link) = &mut rehearsal.link {
        link.target = id;
    }
}

fn relinks(rehearsal: &Rehearsal) -> bool {
    let place = |link: &Link| (link.target.clone(), link.state);
    rehearsal.linked.as_ref().map(place) != rehearsal.link.as_ref().map(place)
}

impl Outcome {
    /// The outcome of a run.
    ///
    /// ```
    /// use attrflow::{pipeline::{Action, Status}, plan::Outcome};
    /// assert_eq!(Outcome::of(Status::Warning, Action::Create, None), Outcome::Create);
    /// ```
    pub fn of(status: Status, action: Action, error: Option<&ErrorInfo>) -> Self {
        let redundant = |error: &ErrorInfo| error.code == "RedundantExport";
        match (status, action) {
            (Status::Failure, _) => Self::Fail,
            (Status::Skipped, _) if error.is_some_and(redundant) => Self::Unchanged,
            (Status::Skipped, _) => Self::Skip,
            (_, Action::Create) => Self::Create,
            (_, Action::Update) => Self::Update,
            (_, Action::Disable) => Self::Disable,
            (_, Action::Delete) => Self::Delete,
            (_, Action::Other) => Self::Unchanged,
        }
    }
}

//! Entries, one by one, into a plan: what is counted, and which of them are kept to be shown.

mod attribute;
mod collisions;
mod consequences;
mod reasons;
mod thresholds;

use super::model::{Basis, Counts, Entry, NotEvaluated, Noted, Outcome, Plan, Sample};
use crate::pipeline::Thresholds;
use attribute::Attributes;
use collisions::Collisions;
use consequences::Consequences;
use reasons::ReasonCount;
use std::collections::{BTreeMap, HashMap};

/// What is kept of the entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TallyOptions {
    /// How many entries of each outcome, and consequences of each kind, are kept.
    pub samples: usize,
    /// The target attributes by which users are matched.
    pub matching: Vec<String>,
    /// The target attributes whose values no two accounts share.
    pub unique: Vec<String>,
}

/// Consequences of each kind that are told however few samples are asked for.
const FEWEST: usize = 3;

/// What is said where the source has nobody, but links say that there were users.
const EMPTY_SOURCE: &str =
    "the source has no users, so that everybody who has a stored link counts as deleted there";

/// A plan in the making. Memory does not grow with users that nothing happens to; it grows by some
/// 100 bytes for each value of a unique attribute that is written, and for each user who fails.
pub struct Tally {
    options: TallyOptions,
    counts: Counts,
    skipped: ReasonCount,
    failed: ReasonCount,
    /// Those who failed, and may yet succeed in a later pass: reason and number of the entry.
    failing: HashMap<String, (String, u64)>,
    attributes: Attributes,
    consequences: Consequences,
    collisions: Collisions,
    samples: BTreeMap<Outcome, Vec<Entry>>,
    notes: BTreeMap<String, u64>,
    warnings: Vec<String>,
}

impl Tally {
    /// Of nobody yet.
    pub fn new(options: TallyOptions) -> Self {
        Self {
            counts: Counts::default(),
            skipped: ReasonCount::default(),
            failed: ReasonCount::default(),
            failing: HashMap::new(),
            attributes: Attributes::default(),
            consequences: Consequences::new(options.samples.max(FEWEST)),
            collisions: Collisions::new(options.samples.max(FEWEST)),
            samples: BTreeMap::new(),
            notes: BTreeMap::new(),
            warnings: Vec::new(),
            options,
        }
    }

    /// Counts an entry. `earlier` is what became of the same user in earlier passes.
    ///
    /// ```
    /// use attrflow::plan::{Entry, Outcome, Tally, TallyOptions};
    /// # let entry = Entry { number: 1, pass: 1, key: "ada".into(), source: "1".into(), target: None,
    /// #     in_scope: Some(true), outcome: Outcome::Create, linked: false, error: None, changes: vec![] };
    /// let mut tally = Tally::new(TallyOptions::default());
    /// tally.add(&entry, None, &[]);
    /// assert_eq!(tally.counts().outcomes[&Outcome::Create], 1);
    /// ```
    pub fn add(&mut self, entry: &Entry, earlier: Option<Outcome>, notes: &[String]) {
        let joined = entry.outcome.after(earlier);
        match earlier {
            None => {
                self.counts.users += 1;
                self.counts.in_scope += u64::from(entry.in_scope == Some(true));
                for note in notes {
                    *self.notes.entry(note.clone()).or_default() += 1;
                }
            }
            Some(earlier) => {
                self.counts.later_passes += 1;
                if let Some(count) = self.counts.outcomes.get_mut(&earlier) {
                    *count = count.saturating_sub(1);
                }
            }
        }
        *self.counts.outcomes.entry(joined).or_default() += 1;
        self.counts.linked += u64::from(entry.linked);
        self.reason(entry, earlier, joined);
        if entry.outcome != Outcome::Fail {
            for change in &entry.changes {
                self.attributes.add(entry, change);
            }
        }
        self.consequences.add(entry, &self.options.matching);
        if !entry.changes.is_empty() {
            self.collisions.add(entry, &self.options.unique);
        }
        if joined == entry.outcome {
            self.sample(entry);
        }
    }

    /// Says that a user keeps a value of a unique attribute, for plans in which no target refuses a second one.
    pub fn keeps(&mut self, target: &str, value: &str, entry: &Entry) {
        self.collisions.keeps(target, value, entry);
    }

    /// Says that a user who was added is gone from the source.
    pub fn departed(&mut self) {
        self.counts.departed += 1;
    }

    /// Says what makes the plan as a whole doubtful, in words that go on after "warning: ".
    pub fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }

    /// Users by what becomes of them, so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The plan. Thresholds are those of the job.
    pub fn finish(
        mut self,
        basis: Basis,
        mapping: String,
        not_evaluated: Vec<NotEvaluated>,
        limits: &Thresholds,
    ) -> Plan {
        self.counts.outcomes.retain(|_, users| *users > 0);
        self.counts.skipped = self.skipped.finish();
        self.counts.failed = self.failed.finish();
        let exceeded = thresholds::exceeded(&self.counts, limits);
        let samples = self.samples.into_iter();
        let notes = self.notes.into_iter();
        let (collisions, more_collisions) = self.collisions.finish();
        let (consequences, consequence_totals) = self.consequences.finish();
        let nobody_left = self.counts.departed > 0 && self.counts.departed == self.counts.users;
        if nobody_left {
            self.warnings.push(EMPTY_SOURCE.to_owned());
        }
        Plan {
            basis,
            mapping,
            exceeded,
            counts: self.counts,
            not_evaluated,
            attributes: self.attributes.finish(&self.options.matching),
            warnings: self.warnings,
            consequences,
            consequence_totals,
            collisions,
            more_collisions,
            samples: samples
                .filter(|(_, entries)| !entries.is_empty())
                .map(|(outcome, entries)| Sample { outcome, entries })
                .collect(),
            notes: notes.map(|(id, users)| Noted { id, users }).collect(),
        }
    }

    /// Each user has the reason of the last pass; a failure that is made good is told nowhere.
    fn reason(&mut self, entry: &Entry, earlier: Option<Outcome>, joined: Outcome) {
        // Another object with the same anchor makes nothing good.
        let before = earlier.and_then(|_| self.failing.remove(&entry.source));
        if let Some((code, number)) = before {
            self.failed.take_back(&code);
            self.consequences.take_back(&code, number);
            self.collisions.take_back(&entry.source);
            for entries in self.samples.values_mut() {
                entries.retain(|one| one.number != number);
            }
        }
        let Some(error) = &entry.error else { return };
        match joined {
            Outcome::Skip => self.skipped.add(error),
            Outcome::Fail => {
                self.failed.add(error);
                let failure = (error.code.clone(), entry.number);
                self.failing.insert(entry.source.clone(), failure);
            }
            _ => {}
        }
    }

    fn sample(&mut self, entry: &Entry) {
        if entry.outcome == Outcome::Unchanged {
            return;
        }
        let samples = self.samples.entry(entry.outcome).or_default();
        if samples.len() < self.options.samples {
            samples.push(entry.clone());
        }
    }
}

impl Outcome {
    /// What became of a user in all passes: a later success makes an earlier failure good, and otherwise the
    /// gravest outcome counts.
    ///
    /// ```
    /// use attrflow::plan::Outcome;
    /// assert_eq!(Outcome::Update.after(Some(Outcome::Create)), Outcome::Create);
    /// assert_eq!(Outcome::Create.after(Some(Outcome::Fail)), Outcome::Create);
    /// ```
    #[must_use]
    pub fn after(self, earlier: Option<Self>) -> Self {
        match earlier {
            None | Some(Self::Fail) => self,
            Some(earlier) => self.min(earlier),
        }
    }
}

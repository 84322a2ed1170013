//! How the results of two versions of a mapping differ, user by user: for [`Basis::Versions`](super::Basis).
//!
//! No target is asked, so a version's result is what would flow into an account that has nothing yet: null, the
//! empty text and a skipped attribute are all nothing, and the default value stands in for null.

mod pairs;
mod side;

use super::model::{Entry, NotEvaluated, Outcome};
use crate::check::{Mapping, Slots};
use crate::dotnet::date::Ticks;
use crate::library::{Fidelity, FixedHost, Host};
use crate::pipeline::{ErrorInfo, Flowed, Measure, Offline, Pipeline, SourceObject};
use crate::value::{Value, text};
use bumpalo::Bump;
use pairs::Pair;
use side::Side;
use std::sync::Arc;

/// Two versions of a job's mapping of users.
pub struct Versions<'p> {
    old: Offline<'p>,
    new: Offline<'p>,
    /// What both read.
    reads: Mapping,
    pairs: Vec<Pair<'p>>,
}

/// What the comparison of one user gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// Its part of the plan; the number is for whoever knows the order.
    pub entry: Entry,
    /// Values of unique attributes that the user keeps, with the target attribute.
    pub kept: Vec<(Arc<str>, String)>,
    /// The cases that the new version reached about which nothing is known.
    pub notes: Vec<&'static Fidelity>,
}

/// What is said of a version in which so many expressions have a text that disagrees with their parse tree.
///
/// ```
/// let said = attrflow::plan::disagreement("live.json", 2).unwrap();
/// assert!(said.starts_with("in live.json, text and parse tree of 2 expressions disagree; "));
/// assert_eq!(attrflow::plan::disagreement("live.json", 0), None);
/// ```
pub fn disagreement(name: &str, count: usize) -> Option<String> {
    let expressions = match count {
        0 => return None,
        1 => "1 expression".to_owned(),
        count => format!("{count} expressions"),
    };
    Some(format!(
        "in {name}, text and parse tree of {expressions} disagree; the trees are compared, so that an edit of the \
         text alone changes nothing (`attrflow check` shows them)"
    ))
}

impl<'p> Versions<'p> {
    /// The same job with the schema in force and with the one that is to be deployed. `anchor` is the source
    /// attribute that identifies users, `unique` the target attributes whose values no two accounts share.
    pub fn new(
        old: &'p Pipeline<'p>,
        new: &'p Pipeline<'p>,
        anchor: &str,
        unique: &[String],
    ) -> Self {
        let mut slots = Slots::new();
        let new = Offline::new(new, anchor, &mut slots);
        let old = Offline::new(old, anchor, &mut slots);
        let pairs = pairs::pairs(&old, &new, unique);
        Self {
            old,
            new,
            reads: Mapping {
                title: String::new(),
                slots,
                flows: Vec::new(),
                scope: None,
            },
            pairs,
        }
    }

    /// What a row must hold: the slots of this mapping, which has no flows.
    pub fn reads(&self) -> &Mapping {
        &self.reads
    }

    /// Whether a record of a file can be compared as it stands; otherwise it must be made a source object,
    /// and its row with [`Self::row`].
    pub fn is_plain(&self, row: &[Value<'_>]) -> bool {
        self.new.is_plain(row)
    }

    /// The row of a user that the source gave.
    pub fn row<'v>(&self, found: SourceObject, arena: &'v Bump) -> &'v [Value<'v>] {
        self.new.row(&self.reads.slots, found, arena)
    }

    /// The world of both versions: one instant, the job's parameters, and nobody's values taken.
    pub fn host(&self, now: Ticks, seed: u64) -> FixedHost {
        let spec = self.new.pipeline().spec;
        let mut host = FixedHost::new(now, seed);
        host.parameters.clone_from(&spec.parameters);
        host.default_domain.clone_from(&spec.default_domain);
        host
    }

    /// The name of the source objects that are compared.
    pub fn source_object(&self) -> &'p str {
        &self.new.pipeline().users.mapping.source_object.value
    }

    /// What is not compared, or not as it will be.
    pub fn not_evaluated(&self) -> Vec<NotEvaluated> {
        pairs::not_evaluated(&self.pairs, &self.old, &self.new)
    }

    /// What makes the comparison doubtful as a whole: expressions whose text was edited, but not their tree.
    pub fn warnings(&self, old: &str, new: &str) -> Vec<String> {
        let sides = [(old, &self.old), (new, &self.new)].into_iter();
        let told = sides.filter_map(|(name, side)| disagreement(name, side.pipeline().disagreeing));
        told.collect()
    }

    /// The target attributes by which one of the versions matches users.
    pub fn matching(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for side in [&self.new, &self.old] {
            let flows = &side.pipeline().users.program.flows;
            for flow in flows.iter().filter(|flow| flow.matching > 0) {
                if !names.contains(&flow.target) {
                    names.push(flow.target.clone());
                }
            }
        }
        names
    }

    /// The target attributes whose values no two users may share, as far as that can be told.
    pub fn unique(&self) -> Vec<String> {
        let names = self.pairs.iter().filter_map(|pair| pair.unique.as_deref());
        names.map(str::to_owned).collect()
    }

    /// Compares what both versions make of a user.
    pub fn compare<'v>(
        &'v self,
        row: &'v [Value<'v>],
        host: &'v dyn Host,
        arena: &'v Bump,
    ) -> Compared {
        let mut new = Side::of(&self.new, row, host, arena);
        let mut old = Side::of(&self.old, row, host, arena);
        let said = |value| text(value, arena).unwrap_or_default().to_owned();
        let mut entry = Entry {
            number: 0,
            pass: 1,
            key: said(self.new.called(row)),
            source: said(self.new.anchor(row)),
            target: None,
            in_scope: Some(new.is_in()),
            outcome: Outcome::Skip,
            linked: false,
            error: None,
            changes: Vec::new(),
        };
        let mut kept = Vec::new();
        match (old.is_in(), new.is_in()) {
            (false, false) => entry.error = Some(Offline::why_briefly(new.standing)),
            (true, false) => {
                entry.outcome = Outcome::LeaveScope;
                entry.error = Some(new.why());
            }
            (_, true) => kept = self.flow(&mut old, &mut new, &mut entry, arena),
        }
        Compared {
            entry,
            kept,
            notes: std::mem::take(&mut new.run.notes),
        }
    }

    /// What flows for a user who is in scope of the new version.
    fn flow<'v>(
        &'v self,
        old: &mut Side<'v>,
        new: &mut Side<'v>,
        entry: &mut Entry,
        arena: &'v Bump,
    ) -> Vec<(Arc<str>, String)> {
        let mut kept = Vec::new();
        let mut failed: Option<ErrorInfo> = None;
        let mut left_out: Option<ErrorInfo> = None;
        let mut was = Was::default();
        for pair in &self.pairs {
            let after = pair.new.map_or(Flowed::Nothing, |at| new.flow(at));
            let before = match pair.old {
                _ if !old.is_in() => Flowed::Nothing,
                None => Flowed::Nothing,
                Some(_) if pair.agrees => after.clone(),
                Some(at) => old.flow(at),
            };
            let measure = &pair.measure;
            let before = was.hear(before, measure);
            let after = match after {
                Flowed::Nothing => Value::Null,
                Flowed::Value(value) => match measure.refusal(value) {
                    None => value,
                    Some(error) => {
                        failed.get_or_insert(error);
                        continue;
                    }
                },
                Flowed::LeftOut(error) => {
                    left_out.get_or_insert(*error);
                    continue;
                }
                Flowed::Failed(error) => {
                    failed.get_or_insert(*error);
                    continue;
                }
            };
            let differs = match (before.is_null(), after.is_null()) {
                (true, true) => false,
                (false, false) => pair.compared && !measure.is_same(before, after),
                _ => true,
            };
            if differs {
                entry.changes.push(pair.modified(before, after));
            } else if let Some(target) = &pair.unique {
                each_text(after, arena, &mut |text| {
                    kept.push((Arc::clone(target), text.to_owned()));
                });
            }
        }
        if was.left_out && !was.failed && failed.is_none() && left_out.is_none() {
            old.leave();
            entry.changes.clear();
            return self.flow(old, new, entry, arena);
        }
        let told = was.told(old.is_in());
        let with_old = |error: ErrorInfo| ErrorInfo {
            reason: format!("{}; {told}", error.reason),
            ..error
        };
        match (failed, left_out) {
            (Some(error), _) => {
                entry.outcome = Outcome::Fail;
                entry.error = Some(with_old(error));
                entry.changes.clear();
            }
            (None, Some(error)) => {
                entry.outcome = Outcome::Skip;
                entry.error = Some(with_old(error));
                entry.changes.clear();
            }
            _ if !old.is_in() => entry.outcome = Outcome::EnterScope,
            _ if was.failed => {
                entry.outcome = Outcome::Update;
                entry.error = Some(ErrorInfo {
                    code: "OldVersionFailed".to_owned(),
                    reason: "the old version failed, the new one does not".to_owned(),
                    recommended: None,
                });
            }
            _ if entry.changes.is_empty() => entry.outcome = Outcome::Unchanged,
            _ => entry.outcome = Outcome::Update,
        }
        match entry.outcome {
            Outcome::Fail | Outcome::Skip => Vec::new(),
            _ => kept,
        }
    }
}

/// The text of a value, or of each of its items.
fn each_text<'v>(value: Value<'v>, arena: &'v Bump, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::List(items) => {
            for item in items {
                each_text(*item, arena, visit);
            }
        }
        value => text(value, arena).into_iter().for_each(visit),
    }
}

/// How the old version ended.
#[derive(Default)]
struct Was {
    failed: bool,
    left_out: bool,
}

impl Was {
    /// What flowed, nothing where the old version failed.
    fn hear<'v>(&mut self, flowed: Flowed<'v>, measure: &Measure<'_>) -> Value<'v> {
        match flowed {
            Flowed::Value(value) if measure.refusal(value).is_none() => return value,
            Flowed::Value(_) | Flowed::Failed(_) => self.failed = true,
            Flowed::LeftOut(_) => self.left_out = true,
            Flowed::Nothing => {}
        }
        Value::Null
    }

    fn told(&self, in_scope: bool) -> &'static str {
        match (in_scope, self.failed, self.left_out) {
            (false, _, _) => "the user was out of scope of the old version",
            (true, true, _) => "the old version failed as well",
            (true, false, true) => "the old version left the user out",
            (true, false, false) => "the old version did not fail",
        }
    }
}

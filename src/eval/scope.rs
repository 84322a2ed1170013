//! Whether an object is in scope, and which clause decided it.

use super::run::Run;
use crate::check::{ClauseProgram, FilterProgram, GroupProgram};
use crate::library::{Args, Fidelity, Shape, Stop, Sureness, ValueFrame};
use crate::value::{Value, to_json};
use serde_json::Value as Json;

/// A null source before a negative operator of an input filter.
pub static INPUT_NULL: Fidelity = Fidelity {
    id: "input-filter-null",
    doing: "in input filter groups, a null source passes the negative operators",
    known: "the documentation says false for null; with that, Microsoft's own default filters would exclude nearly everyone",
    sureness: Sureness::Inferred,
};

/// What a scoping filter says of one object, with what led to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// Whether the object is in scope.
    pub in_scope: bool,
    /// The groups of each part that has any, all evaluated.
    pub parts: Vec<PartResult>,
}

/// Which part of a filter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// `groups`: who fails is deprovisioned.
    Groups,
    /// `inputFilterGroups`: who fails is ignored.
    Input,
    /// `categoryFilterGroups`: who fails does not belong to the mapping.
    Category,
}

/// One part of a filter: it passes when one of its groups holds.
#[derive(Clone, PartialEq, Debug)]
pub struct PartResult {
    /// Which part.
    pub part: Part,
    /// Whether one of its groups holds.
    pub passes: bool,
    /// Its groups.
    pub groups: Vec<GroupResult>,
}

/// One group: it holds when all of its clauses do.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupResult {
    /// What people call it.
    pub name: Option<String>,
    /// Whether all of its clauses hold.
    pub holds: bool,
    /// Its clauses.
    pub clauses: Vec<ClauseResult>,
}

/// One clause.
#[derive(Clone, PartialEq, Debug)]
pub struct ClauseResult {
    /// The clause in its textual form.
    pub text: String,
    /// The attribute that it tests.
    pub attribute: String,
    /// The attribute's value, as JSON.
    pub value: Json,
    /// Whether it holds.
    pub holds: bool,
    /// Why its test failed to give an answer, which counts as false.
    pub fault: Option<String>,
}

impl<'v> Run<'v> {
    /// Whether an object is in scope: the short way, without reasons. A test that cannot be made counts
    /// as false.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check_filter}, eval::Run, library::FixedHost, syntax::parse_filter, value::Value};
    /// # let (text, mut slots) = ("department EQUALS \"Sales\"", Slots::new());
    /// # let tree = parse_filter(text).unwrap();
    /// # let filter = check_filter(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let mut run = Run::new(&arena, &host);
    /// assert_eq!(run.in_scope(&filter, &[Value::Text("Sales")]), Ok(true));
    /// assert_eq!(run.in_scope(&filter, &[Value::Text("sales")]), Ok(false));
    /// ```
    ///
    /// # Errors
    /// A clause could not be tested, such as a pattern that backtracks without end.
    pub fn in_scope(
        &mut self,
        filter: &'v FilterProgram,
        row: &'v [Value<'v>],
    ) -> Result<bool, Stop> {
        let parts = [
            (&filter.category_groups, Part::Category),
            (&filter.input_groups, Part::Input),
            (&filter.groups, Part::Groups),
        ];
        for (groups, part) in parts {
            let mut passes = groups.is_empty();
            for group in groups {
                if self.group_holds(group, part, row)? {
                    passes = true;
                    break;
                }
            }
            if !passes {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether all clauses hold, as if they were tested in order until one does not. Those that take long are
    /// tested last, unless that would show: where another one failed or left a note.
    fn group_holds(
        &mut self,
        group: &'v GroupProgram,
        part: Part,
        row: &'v [Value<'v>],
    ) -> Result<bool, Stop> {
        let notes = self.notes.len();
        let quick = self.all_hold(group, part, row, |clause| !can_wait(clause, row));
        let shows = quick.is_err() || self.notes.len() != notes;
        if shows && group.clauses.iter().any(|clause| can_wait(clause, row)) {
            self.notes.truncate(notes);
            return self.all_hold(group, part, row, |_| true);
        }
        Ok(quick? && self.all_hold(group, part, row, |clause| can_wait(clause, row))?)
    }

    /// Whether all clauses of a kind hold: tests them in order until one does not.
    #[inline(always)]
    fn all_hold(
        &mut self,
        group: &'v GroupProgram,
        part: Part,
        row: &'v [Value<'v>],
        chosen: impl Fn(&ClauseProgram) -> bool,
    ) -> Result<bool, Stop> {
        for clause in &group.clauses {
            if chosen(clause) && !self.clause_holds(clause, part, row)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn clause_holds(
        &mut self,
        clause: &'v ClauseProgram,
        part: Part,
        row: &'v [Value<'v>],
    ) -> Result<bool, Stop> {
        let operator = clause.operator;
        let value = row.get(clause.slot as usize).copied().unwrap_or_default();
        if value.is_empty() && !operator.sees_null {
            let passes = part == Part::Input && operator.negative;
            if passes {
                self.note(&INPUT_NULL);
            }
            return Ok(passes);
        }
        let first = clause.values.first().map(|value| Value::Text(value));
        let pair = [Some(value), first];
        let all: Vec<Option<Value<'v>>>;
        let values: &[Option<Value<'v>>] =
            if operator.shape == Shape::Unary || clause.values.len() <= 1 {
                &pair
            } else {
                all = std::iter::once(Some(value))
                    .chain(clause.values.iter().map(|value| Some(Value::Text(value))))
                    .collect();
                &all
            };
        let mut frame = ValueFrame {
            values,
            prepared: clause.prepared.as_deref().map(|prepared| prepared as _),
            arena: self.arena,
            host: self.host,
            notes: Vec::new(),
        };
        let answer = (operator.test)(&mut Args::new(&mut frame))?;
        for note in frame.notes {
            self.note(note);
        }
        Ok(answer == Value::Bool(true))
    }

    /// Whether an object is in scope, with every clause's answer. A test that cannot be made counts as false,
    /// and its clause says why.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check_filter}, eval::Run, library::FixedHost, syntax::parse_filter, value::Value};
    /// # let (text, mut slots) = ("department EQUALS \"Sales\"", Slots::new());
    /// # let tree = parse_filter(text).unwrap();
    /// # let filter = check_filter(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let decision = Run::new(&arena, &host).decide(&filter, &[Value::Null]);
    /// assert!(!decision.in_scope && !decision.parts[0].groups[0].clauses[0].holds);
    /// ```
    pub fn decide(&mut self, filter: &'v FilterProgram, row: &'v [Value<'v>]) -> Decision {
        let parts = [
            (&filter.category_groups, Part::Category),
            (&filter.input_groups, Part::Input),
            (&filter.groups, Part::Groups),
        ];
        let parts: Vec<PartResult> = parts
            .into_iter()
            .filter(|(groups, _)| !groups.is_empty())
            .map(|(groups, part)| {
                let groups: Vec<GroupResult> = groups
                    .iter()
                    .map(|group| self.group_result(group, part, row))
                    .collect();
                PartResult {
                    part,
                    passes: groups.iter().any(|group| group.holds),
                    groups,
                }
            })
            .collect();
        Decision {
            in_scope: parts.iter().all(|part| part.passes),
            parts,
        }
    }

    fn group_result(
        &mut self,
        group: &'v GroupProgram,
        part: Part,
        row: &'v [Value<'v>],
    ) -> GroupResult {
        let clauses: Vec<ClauseResult> = group
            .clauses
            .iter()
            .map(|clause| {
                let answer = self.clause_holds(clause, part, row);
                ClauseResult {
                    text: clause.to_string(),
                    attribute: clause.attribute.clone(),
                    value: to_json(row.get(clause.slot as usize).copied().unwrap_or_default()),
                    holds: matches!(answer, Ok(true)),
                    fault: match answer {
                        Err(Stop::Fault(fault)) => Some(fault.message),
                        _ => None,
                    },
                }
            })
            .collect();
        GroupResult {
            name: group.name.clone(),
            holds: clauses.iter().all(|clause| clause.holds),
            clauses,
        }
    }

    fn note(&mut self, fidelity: &'static Fidelity) {
        if !self.notes.contains(&fidelity) {
            self.notes.push(fidelity);
        }
    }
}

impl Decision {
    /// The clause that decided against the object, with its group and its place in it, counted from 0: of the
    /// first part that fails, the first clause that does not hold, of the group with the fewest such clauses.
    /// `None` for an object in scope.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check_filter}, eval::Run, library::FixedHost, syntax::parse_filter, value::Value};
    /// # let (text, mut slots) = ("department EQUALS \"Sales\"", Slots::new());
    /// # let tree = parse_filter(text).unwrap();
    /// # let filter = check_filter(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let decision = Run::new(&arena, &host).decide(&filter, &[Value::Text("sales")]);
    /// let (_, at, clause) = decision.deciding().unwrap();
    /// assert_eq!((at, clause.text.as_str()), (0, "department EQUALS \"Sales\""));
    /// ```
    pub fn deciding(&self) -> Option<(&GroupResult, usize, &ClauseResult)> {
        let part = self.parts.iter().find(|part| !part.passes)?;
        let group = part
            .groups
            .iter()
            .min_by_key(|group| group.clauses.iter().filter(|clause| !clause.holds).count())?;
        let (at, clause) = group
            .clauses
            .iter()
            .enumerate()
            .find(|(_, clause)| !clause.holds)?;
        Some((group, at, clause))
    }

    /// The group that let the object pass `groups`, or the last part where the filter has no `groups`; `None`
    /// where no group holds, or there is no filter.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check_filter}, eval::Run, library::FixedHost, syntax::parse_filter, value::Value};
    /// # let (text, mut slots) = ("department EQUALS \"Sales\"", Slots::new());
    /// # let tree = parse_filter(text).unwrap();
    /// # let filter = check_filter(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let decision = Run::new(&arena, &host).decide(&filter, &[Value::Text("Sales")]);
    /// assert_eq!(decision.passed(), Some(&decision.parts[0].groups[0]));
    /// ```
    pub fn passed(&self) -> Option<&GroupResult> {
        let part = self
            .parts
            .iter()
            .find(|part| part.part == Part::Groups)
            .or(self.parts.last())?;
        part.groups.iter().find(|group| group.holds)
    }
}

/// Whether a clause takes long to test for this row, and neither fails nor leaves a note.
#[inline]
fn can_wait(clause: &ClauseProgram, row: &[Value<'_>]) -> bool {
    match (
        clause.operator.patient,
        &clause.prepared,
        row.get(clause.slot as usize),
    ) {
        (Some(patient), Some(prepared), Some(Value::Text(text))) if !text.is_empty() => {
            patient(prepared.as_ref(), text)
        }
        _ => false,
    }
}

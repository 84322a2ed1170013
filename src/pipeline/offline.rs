//! What a job's mapping makes of a user while no target is asked: whether the user is in scope, and which
//! values flow. Works on rows, so that whole populations are read without building a tree.

use super::build::Pipeline;
use super::decide::Standing;
use super::import::{self, CALLED, deleted_attribute, enabled_attribute};
use super::job::Assignments;
use super::port::SourceObject;
use super::run::ErrorInfo;
use super::{scope, variant, words};
use crate::check::{Flow, FlowSource, Slots};
use crate::eval::{Flowing, Run, fill};
use crate::library::JobKind;
use crate::schema::Mutability;
use crate::value::{Value, boolean};
use bumpalo::Bump;

/// A job's mapping of users, over rows that may hold other attributes besides.
pub struct Offline<'p> {
    pipeline: &'p Pipeline<'p>,
    /// Where the attributes of the mapping stand in a row.
    slots: Vec<u32>,
    /// Which of the mapping's own slots holds the computed `IsSoftDeleted`.
    computed: Option<u32>,
    anchor: u32,
    called: [u32; 4],
    original_name: u32,
    deleted: u32,
    deleted_when: u32,
    enabled: u32,
    assigned: Option<u32>,
    foreign_ids: u32,
    /// What tells that a user cannot be taken as it stands in a file.
    tells: Vec<u32>,
    /// Set where `accountDisabled` comes of `userAccountControl`.
    flags: Option<(u32, u32)>,
}

/// What comes of an attribute mapping while no target is there.
#[derive(Clone, PartialEq, Debug)]
pub enum Flowed<'v> {
    /// Nothing: null, the empty text, a skipped attribute, one that is read-only.
    Nothing,
    /// This value.
    Value(Value<'v>),
    /// The whole object is left out, for this reason.
    LeftOut(Box<ErrorInfo>),
    /// The evaluation failed.
    Failed(Box<ErrorInfo>),
}

impl<'p> Offline<'p> {
    /// The mapping of a job's users, which `anchor` identifies in the source. Names that it needs get a
    /// place in `shared`.
    pub fn new(pipeline: &'p Pipeline<'p>, anchor: &str, shared: &mut Slots) -> Self {
        let objects = &pipeline.users;
        let own = &objects.program.slots;
        let deleted = deleted_attribute(objects.source);
        let defined = |name: &str| {
            objects
                .source
                .is_some_and(|found| found.attribute(name).is_some())
        };
        let flags = defined("accountDisabled").then(|| {
            (
                shared.place("accountDisabled"),
                shared.place("userAccountControl"),
            )
        });
        Self {
            pipeline,
            slots: own.names().iter().map(|name| shared.place(name)).collect(),
            computed: own.find(deleted),
            anchor: shared.place(anchor),
            called: CALLED.map(|name| shared.place(name)),
            original_name: shared.place("originalUserPrincipalName"),
            deleted: shared.place(deleted),
            deleted_when: shared.place("deletedDateTime"),
            enabled: shared.place(enabled_attribute(objects.source)),
            assigned: match &pipeline.spec.assignments {
                Assignments::Attribute(name) => Some(shared.place(name)),
                Assignments::All | Assignments::Listed(_) => None,
            },
            foreign_ids: shared.place("alternativeSecurityIds"),
            tells: ["@odata.type", "object"]
                .map(|name| shared.place(name))
                .into(),
            flags,
        }
    }

    /// The job.
    pub fn pipeline(&self) -> &'p Pipeline<'p> {
        self.pipeline
    }

    /// Whether a record of a file is a user as it stands. Otherwise it must be made a [`SourceObject`] first:
    /// it has no anchor, or the names of Microsoft Graph, or says itself what it is, or is a guest.
    pub fn is_plain(&self, row: &[Value<'_>]) -> bool {
        let is_guest = |value: Value<'_>| match value {
            Value::Text(name) => {
                memchr::memchr(b'#', name.as_bytes()).is_some()
                    && name.to_ascii_uppercase().contains("#EXT#")
            }
            _ => false,
        };
        let flagged = self.flags.is_some_and(|(disabled, control)| {
            at(row, disabled).is_null() && !at(row, control).is_null()
        });
        let [name, ..] = self.called;
        !at(row, self.anchor).is_empty()
            && self.tells.iter().all(|place| at(row, *place).is_null())
            && !is_guest(at(row, name))
            && !flagged
    }

    /// The row of a user that the source gave.
    pub fn row<'v>(&self, shared: &Slots, found: SourceObject, arena: &'v Bump) -> &'v [Value<'v>] {
        let entry = import::of(self.pipeline.spec.kind, found);
        fill(shared, &entry.attributes, arena)
    }

    /// Its anchor in the source; null where it has none.
    pub fn anchor<'v>(&self, row: &[Value<'v>]) -> Value<'v> {
        at(row, self.anchor)
    }

    /// What people call the user.
    pub fn called<'v>(&self, row: &[Value<'v>]) -> Value<'v> {
        let mut names = self.called.iter().map(|place| at(row, *place));
        let name = names.find(|value| !value.is_empty());
        name.unwrap_or_else(|| self.anchor(row))
    }

    /// The row as the mapping's own programs read it.
    pub fn own<'v>(&self, row: &[Value<'v>], arena: &'v Bump) -> &'v [Value<'v>] {
        arena.alloc_slice_fill_iter(self.slots.iter().map(|place| at(row, *place)))
    }

    /// How the user stands. `own` is its row as [`Self::own`] gives it.
    pub fn standing<'v>(
        &'v self,
        row: &[Value<'v>],
        own: &'v [Value<'v>],
        run: &mut Run<'v>,
    ) -> Standing {
        let kind = self.pipeline.spec.kind;
        let truth = |place: u32| boolean(at(row, place));
        let deleted = truth(self.deleted) == Some(true) || !at(row, self.deleted_when).is_empty();
        if deleted {
            Standing::SoftDeleted
        } else if variant::is_assigned(kind) && !self.is_assigned(row) {
            Standing::Unassigned
        } else if variant::applies_filters(kind) && !self.passes(row, own, run) {
            Standing::Filtered
        } else if variant::from_entra(kind) && truth(self.enabled) == Some(false) {
            Standing::Inactive
        } else {
            Standing::Active
        }
    }

    fn is_assigned(&self, row: &[Value<'_>]) -> bool {
        match &self.pipeline.spec.assignments {
            Assignments::All => true,
            Assignments::Listed(listed) => {
                let [name, ..] = self.called;
                let own = [name, self.original_name, self.anchor].map(|place| at(row, place));
                listed.iter().any(|listed| {
                    own.iter().any(|own| match own {
                        Value::Text(own) => own.eq_ignore_ascii_case(listed),
                        Value::Int(own) => own.to_string() == *listed,
                        _ => false,
                    })
                })
            }
            Assignments::Attribute(_) => {
                let value = self.assigned.map_or(Value::Null, |place| at(row, place));
                match value {
                    Value::List(items) => !items.is_empty(),
                    value => boolean(value).unwrap_or(!value.is_empty()),
                }
            }
        }
    }

    fn passes<'v>(&'v self, row: &[Value<'v>], own: &'v [Value<'v>], run: &mut Run<'v>) -> bool {
        if self.pipeline.spec.kind == JobKind::CrossTenant {
            let external = match at(row, self.foreign_ids) {
                Value::Null => false,
                Value::Text(text) => !text.is_empty() && text != "None",
                Value::List(ids) => !ids.is_empty(),
                _ => true,
            };
            if external {
                return false;
            }
        }
        let Some(filter) = &self.pipeline.users.program.scope else {
            return true;
        };
        // A test that cannot be made counts as false, and may be one of several groups.
        run.in_scope(filter, own)
            .unwrap_or_else(|_| run.decide(filter, own).in_scope)
    }

    /// Why a user is out of scope: the clause that decided it where a filter did.
    pub fn why<'v>(
        &'v self,
        standing: Standing,
        own: &'v [Value<'v>],
        run: &mut Run<'v>,
    ) -> ErrorInfo {
        let filter = self.pipeline.users.program.scope.as_ref();
        let decision = filter.filter(|_| standing == Standing::Filtered);
        let decision = decision.map(|filter| run.decide(filter, own));
        let reason = decision.as_ref().and_then(scope::deciding);
        let brief = Self::why_briefly(standing);
        ErrorInfo {
            reason: reason.unwrap_or_else(|| brief.reason.clone()),
            ..brief
        }
    }

    /// The same without asking the filter again.
    pub fn why_briefly(standing: Standing) -> ErrorInfo {
        let reason = match standing {
            Standing::SoftDeleted | Standing::HardDeleted => "it is deleted in the source",
            Standing::Unassigned => "it is not assigned to the application",
            Standing::Filtered | Standing::Ignored => "it does not pass the scoping filters",
            Standing::Inactive => "it is not active in the source",
            Standing::Active => "it is in scope",
        };
        let code = match standing {
            Standing::Filtered | Standing::Ignored => "EntrySynchronizationSkipped",
            _ => "NotEffectivelyEntitled",
        };
        ErrorInfo {
            code: code.to_owned(),
            reason: reason.to_owned(),
            recommended: None,
        }
    }

    /// An own row of a user in scope, with what every such user has: it does not count as deleted.
    pub fn active<'v>(&self, own: &'v [Value<'v>], arena: &'v Bump) -> &'v [Value<'v>] {
        let Some(place) = self.computed else {
            return own;
        };
        let active = arena.alloc_slice_copy(own);
        if let Some(value) = active.get_mut(place as usize) {
            *value = Value::Bool(false);
        }
        active
    }

    /// What comes of an attribute mapping of a user in scope.
    pub fn flow<'v>(
        &'v self,
        flow: &'v Flow,
        own: &'v [Value<'v>],
        run: &mut Run<'v>,
    ) -> Flowed<'v> {
        let flowing = match &flow.source {
            FlowSource::Program { program, .. } => match run.value(program, own) {
                Ok(value) if !value.is_null() => Flowing::Value(value),
                Ok(_) => flow.flowing(Ok(Value::Null)),
                Err(stop) => flow.flowing(Err(stop)),
            },
            FlowSource::None => flow.flowing(Ok(Value::Null)),
            FlowSource::Broken => Flowing::Broken,
        };
        let failed = |code: &str, message: &str| {
            Flowed::Failed(Box::new(words::unevaluable(&flow.target, code, message)))
        };
        match flowing {
            Flowing::Value(value) if !value.is_empty() => Flowed::Value(value),
            Flowing::Default(default) if !default.is_empty() => Flowed::Value(default.into()),
            Flowing::Value(_) | Flowing::Default(_) | Flowing::Skip => Flowed::Nothing,
            Flowing::SkipObject => Flowed::LeftOut(Box::new(words::left_out(&flow.target))),
            Flowing::Fault(fault) => failed(fault.code.slug, &fault.message),
            Flowing::Broken => failed("broken-expression", "the expression has errors"),
        }
    }

    /// Whether values of this mapping ever reach the target.
    pub fn is_written(&self, flow: &Flow) -> bool {
        let definition = self.pipeline.users.target;
        let attribute = definition.and_then(|definition| definition.attribute(&flow.target));
        attribute.is_none_or(|attribute| attribute.mutability != Mutability::ReadOnly)
    }
}

fn at<'v>(row: &[Value<'v>], place: u32) -> Value<'v> {
    row.get(place as usize).copied().unwrap_or_default()
}

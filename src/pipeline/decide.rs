//! The decision table (`pipeline` 6): what becomes of an object, from where it stands.

use super::change::Deed;
use super::job::Actions;

/// Where an object stands in the source, the worst reason first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Standing {
    /// Deleted for good: the source does not have it any more.
    HardDeleted,
    /// Deleted, but restorable.
    SoftDeleted,
    /// It fails the filter of what is imported: it is left alone.
    Ignored,
    /// Not assigned.
    Unassigned,
    /// It fails the scoping filters.
    Filtered,
    /// Its account is disabled.
    Inactive,
    /// Active and in scope.
    Active,
}

/// What the target has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Found {
    /// No object.
    None,
    /// One object.
    One,
    /// Several objects match.
    Several,
    /// Nothing under the linked anchor.
    Gone,
}

/// What the stored link says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Bond {
    /// There is no link.
    Never,
    /// The object is managed.
    Managed,
    /// It left the scope and was disabled.
    Released,
}

/// What a decision depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Case {
    /// The source.
    pub standing: Standing,
    /// The target.
    pub found: Found,
    /// The link.
    pub bond: Bond,
    /// Which actions are on.
    pub actions: Actions,
    /// `SkipOutOfScopeDeletions`.
    pub skip_out_of_scope_deletions: bool,
}

/// What becomes of an object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Verdict {
    /// This is done; an update or disabling without differences is then a `RedundantExport`.
    Do(Deed),
    /// Nothing is done.
    Skip(Reason),
    /// Several objects of the target match: `DuplicateTargetEntries`.
    Duplicate,
    /// The linked object is gone: `InvalidAnchor`.
    Vanished,
}

/// Why nothing is done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Reason {
    /// The user is inactive, deleted or not assigned, and not managed: `NotEffectivelyEntitled`.
    NotEntitled,
    /// It is out of scope and not managed: `EntrySynchronizationSkipped`.
    OutOfScope,
    /// It fails the filter of what is imported.
    Ignored,
    /// `SkipOutOfScopeDeletions` is on.
    DeletionsSkipped,
    /// The target object action is off.
    ActionOff(Deed),
    /// It was deleted, and is not, or no longer, managed.
    NotManaged,
    /// It was deleted on both sides.
    AlreadyGone,
    /// Its account in the target is blocked already, and stays so.
    StaysBlocked,
}

impl Case {
    /// The verdict.
    ///
    /// ```
    /// use attrflow::pipeline::{Actions, Bond, Case, Deed, Found, Standing, Verdict};
    /// let case = Case { standing: Standing::Active, found: Found::None, bond: Bond::Never,
    ///     actions: Actions::default(), skip_out_of_scope_deletions: false };
    /// assert_eq!(case.verdict(), Verdict::Do(Deed::Create));
    /// ```
    pub fn verdict(self) -> Verdict {
        match (self.standing, self.found, self.bond) {
            (Standing::Ignored, _, _) => Verdict::Skip(Reason::Ignored),

            (Standing::Active, Found::None, _) => self.allowed(Deed::Create),
            (Standing::Active, Found::One, _) => self.allowed(Deed::Update),
            (Standing::Active, Found::Several, _) => Verdict::Duplicate,
            (Standing::Active, Found::Gone, _) => Verdict::Vanished,

            (Standing::HardDeleted, Found::One, Bond::Managed) => self.allowed(Deed::Delete),
            (Standing::HardDeleted, Found::Gone, Bond::Managed) => {
                Verdict::Skip(Reason::AlreadyGone)
            }
            (Standing::HardDeleted, _, _) => Verdict::Skip(Reason::NotManaged),

            (
                Standing::Unassigned | Standing::Filtered,
                Found::One | Found::Gone,
                Bond::Managed,
            ) if self.skip_out_of_scope_deletions => Verdict::Skip(Reason::DeletionsSkipped),
            (_, Found::Gone, Bond::Managed) => Verdict::Vanished,
            (_, Found::One, Bond::Managed) => self.allowed(Deed::Disable),
            (Standing::Filtered, _, _) => Verdict::Skip(Reason::OutOfScope),
            (Standing::Unassigned | Standing::Inactive | Standing::SoftDeleted, _, _) => {
                Verdict::Skip(Reason::NotEntitled)
            }
        }
    }

    fn allowed(self, deed: Deed) -> Verdict {
        let on = match deed {
            Deed::Create => self.actions.create,
            Deed::Update | Deed::Disable => self.actions.update,
            Deed::Delete => self.actions.delete,
        };
        if on {
            Verdict::Do(deed)
        } else {
            Verdict::Skip(Reason::ActionOff(deed))
        }
    }
}

impl Standing {
    /// Whether the object counts as deleted: what `IsSoftDeleted` says.
    pub(super) fn is_out(self) -> bool {
        !matches!(self, Self::Active | Self::Ignored)
    }
}

impl Reason {
    /// Its `SkipReason`, as Entra spells it (`pipeline` 8).
    ///
    /// ```
    /// assert_eq!(attrflow::pipeline::Reason::NotEntitled.code(), "NotEffectivelyEntitled");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Self::NotEntitled => "NotEffectivelyEntitled",
            _ => "EntrySynchronizationSkipped",
        }
    }
}

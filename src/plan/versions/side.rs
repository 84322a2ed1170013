//! One version's view of one user.

use crate::eval::Run;
use crate::library::Host;
use crate::pipeline::{ErrorInfo, Flowed, Offline, Standing};
use crate::value::Value;
use bumpalo::Bump;

/// A user as one version sees it.
pub(super) struct Side<'v> {
    offline: &'v Offline<'v>,
    own: &'v [Value<'v>],
    pub(super) run: Run<'v>,
    pub(super) standing: Standing,
}

impl<'v> Side<'v> {
    /// Judges the user.
    pub(super) fn of(
        offline: &'v Offline<'v>,
        row: &'v [Value<'v>],
        host: &'v dyn Host,
        arena: &'v Bump,
    ) -> Self {
        let mut run = Run::new(arena, host);
        let own = offline.own(row, arena);
        let standing = offline.standing(row, own, &mut run);
        Self {
            offline,
            own: match standing {
                Standing::Active => offline.active(own, arena),
                _ => own,
            },
            run,
            standing,
        }
    }

    /// Whether the user is in scope.
    pub(super) fn is_in(&self) -> bool {
        self.standing == Standing::Active
    }

    /// Counts the user as out of scope: an expression left it out.
    pub(super) fn leave(&mut self) {
        self.standing = Standing::Ignored;
    }

    /// Why the user is out of scope.
    pub(super) fn why(&mut self) -> ErrorInfo {
        self.offline.why(self.standing, self.own, &mut self.run)
    }

    /// What comes of the attribute mapping with that number.
    pub(super) fn flow(&mut self, at: usize) -> Flowed<'v> {
        let flows = &self.offline.pipeline().users.program.flows;
        match flows.get(at) {
            Some(flow) => self.offline.flow(flow, self.own, &mut self.run),
            None => Flowed::Nothing,
        }
    }
}

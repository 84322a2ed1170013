//! Evaluating programs for one user.

use super::machine::Machine;
use super::trace::{Recorder, Silent, Trace};
use crate::check::{NodeKind, Program};
use crate::library::{Fidelity, Host, Stop};
use crate::value::Value;
use bumpalo::Bump;

/// What one user's programs are evaluated with.
pub struct Run<'v> {
    /// Where values of this user live; reset it between users.
    pub arena: &'v Bump,
    /// The world.
    pub host: &'v dyn Host,
    /// The cases reached about which nothing is known, each once, in order.
    pub notes: Vec<&'static Fidelity>,
}

/// How an evaluation ended. A fault of a program that calls `Redact` quotes no value.
pub type Outcome<'v> = Result<Value<'v>, Stop>;

/// An outcome with what led to it.
#[derive(Debug)]
pub struct Evaluated<'v> {
    /// How it ended.
    pub outcome: Outcome<'v>,
    /// Every sub-expression that was evaluated.
    pub trace: Trace,
}

impl<'v> Run<'v> {
    /// A run without notes yet.
    pub fn new(arena: &'v Bump, host: &'v dyn Host) -> Self {
        Self {
            arena,
            host,
            notes: Vec::new(),
        }
    }

    /// Evaluates a program over a row: the value of each slot in the order of the program's `Slots`.
    ///
    /// # Errors
    /// The attribute or object is to be skipped, or the evaluation failed.
    #[inline]
    pub fn value(&mut self, program: &'v Program, row: &'v [Value<'v>]) -> Outcome<'v> {
        if let NodeKind::Slot(place) = program.root.kind {
            return Ok(row.get(place as usize).copied().unwrap_or_default());
        }
        let mut machine = Machine {
            row,
            arena: self.arena,
            host: self.host,
            notes: &mut self.notes,
            tracer: Silent,
        };
        let mut outcome = machine.eval(&program.root);
        if program.secret {
            hide(&mut outcome);
        }
        outcome
    }

    /// Evaluates and records the value of every sub-expression.
    pub fn traced(&mut self, program: &'v Program, row: &'v [Value<'v>]) -> Evaluated<'v> {
        let mut machine = Machine {
            row,
            arena: self.arena,
            host: self.host,
            notes: &mut self.notes,
            tracer: Recorder::new(&program.root),
        };
        let mut outcome = machine.eval(&program.root);
        if program.secret {
            hide(&mut outcome);
        }
        let trace = machine.tracer.finish();
        Evaluated { outcome, trace }
    }
}

/// Takes values out of the message of a program that calls `Redact`.
fn hide(outcome: &mut Outcome<'_>) {
    if let Err(Stop::Fault(fault)) = outcome {
        fault.message.clone_from(&fault.redacted);
    }
}

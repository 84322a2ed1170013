//! Evaluating programs for one user.

use super::machine::Machine;
use super::trace::{Recorder, Silent, Trace};
use crate::check::Program;
use crate::library::size::MOST_MEMORY;
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
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check}, eval::Run, library::FixedHost, value::Value, syntax::parse_expression};
    /// # let (text, mut slots) = ("Trim([mail])", Slots::new());
    /// # let tree = parse_expression(text).unwrap();
    /// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let mut run = Run::new(&arena, &host);
    /// assert_eq!(run.value(&program, &[Value::Text(" a ")]), Ok(Value::Text("a")));
    /// assert!(run.notes.is_empty());
    /// ```
    pub fn new(arena: &'v Bump, host: &'v dyn Host) -> Self {
        Self {
            arena,
            host,
            notes: Vec::new(),
        }
    }

    /// Evaluates a program over a row: the value of each slot in the order of the program's `Slots`. A slot
    /// that the row is too short for is null.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check}, eval::Run, library::{FixedHost, Stop}, value::Value, syntax::parse_expression};
    /// # let (text, mut slots) = ("BitAnd([flags], \"2\")", Slots::new());
    /// # let tree = parse_expression(text).unwrap();
    /// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let mut run = Run::new(&arena, &host);
    /// assert_eq!(run.value(&program, &[Value::Int(514)]), Ok(Value::Int(2)));
    /// let failed = run.value(&program, &[Value::Text("many")]);
    /// assert!(matches!(failed, Err(Stop::Fault(fault)) if fault.code.slug == "argument-kind"));
    /// ```
    ///
    /// # Errors
    /// The attribute or object is to be skipped, or the evaluation failed.
    #[inline]
    pub fn value(&mut self, program: &'v Program, row: &'v [Value<'v>]) -> Outcome<'v> {
        self.machine(row).program(program)
    }

    /// What evaluates any number of programs over a row.
    #[inline]
    pub(super) fn machine(&mut self, row: &'v [Value<'v>]) -> Machine<'_, 'v, Silent> {
        Machine {
            row,
            arena: self.arena,
            most: self.arena.allocated_bytes() + MOST_MEMORY,
            host: self.host,
            notes: &mut self.notes,
            tracer: Silent,
        }
    }

    /// Evaluates and records the value of every sub-expression. What would fail [`Self::value`] is the
    /// outcome here, and the trace shows where.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check}, eval::Run, library::FixedHost, value::Value, syntax::parse_expression};
    /// # let (text, mut slots) = ("Trim(Left([mail], 2))", Slots::new());
    /// # let tree = parse_expression(text).unwrap();
    /// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0));
    /// let row = [Value::Text("a b")];
    /// let evaluated = Run::new(&arena, &host).traced(&program, &row);
    /// assert_eq!(evaluated.outcome, Ok(Value::Text("a")));
    /// assert_eq!(evaluated.trace.children[0].span.of(text), "Left([mail], 2)");
    /// ```
    pub fn traced(&mut self, program: &'v Program, row: &'v [Value<'v>]) -> Evaluated<'v> {
        let mut machine = Machine {
            row,
            arena: self.arena,
            most: self.arena.allocated_bytes() + MOST_MEMORY,
            host: self.host,
            notes: &mut self.notes,
            tracer: Recorder::new(&program.root),
        };
        let outcome = machine.program(program);
        let trace = machine.tracer.finish();
        Evaluated { outcome, trace }
    }
}

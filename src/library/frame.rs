//! What stands behind the arguments of a call; values for folding constants and for scoping clauses.

use super::{Fidelity, Host, Stop};
use crate::value::Value;
use bumpalo::Bump;
use std::any::Any;

/// What stands behind [`Args`](super::Args): the evaluator's view of one call.
///
/// ```
/// # use attrflow::{dotnet::date::Ticks, library::{FIRST_OF_LIST, FixedHost, Frame, Host, ValueFrame}, value::Value};
/// # let (arena, host) = (bumpalo::Bump::new(), FixedHost::new(Ticks::MIN, 1));
/// # let values = [Some(Value::Int(7)), None];
/// # let mut frame = ValueFrame { values: &values, prepared: None, arena: &arena, host: &host, notes: vec![] };
/// assert_eq!((frame.len(), frame.is_empty(), frame.given(1)), (2, false, false));
/// assert_eq!((frame.value(0), frame.value(1)), (Ok(Value::Int(7)), Ok(Value::Null)));
/// assert!(frame.condition(0).is_none() && frame.prepared().is_none() && frame.ready().0.is_empty());
/// assert_eq!((*frame.arena().alloc(5), frame.host().now()), (5, Ticks::MIN));
/// frame.note(&FIRST_OF_LIST);
/// assert_eq!(frame.notes.len(), 1);
/// ```
pub trait Frame<'v> {
    /// Number of written arguments, absent ones included.
    fn len(&self) -> usize;
    /// Whether no argument was written.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Whether the argument was written and is not absent.
    fn given(&self, index: usize) -> bool;
    /// Evaluates an argument; null for an absent one.
    ///
    /// # Errors
    /// [`Stop`] where that ends without a value: a fault, or a skip of attribute or object.
    fn value(&mut self, index: usize) -> Result<Value<'v>, Stop>;
    /// The answer of an argument that is a comparison, without making a value of it; `None` for any
    /// other argument, which is not evaluated by this.
    fn condition(&mut self, _index: usize) -> Option<Result<bool, Stop>> {
        None
    }
    /// The arguments that need no evaluation, and the slots that they stand for; neither where each evaluation
    /// is to be seen.
    fn ready(&self) -> (&'v [Ready], &'v [Value<'v>]) {
        (&[], &[])
    }
    /// What the function's `prepare` made of this call.
    fn prepared(&self) -> Option<&'v (dyn Any + Send + Sync)>;
    /// Where values of this user live.
    fn arena(&self) -> &'v Bump;
    /// The world.
    fn host(&self) -> &'v dyn Host;
    /// Records that a case was reached about which nothing is known.
    fn note(&mut self, fidelity: &'static Fidelity);
}

/// An argument whose value is there without an evaluation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ready {
    /// A slot's value.
    Slot(u32),
    /// A constant text.
    Text(Box<str>),
    /// A constant integer.
    Int(i64),
    /// It has to be evaluated.
    Not,
}

/// A frame over given values; `None` is an absent argument.
pub struct ValueFrame<'a, 'v> {
    /// The arguments.
    pub values: &'a [Option<Value<'v>>],
    /// What `prepare` made.
    pub prepared: Option<&'v (dyn Any + Send + Sync)>,
    /// Where new values live.
    pub arena: &'v Bump,
    /// The world.
    pub host: &'v dyn Host,
    /// The cases that were reached about which nothing is known, in order.
    pub notes: Vec<&'static Fidelity>,
}

impl<'v> Frame<'v> for ValueFrame<'_, 'v> {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn given(&self, index: usize) -> bool {
        self.values.get(index).is_some_and(Option::is_some)
    }

    fn value(&mut self, index: usize) -> Result<Value<'v>, Stop> {
        Ok(self
            .values
            .get(index)
            .copied()
            .flatten()
            .unwrap_or_default())
    }

    fn prepared(&self) -> Option<&'v (dyn Any + Send + Sync)> {
        self.prepared
    }

    fn arena(&self) -> &'v Bump {
        self.arena
    }

    fn host(&self) -> &'v dyn Host {
        self.host
    }

    fn note(&mut self, fidelity: &'static Fidelity) {
        self.notes.push(fidelity);
    }
}

//! A call whose arguments are values already: for folding constants and for scoping clauses.

use super::{Fidelity, Frame, Host, Stop};
use crate::value::Value;
use bumpalo::Bump;
use std::any::Any;

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

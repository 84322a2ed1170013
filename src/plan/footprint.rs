//! What a rehearsal asked for, as hashes: whether another user's change touches it.

use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Something that can be asked for, as 128 bits: two different ones are the same with a chance of 10⁻²⁶
/// among a million.
pub(super) type Trace = u128;

/// The traces of one rehearsal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Footprint {
    asked: RefCell<Vec<Trace>>,
}

impl Footprint {
    pub fn ask(&self, trace: Trace) {
        self.asked.borrow_mut().push(trace);
    }

    /// Whether any of it was touched.
    pub fn meets(&self, touched: &HashSet<Trace>) -> bool {
        !touched.is_empty() && self.asked.borrow().iter().any(|one| touched.contains(one))
    }
}

/// The link of a source object.
pub(super) fn link(source: &str) -> Trace {
    trace(('l', source))
}

/// The links to a target object.
pub(super) fn links_to(target: &str) -> Trace {
    trace(('t', target))
}

/// An object of the target.
pub(super) fn object(id: &str) -> Trace {
    trace(('o', id))
}

/// The objects of the target that have a value.
pub(super) fn value(attribute: &str, folded: &str) -> Trace {
    trace(('v', attribute, folded))
}

/// A name of a source object.
pub(super) fn name(spelling: &str) -> Trace {
    trace(('n', spelling))
}

fn trace(what: impl Hash) -> Trace {
    let half = |salt: u64| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        what.hash(&mut hasher);
        hasher.finish()
    };
    u128::from(half(0)) << 64 | u128::from(half(1))
}

//! A constant gives what an attribute with the same value gives: neither folding nor preparing changes a result.

use super::trees::{self, Spelled};
use super::{came, config};
use crate::invariants::Came;
use attrflow::functions::FUNCTIONS;
use proptest::prelude::*;

/// What was prepared is not evaluated again, so a word in its place leaves no note; and the order may differ.
fn in_order(spelled: &Spelled) -> Option<Came> {
    let mut came = came(spelled)?;
    came.notes.retain(|note| *note != "literal-words");
    came.notes.sort_unstable();
    Some(came)
}

#[test]
fn constants_and_attributes_agree() {
    let compared = std::cell::Cell::new(0);
    for function in FUNCTIONS {
        let config = config(80);
        proptest!(config, |(tree in trees::calling(function))| {
            let (constants, attributes) = (tree.spelled(true), tree.spelled(false));
            if let (Some(one), Some(other)) = (in_order(&constants), in_order(&attributes)) {
                compared.set(compared.get() + 1);
                prop_assert_eq!(one, other, "{} as {}", constants.text, attributes.text);
            }
        });
    }
    assert!(compared.get() > 1000, "{compared:?} are too few");
}

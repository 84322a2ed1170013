//! Properties of functions, of generated expressions and of generated filters.

mod comparisons;
mod filters;
mod folding;
mod invariants;
mod kinds;
mod schemas;
mod secrets;
mod totality;
mod trees;
mod values;

use crate::invariants::{Came, checked};
use proptest::prelude::ProptestConfig;

/// So many cases; `PROPTEST_CASES` makes them more in proportion, 256 being once as many.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: (cases * default.cases / 256).max(1),
        failure_persistence: None,
        ..default
    }
}

/// What a generated expression comes to for its row, if the checker accepts it.
fn came(spelled: &trees::Spelled) -> Option<Came> {
    let checked = checked(&spelled.text)?;
    let arena = bumpalo::Bump::new();
    let row: Vec<_> = spelled.row(&checked, &arena);
    Some(checked.run(&row, &arena))
}

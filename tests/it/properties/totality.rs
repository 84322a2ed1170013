//! Whatever a function is given, it answers: soon, with a value of the kind that it promises, or with an error that
//! has a page.

use super::trees::{self, Spelled};
use super::values::{self, Owned};
use super::{came, config};
use crate::invariants::world;
use attrflow::assist::codes;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Args, Function, Purity, Stop, ValueFrame};
use bumpalo::Bump;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Longer than any call may take, on a busy machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

fn answers(function: &'static Function, given: &[Option<Owned>]) {
    let arena = Bump::new();
    let host = world();
    let values: Vec<_> = given
        .iter()
        .map(|value| value.as_ref().map(|value| value.value(&arena)))
        .collect();
    let mut frame = ValueFrame {
        values: &values,
        prepared: None,
        arena: &arena,
        host: &host,
        notes: Vec::new(),
    };
    let start = Instant::now();
    let outcome = (function.call)(&mut Args::new(&mut frame));
    let name = function.name;
    assert!(
        start.elapsed() < PATIENCE,
        "{name} {given:?} takes too long"
    );
    match outcome {
        Ok(value) => assert!(function.returns.holds(value), "{name} {given:?}: {value:?}"),
        Err(Stop::Fault(fault)) => {
            let known = codes().iter().any(|code| code == &fault.code);
            assert!(known, "{name}: {}", fault.code.slug);
        }
        Err(Stop::SkipAttribute | Stop::SkipObject) => {
            assert_eq!(function.purity, Purity::Effect, "{name} {given:?} skips");
        }
    }
}

/// Runs a generated expression, if it is one.
fn runs(spelled: &Spelled) {
    let start = Instant::now();
    came(spelled);
    assert!(
        start.elapsed() < PATIENCE,
        "{} takes too long",
        spelled.text
    );
}

#[test]
fn any_arguments_have_an_answer() {
    for function in FUNCTIONS {
        let strategy = prop::collection::vec(prop::option::weighted(0.9, values::value()), 0..8);
        proptest!(config(120), |(given in strategy)| answers(function, &given));
    }
}

#[test]
fn any_call_is_refused_or_answered() {
    for function in FUNCTIONS {
        proptest!(config(60), |(tree in trees::calling(function))| {
            runs(&tree.spelled(true));
        });
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_expression_is_refused_or_answered(tree in trees::tree()) {
        runs(&tree.spelled(true));
        runs(&tree.spelled(false));
    }
}

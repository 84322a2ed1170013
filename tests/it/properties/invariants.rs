//! The invariants that the fuzzing targets run, over texts of this side of the language.

use super::{config, values};
use crate::invariants;
use attrflow::functions::FUNCTIONS;
use proptest::prelude::*;

#[test]
fn examples_are_evaluated() {
    for example in FUNCTIONS.iter().flat_map(|function| function.examples) {
        let user: serde_json::Map<_, _> = example
            .given
            .iter()
            .map(|(name, value)| {
                let json = serde_json::from_str(value).unwrap_or_else(|_| (*value).into());
                ((*name).to_owned(), json)
            })
            .collect();
        let user = serde_json::Value::from(user);
        invariants::evaluation(&format!("{}\n{user}", example.expr));
    }
}

#[test]
fn schemas_are_read() {
    let text = include_str!("../../data/contoso-schema.json");
    invariants::schema(text.as_bytes());
    invariants::schema(&text.as_bytes()[..text.len() / 2]);
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn dates_are_read_and_written(
        format in prop_oneof![values::text(), "[yMdHhmsftzKFg:/. '-]{1,12}"],
        text in prop_oneof![values::text(), "[0-9]{1,4}[-/. ][0-9]{1,2}[-/. T][0-9:Z+ apm-]{0,12}"],
    ) {
        invariants::dates(&format, &text);
    }

    #[test]
    fn patterns_match_or_say_why(
        pattern in prop_oneof![values::text(), r"[ab.*+?()|^$\\\[\]{}0-9<>!=]{1,14}"],
        template in values::text(),
        text in values::text(),
    ) {
        invariants::pattern(&pattern, &template, &text);
    }
}

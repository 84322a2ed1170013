//! Every code has a sample that triggers it, and nothing else.

use attrflow::diag::Sample;
use attrflow::syntax::{CODES, parse_expression, parse_filter};

#[test]
fn each_sample_triggers_exactly_its_code() {
    for code in CODES {
        let problems = match code.sample {
            Sample::Expression(text) => parse_expression(text).err(),
            Sample::Filter(text) => parse_filter(text).err(),
            _ => panic!("{} has a sample that is not a text", code.slug),
        };
        let problems = problems.unwrap_or_default();
        let found: Vec<&str> = problems.iter().map(|found| found.code.slug).collect();
        assert_eq!(found, [code.slug]);
    }
}

#[test]
fn slugs_differ() {
    let mut slugs: Vec<&str> = CODES.iter().map(|code| code.slug).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), CODES.len());
}

#[test]
fn every_finding_of_the_samples_helps() {
    for code in CODES {
        if let Sample::Expression(text) = code.sample {
            crate::invariants::expression(text);
            for found in parse_expression(text).unwrap_err() {
                assert!(found.help.is_some(), "{}", code.slug);
            }
        }
        if let Sample::Filter(text) = code.sample {
            crate::invariants::filter(text);
            for found in parse_filter(text).unwrap_err() {
                assert!(found.help.is_some(), "{}", code.slug);
            }
        }
    }
}

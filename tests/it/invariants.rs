//! What holds for every text; shared with the fuzz targets.

use attrflow::diag::{Fix, Problems};
use attrflow::syntax::{parse_expression, parse_filter};

#[path = "invariants/dotnet.rs"]
mod dotnet;
#[path = "invariants/evaluation.rs"]
mod evaluated;
#[path = "invariants/schema.rs"]
mod read;

pub use dotnet::{dates, pattern};
pub use evaluated::{Came, Checked, checked, evaluation, world};
pub use read::schema;

/// Parses an expression: no panic, labels inside the text, round trips of both spellings.
pub fn expression(text: &str) {
    let tree = match parse_expression(text) {
        Ok(tree) => tree,
        Err(problems) => return explained(text, &problems),
    };
    for spelling in [tree.canonical(), tree.pretty(40), tree.pretty(0)] {
        let again = parse_expression(&spelling).expect("a printed tree parses");
        assert!(tree.same(&again), "{text}\n{spelling}");
        assert_eq!(again.canonical(), tree.canonical());
    }
}

/// Parses a filter: no panic, labels inside the text, the round trip.
pub fn filter(text: &str) {
    let tree = match parse_filter(text) {
        Ok(tree) => tree,
        Err(problems) => return explained(text, &problems),
    };
    let spelling = tree.canonical();
    let again = parse_filter(&spelling).expect("a printed filter parses");
    assert!(tree.same(&again), "{text}\n{spelling}");
    assert_eq!(again.canonical(), spelling);
}

/// Every finding says something, about a place that is there.
fn explained(text: &str, problems: &Problems) {
    assert!(problems.has_errors(), "refused without a reason: {text}");
    places(text, problems);
}

/// Every place of a finding is inside the text.
pub fn places(text: &str, problems: &Problems) {
    for found in problems {
        let said = !found.message.is_empty() && !found.message.ends_with('.');
        assert!(said, "{}: {}", found.code.slug, found.message);
        let labels = found.labels.iter().map(|label| label.span);
        let edits = found.fixes.iter().flat_map(|fix| &fix.edits);
        for span in labels.chain(edits.map(|edit| edit.span)) {
            let inside = text.get(span.range()).is_some();
            assert!(inside, "{} {span:?} {text:?}", found.code.slug);
        }
    }
}

/// The text after a fix.
pub fn applied(text: &str, fix: &Fix) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

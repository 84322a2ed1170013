//! What goes through `Redact` is shown nowhere: not in a trace, a message, or a report.

use super::config;
use super::trees::{self, Tree};
use super::values::Owned;
use crate::invariants::{checked, world};
use attrflow::eval::Run;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Function, Stop};
use attrflow::report::{Length, trace_json, trace_lines};
use bumpalo::Bump;
use proptest::prelude::*;

fn redact() -> &'static Function {
    FUNCTIONS
        .iter()
        .copied()
        .find(|function| function.redacts)
        .expect("a function that redacts")
}

/// Puts each attribute behind `Redact`, with a value that occurs nowhere else.
fn hidden(tree: &Tree, count: &mut usize) -> Tree {
    let mut each = |tree: &Tree| hidden(tree, count);
    match tree {
        Tree::Attribute(value) => {
            *count += 1;
            let marked = marked(value, *count);
            Tree::Call(redact(), vec![Some(Tree::Attribute(marked))])
        }
        Tree::Call(function, args) => {
            let args = args.iter().map(|arg| arg.as_ref().map(&mut each));
            Tree::Call(function, args.collect())
        }
        Tree::Compare(operator, sides) => {
            Tree::Compare(operator, Box::new([each(&sides[0]), each(&sides[1])]))
        }
        Tree::Concat(parts) => Tree::Concat(parts.iter().map(each).collect()),
        other => other.clone(),
    }
}

/// The value with digits that no constant has, in a row that survives changes of case.
fn marked(value: &Owned, number: usize) -> Owned {
    let digits = 7_731_773_000 + number as i64;
    match value {
        Owned::Null => Owned::Null,
        Owned::Bool(_) | Owned::Int(_) | Owned::Date(_) => Owned::Int(digits),
        Owned::Text(text) => Owned::Text(format!("{digits}{text}{digits}")),
        Owned::List(items) => Owned::List(items.iter().map(|item| marked(item, number)).collect()),
        Owned::Record(fields) => Owned::Record(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), marked(value, number)))
                .collect(),
        ),
    }
}

const MARK: &str = "7731773";

fn stays_hidden(tree: &Tree) -> Result<(), TestCaseError> {
    let spelled = tree.spelled(true);
    let Some(checked) = checked(&spelled.text) else {
        return Ok(());
    };
    let arena = Bump::new();
    let row = spelled.row(&checked, &arena);
    let host = world();
    let mut run = Run::new(&arena, &host);
    let untraced = run.value(&checked.program, &row);
    let evaluated = run.traced(&checked.program, &row);
    let trace = &evaluated.trace;
    let mut shown = vec![
        format!("{trace:?}"),
        trace_lines(trace, &spelled.text, Length::Whole),
        trace_lines(trace, &spelled.text, Length::Elided),
        trace_json(trace, &spelled.text).to_string(),
    ];
    for outcome in [&untraced, &evaluated.outcome] {
        if let Err(Stop::Fault(fault)) = outcome {
            shown.extend([fault.message.clone(), fault.redacted.clone()]);
        }
    }
    for text in shown {
        prop_assert!(!text.contains(MARK), "{}\n{}", spelled.text, text);
    }
    Ok(())
}

#[test]
fn no_secret_is_shown() {
    for function in FUNCTIONS {
        let config = config(100);
        proptest!(config, |(tree in trees::calling(function))| {
            stays_hidden(&hidden(&tree, &mut 0))?;
        });
    }
}

//! What goes through `Redact` is shown nowhere: not in a trace, a message, or a report.

use super::trees::{self, Spelled, Tree};
use super::values::Owned;
use super::{config, schemas};
use crate::invariants::{checked, world};
use attrflow::eval::Run;
use attrflow::functions::FUNCTIONS;
use attrflow::library::{Function, Stop};
use attrflow::report::{Length, flow_lines, object_json, trace_json, trace_lines};
use bumpalo::Bump;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

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
    shown.extend(reports(&spelled));
    for text in shown {
        prop_assert!(!text.contains(MARK), "{}\n{}", spelled.text, text);
    }
    Ok(())
}

/// What is said of an attribute mapping with this expression.
fn reports(spelled: &Spelled) -> Vec<String> {
    let names: Vec<String> = (0..spelled.row.len()).map(|at| format!("a{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let source = json!({"expression": spelled.text, "name": "x", "type": "Function"});
    let flows = json!([{"targetAttributeName": "target", "source": source}]);
    let mapping = schemas::mapping(&names, flows, Json::Null);
    let arena = Bump::new();
    let values: Vec<_> = (mapping.slots.names().iter())
        .map(|name| spelled.row[name[1..].parse::<usize>().unwrap()].value(&arena))
        .collect();
    let host = world();
    let mut said = Vec::new();
    for trace in [false, true] {
        let result = Run::new(&arena, &host).object(&mapping, &values, trace);
        said.push(object_json(&result, |_| true).to_string());
        for flow in &result.flows {
            said.push(flow_lines(flow, Length::Whole));
            said.push(flow_lines(flow, Length::Elided));
        }
    }
    said
}

#[test]
fn a_secret_is_said_to_be_one() {
    let secret = Tree::Attribute(marked(&Owned::Bool(true), 0));
    let spelled = Tree::Call(redact(), vec![Some(secret)]).spelled(true);
    for text in reports(&spelled) {
        assert!(text.contains("[Redact]") && !text.contains(MARK), "{text}");
    }
}

#[test]
fn no_secret_is_shown() {
    for function in FUNCTIONS {
        let config = config(40);
        proptest!(config, |(tree in trees::calling(function))| {
            stays_hidden(&hidden(&tree, &mut 0))?;
        });
    }
}

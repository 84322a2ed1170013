//! The trace of an expression as a tree.

use super::value::{Length, show};
use crate::eval::{Trace, TraceKind, TraceResult};
use crate::text::Span;
use serde_json::{Value as Json, json};

/// The tree with the value of every sub-expression, one line each. The elided form leaves constants
/// out and shortens long values; the whole form also names the arguments that were not evaluated. `text`
/// is what the program was made of.
///
/// ```
/// # use attrflow::{assist::standard, check::{Context, Slots, check}, eval::Run, library::FixedHost, syntax::parse_expression, value::Value};
/// # let (text, mut slots) = ("Trim(Left([mail], 2))", Slots::new());
/// # let tree = parse_expression(text).unwrap();
/// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
/// # let (arena, host, row) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0), [Value::Text("a b")]);
/// let trace = Run::new(&arena, &host).traced(&program, &row).trace;
/// let lines = attrflow::report::trace_lines(&trace, text, attrflow::report::Length::Elided);
/// assert!(lines.starts_with("Trim(Left([mail], 2)) = \"a\"\n└─ Left([mail], 2) = \"a \"\n   └─ [mail]"));
/// ```
pub fn trace_lines(trace: &Trace, text: &str, length: Length) -> String {
    let mut out = String::new();
    node(trace, text, length, "", "", &mut out);
    out
}

fn node(trace: &Trace, text: &str, length: Length, first: &str, rest: &str, out: &mut String) {
    out.push_str(first);
    out.push_str(&written(trace.span, text, length));
    match trace.kind {
        TraceKind::Constant
            if !matches!(trace.result, TraceResult::Fault(_)) && !trace.redacted => {}
        _ => {
            out.push_str(" = ");
            out.push_str(&result(&trace.result, length));
        }
    }
    out.push('\n');
    let shown: Vec<Branch<'_>> = branches(trace, length);
    let last = shown.len().saturating_sub(1);
    for (at, branch) in shown.into_iter().enumerate() {
        let (corner, line) = if at == last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let (first, rest) = (format!("{rest}{corner}"), format!("{rest}{line}"));
        match branch {
            Branch::Evaluated(child) => node(child, text, length, &first, &rest, out),
            Branch::Unused(span) => {
                out.push_str(&format!(
                    "{first}{} (not evaluated)\n",
                    written(span, text, length)
                ));
            }
        }
    }
}

enum Branch<'t> {
    Evaluated(&'t Trace),
    Unused(Span),
}

fn branches(trace: &Trace, length: Length) -> Vec<Branch<'_>> {
    let whole = length == Length::Whole;
    let children = trace
        .children
        .iter()
        .filter(|child| whole || child.kind != TraceKind::Constant);
    let mut shown: Vec<Branch<'_>> = children.map(Branch::Evaluated).collect();
    if whole {
        shown.extend(trace.unused.iter().copied().map(Branch::Unused));
        shown.sort_by_key(|branch| match branch {
            Branch::Evaluated(child) => child.span,
            Branch::Unused(span) => *span,
        });
    }
    shown
}

/// The source text of a node in one line.
fn written(span: Span, text: &str, length: Length) -> String {
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let line = words.join(" ");
    match length {
        Length::Elided if line.chars().count() > 100 => {
            line.chars().take(99).chain(['…']).collect()
        }
        _ => line,
    }
}

/// What came of a node, in words.
pub fn result(result: &TraceResult, length: Length) -> String {
    match result {
        TraceResult::Value(value, _) => show(value, length),
        TraceResult::Redacted => "[Redact]".to_owned(),
        TraceResult::SkipAttribute => "skip this attribute".to_owned(),
        TraceResult::SkipObject => "skip this object".to_owned(),
        TraceResult::Fault(message) => format!("error: {message}"),
    }
}

/// The trace as JSON: `text`, `span` (two byte offsets in `text`), `what`, `function`, `value` and `kind` or
/// `outcome` or `error`, `children`, `notEvaluated`, as far as they apply.
///
/// ```
/// # use attrflow::{assist::standard, check::{Context, Slots, check}, eval::Run, library::FixedHost, syntax::parse_expression, value::Value};
/// # let (text, mut slots) = ("Trim(Left([mail], 2))", Slots::new());
/// # let tree = parse_expression(text).unwrap();
/// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
/// # let (arena, host, row) = (bumpalo::Bump::new(), FixedHost::new(Default::default(), 0), [Value::Text("a b")]);
/// let trace = Run::new(&arena, &host).traced(&program, &row).trace;
/// let json = attrflow::report::trace_json(&trace, text);
/// assert_eq!((&json["function"], &json["value"]), (&"Trim".into(), &"a".into()));
/// assert_eq!(json["children"][0]["span"], serde_json::json!([5, 20]));
/// ```
pub fn trace_json(trace: &Trace, text: &str) -> Json {
    let mut node = json!({
        "text": trace.span.of(text),
        "span": [trace.span.start, trace.span.end],
        "what": what(trace.kind),
    });
    let (key, value) = match &trace.result {
        TraceResult::Value(value, _) => ("value", value.clone()),
        TraceResult::Redacted => ("value", json!("[Redact]")),
        TraceResult::SkipAttribute => ("outcome", json!("skip-attribute")),
        TraceResult::SkipObject => ("outcome", json!("skip-object")),
        TraceResult::Fault(message) => ("error", json!(message)),
    };
    if let Some(members) = node.as_object_mut() {
        members.insert(key.to_owned(), value);
        if let TraceResult::Value(_, kind) = &trace.result {
            members.insert("kind".to_owned(), json!(super::value::kind_word(*kind)));
        }
        if let TraceKind::Call(name) = trace.kind {
            members.insert("function".to_owned(), json!(name));
        }
        if !trace.children.is_empty() {
            let children = trace
                .children
                .iter()
                .map(|child| trace_json(child, text))
                .collect();
            members.insert("children".to_owned(), Json::Array(children));
        }
        if !trace.unused.is_empty() {
            let unused = trace
                .unused
                .iter()
                .map(|span| json!(span.of(text)))
                .collect();
            members.insert("notEvaluated".to_owned(), Json::Array(unused));
        }
    }
    node
}

fn what(kind: TraceKind) -> &'static str {
    match kind {
        TraceKind::Call(_) => "call",
        TraceKind::Attribute => "attribute",
        TraceKind::Constant => "constant",
        TraceKind::Comparison => "comparison",
        TraceKind::Concatenation => "concatenation",
        TraceKind::Parameter => "parameter",
        TraceKind::FlowWord => "flow word",
    }
}

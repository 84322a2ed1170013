//! The trace of an expression as the page lays it over the text.

use crate::eval::{Trace, TraceKind, TraceResult};
use crate::report::{Length, kind_word, show};
use crate::text::{Span, Units};
use serde_json::{Value as Json, json};

/// What stands for a value that must not be shown.
pub const HIDDEN: &str = "[Redact]";

/// How many characters all values of a trace may have together; beyond, they are only shown shortened.
const MOST: usize = 256 * 1024;

/// The tree of a trace, with the places of its nodes in the text.
pub fn tree(trace: &Trace, text: &str) -> Json {
    let writer = Writer {
        text,
        units: Units::new(text),
        room: std::cell::Cell::new(MOST),
    };
    writer.node(trace)
}

struct Writer<'t> {
    text: &'t str,
    units: Units<'t>,
    /// How many characters of values still fit.
    room: std::cell::Cell<usize>,
}

impl Writer<'_> {
    fn node(&self, trace: &Trace) -> Json {
        let (from, to) = self.units.span(trace.span);
        let mut node = json!({
            "from": from,
            "to": to,
            "what": what(trace.kind),
            "name": self.name(trace),
            "value": null,
            "shown": null,
            "kind": null,
            "redacted": trace.redacted,
            "skipped": null,
            "error": null,
            "children": trace.children.iter().map(|child| self.node(child)).collect::<Vec<_>>(),
            "unused": trace.unused.iter().map(|span| self.place(*span)).collect::<Vec<_>>(),
        });
        let Some(members) = node.as_object_mut() else {
            return node;
        };
        let mut set = |name: &str, value: Json| members.insert(name.to_owned(), value);
        match &trace.result {
            TraceResult::Value(value, kind) => {
                set("kind", json!(kind_word(*kind)));
                set("shown", json!(show(value, Length::Elided)));
                set("value", self.fitting(value));
            }
            TraceResult::Redacted => {
                set("value", json!(HIDDEN));
                set("shown", json!(HIDDEN));
            }
            TraceResult::SkipAttribute => drop(set("skipped", json!("attribute"))),
            TraceResult::SkipObject => drop(set("skipped", json!("object"))),
            TraceResult::Fault(message) => drop(set("error", json!(message))),
        }
        node
    }

    fn place(&self, span: Span) -> Json {
        let (from, to) = self.units.span(span);
        json!({"from": from, "to": to})
    }

    /// The value, if it still fits.
    fn fitting(&self, value: &Json) -> Json {
        let size = size(value);
        match self.room.get().checked_sub(size) {
            Some(left) => {
                self.room.set(left);
                value.clone()
            }
            None => Json::Null,
        }
    }

    /// The name of what a node is.
    fn name<'n>(&'n self, trace: &'n Trace) -> Option<&'n str> {
        let written = trace.span.of(self.text);
        match trace.kind {
            TraceKind::Call(name) => Some(name),
            TraceKind::Attribute => Some(written.trim_start_matches('[').trim_end_matches(']')),
            TraceKind::Parameter => Some(written.trim_matches('%')),
            TraceKind::Constant
            | TraceKind::Comparison
            | TraceKind::Concatenation
            | TraceKind::FlowWord => None,
        }
    }
}

/// About how many characters a value has.
pub fn size(value: &Json) -> usize {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => 8,
        Json::String(text) => text.len(),
        Json::Array(items) => items.iter().map(size).sum(),
        Json::Object(members) => members
            .iter()
            .map(|(name, value)| name.len() + size(value))
            .sum(),
    }
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

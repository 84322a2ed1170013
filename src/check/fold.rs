//! Calls of constants become their value, where that can neither fail nor depend on anything.

use super::program::{CallNode, Constant, Node, NodeKind};
use crate::dotnet::date::Ticks;
use crate::library::size::MOST_FOLDED;
use crate::library::{Args, FixedHost, Purity, ValueFrame};
use crate::text::Span;
use crate::value::Value;
use bumpalo::Bump;

/// The call as a node: with its value beside it when all arguments are constant and the evaluation
/// leaves no note.
pub(super) fn call(call: CallNode, span: Span) -> Node {
    let folded = value(&call);
    let node = Node {
        kind: NodeKind::Call(Box::new(call)),
        span,
    };
    match folded {
        Some(value) => Node {
            kind: NodeKind::Folded(Box::new((value, node))),
            span,
        },
        None => node,
    }
}

fn value(call: &CallNode) -> Option<Constant> {
    if call.function.purity != Purity::Pure {
        return None;
    }
    let values: Vec<Option<_>> = call
        .args
        .iter()
        .map(|arg| match &arg.kind {
            NodeKind::Absent => Some(None),
            // Evaluating it leaves a note.
            NodeKind::Noted(..) => None,
            _ => constant(arg).map(|constant| Some(constant.value())),
        })
        .collect::<Option<_>>()?;
    let arena = Bump::new();
    let host = FixedHost::new(Ticks::default(), 0);
    let mut frame = ValueFrame {
        values: &values,
        prepared: call
            .prepared
            .as_deref()
            .map(|prepared| prepared as &(dyn std::any::Any + Send + Sync)),
        arena: &arena,
        host: &host,
        notes: Vec::new(),
    };
    let result = (call.function.call)(&mut Args::new(&mut frame)).ok()?;
    if !frame.notes.is_empty() {
        return None;
    }
    match result {
        Value::Text(text) if text.len() > MOST_FOLDED => None,
        result => Constant::of(result),
    }
}

/// The value of a node that depends on nothing.
pub(super) fn constant(node: &Node) -> Option<&Constant> {
    match &node.kind {
        NodeKind::Constant(constant) => Some(constant),
        NodeKind::Folded(folded) => Some(&folded.0),
        NodeKind::Noted(_, inner) => constant(inner),
        _ => None,
    }
}

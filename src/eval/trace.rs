//! What a trace records: each sub-expression with its value, as plain data.

use super::secrets::{Secrets, plain, redacts};
use crate::check::{CallNode, Node, NodeKind};
use crate::library::{Param, Stop};
use crate::text::Span;
use crate::value::{Kind, Value, to_json};
use serde_json::Value as Json;
use std::ops::Range;

/// One evaluated sub-expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Trace {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: TraceKind,
    /// What came of it.
    pub result: TraceResult,
    /// Whether its value is secret: it comes from, or goes into, a call of `Redact`.
    pub redacted: bool,
    /// Its sub-expressions in the order in which they were evaluated.
    pub children: Vec<Trace>,
    /// Written arguments that were not evaluated, for the choice fell on others.
    pub unused: Vec<Span>,
}

/// What a traced sub-expression is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TraceKind {
    /// A call of the function of that name.
    Call(&'static str),
    /// An attribute.
    Attribute,
    /// A constant.
    Constant,
    /// A comparison.
    Comparison,
    /// Texts joined with `&`.
    Concatenation,
    /// A parameter token.
    Parameter,
    /// A flow word.
    FlowWord,
}

/// What came of a traced sub-expression.
#[derive(Clone, PartialEq, Debug)]
pub enum TraceResult {
    /// A value, as JSON, and its kind; no kind for null.
    Value(Json, Option<Kind>),
    /// A value that must not be shown.
    Redacted,
    /// The attribute is skipped.
    SkipAttribute,
    /// The object is skipped.
    SkipObject,
    /// It failed, with that message.
    Fault(String),
}

/// What the evaluator tells while it works; the silent one costs nothing.
pub(super) trait Tracer<'v> {
    /// Whether anything is recorded.
    const ON: bool;
    fn enter(&mut self, node: &'v Node);
    fn leave(&mut self, node: &'v Node, result: &Result<Value<'v>, Stop>);
}

/// Records nothing.
pub(super) struct Silent;

impl<'v> Tracer<'v> for Silent {
    const ON: bool = false;
    fn enter(&mut self, _: &'v Node) {}
    fn leave(&mut self, _: &'v Node, _: &Result<Value<'v>, Stop>) {}
}

/// Records everything.
pub(super) struct Recorder<'v> {
    secrets: Secrets<'v>,
    /// The sub-expressions of each open node.
    open: Vec<Vec<Trace>>,
    done: Option<Trace>,
    /// How many open calls hide their values.
    hiding: usize,
}

impl<'v> Recorder<'v> {
    pub(super) fn new(root: &'v Node) -> Self {
        Self {
            secrets: Secrets::of(root),
            open: Vec::new(),
            done: None,
            hiding: 0,
        }
    }

    pub(super) fn finish(self) -> Trace {
        self.done.unwrap_or(Trace {
            span: Span::default(),
            kind: TraceKind::Constant,
            result: TraceResult::Value(Json::Null, None),
            redacted: false,
            children: Vec::new(),
            unused: Vec::new(),
        })
    }
}

impl<'v> Tracer<'v> for Recorder<'v> {
    const ON: bool = true;

    fn enter(&mut self, node: &'v Node) {
        self.hiding += usize::from(redacts(node));
        self.open.push(Vec::new());
    }

    fn leave(&mut self, node: &'v Node, result: &Result<Value<'v>, Stop>) {
        let children = self.open.pop().unwrap_or_default();
        let redacted = self.hiding > 0
            || self.secrets.hold(node)
            || children.iter().any(|child| child.redacted);
        self.hiding -= usize::from(redacts(node));
        let trace = Trace {
            span: node.span,
            kind: kind(node),
            result: shown(result, redacted),
            redacted,
            unused: unused(node, &children),
            children,
        };
        match self.open.last_mut() {
            Some(parent) => {
                // An argument that a function pulls twice is one argument.
                parent.retain(|child| child.span != trace.span);
                parent.push(trace);
            }
            None => self.done = Some(trace),
        }
    }
}

fn kind(node: &Node) -> TraceKind {
    match &plain(node).kind {
        NodeKind::Call(call) => TraceKind::Call(call.function.name),
        NodeKind::Slot(_) => TraceKind::Attribute,
        NodeKind::Compare(_) => TraceKind::Comparison,
        NodeKind::Concat(_) => TraceKind::Concatenation,
        NodeKind::Parameter(_) => TraceKind::Parameter,
        NodeKind::SkipAttribute | NodeKind::SkipObject => TraceKind::FlowWord,
        NodeKind::Constant(_) | NodeKind::Absent | NodeKind::Folded(_) | NodeKind::Noted(..) => {
            TraceKind::Constant
        }
    }
}

fn unused(node: &Node, children: &[Trace]) -> Vec<Span> {
    let NodeKind::Call(call) = &plain(node).kind else {
        return Vec::new();
    };
    let compared = compared(call, children);
    (0..)
        .zip(&call.args)
        .filter(|(_, arg)| !matches!(arg.kind, NodeKind::Absent))
        .filter(|(_, arg)| children.iter().all(|child| child.span != arg.span))
        .filter(|(index, _)| !(compared.contains(index) && is_key(call, *index)))
        .map(|(_, arg)| arg.span)
        .collect()
}

/// Whether an argument is a key that the source is compared with. Where all keys are constants, the value is
/// looked up, and no key is evaluated by itself.
fn is_key(call: &CallNode, index: usize) -> bool {
    let repeated = |param: &Param| param.repeats();
    let Some(first) = call.function.params.iter().position(repeated) else {
        return false;
    };
    let group = call.function.params.len() - first;
    group > 1 && index >= first && (index - first).is_multiple_of(group)
}

/// The arguments between the source and what was chosen: all of them where it is the default value.
fn compared(call: &CallNode, children: &[Trace]) -> Range<usize> {
    let chosen = children.last().and_then(|last| {
        let mut args = call.args.iter();
        args.position(|arg| arg.span == last.span)
    });
    match chosen {
        None | Some(0) => 0..0,
        Some(1) => 0..call.args.len(),
        Some(chosen) => 0..chosen,
    }
}

fn shown(result: &Result<Value<'_>, Stop>, redacted: bool) -> TraceResult {
    match result {
        Ok(_) if redacted => TraceResult::Redacted,
        Ok(value) => TraceResult::Value(to_json(*value), value.kind()),
        Err(Stop::SkipAttribute) => TraceResult::SkipAttribute,
        Err(Stop::SkipObject) => TraceResult::SkipObject,
        Err(Stop::Fault(fault)) if redacted => TraceResult::Fault(fault.redacted.clone()),
        Err(Stop::Fault(fault)) => TraceResult::Fault(fault.message.clone()),
    }
}

//! The attribute mappings of both versions, by their target attributes.

use crate::check::{Flow, FlowSource, Node, NodeKind};
use crate::library::Purity;
use crate::pipeline::{Measure, Modified, Offline};
use crate::plan::NotEvaluated;
use crate::schema::{FlowBehavior, FlowType};
use crate::value::Value;
use serde_json::Value as Json;
use std::sync::Arc;

/// A target attribute and what maps it in each version.
pub(super) struct Pair<'p> {
    pub(super) measure: Measure<'p>,
    /// Number of the old version's attribute mapping.
    pub(super) old: Option<usize>,
    /// Number of the new version's.
    pub(super) new: Option<usize>,
    /// Whether both do the same, so that one evaluation is enough.
    pub(super) agrees: bool,
    /// Whether two values can be compared at all.
    pub(super) compared: bool,
    /// The target attribute, if no two accounts share its values and they may be shown.
    pub(super) unique: Option<Arc<str>>,
    secret: bool,
}

/// What the target gets by an attribute mapping that both versions may have.
type Flows<'p> = Vec<(usize, &'p Flow)>;

/// All pairs: in the order of the new version, then what only the old one has.
pub(super) fn pairs<'p>(old: &Offline<'p>, new: &Offline<'p>, unique: &[String]) -> Vec<Pair<'p>> {
    let mut left = written(old);
    let mut pairs = Vec::new();
    for (at, flow) in written(new) {
        let before = left.iter().position(|(_, old)| old.target == flow.target);
        let before = before.map(|at| left.remove(at));
        pairs.push(pair(old, new, before, Some((at, flow))));
    }
    let gone = left.into_iter();
    pairs.extend(gone.map(|before| pair(old, new, Some(before), None)));
    for pair in pairs.iter_mut().filter(|pair| !pair.secret) {
        let target = pair.measure.target();
        let flows = [
            pair.old.and_then(|at| flow(old, at)),
            pair.new.and_then(|at| flow(new, at)),
        ];
        // Nobody has the values that it looks for, so the same value for two users means nothing.
        let selected = flows
            .iter()
            .flatten()
            .any(|(flow, _)| calls(flow, &is_select));
        let own = !selected && unique.iter().any(|unique| unique == target);
        pair.unique = own.then(|| Arc::from(target));
    }
    pairs
}

fn written<'p>(side: &Offline<'p>) -> Flows<'p> {
    let flows = side.pipeline().users.program.flows.iter().enumerate();
    flows.filter(|(_, flow)| side.is_written(flow)).collect()
}

fn pair<'p>(
    old: &Offline<'p>,
    new: &Offline<'p>,
    before: Option<(usize, &'p Flow)>,
    after: Option<(usize, &'p Flow)>,
) -> Pair<'p> {
    let both = before.zip(after);
    let either = || [before, after].into_iter().flatten().map(|(_, flow)| flow);
    let (shape, target) = match after {
        Some((_, flow)) => (new, &flow.target),
        None => (old, &before.expect("a pair has one of the two").1.target),
    };
    let chance = either().any(|flow| calls(flow, &|node| purity(node) == Some(Purity::Random)));
    Pair {
        measure: Measure::new(shape.pipeline(), target),
        old: before.map(|(at, _)| at),
        new: after.map(|(at, _)| at),
        agrees: both.is_some_and(|((_, before), (_, after))| agree(old, before, new, after)),
        compared: !chance,
        unique: None,
        secret: either().any(Flow::is_secret),
    }
}

fn agree(old: &Offline<'_>, before: &Flow, new: &Offline<'_>, after: &Flow) -> bool {
    let programs = match (&before.source, &after.source) {
        (
            FlowSource::Program {
                program: before, ..
            },
            FlowSource::Program { program: after, .. },
        ) => {
            let [old, new] = [old, new].map(|side| &side.pipeline().users.program.slots);
            before.agrees(old, after, new)
        }
        (FlowSource::None, FlowSource::None) => true,
        _ => false,
    };
    programs && before.default == after.default
}

impl Pair<'_> {
    /// The change from one value to another; null is nothing.
    pub(super) fn modified(&self, old: Value<'_>, new: Value<'_>) -> Modified {
        let shown = |value: Value<'_>| match value {
            Value::Null => Json::Null,
            _ if self.secret => Json::from("[Redact]"),
            value => self.measure.written(value),
        };
        Modified {
            target: self.measure.target().to_owned(),
            old: shown(old),
            new: shown(new),
            secret: self.secret,
        }
    }
}

/// What the comparison leaves out.
pub(super) fn not_evaluated(
    pairs: &[Pair<'_>],
    old: &Offline<'_>,
    new: &Offline<'_>,
) -> Vec<NotEvaluated> {
    let mut left = Vec::new();
    let mut say = |what: String, why: &str| {
        left.push(NotEvaluated {
            what,
            count: None,
            why: why.to_owned(),
        });
    };
    for pair in pairs {
        let target = pair.measure.target();
        let before = pair.old.and_then(|at| flow(old, at));
        let after = pair.new.and_then(|at| flow(new, at));
        let both = before.zip(after);
        if !pair.compared && both.is_some() {
            say(
                format!("values of `{target}`"),
                "they are random, so they differ each time",
            );
        }
        let asks = |flow: &(&Flow, Written)| calls(flow.0, &is_select);
        if after.as_ref().is_some_and(asks) || before.as_ref().is_some_and(asks) {
            say(
                format!("whether others have the values of `{target}` already"),
                "no target is asked: `SelectUniqueValue` takes the first value in both versions",
            );
        }
        if let Some(((before, was), (after, is))) = both {
            let words = |flow: &Flow, written: Written| {
                let (apply, behavior) = written;
                format!(
                    "{apply:?}, {behavior:?}, matching precedence {}",
                    flow.matching
                )
            };
            if (before.matching, was) != (after.matching, is) {
                say(
                    format!(
                        "when `{target}` is written, and whether users are matched by it: {} → {}",
                        words(before, was),
                        words(after, is)
                    ),
                    "only values are compared",
                );
            }
        }
    }
    if new.pipeline().groups.is_some() {
        say(
            "groups".to_owned(),
            "a plan is about users; provision a group on demand",
        );
    }
    left
}

/// When an attribute mapping writes.
type Written = (FlowType, FlowBehavior);

fn flow<'p>(side: &Offline<'p>, at: usize) -> Option<(&'p Flow, Written)> {
    let users = &side.pipeline().users;
    let flow = users.program.flows.get(at)?;
    let behavior = users.mapping.attributes.get(at)?.flow_behavior;
    Some((flow, (flow.apply, behavior)))
}

fn calls(flow: &Flow, wanted: &dyn Fn(&Node) -> bool) -> bool {
    fn any(node: &Node, wanted: &dyn Fn(&Node) -> bool) -> bool {
        wanted(node) || node.parts().into_iter().any(|part| any(part, wanted))
    }
    match &flow.source {
        FlowSource::Program { program, .. } => any(&program.root, wanted),
        FlowSource::None | FlowSource::Broken => false,
    }
}

fn purity(node: &Node) -> Option<Purity> {
    match &node.kind {
        NodeKind::Call(call) => Some(call.function.purity),
        _ => None,
    }
}

fn is_select(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Call(call) if call.function.name == "SelectUniqueValue")
}

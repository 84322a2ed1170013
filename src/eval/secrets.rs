//! What a program hides: the attributes and parameters whose values go into a call of `Redact`. A trace
//! hides them wherever the program reads them.

use crate::check::{Node, NodeKind};

/// The attributes and parameters that a program hides.
#[derive(Default)]
pub(super) struct Secrets<'v> {
    slots: Vec<u32>,
    parameters: Vec<&'v str>,
}

impl<'v> Secrets<'v> {
    pub(super) fn of(root: &'v Node) -> Self {
        let mut secrets = Self::default();
        secrets.gather(root, false);
        secrets
    }

    fn gather(&mut self, node: &'v Node, hiding: bool) {
        let hiding = hiding || redacts(node);
        match &node.kind {
            NodeKind::Slot(place) if hiding => self.slots.push(*place),
            NodeKind::Parameter(name) if hiding => self.parameters.push(name),
            _ => {}
        }
        for part in node.parts() {
            self.gather(part, hiding);
        }
    }

    pub(super) fn hold(&self, node: &Node) -> bool {
        match &node.kind {
            NodeKind::Slot(place) => self.slots.contains(place),
            NodeKind::Parameter(name) => self.parameters.contains(&&**name),
            _ => false,
        }
    }
}

/// Whether a node is a call that hides its value, whatever stands around it.
pub(super) fn redacts(node: &Node) -> bool {
    matches!(&plain(node).kind, NodeKind::Call(call) if call.function.redacts)
}

/// The node itself, without folding and notes around it.
pub(super) fn plain(node: &Node) -> &Node {
    match &node.kind {
        NodeKind::Folded(folded) => plain(&folded.1),
        NodeKind::Noted(_, inner) => plain(inner),
        _ => node,
    }
}

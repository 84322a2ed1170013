//! The pattern as a tree: options, names and case are already applied, nothing is engine-specific.

use super::set::Set;

/// Byte offsets in the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// How the pattern refers to a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Number(u32),
    Name(String),
}

/// A place in the text that takes up no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// `^` without `m`, `\A`
    Start,
    /// `$` without `m`, `\Z`: the end, or before a last line feed
    EndOrLastLine,
    /// `\z`
    End,
    /// `^` with `m`
    LineStart,
    /// `$` with `m`
    LineEnd,
    /// `\b`
    Boundary,
    /// `\B`
    NoBoundary,
    /// `\G`
    Contiguous,
}

/// What a conditional asks.
#[derive(Debug, Clone)]
pub enum Test {
    Group(Key),
    Ahead(Box<Node>),
}

/// A part of a pattern.
#[derive(Debug, Clone)]
pub enum Node {
    Empty,
    /// One UTF-16 unit of a set.
    Set(Set),
    Anchor(Anchor),
    Sequence(Vec<Node>),
    Either(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        /// `None`: without end.
        max: Option<u32>,
        lazy: bool,
        span: Span,
    },
    Capture {
        key: Key,
        node: Box<Node>,
    },
    Atomic {
        node: Box<Node>,
        span: Span,
    },
    Look {
        ahead: bool,
        negative: bool,
        node: Box<Node>,
    },
    Backreference {
        key: Key,
        ignore_case: bool,
        span: Span,
    },
    Conditional {
        test: Test,
        yes: Box<Node>,
        no: Box<Node>,
        span: Span,
    },
}

impl Node {
    pub fn sequence(mut nodes: Vec<Node>) -> Node {
        match nodes.len() {
            0 => Node::Empty,
            1 => nodes.remove(0),
            _ => Node::Sequence(nodes),
        }
    }

    pub fn either(mut nodes: Vec<Node>) -> Node {
        match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::Either(nodes),
        }
    }

    /// The parts directly below, a conditional's test included.
    pub fn children(&self) -> Vec<&Node> {
        match self {
            Node::Empty | Node::Set(_) | Node::Anchor(_) | Node::Backreference { .. } => Vec::new(),
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().collect(),
            Node::Repeat { node, .. }
            | Node::Capture { node, .. }
            | Node::Atomic { node, .. }
            | Node::Look { node, .. } => vec![node],
            Node::Conditional { test, yes, no, .. } => match test {
                Test::Group(_) => vec![yes, no],
                Test::Ahead(node) => vec![node, yes, no],
            },
        }
    }

    /// Whether a part for which `wanted` holds occurs anywhere, this one included.
    pub fn any(&self, wanted: &dyn Fn(&Node) -> bool) -> bool {
        wanted(self) || self.children().into_iter().any(|child| child.any(wanted))
    }

    /// Whether it can match without taking a unit.
    pub fn can_be_empty(&self) -> bool {
        match self {
            Node::Empty | Node::Anchor(_) | Node::Look { .. } | Node::Backreference { .. } => true,
            Node::Set(_) => false,
            Node::Sequence(nodes) => nodes.iter().all(Node::can_be_empty),
            Node::Either(nodes) => nodes.iter().any(Node::can_be_empty),
            Node::Repeat { node, min, .. } => *min == 0 || node.can_be_empty(),
            Node::Capture { node, .. } | Node::Atomic { node, .. } => node.can_be_empty(),
            Node::Conditional { yes, no, .. } => yes.can_be_empty() || no.can_be_empty(),
        }
    }

    /// Whether matching nothing is its last resort, if it can match nothing.
    pub fn is_empty_last(&self) -> bool {
        match self {
            Node::Empty
            | Node::Anchor(_)
            | Node::Look { .. }
            | Node::Backreference { .. }
            | Node::Set(_)
            | Node::Atomic { .. } => true,
            Node::Sequence(nodes) => !self.can_be_empty() || nodes.iter().all(Node::is_empty_last),
            Node::Either(nodes) => match nodes.split_last() {
                Some((last, others)) => {
                    last.is_empty_last() && !others.iter().any(Node::can_be_empty)
                }
                None => true,
            },
            Node::Repeat {
                node, min, lazy, ..
            } => (*min > 0 || !lazy) && node.is_empty_last(),
            Node::Capture { node, .. } => node.is_empty_last(),
            Node::Conditional { yes, no, .. } => yes.is_empty_last() && no.is_empty_last(),
        }
    }

    /// Whether it can take no unit at all.
    pub fn is_zero_width(&self) -> bool {
        match self {
            Node::Empty | Node::Anchor(_) | Node::Look { .. } => true,
            Node::Set(_) | Node::Backreference { .. } => false,
            Node::Sequence(nodes) | Node::Either(nodes) => nodes.iter().all(Node::is_zero_width),
            Node::Repeat { node, max, .. } => *max == Some(0) || node.is_zero_width(),
            Node::Capture { node, .. } | Node::Atomic { node, .. } => node.is_zero_width(),
            Node::Conditional { yes, no, .. } => yes.is_zero_width() && no.is_zero_width(),
        }
    }

    pub fn has_capture(&self) -> bool {
        self.any(&|node| matches!(node, Node::Capture { .. }))
    }
}

//! The commonest shapes of patterns, matched without an engine: one character class, and literals
//! held at an end of the text. A text that a shape cannot answer for exactly is left to the engine.

use super::engine::Range;
use super::set::Set;
use super::tree::{Anchor, Node};
use super::units;

/// A pattern of a common shape.
#[derive(Debug)]
pub enum Fast {
    Units(Box<Units>),
    Literals(Literals),
}

/// A class, once or greedily repeated: `[^0-9]`, `\s+`.
#[derive(Debug)]
pub struct Units {
    /// Membership of each byte of an ASCII text.
    bytes: [bool; 256],
    /// The set, if it tells membership of other units.
    plain: Option<Set>,
    repeated: bool,
}

/// Literals at the start, the end or both: `(@a\.com|@b\.com)$`, `^(US|CA)$`, `^User_`.
#[derive(Debug)]
pub struct Literals {
    literals: Vec<String>,
    at_start: bool,
    at_end: bool,
    /// Whether a last line feed does not count.
    last_line: bool,
}

impl Fast {
    /// The shape of a pattern, if it is a common one.
    pub fn new(node: &Node) -> Option<Fast> {
        if captures(node) > 1 {
            return None;
        }
        let (set, repeated) = match uncaptured(node) {
            Node::Set(set) => (set, false),
            Node::Repeat {
                node,
                min: 1,
                max: None,
                lazy,
                ..
            } => match &**node {
                Node::Set(set) => (set, !lazy),
                _ => return None,
            },
            _ => return Literals::new(node).map(Fast::Literals),
        };
        let members = set.ascii();
        let mut bytes = [false; 256];
        for (byte, member) in bytes.iter_mut().take(128).enumerate() {
            *member = members >> byte & 1 == 1;
        }
        Some(Fast::Units(Box::new(Units {
            bytes,
            plain: set.is_plain().then(|| set.clone()),
            repeated,
        })))
    }

    /// Whether the text holds a match; `None` if the engine has to tell.
    pub fn is_match(&self, text: &str) -> Option<bool> {
        match self {
            Fast::Units(_) if text.is_empty() => Some(false),
            Fast::Units(shape) if text.is_ascii() => {
                Some(text.bytes().any(|byte| shape.has_byte(byte)))
            }
            Fast::Units(shape) => shape
                .plain_for(text)
                .map(|set| text.chars().any(|c| has_char(set, c))),
            Fast::Literals(shape) => shape.answers(text).then(|| shape.find(text).is_some()),
        }
    }

    /// Calls `each` for every match; false, with no call made, if the engine has to tell.
    ///
    /// Where the pattern is a group, the group's value is the match.
    pub fn for_each_match(&self, text: &str, each: &mut dyn FnMut(Range)) -> bool {
        match self {
            Fast::Units(shape) => {
                if text.is_ascii() {
                    let members = text.bytes().enumerate();
                    runs(
                        members.map(|(at, byte)| (at, 1, shape.has_byte(byte))),
                        shape.repeated,
                        each,
                    );
                } else {
                    let Some(set) = shape.plain_for(text) else {
                        return false;
                    };
                    let members = text.char_indices();
                    runs(
                        members.map(|(at, c)| (at, c.len_utf8(), has_char(set, c))),
                        shape.repeated,
                        each,
                    );
                }
                true
            }
            Fast::Literals(shape) => {
                if !shape.answers(text) {
                    return false;
                }
                if let Some(found) = shape.find(text) {
                    each(found);
                }
                true
            }
        }
    }
}

/// Reports the members among `(offset, length, is a member)`, neighbours as one if `repeated`.
fn runs(
    places: impl Iterator<Item = (usize, usize, bool)>,
    repeated: bool,
    each: &mut dyn FnMut(Range),
) {
    let mut run: Option<Range> = None;
    for (at, length, is_member) in places {
        match run {
            Some((start, _)) if is_member && repeated => run = Some((start, at + length)),
            _ => {
                if let Some(run) = run.take() {
                    each(run);
                }
                run = is_member.then_some((at, at + length));
            }
        }
    }
    if let Some(run) = run {
        each(run);
    }
}

fn has_char(set: &Set, c: char) -> bool {
    u16::try_from(u32::from(c)).is_ok_and(|unit| set.has(unit))
}

impl Units {
    fn has_byte(&self, byte: u8) -> bool {
        self.bytes.get(usize::from(byte)) == Some(&true)
    }

    fn plain_for(&self, text: &str) -> Option<&Set> {
        self.plain.as_ref().filter(|_| !units::has_astral(text))
    }
}

impl Literals {
    fn new(node: &Node) -> Option<Literals> {
        let mut parts = match uncaptured(node) {
            Node::Sequence(nodes) => nodes.as_slice(),
            _ => return None,
        };
        let mut shape = Literals {
            literals: Vec::new(),
            at_start: false,
            at_end: false,
            last_line: false,
        };
        if let [Node::Anchor(Anchor::Start), rest @ ..] = parts {
            shape.at_start = true;
            parts = rest;
        }
        if let [
            rest @ ..,
            Node::Anchor(anchor @ (Anchor::End | Anchor::EndOrLastLine)),
        ] = parts
        {
            shape.at_end = true;
            shape.last_line = *anchor == Anchor::EndOrLastLine;
            parts = rest;
        }
        shape.literals = match parts {
            [only] => match uncaptured(only) {
                Node::Either(branches) => branches
                    .iter()
                    .map(|branch| literal(std::slice::from_ref(branch)))
                    .collect::<Option<_>>()?,
                only => vec![literal(std::slice::from_ref(only))?],
            },
            parts => vec![literal(parts)?],
        };
        (shape.at_start || shape.at_end).then_some(shape)
    }

    fn answers(&self, text: &str) -> bool {
        !(self.last_line && text.ends_with('\n'))
    }

    fn find(&self, text: &str) -> Option<Range> {
        let literals = self.literals.iter();
        match (self.at_start, self.at_end) {
            (true, true) => literals
                .clone()
                .any(|literal| literal == text)
                .then_some((0, text.len())),
            (true, false) => literals
                .clone()
                .find(|literal| text.starts_with(literal.as_str()))
                .map(|literal| (0, literal.len())),
            _ => literals
                .filter(|literal| text.ends_with(literal.as_str()))
                .map(String::len)
                .max()
                .map(|length| (text.len() - length, text.len())),
        }
    }
}

fn captures(node: &Node) -> usize {
    let own = usize::from(matches!(node, Node::Capture { .. }));
    own + node.children().into_iter().map(captures).sum::<usize>()
}

fn uncaptured(mut node: &Node) -> &Node {
    while let Node::Capture { node: inner, .. } = node {
        node = inner;
    }
    node
}

/// The text of a sequence of single units; `None` for anything else, the empty text included.
fn literal(nodes: &[Node]) -> Option<String> {
    let mut units = Vec::new();
    for node in nodes {
        match node {
            Node::Set(set) => units.push(set.single()?),
            Node::Sequence(nodes) => units.extend(literal(nodes)?.encode_utf16()),
            _ => return None,
        }
    }
    String::from_utf16(&units)
        .ok()
        .filter(|text| !text.is_empty())
}

//! Prints a tree as a pattern for the Rust engines. The print says in Rust's terms what the tree
//! says in .NET's; it leaves no engine option to chance.

use std::fmt::Write;

use super::groups::Groups;
use super::set::{Item, Property, Set};
use super::slots::Marks;
use super::survey::Needs;
use super::tree::{Anchor, Key, Node, Test};
use super::units;

const WORD: &str = r"\p{L}\p{Mn}\p{Nd}\p{Pc}";
const BOUNDARY_WORD: &str = r"[\p{L}\p{Mn}\p{Nd}\p{Pc}\x{200C}\x{200D}]";

/// The texts that a print is for. A narrower choice makes a simpler print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// ASCII, no line feed at the end if the pattern asks for it.
    Ascii,
    /// Any, no line feed at the end if the pattern asks for it.
    Unicode,
    /// Any.
    LastLine,
}

impl Texts {
    /// Whether the print needs a backtracking engine.
    pub fn need_backtracking(self, needs: &Needs) -> bool {
        needs.backtracking
            || (needs.boundary && self != Texts::Ascii)
            || (needs.last_line && self == Texts::LastLine)
    }
}

/// Prints a tree whose groups know their captures.
pub fn translate(node: &Node, groups: &Groups, marks: &Marks, texts: Texts) -> String {
    let mut printer = Printer {
        out: String::new(),
        groups,
        marks,
        texts,
    };
    printer.node(node);
    printer.out
}

struct Printer<'p> {
    out: String,
    groups: &'p Groups,
    marks: &'p Marks,
    texts: Texts,
}

impl Printer<'_> {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn wrapped(&mut self, open: &str, node: &Node) {
        self.push(open);
        self.node(node);
        self.push(")");
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Empty => {}
            Node::Set(set) => self.set(set),
            Node::Anchor(anchor) => self.anchor(*anchor),
            Node::Sequence(nodes) => {
                for node in nodes {
                    match node {
                        Node::Either(_) => self.wrapped("(?:", node),
                        _ => self.node(node),
                    }
                }
            }
            Node::Either(nodes) => {
                for (at, node) in nodes.iter().enumerate() {
                    if at > 0 {
                        self.push("|");
                    }
                    self.node(node);
                }
            }
            Node::Repeat {
                node,
                min,
                max,
                lazy,
                ..
            } => {
                match **node {
                    Node::Set(_) => self.node(node),
                    _ => self.wrapped("(?:", node),
                }
                self.quantifier(*min, *max, *lazy);
            }
            Node::Capture { key, node, .. } => self.capture(key, node),
            Node::Atomic { node, .. } => self.wrapped("(?>", node),
            Node::Look {
                ahead,
                negative,
                node,
                ..
            } => self.wrapped(look(*ahead, *negative), node),
            Node::Backreference {
                key, ignore_case, ..
            } => {
                let slots = self.groups.get(key).map(|group| group.slots.as_slice());
                match slots {
                    Some([slot]) if *ignore_case => {
                        let _ = write!(self.out, r"(?i:\{slot})");
                    }
                    Some([slot]) => {
                        let _ = write!(self.out, r"(?:\{slot})");
                    }
                    _ => self.push("(?!)"),
                }
            }
            Node::Conditional { test, yes, no, .. } => self.conditional(test, yes, no),
        }
    }

    fn quantifier(&mut self, min: u32, max: Option<u32>, lazy: bool) {
        let _ = match (min, max) {
            (0, None) => self.out.write_str("*"),
            (1, None) => self.out.write_str("+"),
            (0, Some(1)) => self.out.write_str("?"),
            (min, None) => write!(self.out, "{{{min},}}"),
            (min, Some(max)) if min == max => write!(self.out, "{{{min}}}"),
            (min, Some(max)) => write!(self.out, "{{{min},{max}}}"),
        };
        if lazy {
            self.push("?");
        }
    }

    fn capture(&mut self, key: &Key, node: &Node) {
        if self.marks.of(key, self.groups).is_some() {
            self.push("(?:");
            self.wrapped("(", node);
            self.push("())");
        } else {
            self.wrapped("(", node);
        }
    }

    fn conditional(&mut self, test: &Test, yes: &Node, no: &Node) {
        match test {
            Test::Ahead(test) => {
                self.push("(?:");
                self.wrapped("(?=", test);
                self.wrapped("(?:", yes);
                self.push("|");
                self.wrapped("(?!", test);
                self.wrapped("(?:", no);
                self.push(")");
            }
            Test::Group(key) => {
                let Some(slot) = self.marks.of(key, self.groups) else {
                    return self.wrapped("(?:", no);
                };
                let _ = write!(self.out, r"(?:(?:\{slot})");
                self.wrapped("(?:", yes);
                let _ = write!(self.out, r"|(?!\{slot})");
                self.wrapped("(?:", no);
                self.push(")");
            }
        }
    }

    fn anchor(&mut self, anchor: Anchor) {
        let is_ascii = self.texts == Texts::Ascii;
        let text = match anchor {
            Anchor::Start => r"\A",
            Anchor::End => r"\z",
            Anchor::EndOrLastLine if self.texts == Texts::LastLine => r"(?=\n?\z)",
            Anchor::EndOrLastLine => r"\z",
            Anchor::LineStart => "(?m:^)",
            Anchor::LineEnd => "(?m:$)",
            Anchor::Contiguous => r"\G",
            Anchor::Boundary if is_ascii => r"\b",
            Anchor::NoBoundary if is_ascii => r"\B",
            Anchor::Boundary => {
                let w = BOUNDARY_WORD;
                let _ = write!(self.out, "(?:(?<={w})(?!{w})|(?<!{w})(?={w}))");
                return;
            }
            Anchor::NoBoundary => {
                let w = BOUNDARY_WORD;
                let _ = write!(self.out, "(?:(?<={w})(?={w})|(?<!{w})(?!{w}))");
                return;
            }
        };
        self.push(text);
    }

    fn set(&mut self, set: &Set) {
        match set.single() {
            Some(unit) if self.texts != Texts::Ascii || unit < 0x80 => {
                let c = units::engine_char(unit);
                if r".+*?()|[]{}^$\".contains(c) {
                    self.out.push('\\');
                }
                self.out.push(c);
            }
            _ if self.texts == Texts::Ascii => self.ascii_class(set.ascii()),
            _ => self.class(set),
        }
    }

    fn ascii_class(&mut self, members: u128) {
        if members == 0 {
            return self.push("[a&&b]");
        }
        self.push("[");
        let mut at: u32 = 0;
        while at < 128 {
            let skipped = (members >> at).trailing_zeros();
            if skipped >= 128 - at {
                break;
            }
            at += skipped;
            let length = (members >> at).trailing_ones();
            self.range(at, at + length - 1);
            at += length;
        }
        self.push("]");
    }

    fn class(&mut self, set: &Set) {
        self.push("[");
        if set.minus.is_some() {
            self.push("[");
        }
        if set.negated {
            self.push("^");
        }
        for item in &set.items {
            match *item {
                Item::Range(low, high) => self.units(low.into(), high.into()),
                Item::Property { property, negated } => self.property(property, negated),
            }
        }
        if set.items.is_empty() {
            self.push("a&&b");
        }
        if let Some(minus) = &set.minus {
            self.push("]--");
            self.class(minus);
        }
        self.push("]");
    }

    /// A range of units: surrogates lie elsewhere in the engine's alphabet.
    fn units(&mut self, low: u32, high: u32) {
        if low < 0xD800 {
            self.range(low, high.min(0xD7FF));
        }
        if low <= 0xDFFF && high >= 0xD800 {
            let shift = |unit: u32| unit - 0xD800 + 0xF_0000;
            self.range(shift(low.max(0xD800)), shift(high.min(0xDFFF)));
        }
        if high > 0xDFFF {
            self.range(low.max(0xE000), high);
        }
    }

    fn range(&mut self, low: u32, high: u32) {
        let _ = match low == high {
            true => write!(self.out, r"\x{{{low:X}}}"),
            false => write!(self.out, r"\x{{{low:X}}}-\x{{{high:X}}}"),
        };
    }

    fn property(&mut self, property: Property, negated: bool) {
        let members = match property {
            Property::Digit => r"\p{Nd}",
            Property::Word => WORD,
            Property::Space => r"\p{White_Space}",
            Property::Cased => r"\p{Lu}\p{Ll}\p{Lt}",
            Property::Category("Cs") => r"\x{F0000}-\x{F07FF}",
            Property::Category("Co") => r"\x{E000}-\x{F8FF}",
            Property::Category(name) => {
                let sign = if negated { 'P' } else { 'p' };
                let _ = write!(self.out, r"\{sign}{{{name}}}");
                return;
            }
        };
        if negated {
            self.push("[^");
            self.push(members);
            self.push("]");
        } else {
            self.push(members);
        }
    }
}

fn look(ahead: bool, negative: bool) -> &'static str {
    match (ahead, negative) {
        (true, false) => "(?=",
        (true, true) => "(?!",
        (false, false) => "(?<=",
        (false, true) => "(?<!",
    }
}

//! A scoping operator as one value.

use super::{Call, Fidelity, Prepare};
use crate::value::Kind;
use std::any::Any;

/// An operator of scoping filters. Its `test` sees the attribute's value as argument 0 and the
/// clause's value as argument 1, and gives a boolean.
#[derive(Debug)]
pub struct Operator {
    /// Its name in the portal's spelling.
    pub name: &'static str,
    /// Other spellings that are not equal after folding case, `_` and blanks.
    pub aliases: &'static [&'static str],
    /// One sentence: when it is true.
    pub summary: &'static str,
    /// Whether it takes a value.
    pub shape: Shape,
    /// Kinds of attribute that it is documented for.
    pub kinds: &'static [Kind],
    /// Whether it says that something is *not* so: input filters let a null source pass it.
    pub negative: bool,
    /// Whether it looks at a null or empty source itself; otherwise that is false without asking it.
    pub sees_null: bool,
    /// Why Entra refuses it; `None` for those that work.
    pub refused: Option<&'static str>,
    /// Executed examples.
    pub examples: &'static [ClauseExample],
    /// What is not documented about it.
    pub fidelity: &'static [Fidelity],
    /// Checks and compiles the clause's value: argument 1 of the site.
    pub prepare: Option<Prepare>,
    /// Decides.
    pub test: Call,
    /// Whether the test may be put off until all others hold, given what `prepare` made and a text: it takes
    /// long there, and neither fails nor leaves a note. `None` for operators that are quick.
    pub patient: Option<fn(&(dyn Any + Send + Sync), &str) -> bool>,
}

/// Whether an operator takes a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Attribute only.
    Unary,
    /// Attribute and value.
    Binary,
}

/// An executed example of an operator.
#[derive(Clone, Copy, Debug)]
pub struct ClauseExample {
    /// The attribute's value, as JSON.
    pub source: &'static str,
    /// The clause's value; empty for unary operators.
    pub value: &'static str,
    /// Whether the clause holds.
    pub holds: bool,
}

impl Operator {
    /// What most operators have in common; `name`, `summary` and `test` must be given.
    pub const DEFAULT: Self = Self {
        name: "",
        aliases: &[],
        summary: "",
        shape: Shape::Binary,
        kinds: &[Kind::Text, Kind::Integer],
        negative: false,
        sees_null: false,
        refused: None,
        examples: &[],
        fidelity: &[],
        prepare: None,
        test: |_| Ok(crate::value::Value::Bool(false)),
        patient: None,
    };

    /// A name as operators are looked up: lower case without `_` and blanks.
    ///
    /// ```
    /// use attrflow::library::Operator;
    /// assert_eq!(Operator::folded("Greater_Than"), Operator::folded("GREATER THAN"));
    /// ```
    pub fn folded(name: &str) -> String {
        name.chars()
            .filter(|letter| *letter != '_' && *letter != ' ')
            .map(|letter| letter.to_ascii_lowercase())
            .collect()
    }
}

//! What the checker makes of an expression: the only thing that the evaluator runs.

use crate::dotnet::date::Ticks;
use crate::library::{Fidelity, Function, Prepared, Ready};
use crate::syntax::Comparison;
use crate::text::Span;
use crate::value::{Kind, Value};

/// A checked expression.
#[derive(Debug)]
pub struct Program {
    /// Its outermost node.
    pub root: Node,
    /// The kind of its result, if that is not null.
    pub returns: Kind,
    /// Whether it calls `Redact`: then no message quotes a value.
    pub secret: bool,
}

/// A checked sub-expression.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it was written.
    pub span: Span,
}

impl Node {
    /// Whether its value is there without an evaluation.
    ///
    /// ```
    /// # use attrflow::{check::{Node, NodeKind}, library::Ready, text::Span};
    /// let mail = Node { kind: NodeKind::Slot(3), span: Span::new(0, 6) };
    /// assert_eq!(mail.ready(), Ready::Slot(3));
    /// ```
    pub fn ready(&self) -> Ready {
        match &self.kind {
            NodeKind::Slot(place) => Ready::Slot(*place),
            NodeKind::Constant(Constant::Text(text)) => Ready::Text(text.clone()),
            NodeKind::Constant(Constant::Int(number)) => Ready::Int(*number),
            _ => Ready::Not,
        }
    }

    /// Its own sub-expressions, in the order in which they were written.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Context, Slots, check}, syntax::parse_expression};
    /// # let (text, mut slots) = ("Append([mail], \"x\")", Slots::new());
    /// # let tree = parse_expression(text).unwrap();
    /// # let program = check(&Context::open(standard()), text, &tree, &mut slots).0.unwrap();
    /// let written = program.root.parts().into_iter().map(|part| part.span.of(text));
    /// assert_eq!(written.collect::<Vec<_>>(), ["[mail]", "\"x\""]);
    /// ```
    pub fn parts(&self) -> Vec<&Node> {
        match &self.kind {
            NodeKind::Call(call) => call.args.iter().collect(),
            NodeKind::Concat(parts) => parts.iter().collect(),
            NodeKind::Compare(compare) => vec![&compare.left, &compare.right],
            NodeKind::Folded(folded) => vec![&folded.1],
            NodeKind::Noted(_, inner) => vec![inner],
            NodeKind::Constant(_)
            | NodeKind::Absent
            | NodeKind::Slot(_)
            | NodeKind::Parameter(_)
            | NodeKind::SkipAttribute
            | NodeKind::SkipObject => Vec::new(),
        }
    }
}

/// What a checked sub-expression is.
#[derive(Debug)]
pub enum NodeKind {
    /// A value that depends on nothing.
    Constant(Constant),
    /// An absent argument.
    Absent,
    /// An attribute, by its place in the row.
    Slot(u32),
    /// A call.
    Call(Box<CallNode>),
    /// A call of constants, with its value; a trace evaluates the call.
    Folded(Box<(Constant, Node)>),
    /// A comparison.
    Compare(Box<CompareNode>),
    /// Texts one after the other; null counts as the empty text.
    Concat(Box<[Node]>),
    /// A parameter token, by its name without percent signs.
    Parameter(Box<str>),
    /// A way of writing that Microsoft does not document; evaluating it leaves a note.
    Noted(&'static Fidelity, Box<Node>),
    /// Leaves the attribute out of the flow.
    SkipAttribute,
    /// Leaves the object out of provisioning.
    SkipObject,
}

/// A checked call.
pub struct CallNode {
    /// What is called.
    pub function: &'static Function,
    /// The arguments as written.
    pub args: Box<[Node]>,
    /// What the function's `prepare` made of it.
    pub prepared: Option<Prepared>,
    /// The arguments that need no evaluation.
    pub ready: Box<[Ready]>,
    /// Whether it is made for each value of a list.
    pub spread: Spread,
}

/// When a call of an element-wise function is made for each value of its first argument.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spread {
    /// Never: its first argument is no list, or the function is not element-wise.
    Never,
    /// Where that slot holds a list.
    Slot(u32),
    /// Only the first argument's value tells.
    Unknown,
}

impl Spread {
    /// When a call of this function with these arguments is made for each value.
    ///
    /// ```
    /// # use attrflow::{assist::standard, check::{Node, NodeKind, Spread}, text::Span};
    /// let function = |name| standard().function(name).unwrap();
    /// let mail = [Node { kind: NodeKind::Slot(3), span: Span::new(0, 6) }];
    /// assert_eq!(Spread::of(function("Trim"), &mail), Spread::Slot(3));
    /// assert_eq!(Spread::of(function("Count"), &mail), Spread::Never);
    /// ```
    pub fn of(function: &Function, args: &[Node]) -> Self {
        match args.first() {
            Some(first) if function.elementwise => Self::lists(first),
            _ => Self::Never,
        }
    }

    /// When a node is a list.
    fn lists(node: &Node) -> Self {
        match &node.kind {
            NodeKind::Slot(place) => Self::Slot(*place),
            NodeKind::Noted(_, inner) => Self::lists(inner),
            NodeKind::Call(call) => match call.function.returns {
                Kind::Text | Kind::Integer | Kind::Boolean | Kind::Date => call.spread,
                _ => Self::Unknown,
            },
            NodeKind::Constant(_)
            | NodeKind::Folded(_)
            | NodeKind::Absent
            | NodeKind::Compare(_)
            | NodeKind::Concat(_)
            | NodeKind::Parameter(_)
            | NodeKind::SkipAttribute
            | NodeKind::SkipObject => Self::Never,
        }
    }
}

impl std::fmt::Debug for CallNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct(self.function.name)
            .field("args", &self.args)
            .finish_non_exhaustive()
    }
}

/// A checked comparison.
#[derive(Debug)]
pub struct CompareNode {
    /// How it compares.
    pub operator: Comparison,
    /// The left operand.
    pub left: Node,
    /// The right operand.
    pub right: Node,
}

/// A value that the program owns.
#[derive(Clone, PartialEq, Debug)]
pub enum Constant {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A text.
    Text(Box<str>),
    /// An instant.
    Date(Ticks),
}

impl Constant {
    /// Borrows the value.
    ///
    /// ```
    /// use attrflow::{check::Constant, value::Value};
    /// assert_eq!(Constant::Text("a".into()).value(), Value::Text("a"));
    /// ```
    #[inline]
    pub fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Int(number) => Value::Int(*number),
            Self::Date(ticks) => Value::Date(*ticks),
        }
    }

    /// Owns a value; `None` for a list or a record, which no constant is.
    ///
    /// ```
    /// use attrflow::{check::Constant, value::Value};
    /// assert_eq!(Constant::of(Value::Int(7)), Some(Constant::Int(7)));
    /// assert_eq!(Constant::of(Value::List(&[])), None);
    /// ```
    pub fn of(value: Value<'_>) -> Option<Self> {
        Some(match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(truth),
            Value::Int(number) => Self::Int(number),
            Value::Text(text) => Self::Text(text.into()),
            Value::Date(ticks) => Self::Date(ticks),
            Value::List(_) | Value::Record(_) => return None,
        })
    }
}

/// The attributes that checked programs read, each with its place in the row.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    names: Vec<String>,
    places: std::collections::HashMap<String, u32>,
}

impl Slots {
    /// None yet.
    ///
    /// ```
    /// assert!(attrflow::check::Slots::new().names().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// The place of an attribute, counted from 0, a new one at its first use. Names that differ in case are
    /// different attributes.
    ///
    /// ```
    /// let mut slots = attrflow::check::Slots::new();
    /// assert_eq!((slots.place("mail"), slots.place("cn"), slots.place("mail")), (0, 1, 0));
    /// ```
    pub fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// The place of an attribute; `None` if no program reads it.
    ///
    /// ```
    /// let mut slots = attrflow::check::Slots::new();
    /// slots.place("mail");
    /// assert_eq!((slots.find("mail"), slots.find("Mail")), (Some(0), None));
    /// ```
    pub fn find(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// The attributes in the order of their places.
    ///
    /// ```
    /// let mut slots = attrflow::check::Slots::new();
    /// ["mail", "cn", "mail"].map(|name| slots.place(name));
    /// assert_eq!(slots.names(), ["mail", "cn"]);
    /// ```
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

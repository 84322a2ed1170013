//! Where an attribute mapping's value comes from: an expression as text, as Graph's parse tree, or both.

use super::{JsonText, Located};
use crate::text::Span;

/// The `source` of an attribute mapping.
///
/// The text form loses parameter tokens such as `%DomainFQDN%`, so where both forms are there the
/// tree is the truth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The expression's text; Graph leaves it out, or null, for parameter tokens.
    pub expression: Option<JsonText>,
    /// Function's name, attribute's name or constant's text.
    pub name: Option<Located<String>>,
    /// What the outermost node is.
    pub kind: SourceKind,
    /// The parse tree; `None` where the file gives only the text (a function without `parameters`).
    pub tree: Option<TreeNode>,
    /// The whole object.
    pub span: Span,
}

impl Source {
    /// The best place to point at: the expression's text, else the whole object.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// let source = mapping.attribute("title").unwrap().source.as_ref().unwrap();
    /// assert_eq!(source.place().of(schema.text()), "\"[jobTitle]\"");
    /// ```
    pub fn place(&self) -> Span {
        self.expression.as_ref().map_or(self.span, JsonText::span)
    }
}

/// What a node of the parse tree is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SourceKind {
    /// A call.
    Function,
    /// An attribute of the source object.
    Attribute,
    /// A literal, an operator or a parameter token.
    Constant,
    /// A word that Graph does not have.
    Unknown,
}

/// One node of Graph's parse tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreeNode {
    /// The node's own text; null for parameter tokens, sometimes absent.
    pub expression: Option<JsonText>,
    /// Function's name, attribute's name or constant's text.
    pub name: Option<Located<String>>,
    /// What it is.
    pub kind: SourceKind,
    /// The arguments that are there, by Graph's parameter key; a repeated parameter repeats its key.
    pub parameters: Vec<(Located<String>, TreeNode)>,
    /// The whole object.
    pub span: Span,
}

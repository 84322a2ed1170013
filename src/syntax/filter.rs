//! The tree of a scoping filter: groups of clauses.

use crate::text::{Span, Spanned};

/// A scoping filter. A user is in scope when one of the groups holds; without groups everyone is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filter {
    /// The alternatives.
    pub groups: Vec<Group>,
}

/// A group of clauses; it holds when all of them do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Group {
    /// What people call it.
    pub name: Option<Spanned<String>>,
    /// Its conditions.
    pub clauses: Vec<Clause>,
    /// Where it was written, with its name.
    pub span: Span,
}

/// One condition on an attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Name of the attribute, without brackets.
    pub attribute: Spanned<String>,
    /// The operator as it was written, its words joined by one blank: `IS NOT NULL`, `!&`. Which
    /// operators there are is for the checker to say.
    pub operator: Spanned<String>,
    /// The text, unescaped, or the number that stands after the operator.
    pub value: Option<Spanned<String>>,
    /// Where it was written.
    pub span: Span,
}

impl Filter {
    /// Whether both filters say the same, wherever they were written.
    ///
    /// ```
    /// use attrflow::syntax::Filter;
    /// assert!(Filter::default().same(&Filter { groups: vec![] }));
    /// ```
    pub fn same(&self, other: &Self) -> bool {
        self.groups.len() == other.groups.len()
            && self
                .groups
                .iter()
                .zip(&other.groups)
                .all(|(one, two)| one.same(two))
    }
}

impl Group {
    fn same(&self, other: &Self) -> bool {
        text(&self.name) == text(&other.name)
            && self.clauses.len() == other.clauses.len()
            && self
                .clauses
                .iter()
                .zip(&other.clauses)
                .all(|(one, two)| one.same(two))
    }
}

impl Clause {
    fn same(&self, other: &Self) -> bool {
        self.attribute.node == other.attribute.node
            && self.operator.node == other.operator.node
            && text(&self.value) == text(&other.value)
    }
}

fn text(spanned: &Option<Spanned<String>>) -> Option<&str> {
    spanned.as_ref().map(|spanned| spanned.node.as_str())
}

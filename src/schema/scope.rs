//! The scoping filter of an object mapping: groups of clauses.

use super::{JsonText, Located};
use crate::text::Span;

/// The `scope` of an object mapping; empty where the file says null.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// An object must pass one of them; who falls out is deprovisioned.
    pub groups: Vec<FilterGroup>,
    /// Filters what is imported; who falls out is left alone.
    pub input_filter_groups: Vec<FilterGroup>,
    /// Internal to Entra.
    pub category_filter_groups: Vec<FilterGroup>,
    /// The whole object, or the `null`; `None` where the member is absent.
    pub span: Option<Span>,
}

impl Scope {
    /// Whether it lets everything pass.
    ///
    /// ```
    /// assert!(attrflow::schema::Scope::default().is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.all_groups().next().is_none()
    }

    /// All groups of all three lists: `groups`, then `inputFilterGroups`, then `categoryFilterGroups`.
    ///
    /// ```
    /// # use attrflow::schema::Schema;
    /// # let (schema, _) = Schema::read(&std::fs::read("examples/contoso/schema.json").unwrap()).unwrap();
    /// # let (rule, mapping) = schema.mappings().next().unwrap();
    /// assert_eq!(mapping.scope.all_groups().next().unwrap().name.as_ref().unwrap().value, "Engineering");
    /// ```
    pub fn all_groups(&self) -> impl Iterator<Item = &FilterGroup> {
        self.groups
            .iter()
            .chain(&self.input_filter_groups)
            .chain(&self.category_filter_groups)
    }
}

/// Clauses that must all hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilterGroup {
    /// Its name.
    pub name: Option<Located<String>>,
    /// Its clauses.
    pub clauses: Vec<FilterClause>,
    /// The whole object.
    pub span: Span,
}

/// One comparison of a source attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilterClause {
    /// Name of the operator, such as `EQUALS`.
    pub operator: JsonText,
    /// Source attribute.
    pub attribute: JsonText,
    /// What it is compared with; empty for operators without an operand.
    pub values: Vec<JsonText>,
    /// The whole object.
    pub span: Span,
}

//! What the checker makes of a scoping filter: groups of clauses.

use crate::library::{Operator, Prepared};
use crate::text::Span;

/// A checked scoping filter. An object is in scope when it passes each of its three parts, and it
/// passes a part that has no groups, or of which one group holds.
#[derive(Debug, Default)]
pub struct FilterProgram {
    /// Who fails these is deprovisioned.
    pub groups: Vec<GroupProgram>,
    /// Who fails these is ignored; negative operators let null pass.
    pub input_groups: Vec<GroupProgram>,
    /// Who fails these does not belong to the mapping.
    pub category_groups: Vec<GroupProgram>,
}

/// Clauses that must all hold.
#[derive(Debug)]
pub struct GroupProgram {
    /// What people call it.
    pub name: Option<String>,
    /// Its clauses.
    pub clauses: Vec<ClauseProgram>,
}

/// A checked clause.
pub struct ClauseProgram {
    /// The attribute that it tests.
    pub attribute: String,
    /// The attribute's place in the row.
    pub slot: u32,
    /// How it tests.
    pub operator: &'static Operator,
    /// What it tests against; empty for unary operators.
    pub values: Vec<Box<str>>,
    /// What the operator's `prepare` made of it.
    pub prepared: Option<Prepared>,
    /// Where it was written.
    pub span: Span,
}

impl std::fmt::Debug for ClauseProgram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl std::fmt::Display for ClauseProgram {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.attribute, self.operator.name)?;
        for value in &self.values {
            write!(
                f,
                " \"{}\"",
                value.replace('\\', "\\\\").replace('"', "\\\"")
            )?;
        }
        Ok(())
    }
}

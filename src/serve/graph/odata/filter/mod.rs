//! `$filter` (OData 4.01, URL conventions, 5.1.1; what of it Graph's provisioning log takes stands in
//! `provisioningobjectsummary-list` and in how-to pages).

mod eval;
mod lex;
mod parse;

use serde_json::Value as Json;

/// A filter that was read.
///
/// Operators are `eq ne gt ge lt le in and or not`, functions `contains startswith endswith tolower toupper
/// trim length`, literals texts, numbers, `true`, `false`, `null`, GUIDs, and dates with and without time.
/// Comparisons are case-sensitive. A date is compared with a text that says one as an instant. Of a
/// comparison by order with null nothing follows, as OData has it, nor of its negation.
#[derive(Clone, PartialEq, Debug)]
pub struct Filter {
    root: Expr,
}

/// What is wrong with a query option, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Malformed {
    /// In bytes from the beginning of the option's value.
    pub position: usize,
    /// What is wrong: lower case, no final period.
    pub message: String,
}

#[derive(Clone, PartialEq, Debug)]
enum Expr {
    Literal(Literal),
    Property(Vec<String>),
    Call(Function, Vec<Expr>),
    Not(Box<Expr>),
    Compare(Comparison, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
}

#[derive(Clone, PartialEq, Debug)]
enum Literal {
    Null,
    Truth(bool),
    Number(f64),
    Text(String),
    Instant(crate::dotnet::date::Ticks),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Function {
    Contains,
    StartsWith,
    EndsWith,
    ToLower,
    ToUpper,
    Trim,
    Length,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Filter {
    /// Reads a filter.
    ///
    /// ```
    /// use attrflow::serve::graph::odata::Filter;
    /// let filter = Filter::read("(contains(tolower(user/name), 'ada') or age gt 30) and since gt 2023-07-30").unwrap();
    /// let user = |name: &str| serde_json::json!({"user": {"name": name}, "since": "2023-07-30T08:00:00Z"});
    /// assert!(filter.holds(&user("Ada")) && !filter.holds(&user("Zoe")));
    /// assert_eq!(Filter::read("id eq 'a").unwrap_err().position, 6);
    /// ```
    ///
    /// # Errors
    /// It is malformed, or asks for what is not supported.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let root = parse::parse(text)?;
        Ok(Self { root })
    }

    /// Whether it holds for an object.
    pub fn holds(&self, object: &Json) -> bool {
        eval::holds(&self.root, object)
    }

    /// The properties that it names, each as a path.
    pub fn properties(&self) -> Vec<&[String]> {
        let mut found = Vec::new();
        self.root.properties(&mut found);
        found
    }
}

impl Expr {
    fn properties<'e>(&'e self, found: &mut Vec<&'e [String]>) {
        match self {
            Self::Literal(_) => {}
            Self::Property(path) => found.push(path),
            Self::Not(inner) => inner.properties(found),
            Self::Compare(_, left, right) => {
                left.properties(found);
                right.properties(found);
            }
            Self::In(left, parts) => {
                left.properties(found);
                parts.iter().for_each(|part| part.properties(found));
            }
            Self::Call(_, parts) | Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.properties(found));
            }
        }
    }
}

impl Malformed {
    pub(super) fn new(position: usize, message: impl Into<String>) -> Self {
        Self {
            position,
            message: message.into(),
        }
    }
}

//! The tree of an attribute-mapping expression.

use crate::text::{Span, Spanned};

/// An expression and where it was written.
///
/// Trees that come from text nest at most [`MAX_DEPTH`](super::MAX_DEPTH) deep.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it was written, with the parentheses around it.
    pub span: Span,
}

/// What an expression can be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ExprKind {
    /// `Append([mail], "x")`.
    Call(Call),
    /// `[name]`, without the brackets.
    Attribute(String),
    /// `"text"`, unescaped.
    Text(String),
    /// A number as it was written: `10`, `-10`, `1.5`, `&HF7`. See [`Expr::number_value`].
    Number(String),
    /// A bare word: `vbTextCompare`, `IgnoreAttributeFlow`, `True`, `NULL`. Which words mean something
    /// is for the checker to say.
    Word(String),
    /// `%Name%`, without the percent signs.
    Parameter(String),
    /// `left = right`.
    Compare {
        /// Which comparison.
        operator: Spanned<Comparison>,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `a & b & c`: two or more operands, none of which is a concatenation itself.
    Concat(Vec<Expr>),
}

/// A function call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    /// The function's name as it was written.
    pub name: Spanned<String>,
    /// The arguments: none for `F()`, two absent ones for `F(,)`.
    pub args: Vec<Arg>,
    /// The closing parenthesis.
    pub close: Span,
}

/// One argument of a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arg {
    /// The argument, or `None` where nothing stands between the commas.
    pub value: Option<Expr>,
    /// Where it was written; for an absent one the blanks between the commas, which may be empty.
    pub span: Span,
}

/// The six comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Equal,
        Self::NotEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
    ];

    /// How it is written.
    ///
    /// ```
    /// assert_eq!(attrflow::syntax::Comparison::NotEqual.spelling(), "<>");
    /// ```
    pub fn spelling(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

impl Expr {
    /// Whether both trees say the same, wherever they were written.
    ///
    /// ```
    /// use attrflow::{syntax::{Expr, ExprKind}, text::Span};
    /// let at = |span| Expr { kind: ExprKind::Attribute("mail".into()), span };
    /// assert!(at(Span::new(0, 6)).same(&at(Span::new(3, 9))));
    /// ```
    pub fn same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (ExprKind::Call(one), ExprKind::Call(two)) => {
                one.name.node == two.name.node
                    && one.args.len() == two.args.len()
                    && one.args.iter().zip(&two.args).all(|(a, b)| a.same(b))
            }
            (
                ExprKind::Compare {
                    operator,
                    left,
                    right,
                },
                ExprKind::Compare {
                    operator: other_operator,
                    left: other_left,
                    right: other_right,
                },
            ) => {
                operator.node == other_operator.node
                    && left.same(other_left)
                    && right.same(other_right)
            }
            (ExprKind::Concat(one), ExprKind::Concat(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(a, b)| a.same(b))
            }
            (one, two) => one == two,
        }
    }

    /// The value of a [`ExprKind::Number`] that is an integer of 64 bits; `None` for a fraction, for a
    /// number too large, and for anything that is not a number.
    ///
    /// ```
    /// use attrflow::{syntax::{Expr, ExprKind}, text::Span};
    /// let number = Expr { kind: ExprKind::Number("&HF7".into()), span: Span::default() };
    /// assert_eq!(number.number_value(), Some(247));
    /// ```
    pub fn number_value(&self) -> Option<i64> {
        let ExprKind::Number(written) = &self.kind else {
            return None;
        };
        match written
            .strip_prefix("&H")
            .or_else(|| written.strip_prefix("&h"))
        {
            Some(digits) => i64::from_str_radix(digits, 16).ok(),
            None => written.parse().ok(),
        }
    }
}

impl Arg {
    /// Whether both arguments say the same, wherever they were written.
    ///
    /// ```
    /// use attrflow::{syntax::Arg, text::Span};
    /// let absent = Arg { value: None, span: Span::at(1) };
    /// assert!(absent.same(&Arg { value: None, span: Span::at(2) }));
    /// ```
    pub fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(one), Some(two)) => one.same(two),
            (None, None) => true,
            _ => false,
        }
    }
}

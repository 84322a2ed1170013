//! From what pest read to the tree: precedence, literals, arguments. Explains foreign spellings on the way.

use pest::iterators::Pair;

use super::arguments::Arguments;
use super::grammar::Rule;
use super::literal::{inside, unescape};
use super::logic::{self, Conditional, Logic, Tree};
use super::{Call, Comparison, Expr, ExprKind, foreign, structure};
use crate::diag::Problems;
use crate::text::{Span, Spanned};

/// Lowers `expression_text`. The tree is right only if no problem was found.
pub(super) fn lower(text: &str, pair: Pair<'_, Rule>) -> (Option<Expr>, Problems) {
    let mut lower = Lower {
        text,
        problems: Problems::new(),
    };
    let mut whole = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::expression => {
                let lowered = lower.expression(part);
                whole = Some(lower.settled(lowered));
            }
            _ => lower.token(&part),
        }
    }
    (whole, lower.problems)
}

/// The place of a pair.
pub(super) fn span(pair: &Pair<'_, Rule>) -> Span {
    let span = pair.as_span();
    Span::new(span.start(), span.end())
}

pub(super) struct Lower<'t> {
    pub text: &'t str,
    pub problems: Problems,
}

/// An expression, with the logical operators in it that nobody has explained yet.
pub(super) struct Lowered {
    expr: Expr,
    /// Its place without the parentheses around it.
    bare: Span,
    pub logic: Option<Logic>,
}

impl Lowered {
    fn plain(kind: ExprKind, span: Span) -> Self {
        Self {
            expr: Expr { kind, span },
            bare: span,
            logic: None,
        }
    }

    fn nothing(span: Span) -> Self {
        Self::plain(ExprKind::Text(String::new()), span)
    }
}

/// Operands and the operators between them.
#[derive(Default)]
struct Row {
    operands: Vec<Lowered>,
    operators: Vec<Infix>,
}

impl Row {
    fn span(&self) -> Span {
        let first = self.operands.first().map(|operand| operand.expr.span);
        let last = self.operands.last().map(|operand| operand.expr.span);
        first.unwrap_or_default().to(last.unwrap_or_default())
    }

    /// Cuts it at some operators: the pieces, and the operators that were cut at.
    fn split(self, cuts: impl Fn(&Infix) -> bool) -> (Vec<Row>, Vec<Infix>) {
        let mut pieces = Vec::new();
        let mut at = Vec::new();
        let mut piece = Row::default();
        let mut operators = self.operators.into_iter();
        for operand in self.operands {
            piece.operands.push(operand);
            match operators.next() {
                Some(operator) if cuts(&operator) => {
                    pieces.push(std::mem::take(&mut piece));
                    at.push(operator);
                }
                Some(operator) => piece.operators.push(operator),
                None => {}
            }
        }
        pieces.push(piece);
        (pieces, at)
    }
}

/// An operator between two operands.
struct Infix {
    rule: Rule,
    span: Span,
}

impl Infix {
    fn compares(&self) -> bool {
        !self.is_logical() && !self.joins()
    }

    fn is_logical(&self) -> bool {
        matches!(self.rule, Rule::and | Rule::or)
    }

    fn joins(&self) -> bool {
        matches!(self.rule, Rule::ampersand | Rule::plus | Rule::arithmetic)
    }
}

impl Lower<'_> {
    pub(super) fn token(&mut self, pair: &Pair<'_, Rule>) {
        if let Some(found) = foreign::explain(pair.as_rule(), span(pair), self.text) {
            self.problems.push(found);
        }
    }

    /// Explains the logical operators that are left, for they stand where nothing can be rewritten.
    pub(super) fn settled(&mut self, lowered: Lowered) -> Expr {
        if let Some(logic) = &lowered.logic {
            self.problems.push(logic::explain(logic, None, self.text));
        }
        lowered.expr
    }

    pub(super) fn expression(&mut self, pair: Pair<'_, Rule>) -> Lowered {
        let whole = span(&pair);
        let mut row = Row::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::operand => row.operands.push(self.operand(part)),
                Rule::comment | Rule::odd_blank => self.token(&part),
                rule => {
                    self.token(&part);
                    row.operators.push(Infix {
                        rule,
                        span: span(&part),
                    });
                }
            }
        }
        if row.operators.is_empty() {
            return row
                .operands
                .pop()
                .unwrap_or_else(|| Lowered::nothing(whole));
        }
        if row.operators.iter().any(Infix::is_logical) {
            self.conditions(row)
        } else {
            self.comparison(row)
        }
    }

    /// The lowest precedence: `OR` between `AND` between comparisons. Only explained.
    fn conditions(&mut self, row: Row) -> Lowered {
        let whole = row.span();
        let mixed = [Rule::and, Rule::or]
            .iter()
            .all(|rule| row.operators.iter().any(|sign| sign.rule == *rule));
        let (pieces, signs) = row.split(Infix::is_logical);
        let mut logic = Logic {
            operators: signs.iter().map(|sign| sign.span).collect(),
            mixed,
            tree: Tree::Leaf(whole),
        };
        let mut any = Vec::new();
        let mut all = Vec::new();
        let mut signs = signs.iter();
        for piece in pieces {
            let condition = self.comparison(piece);
            all.push(match condition.logic {
                None => Tree::Leaf(condition.bare),
                Some(inner) => {
                    logic.operators.extend(inner.operators);
                    logic.mixed |= inner.mixed;
                    inner.tree
                }
            });
            if signs.next().is_some_and(|sign| sign.rule == Rule::or) {
                any.push(one_or(std::mem::take(&mut all), Tree::All));
            }
        }
        any.push(one_or(all, Tree::All));
        logic.tree = one_or(any, Tree::Any);
        logic.operators.sort();
        let mut lowered = Lowered::nothing(whole);
        lowered.logic = Some(logic);
        lowered
    }

    fn comparison(&mut self, row: Row) -> Lowered {
        let whole = row.span();
        let (pieces, signs) = row.split(Infix::compares);
        if signs.is_empty() {
            return match pieces.into_iter().next() {
                Some(piece) => self.concatenation(piece),
                None => Lowered::nothing(whole),
            };
        }
        let mut sides = Vec::with_capacity(2);
        for piece in pieces {
            let side = self.concatenation(piece);
            sides.push(self.settled(side));
        }
        if let [_, second, ..] = signs.as_slice() {
            self.problems.push(structure::chained(second.span, whole));
        }
        let mut sides = sides.into_iter();
        let (Some(sign), Some(left), Some(right)) = (signs.first(), sides.next(), sides.next())
        else {
            return Lowered::nothing(whole);
        };
        let operator = Spanned::new(comparison(sign.rule), sign.span);
        let kind = ExprKind::Compare {
            operator,
            left: Box::new(left),
            right: Box::new(right),
        };
        Lowered::plain(kind, whole)
    }

    fn concatenation(&mut self, row: Row) -> Lowered {
        if row.operators.is_empty() {
            let whole = row.span();
            let only = row.operands.into_iter().next();
            return only.unwrap_or_else(|| Lowered::nothing(whole));
        }
        let whole = row.span();
        let mut operands = Vec::with_capacity(row.operands.len());
        for operand in row.operands {
            let expr = self.settled(operand);
            match expr.kind {
                ExprKind::Concat(inner) => operands.extend(inner),
                _ => operands.push(expr),
            }
        }
        for sign in row.operators.iter().filter(|sign| sign.rule == Rule::plus) {
            let numbers = operands
                .iter()
                .any(|operand| matches!(operand.kind, ExprKind::Number(_)));
            self.problems.push(foreign::plus(sign.span, numbers));
        }
        Lowered::plain(ExprKind::Concat(operands), whole)
    }

    fn operand(&mut self, pair: Pair<'_, Rule>) -> Lowered {
        let whole = span(&pair);
        let mut negations = Vec::new();
        let mut lowered = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::negation => negations.push(span(&part)),
                Rule::comment | Rule::odd_blank => self.token(&part),
                _ => lowered = Some(self.primary(part)),
            }
        }
        let mut lowered = lowered.unwrap_or_else(|| Lowered::nothing(whole));
        for sign in negations {
            let rest = Span::new(sign.end as usize, whole.end as usize);
            self.problems.push(logic::negation(sign, rest, self.text));
            lowered.expr.span = whole;
            lowered.bare = whole;
        }
        lowered
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Lowered {
        let place = span(&pair);
        let written = place.of(self.text);
        let kind = match pair.as_rule() {
            Rule::named => return self.named(pair),
            Rule::group => return self.group(pair),
            Rule::string => ExprKind::Text(unescape(inside(written))),
            Rule::attribute => {
                self.token(&pair);
                ExprKind::Attribute(inside(written).to_owned())
            }
            Rule::number => {
                self.token(&pair);
                ExprKind::Number(written.to_owned())
            }
            Rule::parameter => ExprKind::Parameter(inside(written).to_owned()),
            _ => {
                self.token(&pair);
                ExprKind::Text(String::new())
            }
        };
        Lowered::plain(kind, place)
    }

    fn group(&mut self, pair: Pair<'_, Rule>) -> Lowered {
        let place = span(&pair);
        let mut lowered = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::expression => lowered = Some(self.expression(part)),
                Rule::comment | Rule::odd_blank => self.token(&part),
                _ => {}
            }
        }
        let mut lowered = lowered.unwrap_or_else(|| Lowered::nothing(place));
        lowered.expr.span = place;
        lowered
    }

    /// A word or a call.
    fn named(&mut self, pair: Pair<'_, Rule>) -> Lowered {
        let place = span(&pair);
        let mut name = None;
        let mut arguments = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::word => name = Some(Spanned::new(part.as_str().to_owned(), span(&part))),
                Rule::arguments => arguments = Some(part),
                _ => self.token(&part),
            }
        }
        let Some(name) = name else {
            return Lowered::nothing(place);
        };
        let Some(arguments) = arguments else {
            return Lowered::plain(ExprKind::Word(name.node), place);
        };
        let mut reader = Arguments::default();
        for part in arguments.into_inner() {
            reader.take(self, part);
        }
        if let Some(logic) = reader.logic {
            let branch = |at: usize| reader.args.get(at).map(|arg| arg.span).unwrap_or_default();
            let call = Conditional {
                name: &name.node,
                span: place,
                branches: [branch(1), branch(2)],
            };
            let call = (reader.args.len() == 3).then_some(&call);
            self.problems.push(logic::explain(&logic, call, self.text));
        }
        let call = Call {
            name,
            args: reader.args,
            close: reader.close,
        };
        Lowered::plain(ExprKind::Call(call), place)
    }
}

fn one_or(mut trees: Vec<Tree>, join: fn(Vec<Tree>) -> Tree) -> Tree {
    match trees.pop() {
        Some(only) if trees.is_empty() => only,
        last => {
            trees.extend(last);
            join(trees)
        }
    }
}

/// What a sign means; a foreign one has been reported, and its tree is not used.
fn comparison(rule: Rule) -> Comparison {
    match rule {
        Rule::not_equal => Comparison::NotEqual,
        Rule::less => Comparison::Less,
        Rule::less_or_equal => Comparison::LessOrEqual,
        Rule::greater => Comparison::Greater,
        Rule::greater_or_equal => Comparison::GreaterOrEqual,
        _ => Comparison::Equal,
    }
}

//! From the tree to the program: names resolved, arity and kinds checked, constants compiled.

use super::codes::{NUMBER_TOO_LARGE, UNKNOWN_ATTRIBUTE};
use super::context::Context;
use super::ledger::{COMPARISON_AS_VALUE, CONCATENATION};
use super::lint::{Look, Subject};
use super::lints::LINTS;
use super::program::{CompareNode, Constant, Node, NodeKind, Program, Slots};
use crate::diag::{Diagnostic, Problems, nearest};
use crate::library::Param;
use crate::schema::ObjectDefinition;
use crate::syntax::{Expr, ExprKind};
use crate::text::Span;
use crate::value::Kind;

/// Turns a tree into a program, if nothing is wrong with it; all that is wrong is reported either way,
/// warnings and advice included, in the order of the text.
///
/// `text` is what the tree was read from, and all places are places in it, in bytes. Attributes get their
/// places in `slots`, even where there is no program.
///
/// ```
/// use attrflow::{assist::standard, check::{Context, Slots, check}, syntax::parse_expression, value::Kind};
/// let (text, mut slots) = ("ToLower([mail])", Slots::new());
/// let tree = parse_expression(text).unwrap();
/// let (program, problems) = check(&Context::open(standard()), text, &tree, &mut slots);
/// assert!(program.unwrap().returns == Kind::Text && problems.is_empty());
/// assert_eq!(slots.names(), ["mail"]);
///
/// let text = "Left([mail])";
/// let (program, problems) = check(&Context::open(standard()), text, &parse_expression(text).unwrap(), &mut slots);
/// assert!(program.is_none() && problems.has_errors());
/// ```
pub fn check(
    context: &Context<'_>,
    text: &str,
    expr: &Expr,
    slots: &mut Slots,
) -> (Option<Program>, Problems) {
    let mut lowering = Lowering {
        context,
        text,
        slots,
        problems: Problems::new(),
        depth: 0,
        secret: false,
    };
    let lowered = lowering.expr(expr, None);
    let Lowering {
        mut problems,
        secret,
        ..
    } = lowering;
    let program = lowered
        .filter(|_| !problems.has_errors())
        .map(|Lowered { node, kind }| Program {
            root: node,
            returns: kind,
            secret,
        });
    if let Some(program) = &program {
        lint(context, text, expr, program, &mut problems);
    }
    problems.sort();
    (program.filter(|_| !problems.has_errors()), problems)
}

fn lint(
    context: &Context<'_>,
    text: &str,
    expr: &Expr,
    program: &Program,
    problems: &mut Problems,
) {
    for lint in LINTS {
        if let Subject::Expression(look) = lint.subject {
            look(&mut Look {
                context,
                text,
                expr,
                program,
                problems,
            });
        }
    }
}

/// A checked sub-expression and the kind that it promises.
pub(super) struct Lowered {
    pub(super) node: Node,
    pub(super) kind: Kind,
}

/// What is said of an attribute that the source object does not have. `spell` writes a name as it is
/// written at that place.
pub(super) fn unknown_attribute(
    source: &ObjectDefinition,
    name: &str,
    span: Span,
    spell: impl Fn(&str) -> String,
) -> Diagnostic {
    let object = &source.name.value;
    let found = Diagnostic::new(
        &UNKNOWN_ATTRIBUTE,
        span,
        format!("the source object `{object}` has no attribute `{name}`"),
    );
    let names = source
        .attributes
        .iter()
        .map(|attribute| attribute.name.value.as_str());
    match nearest(name, names) {
        Some(near) if near.eq_ignore_ascii_case(name) => found
            .help(format!(
                "attribute names are case-sensitive: write `{near}`"
            ))
            .fix(format!("write `{near}`"), span, spell(near)),
        Some(near) => found.help(format!("did you mean `{near}`?")).suggest(
            format!("write `{near}`"),
            span,
            spell(near),
        ),
        None => found.help("add the attribute to the schema's source object, or correct its name"),
    }
}

pub(super) struct Lowering<'l> {
    pub(super) context: &'l Context<'l>,
    pub(super) text: &'l str,
    slots: &'l mut Slots,
    pub(super) problems: Problems,
    pub(super) depth: usize,
    pub(super) secret: bool,
}

impl Lowering<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    pub(super) fn expr(&mut self, expr: &Expr, param: Option<&Param>) -> Option<Lowered> {
        let span = expr.span;
        let lowered = |kind, promised| {
            Some(Lowered {
                node: Node { kind, span },
                kind: promised,
            })
        };
        match &expr.kind {
            ExprKind::Text(text) => lowered(
                NodeKind::Constant(Constant::Text(text.as_str().into())),
                Kind::Text,
            ),
            ExprKind::Number(written) => self.number(expr, written),
            ExprKind::Attribute(name) => self.attribute(name, span),
            ExprKind::Parameter(name) => {
                lowered(NodeKind::Parameter(name.as_str().into()), Kind::Text)
            }
            ExprKind::Word(word) => self.word(word, span, param),
            ExprKind::Call(call) => self.call(call, span),
            ExprKind::Compare {
                operator,
                left,
                right,
            } => {
                self.depth += 1;
                let sides = (self.expr(left, None), self.expr(right, None));
                self.depth -= 1;
                let (Some(left), Some(right)) = sides else {
                    return None;
                };
                let compare = CompareNode {
                    operator: operator.node,
                    left: left.node,
                    right: right.node,
                };
                let kind = NodeKind::Compare(Box::new(compare));
                if param.is_some_and(|param| param.kind == Kind::Boolean) {
                    return lowered(kind, Kind::Boolean);
                }
                lowered(
                    NodeKind::Noted(&COMPARISON_AS_VALUE, Box::new(Node { kind, span })),
                    Kind::Boolean,
                )
            }
            ExprKind::Concat(parts) => {
                self.depth += 1;
                let parts: Vec<Option<Lowered>> =
                    parts.iter().map(|part| self.expr(part, None)).collect();
                self.depth -= 1;
                let parts: Option<Box<[Node]>> =
                    parts.into_iter().map(|part| Some(part?.node)).collect();
                let inner = Box::new(Node {
                    kind: NodeKind::Concat(parts?),
                    span,
                });
                lowered(NodeKind::Noted(&CONCATENATION, inner), Kind::Text)
            }
        }
    }

    fn number(&mut self, expr: &Expr, written: &str) -> Option<Lowered> {
        let span = expr.span;
        let (constant, kind) = match expr.number_value() {
            Some(number) => (Constant::Int(number), Kind::Integer),
            None if written.contains('.') => (Constant::Text(written.into()), Kind::Text),
            None => {
                self.report(
                    Diagnostic::new(
                        &NUMBER_TOO_LARGE,
                        span,
                        format!("`{written}` does not fit into 64 bits"),
                    )
                    .help(format!("write `\"{written}\"` if it is meant as text")),
                );
                return None;
            }
        };
        Some(Lowered {
            node: Node {
                kind: NodeKind::Constant(constant),
                span,
            },
            kind,
        })
    }

    fn attribute(&mut self, name: &str, span: Span) -> Option<Lowered> {
        if let Some(source) = self.context.source
            && source.attribute(name).is_none()
        {
            self.report(unknown_attribute(source, name, span, |name| {
                format!("[{name}]")
            }));
            return None;
        }
        let place = self.slots.place(name);
        Some(Lowered {
            node: Node {
                kind: NodeKind::Slot(place),
                span,
            },
            kind: Kind::Any,
        })
    }
}

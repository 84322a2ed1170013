//! From the tree to the program: names resolved, arity and kinds checked, constants compiled.

use super::codes::{
    ARITY, CONNECT_FUNCTION, MISSING_ARGUMENT, NUMBER_TOO_LARGE, PLACEMENT, UNKNOWN_ATTRIBUTE,
    UNKNOWN_FUNCTION,
};
use super::connect::instead_of;
use super::context::Context;
use super::fold;
use super::ledger::{COMPARISON_AS_VALUE, CONCATENATION};
use super::lint::{Look, Subject};
use super::lints::LINTS;
use super::program::{CallNode, CompareNode, Constant, Node, NodeKind, Program, Slots};
use crate::diag::{Diagnostic, Problems, nearest};
use crate::library::{Function, Literal, Occurs, Param, Placement, Site, SiteArg};
use crate::schema::ObjectDefinition;
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;
use crate::value::Kind;

/// Turns a tree into a program, if nothing is wrong with it; all that is wrong is reported either way.
///
/// `text` is what the tree was read from. Attributes get their places in `slots`.
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
    (program, problems)
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
    context: &'l Context<'l>,
    text: &'l str,
    slots: &'l mut Slots,
    problems: Problems,
    depth: usize,
    secret: bool,
}

impl Lowering<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    fn expr(&mut self, expr: &Expr, param: Option<&Param>) -> Option<Lowered> {
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

    fn call(&mut self, call: &Call, span: Span) -> Option<Lowered> {
        let function = self.function(call)?;
        self.placement(function, call);
        self.secret |= function.redacts;
        let arity = self.arity(function, call, span);
        self.depth += 1;
        let args: Vec<Option<Lowered>> = call
            .args
            .iter()
            .enumerate()
            .map(|(index, arg)| self.arg(function, index, arg.value.as_ref(), arg.span))
            .collect();
        self.depth -= 1;
        let args: Vec<Lowered> = args.into_iter().collect::<Option<_>>().filter(|_| arity)?;
        let prepared = self.prepare(function, call, &args, span)?;
        let call = CallNode {
            function,
            args: args.into_iter().map(|arg| arg.node).collect(),
            prepared,
        };
        Some(Lowered {
            node: fold::call(call, span),
            kind: function.returns,
        })
    }

    fn function(&mut self, call: &Call) -> Option<&'static Function> {
        let name = call.name.node.as_str();
        if let Some(function) = self.context.library.function(name) {
            self.case(name, function.name, call.name.span);
            return Some(function);
        }
        let span = call.name.span;
        if let Some(instead) = instead_of(name) {
            let mut found = Diagnostic::new(
                &CONNECT_FUNCTION,
                span,
                format!("`{name}` is a function of Entra Connect Sync only"),
            );
            if !instead.is_empty() {
                found = found.help(instead);
            }
            self.report(found);
            return None;
        }
        let mut found = Diagnostic::new(
            &UNKNOWN_FUNCTION,
            span,
            format!("there is no function `{name}`"),
        );
        let names = self
            .context
            .library
            .functions()
            .iter()
            .map(|function| function.name);
        match nearest(name, names) {
            Some(near) => {
                found = found.help(format!("did you mean `{near}`?")).suggest(
                    format!("write `{near}`"),
                    span,
                    near,
                );
            }
            None => found = found.help("`attrflow functions` lists all of them"),
        }
        self.report(found);
        None
    }

    fn placement(&mut self, function: &Function, call: &Call) {
        if function.placement != Placement::OutermostOnCreation {
            return;
        }
        let name = function.name;
        let span = call.name.span;
        if self.depth > 0 {
            self.report(
                Diagnostic::new(
                    &PLACEMENT,
                    span,
                    format!("`{name}` must be the outermost call"),
                )
                .help(format!(
                    "move the other functions into the arguments of `{name}`"
                )),
            );
        }
        if let Some(target) = self.context.target.filter(|target| target.matching) {
            self.report(
                Diagnostic::new(&PLACEMENT, span, format!("`{name}` cannot fill the matching attribute `{}`", target.name))
                    .help("match by another attribute, one whose value does not depend on what already exists"),
            );
        }
    }

    fn arity(&mut self, function: &Function, call: &Call, span: Span) -> bool {
        let written = call.args.len();
        let (least, most) = (function.least(), function.most());
        if written >= least && most.is_none_or(|most| written <= most) {
            return true;
        }
        let takes = match most {
            Some(0) => "none".to_owned(),
            Some(most) if most == least => format!("{least}"),
            Some(most) => format!("{least} to {most}"),
            None => format!("at least {least}"),
        };
        let place = match (most, call.args.get(most.unwrap_or(usize::MAX))) {
            (Some(_), Some(extra)) => extra
                .span
                .to(call.args.last().map_or(extra.span, |last| last.span)),
            _ => span,
        };
        let missing = function.params.get(written).filter(|_| written < least);
        self.report(
            Diagnostic::new(
                &ARITY,
                place,
                format!(
                    "`{}` takes {takes} arguments, here are {written}",
                    function.name
                ),
            )
            .under(missing.map_or_else(String::new, |param| {
                format!("`{}` is missing: {}", param.name, param.about)
            }))
            .help(format!("the signature is `{}`", function.signature())),
        );
        false
    }

    fn arg(
        &mut self,
        function: &Function,
        index: usize,
        value: Option<&Expr>,
        span: Span,
    ) -> Option<Lowered> {
        let param = function.param(index);
        let Some(expr) = value else {
            if let Some(param) = param.filter(|param| param.occurs == Occurs::Required) {
                self.report(
                    Diagnostic::new(
                        &MISSING_ARGUMENT,
                        span,
                        format!("`{}` of {} is absent", param.name, function.name),
                    )
                    .under(param.about)
                    .help(format!("the signature is `{}`", function.signature())),
                );
                return None;
            }
            return Some(Lowered {
                node: Node {
                    kind: NodeKind::Absent,
                    span,
                },
                kind: Kind::Any,
            });
        };
        let lowered = self.expr(expr, param)?;
        match param {
            Some(param) if !self.kind(function, param, &lowered) => None,
            _ => Some(lowered),
        }
    }

    /// Runs the function's own checks; `None` when they found an error.
    #[expect(
        clippy::option_option,
        reason = "whether it failed, and whether it keeps something, are two things"
    )]
    fn prepare(
        &mut self,
        function: &'static Function,
        call: &Call,
        args: &[Lowered],
        span: Span,
    ) -> Option<Option<crate::library::Prepared>> {
        let Some(prepare) = function.prepare else {
            return Some(None);
        };
        let site_args: Vec<SiteArg<'_>> = args
            .iter()
            .zip(&call.args)
            .map(|(lowered, written)| SiteArg {
                span: lowered.node.span,
                given: written.value.is_some(),
                constant: fold::constant(&lowered.node).map(Constant::value),
                kind: lowered.kind,
                attribute: match written.value.as_ref().map(|value| &value.kind) {
                    Some(ExprKind::Attribute(name)) => Some(name.as_str()),
                    _ => None,
                },
                literal: match written.value.as_ref().map(|value| &value.kind) {
                    Some(ExprKind::Text(_)) => self
                        .text
                        .get(lowered.node.span.range())
                        .map(Literal::Quoted),
                    _ => None,
                },
            })
            .collect();
        let mut found = Problems::new();
        let prepared = prepare(&mut Site::new(
            function.name,
            span,
            &site_args,
            self.context.job,
            &mut found,
        ));
        let failed = found.has_errors();
        self.problems.append(found);
        (!failed).then_some(prepared)
    }
}

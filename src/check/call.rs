//! Calls: which function, how many arguments, of what kind, in what place.

use super::codes::{ARITY, CONNECT_FUNCTION, MISSING_ARGUMENT, PLACEMENT, UNKNOWN_FUNCTION};
use super::connect::instead_of;
use super::fold;
use super::lower::{Lowered, Lowering};
use super::program::{CallNode, Constant, Node, NodeKind, Spread};
use crate::diag::{Diagnostic, Problems, nearest};
use crate::library::{Function, Literal, Occurs, Placement, Prepared, Site, SiteArg};
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;
use crate::value::Kind;

impl Lowering<'_> {
    pub(super) fn call(&mut self, call: &Call, span: Span) -> Option<Lowered> {
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
        let args: Box<[Node]> = args.into_iter().map(|arg| arg.node).collect();
        let call = CallNode {
            function,
            ready: args.iter().map(Node::ready).collect(),
            spread: Spread::of(function, &args),
            args,
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
        let arguments = |count: usize| if count == 1 { "argument" } else { "arguments" };
        let takes = match most {
            Some(0) => "no arguments".to_owned(),
            Some(most) if most == least => format!("{least} {}", arguments(least)),
            Some(most) => format!("{least} to {most} {}", arguments(most)),
            None => format!("at least {least} {}", arguments(least)),
        };
        let verb = if written == 1 { "is" } else { "are" };
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
                format!("`{}` takes {takes}, here {verb} {written}", function.name),
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
    ) -> Option<Option<Prepared>> {
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

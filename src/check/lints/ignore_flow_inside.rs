//! `IgnoreFlowIfNullOrEmpty` inside another call.

use super::shared::{operand, whole};
use crate::check::lint::{Lint, Look, Subject, argument};
use crate::diag::{Code, Diagnostic, Edit, Fix, Sample, Severity};
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "ignore-flow-inside",
    severity: Severity::Warning,
    title: "IgnoreFlowIfNullOrEmpty belongs outermost",
    explanation: "`IgnoreFlowIfNullOrEmpty` gives no value where its source is empty, but leaves the attribute out of the \
flow. Inside another function, what happens then is not documented; attrflow leaves the whole attribute out. Put it \
around the whole expression. As the whole branch of an `IIF` or a `Switch` it is clear enough.\n\n\
```text\nIgnoreFlowIfNullOrEmpty(Trim([country]))\n```",
    sample: Sample::Expression("Trim(IgnoreFlowIfNullOrEmpty([country]))"),
};

/// Functions around it that give null for null, and nothing for the empty text.
const PASSING: &[&str] = &[
    "Left",
    "Mid",
    "NormalizeDiacritics",
    "PCase",
    "StripSpaces",
    "ToLower",
    "ToUpper",
    "Trim",
];

const NAME: &str = "IgnoreFlowIfNullOrEmpty";

fn look(look: &mut Look<'_>) {
    let mut found = Vec::new();
    look.walk(|expr, around| {
        if let ExprKind::Call(call) = &expr.kind
            && call.name.node.eq_ignore_ascii_case(NAME)
        {
            found.push((call, expr, around.to_vec()));
        }
    });
    for (call, expr, around) in found {
        let mut inner = expr;
        let branches_only = around.iter().rev().all(|outer| {
            let (branch, next) = (is_branch(outer, inner), parent(look, outer));
            inner = next.unwrap_or(inner);
            branch && next.is_some()
        });
        // A comparison or concatenation around it is no call.
        let outermost = std::ptr::eq(inner, look.expr);
        if branches_only && outermost {
            continue;
        }
        let diagnostic = Diagnostic::new(
            &CODE,
            call.name.span,
            format!("`{NAME}` stands inside another call"),
        )
        .under("drops the whole attribute, not this part")
        .help("put it around the whole expression");
        let passing = around.iter().all(|outer| {
            let function = look.context.library.function(&outer.name.node);
            function.is_some_and(|function| PASSING.contains(&function.name))
        });
        let fix = argument(call, 0)
            .filter(|_| passing)
            .and_then(|source| moved(look, call, source));
        look.report(match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        });
    }
}

/// Whether the expression is a whole branch of the call.
fn is_branch(outer: &Call, inner: &Expr) -> bool {
    let name = outer.name.node.to_ascii_lowercase();
    let index = outer.args.iter().position(|arg| {
        arg.value
            .as_ref()
            .is_some_and(|value| std::ptr::eq(value, inner))
    });
    match (name.as_str(), index) {
        ("iif", Some(index)) => index > 0,
        ("switch", Some(index)) => index % 2 == 1,
        _ => false,
    }
}

/// The expression that the call is.
fn parent<'l>(look: &Look<'l>, call: &Call) -> Option<&'l Expr> {
    let mut found = None;
    look.walk(|expr, _| {
        if matches!(&expr.kind, ExprKind::Call(other) if std::ptr::eq(other, call)) {
            found = Some(expr);
        }
    });
    found
}

/// The call taken off its source, and put around everything.
fn moved(look: &Look<'_>, call: &Call, source: &Expr) -> Option<Fix> {
    let all = look.expr.span;
    matches!(look.expr.kind, ExprKind::Call(_)).then(|| Fix {
        title: "put it around the whole expression".to_owned(),
        edits: vec![
            Edit {
                span: Span::at(all.start as usize),
                text: format!("{NAME}("),
            },
            Edit {
                span: whole(call),
                text: operand(look, source),
            },
            Edit {
                span: Span::at(all.end as usize),
                text: ")".to_owned(),
            },
        ],
        safe: false,
    })
}

//! A comparison with `DateDiff` that lets something flow before a hire date, and stops it afterwards.

use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::syntax::{Comparison, Expr, ExprKind};
use crate::text::Span;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "date-diff-sign",
    severity: Severity::Advice,
    title: "the value flows before the hire date only",
    explanation: "`DateDiff(\"d\", Now(), CDate([hireDate]))` is the second date less the first: positive while the hire \
date lies ahead, negative once it has passed. So a condition `>= 0` holds *before* the first day. An example in \
Microsoft's Workday guide has it the other way round than its text says.\n\n\
```text\nIIF(DateDiff(\"d\", Now(), CDate([hireDate])) <= 0, [department], IgnoreAttributeFlow)\n```",
    sample: Sample::Expression(
        "IIF(DateDiff(\"d\", Now(), CDate([hireDate])) >= 0, [department], IgnoreAttributeFlow)",
    ),
};

fn look(look: &mut Look<'_>) {
    for (call, _) in look.calls_of("IIF") {
        let Some(condition) = argument(call, 0) else {
            continue;
        };
        let Some((operator, right)) = ahead(look, condition) else {
            continue;
        };
        let (yes, no) = (argument(call, 1), argument(call, 2));
        let flows = !nothing(yes) && nothing(no);
        if !flows && !opens(look, yes, no) {
            continue;
        }
        look.report(
            Diagnostic::new(
                &CODE,
                condition.span,
                "this holds while the hire date lies ahead",
            )
            .help(format!(
                "write `{right}` for the time from the hire date on"
            ))
            .suggest(format!("write `{right}`"), operator, right),
        );
    }
}

/// The comparison of a condition that a hire date lies ahead, and its opposite.
fn ahead(look: &Look<'_>, condition: &Expr) -> Option<(Span, &'static str)> {
    let ExprKind::Compare {
        operator,
        left,
        right,
    } = &condition.kind
    else {
        return None;
    };
    let zero = right.number_value() == Some(0) || literal(right) == Some("0");
    let ExprKind::Call(diff) = &left.kind else {
        return None;
    };
    if !zero || look.function(left)?.name != "DateDiff" {
        return None;
    }
    let now = |index| {
        argument(diff, index)
            .and_then(|date| look.function(date))
            .is_some_and(|function| function.name == "Now")
    };
    let hire = |index| argument(diff, index).is_some_and(names_hire);
    let opposite = match operator.node {
        Comparison::GreaterOrEqual if now(1) && hire(2) => "<=",
        Comparison::Greater if now(1) && hire(2) => "<",
        Comparison::LessOrEqual if hire(1) && now(2) => ">=",
        Comparison::Less if hire(1) && now(2) => ">",
        _ => return None,
    };
    Some((operator.span, opposite))
}

/// Whether the date is that of a beginning, as far as its attribute's name tells.
fn names_hire(date: &Expr) -> bool {
    match &date.kind {
        ExprKind::Attribute(name) => {
            let name = name.to_ascii_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
            has(&["hire", "start", "joined"]) && !has(&["end", "term", "leave", "last"])
        }
        ExprKind::Call(call) => call
            .args
            .iter()
            .filter_map(|arg| arg.value.as_ref())
            .any(names_hire),
        _ => false,
    }
}

/// Whether a branch lets nothing flow.
fn nothing(branch: Option<&Expr>) -> bool {
    match branch.map(|expr| &expr.kind) {
        None => true,
        Some(ExprKind::Text(text)) => text.is_empty(),
        Some(ExprKind::Word(word)) => ["null", "ignoreattributeflow", "ignoreobjectflow"]
            .iter()
            .any(|nothing| nothing.eq_ignore_ascii_case(word)),
        _ => false,
    }
}

/// Whether the first branch opens an account and the second closes it.
fn opens(look: &Look<'_>, yes: Option<&Expr>, no: Option<&Expr>) -> bool {
    let open = match look.context.target.map(|target| target.name) {
        Some("accountDisabled") => "false",
        Some("accountEnabled" | "active" | "IsActive") => "true",
        _ => return false,
    };
    let truth = |branch: Option<&Expr>| branch.and_then(literal).map(str::to_ascii_lowercase);
    match (truth(yes).as_deref(), truth(no).as_deref()) {
        (Some(yes @ ("true" | "false")), Some(no @ ("true" | "false"))) => {
            yes == open && no != open
        }
        _ => false,
    }
}

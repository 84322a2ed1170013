//! What several lints ask of an expression.

use std::ops::Range;

use crate::check::lint::{Look, argument, literal};
use crate::library::Purity;
use crate::syntax::{Call, Expr, ExprKind};
use crate::text::Span;
use crate::value::Kind;

/// Functions whose result is never null, whatever their arguments.
const NEVER_NULL: &[&str] = &[
    "BitAnd",
    "CBool",
    "Contains",
    "Count",
    "DefaultDomain",
    "Guid",
    "InStr",
    "IsNothing",
    "IsNull",
    "IsNullOrEmpty",
    "IsPresent",
    "IsString",
    "Join",
    "Left",
    "Not",
    "Now",
    "RandomString",
    "Word",
];

/// Functions that can give null although none of their arguments is.
const SOMETIMES_NULL: &[&str] = &[
    "AppRoleAssignments",
    "AppRoleAssignmentsComplex",
    "AssertiveAppRoleAssignmentsComplex",
    "DNComponent",
    "Replace",
    "SingleAppRoleAssignment",
];

/// The expression as it was written.
pub(super) fn written<'l>(look: &Look<'l>, expr: &Expr) -> &'l str {
    expr.span.of(look.text)
}

/// The expression as it may stand in the place of any other one.
pub(super) fn operand(look: &Look<'_>, expr: &Expr) -> String {
    let text = written(look, expr);
    match expr.kind {
        ExprKind::Compare { .. } | ExprKind::Concat(_) => format!("({text})"),
        _ => text.to_owned(),
    }
}

/// Whether the value can be null for some user.
pub(super) fn nullable(look: &Look<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute(name) => !look
            .context
            .attribute(name)
            .is_some_and(|definition| definition.required),
        ExprKind::Word(word) => word.eq_ignore_ascii_case("null"),
        ExprKind::Call(call) => call_nullable(look, call, expr),
        _ => false,
    }
}

fn call_nullable(look: &Look<'_>, call: &Call, expr: &Expr) -> bool {
    let Some(function) = look.function(expr) else {
        return true;
    };
    let at = |index| argument(call, index).is_none_or(|value| nullable(look, value));
    match function.name {
        name if NEVER_NULL.contains(&name) => false,
        name if SOMETIMES_NULL.contains(&name) => true,
        "IIF" => at(1) || at(2),
        "Switch" => at(1) || (3..call.args.len()).step_by(2).any(at),
        "Coalesce" => (0..call.args.len()).all(at),
        _ => call
            .args
            .iter()
            .filter_map(|arg| arg.value.as_ref())
            .any(|value| nullable(look, value)),
    }
}

/// Whether the value is `True` or `False` by its nature.
pub(super) fn boolean(look: &Look<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute(name) if look.context.source.is_none() => name == "IsSoftDeleted",
        _ => look.kind(expr) == Kind::Boolean,
    }
}

/// Whether the value is the same for every user, at any time and in any tenant.
pub(super) fn settled(look: &Look<'_>, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Text(_) | ExprKind::Number(_) => true,
        ExprKind::Attribute(_) | ExprKind::Parameter(_) => false,
        ExprKind::Word(word) => !word.to_ascii_lowercase().starts_with("ignore"),
        ExprKind::Compare { left, right, .. } => settled(look, left) && settled(look, right),
        ExprKind::Concat(parts) => parts.iter().all(|part| settled(look, part)),
        ExprKind::Call(call) => {
            look.function(expr)
                .is_some_and(|function| function.purity == Purity::Pure)
                && call
                    .args
                    .iter()
                    .filter_map(|arg| arg.value.as_ref())
                    .all(|value| settled(look, value))
        }
    }
}

/// The keys of a `Switch` with the index of their arguments.
pub(super) fn keys(call: &Call) -> impl Iterator<Item = (usize, &Expr)> {
    (2..call.args.len())
        .step_by(2)
        .filter_map(|index| Some((index, argument(call, index)?)))
}

/// The keys of a `Switch` that are constant texts.
pub(super) fn key_texts(call: &Call) -> impl Iterator<Item = (&Expr, &str)> {
    keys(call).filter_map(|(_, key)| Some((key, literal(key)?)))
}

/// A call from its name to its closing parenthesis.
pub(super) fn whole(call: &Call) -> Span {
    call.name.span.to(call.close)
}

/// Where a piece of a constant text was written; the whole text where an escape hides it.
pub(super) fn within(look: &Look<'_>, expr: &Expr, piece: Range<usize>) -> Span {
    let text = written(look, expr);
    if text.contains('\\') || !text.starts_with('"') {
        return expr.span;
    }
    Span::new(piece.start, piece.end).shift(expr.span.start as usize + 1)
}

/// `Switch` that gives `then` for a source that is null or empty, and `otherwise` for all others.
pub(super) fn switch_on_nothing(
    look: &Look<'_>,
    source: &Expr,
    then: &Expr,
    otherwise: &Expr,
) -> Option<String> {
    let single = !matches!(
        look.kind(source),
        Kind::List | Kind::Roles | Kind::Record | Kind::Reference | Kind::Binary
    );
    single.then(|| {
        format!(
            "Switch({}, {}, \"\", {})",
            written(look, source),
            written(look, otherwise),
            written(look, then)
        )
    })
}

/// The sub-expressions of which one is the value of the whole expression.
pub(super) fn results<'l>(look: &Look<'l>, expr: &'l Expr, found: &mut Vec<&'l Expr>) {
    let ExprKind::Call(call) = &expr.kind else {
        return found.push(expr);
    };
    let last = call.args.len();
    let places: Vec<usize> = match look.function(expr).map(|function| function.name) {
        Some("IIF") => vec![1, 2],
        Some("Switch") => std::iter::once(1).chain((3..last).step_by(2)).collect(),
        Some("Coalesce") => (0..last).collect(),
        Some("IgnoreFlowIfNullOrEmpty") => vec![0],
        _ => return found.push(expr),
    };
    for value in places.into_iter().filter_map(|place| argument(call, place)) {
        results(look, value, found);
    }
}

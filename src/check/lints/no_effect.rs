//! Calls that give what they are given.

use super::shared::{nullable, operand, written};
use crate::check::lint::{Lint, Look, Subject, argument, literal};
use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::Purity;
use crate::syntax::{Call, Expr, ExprKind};
use crate::value::Kind;

pub(super) static LINT: Lint = Lint {
    code: &CODE,
    subject: Subject::Expression(look),
};

static CODE: Code = Code {
    slug: "no-effect",
    severity: Severity::Advice,
    title: "a call that changes nothing",
    explanation: "The call gives what it is given: `Trim` of a trimmed text, `ToLower` of a text in lower case, `Append` \
of nothing, `Join` of a single text, `Coalesce` of the same value twice, `Not` of `Not`. It can go. Where a part was \
meant to be there and is missing, put it in.",
    sample: Sample::Expression("Trim(Trim([displayName]))"),
};

/// Functions that change nothing the second time.
const ONCE: &[&str] = &[
    "NormalizeDiacritics",
    "Redact",
    "RemoveDuplicates",
    "StripSpaces",
    "ToLower",
    "ToUpper",
    "Trim",
];

/// Functions that set the case of every letter.
const CASE: &[&str] = &["ToLower", "ToUpper"];

/// What can go.
struct Idle<'l> {
    message: String,
    /// What is left of the call.
    rest: String,
    marked: &'l Expr,
    safe: bool,
}

fn look(look: &mut Look<'_>) {
    for (call, function, expr) in look.calls() {
        let idle = match function.name {
            name if ONCE.contains(&name) => twice(look, name, call, expr),
            "Append" => appended(look, expr, argument(call, 0), argument(call, 1)),
            "Prepend" => appended(look, expr, argument(call, 1), argument(call, 0)),
            "Join" => joined(look, call, expr),
            "Not" => negated(look, call, expr),
            "Coalesce" => repeated(look, call),
            _ => None,
        };
        let Some(idle) = idle else { continue };
        let found = Diagnostic::new(&CODE, idle.marked.span, idle.message)
            .help(format!("write `{}`", idle.rest));
        let title = "leave out what changes nothing";
        look.report(match idle.safe {
            true => found.fix(title, expr.span, idle.rest),
            false => found.suggest(title, expr.span, idle.rest),
        });
    }
}

fn twice<'l>(look: &Look<'l>, name: &str, call: &'l Call, expr: &'l Expr) -> Option<Idle<'l>> {
    let given = argument(call, 0)?;
    let ExprKind::Call(inner) = &given.kind else {
        return None;
    };
    let inner_name = look.function(given)?.name;
    let same_rest = call.args.len() == inner.args.len()
        && call
            .args
            .iter()
            .zip(&inner.args)
            .skip(1)
            .all(|(one, two)| one.same(two));
    if inner_name == name && same_rest {
        return Some(Idle {
            message: format!("`{name}` is applied twice"),
            rest: operand(look, given),
            marked: expr,
            safe: true,
        });
    }
    let both_case = CASE.contains(&name) && CASE.contains(&inner_name);
    if !both_case || call.args.len() > 1 || inner.args.len() > 1 {
        return None;
    }
    Some(Idle {
        message: format!("`{name}` undoes `{inner_name}`"),
        rest: format!("{name}({})", written(look, argument(inner, 0)?)),
        marked: given,
        safe: false,
    })
}

fn appended<'l>(
    look: &Look<'l>,
    expr: &'l Expr,
    source: Option<&'l Expr>,
    added: Option<&'l Expr>,
) -> Option<Idle<'l>> {
    let source = source?;
    if !literal(added?)?.is_empty() {
        return None;
    }
    Some(Idle {
        message: "the empty text is added, which changes nothing".to_owned(),
        rest: operand(look, source),
        marked: expr,
        safe: look.kind(source) == Kind::Text,
    })
}

/// `Join` of one text. It gives the empty text for null, so taking it away can make a difference.
fn joined<'l>(look: &Look<'l>, call: &'l Call, expr: &'l Expr) -> Option<Idle<'l>> {
    let source = argument(call, 1)?;
    if call.args.len() != 2 || look.kind(source) != Kind::Text || is_elementwise(look, source) {
        return None;
    }
    Some(Idle {
        message: "`Join` has nothing to join but one text".to_owned(),
        rest: operand(look, source),
        marked: expr,
        safe: !nullable(look, source),
    })
}

/// Whether the value can be several after all, as those of `Trim` of a multi-valued attribute.
fn is_elementwise(look: &Look<'_>, expr: &Expr) -> bool {
    look.function(expr)
        .is_some_and(|function| function.elementwise)
}

fn negated<'l>(look: &Look<'l>, call: &'l Call, expr: &'l Expr) -> Option<Idle<'l>> {
    let given = argument(call, 0)?;
    let ExprKind::Call(inner) = &given.kind else {
        return None;
    };
    let source = argument(inner, 0)?;
    if look.function(given)?.name != "Not" || look.kind(source) != Kind::Boolean {
        return None;
    }
    Some(Idle {
        message: "`Not` undoes `Not`".to_owned(),
        rest: operand(look, source),
        marked: expr,
        safe: matches!(source.kind, ExprKind::Call(_)) && !nullable(look, source),
    })
}

fn repeated<'l>(look: &Look<'l>, call: &'l Call) -> Option<Idle<'l>> {
    let given: Vec<&Expr> = call
        .args
        .iter()
        .filter_map(|arg| arg.value.as_ref())
        .collect();
    let mut kept: Vec<&Expr> = Vec::new();
    let mut again = None;
    for value in &given {
        let chance = look
            .function(value)
            .is_some_and(|function| function.purity != Purity::Pure);
        if !chance && kept.iter().any(|other| other.same(value)) {
            again = again.or(Some(*value));
        } else {
            kept.push(value);
        }
    }
    let rest: Vec<&str> = kept.iter().map(|value| written(look, value)).collect();
    Some(Idle {
        message: format!("`{}` stood before", written(look, again?)),
        rest: match kept.as_slice() {
            [only] => operand(look, only),
            _ => format!("Coalesce({})", rest.join(", ")),
        },
        marked: again?,
        safe: true,
    })
}

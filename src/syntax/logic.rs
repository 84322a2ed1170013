//! `AND`, `OR` and `!`, which Entra does not have, and how they are written with `IIF` and `Not`.

use super::literal::shown;
use crate::diag::{Code, Diagnostic, Edit, Fix, Sample, Severity};
use crate::text::Span;

pub(super) static LOGICAL_OPERATOR: Code = Code {
    slug: "logical-operator",
    severity: Severity::Error,
    title: "`AND` or `OR` between conditions",
    explanation: "Entra's app provisioning has no logical operators; `||` and `&&` belong to Entra Connect. Conditions are \
        joined by nesting `IIF`:\n\n\
        - `a AND b`: `IIF(a, IIF(b, x, y), y)`\n\
        - `a OR b`: `IIF(a, x, IIF(b, x, y))`",
    sample: Sample::Expression("IIF([country] = \"US\" AND [city] = \"Reno\", \"a\", \"b\")"),
};

pub(super) static NEGATION: Code = Code {
    slug: "negation",
    severity: Severity::Error,
    title: "`!` or `NOT` before a condition",
    explanation: "A condition is turned around by the function `Not`: `Not([accountEnabled])`. Unequal is `<>`.",
    sample: Sample::Expression("IIF(!IsPresent([mail]), \"a\", \"b\")"),
};

/// The function that logical operators are rewritten with.
const CONDITIONAL: &str = "IIF";

/// A rewritten call longer than this helps nobody.
const LONGEST: usize = 4000;

/// Conditions joined by logical operators.
pub(super) struct Logic {
    /// The operators, in the order of the text.
    pub operators: Vec<Span>,
    /// Whether `AND` and `OR` stand side by side without parentheses.
    pub mixed: bool,
    /// How they are joined.
    pub tree: Tree,
}

/// How conditions are joined.
pub(super) enum Tree {
    Leaf(Span),
    All(Vec<Tree>),
    Any(Vec<Tree>),
}

/// A call that a condition is the first argument of.
pub(super) struct Conditional<'a> {
    pub name: &'a str,
    pub span: Span,
    /// What stands for the second and the third argument, empty where nothing does.
    pub branches: [Span; 2],
}

/// Explains logical operators; the call is rewritten if it is a conditional one.
pub(super) fn explain(logic: &Logic, call: Option<&Conditional<'_>>, text: &str) -> Diagnostic {
    let mut spans = logic.operators.iter().copied();
    let first = spans.next().unwrap_or_default();
    let mut found = Diagnostic::new(
        &LOGICAL_OPERATOR,
        first,
        format!("{} is not supported in expressions", shown(first.of(text))),
    );
    for span in spans {
        found = found.label(span, "");
    }
    let rewritten = call
        .filter(|call| call.name.eq_ignore_ascii_case(CONDITIONAL))
        .and_then(|call| {
            let [yes, no] = call.branches.map(|span| span.of(text).trim());
            let new = nested(&logic.tree, call.name, yes, no, text)?;
            Some((call.span, new))
        });
    let Some((span, new)) = rewritten else {
        return found.help(match logic.tree {
            Tree::Any(_) => {
                "nest calls of `IIF`: `a OR b` is `IIF(a, \"True\", IIF(b, \"True\", \"False\"))`"
            }
            _ => {
                "nest calls of `IIF`: `a AND b` is `IIF(a, IIF(b, \"True\", \"False\"), \"False\")`"
            }
        });
    };
    let help = match logic.tree {
        Tree::Any(_) => "nest the conditions: `IIF(a OR b, x, y)` is `IIF(a, x, IIF(b, x, y))`",
        _ => "nest the conditions: `IIF(a AND b, x, y)` is `IIF(a, IIF(b, x, y), y)`",
    };
    found.help(help).with_fix(Fix {
        title: "nest the conditions".to_owned(),
        edits: vec![Edit { span, text: new }],
        safe: !logic.mixed,
    })
}

fn nested(tree: &Tree, name: &str, yes: &str, no: &str, text: &str) -> Option<String> {
    let written = match tree {
        Tree::Leaf(span) => format!("{name}({}, {yes}, {no})", span.of(text)),
        Tree::All(parts) => parts.iter().rev().try_fold(yes.to_owned(), |yes, part| {
            nested(part, name, &yes, no, text)
        })?,
        Tree::Any(parts) => parts
            .iter()
            .rev()
            .try_fold(no.to_owned(), |no, part| nested(part, name, yes, &no, text))?,
    };
    (written.len() <= LONGEST).then_some(written)
}

/// Explains a negation, and wraps what it stands before.
pub(super) fn negation(sign: Span, operand: Span, text: &str) -> Diagnostic {
    let inner = operand.of(text).trim_start();
    let new = if inner.starts_with('(') {
        format!("Not{inner}")
    } else {
        format!("Not({inner})")
    };
    Diagnostic::new(
        &NEGATION,
        sign,
        format!("{} before a value is not supported", shown(sign.of(text))),
    )
    .help("write `Not(…)` around it")
    .fix("write `Not(…)`", sign.to(operand), new)
}

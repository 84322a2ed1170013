//! `IIF`: one of two values.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::{
    Args, Example, Fidelity, Function, Gives, Param, Prepared, Site, Stop, Sureness,
};
use crate::text::Span;
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IIF",
    summary: "Gives one value where a condition holds, and another where it does not.",
    details: "The condition is one comparison, or anything that is true or false. There is no `AND` \
and no `OR`: nest a second `IIF` in the first branch for `AND`, in the second for `OR`. Only the \
branch that is chosen is evaluated. A comparison with a null is false, `<>` included; test for a \
missing attribute with `Switch([x], [x], \"\", \"other\")`.",
    params: &[
        Param::required("condition", Kind::Boolean, "What is to hold.")
            .key("one")
            .spread(&["two", "three"]),
        Param::optional(
            "valueIfTrue",
            Kind::Any,
            "The value where it holds; null if absent.",
        )
        .key("four"),
        Param::optional(
            "valueIfFalse",
            Kind::Any,
            "The value where it does not; null if absent.",
        )
        .key("five"),
    ],
    returns: Kind::Any,
    examples: &[
        Example {
            given: &[("country", "USA"), ("department", "Sales")],
            expr: "IIF([country]=\"USA\", [country], [department])",
            gives: Gives::Json("\"USA\""),
        },
        Example {
            given: &[("country", "FR"), ("state", "CA")],
            expr: "IIF([country]=\"USA\", \"True\", IIF([state]=\"CA\", \"True\", \"False\"))",
            gives: Gives::Json("\"True\""),
        },
        Example {
            given: &[("country", "null")],
            expr: "IIF([country]=\"USA\", \"True\", \"False\")",
            gives: Gives::Json("\"False\""),
        },
        Example {
            given: &[("country", "FR")],
            expr: "IIF([country]=\"USA\", \"domestic\", )",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[NULL_CONDITION, PRESENCE],
    prepare: Some(prepare),
    choice: Some(&NULL_CONDITION),
    call,
    ..Function::DEFAULT
};

static NULL_CONDITION: Fidelity = Fidelity {
    id: "iif-null-condition",
    doing: "a null condition counts as false",
    known: "documented for comparisons with a null, and for nothing else",
    sureness: Sureness::Inferred,
};

static PRESENCE: Fidelity = Fidelity {
    id: "iif-presence",
    doing: "`IsPresent`, `IsNull` and `IsNullOrEmpty` work as a condition",
    known: "the function reference calls them unsupported there; Microsoft's default mappings use them",
    sureness: Sureness::Disputed,
};

/// `IIF` with fewer than three arguments.
pub(super) static MISSING_BRANCH: Code = Code {
    slug: "missing-branch",
    severity: Severity::Error,
    title: "`IIF` has fewer than two branches",
    explanation: "`IIF` takes a condition, the value where it holds and the value where it does not. \
A branch that shall give nothing is left empty, but its comma is written: \
`IIF([country]=\"USA\", \"domestic\", )`.",
    sample: Sample::Expression("IIF([country]=\"USA\", \"domestic\")"),
};

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let missing = 3_usize.saturating_sub(site.args.len());
    let last = site.args.last()?.span;
    if missing > 0 {
        let commas = ", ".repeat(missing);
        let found = Diagnostic::new(
            &MISSING_BRANCH,
            site.span,
            "`IIF` takes a condition and two branches",
        )
        .help("write the comma of a branch that shall give nothing: `IIF(condition, value, )`")
        .suggest(
            "leave the branch empty",
            Span::at(last.end as usize),
            commas,
        );
        site.report(found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    match args.boolean(0)? {
        Some(true) => args.value(1),
        Some(false) => args.value(2),
        None => {
            args.note(&NULL_CONDITION);
            args.value(2)
        }
    }
}

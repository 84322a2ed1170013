//! `Item`: one of several values.

use crate::diag::{Code, Diagnostic, Sample, Severity};
use crate::library::{
    ARGUMENT_KIND, Args, Example, Fault, Fidelity, Function, Gives, Param, Prepared, Site, Stop,
    Sureness,
};
use crate::value::{Kind, Value, integer};

pub(super) static FUNCTION: Function = Function {
    name: "Item",
    summary: "Gives the value at a position of an attribute.",
    details: "Positions count from 1. A single value is a list of one.",
    params: &[
        Param::required(
            "attribute",
            Kind::Any,
            "The attribute, mostly a multi-valued one.",
        )
        .key("source"),
        Param::required("index", Kind::Integer, "The position, from 1."),
    ],
    returns: Kind::Any,
    examples: &[
        Example {
            given: &[("proxyAddresses", r#"["SMTP:a@x", "smtp:b@x"]"#)],
            expr: "Item([proxyAddresses], 1)",
            gives: Gives::Json(r#""SMTP:a@x""#),
        },
        Example {
            given: &[("mail", "ada@contoso.com")],
            expr: r#"Item(Split([mail], "@"), 2)"#,
            gives: Gives::Json(r#""contoso.com""#),
        },
        Example {
            given: &[("mail", "null")],
            expr: r#"Item(Split([mail], "@"), 1)"#,
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("mail", "ada@contoso.com")],
            expr: "Item([mail], 1)",
            gives: Gives::Json(r#""ada@contoso.com""#),
        },
        Example {
            given: &[("mail", "ada")],
            expr: r#"Item(Split([mail], "@"), 2)"#,
            gives: Gives::Error("item-out-of-range"),
        },
    ],
    fidelity: &[NULL, RANGE],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "item-null",
    doing: "an attribute without values gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static RANGE: Fidelity = Fidelity {
    id: "item-range",
    doing: "a position without a value is an error",
    known: "the Entra Connect reference says so, the other references are silent",
    sureness: Sureness::Inferred,
};

/// A position where nothing can be.
pub(super) static INDEX: Code = Code {
    slug: "item-index",
    severity: Severity::Error,
    title: "positions count from 1",
    explanation: "`Item` counts from 1: `Item([proxyAddresses], 1)` is the first value. The documentation \
says that position 0 shall not be used.",
    sample: Sample::Expression("Item([proxyAddresses], 0)"),
};

/// A position after the last value.
pub(super) static OUT_OF_RANGE: Code = Code {
    slug: "item-out-of-range",
    severity: Severity::Error,
    title: "an attribute has fewer values",
    explanation: "The attribute of this user has fewer values than the position that `Item` asks for, or \
`Contains` found nothing and gave 0. Ask first: `IIF(Count([x]) >= 2, Item([x], 2), \"\")`.",
    sample: Sample::Expression("Item(\"ada\", 2)"),
};

#[cold]
fn out_of_range(index: i64, count: usize) -> Fault {
    let values = if count == 1 { "value" } else { "values" };
    Fault::hiding(
        &OUT_OF_RANGE,
        format!("there is no value at position {index}: the attribute has {count} {values}"),
        "there is no value at this position",
    )
}

fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let index = integer(site.constant(1)?)?;
    if index < 1 {
        let found = Diagnostic::new(
            &INDEX,
            site.span(1),
            format!("`{index}` is not a position: positions count from 1"),
        )
        .help("write `1` for the first value");
        site.report(found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    let items = match value {
        Value::Null | Value::List([]) => {
            args.note(&NULL);
            return Ok(Value::Null);
        }
        Value::List(items) => items,
        _ => std::slice::from_ref(&value),
    };
    let index = args
        .integer(1)?
        .ok_or_else(|| Fault::new(&ARGUMENT_KIND, "the position is null"))?;
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index.checked_sub(1)?))
        .copied()
        .ok_or_else(|| {
            args.note(&RANGE);
            out_of_range(index, items.len()).into()
        })
}

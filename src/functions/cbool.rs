//! `CBool`: whether something holds.

use crate::diag::Diagnostic;
use crate::dotnet::number::parse_cbool;
use crate::library::{
    ARGUMENT_KIND, Args, Example, Fault, Fidelity, Function, Gives, Param, Prepared, Site, Stop,
    Sureness,
};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "CBool",
    summary: "Gives the boolean that a comparison or a value stands for.",
    details: "A number is true unless it is zero; a text is `True` or `False` in any case, or a number.",
    params: &[Param::required(
        "expression",
        Kind::Boolean,
        "A comparison, or a value that is true or false.",
    )
    .forgiving()],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("attribute1", "x"), ("attribute2", "x")],
            expr: "CBool([attribute1] = [attribute2])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("attribute1", "x"), ("attribute2", "null")],
            expr: "CBool([attribute1] = [attribute2])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("flag", "-1")],
            expr: "CBool([flag])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("flag", r#""FALSE""#)],
            expr: "CBool([flag])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("flag", "null")],
            expr: "CBool([flag])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("flag", r#""yes""#)],
            expr: "CBool([flag])",
            gives: Gives::Error("argument-kind"),
        },
    ],
    fidelity: &[NULL],
    prepare: Some(prepare),
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "cbool-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn refusal(text: &str) -> String {
    format!("`{text}` is not a boolean")
}

#[cold]
fn not_boolean(text: &str) -> Fault {
    Fault::quoting(&ARGUMENT_KIND, text, refusal)
}

/// Checks a constant text, which may be a number.
fn prepare(site: &mut Site<'_>) -> Option<Prepared> {
    let text = site.text(0)?;
    if parse_cbool(text).is_none() {
        let found = Diagnostic::new(&ARGUMENT_KIND, site.span(0), refusal(text))
            .help("write `True` or `False`, a number, or a comparison");
        site.report(found);
    }
    None
}

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = match args.value(0)? {
        value @ (Value::Bool(_) | Value::Int(_)) => value,
        _ => args.text(0)?.map_or(Value::Null, Value::Text),
    };
    let truth = match value {
        Value::Bool(truth) => truth,
        Value::Int(number) => number != 0,
        Value::Text(text) => parse_cbool(text).ok_or_else(|| not_boolean(text))?,
        _ => {
            args.note(&NULL);
            return Ok(Value::Null);
        }
    };
    Ok(Value::Bool(truth))
}

//! `Count`: how many values there are.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Count",
    summary: "Gives the number of values of an attribute.",
    details: "Null has none, a single value is one.",
    params: &[Param::required(
        "attribute",
        Kind::Any,
        "The attribute, mostly a multi-valued one.",
    )],
    returns: Kind::Integer,
    examples: &[
        Example {
            given: &[("proxyAddresses", r#"["SMTP:a@x", "smtp:b@x"]"#)],
            expr: "Count([proxyAddresses])",
            gives: Gives::Json("2"),
        },
        Example {
            given: &[("mail", "a@x")],
            expr: "Count([mail])",
            gives: Gives::Json("1"),
        },
        Example {
            given: &[("mail", "null")],
            expr: "Count([mail])",
            gives: Gives::Json("0"),
        },
        Example {
            given: &[("mail", "[]")],
            expr: "Count([mail])",
            gives: Gives::Json("0"),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "count-null",
    doing: "null counts as no value",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(Value::Int(match args.value(0)? {
        Value::Null => {
            args.note(&NULL);
            0
        }
        Value::List(items) => i64::try_from(items.len()).unwrap_or(i64::MAX),
        _ => 1,
    }))
}

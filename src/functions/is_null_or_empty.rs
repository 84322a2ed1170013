//! `IsNullOrEmpty`: whether nothing worth flowing is there.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IsNullOrEmpty",
    summary: "Tells whether the value is null or an empty text.",
    details: "A list without values counts as empty.",
    params: &[Param::required("Expression", Kind::Any, "The value to look at.").key("source")],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("displayName", "null")],
            expr: "IsNullOrEmpty([displayName])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("displayName", "\"\"")],
            expr: "IsNullOrEmpty([displayName])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("displayName", "\" \"")],
            expr: "IsNullOrEmpty([displayName])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("proxyAddresses", "[]")],
            expr: "IsNullOrEmpty([proxyAddresses])",
            gives: Gives::Json("true"),
        },
    ],
    fidelity: &[EMPTY_LIST],
    call,
    ..Function::DEFAULT
};

pub(super) static EMPTY_LIST: Fidelity = Fidelity {
    id: "empty-list",
    doing: "a list without values counts as empty",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    if matches!(value, Value::List([])) {
        args.note(&EMPTY_LIST);
    }
    Ok(Value::Bool(value.is_empty()))
}

//! `IsNothing`: whether nothing is there.

use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IsNothing",
    summary: "Tells whether the value is null.",
    params: &[Param::required("source", Kind::Any, "The value to look at.").key("source")],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("displayName", "null")],
            expr: "IsNothing([displayName])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("displayName", "\"\"")],
            expr: "IsNothing([displayName])",
            gives: Gives::Json("false"),
        },
    ],
    fidelity: &[SAME_AS_IS_NULL],
    call,
    ..Function::DEFAULT
};

static SAME_AS_IS_NULL: Fidelity = Fidelity {
    id: "is-nothing",
    doing: "it is true for null alone, as `IsNull` is",
    known: "Graph lists the function without a word about it",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    args.note(&SAME_AS_IS_NULL);
    Ok(Value::Bool(value.is_null()))
}

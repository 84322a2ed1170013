//! `IsNull`: whether nothing is there.

use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IsNull",
    summary: "Tells whether the value is null.",
    details: "An empty text is not null; see `IsNullOrEmpty`.",
    params: &[Param::required("Expression", Kind::Any, "The value to look at.").key("source")],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("displayName", "null")],
            expr: "IsNull([displayName])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("displayName", "\"\"")],
            expr: "IsNull([displayName])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("displayName", "Ada")],
            expr: "IsNull([displayName])",
            gives: Gives::Json("false"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(Value::Bool(args.value(0)?.is_null()))
}

//! `IsString`: whether there is a text form.

use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IsString",
    summary: "Tells whether the value is a text, or can be turned into one with `CStr`.",
    details: "Numbers, booleans and dates can be; null cannot.",
    params: &[Param::required("Expression", Kind::Any, "The value to look at.").key("source")],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("employeeId", "\"007\"")],
            expr: "IsString([employeeId])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("employeeId", "7")],
            expr: "IsString([employeeId])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("employeeId", "null")],
            expr: "IsString([employeeId])",
            gives: Gives::Json("false"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(Value::Bool(match args.value(0)? {
        Value::Null => false,
        Value::Bool(_) | Value::Int(_) | Value::Text(_) | Value::Date(_) => true,
        Value::List(_) | Value::Record(_) => args.text(0)?.is_some(),
    }))
}

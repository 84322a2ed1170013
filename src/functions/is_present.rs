//! `IsPresent`: whether something is there.

use super::is_null_or_empty::EMPTY_LIST;
use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IsPresent",
    summary: "Tells whether the value is neither null nor an empty text.",
    details: "The opposite of `IsNullOrEmpty`.",
    params: &[Param::required("Expression", Kind::Any, "The value to look at.").key("source")],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("manager", "Ada")],
            expr: "IsPresent([manager])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("manager", "null")],
            expr: "IsPresent([manager])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("manager", "\"\"")],
            expr: "IsPresent([manager])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("active", "false")],
            expr: "IsPresent([active])",
            gives: Gives::Json("true"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    if matches!(value, Value::List([])) {
        args.note(&EMPTY_LIST);
    }
    Ok(Value::Bool(!value.is_empty()))
}

//! `CStr`: the text form of a value.

use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "CStr",
    summary: "Gives the text form of a value.",
    details: "`True` and `False` for booleans, decimal digits for numbers, `M/d/yyyy h:mm:ss tt` in UTC for dates.",
    params: &[Param::required(
        "value",
        Kind::Text,
        "The value to turn into text.",
    )],
    examples: &[
        Example {
            given: &[("dn", "cn=Joe,dc=contoso,dc=com")],
            expr: "CStr([dn])",
            gives: Gives::Json(r#""cn=Joe,dc=contoso,dc=com""#),
        },
        Example {
            given: &[("employeeId", "7")],
            expr: "CStr([employeeId])",
            gives: Gives::Json(r#""7""#),
        },
        Example {
            given: &[("active", "true")],
            expr: "CStr([active])",
            gives: Gives::Json(r#""True""#),
        },
        Example {
            given: &[("dn", "null")],
            expr: "CStr([dn])",
            gives: Gives::Json("null"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(args.text(0)?.map_or(Value::Null, Value::Text))
}

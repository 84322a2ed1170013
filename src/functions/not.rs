//! `Not`: the opposite truth.

use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Not",
    summary: "Gives `False` for a true source, and `True` for everything else.",
    details: "The text `True` counts as true in any case. Null and texts that are no boolean give `True`.",
    params: &[Param::required("source", Kind::Boolean, "The boolean to turn round.").forgiving()],
    returns: Kind::Boolean,
    examples: &[
        Example {
            given: &[("accountEnabled", "\"True\"")],
            expr: "Not([accountEnabled])",
            gives: Gives::Json("false"),
        },
        Example {
            given: &[("IsSoftDeleted", "false")],
            expr: "Not([IsSoftDeleted])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("accountDisabled", "null")],
            expr: "Not([accountDisabled])",
            gives: Gives::Json("true"),
        },
        Example {
            given: &[("accountDisabled", "\"yes\"")],
            expr: "Not([accountDisabled])",
            gives: Gives::Json("true"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let truth = match args.value(0)? {
        Value::Bool(truth) => truth,
        Value::Null | Value::Int(_) | Value::Date(_) => false,
        _ => args
            .text(0)?
            .is_some_and(|text| text.eq_ignore_ascii_case("true")),
    };
    Ok(Value::Bool(!truth))
}

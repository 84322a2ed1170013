//! `IgnoreFlowIfNullOrEmpty`: leaves an attribute out of the flow rather than clearing it.

use super::is_null_or_empty::EMPTY_LIST;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Purity, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "IgnoreFlowIfNullOrEmpty",
    summary: "Gives the value, or leaves the target attribute out of the flow where the value is null or empty.",
    details: "What the target holds then stays as it is. It belongs outermost.",
    params: &[Param::required(
        "expression",
        Kind::Any,
        "The value to flow.",
    )],
    returns: Kind::Any,
    purity: Purity::Effect,
    examples: &[
        Example {
            given: &[("department", "Sales")],
            expr: "IgnoreFlowIfNullOrEmpty([department])",
            gives: Gives::Json("\"Sales\""),
        },
        Example {
            given: &[("department", "null")],
            expr: "IgnoreFlowIfNullOrEmpty([department])",
            gives: Gives::SkipAttribute,
        },
        Example {
            given: &[("department", "\"\"")],
            expr: "IgnoreFlowIfNullOrEmpty([department])",
            gives: Gives::SkipAttribute,
        },
        Example {
            given: &[("prefix", "9999")],
            expr: "IgnoreFlowIfNullOrEmpty(Switch([prefix], \"\", \"3443\", \"Dr.\", \"3444\", \"Prof.\"))",
            gives: Gives::SkipAttribute,
        },
    ],
    fidelity: &[NESTED],
    call,
    ..Function::DEFAULT
};

static NESTED: Fidelity = Fidelity {
    id: "ignore-flow-nested",
    doing: "inside another call it leaves out the whole attribute, too",
    known: "documented outermost only",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let value = args.value(0)?;
    if matches!(value, Value::List([])) {
        args.note(&EMPTY_LIST);
    }
    if value.is_empty() {
        return Err(Stop::SkipAttribute);
    }
    Ok(value)
}

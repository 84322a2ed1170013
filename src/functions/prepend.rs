//! `Prepend`: puts a prefix before a text.

use super::shared::written::concat;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static NULL: Fidelity = Fidelity {
    id: "prepend-null",
    doing: "a null source gives null, and a null prefix adds nothing",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static ORDER: Fidelity = Fidelity {
    id: "prepend-order",
    doing: "the prefix is the first argument",
    known: "Microsoft Graph lists the parameters `prefix` and `source` without a description",
    sureness: Sureness::Inferred,
};

pub(super) static FUNCTION: Function = Function {
    name: "Prepend",
    summary: "Puts the prefix before the source.",
    params: &[
        Param::required("prefix", Kind::Text, "The text to put before it."),
        Param::required("source", Kind::Text, "The text to extend."),
    ],
    examples: &[
        Example {
            given: &[("mailNickname", "ada")],
            expr: r#"Prepend("t-", [mailNickname])"#,
            gives: Gives::Json(r#""t-ada""#),
        },
        Example {
            given: &[("mailNickname", "null")],
            expr: r#"Prepend("t-", [mailNickname])"#,
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("mailNickname", "\"\"")],
            expr: r#"Prepend("t-", [mailNickname])"#,
            gives: Gives::Json(r#""t-""#),
        },
    ],
    fidelity: &[NULL, ORDER],
    call,
    source: "synchronization-synchronizationschema-functions",
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    args.note(&ORDER);
    let Some(source) = args.text(1)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let Some(prefix) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Text(source));
    };
    Ok(Value::Text(concat(prefix, source, args.arena())))
}

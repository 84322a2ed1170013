//! `ConvertToBase64`: a text as base64.

use crate::dotnet::encoding::to_base64;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::collections::String as ArenaString;

pub(super) static FUNCTION: Function = Function {
    name: "ConvertToBase64",
    summary: "Gives the base64 of a text's UTF-16 bytes.",
    details: "The bytes are those of UTF-16, little-endian, as .NET calls `Unicode`; not those of UTF-8.",
    params: &[Param::required("source", Kind::Text, "The text to encode.")],
    examples: &[
        Example {
            given: &[],
            expr: r#"ConvertToBase64("Hello world!")"#,
            gives: Gives::Json(r#""SABlAGwAbABvACAAdwBvAHIAbABkACEA""#),
        },
        Example {
            given: &[("title", r#""""#)],
            expr: "ConvertToBase64([title])",
            gives: Gives::Json(r#""""#),
        },
        Example {
            given: &[("title", "null")],
            expr: "ConvertToBase64([title])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "converttobase64-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let mut out = ArenaString::with_capacity_in(source.len() * 8 / 3 + 4, args.arena());
    to_base64(source, &mut out);
    Ok(Value::Text(out.into_bump_str()))
}

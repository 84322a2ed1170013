//! `ConvertToUTF8Hex`: a text as hexadecimal digits.

use crate::dotnet::encoding::utf8_hex;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::collections::String as ArenaString;

pub(super) static FUNCTION: Function = Function {
    name: "ConvertToUTF8Hex",
    summary: "Gives the hexadecimal digits of a text's UTF-8 bytes.",
    details: "Upper-case digits, two for each byte.",
    params: &[Param::required("source", Kind::Text, "The text to encode.")],
    examples: &[
        Example {
            given: &[],
            expr: r#"ConvertToUTF8Hex("Hello world!")"#,
            gives: Gives::Json(r#""48656C6C6F20776F726C6421""#),
        },
        Example {
            given: &[("title", "é")],
            expr: "ConvertToUTF8Hex([title])",
            gives: Gives::Json(r#""C3A9""#),
        },
        Example {
            given: &[("title", "null")],
            expr: "ConvertToUTF8Hex([title])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "converttoutf8hex-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let mut out = ArenaString::with_capacity_in(source.len() * 2, args.arena());
    utf8_hex(source, &mut out);
    Ok(Value::Text(out.into_bump_str()))
}

//! `Left`: the start of a text.

use super::shared::written::cut;
use crate::dotnet::text::left16;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static NULL_LENGTH: Fidelity = Fidelity {
    id: "left-null-length",
    doing: "a null number of characters counts as 0",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "Left",
    summary: "The given number of characters from the start of the text.",
    details: "A number that is negative or beyond the end gives the whole text. Characters are counted \
as .NET counts them: one outside the basic plane, such as an emoji, counts twice.",
    params: &[
        Param::required("String", Kind::Text, "The text to take from.").key("source"),
        Param::required("NumChars", Kind::Integer, "How many characters to take.").key("length"),
    ],
    elementwise: true,
    examples: &[
        Example {
            given: &[],
            expr: r#"Left("John Doe", 3)"#,
            gives: Gives::Json(r#""Joh""#),
        },
        Example {
            given: &[("description", "short")],
            expr: "Left([description], 448)",
            gives: Gives::Json(r#""short""#),
        },
        Example {
            given: &[("description", "short")],
            expr: "Left([description], -1)",
            gives: Gives::Json(r#""short""#),
        },
        Example {
            given: &[("description", "null")],
            expr: "Left([description], 2)",
            gives: Gives::Json(r#""""#),
        },
        Example {
            given: &[("otherTelephone", r#"["123", "456"]"#)],
            expr: "Left([otherTelephone], 1)",
            gives: Gives::Json(r#"["1", "4"]"#),
        },
    ],
    fidelity: &[NULL_LENGTH],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        return Ok(Value::Text(""));
    };
    let length = args.integer(1)?;
    if length.is_none() {
        args.note(&NULL_LENGTH);
    }
    Ok(Value::Text(
        match usize::try_from(length.unwrap_or_default()) {
            Ok(length) => cut(left16(source, length), args.arena()),
            Err(_negative) => source,
        },
    ))
}

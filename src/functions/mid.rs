//! `Mid`: a part of a text, by position and length.

use super::shared::written::cut;
use crate::dotnet::text::mid16;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static NULL: Fidelity = Fidelity {
    id: "mid-null",
    doing: "a null source gives null, and a null number counts as 0",
    known: "not documented for provisioning; Entra Connect gives the empty text for a null source",
    sureness: Sureness::Chosen,
};

static OUT_OF_RANGE: Fidelity = Fidelity {
    id: "mid-out-of-range",
    doing: "a start outside the text, or a negative length, gives the whole source, and the length 0 \
the empty text",
    known: "documented for Entra Connect only",
    sureness: Sureness::Inferred,
};

pub(super) static FUNCTION: Function = Function {
    name: "Mid",
    summary: "The given number of characters from a position in the text.",
    details: "The first character has position 1. A length beyond the end takes the rest. Characters are \
counted as .NET counts them: one outside the basic plane, such as an emoji, counts twice.\n\n\
All three arguments are needed. One of Microsoft's samples leaves out the length, in the manner of Visual \
Basic; write a large number, such as 9999, to take the rest.",
    params: &[
        Param::required("source", Kind::Text, "The text to take from."),
        Param::required(
            "start",
            Kind::Integer,
            "Position of the first character to take, from 1.",
        ),
        Param::required(
            "length",
            Kind::Integer,
            "How many characters to take; a large number, such as 9999, takes the rest.",
        ),
    ],
    examples: &[
        Example {
            given: &[("givenName", "John")],
            expr: "Mid([givenName], 1, 3)",
            gives: Gives::Json(r#""Joh""#),
        },
        Example {
            given: &[],
            expr: r#"Mid("John Doe", 6, 999)"#,
            gives: Gives::Json(r#""Doe""#),
        },
        Example {
            given: &[],
            expr: r#"Mid("John Doe", 9, 1)"#,
            gives: Gives::Json(r#""John Doe""#),
        },
        Example {
            given: &[],
            expr: r#"Mid("John Doe", 3, 0)"#,
            gives: Gives::Json(r#""""#),
        },
        Example {
            given: &[("givenName", "null")],
            expr: "Mid([givenName], 1, 3)",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("givenName", "John"), ("position", "first")],
            expr: "Mid([givenName], [position], 3)",
            gives: Gives::Error("argument-kind"),
        },
    ],
    fidelity: &[NULL, OUT_OF_RANGE],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let start = args.integer(1)?;
    let length = args.integer(2)?;
    if start.is_none() || length.is_none() {
        args.note(&NULL);
    }
    let skip = start.unwrap_or_default().saturating_sub(1);
    let result = match (
        usize::try_from(skip),
        usize::try_from(length.unwrap_or_default()),
    ) {
        (_, Ok(0)) => Some(""),
        (Ok(skip), Ok(length)) => {
            Some(cut(mid16(source, skip, length), args.arena())).filter(|taken| !taken.is_empty())
        }
        _ => None,
    };
    if result.is_none_or(str::is_empty) && !source.is_empty() {
        args.note(&OUT_OF_RANGE);
    }
    Ok(Value::Text(result.unwrap_or(source)))
}

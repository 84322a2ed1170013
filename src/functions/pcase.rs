//! `PCase`: a text with its words capitalized.

use super::shared::written::rewritten;
use crate::dotnet::text::{Culture, capitalize, title_lower};
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static APOSTROPHE: Fidelity = Fidelity {
    id: "pcase-apostrophe",
    doing: "a letter after an apostrophe stays small unless the apostrophe is given as a separator",
    known: "the reference names .NET's title case, which does so; a Workday guide repairs `John'S` by a \
`Replace` around `PCase`",
    sureness: Sureness::Disputed,
};

pub(super) static FUNCTION: Function = Function {
    name: "PCase",
    summary: "The first letter of each word in upper case, all others in lower case.",
    details: "Without separators, words end where .NET's title case ends them: at blanks and punctuation \
other than apostrophes. With separators, a word starts at the beginning and after each of these \
characters, and nowhere else.",
    params: &[
        Param::required("source", Kind::Text, "The text to convert."),
        Param::optional(
            "wordSeparators",
            Kind::Text,
            "Characters each of which ends a word, such as `\" '-\"`.",
        ),
    ],
    examples: &[
        Example {
            given: &[("firstName", "PABLO GONSALVES (SECOND)")],
            expr: "PCase([firstName])",
            gives: Gives::Json(r#""Pablo Gonsalves (Second)""#),
        },
        Example {
            given: &[("lastName", "PINTO-DE'SILVA")],
            expr: r#"PCase([lastName], " '-")"#,
            gives: Gives::Json(r#""Pinto-De'Silva""#),
        },
        Example {
            given: &[("lastName", "PINTO-DE'SILVA")],
            expr: "PCase([lastName])",
            gives: Gives::Json(r#""Pinto-De'silva""#),
        },
        Example {
            given: &[("lastName", "VAN DER BERG")],
            expr: r#"PCase([lastName], "")"#,
            gives: Gives::Json(r#""Van der berg""#),
        },
        Example {
            given: &[("lastName", "null")],
            expr: "PCase([lastName])",
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[APOSTROPHE],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        return Ok(Value::Null);
    };
    let separators = args.text(1)?;
    if separators.is_none() && source.contains('\'') {
        args.note(&APOSTROPHE);
    }
    Ok(Value::Text(rewritten(
        source,
        args.arena(),
        |out| match separators {
            Some(separators) => capitalize(source, separators, Culture::Invariant, out),
            None => title_lower(source, Culture::Invariant, out),
        },
    )))
}

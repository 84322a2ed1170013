//! `Word`: one word of a text.

use crate::dotnet::text::{is_white_space, words};
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static EMPTY_PIECES: Fidelity = Fidelity {
    id: "word-empty-pieces",
    doing: "several delimiters in a row count as one, and those at the start as none",
    known: "not documented",
    sureness: Sureness::Chosen,
};

static NO_DELIMITERS: Fidelity = Fidelity {
    id: "word-no-delimiters",
    doing: "empty or null delimiters mean white space, and a null number counts as 0",
    known: "not documented; it is what .NET does with an empty set of characters to split at",
    sureness: Sureness::Inferred,
};

pub(super) static FUNCTION: Function = Function {
    name: "Word",
    summary: "The word with the given number, where each of the delimiting characters ends a word.",
    details: "A number below 1, or beyond the last word, gives the empty text.",
    params: &[
        Param::required("String", Kind::Text, "The text to take a word from."),
        Param::required("WordNumber", Kind::Integer, "Which word, from 1."),
        Param::required(
            "Delimiters",
            Kind::Text,
            "Characters each of which ends a word.",
        ),
    ],
    examples: &[
        Example {
            given: &[],
            expr: r#"Word("The quick brown fox", 3, " ")"#,
            gives: Gives::Json(r#""brown""#),
        },
        Example {
            given: &[],
            expr: r##"Word("This,string!has&many separators", 3, ",!&#")"##,
            gives: Gives::Json(r#""has""#),
        },
        Example {
            given: &[],
            expr: r#"Word("Ada  Lovelace", 2, " ")"#,
            gives: Gives::Json(r#""Lovelace""#),
        },
        Example {
            given: &[],
            expr: r#"Word("Ada Lovelace", 3, " ")"#,
            gives: Gives::Json(r#""""#),
        },
        Example {
            given: &[("displayName", "null")],
            expr: r#"Word([displayName], 1, " ")"#,
            gives: Gives::Json(r#""""#),
        },
    ],
    fidelity: &[EMPTY_PIECES, NO_DELIMITERS],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        return Ok(Value::Text(""));
    };
    let number = args.integer(1)?;
    let delimiters = args.text(2)?.unwrap_or_default();
    if delimiters.is_empty() || number.is_none() {
        args.note(&NO_DELIMITERS);
    }
    let Some(before) = usize::try_from(number.unwrap_or_default())
        .ok()
        .and_then(|number| number.checked_sub(1))
    else {
        return Ok(Value::Text(""));
    };
    let word = words(source, delimiters).nth(before).unwrap_or_default();
    let delimits = |c: char| match delimiters {
        "" => is_white_space(c),
        set => set.contains(c),
    };
    if source.split(delimits).nth(before).unwrap_or_default() != word {
        args.note(&EMPTY_PIECES);
    }
    Ok(Value::Text(word))
}

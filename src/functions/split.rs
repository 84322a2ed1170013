//! `Split`: a text as several values.

use crate::dotnet::text;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::collections::Vec as ArenaVec;

static BLANKS: Fidelity = Fidelity {
    id: "split-blanks",
    doing: "blanks around the delimiter stay in the values",
    known: "Microsoft's sample splits `PermissionSetOne, PermissionSetTwo` at `,` and shows the second \
value without its leading blank, but says nothing about trimming",
    sureness: Sureness::Disputed,
};

static EMPTY_DELIMITER: Fidelity = Fidelity {
    id: "split-empty-delimiter",
    doing: "an empty or null delimiter gives the source as one value",
    known: "not documented; it is what .NET does with an empty one",
    sureness: Sureness::Inferred,
};

pub(super) static FUNCTION: Function = Function {
    name: "Split",
    summary: "Cuts the source at each delimiter and gives the pieces as several values.",
    details: "The delimiter is found as a whole and case-sensitively. Two delimiters in a row have an \
empty value between them.",
    params: &[
        Param::required("source", Kind::Text, "The text to cut."),
        Param::required(
            "delimiter",
            Kind::Text,
            "The text at which to cut, such as `,`.",
        ),
    ],
    returns: Kind::List,
    examples: &[
        Example {
            given: &[("extensionAttribute5", "PermissionSetOne,PermissionSetTwo")],
            expr: r#"Split([extensionAttribute5], ",")"#,
            gives: Gives::Json(r#"["PermissionSetOne", "PermissionSetTwo"]"#),
        },
        Example {
            given: &[("extensionAttribute5", "a, b")],
            expr: r#"Split([extensionAttribute5], ",")"#,
            gives: Gives::Json(r#"["a", " b"]"#),
        },
        Example {
            given: &[("extensionAttribute5", "a||")],
            expr: r#"Split([extensionAttribute5], "|")"#,
            gives: Gives::Json(r#"["a", "", ""]"#),
        },
        Example {
            given: &[("extensionAttribute5", "\"\"")],
            expr: r#"Split([extensionAttribute5], ",")"#,
            gives: Gives::Json(r#"[""]"#),
        },
        Example {
            given: &[("extensionAttribute5", "null")],
            expr: r#"Split([extensionAttribute5], ",")"#,
            gives: Gives::Json("null"),
        },
    ],
    fidelity: &[BLANKS, EMPTY_DELIMITER],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        return Ok(Value::Null);
    };
    let delimiter = args.text(1)?.unwrap_or_default();
    if delimiter.is_empty() {
        args.note(&EMPTY_DELIMITER);
    }
    let mut pieces = ArenaVec::with_capacity_in(4, args.arena());
    let mut blanks = false;
    for piece in text::split(source, delimiter) {
        blanks |= piece.starts_with(' ') || piece.ends_with(' ');
        pieces.push(Value::Text(piece));
    }
    if blanks && pieces.len() > 1 {
        args.note(&BLANKS);
    }
    Ok(Value::List(pieces.into_bump_slice()))
}

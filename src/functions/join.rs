//! `Join`: several texts as one, with a separator between them.

use crate::library::size::{MOST_TEXT, too_large};
use crate::library::{
    Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness, VALUE_OF_RECORD,
};
use crate::value::{self, Kind, Value};
use bumpalo::collections::{String as ArenaString, Vec as ArenaVec};

static NOTHING_LEFT: Fidelity = Fidelity {
    id: "join-nothing-left",
    doing: "sources that are all null or empty give the empty text",
    known: "not documented; that null and empty sources are left out is",
    sureness: Sureness::Chosen,
};

static NULL_SEPARATOR: Fidelity = Fidelity {
    id: "join-null-separator",
    doing: "a null separator puts nothing between the sources",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "Join",
    summary: "Puts the sources together, with the separator between each two of them.",
    details: "Sources that are null or empty are left out together with their separator. \
A multi-valued source contributes each of its values.",
    params: &[
        Param::required(
            "separator",
            Kind::Text,
            "The text to put between two sources.",
        ),
        Param::required("source", Kind::Any, "The first text to put together."),
        Param::repeated("source", Kind::Any, "A further text to put together."),
    ],
    examples: &[
        Example {
            given: &[("givenName", "Ada"), ("surname", "Lovelace")],
            expr: r#"Join(".", [givenName], [surname])"#,
            gives: Gives::Json(r#""Ada.Lovelace""#),
        },
        Example {
            given: &[("givenName", "John"), ("surname", "Doe")],
            expr: r#"Join(", ", "", [surname], [givenName])"#,
            gives: Gives::Json(r#""Doe, John""#),
        },
        Example {
            given: &[("givenName", "null"), ("surname", "Doe")],
            expr: r#"Join(" ", [givenName], [surname])"#,
            gives: Gives::Json(r#""Doe""#),
        },
        Example {
            given: &[("otherMails", r#"["a@x.com", "b@x.com"]"#)],
            expr: r#"Join(";", [otherMails], "c@x.com")"#,
            gives: Gives::Json(r#""a@x.com;b@x.com;c@x.com""#),
        },
        Example {
            given: &[("givenName", "null"), ("surname", "\"\"")],
            expr: r#"Join(" ", [givenName], [surname])"#,
            gives: Gives::Json(r#""""#),
        },
        Example {
            given: &[("id", "72")],
            expr: r#"Join("", 1000, [id])"#,
            gives: Gives::Json(r#""100072""#),
        },
    ],
    fidelity: &[NOTHING_LEFT, NULL_SEPARATOR],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let arena = args.arena();
    let separator = args.text(0)?;
    let count = args.len();
    let mut pieces = ArenaVec::with_capacity_in(count, arena);
    for index in 1..count {
        match args.value(index)? {
            Value::Text("") | Value::Null => {}
            Value::Text(text) => pieces.push(text),
            other => several(args, other, &mut pieces),
        }
    }
    let (first, rest) = match pieces.as_slice() {
        [] => {
            args.note(&NOTHING_LEFT);
            return Ok(Value::Text(""));
        }
        [single] => return Ok(Value::Text(single)),
        [first, rest @ ..] => (*first, rest),
    };
    if separator.is_none() {
        args.note(&NULL_SEPARATOR);
    }
    let separator = separator.unwrap_or_default();
    let length = rest.iter().fold(first.len(), |sum, piece| {
        sum + separator.len() + piece.len()
    });
    if length > MOST_TEXT {
        return Err(too_large());
    }
    let mut out = ArenaString::with_capacity_in(length, arena);
    out.push_str(first);
    for piece in rest {
        out.push_str(separator);
        out.push_str(piece);
    }
    Ok(Value::Text(out.into_bump_str()))
}

/// The texts of a value that is no text.
#[inline(never)]
fn several<'v>(args: &mut Args<'_, 'v>, value: Value<'v>, pieces: &mut ArenaVec<'v, &'v str>) {
    let arena = args.arena();
    let items = match value {
        Value::List(items) => items,
        _ => std::slice::from_ref(&value),
    };
    if items.iter().any(|item| matches!(item, Value::Record(_))) {
        args.note(&VALUE_OF_RECORD);
    }
    let texts = items.iter().filter_map(|item| value::text(*item, arena));
    pieces.extend(texts.filter(|text| !text.is_empty()));
}

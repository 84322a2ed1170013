//! `StripSpaces`: a text without blanks.

use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};
use bumpalo::Bump;
use bumpalo::collections::String as ArenaString;

pub(super) static FUNCTION: Function = Function {
    name: "StripSpaces",
    summary: "Removes all blanks.",
    details: "Removes the blank itself (U+0020) and no other white space.",
    params: &[Param::required(
        "source",
        Kind::Text,
        "The text to remove blanks from.",
    )],
    elementwise: true,
    examples: &[
        Example {
            given: &[("displayName", "Ada King Lovelace")],
            expr: "StripSpaces([displayName])",
            gives: Gives::Json(r#""AdaKingLovelace""#),
        },
        Example {
            given: &[("displayName", r#"" Ada\tKing ""#)],
            expr: "StripSpaces([displayName])",
            gives: Gives::Json(r#""Ada\tKing""#),
        },
        Example {
            given: &[("otherTelephone", r#"["1 2", "3"]"#)],
            expr: "StripSpaces([otherTelephone])",
            gives: Gives::Json(r#"["12", "3"]"#),
        },
        Example {
            given: &[("displayName", "null")],
            expr: "StripSpaces([displayName])",
            gives: Gives::Json("null"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(match args.text(0)? {
        Some(source) => Value::Text(without_blanks(source, args.arena())),
        None => Value::Null,
    })
}

fn without_blanks<'v>(source: &'v str, arena: &'v Bump) -> &'v str {
    if memchr::memchr(b' ', source.as_bytes()).is_none() {
        return source;
    }
    let source = source.trim_matches(' ');
    let Some((first, rest)) = source.split_once(' ') else {
        return source;
    };
    let mut out = ArenaString::with_capacity_in(source.len(), arena);
    out.push_str(first);
    for piece in rest.split(' ') {
        out.push_str(piece);
    }
    out.into_bump_str()
}

//! `ToLower`: a text in lower case.

use super::shared::{culture, written::rewritten};
use crate::dotnet::text::{Culture, lower};
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::Bump;

static NULL: Fidelity = Fidelity {
    id: "tolower-null",
    doing: "a null source gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "ToLower",
    summary: "The text in lower case.",
    details: "Each character becomes one character. A value that the target already has in another case \
is only changed where the target attribute compares case-sensitively (`caseExact`).",
    params: &[
        Param::required("source", Kind::Text, "The text to convert."),
        culture::CULTURE,
    ],
    elementwise: true,
    examples: &[
        Example {
            given: &[("mail", "Ada.Lovelace@Contoso.com")],
            expr: "ToLower([mail])",
            gives: Gives::Json(r#""ada.lovelace@contoso.com""#),
        },
        Example {
            given: &[("surname", "ÇELİK")],
            expr: r#"ToLower([surname], "tr-TR")"#,
            gives: Gives::Json(r#""çelik""#),
        },
        Example {
            given: &[("proxyAddresses", r#"["SMTP:A", "x"]"#)],
            expr: "ToLower([proxyAddresses], )",
            gives: Gives::Json(r#"["smtp:a", "x"]"#),
        },
        Example {
            given: &[("mail", "null")],
            expr: "ToLower([mail])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("mail", "A"), ("preferredLanguage", "en US")],
            expr: "ToLower([mail], [preferredLanguage])",
            gives: Gives::Error("unknown-culture"),
        },
    ],
    fidelity: &[NULL],
    prepare: Some(culture::prepare),
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let culture = culture::of(args)?;
    Ok(Value::Text(lowered(source, culture, args.arena())))
}

fn lowered<'v>(source: &'v str, culture: Culture, arena: &'v Bump) -> &'v str {
    if culture == Culture::Turkic || !source.is_ascii() {
        return rewritten(source, arena, |out| lower(source, culture, out));
    }
    if !source.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return source;
    }
    let out = arena.alloc_str(source);
    out.make_ascii_lowercase();
    out
}

//! `ToUpper`: a text in upper case.

use super::shared::{culture, written::rewritten};
use crate::dotnet::text::{Culture, upper};
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};
use bumpalo::Bump;

static NULL: Fidelity = Fidelity {
    id: "toupper-null",
    doing: "a null source gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "ToUpper",
    summary: "The text in upper case.",
    details: "Each character becomes one character: ß stays. A value that the target already has in another case \
is only changed where the target attribute compares case-sensitively (`caseExact`).",
    params: &[
        Param::required("source", Kind::Text, "The text to convert."),
        culture::CULTURE,
    ],
    elementwise: true,
    examples: &[
        Example {
            given: &[("country", "de")],
            expr: "ToUpper([country])",
            gives: Gives::Json(r#""DE""#),
        },
        Example {
            given: &[("surname", "çelik")],
            expr: r#"ToUpper([surname], "tr-TR")"#,
            gives: Gives::Json(r#""ÇELİK""#),
        },
        Example {
            given: &[("proxyAddresses", r#"["smtp:a", "X"]"#)],
            expr: "ToUpper([proxyAddresses], )",
            gives: Gives::Json(r#"["SMTP:A", "X"]"#),
        },
        Example {
            given: &[("mail", "null")],
            expr: "ToUpper([mail])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("mail", "A"), ("preferredLanguage", "en US")],
            expr: "ToUpper([mail], [preferredLanguage])",
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
    Ok(Value::Text(raised(source, culture, args.arena())))
}

fn raised<'v>(source: &'v str, culture: Culture, arena: &'v Bump) -> &'v str {
    if culture == Culture::Turkic || !source.is_ascii() {
        return rewritten(source, arena, |out| upper(source, culture, out));
    }
    if !source.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return source;
    }
    let out = arena.alloc_str(source);
    out.make_ascii_uppercase();
    out
}

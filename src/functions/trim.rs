//! `Trim`: a text without white space at its ends.

use crate::dotnet::text::trim;
use crate::library::{Args, Example, Function, Gives, Param, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Trim",
    summary: "Removes white space at both ends.",
    details: "White space is what .NET takes for it: blanks, tabs, line breaks, and the wide and \
unbreakable blanks of Unicode.",
    params: &[Param::required("source", Kind::Text, "The text to trim.")],
    elementwise: true,
    examples: &[
        Example {
            given: &[],
            expr: r#"Trim(" Test ")"#,
            gives: Gives::Json(r#""Test""#),
        },
        Example {
            given: &[("proxyAddresses", r#"[" a ", " b"]"#)],
            expr: "Trim([proxyAddresses])",
            gives: Gives::Json(r#"["a", "b"]"#),
        },
        Example {
            given: &[("title", "null")],
            expr: "Trim([title])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("title", r#"" \t ""#)],
            expr: "Trim([title])",
            gives: Gives::Json(r#""""#),
        },
    ],
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Ok(args
        .text(0)?
        .map_or(Value::Null, |source| Value::Text(trim(source))))
}

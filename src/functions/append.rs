//! `Append`: puts a suffix at the end of a text.

use super::shared::written::concat;
use crate::library::{Args, Example, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

static NULL: Fidelity = Fidelity {
    id: "append-null",
    doing: "a null source gives null, and a null suffix adds nothing",
    known: "not documented",
    sureness: Sureness::Chosen,
};

pub(super) static FUNCTION: Function = Function {
    name: "Append",
    summary: "Puts the suffix at the end of the source.",
    params: &[
        Param::required("source", Kind::Text, "The text to extend."),
        Param::required("suffix", Kind::Text, "The text to put after it."),
    ],
    elementwise: true,
    examples: &[
        Example {
            given: &[("userPrincipalName", "John.Doe@contoso.com")],
            expr: r#"Append([userPrincipalName], ".test")"#,
            gives: Gives::Json(r#""John.Doe@contoso.com.test""#),
        },
        Example {
            given: &[("department", "null")],
            expr: r#"Append([department], " (contoso)")"#,
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("department", "\"\"")],
            expr: r#"Append([department], "-x")"#,
            gives: Gives::Json(r#""-x""#),
        },
        Example {
            given: &[("otherTelephone", r#"["1", "2"]"#)],
            expr: r##"Append([otherTelephone], "#")"##,
            gives: Gives::Json(r##"["1#", "2#"]"##),
        },
    ],
    fidelity: &[NULL],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let Some(suffix) = args.text(1)? else {
        args.note(&NULL);
        return Ok(Value::Text(source));
    };
    Ok(Value::Text(concat(source, suffix, args.arena())))
}

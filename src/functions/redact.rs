//! `Redact`: a value that logs shall not show.

use crate::library::{Args, Example, Function, Gives, Param, Purity, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Redact",
    summary: "Gives the value, which logs, traces and reports then hide.",
    details: "They show `[Redact]` instead, also for everything that is computed from it.",
    params: &[Param::required("value", Kind::Any, "The value to hide.").key("source")],
    returns: Kind::Any,
    purity: Purity::Effect,
    redacts: true,
    jobs: super::shared::jobs::APPLICATIONS,
    examples: &[
        Example {
            given: &[("userPrincipalName", "ada@contoso.com")],
            expr: "Redact([userPrincipalName])",
            gives: Gives::Json(r#""ada@contoso.com""#),
        },
        Example {
            given: &[],
            expr: r#"Redact("StringToBeRedacted")"#,
            gives: Gives::Json(r#""StringToBeRedacted""#),
        },
        Example {
            given: &[("userPrincipalName", "null")],
            expr: "Redact([userPrincipalName])",
            gives: Gives::Json("null"),
        },
    ],
    call,
    ..Function::DEFAULT
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    args.value(0)
}

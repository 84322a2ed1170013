//! `Error`: ends the evaluation with a message of one's own.

use crate::diag::{Code, Sample, Severity};
use crate::library::{Args, Example, Fault, Function, Gives, Param, Purity, Stop};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "Error",
    summary: "Fails the object with a message.",
    details: "Nothing of the object is provisioned; the message stands in the provisioning log.",
    params: &[Param::required(
        "message",
        Kind::Text,
        "What the log shall say.",
    )],
    returns: Kind::Any,
    purity: Purity::Effect,
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[("accountName", "ada")],
            expr: "IIF(IsPresent([accountName]), [accountName], Error(\"AccountName is required\"))",
            gives: Gives::Json("\"ada\""),
        },
        Example {
            given: &[("accountName", "null")],
            expr: "IIF(IsPresent([accountName]), [accountName], Error(\"AccountName is required\"))",
            gives: Gives::Error("raised"),
        },
    ],
    source: "reference-expressions",
    call,
    ..Function::DEFAULT
};

/// What `Error` makes.
pub(super) static RAISED: Code = Code {
    slug: "raised",
    severity: Severity::Error,
    title: "the mapping itself raised an error",
    explanation: "The mapping calls `Error`, so this object is not provisioned: its author wants the \
data mended first. Correct the attributes that the message names, or give the mapping a value for this case.",
    sample: Sample::Expression("Error(\"AccountName is required\")"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    Err(match args.text(0)? {
        Some(message) => Fault::quoting(&RAISED, message, str::to_owned),
        None => Fault::new(&RAISED, "the mapping raised an error without a message"),
    }
    .into())
}

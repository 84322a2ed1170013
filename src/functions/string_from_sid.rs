//! `StringFromSid`: a security identifier as text.

use crate::diag::{Code, Sample, Severity};
use crate::dotnet::directory::sid_to_string;
use crate::dotnet::encoding::base64_to_bytes;
use crate::library::{Args, Example, Fault, Fidelity, Function, Gives, Param, Stop, Sureness};
use crate::value::{Kind, Value};

pub(super) static FUNCTION: Function = Function {
    name: "StringFromSid",
    summary: "Gives the text form `S-1-…` of a binary security identifier.",
    params: &[Param::required(
        "source",
        Kind::Binary,
        "The identifier, such as the attribute `objectSid`.",
    )],
    jobs: super::shared::jobs::CLOUD_SYNC,
    examples: &[
        Example {
            given: &[("objectSid", "AQEAAAAAAAUSAAAA")],
            expr: "StringFromSid([objectSid])",
            gives: Gives::Json(r#""S-1-5-18""#),
        },
        Example {
            given: &[("objectSid", "AQUAAAAAAAUVAAAAoGXPfnhLm1/nfIdwr/1IAg==")],
            expr: "StringFromSid([objectSid])",
            gives: Gives::Json(r#""S-1-5-21-2127521184-1604012920-1887927527-38337967""#),
        },
        Example {
            given: &[("objectSid", "null")],
            expr: "StringFromSid([objectSid])",
            gives: Gives::Json("null"),
        },
        Example {
            given: &[("objectSid", "AQEAAAAA")],
            expr: "StringFromSid([objectSid])",
            gives: Gives::Error("invalid-sid"),
        },
    ],
    fidelity: &[NULL],
    call,
    source: "reference-expressions",
    ..Function::DEFAULT
};

static NULL: Fidelity = Fidelity {
    id: "stringfromsid-null",
    doing: "null gives null",
    known: "not documented",
    sureness: Sureness::Chosen,
};

/// Bytes that are no security identifier.
pub(super) static INVALID_SID: Code = Code {
    slug: "invalid-sid",
    severity: Severity::Error,
    title: "a value is not a binary security identifier",
    explanation: "`StringFromSid` takes the bytes of a security identifier, as `objectSid` holds them, in \
base64: revision 1, the number of sub-authorities, and exactly that many of four bytes each. A text that \
begins with `S-1-` already is the text form: map it as it is.",
    sample: Sample::Expression("StringFromSid(\"S-1-5-18\")"),
};

fn call<'v>(args: &mut Args<'_, 'v>) -> Result<Value<'v>, Stop> {
    let Some(source) = args.text(0)? else {
        args.note(&NULL);
        return Ok(Value::Null);
    };
    let sid = base64_to_bytes(source)
        .ok()
        .and_then(|bytes| sid_to_string(&bytes).ok())
        .ok_or_else(|| {
            Fault::quoting(&INVALID_SID, source, |source| {
                format!("`{source}` is not a binary security identifier")
            })
        })?;
    Ok(Value::Text(args.arena().alloc_str(&sid)))
}
